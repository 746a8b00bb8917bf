//! What comes round: "every three years", "every other Friday", "Thursdays at 17.30", "once a week".

use super::line::Line;
use super::lists::{LISTS, TimeWord};
use super::number::{self, Sort};
use super::record::blank;
use crate::model::{Figure, FigureKind};

/// The recurring time that begins at a token.
pub fn recurring(line: &Line, index: usize) -> Option<(Figure, usize)> {
    if line.is_any(index, &["every", "each", "all"]) {
        return every(line, index);
    }
    None
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
        TimeWord::Part(_) if is_every => Some("P1D".to_owned()),
        TimeWord::Season(_) if is_every => Some("P1Y".to_owned()),
        _ if is_every && line.is_any(at, &["hour", "hours"]) => None,
        _ => return None,
    };
    if !line.together(index, at) {
        return None;
    }
    let tokens = index..at + 1;
    let core = line.span(tokens.clone())?;
    let mut figure = blank(line, &tokens, core, FigureKind::Recurring, "figure-recurring")?;
    figure.value = number.and_then(|number| number.value);
    figure.timex = timex;
    Some((figure, tokens.end))
}
