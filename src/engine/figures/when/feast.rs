//! Feasts whose day a rule fixes: "Christmas", "Easter Monday", "Thanksgiving".

use super::super::line::Line;
use super::super::lists::LISTS;
use super::relative::relative_at;
use super::stretch::{Stretch, plus_days};
use super::tense::{self, Tense};
use super::years::year_after;
use super::{Anchor, Days};
use jiff::civil::{Date, Weekday};

/// "Christmas", "Christmas 2016", "Easter Monday of last year".
pub fn feast_at(line: &Line, index: usize, anchor: Anchor) -> Option<Days> {
    let step = match () {
        () if line.is_any(index, &["last", "previous", "past"]) => Some(-1),
        () if line.is_any(index, &["next", "coming", "upcoming"]) => Some(1),
        () if line.is_any(index, &["this"]) => Some(0),
        () => None,
    };
    let (rule, end) = named_at(line, index + usize::from(step.is_some()))?;
    let of = usize::from(line.is_any(end, &["of"]));
    let later = relative_at(line, end + of, anchor);
    let (year, end) = match (year_after(line, end), later) {
        (Some((year, end)), _) => (Some(year), end),
        (None, Some(Days { stretch: Some(Stretch::Year(year)), tokens, .. })) => (Some(year), tokens.end),
        (None, _) => (None, end),
    };
    if let Some(year) = year {
        return day_of(rule, year).map(|day| Days::fixed(index..end, Stretch::Day(day)));
    }
    let Some(today) = anchor.day else {
        // A feast with a day of its own says that much.
        let day = day_of(rule, 2000).filter(|_| rule.matches('-').count() == 1 && !rule.starts_with('E'));
        let open = day.map(|day| format!("XXXX-{:02}-{:02}", day.month(), day.day()));
        return Some(open.map_or_else(|| Days::unfixed(index..end), |open| Days::open(index..end, open)));
    };
    let this = day_of(rule, today.year())?;
    let year = match step {
        Some(0) => today.year(),
        Some(step) if step < 0 => today.year() - i16::from(this >= today),
        Some(_) => today.year() + i16::from(this <= today),
        None if tense::at(line, index) == Tense::Past => today.year() - i16::from(this > today),
        None => today.year() + i16::from(this < today),
    };
    day_of(rule, year).map(|day| Days::fixed(index..end, Stretch::Day(day)))
}

/// The feast named at a token: its rule and where its name ends.
fn named_at(line: &Line, index: usize) -> Option<(&'static str, usize)> {
    let names = LISTS.feasts.get(&line.lower(index))?;
    names.iter().find_map(|(words, rule)| {
        let fits = words.iter().enumerate().all(|(offset, word)| is_word(line.word(index + offset), word));
        let end = index + words.len();
        (fits && line.together(index, end - 1)).then_some((*rule, end))
    })
}

fn is_word(written: &str, word: &str) -> bool {
    written.eq_ignore_ascii_case(word)
        || written.starts_with('’') && word.strip_prefix('\'') == written.strip_prefix('’')
}

/// The feast's day in a year.
fn day_of(rule: &str, year: i16) -> Option<Date> {
    if let Some(days) = rule.strip_prefix('E') {
        return plus_days(easter(year)?, days.parse().ok()?);
    }
    let (rule, extra) = rule.split_once('+').map_or((rule, 0), |(rule, days)| (rule, days.parse().unwrap_or(0)));
    // "5-1--1": the last Monday of May.
    let (month, rest) = rule.split_once('-')?;
    let month: u8 = month.parse().ok()?;
    let Some((weekday, which)) = rest.split_once('-') else {
        return Date::new(year, month as i8, rest.parse().ok()?).ok();
    };
    let weekday = Weekday::from_monday_one_offset(weekday.parse().ok()?).ok()?;
    plus_days(Stretch::Month(year, month).nth_weekday(weekday, which.parse().ok()?)?, extra)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_feasts() {
        let day = |rule, year| day_of(rule, year).map(|day| day.to_string());
        assert_eq!(day("E0", 2017).as_deref(), Some("2017-04-16"));
        assert_eq!(day("E-2", 2024).as_deref(), Some("2024-03-29"));
        assert_eq!(day("11-4-4", 2017).as_deref(), Some("2017-11-23"));
        assert_eq!(day("5-1--1", 2017).as_deref(), Some("2017-05-29"));
        assert_eq!(day("12-25", 2017).as_deref(), Some("2017-12-25"));
    }
}
