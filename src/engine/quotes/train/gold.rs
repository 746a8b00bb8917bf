//! What people marked in a gold article, as the training asks for it.

use super::super::lexicon::Facts;
use super::super::marks;
use super::FOLDS;
use crate::engine::learn::hash;
use crate::engine::score::Gold;
use crate::engine::{Reading, names};
use crate::text::Text;
use serde_json::Value;

pub(super) type Range = (usize, usize);

/// A gold quote with byte offsets.
pub(super) struct Marked {
    pub(super) range: Range,
    pub(super) parts: Vec<Range>,
    pub(super) is_direct: bool,
    pub(super) is_core: bool,
    pub(super) is_speech: bool,
    pub(super) cue: Option<Range>,
    pub(super) speaker: Option<Range>,
    pub(super) head: Option<Range>,
    /// Who that is: as the gold has it, or for pronouns as the gold's makers' program guessed.
    pub(super) name: Option<String>,
}

fn marked_quotes(article: &Gold) -> Vec<Marked> {
    let text = &article.article.text;
    let quotes = article.marked["quotes"].as_array().map(Vec::as_slice).unwrap_or_default();
    let read = |quote: &Value| {
        let pairs = quote["parts"].as_array().map(Vec::as_slice).unwrap_or_default();
        let part = |pair: &Value| Some(bytes(text, (pair[0].as_u64()? as usize, pair[1].as_u64()? as usize)));
        let is_speech = quote["cue_class"] == "speech";
        let range = bytes(text, range_of(quote)?);
        // The gold keeps an introductory "that", our guideline does not.
        let words = text.between(range.0, range.1);
        let start = if words.starts_with("that ") { range.0 + "that ".len() } else { range.0 };
        Some(Marked {
            range: (start, range.1),
            parts: pairs.iter().filter_map(part).collect(),
            is_direct: quote["kind"] == "direct",
            is_core: is_speech && quote["clausal"] != false,
            is_speech,
            cue: range_of(&quote["cue"]).map(|range| bytes(text, range)),
            speaker: range_of(&quote["speaker"]).map(|range| bytes(text, range)),
            name: ["speaker_name", "name_auto"].iter().find_map(|key| quote[*key].as_str()).map(str::to_owned),
            head: range_of(&quote["speaker"]["head"]).map(|range| bytes(text, range)),
        })
    };
    quotes.iter().filter_map(read).collect()
}

/// An article read as far as the gold is needed for.
pub(super) struct Prepared<'a> {
    pub(super) reading: Reading<'a>,
    pub(super) stretches: Vec<marks::Stretch>,
    pub(super) names: names::Names,
    pub(super) gold: Vec<Marked>,
    /// Which fold it is in, for models that have not seen what they read.
    pub(super) fold: usize,
}

impl<'a> Prepared<'a> {
    pub(super) fn new(article: &'a Gold) -> Self {
        let reading = Reading::new(&article.article);
        let stretches = marks::pair(&reading);
        let names = names::find(&reading);
        let fold = hash::feature(2, hash::exact(&article.id)) as usize % FOLDS;
        Self { stretches, names, gold: marked_quotes(article), fold, reading }
    }
}

fn range_of(value: &Value) -> Option<Range> {
    Some((value["start"].as_u64()? as usize, value["end"].as_u64()? as usize))
}

fn bytes(text: &Text, range: Range) -> Range {
    (text.byte_of_char(range.0).unwrap_or(text.len()), text.byte_of_char(range.1).unwrap_or(text.len()))
}

/// Shared bytes over covered bytes.
pub(super) fn agreement(a: Range, b: Range) -> f64 {
    let shared = a.1.min(b.1).saturating_sub(a.0.max(b.0));
    let covered = a.1.max(b.1) - a.0.min(b.0);
    shared as f64 / covered.max(1) as f64
}

pub(super) fn bytes_of(facts: &Facts, tokens: &std::ops::Range<usize>) -> Option<Range> {
    facts.reading.cover(tokens.start, tokens.end.checked_sub(1)?).map(|span| (span.start(), span.end()))
}

/// Without marks and stops at the edges, as the scorer compares.
pub(super) fn trimmed(text: &Text, range: Range) -> Range {
    let words = text.between(range.0, range.1);
    let is_edge = |c: char| c.is_whitespace() || "\"'“”„«»‘’`,.;:!?…".contains(c);
    let start = range.0 + words.len() - words.trim_start_matches(is_edge).len();
    (start, start + words.trim_matches(is_edge).len())
}

/// A gold speaker without what the guideline leaves out: appositions and relative clauses.
pub(super) fn without_tail(text: &Text, range: Range) -> Range {
    let words = text.between(range.0, range.1);
    let tail = [",", ";", " (", " —", " –", " --", " who ", " which ", " that "];
    let end = tail.iter().filter_map(|tail| words.find(tail)).min().unwrap_or(words.len());
    (range.0, range.0 + end)
}

/// Whether the gold has a clause as reported speech, and how much that answer counts.
pub(super) fn is_reported(gold: &[Marked], range: Range) -> (bool, f32) {
    let best = gold.iter().max_by(|a, b| agreement(a.range, range).total_cmp(&agreement(b.range, range)));
    match best.filter(|quote| agreement(quote.range, range) >= 0.5) {
        // Speech that the gold's own flag takes for no clause: the flag is not sure.
        Some(quote) if !quote.is_direct && quote.is_speech && !quote.is_core => (true, 0.5),
        Some(quote) if !quote.is_direct && quote.is_core => (true, 1.0),
        _ => (false, 1.0),
    }
}

/// Whether the gold has a marked stretch as speech.
pub(super) fn is_spoken(gold: &[Marked], range: Range) -> bool {
    let is_part = || gold.iter().flat_map(|quote| &quote.parts).any(|&part| agreement(part, range) >= 0.5);
    gold.iter().any(|quote| quote.is_direct && agreement(quote.range, range) >= 0.5) || is_part()
}
