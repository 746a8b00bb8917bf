//! Numbers in words, and the words that go on after digits: "two and a half million", "half a dozen", "several hundred",
//! "4 thousand 3 hundred and 21", "nine point five", "two thirds".

use super::digits;
use super::line::Line;
use super::lists::{LISTS, NumberWord, TimeWord};
use super::number::{self, Number, Sort};
use crate::engine::TokenKind;
use crate::engine::learn::hash;
use rust_decimal::Decimal;

/// How deep "4 million 3 hundred and 21" may go on.
const MOST_PARTS: usize = 4;

/// The number whose words begin at a token.
pub fn number_at(line: &Line, index: usize) -> Option<Number> {
    let is_article = line.is_any(index, &["a", "an"]);
    let worded = |value, end: usize, sort| Number::of_words(line, index..end, value, sort);
    match LISTS.number(line.lower(index)) {
        Some(NumberWord::Unit(_) | NumberWord::Ten(_)) => cardinal(line, index),
        Some(NumberWord::Hundred | NumberWord::Scale(_)) if bare_scale_counts(line, index) => cardinal(line, index),
        Some(NumberWord::Hundred | NumberWord::Scale(_)) => None,
        Some(NumberWord::Ordinal(value)) => worded(Some(value), index + 1, Sort::Ordinal),
        Some(NumberWord::Vague) => vague(line, index),
        Some(NumberWord::Fraction(whole)) => fraction(line, index, whole),
        Some(NumberWord::Multiple(value)) => worded(Some(value), index + 1, Sort::Multiple),
        None if is_article => after_article(line, index),
        None => None,
    }
}

/// "a million", "a few", "a third of", "a couple of", "a dozen", "a quarter million".
fn after_article(line: &Line, index: usize) -> Option<Number> {
    let next = index + 1;
    if !line.together(index, next) {
        return None;
    }
    if line.is_any(next, &["couple", "pair"]) {
        let of = usize::from(line.is_any(next + 1, &["of"]) && !line.is_any(next + 2, &["the"]));
        if line.is_any(next, &["pair"]) && of == 0 {
            return None;
        }
        let mut number = Number::of_words(line, index..next + 1, Some(Decimal::TWO), Sort::Cardinal)?;
        number.tokens.end = next + 1 + of;
        return Some(number);
    }
    let worded = |value, sort| Number::of_words(line, index..next + 1, value, sort);
    if let Some(whole) = LISTS.whole(line.lower(next)) {
        let value = digits::share(Decimal::ONE, whole);
        if number::is_scale(line, next + 1) {
            return worded(value, Sort::Cardinal).map(|number| tail(line, number));
        }
        let is_part = line.is_any(next + 1, &["of"])
            || line.is_any(next, &["quarter", "half"]) && LISTS.unit(line.word(next + 1)).is_some();
        let is_tiny = whole >= Decimal::ONE_HUNDRED;
        return if is_part || is_tiny { worded(value, Sort::Fraction) } else { None };
    }
    match LISTS.number(line.lower(next))? {
        NumberWord::Hundred => worded(Some(Decimal::ONE_HUNDRED), Sort::Cardinal).map(|number| tail(line, number)),
        NumberWord::Scale(scale) => worded(Some(scale), Sort::Cardinal).map(|number| tail(line, number)),
        NumberWord::Vague if line.is_any(next, &["few", "handful"]) => vague(line, index),
        NumberWord::Vague
        | NumberWord::Unit(_)
        | NumberWord::Ten(_)
        | NumberWord::Ordinal(_)
        | NumberWord::Fraction(_)
        | NumberWord::Multiple(_) => None,
    }
}

/// "hundred thousand dollars", "thousand litres": a scale with nothing before it that is no name's part.
fn bare_scale_counts(line: &Line, index: usize) -> bool {
    let next = LISTS.number(line.lower(index + 1));
    let is_led = line.before(index).is_some_and(|before| {
        line.kind(before) == Some(TokenKind::Number)
            || LISTS.number(line.lower(before)).is_some()
            || matches!(line.word(before), "-" | "$" | "€" | "£")
    });
    let is_plain = !line.is_capital(index) || line.before(index).is_none();
    !is_led
        && is_plain
        && line.together(index, index + 1)
        && (matches!(next, Some(NumberWord::Scale(_)))
            || LISTS.unit(line.word(index + 1)).is_some()
            || LISTS.currency_after(line.lower(index + 1)).is_some())
}

/// The state of reading a cardinal: what is closed by a scale, and the group below it.
struct Sum {
    total: Decimal,
    group: Decimal,
    may_take_unit: bool,
    may_take_ten: bool,
}

