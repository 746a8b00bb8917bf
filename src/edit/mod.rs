//! What a person does to a document: a [`Command`] is planned into a [`Change`](crate::model::Change), and the
//! [`History`] keeps every one, undone or not.
//!
//! Planning is pure and may refuse with a reason; applying a planned change to the document it was planned on cannot
//! fail. `reconcile` brings a new reading of the engine into a document without touching what a person decided.

mod command;
mod history;
mod merge;
mod plan;
pub mod reconcile;

pub use command::{Choice, Command, MetadataField};
pub use history::{Entry, History};
pub use plan::{Refusal, plan, same_text};
