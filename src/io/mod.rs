//! The rim: files in and out. Only this room touches the file system, and only it can fail.

pub mod import;
pub mod journal;
pub mod result;
pub mod save;
pub mod settings;

use std::path::{Path, PathBuf};

/// What went wrong with a file, for a person: what, why, what to try, path last.
#[derive(Debug, thiserror::Error)]
#[error("{what}: {why} {advice} ({})", path.display())]
pub struct Fault {
    /// What we were doing: "Could not open the article".
    pub what: &'static str,
    /// Why not, a sentence: "the file is empty."
    pub why: String,
    /// What to try, a sentence.
    pub advice: String,
    /// The file.
    pub path: PathBuf,
}

/// A whole UTF-8 file, such as gold data.
pub fn read_text(path: &Path) -> Result<String, Fault> {
    std::fs::read_to_string(path).map_err(|fault| Fault {
        what: "Could not read the file",
        why: format!("{fault}."),
        advice: "Check its name and that it is UTF-8 text.".to_owned(),
        path: path.to_owned(),
    })
}
