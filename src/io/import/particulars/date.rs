//! The days of publication and of the last change.

use super::days::{PARTS_OF_A_DATE, day_in, day_in_address, month_of};
use super::{Reader, about, one_line};
use crate::model::Stated;
use jiff::civil::Date;
use scraper::ElementRef;
use std::collections::BTreeSet;

/// Meta tags that say when an article was published and nothing else.
const SURE_TAGS: [&str; 21] = [
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "pub_date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "publish_date",
    "cxenseparse:publishtime",
    "cxenseparse:recs:publishtime",
    "rnews:datepublished",
    "prism.publicationdate",
    "citation_publication_date",
    "article_date_original",
    "date_published",
];

/// Meta tags that hold a date, often that of the page's record: what is marked on the page itself goes before them.
const LOOSE_TAGS: [&str; 11] = [
    "dc.date",
    "dcterms.created",
    "dcterms.date",
    "article.published",
    "citation_date",
    "originalpublicationdate",
    "published_time_telegram",
    "bt:pubdate",
    "analyticsattributes.articledate",
    "date",
    "published",
];

/// Where pages print their day, the surest places first.
const PLACES: [&str; 17] = [
    "header time",
    "article time",
    "time[datetime]",
    "[class*='publish'] time",
    "[class*='pubdate']",
    "[class*='published']",
    "[class*='publish-date']",
    "[class*='post-date']",
    "[class*='entry-date']",
    "[class*='article-date']",
    "[class*='timestamp']",
    "[class*='dateline']",
    "[class*='byline']",
    "[class*='date']",
    "[class*='datum']",
    "[class*='meta']",
    "[class*='time']",
];

/// Words that stand before a day of publication, in the languages of the pages people save.
const PUBLISHED: [&str; 14] = [
    "published",
    "posted",
    "first published",
    "veröffentlicht",
    "erschienen",
    "publiziert",
    "erstellt",
    "publié",
    "publicado",
    "pubblicato",
    "opublikowano",
    "gepubliceerd",
    "julkaistu",
    "опубликовано",
];

/// Words that stand before a day of change.
const CHANGED: [&str; 12] = [
    "update",
    "modified",
    "aktualisiert",
    "geändert",
    "änderung",
    "mis à jour",
    "actualizado",
    "aggiornato",
    "zaktualizowano",
    "päivitetty",
    "bijgewerkt",
    "обновлено",
];

/// Whether words speak of a change.
pub(super) fn is_changed(words: &str) -> bool {
    let lower = words.to_lowercase();
    CHANGED.iter().any(|word| lower.contains(word))
}

