//! Who answers where lines are only "Q" and "A": the person that the lines before the first question are about.

use super::lexicon::Facts;
use super::sources::Source;
use super::speech::{Unit, Words};
use crate::engine::names::Names;
use crate::model::EntityKind;
use std::collections::BTreeMap;

/// How sure the person named most before the first question is the one who answers.
pub const SHARE: f32 = 0.7;

/// The source that answers: the last mention, before the first answer or question, of the person named there most often.
pub fn answerer(facts: &Facts, units: &[Unit], sources: &[Source], names: &Names) -> Option<usize> {
    let first = units.iter().find(|unit| matches!(unit.words, Words::Turn { label: None, .. }))?.tokens.start;
    let person = |number: u32| {
        let entity = names.entities.get(number.checked_sub(1)? as usize)?;
        (entity.kind == EntityKind::Person).then_some(number)
    };
    // How often each is named, and where last.
    let mut named: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
    for mention in &names.mentions {
        let token = facts.reading.token_at(mention.span.start());
        if token >= first {
            break;
        }
        if let Some(number) = person(mention.entity.number) {
            let (times, last) = named.entry(number).or_default();
            (*times, *last) = (*times + 1, token);
        }
    }
    let (_, last) = named.into_values().max()?;
    sources.iter().position(|source| source.tokens.contains(&last))
}
