//! Background work: the only place that starts threads. A job answers by message; the desk takes the answers in when
//! the window asks, so that no state is shared.

use crate::engine;
use crate::io::{Fault, import, result, save};
use crate::model::{Article, Doc, Findings};
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

/// What a file held.
#[derive(Debug)]
pub enum Held {
    /// An article nobody has worked on.
    Fresh(Box<Article>),
    /// A saved result: its document, name, path and digest; the article's own file when it is there.
    Saved {
        /// The document.
        doc: Box<Doc>,
        /// The article's name.
        name: String,
        /// The result file.
        path: PathBuf,
        /// Digest of the result file.
        sha256: String,
        /// Something the person should know.
        warning: Option<String>,
    },
}

/// A job's answer.
#[derive(Debug)]
pub enum Answer {
    /// A file was opened.
    Opened {
        /// The slot's number.
        slot: u64,
        /// What it held (several for a file of many articles), or a sentence why not.
        result: Result<Vec<Held>, String>,
    },
    /// The engine has read an article.
    Read {
        /// The slot's number.
        slot: u64,
        /// What it found, or a sentence why not.
        result: Result<Box<Findings>, String>,
    },
    /// A result was written.
    Saved {
        /// The slot's number.
        slot: u64,
        /// Where.
        path: PathBuf,
        /// The state of the history that was written.
        state: u64,
        /// The file's digest, or a sentence why not.
        result: Result<String, String>,
    },
}

/// Starts jobs and takes their answers.
pub struct Jobs {
    sender: Sender<Answer>,
    receiver: Receiver<Answer>,
    running: usize,
    wake: Arc<dyn Fn() + Send + Sync>,
    syncer: Option<Sender<File>>,
}

impl std::fmt::Debug for Jobs {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Jobs").field("running", &self.running).finish_non_exhaustive()
    }
}

impl Default for Jobs {
    fn default() -> Self {
        let (sender, receiver) = channel();
        Self { sender, receiver, running: 0, wake: Arc::new(|| {}), syncer: None }
    }
}

impl Jobs {
    /// Calls this after every answer, so that the window looks.
    pub fn wake_with(&mut self, wake: Arc<dyn Fn() + Send + Sync>) {
        self.wake = wake;
    }

    /// How many jobs have not answered yet.
    pub fn running(&self) -> usize {
        self.running
    }

    fn start(&mut self, work: impl FnOnce() -> Answer + Send + 'static) {
        let (sender, wake) = (self.sender.clone(), self.wake.clone());
        self.running += 1;
        std::thread::spawn(move || {
            // A desk that has gone away needs no answer.
            drop(sender.send(work()));
            wake();
        });
    }

    /// Opens a file for a slot.
    pub fn open(&mut self, slot: u64, path: PathBuf) {
        self.start(move || {
            let opened = catch_unwind(AssertUnwindSafe(|| open(&path)));
            let result = match opened {
                Ok(result) => result.map_err(|fault| fault.to_string()),
                Err(_panic) => Err(format!(
                    "Could not open the article: reading it failed inside Copydesk. Please report it with the file. ({})",
                    path.display()
                )),
            };
            Answer::Opened { slot, result }
        });
    }

    /// Reads a file again in the way a person chose; the slot's own article of it comes back.
    pub fn reread(&mut self, slot: u64, path: PathBuf, index: usize, options: import::Options) {
        self.start(move || {
            let opened = catch_unwind(AssertUnwindSafe(|| import::open_with(&path, &options)));
            let result = match opened {
                Ok(Ok(articles)) => {
                    let article = articles.into_iter().nth(index);
                    Ok(article.into_iter().map(|article| Held::Fresh(Box::new(article))).collect())
                }
                Ok(Err(fault)) => Err(fault.to_string()),
                Err(_panic) => Err(format!("Could not read the article that way. ({})", path.display())),
            };
            Answer::Opened { slot, result }
        });
    }

    /// Reads an article for a slot.
    pub fn read(&mut self, slot: u64, article: Article) {
        self.start(move || {
            let found = catch_unwind(AssertUnwindSafe(|| engine::extract(&article)));
            let result = found.map(Box::new).map_err(|_panic| {
                "The engine failed on this article. You can still mark it by hand; please report it.".to_owned()
            });
            Answer::Read { slot, result }
        });
    }

    /// Writes a result for a slot. `known` is the digest the file must still have if it exists.
    pub fn save(&mut self, slot: u64, path: PathBuf, bytes: Vec<u8>, state: u64) {
        self.start(move || {
            let result = save::write(&path, &bytes).map(|()| result::digest(&bytes)).map_err(|fault| fault.to_string());
            Answer::Saved { slot, path, state, result }
        });
    }

    /// Has a journal's file synced to the disk, soon and elsewhere.
    pub fn sync(&mut self, file: File) {
        let syncer = self.syncer.get_or_insert_with(|| {
            let (sender, receiver) = channel::<File>();
            std::thread::spawn(move || {
                while let Ok(mut file) = receiver.recv() {
                    // Several edits in quick succession need one sync.
                    while let Ok(newer) = receiver.try_recv() {
                        file = newer;
                    }
                    if let Err(problem) = file.sync_data() {
                        log::warn!("the journal could not be synced: {problem}");
                    }
                }
            });
            sender
        });
        drop(syncer.send(file));
    }

    /// The next answer that is there.
    pub fn take(&mut self) -> Option<Answer> {
        let answer = self.receiver.try_recv().ok()?;
        self.running -= 1;
        Some(answer)
    }

    /// The next answer, waiting for it; `None` when no job runs.
    pub fn wait(&mut self) -> Option<Answer> {
        if self.running == 0 {
            return None;
        }
        let answer = self.receiver.recv().ok()?;
        self.running -= 1;
        Some(answer)
    }
}

/// Opens an article or a saved result; an article with a result beside it opens as that result.
fn open(path: &Path) -> Result<Vec<Held>, Fault> {
    if path.to_string_lossy().ends_with(result::ENDING) {
        return Ok(vec![open_result(path)?]);
    }
    let articles = import::open(path)?;
    let mut held = Vec::with_capacity(articles.len());
    for (index, article) in articles.into_iter().enumerate() {
        let beside = result::path_beside(path, index);
        held.push(if beside.is_file() { open_beside(&beside, article)? } else { Held::Fresh(Box::new(article)) });
    }
    Ok(held)
}

fn open_result(path: &Path) -> Result<Held, Fault> {
    let (file, sha256) = result::open(path)?;
    let name = file.id.clone();
    let doc = result::to_doc(file).map_err(|why| Fault {
        what: "Could not open the saved result",
        why,
        advice: "The file was left as it is; open the article itself, or an older copy.".to_owned(),
        path: path.to_owned(),
    })?;
    Ok(Held::Saved { doc: Box::new(doc), name, path: path.to_owned(), sha256, warning: None })
}

/// The result beside an article; when the article has changed since, the curated one is shown and the person told.
fn open_beside(path: &Path, article: Article) -> Result<Held, Fault> {
    let mut held = open_result(path)?;
    if let Held::Saved { doc, warning, .. } = &mut held
        && !is_of(doc, &article)
    {
        let sentence = "The article’s file has changed since this result was saved; you see the text of the result.";
        *warning = Some(sentence.to_owned());
    }
    Ok(held)
}

/// Whether a result's document is of the article: of the same bytes (read in whatever way), or of the same text.
fn is_of(doc: &Doc, article: &Article) -> bool {
    let digest = doc.article().source.sha256.as_ref();
    *doc.text() == article.text || (digest.is_some() && digest == article.source.sha256.as_ref())
}
