//! The article and what was found in it. [`Doc::apply`] is the only mutator, so undo cannot be bypassed.

mod article;
mod change;
mod entity;
mod figure;
mod item;
mod quote;

pub use article::{Article, Metadata, Offer, Paragraph, Role, Source, Stated};
pub use change::{Change, Put, Record};
pub use entity::{Entity, EntityKind, Mention, MentionForm};
pub use figure::{Figure, FigureKind, Modifier, Movement};
pub use item::{Id, Kind, Review, Score, Tail};
pub use quote::{Candidate, Form, Quote, Speaker, SpeakerKind};

use crate::text::Span;
use std::collections::BTreeMap;

/// A stretch that is not part of the article.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Excluded {
    /// Where.
    pub span: Span,
    /// Why: "page chrome", "photo credit".
    pub why: String,
    /// Origin and review.
    pub tail: Tail,
}

/// What the engine found. Ids count from 1 in each list's order: `entities[0]` is `e1`.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Findings {
    /// Quotes in text order.
    pub quotes: Vec<Quote>,
    /// Figures in text order.
    pub figures: Vec<Figure>,
    /// Entities in order of first mention.
    pub entities: Vec<Entity>,
    /// Mentions in text order.
    pub mentions: Vec<Mention>,
    /// Stretches left out, in text order.
    pub excluded: Vec<Excluded>,
}

/// An article with its records.
#[derive(Clone, PartialEq, Debug)]
pub struct Doc {
    article: Article,
    metadata: Metadata,
    quotes: BTreeMap<u32, Quote>,
    figures: BTreeMap<u32, Figure>,
    entities: BTreeMap<u32, Entity>,
    mentions: BTreeMap<u32, Mention>,
    excluded: BTreeMap<u32, Excluded>,
    /// The highest number ever used for each kind, so that none is used again.
    used: BTreeMap<Kind, u32>,
}

/// A change that does not fit the document; nothing was done.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("the record {0} is not as this change expects")]
pub struct Stale(pub Id);

impl Doc {
    /// The article with no records yet.
    pub fn new(article: Article) -> Self {
        let metadata = article.metadata.clone();
        Self {
            article,
            metadata,
            quotes: BTreeMap::new(),
            figures: BTreeMap::new(),
            entities: BTreeMap::new(),
            mentions: BTreeMap::new(),
            excluded: BTreeMap::new(),
            used: BTreeMap::new(),
        }
    }

    /// The article as opened.
    pub fn article(&self) -> &Article {
        &self.article
    }

    /// The article's text.
    pub fn text(&self) -> &crate::text::Text {
        &self.article.text
    }

    /// The particulars as they stand now.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// All quotes by number.
    pub fn quotes(&self) -> impl DoubleEndedIterator<Item = (Id, &Quote)> {
        self.quotes.iter().map(|(&number, quote)| (Id::new(Kind::Quote, number), quote))
    }

    /// All figures by number.
    pub fn figures(&self) -> impl DoubleEndedIterator<Item = (Id, &Figure)> {
        self.figures.iter().map(|(&number, figure)| (Id::new(Kind::Figure, number), figure))
    }

    /// All entities by number.
    pub fn entities(&self) -> impl DoubleEndedIterator<Item = (Id, &Entity)> {
        self.entities.iter().map(|(&number, entity)| (Id::new(Kind::Entity, number), entity))
    }

    /// All mentions by number.
    pub fn mentions(&self) -> impl DoubleEndedIterator<Item = (Id, &Mention)> {
        self.mentions.iter().map(|(&number, mention)| (Id::new(Kind::Mention, number), mention))
    }

    /// All stretches left out, by number.
    pub fn excluded(&self) -> impl DoubleEndedIterator<Item = (Id, &Excluded)> {
        self.excluded.iter().map(|(&number, excluded)| (Id::new(Kind::Excluded, number), excluded))
    }

    /// The quote with this id.
    pub fn quote(&self, id: Id) -> Option<&Quote> {
        (id.kind == Kind::Quote).then(|| self.quotes.get(&id.number)).flatten()
    }

    /// The figure with this id.
    pub fn figure(&self, id: Id) -> Option<&Figure> {
        (id.kind == Kind::Figure).then(|| self.figures.get(&id.number)).flatten()
    }

    /// The entity with this id.
    pub fn entity(&self, id: Id) -> Option<&Entity> {
        (id.kind == Kind::Entity).then(|| self.entities.get(&id.number)).flatten()
    }

    /// The mention with this id.
    pub fn mention(&self, id: Id) -> Option<&Mention> {
        (id.kind == Kind::Mention).then(|| self.mentions.get(&id.number)).flatten()
    }

