//! Who a pronoun or a short name at a place may be: ranked entities, each with the reason in plain words.

use super::Names;
use super::lists::{Gender, LISTS};
use crate::engine::Reading;
use crate::model::{EntityKind, Id, Kind};
use crate::text::Span;
use std::collections::BTreeMap;

/// A possible referent.
#[derive(Clone, PartialEq, Debug)]
pub struct Referent {
    /// Index in [`Names::entities`].
    pub entity: usize,
    /// Higher is likelier.
    pub weight: f64,
    /// Why: "last named in the paragraph before".
    pub reason: String,
}

impl Referent {
    /// The entity's id.
    pub fn id(&self) -> Id {
        Id::new(Kind::Entity, self.entity as u32 + 1)
    }
}

/// How many mentions before a place are looked at: farther ones are no antecedents, and long texts stay linear.
const WINDOW: usize = 250;

/// The people a "he" or "she" at `place` may be, best first. `genders` are those of [`genders`]. `quoted` says whether a byte stands inside a quote;
/// names there count less. `last_speaker` is who spoke last before the place.
pub fn referents(
    reading: &Reading,
    names: &Names,
    genders: &[Option<Gender>],
    place: Span,
    pronoun: Option<Gender>,
    quoted: impl Fn(usize) -> bool,
    last_speaker: Option<usize>,
) -> Vec<Referent> {
    let text = reading.text();
    let here = text.paragraph_at(place.start());
    let mut best: BTreeMap<usize, (f64, usize)> = BTreeMap::new();
    let end = names.mentions.partition_point(|mention| mention.span.start() < place.start());
    for mention in names.mentions.get(end.saturating_sub(WINDOW)..end).unwrap_or_default() {
        let entity = mention.entity.number as usize - 1;
        if names.entities.get(entity).is_none_or(|entity| entity.kind != EntityKind::Person) {
            continue;
        }
        let distance = here.saturating_sub(text.paragraph_at(mention.span.start()));
        let mut weight =
            10.0 - (distance as f64).min(12.0) * 1.5 + mention.span.start() as f64 / (place.start() + 1) as f64;
        if quoted(mention.span.start()) {
            weight -= 8.0;
        }
        if is_subject(reading, mention.span) {
            weight += 2.5;
        }
        if best.get(&entity).is_none_or(|(old, _)| weight >= *old) {
            best.insert(entity, (weight, distance));
        }
    }
    let mut ranked: Vec<Referent> = best
        .into_iter()
        .filter_map(|(entity, (mut weight, distance))| {
            match (genders.get(entity).copied().flatten(), pronoun) {
                (Some(known), Some(wanted)) if known == wanted => weight += 4.0,
                (Some(_), Some(_)) => return None,
                _ => {}
            }
            if last_speaker == Some(entity) {
                weight += 3.0;
            }
            let place = match distance {
                0 => "in the same paragraph".to_owned(),
                1 => "in the paragraph before".to_owned(),
                many => format!("{many} paragraphs before"),
            };
            Some(Referent { entity, weight, reason: format!("last named {place}") })
        })
        .collect();
    ranked.sort_by(|a, b| b.weight.total_cmp(&a.weight).then(a.entity.cmp(&b.entity)));
    ranked
}

/// A mention that opens its sentence or stands before a verb without a preposition: more likely meant by a pronoun.
fn is_subject(reading: &Reading, span: Span) -> bool {
    const PREPOSITIONS: &[&str] = &["of", "to", "with", "by", "for", "in", "at", "from", "against", "on", "about"];
    let first = reading.token_at(span.start());
    match first.checked_sub(1) {
        Some(before) if reading.tokens[before].sentence == reading.tokens[first].sentence => {
            !PREPOSITIONS.contains(&reading.word(before))
        }
        _ => true,
    }
}

/// Every entity's gender as titles, given names and nothing else tell it; computed once an article.
pub fn genders(reading: &Reading, names: &Names) -> Vec<Option<Gender>> {
    let mut genders = vec![None; names.entities.len()];
    for mention in &names.mentions {
        let entity = mention.entity.number as usize - 1;
        if let Some(slot) = genders.get_mut(entity).filter(|slot| slot.is_none()) {
            *slot = gender_by_title(reading, mention.span);
        }
    }
    for (slot, entity) in genders.iter_mut().zip(&names.entities).filter(|(slot, _)| slot.is_none()) {
        let given = entity.name.split_whitespace().next().unwrap_or_default();
        if given.len() < entity.name.len() {
            *slot = LISTS.given_gender(given);
        }
    }
    genders
}

fn gender_by_title(reading: &Reading, span: Span) -> Option<Gender> {
    let mut before = reading.token_at(span.start()).checked_sub(1)?;
    if reading.word(before) == "." {
        before = before.checked_sub(1)?;
    }
    LISTS.title_gender(reading.word(before))
}
