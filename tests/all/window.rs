//! The window driven as a person drives it, through the real pointer path, without a display.

use crate::driver::{Desktop, opened, window};
use copydesk::desk::{Action, Desk, Part};
use copydesk::edit::MetadataField;
use copydesk::model::{Kind, Review};
use egui::accesskit::Role;
use egui::{Key, vec2};
use egui_kittest::kittest::{NodeT, Queryable};

const ARTICLE: &str = "Council closes the old bridge\n\n\
    BRNO, 4 May 2026 – The council voted on Monday to close the Old Bridge for 14 months.\n\n\
    “It will not survive another winter,” Mayor Jana Horáková told reporters.\n\n\
    Petr Malý, who owns a bakery nearby, said that he had lost more than 300 customers this week.\n\n\
    “We were never asked,” he said.";

#[test]
fn a_click_on_a_mark_chooses_it_and_the_inspector_says_who() {
    let mut desktop = opened(ARTICLE);
    desktop.click_mark("another winter");
    let quote = desktop.quote("another winter");
    assert_eq!(desktop.chosen(), Some(quote));
    assert_eq!(desktop.speaker(quote), "Jana Horáková");
    assert!(desktop.harness.query_all_by_role(Role::RadioButton).count() > 1, "ranked speakers are offered");
}

#[test]
fn a_digit_gives_the_quote_to_another_and_undo_takes_it_back() {
    let mut desktop = opened(ARTICLE);
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
    let mut desktop = opened(ARTICLE);
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
    let mut desktop = opened(ARTICLE);
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
    let mut desktop = opened(ARTICLE);
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
    let mut desktop = opened(ARTICLE);
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
    let mut desktop = opened(ARTICLE);
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
    let mut desktop = opened(ARTICLE);
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
    let mut desktop = opened(ARTICLE);
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

#[test]
fn the_publication_date_is_typed_under_the_headline_and_fixes_the_days() {
    let mut desktop = opened("Bridge closes\n\nThe council voted on Tuesday to close the bridge, officials said.");
    let dates = |desktop: &Desktop| -> Vec<_> {
        desktop.desk().sheet().expect("open").doc().figures().map(|(_, figure)| figure.date.clone()).collect()
    };
    assert_eq!(dates(&desktop), [None]);
    desktop.harness.query_all_by_label("Published: add…").next().expect("the date’s field").click();
    desktop.harness.run_steps(4);
    desktop.type_and_enter("7 May 2026");
    assert_eq!(dates(&desktop), [Some("2026-05-05".to_owned())]);
    desktop.ctrl(Key::Z);
    assert_eq!(dates(&desktop), [None]);
}

#[test]
fn any_particular_is_changed_and_comes_back_with_the_saved_result() {
    let mut desktop = opened(ARTICLE);
    let change = Action::SetParticular(MetadataField::Outlet, "The Brno Courier".to_owned());
    desktop.harness.state_mut().desk.act(change);
    desktop.ctrl(Key::S);
    let mut desk = Desk::new(None);
    desk.act(Action::Open(vec![desktop.folder.path().join("bridge.txt")]));
    desk.finish_jobs();
    let outlet = desk.sheet().expect("open").doc().metadata().outlet.clone();
    assert_eq!(outlet.map(|stated| (stated.value, stated.origin)), Some(("The Brno Courier".into(), "you".into())));
}

#[test]
fn the_border_between_two_panels_drags_and_is_remembered() {
    let mut desktop = opened(ARTICLE);
    let before = desktop.desk().settings().division.shares;
    let border = desktop.harness.get_by_label("Border between Quotes and the panel below").rect().center();
    desktop.drag(border, border + vec2(0.0, 60.0));
    let after = desktop.desk().settings().division.shares;
    assert!(after[0] > before[0] && after[1] < before[1], "{before:?} {after:?}");
    desktop.harness.state_mut().desk.act(Action::TogglePanel(Part::Queue));
    let again = Desk::new(Some(desktop.folder.path().join("data")));
    assert_eq!(again.settings().division.shares, after);
    assert!(!again.shows(Part::Queue));
}

#[test]
fn the_shown_article_s_row_is_in_sight_in_a_long_queue() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |number: usize| {
        let path = folder.path().join(format!("{number:02}.txt"));
        std::fs::write(&path, format!("Council meeting number {number}\n\nThe council met.")).expect("written");
        path
    };
    let mut desk = Desk::new(Some(folder.path().join("data")));
    desk.act(Action::Open((0..40).map(write).collect()));
    desk.finish_jobs();
    let mut desktop = Desktop { harness: window(desk), folder };
    for place in [35, 2] {
        desktop.harness.state_mut().desk.act(Action::Show(place));
        desktop.harness.state_mut().desk.finish_jobs();
        desktop.harness.run_steps(3);
        let title = desktop.desk().queue()[place].title.clone();
        desktop.row(&title);
    }
}
