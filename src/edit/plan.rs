//! What a command does: the swaps it needs, or why it cannot be done. Pure; the document is only read.

use super::command::{Choice, Command};
use super::merge;
use crate::model::{
    Change, Doc, Entity, EntityKind, Excluded, Id, Kind, Mention, MentionForm, Put, Quote, Record, Review, Score,
    Speaker, SpeakerKind, Tail,
};
use crate::text::Span;
use std::collections::BTreeMap;

/// Why a command cannot be done, a sentence for a person.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub String);

impl Refusal {
    /// A refusal for this reason, a sentence.
    pub fn because(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

/// A document with planned swaps on top, so that later steps of one plan see earlier ones.
pub(super) struct Draft<'a> {
    pub(super) doc: &'a Doc,
    order: Vec<Id>,
    after: BTreeMap<Id, Option<Record>>,
    fresh: BTreeMap<Kind, u32>,
}

impl<'a> Draft<'a> {
    fn new(doc: &'a Doc) -> Self {
        Self { doc, order: Vec::new(), after: BTreeMap::new(), fresh: BTreeMap::new() }
    }

    pub(super) fn get(&self, id: Id) -> Option<Record> {
        match self.after.get(&id) {
            Some(planned) => planned.clone(),
            None => self.doc.record(id),
        }
    }

    pub(super) fn put(&mut self, id: Id, record: Option<Record>) {
        if self.after.insert(id, record).is_none() {
            self.order.push(id);
        }
    }

    pub(super) fn add(&mut self, kind: Kind, record: Record) -> Id {
        let planned = self.fresh.entry(kind).or_default();
        let id = self.doc.fresh_id(kind, *planned);
        *planned += 1;
        self.put(id, Some(record));
        id
    }

    pub(super) fn quote(&self, id: Id) -> Result<Quote, Refusal> {
        match self.get(id) {
            Some(Record::Quote(quote)) => Ok(*quote),
            _ => Err(Refusal::because("That quote is no longer there.")),
        }
    }

    pub(super) fn entity(&self, id: Id) -> Result<Entity, Refusal> {
        match self.get(id) {
            Some(Record::Entity(entity)) => Ok(entity),
            _ => Err(Refusal::because("That entity is no longer there.")),
        }
    }

