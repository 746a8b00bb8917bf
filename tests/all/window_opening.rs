//! Opening in the window: how a file was read is shown, and can be changed; repairs are offered and can be taken back.

use crate::driver::{Desktop, opened_file};
use copydesk::desk::{Action, Desk, State};
use copydesk::edit::{Command, MetadataField};
use copydesk::model::Review;
use egui_kittest::kittest::Queryable;

const WRAPPED: &str = "Ferry stops at noon\n\n\
    The ferry to the island stops at noon on Monday, the\n\
    harbour master said, because the engine has to be looked\n\
    at. \u{201c}Nobody will be left behind,\u{201d} Ana Ruiz told the\n\
    radio, and added that two buses would wait.\n";

#[test]
fn broken_lines_are_joined_on_request_and_come_back() {
    let mut desktop = opened_file("ferry.txt", WRAPPED.as_bytes());
    assert!(desktop.harness.query_all_by_label("The lines are broken at a fixed width.").next().is_some());
    desktop.click_label("Join them into paragraphs");
    assert!(desktop.text().contains("Monday, the harbour master said, because"), "{}", desktop.text());
    assert!(desktop.desk().sheet().expect("open").doc().quotes().count() > 0);
    desktop.click_label("As it is in the file");
    assert_eq!(desktop.text(), WRAPPED);
}

#[test]
fn broken_letters_are_repaired_on_request() {
    let broken = "M\u{c3}\u{bc}ller said \u{e2}\u{20ac}\u{2dc}no\u{e2}\u{20ac}\u{2122} in \u{c5}\u{81}\u{c3}\u{b3}d\u{c5}\u{ba} on Monday, the council heard.";
    let mut desktop = opened_file("letters.txt", broken.as_bytes());
    desktop.click_label("Repair the letters");
    assert!(desktop.text().starts_with("Müller said ‘no’ in Łódź"), "{}", desktop.text());
}

#[test]
fn the_encoding_is_shown_and_another_one_reads_the_file_again() {
    let words = "Bürgermeister Müller schließt die Brücke";
    let bytes: Vec<u8> = words.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
    let mut desktop = opened_file("bridge.txt", &bytes);
    assert_eq!(desktop.text(), words);
    assert!(desktop.harness.query_by_label("windows-1252, guessed").is_some());
    desktop.open_menu("Another encoding");
    desktop.choose("windows-1250 – Central European");
    assert!(desktop.harness.query_by_label("windows-1250, chosen").is_some());
    assert_eq!(desktop.text(), words, "these letters are the same in both");
    desktop.open_menu("Another encoding");
    desktop.choose("windows-1251 – Cyrillic");
    assert!(desktop.text().starts_with("Bьrgermeister"), "{}", desktop.text());
}

#[test]
fn work_on_another_reading_of_a_file_is_neither_lost_nor_doubted() {
    let mut desktop = opened_file("ferry.txt", WRAPPED.as_bytes());
    desktop.click_label("Join them into paragraphs");
    let text = desktop.text().to_owned();
    let quote = desktop.quote("left behind");
    desktop.harness.state_mut().desk.act(Action::Do(Command::Review { ids: vec![quote], review: Review::Accepted }));
    let Desktop { harness, folder } = desktop;
    drop(harness); // as after a kill
    let reopened = || {
        let mut desk = Desk::new(Some(folder.path().join("data")));
        desk.act(Action::Open(vec![folder.path().join("ferry.txt")]));
        desk.finish_jobs();
        desk
    };
    let mut desk = reopened();
    assert_eq!(desk.sheet().expect("open").doc().text().as_str(), text, "unsaved work came back");
    desk.act(Action::Save);
    desk.finish_jobs();
    drop(desk);
    let desk = reopened();
    assert_eq!(desk.sheet().expect("open").doc().text().as_str(), text);
    assert!(desk.notice().is_none_or(|notice| !notice.words.contains("has changed")), "{:?}", desk.notice());
}

#[test]
fn a_page_is_read_as_a_whole_on_request() {
    let body = "The ferry to the island stops at noon on Monday, the harbour master said, because the engine has to be looked at. ";
    let page = format!(
        "<html><body><nav><p>Weather and tides</p></nav><article><h1>Ferry stops</h1><p>{}</p></article></body></html>",
        body.repeat(4)
    );
    let mut desktop = opened_file("ferry.html", page.as_bytes());
    assert!(!desktop.text().contains("Weather"));
    desktop.open_menu("Another reading");
    desktop.choose("Whole page");
    assert!(desktop.text().contains("Weather"), "{}", desktop.text());
}

#[test]
fn each_particular_shows_where_it_was_read_and_is_typed_over() {
    let page = "<html lang='en'><head><meta property='article:modified_time' content='2026-05-05'></head><body><article><h1>Ferry stops</h1>\
        <p>BRNO (Reuters) - The ferry to the island stops at noon on Monday, the harbour master said, because the engine must be looked at.</p></article></body></html>";
    let mut desktop = opened_file("ferry.html", page.as_bytes());
    assert!(desktop.harness.query_by_label("from meta article:modified_time").is_some());
    for (field, value) in
        [(MetadataField::Modified, "6 May 2026"), (MetadataField::Agency, "AFP"), (MetadataField::Language, "en-GB")]
    {
        desktop.harness.state_mut().desk.act(Action::SetParticular(field, value.to_owned()));
    }
    let metadata = desktop.desk().sheet().expect("open").doc().metadata().clone();
    let stated = |stated: Option<copydesk::model::Stated>| stated.map(|stated| (stated.value, stated.origin));
    assert_eq!(stated(metadata.modified), Some(("2026-05-06".into(), "you".into())));
    assert_eq!(stated(metadata.agency), Some(("AFP".into(), "you".into())));
    assert_eq!(stated(metadata.language), Some(("en-GB".into(), "you".into())));
}

#[test]
fn a_file_of_many_articles_fills_the_queue_and_cancelling_gives_up() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("feed.jsonl");
    let row =
        |number: usize| format!("{{\"title\":\"Ferry {number}\",\"text\":\"The ferry stopped, Ana Ruiz said.\"}}\n");
    std::fs::write(&path, (1..=3).map(row).collect::<String>()).expect("written");
    let mut desk = Desk::new(None);
    desk.act(Action::Open(vec![path.clone(), folder.path().join("gone.txt")]));
    assert!(matches!(desk.queue()[0].state, State::Opening), "it opens elsewhere, not in the window’s own thread");
    assert_eq!(desk.jobs_running(), 1);
    desk.finish_jobs();
    let titles: Vec<&str> = desk.queue().iter().map(|slot| slot.title.as_str()).collect();
    assert_eq!(titles, ["Ferry 1", "Ferry 2", "Ferry 3", "gone"]);

    let mut desk = Desk::new(None);
    desk.act(Action::Open(vec![path]));
    desk.act(Action::CloseWithoutSaving);
    desk.finish_jobs();
    assert!(desk.queue().is_empty(), "what was given up does not come back");
}
