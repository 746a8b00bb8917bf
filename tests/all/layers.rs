//! The layers point left: reads the `use` lines and paths of `src` against the order in ARCHITECTURE.md.

use std::path::{Path, PathBuf};

/// What each room may name of the crate, besides itself.
const MAY_USE: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("model", &["text"]),
    ("engine", &["text", "model"]),
    ("edit", &["text", "model"]),
    ("io", &["text", "model", "edit", "engine::chrome"]),
    ("desk", &["text", "model", "edit", "engine", "io"]),
    ("ui", &["text", "model", "edit", "engine", "io", "desk"]),
    ("cli", &["text", "model", "edit", "engine", "io", "desk", "ui"]),
];

/// Words that may stand only in some rooms: the system's doors.
const DOORS: &[(&str, &[&str])] = &[
    ("egui", &["ui"]),
    ("rfd::", &["ui"]),
    ("std::fs", &["io"]),
    ("thread::spawn", &["desk", "ui", "io", "cli"]),
    ("Zoned::now", &["desk", "cli"]),
    ("println!", &["cli"]),
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// The room of a file and its lines outside comments and tests.
fn rooms() -> Vec<(String, PathBuf, Vec<String>)> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let read = |path: PathBuf| {
        let inside = path.strip_prefix(&src).expect("in src");
        let room = inside.components().next().expect("a part").as_os_str().to_string_lossy().into_owned();
        let content = std::fs::read_to_string(&path).expect("readable");
        let code = content.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().filter(|line| !line.trim_start().starts_with("//")).map(str::to_owned).collect();
        (room.trim_end_matches(".rs").to_owned(), path, lines)
    };
    files(&src).into_iter().map(read).collect()
}

#[test]
fn an_import_points_left() {
    for (room, path, lines) in rooms() {
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == room) else { continue };
        for line in lines {
            for (_, rest) in line.match_indices("crate::").map(|(at, found)| line.split_at(at + found.len())) {
                let named: String =
                    rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == ':').collect();
                let is_known =
                    MAY_USE.iter().any(|(name, _)| named == *name || named.starts_with(&format!("{name}::")));
                let is_fine = named == room
                    || named.starts_with(&format!("{room}::"))
                    || allowed.iter().any(|name| named == *name || named.starts_with(&format!("{name}::")));
                assert!(!is_known || is_fine, "{} may not use crate::{named}", path.display());
            }
        }
    }
}

#[test]
fn the_system_has_few_doors() {
    for (room, path, lines) in rooms() {
        for (word, allowed) in DOORS {
            let uses = lines.iter().any(|line| line.contains(word));
            let is_root = matches!(room.as_str(), "main" | "lib");
            // Saving looks at the file on disk before it replaces it; drawing questions lists folders.
            let looks = *word == "std::fs" && matches!(room.as_str(), "desk" | "ui");
            assert!(!uses || is_root || looks || allowed.contains(&room.as_str()), "{} uses {word}", path.display());
        }
    }
}

#[test]
fn no_file_is_a_dashboard() {
    for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let count = std::fs::read_to_string(&path).expect("readable").lines().count();
        assert!(count <= 800, "{} has {count} lines", path.display());
    }
}
