//! Features for the questions asked of stretches: is a marked one speech, is a clause reported speech, and which of
//! several cuts of a clause is the right one.

use super::clauses::Candidate;
use super::cues::CueClass;
use super::lexicon::{self as lex, Facts};
use super::tags::{Label, Tags};
use crate::engine::learn::hash::feature_of;
use std::ops::Range;

/// Features of a marked stretch: is it speech, or a title, a nickname, a scare quote?
pub fn of_stretch(
    facts: &Facts,
    tags: &Tags,
    tokens: &Range<usize>,
    closed: bool,
    previous_end: Option<usize>,
) -> Vec<u32> {
    let mut out = Vec::with_capacity(60);
    let mut add = |template: u32, parts: &[u32]| out.push(feature_of(1000 + template, parts));
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
    let before_sort = if start > 0 && in_paragraph(start - 1) { facts.at(start - 1).sort } else { 0 };
    let before_word = if start > 0 && in_paragraph(start - 1) { facts.at(start - 1).lower } else { 0 };
    let next = facts.beside(end, end.saturating_sub(1));
    let next_sort = next.sort;
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
    add(20, &[facts.at(start).mark as u32, u32::from(facts.paragraph(start) == 0)]);
    add(21, &[before_sort, next_sort, count.min(4)]);
    let has_self = words.iter().take(60).any(|&index| SELF.contains(&facts.reading.word(index)));
    add(22, &[u32::from(has_self), is_finite]);
    let sentences = facts.sentence(end.saturating_sub(1)) - facts.sentence(start);
    add(23, &[sentences.min(2) as u32]);
    let is_saying = |index: &usize| {
        let fact = facts.at(*index);
        !fact.in_marks && fact.verb.is_some_and(|verb| verb.class != CueClass::Stance)
    };
    let before = (sentence_start..start).rev().position(|index| is_saying(&index)).map_or(9, |gap| gap.min(8) as u32);
    let after = (end..sentence_end).position(|index| is_saying(&index)).map_or(9, |gap| gap.min(8) as u32);
    add(24, &[before, after.min(4)]);
    add(25, &[before, stop]);
    add(26, &[after, stop]);
    add(27, &[titled, count.min(5), before_sort, u32::from(before < 9 || after < 9)]);
    add(28, &[u32::from(before < 9), u32::from(after < 9), is_finite, count.min(4)]);
    let inside = start..end.min(start + 60);
    add(30, &[level(mean(inside.clone(), |token| tags.share(token, Label::Direct)))]);
    add(31, &[level(mean(inside.clone(), |token| tags.speech(token)))]);
    add(32, &[level(mean(inside, |token| tags.attitude(token)))]);
    let outside = || (sentence_start..start).chain(end..sentence_end);
    add(33, &[level(outside().map(|token| tags.share(token, Label::Cue)).fold(0.0, f32::max))]);
    add(34, &[level(outside().map(|token| tags.share(token, Label::Source)).fold(0.0, f32::max))]);
    let report = |token: usize| tags.speech(token) + tags.attitude(token);
    add(35, &[level(start.checked_sub(1).map_or(0.0, report)), level(report(end))]);
    out
}

/// Words of those who speak themselves.
const SELF: &[&str] =
    &["I", "we", "We", "my", "our", "Our", "My", "you", "You", "me", "us", "I’m", "I'm", "We’re", "We're"];

/// A probability as a small number.
pub fn level(p: f32) -> u32 {
    const STEPS: [f32; 12] = [0.01, 0.03, 0.07, 0.15, 0.25, 0.4, 0.55, 0.7, 0.82, 0.91, 0.96, 0.99];
    STEPS.iter().take_while(|&&step| p >= step).count() as u32
}

fn mean(tokens: Range<usize>, share: impl Fn(usize) -> f32) -> f32 {
    let count = tokens.len().max(1);
    tokens.map(share).sum::<f32>() / count as f32
}

/// Features of a candidate clause.
pub fn of_clause(facts: &Facts, tags: &Tags, candidate: &Candidate) -> Vec<u32> {
    let mut out = Vec::with_capacity(72);
    let mut add = |template: u32, parts: &[u32]| out.push(feature_of(2000 + template, parts));
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
    add(5, &[class, first.sort]);
    add(6, &[shape, first.sort]);
    let before_cue = facts.before(candidate.cue.start);
    add(7, &[before_cue.lower.wrapping_mul(u32::from(!before_cue.is_capital)), 1]);
    add(8, &[before_cue.sort, form]);
    let has_that = u32::from(start > 0 && facts.reading.word(start - 1) == "that");
    add(9, &[has_that, class]);
    add(10, &[if first.is_capital { 1 } else { first.lower }]);
    let second = facts.at(start + 1);
    add(11, &[first.sort, second.sort]);
    add(12, &[facts.before(start).sort]);
    let next = facts.beside(end, end.saturating_sub(1));
    add(13, &[next.sort]);
    add(14, &[if next.is_capital { 1 } else { next.lower }]);
    add(15, &[facts.at(end.saturating_sub(1)).sort]);
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
    add(31, &[facts.at(candidate.cue.start + 1).sort, lemma]);
    add(32, &[first.sort, second.sort, facts.at(start + 2).sort]);
    add(33, &[u32::from(candidate.by)]);
    let words = start..end.min(start + LOOKED_AT);
    let speech = level(mean(words.clone(), |token| tags.speech(token)));
    let least = level(words.clone().map(|token| tags.speech(token)).fold(1.0, f32::min));
    let most = level(words.clone().map(|token| tags.speech(token)).fold(0.0, f32::max));
    let opens = level(tags.share(start, Label::SpeechOpens));
    let goes_on = level(if end < sentence.end { tags.share(end, Label::Speech) } else { 0.0 });
    let began_before = level(if start > sentence.start { tags.speech(start - 1) } else { 0.0 });
    let attitude = level(mean(words.clone(), |token| tags.attitude(token)));
    add(40, &[speech]);
    add(41, &[attitude]);
    add(42, &[level(mean(words, |token| tags.share(token, Label::Direct)))]);
    add(43, &[least]);
    add(44, &[most]);
    add(45, &[opens]);
    add(46, &[level(tags.share(start, Label::AttitudeOpens))]);
    add(47, &[goes_on]);
    add(48, &[began_before]);
    add(49, &[speech, attitude]);
    add(50, &[opens, goes_on]);
    add(51, &[level(tags.share(candidate.cue.start, Label::Cue)), class]);
    add(52, &[level(tags.speech(end.saturating_sub(1)))]);
    let source = candidate.subject.as_ref().map_or(99, |subject| level(tags.share(subject.end - 1, Label::Source)));
    add(53, &[source]);
    out
}

/// Words of a clause that are looked at: longer ones are no prose.
const LOOKED_AT: usize = 200;
