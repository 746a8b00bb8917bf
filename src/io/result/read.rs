//! From file to document.

use super::*;
use crate::model::{
    Article, Candidate, Change, Doc, Entity, Excluded, Figure, Mention, Metadata, Paragraph, Put, Quote, Source,
    Speaker, Stated, Tail,
};
use crate::text::Span;
use rust_decimal::Decimal;
use std::str::FromStr;

/// One record of the journal.
pub(super) fn record(text: &Text, line: RecordLine) -> Result<Record, String> {
    Ok(match line {
        RecordLine::Metadata(source) => Record::Metadata(Box::new(read_metadata(&source))),
        RecordLine::Quote(quote) => Record::Quote(Box::new(read_quote(text, *quote)?)),
        RecordLine::Figure(figure) => Record::Figure(Box::new(read_figure(text, *figure)?)),
        RecordLine::Entity(entity) => {
            Record::Entity(Entity { name: entity.name, kind: entity.kind, tail: read_tail(entity.tail) })
        }
        RecordLine::Mention { entity, mention } => Record::Mention(read_mention(text, entity, mention)?),
        RecordLine::Excluded(item) => Record::Excluded(read_excluded(text, item)?),
    })
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
        put(item.id, Record::Excluded(read_excluded(&text, item)?));
    }
    for entity in file.entities {
        let id = entity.id;
        for mention in entity.mentions {
            put(mention.id, Record::Mention(read_mention(&text, id, mention)?));
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
    article.metadata = read_metadata(source);
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

fn read_metadata(source: &SourceRecord) -> Metadata {
    let state = |name: &str, value: &Option<String>| {
        let origin = source.origins.get(name).cloned().unwrap_or_else(|| "result file".to_owned());
        value.as_ref().map(|value| Stated { value: value.clone(), origin })
    };
    Metadata {
        title: state("title", &source.title),
        byline: state("byline", &source.byline),
        dateline: state("dateline", &source.dateline),
        published: state("published", &source.published),
        modified: state("modified", &source.modified),
        outlet: state("outlet", &source.outlet),
        agency: state("agency", &source.agency),
        url: state("url", &source.url),
        language: state("language", &source.language),
    }
}

fn read_excluded(text: &Text, item: ExcludedRecord) -> Result<Excluded, String> {
    let span = span(text, item.start, item.end, item.id)?;
    Ok(Excluded { span, why: item.why, tail: read_tail(item.tail) })
}

fn read_mention(text: &Text, entity: Id, mention: MentionRecord) -> Result<Mention, String> {
    Ok(Mention {
        span: checked_span(text, mention.start, mention.end, &mention.text, mention.id)?,
        entity,
        form: mention.form,
        score: mention.score,
        made_by: mention.made_by,
    })
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