impl Sum {
    fn value(&self) -> Option<Decimal> {
        self.total.checked_add(self.group)
    }
}

/// "one over twenty": a fraction as it is read out, where nothing is counted behind it.
pub fn over(line: &Line, first: &Number) -> Option<Number> {
    let end = first.tokens.end;
    if first.value != Some(Decimal::ONE) || !line.is_any(end, &["over"]) || !line.together(first.tokens.start, end + 1)
    {
        return None;
    }
    let whole =
        number::number_at(line, end + 1).filter(|whole| whole.sort == Sort::Cardinal && whole.unit.is_none())?;
    let stop = whole.tokens.end;
    let is_closed = !line.is_word(stop) || !line.together(first.tokens.start, stop);
    if !is_closed || matches!(line.word(stop), "%" | "-" | "$") {
        return None;
    }
    let value = digits::share(Decimal::ONE, whole.value.filter(|value| *value > Decimal::ONE)?)?;
    Number::of_words(line, first.tokens.start..stop, Some(value), Sort::Fraction)
}

fn cardinal(line: &Line, start: usize) -> Option<Number> {
    let mut sum = Sum { total: Decimal::ZERO, group: Decimal::ZERO, may_take_unit: true, may_take_ten: true };
    let mut index = start;
    while index == start || line.together(start, index) {
        let hyphen = usize::from(index > start && matches!(line.word(index), "-" | "‐" | "‑") && line.is_glued(index));
        let is_round = sum.group >= Decimal::ONE_HUNDRED && (sum.group % Decimal::ONE_HUNDRED).is_zero();
        let is_closed = sum.group.is_zero() && !sum.total.is_zero();
        let and = usize::from(index > start && line.is_any(index, &["and", "&"]) && (is_round || is_closed));
        let skip = hyphen.max(and);
        let word = LISTS.number(line.lower(index + skip));
        // "two-thirds", "three quarters", "one twenty-fifth"
        if let Some(whole) = LISTS.whole(line.lower(index + skip))
            && index > start
            && let Some(found) = parts(line, start, index + skip, &sum, whole)
        {
            return Some(found);
        }
        // "twenty-first", "two hundredth"
        if let Some(NumberWord::Ordinal(value)) = word
            && index > start
            && let Some(found) = ordinal(line, start, index + skip, hyphen, &sum, value)
        {
            return Some(found);
        }
        if !step(&mut sum, word, hyphen == 1 && index > start)? {
            break;
        }
        index += skip + 1;
    }
    let mut number = Number::of_words(line, start..index.max(start + 1), Some(sum.value()?), Sort::Cardinal)?;
    if let Some((value, end)) = decimals(line, index, number.value?) {
        number = Number::of_words(line, start..end, Some(value), Sort::Cardinal)?;
    }
    // "one million and a half" is half a million more.
    if sum.group.is_zero() && sum.total > Decimal::ONE_THOUSAND {
        and_part(line, &mut number, scale_of(sum.total));
        number.core = line.span(number.tokens.clone())?;
    }
    Some(tail(line, number))
}

/// The greatest scale word a round sum ends in.
fn scale_of(total: Decimal) -> Decimal {
    let scales = [1_000_000_000_000_i64, 1_000_000_000, 1_000_000, 1_000].map(Decimal::from);
    scales.into_iter().find(|scale| (total % *scale).is_zero()).unwrap_or(Decimal::ONE)
}

/// Takes one word into the sum; whether it fitted. `None` when the sum cannot be held.
fn step(sum: &mut Sum, word: Option<NumberWord>, is_hyphened: bool) -> Option<bool> {
    match word {
        Some(NumberWord::Unit(value)) if sum.may_take_unit && !(is_hyphened && sum.may_take_ten) => {
            sum.group = sum.group.checked_add(value)?;
            (sum.may_take_unit, sum.may_take_ten) = (false, false);
        }
        Some(NumberWord::Ten(value)) if sum.may_take_ten => {
            sum.group = sum.group.checked_add(value)?;
            sum.may_take_ten = false;
        }
        Some(NumberWord::Hundred) if sum.group < Decimal::ONE_HUNDRED => {
            sum.group = sum.group.max(Decimal::ONE).checked_mul(Decimal::ONE_HUNDRED)?;
            (sum.may_take_unit, sum.may_take_ten) = (true, true);
        }
        Some(NumberWord::Scale(scale)) if sum.group > Decimal::ZERO || sum.total.is_zero() => {
            let group = sum.group.max(Decimal::ONE);
            // "hundred thousand million" multiplies; "two million five thousand" adds.
            sum.total = sum.total.checked_add(group.checked_mul(scale)?)?;
            sum.group = Decimal::ZERO;
            (sum.may_take_unit, sum.may_take_ten) = (true, true);
        }
        _ => return Some(false),
    }
    Some(true)
}

