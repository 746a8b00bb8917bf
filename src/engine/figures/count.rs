//! Numbers of things, places in an order, ages.

use super::hedge;
use super::line::Line;
use super::lists::LISTS;
use super::number::{Number, Sort};
use super::record::{blank, dressed};
use super::what;
use crate::model::{Figure, FigureKind, Modifier, Score};
use rust_decimal::Decimal;
use std::ops::Range;

/// "59-year-old", "59 years old", "aged 34", "Ana Roth, 34, …".
pub fn age(line: &Line, number: &Number) -> Option<(Figure, usize)> {
    if number.sort != Sort::Cardinal {
        return None;
    }
    let Range { start, end } = number.tokens;
    let value = number.value?;
    let is_human = number.is_digits && value >= Decimal::ONE && value <= Decimal::from(115) && !number.is_scaled;
    let hyphens = |at: usize| usize::from(line.word(at) == "-");
    let first = end + hyphens(end);
    let unit_at = |at: usize| match () {
        () if line.is_any(at, &["year", "years", "yr", "yrs"]) => Some("a"),
        () if line.is_any(at, &["month", "months"]) => Some("mo"),
        () if line.is_any(at, &["week", "weeks"]) => Some("wk"),
        () if line.is_any(at, &["day", "days"]) => Some("d"),
        () => None,
    };
    let old = first + 1 + hyphens(first + 1);
    let (from, to, unit) = if let Some(unit) = unit_at(first)
        && line.is_any(old, &["old", "olds"])
    {
        (start, old + 1, unit)
    } else if let Some(unit) = unit_at(end)
        && line.is_any(end + 1, &["of"])
        && line.is_any(end + 2, &["age"])
    {
        (start, end + 3, unit)
    } else if line.is_any(first, &["yo", "y.o."]) && is_human {
        (start, first + 1, "a")
    } else if line.before(start).is_some_and(|before| line.is_any(before, &["aged", "age"]))
        || is_human && is_age_in_commas(line, start, end)
    {
        let named = unit_at(end).filter(|_| line.before(start).is_some_and(|before| line.is_any(before, &["aged"])));
        (start, end + usize::from(named.is_some()), named.unwrap_or("a"))
    } else if is_told_age(line, number) {
        (start, end, "a")
    } else {
        return None;
    };
    let figure = blank(line, &(from..to), number.core, FigureKind::Age, "figure-age")?;
    let (mut figure, after) = dressed(line, figure, number, from, to);
    figure.unit = Some(unit.to_owned());
    Some((figure, after))
}

/// "at the age of four", "turned 10", "when she was 22", "the boy, then 9,": words that make an age of a number alone.
fn is_told_age(line: &Line, number: &Number) -> bool {
    let Range { start, end } = number.tokens;
    let is_human = number.value.is_some_and(|value| value >= Decimal::ONE && value <= Decimal::from(115))
        && number.unit.is_none()
        && number.max.is_none()
        && (!number.is_digits || !number.is_scaled);
    let is_closed = !line.together(start, end)
        || !line.is_word(end) && !matches!(line.word(end), "%" | "-" | "–" | "°" | "/" | ":" | "$" | "€" | "£")
        || line.is_any(end, &["and", "when", "at", "in", "on", "but", "or", "while", "this", "next", "last", "as"]);
    let Some(before) = line.before(start).filter(|_| is_human && is_closed) else { return false };
    let is_of_age = line.is_any(before, &["of"]) && before.checked_sub(1).is_some_and(|at| line.is_any(at, &["age"]));
    let is_turn = line.is_any(before, &["turn", "turned", "turns", "turning"])
        && !line.is_any(before.saturating_sub(1), &["a", "the", "in"]);
    let is_then = line.is_any(before, &["then", "now"])
        && matches!(line.word(end), "," | ")")
        && before.checked_sub(1).is_some_and(|at| line.word(at) == ",");
    // "I was 22": closed by the sentence, or "when he was 22 and".
    let is_being = line.is_any(before, &["was", "is", "am", "’m", "'m", "’s", "'s"])
        && before.checked_sub(1).is_some_and(|at| line.is_any(at, &["i", "he", "she"]))
        && number.value.is_some_and(|value| value > Decimal::ONE);
    is_of_age || is_turn || is_then || is_being
}

/// A name, then the number between commas: "Ana Roth, 34, said".
fn is_age_in_commas(line: &Line, start: usize, end: usize) -> bool {
    let Some(comma) = line.before(start).filter(|&before| line.word(before) == ",") else { return false };
    let Some(name) = line.before(comma) else { return false };
    let is_name = line.is_capital(name) && line.is_word(name) && LISTS.time(line.lower(name)).is_none();
    let is_closed =
        matches!(line.word(end), "," | "." | ")") || line.is_any(end, &["and", "from", "of"]) || end >= line.len();
    is_name && is_closed && !line.is_glued(start.saturating_sub(1))
}

