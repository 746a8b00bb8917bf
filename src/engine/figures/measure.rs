//! Measures and durations: a number with a unit, units divided by units, amounts in two units ("6 ft 2 in").

use super::line::Line;
use super::lists::{Dimension, LISTS, Unit};
use super::number::{self, Number, Sort};
use super::record::{blank, dressed};
use super::what;
use crate::engine::TokenKind;
use crate::model::{Figure, FigureKind};
use crate::text::Span;
use rust_decimal::Decimal;
use std::ops::Range;

/// A unit behind a number.
pub struct Measured {
    code: String,
    dimension: Dimension,
    /// Where its words end.
    end: usize,
}

/// "6’1″", "5' 11\"": feet and inches by their marks, in inches.
fn feet_and_inches(line: &Line, number: &Number) -> Option<(Figure, usize)> {
    let mark = number.tokens.end;
    let inches =
        number::number_at(line, mark + 1).filter(|inches| inches.is_digits && inches.sort == Sort::Cardinal)?;
    let end = inches.tokens.end;
    let is_marked = matches!(line.word(mark), "'" | "’" | "′") && matches!(line.word(end), "\"" | "”" | "″");
    let is_glued = line.is_glued(mark - 1) && line.is_glued(end - 1);
    let is_height = number.is_digits && inches.value.is_some_and(|value| value < Decimal::from(12));
    if !(is_marked && is_glued && is_height && line.together(number.tokens.start, end)) {
        return None;
    }
    let value = number.value?.checked_mul(Decimal::from(12))?.checked_add(inches.value?)?;
    let number = Number { value: Some(value), core: Span::joining(number.core, inches.core), ..number.clone() };
    let start = number.tokens.start;
    let figure = blank(line, &(start..end + 1), number.core, FigureKind::Measure, "figure-measure")?;
    let (mut figure, after) = dressed(line, figure, &number, start, end + 1);
    figure.unit = Some("[in_i]".to_owned());
    Some((figure, after))
}

