//! Numbers as they stand in the text: one token or several, in digits or words, with scales, fractions and ranges.

use super::digits;
use super::line::Line;
use super::lists::{Dimension, LISTS, NumberWord, Unit};
use super::words;
use crate::engine::TokenKind;
use crate::text::Span;
use rust_decimal::Decimal;
use std::ops::Range;

/// What sort of number it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// "5,200", "two million"
    Cardinal,
    /// "third", "21st"
    Ordinal,
    /// "several", "thousands"
    Vague,
    /// "half", "two thirds"
    Fraction,
    /// "doubled"
    Multiple,
    /// "1990s"
    Decade,
}

/// A number at a place.
#[derive(Clone, Debug)]
pub struct Number {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The number alone (may end inside a token: the 5 of "5km").
    pub core: Span,
    /// Its value, or the lower end of a range; none when vague.
    pub value: Option<Decimal>,
    /// The upper end of a range.
    pub max: Option<Decimal>,
    /// What sort of number it is.
    pub sort: Sort,
    /// Whether it is written in digits.
    pub is_digits: bool,
    /// Whether a magnitude or separator shows that it is no year.
    pub is_scaled: bool,
    /// The unit glued to it.
    pub unit: Option<Unit>,
    /// Letters glued to it that are no unit: "am", "pm", "x", "m" (million or metre), or a currency's code.
    pub letters: &'static str,
}

impl Number {
    /// A number of these tokens, written in words.
    pub fn of_words(line: &Line, tokens: Range<usize>, value: Option<Decimal>, sort: Sort) -> Option<Self> {
        let core = line.span(tokens.clone())?;
        let (max, is_digits, unit, letters) = (None, false, None, "");
        Some(Self { tokens, core, value, max, sort, is_digits, is_scaled: true, unit, letters })
    }

    /// The number times a factor; none where that cannot be held.
    pub fn scale_by(&mut self, factor: Decimal) {
        self.value = self.value.and_then(|value| value.checked_mul(factor));
        self.max = self.max.and_then(|value| value.checked_mul(factor));
        self.is_scaled = true;
    }
}

/// The number that begins at a token.
pub fn number_at(line: &Line, index: usize) -> Option<Number> {
    line.number_once(index, || read_at(line, index))
}

fn read_at(line: &Line, index: usize) -> Option<Number> {
    match line.kind(index)? {
        TokenKind::Number => in_digits(line, index),
        TokenKind::Word if line.is_any(index, &["minus", "negative"]) => negative(line, index),
        TokenKind::Word => words::number_at(line, index),
        TokenKind::Mark => match line.word(index) {
            "-" | "−" | "–" | "﹣" | "－" => negative(line, index),
            "." => point_led(line, index),
            _ => None,
        },
        TokenKind::Possessive => None,
    }
}

/// Nothing is glued to the left of a token but an opening mark.
fn stands_free(line: &Line, index: usize) -> bool {
    index == 0 || !line.is_glued(index - 1) || matches!(line.word(index - 1), "(" | "“" | "\"" | "[" | "$" | "£" | "€")
}

/// "-5", "−12", "minus 5": a sign before digits or words.
fn negative(line: &Line, index: usize) -> Option<Number> {
    let is_word = line.is_word(index);
    if !stands_free(line, index) || !line.together(index, index + 1) {
        return None;
    }
    let hyphen = usize::from(is_word && line.word(index + 1) == "-");
    if !is_word && !line.is_glued(index) {
        return None;
    }
    let at = index + 1 + hyphen;
    let number = match line.kind(at)? {
        TokenKind::Number => in_digits(line, at)?,
        TokenKind::Word if is_word => words::number_at(line, at)?,
        TokenKind::Mark if line.word(at) == "." => point_led(line, at)?,
        TokenKind::Word | TokenKind::Possessive | TokenKind::Mark => return None,
    };
    let number = words::over(line, &number).unwrap_or(number);
    if !matches!(number.sort, Sort::Cardinal | Sort::Fraction) {
        return None;
    }
    let core = Span::joining(line.span(index..index + 1)?, number.core);
    Some(Number { tokens: index..number.tokens.end, core, value: number.value.map(|value| -value), ..number })
}

/// ".500", ".75": a decimal that begins with its point.
fn point_led(line: &Line, index: usize) -> Option<Number> {
    let is_start = index == 0 || !line.is_glued(index - 1) || matches!(line.word(index - 1), "(" | "-" | "−" | "$");
    if !is_start || !line.is_glued(index) || line.kind(index + 1) != Some(TokenKind::Number) {
        return None;
    }
    let token = line.reading.tokens.get(index + 1)?;
    let start = line.reading.tokens.get(index)?.span.start();
    read_digits(line, index, start, token.span.end())
}

