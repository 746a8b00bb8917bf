//! Figures that a person adds, types or re-dates, read by the engine's own reader.

use crate::engine;
use crate::model::{Article, Doc, Figure, FigureKind, Id, Metadata, Stated, Tail};
use crate::text::{Span, Text};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// The figure that words stand for when read alone: the one that covers most of them.
fn read_alone(words: &str, published: Option<Date>) -> Option<(Text, Figure)> {
    let mut article = Article::plain(words);
    article.metadata.published = published.map(|day| Stated::new(day.to_string(), "the article"));
    let findings = engine::extract(&article);
    let figure = findings.figures.into_iter().max_by_key(|figure| figure.span.len())?;
    Some((article.text, figure))
}

/// A figure for selected words: its value as the engine reads it, or an unread count for the person to fill in.
pub(super) fn draft(doc: &Doc, selected: Span) -> Option<Figure> {
    let text = doc.text();
    let span = text.trim(selected)?;
    let moved = |part: Span| text.span(span.start() + part.start(), span.start() + part.end());
    let read = read_alone(text.slice(span), doc.metadata().publication_day());
    let quote = doc.quotes().filter(|(_, quote)| quote.span.contains(span)).map(|(id, _)| id).next();
    let mut figure = match read {
        Some((_, read)) => Figure {
            core: moved(read.core).unwrap_or(span),
            counted: read.counted.and_then(moved),
            of: read.of.and_then(moved),
            span,
            ..read
        },
        None => Figure::blank(span, span, FigureKind::Count, Tail::by_person()),
    };
    (figure.quote, figure.minor, figure.tail) = (quote, false, Tail::by_person());
    Some(figure)
}

/// The figure with the value a person typed ("2.5 million", "EUR 3bn", "yesterday"), or why it cannot be read.
pub(super) fn retyped(doc: &Doc, old: &Figure, typed: &str) -> Result<Figure, String> {
    let typed = typed.trim();
    let unread =
        || format!("“{typed}” is not read as a number, an amount or a date. Try “2.5 million” or “16 Oct 2017”.");
    let (_, read) = read_alone(typed, doc.metadata().publication_day()).ok_or_else(unread)?;
    let mut figure = old.clone();
    (figure.value, figure.value_max) = (read.value, read.value_max);
    (figure.date, figure.timex, figure.readings) = (read.date, read.timex, read.readings);
    // A bare number keeps the kind and unit there are; anything more says its own.
    if read.kind != FigureKind::Count {
        (figure.kind, figure.unit) = (read.kind, read.unit);
    }
    if read.modifier.is_some() {
        figure.modifier = read.modifier;
    }
    Ok(figure)
}

/// The day that a person typed, in any form the engine reads; today's words ("yesterday") name no day of their own.
pub(super) fn day_of(typed: &str) -> Option<Date> {
    typed.parse().ok().or_else(|| read_alone(typed, None)?.1.date?.parse().ok())
}

/// The figures whose date changes when the article was published on another day; those a person edited stay.
pub(super) fn redated(doc: &Doc, metadata: &Metadata) -> Vec<(Id, Figure)> {
    let mut article = doc.article().clone();
    article.metadata = metadata.clone();
    let found: BTreeMap<Span, Figure> =
        engine::figures_of(&article).into_iter().rev().map(|figure| (figure.span, figure)).collect();
    let mut changed = Vec::new();
    for (id, old) in doc.figures().filter(|(_, figure)| !figure.tail.edited) {
        let new = found.get(&old.span);
        // What is read otherwise now was told from a day that is gone ("in two weeks"): it says no date any more.
        let (date, timex, readings) =
            new.map_or((None, None, Vec::new()), |new| (new.date.clone(), new.timex.clone(), new.readings.clone()));
        let is_dated = matches!(old.kind, FigureKind::Date | FigureKind::Time | FigureKind::Datetime);
        if !is_dated || (&date, &timex, &readings) == (&old.date, &old.timex, &old.readings) {
            continue;
        }
        let mut figure = old.clone();
        (figure.date, figure.timex, figure.readings) = (date, timex, readings);
        figure.tail.doubt = new.and_then(|new| new.tail.doubt.clone());
        changed.push((id, figure));
    }
    changed
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    /// A document published on Monday, 16 October 2017, with its one figure, and that figure with what was typed.
    fn typed(text: &str, typed: &str) -> Result<Figure, String> {
        let mut article = Article::plain(text);
        article.metadata.published = Some(Stated::new("2017-10-16", "the test"));
        let findings = engine::extract(&article);
        let old = findings.figures.first().cloned().expect("a figure");
        retyped(&Doc::new(article), &old, typed)
    }

    #[test]
    fn typed_values_are_read_as_the_article_is() {
        let figure = typed("They paid $2 million for the dam.", "2.5 million").expect("read");
        assert_eq!((figure.value, figure.unit.as_deref()), (Some(Decimal::from(2_500_000)), Some("USD")));
        let figure = typed("They paid $2 million for the dam.", "EUR 3bn").expect("read");
        assert_eq!((figure.value, figure.unit.as_deref()), (Some(Decimal::from(3_000_000_000_i64)), Some("EUR")));
        let figure = typed("They met on Friday.", "yesterday").expect("read");
        assert_eq!(figure.date.as_deref(), Some("2017-10-15"));
        assert!(typed("They met on Friday.", "whenever").is_err());
    }
}
