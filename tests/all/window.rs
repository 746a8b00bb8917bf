//! The window driven as a person drives it, through the real pointer path, without a display.

use copydesk::desk::{Action, Desk};
use copydesk::model::{Id, Kind, Review};
use copydesk::ui::{Window, theme};
use egui::accesskit::Role;
use egui::{Key, Modifiers, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

const ARTICLE: &str = "Council closes the old bridge\n\n\
    BRNO, 4 May 2026 – The council voted on Monday to close the Old Bridge for 14 months.\n\n\
    “It will not survive another winter,” Mayor Jana Horáková told reporters.\n\n\
    Petr Malý, who owns a bakery nearby, said that he had lost more than 300 customers this week.\n\n\
    “We were never asked,” he said.";

struct Desktop {
    harness: Harness<'static, Window>,
    folder: tempfile::TempDir,
}

fn opened() -> Desktop {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("bridge.txt");
    std::fs::write(&path, ARTICLE).expect("written");
    let mut desk = Desk::new(Some(folder.path().join("data")));
    desk.act(Action::Open(vec![path]));
    desk.finish_jobs();
    Desktop { harness: window(desk), folder }
}

fn window(desk: Desk) -> Harness<'static, Window> {
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
        .allow_missing_glyphs()
        .build_ui_state(show, Window::new(desk));
    harness.run_steps(6);
    harness
}

impl Desktop {
    fn desk(&self) -> &Desk {
        &self.harness.state().desk
    }

    fn chosen(&self) -> Option<Id> {
        self.desk().sheet().and_then(|sheet| sheet.chosen)
    }

    fn key(&mut self, key: Key) {
        self.harness.key_press(key);
        self.harness.run_steps(4);
    }

    fn ctrl(&mut self, key: Key) {
        self.harness.key_press_modifiers(Modifiers::COMMAND, key);
        self.harness.run_steps(4);
        self.harness.state_mut().desk.finish_jobs();
        self.harness.run_steps(2);
    }

    fn click_mark(&mut self, words: &str) {
        let mark = self
            .harness
            .query_all_by_role(Role::Mark)
            .find(|node| node.accesskit_node().label().is_some_and(|label| label.contains(words)));
        mark.unwrap_or_else(|| panic!("no mark with {words}")).click();
        self.harness.run_steps(4);
    }

    fn speaker(&self, id: Id) -> String {
        let doc = self.desk().sheet().expect("open").doc();
        doc.quote(id).and_then(|quote| quote.speaker.clone()).map_or(String::new(), |speaker| speaker.name)
    }

    fn quote(&self, words: &str) -> Id {
        let doc = self.desk().sheet().expect("open").doc();
        doc.quotes().find(|(_, quote)| doc.text().slice(quote.span).contains(words)).map(|(id, _)| id).expect("a quote")
    }
}

#[test]
fn a_click_on_a_mark_chooses_it_and_the_inspector_says_who() {
    let mut desktop = opened();
    desktop.click_mark("another winter");
    let quote = desktop.quote("another winter");
    assert_eq!(desktop.chosen(), Some(quote));
    assert_eq!(desktop.speaker(quote), "Jana Horáková");
    assert!(desktop.harness.query_all_by_role(Role::RadioButton).count() > 1, "ranked speakers are offered");
}

#[test]
fn a_digit_gives_the_quote_to_another_and_undo_takes_it_back() {
    let mut desktop = opened();
    let quote = desktop.quote("never asked");
    assert_eq!(desktop.speaker(quote), "Petr Malý");
    desktop.click_mark("never asked");
    desktop.key(Key::Num2);
    assert_ne!(desktop.speaker(quote), "Petr Malý");
    desktop.ctrl(Key::Z);
    assert_eq!(desktop.speaker(quote), "Petr Malý");
}

#[test]
fn dragging_an_edge_moves_the_boundary_by_whole_words() {
    let mut desktop = opened();
    let quote = desktop.quote("more than 300");
    desktop.harness.state_mut().desk.act(Action::Choose(Some(quote)));
    desktop.harness.run_steps(3);
    let before = desktop.desk().sheet().expect("open").doc().span_of(quote).expect("a span");
    let is_mark = |label: Option<String>| label.is_some_and(|label| label.starts_with("Quote: he had lost"));
    let mark = desktop.harness.query_all_by_role(Role::Mark).find(|node| is_mark(node.accesskit_node().label()));
    let rect = mark.expect("its mark").rect();
    let edge = rect.left_center();
    desktop.harness.drag_at(edge);
    desktop.harness.run_steps(2);
    desktop.harness.hover_at(edge - vec2(20.0, 0.0));
    desktop.harness.run_steps(2);
    desktop.harness.hover_at(edge - vec2(36.0, 0.0));
    desktop.harness.run_steps(2);
    desktop.harness.drop_at(edge - vec2(36.0, 0.0));
    desktop.harness.run_steps(3);
    let sheet = desktop.desk().sheet().expect("open");
    let after = sheet.doc().span_of(quote).expect("a span");
    assert!(after.start() < before.start() && after.end() == before.end());
    assert!(sheet.doc().text().slice(after).starts_with("that he had"), "{}", sheet.doc().text().slice(after));
}

