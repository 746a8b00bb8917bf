//! Menu bar, palette, shortcuts and the sheet of keys: all read from the one table of actions.

use super::theme::{self, Colours};
use crate::desk::table::{Entry, entry};
use crate::desk::{ACTIONS, Action, Desk, Menu};
use egui::{Button, Context, Key, KeyboardShortcut, MenuBar, Modal, Modifiers, RichText, ScrollArea, TextEdit, Ui};

/// Most files the menu offers to open again.
const MOST_RECENT: usize = 8;

/// The palette's typed words and marked row.
#[derive(Default, Debug)]
pub struct Commands {
    typed: String,
    marked: usize,
}

/// A shortcut as egui knows it: "Ctrl+Shift+S".
pub fn shortcut(keys: &str) -> Option<KeyboardShortcut> {
    let mut modifiers = Modifiers::NONE;
    let mut parts: Vec<&str> = keys.split('+').collect();
    let key = Key::from_name(parts.pop()?)?;
    for part in parts {
        modifiers |= match part {
            "Ctrl" => Modifiers::COMMAND,
            "Shift" => Modifiers::SHIFT,
            "Alt" => Modifiers::ALT,
            _ => return None,
        };
    }
    // The sign itself needs Shift on most keyboards.
    if key == Key::Questionmark {
        modifiers |= Modifiers::SHIFT;
    }
    Some(KeyboardShortcut::new(modifiers, key))
}

/// A shortcut as people read it.
fn readable(keys: &str) -> String {
    keys.replace("Arrow", "")
        .replace("Questionmark", "?")
        .replace("Delete", "Del")
        .replace("Plus", "+")
        .replace("Minus", "−")
        .replace("Equals", "=")
}

/// The first shortcut of an entry for people, a family's as a range.
fn shown_keys(entry: &Entry) -> String {
    match entry.keys {
        [] => String::new(),
        [first, .., last] if entry.keys.len() > 3 => format!("{first}–{last}"),
        [first, ..] => readable(first),
    }
}

/// Takes shortcuts out of the input and turns them into actions. Single keys only when nobody is typing.
pub fn take_shortcuts(ctx: &Context, desk: &Desk, actions: &mut Vec<Action>) {
    let typing = ctx.text_edit_focused() || desk.view.palette || desk.question().is_some();
    // More modifiers first, so that Ctrl+Shift+S is not taken for Ctrl+S.
    let mut candidates: Vec<(&Entry, usize, KeyboardShortcut)> = ACTIONS
        .iter()
        .flat_map(|entry| entry.keys.iter().enumerate().map(move |(index, keys)| (entry, index, *keys)))
        .filter_map(|(entry, index, keys)| Some((entry, index, shortcut(keys)?)))
        .collect();
    candidates.sort_by_key(|(_, _, shortcut)| {
        let modifiers = shortcut.modifiers;
        std::cmp::Reverse(u8::from(modifiers.command) + u8::from(modifiers.shift) + u8::from(modifiers.alt))
    });
    for (entry, index, shortcut) in candidates {
        let is_plain = !shortcut.modifiers.command;
        if typing && (is_plain || entry.id == "copy" || entry.id == "undo" || entry.id == "redo") {
            continue;
        }
        if entry.id != "copy"
            && ctx.input_mut(|input| input.consume_shortcut(&shortcut))
            && (entry.enabled)(desk).is_ok()
        {
            actions.push((entry.action)(index));
        }
    }
    // The system turns Ctrl+C into an event of its own.
    let copies = ctx.input(|input| input.events.iter().any(|event| matches!(event, egui::Event::Copy)));
    if copies && !typing {
        actions.push(Action::Copy);
    }
}

/// A button for a named action; grey with its reason when it cannot be done now.
pub fn button(ui: &mut Ui, desk: &Desk, id: &str, words: Button<'_>, actions: &mut Vec<Action>) {
    let Some(entry) = entry(id) else { return };
    let enabled = (entry.enabled)(desk);
    let response = ui.add_enabled(enabled.is_ok(), words);
    let keys = shown_keys(entry);
    let response = match enabled {
        Ok(()) => response.on_hover_text(format!("{} {keys}", what_it_does(desk, entry))),
        Err(why) => response.on_disabled_hover_text(why),
    };
    if response.clicked() {
        actions.push((entry.action)(0));
    }
}

