//! Numbers as written: digits with separators, words, fractions, magnitudes, ranges. Values are exact decimals.

use super::line::Line;
use super::lists::{LISTS, NumberWord, Unit};
use crate::engine::TokenKind;
use crate::text::Span;
use rust_decimal::Decimal;
use std::ops::Range;
use std::str::FromStr;

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
    /// Letters glued to it that are no unit ("am", "pm", "%" is a token of its own).
    pub letters: &'static str,
}

/// A digit of any script.
fn digit(c: char) -> Option<u32> {
    const ZEROS: [u32; 9] = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xe50, 0xff10];
    let code = c as u32;
    ZEROS.iter().find(|&&zero| (zero..zero + 10).contains(&code)).map(|zero| code - zero)
}

/// Digits read: the value, how many bytes they take, whether separators show thousands.
struct Digits {
    value: Decimal,
    length: usize,
    has_separators: bool,
    count: usize,
}

/// The number at the start of a token; `None` when it cannot be held exactly.
fn digits(token: &str) -> Option<Digits> {
    let mut plain = String::new();
    let mut length = 0;
    let mut groups: Vec<usize> = vec![0];
    let mut separators: Vec<char> = Vec::new();
    for (at, c) in token.char_indices() {
        if let Some(digit) = digit(c) {
            plain.push(char::from_digit(digit, 10)?);
            *groups.last_mut()? += 1;
        } else if matches!(c, ',' | '.' | '٬' | '٫') {
            let next = token.get(at + c.len_utf8()..)?.chars().next().and_then(digit);
            next?;
            separators.push(c);
            groups.push(0);
            plain.push('|');
        } else {
            break;
        }
        length = at + c.len_utf8();
        if plain.len() > 40 {
            return None;
        }
    }
    let (written, has_separators) = separated(&plain, &groups, &separators)?;
    let count = written.chars().filter(char::is_ascii_digit).count();
    Some(Digits { value: Decimal::from_str(&written).ok()?, length, has_separators, count })
}

/// Tells thousands' separators from the decimal sign: "5,200", "5.200.000", "92.7", "1,00,000", "3,5".
fn separated(plain: &str, groups: &[usize], separators: &[char]) -> Option<(String, bool)> {
    let without = || plain.replace('|', "");
    let last = groups.last().copied().unwrap_or(0);
    match separators {
        [] => Some((plain.to_owned(), false)),
        [','] if last == 3 => Some((without(), true)),
        [_] => Some((plain.replace('|', "."), false)),
        [first, rest @ ..] if rest.iter().all(|sign| sign == first) => {
            let is_grouped = groups.iter().skip(1).all(|&length| length == 3 || length == 2) && last == 3;
            // "1.2.3" is a version, not a number.
            is_grouped.then(|| (without(), true))
        }
        [first, middle @ .., end] if middle.iter().all(|sign| sign == first) => {
            let _ = end;
            let whole_ends = plain.rfind('|')?;
            let (whole, part) = plain.split_at(whole_ends);
            Some((format!("{}.{}", whole.replace('|', ""), part.replace('|', "")), true))
        }
        _ => None,
    }
}

/// The number that begins at a token.
pub fn number_at(line: &Line, index: usize) -> Option<Number> {
    match line.kind(index)? {
        TokenKind::Number => in_digits(line, index),
        TokenKind::Word => in_words(line, index),
        TokenKind::Mark if matches!(line.word(index), "-" | "−") => negative(line, index),
        TokenKind::Possessive | TokenKind::Mark => None,
    }
}

/// "-5", "−12": a sign glued to digits, with nothing glued before it.
fn negative(line: &Line, index: usize) -> Option<Number> {
    let stands_free = index == 0 || !line.is_glued(index - 1) || matches!(line.word(index - 1), "(" | "“" | "\"");
    if !stands_free || !line.is_glued(index) || line.kind(index + 1) != Some(TokenKind::Number) {
        return None;
    }
    let number = in_digits(line, index + 1).filter(|number| number.sort == Sort::Cardinal)?;
    let sign = line.span(index..index + 1)?;
    let core = Span::joining(sign, number.core);
    Some(Number { tokens: index..number.tokens.end, core, value: number.value.map(|value| -value), ..number })
}

fn vulgar(c: char) -> Option<Decimal> {
    let (top, bottom) = match c {
        '½' => (1, 2),
        '⅓' => (1, 3),
        '⅔' => (2, 3),
        '¼' => (1, 4),
        '¾' => (3, 4),
        '⅕' => (1, 5),
        '⅖' => (2, 5),
        '⅗' => (3, 5),
        '⅘' => (4, 5),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        _ => return None,
    };
    Some((Decimal::from(top) / Decimal::from(bottom)).round_dp(4))
}

