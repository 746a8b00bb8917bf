//! Features for two yes-or-no questions: is a marked stretch speech, and is a candidate clause reported speech.

use super::clauses::Candidate;
use super::lexicon::{self as lex, Facts};
use crate::engine::learn::hash::feature;
use std::ops::Range;

fn mix(parts: &[u32]) -> u32 {
    parts.iter().fold(29, |sum, &part| feature(sum, part))
}

/// Features of a marked stretch: is it speech, or a title, a nickname, a scare quote?
pub fn of_stretch(facts: &Facts, tokens: &Range<usize>, closed: bool, previous_end: Option<usize>) -> Vec<u32> {
    let mut out = Vec::with_capacity(40);
    let mut add = |template: u32, parts: &[u32]| out.push(feature(1000 + template, mix(parts)));
    let Range { start, end } = *tokens;
    let words: Vec<usize> = (start..end).filter(|&index| facts.at(index).is_word).take(400).collect();
    let count = words.len().min(8) as u32;
    let capitals = words.iter().filter(|&&index| facts.at(index).is_capital).count();
    let titled = u32::from(capitals * 10 > words.len() * 7);
    let last = (start..end)
        .rev()
        .take(3)
        .map(|index| facts.at(index))
        .find(|fact| fact.is_word || matches!(fact.mark, ',' | '.' | '?' | '!' | '…'));
    let stop = last.map_or(0, |fact| if fact.is_word { 0 } else { fact.mark as u32 });
    let in_paragraph = |index: usize| facts.paragraph(index) == facts.paragraph(start);
    let before_sort = if start > 0 && in_paragraph(start - 1) { facts.at(start - 1).sort() } else { 0 };
    let before_word = if start > 0 && in_paragraph(start - 1) { facts.at(start - 1).lower } else { 0 };
    let next = facts.beside(end, end.saturating_sub(1));
    let next_sort = if next.mark == '\n' { 0 } else { next.sort() };
    let is_finite = u32::from(facts.has_finite_verb(start..end.min(start + 200)));
    add(1, &[count]);
    add(2, &[(words.len() / 5).min(5) as u32]);
    add(3, &[titled, count.min(5)]);
    add(4, &[stop]);
    add(5, &[before_sort]);
    add(6, &[next_sort]);
    add(7, &[before_sort, stop]);
    add(8, &[count.min(5), stop]);
    add(9, &[is_finite, count.min(5)]);
    add(10, &[before_word]);
    if start > 1 && in_paragraph(start - 2) {
        add(11, &[facts.at(start - 2).lower]);
    }
    add(12, &[if next.mark == '\n' { 1 } else { next.lower }]);
    add(13, &[words.first().map_or(0, |&index| facts.at(index).lower)]);
    add(14, &[words.first().map_or(0, |&index| u32::from(facts.at(index).is_capital)), stop]);
    add(15, &[u32::from(closed)]);
    add(16, &[u32::from(facts.paragraph(start) == 0)]);
    let gap = previous_end.map_or(3, |end| (facts.paragraph(start) - facts.paragraph(end.saturating_sub(1))).min(2));
    add(17, &[gap]);
    let sentence_start = facts.sentence_of(start).start.max(start.saturating_sub(40));
    let sentence_end = facts.sentence_of(end.saturating_sub(1)).end.min(end + 40);
    for index in (sentence_start..start).chain(end..sentence_end) {
        let fact = facts.at(index);
        if let Some(verb) = fact.verb.filter(|_| !fact.in_marks) {
            add(18, &[verb.class as u32]);
            add(19, &[verb.class as u32, u32::from(index >= end), u32::from(stop == 0)]);
        }
    }
    out
}

/// Features of a candidate clause.
pub fn of_clause(facts: &Facts, candidate: &Candidate) -> Vec<u32> {
    let mut out = Vec::with_capacity(48);
    let mut add = |template: u32, parts: &[u32]| out.push(feature(2000 + template, mix(parts)));
    let Range { start, end } = candidate.tokens;
    let shape = candidate.shape as u32;
    let cue = facts.at(candidate.cue.start);
    let (class, lemma, form) =
        cue.verb.map_or((9, 999, 9), |verb| (verb.class as u32, u32::from(verb.lemma), verb.form as u32));
    let first = facts.at(start);
    add(1, &[shape]);
    add(2, &[lemma]);
    add(3, &[class, form]);
    add(4, &[lemma, shape]);
    add(5, &[class, first.sort()]);
    add(6, &[shape, first.sort()]);
    let before_cue = facts.before(candidate.cue.start);
    add(7, &[before_cue.lower.wrapping_mul(u32::from(!before_cue.is_capital)), 1]);
    add(8, &[before_cue.sort(), form]);
    let has_that = u32::from(start > 0 && facts.reading.word(start - 1) == "that");
    add(9, &[has_that, class]);
    add(10, &[if first.is_capital { 1 } else { first.lower }]);
    let second = facts.at(start + 1);
    add(11, &[first.sort(), second.sort()]);
    add(12, &[facts.before(start).sort()]);
    let next = facts.beside(end, end.saturating_sub(1));
    add(13, &[next.sort()]);
    add(14, &[if next.is_capital { 1 } else { next.lower }]);
    add(15, &[facts.at(end.saturating_sub(1)).sort()]);
    let is_finite = facts.has_finite_verb(start..end.min(start + 120));
    let is_finite_soon = facts.has_finite_verb(start + 1..end.min(start + 9));
    add(16, &[u32::from(is_finite), u32::from(is_finite_soon), has_that]);
    add(17, &[u32::from(is_finite), shape]);
    let length = (usize::BITS - end.saturating_sub(start).leading_zeros()).min(6);
    add(18, &[length]);
    add(19, &[length, u32::from(is_finite)]);
    let marked = (start..end.min(start + 200)).filter(|&index| facts.at(index).in_marks).count();
    let share = (marked * 4).div_ceil(end.saturating_sub(start).max(1)) as u32;
    add(20, &[share]);
    add(21, &[share, class]);
    match &candidate.subject {
        Some(subject) => {
            let head = facts.at(subject.end.saturating_sub(1));
            let sort = if head.is(lex::PRONOUN) {
                head.lower
            } else if head.is_capital {
                1
            } else {
                2 + u32::from(head.is(lex::PEOPLE)) + 2 * u32::from(head.is(lex::DOCUMENT))
            };
            add(22, &[sort]);
            add(23, &[sort, class, form]);
            if !head.is_capital {
                add(24, &[head.lower]);
            }
            add(25, &[(candidate.cue.start.abs_diff(subject.end)).min(4) as u32]);
        }
        None => add(26, &[class, form]),
    }
    let sentence = facts.sentence_of(start);
    add(27, &[u32::from(start == sentence.start), shape]);
    let question = (sentence.end.saturating_sub(2)..sentence.end).any(|index| facts.at(index).mark == '?');
    add(28, &[u32::from(question)]);
    add(29, &[u32::from(facts.paragraph(start) == 0), shape]);
    let comma_soon = (start..end.min(start + 4)).any(|index| facts.at(index).mark == ',');
    add(30, &[u32::from(comma_soon), shape]);
    add(31, &[facts.at(candidate.cue.start + 1).sort(), lemma]);
    add(32, &[first.sort(), second.sort(), facts.at(start + 2).sort()]);
    out
}
