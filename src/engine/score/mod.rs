//! Measures findings against gold data with the field's own counting rules, so that every change has a figure.
//!
//! Gold is JSON Lines; offsets in it are Unicode code points. The counting follows the reference scorers that come
//! with the gold data (a test target compares the two), plus one table they do not have: by rule or model.

mod calendar;
pub mod entities;
pub mod figures;
pub mod quotes;
mod values;

use crate::model::{Article, Findings, Stated};
use crate::text::{Span, Text};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// A half-open range of code points.
pub type Range = (usize, usize);

/// One gold article.
#[derive(Clone, Debug)]
pub struct Gold {
    /// Its name in the file.
    pub id: String,
    /// What the engine is given.
    pub article: Article,
    /// The whole line, with what people marked.
    pub marked: Value,
}

/// Reads gold lines; a line that is no article is told by its number.
pub fn read_gold(lines: &str) -> Result<Vec<Gold>, String> {
    let mut gold = Vec::new();
    for (index, line) in lines.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let marked: Value = serde_json::from_str(line).map_err(|fault| format!("line {}: {fault}", index + 1))?;
        let text = marked["text"].as_str().ok_or_else(|| format!("line {}: there is no \"text\"", index + 1))?;
        let mut article = Article::plain(text);
        let day = marked["published"].as_str().or_else(|| marked["ref_date"].as_str());
        article.metadata.published = day.map(|day| Stated::new(day, "gold file"));
        gold.push(Gold { id: marked["id"].as_str().unwrap_or_default().to_owned(), article, marked });
    }
    Ok(gold)
}

/// Found, predicted and wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tally {
    /// Right ones.
    pub right: usize,
    /// All that the engine gave.
    pub predicted: usize,
    /// All that the gold has.
    pub gold: usize,
}

impl Tally {
    /// Share of predictions that are right, in per cent.
    pub fn precision(self) -> f64 {
        share(self.right, self.predicted)
    }

    /// Share of the gold that was found, in per cent.
    pub fn recall(self) -> f64 {
        share(self.right, self.gold)
    }

    /// Their harmonic mean, in per cent.
    pub fn f1(self) -> f64 {
        share(2 * self.right, self.predicted + self.gold)
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (precision, recall, f1) = (self.precision(), self.recall(), self.f1());
        write!(out, "P {precision:5.1}  R {recall:5.1}  F1 {f1:5.1}   (gold {})", self.gold)
    }
}

/// A per cent of a whole; 0 of nothing is 0.
pub fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// How many findings each rule or model made, and how many of them are right.
pub type ByRule = BTreeMap<String, (usize, usize)>;

/// Lines for [`ByRule`]: most findings first.
pub fn rule_lines(by_rule: &ByRule) -> String {
    let mut rows: Vec<_> = by_rule.iter().collect();
    rows.sort_by_key(|(rule, (made, _))| (std::cmp::Reverse(*made), rule.as_str()));
    let line = |(rule, (made, right)): (&String, &(usize, usize))| {
        format!("  {rule:<28} made {made:5}  right {:5.1} %\n", share(*right, *made))
    };
    rows.into_iter().map(line).collect()
}

/// The engine's findings for every gold article, in order.
pub fn read_all(gold: &[Gold], extract: impl Fn(&Article) -> Findings) -> Vec<Findings> {
    gold.iter().map(|gold| extract(&gold.article)).collect()
}

fn chars(text: &Text, span: Span) -> Range {
    text.char_range(span)
}

/// A `{"start","end"}` object as a range.
fn range(value: &Value) -> Option<Range> {
    Some((value["start"].as_u64()? as usize, value["end"].as_u64()? as usize))
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// Code points that two ranges share.
fn shared(a: Range, b: Range) -> usize {
    a.1.min(b.1).saturating_sub(a.0.max(b.0))
}

/// Intersection over union of two ranges.
fn overlap(a: Range, b: Range) -> f64 {
    match shared(a, b) {
        0 => 0.0,
        both => both as f64 / (a.1.max(b.1) - a.0.min(b.0)) as f64,
    }
}

/// Pairs off two lists, best first, each item once, nothing under the threshold.
fn matched(gold: &[Range], predicted: &[Range], threshold: f64) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (i, &a) in gold.iter().enumerate() {
        for (j, &b) in predicted.iter().enumerate() {
            let alike = overlap(a, b);
            if alike > 0.0 && alike >= threshold {
                pairs.push((alike, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((b.1, b.2).cmp(&(a.1, a.2))));
    let (mut gold_taken, mut predicted_taken) = (vec![false; gold.len()], vec![false; predicted.len()]);
    let mut matches = Vec::new();
    for (_, i, j) in pairs {
        if !gold_taken[i] && !predicted_taken[j] {
            (gold_taken[i], predicted_taken[j]) = (true, true);
            matches.push((i, j));
        }
    }
    matches
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_best_first() {
        assert_eq!(matched(&[(0, 10), (20, 30)], &[(0, 5), (0, 10)], 0.3), [(0, 1)]);
        assert_eq!(Tally { right: 1, predicted: 2, gold: 1 }.f1().round(), 67.0);
    }

    #[test]
    fn a_line_that_is_no_article_is_named() {
        let fault = read_gold("{\"text\":\"a\"}\n{}").expect_err("the second line has no text");
        assert_eq!(fault, "line 2: there is no \"text\"");
    }
}
