//! The journal: every edit is on disk before the next frame, so that a kill loses nothing and undo survives a restart.
//!
//! One file an article in the application's data folder. A line is eight hexadecimal digits of CRC-32, a space and one
//! JSON entry. The first entry holds the whole document as it was when the journal began; what follows are steps. A torn
//! last line (a kill in the middle of a write) is dropped, everything before it counts.

use super::Fault;
use super::result::{self, RecordLine, ResultFile};
use crate::edit::History;
use crate::model::{Change, Doc, Id, Put};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

/// One line of a journal.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "lowercase")]
pub enum Entry {
    /// The document the steps start from.
    Start {
        /// The whole document.
        file: Box<ResultFile>,
    },
    /// A change was done.
    Do {
        /// Its name in the history.
        label: String,
        /// The slots and what they hold afterwards; what they held before follows from the steps so far.
        puts: Vec<PutLine>,
    },
    /// The last change in force was taken back.
    Undo,
    /// The next undone change was done again.
    Redo,
    /// The document was saved with this digest of the file's bytes.
    Saved {
        /// Where.
        path: PathBuf,
        /// SHA-256, hexadecimal.
        sha256: String,
    },
}

/// A slot and its new content.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct PutLine {
    id: Id,
    after: Option<RecordLine>,
}

/// An open journal, held by one window at a time.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: File,
}

/// What a journal tells: the document with its history, and the last save.
#[derive(Debug)]
pub struct Recovered {
    /// The document as it was.
    pub doc: Doc,
    /// Its steps.
    pub history: History,
    /// Where and with which digest it was last saved, and how many steps were in force then; `None` when never.
    pub saved: Option<Saved>,
    /// What a person should know, a sentence.
    pub warning: Option<String>,
}

/// A save as the journal noted it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Saved {
    /// Where.
    pub path: PathBuf,
    /// SHA-256 of the file's bytes.
    pub sha256: String,
    /// The history's state then.
    pub state: u64,
}

/// The folder for journals, settings and the memory: `COPYDESK_DATA_DIR` or the platform's data folder.
pub fn data_folder() -> Option<PathBuf> {
    match std::env::var_os("COPYDESK_DATA_DIR") {
        Some(folder) if !folder.is_empty() => Some(PathBuf::from(folder)),
        _ => dirs::data_dir().map(|folder| folder.join("copydesk")),
    }
}

/// Where the journal of an article lies: named by the digest of the article's own path (and its place in the file).
pub fn path_of(folder: &Path, article: &Path, index: usize) -> PathBuf {
    let absolute = std::path::absolute(article).unwrap_or_else(|_no_folder| article.to_owned());
    let digest = hex(&Sha256::digest(format!("{}#{index}", absolute.to_string_lossy())));
    folder.join("journals").join(format!("{}.journal", digest.get(..24).unwrap_or(&digest)))
}

/// Lower-case hexadecimal digits of bytes.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Journal {
    /// Opens or makes the journal; fails when another window holds it or the folder cannot be written.
    pub fn open(path: &Path) -> Result<Self, Fault> {
        let fault = |why: String| Fault {
            what: "Could not keep a journal of this article",
            why,
            advice: "You can work on, but save often.".to_owned(),
            path: path.to_owned(),
        };
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|problem| fault(format!("{problem}.")))?;
        }
        let file = OpenOptions::new()
            .create(true)
            .append(true)
            .read(true)
            .open(path)
            .map_err(|problem| fault(format!("{problem}.")))?;
        if file.try_lock().is_err() {
            return Err(fault("it is open in another window.".to_owned()));
        }
        Ok(Self { path: path.to_owned(), file })
    }

    /// Appends one entry; it is in the operating system's hands when this returns.
    pub fn append(&mut self, entry: &Entry) -> Result<(), Fault> {
        let line = line_of(entry);
        self.file.write_all(line.as_bytes()).map_err(|problem| Fault {
            what: "Could not write the journal",
            why: format!("{problem}."),
            advice: "Save now: edits since the last save are only in this window.".to_owned(),
            path: self.path.clone(),
        })
    }

    /// A second handle to sync from another thread.
    pub fn handle(&self) -> Option<File> {
        self.file.try_clone().ok()
    }

    /// Begins anew with this document: everything noted before goes.
    /// `saved` is the result file this document was read from.
    pub fn restart(&mut self, id: &str, doc: &Doc, saved: Option<(&Path, &str)>) -> Result<(), Fault> {
        let start = Entry::Start { file: Box::new(result::from_doc(id, doc)) };
        self.file.set_len(0).map_err(|problem| Fault {
            what: "Could not begin the journal anew",
            why: format!("{problem}."),
            advice: "Save now: edits since the last save are only in this window.".to_owned(),
            path: self.path.clone(),
        })?;
        self.append(&start)?;
        match saved {
            Some((path, sha256)) => self.append(&Entry::Saved { path: path.to_owned(), sha256: sha256.to_owned() }),
            None => Ok(()),
        }
    }

    /// Keeps a copy of what is noted so far; gives its path.
    pub fn set_aside(&self) -> Option<PathBuf> {
        let free = |number: &u32| !self.path.with_extension(format!("{number}.kept")).exists();
        let aside = self.path.with_extension(format!("{}.kept", (1..).find(free)?));
        std::fs::copy(&self.path, &aside).ok()?;
        Some(aside)
    }

    /// What the journal tells, `None` when it is new or its beginning cannot be read.
    pub fn recover(&mut self) -> Option<Recovered> {
        let bytes = std::fs::read(&self.path).ok()?;
        let (recovered, sound_bytes) = replay(&bytes)?;
        if sound_bytes < bytes.len() {
            // The torn tail goes, so that the next entry begins on a line of its own.
            self.file.set_len(sound_bytes as u64).ok()?;
        }
        Some(recovered)
    }
}

