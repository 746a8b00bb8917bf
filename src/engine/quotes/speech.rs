//! From marks and clauses to units of speech: each a marked stretch or a clause, none overlapping.

use super::clauses::{self, Candidate};
use super::filter;
use super::lexicon::Facts;
use super::marks::Stretch;
use super::model::Models;
use crate::model::Form;
use crate::text::Span;
use std::ops::Range;

/// A marked stretch counts as speech from this probability on.
pub const SPEECH_FROM: f32 = 0.5;
/// A clause counts as reported speech from this probability on.
pub const REPORTED_FROM: f32 = 0.42;

/// What a unit's words are.
#[derive(Clone, Debug)]
pub enum Words {
    /// Wholly in marks.
    Marked,
    /// A clause beside a cue.
    Clause {
        /// The cue's tokens.
        cue: Range<usize>,
        /// Who says it, as the grammar nearby has it.
        subject: Option<Range<usize>>,
    },
}

/// One stretch of speech.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its span.
    pub span: Span,
    /// Its marked stretches.
    pub parts: Vec<Span>,
    /// What its words are.
    pub words: Words,
    /// How likely it is speech.
    pub probability: f64,
}

impl Unit {
    /// How it stands in the text.
    pub fn form(&self) -> Form {
        match (&self.words, self.parts.is_empty()) {
            (Words::Marked, _) => Form::Direct,
            (Words::Clause { .. }, true) => Form::Reported,
            (Words::Clause { .. }, false) => Form::Mixed,
        }
    }

    /// The rule that found it.
    pub fn rule(&self) -> &'static str {
        match self.form() {
            Form::Direct => "quote-marks",
            Form::Mixed => "quote-mixed",
            Form::Reported => "quote-reported",
        }
    }
}

/// A marked stretch with its tokens and its probability of being speech.
pub(super) struct Marked {
    pub(super) stretch: Stretch,
    pub(super) tokens: Range<usize>,
    pub(super) probability: f32,
}

/// All marked stretches outside page furniture.
pub(super) fn marked(models: &Models, facts: &Facts, stretches: &[Stretch]) -> Vec<Marked> {
    let mut previous_end = None;
    let mut all = Vec::with_capacity(stretches.len());
    for &stretch in stretches {
        let tokens = facts.reading.tokens_in(stretch.span);
        if tokens.is_empty() || facts.reading.is_excluded(stretch.span.start()) {
            continue;
        }
        let features = filter::of_stretch(facts, &tokens, stretch.closed, previous_end);
        let probability = models.speech.probability(&features);
        previous_end = Some(tokens.end);
        all.push(Marked { stretch, tokens, probability });
    }
    all
}

/// The clauses kept, best first chosen, in text order, none overlapping.
fn kept(models: &Models, facts: &Facts) -> Vec<(Candidate, f32)> {
    let mut scored: Vec<(Candidate, f32)> = clauses::find(facts)
        .into_iter()
        .map(|candidate| {
            let probability = models.reported.probability(&filter::of_clause(facts, &candidate));
            (candidate, probability)
        })
        .filter(|(_, probability)| *probability >= REPORTED_FROM)
        .collect();
    scored.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.tokens.start.cmp(&b.0.tokens.start)));
    let mut taken: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    let mut kept: Vec<(Candidate, f32)> = Vec::new();
    for (candidate, probability) in scored {
        let Range { start, end } = candidate.tokens;
        let overlaps = taken.range(..end).next_back().is_some_and(|(_, &old_end)| old_end > start);
        if !overlaps {
            taken.insert(start, end);
            kept.push((candidate, probability));
        }
    }
    kept.sort_by_key(|(candidate, _)| candidate.tokens.start);
    kept
}

/// The article's units of speech in text order.
pub fn units(models: &Models, facts: &Facts, stretches: &[Stretch]) -> Vec<Unit> {
    let marked = marked(models, facts, stretches);
    let mut used = vec![false; marked.len()];
    let mut units = Vec::new();
    let mut next = 0;
    let mut free_from = 0;
    for (candidate, probability) in kept(models, facts) {
        let Range { start, end } = candidate.tokens;
        while marked.get(next).is_some_and(|mark| mark.tokens.end <= start) {
            next += 1;
        }
        let touching: Vec<usize> = (next..marked.len()).take_while(|&index| marked[index].tokens.start < end).collect();
        if let Some(unit) = clause_unit(facts, &candidate, probability, &marked, &touching, free_from) {
            free_from = unit.tokens.end;
            if let Words::Clause { .. } = unit.words {
                for index in touching {
                    used[index] = true;
                }
                units.push(unit);
            }
        }
    }
    let clauses = units.len();
    for (index, mark) in marked.iter().enumerate() {
        let is_inside = units.get(..clauses).is_some_and(|clauses| hold(clauses, mark.stretch.span));
        if !used[index] && !is_inside && mark.probability >= SPEECH_FROM {
            units.push(Unit {
                tokens: mark.tokens.clone(),
                span: mark.stretch.span,
                parts: vec![mark.stretch.span],
                words: Words::Marked,
                probability: f64::from(mark.probability),
            });
        }
    }
    units.sort_by_key(|unit| unit.tokens.start);
    units
}

/// Whether one of the clauses, which stand in text order, shares words with a span.
fn hold(clauses: &[Unit], span: Span) -> bool {
    let next = clauses.partition_point(|unit| unit.span.end() <= span.start());
    clauses.get(next).is_some_and(|unit| unit.span.overlaps(span))
}

/// The unit of a kept clause; `None` when its words are all one marked stretch, which speaks for itself.
fn clause_unit(
    facts: &Facts,
    candidate: &Candidate,
    probability: f32,
    marked: &[Marked],
    touching: &[usize],
    free_from: usize,
) -> Option<Unit> {
    let Range { mut start, mut end } = candidate.tokens;
    start = start.max(free_from);
    while start < end && !facts.at(start).is_word && !facts.at(start).in_marks {
        start += 1;
    }
    let plain = (start..end).filter(|&index| facts.at(index).is_word && !facts.at(index).in_marks).count();
    if plain == 0 || start >= end {
        return None;
    }
    // Marks that begin in the clause and go on after its sentence belong to it.
    for &index in touching {
        let mark = &marked[index];
        if mark.tokens.start >= start && mark.tokens.end > end {
            end = mark.tokens.end;
        }
    }
    let span = facts.reading.cover(start, end - 1)?;
    let parts =
        touching.iter().map(|&index| marked[index].stretch.span).filter_map(|part| part.intersection(span)).collect();
    let words = Words::Clause { cue: candidate.cue.clone(), subject: candidate.subject.clone() };
    Some(Unit { tokens: start..end, span, parts, words, probability: f64::from(probability) })
}
