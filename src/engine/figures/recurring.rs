//! What comes round: "every three years", "every other Friday", "Thursdays at 17.30", "once a week".

use super::line::Line;
use super::lists::{LISTS, TimeWord};
use super::number::{self, Sort};
use super::record::blank;
use super::when::{clock_at, letters_of, weekday_at};
use crate::model::{Figure, FigureKind};

/// The recurring time that begins at a token.
pub fn recurring(line: &Line, index: usize) -> Option<(Figure, usize)> {
    if line.is_any(index, &["every", "each", "all"]) {
        return every(line, index);
    }
    weekdays(line, index)
}

/// "Friday mornings", "Friday and Saturday nights", "Thursdays at 5 p.m.": weekdays that come round with their time.
fn weekdays(line: &Line, index: usize) -> Option<(Figure, usize)> {
    let day = weekday_at(line, index)?;
    let mut end = index + 1;
    let mut last = index;
    loop {
        let comma = usize::from(line.word(end) == ",");
        let joint = comma + usize::from(line.is_any(end + comma, &["and", "or", "&"]));
        if joint == 0 || weekday_at(line, end + joint).is_none() || !line.together(index, end + joint) {
            break;
        }
        (last, end) = (end + joint, end + joint + 1);
    }
    let hours = match LISTS.time(line.lower(end)) {
        Some(TimeWord::Part(from)) if line.word(end).ends_with('s') && line.together(index, end) => {
            end += 1;
            Some(clock_letters(from))
        }
        _ => None,
    };
    // "Thursdays at 5 p.m.": the weekday's own plural tells that it comes round.
    let hours = hours.or_else(|| {
        let at = end + usize::from(line.is_any(end, &["at", "from"]) || line.word(end) == ",");
        let clock = clock_at(line, at).filter(|_| line.word(last).ends_with('s') && line.together(index, at))?;
        end = clock.tokens.end;
        Some(clock.written())
    })?;
    let tokens = index..end;
    let core = line.span(tokens.clone())?;
    let mut figure = blank(line, &tokens, core, FigureKind::Recurring, "figure-recurring")?;
    figure.timex = Some(format!("XXXX-WXX-{day}{hours}"));
    Some((figure, end))
}

/// "every", a number or not, and a period, weekday or part of the day.
fn every(line: &Line, index: usize) -> Option<(Figure, usize)> {
    let other = usize::from(line.is_any(index + 1, &["other", "second", "alternate"]));
    let start = index + 1 + other;
    let number = number::number_at(line, start)
        .filter(|number| other == 0 && matches!(number.sort, Sort::Cardinal | Sort::Ordinal));
    let at = number.as_ref().map_or(start, |number| number.tokens.end);
    let is_every = line.is_any(index, &["every"]);
    let count = match (&number, other) {
        (_, 1) => Some(2),
        (None, _) => Some(1),
        (Some(number), _) => number.value.and_then(|value| rust_decimal::prelude::ToPrimitive::to_u32(&value)),
    };
    let timex = match LISTS.time(line.lower(at))? {
        TimeWord::Weekday(day, true) if is_every => Some(format!("XXXX-WXX-{day}")),
        TimeWord::Period(days) if is_every => {
            let (unit, each) = match days {
                2 => ("WE", 1),
                7 => ("W", 1),
                14 => ("W", 2),
                30 => ("M", 1),
                91 => ("M", 3),
                365 => ("Y", 1),
                3650 => ("Y", 10),
                36500 => ("Y", 100),
                _ => ("D", 1),
            };
            count.and_then(|count| count.checked_mul(each)).map(|count| format!("P{count}{unit}"))
        }
        TimeWord::Period(2) if line.is_any(index, &["all"]) => Some("P1WE".to_owned()),
        TimeWord::Part(from) if is_every => Some(clock_letters(from)),
        TimeWord::Season(_) if is_every => Some("P1Y".to_owned()),
        _ if is_every && line.is_any(at, &["hour", "hours"]) => None,
        _ => return None,
    };
    if !line.together(index, at) {
        return None;
    }
    // "every night at 9:40 p.m."
    let mut end = at + 1;
    let mut timex = timex;
    let led = usize::from(line.is_any(end, &["at"]));
    if let Some(clock) = clock_at(line, end + led).filter(|_| line.together(index, end + led)) {
        end = clock.tokens.end;
        timex = timex.map(|every| match every.strip_prefix('X') {
            Some(_) => every + &clock.written(),
            None => clock.written(),
        });
    }
    let tokens = index..end;
    let core = line.span(tokens.clone())?;
    let mut figure = blank(line, &tokens, core, FigureKind::Recurring, "figure-recurring")?;
    figure.value = number.and_then(|number| number.value);
    figure.timex = timex;
    Some((figure, tokens.end))
}

fn clock_letters(from: u8) -> String {
    format!("T{}", letters_of(from))
}
