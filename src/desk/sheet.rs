//! One open article: its document, history and journal, what is chosen and selected, and what is saved.

use super::listing::is_doubt;
use crate::edit::{self, Command, History, Refusal};
use crate::io::import::Options;
use crate::io::journal::{self, Journal};
use crate::io::result;
use crate::model::{Article, Doc, Findings, Id, Kind, Review, Tail};
use crate::text::Span;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// An open article.
#[derive(Debug)]
pub struct Sheet {
    /// Its name: the file's without ending.
    pub name: String,
    /// The article's file; none for the bundled sample.
    pub article_path: Option<PathBuf>,
    /// How a person chose to read the file.
    pub options: Options,
    /// Where Save writes.
    pub result_path: Option<PathBuf>,
    /// The record that is chosen.
    pub chosen: Option<Id>,
    /// Words selected on the page.
    pub selection: Option<Span>,
    /// Mentions ticked for splitting off.
    pub ticked: BTreeSet<Id>,
    /// A record the page shall scroll to at the next chance.
    pub reveal: Option<Id>,
    /// Whether the engine has finished reading.
    pub is_read: bool,
    /// Grows with every change of the document: what is drawn from it may be kept as long as this stays.
    pub revision: u64,
    doc: Doc,
    words: usize,
    tally: Tally,
    history: History,
    journal: Option<Journal>,
    saved_state: u64,
    saved: Option<SavedFile>,
}

/// The result file as last read or written by this window.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SavedFile {
    /// Where.
    pub path: PathBuf,
    /// Digest of its bytes.
    pub sha256: String,
    /// When, "12:04"; none when it was read, not written.
    pub at: Option<String>,
}

impl Sheet {
    /// An article just opened, not yet read by the engine.
    pub fn new(name: impl Into<String>, article: Article) -> Self {
        Self {
            name: name.into(),
            article_path: None,
            options: Options::default(),
            result_path: None,
            chosen: None,
            selection: None,
            ticked: BTreeSet::new(),
            reveal: None,
            is_read: false,
            revision: 0,
            words: article.text.as_str().split_whitespace().count(),
            doc: Doc::new(article),
            tally: Tally::default(),
            history: History::default(),
            journal: None,
            saved_state: 0,
            saved: None,
        }
    }

    /// A document that was saved before.
    pub fn of_doc(name: impl Into<String>, doc: Doc, saved: SavedFile) -> Self {
        let mut sheet = Self::new(name, doc.article().clone());
        (sheet.doc, sheet.is_read) = (doc, true);
        sheet.tally = Tally::of(&sheet.doc);
        sheet.result_path = Some(saved.path.clone());
        sheet.saved = Some(saved);
        sheet
    }

    /// The document.
    pub fn doc(&self) -> &Doc {
        &self.doc
    }

    /// Its history.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// What the engine found, put into the empty document: the state that undoing everything leads to.
    pub fn take_reading(&mut self, findings: Findings) {
        if self.is_read {
            return;
        }
        let change = edit::reconcile::first_reading(&self.doc, findings);
        if let Err(stale) = self.doc.apply(&change) {
            log::error!("the first reading did not fit: {stale}");
        }
        self.is_read = true;
        self.revision += 1;
        self.tally = Tally::of(&self.doc);
    }

    /// Does what a person means, or says why it cannot be done. A journal that fails is a warning, not a refusal.
    pub fn perform(&mut self, command: &Command) -> Result<Option<String>, Refusal> {
        if !self.is_read {
            return Err(Refusal::because("The article is still being read; a moment."));
        }
        let change = edit::plan(&self.doc, command)?;
        let entry = journal::entry_of(&self.doc, &change);
        if let Err(stale) = self.history.perform(&mut self.doc, change) {
            return Err(Refusal::because(format!("This changed in between: {stale}. Try again.")));
        }
        self.after_change();
        Ok(self.note(&entry))
    }

    fn note(&mut self, entry: &journal::Entry) -> Option<String> {
        let fault = self.journal.as_mut()?.append(entry).err()?;
        Some(fault.to_string())
    }

    fn after_change(&mut self) {
        self.revision += 1;
        self.tally = Tally::of(&self.doc);
        if self.chosen.is_some_and(|id| self.doc.record(id).is_none()) {
            self.chosen = None;
        }
        let doc = &self.doc;
        self.ticked.retain(|&id| doc.record(id).is_some());
    }

    /// Takes the last step back; gives its name and a journal's complaint.
    pub fn undo(&mut self) -> Option<String> {
        let label = self.history.undo(&mut self.doc)?;
        self.after_change();
        self.note(&journal::Entry::Undo);
        Some(label)
    }

    /// Does the last undone step again.
    pub fn redo(&mut self) -> Option<String> {
        let label = self.history.redo(&mut self.doc)?;
        self.after_change();
        self.note(&journal::Entry::Redo);
        Some(label)
    }

    /// Goes to the state after this many steps.
    pub fn go_to(&mut self, steps: usize) {
        while self.history.in_force() > steps && self.undo().is_some() {}
        while self.history.in_force() < steps && self.redo().is_some() {}
    }

    /// Whether there is work that Save would write.
    pub fn is_unsaved(&self) -> bool {
        self.history.state() != self.saved_state
    }

    /// The result file as this window knows it.
    pub fn saved(&self) -> Option<&SavedFile> {
        self.saved.as_ref()
    }

    /// The bytes Save writes and the state they show.
    pub fn to_save(&self) -> (Vec<u8>, u64) {
        (result::to_bytes(&result::from_doc(&self.name, &self.doc)), self.history.state())
    }

