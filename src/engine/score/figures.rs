//! Figures: spans by coarse type, as the reference scorer counts them (exact, overlapping, any type), and by rule.
//! Values and units of the mixed suites are compared by the reference scorer, which knows each suite's conventions.

use super::{ByRule, Gold, Range, Tally, chars, list, range, rule_lines};
use crate::model::{Figure, FigureKind, Findings};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;

/// What the scorer counts for one coarse type.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Row {
    /// The same span and type.
    pub exact: Tally,
    /// A shared character and the same type.
    pub overlap: Tally,
}

/// The figures of a gold file against those found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// By coarse type.
    pub by_type: BTreeMap<String, Row>,
    /// All types together.
    pub all: Row,
    /// By what made the finding.
    pub by_rule: ByRule,
}

/// The coarse type of a gold name.
fn coarse(name: &str) -> &str {
    match name {
        "number" | "number_range" | "count" | "ratio" | "score" | "vote" | "multiple" => "number",
        "quantity" | "temperature" | "measure" => "quantity",
        "percent" | "percent_point" => "percent",
        "date" | "date_range" => "date",
        "time" | "datetime" | "time_range" | "datetime_range" => "time",
        "set" | "recurring" => "set",
        other => other,
    }
}

fn type_of(kind: FigureKind) -> &'static str {
    match kind {
        FigureKind::Count | FigureKind::Ratio | FigureKind::Score | FigureKind::Vote | FigureKind::Multiple => "number",
        FigureKind::Money => "money",
        FigureKind::Percent | FigureKind::PercentPoint => "percent",
        FigureKind::Measure => "quantity",
        FigureKind::Age => "age",
        FigureKind::Ordinal => "ordinal",
        FigureKind::Date => "date",
        FigureKind::Time | FigureKind::Datetime => "time",
        FigureKind::Duration => "duration",
        FigureKind::Recurring => "set",
    }
}

/// Scores findings (one for each gold article, in order).
pub fn score(gold: &[Gold], findings: &[Findings]) -> Report {
    let mut report = Report::default();
    for (gold, findings) in gold.iter().zip(findings) {
        report.add(gold, findings);
    }
    report
}

struct Wanted {
    range: Range,
    kind: String,
}

/// Words a gold set leaves unmarked, from its pattern `\b(last|hours?)\b`: a finding with one is neither right nor wrong.
struct Unmarked(Vec<String>);

impl Unmarked {
    fn of(pattern: &str) -> Self {
        let words = pattern.trim_start_matches("\\b(").trim_end_matches(")\\b").split('|');
        let forms = |word: &str| match word.strip_suffix("s?") {
            Some(word) => vec![word.to_owned(), format!("{word}s")],
            None => vec![word.to_owned()],
        };
        Self(words.filter(|word| !word.is_empty()).flat_map(forms).collect())
    }

    fn is_in(&self, words: &str) -> bool {
        let mut found = words.split(|c: char| !c.is_alphanumeric() && c != '_');
        found.any(|word| self.0.iter().any(|unmarked| word.eq_ignore_ascii_case(unmarked)))
    }
}

