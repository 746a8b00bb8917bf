//! An entity's fields: name, kind, its mentions to tick and split off, merging.

use super::{Inspector, entry, head, verdicts};
use crate::desk::{Action, Desk, Field, Sheet};
use crate::edit::Command;
use crate::model::{EntityKind, Id};
use crate::text::Span;
use crate::ui::theme::{self, Colours};
use crate::ui::words;
use egui::text::{LayoutJob, TextFormat};
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
    verdicts(ui, sheet, entity_id, &entity.tail, actions);
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
            let tick = ui.checkbox(&mut ticked, "");
            tick.widget_info(|| {
                egui::WidgetInfo::selected(egui::accesskit::Role::CheckBox, true, ticked, format!("Tick {words}"))
            });
            if tick.clicked() {
                actions.push(Action::Tick(*mention_id));
            }
            let context = context_of(ui, sheet, mention.span);
            let row = egui::Button::new(context).frame(false).truncate();
            if ui.add(row.selected(id == *mention_id)).clicked() {
                actions.push(Action::Reveal(*mention_id));
            }
        });
    }
}

/// A mention among the words around it, the mention itself in bold.
fn context_of(ui: &Ui, sheet: &Sheet, span: Span) -> LayoutJob {
    let text = sheet.doc().text();
    let colours = Colours::of(ui.ctx());
    let mut job = LayoutJob::default();
    let Some(paragraph) = text.paragraphs().get(text.paragraph_at(span.start())).copied() else { return job };
    let before = last_words(text.between(paragraph.start(), span.start()), 3);
    let after = first_words(text.between(span.end(), paragraph.end()), 5);
    let mut add = |words: &str, font, colour| job.append(words, 0.0, TextFormat::simple(font, colour));
    add(&before, theme::sans(theme::SMALL_POINTS), colours.soft_ink);
    add(text.slice(span), theme::semibold(theme::SMALL_POINTS), colours.ink);
    add(&after, theme::sans(theme::SMALL_POINTS), colours.soft_ink);
    job
}

fn last_words(words: &str, count: usize) -> String {
    let mut parts: Vec<&str> = words.split_inclusive(char::is_whitespace).collect();
    let cut = parts.len().saturating_sub(count);
    let sign = if cut > 0 { "…" } else { "" };
    parts.drain(..cut);
    format!("{sign}{}", parts.concat())
}

fn first_words(words: &str, count: usize) -> String {
    let mut parts: Vec<&str> = words.split_inclusive(char::is_whitespace).collect();
    let sign = if parts.len() > count { "…" } else { "" };
    parts.truncate(count);
    format!("{}{sign}", parts.concat().trim_end())
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
