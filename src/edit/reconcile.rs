//! Brings a reading of the engine into a document. What a person decided always wins.

use crate::model::{Change, Doc, Findings, Id, Kind, Put, Record};

/// The change that puts the engine's findings into an empty document.
pub fn first_reading(doc: &Doc, findings: Findings) -> Change {
    fn numbered<T>(puts: &mut Vec<Put>, kind: Kind, items: Vec<T>, wrap: impl Fn(T) -> Record) {
        let records = items.into_iter().zip(1..).map(|(item, number)| (Id::new(kind, number), wrap(item)));
        puts.extend(records.map(|(id, record)| Put { id, before: None, after: Some(record) }));
    }
    debug_assert!(doc.entities().next().is_none(), "the first reading needs an empty document");
    let mut puts = Vec::new();
    numbered(&mut puts, Kind::Excluded, findings.excluded, Record::Excluded);
    numbered(&mut puts, Kind::Entity, findings.entities, Record::Entity);
    numbered(&mut puts, Kind::Mention, findings.mentions, Record::Mention);
    numbered(&mut puts, Kind::Quote, findings.quotes, |quote| Record::Quote(Box::new(quote)));
    numbered(&mut puts, Kind::Figure, findings.figures, |figure| Record::Figure(Box::new(figure)));
    Change { label: "read the article".to_owned(), puts }
}
