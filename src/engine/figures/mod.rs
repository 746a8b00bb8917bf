//! Figures: how much of what, and when.
//!
//! One pass over the tokens. At each place a date or time is tried first, then a sign of money, then a number with what
//! stands around it: percent, money, unit, age, ratio, score, and at last a plain count with its noun. The longest reading
//! wins and the pass goes on behind it, so figures never overlap.

mod hedge;
mod line;
mod lists;
mod number;
mod veto;
mod what;
mod when;

use super::{Reading, TokenKind, rule::Rule};
use crate::model::{Figure, FigureKind, Id, Kind, Modifier, Quote, Score, Tail};
use jiff::civil::Date;
use line::Line;
use lists::{Dimension, LISTS, TimeWord};
use number::{Number, Sort};
use rust_decimal::Decimal;
use std::ops::Range;
use when::When;

macro_rules! rules {
    ($($id:literal, $sentence:literal, $hit:literal, $miss:literal;)*) => {
        &[$(Rule { id: $id, sentence: $sentence, hits: &[$hit], misses: &[$miss] }),*]
    };
}

/// This room's rules.
#[rustfmt::skip]
pub const RULES: &[Rule] = rules! {
    "figure-date", "A date, weekday, month, year or relative day, fixed against the publication day where that is known.", "The talks began on [[16 October 2017]].", "He may come with a march on the sun.";
    "figure-time", "A time of day, alone or with its weekday.", "The bridge closes at [[10:30 p.m.]]", "The score was even.";
    "figure-money", "A number with a currency's sign, code or name.", "It cost [[$14.5 million]].", "The dollar fell.";
    "figure-percent", "A number with a sign or word for per cent.", "Prices rose [[92.7 percent]].", "A large percentage agreed.";
    "figure-measure", "A number with a unit of measure.", "The road is [[180 kilometres]] long.", "The metres were read.";
    "figure-duration", "A number of periods of time.", "The strike lasted [[three weeks]].", "The weeks went by.";
    "figure-age", "A person's or thing's age.", "A [[59-year-old]] man was held.", "An old man was held.";
    "figure-ordinal", "A place in an order with what is ordered.", "It was the [[third victory]] in May.", "At first nobody spoke.";
    "figure-ratio", "A share of a whole as a fraction or so many of so many.", "[[One in five]] pupils stayed away.", "They met half-way.";
    "figure-score", "Two numbers with a dash: a score or a vote.", "They won [[2-1]] away.", "They won away.";
    "figure-multiple", "So many times as much.", "Prices [[doubled]] in May.", "The double door closed.";
    "figure-count", "A number of things, with the noun it counts.", "More than [[5,200 troops]] left.", "Boeing 737 jets left.";
    "figure-vague", "A number word without a value, with the noun it counts.", "[[Dozens of people]] waited.", "Nobody waited.";
    "figure-recurring", "Every so often.", "They meet [[every three years]].", "They met.";
};

/// The figures of the article in text order; dates are fixed against the publication day where it is known.
pub fn find(reading: &Reading, published: Option<Date>) -> Vec<Figure> {
    let line = Line::new(reading);
    let mut found = Vec::new();
    let mut index = 0;
    while index < line.len() {
        let next = figure_at(&line, index, published).filter(|(figure, _)| !reading.is_excluded(figure.span.start()));
        match next {
            Some((figure, end)) => {
                push(&mut found, figure);
                index = end.max(index + 1);
            }
            None => index += 1,
        }
    }
    found
}

/// A hedge before a figure may reach back over the one before it: the earlier one keeps its words.
fn push(found: &mut Vec<Figure>, mut figure: Figure) {
    if let Some(last) = found.last()
        && last.span.overlaps(figure.span)
    {
        if last.span.end() >= figure.core.end() {
            return;
        }
        figure.span = figure.core;
    }
    found.push(figure);
}

