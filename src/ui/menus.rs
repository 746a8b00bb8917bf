//! Buttons that open a menu: one look for all, with a small triangle that is painted, since no bundled face has one.

use super::theme::Colours;
use egui::{InnerResponse, Pos2, RichText, Shape, Stroke, Ui};

/// Room for the triangle, in the words' own face.
const ROOM: &str = "\u{a0}\u{a0}\u{a0}\u{a0}\u{a0}";

/// A button that opens a menu; what the menu gave, when it was open.
pub fn menu_button<R>(
    ui: &mut Ui,
    words: impl Into<String>,
    points: f32,
    contents: impl FnOnce(&mut Ui) -> R,
) -> InnerResponse<Option<R>> {
    let words = RichText::new(format!("{}{ROOM}", words.into())).size(points);
    let shown = ui.menu_button(words, contents);
    let colour = Colours::of(ui.ctx()).soft_ink;
    let at = shown.response.rect.right_center() - egui::vec2(14.0, 0.0);
    let corners = [(-3.5, -1.5), (3.5, -1.5), (0.0, 2.5)].map(|(x, y)| at + egui::vec2(x, y));
    ui.painter().add(Shape::convex_polygon(corners.map(Pos2::from).to_vec(), colour, Stroke::NONE));
    shown
}
