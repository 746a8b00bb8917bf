//! What a panel lists and in which order: the panels draw it, next and previous walk it.

use super::sheet::Sheet;
use crate::model::{Id, Kind, Review, Tail};

/// The order of a panel.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Order {
    /// Doubtful ones first, weakest at the top; then the unreviewed, then the reviewed, each in text order.
    #[default]
    DoubtfulFirst,
    /// As in the text.
    Text,
    /// Most mentions first (entities only; else as in the text).
    Mentions,
}

impl Order {
    /// All of them, in the order menus show.
    pub const ALL: [Order; 3] = [Order::DoubtfulFirst, Order::Text, Order::Mentions];

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Order::DoubtfulFirst => "doubtful first",
            Order::Text => "text order",
            Order::Mentions => "by mentions",
        }
    }
}

/// Which records a panel shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Shown {
    /// All but the rejected ones.
    #[default]
    All,
    /// Those nobody has looked at.
    Unreviewed,
    /// Those with a doubt.
    Doubts,
    /// Those a person rejected.
    Rejected,
}

impl Shown {
    /// All of them, in the order menus show.
    pub const ALL: [Shown; 4] = [Shown::All, Shown::Unreviewed, Shown::Doubts, Shown::Rejected];

    /// Its name for people.
    pub fn name(self) -> &'static str {
        match self {
            Shown::All => "all",
            Shown::Unreviewed => "unreviewed",
            Shown::Doubts => "doubts",
            Shown::Rejected => "rejected",
        }
    }
}

/// How one panel lists its records.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Listing {
    /// The order.
    pub order: Order,
    /// Which ones.
    pub shown: Shown,
    /// Only those that contain these words (text, speaker or name; case does not matter).
    pub filter: String,
}

impl Listing {
    /// The records of a kind as this listing shows them.
    pub fn list(&self, sheet: &Sheet, kind: Kind) -> Vec<Id> {
        let doc = sheet.doc();
        let ids: Vec<Id> = match kind {
            Kind::Quote => doc.quotes().map(|(id, _)| id).collect(),
            Kind::Figure => doc.figures().map(|(id, _)| id).collect(),
            Kind::Entity => doc.entities().map(|(id, _)| id).collect(),
            Kind::Excluded => doc.excluded().map(|(id, _)| id).collect(),
            Kind::Metadata | Kind::Mention => Vec::new(),
        };
        let needle = self.filter.trim().to_lowercase();
        let starts = first_places(sheet, kind);
        let mut rows: Vec<((u8, i64, usize), Id)> = ids
            .into_iter()
            .filter_map(|id| Some((id, doc.tail_of(id)?)))
            .filter(|(_, tail)| self.shows(tail))
            .filter(|(id, _)| needle.is_empty() || words_of(sheet, *id).to_lowercase().contains(&needle))
            .map(|(id, tail)| {
                let (start, mentions) = starts.get(&id).copied().unwrap_or((usize::MAX, 0));
                (self.rank(sheet, id, tail, start, mentions), id)
            })
            .collect();
        rows.sort();
        rows.into_iter().map(|(_, id)| id).collect()
    }

    fn shows(&self, tail: &Tail) -> bool {
        match self.shown {
            Shown::All => tail.review != Review::Rejected,
            Shown::Unreviewed => tail.review == Review::Unseen,
            Shown::Doubts => is_doubt(tail),
            Shown::Rejected => tail.review == Review::Rejected,
        }
    }

    fn rank(&self, sheet: &Sheet, id: Id, tail: &Tail, start: usize, mentions: usize) -> (u8, i64, usize) {
        match self.order {
            Order::Text => (0, 0, start),
            Order::Mentions => (0, -(mentions as i64), start),
            Order::DoubtfulFirst => {
                let minor = sheet.doc().figure(id).is_some_and(|figure| figure.minor);
                match tail.review {
                    Review::Unseen | Review::Doubtful if is_doubt(tail) => (0, i64::from(tail.score.percent()), start),
                    Review::Unseen | Review::Doubtful => (if minor { 2 } else { 1 }, 0, start),
                    Review::Accepted | Review::Rejected => (3, 0, start),
                }
            }
        }
    }
}

/// Where each record first stands, and how many mentions it has.
fn first_places(sheet: &Sheet, kind: Kind) -> std::collections::BTreeMap<Id, (usize, usize)> {
    let doc = sheet.doc();
    let mut places = std::collections::BTreeMap::new();
    match kind {
        Kind::Quote => places.extend(doc.quotes().map(|(id, quote)| (id, (quote.span.start(), 0)))),
        Kind::Figure => places.extend(doc.figures().map(|(id, figure)| (id, (figure.span.start(), 0)))),
        Kind::Entity => {
            for (_, mention) in doc.mentions() {
                let place = places.entry(mention.entity).or_insert((usize::MAX, 0));
                *place = (place.0.min(mention.span.start()), place.1 + 1);
            }
        }
        Kind::Excluded => places.extend(doc.excluded().map(|(id, item)| (id, (item.span.start(), 0)))),
        Kind::Metadata | Kind::Mention => {}
    }
    places
}

/// Whether a record is open to doubt: the engine names one and nobody has decided, or a person marked it so.
pub fn is_doubt(tail: &Tail) -> bool {
    tail.review == Review::Doubtful || (tail.review == Review::Unseen && tail.doubt.is_some())
}

/// The words a filter looks in.
fn words_of(sheet: &Sheet, id: Id) -> String {
    let doc = sheet.doc();
    let words = doc.span_of(id).map(|span| doc.text().slice(span)).unwrap_or_default();
    let name = match id.kind {
        Kind::Quote => doc.quote(id).and_then(|quote| quote.speaker.as_ref()).map(|speaker| speaker.name.as_str()),
        Kind::Entity => doc.entity(id).map(|entity| entity.name.as_str()),
        Kind::Figure | Kind::Mention | Kind::Excluded | Kind::Metadata => None,
    };
    format!("{words} {}", name.unwrap_or_default())
}
