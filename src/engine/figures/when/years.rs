//! Years, their parts and their tens: "2017", "2019-20", "Q3 2018", "the 1990s", "44 BC".

use super::super::line::Line;
use super::super::lists::{LISTS, NumberWord};
use super::super::number::{self, Sort};
use super::super::what;
use super::days::{day_at, is_month_word, month_at};
use super::relative::relative_at;
use super::stretch::Stretch;
use super::tense::{self, Tense};
use super::{Anchor, Days};
use crate::engine::TokenKind;
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Words after which a capitalised month or a bare year is one.
pub const BEFORE: &[&str] = &[
    "in", "on", "of", "since", "until", "till", "by", "from", "before", "after", "during", "early", "late", "mid",
    "for", "to", "and", "or", "through", "between", "this", "last", "next", "around", "circa", "year", "than", "the",
    "late", "its", "that", "every", "each", "surpass", "through",
];

/// Years that news speaks of: a bare number in here is a year where a word of time stands before it.
const RECENT: std::ops::RangeInclusive<i16> = 1900..=2060;

/// A token of four digits that can be a year.
pub fn year_at(line: &Line, index: usize) -> Option<i16> {
    let word = line.word(index);
    let year: i16 = if word.len() == 4 { word.parse().ok()? } else { return None };
    (1000..=2199).contains(&year).then_some(year)
}

/// A year after a month or day, over a comma, "of" or a hyphen.
pub fn year_after(line: &Line, index: usize) -> Option<(i16, usize)> {
    let joint = usize::from(line.word(index) == "," || line.is_any(index, &["of", "in"]) || line.word(index) == "-");
    let at = index + joint;
    if !line.together(index.saturating_sub(1), at) {
        return None;
    }
    if let Some(worded) = worded_year(line, at) {
        return Some(worded);
    }
    // "12 October 2,000 people" cannot be; "in October 1200 people" can, and a year needs what ends it.
    let year = year_at(line, at)?;
    let counts = line.is_word(at + 1) && line.word(at + 1).ends_with('s') && !line.is_capital(at + 1) && joint == 0;
    (!counts || RECENT.contains(&year)).then_some((year, at + 1))
}

/// "two thousand and ten", "nineteen seventy-two", "twenty twenty": a year in words, where nothing is counted behind it.
fn worded_year(line: &Line, index: usize) -> Option<(i16, usize)> {
    let below_hundred = |at: usize| -> Option<(i16, usize)> {
        match LISTS.number(line.lower(at))? {
            NumberWord::Unit(value) => value.to_i16().map(|value| (value, at + 1)),
            NumberWord::Ten(tens) => {
                let tens = tens.to_i16()?;
                let hyphen = usize::from(line.word(at + 1) == "-");
                match LISTS.number(line.lower(at + 1 + hyphen)) {
                    Some(NumberWord::Unit(unit)) if unit < Decimal::TEN && !unit.is_zero() => {
                        Some((tens + unit.to_i16()?, at + 2 + hyphen))
                    }
                    _ => Some((tens, at + 1)),
                }
            }
            _ => None,
        }
    };
    let (year, end) = if line.is_any(index, &["two"]) && line.is_any(index + 1, &["thousand"]) {
        let and = usize::from(line.is_any(index + 2, &["and"]));
        match below_hundred(index + 2 + and).filter(|(_, end)| line.together(index, *end - 1)) {
            Some((rest, end)) => (2000 + rest, end),
            None => (2000, index + 2),
        }
    } else {
        let (hundreds, middle) = below_hundred(index).filter(|(hundreds, _)| (15..=20).contains(hundreds))?;
        let (rest, end) = below_hundred(middle).filter(|(rest, _)| *rest >= 10)?;
        (hundreds * 100 + rest, end)
    };
    let is_free = line.together(index, end - 1) && what::counted_at(line, end, false).is_none();
    (is_free && !matches!(LISTS.number(line.lower(end)), Some(NumberWord::Scale(_) | NumberWord::Hundred)))
        .then_some((year, end))
}