/// The entry for a change.
pub fn entry_of(doc: &Doc, change: &Change) -> Entry {
    let write = |put: &Put| PutLine {
        id: put.id,
        after: put.after.as_ref().map(|record| RecordLine::write(doc.text(), put.id, record)),
    };
    Entry::Do { label: change.label.clone(), puts: change.puts.iter().map(write).collect() }
}

fn line_of(entry: &Entry) -> String {
    // Writing plain structs to a string cannot fail.
    let json = serde_json::to_string(entry).unwrap_or_default();
    format!("{:08x} {json}\n", crc32fast::hash(json.as_bytes()))
}

/// The entry of a line, `None` when it is torn or damaged.
fn entry_in(line: &[u8]) -> Option<Entry> {
    let line = std::str::from_utf8(line).ok()?.strip_suffix('\n')?;
    let (sum, json) = line.split_at_checked(8)?;
    let json = json.strip_prefix(' ')?;
    let sum = u32::from_str_radix(sum, 16).ok()?;
    (crc32fast::hash(json.as_bytes()) == sum).then(|| serde_json::from_str(json).ok())?
}

/// Replays a journal's bytes; also gives how many bytes of it were sound. Total: any bytes give an answer.
pub fn replay(bytes: &[u8]) -> Option<(Recovered, usize)> {
    let mut lines = bytes.split_inclusive(|&byte| byte == b'\n');
    let first = lines.next()?;
    let Entry::Start { file } = entry_in(first)? else { return None };
    let mut sound = first.len();
    let mut recovered =
        Recovered { doc: result::to_doc(*file).ok()?, history: History::default(), saved: None, warning: None };
    for line in lines {
        let stepped = entry_in(line).and_then(|entry| step(&mut recovered, entry));
        if stepped.is_none() {
            let lost = bytes.len() - sound;
            recovered.warning = Some(format!(
                "The journal’s end was damaged ({lost} bytes): everything up to the last whole step is here."
            ));
            break;
        }
        sound += line.len();
    }
    Some((recovered, sound))
}

fn step(recovered: &mut Recovered, entry: Entry) -> Option<()> {
    let Recovered { doc, history, saved, .. } = recovered;
    match entry {
        Entry::Start { .. } => None,
        Entry::Do { label, puts } => {
            let text = doc.text().clone();
            let read = |line: PutLine| {
                let after = line.after.map(|record| record.read(&text)).transpose().ok()?;
                Some(Put { id: line.id, before: doc.record(line.id), after })
            };
            let puts = puts.into_iter().map(read).collect::<Option<Vec<Put>>>()?;
            history.perform(doc, Change { label, puts }).ok()
        }
        Entry::Undo => history.undo(doc).map(drop),
        Entry::Redo => history.redo(doc).map(drop),
        Entry::Saved { path, sha256 } => {
            *saved = Some(Saved { path, sha256, state: history.state() });
            Some(())
        }
    }
}
