//! The laws of edits: every change inverts, undoing all leads back, a stale change is refused whole, nothing dangles, a
//! journal replays to the same document and loses at most its torn tail.

use copydesk::edit::{Choice, Command, History, plan, reconcile};
use copydesk::engine;
use copydesk::io::journal::{self, Journal};
use copydesk::io::result;
use copydesk::model::{Article, Change, Doc, EntityKind, Form, Id, Kind, Review};
use proptest::prelude::*;

const TEXT: &str = "OSTRAVA – Mayor Jana Horáková said on Monday that the bridge would open in May.\n\n\
    “We have waited 12 years,” Horáková told reporters. “Nobody will wait longer.”\n\n\
    Petr Malý of the Builders’ Union (BU) said more than 300 workers had been hired. He added: “It is a start.”\n\n\
    According to the BU, wages rose by 4.5 percent to €21 an hour. Malý and Horáková met in Brno.";

fn fresh() -> Doc {
    let article = Article::plain(TEXT);
    let findings = engine::extract(&article);
    let mut doc = Doc::new(article);
    let change = reconcile::first_reading(&doc, findings);
    doc.apply(&change).expect("an empty document takes it");
    doc
}

/// A command made from three numbers: any of them, on whatever is there.
fn command(doc: &Doc, what: u8, a: usize, b: usize) -> Command {
    let pick = |ids: Vec<Id>, n: usize| ids.get(n % ids.len().max(1)).copied().unwrap_or(Id::new(Kind::Quote, 99));
    let quotes: Vec<Id> = doc.quotes().map(|(id, _)| id).collect();
    let figures: Vec<Id> = doc.figures().map(|(id, _)| id).collect();
    let entities: Vec<Id> = doc.entities().map(|(id, _)| id).collect();
    let mentions: Vec<Id> = doc.mentions().map(|(id, _)| id).collect();
    let all: Vec<Id> = [quotes.clone(), figures, entities.clone(), mentions.clone()].concat();
    let text = doc.text();
    let (from, to) = (a % text.len(), b % text.len());
    let span = text.span(from.min(to), from.max(to)).or(text.span(0, 7)).expect("a span");
    match what % 14 {
        0 => Command::Review { ids: vec![pick(all, a)], review: Review::Accepted },
        1 => Command::Delete { ids: vec![pick(all, a)] },
        2 => Command::DeleteSameText { id: pick(all, a) },
        3 => Command::AddEntity { span, kind: EntityKind::Place },
        4 => Command::MoveBoundary { id: pick(all, a), span },
        5 => Command::SetSpeaker { quotes: vec![pick(quotes, a)], choice: Choice::Entity(pick(entities, b)) },
        6 => Command::SetSpeaker { quotes: vec![pick(quotes, a)], choice: Choice::Named("Eva Černá".into()) },
        7 => Command::SetForm { id: pick(quotes, a), form: Form::Mixed },
        8 => Command::SetCue { id: pick(quotes, a), cue: Some(span) },
        9 => Command::Rename { id: pick(entities, a), name: "Somebody Else".into() },
        10 => Command::Retype { id: pick(entities, a), kind: EntityKind::Group },
        11 => Command::Merge { into: pick(entities.clone(), a), from: vec![pick(entities, b)] },
        12 => Command::Split { mentions: vec![pick(mentions, a)], entity: None },
        _ => Command::SetNote { id: pick(all, a), note: Some("look again".into()) },
    }
}

