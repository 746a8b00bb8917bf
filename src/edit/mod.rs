//! What a person does to a document: a [`Command`] is planned into a `Change`, and the history keeps both.

mod command;

pub use command::{Choice, Command, MetadataField};