/// Whether a token can begin a figure at all: keeps the pass fast.
fn may_begin(line: &Line, index: usize) -> bool {
    match line.kind(index) {
        Some(TokenKind::Number) => true,
        Some(TokenKind::Mark) => {
            LISTS.currency_before(line.word(index)).is_some() || matches!(line.word(index), "-" | "−")
        }
        Some(TokenKind::Word) => {
            let lower = line.lower(index);
            LISTS.number(lower).is_some()
                || LISTS.time(lower).is_some()
                || line.is_any(
                    index,
                    &["a", "an", "last", "next", "this", "previous", "coming", "earlier", "later", "the", "every"],
                )
                || (line.is_capital(index) && line.word(index).len() <= 4)
        }
        Some(TokenKind::Possessive) | None => false,
    }
}

fn figure_at(line: &Line, index: usize, published: Option<Date>) -> Option<(Figure, usize)> {
    if !may_begin(line, index) {
        return None;
    }
    if let Some(found) = money_before(line, index) {
        return Some(found);
    }
    if line.is_any(index, &["every"]) {
        return recurring(line, index);
    }
    let number = number::number_or_range(line, index);
    if let Some(number) = &number
        && let Some(when) = when::ago(line, number, published)
    {
        return of_when(line, &when);
    }
    if let Some(when) = when::when_at(line, index, published) {
        return of_when(line, &when);
    }
    of_number(line, number?)
}

/// A figure of these tokens with nothing else said yet.
fn blank(line: &Line, tokens: &Range<usize>, core: crate::text::Span, kind: FigureKind, rule: &str) -> Option<Figure> {
    Some(Figure {
        span: line.span(tokens.clone())?.cover(core),
        core,
        kind,
        value: None,
        value_max: None,
        modifier: None,
        movement: None,
        unit: None,
        counted: None,
        of: None,
        date: None,
        timex: None,
        readings: Vec::new(),
        quote: None,
        minor: false,
        tail: Tail::found(rule, Score::new(0.93)),
    })
}

fn of_when(line: &Line, when: &When) -> Option<(Figure, usize)> {
    let core = line.span(when.core.clone())?;
    let rule = if when.kind == FigureKind::Date { "figure-date" } else { "figure-time" };
    let mut figure = blank(line, &when.tokens, core, when.kind, rule)?;
    figure.date.clone_from(&when.date);
    figure.timex.clone_from(&when.timex);
    figure.readings.clone_from(&when.readings);
    if when.date.is_none() && when.timex.is_none() && line.reading.slice(core).chars().any(|c| c.is_ascii_digit()) {
        figure.tail = figure.tail.doubting("no such day, or its day cannot be fixed");
    }
    if when.readings.len() > 1 && figure.tail.doubt.is_none() {
        figure.tail.score = Score::new(0.85);
    }
    Some((figure, when.tokens.end))
}

/// The figure with its hedge and movement; the value is the number's.
fn dressed(line: &Line, mut figure: Figure, number: &Number, start: usize, end: usize) -> (Figure, usize) {
    let (modifier, tokens) = hedge::around(line, &(start..end));
    if let Some(span) = line.span(tokens.clone()) {
        figure.span = span.cover(figure.core);
    }
    figure.modifier = figure.modifier.or(modifier);
    figure.movement = hedge::movement(line, tokens.start);
    figure.value = number.value.map(|value| value.normalize());
    figure.value_max = number.max.map(|value| value.normalize());
    (figure, tokens.end)
}