fn in_digits(line: &Line, index: usize) -> Option<Number> {
    let token = line.reading.tokens.get(index)?.span;
    if let Some(value) = line.word(index).chars().next().and_then(digits::vulgar) {
        let number = Number::of_words(line, index..index + 1, Some(value), Sort::Fraction)?;
        return Some(words::tail(line, Number { is_digits: true, is_scaled: false, ..number }));
    }
    read_digits(line, index, token.start(), token.end())
}

/// The digits that begin at this byte inside the sign's or number's token: "RM69.6" is "RM69", ".", "6".
pub fn glued_to_letters(line: &Line, index: usize, letters: usize) -> Option<Number> {
    let token = line.reading.tokens.get(index)?.span;
    read_digits(line, index, token.start() + letters, token.end())
}

/// Reads digits from byte `start` in the token at `index`, over tokens that only their separators keep apart.
fn read_digits(line: &Line, index: usize, start: usize, end: usize) -> Option<Number> {
    let text = line.reading.text();
    let (mut last, mut end) = (index, end);
    if line.word(index) == "." {
        last += 1;
    }
    while matches!(line.word(last + 1), "," | "." | "٬" | "٫")
        && line.is_glued(last)
        && line.is_glued(last + 1)
        && line.kind(last + 2) == Some(TokenKind::Number)
        && last < index + 12
    {
        last += 2;
        end = line.reading.tokens.get(last)?.span.end();
    }
    let written = text.between(start, end);
    let digits::Digits { mut value, mut length, mut has_separators, count } =
        digits::read(written, line.comma_decimals)?;
    let rest = written.get(length..)?;
    let mut is_mixed = false;
    if let Some(part) = rest.chars().next().and_then(digits::vulgar) {
        value = value.checked_add(part)?;
        (length, is_mixed) = (written.len(), true);
    }
    let rest = written.get(length..)?;
    let mut after = last + 1;
    // "10 000" with a space between groups of three.
    while rest.is_empty() && !is_mixed && count <= 3 && is_spaced_group(line, after) {
        let group = Decimal::from_str_exact(line.word(after).get(..3)?).ok()?;
        value = value.checked_mul(Decimal::ONE_THOUSAND)?.checked_add(group)?;
        has_separators = true;
        after += 1;
    }
    let core_end = if after > last + 1 { line.reading.tokens.get(after - 1)?.span.end() } else { start + length };
    let mut number = Number {
        tokens: index..after,
        core: text.span(start, core_end)?,
        value: Some(value),
        max: None,
        sort: Sort::Cardinal,
        is_digits: true,
        is_scaled: has_separators || is_mixed || written.contains(['.', ',', '٫', '٬']),
        unit: None,
        letters: "",
    };
    if !rest.is_empty() {
        return with_letters(line, number, rest, count);
    }
    if let Some(part) = slashed(line, &mut number) {
        return Some(part);
    }
    Some(words::tail(line, number))
}

/// What letters glued to digits make of them.
fn with_letters(line: &Line, mut number: Number, letters: &str, count: usize) -> Option<Number> {
    let whole = line.span(number.tokens.clone())?;
    let thousand_fold = |times: u32| Decimal::from(1000_i64.pow(times));
    match letters {
        "st" | "nd" | "rd" | "th" | "ST" | "ND" | "RD" | "TH" => (number.sort, number.core) = (Sort::Ordinal, whole),
        "s" if count == 4 || count == 2 => (number.sort, number.core) = (Sort::Decade, whole),
        "am" | "AM" | "a" => number.letters = "am",
        "pm" | "PM" | "p" => number.letters = "pm",
        "x" | "X" => number.letters = "x",
        "pc" => number.letters = "pc",
        "m" => number.letters = "m",
        "k" => number.scale_by(thousand_fold(1)),
        // Kelvins come with decimals or in hundreds; salaries in thousands do not.
        "K" if number.value.is_none_or(|value| value.scale() < 2) => number.scale_by(thousand_fold(1)),
        "K" => number.unit = LISTS.unit("kelvin"),
        "M" | "mn" | "mln" | "MN" | "mil" | "MM" | "Mil" | "million" => number.scale_by(thousand_fold(2)),
        "bn" | "b" | "B" | "BN" | "Bn" | "bil" | "billion" => number.scale_by(thousand_fold(3)),
        "tn" | "trn" | "tr" | "T" | "trillion" => number.scale_by(thousand_fold(4)),
        letters => match LISTS.currency_code(letters) {
            Some(code) => number.letters = code,
            // "100元", "20Rs"
            None if let Some(code) = money_letters(letters) => number.letters = code,
            None => {
                number.unit = Some(LISTS.glued_unit(letters)?);
                number.is_scaled = true;
            }
        },
    }
    if number.is_scaled && number.unit.is_none() && number.letters.is_empty() && number.sort == Sort::Cardinal {
        let is_amount = !matches!(letters, "x" | "X" | "m");
        number.core = if is_amount { whole } else { number.core };
    }
    Some(number)
}

