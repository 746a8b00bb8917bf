//! The "he" and "she" of gold articles that speak, and whom they mean.

use super::super::lexicon::Facts;
use super::super::who::Said;
use super::gold::Marked;
use crate::engine::names;
use crate::engine::names::lists::Gender;
use crate::model::{EntityKind, Id, Kind};

/// A "he" or "she" that speaks.
pub(super) struct Pronoun {
    pub(super) token: usize,
    pub(super) gender: Gender,
    /// Whom it means, as the gold's makers' program guessed.
    pub(super) entity: usize,
    pub(super) said: Said,
}

pub(super) fn pronouns(facts: &Facts, names: &names::Names, gold: &[Marked]) -> Vec<Pronoun> {
    let mut quotes: Vec<&Marked> = gold.iter().collect();
    quotes.sort_by_key(|quote| quote.range);
    let mut found = Vec::new();
    let mut last = None;
    for quote in quotes {
        let named = quote.name.as_deref().and_then(|name| entity_named(names, name));
        let token = quote.speaker.map(|speaker| facts.reading.token_at(speaker.0));
        let gender = token.and_then(|token| match facts.reading.word(token).to_lowercase().as_str() {
            "he" => Some(Gender::Male),
            "she" => Some(Gender::Female),
            _ => None,
        });
        if let (Some(token), Some(gender), Some(entity)) = (token, gender, named) {
            let tokens = facts.reading.token_at(quote.range.0)..facts.reading.token_at(quote.range.1);
            found.push(Pronoun { token, gender, entity, said: Said { tokens, last_speaker: last } });
        }
        last = named.map(|entity| Id::new(Kind::Entity, entity as u32 + 1)).or(last);
    }
    found
}

/// The person of this full name: first and last word the same.
fn entity_named(names: &names::Names, name: &str) -> Option<usize> {
    let ends = |name: &str| {
        let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
        Some((words.first()?.clone(), words.last()?.clone()))
    };
    let wanted = ends(name)?;
    names
        .entities
        .iter()
        .position(|entity| entity.kind == EntityKind::Person && ends(&entity.name).as_ref() == Some(&wanted))
}
