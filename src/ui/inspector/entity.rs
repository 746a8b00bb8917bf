//! An entity's fields: name, kind, its mentions to tick and split off, merging.

use super::{Inspector, entry, head, verdicts};
use crate::desk::{Action, Desk, Field, Sheet};
use crate::edit::Command;
use crate::model::{EntityKind, Id};
use crate::ui::words;
use egui::{RichText, Ui};

/// Most mentions the inspector lists.
const MOST_MENTIONS: usize = 200;

pub(super) fn show(
    ui: &mut Ui,
    inspector: &mut Inspector,
    desk: &Desk,
    sheet: &Sheet,
    id: Id,
    actions: &mut Vec<Action>,
) {
    let doc = sheet.doc();
    let Some(entity_id) = desk.chosen_entity() else { return };
    let Some(entity) = doc.entity(entity_id) else { return };
    let mentions = doc.mentions_of(entity_id);
    let quotes = doc
        .quotes()
        .filter(|(_, quote)| quote.speaker.as_ref().is_some_and(|speaker| speaker.entity == Some(entity_id)))
        .count();
    head(ui, "Entity", &format!("{} mentions · {quotes} quotes · {}", mentions.len(), entity.tail.made_by));
    if let Some(name) = entry(ui, "Name", &mut inspector.main, "the fullest name; Enter") {
        actions.push(Action::Retype(name));
    } else if inspector.main.is_none() {
        ui.horizontal(|ui| {
            ui.label(RichText::new(&entity.name).strong());
            if ui.small_button("rename F2").clicked() {
                actions.push(Action::Focus(Field::Main));
            }
            if ui.small_button("merge into… M").clicked() {
                actions.push(Action::Focus(Field::Merge));
            }
        });
    }
    merge_list(ui, inspector, sheet, entity_id, actions);
    ui.horizontal_wrapped(|ui| {
        for (index, kind) in EntityKind::ALL.into_iter().enumerate() {
            let label = format!("{} {}", index + 1, words::entity_kind(kind));
            if ui.selectable_label(entity.kind == kind, label).clicked() {
                actions.push(Action::Pick(index));
            }
        }
    });
    verdicts(ui, &entity.tail, actions);
    ui.horizontal(|ui| {
        ui.weak("Mentions");
        if !sheet.ticked.is_empty() && ui.button(format!("Split off {} ticked  S", sheet.ticked.len())).clicked() {
            actions.push(Action::Split);
        }
    });
    for (mention_id, mention) in mentions.iter().take(MOST_MENTIONS) {
        ui.horizontal(|ui| {
            let mut ticked = sheet.ticked.contains(mention_id);
            let words = doc.text().slice(mention.span);
            if ui.checkbox(&mut ticked, words).clicked() {
                actions.push(Action::Tick(*mention_id));
            }
            let context = context_of(sheet, *mention_id);
            let row = egui::Button::new(RichText::new(context).weak()).frame(false).truncate();
            if ui.add(row.selected(id == *mention_id)).clicked() {
                actions.push(Action::Reveal(*mention_id));
            }
        });
    }
}

/// The words around a mention.
fn context_of(sheet: &Sheet, id: Id) -> String {
    let doc = sheet.doc();
    let Some(mention) = doc.mention(id) else { return String::new() };
    let text = doc.text();
    let paragraph = text.paragraphs().get(text.paragraph_at(mention.span.start())).copied();
    let Some(paragraph) = paragraph else { return String::new() };
    let before: Vec<&str> = text.between(paragraph.start(), mention.span.start()).split_whitespace().collect();
    let after: Vec<&str> = text.between(mention.span.end(), paragraph.end()).split_whitespace().take(4).collect();
    let before = before.get(before.len().saturating_sub(4)..).unwrap_or_default().join(" ");
    format!("…{before} ▪ {}…", after.join(" "))
}

/// The entities to merge into, narrowed by what is typed.
fn merge_list(ui: &mut Ui, inspector: &mut Inspector, sheet: &Sheet, from: Id, actions: &mut Vec<Action>) {
    let Some(typed) = inspector.merge.clone() else { return };
    let needle = typed.trim().to_lowercase();
    let others: Vec<(Id, String)> = sheet
        .doc()
        .entities()
        .filter(|(id, entity)| *id != from && entity.name.to_lowercase().contains(&needle))
        .map(|(id, entity)| (id, entity.name.clone()))
        .take(8)
        .collect();
    let entered = entry(ui, "Merge into", &mut inspector.merge, "type the start of a name; Enter");
    let merge = |into: Id| Action::Do(Command::Merge { into, from: vec![from] });
    if entered.is_some()
        && let Some((into, _)) = others.first()
    {
        actions.push(merge(*into));
        actions.push(Action::Choose(Some(*into)));
    }
    for (into, name) in &others {
        if ui.button(name).clicked() {
            actions.push(merge(*into));
            actions.push(Action::Choose(Some(*into)));
        }
    }
}
