//! Every format that opens gives the same article: headline, who said what, how much of what.

use crate::samples::{COUNTING, HEADLINE, SAYING, every_format};
use std::process::Command;

#[test]
fn every_format_gives_headline_quote_and_figure() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in every_format() {
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("written");
        let output = Command::new(env!("CARGO_BIN_EXE_copydesk"))
            .args(["extract", "--format", "json"])
            .arg(&path)
            .output()
            .expect("the program runs");
        let talk = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name}: {talk}");
        let result: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a result is JSON");
        let text = result["text"].as_str().expect("a text");
        let lines: Vec<&str> = text.lines().filter(|line| !line.is_empty()).collect();
        assert_eq!(lines, [HEADLINE, SAYING, COUNTING], "{name}");
        assert_eq!(result["source"]["title"], HEADLINE, "{name}");
        let quote = &result["quotes"][0];
        assert_eq!(quote["speaker"]["name"], "Ingrid Solberg", "{name}: {quote:#}");
        let figures = result["figures"].as_array().expect("figures");
        assert!(figures.iter().any(|figure| figure["value"] == "48000"), "{name}: {figures:#?}");
    }
}
