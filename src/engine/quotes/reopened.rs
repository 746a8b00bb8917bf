//! A quote over several paragraphs whose last one is told anew: "Roth said: “It will open. ¶ “It must,” she went on." Each
//! paragraph has its own verb of saying, so that they are two quotes.

use super::cues::CueClass;
use super::lexicon::{self as lex, Facts};
use super::marks::Stretch;
use crate::text::Span;
use std::ops::Range;

/// How far behind the closing mark the verb of saying stands at most, in tokens.
const LONGEST_NAME: usize = 8;

/// The stretch in two, where its last paragraph is a quote of its own.
pub fn halves(facts: &Facts, stretch: Stretch, tokens: &Range<usize>) -> Option<[Stretch; 2]> {
    let last = facts.paragraph_of(tokens.end.checked_sub(1)?).start;
    if last <= tokens.start || !stretch.closed || !is_told_before(facts, tokens.start) {
        return None;
    }
    if !facts.at(last).opens_marks && facts.at(last).is_word || !is_told_behind(facts, tokens.end) {
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

/// Whether a verb of saying stands right behind the marks, or behind a name or pronoun there.
fn is_told_behind(facts: &Facts, closes: usize) -> bool {
    let limit = facts.paragraph_of(closes - 1).end.min(closes + LONGEST_NAME);
    let who = facts.beside(closes, closes - 1);
    let is_who = who.is_capital || who.is(lex::PRONOUN | lex::DETERMINER) || is_saying(facts, closes);
    let plain = (closes..limit).take_while(|&token| facts.at(token).is_word && !facts.at(token).in_marks);
    is_who && plain.into_iter().any(|token| is_saying(facts, token))
}

fn is_saying(facts: &Facts, token: usize) -> bool {
    let fact = facts.at(token);
    !fact.in_marks && fact.verb.is_some_and(|verb| matches!(verb.class, CueClass::Say | CueClass::Tell))
}
