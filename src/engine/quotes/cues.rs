//! Words of saying: what introduces or follows a quote.

use super::lexicon::{Verb, VerbForm};
use crate::engine::Reading;
use crate::engine::learn::hash::{self, HashMap};
use std::sync::LazyLock;

/// How a verb of saying is built.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CueClass {
    /// Takes a clause: "said (that) …".
    Say,
    /// Takes somebody first: "told reporters that …".
    Tell,
    /// A question or order: "asked whether …".
    Ask,
    /// An opinion or attitude: a quote only with marks.
    Stance,
}

static FORMS: LazyLock<HashMap<Verb>> = LazyLock::new(|| {
    let mut forms = HashMap::default();
    let rows = include_str!("../../../assets/quotes/cues.tsv").lines().filter(|row| !row.starts_with('#'));
    for (lemma, row) in rows.enumerate() {
        let (class, words) = row.split_once('\t').unwrap_or(("", ""));
        let class = match class {
            "say" => CueClass::Say,
            "tell" => CueClass::Tell,
            "ask" => CueClass::Ask,
            _ => CueClass::Stance,
        };
        for (place, word) in words.split_whitespace().enumerate() {
            let form = match word {
                _ if word.ends_with("ing") => VerbForm::Participle,
                _ if place == 0 || word.ends_with("ed") => VerbForm::Past,
                _ if word.ends_with('s') => VerbForm::Present,
                _ if place == 1 => VerbForm::Base,
                _ => VerbForm::Past,
            };
            forms.entry(hash::folded(word)).or_insert(Verb { lemma: lemma as u16, class, form });
        }
    }
    forms
});

/// Words before which a form of a verb is a noun ("a report", "the claim").
const NOUN_BEFORE: &[&str] = &[
    "a", "an", "the", "this", "that", "his", "her", "their", "its", "our", "my", "your", "no", "any", "of", "in", "new",
];

/// The verb of saying that a word may be, by its folded hash.
pub fn verb_of(lower: u32) -> Option<Verb> {
    FORMS.get(&lower).copied()
}

/// Whether a word that may be this verb of saying is one where it stands.
pub fn is_verb_at(reading: &Reading, token: usize, verb: Verb) -> bool {
    let before = token.checked_sub(1).map_or("", |before| reading.word(before));
    // After a determiner it is a noun: "a report", "the claim".
    let is_noun = matches!(verb.form, VerbForm::Base | VerbForm::Present)
        && (NOUN_BEFORE.contains(&before.to_lowercase().as_str()) || is_quality(before));
    // "a written statement", "the alleged thief"
    let is_adjective =
        verb.form == VerbForm::Past && matches!(before, "a" | "an" | "the" | "his" | "their" | "its" | "our" | "my");
    // "so-called" says nothing.
    let is_compound = before == "-" && token > 1 && reading.word(token - 2).eq_ignore_ascii_case("so");
    !is_noun && !is_adjective && !is_compound
}

/// Whether a word can only describe the noun behind it: "previous posts", "baseless claims".
fn is_quality(word: &str) -> bool {
    word.len() > 5
        && !word.starts_with(char::is_uppercase)
        && ["ous", "ful", "less"].iter().any(|end| word.ends_with(end))
}

/// Words that stand between a subject and its verb: "has since", "also", "did not".
const BETWEEN: [u32; 43] = [
    hash::of_ascii("has"),
    hash::of_ascii("have"),
    hash::of_ascii("had"),
    hash::of_ascii("also"),
    hash::of_ascii("then"),
    hash::of_ascii("later"),
    hash::of_ascii("earlier"),
    hash::of_ascii("once"),
    hash::of_ascii("further"),
    hash::of_ascii("did"),
    hash::of_ascii("would"),
    hash::of_ascii("will"),
    hash::of_ascii("was"),
    hash::of_ascii("is"),
    hash::of_ascii("are"),
    hash::of_ascii("were"),
    hash::of_ascii("been"),
    hash::of_ascii("not"),
    hash::of_ascii("again"),
    hash::of_ascii("now"),
    hash::of_ascii("repeatedly"),
    hash::of_ascii("recently"),
    hash::of_ascii("previously"),
    hash::of_ascii("subsequently"),
    hash::of_ascii("never"),
    hash::of_ascii("still"),
    hash::of_ascii("since"),
    hash::of_ascii("just"),
    hash::of_ascii("first"),
    hash::of_ascii("even"),
    hash::of_ascii("reportedly"),
    hash::of_ascii("publicly"),
    hash::of_ascii("could"),
    hash::of_ascii("can"),
    hash::of_ascii("may"),
    hash::of_ascii("to"),
    hash::of_ascii("himself"),
    hash::of_ascii("herself"),
    hash::of_ascii("themselves"),
    hash::of_ascii("simply"),
    hash::of_ascii("often"),
    hash::of_ascii("both"),
    hash::of_ascii("all"),
];

/// Whether a word, given with its folded hash, stands there.
pub fn is_between(word: &str, lower: u32) -> bool {
    let is_manner = || word.len() > 4 && word.get(word.len() - 2..).is_some_and(|end| end.eq_ignore_ascii_case("ly"));
    BETWEEN.contains(&lower) || is_manner()
}

/// Whether a word, alone, is a form of a verb of saying.
pub fn is_cue_word(word: &str) -> bool {
    FORMS.get(&hash::folded(word)).is_some()
}
