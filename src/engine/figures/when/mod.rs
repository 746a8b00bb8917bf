//! Dates and times: explicit ones in the world's formats, partial ones, weekdays and relative expressions, fixed against
//! the publication day by the rules of news. What the article does not fix stays open.
//!
//! A place is read for days ([`days`], [`relative`]) and for a time of day ([`clock`]); what stands side by side makes
//! one date with its time, two with a joint a range.

mod clock;
mod days;
mod edge;
mod feast;
mod moon;
mod offset;
mod period;
mod relative;
mod stretch;
mod tense;
mod years;

use super::line::Line;
use crate::model::{Figure, FigureKind};
use clock::{Clock, Half, Part};
use jiff::civil::{Date, Time};
use std::ops::Range;
use stretch::{Stretch, plus_days};

/// What relative expressions are told from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Anchor {
    /// The day of publication.
    pub day: Option<Date>,
    /// The time of publication.
    pub time: Option<Time>,
}

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

/// A month, or its day, whose year the text does not say.
#[derive(Clone, Copy, Debug)]
struct Yearless {
    month: u8,
    day: Option<u8>,
}

/// The days an expression names.
#[derive(Clone, Debug)]
struct Days {
    tokens: Range<usize>,
    core: Range<usize>,
    /// Fixed in the calendar.
    stretch: Option<Stretch>,
    /// Fixed in part: "XXXX-06".
    open: Option<String>,
    /// What is told when nothing is fixed.
    told: Option<String>,
    /// "three weeks ago" is about that day.
    is_about: bool,
    /// Other readings.
    others: Vec<Stretch>,
    /// The last of a range, as EDTF.
    until: Option<String>,
    yearless: Option<Yearless>,
    part: Option<Part>,
    is_evening: bool,
}

impl Days {
    fn unfixed(tokens: Range<usize>) -> Self {
        Self {
            core: tokens.clone(),
            tokens,
            stretch: None,
            open: None,
            told: None,
            is_about: false,
            others: Vec::new(),
            until: None,
            yearless: None,
            part: None,
            is_evening: false,
        }
    }

    fn fixed(tokens: Range<usize>, stretch: Stretch) -> Self {
        Self { stretch: Some(stretch), ..Self::unfixed(tokens) }
    }

    fn open(tokens: Range<usize>, edtf: String) -> Self {
        Self { open: Some(edtf), ..Self::unfixed(tokens) }
    }

    fn told(tokens: Range<usize>, timex: String) -> Self {
        Self { told: Some(timex), ..Self::unfixed(tokens) }
    }

    /// A day no month has: seen, not read.
    fn unread(tokens: Range<usize>) -> Self {
        Self::unfixed(tokens)
    }

    /// From these days up to those.
    fn up_to(mut self, last: &Days) -> Self {
        self.until = match last.stretch {
            // "to the end of 2008": its last day.
            Some(Stretch::Days(_, end)) => plus_days(end, -1).map(|day| day.to_string()),
            _ => last.edge(),
        };
        if self.until.is_none() || self.edge().is_none() {
            (self.stretch, self.open, self.until) = (None, None, None);
        }
        self.tokens.end = self.tokens.end.max(last.tokens.end);
        self.core = self.tokens.clone();
        self.others.clear();
        self
    }

    /// EDTF of one end of a range: a week begins with its Monday.
    fn edge(&self) -> Option<String> {
        match self.stretch {
            Some(
                Stretch::Week(_) | Stretch::Weekend(_) | Stretch::Days(..) | Stretch::Quarter(..) | Stretch::Half(..),
            ) => self.stretch?.first_day().map(|day| day.to_string()),
            Some(stretch) => stretch.edtf(),
            None => self.open.clone(),
        }
    }

    fn date(&self) -> Option<String> {
        if let Some(until) = &self.until {
            return Some(format!("{}/{until}", self.edge()?));
        }
        let edtf = self.stretch.and_then(Stretch::edtf)?;
        Some(if self.is_about && !edtf.contains('/') { format!("{edtf}~") } else { edtf })
    }

    fn timex(&self) -> Option<String> {
        if self.until.is_some() {
            return self.date();
        }
        let fixed = self.stretch.and_then(Stretch::timex);
        let part = self.part.as_ref().map_or_else(String::new, |part| format!("T{}", part.letters));
        fixed.map(|fixed| fixed + &part).or_else(|| self.open.clone()).or_else(|| self.told.clone())
    }
}

pub use clock::{clock_at, letters_of};
pub use relative::{has_period, weekday_at};
pub use years::is_of_title;