fn in_digits(line: &Line, index: usize) -> Option<Number> {
    let word = line.word(index);
    let text = line.reading.text();
    let start = line.reading.tokens.get(index)?.span.start();
    if let Some(value) = word.chars().next().and_then(vulgar) {
        let core = line.span(index..index + 1)?;
        return Some(scaled(line, plain(index, core, value, Sort::Fraction)));
    }
    let Digits { mut value, mut length, mut has_separators, count } = digits(word)?;
    let mut end = index + 1;
    let rest = word.get(length..)?;
    if let Some(part) = rest.chars().next().and_then(vulgar) {
        value = value.checked_add(part)?;
        length = word.len();
    }
    // "10 000" with a no-break or thin space.
    while rest.is_empty() && count <= 3 && is_spaced_group(line, end) {
        let group = Decimal::from_str(line.word(end)).ok()?;
        value = value.checked_mul(Decimal::ONE_THOUSAND)?.checked_add(group)?;
        has_separators = true;
        end += 1;
    }
    let core_end = if end > index + 1 { line.reading.tokens.get(end - 1)?.span.end() } else { start + length };
    let core = text.span(start, core_end)?;
    let mut number = Number {
        tokens: index..end,
        core,
        value: Some(value),
        max: None,
        sort: Sort::Cardinal,
        is_digits: true,
        is_scaled: has_separators || word.contains(['.', ',']),
        unit: None,
        letters: "",
    };
    if rest.is_empty() || length == word.len() {
        return Some(scaled(line, number));
    }
    match rest {
        "st" | "nd" | "rd" | "th" => {
            number.sort = Sort::Ordinal;
            number.core = line.span(index..end)?;
        }
        "s" if count == 4 || count == 2 => {
            number.sort = Sort::Decade;
            number.core = line.span(index..end)?;
        }
        "am" | "AM" | "a" => number.letters = "am",
        "pm" | "PM" | "p" => number.letters = "pm",
        "x" | "X" => number.letters = "x",
        "k" | "K" => (number.value, number.is_scaled) = (value.checked_mul(Decimal::ONE_THOUSAND), true),
        "m" | "M" | "mn" | "mln" | "MN" => number.letters = "m",
        "bn" | "b" | "B" | "BN" | "Bn" => {
            (number.value, number.is_scaled) = (value.checked_mul(Decimal::from(1_000_000_000_i64)), true);
            number.core = line.span(index..end)?;
        }
        "tn" | "trn" | "tr" => {
            (number.value, number.is_scaled) = (value.checked_mul(Decimal::from(1_000_000_000_000_i64)), true);
            number.core = line.span(index..end)?;
        }
        letters => {
            number.unit = Some(LISTS.glued_unit(letters)?);
            number.is_scaled = true;
        }
    }
    Some(number)
}

fn is_spaced_group(line: &Line, index: usize) -> bool {
    let Some(token) = line.reading.tokens.get(index) else { return false };
    let Some(before) = index.checked_sub(1).and_then(|before| line.reading.tokens.get(before)) else { return false };
    let gap = line.reading.text().between(before.span.end(), token.span.start());
    matches!(gap, "\u{a0}" | "\u{202f}" | "\u{2009}")
        && token.span.len() == 3
        && line.word(index).chars().all(|c| c.is_ascii_digit())
}

fn plain(index: usize, core: Span, value: Decimal, sort: Sort) -> Number {
    Number {
        tokens: index..index + 1,
        core,
        value: Some(value),
        max: None,
        sort,
        is_digits: true,
        is_scaled: false,
        unit: None,
        letters: "",
    }
}

/// Takes "million", "and a half million" and the like in.
fn scaled(line: &Line, mut number: Number) -> Number {
    let mut end = number.tokens.end;
    if line.is_any(end, &["and"]) && line.is_any(end + 1, &["a"]) && line.is_any(end + 2, &["half"]) {
        number.value = number.value.and_then(|value| value.checked_add(Decimal::new(5, 1)));
        end += 3;
    }
    let mut took = end > number.tokens.end;
    while line.together(number.tokens.start, end) {
        let hyphen = usize::from(line.word(end) == "-" && line.is_glued(end));
        let Some(NumberWord::Scale(scale)) = LISTS.number(line.lower(end + hyphen)) else {
            let hundred = LISTS.number(line.lower(end)) == Some(NumberWord::Hundred);
            if !hundred {
                break;
            }
            number.value = number.value.and_then(|value| value.checked_mul(Decimal::ONE_HUNDRED));
            (end, took) = (end + 1, true);
            continue;
        };
        number.value = number.value.and_then(|value| value.checked_mul(scale));
        (end, took) = (end + hyphen + 1, true);
    }
    // "5 m" after a currency sign is read where the sign is known.
    if took {
        number.tokens.end = end;
        number.is_scaled = true;
        number.core = line.span(number.tokens.clone()).unwrap_or(number.core);
    }
    number
}

