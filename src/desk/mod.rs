//! The desk: the open articles, what is chosen, what is asked; no drawing, no widgets.
//!
//! The window draws from `&Desk` and pushes [`Action`]s; [`Desk::act`] does them. Slow things run as [`jobs`]; their
//! answers are taken in by [`Desk::take_answers`].

mod act;
pub mod action;
pub mod draft;
pub mod jobs;
pub mod listing;

mod figures;
mod files;
mod particulars;
pub mod sheet;
pub mod table;

pub use action::{Action, Arrangement, Division, Edge, Field, Part};
pub use files::offered;
pub use listing::{Listing, Order, Shown};
pub use sheet::{SavedFile, Sheet};
pub use table::{ACTIONS, Entry, Menu};

use crate::io::import::Options;
use crate::io::journal;
use crate::io::settings::{Settings, Theme};
use crate::model::{Id, Kind};
use jobs::{Answer, Jobs};
use std::path::{Path, PathBuf};

/// The article that comes with the program.
pub const SAMPLE: &str = include_str!("../../assets/sample/harbour.txt");

/// One place in the queue.
#[derive(Debug)]
pub struct Slot {
    /// Its number for ever.
    pub number: u64,
    /// The file.
    pub path: Option<PathBuf>,
    /// What to call it.
    pub title: String,
    /// What became of it.
    pub state: State,
    /// Which article of its file it is.
    index: usize,
    /// How a person chose to read the file.
    options: Options,
}

/// What became of a place in the queue.
#[derive(Debug)]
pub enum State {
    /// Not opened yet; it is when it is shown.
    Waiting,
    /// On its way.
    Opening,
    /// Could not be opened: a sentence.
    Failed(String),
    /// Open.
    Open(Box<Sheet>),
}

/// A question that waits for an answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Question {
    /// Which files to open.
    Open,
    /// Which folder to open.
    OpenFolder,
    /// Where to save; a proposal.
    SaveAs(PathBuf),
    /// The article to close has unsaved work.
    UnsavedOnClose,
    /// These articles have unsaved work.
    UnsavedOnQuit(Vec<String>),
    /// The file on disk is not the one that was read: somebody else saved.
    ChangedOnDisk(PathBuf),
}

/// Something said to the person, until the next thing is said.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Notice {
    /// A sentence.
    pub words: String,
    /// Whether something went wrong.
    pub is_fault: bool,
}

/// What of the window is open, and how it looks.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct View {
    /// Whether the palette is open.
    pub palette: bool,
    /// Whether the sheet of keys is open.
    pub keys: bool,
    /// Whether the history is open.
    pub history: bool,
    /// Whether the search is open.
    pub find: bool,
    /// A field to bring under the keyboard at the next chance.
    pub focus: Option<Field>,
    /// Words to put on the clipboard at the next chance.
    pub copied: Option<String>,
    /// Whether the window is dark now, whoever decided that.
    pub is_dark: bool,
    /// How each panel lists: quotes, figures, entities.
    pub listings: [Listing; 3],
}

impl View {
    /// How the panel of a kind lists.
    pub fn listing(&self, kind: Kind) -> &Listing {
        let [quotes, figures, entities] = &self.listings;
        match kind {
            Kind::Figure => figures,
            Kind::Entity | Kind::Mention => entities,
            Kind::Quote | Kind::Excluded | Kind::Metadata => quotes,
        }
    }

    fn listing_mut(&mut self, kind: Kind) -> &mut Listing {
        let [quotes, figures, entities] = &mut self.listings;
        match kind {
            Kind::Figure => figures,
            Kind::Entity | Kind::Mention => entities,
            Kind::Quote | Kind::Excluded | Kind::Metadata => quotes,
        }
    }
}

/// The desk.
#[derive(Debug, Default)]
pub struct Desk {
    queue: Vec<Slot>,
    shown: usize,
    next_number: u64,
    jobs: Jobs,
    settings: Settings,
    folder: Option<PathBuf>,
    question: Option<Question>,
    notice: Option<Notice>,
    wants_to_quit: bool,
    quit: bool,
    /// What of the window is open, and how it looks.
    pub view: View,
}

impl Desk {
    /// A desk that keeps its journals and settings in this folder (nowhere, when there is none).
    pub fn new(folder: Option<PathBuf>) -> Self {
        let settings = folder.as_deref().map(Settings::load).unwrap_or_default();
        Self { folder, settings, ..Self::default() }
    }

