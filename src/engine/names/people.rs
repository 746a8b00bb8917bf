//! What the names of an article tell of people: their gender, by titles and given names.

use super::Names;
use super::lists::{Gender, LISTS};
use crate::engine::Reading;
use crate::text::Span;

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
