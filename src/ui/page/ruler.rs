//! The ruler beside the scroll bar: where quotes and doubts are in the whole article; a click goes there.

use super::marks::{Look, Marks};
use crate::model::Id;
use crate::ui::theme::Colours;
use egui::{Pos2, Rect, Sense, Ui, WidgetInfo, accesskit};

/// Draws the ruler; gives the share of the height that was clicked.
pub(super) fn show(
    ui: &Ui,
    rect: Rect,
    marks: &Marks,
    height: f32,
    top_of: impl Fn(usize) -> f32,
    chosen: Option<Id>,
) -> Option<f32> {
    let colours = Colours::of(ui.ctx());
    let painter = ui.painter_at(rect);
    painter.vline(rect.min.x, rect.y_range(), egui::Stroke::new(1.0, colours.line));
    let y_of = |byte: usize| rect.min.y + (top_of(byte) / height.max(1.0)).min(1.0) * rect.height();
    // One tick a row of points, for plain quotes and for doubts.
    let mut last = [f32::MIN; 2];
    for mark in &marks.all {
        let is_chosen = Some(mark.id) == chosen;
        if mark.look != Look::Quote && !mark.is_doubt && !is_chosen {
            continue;
        }
        let y = y_of(mark.span.start());
        let last = &mut last[usize::from(mark.is_doubt)];
        if (y - *last).abs() < 1.0 && !is_chosen {
            continue;
        }
        *last = y;
        let (colour, thickness) = match (is_chosen, mark.is_doubt) {
            (true, _) => (colours.accent, 4.0),
            (false, true) => (colours.doubt, 4.0),
            (false, false) => (colours.quote_rule, 2.0),
        };
        let tick = Rect::from_min_max(Pos2::new(rect.min.x + 3.0, y), Pos2::new(rect.max.x - 2.0, y + thickness));
        painter.rect_filled(tick, 0.5, colour);
    }
    let response = ui.interact(rect, ui.scope_id().with("ruler"), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(accesskit::Role::ScrollBar, true, "Where marks and doubts are"));
    let pointer = response.interact_pointer_pos().filter(|_| response.clicked() || response.dragged())?;
    Some(((pointer.y - rect.min.y) / rect.height()).clamp(0.0, 1.0))
}