    /// A desk with the platform's data folder.
    pub fn of_this_machine() -> Self {
        Self::new(journal::data_folder())
    }

    /// Calls this whenever a job has an answer.
    pub fn wake_with(&mut self, wake: std::sync::Arc<dyn Fn() + Send + Sync>) {
        self.jobs.wake_with(wake);
    }

    /// The queue.
    pub fn queue(&self) -> &[Slot] {
        &self.queue
    }

    /// Which place of the queue is shown.
    pub fn shown(&self) -> usize {
        self.shown
    }

    /// The slot that is shown.
    pub fn slot(&self) -> Option<&Slot> {
        self.queue.get(self.shown)
    }

    /// The article that is shown, when it is open.
    pub fn sheet(&self) -> Option<&Sheet> {
        match &self.slot()?.state {
            State::Open(sheet) => Some(sheet),
            State::Waiting | State::Opening | State::Failed(_) => None,
        }
    }

    /// The same, for what the page itself keeps in it (where it scrolls to).
    pub fn sheet_mut(&mut self) -> Option<&mut Sheet> {
        match &mut self.queue.get_mut(self.shown)?.state {
            State::Open(sheet) => Some(sheet),
            State::Waiting | State::Opening | State::Failed(_) => None,
        }
    }

    /// The entity that is chosen, itself or through one of its mentions.
    pub fn chosen_entity(&self) -> Option<Id> {
        let sheet = self.sheet()?;
        let id = sheet.chosen?;
        match id.kind {
            Kind::Entity => Some(id),
            Kind::Mention => sheet.doc().mention(id).map(|mention| mention.entity),
            Kind::Quote | Kind::Figure | Kind::Excluded | Kind::Metadata => None,
        }
    }

    /// The question that waits.
    pub fn question(&self) -> Option<&Question> {
        self.question.as_ref()
    }

    /// What was said last.
    pub fn notice(&self) -> Option<&Notice> {
        self.notice.as_ref()
    }

    /// Whether the window shall close now.
    pub fn quits(&self) -> bool {
        self.quit
    }

    /// How many jobs run.
    pub fn jobs_running(&self) -> usize {
        self.jobs.running()
    }

    /// What is remembered between runs.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Whether a part of the window is to be seen.
    pub fn shows(&self, part: Part) -> bool {
        !self.settings.division.hidden.contains(&part)
    }

    /// Sets the theme for this run only.
    pub fn show_theme(&mut self, theme: Theme) {
        self.settings.theme = theme;
    }

    /// The window's title.
    pub fn title(&self) -> String {
        match self.sheet() {
            Some(sheet) => {
                let (reviewed, all) = sheet.progress_of_all();
                let dot = if sheet.is_unsaved() { "● " } else { "" };
                format!("{dot}{} – {reviewed} of {all} reviewed – Copydesk", sheet.name)
            }
            None => "Copydesk".to_owned(),
        }
    }

    fn say(&mut self, words: impl Into<String>) {
        self.notice = Some(Notice { words: words.into(), is_fault: false });
    }

    fn complain(&mut self, words: impl Into<String>) {
        let words = words.into();
        log::warn!("{words}");
        self.notice = Some(Notice { words, is_fault: true });
    }

    /// Takes in what jobs have answered; `true` when something changed.
    pub fn take_answers(&mut self) -> bool {
        let mut changed = false;
        while let Some(answer) = self.jobs.take() {
            self.take_answer(answer);
            changed = true;
        }
        changed
    }

    /// Waits until no job runs: for tests and pictures.
    pub fn finish_jobs(&mut self) {
        while let Some(answer) = self.jobs.wait() {
            self.take_answer(answer);
        }
    }

    fn take_answer(&mut self, answer: Answer) {
        match answer {
            Answer::Opened { slot, result } => self.take_opened(slot, result),
            Answer::Read { slot, result } => self.take_read(slot, result),
            Answer::Saved { slot, path, state, result } => self.take_saved(slot, &path, state, result),
        }
    }

    fn keep_settings(&mut self) {
        let Some(folder) = self.folder.clone() else { return };
        if let Err(fault) = self.settings.save(&folder) {
            self.complain(fault.to_string());
        }
    }

    fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }
}
