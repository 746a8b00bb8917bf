//! Dates and times: explicit ones in the world's formats, partial ones, weekdays and relative expressions, fixed against
//! the publication day by the rules of news. What the article does not fix stays open.

use super::line::Line;
use super::lists::{LISTS, TimeWord};
use super::number::{self, Sort};
use crate::engine::TokenKind;
use crate::model::FigureKind;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use rust_decimal::prelude::ToPrimitive;
use std::ops::Range;

/// A date or time at a place.
#[derive(Clone, Debug)]
pub struct When {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The tokens that carry it.
    pub core: Range<usize>,
    /// Date, time, or both.
    pub kind: FigureKind,
    /// As far as it is fixed, EDTF.
    pub date: Option<String>,
    /// TIMEX3 value.
    pub timex: Option<String>,
    /// Other readings, the chosen one first.
    pub readings: Vec<String>,
}

/// The date or time that begins at a token.
pub fn when_at(line: &Line, index: usize, published: Option<Date>) -> Option<When> {
    match line.kind(index)? {
        TokenKind::Number => numeric(line, index, published),
        TokenKind::Word => worded(line, index, published),
        TokenKind::Possessive | TokenKind::Mark => None,
    }
}

fn made(tokens: Range<usize>, kind: FigureKind, date: Option<String>, timex: Option<String>) -> When {
    When { core: tokens.clone(), tokens, kind, date, timex, readings: Vec::new() }
}

fn month_at(line: &Line, index: usize) -> Option<(u8, bool)> {
    match LISTS.time(line.lower(index))? {
        TimeWord::Month(month, sure) if line.is_capital(index) => Some((month, sure)),
        _ => None,
    }
}

/// A token of one or two digits (with "st", "nd") that can be a day of the month.
fn day_at(line: &Line, index: usize) -> Option<u8> {
    if line.kind(index) != Some(TokenKind::Number) {
        return None;
    }
    let word = line.word(index);
    let bare = ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
    let day: u8 = if bare.len() <= 2 { bare.parse().ok()? } else { return None };
    (1..=31).contains(&day).then_some(day)
}

/// A token of four digits that can be a year.
fn year_at(line: &Line, index: usize) -> Option<i16> {
    let word = line.word(index);
    let year: i16 = if word.len() == 4 { word.parse().ok()? } else { return None };
    (1000..=2199).contains(&year).then_some(year)
}

/// A year after a month or day, over a comma.
fn year_after(line: &Line, index: usize) -> Option<(i16, usize)> {
    let comma = usize::from(line.word(index) == ",");
    let of = usize::from(line.is_any(index, &["of"]));
    let at = index + comma.max(of);
    if !line.together(index.saturating_sub(1), at) {
        return None;
    }
    year_at(line, at).map(|year| (year, at + 1))
}

fn of_day(year: Option<i16>, month: u8, day: u8) -> Option<String> {
    match year {
        Some(year) => Date::new(year, month as i8, day as i8).ok().map(|date| date.to_string()),
        // Without a year 29 February may be.
        None => Date::new(2000, month as i8, day as i8).ok().map(|_| format!("XXXX-{month:02}-{day:02}")),
    }
}

fn of_month(year: Option<i16>, month: u8) -> String {
    year.map_or_else(|| format!("XXXX-{month:02}"), |year| format!("{year:04}-{month:02}"))
}

/// The year a date without one falls in: the nearest past, or the nearest to come when the sentence looks ahead.
fn fixed_year(line: &Line, at: usize, month: u8, day: Option<u8>, published: Option<Date>) -> Option<i16> {
    let published = published?;
    let ahead = looks_ahead(line, at);
    let day = day.unwrap_or(if ahead { 28 } else { 1 });
    let date = |year: i16| Date::new(year, month as i8, day.min(28) as i8).ok();
    let this = date(published.year())?;
    Some(match (this > published, ahead) {
        // A date a few weeks on is more likely to come than eleven months past.
        (true, false) if this.since(published).is_ok_and(|span| span.get_days() <= 75) => published.year(),
        (true, false) => published.year() - 1,
        (false, true) if this < published => published.year() + 1,
        _ => published.year(),
    })
}

