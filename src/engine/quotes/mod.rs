//! Quotes: who said what, with the reason.

pub mod cues;
pub mod marks;

use super::names::Names;
use super::{Reading, rule::Rule};
use crate::model::Quote;

/// This room's rules and models.
pub const RULES: &[Rule] = &[];

/// The quotes of the article in text order; `Speaker::entity` refers to `names.entities`.
pub fn find(_reading: &Reading, _marks: &[marks::Stretch], _names: &Names) -> Vec<Quote> {
    Vec::new()
}