/// How far back a year can stand that "the following year" is told from, in bytes: two or three sentences.
const FARTHEST_YEAR: usize = 400;

/// "the following year", "the previous year": told from the last year that is written before.
pub fn year_told_from(line: &Line, start: usize, end: usize, found: &[Figure]) -> Option<String> {
    let the = usize::from(line.is_any(start, &["the"]));
    let step = match () {
        () if the == 0 || end != start + 3 || !line.is_any(start + 2, &["year"]) => return None,
        () if line.is_any(start + 1, &["following"]) => 1,
        () if line.is_any(start + 1, &["previous"]) => -1,
        () => return None,
    };
    let from = line.span(start..end)?.start();
    // A text of nothing else stays a matter of one pass.
    let last = found.iter().rev().take(12).find(|figure| figure.kind == FigureKind::Date && figure.date.is_some())?;
    let year: i32 = last.date.as_ref()?.get(..4)?.parse().ok()?;
    let is_near = from.saturating_sub(last.span.end()) <= FARTHEST_YEAR;
    let is_written = line.reading.slice(last.span).contains(&year.to_string());
    (is_near && is_written).then(|| format!("{:04}", year + step))
}

/// The date or time that begins at a token.
pub fn when_at(line: &Line, index: usize, anchor: Anchor) -> Option<When> {
    let moment = offset::moment_at(line, index, anchor)
        .or_else(|| period::periods_at(line, index, anchor))
        .or_else(|| hours(line, index, anchor));
    if moment.is_some() {
        return moment;
    }
    let is_led = line.before(index).is_some_and(|before| line.is_any(before, &["between", "from"]));
    if is_led && let Some(range) = now_at(line, index, anchor).and_then(|now| now.up_to(line, index, anchor)) {
        return Some(range);
    }
    let first = Piece::at(line, index, anchor)?;
    if let Some(range) = first.with_hours(line, index, anchor) {
        return Some(range);
    }
    if let Some(range) = first.up_to(line, index, anchor) {
        return Some(range);
    }
    first.when()
}

/// Days, a time of day, or both side by side.
struct Piece {
    tokens: Range<usize>,
    days: Option<Days>,
    clock: Option<Clock>,
    part: Option<Part>,
}

fn days_at(line: &Line, index: usize, anchor: Anchor) -> Option<Days> {
    edge::edge_at(line, index, anchor)
        .or_else(|| relative::relative_at(line, index, anchor))
        .or_else(|| days::written_at(line, index, anchor))
}

/// "8 tonight", "eight in the evening": an hour that only its part of the day makes one.
fn hour_with_part(line: &Line, index: usize) -> Option<Clock> {
    let hour = clock::hour_alone(line, index)?;
    let end = hour.tokens.end;
    let is_part = line.is_any(end, &["in"]) && clock::part_at(line, end).is_some();
    // "at 5 tomorrow"
    let is_led = line.before(index).is_some_and(|before| line.is_any(before, &["at", "by", "until"]));
    let is_day = is_led && line.is_any(end, &["today", "tomorrow", "yesterday"]);
    (line.together(index, end) && (line.is_any(end, &["tonight", "tonite"]) || is_part || is_day)).then_some(hour)
}

/// "9-10 am", "5 to seven in the morning", "between 3 and 8 p.m.": the first is an hour for the second's sake.
fn hours(line: &Line, index: usize, anchor: Anchor) -> Option<When> {
    let first = clock::hour_alone(line, index)?;
    let end = first.tokens.end;
    let is_dash = matches!(line.word(end), "-" | "–") && line.is_glued(end) == line.is_glued(end - 1);
    let is_between = line.before(index).is_some_and(|before| line.is_any(before, &["between"]));
    if !(is_dash || line.is_any(end, &["to", "until"]) || is_between && line.is_any(end, &["and"])) {
        return None;
    }
    let second = clock::clock_at(line, end + 1).or_else(|| hour_with_part(line, end + 1))?;
    let part = clock::part_at(line, second.tokens.end);
    let second = match &part {
        Some(part) => second.in_half(part.half),
        None => second,
    };
    // "from 7 to 7:30": the second says that both are hours.
    let is_written = second.tokens.len() > 1 || second.is_sure;
    if !is_written || !line.together(index, end + 1) {
        return None;
    }
    let stop = part.map_or(second.tokens.end, |part| part.tokens.end);
    let days =
        days_at(line, stop + joint(line, stop), anchor).filter(|days| matches!(days.stretch, Some(Stretch::Day(_))));
    let tokens = index..days.as_ref().map_or(stop, |days| days.tokens.end);
    clock_range(tokens, days.as_ref(), first, &second)
}

