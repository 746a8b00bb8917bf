//! The particulars of a page: title, byline, dates, outlet, address, language; each with where it was read.
//!
//! Order: structured data (JSON-LD), then the head's meta tags, then marked-up elements, then the page's own shape.

use super::html::saved_from;
use crate::model::{Metadata, Stated};
use jiff::civil::Date;
use scraper::{ElementRef, Html, Selector};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

/// Reads them from a page.
pub(super) fn of_page(page: &str) -> Metadata {
    let document = Html::parse_document(page);
    let reader = Reader { tags: metas(&document), articles: articles_in(&document), document: &document };
    let mut metadata = Metadata {
        title: reader.title(),
        byline: reader.byline(),
        published: reader.published(),
        modified: reader.modified(),
        outlet: reader.outlet(),
        url: reader.url().or_else(|| saved_from(page)),
        language: reader.language(),
        ..Metadata::default()
    };
    if metadata.published.is_none() {
        metadata.published =
            metadata.url.as_ref().and_then(|url| day_in_address(&url.value).map(|day| Stated::new(day, "the address")));
    }
    metadata
}

struct Reader<'d> {
    document: &'d Html,
    tags: Vec<(String, String)>,
    articles: Vec<Map<String, Value>>,
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text whose entities and tags are resolved.
fn plain(words: &str) -> String {
    if !words.contains(['&', '<']) {
        return one_line(words);
    }
    one_line(&Html::parse_fragment(words).root_element().text().collect::<String>())
}

fn metas(document: &Html) -> Vec<(String, String)> {
    let Ok(selector) = Selector::parse("meta[content]") else { return Vec::new() };
    let mut found = Vec::new();
    for element in document.select(&selector).take(400) {
        let content = element.value().attr("content").unwrap_or_default().trim();
        for key in ["property", "name", "itemprop"] {
            if let Some(name) = element.value().attr(key).filter(|_| !content.is_empty()) {
                found.push((name.trim().to_lowercase(), content.to_owned()));
            }
        }
    }
    found
}

/// The objects of structured data that describe an article.
fn articles_in(document: &Html) -> Vec<Map<String, Value>> {
    let Ok(selector) = Selector::parse("script[type*='ld+json']") else { return Vec::new() };
    let mut found = Vec::new();
    for script in document.select(&selector).take(40) {
        let words: String = script.text().collect();
        let words: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let words = words.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>").trim().trim_end_matches(';');
        if let Ok(value) = serde_json::from_str::<Value>(words) {
            collect(value, &mut found, 0);
        }
    }
    found
}

