//! Feasts and days with names: "Christmas", "Easter Monday", "Thanksgiving", "Diwali", "Eid al-Fitr". Their rules stand in
//! feasts.tsv; what moon and sun fix is reckoned by [`moon`].

use super::super::line::Line;
use super::super::lists::LISTS;
use super::super::what;
use super::moon;
use super::relative::relative_at;
use super::stretch::{Stretch, plus_days};
use super::tense::{self, Tense};
use super::years::year_after;
use super::{Anchor, Days};
use crate::engine::TokenKind;
use crate::engine::learn::hash;
use jiff::civil::{Date, Weekday};

/// "Christmas", "Christmas 2016", "Easter Monday of last year".
pub fn feast_at(line: &Line, index: usize, anchor: Anchor) -> Option<Days> {
    let step = match () {
        () if line.is_any(index, &["last", "previous", "past"]) => Some(-1),
        () if line.is_any(index, &["next", "coming", "upcoming"]) => Some(1),
        () if line.is_any(index, &["this"]) => Some(0),
        () => None,
    };
    let start = index + usize::from(step.is_some());
    let (rule, end, is_sure) = named_at(line, start)?;
    let of = usize::from(line.is_any(end, &["of"]));
    let later = relative_at(line, end + of, anchor);
    let (year, end) = match (year_after(line, end), later) {
        (Some((year, end)), _) => (Some(year), end),
        (None, Some(Days { stretch: Some(Stretch::Year(year)), tokens, .. })) => (Some(year), tokens.end),
        (None, _) => (None, end),
    };
    if !(is_sure || year.is_some() || line.is_capital(start)) || is_name(line, start, end) {
        return None;
    }
    // "Easter 9999": a year that is none here fixes nothing.
    if year.is_none()
        && line.kind(end) == Some(TokenKind::Number)
        && line.word(end).len() >= 4
        && line.together(start, end)
    {
        return Some(Days::unfixed(index..end));
    }
    if let Some(year) = year {
        return days_of(rule, year).map(|found| Days::fixed(index..end, found));
    }
    let Some(today) = anchor.day else {
        // A feast with a day of its own says that much.
        let day = match rule.split_once('-') {
            Some((month, day)) if !day.contains('-') => month.parse::<u8>().ok().zip(day.parse::<u8>().ok()),
            _ => None,
        };
        let open = day.map(|(month, day)| format!("XXXX-{month:02}-{day:02}"));
        return Some(open.map_or_else(|| Days::unfixed(index..end), |open| Days::open(index..end, open)));
    };
    let Some(this) = days_of(rule, today.year()).and_then(Stretch::first_day) else {
        // Not in this year: the last, or the next to come.
        let years = 1..=8_i16;
        let is_ahead = step == Some(1) || step.is_none() && tense::at(line, index) == Tense::Ahead;
        let found = years.map(|years| today.year() + if is_ahead { years } else { -years });
        return found.filter_map(|year| days_of(rule, year)).next().map(|found| Days::fixed(index..end, found));
    };
    let is_ahead = || tense::at(line, index) == Tense::Ahead;
    let year = match step {
        Some(0) => today.year(),
        Some(step) if step < 0 => today.year() - i16::from(this >= today),
        Some(_) => today.year() + i16::from(this <= today),
        None if is_ahead() => today.year() + i16::from(this < today),
        None => today.year() - i16::from(this > today),
    };
    let found = days_of(rule, year)?;
    // "before Christmas" in a November: the next one is as likely as the last.
    let other =
        if step.is_none() { days_of(rule, if year == today.year() { year - 1 } else { today.year() }) } else { None };
    let mut days = Days::fixed(index..end, found);
    if step.is_none() && this != today {
        days.others.extend(other);
    }
    Some(days)
}

/// "Easter Island", "the Diwali festival", "Christmas gifts": the noun behind is spoken of, not the day.
fn is_name(line: &Line, start: usize, end: usize) -> bool {
    line.is_capital(start)
        && line.is_word(end)
        && line.together(start, end)
        && LISTS.time(line.lower(end)).is_none()
        && (line.is_capital(end) || !what::is_stop(line, end) && !line.is_any(end, &["week", "weekend", "at"]))
}

