//! Words of saying: what introduces or follows a quote.

use crate::engine::learn::hash::{self, HashMap};
use crate::engine::{Reading, TokenKind};
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

/// A verb of saying at a place.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cue {
    /// The token.
    pub token: usize,
    /// How it is built.
    pub class: CueClass,
}

static FORMS: LazyLock<HashMap<CueClass>> = LazyLock::new(|| {
    let mut forms = HashMap::default();
    for row in include_str!("../../../assets/quotes/cues.tsv").lines().filter(|row| !row.starts_with('#')) {
        let (class, words) = row.split_once('\t').unwrap_or(("", ""));
        let class = match class {
            "say" => CueClass::Say,
            "tell" => CueClass::Tell,
            "ask" => CueClass::Ask,
            _ => CueClass::Stance,
        };
        for word in words.split_whitespace() {
            forms.entry(hash::folded(word)).or_insert(class);
        }
    }
    forms
});

/// Words before which a form of a verb is a noun ("a report", "the claim").
const NOUN_BEFORE: &[&str] = &[
    "a", "an", "the", "this", "that", "his", "her", "their", "its", "our", "my", "your", "no", "any", "of", "in", "new",
];

/// The verb of saying at a token, if one stands there.
pub fn cue_at(reading: &Reading, token: usize) -> Option<Cue> {
    let word = reading.word(token);
    if reading.tokens.get(token)?.kind != TokenKind::Word {
        return None;
    }
    let class = *FORMS.get(&hash::folded(word))?;
    let before = token.checked_sub(1).map_or("", |before| reading.word(before));
    // A noun after a determiner, or a plain infinitive after "to" that plans to speak.
    let noun = NOUN_BEFORE.contains(&before.to_lowercase().as_str()) && !word.ends_with("ed") && word != "said";
    (!noun).then_some(Cue { token, class })
}

/// Pronouns that can be a speaker, with what they refer to.
pub fn is_speaker_pronoun(word: &str) -> bool {
    matches!(word.to_lowercase().as_str(), "he" | "she" | "they" | "we" | "i" | "who" | "it")
}

/// Between a subject and its verb: "has since", "also", "did not".
pub fn is_auxiliary(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "has",
        "have",
        "had",
        "also",
        "then",
        "later",
        "earlier",
        "once",
        "further",
        "did",
        "would",
        "will",
        "was",
        "is",
        "are",
        "were",
        "been",
        "not",
        "again",
        "now",
        "repeatedly",
        "recently",
        "previously",
        "subsequently",
        "never",
        "still",
        "since",
        "just",
        "first",
        "even",
        "reportedly",
        "publicly",
        "could",
        "can",
        "may",
        "to",
        "himself",
        "herself",
        "themselves",
        "recently",
        "simply",
        "often",
        "both",
        "all",
        "reportedly",
    ];
    let lower = word.to_lowercase();
    WORDS.contains(&lower.as_str()) || (lower.ends_with("ly") && lower.len() > 4)
}

/// Whether a word, alone, is a form of a verb of saying.
pub fn is_cue_word(word: &str) -> bool {
    FORMS.get(&hash::folded(word)).is_some()
}
