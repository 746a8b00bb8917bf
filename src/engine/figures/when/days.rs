//! Days, months and years as they are written: "16 October 2017", "10/16/2017", "Q3 2018", "the 1990s", "Easter Monday".

use super::super::line::Line;
use super::super::lists::{LISTS, NumberWord, TimeWord};
use super::super::number::{self, Sort};
use super::feast;
use super::stretch::Stretch;
use super::tense::{self, Tense};
use super::years::{self, BEFORE, bare_year, fixed_year, full_year, quarter_code, year_after, year_at, year_span};
use super::{Anchor, Days, Yearless};
use crate::engine::TokenKind;
use crate::engine::learn::hash;
use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

/// The date that is written out at a token, with the weekday behind it: "July 18 (Monday)", "Jul 18, Fri".
pub fn written_at(line: &Line, index: usize, anchor: Anchor) -> Option<Days> {
    let days = written_alone(line, index, anchor)?;
    let end = days.tokens.end;
    let is_day = days.until.is_none() && days.yearless.is_some_and(|yearless| yearless.day.is_some());
    let weekday = match LISTS.time(line.lower(end + 1)) {
        Some(TimeWord::Weekday(day, _)) if is_day && line.is_capital(end + 1) && line.together(index, end + 1) => day,
        _ => return Some(days),
    };
    let length = match line.word(end) {
        "(" if line.word(end + 2) == ")" => 3,
        // "July 18, Friday": and not "July 18, Friday 22 July".
        "," if !line.is_word(end + 2) && line.kind(end + 2) != Some(TokenKind::Number)
            || !line.together(index, end + 2) =>
        {
            2
        }
        _ => return Some(days),
    };
    let days = super::relative::of_that_weekday(days, weekday);
    Some(Days { tokens: index..end + length, core: index..end + length, ..days })
}

fn written_alone(line: &Line, index: usize, anchor: Anchor) -> Option<Days> {
    match line.kind(index)? {
        TokenKind::Number => dashed(line, index, anchor)
            .or_else(|| dotted(line, index))
            .or_else(|| glued(line, index, anchor))
            .or_else(|| day_then_month(line, index, index, anchor))
            .or_else(|| years::decade(line, index))
            .or_else(|| quarter_code(line, index, anchor))
            .or_else(|| years::part_of_year(line, index, index, anchor))
            .or_else(|| bare_year(line, index)),
        TokenKind::Word => {
            let the = usize::from(line.is_any(index, &["the"]));
            the_day(line, index, the, anchor)
                .or_else(|| month_first(line, index, anchor))
                .or_else(|| quarter_code(line, index, anchor))
                .or_else(|| years::part_of_year(line, index, index + the, anchor))
                .or_else(|| feast::feast_at(line, index, anchor))
                .or_else(|| years::worded_decade(line, index))
        }
        TokenKind::Mark if matches!(line.word(index), "'" | "’" | "‘") => years::short_year(line, index),
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
    // 29 February without a year: the last there was, or the next there will be.
    let fixed = match fixed {
        Some(found) if year.is_none() && (month, day) == (2, 29) => {
            let step = if tense::at(line, tokens.start) == Tense::Ahead { 1 } else { -1 };
            (0..9).map(|years| found + years * step).find(|year| Date::new(*year, 2, 29).is_ok())
        }
        fixed => fixed,
    };
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
    // "Oct/2", "Sep-23-2020"
    let glue = line.word(next);
    if matches!(glue, "/" | "-")
        && line.is_glued(index)
        && line.is_glued(next)
        && let Some((day, end)) = day_at(line, next + 1)
        && line.kind(next + 1) == Some(TokenKind::Number)
        && (is_capital || sure)
    {
        let year = year_at(line, end + 1).filter(|_| line.word(end) == glue && line.is_glued(end));
        if year.is_some() || glue == "/" {
            let end = if year.is_some() { end + 2 } else { end };
            return Some(of_day(line, index..end, year, month, day, anchor));
        }
    }
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
    if let Some(days) = of_told_year(line, index, next, month, anchor).filter(|_| is_capital || sure) {
        return Some(days);
    }
    let is_timely = line.before(index).is_some_and(|before| {
        line.is_any(before, BEFORE) || matches!(line.word(before), "-" | "–") || is_month_word(line, before)
    });
    // "mar", "may": only in company; "April" the woman: a capital right after says name.
    let is_alone = line.sentence(index).len() == 1;
    let is_month = sure || is_timely && is_capital && LISTS.time(line.lower(index + 1)).is_none() || is_alone;
    // "by June Okoro", "June says": a woman.
    let is_person = line.is_any(index + 1, &["says", "said", "told", "adds", "added"])
        || line.before(index).is_some_and(|before| line.is_any(before, &["by", "and", "with"]));
    let is_name = (!is_timely || is_person)
        && line.is_word(index + 1)
        && line.together(index, index + 1)
        && (line.is_capital(index + 1) && LISTS.time(line.lower(index + 1)).is_none()
            || line.is_any(index + 1, &["says", "said", "told", "adds", "added"]));
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

/// "November last year", "May of this year".
fn of_told_year(line: &Line, index: usize, next: usize, month: u8, anchor: Anchor) -> Option<Days> {
    let of = usize::from(line.is_any(next, &["of"]));
    let at = next + of;
    let step = match () {
        () if line.is_any(at, &["last"]) => -1,
        () if line.is_any(at, &["this"]) => 0,
        () if line.is_any(at, &["next"]) => 1,
        () => return None,
    };
    if !line.is_any(at + 1, &["year"]) || !line.together(index, at + 1) {
        return None;
    }
    let tokens = index..at + 2;
    Some(match anchor.day {
        Some(today) => Days::fixed(tokens, Stretch::Month(today.year() + step, month)),
        None => Days::open(tokens, format!("XXXX-{month:02}")),
    })
}

/// Whether a token is a month's name.
pub fn is_month_word(line: &Line, index: usize) -> bool {
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
    // "133-03-03-2020": a code's middle.
    if index > 1 && line.is_glued(index - 1) && line.is_glued(index - 2) && line.word(index - 1) == sign {
        return None;
    }
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
    // "2/29" and nothing else: no share is written so.
    let is_alone =
        line.sentence(index).len() == 3 && line.reading.sentences.len() == 1 && (first <= 12) != (second <= 12);
    if line.word(index + 1) != "/" || !(is_led || is_alone) || line.is_glued(index + 2) && line.word(index + 3) == "/" {
        return None;
    }
    let (month, day) = if first > 12 || line.is_day_first && second <= 12 { (second, first) } else { (first, second) };
    if !(1..=12).contains(&month) || !(1..=31).contains(&day) || line.is_any(index + 3, &["of"]) {
        return None;
    }
    Some(of_day(line, index..index + 3, None, month, day, anchor))
}

/// "21July 2022", "3Mar": the day and its month in one token.
fn glued(line: &Line, index: usize, anchor: Anchor) -> Option<Days> {
    let word = line.word(index);
    let length = word.chars().take_while(char::is_ascii_digit).count();
    let (day, month) = word.split_at_checked(length).filter(|_| matches!(length, 1 | 2))?;
    let day: u8 = day.parse().ok().filter(|day| (1..=31).contains(day))?;
    let month = match LISTS.time(hash::folded(month))? {
        TimeWord::Month(found, _) if month.len() > 2 && month.starts_with(char::is_uppercase) => found,
        _ => return None,
    };
    let (year, end) = year_after(line, index + 1).map_or((None, index + 1), |(year, end)| (Some(year), end));
    Some(of_day(line, index..end, year, month, day, anchor))
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