/// Whether the sentence speaks of what is to come.
fn looks_ahead(line: &Line, at: usize) -> bool {
    const WORDS: &[&str] = &[
        "will",
        "shall",
        "plans",
        "plan",
        "expected",
        "scheduled",
        "due",
        "upcoming",
        "next",
        "set",
        "planned",
        "intends",
        "would",
        "to",
    ];
    let sentence = line.sentence(at);
    let from = sentence.start.max(at.saturating_sub(14));
    let is_ahead = |index: usize| match line.word(index) {
        "to" => line.is_any(index.saturating_sub(1), &["due", "expected", "scheduled", "set", "planned", "is", "are"]),
        "set" | "due" => line.is_any(index + 1, &["to", "for", "on", "in"]),
        "would" => false,
        _ => line.is_any(index, WORDS),
    };
    (from..at).any(is_ahead) || (at..sentence.end.min(at + 8)).any(|index| line.is_any(index, &["will", "shall"]))
}

/// Begins with digits: "16 October 2017", "2017-10-16", "10/16/2017", "2 a.m.", "10:30", "2017".
fn numeric(line: &Line, index: usize, published: Option<Date>) -> Option<When> {
    if let Some(found) = iso_or_slashed(line, index) {
        return Some(found);
    }
    if let Some(found) = clock(line, index) {
        return Some(found);
    }
    if let Some(day) = day_at(line, index) {
        let of = usize::from(line.is_any(index + 1, &["of"]));
        if let Some((month, sure)) = month_at(line, index + 1 + of)
            && line.together(index, index + 1 + of)
            && (sure || of == 1 || !line.is_any(index + 2, &["the", "not", "be", "have"]))
        {
            let after = index + 2 + of;
            let (year, end) = year_after(line, after).map_or((None, after), |(year, end)| (Some(year), end));
            let year = year.or_else(|| fixed_year(line, index, month, Some(day), published));
            let date = of_day(year, month, day);
            return Some(made(index..end, FigureKind::Date, date.clone(), date));
        }
    }
    let found = number::number_at(line, index)?;
    if found.sort == Sort::Decade {
        let digits: String = line.word(index).chars().filter(char::is_ascii_digit).collect();
        let century = if digits.len() == 2 { "19" } else { "" };
        let decade = format!("{century}{digits}");
        let value = format!("{}X", decade.get(..3)?);
        return Some(made(index..index + 1, FigureKind::Date, Some(value.clone()), Some(value)));
    }
    bare_year(line, index)
}

/// A year alone: after a word of time, in brackets, or four digits with nothing to count behind them.
fn bare_year(line: &Line, index: usize) -> Option<When> {
    let year = year_at(line, index).filter(|year| (1500..=2100).contains(year))?;
    if line.is_glued(index) && matches!(line.word(index + 1), "-" | "–") {
        // "2019-20"
        let next = line.word(index + 2);
        let is_span = matches!(next.len(), 2 | 4) && next.chars().all(|c| c.is_ascii_digit());
        if is_span {
            let end: i16 =
                if next.len() == 2 { year / 100 * 100 + next.parse::<i16>().ok()? } else { next.parse().ok()? };
            let value = format!("{year:04}/{end:04}");
            return (end > year).then(|| made(index..index + 3, FigureKind::Date, Some(value.clone()), Some(value)));
        }
        return None;
    }
    if index > 0
        && line.is_glued(index - 1)
        && !matches!(line.word(index - 1), "(" | "–" | "—" | "/" | "“" | "\"" | "[")
    {
        return None;
    }
    const BEFORE: &[&str] = &[
        "in", "since", "from", "until", "till", "by", "of", "year", "early", "late", "mid", "before", "after",
        "during", "between", "to", "and", "for", "around", "circa", "through", "than", "the", "on",
    ];
    let before = line.before(index);
    let is_timely = before.is_some_and(|before| {
        line.is_any(before, BEFORE)
            || matches!(line.word(before), "(" | "," | "[" | "–" | "-")
            || month_at(line, before).is_some()
    });
    let next = index + 1;
    let counts = line.together(index, next)
        && line.is_word(next)
        && line.word(next).ends_with('s')
        && !line.is_capital(next)
        && !line.is_any(next, &["was", "is", "as", "has"]);
    let is_recent = (1900..=2060).contains(&year);
    let is_year = (is_timely || is_recent) && !counts;
    let value = format!("{year:04}");
    is_year.then(|| made(index..next, FigureKind::Date, Some(value.clone()), Some(value)))
}

