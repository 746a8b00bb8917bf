//! Times of day: "2 a.m.", "10:30", "15h00", "half past three", "noon", and the parts of the day.

use super::super::line::Line;
use super::super::lists::{LISTS, NumberWord, TimeWord};
use crate::engine::TokenKind;
use rust_decimal::prelude::ToPrimitive;
use std::ops::Range;

/// A time of day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Clock {
    /// Its tokens.
    pub tokens: Range<usize>,
    hour: u8,
    minute: u8,
    second: Option<u8>,
    /// Whether "a.m.", "p.m." or a 24-hour form says which half of the day.
    pub is_sure: bool,
    /// Minutes ahead of UTC, as given.
    pub zone: Option<i32>,
}

/// Which half of the day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Half {
    /// Before noon.
    Morning,
    /// After noon.
    Afternoon,
}

impl Clock {
    /// As ISO 8601 writes it: "T02:00".
    pub fn written(&self) -> String {
        let seconds = self.second.map(|second| format!(":{second:02}")).unwrap_or_default();
        format!("T{:02}:{:02}{seconds}", self.hour, self.minute)
    }

    /// TIMEX3: with the zone as given.
    pub fn timex(&self) -> String {
        let zone = self.zone.map_or(String::new(), |minutes| match minutes {
            0 => "Z".to_owned(),
            minutes => {
                format!("{}{:02}:{:02}", if minutes < 0 { '-' } else { '+' }, minutes.abs() / 60, minutes.abs() % 60)
            }
        });
        format!("{}{zone}", self.written())
    }

    /// The same time in the half of the day that words beside it say.
    pub fn in_half(mut self, half: Half) -> Self {
        if !self.is_sure {
            self.hour = in_half(self.hour, half);
            self.is_sure = true;
        }
        self
    }

    /// Which half it stands in, where that is sure.
    pub fn half(&self) -> Option<Half> {
        self.is_sure.then_some(if self.hour < 12 { Half::Morning } else { Half::Afternoon })
    }
}

fn in_half(hour: u8, half: Half) -> u8 {
    match half {
        Half::Afternoon if hour < 12 => hour + 12,
        Half::Morning if hour == 12 => 0,
        _ => hour,
    }
}

/// "a.m.", "pm", "p m", "p . m ." and where it ends.
fn half_at(line: &Line, index: usize) -> Option<(Half, usize)> {
    let word = line.word(index);
    let half = |letter: Option<char>| match letter?.to_ascii_lowercase() {
        'a' => Some(Half::Morning),
        'p' => Some(Half::Afternoon),
        _ => None,
    };
    if line.is_any(index, &["am", "pm", "a.m.", "p.m.", "a.m", "p.m"]) {
        let is_dotted = word.contains('.') && !word.ends_with('.');
        let stop = usize::from(is_dotted && line.word(index + 1) == "." && line.is_glued(index));
        return Some((half(word.chars().next())?, index + 1 + stop));
    }
    let stop = |at: usize| usize::from(line.word(at) == ".");
    if line.is_any(index, &["a", "p"]) {
        let m = index + 1 + stop(index + 1);
        if line.is_any(m, &["m"]) && line.together(index, m) {
            return Some((half(word.chars().next())?, m + 1 + stop(m + 1)));
        }
    }
    None
}

/// An hour in words or one or two digits, 1 to 12.
pub fn bare_hour(line: &Line, index: usize) -> Option<u8> {
    match LISTS.number(line.lower(index)) {
        Some(NumberWord::Unit(value)) => value.to_u8(),
        _ if line.kind(index) == Some(TokenKind::Number) && line.word(index).len() <= 2 => {
            line.word(index).parse().ok()
        }
        _ => None,
    }
    .filter(|hour| (1..=12).contains(hour))
}

/// An hour alone, where what stands around it makes it one.
pub fn hour_alone(line: &Line, index: usize) -> Option<Clock> {
    let hour = bare_hour(line, index)?;
    Some(Clock { tokens: index..index + 1, hour, minute: 0, second: None, is_sure: false, zone: None })
}

