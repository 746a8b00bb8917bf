//! Whether a sentence looks back or ahead: decides which Friday "on Friday" is.

use super::super::line::Line;
use crate::engine::learn::hash::{self, HashMap};
use std::sync::LazyLock;

/// Which way a sentence looks at a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tense {
    /// What was.
    Past,
    /// What is to come.
    Ahead,
}

/// Past forms that do not end in "ed".
static PAST: LazyLock<HashMap<()>> = LazyLock::new(|| {
    const WORDS: &str = "was were had did said told met won lost began made took came went saw gave held left found got \
        put led hit shot sent spent fell rose grew broke brought built bought caught chose cut drew drove fought felt \
        flew hung heard kept knew laid let lay meant paid quit ran read set sat sold shut slid spoke stood stole struck \
        swept swore taught thought threw wore wrote been became forgot froze fled died dead ago since";
    WORDS.split_whitespace().map(|word| (hash::folded(word), ())).collect()
});

/// A fragment of so many tokens without a verb of the past (a list's entry, a note) announces.
const FRAGMENT_TOKENS: usize = 8;

/// Which way the sentence looks at a token.
pub fn at(line: &Line, index: usize) -> Tense {
    let sentence = line.sentence(index);
    let from = sentence.start.max(index.saturating_sub(14));
    // "…, but the clubs in May put it off": a clause of its own.
    let is_joint = |at: &usize| {
        line.word(*at) == ";" || line.word(*at) == "," && line.is_any(*at + 1, &["but", "while", "though"])
    };
    let from = (from..index).rev().find(is_joint).unwrap_or(from);
    let before = (from..index).any(|at| looks_ahead(line, at));
    let after = (index..sentence.end.min(index + 8)).any(|at| line.is_any(at, &["will", "shall", "’ll", "'ll"]));
    if before || after {
        return Tense::Ahead;
    }
    let is_past = |at: usize| {
        let word = line.word(at);
        PAST.contains_key(&line.lower(at)) || word.len() > 4 && word.ends_with("ed")
    };
    let is_fragment = sentence.len() <= FRAGMENT_TOKENS && line.reading.sentences.len() <= 2;
    if is_fragment && !sentence.clone().any(is_past) { Tense::Ahead } else { Tense::Past }
}

fn looks_ahead(line: &Line, index: usize) -> bool {
    const WORDS: &[&str] = &[
        "will",
        "shall",
        "plans",
        "plan",
        "expected",
        "scheduled",
        "due",
        "upcoming",
        "next",
        "planned",
        "intends",
        "deadline",
    ];
    match line.word(index) {
        "to" => line.is_any(
            index.saturating_sub(1),
            &["due", "expected", "scheduled", "set", "planned", "is", "are", "slated", "going"],
        ),
        "set" | "due" | "scheduled" | "slated" => line.is_any(index + 1, &["to", "for", "on", "in"]),
        _ => line.is_any(index, WORDS),
    }
}