/// The currency of letters behind digits: signs of other scripts, and two letters that are nothing else.
fn money_letters(letters: &str) -> Option<&'static str> {
    let code = match letters {
        "Rs" | "Tk" => LISTS.currency_before(letters),
        _ if letters.chars().all(|c| !c.is_ascii()) => {
            LISTS.currency_after(crate::engine::learn::hash::folded(letters))
        }
        _ => None,
    };
    code.filter(|code| code.len() == 3)
}

fn is_spaced_group(line: &Line, index: usize) -> bool {
    let Some(token) = line.reading.tokens.get(index) else { return false };
    let Some(before) = index.checked_sub(1).and_then(|before| line.reading.tokens.get(before)) else { return false };
    let gap = line.reading.text().between(before.span.end(), token.span.start());
    let is_group = token.span.len() == 3 && line.word(index).chars().all(|c| c.is_ascii_digit());
    // A plain space divides a number only in front of "000" or after money's letters; else two numbers stand side by side.
    // And before a unit: "1 430 tonnes".
    let is_measured = || {
        let is_alone = line.word(index - 1).chars().all(|c| c.is_ascii_digit())
            && line.before(index - 1).is_none_or(|before| line.kind(before) != Some(TokenKind::Number));
        let unit = LISTS.unit(line.word(index + 1)).filter(|unit| unit.dimension == Dimension::Measure);
        is_alone && !line.word(index - 1).starts_with('0') && unit.is_some_and(|unit| unit.code != "point")
    };
    let is_plain = gap == " " && (line.word(index) == "000" || line.is_sign_before(index - 1) || is_measured());
    is_group && (is_plain || matches!(gap, "\u{a0}" | "\u{202f}" | "\u{2009}" | "\u{2007}"))
}

/// "1/2", "10 1/2": digits with a slash, where they are a share and no date.
fn slashed(line: &Line, number: &mut Number) -> Option<Number> {
    let end = number.tokens.end;
    if line.word(end) == "/" && line.is_glued(end) && line.is_glued(end - 1) {
        let (part, whole) = (number.value?, small_whole(line, end + 1)?);
        let is_share = part < whole && (whole <= Decimal::TEN || whole.scale() == 0 && part == Decimal::ONE);
        let goes_on = line.word(end + 2) == "/" || line.is_glued(end + 1) && line.is_word(end + 2);
        if number.is_scaled || !is_share || goes_on {
            return None;
        }
        let letters = line.word(end + 1).trim_start_matches(|c: char| c.is_ascii_digit());
        let mut found = number.clone();
        found.tokens.end = end + 2;
        found.core = line.span(found.tokens.clone())?;
        (found.value, found.sort, found.is_scaled) = (digits::share(part, whole), Sort::Fraction, true);
        if !letters.is_empty() {
            found.unit = Some(LISTS.glued_unit(letters)?);
        }
        return Some(words::tail(line, found));
    }
    // "10 1/2"
    let is_mixed = line.kind(end) == Some(TokenKind::Number)
        && line.together(end - 1, end)
        && line.word(end + 1) == "/"
        && line.is_glued(end);
    let vulgar = line.word(end).chars().next().and_then(digits::vulgar).filter(|_| line.word(end).chars().count() == 1);
    let (part, length) = match (is_mixed, vulgar) {
        (true, _) => (digits::share(small_whole(line, end)?, small_whole(line, end + 2)?)?, 3),
        (false, Some(part)) if line.together(end - 1, end) => (part, 1),
        (false, _) => return None,
    };
    if part >= Decimal::ONE || number.is_scaled {
        return None;
    }
    let mut found = number.clone();
    found.value = number.value?.checked_add(part);
    found.tokens.end = end + length;
    found.core = line.span(found.tokens.clone())?;
    found.is_scaled = true;
    Some(words::tail(line, found))
}

/// A whole number of at most three digits (letters may follow).
fn small_whole(line: &Line, index: usize) -> Option<Decimal> {
    let word = line.word(index);
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let is_small = (1..=3).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit());
    is_small.then(|| Decimal::from_str_exact(digits).ok()).flatten().filter(|value| !value.is_zero())
}

