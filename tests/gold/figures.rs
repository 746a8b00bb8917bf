//! Floors under figures. The reference scorer prints rows for people: a row's name, then labels with their numbers.

use super::{extracted, python, run, shared};
use std::process::Command;

/// Gold file, row, label, and the least that may stand there.
const FLOORS: &[(&str, &str, &str, f64)] = &[
    ("figures.dev.jsonl", "ALL", "overlap", 86.8),
    ("figures.dev.jsonl", "ALL", "e2e", 69.8),
    ("figures.dev.jsonl", "money", "overlap", 94.5),
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

/// `copydesk score figures` and the field's scorer count alike, on a small file of our own and on the open suites.
#[test]
fn figures_are_counted_as_the_scorer_does() {
    let own = [
        r#"{"id":"a","source":"own","ref_date":"2017-10-16","text":"They met on Friday and paid 5 million euros.","scope":["date","money"],"figures":[
            {"start":12,"end":18,"type":"date","values":["2017-10-13"]},{"start":28,"end":43,"type":"money","value":"5000000","currency":"EUR"}]}"#,
        r#"{"id":"b","source":"own","text":"The dam is 40 metres high and took two years; it cost 3 dollars.","scope":["quantity","duration","money"],"figures":[
            {"start":11,"end":20,"type":"quantity","value":"40","unit":"m"},{"start":35,"end":44,"type":"duration","value":"63072000","seconds":63072000},
            {"start":54,"end":63,"type":"money","value":"4","currency":"~dollar"}]}"#,
        r#"{"id":"c","source":"own","text":"More than 12 boats sank in May 2016.","scope":["number","date"],"figures":[
            {"start":0,"end":12,"type":"number","value":"12"},{"start":27,"end":35,"type":"date","values":["2016-05-01/2016-06-01"]}]}"#,
        r#"{"id":"d","source":"own","text":"Nearly 300 boats left, up 5 percent.","scope":["*"],"figures":[
            {"start":null,"end":null,"type":"number","value":"300","change":"~"},{"start":null,"end":null,"type":"percent","value":"5","change":"up"}]}"#,
    ];
    let own: String = own.iter().map(|line| line.replace('\n', "") + "\n").collect();
    let open = std::fs::read_to_string(shared("data/figures/figures.dev.jsonl")).expect("the open suites");
    let sentences = std::fs::read_to_string(shared("data/figures/newsquant.dev.jsonl")).expect("the news sentences");
    for gold in [own, open, sentences] {
        let dir = tempfile::tempdir().expect("a temporary folder");
        let (path, predictions) = (dir.path().join("gold.jsonl"), dir.path().join("predictions.jsonl"));
        std::fs::write(&path, gold).expect("gold written");
        let articles = run(python("articles.py").arg(&path), b"");
        let results = run(Command::new(env!("CARGO_BIN_EXE_copydesk")).args(["extract", "--jsonl"]), &articles);
        std::fs::write(&predictions, run(python("from_result.py").arg("figures"), &results))
            .expect("predictions written");
        let theirs = run(python("score_figures.py").arg(&path).arg(&predictions).arg("--first"), b"");
        let theirs = String::from_utf8(theirs).expect("the scorer prints text");
        let ours = run(Command::new(env!("CARGO_BIN_EXE_copydesk")).args(["score", "figures"]).arg(&path), b"");
        let ours = String::from_utf8(ours).expect("text");
        let figure = |report: &str, row: &str, label: &[&str]| {
            let line = report.lines().find(|line| line.starts_with(row))?;
            let words: Vec<&str> = line.split_whitespace().collect();
            let at = words.windows(label.len()).position(|window| window == label)?;
            words.get(at + label.len())?.parse::<f64>().ok()
        };
        for (row, label, our_row, our_label) in [
            ("ALL", &["overlap"][..], "all", &["overlap", "F1"][..]),
            ("ALL", &["exact"], "all", &["exact", "F1"]),
            ("ALL", &["valacc"], "all", &["values"]),
            ("ALL", &["e2e"], "all", &["end", "to", "end", "F1"]),
            ("money", &["e2e"], "money", &["end", "to", "end", "F1"]),
            ("date", &["e2e"], "date", &["end", "to", "end", "F1"]),
            ("NewsQuant value ", &["F1"], "sentences, value ", &["F1"]),
            ("NewsQuant value+type", &["F1"], "sentences, value and type", &["F1"]),
            ("NewsQuant value+change", &["F1"], "sentences, value and change", &["F1"]),
        ] {
            let Some(theirs) = figure(&theirs, row, label).filter(|figure| figure.is_finite()) else { continue };
            let found =
                figure(&ours, our_row, our_label).unwrap_or_else(|| panic!("no {our_row} {our_label:?} in\n{ours}"));
            assert!((found - theirs).abs() < 0.06, "{row} {label:?}: {found} is not {theirs}\n{ours}");
        }
    }
}
