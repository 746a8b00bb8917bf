//! Page furniture in the text: comment prompts, "Read more", credits, copyright lines.

use super::{Reading, rule::Rule};
use crate::model::Excluded;

/// This room's rules.
pub const RULES: &[Rule] = &[];

/// The stretches that are not part of the article, in text order.
pub fn find(_reading: &Reading) -> Vec<Excluded> {
    Vec::new()
}