/// "$14.5 million", "US$3bn", "Rs 500 crore", "EUR 20".
fn money_before(line: &Line, index: usize) -> Option<(Figure, usize)> {
    let (currency, at) = sign_at(line, index)?;
    let mut number = number::number_or_range(line, at)?;
    if number.sort != Sort::Cardinal
        || number.unit.is_some() && number.letters.is_empty() && !line.word(at).ends_with('m')
    {
        return None;
    }
    // After a sign "m" is million.
    if number.letters == "m" || number.unit.is_some_and(|unit| unit.code == "m") {
        number.value = number.value.and_then(|value| value.checked_mul(Decimal::from(1_000_000)));
        number.core = line.span(number.tokens.clone())?;
    }
    let mut end = number.tokens.end;
    // "$5 to $10": the second sign is the same money.
    if (line.is_any(end, &["to", "and"]) || matches!(line.word(end), "-" | "–"))
        && let Some((second, at)) = sign_at(line, end + 1).filter(|(second, _)| second.code == currency.code)
        && let Some(high) = number::number_at(line, at).filter(|high| high.value > number.value)
        && (line.is_any(end, &["to"]) && !line.before(index).is_some_and(|b| line.is_any(b, &["from"]))
            || line.before(index).is_some_and(|b| line.is_any(b, &["between"])))
    {
        let _ = second;
        (number.max, end) = (high.value, high.tokens.end);
        number.core = crate::text::Span::joining(number.core, high.core);
    }
    let figure = blank(line, &(index..end), number.core, FigureKind::Money, "figure-money")?;
    let (mut figure, end) = dressed(line, figure, &number, index, end);
    figure.unit = Some(currency.code.to_owned());
    if line.word(at.saturating_sub(1)) == "$" && at - index == 1 {
        figure.tail.score = Score::new(0.9);
    }
    Some((figure, end))
}

/// The currency whose sign begins here, and where the number begins.
fn sign_at(line: &Line, index: usize) -> Option<(lists::Currency, usize)> {
    let word = line.word(index);
    let next_is_number = |at: usize| line.kind(at) == Some(TokenKind::Number);
    // "US$", "HK$", "GH₵": letters glued to the sign.
    if line.is_word(index)
        && line.is_glued(index)
        && line.kind(index + 1) == Some(TokenKind::Mark)
        && next_is_number(index + 2)
    {
        let sign = format!("{word}{}", line.word(index + 1));
        if let Some(currency) = LISTS.currency_before(&sign) {
            return Some((currency, index + 2));
        }
    }
    if next_is_number(index + 1) || line.word(index + 1) == "." && next_is_number(index + 2) {
        let at = if next_is_number(index + 1) { index + 1 } else { index + 2 };
        // One letter is money only when glued: "R500", never "R 500".
        let is_sign = word.chars().count() > 1 || !word.chars().all(char::is_alphabetic) || line.is_glued(index);
        if is_sign && let Some(currency) = LISTS.currency_before(word) {
            return Some((currency, at));
        }
        if word.len() == 3 && word.chars().all(|c| c.is_ascii_uppercase()) && at == index + 1 {
            return iso_code(word).map(|code| (lists::Currency { code, share: Decimal::ONE }, at));
        }
    }
    // "R500" and "RM5" are one token each: letters, then digits.
    None
}

/// An ISO 4217 code as the table of currencies has it.
fn iso_code(word: &str) -> Option<&'static str> {
    iso_currency::Currency::from_code(word).map(|currency| currency.code())
}

fn recurring(line: &Line, index: usize) -> Option<(Figure, usize)> {
    let number =
        number::number_at(line, index + 1).filter(|number| matches!(number.sort, Sort::Cardinal | Sort::Ordinal));
    let at = number.as_ref().map_or(index + 1, |number| number.tokens.end);
    let is_time = match LISTS.time(line.lower(at))? {
        TimeWord::Period(_) | TimeWord::Weekday(..) | TimeWord::Part => true,
        TimeWord::Month(..) | TimeWord::Season(_) | TimeWord::Day(_) | TimeWord::Clock(_) => {
            line.is_any(at, &["summer", "winter"])
        }
    };
    if !is_time || !line.together(index, at) {
        return None;
    }
    let tokens = index..at + 1;
    let core = line.span(tokens.clone())?;
    let mut figure = blank(line, &tokens, core, FigureKind::Recurring, "figure-recurring")?;
    figure.value = number.and_then(|number| number.value);
    Some((figure, tokens.end))
}

