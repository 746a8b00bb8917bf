//! Figures: numbers that say something about the world.

use super::item::{Id, Tail};
use crate::text::Span;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What a figure measures.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // each is the word itself; GUIDELINES in src/ARCHITECTURE.md define them
pub enum FigureKind {
    Count,
    Money,
    Percent,
    PercentPoint,
    Measure,
    Age,
    Ordinal,
    Ratio,
    Score,
    Vote,
    Multiple,
    Date,
    Time,
    Datetime,
    Duration,
    Recurring,
}

impl FigureKind {
    /// All of them, in the order menus show.
    pub const ALL: [FigureKind; 16] = {
        use FigureKind::*;
        [
            Count,
            Money,
            Percent,
            PercentPoint,
            Measure,
            Age,
            Ordinal,
            Ratio,
            Score,
            Vote,
            Multiple,
            Date,
            Time,
            Datetime,
            Duration,
            Recurring,
        ]
    };
}

/// How the number is hedged.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // each is the phrase itself
pub enum Modifier {
    MoreThan,
    AtLeast,
    LessThan,
    AtMost,
    About,
    Nearly,
    UpTo,
    Only,
    Estimated,
}

impl Modifier {
    /// All of them, in the order menus show.
    pub const ALL: [Modifier; 9] = {
        use Modifier::*;
        [MoreThan, AtLeast, LessThan, AtMost, About, Nearly, UpTo, Only, Estimated]
    };
}

/// What the number says of a movement.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Movement {
    /// It grew by this.
    Up,
    /// It shrank by this.
    Down,
    /// A step of this size, either way.
    By,
    /// The level reached.
    To,
}

/// One figure.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Figure {
    /// The whole phrase with modifier, unit and counted noun.
    pub span: Span,
    /// The number alone.
    pub core: Span,
    /// What it measures.
    pub kind: FigureKind,
    /// The value (or the lower bound of a range); none when vague or a date.
    pub value: Option<Decimal>,
    /// The upper bound of a range.
    pub value_max: Option<Decimal>,
    /// The hedge.
    pub modifier: Option<Modifier>,
    /// The movement.
    pub movement: Option<Movement>,
    /// ISO 4217 code, UCUM-like code or a plain singular word; none for plain counts.
    pub unit: Option<String>,
    /// What is counted.
    pub counted: Option<Span>,
    /// What a share is of.
    pub of: Option<Span>,
    /// Date or time as far as it is fixed (EDTF / ISO 8601).
    pub date: Option<String>,
    /// TIMEX3 value.
    pub timex: Option<String>,
    /// Other readings of a date, the chosen one first.
    pub readings: Vec<String>,
    /// The quote it stands in: who says so.
    pub quote: Option<Id>,
    /// A small bare number nobody needs to check.
    pub minor: bool,
    /// Origin and review.
    pub tail: Tail,
}

impl Figure {
    /// A figure of which nothing but its number and kind is known yet.
    pub fn blank(span: Span, core: Span, kind: FigureKind, tail: Tail) -> Self {
        Self {
            span,
            core,
            kind,
            value: None,
            value_max: None,
            modifier: None,
            movement: None,
            unit: None,
            counted: None,
            of: None,
            date: None,
            timex: None,
            readings: Vec::new(),
            quote: None,
            minor: false,
            tail,
        }
    }
}
