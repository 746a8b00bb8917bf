//! Days told from the day of publication: "last week", "three weeks ago", "on Friday", "the first Monday of May".

use super::super::known::flag;
use super::super::line::Line;
use super::super::lists::{LISTS, TimeWord};
use super::super::number::{self, Number, Sort};
use super::days;
use super::stretch::{Grain, Stretch, plus_days, plus_months};
use super::tense::{self, Tense};
use super::{Anchor, Days};
use crate::engine::TokenKind;
use crate::engine::learn::hash;
use jiff::civil::{Date, Weekday};
use rust_decimal::prelude::ToPrimitive;
use std::ops::Range;

/// The relative expression that begins at a token.
pub fn relative_at(line: &Line, index: usize, anchor: Anchor) -> Option<Days> {
    if line.kind(index) == Some(TokenKind::Number) {
        return nth_of(line, index, anchor).or_else(|| ago(line, index, anchor));
    }
    nth_of(line, index, anchor)
        .or_else(|| week_of(line, index, anchor))
        .or_else(|| stepped(line, index, anchor))
        .or_else(|| around_today(line, index, anchor))
        .or_else(|| ago(line, index, anchor))
        .or_else(|| weekday_word(line, index, anchor))
        .or_else(|| day_word(line, index, anchor))
}

/// The grain of a period word: "week", "quarters".
fn grain_at(line: &Line, index: usize) -> Option<Grain> {
    match LISTS.time(line.lower(index))? {
        TimeWord::Period(days) => Grain::of_days(days),
        _ => None,
    }
}

/// Whether the words name a period: "years" of "5 years ago".
pub fn has_period(line: &Line, tokens: &Range<usize>) -> bool {
    tokens.clone().any(|index| matches!(LISTS.time(line.lower(index)), Some(TimeWord::Period(_))))
}

/// Which way "last", "this", "next" step, and where the noun begins.
fn step_at(line: &Line, index: usize) -> Option<(i64, usize)> {
    let the = usize::from(line.is_any(index, &["the"]));
    let at = index + the;
    if !line.known(at).is(flag::STEP) {
        return None;
    }
    let step = if line.is_any(at, &["last", "previous", "past"]) {
        -1
    } else if line.is_any(at, &["next", "coming", "following", "upcoming"]) {
        1
    } else if line.is_any(at, &["this", "current"]) && the == 0 || line.is_any(at, &["current"]) {
        0
    } else {
        return None;
    };
    line.together(index, at + 1).then_some((step, at + 1))
}

/// "last week", "next Friday", "this summer", "last two weeks", "the week after next".
fn stepped(line: &Line, index: usize, anchor: Anchor) -> Option<Days> {
    let led = usize::from(line.is_any(index, &["earlier", "later", "early", "late"]));
    let led = led + usize::from(led == 1 && line.is_any(index + 1, &["in"]));
    let Some((step, at)) = step_at(line, index + led) else { return after_next(line, index, anchor) };
    let the = line.is_any(index + led, &["the"]);
    // "the following day", "the previous week" are told from the story, not from today.
    let is_story = the && !line.is_any(at - 1, &["last", "next", "coming", "upcoming", "past", "current"]);
    let tokens = index..at + 1;
    match LISTS.time(line.lower(at))? {
        TimeWord::Period(_) if !line.word(at).ends_with('s') => {
            let grain = grain_at(line, at)?;
            // "the last day", "the next day" of something.
            // "to this day" is no day of the calendar; "over the past year" is as long as a year; "the last day" of something is no day of the calendar.
            let is_to_this_day = grain == Grain::Day && step == 0;
            if is_to_this_day || the && line.is_any(at - 1, &["past"]) {
                return None;
            }
            if is_story || the && grain == Grain::Day {
                return Some(Days::unfixed(tokens));
            }
            let open = match step {
                -1 => format!("P1{}/PAST", grain.letters()),
                1 => format!("P1{}/FUTURE", grain.letters()),
                _ => "PRESENT_REF".to_owned(),
            };
            let stretch = anchor.day.and_then(|day| Stretch::around(day, grain, step));
            Some(Days { stretch, told: Some(open), ..Days::unfixed(tokens) })
        }
        TimeWord::Weekday(day, true) => with_its_date(line, index, at + 1, day, anchor)
            .or_else(|| Some(of_weekday(line, tokens, day, Some(step), anchor))),
        TimeWord::Month(month, sure) if sure || line.is_capital(at) => {
            let after = super::years::year_after(line, at + 1);
            if after.is_some() || days::day_at(line, at + 1).is_some() {
                return None;
            }
            let fixed = anchor.day.map(|today| {
                let is_past = month < today.month() as u8;
                let year = match step {
                    -1 => today.year() - i16::from(month >= today.month() as u8),
                    1 => today.year() + i16::from(is_past || month == today.month() as u8),
                    _ => today.year(),
                };
                Stretch::Month(year, month)
            });
            let open = format!("XXXX-{month:02}");
            Some(Days { stretch: fixed, open: Some(open), ..Days::unfixed(tokens) })
        }
        TimeWord::Season(season) => {
            let year = anchor.day.and_then(|day| i16::try_from(i64::from(day.year()) + step).ok());
            let stretch = year.map(|year| Stretch::Season(year, season));
            Some(Days { stretch, told: Some("XXXX-XX".to_owned()), ..Days::unfixed(tokens) })
        }
        TimeWord::Part(_) if step != 1 && (step == 0 || line.is_any(at, &["night", "evening"])) => {
            let part = super::clock::part_at(line, at)?;
            let day = anchor.day.and_then(|day| plus_days(day, step));
            let told = Some("PRESENT_REF".to_owned());
            Some(Days { stretch: day.map(Stretch::Day), told, part: Some(part), ..Days::unfixed(tokens) })
        }
        TimeWord::Part(_) | TimeWord::Weekday(..) | TimeWord::Month(..) => None,
        TimeWord::Period(_) | TimeWord::Day(_) | TimeWord::Clock(_) => None,
    }
}

