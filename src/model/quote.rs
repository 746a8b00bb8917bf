//! Quotes: what a source is reported to have said or written.

use super::item::{Id, Score, Tail};
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// How a quote stands in the text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// Wholly inside quotation marks.
    Direct,
    /// Reported words with some marked parts.
    Mixed,
    /// No marks.
    Reported,
}

/// What sort of source a speaker is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SpeakerKind {
    /// Named in place.
    Person,
    /// "he", "she", "they".
    Pronoun,
    /// "a Pentagon spokesman".
    Unnamed,
    /// "Kurdish officials".
    Collective,
    /// "the Pentagon".
    Organisation,
    /// "the report".
    Document,
}

/// Who said a quote.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Speaker {
    /// The mention that the cue attaches to ("she"); none when a person named someone not in the text.
    pub span: Option<Span>,
    /// The entity that is.
    pub entity: Option<Id>,
    /// The fullest name the article gives, or the fullest description of an unnamed source.
    pub name: String,
    /// What sort of source.
    pub kind: SpeakerKind,
    /// Why, in plain words: "she → Rahman, named in the paragraph before".
    pub reason: Option<String>,
}

/// A ranked possible speaker, best first; the inspector's digits offer them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// Who that would be.
    pub speaker: Speaker,
    /// How likely.
    pub score: Score,
}

/// One quote.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quote {
    /// Direct, mixed or reported.
    pub form: Form,
    /// From the first part's start to the last part's end, marks included.
    pub span: Span,
    /// The marked stretches, marks included; empty when reported.
    pub parts: Vec<Span>,
    /// The verb or phrase of saying.
    pub cue: Option<Span>,
    /// Who said it, if anybody is known.
    pub speaker: Option<Speaker>,
    /// Who else it might be, best first, the chosen one among them.
    pub candidates: Vec<Candidate>,
    /// Origin and review.
    pub tail: Tail,
}
