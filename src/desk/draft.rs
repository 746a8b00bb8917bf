//! What a person adds by selecting words, drafted so that it is mostly right: a quote with its marks, form and likely
//! speaker.

use super::sheet::Sheet;
use crate::engine::names::Names;
use crate::engine::{self, Reading};
use crate::model::{Candidate, Form, Id, Kind, Mention, Quote, Score, Speaker, SpeakerKind, Tail};
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
    let read = read(doc, span);
    let cue = read.as_ref().and_then(|quote| quote.cue);
    // Nobody the engine knows: whoever is named nearest.
    let candidates = read.map(|quote| quote.candidates).filter(|ranked| !ranked.is_empty());
    let candidates = candidates.unwrap_or_else(|| speakers(doc, span));
    let speaker = candidates.first().map(|candidate| candidate.speaker.clone());
    Some(Quote { form, span, parts, cue, speaker, candidates, tail: Tail::by_person() })
}

/// The quote as the engine reads it, among the entities as they stand now.
fn read(doc: &Doc, span: Span) -> Option<Quote> {
    let ids: Vec<Id> = doc.entities().map(|(id, _)| id).collect();
    let inside =
        |id: Id| ids.iter().position(|known| *known == id).map(|place| Id::new(Kind::Entity, place as u32 + 1));
    let known = |mention: &Mention| Some(Mention { entity: inside(mention.entity)?, ..mention.clone() });
    let mut mentions: Vec<Mention> = doc.mentions().filter_map(|(_, mention)| known(mention)).collect();
    mentions.sort_by_key(|mention| mention.span);
    let names = Names { entities: doc.entities().map(|(_, entity)| entity.clone()).collect(), mentions };
    let before = doc.quotes().filter(|(_, quote)| quote.span.end() <= span.start()).max_by_key(|(_, q)| q.span.end());
    let last_speaker = before.and_then(|(_, quote)| inside(quote.speaker.as_ref()?.entity?));
    let mut quote = engine::quotes::draft(&Reading::new(doc.article()), &names, span, last_speaker)?;
    let outside = |id: Id| ids.get(id.number as usize - 1).copied();
    for candidate in &mut quote.candidates {
        candidate.speaker.entity = candidate.speaker.entity.and_then(outside);
    }
    quote.candidates.truncate(MOST_CANDIDATES);
    Some(quote)
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Change, Findings, Put, Record};

    /// Reads an article and drafts the quote of these words, with every name's number higher by three.
    fn drafted(text: &str, words: &str) -> Quote {
        let article = Article::plain(text);
        let Findings { entities, mentions, .. } = engine::extract(&article);
        let mut doc = Doc::new(article);
        let moved = |id: Id| Id::new(Kind::Entity, id.number + 3);
        let entities = entities.into_iter().enumerate().map(|(place, entity)| {
            let id = Id::new(Kind::Entity, place as u32 + 4);
            Put { id, before: None, after: Some(Record::Entity(entity)) }
        });
        let mentions = mentions.into_iter().enumerate().map(|(place, mention)| {
            let mention = Mention { entity: moved(mention.entity), ..mention };
            let id = Id::new(Kind::Mention, place as u32 + 1);
            Put { id, before: None, after: Some(Record::Mention(mention)) }
        });
        let puts = entities.chain(mentions).collect();
        doc.apply(&Change { label: String::new(), puts }).expect("a change that fits");
        let start = text.find(words).expect("the words are in the text");
        let span = doc.text().span(start, start + words.len()).expect("a span");
        let quote = read(&doc, span).expect("a quote");
        for id in quote.candidates.iter().filter_map(|candidate| candidate.speaker.entity) {
            assert!(doc.entity(id).is_some(), "{id} is no entity of the document");
        }
        quote
    }

    #[test]
    fn the_one_at_the_cue_speaks_not_the_nearest() {
        let text =
            "Mayor Ana Roth met Tom Hale on Monday. She told Hale that the old bridge would be torn down in May.";
        let quote = drafted(text, "the old bridge would be torn down in May");
        let best = quote.candidates.first().map(|candidate| &candidate.speaker);
        assert_eq!(best.map(|speaker| speaker.name.as_str()), Some("Ana Roth"), "{:?}", quote.candidates);
        assert!(quote.cue.is_some());
    }
}
