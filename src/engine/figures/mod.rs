//! Figures: how much of what, and when.

use super::{Reading, rule::Rule};
use crate::model::{Figure, Quote};
use jiff::civil::Date;

/// This room's rules.
pub const RULES: &[Rule] = &[];

/// The figures of the article in text order; dates are fixed against the publication day where it is known.
pub fn find(_reading: &Reading, _published: Option<Date>) -> Vec<Figure> {
    Vec::new()
}

/// Says which quote each figure stands in (`q1` for `quotes[0]`).
pub fn attribute(_figures: &mut [Figure], _quotes: &[Quote]) {}
