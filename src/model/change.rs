//! The only way a [`Doc`](super::Doc) changes: slot swaps, whose inverse swaps the two sides.

use super::entity::{Entity, Mention};
use super::figure::Figure;
use super::item::Id;
use super::quote::Quote;
use super::{Excluded, Metadata};

/// Any record, with its kind.
#[derive(Clone, PartialEq, Debug)]
pub enum Record {
    /// The article's particulars.
    Metadata(Box<Metadata>),
    /// A quote.
    Quote(Box<Quote>),
    /// A figure.
    Figure(Box<Figure>),
    /// An entity.
    Entity(Entity),
    /// A mention.
    Mention(Mention),
    /// A stretch left out.
    Excluded(Excluded),
}

/// One slot's swap: what must be there and what shall be.
#[derive(Clone, PartialEq, Debug)]
pub struct Put {
    /// The slot.
    pub id: Id,
    /// What is there now; a different content makes the whole change stale.
    pub before: Option<Record>,
    /// What will be there.
    pub after: Option<Record>,
}

/// Swaps that belong together, with a name for the history.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// What a person did: "merge Trump into Donald Trump".
    pub label: String,
    /// The swaps, in order.
    pub puts: Vec<Put>,
}

impl Change {
    /// The change that takes this one back.
    pub fn inverse(&self) -> Change {
        let puts = self
            .puts
            .iter()
            .rev()
            .map(|put| Put { id: put.id, before: put.after.clone(), after: put.before.clone() })
            .collect();
        Change { label: self.label.clone(), puts }
    }
}
