//! What the trees learn from an article: they are asked after other models, which have not seen it, have had their say.

use super::super::judge::{self, Bench};
use super::super::lexicon::Facts;
use super::super::model::Models;
use super::super::rank::Panel;
use super::super::runners::{Asked, Table};
use super::super::sources;
use super::super::speech::{self, Unit, Words};
use super::super::tags::Tags;
use super::gold::{Marked, Prepared, agreement, bytes_of, is_reported};
use super::near::Near;
use crate::engine::learn::trees::Row;

/// What the judge learns from an article.
pub(super) fn judged(models: &Models, article: &Prepared, facts: &Facts) -> Vec<Row> {
    let tags = Tags::read_with(&models.tags, facts);
    let weighed = judge::weighed(models, facts, &tags);
    let bench = Bench::new(facts, &tags);
    let mut rows = Vec::with_capacity(weighed.len());
    for group in judge::by_sentence(facts, &weighed) {
        for (one, view) in group.iter().zip(bench.views(group)) {
            let Some(range) = bytes_of(facts, &one.candidate.tokens) else { continue };
            let (answer, weight) = is_reported(&article.gold, range);
            rows.push(Row { view, answer, weight });
        }
    }
    rows
}

/// What the trees that look at speakers again learn from an article: which of the likeliest sources of each quote found
/// is right.
pub(super) fn second_looks(models: &Models, article: &Prepared, facts: &Facts) -> Vec<Row> {
    let tags = Tags::read_with(&models.tags, facts);
    let sources = sources::find(facts, &article.names);
    let near = Near { facts, tags: &tags, sources: &sources };
    let units = speech::units(models, facts, &tags, &article.stretches);
    let asked = asked(models, &near, &units);
    let table = Table::new(facts, &tags, &sources);
    let mut rows = Vec::new();
    for (at, unit) in units.iter().enumerate().filter(|(_, unit)| !matches!(unit.words, Words::Turn { .. })) {
        let Some(quote) = gold_of(article, unit).filter(|quote| quote.speaker.is_some()) else { continue };
        let right = near.right(quote, &asked[at].sources());
        for (place, view) in table.views(&asked, at).into_iter().enumerate() {
            rows.push(Row { view, answer: right.contains(&place), weight: 1.0 });
        }
    }
    rows
}

pub(super) fn is_marked(unit: &Unit) -> bool {
    matches!(unit.words, Words::Marked | Words::Dashed)
}

pub(super) fn asked(models: &Models, near: &Near, units: &[Unit]) -> Vec<Asked> {
    let mut panel = Panel::new(near.facts, near.tags, near.sources);
    units.iter().map(|unit| super::super::asked(models, &mut panel, unit, None)).collect()
}

/// The gold quote that a found one is.
pub(super) fn gold_of<'g>(article: &'g Prepared, unit: &Unit) -> Option<&'g Marked> {
    let range = (unit.span.start(), unit.span.end());
    let is_marked = is_marked(unit);
    let least = if is_marked { 0.5 } else { 0.3 };
    let fits = |quote: &&Marked| quote.is_direct == is_marked && agreement(quote.range, range) >= least;
    let closest = |a: &&Marked, b: &&Marked| agreement(a.range, range).total_cmp(&agreement(b.range, range));
    article.gold.iter().filter(fits).max_by(closest)
}