impl Reader<'_> {
    pub(super) fn published(&self) -> Option<Stated> {
        if let Some((key, words)) = self.stated_day()
            && let Some(day) = day_in(&words, self.order)
        {
            let local = is_in_utc(&words).then(|| self.neighbour_of(&day)).flatten();
            let shown = || self.other_printed_day(&day).or_else(|| self.earlier_address_day(&day));
            return Some(local.or_else(shown).unwrap_or_else(|| Stated::new(day, key)));
        }
        let marked = ["[itemprop~='datePublished']", "time[pubdate]", "time.published", ".published[datetime]"];
        if let Some(day) = self.day_at(&marked) {
            return Some(self.other_printed_day(&day).unwrap_or_else(|| Stated::new(day, "the page’s date")));
        }
        self.address_day()
            .map(|day| Stated::new(day, "the address"))
            .or_else(|| self.day_by_the_heading().map(|day| Stated::new(day, "a date by the headline")))
            .or_else(|| {
                LOOSE_TAGS.iter().find_map(|key| {
                    let day = self.tag(&[key]).and_then(|(_, value)| day_in(&value, self.order))?;
                    Some(Stated::new(day, format!("meta {key}")))
                })
            })
            .or_else(|| self.day_at(&PLACES).map(|day| Stated::new(day, "the page’s date")))
            .or_else(|| self.day_in_the_text().map(|day| Stated::new(day, "a date on the page")))
    }

    pub(super) fn modified(&self) -> Option<Stated> {
        let structured = self.structured.text("dateModified").and_then(|words| day_in(&words, self.order));
        let tag = || self.tag(&["article:modified_time", "og:updated_time", "datemodified", "last-modified"]);
        structured.map(|day| Stated::new(day, "JSON-LD")).or_else(|| {
            tag().and_then(|(key, value)| Some(Stated::new(day_in(&value, self.order)?, format!("meta {key}"))))
        })
    }

    /// What JSON-LD or a sure meta tag says, and where.
    fn stated_day(&self) -> Option<(String, String)> {
        let is_day = |words: &String| day_in(words, self.order).is_some();
        let structured = ["datePublished", "dateCreated", "uploadDate"]
            .iter()
            .find_map(|key| self.structured.text(key).filter(is_day).map(|words| (format!("JSON-LD {key}"), words)));
        structured.or_else(|| {
            SURE_TAGS.iter().find_map(|key| {
                self.tag(&[key]).map(|(_, words)| words).filter(is_day).map(|words| (format!("meta {key}"), words))
            })
        })
    }

    /// The day before or after that the address or the lines by the headline print: a time in UTC may fall on another
    /// day than the outlet's own.
    fn neighbour_of(&self, day: &str) -> Option<Stated> {
        let stated: Date = day.parse().ok()?;
        let is_near = |other: &String| {
            let other = other.parse::<Date>();
            other.is_ok_and(|other| {
                other.yesterday().is_ok_and(|day| day == stated) || other.tomorrow().is_ok_and(|day| day == stated)
            })
        };
        self.address_day()
            .filter(is_near)
            .map(|day| Stated::new(day, "the address"))
            .or_else(|| self.day_by_the_heading().filter(is_near).map(|day| Stated::new(day, "a date by the headline")))
    }

    /// The one day that stands by itself by the headline, when that is not the stated one and the stated one is not
    /// printed there: what the outlet prints as the article's day goes before what it tells machines. (Of 10 dev pages
    /// where they differ, the printed day is right on 8.)
    fn other_printed_day(&self, stated: &str) -> Option<Stated> {
        const NEAR: usize = 16;
        let mut near = self.own_lines();
        near.truncate(NEAR);
        near.retain(|line| !is_machine_time(line));
        let mut printed: Vec<String> =
            unchanged(&near).filter(|line| is_date_line(line)).filter_map(|line| day_in(line, self.order)).collect();
        printed.dedup();
        let is_stated = || near.iter().any(|line| day_in(line, self.order).is_some_and(|day| day == stated));
        match printed.as_slice() {
            [only] if !is_stated() => Some(Stated::new(only, "a date by the headline")),
            _ => None,
        }
    }

    /// The day in the address, when it is before the stated one: a page that was moved to another system keeps its
    /// address and gets a new record.
    fn earlier_address_day(&self, stated: &str) -> Option<Stated> {
        let day = self.address_day().filter(|day| day.as_str() < stated)?;
        Some(Stated::new(day, "the address"))
    }

    /// The lines by the headline, without the days of other articles in lists of these.
    fn own_lines(&self) -> Vec<String> {
        self.lines.iter().filter(|line| !line.is_foreign_day).map(|line| line.words.clone()).collect()
    }

    fn address_day(&self) -> Option<String> {
        self.url.as_ref().and_then(|url| day_in_address(&url.value))
    }

    fn day_at(&self, places: &[&str]) -> Option<String> {
        places.iter().find_map(|place| {
            let elements = self.own_elements(place);
            let sound = elements.iter().filter(|element| !is_changed(&about(element.value())));
            sound.take(3).find_map(|element| self.day_of(element))
        })
    }

    /// The day an element states, in its attributes or its words.
    fn day_of(&self, element: &ElementRef) -> Option<String> {
        let stated = ["datetime", "content", "title", "data-datetime"].iter().find_map(|key| element.value().attr(key));
        let words: String = element.text().take(20).collect();
        let head = words.get(..words.floor_char_boundary(120)).unwrap_or_default();
        stated.and_then(|words| day_in(words, self.order)).or_else(|| day_in(head, self.order))
    }

    /// A day in the short lines just before or after the first heading, but none of a change.
    fn day_by_the_heading(&self) -> Option<String> {
        const LONGEST: usize = 90;
        let lines = self.own_lines();
        unchanged(&lines).filter(|line| line.chars().count() <= LONGEST).find_map(|line| day_in(line, self.order))
    }

    /// A day anywhere on the page: one that a word of publishing stands before, else the first that stands alone. Many
    /// different ones are of a list of other articles or of comments, and tell nothing.
    fn day_in_the_text(&self) -> Option<String> {
        const LONGEST: usize = 60;
        const MOST_DAYS: usize = 2;
        let is_shown = |outer: &scraper::node::Element| {
            !matches!(outer.name(), "script" | "style" | "noscript" | "option" | "a" | "li")
        };
        let texts = self.document.tree.root().descendants();
        let texts = texts.filter_map(|node| Some((node.parent()?, node.value().as_text()?)));
        let dated = texts.filter(|(outer, text)| {
            text.contains(|c: char| c.is_ascii_digit()) && outer.value().as_element().is_some_and(is_shown)
        });
        let lines: Vec<String> =
            dated.map(|(_, text)| one_line(text)).filter(|line| line.chars().count() <= LONGEST).collect();
        let is_labelled = |line: &&String| {
            let lower = line.to_lowercase();
            PUBLISHED.iter().any(|word| lower.starts_with(word))
        };
        let day = |line: &String| day_in(line, self.order);
        lines.iter().filter(is_labelled).find_map(day).or_else(|| {
            let days: Vec<String> = lines.iter().filter(|line| !is_changed(line)).filter_map(day).collect();
            let different: BTreeSet<&String> = days.iter().collect();
            days.first().filter(|_| different.len() <= MOST_DAYS).cloned()
        })
    }
}

