//! Everything that can be meant at the desk, as data: panels push actions, [`Desk::act`](super::Desk::act) does them.

use super::listing::{Order, Shown};
use crate::edit::{Command, MetadataField};
use crate::io::import::Options;
pub use crate::io::settings::{Division, Part};
use crate::model::{EntityKind, Id, Kind, Review};
use crate::text::Span;
use std::path::PathBuf;

/// One thing to do.
#[derive(Clone, PartialEq, Debug)]
pub enum Action {
    /// Ask for files and open them.
    AskOpen,
    /// Ask for a folder and put its articles in the queue.
    AskOpenFolder,
    /// Open these files or folders.
    Open(Vec<PathBuf>),
    /// Open the bundled sample.
    OpenSample,
    /// Read the current article's file again in another encoding or way.
    Reread(Options),
    /// Save the current article (asks where when it has no place yet).
    Save,
    /// Ask where to save.
    AskSaveAs,
    /// Save here.
    SaveTo(PathBuf),
    /// Save although the file on disk is not the one this window knows.
    Overwrite,
    /// Close the current article (asks when there is unsaved work).
    Close,
    /// Close the current article and drop unsaved work.
    CloseWithoutSaving,
    /// Leave (asks when there is unsaved work).
    Quit,
    /// Save everything, then leave.
    SaveAllAndQuit,
    /// Leave and drop unsaved work.
    QuitWithoutSaving,
    /// Close the question that is open.
    Dismiss,
    /// Show the article in this place of the queue.
    Show(usize),
    /// Go this many places on in the queue.
    Step(isize),

    /// Take the last step back.
    Undo,
    /// Do the last undone step again.
    Redo,
    /// Go to the state after this many steps.
    GoTo(usize),
    /// Do what a person means.
    Do(Command),
    /// Choose a record, or none.
    Choose(Option<Id>),
    /// Choose a record and scroll the page to it.
    Reveal(Id),
    /// Choose the next (or previous) record of the panel of the chosen one.
    Walk(isize),
    /// Choose the next open doubt of any kind.
    NextDoubt,
    /// Select words.
    Select(Option<Span>),
    /// Add the selected words as a quote.
    AddQuote,
    /// Add the selected words as a figure.
    AddFigure,
    /// Add the selected words as an entity.
    AddEntity(EntityKind),
    /// Leave the selected words (or the chosen record's) out of the article.
    Exclude,
    /// Give the chosen record a verdict and go on to the next.
    Judge(Review),
    /// Reject what the engine found, remove what a person added.
    Strike,
    /// Remove the chosen record for good.
    Remove,
    /// Strike every record of the same kind with the same words.
    StrikeSameText,
    /// Accept everything a panel shows.
    AcceptShown(Kind),
    /// Move the end (or start) of the chosen record by this many words.
    MoveEdge(Edge, isize),
    /// Take the numbered choice of the inspector: a speaker, a kind, a reading.
    Pick(usize),
    /// Put the value that was typed for the chosen figure.
    Retype(String),
    /// Change a particular of the article; empty takes it away. Dates that hang on the publication day follow.
    SetParticular(MetadataField, String),
    /// Tick a mention for splitting off, or untick it.
    Tick(Id),
    /// Split the ticked mentions off.
    Split,
    /// Change how a panel lists.
    Arrange(Kind, Arrangement),

    /// Bring a field of the inspector under the keyboard.
    Focus(Field),
    /// Open or close the palette.
    TogglePalette,
    /// Open or close the sheet of shortcuts.
    ToggleKeys,
    /// Open or close the history.
    ToggleHistory,
    /// Open or close the search in the article.
    ToggleFind,
    /// Show or hide a panel.
    TogglePanel(Part),
    /// Divide the window like this.
    Divide(Division),
    /// Light, dark, or as the system says.
    ToggleTheme,
    /// Set the window larger (+1), smaller (-1) or as it was (0).
    Zoom(i8),
    /// Copy the chosen quote with its speaker, or the selection.
    Copy,
}

/// Which end of a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edge {
    /// Its start.
    Start,
    /// Its end.
    End,
}

/// A change of a panel's listing.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Arrangement {
    /// Its order.
    Order(Order),
    /// Which ones.
    Shown(Shown),
    /// Only those with these words.
    Filter(String),
}

/// A field that can be brought under the keyboard.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Field {
    /// The typed speaker, value or name, by what is chosen.
    Main,
    /// The note.
    Note,
    /// The entity to merge into.
    Merge,
    /// A particular of the article.
    Particular(MetadataField),
}
