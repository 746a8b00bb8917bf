//! One line to type in, as every editor of a value uses it: it takes the keyboard when it opens, with its words chosen, so
//! that typing replaces them.

use egui::text_selection::CCursorRange;
use egui::{Key, Response, TextEdit, Ui};

/// What became of a line in this frame.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Typing {
    /// It goes on.
    Open,
    /// Enter was pressed.
    Entered,
    /// Escape was pressed.
    Dropped,
}

/// Draws the line behind its label.
pub fn line(ui: &mut Ui, name: &str, typed: &mut String, hint: &str, width: f32) -> (Response, Typing) {
    let label = ui.weak(name);
    let mut output = TextEdit::singleline(typed).hint_text(hint.to_owned()).desired_width(width).show(ui);
    let response = output.response.response.labelled_by(label.id);
    let typing = if ui.input(|input| input.key_pressed(Key::Enter)) {
        Typing::Entered
    } else if ui.input(|input| input.key_pressed(Key::Escape)) {
        Typing::Dropped
    } else {
        Typing::Open
    };
    if typing == Typing::Open && !response.has_focus() && !response.lost_focus() {
        response.request_focus();
        output.state.cursor.set_char_range(Some(CCursorRange::select_all(&output.galley)));
        output.state.store(ui.ctx(), response.id);
    }
    (response, typing)
}
