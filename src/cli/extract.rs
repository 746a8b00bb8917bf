//! `copydesk extract`: the engine without the window.

use super::{Format, complain, pool, print};
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

/// What is to be said of one file or line.
#[derive(Default)]
struct Answer {
    results: String,
    warnings: Vec<String>,
    fault: Option<String>,
}

/// Prints the findings of article files.
pub(super) fn files(paths: Vec<PathBuf>, format: Format, published: Option<Date>) -> ExitCode {
    answer(pool::in_order(paths.into_iter(), move |path| file(&path, format, published)))
}

/// Prints answers as they come.
fn answer(answers: impl Iterator<Item = Option<Answer>>) -> ExitCode {
    let mut worst = ExitCode::SUCCESS;
    for (number, answer) in (1..).zip(answers) {
        let Some(Answer { results, warnings, fault }) = answer else {
            worst = complain(&format!("the program failed on article file or line {number}; please report it"));
            continue;
        };
        warnings.iter().for_each(|warning| eprintln!("copydesk: {warning}"));
        if let Err(code) = print(&results) {
            return code;
        }
        if let Some(fault) = fault {
            worst = complain(&fault);
        }
    }
    worst
}

/// The answer to one file.
fn file(path: &Path, format: Format, published: Option<Date>) -> Answer {
    let articles = match import::open(path) {
        Ok(articles) => articles,
        Err(fault) => return Answer { fault: Some(fault.to_string()), ..Answer::default() },
    };
    let mut answer = Answer::default();
    let many = articles.len() > 1;
    for (index, article) in articles.into_iter().enumerate() {
        let id = if many { format!("{}-{}", name_of(path), index + 1) } else { name_of(path) };
        let warnings = article.warnings.iter().map(|warning| format!("{}: {warning}", path.display()));
        answer.warnings.extend(warnings);
        answer.results += &read(&id, article, published, format);
    }
    answer
}

/// The file's name without its ending.
pub(super) fn name_of(path: &Path) -> String {
    path.file_stem().map_or_else(|| "article".to_owned(), |stem| stem.to_string_lossy().into_owned())
}

/// Reads articles from standard input, one a line, and prints one result line for each.
pub(super) fn lines(published: Option<Date>) -> ExitCode {
    let until_fault = |failed: &mut bool, line: std::io::Result<Vec<u8>>| {
        (!*failed).then(|| {
            *failed = line.is_err();
            line
        })
    };
    let is_empty = |line: &std::io::Result<Vec<u8>>| line.as_ref().is_ok_and(|line| line.trim_ascii().is_empty());
    let numbered = (1..).zip(Lines.scan(false, until_fault)).filter(move |(_, line)| !is_empty(line));
    answer(pool::in_order(numbered, move |(number, bytes)| match bytes {
        Ok(bytes) => Answer { results: line(&bytes, number, published), ..Answer::default() },
        Err(fault) => Answer { fault: Some(format!("could not read standard input: {fault}")), ..Answer::default() },
    }))
}

/// The lines of standard input, up to its end or a fault.
struct Lines;

impl Iterator for Lines {
    type Item = std::io::Result<Vec<u8>>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut bytes = Vec::new();
        match std::io::stdin().lock().read_until(b'\n', &mut bytes) {
            Ok(0) => None,
            Ok(_) => Some(Ok(bytes)),
            Err(fault) => Some(Err(fault)),
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
