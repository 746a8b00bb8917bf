//! JSON-LD: what a page says of its article for machines.

use super::{one_line, plain};
use scraper::{Html, Selector};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// Deepest nesting of objects that is looked into.
const DEEPEST: usize = 8;

/// The article objects of a page and the people it describes.
#[derive(Default)]
pub(super) struct Structured {
    articles: Vec<Map<String, Value>>,
    /// Names of what is described apart from the article, by its reference.
    names: BTreeMap<String, String>,
    /// Names of the people described, each once, in order.
    people: Vec<String>,
}

impl Structured {
    pub(super) fn of(document: &Html) -> Self {
        let mut found = Self::default();
        let Ok(selector) = Selector::parse("script[type*='ld+json']") else { return found };
        for script in document.select(&selector).take(40) {
            let words: String = script.text().collect();
            let words: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
            let words =
                words.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>").trim().trim_end_matches(';');
            if let Ok(value) = serde_json::from_str::<Value>(words) {
                found.note_names(&value, 0);
                found.collect(value, 0);
            }
        }
        found
    }

    /// A text field of the first article that has it.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        self.value(key).and_then(Value::as_str).map(plain).filter(|text| !text.is_empty())
    }

    /// The names in a field of the first article that has it.
    pub(super) fn names(&self, key: &str) -> Vec<String> {
        self.value(key).map(|value| self.names_in(value)).unwrap_or_default()
    }

    /// The one person the page describes, when it is one.
    pub(super) fn only_person(&self) -> Option<&str> {
        match self.people.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    fn value(&self, key: &str) -> Option<&Value> {
        self.articles.iter().find_map(|article| article.get(key))
    }

    fn note_names(&mut self, value: &Value, depth: usize) {
        match value {
            Value::Array(values) if depth < DEEPEST => {
                values.iter().for_each(|value| self.note_names(value, depth + 1));
            }
            Value::Object(object) if depth < DEEPEST => {
                let text = |key: &str| object.get(key).and_then(Value::as_str);
                if let Some(name) = text("name").map(plain) {
                    if is_kind(object, |kind| kind == "Person") && !self.people.contains(&name) {
                        self.people.push(name.clone());
                    }
                    if let Some(reference) = text("@id") {
                        self.names.insert(reference.to_owned(), name);
                    }
                }
                object.values().for_each(|value| self.note_names(value, depth + 1));
            }
            _ => {}
        }
    }

    fn collect(&mut self, value: Value, depth: usize) {
        if depth > DEEPEST {
            return;
        }
        match value {
            Value::Array(values) => values.into_iter().for_each(|value| self.collect(value, depth + 1)),
            Value::Object(object) => {
                for key in ["@graph", "mainEntity", "mainEntityOfPage", "hasPart"] {
                    if let Some(inner) = object.get(key).filter(|inner| !inner.is_string()) {
                        self.collect(inner.clone(), depth + 1);
                    }
                }
                if is_kind(&object, |kind| kind.contains("Article") || kind.contains("Posting") || kind == "Report") {
                    self.articles.push(object);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    /// Names in a string, an object with a name, or a list of these.
    fn names_in(&self, value: &Value) -> Vec<String> {
        match value {
            Value::String(name) => vec![plain(name)],
            Value::Array(values) => values.iter().flat_map(|value| self.names_in(value)).collect(),
            Value::Object(object) => match object.get("name") {
                Some(name) => self.names_in(name),
                None => {
                    let reference = object.get("@id").and_then(Value::as_str);
                    reference.and_then(|id| self.names.get(id)).map(|name| one_line(name)).into_iter().collect()
                }
            },
            Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
        }
    }
}

fn is_kind(object: &Map<String, Value>, wanted: impl Fn(&str) -> bool) -> bool {
    match object.get("@type") {
        Some(Value::String(kind)) => wanted(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(wanted),
        _ => false,
    }
}