/// A number with a unit: duration or measure.
pub fn measured(line: &Line, number: &Number) -> Option<(Figure, usize)> {
    if !matches!(number.sort, Sort::Cardinal | Sort::Vague | Sort::Fraction) {
        return None;
    }
    if let Some(height) = feet_and_inches(line, number) {
        return Some(height);
    }
    let Range { start, end } = number.tokens;
    let mut number = number.clone();
    let found = match number.unit {
        Some(unit) => divided(line, unit, end),
        None => unit_after(line, &number)?,
    };
    if found.dimension == Dimension::Count || number.sort == Sort::Fraction && !is_share_of_unit(line, &number, end) {
        return None;
    }
    let Measured { mut code, dimension, end: mut unit_end } = found;
    if code == "m" && is_in_miles(line, start) {
        code = "[mi_i]".to_owned();
    }
    if number.max.is_none() {
        ranged(line, start, &code, &mut number, &mut unit_end);
    }
    for _ in 0..2 {
        if number.max.is_none() {
            smaller_part(line, &mut number, &mut code, &mut unit_end);
        }
    }
    half_behind(line, &mut number, &mut unit_end);
    minutes_behind(line, &mut number, &mut code, &mut unit_end);
    let is_duration = dimension == Dimension::Duration;
    let (kind, rule) =
        if is_duration { (FigureKind::Duration, "figure-duration") } else { (FigureKind::Measure, "figure-measure") };
    let figure = blank(line, &(start..unit_end), number.core, kind, rule)?;
    let (mut figure, after) = dressed(line, figure, &number, start, unit_end);
    figure.unit = Some(code);
    if !is_duration {
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

/// "3 kilometres (1.8m)": in brackets behind kilometres the letter is miles.
fn is_in_miles(line: &Line, start: usize) -> bool {
    let Some(unit) = start.checked_sub(2).filter(|_| start > 1 && line.word(start - 1) == "(") else { return false };
    let word = line.word(unit).trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    LISTS.unit(word).is_some_and(|unit| unit.code == "km")
}

/// Whether a temperature's letter behind digits is none: "13F" is a form, "98F in the shade" a temperature.
pub fn is_no_temperature(line: &Line, number: &Number) -> bool {
    if !number.unit.is_some_and(|unit| matches!(unit.code, "Cel" | "[degF]")) {
        return false;
    }
    const WORDS: &[&str] = &[
        "temperature",
        "temperatures",
        "heat",
        "hot",
        "warm",
        "warming",
        "warmer",
        "cold",
        "cool",
        "cooler",
        "high",
        "highs",
        "low",
        "lows",
        "top",
        "tops",
        "weather",
        "degrees",
        "forecast",
        "freezing",
        "fever",
        "oven",
        "boils",
        "mercury",
        "sunny",
        "heatwave",
        "thermometer",
        "°",
        "°F",
        "°C",
    ];
    let start = number.tokens.start;
    let is_scaled = line.word(number.tokens.end) == "/" && line.is_glued(number.tokens.end - 1);
    let is_celsius = number.unit.is_some_and(|unit| unit.code == "Cel");
    let has_degree = number.tokens.clone().any(|index| line.word(index).contains(['°', 'º', '℃', '℉']));
    let sentence = line.sentence(start);
    let near = sentence.start.max(start.saturating_sub(20))..sentence.end.min(start + 20);
    let speaks_of_it = near.clone().any(|index| line.is_any(index, WORDS));
    is_scaled || !(is_celsius || has_degree || sentence.len() <= 3 || speaks_of_it)
}

/// "half an hour", "1/4 inch", "three-quarters of an hour": a share with a unit; "half time" is none.
fn is_share_of_unit(line: &Line, number: &Number, end: usize) -> bool {
    let is_half = number.value == Some(Decimal::new(5, 1)) && number.tokens.len() == 1;
    !is_half
        || number.is_digits
        || line.is_any(end, &["a", "an"])
        || line.is_any(end, &["hour", "mile", "litre", "liter"])
}

/// "a kilogram", "a month", "an hour and a half": one of a unit that measures, where something says so.
pub fn one_of(line: &Line, index: usize) -> Option<(Figure, usize)> {
    let unit = LISTS.unit(line.word(index + 1)).filter(|_| line.together(index, index + 1))?;
    let is_half =
        line.is_any(index + 2, &["and"]) && line.is_any(index + 3, &["a"]) && line.is_any(index + 4, &["half"]);
    let is_alone = line.sentence(index).len() <= 3 && line.before(index).is_none();
    if unit.dimension == Dimension::Count || !(is_half || is_alone) {
        return None;
    }
    let mut number = Number::of_words(line, index..index + 1, Some(Decimal::ONE), Sort::Cardinal)?;
    let mut end = index + 2;
    half_behind(line, &mut number, &mut end);
    let is_duration = unit.dimension == Dimension::Duration;
    let (kind, rule) =
        if is_duration { (FigureKind::Duration, "figure-duration") } else { (FigureKind::Measure, "figure-measure") };
    let figure = blank(line, &(index..end), number.core, kind, rule)?;
    let (mut figure, after) = dressed(line, figure, &number, index, end);
    figure.unit = Some(unit.code.to_owned());
    Some((figure, after))
}

/// "an hour and a half", "a year and a quarter": the half stands behind the unit.
fn half_behind(line: &Line, number: &mut Number, end: &mut usize) {
    let article = usize::from(line.is_any(*end + 1, &["a", "an"]));
    let part = match () {
        () if !line.is_any(*end, &["and"]) || !line.together(number.tokens.start, *end + 1 + article) => return,
        () if line.is_any(*end + 1 + article, &["half"]) => Decimal::new(5, 1),
        () if line.is_any(*end + 1 + article, &["quarter"]) && article == 1 => Decimal::new(25, 2),
        () => return,
    };
    if line.is_any(*end + 2 + article, &["of"]) || number.max.is_some() {
        return;
    }
    if let Some(value) = number.value.and_then(|value| value.checked_add(part)) {
        number.value = Some(value);
        *end += 2 + article;
    }
}

/// "one hour and thirty", "2 hours 15": minutes that go without saying, where nothing is counted behind them.
fn minutes_behind(line: &Line, number: &mut Number, code: &mut String, end: &mut usize) {
    let and = usize::from(line.is_any(*end, &["and"]));
    let sixty = Decimal::from(60);
    let Some(minutes) = number::number_at(line, *end + and).filter(|minutes| minutes.sort == Sort::Cardinal) else {
        return;
    };
    let stop = minutes.tokens.end;
    let is_closed =
        !line.together(number.tokens.start, stop) || matches!(line.word(stop), "." | "," | ";") && !line.is_glued(stop);
    let is_minutes = minutes.unit.is_none()
        && minutes.value.is_some_and(|value| value.is_integer() && value >= Decimal::TEN && value < sixty);
    if code != "h"
        || number.max.is_some()
        || !is_closed
        || !is_minutes
        || !line.together(number.tokens.start, *end + and)
    {
        return;
    }
    let sum = number.value.and_then(|value| value.checked_mul(sixty)).zip(minutes.value);
    if let Some(sum) = sum.and_then(|(hours, minutes)| hours.checked_add(minutes)) {
        number.value = Some(sum);
        *code = "min".to_owned();
        *end = stop;
        number.core = Span::joining(number.core, minutes.core);
    }
}

/// "3km to 5km", "from 30 degrees to 40 degrees": the same unit behind both ends.
fn ranged(line: &Line, start: usize, code: &str, number: &mut Number, end: &mut usize) {
    let Some(joint) = number::joint_at(line, start, *end) else { return };
    let at = *end + joint;
    let hedge = usize::from(line.is_any(at, &["about", "around", "~", "some"]));
    let Some(high) = number::number_at(line, at + hedge).filter(|high| high.sort == Sort::Cardinal) else { return };
    let unit = match high.unit {
        Some(unit) => Some(divided(line, unit, high.tokens.end)),
        None => unit_after(line, &high),
    };
    if let Some(unit) = unit.filter(|unit| unit.code == code)
        && high.value > number.value
    {
        (number.max, *end) = (high.value, unit.end);
        number.core = Span::joining(number.core, high.core);
    }
}

/// "6 ft 2 in", "2 hours and 30 minutes", "10 kms, 8 metres": counted in the smaller unit, so that the value stays exact.
fn smaller_part(line: &Line, number: &mut Number, code: &mut String, end: &mut usize) {
    let joint = usize::from(line.is_any(*end, &["and"]) || line.word(*end) == ",");
    let Some(small) = number::number_at(line, *end + joint).filter(|small| small.sort == Sort::Cardinal) else {
        return;
    };
    let unit = match small.unit {
        Some(unit) => Some((unit.code, small.tokens.end)),
        None => LISTS.unit(line.word(small.tokens.end)).map(|unit| (unit.code, small.tokens.end + 1)),
    };
    // "12 ft 2 in"
    let inches =
        (code == "[ft_i]" && line.is_any(small.tokens.end, &["in"])).then_some(("[in_i]", small.tokens.end + 1));
    let Some((small_code, small_end)) = unit.or(inches) else { return };
    let Some(parts) = LISTS.parts(code, small_code) else { return };
    let is_part = small.value.is_some_and(|value| value < parts) && line.together(number.tokens.start, small_end - 1);
    let sum =
        number.value.and_then(|value| value.checked_mul(parts)).zip(small.value).and_then(|(a, b)| a.checked_add(b));
    if let Some(sum) = sum.filter(|_| is_part) {
        number.value = Some(sum);
        *code = small_code.to_owned();
        *end = small_end;
        number.core = Span::joining(number.core, small.core);
    }
}

/// Words between a number and its unit that change nothing.
const BETWEEN: &[&str] = &[
    "more",
    "further",
    "additional",
    "consecutive",
    "straight",
    "full",
    "whole",
    "metric",
    "nautical",
    "long",
    "extra",
    "fewer",
    "short",
    "light",
    "troy",
    "calendar",
    "working",
    "business",
];

/// The unit behind a number.
pub fn unit_after(line: &Line, number: &Number) -> Option<Measured> {
    let start = number.tokens.start;
    let mut at = number.tokens.end;
    if line.is_any(at, &["of"]) && (number.sort == Sort::Vague || number.sort == Sort::Fraction) {
        at += 1;
    }
    if number.sort == Sort::Fraction && line.is_any(at, &["a", "an"]) {
        at += 1;
    }
    if line.word(at) == "-" && line.is_glued(at) && at > 0 && line.is_glued(at - 1) {
        at += 1;
    }
    let quote = matches!(line.word(at), "{" | "<" | "[") && number.is_digits;
    at += usize::from(quote);
    let power = match () {
        () if line.is_any(at, &["square", "sq"]) => 2,
        () if line.is_any(at, &["cubic", "cu"]) => 3,
        () => 1,
    };
    let stop = usize::from(line.word(at + 1) == "." && power > 1);
    if power > 1 {
        at += 1 + stop;
    } else if line.is_any(at, BETWEEN) {
        at += 1;
    }
    at += usize::from(power > 1 && line.word(at) == "-");
    if !line.together(start, at) {
        return None;
    }
    if matches!(line.word(at), "°" | "º") {
        return Some(degrees(line, at));
    }
    let unit = LISTS.unit(line.word(at)).or_else(|| beside(line, number, at))?;
    // "the Four Seasons", "the 2006 generation", "not one bit"
    let is_year = number.is_digits && !number.is_scaled && line.word(number.tokens.start).len() == 4;
    let is_loose = matches!(unit.code, "season" | "generation" | "bit" | "cup" | "[cup_us]" | "hand");
    if is_loose && (line.is_capital(at) && !number.is_digits || is_year || unit.code == "bit" && !number.is_digits) {
        return None;
    }
    // "seven Kilo Class submarines": a name.
    let is_name = line.is_capital(at)
        && line.word(at).len() > 3
        && line.is_capital(at + 1)
        && line.together(at, at + 1)
        && !what::is_stop(line, at + 1)
        && line.word(at).chars().any(char::is_lowercase);
    if is_name {
        return None;
    }
    let is_word = line.kind(at) == Some(TokenKind::Word) || matches!(line.word(at), "″" | "℃" | "℉");
    if !is_word {
        return None;
    }
    if unit.code == "deg" {
        return Some(degrees(line, at));
    }
    let mut found = divided(line, unit, at + 1);
    if power > 1 {
        found.code = raised(&found.code, power);
    }
    found.end += usize::from(quote);
    Some(found)
}

/// "2 m tall", "5 in thick", "30 C outside": a sign that is a word of its own counts only beside its dimension's words.
fn beside(line: &Line, number: &Number, at: usize) -> Option<Unit> {
    const DIMENSIONS: &[&str] = &[
        "tall",
        "long",
        "high",
        "wide",
        "deep",
        "thick",
        "away",
        "above",
        "below",
        "across",
        "square",
        "race",
        "sprint",
        "hurdles",
        "freestyle",
        "relay",
        "dash",
        "final",
        "x",
        "×",
        "diameter",
        "from",
    ];
    let unit = LISTS.near_unit(line.word(at)).filter(|_| number.is_digits)?;
    let is_end = line.reading.tokens.get(at + 1).is_none() || !line.together(at, at + 1);
    // No preposition ends a sentence behind digits: "The pencil is 5 in."
    let is_stop = is_end || matches!(line.word(at + 1), "." | "," | ";") && !line.is_glued(at + 1);
    let is_closed = matches!(line.word(at + 1), ")" | "(") || is_stop && matches!(unit.code, "m" | "[in_i]" | "L")
        // "100 g of rice", "5 l of milk"
        || matches!(unit.code, "g" | "L") && line.is_any(at + 1, &["of"]);
    (line.is_any(at + 1, DIMENSIONS) || is_closed).then_some(unit)
}

/// "°C", "degrees Fahrenheit", "°": a temperature where the scale is named.
fn degrees(line: &Line, at: usize) -> Measured {
    let scale = |index: usize| match () {
        () if line.is_any(index, &["celsius", "centigrade", "c"]) => Some("Cel"),
        () if line.is_any(index, &["fahrenheit", "f"]) => Some("[degF]"),
        () => None,
    };
    let named = scale(at + 1).filter(|_| line.together(at, at + 1));
    let end = at + 1 + usize::from(named.is_some());
    Measured { code: named.unwrap_or("deg").to_owned(), dimension: Dimension::Measure, end }
}

fn raised(code: &str, power: u8) -> String {
    match (code, power) {
        ("[ft_i]", 2) => "[sft_i]".to_owned(),
        ("[ft_i]", _) => "[cft_i]".to_owned(),
        ("[in_i]", 2) => "[sin_i]".to_owned(),
        ("[in_i]", _) => "[cin_i]".to_owned(),
        ("[mi_i]", 2) => "[smi_us]".to_owned(),
        (code, power) => format!("{code}{power}"),
    }
}

/// The unit and what it is divided by: "kilometres per hour", "km/s", "miles per gallon", "kg/m2".
fn divided(line: &Line, unit: Unit, end: usize) -> Measured {
    let plain = Measured { code: unit.code.to_owned(), dimension: unit.dimension, end };
    let slash = line.word(end) == "/" && line.is_glued(end);
    let per = line.is_any(end, &["per", "an"]) && line.together(end.saturating_sub(1), end + 1);
    let is_measure = unit.dimension == Dimension::Measure && !matches!(unit.code, "point" | "story" | "season");
    if !(slash || per && is_measure) {
        return plain;
    }
    let square = usize::from(line.is_any(end + 1, &["square", "cubic"]));
    let Some(under) = LISTS.glued_unit(line.word(end + 1 + square)) else { return plain };
    // "tonnes per year" is told of the year and not of a unit; "miles an hour" is a speed.
    let is_rate = slash
        || line.is_any(end, &["per"])
            && !matches!(under.code, "d" | "wk" | "mo" | "a" | "decade" | "night" | "quarter")
        || under.code == "h";
    if !is_rate {
        return plain;
    }
    let divisor = match square {
        1 => raised(under.code, if line.is_any(end + 1, &["cubic"]) { 3 } else { 2 }),
        _ => under.code.to_owned(),
    };
    Measured { code: format!("{}/{divisor}", unit.code), dimension: Dimension::Measure, end: end + 2 + square }
}
