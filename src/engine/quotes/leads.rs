//! Words before the marks that the quote begins with: "Teachers “know why we chose her,” Roth said." The marked words begin
//! within a sentence that nobody else speaks, and the verb of saying stands behind them.

use super::asides;
use super::cues::CueClass;
use super::dateline;
use super::lexicon::{self as lex, Facts};
use super::phrases::subject_before;
use std::ops::Range;

/// Longest run of words before the marks, in tokens.
const LONGEST_LEAD: usize = 40;
/// How far behind the marks the verb of saying stands at most, in tokens.
const LONGEST_NAME: usize = 8;

/// A quote with the words that lead into its marks.
pub struct Led {
    /// All its tokens.
    pub tokens: Range<usize>,
    /// The verb of saying behind it.
    pub cue: Range<usize>,
    /// Who says it.
    pub subject: Option<Range<usize>>,
}

/// The quote of which the marked words are the end, if they do not begin it.
pub fn into(facts: &Facts, marked: &Range<usize>) -> Option<Led> {
    let Range { start, end } = *marked;
    let sentence = dateline::past(facts, facts.sentence_of(start));
    let lead = sentence.start..start;
    if lead.is_empty() || lead.len() > LONGEST_LEAD || !goes_on(facts, start) || !ends_in_comma(facts, marked) {
        return None;
    }
    let is_said = |token: usize| {
        let fact = facts.at(token);
        fact.in_marks || fact.mark == ':' || fact.verb.is_some_and(|verb| verb.class != CueClass::Stance)
    };
    // "But “the rest will open,” she said"
    let is_joint = |token: usize| facts.at(token).is(lex::CONJUNCTION) || !facts.at(token).is_word;
    if lead.clone().any(is_said) || !facts.at(lead.start).is_word || lead.clone().all(is_joint) {
        return None;
    }
    // "To a question about “the sale,” Roth said it …"
    let (cue, subject) = told(facts, end).filter(|&(cue, _)| !asides::says_more(facts, cue + 1))?;
    Some(Led { tokens: lead.start..end, cue: cue..cue + 1, subject })
}

/// Whether marked words go on with what stands before them: small letter, no comma before.
fn goes_on(facts: &Facts, opens: usize) -> bool {
    let first = (opens..opens + 4).find(|&token| facts.at(token).is_word);
    first.is_some_and(|first| !facts.at(first).is_capital) && facts.before(opens).is_word
}

/// Whether marked words end in a comma, as those do that "she said" follows.
fn ends_in_comma(facts: &Facts, marked: &Range<usize>) -> bool {
    marked.clone().rev().take(2).any(|token| facts.at(token).mark == ',') || facts.at(marked.end).mark == ','
}

/// The verb of saying right behind marks, or behind a name or pronoun there.
pub(super) fn told(facts: &Facts, end: usize) -> Option<(usize, Option<Range<usize>>)> {
    let from = end + usize::from(facts.at(end).mark == ',');
    let limit = facts.paragraph_of(end - 1).end.min(from + LONGEST_NAME);
    let verb = (from..limit).take_while(|&token| !facts.at(token).in_marks).find(|&token| {
        let verb = facts.at(token).verb;
        verb.is_some_and(|verb| matches!(verb.class, CueClass::Say | CueClass::Tell))
    })?;
    if verb == from {
        return (!facts.at(verb + 1).is(lex::PREPOSITION)).then_some((verb, None));
    }
    let subject = subject_before(facts, verb, from)?;
    (subject.start == from).then_some((verb, Some(subject)))
}
