//! Opening, saving and closing, as steps of the desk.

use super::jobs::Held;
use super::{Desk, Question, SAMPLE, SavedFile, Sheet, Slot, State};
use crate::io::{import, result};
use crate::model::{Findings, Offer};
use std::path::{Path, PathBuf};

impl Desk {
    /// Puts files (and the files of folders) into the queue and shows the first new one.
    pub(super) fn open(&mut self, paths: Vec<PathBuf>) {
        let mut first = None;
        for path in paths.into_iter().flat_map(files_of) {
            let known = self.queue.iter().position(|slot| slot.path.as_deref() == Some(path.as_path()));
            let place = known.unwrap_or_else(|| self.add_slot(Some(path), State::Waiting));
            first = first.or(Some(place));
        }
        match first {
            Some(place) => self.show(place),
            None => self.complain("There is no article in that folder: no file with a known ending."),
        }
    }

    pub(super) fn add_slot(&mut self, path: Option<PathBuf>, state: State) -> usize {
        let title = path.as_deref().map_or_else(|| "Sample article".to_owned(), name_of);
        self.next_number += 1;
        let options = import::Options::default();
        self.queue.push(Slot { number: self.next_number, path, title, state, index: 0, options });
        self.queue.len() - 1
    }

    /// Opens the bundled sample.
    pub(super) fn open_sample(&mut self) {
        match import::read_bytes(SAMPLE.as_bytes()) {
            Ok(articles) => {
                let articles = articles.into_iter().map(|article| Held::Fresh(Box::new(article))).collect();
                let place = self.add_slot(None, State::Opening);
                self.shown = place;
                let number = self.next_number;
                self.take_opened(number, Ok(articles));
            }
            Err(refusal) => self.complain(refusal.why),
        }
    }

    /// Reads the current article's file again as a person chose; work on it must be undone or saved away first.
    pub(super) fn reread(&mut self, options: import::Options) {
        let Some(sheet) = self.sheet() else { return };
        if sheet.history().in_force() > 0 || sheet.saved().is_some() {
            let why =
                "This article has been worked on. Undo everything, or move its saved result away, to read it anew.";
            return self.complain(why);
        }
        let Some(slot) = self.queue.get_mut(self.shown) else { return };
        let Some(path) = slot.path.clone() else { return };
        slot.state = State::Opening;
        slot.options = options.clone();
        let (number, index) = (slot.number, slot.index);
        self.jobs.reread(number, path, index, options);
    }

    /// Shows a place of the queue; a waiting one is opened.
    pub(super) fn show(&mut self, place: usize) {
        if place >= self.queue.len() {
            return;
        }
        self.shown = place;
        let slot = &mut self.queue[place];
        if let (State::Waiting | State::Failed(_), Some(path)) = (&slot.state, slot.path.clone()) {
            slot.state = State::Opening;
            let number = slot.number;
            self.settings.opened(&path);
            self.jobs.open(number, path);
            self.keep_settings();
        }
    }

    fn place_of(&self, number: u64) -> Option<usize> {
        self.queue.iter().position(|slot| slot.number == number)
    }

    pub(super) fn take_opened(&mut self, number: u64, result: Result<Vec<Held>, String>) {
        let Some(place) = self.place_of(number) else { return };
        let held = match result {
            Ok(held) => held,
            Err(why) => {
                self.queue[place].state = State::Failed(why.clone());
                self.complain(why);
                return;
            }
        };
        let path = self.queue[place].path.clone();
        for (index, one) in held.into_iter().enumerate() {
            let at = place + index;
            if index > 0 {
                self.next_number += 1;
                let title = format!("{} ({})", path.as_deref().map_or_else(String::new, name_of), index + 1);
                let (path, options) = (path.clone(), import::Options::default());
                let slot = Slot { number: self.next_number, path, title, state: State::Opening, index, options };
                self.queue.insert(at, slot);
            }
            self.put_on(at, one);
        }
    }

