//! The saved result: its schema, and that reading it back gives the same records.

use copydesk::engine;
use copydesk::io::{import, result};
use copydesk::model::Article;

const SAMPLE: &str = include_str!("../../assets/sample/harbour.txt");
const SCHEMA: &str = include_str!("../../assets/copydesk-result.schema.json");

fn sample() -> result::ResultFile {
    let article = import::read_bytes(SAMPLE.as_bytes()).expect("the sample opens").remove(0);
    let findings = engine::extract(&article);
    result::from_findings("harbour", article, findings)
}

#[test]
fn the_sample_s_result_fits_the_schema() {
    let schema = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let validator = jsonschema::validator_for(&schema).expect("the schema is sound");
    let file = serde_json::to_value(sample()).expect("JSON");
    let faults: Vec<String> =
        validator.iter_errors(&file).map(|fault| format!("{}: {fault}", fault.instance_path)).collect();
    assert!(faults.is_empty(), "{faults:#?}");
    let mut broken = file;
    broken["quotes"][0]["form"] = "shouted".into();
    assert!(!validator.is_valid(&broken), "the schema must not take everything");
}

#[test]
fn a_result_reads_back_to_the_same_bytes() {
    let first = result::to_bytes(&sample());
    let doc = result::to_doc(result::from_bytes(&first).expect("read")).expect("a document");
    let second = result::to_bytes(&result::from_doc("harbour", &doc));
    assert_eq!(String::from_utf8(first), String::from_utf8(second));
}

#[test]
fn offsets_are_code_points() {
    let article = Article::plain("🙂 Žofie Nováková said: “Ano.”");
    let findings = engine::extract(&article);
    let file = result::from_findings("x", article, findings);
    let quote = file.quotes.first().expect("a quote");
    let letters: Vec<char> = file.text.chars().collect();
    assert_eq!(letters[quote.start..quote.end].iter().collect::<String>(), quote.text);
}

#[test]
fn a_damaged_or_newer_file_says_so() {
    let bytes = result::to_bytes(&sample());
    let cut = result::from_bytes(&bytes[..bytes.len() / 2]).expect_err("torn");
    assert!(cut.contains("damaged"), "{cut}");
    let newer = br#"{"copydesk": 99, "pages": []}"#;
    let why = result::from_bytes(newer).expect_err("newer");
    assert!(why.contains("newer version"), "{why}");
    let mut moved = sample();
    if let Some(quote) = moved.quotes.first_mut() {
        quote.start += 1;
    }
    assert!(result::to_doc(moved).is_err(), "a quote that does not stand where it says");
}

/// What a thread has read before is kept for speed (`engine/names/memory.rs`); it may never show in what is found.
#[test]
fn what_was_read_before_changes_nothing() {
    let story = |turn: usize| {
        let names = ["Ingrid Solheim", "Tomás Okafor", "the Haldane Dockers’ Union (HDU)", "SOLHEIM", "Okafor’s"];
        let name = |offset: usize| names[(turn * 7 + offset * 3) % names.len()];
        let filler: String = (0..300).map(|word| format!("Wort{} ", (turn * 300 + word) * 7919)).collect();
        Article::plain(format!(
            "“We waited,” {} told {} in Port Haldane. {filler} said {} would pay.",
            name(0),
            name(1),
            name(2)
        ))
    };
    let alone = |turn: usize| {
        std::thread::spawn(move || format!("{:?}", engine::extract(&story(turn)))).join().expect("it reads")
    };
    // More words than the memory has room for, so that old ones make way.
    let after_others: Vec<String> = (0..80).map(|turn| format!("{:?}", engine::extract(&story(turn)))).collect();
    for turn in [0, 1, 2, 39, 77, 78, 79] {
        assert_eq!(after_others[turn], alone(turn), "article {turn}");
        assert_eq!(after_others[turn], format!("{:?}", engine::extract(&story(turn))), "article {turn} again");
    }
}
