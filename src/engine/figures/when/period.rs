//! So many periods up to or from the moment of publication: "last two weeks", "next 3 hours", "the 5 coming years". With "the"
//! before it ("over the last two weeks") it is how long something took, and a duration; without a day of publication too.

use super::super::line::Line;
use super::super::lists::{LISTS, TimeWord};
use super::super::number::{self, Sort};
use super::stretch::{Grain, Stretch, plus_days, plus_months};
use super::{Anchor, When};
use crate::engine::TokenKind;
use crate::model::FigureKind;
use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

/// Which way the periods lie.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

fn side_at(line: &Line, index: usize) -> Option<Side> {
    if line.is_any(index, &["last", "past", "previous"]) {
        return Some(Side::Before);
    }
    line.is_any(index, &["next", "coming", "upcoming", "following"]).then_some(Side::After)
}

/// The periods told at a token.
pub fn periods_at(line: &Line, index: usize, anchor: Anchor) -> Option<When> {
    let today = anchor.day?;
    let is_led = side_at(line, index).is_some();
    let at = index + usize::from(is_led);
    let number = number::number_at(line, at).filter(|number| number.sort == Sort::Cardinal && number.unit.is_none())?;
    // "two quarters" of a year are no half.
    let mut end = number.tokens.end;
    let side = if is_led { side_at(line, index)? } else { side_at(line, end)? };
    end += usize::from(!is_led);
    let is_owned = line.before(index).is_some_and(|before| {
        line.kind(before) == Some(TokenKind::Possessive)
            || line
                .is_any(before, &["the", "his", "her", "their", "its", "our", "my", "your", "these", "those", "first"])
    });
    let is_of = line.is_any(end + 1, &["of", "before", "after"]) || matches!(line.word(end + 1), "-" | "'" | "’");
    // "should last two hours": the verb.
    let is_verb = line.is_any(index, &["last"])
        && line.before(index).is_some_and(|before| {
            line.is_any(
                before,
                &["to", "will", "would", "should", "could", "can", "may", "might", "must", "not", "did", "does"],
            ) || line.word(before).ends_with("n’t")
                || line.word(before).ends_with("n't")
        });
    if is_led && is_owned || is_verb || is_of || !line.together(index, end) {
        return None;
    }
    let count = number.value.filter(|value| value.is_integer()).and_then(|value| value.to_i64())?;
    let count = Some(count).filter(|count| (1..=400).contains(count))?;
    if count > 1 && !line.word(end).ends_with('s') {
        return None;
    }
    let made = |kind, date: String| {
        let core = number.tokens.clone();
        let timex = Some(date.clone());
        Some(When { tokens: index..end + 1, core, kind, date: Some(date), timex, readings: Vec::new() })
    };
    if let Some(TimeWord::Period(days)) = LISTS.time(line.lower(end)) {
        return made(FigureKind::Date, days_of(today, side, Grain::of_days(days)?, count)?.edtf()?);
    }
    let seconds = match LISTS.unit(line.word(end))?.code {
        "h" => 3600,
        "min" => 60,
        "s" => 1,
        _ => return None,
    };
    let now = today.to_datetime(anchor.time?);
    let span = count.checked_mul(seconds)?.seconds();
    let (from, to) = match side {
        Side::Before => (now.checked_sub(span).ok()?, now),
        Side::After => (now, now.checked_add(span).ok()?),
    };
    let told = |moment: jiff::civil::DateTime| format!("{}T{:02}:{:02}", moment.date(), moment.hour(), moment.minute());
    made(FigureKind::Datetime, format!("{}/{}", told(from), told(to)))
}

/// The days of so many periods: up to yesterday, or from tomorrow; quarters and decades are those of the calendar.
fn days_of(today: Date, side: Side, grain: Grain, count: i64) -> Option<Stretch> {
    let signed = match side {
        Side::Before => -count,
        Side::After => count,
    };
    let moved = |from: Date| -> Option<Date> {
        match grain {
            Grain::Day => plus_days(from, signed),
            Grain::Week => plus_days(from, signed.checked_mul(7)?),
            Grain::Fortnight => plus_days(from, signed.checked_mul(14)?),
            Grain::Month => months_on(from, signed),
            Grain::Year => months_on(from, signed.checked_mul(12)?),
            Grain::Weekend | Grain::Quarter | Grain::Decade | Grain::Century => {
                let whole = if grain == Grain::Weekend { Grain::Week } else { grain };
                let first = Stretch::around(from, whole, 0)?.first_day()?;
                let next = if side == Side::After && grain == Grain::Weekend { 1 } else { 0 };
                Stretch::around(first, whole, signed + next)?.first_day()
            }
        }
    };
    let is_whole = matches!(grain, Grain::Quarter | Grain::Decade | Grain::Century);
    let from = match side {
        _ if is_whole => Stretch::around(today, grain, 0)?.first_day()?,
        Side::Before => today,
        Side::After => plus_days(today, 1)?,
    };
    let to = moved(from)?;
    Some(if from < to { Stretch::Days(from, to) } else { Stretch::Days(to, from) })
}

fn months_on(day: Date, months: i64) -> Option<Date> {
    let (year, month) = plus_months(day.year(), day.month() as u8, months)?;
    let last = Stretch::Month(year, month).end().and_then(|end| plus_days(end, -1))?;
    Date::new(year, month as i8, day.day().min(last.day())).ok()
}
