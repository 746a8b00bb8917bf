//! A quote over several paragraphs whose last one is told anew: "Roth said: “It will open. ¶ “It must,” she went on." Each
//! paragraph has its own verb of saying, so that they are two quotes.

use super::cues::CueClass;
use super::leads;
use super::lexicon::Facts;
use super::marks::Stretch;
use crate::text::Span;
use std::ops::Range;

/// The stretch in two, where its last paragraph is a quote of its own.
pub fn halves(facts: &Facts, stretch: Stretch, tokens: &Range<usize>) -> Option<[Stretch; 2]> {
    let last = facts.paragraph_of(tokens.end.checked_sub(1)?).start;
    if last <= tokens.start || !stretch.closed || !is_told_before(facts, tokens.start) {
        return None;
    }
    if !facts.at(last).opens_marks && facts.at(last).is_word || leads::told(facts, tokens.end).is_none() {
        return None;
    }
    let first = facts.reading.cover(tokens.start, last - 1)?;
    let own = facts.reading.cover(last, tokens.end - 1)?;
    let at = |span: Span, closed: bool| Stretch { span, closed };
    Some([at(first, true), at(own, true)])
}

/// Whether a verb of saying stands before the marks in their paragraph.
fn is_told_before(facts: &Facts, opens: usize) -> bool {
    let from = facts.paragraph_of(opens).start.max(opens.saturating_sub(40));
    (from..opens).any(|token| is_saying(facts, token))
}

fn is_saying(facts: &Facts, token: usize) -> bool {
    let fact = facts.at(token);
    !fact.in_marks && fact.verb.is_some_and(|verb| matches!(verb.class, CueClass::Say | CueClass::Tell))
}
