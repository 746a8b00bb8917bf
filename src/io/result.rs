//! The curated result, `NAME.copydesk.json`: the article and its records for anybody to load.
//!
//! Offsets are Unicode code points, fields that do not apply are null and never missing, lists are in a fixed order,
//! so that two results can be compared line by line. `assets/copydesk-result.schema.json` describes the same shape.

use crate::edit::reconcile::first_reading;
use crate::model::{
    Article, Candidate, Change, Doc, Entity, EntityKind, Excluded, Figure, FigureKind, Findings, Form, Id, Mention,
    MentionForm, Metadata, Modifier, Movement, Paragraph, Put, Quote, Record, Review, Role, Score, Source, Speaker,
    SpeakerKind, Stated, Tail,
};
use crate::text::{Span, Text};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// The version of the shape this program writes and the newest it reads.
pub const VERSION: u32 = 1;

/// A whole result file.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ResultFile {
    /// [`VERSION`].
    pub copydesk: u32,
    /// The program's version.
    pub engine: String,
    /// The article's name: the file's without its ending, or the id it was given.
    pub id: String,
    /// Where the text comes from and what is known about it.
    pub source: SourceRecord,
    /// The article.
    pub text: String,
    /// What each non-empty line is, in order.
    pub roles: Vec<Role>,
    /// Quotes in text order.
    pub quotes: Vec<QuoteRecord>,
    /// Figures in text order.
    pub figures: Vec<FigureRecord>,
    /// Entities in order of first mention.
    pub entities: Vec<EntityRecord>,
    /// Stretches left out, in text order.
    pub excluded: Vec<ExcludedRecord>,
    /// What a person should know about the reading.
    pub warnings: Vec<String>,
}

/// Where the text comes from; each particular with its origin in `origins`.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[allow(missing_docs)] // the fields of Source and Metadata, documented there
pub struct SourceRecord {
    pub path: Option<String>,
    pub sha256: Option<String>,
    pub format: Option<String>,
    pub importer: Option<String>,
    pub encoding: Option<String>,
    pub title: Option<String>,
    pub byline: Option<String>,
    pub dateline: Option<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub outlet: Option<String>,
    pub agency: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    /// Where each particular was read, by its name.
    #[serde(default)]
    pub origins: std::collections::BTreeMap<String, String>,
}

/// A stretch with its words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Stretch {
    /// First code point.
    pub start: usize,
    /// The one after the last.
    pub end: usize,
    /// The words.
    pub text: String,
}

/// Origin and review, at the end of every record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)] // the fields of Tail, documented there
pub struct TailRecord {
    pub score: Score,
    pub made_by: String,
    pub review: Review,
    pub edited: bool,
    pub doubt: Option<String>,
    pub note: Option<String>,
}

/// Who said a quote; `start`, `end` and `text` are null when the name is not in the text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)] // the fields of Speaker, documented there
pub struct SpeakerRecord {
    pub start: Option<usize>,
    pub end: Option<usize>,
    pub text: Option<String>,
    pub entity: Option<Id>,
    pub name: String,
    pub kind: SpeakerKind,
    pub reason: Option<String>,
}

/// A ranked possible speaker.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CandidateRecord {
    /// How likely.
    pub score: Score,
    /// Who.
    #[serde(flatten)]
    pub speaker: SpeakerRecord,
}

/// One quote.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)] // the fields of Quote, documented there
pub struct QuoteRecord {
    pub id: Id,
    pub form: Form,
    pub start: usize,
    pub end: usize,
    pub text: String,
    pub parts: Vec<(usize, usize)>,
    pub cue: Option<Stretch>,
    pub speaker: Option<SpeakerRecord>,
    pub candidates: Vec<CandidateRecord>,
    #[serde(flatten)]
    pub tail: TailRecord,
}

/// One figure.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)] // the fields of Figure, documented there
pub struct FigureRecord {
    pub id: Id,
    pub start: usize,
    pub end: usize,
    pub text: String,
    pub core: (usize, usize),
    pub kind: FigureKind,
    pub value: Option<String>,
    pub value_max: Option<String>,
    pub modifier: Option<Modifier>,
    pub change: Option<Movement>,
    pub unit: Option<String>,
    pub counted: Option<Stretch>,
    pub of: Option<Stretch>,
    pub date: Option<String>,
    pub timex: Option<String>,
    pub readings: Vec<String>,
    pub speaker: Option<Id>,
    pub minor: bool,
    #[serde(flatten)]
    pub tail: TailRecord,
}