impl Report {
    fn add(&mut self, gold: &Gold, findings: &Findings) {
        let text = &gold.article.text;
        let scope: Vec<String> =
            list(&gold.marked, "scope").iter().filter_map(Value::as_str).map(|name| coarse(name).to_owned()).collect();
        let read = |figure: &Value| {
            let name = figure["type"].as_str().or(figure["kind"].as_str())?;
            Some(Wanted { range: range(figure)?, kind: coarse(name).to_owned() })
        };
        let wanted: Vec<Wanted> = list(&gold.marked, "figures").iter().filter_map(read).collect();
        let in_scope =
            |figure: &&Figure| scope.is_empty() || scope.iter().any(|name| name == "*" || name == type_of(figure.kind));
        let unmarked = Unmarked::of(gold.marked["ignore_pred"].as_str().unwrap_or_default());
        let is_counted = |(range, figure): &(Range, &Figure)| {
            let is_marked = || wanted.iter().any(|wanted| wanted.range.0 < range.1 && range.0 < wanted.range.1);
            !unmarked.is_in(text.slice(figure.span)) || is_marked()
        };
        let found: Vec<(Range, &Figure)> = findings
            .figures
            .iter()
            .filter(in_scope)
            .map(|figure| (chars(text, figure.span), figure))
            .filter(is_counted)
            .collect();
        let overlapping = paired(&wanted, &found, |a, b| a.1.min(b.1).saturating_sub(a.0.max(b.0)));
        let exact = paired(&wanted, &found, |a, b| usize::from(a == b));
        for (index, (_, figure)) in found.iter().enumerate() {
            let is_right = overlapping.iter().any(|(_, j)| *j == index);
            let (made, right) = self.by_rule.entry(figure.tail.made_by.clone()).or_default();
            *made += 1;
            *right += usize::from(is_right);
        }
        let kinds = wanted.iter().map(|wanted| (wanted.kind.clone(), true));
        let kinds = kinds.chain(found.iter().map(|(_, figure)| (type_of(figure.kind).to_owned(), false)));
        for (kind, is_gold) in kinds {
            for row in [self.by_type.entry(kind.clone()).or_default(), &mut self.all] {
                for tally in [&mut row.exact, &mut row.overlap] {
                    *(if is_gold { &mut tally.gold } else { &mut tally.predicted }) += 1;
                }
            }
        }
        for (pairs, is_exact) in [(&exact, true), (&overlapping, false)] {
            for (index, _) in pairs {
                let kind = wanted[*index].kind.clone();
                for row in [self.by_type.entry(kind.clone()).or_default(), &mut self.all] {
                    (if is_exact { &mut row.exact } else { &mut row.overlap }).right += 1;
                }
            }
        }
    }
}

/// Pairs each gold figure, in order, with the best free finding of its type.
fn paired(wanted: &[Wanted], found: &[(Range, &Figure)], fit: impl Fn(Range, Range) -> usize) -> Vec<(usize, usize)> {
    let mut used = vec![false; found.len()];
    let mut pairs = Vec::new();
    for (index, gold) in wanted.iter().enumerate() {
        let mut best: Option<(usize, usize)> = None;
        for (place, (range, figure)) in found.iter().enumerate() {
            let shared = if type_of(figure.kind) == gold.kind { fit(gold.range, *range) } else { 0 };
            if shared > 0 && !used[place] && best.is_none_or(|(most, _)| shared > most) {
                best = Some((shared, place));
            }
        }
        if let Some((_, place)) = best {
            used[place] = true;
            pairs.push((index, place));
        }
    }
    pairs
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = self.by_type.iter().map(|(name, row)| (name.as_str(), row)).chain([("all", &self.all)]);
        for (name, row) in rows {
            writeln!(out, "{name:<10} exact F1 {:5.1}   overlap {}", row.exact.f1(), row.overlap)?;
        }
        write!(out, "by rule\n{}", rule_lines(&self.by_rule))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine;
    use crate::engine::score::read_gold;

    #[test]
    fn words_a_set_leaves_unmarked() {
        let unmarked = Unmarked::of(r"\b(last|hours?)\b");
        assert!(unmarked.is_in("Last Friday") && unmarked.is_in("two hours") && unmarked.is_in("an hour"));
        assert!(!unmarked.is_in("Friday") && !unmarked.is_in("lasting"));
        assert!(!Unmarked::of("").is_in("Friday"));
    }

    #[test]
    fn spans_are_counted_by_type() {
        let gold = r#"{"id":"a","text":"It cost $5 million in May 2020.","scope":["money","date"],"figures":[
            {"start":8,"end":18,"type":"money"},{"start":22,"end":30,"type":"date"},{"start":0,"end":2,"type":"date"}]}"#;
        let gold = read_gold(&gold.replace('\n', "")).expect("gold");
        let findings: Vec<Findings> = gold.iter().map(|gold| engine::extract(&gold.article)).collect();
        let report = score(&gold, &findings);
        assert_eq!(report.all.exact, Tally { right: 2, predicted: 2, gold: 3 });
        assert_eq!(report.by_type["money"].overlap.right, 1);
    }
}
