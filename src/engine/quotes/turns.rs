//! Transcripts: lines that open with who speaks and a colon, "ROTH: Nobody paid for it." No marks, and no verb of saying.
//!
//! A list of particulars looks alike ("Age: 43"), so speakers must take turns: several lines, at least two labels, one of
//! them again. A transcript that a paper quotes stands in marks, its labels in capitals: "“ROTH: Who paid? HALE: Nobody.”"

use super::lexicon::{self as lex, Facts};
use std::collections::BTreeMap;
use std::ops::Range;

/// Longest label, in tokens.
const LONGEST_LABEL: usize = 6;
/// So many lines make a transcript; of questions and answers two.
const FEWEST_TURNS: usize = 3;
/// Fewest words that are worth a quote.
const FEWEST_WORDS: usize = 2;

/// A line of a transcript.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Turn {
    /// Who speaks.
    pub label: Range<usize>,
    /// What is said: from behind the colon to the line's end.
    pub words: Range<usize>,
}

/// The article's lines of transcripts, in text order; none in prose.
pub fn find(facts: &Facts) -> Vec<Turn> {
    let mut lines = Vec::new();
    let mut next = 0;
    while next < facts.all.len() {
        let line = facts.paragraph_of(next);
        next = line.end.max(next + 1);
        lines.extend(turn(facts, line));
    }
    let mut times: BTreeMap<Vec<u32>, usize> = BTreeMap::new();
    let name = |turn: &Turn| turn.label.clone().map(|token| facts.at(token).lower).collect::<Vec<u32>>();
    for line in &lines {
        *times.entry(name(line)).or_default() += 1;
    }
    let asks = lines.iter().all(|line| is_letter(facts, line)) && lines.len() > 1;
    let takes_turns = lines.len() >= FEWEST_TURNS && times.values().any(|&count| count > 1);
    if times.len() > 1 && (asks || takes_turns) { lines } else { in_marks(facts) }
}

/// The turns of a transcript in marks.
fn in_marks(facts: &Facts) -> Vec<Turn> {
    let mut turns = Vec::new();
    let mut next = 0;
    while let Some(start) = (next..facts.all.len()).find(|&token| facts.at(token).opens_marks) {
        let is_inside = |token: &usize| facts.at(*token).in_marks && !facts.at(*token).opens_marks;
        next = (start + 1..facts.all.len()).find(|token| !is_inside(token)).unwrap_or(facts.all.len());
        add_marked(facts, start..next, &mut turns);
    }
    let is_other = |turn: &Turn| {
        let first = turns.first().map_or(0..0, |first| first.label.clone());
        !turn.label.clone().map(|token| facts.at(token).lower).eq(first.map(|token| facts.at(token).lower))
    };
    if turns.iter().any(is_other) { turns } else { Vec::new() }
}

/// The turns of one marked stretch.
fn add_marked(facts: &Facts, stretch: Range<usize>, turns: &mut Vec<Turn>) {
    let first = turns.len();
    for colon in stretch.clone().filter(|&token| facts.at(token).mark == ':') {
        let lowest = colon
            .saturating_sub(LONGEST_LABEL)
            .max(turns.get(first..).and_then(<[Turn]>::last).map_or(stretch.start, |turn| turn.words.start));
        let Some(label) = shouted_before(facts, colon, lowest) else { continue };
        if let Some(before) = turns.get_mut(first..).and_then(<[Turn]>::last_mut) {
            // The mark that is opened again before a label is the label's.
            let line = facts.paragraph_of(label.start).start;
            before.words.end = if line + 1 == label.start { line } else { label.start };
        }
        turns.push(Turn { label, words: colon + 1..stretch.end });
    }
    let is_long =
        |turn: &Turn| turn.words.clone().filter(|&token| facts.at(token).is_word).nth(FEWEST_WORDS - 1).is_some();
    let new = turns.split_off(first);
    turns.extend(new.into_iter().filter(is_long));
}