/// The feast named at a token: its rule, where its name ends, and whether it is nothing else.
fn named_at(line: &Line, index: usize) -> Option<(&'static str, usize, bool)> {
    if !LISTS.begins_feast(line.lower(index)) {
        return None;
    }
    let mut letters = hash::START;
    let mut found = None;
    for at in index..line.len() {
        if at > index && !line.together(index, at) {
            break;
        }
        let before = letters;
        let of_word = line.word(at).chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
        letters = of_word.fold(letters, hash::step);
        if !LISTS.begins_feast_letters(letters) {
            break;
        }
        // A mark behind the name is not the name's.
        if letters != before
            && let Some((rule, is_sure)) = LISTS.feast(letters)
        {
            found = Some((rule, at + 1, is_sure));
        }
    }
    found
}

/// The feast's days in a year.
fn days_of(rule: &str, year: i16) -> Option<Stretch> {
    let rule = match rule.strip_suffix('q') {
        Some(_) if year % 4 != 0 => return None,
        Some(rule) => rule,
        None => rule,
    };
    let (rule, length) = match rule.split_once('x') {
        Some((rule, length)) => (rule, Some(length.parse().ok()?)),
        None => (rule, None),
    };
    let (rule, extra) = match rule.split_once('+') {
        Some((rule, days)) => (rule, days.parse().ok()?),
        None => (rule, 0),
    };
    if let Some(month) = rule.strip_prefix('I').filter(|rest| !rest.contains('-')) {
        let month = month.parse().ok()?;
        let first = moon::islamic(year, month, 1)?;
        // The next month begins 29 or 30 days on.
        let next = moon::islamic(plus_days(first, 29)?.year(), month + 1, 1).filter(|next| *next > first)?;
        return Some(Stretch::Days(first, next));
    }
    let first = plus_days(first_day_of(rule, year)?, extra)?;
    Some(match length {
        Some(length) => Stretch::Days(first, plus_days(first, length)?),
        None => Stretch::Day(first),
    })
}

fn first_day_of(rule: &str, year: i16) -> Option<Date> {
    let (head, rest) = (rule.chars().next()?, rule.get(1..)?);
    match head {
        'T' => return tax_day(year),
        'E' => return plus_days(easter(year)?, rest.parse().ok()?),
        'O' => return plus_days(orthodox_easter(year)?, rest.parse().ok()?),
        'H' => {
            let days = rest.get(1..)?.parse().ok()?;
            return plus_days(hebrew_month(rest.chars().next()?, year)?, days);
        }
        'I' => {
            let (month, day) = rest.split_once('-')?;
            return moon::islamic(year, month.parse().ok()?, day.parse().ok()?);
        }
        'C' => {
            let (longitude, day) = rest.split_once('-')?;
            return moon::chinese(year, longitude.parse().ok()?, day.parse().ok()?);
        }
        'S' => {
            let (longitude, rest) = rest.split_once('-')?;
            let (tithi, hour) = rest.split_once('-')?;
            return moon::hindu(year, longitude.parse().ok()?, tithi.parse().ok()?, hour.parse().ok()?);
        }
        _ => {}
    }
    // "5-1--1": the last Monday of May.
    let (month, rest) = rule.split_once('-')?;
    let month: u8 = month.parse().ok()?;
    let Some((weekday, which)) = rest.split_once('-') else {
        let day = rest.trim_end_matches(['s', 'w']);
        let found = Date::new(year, month as i8, day.parse().ok()?).ok()?;
        let days = match (rest.strip_prefix(day)?, found.weekday()) {
            ("s", Weekday::Sunday) | ("w", Weekday::Saturday) => -1,
            ("w", Weekday::Sunday) => 1,
            _ => 0,
        };
        return plus_days(found, days);
    };
    let weekday = Weekday::from_monday_one_offset(weekday.parse().ok()?).ok()?;
    Stretch::Month(year, month).nth_weekday(weekday, which.parse().ok()?)
}

/// 15 April, or the next day that is neither a weekend nor Emancipation Day in Washington.
fn tax_day(year: i16) -> Option<Date> {
    let holiday = first_day_of("4-16w", year)?;
    let is_open = |day: &Date| !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && *day != holiday;
    (0..5).filter_map(|days| plus_days(Date::new(year, 4, 15).ok()?, days)).find(is_open)
}

/// Easter Sunday by the Gregorian computus (Meeus, Astronomical Algorithms, chapter 8).
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    let l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let day = (h + l - 7 * m + 114) % 31 + 1;
    Date::new(year as i16, month as i8, day as i8).ok()
}

