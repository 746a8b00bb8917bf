//! The article's particulars as a person changes them: title, byline, dateline, publication date, outlet, address.
//! Dates on the page hang on the publication day, so changing it carries them along in the same step.

use super::{Desk, figures};
use crate::edit::{Command, MetadataField};
use crate::model::{Metadata, Stated};

/// Where a value comes from that a person has typed.
const BY_PERSON: &str = "you";

impl Desk {
    pub(super) fn set_particular(&mut self, field: MetadataField, typed: &str) {
        let Some(sheet) = self.sheet() else { return };
        let doc = sheet.doc();
        let typed = typed.trim();
        let value = match field {
            MetadataField::Published | MetadataField::Modified if !typed.is_empty() => match figures::day_of(typed) {
                Some(day) => day.to_string(),
                None => {
                    return self.complain(format!("“{typed}” is not read as a day. Try “9 Mar 2026” or “2026-03-09”."));
                }
            },
            MetadataField::Published
            | MetadataField::Modified
            | MetadataField::Title
            | MetadataField::Byline
            | MetadataField::Dateline
            | MetadataField::Outlet
            | MetadataField::Agency
            | MetadataField::Url
            | MetadataField::Language => typed.to_owned(),
        };
        let mut metadata = doc.metadata().clone();
        let place = place_of(&mut metadata, field);
        if place.as_ref().map(|stated| stated.value.as_str()).unwrap_or_default() == value {
            return;
        }
        *place = (!value.is_empty()).then(|| Stated::new(value, BY_PERSON));
        let figures = match field {
            MetadataField::Published => figures::redated(doc, &metadata),
            MetadataField::Title
            | MetadataField::Byline
            | MetadataField::Dateline
            | MetadataField::Modified
            | MetadataField::Outlet
            | MetadataField::Agency
            | MetadataField::Url
            | MetadataField::Language => Vec::new(),
        };
        self.perform(Command::SetMetadata { metadata: Box::new(metadata), figures, field });
    }
}

fn place_of(metadata: &mut Metadata, field: MetadataField) -> &mut Option<Stated> {
    match field {
        MetadataField::Title => &mut metadata.title,
        MetadataField::Byline => &mut metadata.byline,
        MetadataField::Dateline => &mut metadata.dateline,
        MetadataField::Published => &mut metadata.published,
        MetadataField::Modified => &mut metadata.modified,
        MetadataField::Outlet => &mut metadata.outlet,
        MetadataField::Agency => &mut metadata.agency,
        MetadataField::Language => &mut metadata.language,
        MetadataField::Url => &mut metadata.url,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::{Action, Sheet, State};
    use crate::model::Article;

    fn desk(text: &str) -> Desk {
        let mut desk = Desk::default();
        let mut sheet = Sheet::new("sample", Article::plain(text));
        sheet.take_reading(crate::engine::extract(&Article::plain(text)));
        desk.add_slot(None, State::Open(Box::new(sheet)));
        desk
    }

    fn dates(desk: &Desk) -> Vec<Option<String>> {
        desk.sheet().expect("a sheet").doc().figures().map(|(_, figure)| figure.date.clone()).collect()
    }

    #[test]
    fn a_publication_day_in_any_words_fixes_the_dates_and_one_undo_frees_them() {
        let mut desk = desk("The council met on Tuesday, officials said.");
        assert_eq!(dates(&desk), [None]);
        desk.act(Action::SetParticular(MetadataField::Published, "12 March 2026".to_owned()));
        assert_eq!(dates(&desk), [Some("2026-03-10".to_owned())]);
        desk.act(Action::Undo);
        assert_eq!(dates(&desk), [None]);
        assert!(desk.sheet().expect("a sheet").doc().metadata().published.is_none());
    }

    #[test]
    fn what_is_no_day_is_refused_with_an_example() {
        let mut desk = desk("The council met.");
        desk.act(Action::SetParticular(MetadataField::Published, "someday".to_owned()));
        assert!(desk.notice().is_some_and(|notice| notice.is_fault && notice.words.contains("9 Mar 2026")));
    }

    #[test]
    fn every_other_particular_is_put_and_taken_away() {
        let mut desk = desk("The council met.");
        let byline = |desk: &Desk| desk.sheet().expect("a sheet").doc().metadata().byline.clone();
        desk.act(Action::SetParticular(MetadataField::Byline, " Ana Núñez ".to_owned()));
        assert_eq!(byline(&desk), Some(Stated::new("Ana Núñez", "you")));
        desk.act(Action::SetParticular(MetadataField::Byline, String::new()));
        assert_eq!(byline(&desk), None);
    }
}