/// "the week after next", "the year before last"
fn after_next(line: &Line, index: usize, anchor: Anchor) -> Option<Days> {
    let the = usize::from(line.is_any(index, &["the"]));
    let at = index + the;
    let grain = grain_at(line, at)?;
    let step = if line.is_any(at + 1, &["after"]) && line.is_any(at + 2, &["next"]) {
        2
    } else if line.is_any(at + 1, &["before"]) && line.is_any(at + 2, &["last"]) {
        -2
    } else {
        return None;
    };
    let tokens = index..at + 3;
    let stretch = anchor.day.and_then(|day| Stretch::around(day, grain, step));
    Some(Days { stretch, ..Days::unfixed(tokens) })
}

/// "the day after tomorrow", "the day before yesterday"
fn around_today(line: &Line, index: usize, anchor: Anchor) -> Option<Days> {
    let the = usize::from(line.is_any(index, &["the"]));
    let at = index + the;
    if !line.is_any(at, &["day"]) {
        return None;
    }
    let step = if line.is_any(at + 1, &["after"]) && line.is_any(at + 2, &["tomorrow"]) {
        2
    } else if line.is_any(at + 1, &["before"]) && line.is_any(at + 2, &["yesterday"]) {
        -2
    } else {
        return None;
    };
    let tokens = index..at + 3;
    let stretch = anchor.day.and_then(|day| plus_days(day, step)).map(Stretch::Day);
    Some(Days { stretch, ..Days::unfixed(tokens) })
}

