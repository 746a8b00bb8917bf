//! Figures: spans by coarse type, as the reference scorer counts them with `--first` (exact, overlapping), their values and
//! units ([`super::values`]), and by rule. A set without spans (news sentences) is counted by values alone.

use super::values::{Said, has_value, is_numeric};
use super::{ByRule, Gold, Range, Tally, chars, list, range, rule_lines, share};
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
    /// And the right value, where the gold has one: end to end.
    pub end_to_end: Tally,
    /// Right values among overlapping figures whose gold has a value.
    pub values: (usize, usize),
}

/// What the scorer counts in sentences whose gold has no spans.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Sentences {
    /// The value.
    pub value: Tally,
    /// Value and coarse type.
    pub typed: Tally,
    /// Value and hedge or movement.
    pub change: Tally,
}

/// The figures of a gold file against those found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// By coarse type.
    pub by_type: BTreeMap<String, Row>,
    /// All types together.
    pub all: Row,
    /// Sets without spans.
    pub sentences: Sentences,
    /// By what made the finding.
    pub by_rule: ByRule,
}

/// The coarse type of a gold name.
pub(super) fn coarse(name: &str) -> &str {
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

struct Wanted<'g> {
    range: Range,
    kind: String,
    marked: &'g Value,
}

impl<'g> Wanted<'g> {
    fn read(marked: &'g Value) -> Option<Self> {
        let name = marked["type"].as_str().or(marked["kind"].as_str())?;
        Some(Self { range: range(marked)?, kind: coarse(name).to_owned(), marked })
    }
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
        if scope == ["*"] || list(&gold.marked, "figures").iter().any(|figure| figure["start"].is_null()) {
            return self.add_sentence(gold, findings);
        }
        let wanted: Vec<Wanted> = list(&gold.marked, "figures").iter().filter_map(Wanted::read).collect();
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
        let said: Vec<Said> = found.iter().map(|(_, figure)| Said::by(figure, type_of(figure.kind))).collect();
        // More shared characters first, then the right value, then the shorter finding.
        let overlapping = paired(&wanted, &found, |index, place| {
            let (gold, (range, _)) = (&wanted[index], &found[place]);
            let shared = gold.range.1.min(range.1).saturating_sub(gold.range.0.max(range.0));
            let value = if said[place].agrees(gold.marked) { 500 } else { 0 };
            (shared > 0).then(|| shared as i64 * 1_000 + value - (range.1 - range.0) as i64)
        });
        let exact = paired(&wanted, &found, |index, place| (wanted[index].range == found[place].0).then_some(1));
        for &(index, place) in &overlapping {
            let gold = &wanted[index];
            let has_value = has_value(gold.marked, &gold.kind);
            let is_right = has_value && said[place].agrees(gold.marked);
            for row in [self.by_type.entry(gold.kind.clone()).or_default(), &mut self.all] {
                row.values.0 += usize::from(is_right);
                row.values.1 += usize::from(has_value);
                row.end_to_end.right += usize::from(is_right || !has_value);
            }
        }
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
                for tally in [&mut row.exact, &mut row.overlap, &mut row.end_to_end] {
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

impl Report {
    /// A gold without spans: values alone, each gold figure with the best free finding.
    fn add_sentence(&mut self, gold: &Gold, findings: &Findings) {
        let marked = list(&gold.marked, "figures");
        let said: Vec<Said> = findings
            .figures
            .iter()
            .filter(|figure| is_numeric(figure.kind))
            .map(|figure| Said::by(figure, type_of(figure.kind)))
            .collect();
        let mut used = vec![false; said.len()];
        let Sentences { value, typed, change } = &mut self.sentences;
        for tally in [&mut *value, &mut *typed, &mut *change] {
            tally.gold += marked.len();
            tally.predicted += said.len();
        }
        for figure in marked {
            let kind = coarse(figure["type"].as_str().unwrap_or_default());
            let mut best: Option<(u8, usize)> = None;
            for (place, said) in said.iter().enumerate().filter(|(place, _)| !used[*place]) {
                let fit = said.fit_in_sentence(figure, kind);
                if fit > 0 && best.is_none_or(|(most, _)| fit > most) {
                    best = Some((fit, place));
                }
            }
            if let Some((_, place)) = best {
                used[place] = true;
                value.right += 1;
                typed.right += usize::from(said[place].is_of(kind));
                change.right += usize::from(said[place].moves_as(figure));
            }
        }
    }
}

/// Pairs each gold figure, in order, with the free finding of its type that fits best.
fn paired(
    wanted: &[Wanted],
    found: &[(Range, &Figure)],
    fit: impl Fn(usize, usize) -> Option<i64>,
) -> Vec<(usize, usize)> {
    let mut used = vec![false; found.len()];
    let mut pairs = Vec::new();
    for (index, gold) in wanted.iter().enumerate() {
        let mut best: Option<(i64, usize)> = None;
        for (place, (_, figure)) in found.iter().enumerate() {
            let is_free = !used[place] && type_of(figure.kind) == gold.kind;
            if let Some(fit) = is_free.then(|| fit(index, place)).flatten()
                && best.is_none_or(|(most, _)| fit > most)
            {
                best = Some((fit, place));
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
            let (right, all) = row.values;
            let (exact, overlap, end) = (row.exact.f1(), row.overlap.f1(), row.end_to_end.f1());
            write!(
                out,
                "{name:<10} exact F1 {exact:5.1}   overlap F1 {overlap:5.1}   values {:5.1}",
                share(right, all)
            )?;
            let (precision, recall) = (row.overlap.precision(), row.overlap.recall());
            let gold = row.overlap.gold;
            writeln!(out, "   end to end F1 {end:5.1}   (overlap P {precision:5.1}  R {recall:5.1}, gold {gold})")?;
        }
        if self.sentences.value.gold > 0 {
            let Sentences { value, typed, change } = self.sentences;
            for (name, tally) in [("value", value), ("value and type", typed), ("value and change", change)] {
                writeln!(out, "sentences, {name:<16} {tally}")?;
            }
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
        // No value in the gold: the overlap is enough.
        assert_eq!(report.all.end_to_end.right, 2);
        assert_eq!(report.all.values, (0, 0));
    }

    #[test]
    fn values_are_counted() {
        let text = "It cost 5 million euros, rose 3 percent and took 2 hours.";
        let gold = format!(
            r#"{{"id":"a","text":"{text}","scope":["money","percent","duration"],"figures":[
            {{"start":8,"end":23,"type":"money","value":"5000000","currency":"EUR"}},
            {{"start":30,"end":39,"type":"percent","value":"4"}},
            {{"start":49,"end":56,"type":"duration","value":"7200"}}]}}
            {{"id":"b","text":"{text}","scope":["*"],"figures":[
            {{"start":null,"value":"5000000","type":"money","change":"="}},
            {{"start":null,"value":"3","type":"percent","change":"up"}},
            {{"start":null,"value":"7","type":"number"}}]}}"#
        );
        let gold = gold.replace("\n            {\"id", "\u{1}").replace('\n', "").replace('\u{1}', "\n{\"id");
        let gold = read_gold(&gold).expect("gold");
        let findings: Vec<Findings> = gold.iter().map(|gold| engine::extract(&gold.article)).collect();
        let report = score(&gold, &findings);
        assert_eq!(report.all.overlap.right, 3);
        assert_eq!(report.all.values, (2, 3));
        assert_eq!(report.all.end_to_end, Tally { right: 2, predicted: 3, gold: 3 });
        assert_eq!(report.sentences.value, Tally { right: 2, predicted: 3, gold: 3 });
        assert_eq!(report.sentences.change.right, 2);
    }
}