    fn put_on(&mut self, place: usize, held: Held) {
        let slot = &mut self.queue[place];
        let name = slot.path.as_deref().map_or_else(|| "sample".to_owned(), name_of);
        let name = if slot.index > 0 { format!("{name}-{}", slot.index + 1) } else { name };
        let (mut sheet, warning) = match held {
            Held::Fresh(article) => {
                let offer = article.offers.first().map(|offer| offered(*offer).0.to_owned());
                let warning = article.warnings.first().cloned().or(offer);
                (Sheet::new(name, *article), warning)
            }
            Held::Saved { doc, name, path, sha256, warning } => {
                (Sheet::of_doc(name, *doc, SavedFile { path, sha256, at: None }), warning)
            }
        };
        sheet.options = slot.options.clone();
        sheet.article_path = slot.path.clone().filter(|path| !path.to_string_lossy().ends_with(result::ENDING));
        if let Some(title) = &sheet.doc().metadata().title {
            slot.title.clone_from(&title.value);
        }
        if sheet.result_path.is_none() {
            sheet.result_path = sheet.article_path.as_deref().map(|path| result::path_beside(path, slot.index));
        }
        let (number, is_read) = (slot.number, sheet.is_read);
        let article = sheet.doc().article().clone();
        slot.state = State::Open(Box::new(sheet));
        if let Some(warning) = warning {
            self.say(warning);
        }
        if is_read {
            self.begin_journal(place);
        } else {
            self.jobs.read(number, article);
        }
    }

    pub(super) fn take_read(&mut self, number: u64, result: Result<Box<Findings>, String>) {
        let Some(place) = self.place_of(number) else { return };
        let findings = match result {
            Ok(findings) => *findings,
            Err(why) => {
                self.complain(why);
                Findings::default()
            }
        };
        if let State::Open(sheet) = &mut self.queue[place].state {
            sheet.take_reading(findings);
        }
        self.begin_journal(place);
    }

    fn begin_journal(&mut self, place: usize) {
        let Some(folder) = self.folder().map(Path::to_owned) else { return };
        let slot = &mut self.queue[place];
        let State::Open(sheet) = &mut slot.state else { return };
        if let Some(sentence) = sheet.keep_journal(&folder, slot.index) {
            self.say(sentence);
        }
    }

    /// Saves the article shown to its place, unless somebody else wrote there.
    pub(super) fn save(&mut self) {
        let Some(sheet) = self.sheet() else { return };
        let Some(path) = sheet.result_path.clone() else {
            self.ask_save_as();
            return;
        };
        let known = sheet.saved().filter(|saved| saved.path == path).map(|saved| saved.sha256.clone());
        let on_disk = std::fs::read(&path).ok().map(|bytes| result::digest(&bytes));
        if on_disk.is_some() && on_disk != known {
            self.question = Some(Question::ChangedOnDisk(path));
            return;
        }
        self.save_to(path);
    }

    pub(super) fn ask_save_as(&mut self) {
        let Some(sheet) = self.sheet() else { return };
        let proposal = sheet.result_path.clone().unwrap_or_else(|| {
            let folder = dirs::document_dir().or_else(dirs::home_dir).unwrap_or_default();
            folder.join(format!("{}{}", sheet.name, result::ENDING))
        });
        self.question = Some(Question::SaveAs(proposal));
    }

    pub(super) fn save_to(&mut self, path: PathBuf) {
        let place = self.shown;
        self.save_slot(place, Some(path));
    }

    fn save_slot(&mut self, place: usize, path: Option<PathBuf>) {
        let Some(slot) = self.queue.get(place) else { return };
        let State::Open(sheet) = &slot.state else { return };
        let Some(path) = path.or_else(|| sheet.result_path.clone()).map(with_ending) else { return };
        let (bytes, state) = sheet.to_save();
        let number = slot.number;
        self.jobs.save(number, path, bytes, state);
    }

