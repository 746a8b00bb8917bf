//! From document to file.

use super::*;
use crate::edit::reconcile::first_reading;
use crate::model::{
    Article, Doc, Entity, Excluded, Figure, Findings, Mention, Metadata, Quote, Source, Speaker, Stated, Tail,
};
use crate::text::Span;

/// One record, for the journal.
pub(super) fn record(text: &Text, id: Id, record: &Record) -> RecordLine {
    match record {
        Record::Metadata(metadata) => RecordLine::Metadata(Box::new(write_source(&Source::default(), metadata))),
        Record::Quote(quote) => RecordLine::Quote(Box::new(write_quote(text, id, quote))),
        Record::Figure(figure) => RecordLine::Figure(Box::new(write_figure(text, id, figure))),
        Record::Entity(entity) => RecordLine::Entity(write_entity(id, entity, Vec::new())),
        Record::Mention(mention) => {
            RecordLine::Mention { entity: mention.entity, mention: write_mention(text, id, mention) }
        }
        Record::Excluded(excluded) => RecordLine::Excluded(write_excluded(text, id, excluded)),
    }
}

/// What a document says, in the file's terms.
pub fn from_doc(id: &str, doc: &Doc) -> ResultFile {
    let text = doc.text();
    let mut quotes: Vec<QuoteRecord> = doc.quotes().map(|(id, quote)| write_quote(text, id, quote)).collect();
    quotes.sort_by_key(|quote| (quote.start, quote.end, quote.id));
    let mut figures: Vec<FigureRecord> = doc.figures().map(|(id, figure)| write_figure(text, id, figure)).collect();
    figures.sort_by_key(|figure| (figure.start, figure.end, figure.id));
    let mut excluded: Vec<ExcludedRecord> = doc.excluded().map(|(id, item)| write_excluded(text, id, item)).collect();
    excluded.sort_by_key(|item| (item.start, item.end, item.id));
    ResultFile {
        copydesk: VERSION,
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        id: id.to_owned(),
        source: write_source(&doc.article().source, doc.metadata()),
        text: text.as_str().to_owned(),
        roles: doc.article().paragraphs.iter().map(|paragraph| paragraph.role).collect(),
        quotes,
        figures,
        entities: write_entities(doc),
        excluded,
        warnings: doc.article().warnings.clone(),
    }
}

/// What the engine found, in the file's terms: the same records that opening the article would give.
pub fn from_findings(id: &str, article: Article, findings: Findings) -> ResultFile {
    let mut doc = Doc::new(article);
    // The first change onto an empty document cannot be stale.
    let change = first_reading(&doc, findings);
    drop(doc.apply(&change));
    from_doc(id, &doc)
}

fn write_source(source: &Source, metadata: &Metadata) -> SourceRecord {
    let mut record = SourceRecord {
        path: source.path.clone(),
        sha256: source.sha256.clone(),
        format: source.format.clone(),
        importer: source.importer.clone(),
        encoding: source.encoding.clone(),
        ..SourceRecord::default()
    };
    let metadata = metadata.clone();
    let mut state = |name: &str, stated: Option<Stated>| {
        let stated = stated?;
        record.origins.insert(name.to_owned(), stated.origin);
        Some(stated.value)
    };
    let title = state("title", metadata.title);
    let byline = state("byline", metadata.byline);
    let dateline = state("dateline", metadata.dateline);
    let published = state("published", metadata.published);
    let modified = state("modified", metadata.modified);
    let outlet = state("outlet", metadata.outlet);
    let agency = state("agency", metadata.agency);
    let url = state("url", metadata.url);
    let language = state("language", metadata.language);
    SourceRecord { title, byline, dateline, published, modified, outlet, agency, url, language, ..record }
}

fn stretch(text: &Text, span: Span) -> Stretch {
    let (start, end) = text.char_range(span);
    Stretch { start, end, text: text.slice(span).to_owned() }
}