/// "Expo 2022", "Vision 2030", "World Cup 2022": a year right behind a capital is the name's.
pub fn is_of_title(line: &Line, index: usize) -> bool {
    const TIMELY: &[&str] =
        &["fiscal", "fy", "year", "circa", "calendar", "published", "updated", "copyright", "ad", "c"];
    let Some(before) = line.before(index) else { return false };
    let word = line.word(before);
    year_at(line, index).is_some()
        && line.is_word(before)
        && line.is_capital(before)
        && word.chars().count() > 1
        && !what::is_stop(line, before)
        && !line.is_any(before, BEFORE)
        && !line.is_any(before, TIMELY)
        && LISTS.time(line.lower(before)).is_none()
        && !matches!(line.word(index + 1), ")" | "-" | "–" | "/")
        && line.sentence(index).len() > 3
}

/// The year a date without one falls in: the nearest past, or the nearest to come when the sentence looks ahead.
pub fn fixed_year(line: &Line, at: usize, month: u8, day: Option<u8>, anchor: Anchor) -> Option<i16> {
    let published = anchor.day?;
    let ahead = tense::at(line, at) == Tense::Ahead;
    let day = day.unwrap_or(if ahead { 28 } else { 1 });
    let this = Date::new(published.year(), month as i8, day.min(28) as i8).ok()?;
    Some(match (this > published, ahead) {
        // A date a few weeks on is more likely to come than eleven months past.
        (true, false) if this.since(published).is_ok_and(|span| span.get_days() <= 75) => published.year(),
        (true, false) => published.year() - 1,
        (false, true) if this < published => published.year() + 1,
        _ => published.year(),
    })
}

/// "74" of "31-Oct-74": within the hundred years that end a little after now would need a clock; 1950 to 2049 does not.
pub fn full_year(short: i16) -> i16 {
    if short < 50 { 2000 + short } else { 1900 + short }
}

/// "the 1990s", "70s".
pub fn decade(line: &Line, index: usize) -> Option<Days> {
    let found = number::number_at(line, index).filter(|found| found.sort == Sort::Decade)?;
    let year = found.value?.to_i16()?;
    let is_short = year < 100;
    let is_led = line.before(index).is_some_and(|before| {
        line.is_any(before, &["the", "early", "late", "mid", "his", "her", "their"])
            || matches!(line.word(before), "'" | "’" | "-")
    });
    // "mid-twenties", "in his 70s" are ages, "99s" no decade.
    let is_age = line.before(index).is_some_and(|before| line.is_any(before, &["his", "her", "their", "my"]));
    if year % 10 != 0 || is_short && (!is_led || is_age || year < 20) {
        return None;
    }
    let year = if is_short { 1900 + year } else { year };
    Some(Days::fixed(index..index + 1, Stretch::Decade(year / 10)))
}

/// "the nineties"
pub fn worded_decade(line: &Line, index: usize) -> Option<Days> {
    const TENS: [&str; 8] =
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
    let the = usize::from(line.is_any(index, &["the"]));
    let place = TENS.iter().position(|word| line.is_any(index + the, &[word]))?;
    (the == 1).then(|| Days::fixed(index..index + the + 1, Stretch::Decade(192 + place as i16)))
}

/// "'98"
pub fn short_year(line: &Line, index: usize) -> Option<Days> {
    let word = line.word(index + 1);
    let is_led = line.before(index).is_some_and(|before| line.is_any(before, &["in", "of", "since", "from", "until"]));
    let is_year = word.len() == 2 && line.is_glued(index) && is_led && line.kind(index + 1) == Some(TokenKind::Number);
    is_year
        .then(|| word.parse().ok())
        .flatten()
        .map(|year| Days::fixed(index..index + 2, Stretch::Year(full_year(year))))
}

/// Years that a number can be at all.
const EARLIEST: std::ops::RangeInclusive<i16> = 1000..=2199;