    pub(super) fn take_saved(&mut self, number: u64, path: &Path, state: u64, result: Result<String, String>) {
        match result {
            Ok(sha256) => {
                let at = jiff::Zoned::now().strftime("%H:%M").to_string();
                if let Some(place) = self.place_of(number)
                    && let State::Open(sheet) = &mut self.queue[place].state
                {
                    sheet.note_saved(SavedFile { path: path.to_owned(), sha256, at: Some(at) }, state);
                }
                self.say(format!("Saved {}", path.display()));
                if self.wants_to_quit && self.jobs.running() == 0 {
                    self.quit = !self.queue.iter().any(is_unsaved);
                }
            }
            Err(why) => {
                self.wants_to_quit = false;
                self.complain(why);
            }
        }
    }

    /// Closes the article shown, or asks when it has unsaved work.
    pub(super) fn close(&mut self) {
        if self.sheet().is_some_and(Sheet::is_unsaved) {
            self.question = Some(Question::UnsavedOnClose);
        } else {
            self.drop_shown();
        }
    }

    pub(super) fn drop_shown(&mut self) {
        if self.shown < self.queue.len() {
            self.queue.remove(self.shown);
        }
        self.shown = self.shown.min(self.queue.len().saturating_sub(1));
        self.show(self.shown);
    }

    /// Leaves, or asks when there is unsaved work.
    pub(super) fn ask_quit(&mut self) {
        let unsaved: Vec<String> =
            self.queue.iter().filter(|slot| is_unsaved(slot)).map(|slot| slot.title.clone()).collect();
        if unsaved.is_empty() {
            self.quit = true;
        } else {
            self.question = Some(Question::UnsavedOnQuit(unsaved));
        }
    }

    pub(super) fn save_all_and_quit(&mut self) {
        self.wants_to_quit = true;
        let places: Vec<usize> = (0..self.queue.len()).filter(|&place| is_unsaved(&self.queue[place])).collect();
        for place in places {
            let has_place = matches!(&self.queue[place].state, State::Open(sheet) if sheet.result_path.is_some());
            if has_place {
                self.save_slot(place, None);
            } else {
                // It has no place yet: show it and ask; leaving waits.
                self.wants_to_quit = false;
                self.shown = place;
                self.ask_save_as();
            }
        }
        if self.jobs.running() == 0 && self.question.is_none() {
            self.quit = true;
        }
    }
}

/// A sentence that says what can be done for a text, and the words of the button that does it.
pub fn offered(offer: Offer) -> (&'static str, &'static str) {
    match offer {
        Offer::JoinLines => ("The lines are broken at a fixed width.", "Join them into paragraphs"),
        Offer::Repair => ("Some letters were broken before this text was saved (“Ã¼” for “ü”).", "Repair the letters"),
    }
}

fn is_unsaved(slot: &Slot) -> bool {
    matches!(&slot.state, State::Open(sheet) if sheet.is_unsaved())
}

/// The file's name without its ending (a result's without both).
fn name_of(path: &Path) -> String {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    match name.strip_suffix(result::ENDING) {
        Some(stem) => stem.to_owned(),
        None => path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default(),
    }
}

/// A result's path always has the usual ending, so that it opens as one.
fn with_ending(path: PathBuf) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if name.ends_with(result::ENDING) {
        return path;
    }
    let stem = name.strip_suffix(".json").unwrap_or(&name);
    path.with_file_name(format!("{stem}{}", result::ENDING))
}

/// The files a path stands for: itself, or the articles of a folder by name (results stand for their articles).
fn files_of(path: PathBuf) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path];
    }
    let Ok(entries) = std::fs::read_dir(&path) else { return vec![path] };
    let mut files: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file() && is_article(path)).collect();
    files.sort();
    files
}

fn is_article(path: &Path) -> bool {
    if path.to_string_lossy().ends_with(result::ENDING) {
        return false;
    }
    let Some(ending) = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()) else { return false };
    import::IMPORTERS.iter().any(|importer| importer.extensions.contains(&ending.as_str()))
}