/// What a number is, by what stands around it.
fn of_number(line: &Line, number: Number) -> Option<(Figure, usize)> {
    // "one in five" before "one" is taken for a pronoun.
    if line.is_any(number.tokens.end, &["in", "out"])
        && !number.is_digits
        && let Some(found) = ratio(line, &number)
    {
        return Some(found);
    }
    if veto::is_vetoed(line, &number) {
        return None;
    }
    if let Some(found) = ratio(line, &number).or_else(|| score(line, &number)) {
        return Some(found);
    }
    if let Some(found) = percent(line, &number).or_else(|| money_after(line, &number)) {
        return Some(found);
    }
    if let Some(found) = age(line, &number).or_else(|| measured(line, &number)) {
        return Some(found);
    }
    match number.sort {
        Sort::Multiple => multiple(line, &number),
        Sort::Ordinal => ordinal(line, &number),
        Sort::Fraction => fraction(line, &number),
        Sort::Decade => None,
        Sort::Cardinal | Sort::Vague => times(line, &number).or_else(|| count(line, &number)),
    }
}

fn percent(line: &Line, number: &Number) -> Option<(Figure, usize)> {
    let mut end = number.tokens.end;
    let hyphen = usize::from(line.word(end) == "-" && line.is_glued(end));
    let (kind, length) = if matches!(line.word(end), "%" | "％" | "٪") {
        (FigureKind::Percent, 1)
    } else if line.is_any(end + hyphen, &["percent", "pct", "percents"]) {
        (FigureKind::Percent, 1 + hyphen)
    } else if line.is_any(end, &["per"]) && line.is_any(end + 1, &["cent"]) {
        (FigureKind::Percent, 2)
    } else if line.is_any(end, &["percentage", "basis"]) && line.is_any(end + 1, &["point", "points"]) {
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
        && line.word(high.tokens.end) == "%"
        && number.max.is_none()
        && high.value > number.value
    {
        (number.max, end) = (high.value, high.tokens.end + 1);
        number.core = crate::text::Span::joining(number.core, high.core);
    }
    let figure = blank(line, &(number.tokens.start..end), number.core, kind, "figure-percent")?;
    let (mut figure, after) = dressed(line, figure, &number, number.tokens.start, end);
    figure.of = what::base_at(line, end).and_then(|tokens| line.span(tokens));
    Some((figure, after))
}

fn money_after(line: &Line, number: &Number) -> Option<(Figure, usize)> {
    if !matches!(number.sort, Sort::Cardinal | Sort::Vague | Sort::Fraction) {
        return None;
    }
    let mut at = number.tokens.end;
    if number.sort == Sort::Vague && line.is_any(at, &["of"]) {
        at += 1;
    }
    let hyphen = usize::from(line.word(at) == "-" && line.is_glued(at));
    let mut qualifier = 0;
    if line.is_any(
        at,
        &[
            "US",
            "U.S.",
            "Canadian",
            "Australian",
            "Hong",
            "Singapore",
            "Swiss",
            "Indian",
            "Japanese",
            "Chinese",
            "Mexican",
            "Egyptian",
            "Philippine",
            "British",
            "American",
        ],
    ) {
        qualifier = 1;
    }
    let word_at = at + hyphen + qualifier;
    let by_word = LISTS.currency_after(line.lower(word_at)).filter(|_| line.together(number.tokens.start, word_at));
    let is_plausible =
        !line.is_any(word_at, &["won", "real", "pound", "cent", "lei"]) || number.is_digits && number.is_scaled;
    let currency = match by_word.filter(|_| is_plausible) {
        Some(currency) => currency,
        None if line.word(at).len() == 3
            && number.is_digits
            && line.word(at).chars().all(|c| c.is_ascii_uppercase()) =>
        {
            lists::Currency { code: iso_code(line.word(at))?, share: Decimal::ONE }
        }
        None => return None,
    };
    let end = word_at + 1;
    let mut number = number.clone();
    number.value = number.value.and_then(|value| value.checked_mul(currency.share));
    number.max = number.max.and_then(|value| value.checked_mul(currency.share));
    let figure = blank(line, &(number.tokens.start..end), number.core, FigureKind::Money, "figure-money")?;
    let (mut figure, after) = dressed(line, figure, &number, number.tokens.start, end);
    figure.unit = Some(qualified(line.word(at), currency.code).to_owned());
    Some((figure, after))
}

/// "Canadian dollars": the country says which.
fn qualified<'c>(country: &str, code: &'c str) -> &'c str {
    match (country, code) {
        ("Canadian", "USD") => "CAD",
        ("Australian", "USD") => "AUD",
        ("Singapore", "USD") => "SGD",
        ("Egyptian", "GBP") => "EGP",
        ("Philippine", "MXN") => "PHP",
        _ => code,
    }
}