fn parts(line: &Line, start: usize, at: usize, sum: &Sum, whole: Decimal) -> Option<Number> {
    let count = sum.value()?;
    let is_plural = line.word(at).ends_with('s');
    // "one third", but "one quarter" may be three months; "twenty-fifth" is an ordinal.
    let is_single = count == Decimal::ONE && (!line.is_any(at, &["quarter"]) || line.word(at - 1) == "-");
    if count > Decimal::ONE_HUNDRED || !(is_plural || is_single) {
        return None;
    }
    let value = digits::share(count, whole);
    // "three quarters billion"
    let sort = if number::is_scale(line, at + 1) { Sort::Cardinal } else { Sort::Fraction };
    let number = Number::of_words(line, start..at + 1, value, sort)?;
    Some(if sort == Sort::Cardinal { tail(line, number) } else { number })
}

fn ordinal(line: &Line, start: usize, at: usize, hyphen: usize, sum: &Sum, value: Decimal) -> Option<Number> {
    let is_unit = hyphen == 1 && sum.may_take_unit && value < Decimal::TEN && !sum.may_take_ten;
    let is_after_hundred = sum.group >= Decimal::ONE_HUNDRED && sum.may_take_ten && sum.may_take_unit;
    let total = sum.value()?.checked_add(value)?;
    (is_unit || is_after_hundred).then(|| Number::of_words(line, start..at + 1, Some(total), Sort::Ordinal))?
}

/// "nine point nought four": digits after a spoken point.
fn decimals(line: &Line, at: usize, whole: Decimal) -> Option<(Decimal, usize)> {
    if !line.is_any(at, &["point"]) {
        return None;
    }
    let mut end = at + 1;
    let mut written = String::new();
    while line.together(at, end) && written.len() < 9 {
        match LISTS.number(line.lower(end)) {
            Some(NumberWord::Unit(digit) | NumberWord::Ten(digit)) => written.push_str(&digit.to_string()),
            _ if line.word(end).chars().all(|c| c.is_ascii_digit()) && written.is_empty() => {
                written.push_str(line.word(end));
            }
            _ => break,
        }
        end += 1;
    }
    let part = Decimal::from_str_exact(&format!("0.{written}")).ok().filter(|_| !written.is_empty())?;
    Some((whole.checked_add(part)?, end))
}

/// Takes in what goes on after a number: "and a half", "million", "dozen", "3 hundred and 21".
pub fn tail(line: &Line, mut number: Number) -> Number {
    let start = number.tokens.end;
    if number.is_digits
        && number.sort == Sort::Cardinal
        && let Some(value) = number.value
        && let Some((value, end)) = decimals(line, start, value)
    {
        (number.value, number.tokens.end) = (Some(value), end);
    }
    and_part(line, &mut number, Decimal::ONE);
    let mut last_scale = None;
    while let Some((scale, end)) = scale_at(line, &number) {
        number.scale_by(scale);
        number.tokens.end = end;
        last_scale = Some(scale);
    }
    if let Some(scale) = last_scale {
        number.sort = Sort::Cardinal;
        and_part(line, &mut number, scale);
        for _ in 0..MOST_PARTS {
            if !lesser_part(line, &mut number, scale) {
                break;
            }
        }
    }
    if number.tokens.end > start {
        number.is_scaled = true;
        number.core = line.span(number.tokens.clone()).unwrap_or(number.core);
    }
    number
}