fn iso_or_slashed(line: &Line, index: usize) -> Option<When> {
    let sign = line.word(index + 1);
    if !matches!(sign, "-" | "/") || !line.is_glued(index) || !line.is_glued(index + 1) {
        return None;
    }
    let part = |offset: usize| line.word(index + offset).parse::<i32>().ok();
    let is_three = line.word(index + 3) == sign && line.is_glued(index + 2) && line.is_glued(index + 3);
    if !is_three {
        return None;
    }
    let (a, b, c) = (part(0)?, part(2)?, part(4)?);
    let (year, month, day) = if line.word(index).len() == 4 {
        (a, b, c)
    } else if line.word(index + 4).len() == 4 {
        // Month first unless it cannot be one.
        if a > 12 { (c, b, a) } else { (c, a, b) }
    } else {
        return None;
    };
    let date = of_day(Some(i16::try_from(year).ok()?), u8::try_from(month).ok()?, u8::try_from(day).ok()?)?;
    let mut found = made(index..index + 5, FigureKind::Date, Some(date.clone()), Some(date.clone()));
    if line.word(index).len() != 4 && a <= 12 && b <= 12 && a != b {
        let other = of_day(Some(c as i16), b as u8, a as u8)?;
        found.readings = vec![date, other];
    }
    Some(found)
}

/// "2 a.m.", "10:30", "7pm": a time of day.
fn clock(line: &Line, index: usize) -> Option<When> {
    let word = line.word(index);
    let glued = ["am", "pm", "AM", "PM"].iter().find(|half| word.ends_with(**half));
    let digits = glued.map_or(word, |half| word.strip_suffix(half).unwrap_or(word));
    let (hour_digits, minute_digits) = digits.split_once('.').map_or((digits, None), |(a, b)| (a, Some(b)));
    let mut hour: u8 = if hour_digits.len() <= 2 { hour_digits.parse().ok()? } else { return None };
    let mut minute: u8 = 0;
    let mut end = index + 1;
    let mut half = glued.map(|half| half.to_lowercase());
    let mut is_clock = half.is_some();
    if line.word(end) == ":" && line.is_glued(index) && line.is_glued(end) {
        let rest = line.word(end + 1);
        let bare = rest.trim_end_matches(|c: char| c.is_alphabetic());
        if bare.len() != 2 {
            return None;
        }
        minute = bare.parse().ok()?;
        let letters = rest.get(bare.len()..).unwrap_or_default().to_lowercase();
        if matches!(letters.as_str(), "am" | "pm") {
            half = Some(letters);
        }
        is_clock = true;
        end += 2;
    }
    if half.is_none() && line.is_any(end, &["a.m.", "p.m.", "am", "pm", "a.m", "p.m"]) {
        half = Some(line.word(end).replace('.', "").to_lowercase());
        is_clock = true;
        end += 1;
        if line.word(end) == "."
            && line.is_glued(end - 1)
            && line.word(end - 1).ends_with('m')
            && line.word(end - 1).contains('.')
        {
            end += 1;
        }
    }
    if let Some(minutes) = minute_digits.filter(|_| half.is_some()) {
        minute = minutes.parse().ok().filter(|_| minutes.len() == 2)?;
    }
    if line.is_any(end, &["o’clock", "o'clock"]) {
        is_clock = true;
        end += 1;
    }
    if !is_clock || minute > 59 || hour > 24 || (half.is_some() && (hour == 0 || hour > 12)) {
        return None;
    }
    match half.as_deref() {
        Some("pm") if hour < 12 => hour += 12,
        Some("am") if hour == 12 => hour = 0,
        _ => {}
    }
    if line.is_any(end, &["local"]) && line.is_any(end + 1, &["time"]) {
        end += 2;
    } else if line.is_any(end, &["GMT", "UTC", "CET", "EST", "EDT", "BST", "ET", "PT", "IST", "CEST"]) {
        end += 1;
    }
    let value = format!("T{hour:02}:{minute:02}");
    Some(made(index..end, FigureKind::Time, Some(value.clone()), Some(value)))
}

