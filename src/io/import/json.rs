//! Articles as news services and archives give them: one JSON object, a list, or one object a line.

use super::build::{self, Piece};
use super::particulars::days::{Order, day_in};
use super::{Refusal, html, plain};
use crate::model::{Article, Metadata, Role, Stated};
use serde_json::{Map, Value};

/// Most articles of one file.
const MOST: usize = 2_000;

#[rustfmt::skip]
const TEXT: &[&str] = &[
    "body", "text", "content", "maintext", "bodyText", "articleBody", "article", "fulltext", "full_text", "story",
    "body_html", "body_xhtml", "body_text", "raw_text",
];
const TITLE: &[&str] = &["title", "headline", "webTitle", "name"];
const BYLINE: &[&str] = &["author", "byline", "authors", "creator", "by"];
const DATE: &[&str] = &[
    "publishedAt",
    "published_at",
    "date_publish",
    "webPublicationDate",
    "datePublished",
    "published",
    "pub_date",
    "date",
    "pubDate",
    "publication_date",
    "created_at",
    "firstcreated",
    "versioncreated",
    "seendate",
];
const CHANGED: &[&str] = &["modified", "date_modify", "updatedAt", "updated_at", "lastModified", "dateModified"];
const LANGUAGE: &[&str] = &["language", "lang"];
const OUTLET: &[&str] = &["source", "outlet", "publisher", "source_domain", "site", "publication"];
const URL: &[&str] = &["url", "link", "webUrl", "canonical_url", "uri"];

/// Whether bytes begin like JSON.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    let head = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    match head.first() {
        Some(b'{') => head.get(..head.len().min(400)).is_some_and(|head| head.contains(&b'"') && head.contains(&b':')),
        Some(b'[') => {
            let inside = head.get(1..).unwrap_or_default().trim_ascii_start();
            inside.first().is_some_and(|byte| matches!(byte, b'{' | b'"' | b']'))
        }
        _ => false,
    }
}

/// Reads the articles of a file.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Article>, Refusal> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let values = match serde_json::from_slice::<Value>(bytes) {
        Ok(value) => vec![value],
        Err(whole) => lines(bytes).ok_or_else(|| {
            let why = format!("it is no sound JSON ({whole}).");
            Refusal::new(why, "Check that the file is complete.")
        })??,
    };
    let mut articles = Vec::new();
    for value in values {
        collect(value, &Metadata::default(), &mut articles, 0);
    }
    for article in &mut articles {
        article.source.encoding = Some("UTF-8".to_owned());
    }
    if articles.is_empty() {
        return Err(Refusal::new(
            "no article is in it: no object with a text under a known name (text, body, content …).",
            "Rename the field that holds the text to “text”.",
        ));
    }
    Ok(articles)
}

/// One object a line; `None` when it is not that.
fn lines(bytes: &[u8]) -> Option<Result<Vec<Value>, Refusal>> {
    let mut values = Vec::new();
    for (index, line) in bytes.split(|&byte| byte == b'\n').enumerate() {
        if line.trim_ascii().is_empty() {
            continue;
        }
        match serde_json::from_slice::<Value>(line) {
            Ok(value) => values.push(value),
            Err(_) if values.is_empty() => return None,
            Err(fault) => {
                let why = format!("line {} is no sound JSON ({fault}).", index + 1);
                return Some(Err(Refusal::new(why, "Correct or remove that line.")));
            }
        }
    }
    Some(Ok(values))
}