/// Easter Sunday of the Orthodox churches: the Julian computus (Meeus, the same chapter), on our calendar.
fn orthodox_easter(year: i16) -> Option<Date> {
    let short = i32::from(year);
    let (a, b, c) = (short % 4, short % 7, short % 19);
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let month = (d + e + 114) / 31;
    let julian = Date::new(year, month as i8, ((d + e + 114) % 31 + 1) as i8).ok()?;
    // How far the Julian calendar is behind.
    plus_days(julian, i64::from(short / 100 - short / 400 - 2))
}

/// The first day of a Hebrew month in a year of ours: Tishri, Kislev, Shevat or Nisan by its letter. By day, not from the eve.
fn hebrew_month(letter: char, year: i16) -> Option<Date> {
    // Days from 1 Nisan to the next 1 Tishri never change; Heshvan before Kislev does.
    const NISAN_TO_TISHRI: i64 = 177;
    let autumn = i64::from(year) + 3761;
    let is_leap = |year: i64| (7 * year + 1).rem_euclid(19) < 7;
    let offset = match letter {
        'T' => hebrew_new_year(autumn),
        'K' => {
            let length = hebrew_new_year(autumn + 1) - hebrew_new_year(autumn);
            hebrew_new_year(autumn) + 30 + if matches!(length, 355 | 385) { 30 } else { 29 }
        }
        'N' => hebrew_new_year(autumn) - NISAN_TO_TISHRI,
        'S' => hebrew_new_year(autumn) - NISAN_TO_TISHRI - 29 - 30 - if is_leap(autumn - 1) { 30 } else { 0 },
        _ => return None,
    };
    plus_days(jiff::civil::date(1, 1, 1), offset - 1)
}

/// Days from the end of our year 0 to the Hebrew new year: the mean new moon with its four delays.
fn hebrew_new_year(year: i64) -> i64 {
    const EPOCH: i64 = -1_373_427;
    let elapsed = |year: i64| {
        let months = (235 * year - 234).div_euclid(19);
        let parts = 12_084 + 13_753 * months;
        let day = 29 * months + parts.div_euclid(25_920);
        day + i64::from((3 * (day + 1)).rem_euclid(7) < 3)
    };
    let (before, this, next) = (elapsed(year - 1), elapsed(year), elapsed(year + 1));
    let delay = match () {
        () if next - this == 356 => 2,
        () if this - before == 382 => 1,
        () => 0,
    };
    EPOCH + this + delay
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(rule: &str, year: i16, expected: &str) {
        let found = days_of(rule, year);
        assert_eq!(found.and_then(Stretch::edtf).as_deref(), Some(expected), "{rule} {year}");
    }

    #[test]
    fn days_of_feasts() {
        check("E0", 2017, "2017-04-16");
        check("E-2", 2024, "2024-03-29");
        check("O0", 2017, "2017-04-16");
        check("O0", 2024, "2024-05-05");
        check("11-4-4", 2017, "2017-11-23");
        check("11-4-4+4", 2017, "2017-11-27");
        check("5-1--1", 2017, "2017-05-29");
        check("12-25", 2017, "2017-12-25");
        check("4-27s", 2025, "2025-04-26");
        check("2-29", 2016, "2016-02-29");
        assert_eq!(days_of("2-29", 2017), None);
    }

    #[test]
    fn days_of_the_hebrew_calendar() {
        check("HT0", 2017, "2017-09-21");
        check("HT9", 2023, "2023-09-25");
        check("HN14", 2024, "2024-04-23");
        check("HN-16", 2024, "2024-03-24");
        check("HK24", 2022, "2022-12-19");
        check("HS14", 2023, "2023-02-06");
    }

    #[test]
    fn months_and_weeks() {
        check("I9", 2017, "2017-05-27T00:00/2017-06-25T00:00");
        check("HK23x8", 2017, "2017-12-12T00:00/2017-12-20T00:00");
    }

    #[test]
    fn every_rule_of_the_table_has_days() {
        for (rule, _) in crate::engine::figures::lists::feast_rows() {
            let years = 2016..=2024_i16;
            let found = years.filter(|year| days_of(rule, *year).is_some()).count();
            assert!(found >= if matches!(rule, "2-29" | "3-2-1q") { 3 } else { 9 }, "{rule}: {found}");
        }
    }
}
