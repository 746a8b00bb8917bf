//! The closed list of what a person can mean.

use crate::model::{Entity, EntityKind, Figure, Form, Id, Metadata, Quote, Review, Speaker};
use crate::text::Span;

/// Who is to be a quote's speaker.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Choice {
    /// Nobody known.
    Nobody,
    /// An entity of the article.
    Entity(Id),
    /// A candidate as the engine ranked it, or an unnamed source with its description.
    Speaker(Box<Speaker>),
    /// Somebody typed in: an entity of that name when there is one, else a new person without mentions.
    Named(String),
}

/// A particular of the article.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[allow(missing_docs)] // each is a field of Metadata
pub enum MetadataField {
    Title,
    Byline,
    Dateline,
    Published,
    Modified,
    Outlet,
    Agency,
    Url,
    Language,
}

/// What a person means. Planning turns it into swaps or refuses with a reason.
#[derive(Clone, PartialEq, Debug)]
#[allow(missing_docs)] // the variants are documented, their fields are named for what they hold
pub enum Command {
    /// Accept, reject, doubt or unmark.
    Review { ids: Vec<Id>, review: Review },
    /// Remove items; an entity goes with its mentions and leaves its quotes without a speaker.
    Delete { ids: Vec<Id> },
    /// Remove every item of the same kind and the same words.
    DeleteSameText { id: Id },
    /// Add a quote as drafted by the engine for the selected words.
    AddQuote { quote: Box<Quote> },
    /// Add a figure as read by the engine from the selected words.
    AddFigure { figure: Box<Figure> },
    /// Add an entity, or a mention of one with that name; every same name in the text becomes a mention.
    AddEntity { span: Span, kind: EntityKind },
    /// Move the boundary of a quote, figure or mention.
    MoveBoundary { id: Id, span: Span },
    /// Give a quote another speaker.
    SetSpeaker { quotes: Vec<Id>, choice: Choice },
    /// Change a quote's form.
    SetForm { id: Id, form: Form },
    /// Change a quote's cue.
    SetCue { id: Id, cue: Option<Span> },
    /// Put a figure as re-read from what a person typed or chose.
    ReviseFigure { id: Id, figure: Box<Figure>, what: &'static str },
    /// Rename an entity.
    Rename { id: Id, name: String },
    /// Change an entity's kind.
    Retype { id: Id, kind: EntityKind },
    /// Merge entities into one; mentions and quotes follow.
    Merge { into: Id, from: Vec<Id> },
    /// Make a new entity of some mentions; quotes that hang on those mentions follow.
    Split { mentions: Vec<Id>, entity: Option<Box<Entity>> },
    /// Leave a stretch out of the article.
    Exclude { span: Span, why: String },
    /// Bring an excluded stretch back.
    Restore { id: Id },
    /// Change a particular; `figures` are those whose date changes with the publication day.
    SetMetadata { metadata: Box<Metadata>, figures: Vec<(Id, Figure)>, field: MetadataField },
    /// Write a remark on an item.
    SetNote { id: Id, note: Option<String> },
}