/// "the first Monday of May", "last week of 2016", "the third last week of October 2018", "20th of next month".
fn nth_of(line: &Line, index: usize, anchor: Anchor) -> Option<Days> {
    let the = usize::from(line.is_any(index, &["the"]));
    let at = index + the;
    let ordinal = number::number_at(line, at).filter(|number| number.sort == Sort::Ordinal);
    let (mut which, mut next) = match &ordinal {
        Some(ordinal) => (ordinal.value?.to_i64()?, ordinal.tokens.end),
        None if line.is_any(at, &["last"]) => (-1, at + 1),
        // "20 of next month"
        None if step_at(line, at + 2).is_some() => (i64::from(days::day_at(line, at)?.0), at + 1),
        None => return None,
    };
    if ordinal.is_some() && line.is_any(next, &["last"]) {
        (which, next) = (-which, next + 1);
    }
    let noun = LISTS.time(line.lower(next));
    let is_noun = matches!(noun, Some(TimeWord::Period(_) | TimeWord::Weekday(..)));
    // "20th of next month": the day goes without saying.
    let of = if is_noun { next + 1 } else { next };
    // "30 in this month" counts, "20 of next month" is a day.
    if !line.is_any(of, &["of", "in"])
        || !is_noun && ordinal.is_none() && !line.is_any(of, &["of"])
        || which == 0
        || !line.together(index, of + 1)
    {
        return None;
    }
    let article = usize::from(line.is_any(of + 1, &["the"]) && grain_at(line, of + 2).is_some());
    let whole = if article == 1 {
        let grain = grain_at(line, of + 2)?;
        let tokens = of + 1..of + 3;
        anchor.day.and_then(|day| Stretch::around(day, grain, 0)).map(|stretch| Days::fixed(tokens, stretch))?
    } else {
        stepped(line, of + 1, anchor).or_else(|| days::written_at(line, of + 1, anchor))?
    };
    let stretch = whole.stretch.filter(|stretch| !matches!(stretch, Stretch::Day(_)))?;
    if !is_noun && !matches!(stretch, Stretch::Month(..)) || whole.until.is_some() {
        return None;
    }
    let found = match noun {
        Some(TimeWord::Weekday(day, _)) => {
            stretch.nth_weekday(Weekday::from_monday_one_offset(day as i8).ok()?, which).map(Stretch::Day)
        }
        Some(TimeWord::Period(days)) => stretch.nth(Grain::of_days(days)?, which),
        _ => stretch.nth(Grain::Day, which),
    }?;
    Some(Days::fixed(index..whole.tokens.end, found))
}

/// "the week of October 6", "the week commencing 4 February"
fn week_of(line: &Line, index: usize, anchor: Anchor) -> Option<Days> {
    let the = usize::from(line.is_any(index, &["the"]));
    let at = index + the;
    if !line.is_any(at, &["week"]) || !line.is_any(at + 1, &["of", "commencing", "beginning", "starting"]) {
        return None;
    }
    let day = days::written_at(line, at + 2, anchor).filter(|_| line.together(index, at + 2))?;
    match day.stretch {
        Some(Stretch::Day(date)) => {
            Some(Days::fixed(index..day.tokens.end, Stretch::Week(super::stretch::monday_of(date)?)))
        }
        _ => None,
    }
}

/// "three weeks ago", "two days from now", "in five days", "in a week": the grain is kept.
fn ago(line: &Line, index: usize, anchor: Anchor) -> Option<Days> {
    let is_in = line.is_any(index, &["in"]);
    let at = index + usize::from(is_in);
    let (count, number, unit) = counted_period(line, at)?;
    let end = unit + 1;
    if !line.together(index, unit) {
        return None;
    }
    if is_in {
        // "in two days" looks ahead only where the sentence does: "in two days of talks", "in 10 years he built".
        // Without a day of publication it stays a duration, which at least has its value.
        anchor.day?;
        let is_ahead = tense::at(line, index) == Tense::Ahead && !line.is_any(end, &["of", "ago"]);
        let is_time = is_ahead && !matches!(line.word(end), "-" | "'" | "’");
        let count = count.filter(|_| is_time)?;
        return Some(exact_week(shifted(line, index..end, unit, Some(count), anchor), Some(count)));
    }
    let core = number.map_or(index..end, |number| number.tokens);
    let after = usize::from(line.is_any(end, &["right"]));
    let is_limit = line.before(index).is_some_and(|before| line.is_any(before, &["within"]));
    let is_from_now = !is_limit && line.is_any(end, &["from"]) && line.is_any(end + 1 + after, &["now", "today"]);
    let is_hence = line.is_any(end, &["hence"]);
    if let Some(found) = from_a_day(line, index..end, unit, count, anchor) {
        return Some(found);
    }
    let back = line.is_any(end, &["ago", "back"]);
    let mut found = if back && line.together(unit, end) {
        shifted(line, index..end + 1, unit, count.map(|count| -count), anchor)
    } else if is_from_now {
        shifted(line, index..end + 2 + after, unit, count, anchor)
    } else if is_hence {
        shifted(line, index..end + 1, unit, count, anchor)
    } else {
        // "a week earlier", "two years later": told from the story.
        let is_told = line.is_any(end, &["earlier", "before", "previously", "later", "prior"]);
        let goes_on =
            line.is_any(end, &["before", "prior"]) && line.is_word(end + 1) && !line.is_any(end + 1, &["and", "but"]);
        if !is_told || goes_on || !line.together(unit, end) {
            return None;
        }
        Days::unfixed(index..end + 1)
    };
    found.core = core;
    Some(exact_week(found, count))
}

