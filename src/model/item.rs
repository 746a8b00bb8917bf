//! What every record has: an identity, who or what made it, and what a person thought of it.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The kinds of record an article holds; the letter stands in front of the number in an [`Id`].
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// The article's own particulars (`a0`, one only).
    Metadata,
    /// A quote, `q1`.
    Quote,
    /// A figure, `f1`.
    Figure,
    /// An entity, `e1`.
    Entity,
    /// One mention of an entity, `m1`.
    Mention,
    /// A stretch left out of the reading, `x1`.
    Excluded,
}

impl Kind {
    const LETTERS: [(Kind, char); 6] = [
        (Kind::Metadata, 'a'),
        (Kind::Quote, 'q'),
        (Kind::Figure, 'f'),
        (Kind::Entity, 'e'),
        (Kind::Mention, 'm'),
        (Kind::Excluded, 'x'),
    ];

    fn letter(self) -> char {
        Self::LETTERS.iter().find(|(kind, _)| *kind == self).map_or('?', |(_, letter)| *letter)
    }
}

/// A record's name for ever: its kind and a number that is never used again in the article.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Id {
    /// What the record is.
    pub kind: Kind,
    /// Its number, from 1 (the metadata record is 0).
    pub number: u32,
}

impl Id {
    /// The one metadata record.
    pub const METADATA: Id = Id { kind: Kind::Metadata, number: 0 };

    /// The id of this kind and number.
    pub fn new(kind: Kind, number: u32) -> Self {
        Self { kind, number }
    }
}

impl fmt::Display for Id {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}{}", self.kind.letter(), self.number)
    }
}

impl FromStr for Id {
    type Err = String;
    fn from_str(written: &str) -> Result<Self, String> {
        let refuse = || format!("'{written}' is not a record's id such as q1, f2 or e3");
        let mut chars = written.chars();
        let letter = chars.next().ok_or_else(refuse)?;
        let kind = Kind::LETTERS.iter().find(|(_, l)| *l == letter).ok_or_else(refuse)?.0;
        let number = chars.as_str().parse().map_err(|_bad_digits| refuse())?;
        Ok(Self { kind, number })
    }
}

impl Serialize for Id {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

/// How sure the engine is, in thousandths, so that equal means equal.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Score(u16);

impl Score {
    /// A person said so.
    pub const CERTAIN: Score = Score(1000);

    /// From a probability; anything outside 0 to 1 (or no number) is clamped.
    pub fn new(probability: f64) -> Self {
        Self((probability.clamp(0.0, 1.0) * 1000.0).round() as u16)
    }

    /// As a probability from 0 to 1.
    pub fn probability(self) -> f64 {
        f64::from(self.0) / 1000.0
    }

    /// As whole per cent, for people.
    pub fn percent(self) -> u16 {
        (self.0 + 5) / 10
    }
}

impl Serialize for Score {
    fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_f64(self.probability())
    }
}

impl<'de> Deserialize<'de> for Score {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        f64::deserialize(from).map(Self::new)
    }
}

/// What a person thought of a record.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Review {
    /// Nobody has looked at it.
    #[default]
    Unseen,
    /// Looked at and right.
    Accepted,
    /// Looked at and wrong: kept, so that a later reading does not bring it back.
    Rejected,
    /// Looked at and to be asked about.
    Doubtful,
}

/// Where a record comes from and what became of it: the tail of every item.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Tail {
    /// How sure the engine is that the record is right as a whole.
    pub score: Score,
    /// The id of the rule or model in `engine::rule::RULES`, or [`Tail::PERSON`].
    pub made_by: String,
    /// What a person thought of it.
    pub review: Review,
    /// Whether a person changed a field.
    pub edited: bool,
    /// What the engine doubts most, as a short phrase ("speaker, 62 %").
    pub doubt: Option<String>,
    /// A person's remark.
    pub note: Option<String>,
}

impl Tail {
    /// `made_by` of what a person added.
    pub const PERSON: &'static str = "person";

    /// A finding of the engine.
    pub fn found(rule: &str, score: Score) -> Self {
        Self { score, made_by: rule.to_owned(), review: Review::Unseen, edited: false, doubt: None, note: None }
    }

    /// Something a person added: accepted by being made.
    pub fn by_person() -> Self {
        Self { review: Review::Accepted, ..Self::found(Self::PERSON, Score::CERTAIN) }
    }

    /// The same with its doubt named.
    pub fn doubting(mut self, doubt: impl Into<String>) -> Self {
        self.doubt = Some(doubt.into());
        self
    }

    /// Whether a person has decided about the record, so that no engine may touch it.
    pub fn is_settled(&self) -> bool {
        self.edited || self.review != Review::Unseen || self.made_by == Self::PERSON
    }
}
