//! Drives the window as a person does: through marks, rows and keys, without a display.

use copydesk::desk::{Action, Desk};
use copydesk::model::Id;
use copydesk::ui::{Window, theme};
use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

/// A window on an article in a folder of its own.
pub struct Desktop {
    /// The window.
    pub harness: Harness<'static, Window>,
    /// Where the article lies, and the desk's own data.
    pub folder: tempfile::TempDir,
}

/// The window a moment after this article was opened.
pub fn opened(article: &str) -> Desktop {
    opened_file("bridge.txt", article.as_bytes())
}

/// The window a moment after a file of these bytes was opened.
pub fn opened_file(name: &str, article: &[u8]) -> Desktop {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, article).expect("written");
    let mut desk = Desk::new(Some(folder.path().join("data")));
    desk.act(Action::Open(vec![path]));
    desk.finish_jobs();
    Desktop { harness: window(desk), folder }
}

/// A window on this desk.
pub fn window(desk: Desk) -> Harness<'static, Window> {
    let mut is_dressed = false;
    let show = move |ui: &mut egui::Ui, window: &mut Window| {
        if !is_dressed {
            theme::install(ui.ctx());
            is_dressed = true;
            ui.ctx().request_repaint();
            return;
        }
        window.show(ui);
    };
    let mut harness = Harness::builder()
        .with_size(vec2(1440.0, 900.0))
        .with_step_dt(0.05)
        .allow_missing_glyphs()
        .build_ui_state(show, Window::new(desk));
    harness.run_steps(6);
    harness
}

impl Desktop {
    pub fn desk(&self) -> &Desk {
        &self.harness.state().desk
    }

    /// The text of the article shown.
    pub fn text(&self) -> &str {
        self.desk().sheet().expect("open").doc().text().as_str()
    }

    /// Scrolls to what has this label, clicks it, and waits for what that starts.
    pub fn click_label(&mut self, label: &str) {
        let node = |desktop: &Self, deed: fn(&egui_kittest::Node)| {
            let found = desktop.harness.query_all_by_label(label).next();
            deed(&found.unwrap_or_else(|| panic!("no {label}")));
        };
        node(self, |node| node.scroll_to_me());
        self.harness.run_steps(6);
        node(self, |node| node.click());
        self.harness.run_steps(4);
        self.harness.state_mut().desk.finish_jobs();
        self.harness.run_steps(4);
    }

    /// Clicks a line of the open menu, and waits for what that starts.
    pub fn choose(&mut self, label: &str) {
        let line = self.harness.query_all_by_label(label).next().unwrap_or_else(|| panic!("no {label}"));
        let at = line.rect().center();
        self.harness.hover_at(at);
        self.harness.run_steps(2);
        for pressed in [true, false] {
            let button = egui::PointerButton::Primary;
            self.harness.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
            self.harness.run_steps(1);
        }
        self.harness.state_mut().desk.finish_jobs();
        self.harness.run_steps(4);
    }

    /// Opens the menu whose button begins with these words.
    pub fn open_menu(&mut self, words: &str) {
        for scrolls in [true, false] {
            let button = self.harness.query_all_by_label_contains(words).next().unwrap_or_else(|| panic!("no {words}"));
            if scrolls {
                button.scroll_to_me()
            } else {
                button.click()
            }
            self.harness.run_steps(6);
        }
    }

    pub fn chosen(&self) -> Option<Id> {
        self.desk().sheet().and_then(|sheet| sheet.chosen)
    }

    pub fn key(&mut self, key: Key) {
        self.harness.key_press(key);
        self.harness.run_steps(4);
    }

    pub fn ctrl(&mut self, key: Key) {
        self.harness.key_press_modifiers(Modifiers::COMMAND, key);
        self.harness.run_steps(4);
        self.harness.state_mut().desk.finish_jobs();
        self.harness.run_steps(2);
    }

    /// The row of a panel whose name begins so.
    pub fn row(&self, words: &str) -> egui::Rect {
        let mut rows = self.harness.query_all_by_role(Role::ListItem);
        let row = rows.find(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with(words)));
        row.unwrap_or_else(|| panic!("no row {words}")).rect()
    }

    /// Presses at one place, drags to another, lets go.
    pub fn drag(&mut self, from: egui::Pos2, to: egui::Pos2) {
        self.harness.drag_at(from);
        self.harness.run_steps(2);
        for part in [0.3, 0.7, 1.0] {
            self.harness.hover_at(from.lerp(to, part));
            self.harness.run_steps(2);
        }
        self.harness.drop_at(to);
        self.harness.run_steps(4);
    }

    /// Clicks twice at once.
    pub fn double_click(&mut self, at: egui::Pos2) {
        self.harness.hover_at(at);
        self.harness.run_steps(1);
        for pressed in [true, false, true, false] {
            let button = egui::PointerButton::Primary;
            self.harness.event(egui::Event::PointerButton { pos: at, button, pressed, modifiers: Modifiers::NONE });
        }
        self.harness.run_steps(4);
    }

    /// Types into the field that has the keyboard, then Enter.
    pub fn type_and_enter(&mut self, words: &str) {
        self.harness.event(egui::Event::Text(words.to_owned()));
        self.harness.run_steps(2);
        self.key(Key::Enter);
    }

    pub fn click_mark(&mut self, words: &str) {
        let mark = self
            .harness
            .query_all_by_role(Role::Mark)
            .find(|node| node.accesskit_node().label().is_some_and(|label| label.contains(words)));
        mark.unwrap_or_else(|| panic!("no mark with {words}")).click();
        self.harness.run_steps(4);
    }

    pub fn speaker(&self, id: Id) -> String {
        let doc = self.desk().sheet().expect("open").doc();
        doc.quote(id).and_then(|quote| quote.speaker.clone()).map_or(String::new(), |speaker| speaker.name)
    }

    pub fn quote(&self, words: &str) -> Id {
        let doc = self.desk().sheet().expect("open").doc();
        doc.quotes().find(|(_, quote)| doc.text().slice(quote.span).contains(words)).map(|(id, _)| id).expect("a quote")
    }
}
