//! Floors under figures. The reference scorer prints rows for people: a row's name, then labels with their numbers.

use super::{extracted, python, run, shared};

/// Gold file, row, label, and the least that may stand there.
const FLOORS: &[(&str, &str, &str, f64)] = &[
    ("figures.dev.jsonl", "ALL", "overlap", 86.0),
    ("figures.dev.jsonl", "ALL", "e2e", 68.8),
    ("figures.dev.jsonl", "money", "overlap", 93.5),
    ("newsquant.dev.jsonl", "NewsQuant value ", "F1", 84.0),
    ("newsquant.dev.jsonl", "NewsQuant value+change", "F1", 77.8),
    ("newswire.dev.jsonl", "date", "overlap", 95.0),
    ("newswire.dev.jsonl", "money", "overlap", 94.0),
];

/// The scorer's report on a gold file, one reading a figure.
fn report(gold: &str) -> String {
    let gold = format!("data/figures/{gold}");
    let dir = tempfile::tempdir().expect("a temporary folder");
    let predictions = dir.path().join("predictions.jsonl");
    std::fs::write(&predictions, run(python("from_result.py").arg("figures"), &extracted(&gold)))
        .expect("predictions written");
    let printed = run(python("score_figures.py").arg(shared(&gold)).arg(&predictions).arg("--first"), b"");
    String::from_utf8(printed).expect("the scorer prints text")
}

/// The number behind a label in a row.
fn number(report: &str, row: &str, label: &str) -> Option<f64> {
    let line = report.lines().find(|line| line.starts_with(row))?;
    let mut words = line.split_whitespace().skip_while(|word| *word != label);
    words.nth(1)?.parse().ok()
}

#[test]
fn figures_hold_their_floors() {
    let mut last = ("", String::new());
    for (gold, row, label, floor) in FLOORS {
        if last.0 != *gold {
            last = (gold, report(gold));
        }
        let reached = number(&last.1, row, label).unwrap_or_else(|| panic!("no {label} of {row} in\n{}", last.1));
        println!("{gold} {row} {label}: {reached:.1}, floor {floor:.1}");
        assert!(reached >= *floor, "{gold}: {label} of {row} fell to {reached:.1}, the floor is {floor:.1}");
    }
}
