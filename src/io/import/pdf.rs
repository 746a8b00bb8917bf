//! PDF files. The extractor may panic, hang or eat memory on odd files, so it runs in a child process of our own binary
//! with limits on time and memory; here its lines become paragraphs: running heads and page numbers go, hyphens rejoin.

use super::wrapped::join;
use super::{Refusal, plain};
use crate::model::Article;
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Seconds the child may take, as the clock on the wall has it: a busy machine gets more than the work needs.
const LIMIT_SECS: u64 = 10;
/// Seconds of work the child may take.
const LIMIT_CPU_SECS: u64 = 4;
/// Bytes of memory the child may take.
const LIMIT_BYTES: u64 = 1 << 30;

/// Whether bytes are a PDF: its mark stands in the first kilobyte.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    head.windows(5).any(|window| window == b"%PDF-")
}

/// Reads a PDF through the child.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Article>, Refusal> {
    let pages = pages_of(bytes)?;
    let text = paragraphs(&pages);
    if text.chars().filter(|c| c.is_alphanumeric()).count() < 20 {
        return Err(Refusal::new(
            "it has no text layer: its pages are pictures.",
            "Run it through text recognition (OCR) and open the result.",
        ));
    }
    Ok(vec![plain::from_text(&text)])
}

fn pages_of(bytes: &[u8]) -> Result<Vec<String>, Refusal> {
    let unread = |why: &str| Refusal::new(why, "Print it to a new PDF, or copy its words into a text file.");
    let program = std::env::current_exe().map_err(|_fault| unread("Copydesk could not start its PDF reader."))?;
    let mut child = Command::new(program)
        .arg("read-pdf")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|_fault| unread("Copydesk could not start its PDF reader."))?;
    let input = child.stdin.take();
    let output = child.stdout.take();
    let bytes = bytes.to_vec();
    // The child reads all before it writes; both pipes are served so that neither side waits for ever.
    let feeder = std::thread::spawn(move || input.map(|mut input| input.write_all(&bytes)));
    let reader = std::thread::spawn(move || {
        let mut answer = Vec::new();
        output.map(|mut output| output.read_to_end(&mut answer));
        answer
    });
    let ended = wait(&mut child);
    drop(feeder.join());
    let answer = reader.join().unwrap_or_default();
    if !ended {
        return Err(unread("reading it took too long."));
    }
    let answer: Result<Vec<String>, String> = serde_json::from_slice(&answer)
        .map_err(|_fault| unread("it is damaged, or built in a way that cannot be read."))?;
    answer.map_err(|why| unread(&why))
}

/// Waits for the child; kills it after the limit. `true` when it ended by itself.
fn wait(child: &mut Child) -> bool {
    let begun = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(_)) => return true,
            Ok(None) if begun.elapsed() < Duration::from_secs(LIMIT_SECS) => {
                std::thread::sleep(Duration::from_millis(5))
            }
            Ok(None) | Err(_) => {
                drop(child.kill());
                drop(child.wait());
                return false;
            }
        }
    }
}

/// The child's work: a PDF on standard input, its pages (or why not) as JSON to write out.
pub fn child() -> String {
    // A limit that cannot be set is no reason not to read.
    drop(rlimit::setrlimit(rlimit::Resource::AS, LIMIT_BYTES, LIMIT_BYTES));
    drop(rlimit::setrlimit(rlimit::Resource::CPU, LIMIT_CPU_SECS, LIMIT_CPU_SECS));
    let mut bytes = Vec::new();
    let answer: Result<Vec<String>, String> = match std::io::stdin().lock().read_to_end(&mut bytes) {
        Ok(_) => pdf_extract::extract_text_from_mem_by_pages(&bytes).map_err(|fault| {
            let fault = fault.to_string();
            if fault.to_lowercase().contains("password") || fault.to_lowercase().contains("encrypt") {
                "it is locked with a password.".to_owned()
            } else {
                "it is damaged, or built in a way that cannot be read.".to_owned()
            }
        }),
        Err(_) => Err("it could not be handed to the PDF reader.".to_owned()),
    };
    serde_json::to_string(&answer).unwrap_or_default()
}

/// Lines that stand on most pages at the same end: running heads and feet, with their numbers left out.
fn running_lines(pages: &[String]) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for page in pages {
        let lines: Vec<&str> = page.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        let edges = lines.iter().take(2).chain(lines.iter().rev().take(2));
        let mut seen = std::collections::BTreeSet::new();
        for line in edges {
            if seen.insert(without_numbers(line)) {
                *counts.entry(without_numbers(line)).or_insert(0) += 1;
            }
        }
    }
    counts
}

fn without_numbers(line: &str) -> String {
    line.chars().filter(|c| !c.is_ascii_digit()).collect::<String>().trim().to_owned()
}

fn is_page_number(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| c.is_whitespace() || "-–—|".contains(c));
    let bare = bare.strip_prefix("Page ").or(bare.strip_prefix("page ")).unwrap_or(bare);
    let bare = bare.split(" of ").next().unwrap_or(bare);
    !bare.is_empty() && bare.len() <= 4 && bare.chars().all(|c| c.is_ascii_digit())
}

/// A page whose words stand one space apart: justified columns come with several.
fn evenly_spaced(page: &str) -> String {
    let line = |line: &str| line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    page.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The pages' lines as paragraphs.
fn paragraphs(pages: &[String]) -> String {
    let pages: Vec<String> = pages.iter().map(|page| evenly_spaced(page)).collect();
    let pages = pages.as_slice();
    let running = running_lines(pages);
    let repeated = pages.len().div_ceil(2).max(2);
    let mut out: Vec<String> = Vec::new();
    let mut open = String::new();
    for page in pages {
        let last = page.lines().filter(|line| !line.trim().is_empty()).count();
        let mut place = 0;
        for line in page.lines() {
            let trimmed = line.trim();
            let is_edge = place < 3 || place + 3 >= last;
            place += usize::from(!trimmed.is_empty());
            let is_running = is_edge && running.get(&without_numbers(trimmed)).is_some_and(|count| *count >= repeated);
            if (is_running && !trimmed.is_empty() && pages.len() > 1) || (is_edge && is_page_number(trimmed)) {
                continue;
            }
            if trimmed.is_empty() {
                if ends_paragraph(&open) {
                    out.extend((!open.is_empty()).then(|| std::mem::take(&mut open)));
                } else if !open.is_empty() && is_short(&open) {
                    out.push(std::mem::take(&mut open));
                }
                continue;
            }
            join(&mut open, trimmed);
        }
    }
    out.extend((!open.is_empty()).then_some(open));
    out.join("\n\n")
}

fn ends_paragraph(words: &str) -> bool {
    let bare = words.trim_end_matches(['"', '”', '’', ')', '»']);
    bare.ends_with(['.', '!', '?', ':', '…'])
}

/// A headline, byline or crosshead: a block of its own without a stop.
fn is_short(words: &str) -> bool {
    words.chars().count() < 140
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn running_heads_go_and_cut_words_rejoin() {
        let page = |number: usize, words: &str| format!("The Brno Post {number}\n\n{words}\n\n{number}\n");
        let pages = [
            page(1, "The council voted to close the brid-\nge for fourteen months."),
            page(2, "Nobody   had asked\nthe  baker."),
            page(3, "She found out from the radio."),
        ];
        assert_eq!(
            paragraphs(&pages),
            "The council voted to close the bridge for fourteen months.\n\nNobody had asked the baker.\n\n\
             She found out from the radio."
        );
    }
}
