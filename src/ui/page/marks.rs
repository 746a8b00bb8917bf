//! From records to marks on the page: pure, kept until the document changes.

use crate::desk::listing::is_doubt;
use crate::desk::{Division, Part, Sheet};
use crate::model::{EntityKind, Id, Kind, Review};
use crate::text::Span;

/// What a mark looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Look {
    /// Tinted ground and a rule in the margin.
    Quote,
    /// A thin box.
    Figure,
    /// An underline by kind.
    Entity(EntityKind),
    /// Dimmed words, drawn by the text itself.
    Excluded,
}

/// One record's stretch on the page.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Mark {
    pub(super) id: Id,
    pub(super) span: Span,
    pub(super) look: Look,
    pub(super) is_doubt: bool,
}

/// All marks, and which of them touch each paragraph.
#[derive(Default, Debug)]
pub(super) struct Marks {
    pub(super) all: Vec<Mark>,
    by_paragraph: Vec<Vec<u32>>,
    excluded: Vec<Span>,
    made_for: Option<(u64, u64, usize)>,
}

impl Marks {
    /// Makes the marks anew when the document, or what is hidden, has changed.
    pub(super) fn update(&mut self, sheet: &Sheet, slot: u64, division: &Division) {
        let hidden = division.hidden.iter().map(|part| 1 << (*part as usize)).sum();
        let key = (slot, sheet.revision, hidden);
        if self.made_for == Some(key) {
            return;
        }
        self.made_for = Some(key);
        self.collect(sheet, division);
        let paragraphs = sheet.doc().text().paragraphs();
        self.by_paragraph = vec![Vec::new(); paragraphs.len()];
        for (number, mark) in self.all.iter().enumerate() {
            let first = sheet.doc().text().paragraph_at(mark.span.start());
            for index in (first..paragraphs.len()).take_while(|&index| paragraphs[index].start() < mark.span.end()) {
                self.by_paragraph[index].push(number as u32);
            }
        }
    }

    fn collect(&mut self, sheet: &Sheet, division: &Division) {
        let doc = sheet.doc();
        self.all.clear();
        let is_shown = |part: Part| !division.hidden.contains(&part);
        if is_shown(Part::Quotes) {
            self.all.extend(
                doc.quotes().filter(|(_, quote)| quote.tail.review != Review::Rejected).map(|(id, quote)| Mark {
                    id,
                    span: quote.span,
                    look: Look::Quote,
                    is_doubt: is_doubt(&quote.tail),
                }),
            );
        }
        if is_shown(Part::Figures) {
            let figures = doc.figures().filter(|(_, figure)| figure.tail.review != Review::Rejected);
            self.all.extend(figures.map(|(id, figure)| Mark {
                id,
                span: figure.span,
                look: Look::Figure,
                is_doubt: is_doubt(&figure.tail),
            }));
        }
        if is_shown(Part::Entities) {
            self.all.extend(doc.mentions().filter_map(|(id, mention)| {
                let entity = doc.entity(mention.entity)?;
                (entity.tail.review != Review::Rejected).then_some(Mark {
                    id,
                    span: mention.span,
                    look: Look::Entity(entity.kind),
                    is_doubt: false,
                })
            }));
        }
        self.excluded = doc.excluded().map(|(_, item)| item.span).collect();
        self.excluded.sort();
        self.all.extend(doc.excluded().map(|(id, item)| Mark {
            id,
            span: item.span,
            look: Look::Excluded,
            is_doubt: false,
        }));
        self.all.sort_by_key(|mark| (mark.span, mark.id));
    }

    /// The marks that touch a paragraph, in text order.
    pub(super) fn of_paragraph(&self, index: usize) -> impl Iterator<Item = &Mark> {
        self.by_paragraph.get(index).into_iter().flatten().filter_map(|&number| self.all.get(number as usize))
    }

    /// The stretches left out that touch a span.
    pub(super) fn excluded_in(&self, span: Span) -> Vec<Span> {
        self.excluded.iter().filter_map(|stretch| stretch.intersection(span)).collect()
    }

    /// The smallest mark at a byte; when the chosen one is it already, the next larger one.
    pub(super) fn at(&self, paragraph: usize, byte: usize, chosen: Option<Id>) -> Option<Id> {
        let mut here: Vec<&Mark> = self.of_paragraph(paragraph).filter(|mark| mark.span.holds(byte)).collect();
        here.sort_by_key(|mark| (mark.span.len(), mark.id.kind == Kind::Excluded, mark.id));
        let place = here.iter().position(|mark| Some(mark.id) == chosen);
        let next = place.map_or(0, |place| (place + 1) % here.len().max(1));
        here.get(next).map(|mark| mark.id)
    }
}