    /// An entity's mentions, in text order.
    pub fn mentions_of(&self, entity: Id) -> Vec<(Id, &Mention)> {
        let mut found: Vec<_> = self.mentions().filter(|(_, mention)| mention.entity == entity).collect();
        found.sort_by_key(|(_, mention)| mention.span);
        found
    }

    /// Any record by its id.
    pub fn record(&self, id: Id) -> Option<Record> {
        let number = id.number;
        match id.kind {
            Kind::Metadata => Some(Record::Metadata(Box::new(self.metadata.clone()))),
            Kind::Quote => self.quotes.get(&number).map(|quote| Record::Quote(Box::new(quote.clone()))),
            Kind::Figure => self.figures.get(&number).map(|figure| Record::Figure(Box::new(figure.clone()))),
            Kind::Entity => self.entities.get(&number).cloned().map(Record::Entity),
            Kind::Mention => self.mentions.get(&number).cloned().map(Record::Mention),
            Kind::Excluded => self.excluded.get(&number).cloned().map(Record::Excluded),
        }
    }

    /// Where a record stands in the text; for an entity its first mention.
    pub fn span_of(&self, id: Id) -> Option<Span> {
        let number = id.number;
        match id.kind {
            Kind::Metadata => None,
            Kind::Quote => self.quotes.get(&number).map(|quote| quote.span),
            Kind::Figure => self.figures.get(&number).map(|figure| figure.span),
            Kind::Entity => self.mentions_of(id).first().map(|(_, mention)| mention.span),
            Kind::Mention => self.mentions.get(&number).map(|mention| mention.span),
            Kind::Excluded => self.excluded.get(&number).map(|excluded| excluded.span),
        }
    }

    /// The origin and review of a record that has them (not metadata, not mentions).
    pub fn tail_of(&self, id: Id) -> Option<&Tail> {
        let number = id.number;
        match id.kind {
            Kind::Metadata | Kind::Mention => None,
            Kind::Quote => self.quotes.get(&number).map(|quote| &quote.tail),
            Kind::Figure => self.figures.get(&number).map(|figure| &figure.tail),
            Kind::Entity => self.entities.get(&number).map(|entity| &entity.tail),
            Kind::Excluded => self.excluded.get(&number).map(|excluded| &excluded.tail),
        }
    }

    /// An id of this kind that was never used in this article; `skip` further ones are planned already.
    pub fn fresh_id(&self, kind: Kind, skip: u32) -> Id {
        Id::new(kind, self.used.get(&kind).copied().unwrap_or(0) + 1 + skip)
    }

    /// Applies every swap, or none.
    pub fn apply(&mut self, change: &Change) -> Result<(), Stale> {
        let mut expected: BTreeMap<Id, Option<&Record>> = BTreeMap::new();
        for put in &change.puts {
            let fits = match expected.get(&put.id) {
                Some(planned) => *planned == put.before.as_ref(),
                None => self.record(put.id) == put.before,
            };
            if !fits || put.after.as_ref().is_some_and(|record| !belongs(put.id, record)) {
                return Err(Stale(put.id));
            }
            expected.insert(put.id, put.after.as_ref());
        }
        for put in &change.puts {
            self.put(put.id, put.after.clone());
        }
        Ok(())
    }

    fn put(&mut self, id: Id, after: Option<Record>) {
        let highest = self.used.entry(id.kind).or_default();
        *highest = (*highest).max(id.number);
        let number = id.number;
        match after {
            Some(Record::Metadata(metadata)) => self.metadata = *metadata,
            Some(Record::Quote(quote)) => drop(self.quotes.insert(number, *quote)),
            Some(Record::Figure(figure)) => drop(self.figures.insert(number, *figure)),
            Some(Record::Entity(entity)) => drop(self.entities.insert(number, entity)),
            Some(Record::Mention(mention)) => drop(self.mentions.insert(number, mention)),
            Some(Record::Excluded(excluded)) => drop(self.excluded.insert(number, excluded)),
            None => match id.kind {
                Kind::Metadata => self.metadata = Metadata::default(),
                Kind::Quote => drop(self.quotes.remove(&number)),
                Kind::Figure => drop(self.figures.remove(&number)),
                Kind::Entity => drop(self.entities.remove(&number)),
                Kind::Mention => drop(self.mentions.remove(&number)),
                Kind::Excluded => drop(self.excluded.remove(&number)),
            },
        }
    }
}

fn belongs(id: Id, record: &Record) -> bool {
    let kind = match record {
        Record::Metadata(_) => Kind::Metadata,
        Record::Quote(_) => Kind::Quote,
        Record::Figure(_) => Kind::Figure,
        Record::Entity(_) => Kind::Entity,
        Record::Mention(_) => Kind::Mention,
        Record::Excluded(_) => Kind::Excluded,
    };
    kind == id.kind
}