#[test]
fn selected_words_become_a_quote_with_q() {
    let mut desktop = opened();
    let span = {
        let text = desktop.desk().sheet().expect("open").doc().text();
        let at = text.as_str().find("Old Bridge for").expect("there");
        text.span(at, at + "Old Bridge".len())
    };
    let before = desktop.desk().sheet().expect("open").doc().quotes().count();
    desktop.harness.state_mut().desk.act(Action::Select(span));
    desktop.key(Key::Q);
    let sheet = desktop.desk().sheet().expect("open");
    assert_eq!(sheet.doc().quotes().count(), before + 1);
    assert_eq!(desktop.chosen().map(|id| id.kind), Some(Kind::Quote));
}

#[test]
fn a_click_on_a_card_chooses_and_enter_accepts_and_goes_on() {
    let mut desktop = opened();
    let first = desktop
        .harness
        .query_all_by_role(Role::ListItem)
        .find(|node| node.accesskit_node().label().is_some_and(|label| label.contains("another winter")));
    first.expect("its card").click();
    desktop.harness.run_steps(4);
    let chosen = desktop.chosen().expect("chosen");
    desktop.key(Key::Enter);
    let sheet = desktop.desk().sheet().expect("open");
    assert_eq!(sheet.doc().tail_of(chosen).map(|tail| tail.review), Some(Review::Accepted));
    assert_ne!(desktop.chosen(), Some(chosen), "it goes on to the next");
}

#[test]
fn saved_work_is_there_when_the_article_is_opened_again() {
    let mut desktop = opened();
    let quote = desktop.quote("never asked");
    desktop.click_mark("never asked");
    desktop.key(Key::Num2);
    let name = desktop.speaker(quote);
    desktop.ctrl(Key::S);
    let path = desktop.folder.path().join("bridge.copydesk.json");
    assert!(path.is_file(), "{:?}", desktop.desk().notice());
    assert!(!desktop.desk().sheet().expect("open").is_unsaved());
    let mut desk = Desk::new(None);
    desk.act(Action::Open(vec![desktop.folder.path().join("bridge.txt")]));
    desk.finish_jobs();
    let doc = desk.sheet().expect("open").doc();
    assert_eq!(doc.quote(quote).and_then(|q| q.speaker.as_ref()).map(|s| s.name.as_str()), Some(name.as_str()));
}

#[test]
fn work_survives_a_kill_and_undo_survives_with_it() {
    let mut desktop = opened();
    let quote = desktop.quote("never asked");
    desktop.click_mark("never asked");
    desktop.key(Key::Num2);
    let changed = desktop.speaker(quote);
    let Desktop { harness, folder } = desktop;
    drop(harness); // nothing was saved: the window is gone as after a kill
    let mut desk = Desk::new(Some(folder.path().join("data")));
    desk.act(Action::Open(vec![folder.path().join("bridge.txt")]));
    desk.finish_jobs();
    let mut desktop = Desktop { harness: window(desk), folder };
    assert_eq!(desktop.speaker(quote), changed);
    assert!(desktop.desk().sheet().expect("open").is_unsaved());
    desktop.ctrl(Key::Z);
    assert_eq!(desktop.speaker(quote), "Petr Malý");
}

#[test]
fn closing_with_unsaved_work_asks() {
    let mut desktop = opened();
    desktop.click_mark("never asked");
    desktop.key(Key::Num2);
    desktop.ctrl(Key::Q);
    assert!(desktop.desk().question().is_some() && !desktop.desk().quits());
    desktop.harness.get_by_label("Save all and quit").click();
    desktop.harness.run_steps(3);
    desktop.harness.state_mut().desk.finish_jobs();
    assert!(desktop.desk().quits());
    assert!(desktop.folder.path().join("bridge.copydesk.json").is_file());
}

#[test]
fn the_palette_does_what_is_typed() {
    let mut desktop = opened();
    desktop.ctrl(Key::K);
    assert!(desktop.desk().view.palette);
    desktop.harness.get_by_role_and_label(Role::TextInput, "Do anything").type_text("next doubt");
    desktop.harness.run_steps(3);
    desktop.key(Key::Enter);
    assert!(!desktop.desk().view.palette);
}

#[test]
fn an_empty_desk_and_a_failed_file_are_drawn() {
    let harness = window(Desk::default());
    assert!(harness.query_by_label("No article is open").is_some());
    let mut desk = Desk::default();
    desk.act(Action::Open(vec!["/no/such/article.txt".into()]));
    desk.finish_jobs();
    let harness = window(desk);
    assert!(harness.query_by_label("This file could not be opened").is_some());
}
