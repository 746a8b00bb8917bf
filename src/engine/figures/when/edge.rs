//! Parts of a week, month or year: "late March", "the beginning of next week", "earlier this year". Only where the day of
//! publication is known: without it the period itself is all an article fixes (GUIDELINES, settled calls).

use super::super::line::Line;
use super::super::lists::{LISTS, TimeWord};
use super::stretch::{Grain, Stretch, plus_days};
use super::{Anchor, Days, days, relative};
use jiff::civil::Date;

/// Which part.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    /// "the beginning of": a quarter of a year, ten days of a month.
    Beginning,
    Early,
    Middle,
    Late,
    /// "earlier this week": up to today.
    Earlier,
    /// "later this week": from today on.
    Later,
}

/// The part told at a token.
pub fn edge_at(line: &Line, index: usize, anchor: Anchor) -> Option<Days> {
    let today = anchor.day.filter(|_| line.is_word(index))?;
    let the = usize::from(line.is_any(index, &["the"]));
    let at = index + the;
    let edge = match () {
        () if line.is_any(at, &["beginning", "start"]) => Edge::Beginning,
        () if line.is_any(at, &["early"]) => Edge::Early,
        () if line.is_any(at, &["mid", "middle"]) => Edge::Middle,
        () if line.is_any(at, &["late", "end"]) => Edge::Late,
        () if line.is_any(at, &["earlier"]) => Edge::Earlier,
        () if line.is_any(at, &["later"]) => Edge::Later,
        () => return None,
    };
    let is_noun = line.is_any(at, &["beginning", "start", "middle", "end"]);
    let joint = match () {
        () if is_noun && line.is_any(at + 1, &["of"]) => 1,
        () if is_noun => return None,
        () if line.is_any(at + 1, &["in"]) || line.word(at + 1) == "-" => 1,
        () => 0,
    };
    let about = usize::from(line.is_any(at + 1 + joint, &["around", "about"]));
    let from = at + 1 + joint + about;
    let inner = whole_at(line, from, today, is_noun || joint == 1)
        .or_else(|| relative::relative_at(line, from, anchor))
        .or_else(|| days::written_at(line, from, anchor))
        .filter(|inner| inner.until.is_none() && line.together(index, from))?;
    let is_this = line.is_any(from, &["this", "the", "current"]);
    let stretch = match edge {
        Edge::Earlier | Edge::Later if !is_this => return None,
        Edge::Beginning | Edge::Early | Edge::Middle | Edge::Late | Edge::Earlier | Edge::Later => {
            part_of(inner.stretch?, edge, today)?
        }
    };
    Some(Days::fixed(index..inner.tokens.end, stretch))
}

/// "the month", "year": this one.
fn whole_at(line: &Line, index: usize, today: Date, may_be_bare: bool) -> Option<Days> {
    let the = usize::from(line.is_any(index, &["the"]));
    let Some(TimeWord::Period(length)) = LISTS.time(line.lower(index + the)) else { return None };
    let grain = Grain::of_days(length).filter(|grain| matches!(grain, Grain::Week | Grain::Month | Grain::Year))?;
    let is_one = !line.word(index + the).ends_with('s') && !line.is_any(index + the + 1, &["of"]);
    (may_be_bare && is_one)
        .then(|| Stretch::around(today, grain, 0))
        .flatten()
        .map(|whole| Days::fixed(index..index + the + 1, whole))
}

/// Days of the whole, from one to the other, by what writers mean: the first ten days of a month, Monday to Wednesday, thirds
/// of a year.
fn part_of(whole: Stretch, edge: Edge, today: Date) -> Option<Stretch> {
    let (first, end) = (whole.first_day()?, whole.end()?);
    let month = |months: i64| Stretch::Month(first.year(), 1 + months as u8).first_day();
    let days = |days: i64| plus_days(first, days);
    let (from, to) = match (whole, edge) {
        (_, Edge::Earlier) => (first, today),
        (_, Edge::Later) => (today, end),
        (Stretch::Week(_), Edge::Beginning | Edge::Early) => (first, days(3)?),
        (Stretch::Week(_), Edge::Middle) => (days(2)?, days(4)?),
        (Stretch::Week(_), Edge::Late) => (days(4)?, end),
        (Stretch::Month(..), Edge::Beginning | Edge::Early) => (first, days(10)?),
        (Stretch::Month(..), Edge::Middle) => (days(9)?, days(20)?),
        (Stretch::Month(..), Edge::Late) => (days(20)?, end),
        (Stretch::Year(_), Edge::Beginning) => (first, month(3)?),
        (Stretch::Year(_), Edge::Early) => (first, month(4)?),
        (Stretch::Year(_), Edge::Middle) => (month(4)?, month(8)?),
        (Stretch::Year(_), Edge::Late) => (month(8)?, end),
        _ => return None,
    };
    (from < to && from >= first && to <= end).then_some(Stretch::Days(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn parts() {
        let told = |whole, edge| part_of(whole, edge, date(2017, 10, 16)).and_then(Stretch::edtf);
        assert_eq!(told(Stretch::Month(2017, 2), Edge::Late).as_deref(), Some("2017-02-21T00:00/2017-03-01T00:00"));
        assert_eq!(told(Stretch::Year(2017), Edge::Late).as_deref(), Some("2017-09-01T00:00/2018-01-01T00:00"));
        assert_eq!(
            told(Stretch::Week(date(2017, 10, 16)), Edge::Beginning).as_deref(),
            Some("2017-10-16T00:00/2017-10-19T00:00")
        );
        assert_eq!(told(Stretch::Year(2017), Edge::Earlier).as_deref(), Some("2017-01-01T00:00/2017-10-16T00:00"));
        assert_eq!(told(Stretch::Year(2016), Edge::Later), None);
        assert_eq!(told(Stretch::Day(date(2017, 10, 16)), Edge::Late), None);
    }
}