/// "the third victory", "the 21st century".
pub fn ordinal(line: &Line, number: &Number) -> Option<(Figure, usize)> {
    let Range { start, end } = number.tokens;
    if line.is_any(end, &["century"]) {
        let core = line.span(start..end + 1)?;
        let mut figure = blank(line, &(start..end + 1), core, FigureKind::Date, "figure-date")?;
        let century = rust_decimal::prelude::ToPrimitive::to_i64(&number.value?)? - 1;
        figure.date = (0..30).contains(&century).then(|| format!("{century:02}"));
        return Some((figure, end + 1));
    }
    // "fifth-floor"
    let hyphen = usize::from(line.word(end) == "-" && line.is_glued(end) && line.is_word(end + 1));
    let noun = if hyphen == 1 { Some(end + 1..end + 2) } else { what::counted_at(line, end, true) };
    let counted = noun.map(|tokens| tokens.start..tokens.end.min(end + 2));
    let stop = counted.as_ref().map_or(end, |tokens| tokens.end);
    let figure = blank(line, &(start..stop), number.core, FigureKind::Ordinal, "figure-ordinal")?;
    let (mut figure, after) = dressed(line, figure, number, start, stop);
    figure.counted = counted.and_then(|tokens| line.span(tokens));
    figure.modifier = None;
    figure.span = line.span(start..stop)?;
    figure.minor = number.value == Some(Decimal::ONE);
    figure.tail.score = Score::new(0.75);
    Some((figure, after.min(stop)))
}

/// A count up to ten.
pub fn is_small(number: &Number) -> bool {
    number.max.is_none() && number.value.is_some_and(|value| value <= Decimal::TEN)
}

/// Words that make even a small count matter.
const HARM: &[&str] = &[
    "killed",
    "dead",
    "died",
    "injured",
    "wounded",
    "hurt",
    "missing",
    "deaths",
    "casualties",
    "fatalities",
    "bodies",
    "victims",
    "kidnapped",
    "abducted",
];

/// "more than 30 and fewer than 50 boats": both bounds of one number.
fn upper_bound(line: &Line, at: usize, number: &Number) -> Option<Number> {
    let joint = usize::from(line.is_any(at, &["and", "but"]) || line.word(at) == ",");
    let joint = joint + usize::from(line.word(at) == "," && line.is_any(at + 1, &["and", "but"]));
    let from = at + joint;
    let high = (from + 1..from + 7).find_map(|index| super::number::number_at(line, index))?;
    let (modifier, start) = hedge::before(line, high.tokens.start)?;
    let is_upper = matches!(modifier, Modifier::LessThan | Modifier::AtMost | Modifier::UpTo);
    (is_upper && joint > 0 && start == from && high.value > number.value && high.sort == Sort::Cardinal).then_some(high)
}

/// A number of things, with the noun it counts.
pub fn count(line: &Line, number: &Number) -> Option<(Figure, usize)> {
    let Range { start, end } = number.tokens;
    let is_one = number.value == Some(Decimal::ONE) && number.max.is_none();
    let of = usize::from(number.sort == Sort::Vague && line.is_any(end, &["of"]));
    let at = end + of;
    let mut at = at + usize::from(of == 1 && line.is_any(at, &["the", "its", "their", "our"]));
    if line.word(at) == "-" && line.is_glued(at) && line.is_glued(at.saturating_sub(1)) {
        at += 1;
    }
    // "12 or more people": the hedge stands before the noun.
    let hedge = hedge::after(line, at).filter(|(_, end)| what::counted_at(line, *end, false).is_some());
    let at = hedge.map_or(at, |(_, end)| end);
    let counted = what::counted_at(line, at, is_one);
    if number.sort == Sort::Vague && counted.is_none() && line.is_any(start, &["tens", "scores", "billions"]) {
        return None;
    }
    if number.sort == Sort::Vague
        && counted.is_none()
        && of == 0
        && !line.is_any(start, &["several", "dozens", "hundreds", "thousands", "millions"])
    {
        return None;
    }
    if is_one && counted.is_none() {
        return None;
    }
    let stop = counted.as_ref().map_or(end, |tokens| tokens.end);
    // "30 voted in favour, 13 against"
    if counted.is_none()
        && line.is_any(end, &["voted", "abstained"])
        && line.together(start, end)
        && number.max.is_none()
        && number.sort == Sort::Cardinal
    {
        let figure = blank(line, &(start..end), number.core, FigureKind::Vote, "figure-score")?;
        return Some(dressed(line, figure, number, start, end));
    }
    let rule = if number.sort == Sort::Vague { "figure-vague" } else { "figure-count" };
    let figure = blank(line, &(start..stop), number.core, FigureKind::Count, rule)?;
    let (mut figure, mut after) = dressed(line, figure, number, start, stop);
    figure.counted = counted.and_then(|tokens| line.span(tokens));
    figure.modifier = figure.modifier.or(hedge.map(|(modifier, _)| modifier));
    if matches!(figure.modifier, Some(Modifier::MoreThan | Modifier::AtLeast))
        && figure.value_max.is_none()
        && let Some(high) = upper_bound(line, after, number)
    {
        let counted = what::counted_at(line, high.tokens.end, false);
        after = counted.as_ref().map_or(high.tokens.end, |tokens| tokens.end);
        figure.value_max = high.value.map(|value| value.normalize());
        figure.counted = figure.counted.or(counted.and_then(|tokens| line.span(tokens)));
        figure.span = figure.span.cover(line.span(start..after)?);
        figure.core = figure.core.cover(high.core);
        figure.modifier = None;
    }
    let is_harm =
        (start..(after + 5).min(line.len())).any(|index| line.is_any(index, HARM) && line.together(start, index));
    let is_bare = matches!(figure.modifier, None | Some(Modifier::Only)) && figure.movement.is_none();
    figure.minor = !is_harm && is_bare && (is_small(number) || line.is_any(start, &["several"]));
    figure.tail.score = Score::new(if figure.counted.is_some() { 0.9 } else { 0.7 });
    if figure.counted.is_none() && !figure.minor {
        figure.tail.doubt = Some("what is counted?".to_owned());
    }
    Some((figure, after))
}