/// The tooltip; undo and redo name the step.
fn what_it_does(desk: &Desk, entry: &Entry) -> String {
    let history = desk.sheet().map(|sheet| sheet.history());
    let step = match entry.id {
        "undo" => history.and_then(|history| history.undo_label()),
        "redo" => history.and_then(|history| history.redo_label()),
        _ => None,
    };
    step.map_or_else(|| entry.tooltip.to_owned(), |step| format!("{}: {step}.", entry.title))
}

/// The bar on top: menus left, the main actions right.
pub fn bar(ui: &mut Ui, desk: &Desk, actions: &mut Vec<Action>) {
    let colours = Colours::of(ui.ctx());
    MenuBar::new().ui(ui, |ui| {
        ui.add_space(8.0);
        for menu in Menu::ALL {
            ui.menu_button(menu.name(), |ui| {
                for entry in ACTIONS.iter().filter(|entry| entry.menu == menu) {
                    let words = Button::new(entry.title).shortcut_text(shown_keys(entry));
                    button(ui, desk, entry.id, words, actions);
                }
                if menu == Menu::File && !desk.settings().recent.is_empty() {
                    recent(ui, desk, actions);
                }
            });
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add_space(10.0);
            let save = Button::new(RichText::new("Save").color(colours.on_accent)).fill(colours.accent);
            button(ui, desk, "save", save, actions);
            button(ui, desk, "open", Button::new("Open…"), actions);
            button(ui, desk, "redo", Button::new("Redo"), actions);
            button(ui, desk, "undo", Button::new("Undo"), actions);
            let words = RichText::new("Do anything…  Ctrl K").size(theme::SMALL_POINTS + 0.5).color(colours.soft_ink);
            button(ui, desk, "palette", Button::new(words).frame(false), actions);
        });
    });
}

fn recent(ui: &mut Ui, desk: &Desk, actions: &mut Vec<Action>) {
    ui.separator();
    ui.weak("Opened last");
    for path in desk.settings().recent.iter().take(MOST_RECENT) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        if ui.button(name).on_hover_text(path.display().to_string()).clicked() {
            actions.push(Action::Open(vec![path.clone()]));
        }
    }
}

impl Commands {
    /// The palette: type a few letters of an action, Enter does it.
    pub fn palette(&mut self, ctx: &Context, desk: &Desk, actions: &mut Vec<Action>) {
        if !desk.view.palette {
            self.typed.clear();
            self.marked = 0;
            return;
        }
        let modal = Modal::new(egui::Id::unique("palette")).show(ctx, |ui| {
            ui.set_width(520.0);
            let field = TextEdit::singleline(&mut self.typed).hint_text("Do anything…").desired_width(f32::INFINITY);
            let response = ui.add(field);
            response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::TextInput, true, "Do anything"));
            response.request_focus();
            if response.changed() {
                self.marked = 0;
            }
            let found = matching(&self.typed);
            self.walk(ui, found.len());
            let entered = ui.input(|input| input.key_pressed(Key::Enter));
            ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
                for (row, entry) in found.iter().enumerate() {
                    if palette_row(ui, desk, entry, row == self.marked) || (entered && row == self.marked) {
                        actions.push(Action::TogglePalette);
                        if (entry.enabled)(desk).is_ok() {
                            actions.push((entry.action)(0));
                        }
                    }
                }
            });
        });
        if modal.should_close() {
            actions.push(Action::TogglePalette);
        }
    }

    fn walk(&mut self, ui: &Ui, count: usize) {
        let down = ui.input(|input| input.key_pressed(Key::ArrowDown));
        let up = ui.input(|input| input.key_pressed(Key::ArrowUp));
        if down {
            self.marked += 1;
        }
        if up {
            self.marked = self.marked.saturating_sub(1);
        }
        self.marked = self.marked.min(count.saturating_sub(1));
    }
}

