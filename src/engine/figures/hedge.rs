//! How a number is hedged and whether it tells of a movement: what stands just before it, or right after.

use super::line::Line;
use super::lists::{LISTS, Way};
use crate::model::{Modifier, Movement};
use std::ops::Range;

/// The hedge around tokens: the modifier and the tokens with it.
pub fn around(line: &Line, tokens: &Range<usize>) -> (Option<Modifier>, Range<usize>) {
    if let Some((modifier, start)) = before(line, tokens.start) {
        // "about 500 or more": the bound says more.
        if matches!(modifier, Modifier::About | Modifier::Nearly | Modifier::Estimated)
            && let Some((bound, end)) = after(line, tokens.end)
            && matches!(bound, Modifier::AtLeast | Modifier::AtMost)
        {
            return (Some(bound), start..end);
        }
        return (Some(modifier), start..tokens.end);
    }
    if let Some((modifier, end)) = after(line, tokens.end) {
        return (Some(modifier), tokens.start..end);
    }
    if let Some(verb) = line.before(tokens.start)
        && let Some(modifier) = LISTS.verb_hedge(line.lower(verb))
    {
        return (Some(modifier), tokens.clone());
    }
    (None, tokens.clone())
}

/// The hedge before a number and where it begins.
pub fn before(line: &Line, start: usize) -> Option<(Modifier, usize)> {
    let mut last = line.before(start)?;
    let sign = match line.word(last) {
        "~" | "≈" | "±" | "∼" => Some(Modifier::About),
        ">" => Some(Modifier::MoreThan),
        "<" => Some(Modifier::LessThan),
        "≥" => Some(Modifier::AtLeast),
        "≤" => Some(Modifier::AtMost),
        _ => None,
    };
    // ">=" is two marks.
    let before_last = last.checked_sub(1).map_or("", |before| line.word(before));
    if let Some(sign) = sign {
        return Some((sign, last));
    }
    match (before_last, line.word(last)) {
        (">", "=") => return Some((Modifier::AtLeast, last - 1)),
        ("<", "=") => return Some((Modifier::AtMost, last - 1)),
        _ => {}
    }
    // "more than a million": the article belongs to the number; "about the 300": it does not.
    if line.is_any(last, &["the"]) {
        last = line.before(last)?;
        if line.is_any(last, &["about", "around", "over", "under", "above", "below", "some", "beyond", "just", "only"])
        {
            return None;
        }
    }
    let phrases = LISTS.hedges.get(&line.lower(last))?;
    for (modifier, words) in phrases {
        let Some(first) = (last + 1).checked_sub(words.len()) else { continue };
        let fits = words.iter().enumerate().all(|(offset, word)| line.word(first + offset).eq_ignore_ascii_case(word));
        if fits && line.together(first, start) && is_hedge(line, first, words, start) {
            return Some((*modifier, first));
        }
    }
    None
}

/// Words that hedge only in the right company.
fn is_hedge(line: &Line, first: usize, words: &[&str], start: usize) -> bool {
    match words {
        ["over"] => {
            !line.before(first).is_some_and(|before| line.is_any(before, &["all", "won", "victory", "took", "control"]))
        }
        ["under"] => !line.before(first).is_some_and(|before| line.is_any(before, &["article", "section"])),
        ["just"] | ["only"] => !line.is_any(start, &["the"]),
        _ => true,
    }
}

/// The hedge right behind a number and where it ends: "or more", "-plus".
pub fn after(line: &Line, end: usize) -> Option<(Modifier, usize)> {
    if line.word(end) == "+" {
        return Some((Modifier::AtLeast, end + 1));
    }
    let hyphen = usize::from(line.word(end) == "-");
    for (modifier, words) in &LISTS.hedges_after {
        let skip = if words.len() == 1 { hyphen } else { 0 };
        let fits =
            words.iter().enumerate().all(|(offset, word)| line.word(end + skip + offset).eq_ignore_ascii_case(word));
        if fits && (words.len() > 1 || hyphen == 1) && end > 0 && line.together(end - 1, end + skip + words.len() - 1) {
            return Some((*modifier, end + skip + words.len()));
        }
    }
    None
}

/// What the number says of a movement: "rose 3 percent to 45".
pub fn movement(line: &Line, start: usize) -> Option<Movement> {
    let sentence = line.sentence(start).start;
    let last = line.before(start)?;
    if line.word(last) == "+" && line.is_glued(last) {
        return Some(Movement::Up);
    }
    let way_near = |from: usize| {
        (sentence.max(from.saturating_sub(8))..=from).rev().find_map(|index| LISTS.way(line.lower(index)))
    };
    // "lost 190 points, or 0.6%": the same movement in another measure.
    if line.is_any(last, &["or"]) {
        return (sentence.max(last.saturating_sub(6))..last)
            .rev()
            .find_map(|index| LISTS.way(line.lower(index)))
            .map(of_way);
    }
    // "the biggest rise in 18 months", "up at 45": no part of the movement.
    if line.is_any(last, &["in", "at", "since", "for", "over", "during", "within", "with"]) {
        return None;
    }
    if line.is_any(last, &["by"]) {
        return way_near(last).map(|_| Movement::By);
    }
    if line.is_any(last, &["to"]) {
        return way_near(last).map(|_| Movement::To);
    }
    let direct = (sentence.max(start.saturating_sub(2))..start).rev().find_map(|index| LISTS.way(line.lower(index)));
    direct.map(of_way)
}

fn of_way(way: Way) -> Movement {
    match way {
        Way::Up => Movement::Up,
        Way::Down => Movement::Down,
    }
}