/// Begins with a word: month, weekday, "last week", "yesterday", "noon".
fn worded(line: &Line, index: usize, published: Option<Date>) -> Option<When> {
    if let Some(found) = relative(line, index, published) {
        return Some(found);
    }
    match LISTS.time(line.lower(index))? {
        TimeWord::Month(month, sure) if line.is_capital(index) => of_month_word(line, index, month, sure, published),
        TimeWord::Weekday(day, sure) if line.is_capital(index) => of_weekday(line, index, day, sure, published),
        TimeWord::Day(offset) => of_day_word(line, index, offset, published),
        TimeWord::Clock(hour) => {
            let is_time = line.before(index).is_some_and(|before| {
                line.is_any(before, &["at", "by", "around", "until", "before", "after", "from", "to"])
            });
            let value = format!("T{hour:02}:00");
            is_time.then(|| made(index..index + 1, FigureKind::Time, Some(value.clone()), Some(value)))
        }
        TimeWord::Month(..) | TimeWord::Weekday(..) | TimeWord::Season(_) | TimeWord::Period(_) | TimeWord::Part => {
            None
        }
    }
}

fn of_month_word(line: &Line, index: usize, month: u8, sure: bool, published: Option<Date>) -> Option<When> {
    let mut next = index + 1;
    if line.word(next) == "." && line.is_glued(index) && line.word(index).len() <= 4 {
        next += 1;
    }
    if let Some(day) = day_at(line, next).filter(|_| line.together(index, next)) {
        let is_year_short = line.word(next + 1) == ":" || line.is_any(next + 1, &["percent", "%"]);
        if !is_year_short {
            let mut end = next + 1;
            let (year, after) = year_after(line, end).map_or((None, end), |(year, end)| (Some(year), end));
            end = after;
            let year = year.or_else(|| fixed_year(line, index, month, Some(day), published));
            // "May 3-5"
            if matches!(line.word(end), "-" | "–")
                && line.is_glued(end - 1)
                && let Some(last) = day_at(line, end + 1).filter(|last| *last > day)
            {
                let value = format!("{}/{}", of_day(year, month, day)?, of_day(year, month, last)?);
                return Some(made(index..end + 2, FigureKind::Date, Some(value.clone()), Some(value)));
            }
            let date = of_day(year, month, day);
            return Some(made(index..end, FigureKind::Date, date.clone(), date));
        }
    }
    if let Some((year, end)) = year_after(line, next) {
        let value = of_month(Some(year), month);
        return Some(made(index..end, FigureKind::Date, Some(value.clone()), Some(value)));
    }
    const BEFORE: &[&str] = &[
        "in", "on", "of", "since", "until", "till", "by", "from", "before", "after", "during", "early", "late", "mid",
        "for", "to", "and", "through", "between", "this", "-", "–",
    ];
    let is_timely = line.before(index).is_some_and(|before| line.is_any(before, BEFORE));
    let is_month = sure || is_timely && LISTS.time(line.lower(index + 1)).is_none();
    if !is_month {
        return None;
    }
    // "April" the woman, "August" the writer: a capital right after says name.
    if !is_timely && line.is_capital(index + 1) && line.is_word(index + 1) {
        return None;
    }
    let year = fixed_year(line, index, month, None, published);
    let value = of_month(year, month);
    Some(made(index..index + 1, FigureKind::Date, Some(value.clone()), Some(value)))
}

