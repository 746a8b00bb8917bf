//! Floors under the engine's quality: the real binary reads the gold articles of `../shared`, the field's scorers
//! there judge it, and no figure may fall below what was once reached. Needs python3 and `../shared`; fails without.

mod figures;
mod loading;
mod names;
mod quotes;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

fn shared(inside: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(inside);
    assert!(path.exists(), "the gold data is missing: {}", path.display());
    path
}

/// Runs a program with this input and gives what it prints.
fn run(program: &mut Command, input: &[u8]) -> Vec<u8> {
    let mut child = program.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("the program starts");
    let mut stdin = child.stdin.take().expect("a piped input");
    let input = input.to_vec();
    let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().expect("the program ends");
    feeder.join().expect("the input was written");
    assert!(output.status.success(), "{program:?} failed");
    output.stdout
}

fn python(script: &str) -> Command {
    let mut command = Command::new("python3");
    command.arg(shared("eval").join(script)).current_dir(shared("eval"));
    command
}

/// Extracts every article of a gold file, one result a line.
fn extracted(gold: &str) -> Vec<u8> {
    let articles = run(python("articles.py").arg(shared(gold)), b"");
    run(Command::new(env!("CARGO_BIN_EXE_copydesk")).args(["extract", "--jsonl"]), &articles)
}

fn json(bytes: &[u8]) -> serde_json::Value {
    serde_json::from_slice(bytes).expect("the scorer prints JSON")
}

/// The scorer's figures for one kind of finding.
fn scored(kind: &str, scorer: &str, gold: &str, options: &[&str]) -> serde_json::Value {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let predictions = dir.path().join("predictions.jsonl");
    std::fs::write(&predictions, run(python("from_result.py").arg(kind), &extracted(gold)))
        .expect("predictions written");
    json(&run(python(scorer).arg(shared(gold)).arg(&predictions).args(options).arg("--json"), b""))
}

#[track_caller]
fn at_least(what: &str, reached: &serde_json::Value, floor: f64) {
    let reached = reached.as_f64().unwrap_or_else(|| panic!("{what}: the scorer gave {reached}"));
    println!("{what}: {reached:.3}, floor {floor:.3}");
    assert!(reached >= floor, "{what} fell to {reached:.3}, the floor is {floor:.3}");
}

#[test]
fn whole_articles_need_few_corrections() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let results = dir.path().join("results.jsonl");
    let gold = "data/desk/dev.jsonl";
    std::fs::write(&results, extracted(gold)).expect("results written");
    let figures = json(&run(python("score_desk.py").arg(shared(gold)).arg(&results).arg("--json"), b""));
    let ratio = figures["ratio"].as_f64().expect("a ratio");
    println!("actions left on desk/dev: {ratio:.3}, ceiling {DESK_CEILING:.3}");
    assert!(ratio <= DESK_CEILING, "the actions left rose to {ratio:.3}, the ceiling is {DESK_CEILING:.3}");
    at_least("quotes of whole articles, F1", &figures["quotes P/R/F (IoU .5)"][2], 93.5);
    at_least("direct quotes of whole articles found", &figures["direct recall"], 96.5);
    at_least("speakers of whole articles named right", &figures["speaker name on hits"], 85.5);
    at_least("figures of whole articles, F1", &figures["figures P/R/F"][2], 97.0);
}

/// Marks of another language's press: the engine was never trained on these articles.
#[test]
fn german_marks_are_found() {
    let quotes = scored("quotes", "score_quotes.py", "data/quotes/dewiki.train.jsonl", &[]);
    at_least("direct quotes in German found", &quotes["direct_overlap"][1], 0.91);
}

/// The share of hand actions that may be left on desk/dev.
const DESK_CEILING: f64 = 0.105;