/// "morning of 5 July", "evening of Christmas Day".
fn part_of_days(line: &Line, index: usize, anchor: Anchor) -> Option<(Part, Days)> {
    anchor.day?;
    let part = clock::part_at(line, index).filter(|part| part.tokens.len() == 1)?;
    let of = part.tokens.end;
    let days = days_at(line, of + 1, anchor).filter(|_| line.is_any(of, &["of"]) && line.together(index, of + 1))?;
    matches!(days.stretch, Some(Stretch::Day(_))).then_some((part, days))
}

/// How many tokens of a joint stand between a date and its time.
fn joint(line: &Line, at: usize) -> usize {
    let comma = usize::from(line.word(at) == ",");
    let word = usize::from(line.is_any(at + comma, &["at", "@", "on", "around", "about", "by"]));
    comma + word
}

impl Piece {
    fn at(line: &Line, index: usize, anchor: Anchor) -> Option<Self> {
        let mut piece = Self { tokens: index..index, days: None, clock: None, part: None };
        if let Some(clock) = clock::clock_at(line, index).or_else(|| hour_with_part(line, index)) {
            piece.tokens.end = clock.tokens.end;
            piece.clock = Some(clock);
        } else if let Some((part, days)) = part_of_days(line, index, anchor) {
            (piece.tokens.end, piece.part, piece.days) = (days.tokens.end, Some(part), Some(days));
        } else {
            let days = days_at(line, index, anchor)?;
            piece.tokens.end = days.tokens.end;
            piece.part.clone_from(&days.part);
            piece.days = Some(days);
        }
        while piece.grow(line, anchor) {}
        Some(piece)
    }

    /// Takes the next part in that stands beside; whether there was one.
    fn grow(&mut self, line: &Line, anchor: Anchor) -> bool {
        let end = self.tokens.end;
        let at = end + joint(line, end);
        if !line.together(end - 1, at) {
            return false;
        }
        if self.part.is_none()
            && let Some(part) = clock::part_at(line, end)
        {
            self.tokens.end = part.tokens.end;
            self.part = Some(part);
            return true;
        }
        if self.clock.is_none() && self.takes_clock() {
            let is_told = line.is_any(at.saturating_sub(1), &["at", "@", "around"]);
            let alone = || {
                let hour = clock::hour_alone(line, at).filter(|_| is_told)?;
                let is_end = !line.is_word(at + 1) || !line.together(at, at + 1) || line.is_any(at + 1, &["on", "and"]);
                (is_end && !matches!(line.word(at + 1), "%" | "-")).then_some(hour)
            };
            if let Some(clock) = clock::clock_at(line, at).or_else(alone) {
                self.tokens.end = clock.tokens.end;
                self.clock = Some(clock);
                return true;
            }
        }
        if self.days.is_none()
            && let Some(days) = days_at(line, at, anchor).filter(|days| days.until.is_none() && !days.is_about)
            && matches!(days.stretch, Some(Stretch::Day(_)) | None)
            && (days.stretch.is_some() || days.open.is_some() || days.told.is_some())
        {
            self.tokens.end = days.tokens.end;
            self.days = Some(days);
            return true;
        }
        false
    }

    /// Whether the days are such that a time of day can follow.
    fn takes_clock(&self) -> bool {
        self.days.as_ref().is_some_and(|days| {
            let is_day = matches!(days.stretch, Some(Stretch::Day(_)) | None);
            let is_told =
                days.stretch.is_some() || days.told.is_some() || days.yearless.is_some_and(|open| open.day.is_some());
            is_day && is_told && days.until.is_none()
        })
    }

    /// The time of day, in the half that the words beside it say.
    fn time(&self) -> Option<Clock> {
        let clock = self.clock.clone()?;
        let evening = self.days.as_ref().is_some_and(|days| days.is_evening).then_some(Half::Afternoon);
        let half = self.part.as_ref().map(|part| part.half).or(evening);
        Some(match half {
            Some(half) => clock.in_half(half),
            None => clock,
        })
    }

