//! Where a paragraph's own words begin: behind "HALDEN, Nov. 3 (Harbour News) —", which nobody says.

use super::lexicon::Facts;
use std::ops::Range;

/// A dateline is not longer than this, in tokens.
const LONGEST: usize = 16;

/// The sentence without the dateline that it opens with.
pub fn past(facts: &Facts, sentence: Range<usize>) -> Range<usize> {
    let start = sentence.start;
    let opens = start.checked_sub(1).is_none_or(|before| facts.paragraph(before) != facts.paragraph(start));
    match length(facts, &sentence).filter(|_| opens) {
        Some(length) => start + length..sentence.end,
        None => sentence,
    }
}

/// Words with a capital, days and agencies up to a dash: the place is set in capitals, or an agency in brackets ends it.
fn length(facts: &Facts, sentence: &Range<usize>) -> Option<usize> {
    let start = sentence.start;
    let is_dash = |index: usize| matches!(facts.at(index).mark, '—' | '–' | '―' | '-');
    let is_loose = |index: usize| {
        facts
            .reading
            .cover(index - 1, index)
            .is_some_and(|both| facts.reading.slice(both).contains(char::is_whitespace))
    };
    let dash = (start + 1..(start + LONGEST).min(sentence.end)).find(|&index| is_dash(index) && is_loose(index))?;
    let fits = |index: usize| {
        let fact = facts.at(index);
        let is_number = fact.is_word && facts.reading.word(index).starts_with(|c: char| c.is_numeric());
        fact.is_capital || is_number || matches!(fact.mark, ',' | '.' | '(' | ')' | '/' | '-')
    };
    let place = facts.reading.word(start);
    let is_shouted = place.chars().count() > 2 && !place.chars().any(char::is_lowercase);
    let is_sent = facts.at(dash - 1).mark == ')';
    let end = (dash..sentence.end).find(|&index| !is_dash(index))?;
    let goes_on = facts.at(end).is_capital || facts.at(end).in_marks;
    (facts.at(start).is_capital && (start..dash).all(fits) && (is_shouted || is_sent) && goes_on).then_some(end - start)
}