/// Words after which four digits below 1500 are a year.
const BEFORE_EARLY: &[&str] =
    &["in", "since", "until", "around", "about", "circa", "between", "year", "from", "by", "of"];

/// Verbs behind a year that opens a clause.
const AFTER_YEAR: &[&str] = &[
    "marks",
    "sees",
    "brings",
    "begins",
    "ends",
    "starts",
    "approaches",
    "looms",
    "remains",
    "looks",
    "comes",
    "promises",
    "proves",
    "closes",
    "opens",
];

/// "1500 Rs", "1500 rupees", "1800 million": an amount, whatever its digits look like.
fn is_amount(line: &Line, next: usize) -> bool {
    line.together(next.saturating_sub(1), next)
        && !line.is_any(next, AFTER_YEAR)
        && (LISTS.currency_after(line.lower(next)).is_some()
            || LISTS.currency_before(line.word(next)).is_some() && line.word(next).len() > 1 && line.is_word(next)
            || number::is_scale(line, next))
}

/// A year alone: after a word of time, in brackets, or four digits with nothing to count behind them.
pub fn bare_year(line: &Line, index: usize) -> Option<Days> {
    if let Some(days) = era_year(line, index) {
        return Some(days);
    }
    let year = year_at(line, index).filter(|year| EARLIEST.contains(year))?;
    if is_of_title(line, index) || is_amount(line, index + 1) {
        return None;
    }
    if index > 0
        && line.is_glued(index - 1)
        && !matches!(line.word(index - 1), "(" | "–" | "—" | "/" | "“" | "\"" | "[" | "‘" | "-")
    {
        return None;
    }
    // "ISO-2000", "2000-strong"
    let is_joined = index > 1
        && line.word(index - 1) == "-"
        && line.is_glued(index - 2)
        && line.is_word(index - 2)
        && month_at(line, index - 2).is_none()
        && !line.is_any(index - 2, &["pre", "post", "mid", "early", "late", "then"]);
    // "123-12-1234", "2015-32": digits with hyphens that no reader of dates knew.
    let is_code = |sign: usize, digits: usize| {
        line.word(sign) == "-"
            && line.is_glued(sign)
            && line.is_glued(sign.min(digits))
            && line.kind(digits) == Some(TokenKind::Number)
            && year_at(line, digits).is_none()
    };
    if index > 1 && line.is_glued(index - 1) && is_code(index - 1, index - 2)
        || line.is_glued(index) && is_code(index + 1, index + 2)
    {
        return None;
    }
    let before = line.before(index);
    let is_timely = before.is_some_and(|before| {
        line.is_any(before, BEFORE)
            || matches!(line.word(before), "(" | "," | "[" | "–" | "-")
            || is_month_word(line, before)
    });
    let next = index + 1;
    let is_next = line.together(index, next) && line.is_word(next);
    let counts = is_next
        && line.word(next).ends_with('s')
        && !line.is_capital(next)
        && !line
            .is_any(next, &["was", "is", "as", "has", "elections", "sales", "olympics", "games", "results", "census"]);
    let is_measured = is_next
        && LISTS.unit(line.word(next)).is_some()
        && !line.is_any(next, &["season", "generation"])
        // "2022 year-end"
        && (!line.is_any(next, &["year"]) || line.word(next + 1) != "-");
    let is_recent = RECENT.contains(&year);
    // "in 2001 attacks", "the 2002 riots" are years, "the 2000 homes" may be a count.
    let is_told = is_recent
        && before.is_some_and(|before| {
            line.is_any(before, &["in", "since", "by", "until", "during", "the", "a"]) && year % 100 != 0
        });
    // "2022 marks a change": a sentence that begins with the year.
    let is_told = is_told || is_recent && year % 100 != 0 && line.is_any(next, AFTER_YEAR);
    // "his 1835 speech": one thing, so no count of it.
    let is_of_one = year >= 1700
        && is_next
        && !counts
        && !line.is_capital(next)
        && !what::is_stop(line, next)
        && LISTS.number(line.lower(next)).is_none()
        && what::counted_at(line, next, false).is_none()
        && before.is_some_and(|before| line.is_word(before) && !what::is_stop(line, before));
    // Before 1500 only where a word of time stands before it and nothing is counted behind.
    let is_early = year < 1500;
    let is_led =
        before.is_some_and(|before| line.is_any(before, BEFORE_EARLY) || matches!(line.word(before), "(" | "–" | "-"));
    let is_open = !is_next || what::is_stop(line, next);
    if is_early && !(is_led && is_open && what::counted_at(line, next, false).is_none()) {
        return None;
    }
    let is_year = is_timely || is_recent || is_of_one || is_early;
    let is_count = (counts || is_measured) && !is_told;
    if !is_year || is_count || is_joined || matches!(line.word(next), "%" | "°") {
        return None;
    }
    // "2017 April"
    if is_next
        && let Some((month, true)) = month_at(line, next)
        && day_at(line, next + 1).is_none()
    {
        return Some(Days::fixed(index..next + 1, Stretch::Month(year, month)));
    }
    Some(Days::fixed(index..next, Stretch::Year(year)))
}

