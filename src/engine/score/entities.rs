//! Names: exact span and type, untyped, by type, and alias clusters.

use super::{ByRule, Gold, Range, Tally, calendar, chars, list, range, rule_lines};
use crate::engine::{Reading, names};
use crate::model::{EntityKind, FigureKind, Findings};
use crate::text::{Span, Text};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What the scorer counts.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Span and type both right.
    pub exact: Tally,
    /// The span right, whatever the type.
    pub untyped: Tally,
    /// Only people, organisations and places (facilities among them).
    pub core: Tally,
    /// By the gold's type.
    pub types: BTreeMap<String, Tally>,
    /// Mean of B-cubed, MUC and CEAF-e, in per cent, where the gold has clusters.
    pub conll: Option<f64>,
    /// By what made the finding.
    pub by_rule: ByRule,
}

/// One name: range, type, cluster and maker.
struct Named {
    range: Range,
    kind: String,
    cluster: Option<String>,
    made_by: String,
}

/// The gold's name of a kind.
fn label(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "PER",
        EntityKind::Organisation => "ORG",
        EntityKind::Place => "LOC",
        EntityKind::Group => "NORP",
        EntityKind::Facility => "FAC",
        EntityKind::Other => "MISC",
    }
}

fn predictions(text: &Text, findings: &Findings) -> Vec<Named> {
    let mut named: Vec<Named> = Vec::new();
    for mention in &findings.mentions {
        let Some(entity) = findings.entities.get(mention.entity.number as usize - 1) else { continue };
        named.push(Named {
            range: chars(text, mention.span),
            kind: label(entity.kind).to_owned(),
            cluster: Some(mention.entity.to_string()),
            made_by: mention.made_by.clone(),
        });
    }
    for figure in &findings.figures {
        let kind = match figure.kind {
            FigureKind::Date => "DATE",
            FigureKind::Money => "MONEY",
            _other_figures_are_no_names => continue,
        };
        let mut range = chars(text, figure.span);
        if figure.kind == FigureKind::Money && figure.modifier.is_some() {
            // The gold leaves the modifier out and the currency sign in.
            let before = text.between(figure.span.start(), figure.core.start());
            let glued = before.chars().rev().take_while(|c| !c.is_whitespace()).count();
            range.0 = text.char_of_byte(figure.core.start()) - glued;
        }
        named.push(Named { range, kind: kind.to_owned(), cluster: None, made_by: figure.tail.made_by.clone() });
    }
    named
}

/// The kind of a gold name; dates and money are none.
pub(crate) fn kind_of(label: &str) -> Option<EntityKind> {
    let kind = match label {
        "PER" => EntityKind::Person,
        "ORG" => EntityKind::Organisation,
        "LOC" => EntityKind::Place,
        "NORP" => EntityKind::Group,
        "FAC" => EntityKind::Facility,
        "MISC" | "PRODUCT" | "EVENT" | "WORK" | "LAW" => EntityKind::Other,
        _ => return None,
    };
    Some(kind)
}

/// The gold's own names, joined by the engine: what the joining alone is worth.
pub fn joined_gold(gold: &Gold) -> Findings {
    let text = &gold.article.text;
    let mut given: Vec<(Span, EntityKind)> = list(&gold.marked, "entities")
        .iter()
        .filter_map(|entity| {
            let (start, end) = range(entity)?;
            Some((text.span_of_chars(start, end)?, kind_of(entity["type"].as_str()?)?))
        })
        .collect();
    given.sort();
    let names = names::join_given(&Reading::new(&gold.article), &given);
    Findings { entities: names.entities, mentions: names.mentions, ..Findings::default() }
}

/// Findings as the training gold would have marked them: names with the edges it taught ("the" inside, "Brno, Moravia" one
/// place) and calendar dates without "last" or "today", where our guideline has it otherwise.
fn in_gold_edges(gold: &Gold, findings: &Findings) -> Vec<Named> {
    let text = &gold.article.text;
    let name = |(span, kind): (Span, EntityKind)| Named {
        range: chars(text, span),
        kind: label(kind).to_owned(),
        cluster: None,
        made_by: "name-model".to_owned(),
    };
    let mut named: Vec<Named> = names::untidied(&Reading::new(&gold.article)).into_iter().map(name).collect();
    for figure in predictions(text, &Findings { figures: findings.figures.clone(), ..Findings::default() }) {
        if figure.kind == "DATE" {
            let dates = calendar::dates(text, figure.range);
            named.extend(dates.into_iter().map(|range| Named {
                range,
                cluster: None,
                kind: "DATE".to_owned(),
                made_by: figure.made_by.clone(),
            }));
        } else {
            named.push(figure);
        }
    }
    named
}