/// Words: "two and a half million", "a dozen", "twenty-one", "half a million", "several hundred".
fn in_words(line: &Line, index: usize) -> Option<Number> {
    let first = LISTS.number(line.lower(index));
    let article = line.is_any(index, &["a", "an"]);
    let after = if article { LISTS.number(line.lower(index + 1)) } else { None };
    let counted = |value, end: usize, sort| finish(line, index, end, value, sort);
    match (first, after) {
        (Some(NumberWord::Unit(_) | NumberWord::Ten(_)), _) => cardinal(line, index),
        (Some(NumberWord::Ordinal(value)), _) => counted(Some(value), index + 1, Sort::Ordinal),
        (Some(NumberWord::Vague), _) => vague(line, index),
        (Some(NumberWord::Fraction(value)), _) => fraction(line, index, value),
        (Some(NumberWord::Multiple(value)), _) => counted(Some(value), index + 1, Sort::Multiple),
        (Some(NumberWord::Hundred | NumberWord::Scale(_)), _) => None,
        (None, Some(NumberWord::Hundred)) => {
            let number = counted(Some(Decimal::ONE_HUNDRED), index + 2, Sort::Cardinal)?;
            Some(scaled(line, number))
        }
        (None, Some(NumberWord::Scale(scale))) => {
            let number = counted(Some(scale), index + 2, Sort::Cardinal)?;
            Some(scaled(line, number))
        }
        (None, Some(NumberWord::Vague)) if line.is_any(index + 1, &["few", "handful"]) => vague(line, index),
        (None, Some(NumberWord::Fraction(value)))
            if line.is_any(index + 1, &["third", "quarter", "fifth", "tenth"]) =>
        {
            let is_part = line.is_any(index + 2, &["of"]);
            if is_part { counted(Some(value), index + 2, Sort::Fraction) } else { None }
        }
        (None, _) if article && line.is_any(index + 1, &["couple"]) => {
            let end = index + 2 + usize::from(line.is_any(index + 2, &["of"]) && !line.is_any(index + 3, &["the"]));
            let mut number = counted(Some(Decimal::TWO), index + 2, Sort::Cardinal)?;
            number.tokens.end = end;
            Some(number)
        }
        _ => None,
    }
}

fn finish(line: &Line, start: usize, end: usize, value: Option<Decimal>, sort: Sort) -> Option<Number> {
    let core = line.span(start..end)?;
    Some(Number {
        tokens: start..end,
        core,
        value,
        max: None,
        sort,
        is_digits: false,
        is_scaled: true,
        unit: None,
        letters: "",
    })
}

fn cardinal(line: &Line, start: usize) -> Option<Number> {
    let mut total = Decimal::ZERO;
    let mut group = Decimal::ZERO;
    let mut index = start;
    let mut may_take_unit = true;
    let mut may_take_ten = true;
    while line.together(start, index) || index == start {
        let hyphen = usize::from(index > start && line.word(index) == "-" && line.is_glued(index));
        let and = usize::from(
            index > start
                && line.is_any(index, &["and"])
                && group >= Decimal::ONE_HUNDRED
                && group % Decimal::ONE_HUNDRED == Decimal::ZERO,
        );
        let skip = hyphen.max(and);
        match LISTS.number(line.lower(index + skip)) {
            Some(NumberWord::Unit(value)) if may_take_unit && and <= 1 => {
                if hyphen == 1 && may_take_ten && index > start {
                    break;
                }
                group = group.checked_add(value)?;
                (may_take_unit, may_take_ten) = (false, false);
            }
            Some(NumberWord::Ten(value)) if may_take_ten => {
                group = group.checked_add(value)?;
                may_take_ten = false;
            }
            Some(NumberWord::Hundred) if group > Decimal::ZERO => {
                group = group.checked_mul(Decimal::ONE_HUNDRED)?;
                (may_take_unit, may_take_ten) = (true, true);
            }
            Some(NumberWord::Scale(scale)) if group > Decimal::ZERO => {
                total = total.checked_add(group.checked_mul(scale)?)?;
                group = Decimal::ZERO;
                (may_take_unit, may_take_ten) = (true, true);
            }
            // "twenty-first"
            Some(NumberWord::Ordinal(value)) if hyphen == 1 && may_take_unit && value < Decimal::TEN => {
                return finish(line, start, index + 2, Some(total + group + value), Sort::Ordinal);
            }
            // "two-thirds", "three quarters"
            Some(NumberWord::Fraction(part)) if total == Decimal::ZERO && group < Decimal::TEN && index > start => {
                let is_plural = line.word(index + skip).ends_with('s');
                if is_plural || (group == Decimal::ONE && hyphen == 1) {
                    let exact = exact_part(group, part);
                    return finish(line, start, index + skip + 1, exact, Sort::Fraction);
                }
                break;
            }
            _ => break,
        }
        index += skip + 1;
    }
    let number = finish(line, start, index.max(start + 1), Some(total.checked_add(group)?), Sort::Cardinal)?;
    Some(scaled(line, number))
}