fn weekday(day: u8) -> Option<Weekday> {
    Weekday::from_monday_one_offset(day as i8).ok()
}

fn of_weekday(line: &Line, index: usize, day: u8, sure: bool, published: Option<Date>) -> Option<When> {
    let mut end = index + 1;
    if !sure {
        if line.word(end) != "." && month_at(line, end + usize::from(line.word(end) == ",")).is_none() {
            return None;
        }
        end += usize::from(line.word(end) == "." && line.is_glued(index));
    }
    // "Monday, 16 October 2017": one date.
    let comma = usize::from(line.word(end) == ",");
    if line.together(index, end + comma) {
        let full = match line.kind(end + comma) {
            Some(TokenKind::Number)
                if day_at(line, end + comma).is_some() && month_at(line, end + comma + 1).is_some() =>
            {
                numeric(line, end + comma, published)
            }
            Some(TokenKind::Word) => month_at(line, end + comma)
                .filter(|_| day_at(line, end + comma + 1).is_some() || line.word(end + comma + 1) == ".")
                .and_then(|(month, sure)| of_month_word(line, end + comma, month, sure, published)),
            _ => None,
        };
        if let Some(full) = full {
            return Some(When { tokens: index..full.tokens.end, core: index..full.tokens.end, ..full });
        }
    }
    let fixed = published.and_then(|published| fixed_weekday(line, index, day, published));
    let timex = format!("XXXX-WXX-{day}");
    // "Sunday 2 a.m."
    if let Some(time) = Some(end).filter(|&end| line.together(index, end)).and_then(|end| clock(line, end)) {
        let clock = time.date.unwrap_or_default();
        let date = fixed.map(|date| format!("{date}{clock}"));
        let timex = format!("{timex}{clock}");
        return Some(made(index..time.tokens.end, FigureKind::Datetime, date, Some(timex)));
    }
    let date = fixed.map(|date| date.to_string());
    let mut found = made(index..end, FigureKind::Date, date.clone(), Some(date.unwrap_or(timex)));
    if let (Some(fixed), Some(_)) = (fixed, published) {
        let other = if looks_ahead(line, index) { fixed.checked_sub(7.days()) } else { fixed.checked_add(7.days()) };
        found.readings = std::iter::once(fixed).chain(other).map(|date| date.to_string()).collect();
    }
    Some(found)
}

/// The latest such day on or before publication; the next one when the sentence looks ahead.
fn fixed_weekday(line: &Line, at: usize, day: u8, published: Date) -> Option<Date> {
    let wanted = weekday(day)?;
    let since = published.weekday().since(wanted);
    let latest = published.checked_sub(i64::from(since).days()).ok()?;
    if line.before(at).is_some_and(|before| line.is_any(before, &["next"])) {
        return latest.checked_add(7.days()).ok();
    }
    if line.before(at).is_some_and(|before| line.is_any(before, &["last"])) {
        return if latest == published { latest.checked_sub(7.days()).ok() } else { Some(latest) };
    }
    if looks_ahead(line, at) && latest < published { latest.checked_add(7.days()).ok() } else { Some(latest) }
}

fn of_day_word(line: &Line, index: usize, offset: i32, published: Option<Date>) -> Option<When> {
    // "today's youth", "young people today": only as a calendar day, which shows by what stands beside it.
    if line.is_any(index, &["today"]) && line.kind(index + 1) == Some(TokenKind::Possessive) {
        return None;
    }
    let date = published.and_then(|day| day.checked_add(i64::from(offset).days()).ok()).map(|day| day.to_string());
    let timex = date.clone().unwrap_or_else(|| match offset {
        0 => "PRESENT_REF".to_owned(),
        offset => format!("P{}D/{}", offset.abs(), if offset < 0 { "PAST" } else { "FUTURE" }),
    });
    Some(made(index..index + 1, FigureKind::Date, date, Some(timex)))
}