/// "14 A.D.", "44 BC"
fn era_year(line: &Line, index: usize) -> Option<Days> {
    let year: i16 = if line.word(index).len() <= 4 { line.word(index).parse().ok()? } else { return None };
    let is_after = line.is_any(index + 1, &["AD", "A.D.", "CE", "C.E."]);
    let is_before = line.is_any(index + 1, &["BC", "B.C.", "BCE", "B.C.E."]);
    if !(is_after || is_before)
        || !line.together(index, index + 1)
        || year == 0
        || !line.is_capital(index + 1) && year < 1000 && !is_after
    {
        return None;
    }
    let tokens = index..index + 2;
    // EDTF counts a year zero, history none.
    if is_before {
        Some(Days::open(tokens, format!("-{:04}", year - 1)))
    } else {
        Some(Days::fixed(tokens, Stretch::Year(year)))
    }
}

/// "2019-20", "1939–1945", "2014-10".
pub fn year_span(line: &Line, index: usize) -> Option<Days> {
    if let Some(days) = early_span(line, index) {
        return Some(days);
    }
    let year = year_at(line, index).filter(|year| (1500..=2100).contains(year))?;
    let next = line.word(index + 2);
    let second: i16 = next.parse().ok().filter(|_| matches!(next.len(), 1 | 2 | 4))?;
    let tokens = index..index + 3;
    let is_led = index > 0 && line.is_glued(index - 1) && !matches!(line.word(index - 1), "(" | "[" | "“" | "/");
    let goes_on = line.is_glued(index + 2) && matches!(line.word(index + 3), "-" | "/");
    if is_led || goes_on {
        return None;
    }
    let end = match next.len() {
        // "1543-4" is two years, "2015-1" a month.
        1 if second == year % 10 + 1 => year + 1,
        1 => 0,
        2 => year / 100 * 100 + second,
        _ => second,
    };
    // "2015-32" is a code: a span in short form is one of a few years.
    if end > year && (next.len() != 2 || end - year <= 15) {
        return Some(Days::fixed(tokens.clone(), Stretch::Year(year)).up_to(&Days::fixed(tokens, Stretch::Year(end))));
    }
    let is_month = next.len() < 4 && (1..=12).contains(&second);
    is_month.then(|| Days::fixed(tokens, Stretch::Month(year, second as u8)))
}