fn collect(value: Value, found: &mut Vec<Map<String, Value>>, depth: usize) {
    if depth > 8 {
        return;
    }
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| collect(value, found, depth + 1)),
        Value::Object(object) => {
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "hasPart"] {
                if let Some(inner) = object.get(key).filter(|inner| !inner.is_string()) {
                    collect(inner.clone(), found, depth + 1);
                }
            }
            if is_article(&object) {
                found.push(object);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is_article(object: &Map<String, Value>) -> bool {
    let is_kind = |kind: &str| kind.contains("Article") || kind.contains("Posting") || kind == "Report";
    match object.get("@type") {
        Some(Value::String(kind)) => is_kind(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is_kind),
        _ => false,
    }
}

/// Names in a string, an object with a name, or a list of these.
fn names_in(value: &Value) -> Vec<String> {
    match value {
        Value::String(name) => vec![plain(name)],
        Value::Array(values) => values.iter().flat_map(names_in).collect(),
        Value::Object(object) => object.get("name").map(names_in).unwrap_or_default(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

impl Reader<'_> {
    fn tag(&self, names: &[&str]) -> Option<(String, String)> {
        names.iter().find_map(|name| {
            self.tags.iter().find(|(key, _)| key == name).map(|(key, value)| (key.clone(), plain(value)))
        })
    }

    fn elements(&self, selector: &str) -> Vec<ElementRef<'_>> {
        Selector::parse(selector)
            .map_or_else(|_bad| Vec::new(), |selector| self.document.select(&selector).take(12).collect())
    }

    fn words(&self, selector: &str) -> Option<String> {
        self.elements(selector).iter().map(|e| one_line(&e.text().collect::<String>())).find(|words| !words.is_empty())
    }

    fn structured(&self, key: &str) -> Option<&Value> {
        self.articles.iter().find_map(|article| article.get(key))
    }

    fn title(&self) -> Option<Stated> {
        let heads: Vec<String> = self.elements("h1").iter().map(|e| one_line(&e.text().collect::<String>())).collect();
        let page_title = self.words("head > title").or_else(|| self.words("title")).unwrap_or_default();
        let graph = self.tag(&["og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "title"]);
        let around =
            format!("{} {}", bare(&page_title), graph.as_ref().map(|(_, title)| bare(title)).unwrap_or_default());
        // A heading that the page's title holds is the title without the outlet's name.
        let inside = heads.iter().find(|head| {
            let head = bare(head);
            head.chars().count() >= 12 && around.contains(&head)
        });
        if let Some(head) = inside {
            return Some(Stated::new(head, "the page’s heading"));
        }
        let headline = self.structured("headline").and_then(Value::as_str).map(plain).filter(|title| !title.is_empty());
        if let Some(headline) = headline {
            return Some(Stated::new(headline, "JSON-LD"));
        }
        if let Some((key, title)) = graph {
            return Some(Stated::new(without_outlet(&title), key));
        }
        match heads.as_slice() {
            [only] if !only.is_empty() => Some(Stated::new(only, "the page’s heading")),
            _ if !page_title.is_empty() => Some(Stated::new(without_outlet(&page_title), "the page’s title")),
            _ => None,
        }
    }

    fn byline(&self) -> Option<Stated> {
        let outlet = self.outlet().map(|outlet| bare(&outlet.value)).unwrap_or_default();
        let sound = |names: Vec<String>| {
            let mut seen = BTreeSet::new();
            let names: Vec<String> = names
                .iter()
                .map(|name| cleaned_name(name))
                .filter(|name| is_name(name) && bare(name) != outlet && seen.insert(bare(name)))
                .collect();
            (!names.is_empty() && names.len() <= 12).then(|| names.join(", "))
        };
        if let Some(names) = self.structured("author").map(names_in).and_then(sound) {
            return Some(Stated::new(names, "JSON-LD"));
        }
        let keys = [
            "author",
            "article:author",
            "parsely-author",
            "sailthru.author",
            "dc.creator",
            "dcterms.creator",
            "byl",
            "dc.author",
            "citation_author",
            "og:author",
            "article:author_name",
            "twitter:creator_name",
        ];
        for key in keys {
            let values = self.tags.iter().filter(|(name, _)| name == key).map(|(_, value)| plain(value)).collect();
            if let Some(names) = sound(values) {
                return Some(Stated::new(names, format!("meta {key}")));
            }
        }
        let places = [
            "[itemprop~='author'] [itemprop~='name']",
            "[itemprop~='author']",
            "a[rel~='author']",
            "[rel~='author']",
            ".byline .author",
            ".byline a",
            "[class*='byline'] a",
            "[class*='author-name']",
            "[class*='authorName']",
            "[class*='byline__name']",
            ".author a",
            "[class*='byline']",
            ".author",
            ".post-author",
            "[data-testid*='byline']",
        ];
        for place in places {
            let values: Vec<String> =
                self.elements(place).iter().take(3).map(|e| one_line(&e.text().collect::<String>())).collect();
            let short = values.into_iter().filter(|words| words.split_whitespace().count() <= 9).take(2).collect();
            if let Some(names) = sound(short) {
                return Some(Stated::new(names, "the page’s byline"));
            }
        }
        None
    }

    fn published(&self) -> Option<Stated> {
        let structured = ["datePublished", "dateCreated", "uploadDate"];
        for key in structured {
            if let Some(day) = self.structured(key).and_then(Value::as_str).and_then(day_in) {
                return Some(Stated::new(day, format!("JSON-LD {key}")));
            }
        }
        let keys = [
            "article:published_time",
            "og:published_time",
            "og:article:published_time",
            "datepublished",
            "parsely-pub-date",
            "sailthru.date",
            "dc.date.issued",
            "dcterms.issued",
            "dc.date",
            "dcterms.created",
            "dcterms.date",
            "pubdate",
            "publishdate",
            "publish-date",
            "publication_date",
            "publish_date",
            "cxenseparse:publishtime",
            "cxenseparse:recs:publishtime",
            "article.published",
            "rnews:datepublished",
            "prism.publicationdate",
            "citation_publication_date",
            "citation_date",
            "article_date_original",
            "date",
            "originalpublicationdate",
            "published_time_telegram",
            "bt:pubdate",
            "analyticsattributes.articledate",
            "date_published",
            "published",
        ];
        for key in keys {
            if let Some(day) = self.tag(&[key]).and_then(|(_, value)| day_in(&value)) {
                return Some(Stated::new(day, format!("meta {key}")));
            }
        }
        let places = [
            "[itemprop~='datePublished']",
            "time[pubdate]",
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
        ];
        for place in places {
            for element in self.elements(place).iter().take(3) {
                let stated =
                    ["datetime", "content", "title", "data-datetime"].iter().find_map(|key| element.value().attr(key));
                let words: String = element.text().take(20).collect();
                let day = stated
                    .and_then(day_in)
                    .or_else(|| day_in(words.get(..words.floor_char_boundary(120)).unwrap_or("")));
                if let Some(day) = day {
                    return Some(Stated::new(day, "the page’s date"));
                }
            }
        }
        self.url().and_then(|url| day_in_address(&url.value)).map(|day| Stated::new(day, "the address"))
    }

    fn modified(&self) -> Option<Stated> {
        let structured = self.structured("dateModified").and_then(Value::as_str).and_then(day_in);
        let tag = || self.tag(&["article:modified_time", "og:updated_time", "datemodified", "last-modified"]);
        structured
            .map(|day| Stated::new(day, "JSON-LD"))
            .or_else(|| tag().and_then(|(key, value)| Some(Stated::new(day_in(&value)?, format!("meta {key}")))))
    }

    fn outlet(&self) -> Option<Stated> {
        if let Some((key, name)) = self.tag(&["og:site_name"]) {
            return Some(Stated::new(name, key));
        }
        if let Some(name) = self.structured("publisher").map(names_in).and_then(|names| names.into_iter().next()) {
            return Some(Stated::new(name, "JSON-LD"));
        }
        let (key, name) = self.tag(&["application-name", "dc.publisher", "apple-mobile-web-app-title"])?;
        Some(Stated::new(name, key))
    }

    fn url(&self) -> Option<Stated> {
        let link =
            self.elements("link[rel~='canonical']").first().and_then(|e| e.value().attr("href")).map(str::to_owned);
        if let Some(link) = link.filter(|link| link.starts_with("http")) {
            return Some(Stated::new(link, "canonical link"));
        }
        let (key, address) = self.tag(&["og:url", "twitter:url"])?;
        address.starts_with("http").then(|| Stated::new(address, key))
    }

    fn language(&self) -> Option<Stated> {
        let language = self.elements("html[lang]").first().and_then(|e| e.value().attr("lang")).map(str::to_owned)?;
        (!language.trim().is_empty()).then(|| Stated::new(language.trim(), "the page"))
    }
}

/// Letters and digits in small letters.
fn bare(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The title without " | Outlet" at its end.
fn without_outlet(title: &str) -> String {
    for sign in [" | ", " – ", " — ", " - ", " :: ", " » ", " · ", " • "] {
        if let Some((head, tail)) = title.rsplit_once(sign)
            && tail.split_whitespace().count() <= 5
            && head.split_whitespace().count() >= 3
        {
            return head.trim().to_owned();
        }
    }
    title.trim().to_owned()
}

/// A name without "By", titles of office, addresses and what follows a bar.
fn cleaned_name(name: &str) -> String {
    let mut name = one_line(name);
    for sign in [" | ", " • ", " / ", "\u{a0}|"] {
        if let Some((head, _)) = name.split_once(sign) {
            name = head.to_owned();
        }
    }
    let lower = name.to_lowercase();
    for opening in ["written by ", "posted by ", "by: ", "by ", "von ", "par ", "por ", "author: "] {
        if lower.starts_with(opening)
            && let Some(rest) = name.get(opening.len()..)
        {
            name = rest.to_owned();
            break;
        }
    }
    for end in
        [", Staff Writer", ", Senior Reporter", ", Contributor", ", Reporter", " and more", " Published", " Updated"]
    {
        if let Some((head, _)) = name.split_once(end) {
            name = head.to_owned();
        }
    }
    name.trim_matches(|c: char| c.is_whitespace() || ",;:-–|".contains(c)).to_owned()
}

fn is_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    let words = name.split_whitespace().count();
    let blocked = ["http", "www.", "@", "{", "facebook", "twitter", "admin", "editor@", "staff", "subscribe", "follow"];
    (1..=16).contains(&words)
        && name.chars().count() < 140
        && name.chars().any(char::is_alphabetic)
        && !blocked.iter().any(|word| lower.contains(word))
        && !lower.starts_with("view ")
        && lower != "author"
        && lower != "by"
}

/// The first day in words: "2017-10-16", "20171016", "16.10.2017", "October 16, 2017", "16 Oct 2017".
fn day_in(words: &str) -> Option<String> {
    numeric_day(words).or_else(|| worded_day(words)).map(|day| day.to_string())
}

fn sound_day(year: i16, month: i8, day: i8) -> Option<Date> {
    (1990..=2100).contains(&year).then(|| Date::new(year, month, day).ok()).flatten()
}

fn numeric_day(words: &str) -> Option<Date> {
    let numbers: Vec<(&str, usize)> = digit_runs(words);
    for (place, (run, at)) in numbers.iter().enumerate() {
        let follows = |index: usize| -> Option<(&str, char)> {
            let (previous, start) = numbers.get(index.checked_sub(1)?)?;
            let (next, begin) = numbers.get(index)?;
            let mut between = words.get(start + previous.len()..*begin)?.chars();
            let sign = between.next()?;
            (between.next().is_none()).then_some((*next, sign))
        };
        if run.len() == 8
            && let (Some(year), Some(month), Some(day)) = (run.get(..4), run.get(4..6), run.get(6..))
        {
            let read = sound_day(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
            if read.is_some() {
                return read;
            }
        }
        let (second, third) = (follows(place + 1), follows(place + 2));
        if let (Some((b, sign)), Some((c, other))) = (second, third)
            && "-/.".contains(sign)
            && sign == other
        {
            let read = if run.len() == 4 {
                sound_day(run.parse().ok()?, b.parse().ok()?, c.get(..c.len().min(2))?.parse().ok()?)
            } else if c.len() == 4 && run.len() <= 2 && b.len() <= 2 {
                let (first, second): (i8, i8) = (run.parse().ok()?, b.parse().ok()?);
                let year = c.parse().ok()?;
                // Points are European, slashes American unless they cannot be.
                let (month, day) = if sign == '.' || first > 12 { (second, first) } else { (first, second) };
                sound_day(year, month, day)
            } else {
                None
            };
            if read.is_some() {
                return read;
            }
        }
        let _ = at;
    }
    None
}

fn digit_runs(words: &str) -> Vec<(&str, usize)> {
    let mut runs = Vec::new();
    let mut start = None;
    for (at, c) in words.char_indices().chain([(words.len(), ' ')]) {
        match (start, c.is_ascii_digit()) {
            (None, true) => start = Some(at),
            (Some(begin), false) => {
                if let Some(run) = words.get(begin..at) {
                    runs.push((run, begin));
                }
                start = None;
            }
            _ => {}
        }
        if runs.len() > 40 {
            break;
        }
    }
    runs
}

fn worded_day(words: &str) -> Option<Date> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let parts: Vec<String> = words
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty())
        .take(60)
        .map(str::to_lowercase)
        .collect();
    let number =
        |part: Option<&String>| -> Option<i16> { part?.trim_end_matches(|c: char| c.is_alphabetic()).parse().ok() };
    for (place, part) in parts.iter().enumerate() {
        let Some(month) = MONTHS.iter().position(|month| part.starts_with(month) && part.len() <= 9) else { continue };
        let month = month as i8 + 1;
        let after = number(parts.get(place + 1));
        let later = number(parts.get(place + 2));
        let before = place.checked_sub(1).and_then(|before| number(parts.get(before)));
        let read = match (before, after, later) {
            (_, Some(day), Some(year)) if (1..=31).contains(&day) && year > 1900 => sound_day(year, month, day as i8),
            (Some(day), Some(year), _) if (1..=31).contains(&day) && year > 1900 => sound_day(year, month, day as i8),
            _ => None,
        };
        if read.is_some() {
            return read;
        }
    }
    None
}

/// "/2017/10/16/" in an address.
fn day_in_address(address: &str) -> Option<String> {
    let parts: Vec<&str> = address.split(['/', '-']).collect();
    parts.windows(3).find_map(|part| {
        let [year, month, day] = part else { return None };
        if year.len() != 4 || month.len() > 2 || day.len() > 2 {
            return None;
        }
        sound_day(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).map(|day| day.to_string())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_many_shapes() {
        let check = |words: &str, day: Option<&str>| assert_eq!(day_in(words).as_deref(), day, "{words}");
        check("2017-10-16T08:00:00+02:00", Some("2017-10-16"));
        check("20171016", Some("2017-10-16"));
        check("16.10.2017, 09:30", Some("2017-10-16"));
        check("Published Oct. 16, 2017 at 9", Some("2017-10-16"));
        check("Monday 16 October 2017", Some("2017-10-16"));
        check("31/02/2017", None);
        check("no day here 5", None);
        assert_eq!(day_in_address("https://x.org/2017/10/16/a").as_deref(), Some("2017-10-16"));
    }
}
