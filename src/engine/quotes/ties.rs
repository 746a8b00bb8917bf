//! How verbs of saying hang on who speaks: right after, over an apposition or a bracket, in front.

use super::cues::CueClass;
use super::lexicon::{self as lex, Facts, Verb, VerbForm};
use super::phrases::{is_between, is_pause, past_brackets};
use super::sources::Sort;

/// How a verb of saying hangs on a source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tie {
    /// "Rahman said"
    Next,
    /// "Rahman, who said"
    Relative,
    /// "Rahman, the envoy, said"
    Apposition,
    /// "Rahman (KRG) said"
    Parenthesis,
    /// "Rahman of the KRG said"
    Phrase,
    /// "said Rahman"
    Inverted,
    /// "told Rahman"
    Object,
    /// "according to Rahman"
    According,
    /// "said of Rahman"
    Topic,
}

/// A verb of saying from here on, over auxiliaries and adverbs.
pub(super) fn verb_from(facts: &Facts, mut index: usize, limit: usize) -> Option<usize> {
    let mut skipped = 0;
    while index < limit && is_between(facts, index) && facts.at(index).verb.is_none() && skipped < 5 {
        (index, skipped) = (index + 1, skipped + 1);
    }
    (index < limit && facts.at(index).verb.is_some() && !facts.at(index).in_marks).then_some(index)
}

/// The verb of saying after a source that ends here.
pub(super) fn right_verb(facts: &Facts, end: usize, limit: usize) -> Option<(usize, Tie)> {
    if let Some(verb) = verb_from(facts, end, limit) {
        return Some((verb, Tie::Next));
    }
    if end >= limit {
        return None;
    }
    let next = facts.at(end);
    if is_pause(facts, end) {
        if facts.reading.word(end + 1) == "who"
            && let Some(verb) = verb_from(facts, end + 2, limit)
        {
            return Some((verb, Tie::Relative));
        }
        let mut close = end + 1;
        while close < limit && facts.at(close).mark != next.mark && close - end < 26 && !facts.at(close).in_marks {
            close += 1;
        }
        let verb = (facts.beside(close, end).mark == next.mark).then(|| verb_from(facts, close + 1, limit)).flatten();
        return verb.map(|verb| (verb, Tie::Apposition));
    }
    if next.mark == '(' {
        let mut close = end + 1;
        while close < limit && facts.at(close).mark != ')' && close - end < 9 {
            close += 1;
        }
        let from = if facts.beside(close + 1, end).mark == ',' { close + 2 } else { close + 1 };
        return verb_from(facts, from, limit).map(|verb| (verb, Tie::Parenthesis));
    }
    if next.is(lex::PREPOSITION) {
        let mut index = end + 1;
        let goes_on = |index: usize| {
            facts.at(index).is_word && facts.at(index).verb.is_none()
                || matches!(facts.reading.word(index), "'s" | "’s" | "'" | "’" | "-" | ".")
        };
        while index < limit && index - end < 10 && goes_on(index) {
            index += 1;
        }
        // "Rahman of the Harbour Union (HU) said"
        index = past_brackets(facts, index, limit);
        return verb_from(facts, index, limit).map(|verb| (verb, Tie::Phrase));
    }
    None
}

/// The verb of saying, or "according", before a source that starts here.
pub(super) fn left_verb(facts: &Facts, start: usize, limit: usize, sort: Sort) -> Option<(usize, Tie)> {
    let mut index = start.checked_sub(1).filter(|&index| index >= limit)?;
    if sort == Sort::Name {
        // Over a title: "said campaign manager Ana Roth".
        let mut skipped = 0;
        while index > limit && skipped < 7 && is_title_word(facts, index) {
            (index, skipped) = (index - 1, skipped + 1);
        }
    }
    if facts.at(index).is(lex::DAY) && index > limit {
        index -= 1;
    }
    let word = facts.reading.word(index);
    if word == "to" && index > limit && facts.reading.word(index - 1).eq_ignore_ascii_case("according") {
        return Some((index - 1, Tie::According));
    }
    let fact = facts.at(index);
    let says = |verb: &Verb| verb.class != CueClass::Stance && verb.form != VerbForm::Participle;
    if matches!(word, "of" | "about") && index > limit {
        let before = facts.at(index - 1);
        return (before.verb.is_some_and(|verb| says(&verb)) && !before.in_marks).then_some((index - 1, Tie::Topic));
    }
    let verb = fact.verb.filter(says)?;
    if fact.in_marks {
        return None;
    }
    let before = if index > limit { facts.at(index - 1) } else { return Some((index, Tie::Inverted)) };
    let opens = before.in_marks || !before.is_word || is_between(facts, index - 1);
    let tie = if opens && verb.class != CueClass::Tell { Tie::Inverted } else { Tie::Object };
    Some((index, tie))
}

/// Whether a word may be part of a title beside a name: "campaign manager" of "campaign manager Ana Roth".
pub(super) fn is_title_word(facts: &Facts, index: usize) -> bool {
    let fact = facts.at(index);
    if fact.in_marks || fact.verb.is_some() || fact.is(lex::DAY) || fact.is(lex::AUXILIARY) {
        return false;
    }
    fact.is_word && !fact.is(lex::PREPOSITION | lex::CONJUNCTION | lex::PRONOUN)
        || fact.is(lex::DETERMINER)
        || matches!(facts.reading.word(index), "'s" | "’s" | "-" | "." | "of" | "for" | "and")
}
