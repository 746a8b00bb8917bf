//! The inspector: every field of what is chosen, editable by mouse; the rule that made it, and the verdicts.

mod article;
mod entity;
mod figure;
mod quote;

use super::fields::{self, Typing};
use super::menus::menu_button;
use super::page_explain;
use super::particulars::Particulars;
use super::theme::{self, Colours};
use crate::desk::{Action, Desk, Field, Sheet};
use crate::edit::Command;
use crate::model::{Id, Kind, Review, Tail};
use egui::{Button, RichText, ScrollArea, Ui};

/// Text being typed in one of the inspector's fields.
#[derive(Default, Debug)]
pub struct Inspector {
    for_id: Option<(Id, u64)>,
    main: Option<String>,
    note: Option<String>,
    merge: Option<String>,
    particulars: Particulars,
}

impl Inspector {
    /// Draws the inspector of what is chosen.
    pub fn show(&mut self, ui: &mut Ui, desk: &Desk, actions: &mut Vec<Action>) {
        ui.add_space(8.0);
        egui::Frame::NONE.inner_margin(egui::Margin::symmetric(12, 0)).show(ui, |ui| {
            let Some((sheet, id)) = desk.sheet().and_then(|sheet| Some((sheet, sheet.chosen?))) else {
                ui.heading("Inspector");
                ui.weak("Click a mark on the page or a card above. Select words to add what is missing.");
                if let Some(sheet) = desk.sheet() {
                    article::show(ui, &mut self.particulars, sheet, actions);
                }
                return;
            };
            if self.for_id != Some((id, sheet.revision)) {
                *self = Self { for_id: Some((id, sheet.revision)), ..Self::default() };
            }
            self.take_focus(desk.view.focus, sheet, id);
            ScrollArea::vertical().auto_shrink(false).id_salt("inspector").show(ui, |ui| {
                match id.kind {
                    Kind::Quote => quote::show(ui, self, sheet, id, actions),
                    Kind::Figure => figure::show(ui, self, sheet, id, actions),
                    Kind::Entity | Kind::Mention => entity::show(ui, self, desk, sheet, id, actions),
                    Kind::Excluded => left_out(ui, sheet, id, actions),
                    Kind::Metadata => {}
                }
                let of = if id.kind == Kind::Mention { desk.chosen_entity().unwrap_or(id) } else { id };
                self.note(ui, sheet, of, actions);
                why(ui, sheet, id);
            });
        });
    }

    /// Opens the field an action asked for.
    fn take_focus(&mut self, focus: Option<Field>, sheet: &Sheet, id: Id) {
        match focus {
            Some(Field::Main) => {
                let doc = sheet.doc();
                self.main = Some(match id.kind {
                    Kind::Figure => doc.figure(id).map(|f| doc.text().slice(f.core).to_owned()).unwrap_or_default(),
                    Kind::Entity => doc.entity(id).map(|entity| entity.name.clone()).unwrap_or_default(),
                    Kind::Mention => {
                        let entity = doc.mention(id).and_then(|mention| doc.entity(mention.entity));
                        entity.map(|entity| entity.name.clone()).unwrap_or_default()
                    }
                    Kind::Quote | Kind::Excluded | Kind::Metadata => String::new(),
                });
            }
            Some(Field::Note) => {
                let note = sheet.doc().tail_of(id).and_then(|tail| tail.note.clone());
                self.note = Some(note.unwrap_or_default());
            }
            Some(Field::Merge) => self.merge = Some(String::new()),
            Some(Field::Particular(_)) | None => {}
        }
    }

    fn note(&mut self, ui: &mut Ui, sheet: &Sheet, id: Id, actions: &mut Vec<Action>) {
        let Some(tail) = sheet.doc().tail_of(id) else { return };
        if let Some(written) = entry(ui, "Note", &mut self.note, "a remark on this item") {
            let note = Some(written).filter(|note| !note.trim().is_empty());
            actions.push(Action::Do(Command::SetNote { id, note }));
        } else if self.note.is_none()
            && let Some(note) = &tail.note
        {
            ui.label(RichText::new(format!("Note: {note}")).italics());
        }
    }
}

