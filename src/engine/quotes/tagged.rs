//! Clauses that the tags propose: runs of words they take for reported speech, and such runs with one edge moved to
//! where a rule has it.

use super::clauses::{Candidate, Shape, proposer};
use super::lexicon::Facts;
use super::tags::{Label, Tags};
use std::ops::Range;

/// A sentence with more clauses of the rules than this is no prose; the tags add nothing there.
const MOST_RULES: usize = 16;
/// How far from a run its cue is looked for, in tokens.
const CUE_REACH: usize = 24;

/// Adds to the candidates of a sentence, `all[begun..]`.
pub fn propose(facts: &Facts, tags: &Tags, sentence: Range<usize>, begun: usize, all: &mut Vec<Candidate>) {
    let rules = all.len() - begun;
    if rules > MOST_RULES || !super::tags::is_worth_reading(facts, sentence.clone()) {
        return;
    }
    let mut runs: Vec<(Range<usize>, u8)> = Vec::new();
    let spans = [
        (tags.spans(sentence.clone(), Label::SpeechOpens, Label::Speech), proposer::SPEECH),
        (tags.spans(sentence.clone(), Label::AttitudeOpens, Label::Attitude), proposer::ATTITUDE),
        (rather(tags, sentence.clone(), 0.45, |token| tags.speech(token)), proposer::RUN),
        (rather(tags, sentence.clone(), 0.2, |token| tags.speech(token) + tags.attitude(token)), proposer::RUN),
    ];
    for (spans, by) in spans {
        for span in spans {
            add_run(&mut runs, trimmed(facts, span), by);
        }
    }
    let mut both = Vec::new();
    for rule in all.get(begun..).unwrap_or_default() {
        for (run, _) in runs.iter().filter(|(run, _)| run.start < rule.tokens.end && rule.tokens.start < run.end) {
            both.push(rule.tokens.start..run.end);
            both.push(run.start..rule.tokens.end);
        }
    }
    for span in both {
        add_run(&mut runs, span, proposer::BOTH);
    }
    for (span, by) in runs.into_iter().filter(|(span, _)| span.len() >= 3) {
        let known = all.get_mut(begun..begun + rules).into_iter().flatten().filter(|old| old.tokens == span);
        let mut is_known = false;
        for old in known {
            old.by |= by;
            is_known = true;
        }
        if !is_known && let Some(candidate) = candidate(facts, tags, &sentence, &all[begun..begun + rules], span, by) {
            all.push(candidate);
        }
    }
}

fn add_run(runs: &mut Vec<(Range<usize>, u8)>, span: Range<usize>, by: u8) {
    match runs.iter_mut().find(|(old, _)| *old == span) {
        Some((_, old)) => *old |= by,
        None => runs.push((span, by)),
    }
}

/// Runs of tokens above a probability; where speech opens anew a new run begins.
fn rather(tags: &Tags, sentence: Range<usize>, least: f32, share: impl Fn(usize) -> f32) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for token in sentence.filter(|&token| share(token) > least) {
        match runs.last_mut() {
            Some(run) if run.end == token && tags.share(token, Label::SpeechOpens) <= 0.5 => run.end += 1,
            _ => runs.push(token..token + 1),
        }
    }
    runs
}

/// Without marks of pause at the edges and without the stop at the end.
fn trimmed(facts: &Facts, span: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = span;
    let is_before = |index: usize| !facts.at(index).is_word || facts.reading.word(index) == "that";
    while start < end && is_before(start) && !facts.at(start).in_marks {
        start += 1;
    }
    while end > start && matches!(facts.at(end - 1).mark, ',' | '.' | ';' | '—' | '–') && !facts.at(end - 1).in_marks
    {
        end -= 1;
    }
    start..end
}

/// A candidate for a run: cue and subject of the rule's clause that shares most words with it, else the nearest cue.
fn candidate(
    facts: &Facts,
    tags: &Tags,
    sentence: &Range<usize>,
    rules: &[Candidate],
    span: Range<usize>,
    by: u8,
) -> Option<Candidate> {
    let shared = |rule: &Candidate| rule.tokens.end.min(span.end).saturating_sub(rule.tokens.start.max(span.start));
    let is_outside = |rule: &&Candidate| !(span.start..span.end).contains(&rule.cue.start);
    let like = rules.iter().filter(|rule| shared(rule) > 0).filter(is_outside).max_by_key(|rule| shared(rule));
    if let Some(rule) = like {
        return Some(Candidate { tokens: span, by, ..rule.clone() });
    }
    let left = span.start.saturating_sub(CUE_REACH).max(sentence.start)..span.start;
    let right = span.end..(span.end + CUE_REACH).min(sentence.end);
    let is_cue = |token: &usize| {
        let fact = facts.at(*token);
        !fact.in_marks && (tags.share(*token, Label::Cue) > 0.3 || fact.verb.is_some())
    };
    let distance = |token: &usize| if *token < span.start { span.start - token } else { token - span.end + 1 };
    let cue = left.chain(right).filter(is_cue).min_by_key(distance)?;
    let subject = super::phrases::subject_before(facts, cue, sentence.start);
    Some(Candidate { tokens: span, cue: cue..cue + 1, subject, shape: Shape::Tagged, by })
}