/// "last week", "next year", "earlier this month", "this Friday", "the following day", "three weeks ago".
fn relative(line: &Line, index: usize, published: Option<Date>) -> Option<When> {
    let earlier = line.is_any(index, &["earlier", "later"])
        && line.is_any(index + 1, &["this", "today", "in"])
        && line.together(index, index + 1);
    if earlier && line.is_any(index + 1, &["this"]) {
        let mut found = period_after(line, index + 1, published)?;
        found.tokens.start = index;
        return Some(found);
    }
    if line.is_any(index, &["a", "an", "one"])
        && matches!(LISTS.time(line.lower(index + 1)), Some(TimeWord::Period(_)))
        && line.is_any(index + 2, &["ago", "earlier", "later"])
        && line.together(index, index + 2)
    {
        let days = match LISTS.time(line.lower(index + 1)) {
            Some(TimeWord::Period(days)) => days,
            _ => return None,
        };
        let date = published.filter(|_| line.is_any(index + 2, &["ago"])).and_then(|day| back(day, 1, days));
        let mut found = made(index..index + 3, FigureKind::Date, date.clone(), date);
        found.core = index..index + 2;
        return Some(found);
    }
    if line.is_any(index, &["the"]) && line.is_any(index + 1, &["following", "previous", "same", "next"]) {
        let is_period = matches!(LISTS.time(line.lower(index + 2)), Some(TimeWord::Period(_) | TimeWord::Weekday(..)));
        let is_single = line.is_any(index + 2, &["day", "week", "month", "year", "weekend", "quarter"]);
        if is_period && is_single {
            let mut found = made(index..index + 3, FigureKind::Date, None, None);
            found.core = index + 1..index + 3;
            return Some(found);
        }
        return None;
    }
    period_after(line, index, published)
}

fn period_after(line: &Line, index: usize, published: Option<Date>) -> Option<When> {
    let step: i32 = match line.word(index).to_lowercase().as_str() {
        "last" | "previous" => -1,
        "next" | "coming" => 1,
        "this" => 0,
        "past" => return None,
        _ => return None,
    };
    if !line.together(index, index + 1) {
        return None;
    }
    let end = index + 2;
    let tokens = index..end;
    let (date, timex) = match LISTS.time(line.lower(index + 1))? {
        TimeWord::Period(days) if !line.word(index + 1).ends_with('s') => period(step, days, published)?,
        TimeWord::Weekday(day, true) => {
            let fixed = published.and_then(|published| fixed_weekday(line, index + 1, day, published));
            let date = fixed.map(|date| date.to_string());
            (date.clone(), date.unwrap_or_else(|| format!("XXXX-WXX-{day}")))
        }
        TimeWord::Month(month, _) if line.is_capital(index + 1) => {
            let year = published.map(|published| {
                let is_past = i8::try_from(month).unwrap_or(1) < published.month();
                match step {
                    -1 if !is_past => published.year() - 1,
                    1 if is_past => published.year() + 1,
                    _ => published.year(),
                }
            });
            let value = of_month(year, month);
            (Some(value.clone()), value)
        }
        TimeWord::Season(season) => {
            let year = published.map(|published| published.year() - i16::from(step < 0));
            let value = year.map(|year| format!("{year:04}-{season}"));
            (value.clone(), value.unwrap_or_else(|| "XXXX-XX".to_owned()))
        }
        TimeWord::Part if step == 0 || line.is_any(index + 1, &["night"]) => {
            let date =
                published.and_then(|day| day.checked_add(i64::from(step).days()).ok()).map(|day| day.to_string());
            (date.clone(), date.unwrap_or_else(|| "PRESENT_REF".to_owned()))
        }
        TimeWord::Month(..)
        | TimeWord::Weekday(..)
        | TimeWord::Period(_)
        | TimeWord::Day(_)
        | TimeWord::Part
        | TimeWord::Clock(_) => {
            return None;
        }
    };
    Some(made(tokens, FigureKind::Date, date, Some(timex)))
}