/// The time of day that begins at a token.
pub fn clock_at(line: &Line, index: usize) -> Option<Clock> {
    let clock = past_hour(line, index).or_else(|| named(line, index)).or_else(|| read(line, index))?;
    Some(zoned(line, clock))
}

/// "noon", "midnight" after a word of time.
fn named(line: &Line, index: usize) -> Option<Clock> {
    const BEFORE: &[&str] = &["at", "by", "around", "until", "before", "after", "from", "to", "since", "till", "about"];
    let Some(TimeWord::Clock(hour)) = LISTS.time(line.lower(index)) else { return None };
    let is_time = line.before(index).is_none_or(|before| {
        line.is_any(before, BEFORE)
            || matches!(LISTS.time(line.lower(before)), Some(TimeWord::Day(_) | TimeWord::Weekday(..)))
    });
    is_time.then(|| Clock { tokens: index..index + 1, hour, minute: 0, second: None, is_sure: true, zone: None })
}

/// "half past three", "a quarter to 9", "20 past 3pm", "15 minutes past 3 p.m."
fn past_hour(line: &Line, index: usize) -> Option<Clock> {
    let article = usize::from(line.is_any(index, &["a"]) && line.is_any(index + 1, &["quarter"]));
    let at = index + article;
    let minutes: u8 = match LISTS.number(line.lower(at)) {
        _ if line.is_any(at, &["half"]) => 30,
        _ if line.is_any(at, &["quarter"]) => 15,
        Some(NumberWord::Unit(value) | NumberWord::Ten(value)) => value.to_u8()?,
        _ if line.kind(at) == Some(TokenKind::Number) && line.word(at).len() <= 2 => line.word(at).parse().ok()?,
        _ => return None,
    };
    let named = usize::from(line.is_any(at + 1, &["minutes", "minute", "min", "mins"]));
    let turn = at + 1 + named;
    let is_past = line.is_any(turn, &["past", "after"]);
    if !(is_past || line.is_any(turn, &["to", "before"]) && minutes <= 30) || minutes > 59 {
        return None;
    }
    let hour = read(line, turn + 1).or_else(|| {
        let is_half = line.is_any(at, &["half", "quarter"]) && line.is_any(turn, &["past"]);
        // "at ten past 9", "25 min past six in the morning"
        let is_led = line.before(index).is_some_and(|before| line.is_any(before, &["at", "by", "until", "around"]));
        let is_told =
            is_half || line.is_any(turn, &["past"]) && (is_led || named == 1 || part_at(line, turn + 2).is_some());
        is_told.then(|| hour_alone(line, turn + 1)).flatten()
    })?;
    if hour.minute != 0 || !line.together(index, hour.tokens.end - 1) {
        return None;
    }
    let (hour_of, minute) =
        if is_past { (hour.hour, minutes % 60) } else { ((hour.hour + 23) % 24, (60 - minutes) % 60) };
    Some(Clock { tokens: index..hour.tokens.end, hour: hour_of, minute, ..hour })
}

/// What stands in one token of digits: hour, minutes, and letters behind.
fn hour_token(word: &str) -> Option<(u8, Option<u8>, &str)> {
    let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
    let length = digits(word);
    let (hour, rest) = word.split_at_checked(length)?;
    if !(1..=2).contains(&length) {
        return None;
    }
    let hour = hour.parse().ok()?;
    // "15h30", "8.30pm"
    if let Some(minutes) = rest.strip_prefix('h').or_else(|| rest.strip_prefix('.'))
        && digits(minutes) == 2
    {
        let (minute, rest) = minutes.split_at_checked(2)?;
        return Some((hour, Some(minute.parse().ok()?), rest));
    }
    Some((hour, None, rest))
}

