//! Days, months and years as they are written: "16 October 2017", "10/16/2017", "Q3 2018", "the 1990s", "Easter Monday".

use super::super::line::Line;
use super::super::lists::{LISTS, NumberWord, TimeWord};
use super::super::number::{self, Sort};
use super::feast;
use super::stretch::{Grain, Stretch};
use super::tense::{self, Tense};
use super::{Anchor, Days, Yearless};
use crate::engine::TokenKind;
use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

/// Words after which a capitalised month or a bare year is one.
const BEFORE: &[&str] = &[
    "in", "on", "of", "since", "until", "till", "by", "from", "before", "after", "during", "early", "late", "mid",
    "for", "to", "and", "or", "through", "between", "this", "last", "next", "around", "circa", "year", "than", "the",
    "late", "its", "that", "every", "each", "surpass", "through",
];

/// Years that news speaks of: a bare number in here is a year where a word of time stands before it.
const RECENT: std::ops::RangeInclusive<i16> = 1900..=2060;

/// The date that is written out at a token.
pub fn written_at(line: &Line, index: usize, anchor: Anchor) -> Option<Days> {
    match line.kind(index)? {
        TokenKind::Number => dashed(line, index, anchor)
            .or_else(|| dotted(line, index))
            .or_else(|| day_then_month(line, index, index, anchor))
            .or_else(|| decade(line, index))
            .or_else(|| quarter_code(line, index, anchor))
            .or_else(|| part_of_year(line, index, index, anchor))
            .or_else(|| bare_year(line, index)),
        TokenKind::Word => {
            let the = usize::from(line.is_any(index, &["the"]));
            the_day(line, index, the, anchor)
                .or_else(|| month_first(line, index, anchor))
                .or_else(|| quarter_code(line, index, anchor))
                .or_else(|| part_of_year(line, index, index + the, anchor))
                .or_else(|| of_feast(line, index, anchor))
                .or_else(|| worded_decade(line, index))
        }
        TokenKind::Mark if matches!(line.word(index), "'" | "’" | "‘") => short_year(line, index),
        TokenKind::Possessive | TokenKind::Mark => None,
    }
}

/// The month at a token, and whether the word is nothing else.
pub fn month_at(line: &Line, index: usize) -> Option<(u8, bool)> {
    match LISTS.time(line.lower(index))? {
        TimeWord::Month(month, sure) if sure || line.is_capital(index) => Some((month, sure)),
        _ => None,
    }
}

/// A month that company makes sure: "the 1st of march", "march 3rd".
fn month_in_company(line: &Line, index: usize, is_sure: bool) -> Option<(u8, bool)> {
    match LISTS.time(line.lower(index))? {
        TimeWord::Month(month, _) if is_sure => Some((month, true)),
        _ => month_at(line, index),
    }
}

/// Where a month's word ends, with the stop of its short form.
fn month_end(line: &Line, index: usize) -> usize {
    let is_short = line.word(index).len() <= 4 && line.word(index + 1) == "." && line.is_glued(index);
    index + 1 + usize::from(is_short && line.together(index, index + 2))
}

/// A day of the month at a token: "16", "16th", "sixteenth", "twenty-first".
pub fn day_at(line: &Line, index: usize) -> Option<(u8, usize)> {
    if line.kind(index) == Some(TokenKind::Number) {
        let word = line.word(index);
        let bare = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
        let day: u8 = if bare.len() <= 2 { bare.parse().ok()? } else { return None };
        return (1..=31).contains(&day).then_some((day, index + 1));
    }
    // "twenty second"
    if let (Some(NumberWord::Ten(tens)), Some(NumberWord::Ordinal(unit))) =
        (LISTS.number(line.lower(index)), LISTS.number(line.lower(index + 1)))
        && let Some(day) = tens.checked_add(unit).and_then(|day| day.to_u8()).filter(|day| (21..=31).contains(day))
    {
        return Some((day, index + 2));
    }
    let ordinal = number::number_at(line, index).filter(|number| number.sort == Sort::Ordinal)?;
    let day = ordinal.value?.to_u8().filter(|day| (1..=31).contains(day))?;
    Some((day, ordinal.tokens.end))
}

/// A token of four digits that can be a year.
fn year_at(line: &Line, index: usize) -> Option<i16> {
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
    // "12 October 2,000 people" cannot be; "in October 1200 people" can, and a year needs what ends it.
    let year = year_at(line, at)?;
    let counts = line.is_word(at + 1) && line.word(at + 1).ends_with('s') && !line.is_capital(at + 1) && joint == 0;
    (!counts || RECENT.contains(&year)).then_some((year, at + 1))
}