/// The lines that do not speak of a change, nor stand after a label that does: "Updated" by itself stands before its
/// day; with a day of its own it says nothing of the next line.
fn unchanged(lines: &[String]) -> impl Iterator<Item = &String> {
    const LONGEST_LABEL: usize = 24;
    let is_label =
        |line: &&String| line.chars().count() <= LONGEST_LABEL && !line.contains(|c: char| c.is_ascii_digit());
    let label_of = move |at: usize| at.checked_sub(1).and_then(|before| lines.get(before)).filter(is_label);
    let is_sound =
        move |(at, line): &(usize, &String)| !is_changed(line) && !label_of(*at).is_some_and(|label| is_changed(label));
    lines.iter().enumerate().filter(is_sound).map(|(_, line)| line)
}

/// "2022-12-07T10:10:52+01:00": in the page for machines, not shown.
fn is_machine_time(line: &str) -> bool {
    let mut signs = line.chars().skip(10);
    line.starts_with(|c: char| c.is_ascii_digit()) && signs.next() == Some('T')
}

/// "Monday, 6 January 2020", "04.02.2022 | 15:33 Uhr", "Oslo, 28.10.2021": at most one word beside those of the date.
fn is_date_line(line: &str) -> bool {
    const LONGEST: usize = 45;
    let is_short = line.chars().count() <= LONGEST;
    let is_of_a_date = |word: &&str| {
        let lower = word.to_lowercase();
        PARTS_OF_A_DATE.iter().any(|part| lower.starts_with(part)) || month_of(&lower).is_some()
    };
    // "Date: 21.02.2020" of an event.
    let has_label = line.split_whitespace().any(|word| word.ends_with(':') && word.starts_with(char::is_alphabetic));
    let words = line.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() > 1);
    is_short && !has_label && words.filter(|word| !is_of_a_date(word)).count() <= 1
}

/// "…T23:00:00Z", "…+00:00", "… GMT".
fn is_in_utc(words: &str) -> bool {
    let words = words.trim();
    words.contains(':')
        && (words.ends_with('Z') || words.ends_with("+00:00") || words.ends_with("+0000") || words.ends_with("GMT"))
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    const PUBLISHED: &str = "meta article:published_time";

    #[track_caller]
    fn check(page: &str, day: Option<&str>, origin: &str) {
        let found = super::super::of_document(&Html::parse_document(page), None).published;
        assert_eq!(found.as_ref().map(|found| found.value.as_str()), day, "{page}");
        assert_eq!(found.map(|found| found.origin).unwrap_or_default(), origin, "{page}");
    }

    #[test]
    fn days_are_taken_from_the_surest_place() {
        let meta = "<meta property='article:published_time' content='2026-05-03T22:30:00Z'>";
        check(&format!("{meta}<h1>Bridge closes</h1>"), Some("2026-05-03"), "meta article:published_time");
        check(&format!("{meta}<h1>Bridge closes</h1><p>4 May 2026</p>"), Some("2026-05-04"), "a date by the headline");
        let record =
            "<meta name='date' content='2026-05-20'><time itemprop='datePublished' datetime='2026-05-04'></time>";
        check(record, Some("2026-05-04"), "the page’s date");
        let changed = "<h1>Bridge closes</h1><p>Updated 9 May 2026</p><p>4 May 2026</p>";
        check(changed, Some("2026-05-04"), "a date by the headline");
        check("<h1>Bridge closes</h1><p>No day.</p>", None, "");
        let shown = format!("{meta}<h1>Bridge closes</h1><p>Brno, 6 May 2026</p>");
        check(&shown, Some("2026-05-06"), "a date by the headline");
        check(&format!("{shown}<p>3 May 2026</p>"), Some("2026-05-03"), "meta article:published_time");
        check(&format!("{meta}<h1>Bridge closes</h1><p>Open day: 6 May 2026</p>"), Some("2026-05-03"), PUBLISHED);
        check(&format!("{meta}<h1>Bridge closes</h1><p>Updated 6 May 2026</p>"), Some("2026-05-03"), PUBLISHED);
        let moved = "<link rel='canonical' href='https://x.org/2019/5/4/bridge'>";
        check(&format!("{meta}{moved}"), Some("2019-05-04"), "the address");
        let list = "<div class='teaser'><p>6 May 2026</p><p>5 May 2026</p><p>4 May 2026</p></div>";
        check(&format!("<h1>Bridge closes</h1><p>No day.</p>{list}"), None, "");
    }
}