/// "1140 a.m.", "at 1400 hours", "at 0930 hrs": three or four digits without a mark.
fn compact(line: &Line, index: usize) -> Option<Clock> {
    let word = line.word(index);
    if !matches!(word.len(), 3 | 4) || !word.chars().all(|c| c.is_ascii_digit()) || !line.together(index, index + 1) {
        return None;
    }
    let (hour, minute) = word.split_at_checked(word.len() - 2)?;
    let (hour, minute): (u8, u8) = (hour.parse().ok()?, minute.parse().ok()?);
    if let Some((half, end)) = half_at(line, index + 1).filter(|_| (1..=12).contains(&hour) && minute < 60) {
        let hour = in_half(hour, half);
        return Some(Clock { tokens: index..end, hour, minute, second: None, is_sure: true, zone: None });
    }
    let is_led = line.before(index).is_some_and(|before| {
        line.is_any(before, &["at", "by", "around", "until", "from", "about", "since", "before", "after", "to"])
    });
    let is_hours = word.len() == 4 && line.is_any(index + 1, &["hours", "hrs", "hrs."]) && is_led && hour < 24;
    (is_hours && minute < 60).then_some(Clock {
        tokens: index..index + 2,
        hour,
        minute,
        second: None,
        is_sure: true,
        zone: None,
    })
}

fn read(line: &Line, index: usize) -> Option<Clock> {
    if let Some(clock) = compact(line, index) {
        return Some(clock);
    }
    let word = line.word(index);
    let mut end = index + 1;
    let mut half = None;
    let mut is_clock = false;
    let (mut hour, mut minute, mut second) = (0, 0, None);
    if line.kind(index) == Some(TokenKind::Number) {
        let (found, minutes, letters) = hour_token(word)?;
        hour = found;
        minute = minutes.unwrap_or(0);
        is_clock = minutes.is_some() && word.contains('h');
        match letters {
            "am" | "AM" | "a" => half = Some(Half::Morning),
            "pm" | "PM" | "p" => half = Some(Half::Afternoon),
            "" | "h" => {}
            _ => return None,
        }
        if line.word(end) == ":" && line.is_glued(index) && line.is_glued(end) && letters.is_empty() {
            let (minutes, seconds, stop, letters) = after_colon(line, end + 1)?;
            (minute, second, end, is_clock) = (minutes, seconds, stop, true);
            half = match letters {
                "am" | "AM" | "a" => Some(Half::Morning),
                "pm" | "PM" | "p" => Some(Half::Afternoon),
                "" => None,
                _ => return None,
            };
        }
        // "8.30" is a time only with its half of the day.
        if letters == "h" && !is_clock {
            let is_led = line.before(index).is_some_and(|before| line.is_any(before, &["at", "by", "until", "from"]));
            let is_zoned = LISTS.zone(line.lower(end)).is_some() && line.word(end).chars().all(char::is_uppercase);
            is_clock = is_led || is_zoned && line.together(index, end);
        }
    } else if line.is_word(index) {
        hour = bare_hour(line, index)?;
        // "ten thirty a.m.": minutes in words, where the half of the day stands behind.
        if let Some((minutes, stop)) = minutes_in_words(line, end).filter(|(_, stop)| half_at(line, *stop).is_some()) {
            (minute, end) = (minutes, stop);
        }
    }
    if half.is_none()
        && line.together(index, end)
        && let Some((found, stop)) = half_at(line, end)
    {
        (half, end) = (Some(found), stop);
    }
    if line.is_any(end, &["o’clock", "o'clock", "oclock"]) && line.together(index, end) {
        (is_clock, end) = (true, end + 1);
    }
    let is_dotted = word.contains('.') && half.is_none();
    let is_whole_hours = half.is_some() && (hour == 0 || hour > 12);
    if !(is_clock || half.is_some()) || is_dotted || minute > 59 || hour > 24 || is_whole_hours {
        return None;
    }
    let is_sure = half.is_some() || hour == 0 || hour > 12 || word.starts_with('0');
    let hour = half.map_or(hour, |half| in_half(hour, half));
    Some(Clock { tokens: index..end, hour, minute, second, is_sure, zone: None })
}