/// "a week ago", "in a week": the same day of the week; several weeks are about so many.
fn exact_week(days: Days, count: Option<i64>) -> Days {
    let is_day = matches!(days.stretch, Some(Stretch::Day(_)));
    Days { is_about: days.is_about && !(is_day && count == Some(1)), ..days }
}

/// "two weeks from 15 January", "a year after Christmas", "three days before the 2016 vote" has no day and stays.
fn from_a_day(
    line: &Line,
    told: std::ops::Range<usize>,
    unit: usize,
    count: Option<i64>,
    anchor: Anchor,
) -> Option<Days> {
    let sign = match () {
        () if line.is_any(told.end, &["from", "after"]) => 1,
        () if line.is_any(told.end, &["before"]) => -1,
        () => return None,
    };
    let day = days::written_at(line, told.end + 1, anchor).or_else(|| day_word(line, told.end + 1, anchor)).or_else(
        || weekday_word(line, told.end + 1, anchor).filter(|_| sign > 0 && line.is_any(told.end, &["from"])),
    )?;
    let Some(Stretch::Day(date)) = day.stretch.filter(|_| line.together(unit, told.end + 1)) else { return None };
    let from = Anchor { day: Some(date), ..anchor };
    let tokens = told.start..day.tokens.end;
    let found = shifted(line, tokens, unit, count.map(|count| count * sign), from);
    // Counted from a day that is named, weeks are as exact as days.
    let is_day = matches!(found.stretch, Some(Stretch::Day(_)));
    Some(Days { is_about: found.is_about && !is_day, ..found })
}

/// The weekday at a token, "Sunday" or "Sundays".
pub fn weekday_at(line: &Line, index: usize) -> Option<u8> {
    let of = |lower: u32| match LISTS.time(lower) {
        Some(TimeWord::Weekday(day, true)) => Some(day),
        _ => None,
    };
    of(line.lower(index))
        .or_else(|| of(hash::folded(line.word(index).strip_suffix('s').filter(|day| day.ends_with("day"))?)))
}

/// A number of periods or weekdays at a token: the count where it has one, the number, and the period's token.
fn counted_period(line: &Line, index: usize) -> Option<(Option<i64>, Option<Number>, usize)> {
    let is_period =
        |at: usize| matches!(LISTS.time(line.lower(at)), Some(TimeWord::Period(_))) || weekday_at(line, at).is_some();
    if line.is_any(index, &["a", "an", "one"]) && is_period(index + 1) {
        return Some((Some(1), None, index + 1));
    }
    let number = number::number_at(line, index)?;
    let unit = number.tokens.end + usize::from(line.is_any(number.tokens.end, &["full", "whole", "more"]));
    let count = number.value.filter(|value| value.is_integer()).and_then(|value| value.to_i64());
    let count = count.filter(|count| (0..=9999).contains(count));
    (is_period(unit) && matches!(number.sort, Sort::Cardinal | Sort::Vague)).then_some((count, Some(number), unit))
}

/// So many periods from today, as exact as the period is.
fn shifted(line: &Line, tokens: std::ops::Range<usize>, unit: usize, count: Option<i64>, anchor: Anchor) -> Days {
    let weekday = weekday_at(line, unit);
    let fixed = anchor.day.zip(count).and_then(|(today, count)| match LISTS.time(line.lower(unit)) {
        _ if weekday.is_some() => nth_weekday_from(today, weekday?, count).map(|day| (Stretch::Day(day), false)),
        Some(TimeWord::Period(days)) => {
            let grain = Grain::of_days(days)?;
            Some(match grain {
                Grain::Day => (Stretch::Day(plus_days(today, count)?), false),
                Grain::Week => (Stretch::Day(plus_days(today, count.checked_mul(7)?)?), true),
                Grain::Fortnight => (Stretch::Day(plus_days(today, count.checked_mul(14)?)?), true),
                Grain::Month => {
                    let (year, month) = plus_months(today.year(), today.month() as u8, count)?;
                    (Stretch::Month(year, month), true)
                }
                Grain::Weekend | Grain::Quarter => (Stretch::around(today, grain, count)?, true),
                Grain::Year => (Stretch::around(today, grain, count)?, true),
                Grain::Decade => (Stretch::around(today, Grain::Year, count.checked_mul(10)?)?, true),
                Grain::Century => (Stretch::around(today, Grain::Year, count.checked_mul(100)?)?, true),
            })
        }
        _ => None,
    });
    match fixed {
        Some((stretch, is_about)) => Days { is_about, ..Days::fixed(tokens, stretch) },
        None => Days::unfixed(tokens),
    }
}

