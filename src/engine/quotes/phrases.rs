//! Noun phrases: where one ends, where one that ends here begins, and which is the subject of a verb.

use super::lexicon::{self as lex, Facts, VerbForm};
use std::ops::Range;

/// Where a noun phrase that opens with a determiner ends: before the verb, the next clause or mark.
pub(super) fn noun_phrase_end(facts: &Facts, start: usize, limit: usize) -> usize {
    let mut end = start + 1;
    while end < limit && end - start < 9 {
        let fact = facts.at(end);
        let word = facts.reading.word(end);
        let possessive = !fact.is_word && matches!(word, "'s" | "’s" | "'" | "’");
        let hyphen = matches!(fact.mark, '-' | '/');
        if !fact.is_word && !possessive && !hyphen {
            break;
        }
        let of = word == "of" || word == "for";
        let is_count = word == "of" && end == start + 1 && facts.at(start).is(lex::QUANTITY);
        if is_count {
            end += 1;
            continue;
        }
        if possessive || hyphen || end > start + 1 && matches!(facts.at(end - 1).mark, '-' | '/') && fact.is_word {
            end += 1;
            continue;
        }
        if fact.is(lex::AUXILIARY) || fact.is(lex::PRONOUN) && !fact.is(lex::DETERMINER) {
            break;
        }
        if (fact.is(lex::PREPOSITION) || fact.is(lex::CONJUNCTION)) && !(of && end > start + 1) {
            break;
        }
        if end > start + 1 && is_act(facts, end, limit) {
            break;
        }
        let is_past = fact.verb.is_some_and(|verb| matches!(verb.form, VerbForm::Past | VerbForm::Present));
        let is_plural = || facts.at(end - 1).is(lex::PEOPLE) || facts.reading.word(end - 1).ends_with('s');
        // "five say", "those surveyed say"
        let is_counted = end == start + 1 && facts.at(start).is(lex::QUANTITY) || facts.at(end - 1).is_ed;
        // "a sign saying “…”"
        let is_quoting = fact.verb.is_some_and(|verb| verb.form == VerbForm::Participle)
            && end > start + 1
            && (facts.beside(end + 1, end).in_marks || matches!(facts.beside(end + 1, end).mark, ',' | ':'));
        // "the council cites “…”", "the FBI lists “…”"
        let is_opened = facts.beside(end + 1, end).opens_marks && end > start + 1 && !fact.is_capital;
        let is_naming = is_opened && (fact.is_ed || word.ends_with('s') && facts.at(end - 1).is_capital);
        if is_naming || is_quoting || is_past || fact.verb.is_some() && (is_counted || end > start + 1 && is_plural()) {
            break;
        }
        let is_adverb = word.ends_with("ly") && word.len() > 5
            || matches!(word, "then" | "also" | "later" | "now" | "still" | "again" | "never" | "once");
        if (is_adverb || fact.is(lex::PAST)) && end > start + 1 {
            break;
        }
        end += 1;
    }
    while end > start + 1 && (facts.at(end - 1).is(lex::PREPOSITION) || facts.at(end - 1).is(lex::DETERMINER)) {
        end -= 1;
    }
    end
}

/// Whether a word in -ed is what the phrase before it does: "the voice praised the …", "the minister accused Roth of …", not
/// "the armed men".
pub(super) fn is_act(facts: &Facts, index: usize, limit: usize) -> bool {
    let is_regular = facts.at(index).is_ed;
    let next = if index + 1 < limit { *facts.at(index + 1) } else { lex::NOTHING };
    let has_object = next.is_capital && facts.at(index - 1).is(lex::PEOPLE);
    is_regular && (next.is(lex::DETERMINER | lex::PREPOSITION | lex::PRONOUN) || has_object)
}

/// The end of a phrase with the place or body it goes on with: "authorities in Shenyang".
pub(super) fn with_place(facts: &Facts, named: &[(usize, usize)], end: usize, limit: usize) -> Option<usize> {
    if end + 1 >= limit || !matches!(facts.reading.word(end), "in" | "at" | "from" | "with" | "of" | "for") {
        return None;
    }
    // "wrote the Harbour Daily in an editorial"
    let is_medium = facts.at(end + 1).is(lex::DETERMINER) && facts.at(end + 2).is(lex::DOCUMENT);
    if is_medium && facts.reading.word(end) == "in" {
        return None;
    }
    let mut longer = end + 1;
    while longer < limit && longer - end < 6 {
        let fact = facts.at(longer);
        let next = named.partition_point(|&(_, end)| end <= longer);
        if let Some(&(_, name_end)) = named.get(next).filter(|&&(start, _)| start == longer) {
            longer = name_end.min(limit);
            continue;
        }
        let stops = lex::AUXILIARY | lex::PRONOUN | lex::CONJUNCTION | lex::PREPOSITION | lex::DAY;
        let joins = fact.is_word || matches!(facts.reading.word(longer), "'s" | "’s" | "-");
        if !joins || fact.classes & stops != 0 && !fact.is(lex::DETERMINER) || fact.verb.is_some() {
            break;
        }
        longer += 1;
    }
    (longer > end + 1).then_some(longer)
}

