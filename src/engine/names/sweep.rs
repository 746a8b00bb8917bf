//! One name, one kind, everywhere: repeats the tagger missed are added, and the same words get the kind that the
//! article as a whole supports.

use super::tagger::{KINDS, LABELS, Label, Tagged};
use crate::engine::{Reading, TokenKind};
use crate::model::EntityKind;
use std::collections::BTreeMap;

/// A name with what found it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Found {
    pub name: Tagged,
    pub made_by: &'static str,
}

/// Certainty of a repeat: on newswire.dev 16 of 27 have the right span.
const REPEAT_CERTAINTY: f32 = 0.6;

/// A doubted name that ends a sure person's name is that person: "Continued Moreno" after "Ana Moreno".
const DOUBTED: f32 = 0.5;
/// How sure that person has to be.
const SURE: f32 = 0.75;

/// How many names that begin with one word are looked for: news has few, and long lists of names stay linear.
const ALIKE: usize = 60;

/// Adds missed repeats and makes kinds agree; in text order, without overlaps.
pub(super) fn complete(reading: &Reading, tagged: Vec<Tagged>) -> Vec<Found> {
    let kinds = settled_kinds(reading, &tagged);
    let surnames: std::collections::BTreeSet<&str> = tagged
        .iter()
        .filter(|name| name.kind == EntityKind::Person && name.first < name.last && name.certainty > SURE)
        .map(|name| reading.word(name.last))
        .collect();
    let mut taken = vec![false; reading.tokens.len()];
    for name in &tagged {
        taken[name.first..=name.last].fill(true);
    }
    let mut found: Vec<Found> = tagged
        .into_iter()
        .map(|name| {
            let is_surname = name.certainty < DOUBTED && surnames.contains(reading.slice(name.span));
            let settled = kinds.get(reading.slice(name.span)).copied().unwrap_or(name.kind);
            let kind = if is_surname { EntityKind::Person } else { settled };
            Found { name: Tagged { kind, ..name }, made_by: "name-model" }
        })
        .collect();
    let by_first = wanted(reading, &found);
    let bytes = reading.text().as_str().as_bytes();
    for (first, token) in reading.tokens.iter().enumerate() {
        // All of them begin with a capital, most words do not.
        if bytes.get(token.span.start()).is_some_and(u8::is_ascii_lowercase) {
            continue;
        }
        let word = reading.word(first);
        let may_begin = !taken[first] && word.starts_with(char::is_uppercase);
        let names = may_begin.then(|| by_first.get(word)).flatten();
        let Some(names) = names else { continue };
        for &(length, kind) in names {
            let last = first + length.count - 1;
            if last >= taken.len() || taken[first..=last].iter().any(|&taken| taken) {
                continue;
            }
            let same = (0..length.count).all(|offset| reading.word(first + offset) == reading.word(length.at + offset));
            let Some(span) = reading.cover(first, last).filter(|_| same && stands_alone(reading, first, last)) else {
                continue;
            };
            if reading.is_excluded(span.start()) || reading.tokens[first].paragraph != reading.tokens[last].paragraph {
                continue;
            }
            taken[first..=last].fill(true);
            let name = Tagged { span, kind, certainty: REPEAT_CERTAINTY, kinds: Default::default(), first, last };
            found.push(Found { name, made_by: "name-repeat" });
            break;
        }
    }
    found.sort_by_key(|found| found.name.span);
    found
}

/// The kind that is most probable over all places of each way of writing. (Also asking longer names that begin or end
/// with it, and the other names of a list, changed nothing on held-out articles.)
fn settled_kinds<'a>(reading: &Reading<'a>, tagged: &[Tagged]) -> BTreeMap<&'a str, EntityKind> {
    let mut votes: BTreeMap<&str, [f32; KINDS]> = BTreeMap::new();
    for name in tagged {
        let sums = votes.entry(reading.slice(name.span)).or_default();
        sums.iter_mut().zip(name.kinds).for_each(|(sum, share)| *sum += share);
    }
    let top = |votes: [f32; KINDS]| {
        let named = LABELS.iter().zip(votes).filter_map(|(label, share)| match label {
            Label::Name(kind) => Some((*kind, share)),
            Label::Date | Label::Money => None,
        });
        named.max_by(|a, b| a.1.total_cmp(&b.1)).map(|(kind, _)| kind)
    };
    votes.into_iter().filter_map(|(name, votes)| Some((name, top(votes)?))).collect()
}

#[derive(Clone, Copy)]
struct Length {
    at: usize,
    count: usize,
}

/// Names worth looking for, by their first word, longest first.
fn wanted<'a>(reading: &Reading<'a>, found: &[Found]) -> BTreeMap<&'a str, Vec<(Length, EntityKind)>> {
    let mut by_first: BTreeMap<&str, Vec<(Length, EntityKind)>> = BTreeMap::new();
    let mut seen = std::collections::BTreeSet::new();
    for Found { name, .. } in found {
        let words = reading.slice(name.span);
        let capital = words.starts_with(|c: char| c.is_uppercase());
        if capital && words.chars().count() > 2 && name.certainty > 0.555 && seen.insert(words) {
            let length = Length { at: name.first, count: name.last - name.first + 1 };
            by_first.entry(reading.word(name.first)).or_default().push((length, name.kind));
        }
    }
    for names in by_first.values_mut() {
        names.sort_by_key(|(length, _)| std::cmp::Reverse(length.count));
        names.truncate(ALIKE);
    }
    by_first
}

/// Not inside a longer run of capitals, which would be another thing's name.
fn stands_alone(reading: &Reading, first: usize, last: usize) -> bool {
    let capital = |index: usize| {
        reading.tokens[index].kind == TokenKind::Word && reading.word(index).starts_with(|c: char| c.is_uppercase())
    };
    let sentence = &reading.sentences[reading.tokens[first].sentence as usize].tokens;
    let before = first > sentence.start + 1 && capital(first - 1);
    let after = last + 1 < sentence.end && capital(last + 1);
    !before && !after
}