/// "(772-846)", "the Nara period (710–794)": years of a life or a time, alone at the end of their brackets.
fn early_span(line: &Line, index: usize) -> Option<Days> {
    let year = |at: usize| line.word(at).parse::<i16>().ok().filter(|_| matches!(line.word(at).len(), 3 | 4));
    let (first, last) = (year(index)?, year(index + 2)?);
    let before = index.checked_sub(1).map_or("", |before| line.word(before));
    let is_led = matches!(before, "(" | ":" | ";" | ",")
        || line.is_any(index.wrapping_sub(1), &["c", "reigned", "ruled", "lived"]);
    let is_life = first < 1500 && last > first && last - first <= 500;
    if !(is_led && is_life && line.word(index + 3) == ")" && matches!(line.word(index + 1), "-" | "–")) {
        return None;
    }
    let tokens = index..index + 3;
    Some(Days::fixed(tokens.clone(), Stretch::Year(first)).up_to(&Days::fixed(tokens, Stretch::Year(last))))
}

/// "Q3", "Q3 2018", "2018Q4", "2019 H2", "q1-2019".
pub fn quarter_code(line: &Line, index: usize, anchor: Anchor) -> Option<Days> {
    let code = |word: &str| -> Option<(char, u8)> {
        let mut chars = word.chars();
        let (letter, digit) = (chars.next()?.to_ascii_uppercase(), chars.next()?.to_digit(10)? as u8);
        let most = if letter == 'Q' { 4 } else { 2 };
        (matches!(letter, 'Q' | 'H') && (1..=most).contains(&digit) && chars.next().is_none())
            .then_some((letter, digit))
    };
    let made = |letter: char, which: u8, year: i16, end: usize| {
        let stretch = if letter == 'Q' { Stretch::Quarter(year, which) } else { Stretch::Half(year, which) };
        Days::fixed(index..end, stretch)
    };
    if let Some((letter, which)) = code(line.word(index)) {
        if let Some((year, end)) = year_after(line, index + 1) {
            return Some(made(letter, which, year, end));
        }
        let today = anchor.day.filter(|_| letter == 'Q')?;
        let year = fixed_year(line, index, which * 3 - 2, None, anchor).unwrap_or(today.year());
        return Some(made(letter, which, year, index + 1));
    }
    let (digits, rest) = line.word(index).split_at_checked(4)?;
    let year: i16 = digits.parse().ok().filter(|year| (1900..=2100).contains(year))?;
    if let Some((letter, which)) = code(rest) {
        return Some(made(letter, which, year, index + 1));
    }
    let joint = usize::from(line.word(index + 1) == "-");
    let (letter, which) = code(line.word(index + 1 + joint)).filter(|_| rest.is_empty())?;
    Some(made(letter, which, year, index + 2 + joint))
}

/// "the third quarter of 2018", "first half of 2019", "third quarter".
pub fn part_of_year(line: &Line, start: usize, index: usize, anchor: Anchor) -> Option<Days> {
    let (which, mut end) = match number::number_at(line, index).filter(|number| number.sort == Sort::Ordinal) {
        Some(ordinal) => (ordinal.value?.to_u8()?, ordinal.tokens.end),
        None if line.is_any(index, &["final"]) => (4, index + 1),
        None => return None,
    };
    end += usize::from(line.is_any(end, &["fiscal"]));
    let is_quarter = line.is_any(end, &["quarter", "qtr"]) && (1..=4).contains(&which);
    let is_half = line.is_any(end, &["half"]) && (1..=2).contains(&which);
    if !(is_quarter || is_half) {
        return None;
    }
    let made = |year: i16, end: usize| {
        let stretch = if is_quarter { Stretch::Quarter(year, which) } else { Stretch::Half(year, which) };
        Days::fixed(start..end, stretch)
    };
    if let Some((year, end)) = year_after(line, end + 1) {
        return Some(made(year, end));
    }
    let of = end + 1 + usize::from(line.is_any(end + 1, &["of"]));
    if let Some(found) = relative_at(line, of, anchor)
        && let Some(Stretch::Year(year)) = found.stretch
    {
        return Some(made(year, found.tokens.end));
    }
    // A half without its year may be a match's.
    let today = anchor.day.filter(|_| is_quarter)?;
    let mut year = today.year();
    if tense::at(line, index) == Tense::Past && i16::from(which) * 3 - 2 > i16::from(today.month()) {
        year -= 1;
    }
    Some(made(year, end + 1))
}