/// "2 Sundays from now", "two Thursdays ago".
fn nth_weekday_from(today: Date, day: u8, count: i64) -> Option<Date> {
    let wanted = Weekday::from_monday_one_offset(day as i8).ok()?;
    let back = i64::from(today.weekday().since(wanted));
    let latest = plus_days(today, -back)?;
    if count < 0 {
        return plus_days(latest, (count + 1) * 7 - if back == 0 { 7 } else { 0 });
    }
    plus_days(latest, count * 7)
}

fn weekday_word(line: &Line, index: usize, anchor: Anchor) -> Option<Days> {
    let Some(TimeWord::Weekday(day, sure)) = LISTS.time(line.lower(index)) else { return None };
    let mut end = index + 1;
    let stop = usize::from(line.word(end) == "." && line.is_glued(index) && line.word(index).len() <= 5);
    if !sure {
        let is_alone = line.sentence(index).len() <= 2;
        let comma = stop + usize::from(line.word(end + stop) == ",");
        let is_beside = line.is_any(end, &["at"]) && line.kind(end + 1) == Some(crate::engine::TokenKind::Number);
        if !(line.is_capital(index) || is_alone)
            || !(stop == 1
                || is_alone
                || is_beside
                || days::month_at(line, end + comma).is_some()
                || days::day_at(line, end + comma).is_some())
        {
            return None;
        }
        end += stop;
    }
    if let Some(full) = with_its_date(line, index, end, day, anchor) {
        return Some(full);
    }
    let comma = usize::from(line.word(end) == ",");
    let the = usize::from(line.is_any(end + comma, &["the"]));
    if let Some((date, stop)) = days::day_at(line, end + comma + the).filter(|_| line.together(index, end))
        && line.word(stop - 1).len() > 2
        && (!line.is_word(stop) || !line.together(index, stop))
        && let Some(today) = anchor.day
    {
        let found = nearest_that_weekday(today, day, date, tense::at(line, index));
        return Some(
            found.map_or_else(|| Days::unfixed(index..stop), |found| Days::fixed(index..stop, Stretch::Day(found))),
        );
    }
    // "Monday of next week", "Wednesday next week"
    let of = usize::from(line.is_any(end, &["of"]));
    if let Some(week) = stepped(line, end + of, anchor).filter(|_| line.together(index, end + of)) {
        let fixed = week.stretch.filter(|stretch| matches!(stretch, Stretch::Week(_)));
        let day = Weekday::from_monday_one_offset(day as i8).ok();
        if let Some(found) = fixed.zip(day).and_then(|(week, day)| week.nth_weekday(day, 1)) {
            return Some(Days::fixed(index..week.tokens.end, Stretch::Day(found)));
        }
    }
    if is_of_timetable(line, index) {
        return Some(Days::told(index..end, format!("XXXX-WXX-{day}")));
    }
    Some(of_weekday(line, index..end, day, None, anchor))
}

/// "Monday, Wednesday and Friday": three weekdays that do not follow on each other come round, and are no day of this week.
fn is_of_timetable(line: &Line, index: usize) -> bool {
    const MOST: usize = 7;
    let next = |at: usize| {
        let comma = usize::from(line.word(at + 1) == ",");
        let and = usize::from(line.is_any(at + 1 + comma, &["and", "or", "&"]));
        let there = at + 1 + comma + and;
        (comma + and > 0 && line.together(at, there) && weekday_at(line, there).is_some()).then_some(there)
    };
    let last = |at: usize| {
        (2..=3)
            .filter_map(|back| at.checked_sub(back))
            .find(|&there| weekday_at(line, there).is_some() && next(there) == Some(at))
    };
    let mut first = index;
    for _ in 0..MOST {
        match last(first) {
            Some(before) => first = before,
            None => break,
        }
    }
    let listed = std::iter::successors(Some(first), |at| next(*at)).take(MOST);
    let days: Vec<u8> = listed.filter_map(|at| weekday_at(line, at)).collect();
    let follow = days.windows(2).all(|pair| matches!(pair, [a, b] if a % 7 + 1 == *b));
    days.len() >= 3 && !follow
}