    fn when(self) -> Option<When> {
        let core = match (&self.days, &self.clock) {
            (Some(days), None) if self.part.is_none() => days.core.clone(),
            _ => self.tokens.clone(),
        };
        let made =
            |kind, date, timex, readings| When { tokens: self.tokens.clone(), core, kind, date, timex, readings };
        let Some(days) = &self.days else {
            let clock = self.time()?;
            return Some(made(FigureKind::Time, Some(clock.written()), Some(clock.timex()), Vec::new()));
        };
        let Some(clock) = self.time() else {
            let mut days = days.clone();
            days.part = self.part.clone().filter(|_| matches!(days.stretch, Some(Stretch::Day(_)) | None));
            // "Monday morning", "tonight": hours of that day.
            let hours = match &days.part {
                Some(part) => Some(part.hours),
                None => days.is_evening.then_some((18, 24)),
            };
            if let Some((from, until)) = hours
                && days.until.is_none()
            {
                let first = days.stretch.and_then(Stretch::first_day);
                if let Some(date) = first.and_then(|day| part_of_day(day, from, until)) {
                    return Some(made(FigureKind::Datetime, Some(date), days.timex(), Vec::new()));
                }
            }
            let date = days.date().or_else(|| days.open.clone());
            let mut readings = Vec::new();
            if !days.others.is_empty() {
                readings.extend(date.clone());
                readings.extend(days.others.iter().filter_map(|other| other.edtf()));
            }
            let timex = days.timex();
            return Some(made(FigureKind::Date, date, timex, readings));
        };
        let date = days.stretch.and_then(Stretch::edtf).map(|date| date + &clock.written());
        let timex = days.timex().map(|timex| timex + &clock.timex());
        Some(made(FigureKind::Datetime, date, timex, Vec::new()))
    }

    /// "8am until 6": an hour alone behind a time that is sure.
    fn hour_behind(&self, line: &Line, index: usize) -> Option<Piece> {
        let is_led =
            self.clock.as_ref().is_some_and(|clock| clock.is_sure) && line.is_any(index - 1, &["until", "till", "to"]);
        let hour = clock::hour_alone(line, index).filter(|_| is_led)?;
        let end = hour.tokens.end;
        let is_closed = !line.together(index, end) || matches!(line.word(end), "." | "," | ";") && !line.is_glued(end);
        is_closed.then(|| Piece { tokens: hour.tokens.clone(), days: None, clock: Some(hour), part: None })
    }

    /// "tomorrow from 8 to 9:15", "Monday morning between 10 and 11:30": the days with the hours behind them.
    fn with_hours(&self, line: &Line, index: usize, anchor: Anchor) -> Option<When> {
        let end = self.tokens.end;
        let led = usize::from(line.word(end) == ",") + 1;
        if self.clock.is_some() || !line.is_any(end + led - 1, &["from", "between"]) || !line.together(index, end + led)
        {
            return None;
        }
        let day = match self.days.as_ref()?.stretch? {
            Stretch::Day(day) => day,
            _ => return None,
        };
        let at = end + led;
        let range = hours(line, at, anchor).or_else(|| Piece::at(line, at, anchor)?.up_to(line, at, anchor))?;
        let (from, until) = range.date.as_deref().filter(|_| range.kind == FigureKind::Time)?.split_once('/')?;
        let date = Some(format!("{day}{from}/{day}{until}")).filter(|_| from < until)?;
        let tokens = index..range.tokens.end;
        let (kind, timex, readings) = (FigureKind::Datetime, Some(date.clone()), Vec::new());
        Some(When { core: tokens.clone(), tokens, kind, date: Some(date), timex, readings })
    }

    /// "from Monday to Friday", "9:30–11:00", "June to August 1992": with the piece behind a joint.
    fn up_to(&self, line: &Line, index: usize, anchor: Anchor) -> Option<When> {
        let end = self.tokens.end;
        let is_led = |words: &[&str]| line.before(index).is_some_and(|before| line.is_any(before, words));
        let is_dash = matches!(line.word(end), "-" | "–" | "—" | "~") && line.is_glued(end) == line.is_glued(end - 1);
        let is_joint = is_dash
            || line.is_any(end, &["to", "through", "until", "till", "untill"])
            || line.is_any(end, &["and"]) && is_led(&["between"]);
        if !is_joint || !line.together(index, end + 1) || self.days.as_ref().is_some_and(|days| days.until.is_some()) {
            return None;
        }
        let article = usize::from(line.is_any(end + 1, &["the"]));
        let last = now_at(line, end + 1, anchor)
            .or_else(|| self.hour_behind(line, end + 1))
            .or_else(|| Piece::at(line, end + 1, anchor))
            .or_else(|| Piece::at(line, end + 1 + article, anchor))?;
        let tokens = index..last.tokens.end;
        match (&self.days, &last.days, self.time(), last.time()) {
            (Some(first), Some(second), None, None) => {
                let first = with_year_of(first.clone(), second);
                let mut second = later_year(second.clone(), &first);
                second.tokens = tokens.clone();
                let span = Days { tokens: tokens.clone(), ..first }.up_to(&second);
                let (date, timex) = (span.date(), span.timex());
                date.is_some().then(|| When {
                    core: tokens.clone(),
                    tokens,
                    kind: FigureKind::Date,
                    date,
                    timex,
                    readings: Vec::new(),
                })
            }
            (days, None, Some(first), Some(second)) => clock_range(tokens, days.as_ref(), first, &second),
            (None, Some(days), Some(first), Some(second)) => clock_range(tokens, Some(days), first, &second),
            _ => None,
        }
    }
}

