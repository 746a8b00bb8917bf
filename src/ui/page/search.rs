//! Finding words in the article: the bar above the page, the matches, and which one is shown.

use crate::desk::{Action, Sheet};
use crate::text::{Span, Text};
use egui::{Frame, Key, Margin, TextEdit, Ui};

/// What is looked for and where it stands. The matches are kept until other words are typed: the text never changes.
#[derive(Default, Debug)]
pub(super) struct Search {
    typed: String,
    place: usize,
    jump: bool,
    found: Option<(String, Vec<Span>)>,
}

impl Search {
    /// Draws the bar.
    pub(super) fn bar(&mut self, ui: &mut Ui, sheet: &Sheet, actions: &mut Vec<Action>) {
        Frame::NONE.inner_margin(Margin::symmetric(14, 6)).show(ui, |ui| {
            ui.horizontal(|ui| {
                let label = ui.weak("Find");
                let field = TextEdit::singleline(&mut self.typed).desired_width(240.0);
                let response = ui.add(field).labelled_by(label.id);
                if !response.has_focus() && self.typed.is_empty() {
                    response.request_focus();
                }
                let count = self.matches(sheet.doc().text()).len();
                if response.changed() {
                    (self.place, self.jump) = (0, true);
                }
                let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
                let next = ui.button("Next").clicked() || entered;
                let previous = ui.button("Previous").clicked();
                if entered {
                    response.request_focus();
                }
                if count > 0 && (next || previous) {
                    let step = if next { 1 } else { count - 1 };
                    (self.place, self.jump) = ((self.place + step) % count, true);
                }
                ui.weak(match count {
                    0 if self.typed.trim().is_empty() => String::new(),
                    0 => "not in this article".to_owned(),
                    many => format!("{} of {many}", self.place.min(many - 1) + 1),
                });
                let escaped = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
                if ui.button("Close").clicked() || escaped {
                    self.typed.clear();
                    actions.push(Action::ToggleFind);
                }
            });
        });
    }

    /// Where the words stand.
    pub(super) fn matches(&mut self, text: &Text) -> &[Span] {
        let needle = self.typed.trim();
        if self.found.as_ref().is_none_or(|(words, _)| words != needle) {
            self.found = Some((needle.to_owned(), found(text, needle)));
        }
        self.found.as_ref().map(|(_, spans)| spans.as_slice()).unwrap_or_default()
    }

    /// The match the page shall scroll to, once.
    pub(super) fn take_jump(&mut self, text: &Text) -> Option<Span> {
        if !std::mem::take(&mut self.jump) {
            return None;
        }
        let place = self.place;
        self.matches(text).get(place).copied()
    }
}

fn found(text: &Text, needle: &str) -> Vec<Span> {
    if needle.is_empty() {
        return Vec::new();
    }
    // Lower case may change lengths: look in the lower-cased text only where lengths agree.
    let (hay, low) = (text.as_str().to_lowercase(), needle.to_lowercase());
    if hay.len() != text.len() {
        return text.as_str().match_indices(needle).filter_map(|(at, m)| text.span(at, at + m.len())).collect();
    }
    hay.match_indices(&low).filter_map(|(at, found)| text.span(at, at + found.len())).collect()
}