/// Scores findings read the way the training gold marks: what the models are worth beside the guideline's choices.
pub fn score_in_gold_edges(gold: &[Gold], findings: &[Findings]) -> Report {
    score_named(gold, gold.iter().zip(findings).map(|(gold, findings)| in_gold_edges(gold, findings)))
}

/// Scores findings (one for each gold article, in order).
pub fn score(gold: &[Gold], findings: &[Findings]) -> Report {
    score_named(gold, gold.iter().zip(findings).map(|(gold, findings)| predictions(&gold.article.text, findings)))
}

fn score_named(gold: &[Gold], found: impl Iterator<Item = Vec<Named>>) -> Report {
    let mut report = Report::default();
    let mut clusters = Clusters::default();
    for (gold, found) in gold.iter().zip(found) {
        let wanted: Vec<Named> = list(&gold.marked, "entities")
            .iter()
            .filter_map(|entity| {
                Some(Named {
                    range: range(entity)?,
                    kind: entity["type"].as_str()?.to_owned(),
                    cluster: cluster_name(&entity["cluster"]),
                    made_by: String::new(),
                })
            })
            .collect();
        report.add(&wanted, &found);
        clusters.add(&wanted, &found);
    }
    report.conll = clusters.conll();
    report
}

fn cluster_name(value: &serde_json::Value) -> Option<String> {
    if value.is_null() { None } else { Some(value.to_string()) }
}

impl Report {
    fn add(&mut self, wanted: &[Named], found: &[Named]) {
        let set = |names: &[Named]| -> BTreeSet<(Range, String)> {
            names.iter().map(|name| (name.range, name.kind.clone())).collect()
        };
        let (gold, predicted) = (set(wanted), set(found));
        for (_, kind) in &gold {
            self.types.entry(kind.clone()).or_default().gold += 1;
        }
        for item in &predicted {
            let tally = self.types.entry(item.1.clone()).or_default();
            tally.predicted += 1;
            tally.right += usize::from(gold.contains(item));
        }
        count(&mut self.exact, &gold, &predicted);
        let ranges = |set: &BTreeSet<(Range, String)>| set.iter().map(|item| item.0).collect::<BTreeSet<_>>();
        count(&mut self.untyped, &ranges(&gold), &ranges(&predicted));
        count(&mut self.core, &core(&gold), &core(&predicted));
        for name in found {
            let (made, right) = self.by_rule.entry(name.made_by.clone()).or_default();
            *made += 1;
            *right += usize::from(gold.contains(&(name.range, name.kind.clone())));
        }
    }
}

fn core(names: &BTreeSet<(Range, String)>) -> BTreeSet<(Range, &str)> {
    let fold = |kind: &str| match kind {
        "PER" => Some("PER"),
        "ORG" => Some("ORG"),
        "LOC" | "FAC" => Some("LOC"),
        _ => None,
    };
    names.iter().filter_map(|(range, kind)| Some((*range, fold(kind)?))).collect()
}

fn count<T: Ord>(tally: &mut Tally, gold: &BTreeSet<T>, predicted: &BTreeSet<T>) {
    tally.right += gold.intersection(predicted).count();
    tally.predicted += predicted.len();
    tally.gold += gold.len();
}

/// Sums over articles for B-cubed, MUC and CEAF-e; names found on one side only count as alone on the other.
#[derive(Default)]
struct Clusters {
    mentions: f64,
    b_cubed: [f64; 2],
    muc_right: [usize; 2],
    muc_all: [usize; 2],
    ceaf: f64,
    sizes: [usize; 2],
}

type Partition = Vec<BTreeSet<Range>>;

/// The clusters of `own`, with every mention of `other` that is missing as a cluster of its own.
fn partition(own: &BTreeMap<Range, &str>, other: &BTreeMap<Range, &str>) -> Partition {
    let mut groups: BTreeMap<&str, BTreeSet<Range>> = BTreeMap::new();
    for (range, cluster) in own {
        groups.entry(cluster).or_default().insert(*range);
    }
    let alone = other.keys().filter(|range| !own.contains_key(range)).map(|range| BTreeSet::from([*range]));
    groups.into_values().chain(alone).collect()
}

fn place_of(partition: &Partition) -> BTreeMap<Range, usize> {
    partition.iter().enumerate().flat_map(|(index, group)| group.iter().map(move |range| (*range, index))).collect()
}

