//! Writes a file so that a crash at any moment leaves the old one or the new one, never a torn one.

use super::Fault;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Replaces the file's content: temporary file beside it, fsync, rename, fsync of the folder. A symlink is followed,
/// the old file's mode is kept.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Fault> {
    let target = fs::canonicalize(path).unwrap_or_else(|_absent| path.to_owned());
    replace(&target, bytes).map_err(|fault| Fault {
        what: "Could not save",
        why: format!("{fault}."),
        advice: "Your work is still here: free some space or save it somewhere else.".to_owned(),
        path: path.to_owned(),
    })
}

fn replace(target: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let folder = match target.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = folder.join(name);
    let written = (|| {
        let mut file = File::create(&temporary)?;
        file.write_all(bytes)?;
        if let Ok(old) = fs::metadata(target) {
            file.set_permissions(old.permissions())?;
        }
        file.sync_all()?;
        fs::rename(&temporary, target)
    })();
    if written.is_err() {
        // Nothing more can be done about a left-over that cannot be removed either.
        drop(fs::remove_file(&temporary));
    }
    written?;
    // Some file systems cannot sync a folder; the rename has happened all the same.
    if let Ok(folder) = File::open(&folder) {
        drop(folder.sync_all());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.json");
        write(&path, b"one").expect("saved");
        write(&path, b"two").expect("saved again");
        assert_eq!(fs::read(&path).expect("there"), b"two");
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 1);
        let fault = write(&folder.path().join("no/such/a.json"), b"x").expect_err("no folder");
        assert!(fault.to_string().starts_with("Could not save"), "{fault}");
    }
}
