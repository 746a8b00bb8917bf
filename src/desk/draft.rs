//! What a person adds by selecting words, drafted so that it is mostly right: a quote with its marks, form and likely
//! speaker.

use super::sheet::Sheet;
use crate::model::{Candidate, Form, Id, Quote, Score, Speaker, SpeakerKind, Tail};
use crate::model::{Doc, EntityKind};
use crate::text::{Span, Text};

/// Most people that are offered as speakers.
const MOST_CANDIDATES: usize = 6;

/// The quote that the selected words are, with the likely speaker.
pub fn quote(sheet: &Sheet, selected: Span) -> Option<Quote> {
    let doc = sheet.doc();
    let text = doc.text();
    let span = text.trim(selected)?;
    let parts = marked_parts(text, span);
    let words = text.slice(span);
    let form = match parts.as_slice() {
        [] => Form::Reported,
        _ if words.starts_with(opens) && words.ends_with(closes) => Form::Direct,
        _ => Form::Mixed,
    };
    let candidates = speakers(doc, span);
    let speaker = candidates.first().map(|candidate| candidate.speaker.clone());
    Some(Quote { form, span, parts, cue: None, speaker, candidates, tail: Tail::by_person() })
}

fn opens(c: char) -> bool {
    matches!(c, '"' | '“' | '„' | '«' | '»' | '‘' | '\'')
}

fn closes(c: char) -> bool {
    matches!(c, '"' | '”' | '“' | '»' | '«' | '’' | '\'' | ',' | '.' | '!' | '?')
}

/// The stretches between double marks inside the span.
fn marked_parts(text: &Text, span: Span) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut open: Option<usize> = None;
    let is_mark = |c: char| matches!(c, '"' | '“' | '”' | '„' | '«' | '»');
    for (at, mark) in text.slice(span).char_indices().filter(|(_, c)| is_mark(*c)) {
        let at = span.start() + at;
        match open.take() {
            None => open = Some(at),
            Some(start) => parts.extend(text.span(start, at + mark.len_utf8())),
        }
    }
    parts.extend(open.and_then(|start| text.span(start, span.end())));
    parts
}

/// Everybody in the article who may have said it, the nearest first: who speaks just before, then who is named nearest.
pub fn speakers(doc: &Doc, span: Span) -> Vec<Candidate> {
    let mut ranked: Vec<(usize, Id, String)> = Vec::new();
    let before = doc.quotes().filter(|(_, quote)| quote.span.end() <= span.start()).max_by_key(|(_, q)| q.span.end());
    if let Some(id) = before.and_then(|(_, quote)| quote.speaker.as_ref()?.entity) {
        ranked.push((span.start().abs_diff(before.map_or(0, |(_, q)| q.span.end())), id, "speaks before".to_owned()));
    }
    for (_, mention) in doc.mentions().filter(|(_, mention)| !span.contains(mention.span)) {
        let speaks = doc.entity(mention.entity).is_some_and(|entity| match entity.kind {
            EntityKind::Person | EntityKind::Organisation => true,
            EntityKind::Group | EntityKind::Place | EntityKind::Facility | EntityKind::Other => false,
        });
        if !speaks {
            continue;
        }
        let is_before = mention.span.end() <= span.start();
        let distance =
            if is_before { span.start() - mention.span.end() } else { mention.span.start().saturating_sub(span.end()) };
        // People speak more often than bodies and groups do: those count as farther away.
        let is_person = doc.entity(mention.entity).is_some_and(|entity| entity.kind == EntityKind::Person);
        let weight = if is_person { distance } else { distance * 3 + 400 };
        let reason = if is_before { "named before it" } else { "named after it" };
        ranked.push((weight, mention.entity, reason.to_owned()));
    }
    ranked.sort();
    let mut seen = Vec::new();
    let mut candidates = Vec::new();
    for (_, id, reason) in ranked {
        if seen.contains(&id) || candidates.len() == MOST_CANDIDATES {
            continue;
        }
        seen.push(id);
        let Some(entity) = doc.entity(id) else { continue };
        let kind = match entity.kind {
            EntityKind::Person => SpeakerKind::Person,
            EntityKind::Group => SpeakerKind::Collective,
            EntityKind::Organisation | EntityKind::Place | EntityKind::Facility | EntityKind::Other => {
                SpeakerKind::Organisation
            }
        };
        let speaker = Speaker { span: None, entity: Some(id), name: entity.name.clone(), kind, reason: Some(reason) };
        candidates.push(Candidate { speaker, score: Score::new(0.5) });
    }
    candidates
}

/// The speakers the inspector offers for a quote: the engine's ranking first, then the nearest others, no name twice.
pub fn choices(doc: &Doc, quote: &Quote) -> Vec<Candidate> {
    let mut choices: Vec<Candidate> = Vec::new();
    let current = quote.speaker.iter().map(|speaker| Candidate { speaker: speaker.clone(), score: quote.tail.score });
    let engine = quote.candidates.iter().cloned();
    let is_listed = |listed: &[Candidate], new: &Candidate| {
        listed.iter().any(|old| {
            old.speaker.name == new.speaker.name
                || (old.speaker.entity.is_some() && old.speaker.entity == new.speaker.entity)
        })
    };
    // The engine's order stands still when a person chooses, so that digits keep their meaning.
    let in_engine = quote.speaker.as_ref().is_some_and(|speaker| {
        quote.candidates.iter().any(|candidate| {
            candidate.speaker.name == speaker.name
                || (speaker.entity.is_some() && candidate.speaker.entity == speaker.entity)
        })
    });
    let first: Vec<Candidate> = if in_engine { engine.collect() } else { current.chain(engine).collect() };
    for candidate in first.into_iter().chain(speakers(doc, quote.span)) {
        if !is_listed(&choices, &candidate) && choices.len() < MOST_CANDIDATES {
            choices.push(candidate);
        }
    }
    choices
}