/// One mention of an entity.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)] // the fields of Mention, documented there
pub struct MentionRecord {
    pub id: Id,
    pub start: usize,
    pub end: usize,
    pub text: String,
    pub form: MentionForm,
    pub score: Score,
    pub made_by: String,
}

/// One entity with its mentions in text order.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)] // the fields of Entity, documented there
pub struct EntityRecord {
    pub id: Id,
    pub name: String,
    pub kind: EntityKind,
    pub mentions: Vec<MentionRecord>,
    #[serde(flatten)]
    pub tail: TailRecord,
}

/// A stretch left out of the article.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)] // the fields of Excluded, documented there
pub struct ExcludedRecord {
    pub id: Id,
    pub start: usize,
    pub end: usize,
    pub why: String,
    #[serde(flatten)]
    pub tail: TailRecord,
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

fn write_entities(doc: &Doc) -> Vec<EntityRecord> {
    let text = doc.text();
    let mut by_entity: std::collections::BTreeMap<Id, Vec<MentionRecord>> = std::collections::BTreeMap::new();
    for (id, mention) in doc.mentions() {
        let Stretch { start, end, text: words } = stretch(text, mention.span);
        let made_by = mention.made_by.clone();
        let record = MentionRecord { id, start, end, text: words, form: mention.form, score: mention.score, made_by };
        by_entity.entry(mention.entity).or_default().push(record);
    }
    let mut entities: Vec<EntityRecord> = doc
        .entities()
        .map(|(id, entity)| {
            let mut mentions = by_entity.remove(&id).unwrap_or_default();
            mentions.sort_by_key(|mention| (mention.start, mention.end, mention.id));
            EntityRecord { id, name: entity.name.clone(), kind: entity.kind, mentions, tail: write_tail(&entity.tail) }
        })
        .collect();
    entities.sort_by_key(|entity| (entity.mentions.first().map_or(usize::MAX, |mention| mention.start), entity.id));
    entities
}

/// Reads a result back into a document with the same records, or says what is wrong with it.
pub fn to_doc(file: ResultFile) -> Result<Doc, String> {
    if file.copydesk > VERSION {
        return Err(format!("it was saved by a newer version of Copydesk (format {}, here {VERSION}).", file.copydesk));
    }
    let article = read_article(&file)?;
    let text = article.text.clone();
    if text.as_str() != file.text {
        return Err("its text has line ends that offsets cannot be trusted with.".to_owned());
    }
    let mut puts = Vec::new();
    let mut put = |id: Id, record: Record| puts.push(Put { id, before: None, after: Some(record) });
    for item in file.excluded {
        let span = span(&text, item.start, item.end, item.id)?;
        put(item.id, Record::Excluded(Excluded { span, why: item.why, tail: read_tail(item.tail) }));
    }
    for entity in file.entities {
        let id = entity.id;
        for mention in entity.mentions {
            let record = Mention {
                span: checked_span(&text, mention.start, mention.end, &mention.text, mention.id)?,
                entity: id,
                form: mention.form,
                score: mention.score,
                made_by: mention.made_by,
            };
            put(mention.id, Record::Mention(record));
        }
        put(id, Record::Entity(Entity { name: entity.name, kind: entity.kind, tail: read_tail(entity.tail) }));
    }
    for quote in file.quotes {
        put(quote.id, Record::Quote(Box::new(read_quote(&text, quote)?)));
    }
    for figure in file.figures {
        put(figure.id, Record::Figure(Box::new(read_figure(&text, figure)?)));
    }
    let mut doc = Doc::new(article);
    let change = Change { label: "opened".to_owned(), puts };
    doc.apply(&change).map_err(|stale| format!("two records are named {}.", stale.0))?;
    Ok(doc)
}

fn read_article(file: &ResultFile) -> Result<Article, String> {
    let mut article = Article::plain(file.text.clone());
    if file.roles.len() == article.paragraphs.len() {
        let lines = article.text.paragraphs().iter().zip(&file.roles);
        article.paragraphs = lines.map(|(&span, &role)| Paragraph { span, role }).collect();
    } else if !file.roles.is_empty() {
        return Err("its list of paragraph roles does not fit its text.".to_owned());
    }
    let source = &file.source;
    let state = |name: &str, value: &Option<String>| {
        let origin = source.origins.get(name).cloned().unwrap_or_else(|| "result file".to_owned());
        value.as_ref().map(|value| Stated { value: value.clone(), origin })
    };
    article.metadata = Metadata {
        title: state("title", &source.title),
        byline: state("byline", &source.byline),
        dateline: state("dateline", &source.dateline),
        published: state("published", &source.published),
        modified: state("modified", &source.modified),
        outlet: state("outlet", &source.outlet),
        agency: state("agency", &source.agency),
        url: state("url", &source.url),
        language: state("language", &source.language),
    };
    article.source = Source {
        path: source.path.clone(),
        sha256: source.sha256.clone(),
        format: source.format.clone(),
        importer: source.importer.clone(),
        encoding: source.encoding.clone(),
    };
    article.warnings.clone_from(&file.warnings);
    Ok(article)
}

fn span(text: &Text, start: usize, end: usize, id: Id) -> Result<Span, String> {
    text.span_of_chars(start, end).ok_or_else(|| format!("record {id} points outside the text ({start} to {end})."))
}

fn checked_span(text: &Text, start: usize, end: usize, words: &str, id: Id) -> Result<Span, String> {
    let span = span(text, start, end, id)?;
    if text.slice(span) == words {
        Ok(span)
    } else {
        Err(format!("record {id} says “{words}” where the text has “{}”.", text.slice(span)))
    }
}

fn read_stretch(text: &Text, stretch: Option<Stretch>, id: Id) -> Result<Option<Span>, String> {
    stretch.map(|stretch| checked_span(text, stretch.start, stretch.end, &stretch.text, id)).transpose()
}

fn read_tail(tail: TailRecord) -> Tail {
    Tail {
        score: tail.score,
        made_by: tail.made_by,
        review: tail.review,
        edited: tail.edited,
        doubt: tail.doubt,
        note: tail.note,
    }
}

fn read_speaker(text: &Text, speaker: SpeakerRecord, id: Id) -> Result<Speaker, String> {
    let place = match (speaker.start, speaker.end) {
        (Some(start), Some(end)) => Some(span(text, start, end, id)?),
        _ => None,
    };
    let SpeakerRecord { entity, name, kind, reason, .. } = speaker;
    Ok(Speaker { span: place, entity, name, kind, reason })
}

fn read_quote(text: &Text, quote: QuoteRecord) -> Result<Quote, String> {
    let id = quote.id;
    let candidates = quote
        .candidates
        .into_iter()
        .map(|candidate| Ok(Candidate { speaker: read_speaker(text, candidate.speaker, id)?, score: candidate.score }));
    Ok(Quote {
        form: quote.form,
        span: checked_span(text, quote.start, quote.end, &quote.text, id)?,
        parts: quote.parts.into_iter().map(|(a, b)| span(text, a, b, id)).collect::<Result<_, _>>()?,
        cue: read_stretch(text, quote.cue, id)?,
        speaker: quote.speaker.map(|speaker| read_speaker(text, speaker, id)).transpose()?,
        candidates: candidates.collect::<Result<_, String>>()?,
        tail: read_tail(quote.tail),
    })
}

fn read_figure(text: &Text, figure: FigureRecord) -> Result<Figure, String> {
    let id = figure.id;
    let decimal = |written: Option<String>| {
        let read = |value: String| {
            Decimal::from_str(&value).map_err(|_parse| format!("record {id} has no number: “{value}”."))
        };
        written.map(read).transpose()
    };
    Ok(Figure {
        span: checked_span(text, figure.start, figure.end, &figure.text, id)?,
        core: span(text, figure.core.0, figure.core.1, id)?,
        kind: figure.kind,
        value: decimal(figure.value)?,
        value_max: decimal(figure.value_max)?,
        modifier: figure.modifier,
        movement: figure.change,
        unit: figure.unit,
        counted: read_stretch(text, figure.counted, id)?,
        of: read_stretch(text, figure.of, id)?,
        date: figure.date,
        timex: figure.timex,
        readings: figure.readings,
        quote: figure.speaker,
        minor: figure.minor,
        tail: read_tail(figure.tail),
    })
}
