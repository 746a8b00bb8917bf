//! What each correction costs: one click, drag, chord or typed field is one action. The figures are the product's
//! promise; the record to correct is already chosen, as it is in a review that walks through the list.

use crate::driver::{Desktop, opened};
use copydesk::desk::Action;
use copydesk::edit::Command;
use copydesk::model::{EntityKind, Id, Review};
use egui::accesskit::Role;
use egui::{Key, vec2};
use egui_kittest::kittest::Queryable;

const ARTICLE: &str = "Council closes the old bridge\n\n\
    BRNO, 4 May 2026 – The council voted on Monday to close the Old Bridge for 14 months.\n\n\
    “It will not survive another winter,” Mayor Jana Horáková told reporters. Horáková said that repairs would \
    cost 3 million euros.\n\n\
    Petr Malý, who owns a bakery nearby, said that he had lost more than 300 customers this week.\n\n\
    “We were never asked,” Malý said.\n\n\
    “Temporary” is what the sign on the barrier still calls the closure.";

/// Counts what a person does.
struct Person {
    desktop: Desktop,
    actions: usize,
}

impl Person {
    fn at_the_desk() -> Self {
        Self { desktop: opened(ARTICLE), actions: 0 }
    }

    fn choose(&mut self, id: Id) {
        self.desktop.harness.state_mut().desk.act(Action::Reveal(id));
        self.desktop.harness.run_steps(4);
    }

    fn key(&mut self, key: Key) {
        self.actions += 1;
        self.desktop.key(key);
    }

    fn chord(&mut self, modifiers: egui::Modifiers, key: Key) {
        self.actions += 1;
        self.desktop.harness.key_press_modifiers(modifiers, key);
        self.desktop.harness.run_steps(4);
    }

    fn type_in(&mut self, words: &str) {
        self.actions += 1;
        self.desktop.type_and_enter(words);
    }

    fn entity(&self, name: &str) -> Id {
        let doc = self.desktop.desk().sheet().expect("open").doc();
        let mut entities = doc.entities();
        entities.find(|(_, entity)| entity.name == name).map(|(id, _)| id).unwrap_or_else(|| panic!("no {name}"))
    }

    fn words(&self, id: Id) -> String {
        let doc = self.desktop.desk().sheet().expect("open").doc();
        doc.span_of(id).map(|span| doc.text().slice(span).to_owned()).unwrap_or_default()
    }

    #[track_caller]
    fn has_done_it_in(&self, actions: usize) {
        assert_eq!(self.actions, actions, "the promised cost");
    }
}

#[test]
fn extending_by_a_word_costs_one() {
    let mut person = Person::at_the_desk();
    let quote = person.desktop.quote("never asked");
    person.choose(quote);
    person.chord(egui::Modifiers::SHIFT, Key::ArrowRight);
    assert!(person.words(quote).ends_with("Malý"), "{}", person.words(quote));
    person.has_done_it_in(1);
}

#[test]
fn deleting_a_false_item_costs_one() {
    let mut person = Person::at_the_desk();
    let quote = person.desktop.quote("never asked");
    person.choose(quote);
    person.key(Key::Delete);
    let doc = person.desktop.desk().sheet().expect("open").doc();
    assert_eq!(doc.tail_of(quote).map(|tail| tail.review), Some(Review::Rejected));
    person.has_done_it_in(1);
}

#[test]
fn another_kind_everywhere_costs_one() {
    let mut person = Person::at_the_desk();
    let entity = person.entity("Petr Malý");
    person.choose(entity);
    person.key(Key::Num2);
    let doc = person.desktop.desk().sheet().expect("open").doc();
    assert_eq!(doc.entity(entity).map(|entity| entity.kind), Some(EntityKind::Organisation));
    person.has_done_it_in(1);
}

#[test]
fn merging_costs_one_by_mouse_and_three_by_keyboard() {
    let mut person = Person::at_the_desk();
    let (from, into) = (person.desktop.row("Petr Malý (").center(), person.desktop.row("Jana Horáková (").center());
    let quotes = |person: &Person, name: &str| {
        let doc = person.desktop.desk().sheet().expect("open").doc();
        doc.quotes().filter(|(_, q)| q.speaker.as_ref().is_some_and(|speaker| speaker.name == name)).count()
    };
    let moved = quotes(&person, "Petr Malý");
    let stayed = quotes(&person, "Jana Horáková");
    person.actions += 1;
    person.desktop.drag(from, into);
    assert_eq!(quotes(&person, "Petr Malý"), 0);
    assert_eq!(quotes(&person, "Jana Horáková"), moved + stayed, "the quotes follow");
    person.has_done_it_in(1);

    let mut person = Person::at_the_desk();
    let entity = person.entity("Petr Malý");
    person.choose(entity);
    person.key(Key::M);
    person.actions += 1; // Enter after the typed name
    person.type_in("Jana");
    assert_eq!(quotes(&person, "Petr Malý"), 0);
    person.has_done_it_in(3);
}