/// The start of a bare plural: "Kurdish security officials".
pub(super) fn bare_start(facts: &Facts, head: usize, limit: usize) -> usize {
    let mut start = head;
    while start > limit && head - start < 4 {
        let fact = facts.at(start - 1);
        let word = facts.reading.word(start - 1);
        let plain = fact.is_word || fact.mark == '-';
        let blocked =
            fact.classes & (lex::PREPOSITION | lex::CONJUNCTION | lex::AUXILIARY | lex::PRONOUN | lex::DAY) != 0;
        if !plain || blocked || fact.verb.is_some() || word.ends_with("ly") || fact.is(lex::FINITE) {
            break;
        }
        if fact.is(lex::OPENER) && start - 1 == limit {
            break;
        }
        start -= 1;
    }
    start
}

/// The subject of a verb, left of it: over auxiliaries and adverbs, through an apposition or relative clause.
pub(super) fn subject_before(facts: &Facts, verb: usize, limit: usize) -> Option<Range<usize>> {
    let mut last = verb.checked_sub(1).filter(|&last| last >= limit)?;
    while is_between(facts, last) {
        last = last.checked_sub(1).filter(|&last| last >= limit)?;
    }
    if facts.at(last).mark == ')' {
        while last > limit && facts.at(last).mark != '(' {
            last -= 1;
        }
        last = last.checked_sub(1).filter(|&last| last >= limit)?;
    }
    if is_pause(facts, last) {
        // Back over the apposition to the pause that opens it.
        let mut open = last.checked_sub(1)?;
        while open > limit && !is_pause(facts, open) && last - open < 26 {
            open -= 1;
        }
        if !is_pause(facts, open) || open <= limit {
            return None;
        }
        last = open - 1;
    }
    // "… and said": the subject stands before the verb that "and" joins on to.
    if facts.at(last).is(lex::CONJUNCTION) {
        return None;
    }
    phrase_back(facts, last, limit)
}

pub(super) fn is_between(facts: &Facts, token: usize) -> bool {
    let fact = facts.at(token);
    !fact.is_capital && fact.is_between
}

/// Longest words in brackets between a name and its verb, in tokens.
const LONGEST_BRACKETS: usize = 9;

/// The place behind brackets that open here: "(HC)".
pub(super) fn past_brackets(facts: &Facts, open: usize, limit: usize) -> usize {
    if open >= limit || facts.at(open).mark != '(' {
        return open;
    }
    let near = open + 1..(open + LONGEST_BRACKETS).min(limit);
    near.into_iter().find(|&close| facts.at(close).mark == ')').map_or(open, |close| close + 1)
}

pub(super) fn is_pause(facts: &Facts, token: usize) -> bool {
    matches!(facts.at(token).mark, ',' | '—' | '–') && !facts.at(token).in_marks
}

/// The noun phrase that ends at this token.
fn phrase_back(facts: &Facts, last: usize, limit: usize) -> Option<Range<usize>> {
    let fact = facts.at(last);
    if fact.in_marks || !fact.is_word || fact.is(lex::PREPOSITION) && !fact.is(lex::PEOPLE) {
        return None;
    }
    if fact.is(lex::PRONOUN) && !fact.is(lex::DETERMINER) || matches!(facts.reading.word(last), "this" | "that") {
        return Some(last..last + 1);
    }
    let mut start = last;
    while start > limit && last - start < 12 {
        let before = facts.at(start - 1);
        let word = facts.reading.word(start - 1);
        if before.in_marks || before.verb.is_some_and(|verb| verb.form != VerbForm::Base) {
            break;
        }
        let joins =
            matches!(word, "'s" | "’s" | "." | "-" | "&" | "/") || matches!(word, "of" | "in" | "for" | "from" | "at");
        if !before.is_word && !joins {
            break;
        }
        let stops = before.is(lex::AUXILIARY) || before.is(lex::CONJUNCTION) && word != "and" || before.is(lex::DAY);
        if stops || (before.is(lex::PREPOSITION) && !joins) {
            break;
        }
        start -= 1;
        if before.is(lex::DETERMINER) && start > limit && !matches!(facts.reading.word(start - 1), "of" | "in" | "for")
        {
            break;
        }
    }
    while start < last
        && (facts.at(start).classes & (lex::PREPOSITION | lex::CONJUNCTION) != 0 || !facts.at(start).is_word)
    {
        start += 1;
    }
    Some(start..last + 1)
}
