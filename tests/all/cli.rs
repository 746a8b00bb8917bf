//! The command line: data on standard output, talk on standard error, exit codes.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn copydesk(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_copydesk"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("written");
    child.wait_with_output().expect("it ends")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("UTF-8")
}

#[test]
fn lines_in_give_lines_out_in_order_and_a_bad_line_is_named() {
    let input = "{\"id\":\"a\",\"text\":\"“No,” Ana Roth said.\"}\nnot json\n{\"id\":\"c\"}\n\
                 {\"id\":\"d\",\"text\":\"x\",\"published\":\"tomorrow\"}\n{\"id\":\"e\",\"text\":\"\"}\n";
    let output = copydesk(&["extract", "--jsonl"], input);
    assert!(output.status.success());
    let lines: Vec<serde_json::Value> =
        text(&output.stdout).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 5);
    assert_eq!(lines[0]["quotes"][0]["speaker"]["name"], "Ana Roth");
    for (line, why) in [(1, "not a JSON article"), (2, "no \"text\""), (3, "not a date")] {
        assert!(lines[line]["error"].as_str().expect("an error").contains(why), "{}", lines[line]);
    }
    assert_eq!(lines[4]["id"], "e");
}

#[test]
fn a_file_that_cannot_be_read_is_told_and_the_others_are_read() {
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/harbour.txt");
    let sample = sample.to_str().expect("a plain path");
    let output = copydesk(&["extract", "/no/such/file.txt", sample, "--format", "jsonl"], "");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("no such file"), "{}", text(&output.stderr));
    assert_eq!(text(&output.stdout).lines().count(), 1);
}

#[test]
fn wrong_arguments_and_help_have_their_exit_codes() {
    assert_eq!(copydesk(&["extract"], "").status.code(), Some(2));
    assert_eq!(copydesk(&["extract", "--published", "soon", "x"], "").status.code(), Some(2));
    let help = copydesk(&["--help"], "");
    assert!(help.status.success() && text(&help.stdout).contains("extract"));
    assert!(text(&copydesk(&["--version"], "").stdout).starts_with("copydesk "));
}

#[test]
fn every_maker_is_listed_with_a_sentence() {
    let rules = copydesk(&["rules"], "");
    assert!(text(&rules.stdout).lines().all(|line| line.trim_end().ends_with('.')));
    assert!(text(&rules.stdout).contains("quote-marks"));
}

#[cfg(feature = "gui")]
#[test]
fn the_window_is_drawn_without_a_display_and_the_same_twice() {
    let folder = tempfile::tempdir().expect("a folder");
    let draw = |name: &str| {
        let path = folder.path().join(name);
        let output =
            copydesk(&["picture", "-o", path.to_str().expect("plain"), "--size", "900x600", "--select", "q2"], "");
        assert!(output.status.success(), "{}", text(&output.stderr));
        std::fs::read(path).expect("a picture")
    };
    let first = draw("a.png");
    assert!(first.starts_with(b"\x89PNG") && first.len() > 20_000);
    assert!(first == draw("b.png"), "two pictures of the same window differ");
}
