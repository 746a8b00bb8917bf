//! Hours and minutes told from the moment of publication: "two hours ago", "in 20 minutes".

use super::super::line::Line;
use super::super::lists::{Dimension, LISTS};
use super::super::number::{self, Sort};
use super::tense::{self, Tense};
use super::{Anchor, When};
use crate::model::FigureKind;
use jiff::ToSpan;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The moment told at a token.
pub fn moment_at(line: &Line, index: usize, anchor: Anchor) -> Option<When> {
    let is_in = line.is_any(index, &["in"]);
    let at = index + usize::from(is_in);
    let number = number::number_at(line, at).filter(|number| matches!(number.sort, Sort::Cardinal | Sort::Fraction))?;
    let article = usize::from(line.is_any(number.tokens.end, &["a", "an", "more"]));
    let (unit, end) = match number.unit {
        Some(unit) => (unit, number.tokens.end),
        None => (LISTS.unit(line.word(number.tokens.end + article))?, number.tokens.end + article + 1),
    };
    let seconds = match unit.code {
        "h" => 3600,
        "min" => 60,
        "s" => 1,
        _ => return None,
    };
    if unit.dimension != Dimension::Duration || !line.together(index, end - 1) {
        return None;
    }
    let (sign, end) = if line.is_any(end, &["ago"]) && !is_in {
        (-1, end + 1)
    } else if line.is_any(end, &["from"]) && line.is_any(end + 1, &["now"]) && !is_in {
        (1, end + 2)
    } else if is_in && tense::at(line, index) == Tense::Ahead && !line.is_any(end, &["of"]) {
        (1, end)
    } else {
        return None;
    };
    let count = number.value.and_then(|value| value.checked_mul(Decimal::from(seconds * sign)))?.to_i64()?;
    let moment = anchor.day.zip(anchor.time).and_then(|(day, time)| {
        let seconds = count.seconds();
        day.to_datetime(time).checked_add(seconds).ok()
    });
    let date = moment.map(|moment| format!("{}T{:02}:{:02}", moment.date(), moment.hour(), moment.minute()));
    let open = format!("PT{}S/{}", count.unsigned_abs(), if sign < 0 { "PAST" } else { "FUTURE" });
    let timex = Some(date.clone().unwrap_or(open));
    let core = number.tokens.clone();
    Some(When { tokens: index..end, core, kind: FigureKind::Datetime, date, timex, readings: Vec::new() })
}
