//! Floors under the opening of saved pages: bodies, segments, titles, bylines and days of the dev half.

use super::{python, run, shared};
use std::process::Command;

/// Least and most of each column of the scorer's last row, a little under (or over) what was measured on 25 Nov 2026:
/// body F1 0.970, segments 0.944, title 87, byline 75 with 11 wrong, day 91 with 6 wrong.
const LIMITS: [(&str, usize, usize, f64, f64); 7] = [
    ("body F1", 1, 0, 0.967, 1.0),
    ("segments F1", 3, 0, 0.940, 1.0),
    ("titles", 4, 0, 86.0, 100.0),
    ("bylines", 4, 2, 74.0, 100.0),
    ("bylines wrong", 4, 3, 0.0, 12.0),
    ("days", 4, 4, 90.0, 100.0),
    ("days wrong", 4, 5, 0.0, 6.0),
];

#[test]
fn saved_pages_open_as_before() {
    let index = shared("data/loading/index.jsonl");
    let read = run(python("run_loading.py").arg(env!("CARGO_BIN_EXE_copydesk")).arg(&index), b"");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let pages = folder.path().join("pages.jsonl");
    std::fs::write(&pages, read).expect("written");
    let mut scorer: Command = python("score_loading.py");
    let table = run(scorer.arg(&index).args(["--split", "dev"]).arg(&pages), b"");
    let table = String::from_utf8(table).expect("UTF-8");
    let row: Vec<Vec<f64>> = table
        .lines()
        .next_back()
        .expect("a row")
        .split('|')
        .map(|part| part.split_whitespace().filter_map(|number| number.parse().ok()).collect())
        .collect();
    for (what, part, column, least, most) in LIMITS {
        let reached = row[part][column];
        println!("{what}: {reached}, from {least} to {most}");
        assert!((least..=most).contains(&reached), "{what}: {reached} is not from {least} to {most}\n{table}");
    }
}
