//! The article's particulars as fields: each shows its value, says on hover where that was read, and is typed over by a
//! click. Used under the headline and in the inspector when nothing is chosen.

use super::fields::{self, Typing};
use super::theme::Colours;
use crate::desk::{Action, Field, Sheet};
use crate::edit::MetadataField;
use crate::model::Stated;
use egui::{RichText, Ui, WidgetInfo, accesskit};

/// A particular being typed.
#[derive(Default, Debug)]
pub struct Particulars {
    typed: Option<(MetadataField, String)>,
}

impl Particulars {
    /// Opens the field that an action asked for.
    pub fn take_focus(&mut self, focus: Option<Field>, sheet: &Sheet) {
        if let Some(Field::Particular(field)) = focus {
            self.typed = Some((field, written(sheet, field)));
        }
    }

    /// One particular: its name and its value, or the field it is typed in.
    pub fn field(&mut self, ui: &mut Ui, sheet: &Sheet, field: MetadataField, actions: &mut Vec<Action>) {
        if let Some((_, typed)) = self.typed.as_mut().filter(|(open, _)| *open == field) {
            let (response, typing) = fields::line(ui, name(field), typed, hint(field), width(field));
            if typing == Typing::Entered {
                actions.push(Action::SetParticular(field, typed.clone()));
            }
            if typing != Typing::Open || response.clicked_elsewhere() {
                self.typed = None;
            }
            return;
        }
        ui.weak(name(field));
        let stated = stated(sheet, field);
        let words = stated.map_or_else(|| "add…".to_owned(), |stated| in_words(field, &stated.value));
        let ink = if stated.is_some() { Colours::of(ui.ctx()).ink } else { Colours::of(ui.ctx()).soft_ink };
        let spoken = format!("{}: {words}", name(field));
        let button = egui::Button::new(RichText::new(words).color(ink).underline()).frame(false).truncate();
        let origin = stated.map_or_else(|| absent(field).to_owned(), |stated| format!("from {}", stated.origin));
        let response = ui.add(button).on_hover_text(format!("{origin}; click to change"));
        response.widget_info(|| WidgetInfo::labeled(accesskit::Role::Button, true, spoken.clone()));
        if response.clicked() {
            self.typed = Some((field, written(sheet, field)));
        }
    }
}

/// The value of a particular.
pub fn stated(sheet: &Sheet, field: MetadataField) -> Option<&Stated> {
    let metadata = sheet.doc().metadata();
    match field {
        MetadataField::Title => metadata.title.as_ref(),
        MetadataField::Byline => metadata.byline.as_ref(),
        MetadataField::Dateline => metadata.dateline.as_ref(),
        MetadataField::Published => metadata.published.as_ref(),
        MetadataField::Modified => metadata.modified.as_ref(),
        MetadataField::Outlet => metadata.outlet.as_ref(),
        MetadataField::Agency => metadata.agency.as_ref(),
        MetadataField::Language => metadata.language.as_ref(),
        MetadataField::Url => metadata.url.as_ref(),
    }
}

fn written(sheet: &Sheet, field: MetadataField) -> String {
    stated(sheet, field).map_or_else(String::new, |stated| stated.value.clone())
}

fn name(field: MetadataField) -> &'static str {
    match field {
        MetadataField::Title => "Headline",
        MetadataField::Byline => "Byline",
        MetadataField::Dateline => "Dateline",
        MetadataField::Published => "Published",
        MetadataField::Modified => "Changed",
        MetadataField::Outlet => "Outlet",
        MetadataField::Agency => "Agency",
        MetadataField::Language => "Language",
        MetadataField::Url => "Address",
    }
}

fn hint(field: MetadataField) -> &'static str {
    match field {
        MetadataField::Title => "the headline",
        MetadataField::Byline => "who wrote it",
        MetadataField::Dateline => "CITY, Country",
        MetadataField::Published => "9 Mar 2026",
        MetadataField::Modified => "10 Mar 2026",
        MetadataField::Outlet => "who published it",
        MetadataField::Agency => "the agency it comes from",
        MetadataField::Language => "en-GB",
        MetadataField::Url => "https://…",
    }
}

fn width(field: MetadataField) -> f32 {
    match field {
        MetadataField::Published | MetadataField::Modified | MetadataField::Language => 100.0,
        MetadataField::Byline | MetadataField::Dateline | MetadataField::Outlet | MetadataField::Agency => 150.0,
        MetadataField::Title | MetadataField::Url => 260.0,
    }
}

fn absent(field: MetadataField) -> &'static str {
    match field {
        MetadataField::Published => "not stated: dates such as “Monday” stay open",
        MetadataField::Title
        | MetadataField::Byline
        | MetadataField::Dateline
        | MetadataField::Modified
        | MetadataField::Outlet
        | MetadataField::Agency
        | MetadataField::Url
        | MetadataField::Language => "not stated",
    }
}

/// "2017-10-16" as "16 Oct 2017"; anything else as it is.
fn in_words(field: MetadataField, value: &str) -> String {
    let is_day = matches!(field, MetadataField::Published | MetadataField::Modified);
    let day: Option<jiff::civil::Date> = value.get(..10).filter(|_| is_day).and_then(|day| day.parse().ok());
    day.map_or_else(|| value.to_owned(), |day| day.strftime("%-d %b %Y").to_string())
}