    /// Notes that a state is safely in a file.
    pub fn note_saved(&mut self, saved: SavedFile, state: u64) {
        self.saved_state = state;
        self.result_path = Some(saved.path.clone());
        if state == self.history.state() {
            self.note(&journal::Entry::Saved { path: saved.path.clone(), sha256: saved.sha256.clone() });
        }
        self.saved = Some(saved);
    }

    /// Begins or continues the article's journal. Unsaved work found there comes back with its history; gives a
    /// sentence for the person when there is something to say.
    pub fn keep_journal(&mut self, folder: &Path, index: usize) -> Option<String> {
        let place = self.article_path.clone().or_else(|| self.result_path.clone())?;
        let mut journal = match Journal::open(&journal::path_of(folder, &place, index)) {
            Ok(journal) => journal,
            Err(fault) => return Some(fault.to_string()),
        };
        let recovered = journal.recover();
        let said = match recovered {
            Some(recovered) if self.continues(&recovered) => self.take_recovered(recovered),
            other => {
                let aside = other.filter(is_unsaved).and_then(|_unsaved| journal.set_aside());
                let saved = self.saved.as_ref().map(|saved| (saved.path.as_path(), saved.sha256.as_str()));
                let fault = journal.restart(&self.name, &self.doc, saved).err();
                fault.as_ref().map(ToString::to_string).or(aside.map(|path| {
                    let path = path.display();
                    format!("Unsaved work on another version of this article was set aside ({path}).")
                }))
            }
        };
        self.journal = Some(journal);
        said
    }

    /// Whether the journal tells of this very text (or, when it has unsaved work, of another reading of this very file)
    /// and of the result file that is on disk.
    fn continues(&self, recovered: &journal::Recovered) -> bool {
        let same_file = match (&self.saved, &recovered.saved) {
            (Some(file), Some(noted)) => file.sha256 == noted.sha256,
            (None, None) => true,
            // Saved elsewhere with Save As, or the file was moved away: the journal knows more than the disk.
            (None, Some(_)) => true,
            // A result the journal does not know: somebody else's was put there.
            (Some(_), None) => false,
        };
        let digest = |doc: &Doc| doc.article().source.sha256.clone();
        let same_bytes = || digest(&recovered.doc).is_some_and(|bytes| digest(&self.doc) == Some(bytes));
        let same_text = recovered.doc.text() == self.doc.text() || (is_unsaved(recovered) && same_bytes());
        // A journal nobody worked in would only bring back how the file was read the last time.
        recovered.history.in_force() > 0 && same_text && same_file
    }

    fn take_recovered(&mut self, recovered: journal::Recovered) -> Option<String> {
        let journal::Recovered { doc, history, saved, warning } = recovered;
        let state = saved.as_ref().map_or(0, |saved| saved.state);
        let brought_back = history.state() != state;
        (self.doc, self.history, self.saved_state, self.is_read) = (doc, history, state, true);
        if self.result_path.is_none() {
            self.result_path = saved.map(|saved| saved.path);
        }
        self.revision += 1;
        self.tally = Tally::of(&self.doc);
        let said = brought_back.then(|| "Unsaved work from the last time was brought back.".to_owned());
        match (said, warning) {
            (Some(said), Some(warning)) => Some(format!("{said} {warning}")),
            (said, warning) => said.or(warning),
        }
    }

    /// A handle to the journal's file, for syncing off this thread.
    pub fn journal_handle(&self) -> Option<std::fs::File> {
        self.journal.as_ref()?.handle()
    }

    /// How many words the text has.
    pub fn words(&self) -> usize {
        self.words
    }

    /// How many records of the three panels are open to doubt.
    pub fn doubts(&self) -> usize {
        self.tally.doubts
    }

    /// Records of the same kind with the very same words, this one among them.
    pub fn same_words(&self, id: Id) -> usize {
        edit::same_text(&self.doc, id).map_or(1, |ids| ids.len())
    }

    /// Reviewed and all records of a kind that are reviewed one by one.
    pub fn progress(&self, kind: Kind) -> (usize, usize) {
        match kind {
            Kind::Quote => self.tally.quotes,
            Kind::Figure => self.tally.figures,
            Kind::Entity => self.tally.entities,
            Kind::Metadata | Kind::Mention | Kind::Excluded => (0, 0),
        }
    }

    /// Reviewed and all, of the three panels together.
    pub fn progress_of_all(&self) -> (usize, usize) {
        [Kind::Quote, Kind::Figure, Kind::Entity].into_iter().fold((0, 0), |(done, all), kind| {
            let (more_done, more) = self.progress(kind);
            (done + more_done, all + more)
        })
    }
}

/// What every frame shows of a document, counted once a change: reviewed and all of each kind, and the doubts.
#[derive(Clone, Copy, Default, Debug)]
struct Tally {
    quotes: (usize, usize),
    figures: (usize, usize),
    entities: (usize, usize),
    doubts: usize,
}

impl Tally {
    fn of(doc: &Doc) -> Self {
        let mut doubts = 0;
        let mut count = |tails: &mut dyn Iterator<Item = &Tail>| {
            tails.fold((0, 0), |(done, all), tail| {
                doubts += usize::from(is_doubt(tail));
                (done + usize::from(tail.review != Review::Unseen), all + 1)
            })
        };
        let quotes = count(&mut doc.quotes().map(|(_, quote)| &quote.tail));
        let figures = count(&mut doc.figures().map(|(_, figure)| &figure.tail));
        let entities = count(&mut doc.entities().map(|(_, entity)| &entity.tail));
        Self { quotes, figures, entities, doubts }
    }
}

fn is_unsaved(recovered: &journal::Recovered) -> bool {
    recovered.history.state() != recovered.saved.as_ref().map_or(0, |saved| saved.state)
}