fn write_tail(tail: &Tail) -> TailRecord {
    TailRecord {
        score: tail.score,
        made_by: tail.made_by.clone(),
        review: tail.review,
        edited: tail.edited,
        doubt: tail.doubt.clone(),
        note: tail.note.clone(),
    }
}

fn write_speaker(text: &Text, speaker: &Speaker) -> SpeakerRecord {
    let place = speaker.span.map(|span| stretch(text, span));
    SpeakerRecord {
        start: place.as_ref().map(|place| place.start),
        end: place.as_ref().map(|place| place.end),
        text: place.map(|place| place.text),
        entity: speaker.entity,
        name: speaker.name.clone(),
        kind: speaker.kind,
        reason: speaker.reason.clone(),
    }
}

fn write_quote(text: &Text, id: Id, quote: &Quote) -> QuoteRecord {
    let Stretch { start, end, text: words } = stretch(text, quote.span);
    QuoteRecord {
        id,
        form: quote.form,
        start,
        end,
        text: words,
        parts: quote.parts.iter().map(|&part| text.char_range(part)).collect(),
        cue: quote.cue.map(|cue| stretch(text, cue)),
        speaker: quote.speaker.as_ref().map(|speaker| write_speaker(text, speaker)),
        candidates: quote
            .candidates
            .iter()
            .map(|candidate| CandidateRecord {
                score: candidate.score,
                speaker: write_speaker(text, &candidate.speaker),
            })
            .collect(),
        tail: write_tail(&quote.tail),
    }
}

fn write_figure(text: &Text, id: Id, figure: &Figure) -> FigureRecord {
    let Stretch { start, end, text: words } = stretch(text, figure.span);
    FigureRecord {
        id,
        start,
        end,
        text: words,
        core: text.char_range(figure.core),
        kind: figure.kind,
        value: figure.value.map(|value| value.to_string()),
        value_max: figure.value_max.map(|value| value.to_string()),
        modifier: figure.modifier,
        change: figure.movement,
        unit: figure.unit.clone(),
        counted: figure.counted.map(|span| stretch(text, span)),
        of: figure.of.map(|span| stretch(text, span)),
        date: figure.date.clone(),
        timex: figure.timex.clone(),
        readings: figure.readings.clone(),
        speaker: figure.quote,
        minor: figure.minor,
        tail: write_tail(&figure.tail),
    }
}

fn write_excluded(text: &Text, id: Id, excluded: &Excluded) -> ExcludedRecord {
    let (start, end) = text.char_range(excluded.span);
    ExcludedRecord { id, start, end, why: excluded.why.clone(), tail: write_tail(&excluded.tail) }
}

fn write_mention(text: &Text, id: Id, mention: &Mention) -> MentionRecord {
    let Stretch { start, end, text: words } = stretch(text, mention.span);
    let made_by = mention.made_by.clone();
    MentionRecord { id, start, end, text: words, form: mention.form, score: mention.score, made_by }
}

fn write_entity(id: Id, entity: &Entity, mentions: Vec<MentionRecord>) -> EntityRecord {
    EntityRecord { id, name: entity.name.clone(), kind: entity.kind, mentions, tail: write_tail(&entity.tail) }
}

fn write_entities(doc: &Doc) -> Vec<EntityRecord> {
    let text = doc.text();
    let mut by_entity: std::collections::BTreeMap<Id, Vec<MentionRecord>> = std::collections::BTreeMap::new();
    for (id, mention) in doc.mentions() {
        by_entity.entry(mention.entity).or_default().push(write_mention(text, id, mention));
    }
    let mut entities: Vec<EntityRecord> = doc
        .entities()
        .map(|(id, entity)| {
            let mut mentions = by_entity.remove(&id).unwrap_or_default();
            mentions.sort_by_key(|mention| (mention.start, mention.end, mention.id));
            write_entity(id, entity, mentions)
        })
        .collect();
    entities.sort_by_key(|entity| (entity.mentions.first().map_or(usize::MAX, |mention| mention.start), entity.id));
    entities
}