impl Clusters {
    fn add(&mut self, wanted: &[Named], found: &[Named]) {
        fn clustered(names: &[Named]) -> BTreeMap<Range, &str> {
            names.iter().filter_map(|name| Some((name.range, name.cluster.as_deref()?))).collect()
        }
        let (gold, predicted) = (clustered(wanted), clustered(found));
        if gold.is_empty() {
            return;
        }
        let (key, response) = (partition(&gold, &predicted), partition(&predicted, &gold));
        let (in_key, in_response) = (place_of(&key), place_of(&response));
        for (range, &k) in &in_key {
            let r = in_response[range];
            let both = key[k].intersection(&response[r]).count() as f64;
            self.b_cubed[0] += both / response[r].len() as f64;
            self.b_cubed[1] += both / key[k].len() as f64;
            self.mentions += 1.0;
        }
        for (side, (groups, other)) in [(&response, &in_key), (&key, &in_response)].into_iter().enumerate() {
            for group in groups {
                let pieces = group.iter().map(|range| other[range]).collect::<BTreeSet<_>>().len();
                self.muc_right[side] += group.len() - pieces;
                self.muc_all[side] += group.len() - 1;
            }
        }
        self.ceaf += best_alignment(&similarities(&key, &response));
        self.sizes[0] += response.len();
        self.sizes[1] += key.len();
    }

    fn conll(&self) -> Option<f64> {
        if self.mentions == 0.0 {
            return None;
        }
        let mean = |p: f64, r: f64| if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
        let b_cubed = mean(self.b_cubed[0] / self.mentions, self.b_cubed[1] / self.mentions);
        let part = |side: usize| self.muc_right[side] as f64 / self.muc_all[side].max(1) as f64;
        let muc = mean(part(0), part(1));
        let ceaf = mean(self.ceaf / self.sizes[0].max(1) as f64, self.ceaf / self.sizes[1].max(1) as f64);
        Some(100.0 * (b_cubed + muc + ceaf) / 3.0)
    }
}

fn similarities(key: &Partition, response: &Partition) -> Vec<Vec<f64>> {
    let alike =
        |a: &BTreeSet<Range>, b: &BTreeSet<Range>| 2.0 * a.intersection(b).count() as f64 / (a.len() + b.len()) as f64;
    key.iter().map(|a| response.iter().map(|b| alike(a, b)).collect()).collect()
}

/// The largest total similarity of a one-to-one alignment (Kuhn's assignment by potentials).
fn best_alignment(similarity: &[Vec<f64>]) -> f64 {
    let (rows, columns) = (similarity.len(), similarity.first().map_or(0, Vec::len));
    if rows == 0 || columns == 0 {
        return 0.0;
    }
    if rows > columns {
        let turned: Vec<Vec<f64>> = (0..columns).map(|j| similarity.iter().map(|row| row[j]).collect()).collect();
        return best_alignment(&turned);
    }
    // Row and column 0 stand for "not yet assigned".
    let (mut row_price, mut column_price) = (vec![0.0; rows + 1], vec![0.0; columns + 1]);
    let mut row_of = vec![0; columns + 1];
    for row in 1..=rows {
        let mut least = vec![f64::INFINITY; columns + 1];
        let mut came_from = vec![0; columns + 1];
        let mut done = vec![false; columns + 1];
        let mut column = 0;
        row_of[0] = row;
        while row_of[column] != 0 {
            done[column] = true;
            let (here, mut step, mut next) = (row_of[column], f64::INFINITY, 0);
            for j in (1..=columns).filter(|&j| !done[j]) {
                let cost = -similarity[here - 1][j - 1] - row_price[here] - column_price[j];
                if cost < least[j] {
                    (least[j], came_from[j]) = (cost, column);
                }
                if least[j] < step {
                    (step, next) = (least[j], j);
                }
            }
            for j in 0..=columns {
                if done[j] {
                    row_price[row_of[j]] += step;
                    column_price[j] -= step;
                } else {
                    least[j] -= step;
                }
            }
            column = next;
        }
        while column != 0 {
            row_of[column] = row_of[came_from[column]];
            column = came_from[column];
        }
    }
    (1..=columns).filter(|&j| row_of[j] != 0).map(|j| similarity[row_of[j] - 1][j - 1]).sum()
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "exact span and type   {}", self.exact)?;
        writeln!(out, "exact span, untyped   {}", self.untyped)?;
        writeln!(out, "PER, ORG, LOC+FAC     {}", self.core)?;
        for (kind, tally) in &self.types {
            writeln!(out, "  {kind:<19} {tally}")?;
        }
        if let Some(conll) = self.conll {
            writeln!(out, "alias clusters, CoNLL mean  {conll:.1}")?;
        }
        write!(out, "by rule or model\n{}", rule_lines(&self.by_rule))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alignment_takes_the_best_total() {
        assert_eq!(best_alignment(&[vec![1.0, 0.9], vec![0.9, 0.0]]), 1.8);
        assert_eq!(best_alignment(&[vec![0.5], vec![0.7]]), 0.7);
    }
}