/// Actions whose title, tooltip or id holds every typed word; titles first.
fn matching(typed: &str) -> Vec<&'static Entry> {
    let needles: Vec<String> = typed.split_whitespace().map(str::to_lowercase).collect();
    let score = |entry: &Entry| {
        let title = entry.title.to_lowercase();
        let all = format!("{title} {} {}", entry.tooltip.to_lowercase(), entry.id);
        if !needles.iter().all(|needle| all.contains(needle)) {
            return None;
        }
        let missed = needles.iter().filter(|needle| !title.contains(*needle)).count();
        let late = needles.first().and_then(|needle| title.find(needle)).unwrap_or(99);
        Some((missed, late))
    };
    let mut found: Vec<_> = ACTIONS.iter().filter_map(|entry| Some((score(entry)?, entry))).collect();
    found.sort_by_key(|(score, _)| *score);
    found.into_iter().map(|(_, entry)| entry).collect()
}

fn palette_row(ui: &mut Ui, desk: &Desk, entry: &Entry, is_marked: bool) -> bool {
    let enabled = (entry.enabled)(desk);
    let words = match enabled {
        Ok(()) => RichText::new(entry.title),
        Err(why) => RichText::new(format!("{} – {why}", entry.title)).weak(),
    };
    let row = Button::new(words).selected(is_marked).frame(is_marked).shortcut_text(shown_keys(entry));
    let response = ui.add_sized([ui.available_width(), 26.0], row);
    if is_marked {
        response.scroll_to_me(None);
    }
    response.on_hover_text(entry.tooltip).clicked()
}

/// The sheet of keys.
pub fn keys(ctx: &Context, desk: &Desk, actions: &mut Vec<Action>) {
    if !desk.view.keys {
        return;
    }
    let modal = Modal::new(egui::Id::unique("keys")).show(ctx, |ui| {
        ui.set_width(640.0);
        ui.heading("Keys");
        ScrollArea::vertical().max_height(520.0).show(ui, |ui| {
            for menu in Menu::ALL {
                ui.add_space(6.0);
                ui.strong(menu.name());
                for entry in ACTIONS.iter().filter(|entry| entry.menu == menu && !entry.keys.is_empty()) {
                    ui.horizontal(|ui| {
                        let keys: Vec<String> = match entry.keys.len() {
                            4.. => vec![shown_keys(entry)],
                            _ => entry.keys.iter().map(|keys| readable(keys)).collect(),
                        };
                        ui.add_sized([170.0, 18.0], egui::Label::new(keys.join("  ")));
                        ui.label(entry.title);
                        ui.weak(RichText::new(entry.tooltip).size(theme::SMALL_POINTS));
                    });
                }
            }
        });
    });
    if modal.should_close() {
        actions.push(Action::ToggleKeys);
    }
}

/// The history: every change; a click goes back to it.
pub fn history(ctx: &Context, desk: &Desk, actions: &mut Vec<Action>) {
    let Some(sheet) = desk.sheet().filter(|_| desk.view.history) else { return };
    let modal = Modal::new(egui::Id::unique("history")).show(ctx, |ui| {
        ui.set_width(460.0);
        ui.heading("History");
        let history = sheet.history();
        ScrollArea::vertical().max_height(460.0).show_rows(ui, 24.0, history.entries().len() + 1, |ui, range| {
            for row in range {
                let label = match row.checked_sub(1).and_then(|step| history.entries().get(step)) {
                    Some(entry) => entry.change.label.as_str(),
                    None => "the article as Copydesk read it",
                };
                let words = if row > history.in_force() { RichText::new(label).weak() } else { RichText::new(label) };
                let line = Button::selectable(row == history.in_force(), words).truncate();
                if ui.add_sized([ui.available_width(), 22.0], line).clicked() {
                    actions.push(Action::GoTo(row));
                }
            }
        });
    });
    if modal.should_close() {
        actions.push(Action::ToggleHistory);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shortcut_of_the_table_is_a_key() {
        for entry in ACTIONS {
            for keys in entry.keys {
                assert!(shortcut(keys).is_some(), "{}: {keys}", entry.id);
            }
        }
    }

    #[test]
    fn the_palette_finds_by_title_first() {
        assert_eq!(matching("undo").first().map(|entry| entry.id), Some("undo"));
        assert_eq!(matching("save as").first().map(|entry| entry.id), Some("save-as"));
        assert!(matching("no such thing").is_empty());
    }
}
