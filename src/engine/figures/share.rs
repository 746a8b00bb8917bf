//! Shares and times as much: percentages with their base, "one in five", "half of voters", "twice as many".

use super::digits;
use super::line::Line;
use super::lists::{LISTS, TimeWord};
use super::number::{self, Number, Sort};
use super::record::{blank, dressed};
use super::what;
use crate::model::{Figure, FigureKind};
use crate::text::Span;
use rust_decimal::Decimal;
use std::ops::Range;

/// "92.7 percent", "5% to 10%", "two percentage points".
pub fn percent(line: &Line, number: &Number) -> Option<(Figure, usize)> {
    let mut end = number.tokens.end;
    let hyphen = usize::from(line.word(end) == "-" && line.is_glued(end));
    let (kind, length) = if number.letters == "pc" {
        (FigureKind::Percent, 0)
    } else if matches!(line.word(end), "%" | "％" | "٪")
        || line.is_any(end, &["pc"]) && number.unit.is_none() && number.is_digits
    {
        (FigureKind::Percent, 1)
    } else if line.is_any(end + hyphen, &["percent", "percentage", "pct", "percents"])
        && !line.is_any(end + hyphen + 1, &["point", "points"])
    {
        (FigureKind::Percent, 1 + hyphen)
    } else if line.is_any(end, &["per"]) && line.is_any(end + 1, &["cent"]) {
        (FigureKind::Percent, 2)
    } else if line.is_any(end, &["percentage", "percent", "basis"]) && line.is_any(end + 1, &["point", "points"]) {
        (FigureKind::PercentPoint, 2)
    } else {
        return None;
    };
    let mut number = number.clone();
    end += length;
    // "5% to 10%"
    if line.is_any(end, &["to"])
        && !line.before(number.tokens.start).is_some_and(|before| line.is_any(before, &["from"]))
        && let Some(high) = number::number_at(line, end + 1)
        && (line.word(high.tokens.end) == "%" || line.is_any(high.tokens.end, &["percent"]))
        && number.max.is_none()
        && high.value > number.value
    {
        (number.max, end) = (high.value, high.tokens.end + 1);
        number.core = Span::joining(number.core, high.core);
    }
    let figure = blank(line, &(number.tokens.start..end), number.core, kind, "figure-percent")?;
    let (mut figure, after) = dressed(line, figure, &number, number.tokens.start, end);
    figure.of = what::base_at(line, end).and_then(|tokens| line.span(tokens));
    Some((figure, after))
}

/// "one in five", "nine out of 10", "four of the top five banks".
pub fn ratio(line: &Line, number: &Number) -> Option<(Figure, usize)> {
    if number.sort != Sort::Cardinal || number.max.is_some() {
        return None;
    }
    let end = number.tokens.end;
    let (at, is_of) = if line.is_any(end, &["in"]) && line.is_any(end + 1, &["every"]) {
        (end + 2, false)
    } else if line.is_any(end, &["in"]) {
        (end + 1, false)
    } else if line.is_any(end, &["out"]) && line.is_any(end + 1, &["of"]) {
        (end + 2 + usize::from(line.is_any(end + 2, &["every", "the"])), false)
    } else if line.is_any(end, &["of"]) && line.is_any(end + 1, &["the"]) {
        (end + 2 + usize::from(line.is_any(end + 2, &["top", "first", "last", "remaining", "other", "world’s"])), true)
    } else {
        return None;
    };
    let whole = number::number_at(line, at)
        .filter(|whole| whole.sort == Sort::Cardinal && line.together(number.tokens.start, at))?;
    let (part, all) = (number.value?, whole.value?);
    // "arrested 12 in 2016" and "4 in 10 minutes" are no shares.
    let is_year = whole.is_digits && all >= Decimal::from(1500) && all <= Decimal::from(2100) && !whole.is_scaled;
    let is_time = matches!(LISTS.time(line.lower(whole.tokens.end)), Some(TimeWord::Period(_) | TimeWord::Month(..)));
    let is_amount = is_of && all > Decimal::ONE_HUNDRED;
    if is_amount || all <= part || all.is_zero() || is_year || is_time || (!is_of && part > Decimal::from(100)) {
        return None;
    }
    let counted = what::counted_at(line, whole.tokens.end, false);
    let stop = if is_of { counted.as_ref().map_or(whole.tokens.end, |tokens| tokens.end) } else { whole.tokens.end };
    let core = Span::joining(number.core, whole.core);
    let figure = blank(line, &(number.tokens.start..stop), core, FigureKind::Ratio, "figure-ratio")?;
    let (mut figure, after) = dressed(line, figure, number, number.tokens.start, stop);
    figure.value = digits::share(part, all);
    figure.of = counted.and_then(|tokens| line.span(tokens));
    figure.counted = figure.of.filter(|_| is_of);
    Some((figure, after))
}

