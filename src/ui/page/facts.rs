//! The line under the headline: dateline, publication date, byline and outlet, each a field.

use super::Visible;
use crate::desk::{Action, Desk, Sheet};
use crate::edit::MetadataField;
use crate::model::Role;
use crate::ui::particulars::{Particulars, stated};
use crate::ui::theme;
use egui::{Pos2, Rect, Ui, UiBuilder, Vec2};

/// The fields of the line, and whether each is offered when the article does not state it.
const FIELDS: [(MetadataField, bool); 4] = [
    (MetadataField::Dateline, false),
    (MetadataField::Published, true),
    (MetadataField::Byline, true),
    (MetadataField::Outlet, false),
];

/// Draws the line above the first paragraph, or below it when that is the headline.
#[allow(clippy::too_many_arguments)] // one call
pub(super) fn show(
    ui: &mut Ui,
    fields: &mut Particulars,
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
    fields.take_focus(desk.view.focus, sheet);
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            ui.style_mut().override_font_id = Some(theme::sans(theme::SMALL_POINTS));
            for (field, is_offered) in FIELDS {
                if is_offered || stated(sheet, field).is_some() {
                    fields.field(ui, sheet, field, actions);
                    ui.add_space(6.0);
                }
            }
        });
    });
}
