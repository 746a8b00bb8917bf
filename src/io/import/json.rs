//! Articles as news services and archives give them: one JSON object, a list, or one object a line.

use super::build::{self, Piece};
use super::{Refusal, html, plain};
use crate::model::{Article, Metadata, Role, Stated};
use serde_json::{Map, Value};

/// Most articles of one file.
const MOST: usize = 2_000;

const TEXT: &[&str] =
    &["body", "text", "content", "maintext", "bodyText", "articleBody", "article", "fulltext", "full_text", "story"];
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
];
const OUTLET: &[&str] = &["source", "outlet", "publisher", "source_domain", "site", "publication"];
const URL: &[&str] = &["url", "link", "webUrl", "canonical_url"];

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
        collect(value, &mut articles, 0);
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

fn collect(value: Value, articles: &mut Vec<Article>, depth: usize) {
    if articles.len() >= MOST || depth > 6 {
        return;
    }
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| collect(value, articles, depth + 1)),
        Value::Object(object) => match article_of(&object) {
            Some(article) => articles.push(article),
            None => {
                for (_, inner) in object.into_iter().filter(|(_, inner)| inner.is_array() || inner.is_object()) {
                    collect(inner, articles, depth + 1);
                }
            }
        },
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
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

fn article_of(object: &Map<String, Value>) -> Option<Article> {
    let text =
        TEXT.iter().find_map(|name| object.get(*name).and_then(Value::as_str).filter(|text| text.trim().len() > 1))?;
    let mut metadata = Metadata {
        title: field(object, TITLE),
        byline: field(object, BYLINE),
        outlet: field(object, OUTLET),
        url: field(object, URL),
        ..Metadata::default()
    };
    metadata.published = field(object, DATE).and_then(|stated| {
        let day = stated.value.get(..10)?.to_owned();
        day.parse::<jiff::civil::Date>().ok().map(|_| Stated::new(day, stated.origin))
    });
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
