//! Dialogue after dashes, as European and older pages have it: "— We will go, he said. — Nobody will stop us." A line of a
//! list opens alike, so several lines must, one of them with a verb of saying beside its words.

use super::cues;
use super::marks::Stretch;
use crate::engine::{Reading, TokenKind};
use std::ops::Range;

/// So many lines with a verb of saying make a dialogue …
const FEWEST_TOLD: usize = 2;
/// … or one among so many lines.
const FEWEST_LINES: usize = 3;
/// Fewest words that are worth a quote.
const FEWEST_WORDS: usize = 2;
/// Longest subject before a verb of saying, in tokens.
const LONGEST_SUBJECT: usize = 4;

/// The words spoken in lines that open with a dash, in text order; none where the article uses other marks.
pub fn find(reading: &Reading) -> Vec<Stretch> {
    let mut lines = Vec::new();
    let mut told = 0;
    let mut next = 0;
    while let Some(first) = reading.tokens.get(next) {
        let length = reading.tokens.iter().skip(next).take_while(|token| token.paragraph == first.paragraph).count();
        let line = next..next + length;
        next = line.end;
        if is_dash(reading, line.start) && line.len() > FEWEST_WORDS {
            let (parts, is_told) = spoken(reading, line);
            told += usize::from(is_told);
            lines.push(parts);
        }
    }
    let is_dialogue = told >= FEWEST_TOLD || told > 0 && lines.len() >= FEWEST_LINES;
    if !is_dialogue || told * 4 < lines.len() {
        return Vec::new();
    }
    let stretch = |words: Range<usize>| {
        let span = reading.cover(words.start, words.end.checked_sub(1)?)?;
        Some(Stretch { span, closed: true })
    };
    lines.into_iter().flatten().filter_map(stretch).collect()
}

fn is_dash(reading: &Reading, token: usize) -> bool {
    matches!(reading.word(token), "—" | "–" | "―")
}

/// The parts of a line that are spoken, and whether a verb of saying stands beside one.
fn spoken(reading: &Reading, line: Range<usize>) -> (Vec<Range<usize>>, bool) {
    let (mut parts, mut is_told) = (Vec::new(), false);
    let mut start = line.start + 1;
    while start < line.end {
        let pause = (start + 1..line.end).find(|&token| tells(reading, token, line.end));
        let mut end = pause.unwrap_or(line.end);
        // The pause is the narrator's, a question's own mark is not.
        while end > start && matches!(reading.word(end - 1), "," | "—" | "–" | "―") {
            end -= 1;
        }
        let words = (start..end).filter(|&token| reading.tokens[token].kind != TokenKind::Mark).count();
        if words >= FEWEST_WORDS || pause.is_some() && words > 0 {
            parts.push(start..end);
        }
        is_told |= pause.is_some();
        let Some(pause) = pause else { break };
        // What is said goes on behind the next dash.
        let Some(again) = (pause..line.end).find(|&token| is_dash(reading, token)) else { break };
        start = again + 1;
        while start < line.end && matches!(reading.word(start), "." | "," | "—") {
            start += 1;
        }
    }
    (parts, is_told)
}

/// Whether the narrator takes over at a token behind a pause: ", he said", "? asked Roth", "– sagte sie".
fn tells(reading: &Reading, token: usize, limit: usize) -> bool {
    if !matches!(reading.word(token - 1), "," | "?" | "!" | "…" | "—" | "–" | "―") {
        return false;
    }
    let is_word = |token: usize| reading.tokens.get(token).is_some_and(|token| token.kind == TokenKind::Word);
    let says = |token: usize| {
        let word = reading.word(token);
        token < limit
            && (word.ends_with("ed") || word.ends_with('s') || word == "said" || word == "wrote")
            && cues::is_cue_word(word)
    };
    let stops = |token: usize| token >= limit || !is_word(token);
    if says(token) {
        return !stops(token + 1);
    }
    // The subject comes first: then the sentence ends behind the verb, or goes on with how and when.
    let subject =
        (token..limit.min(token + LONGEST_SUBJECT)).take_while(|&token| is_word(token) && !says(token)).count();
    subject > 0 && says(token + subject) && opens_subject(reading.word(token))
}

fn opens_subject(word: &str) -> bool {
    matches!(word, "he" | "she" | "they" | "the" | "a" | "an" | "his" | "her" | "their")
        || word.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::super::marks::check_found;
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        check_found(find, text, expected);
    }

    #[test]
    fn dialogue_is_found() {
        check(
            "— We will go, he said. — Nobody stops us.\n\n— And who pays? asked Tom Hale.\n\n— Not me.",
            &["We will go", "Nobody stops us.", "And who pays?", "Not me."],
        );
        check("– Never, the mayor said.\n\n– Why not? she asked.", &["Never", "Why not?"]);
    }

    #[test]
    fn lists_are_none() {
        check("— Two bridges\n\n— A tower, new\n\n— Three ships", &[]);
        check("— The bridge is closed, officials said.\n\n— Roads\n\n", &[]);
        check("—\n\n— ,\n\n— — —", &[]);
    }
}