/// The label in capitals that ends before a colon, at the beginning of a sentence or of the marked words.
fn shouted_before(facts: &Facts, colon: usize, lowest: usize) -> Option<Range<usize>> {
    let is_shouted = |token: usize| {
        let word = facts.reading.word(token);
        let letters = word.chars().filter(|c| c.is_alphabetic());
        let is_upper = word.chars().all(|c| !c.is_lowercase()) && letters.count() > 0;
        is_upper || matches!(word, "." | "'" | "’" | "-")
    };
    let mut start = colon;
    while start > lowest && is_shouted(start - 1) {
        start -= 1;
    }
    // The stop before it ends the sentence before.
    while start < colon && !facts.at(start).is_word {
        start += 1;
    }
    let before = start.checked_sub(1).map(|token| facts.at(token))?;
    let has_word =
        (start..colon).any(|token| facts.reading.word(token).chars().filter(|c| c.is_uppercase()).count() > 2);
    let opens = !before.is_word && before.mark != ',' || facts.paragraph(start - 1) != facts.paragraph(start);
    (has_word && opens).then_some(start..colon)
}

/// "Q" and "A" name nobody.
pub fn is_letter(facts: &Facts, turn: &Turn) -> bool {
    let word = facts.reading.word(turn.label.start);
    turn.label.len() == 1 && matches!(word, "Q" | "A" | "Question" | "Answer")
}

/// "A" answers.
pub fn is_answer(facts: &Facts, turn: &Turn) -> bool {
    is_letter(facts, turn) && facts.reading.word(turn.label.start).starts_with('A')
}

/// The turn that a line is by its looks.
fn turn(facts: &Facts, line: Range<usize>) -> Option<Turn> {
    let limit = line.end.min(line.start + LONGEST_LABEL + 1);
    let colon = (line.start..limit).find(|&token| facts.at(token).mark == ':')?;
    let label = line.start..colon;
    let is_named = |token: usize| {
        let fact = facts.at(token);
        let joins = matches!(facts.reading.word(token), "." | "-" | "’" | "'" | "de" | "van" | "von" | "al" | "bin");
        joins || fact.is_word && fact.is_capital && !fact.in_marks && fact.verb.is_none() && !fact.is(lex::OPENER)
    };
    let is_label = !label.is_empty() && facts.at(label.start).is_word && label.clone().all(is_named);
    let words = colon + 1..line.end;
    let spoken = words.clone().filter(|&token| facts.at(token).is_word).take(FEWEST_WORDS).count();
    // What stands in marks speaks for itself.
    let is_plain = !facts.at(words.start).in_marks;
    (is_label && is_plain && spoken == FEWEST_WORDS).then_some(Turn { label, words })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::Reading;
    use crate::model::Article;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let article = Article::plain(text);
        let reading = Reading::new(&article);
        let facts = Facts::new(&reading, &crate::engine::quotes::marks::pair(&reading));
        let turns = find(&facts);
        let words = |turn: &Turn| reading.cover(turn.words.start, turn.words.end - 1).map(|span| reading.slice(span));
        assert_eq!(turns.iter().filter_map(words).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn speakers_take_turns() {
        check(
            "ROTH: Nobody paid.\n\nHALE: Who should?\n\nROTH: The city, of course.",
            &["Nobody paid.", "Who should?", "The city, of course."],
        );
        check("Q: Who paid?\n\nA: Nobody did.", &["Who paid?", "Nobody did."]);
    }

    #[test]
    fn a_transcript_in_marks() {
        check(
            "\"ROTH: Who paid for it?\n\n\"HALE: Nobody did.\n\n\"Nobody at all.\n\n\"ROTH: I see why.\"\n\nThe hall is open.",
            &["Who paid for it?", "Nobody did.\n\n\"Nobody at all.", "I see why.\""],
        );
        check("“MS. ROTH: Who paid? MR. O’HALE: The city did.”", &["Who paid?", "The city did.”"]);
        check("“Note: nobody paid,” she said. “NATO: a name.”", &[]);
    }

    #[test]
    fn particulars_and_headlines_take_none() {
        check("Name: Ana Roth\n\nAge: 43 years\n\nHome: Harbour Town", &[]);
        check("Roth: No new tax\n\nThe mayor said no.", &[]);
        check(":::\n\n: :\n\n", &[]);
    }
}
