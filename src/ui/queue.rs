//! The queue on the left: each article with its state and progress.

use super::theme::{self, Colours};
use crate::desk::{Action, Desk, Slot, State};
use egui::{Align2, Pos2, Rect, ScrollArea, Sense, Stroke, Ui, WidgetInfo, accesskit, vec2};

/// Height of an article's row.
const ROW: f32 = 54.0;

/// What was seen of the queue a frame ago: an article that is shown anew is brought into sight, once.
#[derive(Clone, Copy, Default)]
struct Seen {
    shown: usize,
    top: f32,
    height: f32,
}

/// Draws the queue.
pub fn show(ui: &mut Ui, desk: &Desk, actions: &mut Vec<Action>) {
    let colours = Colours::of(ui.ctx());
    ui.add_space(10.0);
    let done =
        desk.queue().iter().filter(|slot| progress(slot).is_some_and(|(done, all)| all > 0 && done == all)).count();
    ui.horizontal(|ui| {
        ui.add_space(12.0);
        ui.strong("Queue");
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(10.0);
            ui.weak(format!("{done} of {} done", desk.queue().len()));
        });
    });
    ui.add_space(6.0);
    let id = ui.scope_id().with("seen");
    let seen: Seen = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let mut area = ScrollArea::vertical().auto_shrink(false);
    let top = desk.shown() as f32 * (ROW + ui.spacing().item_spacing.y);
    if seen.shown != desk.shown() && (top < seen.top || top + ROW > seen.top + seen.height) {
        area = area.vertical_scroll_offset((top - seen.height / 2.0).max(0.0));
    }
    let output = area.show_rows(ui, ROW, desk.queue().len(), |ui, range| {
        for place in range {
            let Some(slot) = desk.queue().get(place) else { continue };
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
            let is_shown = place == desk.shown();
            if is_shown {
                ui.painter().rect_filled(rect, 0.0, colours.chosen);
            } else if response.hovered() {
                ui.painter().rect_filled(rect, 0.0, colours.ground);
            }
            row(ui, slot, rect);
            response
                .widget_info(|| WidgetInfo::selected(accesskit::Role::ListItem, true, is_shown, slot.title.clone()));
            let response = match &slot.state {
                State::Failed(why) => response.on_hover_text(why),
                State::Waiting | State::Opening | State::Open(_) => response,
            };
            if response.clicked() {
                actions.push(Action::Show(place));
            }
        }
    });
    let seen = Seen { shown: desk.shown(), top: output.state.unclamped_offset().y, height: output.inner_rect.height() };
    ui.data_mut(|data| data.insert_temp(id, seen));
}

fn progress(slot: &Slot) -> Option<(usize, usize)> {
    match &slot.state {
        State::Open(sheet) => Some(sheet.progress_of_all()),
        State::Waiting | State::Opening | State::Failed(_) => None,
    }
}

fn row(ui: &Ui, slot: &Slot, rect: Rect) {
    let colours = Colours::of(ui.ctx());
    let painter = ui.painter();
    state_sign(ui, slot, Pos2::new(rect.min.x + 18.0, rect.min.y + 17.0));
    let mut job = egui::text::LayoutJob::simple(
        slot.title.chars().take(120).collect(),
        theme::sans(theme::UI_POINTS),
        colours.ink,
        rect.width() - 42.0,
    );
    job.wrap.max_rows = 2;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let rows_height = galley.size().y;
    painter.galley(rect.min + vec2(32.0, 6.0), galley, colours.ink);
    let file = slot.path.as_deref().and_then(|path| path.file_name()).map(|name| name.to_string_lossy().into_owned());
    let file = file.unwrap_or_else(|| "sample".to_owned());
    let under = match (&slot.state, progress(slot)) {
        (State::Failed(_), _) => "could not be opened".to_owned(),
        (State::Opening, _) => "opening…".to_owned(),
        (State::Waiting, _) => file,
        (State::Open(_), Some((done, all))) if done > 0 && done == all => format!("{file} · reviewed"),
        (State::Open(_), Some((done, all))) => format!("{file} · {done} of {all}"),
        (State::Open(_), None) => file,
    };
    let colour = if matches!(slot.state, State::Failed(_)) { colours.doubt } else { colours.soft_ink };
    let at = rect.min + vec2(32.0, 6.0 + rows_height);
    let clip = painter.with_clip_rect(rect);
    clip.text(at, Align2::LEFT_TOP, under, theme::sans(theme::SMALL_POINTS - 0.5), colour);
}

/// ○ untouched, ◐ in work, ■ reviewed: drawn, so that no face is needed.
fn state_sign(ui: &Ui, slot: &Slot, at: Pos2) {
    let colours = Colours::of(ui.ctx());
    let painter = ui.painter();
    match progress(slot) {
        Some((done, all)) if all > 0 && done == all => {
            painter.rect_filled(Rect::from_center_size(at, vec2(9.0, 9.0)), 3.0, colours.reviewed);
        }
        Some((done, _)) if done > 0 => {
            painter.circle_stroke(at, 4.5, Stroke::new(1.2, colours.accent));
            let half = painter.with_clip_rect(Rect::from_min_max(at - vec2(6.0, 6.0), at + vec2(0.0, 6.0)));
            half.circle_filled(at, 4.5, colours.accent);
        }
        Some(_) | None => {
            painter.circle_stroke(at, 4.5, Stroke::new(1.2, colours.soft_ink));
        }
    }
}