    fn finish(self, label: String) -> Result<Change, Refusal> {
        let puts: Vec<Put> = self
            .order
            .iter()
            .map(|&id| Put { id, before: self.doc.record(id), after: self.after[&id].clone() })
            .filter(|put| put.before != put.after)
            .collect();
        if puts.is_empty() { Err(Refusal::because("Nothing would change.")) } else { Ok(Change { label, puts }) }
    }
}

/// Plans a command on a document.
pub fn plan(doc: &Doc, command: &Command) -> Result<Change, Refusal> {
    let mut draft = Draft::new(doc);
    let label = match command {
        Command::Review { ids, review } => set_review(&mut draft, ids, *review)?,
        Command::Delete { ids } => delete(&mut draft, ids)?,
        Command::DeleteSameText { id } => delete(&mut draft, &same_text(doc, *id)?)?,
        Command::AddQuote { quote } => {
            draft.add(Kind::Quote, Record::Quote(quote.clone()));
            "add a quote".to_owned()
        }
        Command::AddFigure { figure } => {
            draft.add(Kind::Figure, Record::Figure(figure.clone()));
            "add a figure".to_owned()
        }
        Command::AddEntity { span, kind } => add_entity(&mut draft, *span, *kind)?,
        Command::MoveBoundary { id, span } => move_boundary(&mut draft, *id, *span)?,
        Command::SetSpeaker { quotes, choice } => set_speaker(&mut draft, quotes, choice)?,
        Command::SetForm { id, form } => {
            edit_quote(&mut draft, *id, |quote| quote.form = *form, "change a quote’s form")?
        }
        Command::SetCue { id, cue } => edit_quote(&mut draft, *id, |quote| quote.cue = *cue, "change a quote’s cue")?,
        Command::ReviseFigure { id, figure, what } => revise_figure(&mut draft, *id, figure, what)?,
        Command::Rename { id, name } => merge::rename(&mut draft, *id, name)?,
        Command::Retype { id, kind } => retype(&mut draft, *id, *kind)?,
        Command::Merge { into, from } => merge::merge(&mut draft, *into, from)?,
        Command::Split { mentions, entity } => merge::split(&mut draft, mentions, entity.as_deref())?,
        Command::Exclude { span, why } => {
            let excluded = Excluded { span: *span, why: why.clone(), tail: Tail::by_person() };
            draft.add(Kind::Excluded, Record::Excluded(excluded));
            "leave a stretch out".to_owned()
        }
        Command::Restore { id } => {
            draft.put(*id, None);
            "bring a stretch back".to_owned()
        }
        Command::SetMetadata { metadata, figures, field } => {
            draft.put(Id::METADATA, Some(Record::Metadata(metadata.clone())));
            for (id, figure) in figures {
                draft.put(*id, Some(Record::Figure(Box::new(figure.clone()))));
            }
            format!("change the {}", format!("{field:?}").to_lowercase())
        }
        Command::SetNote { id, note } => {
            change_tail(&mut draft, *id, |tail| tail.note.clone_from(note))?;
            "write a note".to_owned()
        }
    };
    draft.finish(label)
}

/// What a record says of itself, for labels.
pub(super) fn words_of(doc: &Doc, id: Id) -> String {
    let words = match id.kind {
        Kind::Entity => doc.entity(id).map(|entity| entity.name.clone()),
        _ => doc.span_of(id).map(|span| doc.text().slice(span).to_owned()),
    };
    let words = words.unwrap_or_default();
    if words.chars().count() > 40 { words.chars().take(39).chain(['…']).collect() } else { words }
}

fn change_tail(draft: &mut Draft, id: Id, change: impl Fn(&mut Tail)) -> Result<(), Refusal> {
    let mut record = draft.get(id).ok_or_else(|| Refusal::because("That item is no longer there."))?;
    match &mut record {
        Record::Quote(quote) => change(&mut quote.tail),
        Record::Figure(figure) => change(&mut figure.tail),
        Record::Entity(entity) => change(&mut entity.tail),
        Record::Excluded(excluded) => change(&mut excluded.tail),
        Record::Mention(_) | Record::Metadata(_) => {
            return Err(Refusal::because("Mentions are reviewed with their entity."));
        }
    }
    draft.put(id, Some(record));
    Ok(())
}

fn set_review(draft: &mut Draft, ids: &[Id], review: Review) -> Result<String, Refusal> {
    for &id in ids {
        change_tail(draft, id, |tail| tail.review = review)?;
    }
    let verb = match review {
        Review::Unseen => "unmark",
        Review::Accepted => "accept",
        Review::Rejected => "reject",
        Review::Doubtful => "doubt",
    };
    Ok(match ids {
        [id] => format!("{verb} “{}”", words_of(draft.doc, *id)),
        _ => format!("{verb} {} items", ids.len()),
    })
}

/// Every item of the same kind with the same words.
pub fn same_text(doc: &Doc, id: Id) -> Result<Vec<Id>, Refusal> {
    let span = doc.span_of(id).ok_or_else(|| Refusal::because("That item is no longer there."))?;
    let words = doc.text().slice(span);
    let same = |other: Span| doc.text().slice(other) == words;
    Ok(match id.kind {
        Kind::Quote => doc.quotes().filter(|(_, quote)| same(quote.span)).map(|(id, _)| id).collect(),
        Kind::Figure => doc.figures().filter(|(_, figure)| same(figure.span)).map(|(id, _)| id).collect(),
        Kind::Mention => doc.mentions().filter(|(_, mention)| same(mention.span)).map(|(id, _)| id).collect(),
        Kind::Entity | Kind::Excluded | Kind::Metadata => vec![id],
    })
}

fn delete(draft: &mut Draft, ids: &[Id]) -> Result<String, Refusal> {
    for &id in ids {
        match id.kind {
            Kind::Metadata => return Err(Refusal::because("The article’s particulars cannot be deleted.")),
            Kind::Entity => merge::remove_entity(draft, id),
            Kind::Mention => merge::remove_mention(draft, id)?,
            Kind::Quote => {
                let inside: Vec<Id> =
                    draft.doc.figures().filter(|(_, figure)| figure.quote == Some(id)).map(|(id, _)| id).collect();
                for figure in inside {
                    if let Some(Record::Figure(mut record)) = draft.get(figure) {
                        record.quote = None;
                        draft.put(figure, Some(Record::Figure(record)));
                    }
                }
                draft.put(id, None);
            }
            Kind::Figure | Kind::Excluded => draft.put(id, None),
        }
    }
    Ok(match ids {
        [id] => format!("delete “{}”", words_of(draft.doc, *id)),
        _ => format!("delete {} items", ids.len()),
    })
}

fn add_entity(draft: &mut Draft, span: Span, kind: EntityKind) -> Result<String, Refusal> {
    let text = draft.doc.text().clone();
    let span = text.trim(span).ok_or_else(|| Refusal::because("There are no words in the selection."))?;
    let name = text.slice(span).to_owned();
    if draft.doc.mentions().any(|(_, mention)| mention.span.overlaps(span)) {
        return Err(Refusal::because("There is a name here already; change that one."));
    }
    let known = draft.doc.entities().find(|(_, entity)| entity.name == name).map(|(id, _)| id);
    let entity = match known {
        Some(id) => id,
        None => {
            let entity = Entity { name: name.clone(), kind, tail: Tail::by_person() };
            draft.add(Kind::Entity, Record::Entity(entity))
        }
    };
    let taken: Vec<Span> = draft.doc.mentions().map(|(_, mention)| mention.span).collect();
    for found in merge::occurrences(&text, &name).into_iter().filter(|found| !taken.iter().any(|t| t.overlaps(*found)))
    {
        let mention = Mention {
            span: found,
            entity,
            form: MentionForm::Full,
            score: Score::CERTAIN,
            made_by: Tail::PERSON.to_owned(),
        };
        draft.add(Kind::Mention, Record::Mention(mention));
    }
    Ok(format!("add “{name}”"))
}

fn move_boundary(draft: &mut Draft, id: Id, span: Span) -> Result<String, Refusal> {
    let text = draft.doc.text().clone();
    let span = text.trim(span).ok_or_else(|| Refusal::because("Nothing would be left of it."))?;
    let mut record = draft.get(id).ok_or_else(|| Refusal::because("That item is no longer there."))?;
    match &mut record {
        Record::Quote(quote) => {
            quote.parts = moved_parts(&quote.parts, quote.span, span);
            quote.span = span;
            quote.tail.edited = true;
        }
        Record::Figure(figure) => {
            figure.core = figure.core.intersection(span).unwrap_or(span);
            figure.counted = figure.counted.and_then(|counted| counted.intersection(span));
            figure.span = span;
            figure.tail.edited = true;
        }
        Record::Mention(mention) => {
            if draft.doc.mentions().any(|(other, m)| other != id && m.span.overlaps(span)) {
                return Err(Refusal::because("Another name stands there."));
            }
            mention.span = span;
            mention.made_by = Tail::PERSON.to_owned();
            mention.score = Score::CERTAIN;
        }
        Record::Excluded(excluded) => excluded.span = span,
        Record::Entity(_) | Record::Metadata(_) => return Err(Refusal::because("Only mentions have a boundary.")),
    }
    draft.put(id, Some(record));
    Ok(format!("move the boundary of “{}”", words_of(draft.doc, id)))
}

/// The marked stretches after a quote's boundary moved: clipped, and grown where they stood at the old edge.
fn moved_parts(parts: &[Span], old: Span, new: Span) -> Vec<Span> {
    let mut moved: Vec<Span> = parts.iter().filter_map(|part| part.intersection(new)).collect();
    if let Some(first) = moved.first_mut()
        && first.start() == old.start()
        && new.start() < old.start()
    {
        *first = Span::joining(new, *first);
    }
    if let Some(last) = moved.last_mut()
        && last.end() == old.end()
        && new.end() > old.end()
    {
        *last = Span::joining(*last, new);
    }
    moved
}

fn edit_quote(draft: &mut Draft, id: Id, change: impl Fn(&mut Quote), label: &str) -> Result<String, Refusal> {
    let mut quote = draft.quote(id)?;
    change(&mut quote);
    quote.tail.edited = true;
    draft.put(id, Some(Record::Quote(Box::new(quote))));
    Ok(label.to_owned())
}

fn set_speaker(draft: &mut Draft, quotes: &[Id], choice: &Choice) -> Result<String, Refusal> {
    let speaker = match choice {
        Choice::Nobody => None,
        Choice::Entity(id) => Some(speaker_of(*id, &draft.entity(*id)?)),
        Choice::Speaker(speaker) => Some((**speaker).clone()),
        Choice::Named(name) => Some(named_speaker(draft, name)?),
    };
    let name = speaker.as_ref().map_or("nobody", |speaker| speaker.name.as_str()).to_owned();
    for &id in quotes {
        let mut quote = draft.quote(id)?;
        // The mention that the cue attaches to stays; who it is changes.
        let place = quote.speaker.as_ref().and_then(|old| old.span);
        quote.speaker = speaker.clone().map(|new| Speaker { span: new.span.or(place), ..new });
        quote.tail.edited = true;
        quote.tail.review = Review::Accepted;
        quote.tail.doubt = None;
        draft.put(id, Some(Record::Quote(Box::new(quote))));
    }
    Ok(match quotes.len() {
        1 => format!("give a quote to {name}"),
        many => format!("give {many} quotes to {name}"),
    })
}

fn speaker_of(id: Id, entity: &Entity) -> Speaker {
    let kind = match entity.kind {
        EntityKind::Person => SpeakerKind::Person,
        EntityKind::Organisation | EntityKind::Place | EntityKind::Facility => SpeakerKind::Organisation,
        EntityKind::Group => SpeakerKind::Collective,
        EntityKind::Other => SpeakerKind::Document,
    };
    Speaker { span: None, entity: Some(id), name: entity.name.clone(), kind, reason: Some("chosen by a person".into()) }
}

fn named_speaker(draft: &mut Draft, name: &str) -> Result<Speaker, Refusal> {
    let name = name.trim();
    if name.is_empty() {
        return Err(Refusal::because("Type a name first."));
    }
    if let Some((id, entity)) =
        draft.doc.entities().find(|(_, entity)| entity.name.to_lowercase() == name.to_lowercase())
    {
        return Ok(speaker_of(id, entity));
    }
    let entity = Entity { name: name.to_owned(), kind: EntityKind::Person, tail: Tail::by_person() };
    let id = draft.add(Kind::Entity, Record::Entity(entity.clone()));
    Ok(speaker_of(id, &entity))
}

fn revise_figure(draft: &mut Draft, id: Id, figure: &crate::model::Figure, what: &str) -> Result<String, Refusal> {
    if draft.doc.figure(id).is_none() {
        return Err(Refusal::because("That figure is no longer there."));
    }
    let mut figure = figure.clone();
    figure.tail.edited = true;
    figure.tail.doubt = None;
    draft.put(id, Some(Record::Figure(Box::new(figure))));
    Ok(format!("change the {what} of “{}”", words_of(draft.doc, id)))
}

fn retype(draft: &mut Draft, id: Id, kind: EntityKind) -> Result<String, Refusal> {
    let mut entity = draft.entity(id)?;
    entity.kind = kind;
    entity.tail.edited = true;
    let label = format!("make {} a {}", entity.name, format!("{kind:?}").to_lowercase());
    draft.put(id, Some(Record::Entity(entity)));
    Ok(label)
}
