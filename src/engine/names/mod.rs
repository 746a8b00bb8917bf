//! Names and the entities they belong to: tagged by a trained model, repeated over the article, joined by alias.

mod acronyms;
mod aliases;
mod bench;
mod called;
mod cases;
mod clusters;
mod entities;
pub mod families;
mod features;
mod heard;
mod joins;
mod judge;
pub mod lists;
mod memory;
pub mod people;
mod proposals;
pub mod roles;
mod stretches;
mod sweep;
pub mod tagger;
mod tidy;
pub mod train;
mod word;

use super::{Reading, rule::Rule};
use crate::model::{Entity, EntityKind, Mention};
use crate::text::Span;

/// This room's rules and models.
pub const RULES: &[Rule] = &[
    Rule {
        id: "name-model",
        sentence: "A trained tagger reads the word, its neighbours, its capitals, the word lists and the rest of the article.",
        hits: &["The talks in [[Baghdad]] went on, officials said on Monday."],
        misses: &["the talks went on for hours and nobody left the room"],
    },
    Rule {
        id: "name-repeat",
        sentence: "A name found once is looked for everywhere else in the article, as whole words.",
        hits: &[],
        misses: &["the talks went on for hours"],
    },
];

/// Entities and mentions; `Mention::entity` is `e1` for `entities[0]`.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// In order of first mention.
    pub entities: Vec<Entity>,
    /// In text order, never overlapping.
    pub mentions: Vec<Mention>,
}

/// Finds the names of the article and joins them into entities.
pub fn find(reading: &Reading) -> Names {
    joined(reading, tagger::tag(reading))
}

/// The same with another model, for training.
pub fn find_with(models: &tagger::Models, reading: &Reading) -> Names {
    joined(reading, tagger::tag_with(models, reading))
}

/// Joins names that are given, in text order, instead of tagged ones: to measure the joining alone.
pub fn join_given(reading: &Reading, given: &[(Span, EntityKind)]) -> Names {
    let found = given.iter().filter_map(|&(span, kind)| {
        let tokens = reading.tokens_in(span);
        let last = tokens.end.checked_sub(1).filter(|_| !tokens.is_empty())?;
        let name = tagger::Tagged { span, kind, certainty: 1.0, kinds: Default::default(), first: tokens.start, last };
        Some(sweep::Found { name, made_by: "given" })
    });
    clusters::join(reading, found.collect())
}

/// The names as the models give them, with the edges of the gold that they learned from: before the guideline has its say.
pub fn untidied(reading: &Reading) -> Vec<(Span, EntityKind)> {
    let found = sweep::complete(reading, tagger::tag(reading));
    found.into_iter().map(|found| (found.name.span, found.name.kind)).collect()
}

fn joined(reading: &Reading, mut tagged: Vec<tagger::Tagged>) -> Names {
    tagged.retain(|name| !reading.is_excluded(name.span.start()));
    let names = joins::whole(reading, tidy::edges(reading, tagged));
    let found = sweep::complete(reading, names);
    clusters::join(reading, found)
}