/// Collects the articles of a value; what an object around them says of them fills what they leave open.
fn collect(value: Value, around: &Metadata, articles: &mut Vec<Article>, depth: usize) {
    if articles.len() >= MOST || depth > 6 {
        return;
    }
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| collect(value, around, articles, depth + 1)),
        Value::Object(object) => {
            let metadata = filled(metadata_of(&object), around);
            match article_of(&object, &metadata) {
                Some(article) => articles.push(article),
                None => {
                    for (_, inner) in object.into_iter().filter(|(_, inner)| inner.is_array() || inner.is_object()) {
                        collect(inner, &metadata, articles, depth + 1);
                    }
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// What an object says of its article.
fn metadata_of(object: &Map<String, Value>) -> Metadata {
    let day = |names: &[&str]| {
        let stated = field(object, names)?;
        let day = day_in(&stated.value, Order::DayFirst)?;
        Some(Stated::new(day, stated.origin))
    };
    let is_address = |stated: &Stated| stated.value.contains("://");
    Metadata {
        title: field(object, TITLE),
        byline: field(object, BYLINE),
        published: day(DATE),
        modified: day(CHANGED),
        outlet: field(object, OUTLET),
        url: field(object, URL).filter(is_address),
        language: field(object, LANGUAGE),
        ..Metadata::default()
    }
}

/// The particulars with those of the object around where they are open.
fn filled(own: Metadata, around: &Metadata) -> Metadata {
    let or = |own: Option<Stated>, around: &Option<Stated>| own.or_else(|| around.clone());
    Metadata {
        title: or(own.title, &around.title),
        byline: or(own.byline, &around.byline),
        published: or(own.published, &around.published),
        modified: or(own.modified, &around.modified),
        outlet: or(own.outlet, &around.outlet),
        url: or(own.url, &around.url),
        language: or(own.language, &around.language),
        ..own
    }
}

/// Words in a value: itself, its name, or a list of these.
fn words_in(value: &Value) -> Option<String> {
    match value {
        Value::String(words) => Some(words.trim().to_owned()),
        Value::Object(object) => object.get("name").or_else(|| object.get("title")).and_then(words_in),
        Value::Array(values) => {
            let all: Vec<String> = values.iter().filter_map(words_in).collect();
            (!all.is_empty()).then(|| all.join(", "))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
    .filter(|words| !words.is_empty())
}

fn field(object: &Map<String, Value>, names: &[&str]) -> Option<Stated> {
    names.iter().find_map(|name| {
        let words = words_in(object.get(*name)?)?;
        Some(Stated::new(words, format!("field {name}")))
    })
}

fn article_of(object: &Map<String, Value>, metadata: &Metadata) -> Option<Article> {
    let text =
        TEXT.iter().find_map(|name| object.get(*name).and_then(Value::as_str).filter(|text| text.trim().len() > 1))?;
    let metadata = metadata.clone();
    let is_page = text.contains("</p>") || text.contains("<br") || text.contains("</div>");
    if is_page && let Ok(page) = html::of_page(&format!("<html><body><article>{text}</article></body></html>")) {
        let pieces = page.paragraphs.iter().filter_map(|p| Piece::line(page.text.slice(p.span), p.role)).collect();
        return Some(build::article(pieces, metadata));
    }
    // The text as it stands: offsets others have into it stay true when no title must be put before it.
    let mut article = plain::from_text(text);
    if metadata.title.is_none() || article.paragraphs.iter().any(|paragraph| paragraph.role == Role::Headline) {
        let own = std::mem::replace(&mut article.metadata, metadata);
        let fill = |field: &mut Option<Stated>, other| {
            if field.is_none() {
                *field = other;
            }
        };
        fill(&mut article.metadata.title, own.title);
        fill(&mut article.metadata.byline, own.byline);
        fill(&mut article.metadata.dateline, own.dateline);
        fill(&mut article.metadata.published, own.published);
        fill(&mut article.metadata.agency, own.agency);
        return Some(article);
    }
    let pieces = article.paragraphs.iter().filter_map(|p| Piece::line(article.text.slice(p.span), p.role)).collect();
    Some(build::article(pieces, metadata))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "The ferry stopped at noon, Ana Ruiz said on the quay.";

    #[track_caller]
    fn check(json: &str, expected: [&str; 5]) {
        let found = read(json.as_bytes()).expect("articles").remove(0);
        let value = |stated: &Option<Stated>| stated.as_ref().map(|stated| stated.value.clone()).unwrap_or_default();
        let metadata = &found.metadata;
        let parts =
            [&metadata.title, &metadata.byline, &metadata.published, &metadata.outlet, &metadata.url].map(value);
        assert_eq!(parts, expected, "{json}");
        assert!(found.text.as_str().contains(WORDS), "{}", found.text.as_str());
    }

    #[test]
    fn news_services_of_many_shapes() {
        let expected = ["Ferry stops", "Eva Černá", "2026-05-04", "The Brno Post", "https://x.org/ferry"];
        check(
            &format!(
                r#"{{"status":"ok","articles":[{{"source":{{"id":null,"name":"The Brno Post"}},"author":"Eva Černá",
                "title":"Ferry stops","url":"https://x.org/ferry","publishedAt":"2026-05-04T08:00:00Z","content":"{WORDS}"}}]}}"#
            ),
            expected,
        );
        check(
            &format!(
                r#"{{"response":{{"results":[{{"webTitle":"Ferry stops","webPublicationDate":"2026-05-04T08:00:00Z",
                "webUrl":"https://x.org/ferry","fields":{{"byline":"Eva Černá","publication":"The Brno Post",
                "body":"<p>{WORDS}</p><p>It goes again on Friday, when the engine has been looked at.</p>"}}}}]}}}}"#
            ),
            expected,
        );
        check(
            &format!(
                r#"{{"uri":"https://x.org/ferry","headline":"Ferry stops","byline":"Eva Černá","source":"The Brno Post",
                "versioncreated":"2026-05-04T08:00:00+02:00","body_text":"{WORDS}"}}"#
            ),
            expected,
        );
        check(
            &format!(
                r#"[{{"maintext":"{WORDS}","title":"Ferry stops","authors":["Eva Černá"],"date_publish":"2026-05-04 08:00:00",
                "source_domain":"The Brno Post","url":"https://x.org/ferry"}}]"#
            ),
            expected,
        );
    }

    #[test]
    fn addresses_without_words_are_no_articles() {
        let list =
            br#"{"articles":[{"url":"https://x.org/ferry","title":"Ferry stops","seendate":"20260504T080000Z"}]}"#;
        assert!(read(list).expect_err("no words").why.contains("no article is in it"));
    }
}
