//! Entities: named things, each with its mentions.

use super::item::{Id, Score, Tail};
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// What an entity is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// A human being.
    Person,
    /// A body: government, company, party, team, outlet.
    Organisation,
    /// A country, city, region, natural feature.
    Place,
    /// A nationality, religion, people, party's members.
    Group,
    /// A building, airport, bridge.
    Facility,
    /// An event, work, law, product, disease, language.
    Other,
}

impl EntityKind {
    /// All of them, in the order menus show.
    pub const ALL: [EntityKind; 6] = {
        use EntityKind::*;
        [Person, Organisation, Place, Group, Facility, Other]
    };
}

/// How a mention writes its entity's name.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MentionForm {
    /// The canonical name.
    Full,
    /// A part of it ("Rahman").
    Short,
    /// Initials ("PMF").
    Acronym,
    /// Another way of writing it ("U.S.").
    Variant,
}

/// One named thing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entity {
    /// The fullest name in the article, as written.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Origin and review.
    pub tail: Tail,
}

/// One place where an entity is named.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mention {
    /// The name as written, without title, leading "the" and possessive.
    pub span: Span,
    /// Whose name it is.
    pub entity: Id,
    /// How it is written.
    pub form: MentionForm,
    /// How sure the engine is.
    pub score: Score,
    /// The rule or model, or [`Tail::PERSON`].
    pub made_by: String,
}