#[test]
fn splitting_costs_two_and_the_quotes_follow() {
    let mut person = Person::at_the_desk();
    let entity = person.entity("Petr Malý");
    person.choose(entity);
    let quote = person.desktop.quote("never asked");
    person.desktop.harness.get_by_role_and_label(Role::CheckBox, "Tick Malý").click();
    person.actions += 1;
    person.desktop.harness.run_steps(4);
    person.key(Key::S);
    assert_eq!(person.desktop.speaker(quote), "Malý");
    person.has_done_it_in(2);
}

#[test]
fn another_speaker_costs_one() {
    let mut person = Person::at_the_desk();
    let quote = person.desktop.quote("never asked");
    person.choose(quote);
    let choices = person.desktop.harness.query_all_by_role(Role::RadioButton).count();
    let digit = (1..choices).map(|number| [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5][number]);
    let before = person.desktop.speaker(quote);
    person.key(digit.into_iter().next().expect("another choice"));
    assert_ne!(person.desktop.speaker(quote), before);
    person.has_done_it_in(1);
}

#[test]
fn adding_a_missed_quote_costs_two() {
    let mut person = Person::at_the_desk();
    // Whatever the engine thinks of the quotation, it is missing now.
    let sheet = person.desktop.desk().sheet().expect("open");
    let text = sheet.doc().text();
    let is_it = |quote: &copydesk::model::Quote| text.slice(quote.span).contains("Temporary");
    let found: Vec<Id> = sheet.doc().quotes().filter(|(_, quote)| is_it(quote)).map(|(id, _)| id).collect();
    let before = sheet.doc().quotes().count() - found.len();
    if !found.is_empty() {
        person.desktop.harness.state_mut().desk.act(Action::Do(Command::Delete { ids: found }));
        person.desktop.harness.run_steps(4);
    }
    // Inside the marks, which open the paragraph.
    let at = person.desktop.harness.get_by_label_contains("what the sign on the barrier").rect().min + vec2(45.0, 14.0);
    person.actions += 1;
    person.desktop.double_click(at);
    person.key(Key::Q);
    let doc = person.desktop.desk().sheet().expect("open").doc();
    assert_eq!(doc.quotes().count(), before + 1);
    let added = doc.quotes().find(|(_, quote)| doc.text().slice(quote.span) == "“Temporary”").expect("the quotation");
    assert!(added.1.speaker.is_some(), "the speaker is guessed");
    person.has_done_it_in(2);
}

#[test]
fn another_value_costs_two() {
    let mut person = Person::at_the_desk();
    let sheet = person.desktop.desk().sheet().expect("open");
    let figure = sheet.doc().figures().find(|(_, figure)| sheet.doc().text().slice(figure.core) == "300");
    let figure = figure.map(|(id, _)| id).expect("the customers");
    person.choose(figure);
    person.key(Key::F2);
    person.type_in("2.5 million");
    let doc = person.desktop.desk().sheet().expect("open").doc();
    assert_eq!(
        doc.figure(figure).and_then(|figure| figure.value).map(|value| value.to_string()).as_deref(),
        Some("2500000")
    );
    person.has_done_it_in(2);
}

#[test]
fn accepting_what_a_panel_shows_costs_one_and_so_does_taking_it_back() {
    let mut person = Person::at_the_desk();
    let reviewed =
        |person: &Person| person.desktop.desk().sheet().expect("open").progress(copydesk::model::Kind::Quote);
    let (_, all) = reviewed(&person);
    person.chord(egui::Modifiers::COMMAND | egui::Modifiers::SHIFT, Key::Q);
    assert_eq!(reviewed(&person), (all, all));
    person.has_done_it_in(1);
    person.chord(egui::Modifiers::COMMAND, Key::Z);
    assert_eq!(reviewed(&person), (0, all));
}

#[test]
fn going_back_five_steps_costs_one_click_in_the_history() {
    let mut person = Person::at_the_desk();
    let start = person.desktop.desk().sheet().expect("open").doc().clone();
    let quote = person.desktop.quote("never asked");
    for _ in 0..5 {
        person.choose(quote);
        person.desktop.harness.key_press_modifiers(egui::Modifiers::SHIFT, Key::ArrowRight);
        person.desktop.harness.run_steps(4);
    }
    assert_ne!(person.desktop.desk().sheet().expect("open").doc(), &start);
    person.desktop.ctrl(Key::H);
    person.desktop.harness.get_by_label("the article as Copydesk read it").click();
    person.actions += 1;
    person.desktop.harness.run_steps(4);
    assert_eq!(person.desktop.desk().sheet().expect("open").doc(), &start);
    person.has_done_it_in(1);
}