fn exact_part(count: Decimal, part: Decimal) -> Option<Decimal> {
    let third = Decimal::new(3333, 4);
    if part == third { Some((count / Decimal::from(3)).round_dp(4)) } else { count.checked_mul(part) }
}

/// "several hundred", "tens of thousands", "a few dozen", "dozens of".
fn vague(line: &Line, start: usize) -> Option<Number> {
    let mut end = start + 1;
    if line.is_any(start, &["a", "an"]) {
        end += 1;
    }
    if line.is_any(start, &["few"]) {
        // "few" alone says little; "few days" does.
        let is_time = matches!(LISTS.time(line.lower(start + 1)), Some(super::lists::TimeWord::Period(_)));
        if !is_time {
            return None;
        }
    }
    loop {
        let of = usize::from(line.is_any(end, &["of"]));
        let more = matches!(
            LISTS.number(line.lower(end + of)),
            Some(NumberWord::Vague | NumberWord::Hundred | NumberWord::Scale(_))
        );
        if !more || !line.together(start, end + of) {
            break;
        }
        end += of + 1;
    }
    let number = finish(line, start, end, None, Sort::Vague)?;
    Some(number)
}

/// "half", "half a million", "half of"; a lone "third" or "quarter" is none.
fn fraction(line: &Line, start: usize, value: Decimal) -> Option<Number> {
    if !line.is_any(start, &["half"]) {
        return None;
    }
    let article = usize::from(line.is_any(start + 1, &["a", "an"]));
    let hyphens = if line.word(start + 1) == "-" && line.is_any(start + 2, &["a"]) { 4 } else { 1 + article };
    if let Some(NumberWord::Scale(scale)) = LISTS.number(line.lower(start + hyphens)) {
        return finish(line, start, start + hyphens + 1, value.checked_mul(scale), Sort::Cardinal);
    }
    finish(line, start, start + 1, Some(value), Sort::Fraction)
}

/// The number at a token, and the range it opens: "3 to 4", "between 5 and 10", "5–10".
pub fn number_or_range(line: &Line, index: usize) -> Option<Number> {
    let first = number_at(line, index)?;
    if first.sort != Sort::Cardinal || first.value.is_none() {
        return Some(first);
    }
    // "020-7946": a leading zero is a code's, not a range's.
    if line.word(index).len() > 1 && line.word(index).starts_with('0') && !line.word(index).contains('.') {
        return Some(first);
    }
    let end = first.tokens.end;
    let dash = matches!(line.word(end), "-" | "–" | "—") && line.is_glued(end) && line.is_glued(end - 1);
    let to = line.is_any(end, &["to"]) && !line.before(index).is_some_and(|before| line.is_any(before, &["from"]));
    let or = line.is_any(end, &["or"]);
    let between =
        line.is_any(end, &["and"]) && line.before(index).is_some_and(|before| line.is_any(before, &["between"]));
    if !(dash || to || or || between) || !line.together(index, end + 1) {
        return Some(first);
    }
    let Some(second) = number_at(line, end + 1).filter(|second| second.sort == Sort::Cardinal) else {
        return Some(first);
    };
    let (Some(low), Some(high)) = (first.value, second.value) else { return Some(first) };
    // "2 to 3 million": the scale is the second one's.
    let is_scale_shared = !first.is_scaled && second.is_scaled && high > low * Decimal::ONE_THOUSAND;
    let scale = if is_scale_shared { scale_of(high) } else { Decimal::ONE };
    let low = low.checked_mul(scale)?;
    let is_sound = low < high && (!or || high <= low + Decimal::ONE || high <= low * Decimal::TWO);
    if !is_sound || first.unit.is_some() {
        return Some(first);
    }
    let core = Span::joining(first.core, second.core);
    Some(Number { tokens: first.tokens.start..second.tokens.end, core, value: Some(low), max: Some(high), ..second })
}

fn scale_of(value: Decimal) -> Decimal {
    let scales = [1_000_000_000_000_i64, 1_000_000_000, 1_000_000, 1_000];
    scales.into_iter().map(Decimal::from).find(|scale| value >= *scale).unwrap_or(Decimal::ONE)
}