/// "thirty", "twenty-three", "ten": ten minutes or more.
fn minutes_in_words(line: &Line, index: usize) -> Option<(u8, usize)> {
    match LISTS.number(line.lower(index))? {
        NumberWord::Unit(value) => value.to_u8().filter(|minutes| *minutes >= 10).map(|minutes| (minutes, index + 1)),
        NumberWord::Ten(tens) => {
            let tens = tens.to_u8().filter(|tens| *tens < 60)?;
            let hyphen = usize::from(line.word(index + 1) == "-");
            match LISTS.number(line.lower(index + 1 + hyphen)) {
                Some(NumberWord::Unit(unit)) => {
                    unit.to_u8().filter(|unit| (1..10).contains(unit)).map(|unit| (tens + unit, index + 2 + hyphen))
                }
                _ => Some((tens, index + 1)),
            }
        }
        _ => None,
    }
}

/// The minutes (and seconds) after a colon, where they end, and the letters glued to them.
fn after_colon<'t>(line: &Line<'_, 't>, index: usize) -> Option<(u8, Option<u8>, usize, &'t str)> {
    let two = |word: &'t str| -> Option<(u8, &'t str)> {
        let (digits, rest) = word.split_at_checked(2)?;
        let is_two = digits.chars().all(|c| c.is_ascii_digit()) && !rest.starts_with(|c: char| c.is_ascii_digit());
        is_two.then(|| digits.parse().ok()).flatten().map(|value| (value, rest))
    };
    let (minute, rest) = two(line.word(index))?;
    if rest.is_empty() && line.word(index + 1) == ":" && line.is_glued(index) && line.is_glued(index + 1) {
        let (second, rest) = two(line.word(index + 2))?;
        return (second < 60).then_some((minute, Some(second), index + 3, rest));
    }
    Some((minute, None, index + 1, rest))
}

/// "local time", "GMT", "CET": the zone as given.
fn zoned(line: &Line, mut clock: Clock) -> Clock {
    let end = clock.tokens.end;
    let paren = usize::from(line.word(end) == "(");
    if line.is_any(end, &["local"]) && line.is_any(end + 1, &["time"]) {
        clock.tokens.end = end + 2;
    } else if let Some(zone) = LISTS.zone(line.lower(end + paren))
        && line.word(end + paren).chars().all(char::is_uppercase)
    {
        clock.zone = Some(zone);
        clock.tokens.end = end + 1 + paren * 2;
    }
    clock
}

/// A part of the day: "in the morning", "evening", "at night".
#[derive(Clone, Debug)]
pub struct Part {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Which half of the day it lies in.
    pub half: Half,
    /// TIMEX3's letters for it.
    pub letters: &'static str,
    /// The hours it lasts. Newsrooms and standards differ; these leave no hour of a day between two parts.
    pub hours: (u8, u8),
}

/// The part of the day at a token.
pub fn part_at(line: &Line, index: usize) -> Option<Part> {
    let led = if line.is_any(index, &["in", "during"]) && line.is_any(index + 1, &["the"]) {
        2
    } else {
        usize::from(line.is_any(index, &["at", "early", "late", "of"]))
    };
    let at = index + led + usize::from(led == 2 && line.is_any(index + 2, &["early", "late"]));
    let Some(TimeWord::Part(from)) = LISTS.time(line.lower(at)) else { return None };
    let (half, letters, hours) = match from {
        0..12 => (Half::Morning, letters_of(from), (0, 12)),
        12..17 => (Half::Afternoon, letters_of(from), (12, 18)),
        _ => (Half::Afternoon, letters_of(from), (18, 24)),
    };
    let is_one = line.together(index, at) && !line.word(at).ends_with('s');
    is_one.then_some(Part { tokens: index..at + 1, half, letters, hours })
}

/// TIMEX3's letters for the part of the day that begins at an hour.
pub fn letters_of(from: u8) -> &'static str {
    match from {
        0..12 => "MO",
        12..17 => "AF",
        17..20 => "EV",
        _ => "NI",
    }
}