/// A whole period before, of or after the publication day: date as EDTF and TIMEX3.
fn period(step: i32, days: u32, published: Option<Date>) -> Option<(Option<String>, String)> {
    let open = |unit: &str| match step {
        -1 => format!("P1{unit}/PAST"),
        1 => format!("P1{unit}/FUTURE"),
        _ => "PRESENT_REF".to_owned(),
    };
    let Some(day) = published else {
        let unit = match days {
            1 => "D",
            2 => "WE",
            7 => "W",
            30 => "M",
            91 => "Q",
            365 => "Y",
            _ => "DE",
        };
        return Some((None, open(unit)));
    };
    let monday = day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days()).ok()?;
    Some(match days {
        1 => {
            let date = day.checked_add(i64::from(step).days()).ok()?.to_string();
            (Some(date.clone()), date)
        }
        7 | 2 => {
            let start = monday.checked_add((i64::from(step) * 7).days()).ok()?;
            let start = if days == 2 { start.checked_add(5.days()).ok()? } else { start };
            let end = start.checked_add(if days == 2 { 1.days() } else { 6.days() }).ok()?;
            let week = start.iso_week_date();
            let suffix = if days == 2 { "-WE" } else { "" };
            (Some(format!("{start}/{end}")), format!("{:04}-W{:02}{suffix}", week.year(), week.week()))
        }
        30 => {
            let month = day.first_of_month().checked_add(i64::from(step).months()).ok()?;
            let value = format!("{:04}-{:02}", month.year(), month.month());
            (Some(value.clone()), value)
        }
        91 => {
            let quarter = i32::from(day.month() - 1) / 3 + step;
            let year = i32::from(day.year()) + quarter.div_euclid(4);
            let quarter = quarter.rem_euclid(4) + 1;
            (Some(format!("{year:04}-{}", 32 + quarter)), format!("{year:04}-Q{quarter}"))
        }
        365 => {
            let value = format!("{:04}", i32::from(day.year()) + step);
            (Some(value.clone()), value)
        }
        3650 => {
            let value = format!("{}X", (i32::from(day.year()) / 10) + step);
            (Some(value.clone()), value)
        }
        _ => return None,
    })
}

/// "three weeks ago", "two years earlier", "in five days": a number of periods and a direction; the grain is kept.
pub fn ago(line: &Line, number: &number::Number, published: Option<Date>) -> Option<When> {
    let unit = number.tokens.end;
    let Some(TimeWord::Period(days)) = LISTS.time(line.lower(unit)) else { return None };
    let end = unit + 1;
    let before = line.is_any(end, &["ago", "earlier", "before", "previously"]);
    let after = line.is_any(end, &["later", "hence"]);
    if !(before || after) || !line.together(unit, end) {
        return None;
    }
    if line.is_any(end, &["before"]) && line.is_word(end + 1) && !line.is_any(end + 1, &["and", "but"]) {
        return None;
    }
    let count = number.value.and_then(|value| value.to_i64());
    let is_anchored = line.is_any(end, &["ago"]);
    let date = published.filter(|_| is_anchored).zip(count).and_then(|(day, count)| back(day, count, days));
    let mut found = made(number.tokens.start..end + 1, FigureKind::Date, date.clone(), date);
    found.core = number.tokens.clone();
    Some(found)
}

/// So many periods before a day, as exact as the period is.
fn back(day: Date, count: i64, days: u32) -> Option<String> {
    if !(0..=3000).contains(&count) {
        return None;
    }
    Some(match days {
        1 => day.checked_sub(count.days()).ok()?.to_string(),
        7 => format!("{}~", day.checked_sub((count * 7).days()).ok()?),
        30 => {
            let month = day.checked_sub(count.months()).ok()?;
            format!("{:04}-{:02}~", month.year(), month.month())
        }
        365 => format!("{:04}~", i64::from(day.year()) - count),
        3650 => format!("{:04}~", i64::from(day.year()) - count * 10),
        _ => return None,
    })
}