/// The number at a token, and the range it opens: "3 to 4", "between 5 and 10", "5–10".
pub fn number_or_range(line: &Line, index: usize) -> Option<Number> {
    let first = number_at(line, index)?;
    if first.sort != Sort::Cardinal || first.value.is_none() {
        return Some(first);
    }
    if let Some(fraction) = words::over(line, &first) {
        return Some(fraction);
    }
    // "020-7946": a leading zero is a code's, not a range's.
    if line.word(index).len() > 1 && line.word(index).starts_with('0') && !line.word(index).contains('.') {
        return Some(first);
    }
    let end = first.tokens.end;
    let Some(joint) = joint_at(line, index, end) else { return Some(first) };
    let Some(second) = number_at(line, end + joint).filter(|second| second.sort == Sort::Cardinal) else {
        return Some(first);
    };
    // "+1-222-2222/2222": digits that go on after the second.
    let stop = second.tokens.end;
    let goes_on = line.is_glued(stop - 1)
        && matches!(line.word(stop), "-" | "/")
        && line.is_glued(stop)
        && line.kind(stop + 1) == Some(TokenKind::Number);
    let is_dialled = index > 0 && line.word(index - 1) == "+" && line.is_glued(index - 1);
    if (goes_on || is_dialled) && line.is_glued(end) {
        return Some(first);
    }
    ranged(line, &first, &second).or(Some(first))
}

/// How many tokens join a number to the upper end of its range.
pub fn joint_at(line: &Line, start: usize, end: usize) -> Option<usize> {
    let opens = |words: &[&str]| line.before(start).is_some_and(|before| line.is_any(before, words));
    let is_dash = matches!(line.word(end), "-" | "–" | "—" | "~" | "−");
    let is_dashed = is_dash && line.is_glued(end) == line.is_glued(end - 1);
    let is_spanned = line.is_any(end, &["to"]) && !is_step(line, start) && (!opens(&["from"]) || is_span(line, start));
    let is_paired = line.is_any(end, &["or"]) || line.is_any(end, &["and", "to"]) && opens(&["between"]);
    let joint = if is_dash && line.is_any(end + 1, &["to"]) && line.is_glued(end - 1) {
        // "8- to 16-metre"
        2 + usize::from(line.word(end + 2) == "-")
    } else if is_dashed || is_spanned || is_paired {
        1
    } else {
        return None;
    };
    line.together(start, end + joint).then_some(joint)
}

/// "rose by 5 to 45": the step, then the level.
fn is_step(line: &Line, start: usize) -> bool {
    let by = line.before(start).filter(|&before| line.is_any(before, &["by"]));
    by.is_some_and(|by| by > 0 && LISTS.way(line.lower(by - 1)).is_some())
}

/// "ranging from 5 to 10", "aged from 5 to 10": a span, where "rose from 5 to 10" is a step.
fn is_span(line: &Line, start: usize) -> bool {
    let Some(from) = line.before(start) else { return false };
    let sentence = line.sentence(start).start;
    let moves = (sentence.max(from.saturating_sub(5))..from).any(|index| LISTS.way(line.lower(index)).is_some());
    !moves && !line.is_any(from.saturating_sub(1), &["changed", "moved", "down", "up"])
}

fn ranged(line: &Line, first: &Number, second: &Number) -> Option<Number> {
    let is_or = line.is_any(first.tokens.end, &["or"]);
    let (low, high) = (first.value?, second.value?);
    // "2 to 3 million": the scale is the second one's.
    let is_scale_shared = !line.has_scale(&first.tokens) && line.has_scale(&second.tokens) && high > low;
    let scale = if is_scale_shared { scale_of(high) } else { Decimal::ONE };
    let low = if low < scale { low.checked_mul(scale)? } else { low };
    let is_sound = low < high && (!is_or || high <= low + Decimal::ONE || high <= low.checked_mul(Decimal::TWO)?);
    // "aged 5 to 10" is a range, "2019-20" and a score are not this room's.
    if !is_sound || first.unit.is_some() && first.unit != second.unit {
        return None;
    }
    let tokens = first.tokens.start..second.tokens.end;
    let core = Span::joining(first.core, second.core);
    Some(Number { tokens, core, value: Some(low), max: Some(high), ..second.clone() })
}

fn scale_of(value: Decimal) -> Decimal {
    const SCALES: [i64; 6] = [1_000_000_000_000, 1_000_000_000, 10_000_000, 1_000_000, 100_000, 1_000];
    let fits = |scale: &Decimal| value >= *scale && (value / *scale).scale() <= 2;
    SCALES.into_iter().map(Decimal::from).find(fits).unwrap_or(Decimal::ONE)
}

/// Whether a token is a scale word: "million".
pub fn is_scale(line: &Line, index: usize) -> bool {
    matches!(LISTS.number(line.lower(index)), Some(NumberWord::Scale(_)))
}
