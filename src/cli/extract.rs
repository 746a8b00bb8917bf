//! `copydesk extract`: the engine without the window.

use super::{Format, complain, print};
use crate::engine;
use crate::io::{import, result};
use crate::model::{Article, Stated};
use jiff::civil::Date;
use serde::Deserialize;
use std::io::BufRead;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// One article of standard input.
#[derive(Deserialize)]
struct Line {
    id: Option<serde_json::Value>,
    text: Option<String>,
    published: Option<String>,
}

/// Prints the findings of article files.
pub(super) fn files(paths: &[PathBuf], format: Format, published: Option<Date>) -> ExitCode {
    let mut worst = ExitCode::SUCCESS;
    for path in paths {
        match import::open(path) {
            Ok(articles) => {
                let many = articles.len() > 1;
                for (index, article) in articles.into_iter().enumerate() {
                    let id = if many { format!("{}-{}", name_of(path), index + 1) } else { name_of(path) };
                    for warning in &article.warnings {
                        eprintln!("copydesk: {}: {warning}", path.display());
                    }
                    if let Err(code) = print(&read(&id, article, published, format)) {
                        return code;
                    }
                }
            }
            Err(fault) => worst = complain(&fault.to_string()),
        }
    }
    worst
}

/// The file's name without its ending.
pub(super) fn name_of(path: &Path) -> String {
    path.file_stem().map_or_else(|| "article".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// Reads articles from standard input, one a line, and prints one result line for each.
pub(super) fn lines(published: Option<Date>) -> ExitCode {
    let mut input = std::io::stdin().lock();
    let mut bytes = Vec::new();
    let mut number = 0;
    loop {
        bytes.clear();
        match input.read_until(b'\n', &mut bytes) {
            Ok(0) => return ExitCode::SUCCESS,
            Ok(_) => {}
            Err(fault) => return complain(&format!("could not read standard input: {fault}")),
        }
        number += 1;
        if bytes.trim_ascii().is_empty() {
            continue;
        }
        if let Err(code) = print(&line(&bytes, number, published)) {
            return code;
        }
    }
}

/// The answer to one line.
fn line(bytes: &[u8], number: usize, published: Option<Date>) -> String {
    let line: Line = match serde_json::from_slice(bytes) {
        Ok(line) => line,
        Err(fault) => return fault_line(&number.to_string(), &format!("line {number} is not a JSON article: {fault}")),
    };
    let id = match &line.id {
        Some(serde_json::Value::String(id)) => id.clone(),
        Some(serde_json::Value::Null) | None => number.to_string(),
        Some(other) => other.to_string(),
    };
    let Some(text) = line.text else {
        return fault_line(&id, &format!("line {number} has no \"text\""));
    };
    let mut article = Article::plain(text);
    if let Some(day) = line.published {
        if day.get(..10).and_then(|day| day.parse::<Date>().ok()).is_none() {
            return fault_line(&id, &format!("line {number}: \"published\" is not a date such as 2026-11-24: {day}"));
        }
        article.metadata.published = Some(Stated::new(day, "given with the text"));
    }
    read(&id, article, published, Format::Jsonl)
}

fn fault_line(id: &str, error: &str) -> String {
    format!("{}\n", serde_json::json!({"id": id, "error": error}))
}

/// Extracts one article and writes its result; a fault of the engine is this article's alone.
fn read(id: &str, mut article: Article, published: Option<Date>, format: Format) -> String {
    if article.metadata.publication_day().is_none()
        && let Some(day) = published
    {
        article.metadata.published = Some(Stated::new(day.to_string(), "--published"));
    }
    let work = || {
        let findings = engine::extract(&article);
        result::from_findings(id, article, findings)
    };
    let Ok(file) = catch_unwind(AssertUnwindSafe(work)) else {
        return fault_line(id, "the engine failed on this article; please report it with the text");
    };
    let written = match format {
        Format::Json => serde_json::to_string_pretty(&file),
        Format::Jsonl => serde_json::to_string(&file),
    };
    written.map_or_else(|fault| fault_line(id, &fault.to_string()), |json| json + "\n")
}
