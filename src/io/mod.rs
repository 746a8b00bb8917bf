//! The rim: files in and out. Only this room touches the file system, and only it can fail.

pub mod import;

use std::path::PathBuf;

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