/// "59-year-old", "59 years old", "aged 34", "Ana Roth, 34, …".
fn age(line: &Line, number: &Number) -> Option<(Figure, usize)> {
    if number.sort != Sort::Cardinal {
        return None;
    }
    let Range { start, end } = number.tokens;
    let value = number.value?;
    let is_human = number.is_digits && value >= Decimal::ONE && value <= Decimal::from(115) && !number.is_scaled;
    let hyphens = |at: usize| usize::from(line.word(at) == "-");
    let first = end + hyphens(end);
    let (from, to) = if line.is_any(first, &["year", "month", "week", "day"])
        && line.is_any(first + 1 + hyphens(first + 1), &["old", "olds"])
    {
        (start, first + 2 + hyphens(first + 1))
    } else if line.is_any(end, &["years", "months", "year", "weeks"]) && line.is_any(end + 1, &["old"]) {
        (start, end + 2)
    } else if line.is_any(end, &["years"]) && line.is_any(end + 1, &["of"]) && line.is_any(end + 2, &["age"]) {
        (start, end + 3)
    } else if line.before(start).is_some_and(|before| line.is_any(before, &["aged", "age"]))
        || is_human && is_age_in_commas(line, start, end)
    {
        (start, end)
    } else {
        return None;
    };
    let figure = blank(line, &(from..to), number.core, FigureKind::Age, "figure-age")?;
    let (mut figure, after) = dressed(line, figure, number, from, to);
    figure.unit = Some("a".to_owned());
    Some((figure, after))
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

/// A number with a unit: duration or measure.
fn measured(line: &Line, number: &Number) -> Option<(Figure, usize)> {
    if !matches!(number.sort, Sort::Cardinal | Sort::Vague | Sort::Fraction) {
        return None;
    }
    let Range { start, end } = number.tokens;
    let (unit, unit_end) = match number.unit {
        Some(unit) => (unit, end),
        None => unit_after(line, number)?,
    };
    if unit.dimension == Dimension::Count {
        return None;
    }
    let is_duration = unit.dimension == Dimension::Duration;
    let (kind, rule) =
        if is_duration { (FigureKind::Duration, "figure-duration") } else { (FigureKind::Measure, "figure-measure") };
    if number.sort == Sort::Fraction
        && number.value == Some(Decimal::new(5, 1))
        && !line.is_any(end, &["a", "an"])
        && !line.is_any(end, &["hour"])
    {
        return None;
    }
    let figure = blank(line, &(start..unit_end), number.core, kind, rule)?;
    let (mut figure, after) = dressed(line, figure, number, start, unit_end);
    figure.unit = Some(unit.code.to_owned());
    if !is_duration {
        figure.of = None;
        figure.counted = what::base_at(line, unit_end).and_then(|tokens| line.span(tokens));
    }
    if is_duration
        && figure.modifier.is_none()
        && line.is_any(unit_end.saturating_sub(1), &["day", "night"])
        && number.value == Some(Decimal::ONE)
    {
        figure.minor = true;
    }
    Some((figure, after))
}

fn unit_after(line: &Line, number: &Number) -> Option<(lists::Unit, usize)> {
    let mut at = number.tokens.end;
    if line.is_any(at, &["of"]) && number.sort == Sort::Vague {
        at += 1;
    }
    if line.word(at) == "-" && line.is_glued(at) && at > 0 && line.is_glued(at - 1) {
        at += 1;
    }
    if line.is_any(
        at,
        &[
            "more",
            "further",
            "additional",
            "consecutive",
            "straight",
            "full",
            "whole",
            "square",
            "cubic",
            "metric",
            "nautical",
            "long",
            "extra",
        ],
    ) {
        at += 1;
    }
    if matches!(line.word(at), "°") && line.is_glued(at) && matches!(line.word(at + 1), "C" | "F") {
        let code = if line.word(at + 1) == "C" { "degC" } else { "[degF]" };
        return Some((lists::Unit { code, dimension: Dimension::Measure }, at + 2));
    }
    if !line.together(number.tokens.start, at) || line.kind(at) != Some(TokenKind::Word) {
        return None;
    }
    let mut unit = LISTS.unit(line.word(at))?;
    let mut end = at + 1;
    if unit.code == "deg" {
        let scale = if line.is_any(end, &["Celsius", "C", "centigrade"]) {
            Some("degC")
        } else if line.is_any(end, &["Fahrenheit", "F"]) {
            Some("[degF]")
        } else {
            None
        };
        if let Some(code) = scale {
            (unit.code, end) = (code, end + 1);
        }
    }
    // "5 points" is a measure, "5 stone walls" is not: a unit is followed by no noun when it is short for one.
    let squared = line.is_any(at.saturating_sub(1), &["square"]);
    unit.code = match (unit.code, squared) {
        ("km", true) => "km2",
        ("m", true) => "m2",
        ("mi", true) => "[smi_us]2",
        ("[ft_i]", true) => "[sft_i]",
        (code, _) => code,
    };
    if unit.code == "km" && (line.is_any(end, &["per"]) && line.is_any(end + 1, &["hour"]) || line.word(end) == "/") {
        (unit.code, end) = ("km/h", end + 2);
    }
    if unit.code == "mi" && line.is_any(end, &["per", "an"]) && line.is_any(end + 1, &["hour"]) {
        (unit.code, end) = ("[mi_i]/h", end + 2);
    }
    Some((unit, end))
}

/// "one in five", "nine out of 10", "four of the top five banks".
fn ratio(line: &Line, number: &Number) -> Option<(Figure, usize)> {
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
    if all <= part || all.is_zero() || is_year || is_time || (!is_of && part > Decimal::from(100)) {
        return None;
    }
    let counted = what::counted_at(line, whole.tokens.end, false);
    let stop = if is_of { counted.as_ref().map_or(whole.tokens.end, |tokens| tokens.end) } else { whole.tokens.end };
    let core = crate::text::Span::joining(number.core, whole.core);
    let figure = blank(line, &(number.tokens.start..stop), core, FigureKind::Ratio, "figure-ratio")?;
    let (mut figure, after) = dressed(line, figure, number, number.tokens.start, stop);
    figure.value = Some((part / all).round_dp(4).normalize());
    figure.of = counted.and_then(|tokens| line.span(tokens));
    Some((figure, after))
}

/// "2-1", "52-48", "voted 13 to 4".
fn score(line: &Line, number: &Number) -> Option<(Figure, usize)> {
    let start = number.tokens.start;
    if !number.is_digits || number.sort != Sort::Cardinal || number.is_scaled {
        return None;
    }
    let end = number.tokens.end;
    const VOTE: &[&str] =
        &["vote", "voted", "votes", "voting", "passed", "approved", "ruled", "decision", "majority", "ruling"];
    const GAME: &[&str] = &[
        "win", "won", "beat", "beating", "lost", "loss", "draw", "drew", "victory", "defeat", "defeated", "score",
        "lead", "led", "tie", "goal", "game", "match", "wins", "trailed", "down", "up", "ahead", "set", "final",
        "kick", "over", "leading", "clinched", "comeback", "rout", "triumph",
    ];
    // The pair may have been read as a range already.
    let (low, high, stop) = match (number.value, number.max) {
        (Some(low), Some(high)) if !line.is_any(start + 1, &["to", "and", "or"]) || line.is_any(start + 1, &["to"]) => {
            (low, high, end)
        }
        (Some(first), None) if matches!(line.word(end), "-" | "–") && line.is_glued(end) && line.is_glued(end - 1) => {
            let second =
                number::number_at(line, end + 1).filter(|second| second.is_digits && second.sort == Sort::Cardinal)?;
            (first, second.value?, second.tokens.end)
        }
        _ => return None,
    };
    let sentence = line.sentence(start);
    let near = sentence.start.max(start.saturating_sub(8))..sentence.end.min(stop + 8);
    let has = |words: &[&str]| near.clone().any(|index| line.is_any(index, words));
    let is_small = low <= Decimal::from(200) && high <= Decimal::from(700);
    let noun = what::counted_at(line, stop, false).is_some()
        || unit_after(line, &Number { tokens: start..stop, ..number.clone() }).is_some();
    let kind = if has(VOTE) {
        FigureKind::Vote
    } else if has(GAME) || (low >= high && !noun) {
        FigureKind::Score
    } else {
        return None;
    };
    if !is_small || (noun && low < high) {
        return None;
    }
    let core = line.span(start..stop)?;
    let mut figure = blank(line, &(start..stop), core, kind, "figure-score")?;
    (figure.value, figure.value_max) = (Some(low), Some(high));
    Some((figure, stop))
}

fn multiple(line: &Line, number: &Number) -> Option<(Figure, usize)> {
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
    let figure = blank(line, &(start..end), number.core, FigureKind::Multiple, "figure-multiple")?;
    Some(dressed(line, figure, number, start, end))
}

/// "three times as many", "10 times more".
fn times(line: &Line, number: &Number) -> Option<(Figure, usize)> {
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
    let figure = blank(line, &(start..end + 1), number.core, kind, rule)?;
    let (mut figure, after) = dressed(line, figure, number, start, end + 1);
    if !compares {
        figure.minor = is_small(number);
        figure.counted = line.span(end..end + 1);
    }
    Some((figure, after))
}

fn ordinal(line: &Line, number: &Number) -> Option<(Figure, usize)> {
    let Range { start, end } = number.tokens;
    if line.is_any(end, &["century"]) {
        let core = line.span(start..end + 1)?;
        let mut figure = blank(line, &(start..end + 1), core, FigureKind::Date, "figure-date")?;
        let century = rust_decimal::prelude::ToPrimitive::to_i64(&number.value?)? - 1;
        figure.date = (0..30).contains(&century).then(|| format!("{century:02}"));
        return Some((figure, end + 1));
    }
    let counted = what::counted_at(line, end, true).map(|tokens| tokens.start..tokens.end.min(end + 2));
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

/// "half of voters", "two thirds", "a quarter of the budget".
fn fraction(line: &Line, number: &Number) -> Option<(Figure, usize)> {
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

fn is_small(number: &Number) -> bool {
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

fn count(line: &Line, number: &Number) -> Option<(Figure, usize)> {
    let Range { start, end } = number.tokens;
    let is_one = number.value == Some(Decimal::ONE) && number.max.is_none();
    let of = usize::from(number.sort == Sort::Vague && line.is_any(end, &["of"]));
    let at = end + of;
    let mut at = at + usize::from(of == 1 && line.is_any(at, &["the", "its", "their", "our"]));
    if line.word(at) == "-" && line.is_glued(at) && line.is_glued(at.saturating_sub(1)) {
        at += 1;
    }
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
    let rule = if number.sort == Sort::Vague { "figure-vague" } else { "figure-count" };
    let figure = blank(line, &(start..stop), number.core, FigureKind::Count, rule)?;
    let (mut figure, after) = dressed(line, figure, number, start, stop);
    figure.counted = counted.and_then(|tokens| line.span(tokens));
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

/// Says which quote each figure stands in (`q1` for `quotes[0]`).
pub fn attribute(figures: &mut [Figure], quotes: &[Quote]) {
    for figure in figures {
        let last = quotes.partition_point(|quote| quote.span.start() <= figure.span.start());
        let holder = quotes.get(last.saturating_sub(3)..last).unwrap_or_default();
        let from = last.saturating_sub(3);
        let inside = holder.iter().rposition(|quote| quote.span.contains(figure.span));
        figure.quote = inside.map(|place| Id::new(Kind::Quote, (from + place) as u32 + 1));
    }
}

#[cfg(test)]
mod tests;
