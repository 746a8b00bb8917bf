//! Figures: how much of what, and when.
//!
//! One pass over the tokens. At each place a date or time is tried first, then a sign of money, then a number with what
//! stands around it: percent, money, unit, age, ratio, score, and at last a plain count with its noun. The longest reading
//! wins and the pass goes on behind it, so figures never overlap.

mod contest;
mod count;
mod digits;
mod hedge;
mod known;
mod line;
mod lists;
mod measure;
mod money;
mod number;
mod record;
mod recurring;
mod share;
mod veto;
mod what;
mod when;
mod words;

use super::{Reading, TokenKind, rule::Rule};
use crate::model::{Figure, FigureKind, Id, Kind, Quote, Score};
use known::flag;
use line::Line;
use lists::LISTS;
use number::{Number, Sort};
use record::blank;
pub use when::Anchor;
use when::When;

macro_rules! rules {
    ($($id:literal, $sentence:literal, $hit:literal, $miss:literal;)*) => {
        &[$(Rule { id: $id, sentence: $sentence, hits: &[$hit], misses: &[$miss] }),*]
    };
}

/// This room's rules.
#[rustfmt::skip]
pub const RULES: &[Rule] = rules! {
    "figure-date", "A date, weekday, month, year or relative day, fixed against the publication day where that is known.", "The talks began on [[16 October 2017]].", "He may come with a march on the sun.";
    "figure-time", "A time of day, alone or with its weekday.", "The bridge closes at [[10:30 p.m.]]", "The score was even.";
    "figure-money", "A number with a currency's sign, code or name.", "It cost [[$14.5 million]].", "The dollar fell.";
    "figure-percent", "A number with a sign or word for per cent.", "Prices rose [[92.7 percent]].", "A large percentage agreed.";
    "figure-measure", "A number with a unit of measure.", "The road is [[180 kilometres]] long.", "The metres were read.";
    "figure-duration", "A number of periods of time.", "The strike lasted [[three weeks]].", "The weeks went by.";
    "figure-age", "A person's or thing's age.", "A [[59-year-old]] man was held.", "An old man was held.";
    "figure-ordinal", "A place in an order with what is ordered.", "It was the [[third victory]] in May.", "At first nobody spoke.";
    "figure-ratio", "A share of a whole as a fraction or so many of so many.", "[[One in five]] pupils stayed away.", "They met half-way.";
    "figure-score", "Two numbers with a dash: a score or a vote.", "They won [[2-1]] away.", "They won away.";
    "figure-multiple", "So many times as much.", "Prices [[doubled]] in May.", "The double door closed.";
    "figure-count", "A number of things, with the noun it counts.", "More than [[5,200 troops]] left.", "Boeing 737 jets left.";
    "figure-vague", "A number word without a value, with the noun it counts.", "[[Dozens of people]] waited.", "Nobody waited.";
    "figure-recurring", "Every so often.", "They meet [[every three years]].", "They met.";
};

/// The figures of the article in text order; dates are fixed against the day of publication where it is known.
pub fn find(reading: &Reading, anchor: Anchor) -> Vec<Figure> {
    let line = Line::new(reading);
    let mut found: Vec<Figure> = Vec::new();
    let mut index = 0;
    while index < line.len() {
        let next = figure_at(&line, index, anchor).filter(|(figure, _)| !reading.is_excluded(figure.span.start()));
        match next {
            Some((mut figure, end)) => {
                if figure.date.is_none() && figure.kind == FigureKind::Date {
                    figure.date = when::year_told_from(&line, index, end, &found);
                }
                push(&mut found, figure);
                index = end.max(index + 1);
            }
            None => index += 1,
        }
    }
    found
}

/// A hedge before a figure may reach back over the one before it: the earlier one keeps its words.
fn push(found: &mut Vec<Figure>, mut figure: Figure) {
    if let Some(last) = found.last()
        && last.span.overlaps(figure.span)
    {
        if last.span.end() >= figure.core.end() {
            return;
        }
        figure.span = figure.core;
    }
    found.push(figure);
}

/// Whether a token can begin a figure at all: keeps the pass fast.
fn may_begin(line: &Line, index: usize) -> bool {
    let (here, next) = (line.known(index), line.known(index + 1));
    if here.is(flag::ARTICLE) {
        return next.is(flag::FOLLOWS);
    }
    if here.is(flag::LEADS) {
        return line.is_glued(index) && matches!(line.kind(index + 1), Some(TokenKind::Number | TokenKind::Mark));
    }
    if here.is(flag::BEGINS) || here.is(flag::LETTERS) && next.is(flag::SIGN) {
        return true;
    }
    here.is(flag::CAPITAL) && (next.is(flag::CURRENCY) || line.known(index + 2).is(flag::CURRENCY))
}

/// How many words beyond a number tell whether it may be one of a date or time.
const TOLD_WITHIN: usize = 6;

/// Whether something near tells of a time: most numbers count other things.
fn may_tell_time(line: &Line, index: usize) -> bool {
    let is_part = |at: &usize| line.known(*at).is(flag::NUMBER) || matches!(line.word(*at), "-" | "–" | "and");
    let run = (index..line.len()).take(TOLD_WITHIN * 2).take_while(is_part).count();
    let is_span = || line.word(index).len() == 3 && matches!(line.word(index + 1), "-" | "–");
    // "'98", "772-846"
    line.known(index).is(flag::LEADS)
        || is_span()
        || (index..(index + run + TOLD_WITHIN).min(line.len())).any(|at| line.known(at).is(flag::TIMELY))
}