/// "Tue 13th": of the months around, the nearest in which the 13th is a Tuesday.
fn nearest_that_weekday(today: Date, weekday: u8, date: u8, tense: Tense) -> Option<Date> {
    let wanted = Weekday::from_monday_one_offset(weekday as i8).ok()?;
    let step = if tense == Tense::Ahead { 1 } else { -1 };
    (0..=24).find_map(|months| {
        let (year, month) = plus_months(today.year(), today.month() as u8, months * step)?;
        let found = Date::new(year, month as i8, date as i8).ok()?;
        let is_side = if step > 0 { found >= today } else { found <= today };
        (is_side && found.weekday() == wanted).then_some(found)
    })
}

/// "Monday, 16 October 2017", "this Friday, July 8": one date.
fn with_its_date(line: &Line, index: usize, end: usize, day: u8, anchor: Anchor) -> Option<Days> {
    let comma = usize::from(line.word(end) == ",");
    let full = days::written_at(line, end + comma, anchor)
        .filter(|full| line.together(index, end + comma) && full.until.is_none())?;
    let is_day =
        matches!(full.stretch, Some(Stretch::Day(_))) || full.yearless.is_some_and(|yearless| yearless.day.is_some());
    if !is_day {
        return None;
    }
    let full = of_that_weekday(full, day);
    Some(Days { core: index..full.tokens.end, tokens: index..full.tokens.end, ..full })
}

/// "Friday, 20 September" without a year: of the years around, the one in which that day is a Friday.
pub fn of_that_weekday(full: Days, day: u8) -> Days {
    let (Some(_), Some(Stretch::Day(date))) = (full.yearless, full.stretch) else { return full };
    let wanted = Weekday::from_monday_one_offset(day as i8).ok();
    let fits = [0_i16, 1, -1].into_iter().find_map(|years| {
        let date = Date::new(date.year() + years, date.month(), date.day()).ok()?;
        (Some(date.weekday()) == wanted).then_some(date)
    });
    Days { stretch: fits.map_or(full.stretch, |date| Some(Stretch::Day(date))), ..full }
}

/// The latest such day on or before publication; the next one when the sentence looks ahead.
fn of_weekday(line: &Line, tokens: std::ops::Range<usize>, day: u8, step: Option<i64>, anchor: Anchor) -> Days {
    let open = format!("XXXX-WXX-{day}");
    let fixed = anchor.day.zip(Weekday::from_monday_one_offset(day as i8).ok()).and_then(|(today, wanted)| {
        let latest = plus_days(today, -i64::from(today.weekday().since(wanted)))?;
        let is_ahead = tense::at(line, tokens.start) == Tense::Ahead;
        let weeks = match step {
            Some(1) => 1,
            Some(-1) => -i64::from(latest == today),
            _ => i64::from(is_ahead && latest < today),
        };
        plus_days(latest, weeks * 7).zip(plus_days(latest, if weeks > 0 { 0 } else { 7 }))
    });
    match fixed {
        Some((date, other)) => {
            let mut days = Days::fixed(tokens, Stretch::Day(date));
            if step.is_none() {
                days.others.push(Stretch::Day(other));
            }
            days
        }
        None => Days::told(tokens, open),
    }
}

/// "today", "yesterday", "tonight": as a calendar day.
fn day_word(line: &Line, index: usize, anchor: Anchor) -> Option<Days> {
    let Some(TimeWord::Day(offset)) = LISTS.time(line.lower(index)) else { return None };
    // "today's youth": no day of the calendar.
    if line.is_any(index, &["today"]) && line.kind(index + 1) == Some(crate::engine::TokenKind::Possessive) {
        return None;
    }
    let tokens = index..index + 1;
    let open = match offset {
        0 => "PRESENT_REF".to_owned(),
        offset => format!("P{}D/{}", offset.abs(), if offset < 0 { "PAST" } else { "FUTURE" }),
    };
    let day = anchor.day.and_then(|day| plus_days(day, i64::from(offset)));
    let is_evening = line.is_any(index, &["tonight", "tonite"]);
    Some(Days { stretch: day.map(Stretch::Day), told: Some(open), is_evening, ..Days::unfixed(tokens) })
}
