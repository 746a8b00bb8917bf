//! Entities joined, parted, renamed and removed; their mentions and the quotes that hang on them follow.

use super::plan::{Draft, Refusal, words_of};
use crate::model::{Entity, EntityKind, Id, Kind, Record, Review, Tail};
use crate::text::{Span, Text};

/// Every place where the name stands as whole words.
pub(super) fn occurrences(text: &Text, name: &str) -> Vec<Span> {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let content = text.as_str();
    content
        .match_indices(name)
        .filter(|(at, found)| {
            let end = at + found.len();
            !is_word(text.between(0, *at).chars().next_back())
                && !is_word(text.between(end, content.len()).chars().next())
        })
        .filter_map(|(at, found)| text.span(at, at + found.len()))
        .collect()
}

/// The quotes that name this entity as speaker.
fn quotes_of(draft: &Draft, entity: Id) -> Vec<Id> {
    let speaks = |id: &Id| match draft.get(*id) {
        Some(Record::Quote(quote)) => quote.speaker.is_some_and(|speaker| speaker.entity == Some(entity)),
        _ => false,
    };
    draft.doc.quotes().map(|(id, _)| id).filter(speaks).collect()
}

/// Gives the quote's speaker to another entity (or leaves only the name), candidates too.
fn move_quote(draft: &mut Draft, id: Id, from: Id, to: Option<(Id, &str)>) {
    let Some(Record::Quote(mut quote)) = draft.get(id) else { return };
    let speakers = quote.candidates.iter_mut().map(|candidate| &mut candidate.speaker).chain(quote.speaker.as_mut());
    for speaker in speakers.filter(|speaker| speaker.entity == Some(from)) {
        speaker.entity = to.map(|(id, _)| id);
        if let Some((_, name)) = to {
            name.clone_into(&mut speaker.name);
        }
    }
    draft.put(id, Some(Record::Quote(quote)));
}

/// Every quote that mentions the entity as speaker or candidate.
fn quotes_touching(draft: &Draft, entity: Id) -> Vec<Id> {
    let touches = |id: &Id| match draft.get(*id) {
        Some(Record::Quote(quote)) => {
            quote.speaker.is_some_and(|speaker| speaker.entity == Some(entity))
                || quote.candidates.iter().any(|candidate| candidate.speaker.entity == Some(entity))
        }
        _ => false,
    };
    draft.doc.quotes().map(|(id, _)| id).filter(touches).collect()
}

/// Takes an entity out with its mentions; its quotes keep the name but no longer point to it.
pub(super) fn remove_entity(draft: &mut Draft, id: Id) {
    for quote in quotes_touching(draft, id) {
        move_quote(draft, quote, id, None);
    }
    for (mention, _) in draft.doc.mentions_of(id) {
        draft.put(mention, None);
    }
    draft.put(id, None);
}

/// Takes one mention out; an entity without mentions that nobody speaks for goes too.
pub(super) fn remove_mention(draft: &mut Draft, id: Id) -> Result<(), Refusal> {
    let Some(Record::Mention(mention)) = draft.get(id) else {
        return Err(Refusal::because("That mention is no longer there."));
    };
    draft.put(id, None);
    let entity = mention.entity;
    let left = draft.doc.mentions_of(entity).iter().any(|(other, _)| draft.get(*other).is_some());
    if !left && quotes_of(draft, entity).is_empty() {
        remove_entity(draft, entity);
    }
    Ok(())
}

/// Merges entities into one: mentions and quotes move.
pub(super) fn merge(draft: &mut Draft, into: Id, from: &[Id]) -> Result<String, Refusal> {
    let mut kept = draft.entity(into)?;
    let mut moved = 0;
    let mut names = Vec::new();
    for &id in from {
        if id == into {
            return Err(Refusal::because("An entity cannot be merged into itself."));
        }
        names.push(draft.entity(id)?.name);
        moved += quotes_of(draft, id).len();
        for quote in quotes_touching(draft, id) {
            move_quote(draft, quote, id, Some((into, &kept.name)));
        }
        for (mention, _) in draft.doc.mentions_of(id) {
            if let Some(Record::Mention(mut record)) = draft.get(mention) {
                record.entity = into;
                draft.put(mention, Some(Record::Mention(record)));
            }
        }
        draft.put(id, None);
    }
    kept.tail.edited = true;
    let label = format!("merge {} into {}{}", names.join(", "), kept.name, moving(moved));
    draft.put(into, Some(Record::Entity(kept)));
    Ok(label)
}

fn moving(quotes: usize) -> String {
    match quotes {
        0 => String::new(),
        1 => ", moves 1 quote".to_owned(),
        many => format!(", moves {many} quotes"),
    }
}

/// Makes a new entity of some mentions; quotes whose speaker stands on one of them follow.
pub(super) fn split(draft: &mut Draft, mentions: &[Id], entity: Option<&Entity>) -> Result<String, Refusal> {
    let mut chosen = Vec::new();
    for &id in mentions {
        match draft.get(id) {
            Some(Record::Mention(mention)) => chosen.push((id, mention)),
            _ => return Err(Refusal::because("That mention is no longer there.")),
        }
    }
    let Some((_, first)) = chosen.first() else {
        return Err(Refusal::because("Tick the mentions to split off first."));
    };
    let old = first.entity;
    if chosen.iter().any(|(_, mention)| mention.entity != old) {
        return Err(Refusal::because("The mentions belong to different entities."));
    }
    if draft.doc.mentions_of(old).len() == chosen.len() {
        return Err(Refusal::because("All its mentions are ticked: there would be nothing left to split from."));
    }
    let longest = chosen.iter().max_by_key(|(_, mention)| mention.span.len()).map(|(_, mention)| mention.span);
    let name = longest.map(|span| draft.doc.text().slice(span).to_owned()).unwrap_or_default();
    let kind = draft.entity(old).map_or(EntityKind::Person, |entity| entity.kind);
    let entity = entity.cloned().unwrap_or(Entity { name, kind, tail: Tail::by_person() });
    let name = entity.name.clone();
    let new = draft.add(Kind::Entity, Record::Entity(entity));
    let spans: Vec<Span> = chosen.iter().map(|(_, mention)| mention.span).collect();
    for (id, mut mention) in chosen {
        mention.entity = new;
        draft.put(id, Some(Record::Mention(mention)));
    }
    let mut moved = 0;
    for id in quotes_of(draft, old) {
        let Ok(mut quote) = draft.quote(id) else { continue };
        let Some(speaker) = quote.speaker.as_mut() else { continue };
        if speaker.span.is_some_and(|place| spans.iter().any(|span| span.overlaps(place))) {
            (speaker.entity, speaker.name) = (Some(new), name.clone());
            draft.put(id, Some(Record::Quote(Box::new(quote))));
            moved += 1;
        }
    }
    Ok(format!("split {name} from {}{}", words_of(draft.doc, old), moving(moved)))
}

/// Renames an entity; its quotes show the new name.
pub(super) fn rename(draft: &mut Draft, id: Id, name: &str) -> Result<String, Refusal> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Refusal::because("Type a name first."));
    }
    let mut entity = draft.entity(id)?;
    let label = format!("rename {} to {name}", entity.name);
    name.clone_into(&mut entity.name);
    entity.tail.edited = true;
    if entity.tail.review == Review::Unseen {
        entity.tail.review = Review::Accepted;
    }
    draft.put(id, Some(Record::Entity(entity)));
    for quote in quotes_touching(draft, id) {
        move_quote(draft, quote, id, Some((id, name)));
    }
    Ok(label)
}