/// The hours of a day from one to the other: "2017-10-16T18:00/2017-10-17T00:00".
fn part_of_day(day: Date, from: u8, until: u8) -> Option<String> {
    let (end, until) = if until == 24 { (plus_days(day, 1)?, 0) } else { (day, until) };
    Some(format!("{day}T{from:02}:00/{end}T{until:02}:00"))
}

/// "between 2019 and now", "from March to date": the other end is today.
fn now_at(line: &Line, index: usize, anchor: Anchor) -> Option<Piece> {
    let the = usize::from(line.is_any(index, &["the", "current"]));
    let end = index + the + 1;
    let is_now = line.is_any(index + the, &["present"])
        || the == 0 && line.is_any(index, &["now"])
        || line.is_any(index, &["date", "current"]) && line.is_any(end - 1, &["date"]);
    let today = anchor.day.filter(|_| is_now && !line.is_any(end, &["of"]))?;
    let days = Some(Days::fixed(index..end, Stretch::Day(today)));
    Some(Piece { tokens: index..end, days, clock: None, part: None })
}

/// "June-August 1992": the year stands behind the second.
fn with_year_of(first: Days, second: &Days) -> Days {
    let (Some(yearless), None, Some(year)) = (first.yearless, second.yearless, second.stretch.and_then(year_of)) else {
        return first;
    };
    let begins = second.stretch.and_then(Stretch::first_day).map_or(12, |day| day.month() as u8);
    let year = year - i16::from(yearless.month > begins);
    let stretch = match yearless.day {
        Some(day) => Date::new(year, yearless.month as i8, day as i8).ok().map(Stretch::Day),
        None => Some(Stretch::Month(year, yearless.month)),
    };
    Days { stretch: stretch.or(first.stretch), open: None, ..first }
}

/// The end of a range is no earlier than its start: "from November to March".
fn later_year(second: Days, first: &Days) -> Days {
    let (Some(yearless), Some(start)) = (second.yearless, first.stretch.and_then(Stretch::first_day)) else {
        return second;
    };
    let dated = |year: i16| match yearless.day {
        Some(day) => Date::new(year, yearless.month as i8, day as i8).ok().map(Stretch::Day),
        None => Some(Stretch::Month(year, yearless.month)),
    };
    let fits = |stretch: &Stretch| stretch.first_day().is_some_and(|day| day >= start);
    let stretch = dated(start.year()).filter(fits).or_else(|| dated(start.year() + 1)).or(second.stretch);
    Days { stretch, ..second }
}

fn year_of(stretch: Stretch) -> Option<i16> {
    stretch.first_day().map(Date::year)
}

fn clock_range(tokens: Range<usize>, days: Option<&Days>, first: Clock, second: &Clock) -> Option<When> {
    // "9 to 11 p.m.", "11:30-1:30": the half of the second is the first's, unless that turns them round.
    let first = match second.half() {
        Some(half) if !first.is_sure && first.clone().in_half(half).written() < second.written() => first.in_half(half),
        _ => first,
    };
    let later = second.clone().in_half(Half::Afternoon);
    let second = if second.written() <= first.written() && !second.is_sure { &later } else { second };
    let day = days.and_then(|days| days.stretch).and_then(Stretch::edtf).unwrap_or_default();
    let until = match days.and_then(|days| days.stretch) {
        Some(Stretch::Day(date)) if second.written() < first.written() => plus_days(date, 1)?.to_string(),
        _ => day.clone(),
    };
    let date = format!("{day}{}/{until}{}", first.written(), second.written());
    let kind = if days.is_some() { FigureKind::Datetime } else { FigureKind::Time };
    Some(When { core: tokens.clone(), tokens, kind, timex: Some(date.clone()), date: Some(date), readings: Vec::new() })
}