/// A field that is open when its text is there; gives what was typed when Enter is pressed.
fn entry(ui: &mut Ui, name: &str, typed: &mut Option<String>, hint: &str) -> Option<String> {
    let text = typed.as_mut()?;
    let (mut done, mut is_closed) = (None, false);
    ui.horizontal(|ui| {
        let (_, typing) = fields::line(ui, name, text, hint, ui.available_width() - 110.0);
        let is_entered = ui.small_button("Set").clicked() || typing == Typing::Entered;
        if is_entered {
            done = Some(text.clone());
        }
        is_closed = is_entered || typing == Typing::Dropped;
    });
    if is_closed {
        *typed = None;
    }
    done
}

fn left_out(ui: &mut Ui, sheet: &Sheet, id: Id, actions: &mut Vec<Action>) {
    let Some((_, excluded)) = sheet.doc().excluded().find(|(other, _)| *other == id) else { return };
    ui.heading("Left out of the article");
    ui.weak(&excluded.why);
    if ui.button("Bring back").clicked() {
        actions.push(Action::Do(Command::Restore { id }));
    }
}

/// The kind of thing, its summary, and the three verdicts.
fn head(ui: &mut Ui, what: &str, summary: &str) {
    ui.horizontal_wrapped(|ui| {
        ui.heading(what);
        ui.weak(RichText::new(summary).size(theme::SMALL_POINTS));
    });
}

/// Accept, reject, doubt.
fn verdicts(ui: &mut Ui, sheet: &Sheet, id: Id, tail: &Tail, actions: &mut Vec<Action>) {
    let colours = Colours::of(ui.ctx());
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        let accepted = tail.review == Review::Accepted;
        let words = RichText::new(if accepted { "Accepted" } else { "Accept ⏎" }).color(colours.on_accent);
        let fill = if accepted { colours.reviewed } else { colours.accent };
        if ui.add(Button::new(words).fill(fill)).clicked() {
            actions.push(Action::Judge(Review::Accepted));
        }
        let strike = if tail.made_by == Tail::PERSON { "Remove Del" } else { "Reject Del" };
        if ui.add(Button::new(strike).selected(tail.review == Review::Rejected)).clicked() {
            actions.push(Action::Strike);
        }
        if ui.add(Button::new("Doubtful ?").selected(tail.review == Review::Doubtful)).clicked() {
            actions.push(Action::Judge(Review::Doubtful));
        }
        if tail.review != Review::Unseen && ui.small_button("Undo verdict").clicked() {
            actions.push(Action::Judge(Review::Unseen));
        }
        let same = sheet.same_words(id);
        if same > 1 && ui.small_button(format!("Remove all {same} of the same text")).clicked() {
            actions.push(Action::StrikeSameText);
        }
    });
    ui.add_space(4.0);
}

/// The rule or model that made it, its confidence and its reasons.
fn why(ui: &mut Ui, sheet: &Sheet, id: Id) {
    ui.add_space(4.0);
    for line in page_explain(sheet, id).iter().skip(1) {
        ui.add(egui::Label::new(RichText::new(line).size(theme::SMALL_POINTS).weak()).wrap());
    }
    ui.add_space(8.0);
}

/// A row of choices in a menu; gives the one taken.
fn pick<T: Copy + PartialEq>(ui: &mut Ui, name: &str, current: &str, all: &[(T, &str)]) -> Option<T> {
    let mut taken = None;
    ui.horizontal(|ui| {
        ui.weak(name);
        menu_button(ui, current, theme::UI_POINTS, |ui| {
            for (value, words) in all {
                if ui.selectable_label(*words == current, *words).clicked() {
                    taken = Some(*value);
                }
            }
        });
    });
    taken
}
