//! The line under the headline: dateline, publication date and byline; the date is a field.

use super::Visible;
use crate::desk::{Action, Desk, Field, Sheet};
use crate::model::{Role, Stated};
use crate::ui::theme::{self, Colours};
use egui::{Pos2, Rect, RichText, Ui, UiBuilder, Vec2};

/// A date being typed.
#[derive(Default, Debug)]
pub(super) struct Facts {
    typed: Option<String>,
}

impl Facts {
    #[allow(clippy::too_many_arguments)] // one call
    pub(super) fn show(
        &mut self,
        ui: &mut Ui,
        visible: &[Visible],
        desk: &Desk,
        sheet: &Sheet,
        origin: Pos2,
        width: f32,
        actions: &mut Vec<Action>,
    ) {
        let Some(first) = visible.first().filter(|first| first.index == 0) else { return };
        let top = if first.role == Role::Headline { first.rect().max.y + 5.0 } else { first.origin.y - 24.0 };
        let rect = Rect::from_min_size(Pos2::new(origin.x, top), Vec2::new(width, 22.0));
        let wants_focus = desk.view.focus == Some(Field::Published);
        if wants_focus && self.typed.is_none() {
            self.typed = Some(published(sheet).unwrap_or_default());
        }
        ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                ui.style_mut().override_font_id = Some(theme::sans(theme::SMALL_POINTS));
                let metadata = sheet.doc().metadata();
                particular(ui, "Dateline", metadata.dateline.as_ref());
                self.date(ui, sheet, actions);
                particular(ui, "Byline", metadata.byline.as_ref());
                particular(ui, "Outlet", metadata.outlet.as_ref());
            });
        });
    }

    fn date(&mut self, ui: &mut Ui, sheet: &Sheet, actions: &mut Vec<Action>) {
        let label = ui.weak("Published");
        match &mut self.typed {
            Some(typed) => {
                let field = egui::TextEdit::singleline(typed).hint_text("2026-03-09").desired_width(90.0);
                let response = ui.add(field).labelled_by(label.id);
                response.request_focus();
                if ui.input(|input| input.key_pressed(egui::Key::Enter)) {
                    actions.push(Action::SetPublished(typed.clone()));
                    self.typed = None;
                } else if ui.input(|input| input.key_pressed(egui::Key::Escape)) || response.clicked_elsewhere() {
                    self.typed = None;
                }
            }
            None => {
                let stated = sheet.doc().metadata().published.as_ref();
                let shown = stated.map_or_else(|| "add…".to_owned(), |stated| long_date(&stated.value));
                let origin = stated.map_or("not stated: dates such as “Monday” stay open", |s| s.origin.as_str());
                let words = RichText::new(shown).underline().color(Colours::of(ui.ctx()).ink);
                let response = ui.add(egui::Button::new(words).frame(false)).on_hover_text(origin);
                if response.clicked() {
                    self.typed = Some(published(sheet).unwrap_or_default());
                }
            }
        }
    }
}

fn published(sheet: &Sheet) -> Option<String> {
    sheet.doc().metadata().publication_day().map(|day| day.to_string())
}

/// "2017-10-16" as "16 Oct 2017"; anything else as it is.
fn long_date(value: &str) -> String {
    let day: Option<jiff::civil::Date> = value.get(..10).and_then(|day| day.parse().ok());
    day.map_or_else(|| value.to_owned(), |day| day.strftime("%-d %b %Y").to_string())
}

fn particular(ui: &mut Ui, name: &str, stated: Option<&Stated>) {
    if let Some(stated) = stated {
        ui.weak(name);
        let words = RichText::new(&stated.value).color(Colours::of(ui.ctx()).ink);
        ui.add(egui::Label::new(words).truncate()).on_hover_text(format!("from {}", stated.origin));
        ui.add_space(4.0);
    }
}
