//! Where marked words end whose closing mark was lost, or stands behind who said them.

use crate::text::{Span, Text};

/// Whether a paragraph ends in "…, Ana Roth said.": its closing mark was lost.
pub fn ends_in_attribution(paragraph: &str) -> bool {
    attribution(paragraph).is_some()
}

/// How long the "Ana Roth said. " is that words end in, behind a comma.
fn attribution(words: &str) -> Option<usize> {
    let told = words.trim_end_matches(['.', ' ']);
    let tail = told.rsplit([',', '?', '!']).next().filter(|tail| tail.len() < told.len())?;
    let mut parts = tail.split_whitespace();
    let (first, count) = (parts.clone().next()?, parts.clone().count());
    let last = parts.next_back()?;
    let is_past = last.ends_with("ed") || matches!(last, "said" | "says" | "wrote");
    let is_cue = count <= 5 && super::cues::is_cue_word(last) && is_past;
    // "she shares"
    let is_plain = count == 2 && matches!(first, "he" | "she") && (last.ends_with("ed") || last.ends_with('s'));
    (is_cue || is_plain).then_some(words.len() - told.len() + tail.len())
}

/// Longest "Ana Roth said. " before marks that open again, in bytes.
const LONGEST_TOLD: usize = 80;

/// Where words end that "…, she said. " follows before other marks open at `next`.
pub fn before_attribution(text: &Text, start: usize, next: usize) -> Option<usize> {
    let words = text.between(start, next);
    let (from, _) = words.char_indices().rev().take_while(|(at, _)| words.len() - at < LONGEST_TOLD).last()?;
    let near = text.between(start + from, next);
    let told = attribution(near).filter(|_| near.trim_end().ends_with('.'))?;
    Some(next - told)
}

/// Where words whose closing mark never comes end: "“We will go, said Roth, a docker." behind the first comma before a verb
/// of saying and a name, else at `end`.
pub fn before_said(text: &Text, start: usize, end: usize) -> usize {
    let words = text.between(start, end);
    let is_told = |at: usize| {
        // Without a space behind it nothing is looked at: text may be all commas.
        let Some(rest) = words.get(at + 1..).and_then(|rest| rest.strip_prefix(' ')) else { return false };
        let mut next = rest.split(' ');
        let (Some(verb), Some(who)) = (next.next(), next.next()) else { return false };
        matches!(verb, "said" | "says" | "added") && who.starts_with(char::is_uppercase)
    };
    let comma = words.char_indices().find(|&(at, c)| c == ',' && is_told(at));
    comma.map_or(end, |(at, _)| start + at + 1)
}

/// Most words of the line below a pulled quote.
const LONGEST_LINE: usize = 8;
/// How much of a pulled quote must stand elsewhere too, in letters.
const REPEATED: usize = 30;

/// A quote pulled out of the text with who said it on a line of its own, all in one pair of marks: where the words end.
/// `line` is the paragraph that the closing mark ends.
pub fn before_byline(text: &Text, words: Span, line: Span) -> Option<usize> {
    let byline = text.between(line.start(), words.end()).trim_end_matches(|c: char| !c.is_alphanumeric());
    let is_name = byline.starts_with(char::is_uppercase) && byline.split_whitespace().count() <= LONGEST_LINE;
    let quote = text.between(words.start(), line.start()).trim_end();
    let is_whole = quote.ends_with(['.', '?', '!', '”', '"']);
    let opening: String = quote.chars().skip_while(|c| !c.is_alphanumeric()).take(REPEATED).collect();
    let is_long = opening.chars().count() == REPEATED;
    let times = || text.as_str().matches(opening.as_str()).take(2).count();
    (is_name && is_whole && is_long && times() > 1).then_some(words.start() + quote.len())
}