/// The year a date without one falls in: the nearest past, or the nearest to come when the sentence looks ahead.
fn fixed_year(line: &Line, at: usize, month: u8, day: Option<u8>, anchor: Anchor) -> Option<i16> {
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

/// A day of a month, its year written or fixed; a day no month has stays unread.
pub fn of_day(
    line: &Line,
    tokens: std::ops::Range<usize>,
    year: Option<i16>,
    month: u8,
    day: u8,
    anchor: Anchor,
) -> Days {
    let fixed = year.or_else(|| fixed_year(line, tokens.start, month, Some(day), anchor));
    let mut days = match fixed {
        Some(fixed) => match Date::new(fixed, month as i8, day as i8) {
            Ok(date) => Days::fixed(tokens, Stretch::Day(date)),
            Err(_) => Days::unread(tokens),
        },
        // Without a year 29 February may be.
        None => match Date::new(2000, month as i8, day as i8) {
            Ok(_) => Days::open(tokens, format!("XXXX-{month:02}-{day:02}")),
            Err(_) => Days::unread(tokens),
        },
    };
    days.yearless = year.is_none().then_some(Yearless { month, day: Some(day) });
    days
}

/// "16 October 2017", "the 15th of February", "first of March", "13 to 15 July", "31-Oct-74".
fn day_then_month(line: &Line, start: usize, index: usize, anchor: Anchor) -> Option<Days> {
    let (day, mut at) = day_at(line, index)?;
    // "13 to 15 July": the month stands behind the second.
    let mut last = None;
    if let Some(joint) = day_joint(line, start, at)
        && let Some((second, end)) = day_at(line, at + joint).filter(|(second, _)| *second > day)
    {
        (last, at) = (Some(second), end);
    }
    let glue = line.word(at);
    let joint = usize::from(line.is_any(at, &["of", "day"]) || matches!(glue, "-" | "/") && line.is_glued(at));
    let joint = joint + usize::from(line.is_any(at, &["day"]) && line.is_any(at + 1, &["of"]));
    let is_ordinal = line.word(index).len() > 2 || line.is_any(at, &["of"]);
    let (month, sure) = month_in_company(line, at + joint, is_ordinal)?;
    let is_month = sure || joint > 0 || !line.is_any(at + 1, &["the", "not", "be", "have", "well", "also"]);
    if !line.together(index, at + joint) || !is_month {
        return None;
    }
    let after = month_end(line, at + joint);
    let short = || {
        let word = line.word(after + 1);
        let is_short = matches!(line.word(after), "-" | "/") && word.len() == 2 && line.is_glued(after - 1);
        is_short.then(|| word.parse().ok().map(|year| (full_year(year), after + 2))).flatten()
    };
    let slash = usize::from(line.word(after) == "/" && year_at(line, after + 1).is_some());
    let (year, end) = match year_after(line, after + slash).or_else(short) {
        Some((year, end)) => (Some(year), end),
        None => (None, after),
    };
    let days = of_day(line, start..end, year, month, day, anchor);
    Some(match last {
        Some(last) => days.up_to(&of_day(line, start..end, year, month, last, anchor)),
        None => days,
    })
}

/// How many tokens join two days: "13 to 15", "13-15", "13 and 15" after "between".
fn day_joint(line: &Line, start: usize, at: usize) -> Option<usize> {
    let is_between = line.before(start).is_some_and(|before| line.is_any(before, &["between"]));
    let is_joint = matches!(line.word(at), "-" | "–" | "—")
        || line.is_any(at, &["to", "through", "till", "until"])
        || is_between && line.is_any(at, &["and"]);
    is_joint.then(|| 1 + usize::from(line.is_any(at + 1, &["the"])))
}

/// "74" of "31-Oct-74": within the hundred years that end a little after now would need a clock; 1950 to 2049 does not.
fn full_year(short: i16) -> i16 {
    if short < 50 { 2000 + short } else { 1900 + short }
}

/// "the 15th of February", "the 15th", "first of March".
fn the_day(line: &Line, index: usize, the: usize, anchor: Anchor) -> Option<Days> {
    let at = index + the;
    let is_ordinal = matches!(LISTS.number(line.lower(at)), Some(NumberWord::Ordinal(_) | NumberWord::Ten(_)));
    if !is_ordinal && (the == 0 || line.kind(at) != Some(TokenKind::Number)) {
        return None;
    }
    if let Some(days) = day_then_month(line, index, at, anchor) {
        return Some(days);
    }
    // "on the 15th": this month's, where nothing is counted behind it.
    let (day, end) = day_at(line, at)?;
    let is_led = line.before(index).is_some_and(|before| line.is_any(before, &["on", "by", "until", "since", "from"]));
    let is_closed = !line.is_word(end) || !line.together(at, end) || line.is_any(end, &["at", "and", "in", "when"]);
    let is_digits = line.kind(at) == Some(TokenKind::Number) && line.word(at).len() > 2;
    if the == 0 || !is_led || !is_closed || !is_digits || line.word(end) == "-" || line.word(end) == "%" {
        return None;
    }
    let tokens = index..end;
    Some(match anchor.day {
        Some(today) => of_day(line, tokens, Some(today.year()), today.month() as u8, day, anchor),
        None => Days::open(tokens, format!("XXXX-XX-{day:02}")),
    })
}

/// "October 16, 2017", "May 3-5", "June 2020", "June".
fn month_first(line: &Line, index: usize, anchor: Anchor) -> Option<Days> {
    let next = month_end(line, index);
    let is_dated = ["st", "nd", "rd", "th"].iter().any(|end| line.word(next).ends_with(end))
        && line.kind(next) == Some(TokenKind::Number)
        || line.sentence(index).len() <= 3 && day_at(line, next).is_some();
    let (month, sure) = month_in_company(line, index, is_dated)?;
    let the = usize::from(line.is_any(next, &["the"]));
    let is_capital = line.is_capital(index);
    if let Some((day, end)) = day_at(line, next + the).filter(|_| line.together(index, next + the)) {
        let is_other = line.word(end) == ":" && line.is_glued(end)
            || matches!(line.word(end), "%" | "/")
            || line.is_any(end, &["percent", "per", "million", "billion", "a.m.", "p.m.", "am", "pm"]);
        let is_hyphen = line.word(next) == "-";
        if !is_other && !is_hyphen && (is_capital || sure) {
            return Some(month_then_day(line, index, month, day, end, anchor));
        }
    }
    let dash = usize::from(line.word(next) == "-" && line.is_glued(next));
    if let Some((year, end)) = year_after(line, next + dash).filter(|_| is_capital || sure) {
        return Some(Days::fixed(index..end, Stretch::Month(year, month)));
    }
    let is_timely = line.before(index).is_some_and(|before| {
        line.is_any(before, BEFORE) || matches!(line.word(before), "-" | "–") || is_month_word(line, before)
    });
    // "mar", "may": only in company; "April" the woman: a capital right after says name.
    let is_alone = line.sentence(index).len() == 1;
    let is_month = sure || is_timely && is_capital && LISTS.time(line.lower(index + 1)).is_none() || is_alone;
    let is_name =
        !is_timely && line.is_capital(index + 1) && line.is_word(index + 1) && line.together(index, index + 1);
    let is_short_word = line.word(index).len() <= 3 && !is_capital && !is_alone;
    if !is_month || is_name || is_short_word {
        return None;
    }
    let year = fixed_year(line, index, month, None, anchor);
    let mut days = match year {
        Some(year) => Days::fixed(index..next, Stretch::Month(year, month)),
        None => Days::open(index..next, format!("XXXX-{month:02}")),
    };
    days.yearless = Some(Yearless { month, day: None });
    Some(days)
}

fn is_month_word(line: &Line, index: usize) -> bool {
    month_at(line, index).is_some()
}

fn month_then_day(line: &Line, index: usize, month: u8, day: u8, end: usize, anchor: Anchor) -> Days {
    // "May 3-5, 2020", "July 13 to 15"
    let mut last = None;
    let mut end = end;
    if let Some(joint) = day_joint(line, index, end)
        && let Some((second, stop)) = day_at(line, end + joint).filter(|(second, _)| *second > day)
        && !matches!(line.word(stop), "/" | ":" | "-" | "%")
        && month_at(line, stop + usize::from(line.is_any(stop, &["of"]))).is_none()
        && !line.is_any(stop, &["percent", "a.m.", "p.m.", "am", "pm"])
    {
        (last, end) = (Some(second), stop);
    }
    let (year, end) = year_after(line, end).map_or((None, end), |(year, end)| (Some(year), end));
    let days = of_day(line, index..end, year, month, day, anchor);
    match last {
        Some(last) => days.up_to(&of_day(line, index..end, year, month, last, anchor)),
        None => days,
    }
}

/// "2017-10-16", "10/16/2017", "2019/aug/01", "22/Jan/2019", "2014-10", "2019-20".
fn dashed(line: &Line, index: usize, anchor: Anchor) -> Option<Days> {
    let sign = line.word(index + 1);
    if !matches!(sign, "-" | "/" | "–") || !line.is_glued(index) || !line.is_glued(index + 1) {
        return None;
    }
    let whole = |at: usize| line.word(at).parse::<i16>().ok().filter(|_| line.word(at).len() <= 4);
    let is_three = line.word(index + 3) == sign && line.is_glued(index + 2) && line.is_glued(index + 3);
    let tokens = index..index + 5;
    let day = |year: i16, month: i16, day: i16| {
        Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(Stretch::Day)
    };
    if !is_three {
        return year_span(line, index).or_else(|| short_date(line, index, anchor));
    }
    let (first, last) = (whole(index)?, line.word(index + 4));
    if let Some((month, _)) = month_at(line, index + 2) {
        let short = |year: i16| if last.len() == 2 { full_year(year) } else { year };
        let (year, date) =
            if line.word(index).len() == 4 { (first, whole(index + 4)?) } else { (short(whole(index + 4)?), first) };
        return day(year, i16::from(month), date).map(|found| Days::fixed(tokens, found));
    }
    let (second, third) = (whole(index + 2)?, whole(index + 4)?);
    if line.word(index).len() == 4 {
        return Some(
            day(first, second, third).map_or(Days::unread(tokens.clone()), |found| Days::fixed(tokens, found)),
        );
    }
    let year = match last.len() {
        4 => third,
        2 if sign == "/" => full_year(third),
        _ => return None,
    };
    let month_first = day(year, first, second);
    let day_first = day(year, second, first);
    let (chosen, other) = if line.is_day_first { (day_first, month_first) } else { (month_first, day_first) };
    let mut days = Days::fixed(tokens, chosen.or(other)?);
    if chosen.is_some() && first != second {
        days.others.extend(other);
    }
    Some(days)
}

/// "on 22/04", "by 2/15", "Friday 5/12": a day without its year, after a word of time.
fn short_date(line: &Line, index: usize, anchor: Anchor) -> Option<Days> {
    const LEADS: &[&str] = &["on", "by", "from", "since", "until", "before", "after", "due"];
    let part = |at: usize| line.word(at).parse::<u8>().ok().filter(|_| line.word(at).len() <= 2);
    let is_led = line.before(index).is_some_and(|before| {
        line.is_any(before, LEADS) || matches!(LISTS.time(line.lower(before)), Some(TimeWord::Weekday(_, true)))
    });
    let (first, second) = (part(index)?, part(index + 2)?);
    if line.word(index + 1) != "/" || !is_led || line.is_glued(index + 2) && line.word(index + 3) == "/" {
        return None;
    }
    let (month, day) = if first > 12 || line.is_day_first && second <= 12 { (second, first) } else { (first, second) };
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || line.is_any(index + 3, &["of"]) {
        return None;
    }
    Some(of_day(line, index..index + 3, None, month, day, anchor))
}

/// "2019-20", "1939–1945", "2014-10".
fn year_span(line: &Line, index: usize) -> Option<Days> {
    let year = year_at(line, index).filter(|year| (1500..=2100).contains(year))?;
    let next = line.word(index + 2);
    let second: i16 = next.parse().ok().filter(|_| matches!(next.len(), 2 | 4))?;
    let tokens = index..index + 3;
    let is_led = index > 0 && line.is_glued(index - 1) && !matches!(line.word(index - 1), "(" | "[" | "“" | "/");
    let goes_on = line.is_glued(index + 2) && matches!(line.word(index + 3), "-" | "/");
    if is_led || goes_on {
        return None;
    }
    let end = if next.len() == 2 { year / 100 * 100 + second } else { second };
    // "2015-32" is a code: a span in short form is one of a few years.
    if end > year && (next.len() == 4 || end - year <= 15) {
        return Some(Days::fixed(tokens.clone(), Stretch::Year(year)).up_to(&Days::fixed(tokens, Stretch::Year(end))));
    }
    let is_month = next.len() == 2 && (1..=12).contains(&second);
    is_month.then(|| Days::fixed(tokens, Stretch::Month(year, second as u8)))
}

/// "16.10.2017": one token with two stops, the day first.
fn dotted(line: &Line, index: usize) -> Option<Days> {
    let parts: Vec<&str> = line.word(index).split('.').collect();
    let [day, month, year] = parts[..] else { return None };
    if day.len() > 2 || month.len() > 2 || year.len() != 4 {
        return None;
    }
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    Some(Days::fixed(index..index + 1, Stretch::Day(date)))
}

/// "the 1990s", "70s".
fn decade(line: &Line, index: usize) -> Option<Days> {
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
fn worded_decade(line: &Line, index: usize) -> Option<Days> {
    const TENS: [&str; 8] =
        ["twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"];
    let the = usize::from(line.is_any(index, &["the"]));
    let place = TENS.iter().position(|word| line.is_any(index + the, &[word]))?;
    (the == 1).then(|| Days::fixed(index..index + the + 1, Stretch::Decade(192 + place as i16)))
}

/// "'98"
fn short_year(line: &Line, index: usize) -> Option<Days> {
    let word = line.word(index + 1);
    let is_led = line.before(index).is_some_and(|before| line.is_any(before, &["in", "of", "since", "from", "until"]));
    let is_year = word.len() == 2 && line.is_glued(index) && is_led && line.kind(index + 1) == Some(TokenKind::Number);
    is_year
        .then(|| word.parse().ok())
        .flatten()
        .map(|year| Days::fixed(index..index + 2, Stretch::Year(full_year(year))))
}

/// A year alone: after a word of time, in brackets, or four digits with nothing to count behind them.
fn bare_year(line: &Line, index: usize) -> Option<Days> {
    if let Some(days) = era_year(line, index) {
        return Some(days);
    }
    let year = year_at(line, index).filter(|year| (1500..=2199).contains(year))?;
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
        && !line.is_any(next, &["was", "is", "as", "has", "elections", "sales", "olympics", "games", "results"]);
    let is_measured = is_next && LISTS.unit(line.word(next)).is_some() && !line.is_any(next, &["season", "generation"]);
    let is_recent = RECENT.contains(&year);
    // "in 2001 attacks", "the 2002 riots" are years, "the 2000 homes" may be a count.
    let is_told = is_recent
        && before.is_some_and(|before| {
            line.is_any(before, &["in", "since", "by", "until", "during", "the"]) && year % 100 != 0
        });
    if !(is_timely || is_recent)
        || (counts || is_measured) && !is_told
        || is_joined
        || matches!(line.word(next), "%" | "°")
    {
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

/// "Q3", "Q3 2018", "2018Q4", "2019 H2", "q1-2019".
fn quarter_code(line: &Line, index: usize, anchor: Anchor) -> Option<Days> {
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
fn part_of_year(line: &Line, start: usize, index: usize, anchor: Anchor) -> Option<Days> {
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
    if let Some(found) = super::relative::relative_at(line, of, anchor)
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

/// "Christmas", "Christmas 2016", "Easter Monday of last year".
fn of_feast(line: &Line, index: usize, anchor: Anchor) -> Option<Days> {
    let step = match () {
        () if line.is_any(index, &["last", "previous", "past"]) => Some(-1),
        () if line.is_any(index, &["next", "coming", "upcoming"]) => Some(1),
        () if line.is_any(index, &["this"]) => Some(0),
        () => None,
    };
    let (rule, end) = feast::named_at(line, index + usize::from(step.is_some()))?;
    let of = usize::from(line.is_any(end, &["of"]));
    let later = super::relative::relative_at(line, end + of, anchor);
    let (year, end) = match (year_after(line, end), later) {
        (Some((year, end)), _) => (Some(year), end),
        (None, Some(Days { stretch: Some(Stretch::Year(year)), tokens, .. })) => (Some(year), tokens.end),
        (None, _) => (None, end),
    };
    if let Some(year) = year {
        return feast::day_of(rule, year).map(|day| Days::fixed(index..end, Stretch::Day(day)));
    }
    let Some(today) = anchor.day else {
        // A feast with a day of its own says that much.
        let day = feast::day_of(rule, 2000).filter(|_| rule.matches('-').count() == 1 && !rule.starts_with('E'));
        let open = day.map(|day| format!("XXXX-{:02}-{:02}", day.month(), day.day()));
        return Some(open.map_or_else(|| Days::unfixed(index..end), |open| Days::open(index..end, open)));
    };
    let this = feast::day_of(rule, today.year())?;
    let year = match step {
        Some(0) => today.year(),
        Some(step) if step < 0 => today.year() - i16::from(this >= today),
        Some(_) => today.year() + i16::from(this <= today),
        None if tense::at(line, index) == Tense::Past => today.year() - i16::from(this > today),
        None => today.year() + i16::from(this < today),
    };
    feast::day_of(rule, year).map(|day| Days::fixed(index..end, Stretch::Day(day)))
}

/// The grain of a period word: "week", "quarters".
pub fn grain_at(line: &Line, index: usize) -> Option<Grain> {
    match LISTS.time(line.lower(index))? {
        TimeWord::Period(days) => Grain::of_days(days),
        _ => None,
    }
}