/// A scale word behind a number and where it ends.
fn scale_at(line: &Line, number: &Number) -> Option<(Decimal, usize)> {
    let end = number.tokens.end;
    if !line.together(end - 1, end) {
        return None;
    }
    let at = end + usize::from(line.word(end) == "-" && line.is_glued(end));
    if line.is_any(at, &["dozens"]) && number.sort == Sort::Cardinal {
        return Some((Decimal::from(12), at + 1));
    }
    match LISTS.number(line.lower(at))? {
        NumberWord::Scale(scale) => Some((scale, at + 1)),
        NumberWord::Hundred if number.is_digits && at == end => Some((Decimal::ONE_HUNDRED, at + 1)),
        // "three billions"
        NumberWord::Vague if number.value.is_some() && number.sort == Sort::Cardinal => {
            let singular = line.word(at).to_lowercase();
            match LISTS.number(hash::folded(singular.trim_end_matches('s')))? {
                NumberWord::Scale(scale) if !line.is_any(at + 1, &["of"]) => Some((scale, at + 1)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// "and a half", "and three quarters": added in the number's scale.
fn and_part(line: &Line, number: &mut Number, scale: Decimal) {
    let end = number.tokens.end;
    if !line.is_any(end, &["and"]) || number.sort != Sort::Cardinal || !line.together(number.tokens.start, end) {
        return;
    }
    let article = usize::from(line.is_any(end + 1, &["a", "an", "one"]));
    let counted = match LISTS.number(line.lower(end + 1)) {
        Some(NumberWord::Unit(value)) if article == 0 => Some(value),
        _ => None,
    };
    let at = end + 1 + article.max(usize::from(counted.is_some()));
    let at = at + usize::from(line.word(at) == "-");
    let Some(whole) = LISTS.whole(line.lower(at)) else { return };
    let is_named = article == 1 || counted.is_some() || line.is_any(at, &["half", "quarter"]);
    // "one billion and a quarter million": the part has a scale of its own, and is another number.
    let is_great = number.value.is_some_and(|value| value >= Decimal::ONE_THOUSAND);
    if number::is_scale(line, at + 1) && (scale > Decimal::ONE || is_great) {
        return;
    }
    let part = digits::share(counted.unwrap_or(Decimal::ONE), whole).and_then(|part| part.checked_mul(scale));
    if let Some(value) = number.value.zip(part).and_then(|(value, part)| value.checked_add(part))
        && is_named
        && !line.is_any(at + 1, &["of"])
    {
        number.value = Some(value);
        number.tokens.end = at + 1;
    }
}

/// "4 thousand 3 hundred and 21", "2 crore 50 lakh": a lesser amount that goes on from the last scale.
fn lesser_part(line: &Line, number: &mut Number, scale: Decimal) -> bool {
    let end = number.tokens.end;
    let and = usize::from(line.is_any(end, &["and"]));
    if !line.together(number.tokens.start, end + and) || line.kind(end + and) != Some(TokenKind::Number) && and == 0 {
        return false;
    }
    let Some(lesser) = number::number_at(line, end + and).filter(|lesser| lesser.sort == Sort::Cardinal) else {
        return false;
    };
    let has_scale = line.has_scale(&lesser.tokens);
    let is_last = scale == Decimal::ONE_HUNDRED && and == 1;
    let fits = lesser.value.is_some_and(|value| value < scale) && lesser.unit.is_none() && lesser.letters.is_empty();
    if !fits || !(has_scale || is_last) {
        return false;
    }
    let Some(value) = number.value.zip(lesser.value).and_then(|(a, b)| a.checked_add(b)) else { return false };
    number.value = Some(value);
    number.tokens.end = lesser.tokens.end;
    true
}

/// "several hundred", "tens of thousands", "a few dozen", "dozens of".
fn vague(line: &Line, start: usize) -> Option<Number> {
    let article = usize::from(line.is_any(start, &["a", "an"]));
    let mut end = start + 1 + article;
    // "few" alone says little; "few days" does.
    if line.is_any(start, &["few"]) && !matches!(LISTS.time(line.lower(start + 1)), Some(TimeWord::Period(_))) {
        return None;
    }
    loop {
        let of = usize::from(line.is_any(end, &["of"]));
        let more = LISTS.number(line.lower(end + of));
        let goes_on = matches!(more, Some(NumberWord::Vague | NumberWord::Hundred | NumberWord::Scale(_)));
        if !goes_on || !line.together(start, end + of) {
            break;
        }
        end += of + 1;
    }
    Number::of_words(line, start..end, None, Sort::Vague)
}

/// "half", "half a million", "half-a-dozen", "quarter million".
fn fraction(line: &Line, start: usize, whole: Decimal) -> Option<Number> {
    let value = digits::share(Decimal::ONE, whole)?;
    let article = usize::from(line.is_any(start + 1, &["a", "an"]));
    let hyphens = if line.word(start + 1) == "-" && line.is_any(start + 2, &["a"]) { 4 } else { 1 + article };
    if number::is_scale(line, start + hyphens) {
        let mut number = Number::of_words(line, start..start + hyphens, Some(value), Sort::Cardinal)?;
        number = tail(line, number);
        return Some(number);
    }
    line.is_any(start, &["half"]).then(|| Number::of_words(line, start..start + 1, Some(value), Sort::Fraction))?
}
