//! Quotes: whom "he" and "she" mean, and that `copydesk score quotes` counts as the field's scorer does.

use super::{at_least, json, python, run, shared};
use std::collections::BTreeMap;
use std::process::Command;

/// One pronoun with its answer: where it stands in its article and where a name of the right person begins.
struct Pronoun {
    at: u64,
    name_at: u64,
}

/// The pronouns by file and article.
fn pronouns() -> BTreeMap<(String, String), Pronoun> {
    let mut all = BTreeMap::new();
    for row in include_str!("he_she.tsv").lines().filter(|row| !row.starts_with('#')) {
        let cells: Vec<&str> = row.split('\t').collect();
        let number = |index: usize| cells[index].parse().expect("an offset");
        let key = (cells[0].to_owned(), cells[1].to_owned());
        all.insert(key, Pronoun { at: number(2), name_at: number(3) });
    }
    all
}

/// Extracts these lines of articles, one result a line.
fn extracted(articles: &str) -> Vec<serde_json::Value> {
    let results = run(Command::new(env!("CARGO_BIN_EXE_copydesk")).args(["extract", "--jsonl"]), articles.as_bytes());
    String::from_utf8(results).expect("text").lines().map(|line| json(line.as_bytes())).collect()
}

fn list(value: &serde_json::Value) -> &[serde_json::Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// World news that no model of the quotes was trained on, 106 places picked by a program and marked by hand.
#[test]
fn he_and_she_mean_the_right_person() {
    let pronouns = pronouns();
    let mut articles = String::new();
    let mut asked = Vec::new();
    for file in ["entities/newswire.dev.jsonl", "figures/newswire.dev.jsonl"] {
        let lines = std::fs::read_to_string(shared(&format!("data/{file}"))).expect("the gold file");
        for article in lines.lines().map(|line| json(line.as_bytes())) {
            let id = article["id"].as_str().unwrap_or_default().to_owned();
            if let Some(pronoun) = pronouns.get(&(file.to_owned(), id)) {
                articles +=
                    &format!("{}\n", serde_json::json!({ "id": asked.len().to_string(), "text": article["text"] }));
                asked.push(pronoun);
            }
        }
    }
    assert_eq!(asked.len(), pronouns.len(), "articles are missing");
    let (mut found, mut right, mut bins) = (0, 0, [(0.0, 0.0); 10]);
    for (pronoun, result) in asked.iter().zip(extracted(&articles)) {
        let speaks = |quote: &&serde_json::Value| quote["speaker"]["start"] == pronoun.at;
        let Some(quote) = list(&result["quotes"]).iter().find(speaks) else { continue };
        let holds = |mention: &serde_json::Value| {
            let edge = |key: &str| mention[key].as_u64().unwrap_or_default();
            (edge("start")..edge("end")).contains(&pronoun.name_at)
        };
        let meant = list(&result["entities"]).iter().find(|entity| list(&entity["mentions"]).iter().any(holds));
        let is_right = meant.is_some_and(|entity| entity["id"] == quote["speaker"]["entity"]);
        found += 1;
        right += usize::from(is_right);
        let stated = quote["candidates"][0]["score"].as_f64().unwrap_or_default();
        let bin = &mut bins[((stated * 10.0) as usize).min(9)];
        *bin = (bin.0 + stated, bin.1 + f64::from(u8::from(is_right)));
    }
    let error: f64 = bins.iter().map(|(stated, right)| (stated - right).abs()).sum::<f64>() / f64::from(found).max(1.0);
    println!("{found} of {} pronouns speak a quote, calibration error {:.1} %", asked.len(), 100.0 * error);
    at_least("he and she to the right person, of all", &(right as f64 / asked.len() as f64).into(), 0.88);
    at_least("he and she to the right person, of those that speak", &(right as f64 / f64::from(found)).into(), 0.90);
}

/// A quote of the made-up gold file: its kind, its words, whether it is core, its speaker and the name, if any.
type Marked = (&'static str, &'static str, bool, Option<&'static str>, Option<&'static str>);

const ARTICLES: &[(&str, &str, &[Marked])] = &[
    (
        "a",
        "“The bridge is safe,” Ana Moreno said on Monday. “It will open in May.” She said the old one would be torn \
         down. The film “Winter Light” was shown at the fair.",
        &[
            ("direct", "“The bridge is safe,”", false, Some("Ana Moreno"), Some("Ana Moreno")),
            ("direct", "“It will open in May.”", false, Some("Ana Moreno"), Some("Ana Moreno")),
            ("indirect", "the old one would be torn down", true, Some("She"), Some("Ana Moreno")),
        ],
    ),
    (
        "b",
        "The union’s plan is “a gift to the rich,” Kofi Boateng told reporters. According to the Harbour Union, talks go \
         on. Critics fear a “bridge tax” in May. “No,” said the mayor, “never.”",
        &[
            ("mixed", "The union’s plan is “a gift to the rich,”", true, Some("Kofi Boateng"), Some("Kofi Boateng")),
            ("indirect", "talks go on", true, Some("the Harbour Union"), None),
            ("indirect", "Critics fear a “bridge tax” in May", false, Some("Critics"), None),
            ("direct", "“No,”", false, Some("Kofi Boateng"), Some("Kofi Boateng")),
        ],
    ),
];

fn place(text: &str, words: &str) -> (usize, usize) {
    let start = text.find(words).expect("the words are in the text");
    let start = text.get(..start).expect("a boundary").chars().count();
    (start, start + words.chars().count())
}

fn gold_line((id, text, marked): &(&str, &str, &[Marked])) -> String {
    let quote = |(kind, words, is_core, speaker, name): &Marked| {
        let (start, end) = place(text, words);
        let inside = words.find('“').filter(|_| *kind == "mixed").map(|from| {
            let part = words.get(from..words.find('”').expect("closed") + '”'.len_utf8()).expect("a boundary");
            place(text, part)
        });
        let speaker = speaker.map(|words| {
            let (start, end) = place(text, words);
            serde_json::json!({ "start": start, "end": end, "head": { "start": start, "end": end } })
        });
        serde_json::json!({
            "kind": kind, "start": start, "end": end, "speaker": speaker, "speaker_name": name,
            "parts": inside.map(|(start, end)| vec![[start, end]]).unwrap_or_default(),
            "speaker_kind": if speaker.is_some() { "person" } else { "none" },
            "cue_class": if *is_core { "speech" } else { "other" }, "clausal": is_core,
        })
    };
    let quotes: Vec<_> = marked.iter().map(quote).collect();
    format!("{}\n", serde_json::json!({ "id": id, "text": text, "quotes": quotes, "ignore": [] }))
}

/// `copydesk score quotes` and the field's scorer count alike, on a small file of our own.
#[test]
fn quotes_are_counted_as_the_scorer_does() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let gold = dir.path().join("gold.jsonl");
    std::fs::write(&gold, ARTICLES.iter().map(gold_line).collect::<String>()).expect("gold written");
    let articles = run(python("articles.py").arg(&gold), b"");
    let results = run(Command::new(env!("CARGO_BIN_EXE_copydesk")).args(["extract", "--jsonl"]), &articles);
    let predictions = dir.path().join("predictions.jsonl");
    std::fs::write(&predictions, run(python("from_result.py").arg("quotes"), &results)).expect("predictions written");
    let theirs = json(&run(python("score_quotes.py").arg(&gold).arg(&predictions).arg("--json"), b""));
    let ours = run(Command::new(env!("CARGO_BIN_EXE_copydesk")).args(["score", "quotes"]).arg(&gold), b"");
    let ours = String::from_utf8(ours).expect("text");
    let line = |start: &str| {
        ours.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("no “{start}” in\n{ours}"))
    };
    for (label, key) in [
        ("direct span, exact", "direct_exact"),
        ("direct span, overlap", "direct_overlap"),
        ("marked stretches, overlap", "quoted_overlap"),
        ("reported and mixed, overlap", "indirect_overlap"),
    ] {
        let figure = |index: usize| 100.0 * theirs[key][index].as_f64().expect("a figure");
        let expected = format!("P {:5.1}  R {:5.1}  F1 {:5.1}", figure(0), figure(1), figure(2));
        assert!(line(label).contains(&expected), "{ours}\nthe scorer gives {label} {expected}");
    }
    for (label, key) in [
        ("reported, core recall", "indirect_core_recall"),
        ("speaker mention, direct", "speaker_head"),
        ("speaker mention, reported", "indirect_speaker_head"),
        ("direct: span and speaker", "direct_speaker_end_to_end_recall"),
        ("direct: span and name", "direct_name_end_to_end_recall"),
    ] {
        let expected = format!(" {:5.1}   (n", 100.0 * theirs[key].as_f64().expect("a figure"));
        assert!(line(label).contains(&expected), "{ours}\nthe scorer gives {label} {expected}");
    }
    // Neither all right nor all wrong, or agreeing would say nothing.
    let speakers = theirs["direct_speaker_end_to_end_recall"].as_f64().expect("a figure");
    assert!(speakers > 0.0 && speakers < 1.0, "{theirs}");
    assert!(ours.contains("quote-marks") && ours.contains("quote-reported"), "{ours}");
}