fn figure_at(line: &Line, index: usize, anchor: Anchor) -> Option<(Figure, usize)> {
    if !may_begin(line, index) || line.is_in_address(index) {
        return None;
    }
    if let Some(found) = money::before(line, index) {
        return Some(found);
    }
    if let Some(found) = recurring::recurring(line, index) {
        return Some(found);
    }
    if may_tell_time(line, index)
        && let Some(when) = when::when_at(line, index, anchor)
    {
        return of_when(line, &when, anchor);
    }
    if line.is_any(index, &["a", "an"])
        && let Some(found) = measure::one_of(line, index)
    {
        return Some(found);
    }
    of_number(line, number::number_or_range(line, index)?)
}

fn of_when(line: &Line, when: &When, anchor: Anchor) -> Option<(Figure, usize)> {
    let core = line.span(when.core.clone())?;
    let rule = if when.kind == FigureKind::Date { "figure-date" } else { "figure-time" };
    let mut figure = blank(line, &when.tokens, core, when.kind, rule)?;
    figure.date.clone_from(&when.date);
    figure.timex.clone_from(&when.timex);
    figure.readings.clone_from(&when.readings);
    // "5 years ago" waits for the day of publication, "31 February" is none.
    let waits = anchor.day.is_none() && when::has_period(line, &when.tokens);
    let has_digits = line.reading.slice(core).chars().any(|c| c.is_ascii_digit());
    if when.date.is_none() && when.timex.is_none() && has_digits && !waits {
        figure.tail = figure.tail.doubting("no such day, or its day cannot be fixed");
    }
    if when.readings.len() > 1 && figure.tail.doubt.is_none() {
        figure.tail.score = Score::new(0.85);
    }
    Some((figure, when.tokens.end))
}

/// What a number is, by what stands around it.
fn of_number(line: &Line, number: Number) -> Option<(Figure, usize)> {
    // "one in five" before "one" is taken for a pronoun.
    if line.is_any(number.tokens.end, &["in", "out"])
        && !number.is_digits
        && let Some(found) = share::ratio(line, &number)
    {
        return Some(found);
    }
    // "2-1" before its hyphen is taken for a code's.
    if let Some(found) = contest::score(line, &number) {
        return Some(found);
    }
    if veto::is_vetoed(line, &number) {
        return None;
    }
    let found = share::ratio(line, &number)
        .or_else(|| share::percent(line, &number))
        .or_else(|| money::after(line, &number))
        .or_else(|| count::age(line, &number))
        .or_else(|| measure::measured(line, &number));
    if found.is_some() {
        return found;
    }
    let mut number = number;
    match number.sort {
        Sort::Multiple => share::multiple(line, &number),
        Sort::Ordinal => count::ordinal(line, &number),
        Sort::Fraction => share::fraction(line, &number),
        Sort::Decade => None,
        Sort::Cardinal | Sort::Vague => {
            if number.letters == "m" && !settle_m(line, &mut number) {
                return measure::measured(line, &number);
            }
            share::times(line, &number).or_else(|| count::count(line, &number))
        }
    }
}

/// "35m devices" are millions, "a 100m race" and "48m" are metres.
fn settle_m(line: &Line, number: &mut Number) -> bool {
    let end = number.tokens.end;
    let is_million = what::counted_at(line, end, false).is_some() || line.is_any(end, &["of", "people"]);
    number.letters = "";
    if is_million {
        number.scale_by(rust_decimal::Decimal::from(1_000_000));
        number.core = line.span(number.tokens.clone()).unwrap_or(number.core);
    } else {
        number.unit = LISTS.near_unit("m");
    }
    is_million
}

/// Says which quote each figure stands in (`q1` for `quotes[0]`).
pub fn attribute(figures: &mut [Figure], quotes: &[Quote]) {
    for figure in figures {
        let last = quotes.partition_point(|quote| quote.span.start() <= figure.span.start());
        let holder = quotes.get(last.saturating_sub(3)..last).unwrap_or_default();
        let from = last.saturating_sub(3);
        let inside = holder.iter().rposition(|quote| quote.span.contains(figure.span));
        figure.quote = inside.map(|place| Id::new(Kind::Quote, (from + place) as u32 + 1));
    }
}

/// Whether a word can be a weekday or a month: "may" and "sun" too.
pub fn can_be_day_or_month(word: &str) -> bool {
    matches!(
        lists::LISTS.time(crate::engine::learn::hash::folded(word)),
        Some(lists::TimeWord::Weekday(..) | lists::TimeWord::Month(..))
    )
}

/// Whether a word is surely a weekday or a month ("Monday", "Sept"), and so no name when it stands alone.
pub fn is_day_or_month(word: &str) -> bool {
    matches!(
        lists::LISTS.time(crate::engine::learn::hash::folded(word)),
        Some(lists::TimeWord::Weekday(_, true) | lists::TimeWord::Month(_, true))
    )
}

#[cfg(test)]
mod tests;