/// No record points to one that is not there.
fn assert_nothing_dangles(doc: &Doc) {
    for (id, mention) in doc.mentions() {
        assert!(doc.entity(mention.entity).is_some(), "{id} hangs on nothing");
    }
    for (id, quote) in doc.quotes() {
        let speakers = quote.speaker.iter().chain(quote.candidates.iter().map(|candidate| &candidate.speaker));
        for entity in speakers.filter_map(|speaker| speaker.entity) {
            assert!(doc.entity(entity).is_some(), "{id} is spoken by nobody: {entity}");
        }
    }
    for (id, figure) in doc.figures() {
        assert!(figure.quote.is_none_or(|quote| doc.quote(quote).is_some()), "{id} stands in no quote");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn every_history_undoes_replays_and_leaves_nothing_dangling(
        steps in prop::collection::vec((0u8..17, 0usize..400, 0usize..400), 1..30),
        cut in 0usize..10_000,
    ) {
        let start = fresh();
        let mut doc = start.clone();
        let mut history = History::default();
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.journal");
        let mut journal = Journal::open(&path).expect("a journal");
        journal.restart("a", &doc, None).expect("begun");
        for (what, a, b) in steps {
            let entry = match what {
                14 | 15 => history.undo(&mut doc).map(|_| journal::Entry::Undo),
                16 => history.redo(&mut doc).map(|_| journal::Entry::Redo),
                _ => plan(&doc, &command(&doc, what, a, b)).ok().map(|change| {
                    let before = doc.clone();
                    let entry = journal::entry_of(&doc, &change);
                    history.perform(&mut doc, change.clone()).expect("a fresh plan fits");
                    let mut back = doc.clone();
                    back.apply(&change.inverse()).expect("an inverse fits");
                    assert_eq!(back.quotes().collect::<Vec<_>>(), before.quotes().collect::<Vec<_>>());
                    assert_eq!(back.entities().collect::<Vec<_>>(), before.entities().collect::<Vec<_>>());
                    // The same change again is stale, and refused whole.
                    let mut again = doc.clone();
                    if again.apply(&change).is_err() {
                        assert_eq!(again, doc);
                    }
                    entry
                }),
            };
            if let Some(entry) = entry {
                journal.append(&entry).expect("noted");
            }
            assert_nothing_dangles(&doc);
        }
        let bytes = std::fs::read(&path).expect("there");
        let (replayed, sound) = journal::replay(&bytes).expect("it replays");
        prop_assert_eq!(sound, bytes.len());
        let (here, there) = (result::from_doc("a", &doc), result::from_doc("a", &replayed.doc));
        prop_assert_eq!(&here, &there);
        let end = cut % (bytes.len() + 1);
        if let Some((torn, sound)) = journal::replay(&bytes[..end]) {
            prop_assert!(sound <= end);
            assert_nothing_dangles(&torn.doc);
        }
        while history.undo(&mut doc).is_some() {}
        prop_assert_eq!(result::from_doc("a", &doc), result::from_doc("a", &start));
    }

    #[test]
    fn extraction_is_total_and_says_the_same_twice(text in "[ a-zA-ZéŁ“”\"'’.,0-9%$€\n-]{0,300}") {
        let article = Article::plain(text);
        let first = engine::extract(&article);
        prop_assert_eq!(&first, &engine::extract(&article));
        for quote in &first.quotes {
            for part in &quote.parts {
                prop_assert!(quote.span.contains(*part));
            }
        }
        for maker in first.quotes.iter().map(|quote| &quote.tail.made_by).chain(first.figures.iter().map(|f| &f.tail.made_by)) {
            prop_assert!(engine::rule::rule(maker).is_some(), "no rule is named {}", maker);
        }
    }
}

#[test]
fn a_stale_change_is_refused_whole() {
    let mut doc = fresh();
    let quote = doc.quotes().next().map(|(id, _)| id).expect("a quote");
    let change: Change = plan(&doc, &Command::SetForm { id: quote, form: Form::Mixed }).expect("planned");
    let other = plan(&doc, &Command::Delete { ids: vec![quote] }).expect("planned");
    doc.apply(&other).expect("fits");
    let before = doc.clone();
    assert!(doc.apply(&change).is_err());
    assert_eq!(doc, before);
}

#[test]
fn merging_moves_quotes_and_one_undo_brings_them_back() {
    let mut doc = fresh();
    let by_name = |doc: &Doc, name: &str| doc.entities().find(|(_, e)| e.name == name).map(|(id, _)| id);
    let (mayor, builder) = (by_name(&doc, "Jana Horáková").expect("her"), by_name(&doc, "Petr Malý").expect("him"));
    let spoken =
        |doc: &Doc, id| doc.quotes().filter(|(_, q)| q.speaker.as_ref().is_some_and(|s| s.entity == Some(id))).count();
    let both = spoken(&doc, mayor) + spoken(&doc, builder);
    assert!(spoken(&doc, mayor) > 0 && spoken(&doc, builder) > 0);
    let mut history = History::default();
    let change = plan(&doc, &Command::Merge { into: mayor, from: vec![builder] }).expect("planned");
    assert!(change.label.contains("moves"), "{}", change.label);
    history.perform(&mut doc, change).expect("fits");
    assert_eq!(spoken(&doc, mayor), both);
    history.undo(&mut doc);
    assert!(spoken(&doc, builder) > 0);
}