/// "half of voters", "two thirds", "a quarter of the budget".
pub fn fraction(line: &Line, number: &Number) -> Option<(Figure, usize)> {
    let Range { start, end } = number.tokens;
    let has_base = line.is_any(end, &["of", "the", "its", "their"]);
    let is_alone = number.tokens.len() == 1 && !number.is_digits;
    if is_alone && (!has_base || line.word(end) == "-") {
        return None;
    }
    // "the second half of": an ordinal before it names a part of a game or year.
    let is_named = line
        .before(start)
        .is_some_and(|before| line.is_any(before, &["first", "second", "other", "better", "the", "latter"]));
    if is_alone && is_named {
        return None;
    }
    let figure = blank(line, &(start..end), number.core, FigureKind::Ratio, "figure-ratio")?;
    let (mut figure, after) = dressed(line, figure, number, start, end);
    figure.of = what::base_at(line, end).and_then(|tokens| line.span(tokens));
    Some((figure, after))
}

/// "doubled", "twice as many".
pub fn multiple(line: &Line, number: &Number) -> Option<(Figure, usize)> {
    let Range { start, end } = number.tokens;
    if line.is_any(start, &["double", "triple"]) {
        // "double the price", "almost double": not "a double room".
        let is_noun = line.is_word(end)
            && !line.is_any(end, &["the", "that", "what", "its", "their", "from", "in", "last", "to", "of", "as"]);
        if is_noun {
            return None;
        }
    }
    if line.is_any(start, &["twice"])
        && !line.is_any(end, &["as", "the", "that", "its", "their", "his", "her", "what", "more"])
    {
        return None;
    }
    // "twice as many boats"
    let is_many = line.is_any(end, &["as"]) && line.is_any(end + 1, &["many", "much"]);
    let counted = what::counted_at(line, end + 2, false).filter(|_| is_many);
    let stop = counted.as_ref().map_or(end, |tokens| tokens.end);
    let figure = blank(line, &(start..stop), number.core, FigureKind::Multiple, "figure-multiple")?;
    let (mut figure, after) = dressed(line, figure, number, start, stop);
    figure.counted = counted.and_then(|tokens| line.span(tokens));
    Some((figure, after))
}

/// "three times as many", "10 times more".
pub fn times(line: &Line, number: &Number) -> Option<(Figure, usize)> {
    let Range { start, end } = number.tokens;
    if !line.is_any(end, &["times", "fold"]) || number.value.is_none() {
        return None;
    }
    let compares = line.is_any(
        end + 1,
        &[
            "as", "more", "higher", "the", "larger", "greater", "bigger", "faster", "better", "that", "its", "less",
            "lower", "over", "worse", "longer", "likelier",
        ],
    );
    let kind = if compares { FigureKind::Multiple } else { FigureKind::Count };
    let rule = if compares { "figure-multiple" } else { "figure-count" };
    let is_many = line.is_any(end + 1, &["as"]) && line.is_any(end + 2, &["many", "much"]);
    let counted = what::counted_at(line, end + 3, false).filter(|_| is_many);
    let stop = counted.as_ref().map_or(end + 1, |tokens| tokens.end);
    let figure = blank(line, &(start..stop), number.core, kind, rule)?;
    let (mut figure, after) = dressed(line, figure, number, start, stop);
    figure.counted = counted.and_then(|tokens| line.span(tokens));
    if !compares {
        figure.minor = super::count::is_small(number);
        figure.counted = line.span(end..end + 1);
    }
    Some((figure, after))
}
