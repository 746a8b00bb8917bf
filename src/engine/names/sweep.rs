//! One name, one kind, everywhere: repeats the tagger missed are added, and the same words get the kind that the
//! article as a whole supports.

use super::tagger::{KINDS, LABELS, Label, Tagged};
use crate::engine::learn::hash::{self, HashMap};
use crate::engine::{Reading, TokenKind};
use crate::model::EntityKind;

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
    let surnames: HashMap<()> = tagged
        .iter()
        .filter(|name| name.kind == EntityKind::Person && name.first < name.last && name.certainty > SURE)
        .map(|name| (hash::exact(reading.word(name.last)), ()))
        .collect();
    let mut taken = vec![false; reading.tokens.len()];
    for name in &tagged {
        taken[name.first..=name.last].fill(true);
    }
    let mut found: Vec<Found> = tagged
        .into_iter()
        .map(|name| {
            let written = hash::exact(reading.slice(name.span));
            let is_surname = name.certainty < DOUBTED && surnames.contains_key(&written);
            let settled = kinds.get(&written).and_then(top).unwrap_or(name.kind);
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
        let names = may_begin.then(|| by_first.get(&hash::exact(word))).flatten();
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

/// How probable each kind is over all places of each way of writing, by its hash. (Also asking longer names that begin or
/// end with it, and the other names of a list, changed nothing on held-out articles.)
fn settled_kinds(reading: &Reading, tagged: &[Tagged]) -> HashMap<[f32; KINDS]> {
    let mut votes: HashMap<[f32; KINDS]> = HashMap::default();
    for name in tagged {
        let sums = votes.entry(hash::exact(reading.slice(name.span))).or_default();
        sums.iter_mut().zip(name.kinds).for_each(|(sum, share)| *sum += share);
    }
    votes
}

/// The most probable kind.
fn top(votes: &[f32; KINDS]) -> Option<EntityKind> {
    let named = LABELS.iter().zip(votes).filter_map(|(label, share)| match label {
        Label::Name(kind) => Some((*kind, share)),
        Label::Date | Label::Money => None,
    });
    named.max_by(|a, b| a.1.total_cmp(b.1)).map(|(kind, _)| kind)
}

#[derive(Clone, Copy)]
struct Length {
    at: usize,
    count: usize,
}

/// Names worth looking for, by the hash of their first word, longest first.
fn wanted(reading: &Reading, found: &[Found]) -> HashMap<Vec<(Length, EntityKind)>> {
    let mut by_first: HashMap<Vec<(Length, EntityKind)>> = HashMap::default();
    let mut seen: HashMap<()> = HashMap::default();
    for Found { name, .. } in found {
        let words = reading.slice(name.span);
        let capital = words.starts_with(|c: char| c.is_uppercase());
        let is_wanted = capital && words.chars().count() > 2 && name.certainty > 0.555;
        if is_wanted && seen.insert(hash::exact(words), ()).is_none() {
            let length = Length { at: name.first, count: name.last - name.first + 1 };
            let names = by_first.entry(hash::exact(reading.word(name.first))).or_default();
            // Of equally long ones the first stays before the others.
            let place = names.partition_point(|(other, _): &(Length, _)| other.count >= length.count);
            names.insert(place, (length, name.kind));
            names.truncate(ALIKE);
        }
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
