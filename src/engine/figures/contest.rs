//! Two numbers against each other: scores and votes.

use super::line::Line;
use super::measure;
use super::number::{self, Number, Sort};
use super::record::blank;
use super::what;
use crate::model::{Figure, FigureKind};
use rust_decimal::Decimal;

/// Words near a vote.
const VOTE: &[&str] =
    &["vote", "voted", "votes", "voting", "passed", "approved", "ruled", "decision", "majority", "ruling"];
/// Words near a game.
const GAME: &[&str] = &[
    "win", "won", "beat", "beating", "lost", "loss", "draw", "drew", "victory", "defeat", "defeated", "score", "lead",
    "led", "tie", "goal", "game", "match", "wins", "trailed", "down", "up", "ahead", "set", "final", "kick", "over",
    "leading", "clinched", "comeback", "rout", "triumph",
];

/// "2-1", "52-48", "voted 13 to 4".
pub fn score(line: &Line, number: &Number) -> Option<(Figure, usize)> {
    let start = number.tokens.start;
    if !number.is_digits || number.sort != Sort::Cardinal || number.is_scaled {
        return None;
    }
    let end = number.tokens.end;
    let is_led = start > 0 && line.is_glued(start - 1) && !matches!(line.word(start - 1), "(" | "[" | "“" | "\"");
    // The pair may have been read as a range already.
    let (low, high, stop) = match (number.value, number.max) {
        (Some(low), Some(high)) if !line.is_any(start + 1, &["to", "and", "or"]) || line.is_any(start + 1, &["to"]) => {
            (low, high, end)
        }
        (Some(first), None) if matches!(line.word(end), "-" | "–") && line.is_glued(end) && line.is_glued(end - 1) => {
            let second =
                number::number_at(line, end + 1).filter(|second| second.is_digits && second.sort == Sort::Cardinal)?;
            (first, second.value?, second.tokens.end)
        }
        _ => return None,
    };
    let sentence = line.sentence(start);
    let near = sentence.start.max(start.saturating_sub(8))..sentence.end.min(stop + 8);
    let has = |words: &[&str]| near.clone().any(|index| line.is_any(index, words));
    let goes_on = line.is_glued(stop - 1) && matches!(line.word(stop), "-" | "–" | "/") && line.is_glued(stop);
    if is_led || goes_on {
        return None;
    }
    let is_small = low <= Decimal::from(200) && high <= Decimal::from(700);
    let noun = what::counted_at(line, stop, false).is_some()
        || measure::unit_after(line, &Number { tokens: start..stop, ..number.clone() }).is_some();
    let kind = if has(VOTE) {
        FigureKind::Vote
    } else if has(GAME) || (low >= high && !noun) {
        FigureKind::Score
    } else {
        return None;
    };
    if !is_small || (noun && low < high) {
        return None;
    }
    let core = line.span(start..stop)?;
    let mut figure = blank(line, &(start..stop), core, kind, "figure-score")?;
    (figure.value, figure.value_max) = (Some(low), Some(high));
    Some((figure, stop))
}
