//! Names against the gold, as the guideline has them and as the gold marks them.

use super::{at_least, json, python, run, scored, shared};
use std::process::Command;

/// `copydesk score entities` and the field's scorer count alike, on a small file of our own.
#[test]
fn names_are_counted_as_the_scorer_does() {
    let articles = [
        (
            "a",
            "Ana Moreno met the Harbour Union in Lisbon on Monday. “We agree,” Moreno said. Portuguese dockers cheered.",
            &[
                ("Ana Moreno", "PER", "1"),
                ("Harbour Union", "ORG", "2"),
                ("Lisbon", "LOC", "3"),
                ("Portuguese", "NORP", "4"),
            ][..],
        ),
        (
            "b",
            "Kofi Boateng of Accra paid $12 million. Boateng, who left Ghana in May 2019, told the BBC he was sorry.",
            &[
                ("Kofi Boateng", "PER", "1"),
                ("Accra", "ORG", "2"),
                ("$12 million", "MONEY", "3"),
                ("Ghana in May", "LOC", "4"),
            ][..],
        ),
        (
            "c",
            "The Haldane Dockers’ Union (HDU) is on strike. Ana Moreno leads the HDU.",
            &[("Haldane Dockers’ Union", "ORG", "1"), ("HDU", "ORG", "1"), ("Ana Moreno", "PER", "2")][..],
        ),
    ];
    let lines: String = articles
        .iter()
        .map(|(id, text, names)| {
            let entity = |(name, kind, cluster): &(&str, &str, &str)| {
                let start = text.find(name).expect("the name is in the text");
                let start = text.get(..start).expect("a boundary").chars().count();
                let end = start + name.chars().count();
                serde_json::json!({ "start": start, "end": end, "type": kind, "cluster": cluster })
            };
            let entities: Vec<_> = names.iter().map(entity).collect();
            format!("{}\n", serde_json::json!({ "id": id, "text": text, "entities": entities }))
        })
        .collect();
    let dir = tempfile::tempdir().expect("a temporary folder");
    let gold = dir.path().join("gold.jsonl");
    std::fs::write(&gold, lines).expect("gold written");
    let results = run(
        Command::new(env!("CARGO_BIN_EXE_copydesk")).args(["extract", "--jsonl"]),
        &run(python("articles.py").arg(&gold), b""),
    );
    let predictions = dir.path().join("predictions.jsonl");
    std::fs::write(&predictions, run(python("from_result.py").arg("entities"), &results)).expect("predictions written");
    let theirs = |map: &str| {
        json(&run(
            python("score_entities.py").arg(&gold).arg(&predictions).args(["--map", map, "--clusters", "--json"]),
            b"",
        ))
    };
    let ours = run(Command::new(env!("CARGO_BIN_EXE_copydesk")).args(["score", "entities"]).arg(&gold), b"");
    let ours = String::from_utf8(ours).expect("text");
    let line = |start: &str| {
        ours.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("no “{start}” in\n{ours}"))
    };
    let all = theirs("none");
    for (ours, theirs) in [
        (line("exact span and type"), &all["micro"]),
        (line("exact span, untyped"), &all["untyped"]),
        (line("PER, ORG, LOC+FAC"), &theirs("core3")["micro"]),
        (line("  PER"), &all["types"]["PER"]),
        (line("  MONEY"), &all["types"]["MONEY"]),
    ] {
        let figure = |index: usize| 100.0 * theirs[index].as_f64().expect("a figure");
        let expected = format!("P {:5.1}  R {:5.1}  F1 {:5.1}", figure(0), figure(1), figure(2));
        assert!(ours.contains(&expected), "“{ours}” is not “{expected}”");
    }
    let conll = 100.0 * all["clusters"]["conll"].as_f64().expect("a figure");
    assert!(line("alias clusters").ends_with(&format!("{conll:.1}")), "{ours}\nthe scorer gives {conll}");
    assert!(ours.contains("name-model"), "{ours}");
}

#[test]
fn names_hold_their_floors() {
    let gold = "data/entities/newswire.dev.jsonl";
    let core = scored("entities", "score_entities.py", gold, &["--map", "core3"]);
    at_least("people, bodies and places, F1", &core["micro"][2], 0.888);
    let all = scored("entities", "score_entities.py", gold, &[]);
    at_least("names of any kind, F1", &all["micro"][2], 0.842);
    at_least("names whatever their kind, F1", &all["untyped"][2], 0.899);
}

/// The same findings read the way the gold marks names and dates: what the models are worth.
#[test]
fn names_in_the_edges_of_the_gold_hold_their_floors() {
    let gold = shared("data/entities/newswire.dev.jsonl");
    let score =
        run(Command::new(env!("CARGO_BIN_EXE_copydesk")).args(["score", "entities", "--gold-edges"]).arg(gold), b"");
    let score = String::from_utf8(score).expect("text");
    let f1 = |start: &str| {
        let line =
            score.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("no “{start}” in\n{score}"));
        let told = line.split("F1").nth(1).and_then(|rest| rest.split_whitespace().next());
        told.and_then(|figure| figure.parse::<f64>().ok()).map(|figure| serde_json::json!(figure)).expect("a figure")
    };
    at_least("names, dates and money of any kind in the gold's edges, F1", &f1("exact span and type"), 87.2);
    at_least("whatever their kind, F1", &f1("exact span, untyped"), 92.7);
    at_least("people, bodies and places, F1", &f1("PER, ORG, LOC+FAC"), 89.2);
    at_least("organisations, F1", &f1("  ORG"), 82.6);
    at_least("places, F1", &f1("  LOC"), 87.5);
}
