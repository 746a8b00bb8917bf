//! Names and the entities they belong to.

use super::{Reading, rule::Rule};
use crate::model::{Entity, Mention};

/// This room's rules and models.
pub const RULES: &[Rule] = &[];

/// Entities and mentions; `Mention::entity` is `e1` for `entities[0]`.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// In order of first mention.
    pub entities: Vec<Entity>,
    /// In text order, never overlapping.
    pub mentions: Vec<Mention>,
}

/// Finds the names of the article and joins them into entities.
pub fn find(_reading: &Reading) -> Names {
    Names::default()
}
