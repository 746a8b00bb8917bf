//! Money: signs, codes and names before or after a number. A name several countries share is resolved by the country the
//! article speaks of; where nothing tells, the doubt is kept.

use super::line::Line;
use super::lists::LISTS;
use super::number::{self, Number, Sort};
use super::record::{blank, dressed};
use crate::engine::TokenKind;
use crate::model::{Figure, FigureKind, Score};
use crate::text::Span;
use rust_decimal::Decimal;

/// Codes that are other things' initials: a climate conference, a development goal.
const OTHER_INITIALS: &[&str] =
    &["COP", "SDG", "ALL", "TOP", "TRY", "MOP", "PEN", "LAK", "CUP", "ANG", "MAD", "BAM", "GEL", "SOS"];

/// Currency words that are something else in most texts: they count only behind digits with a scale.
const EVERYDAY: &[&str] = &[
    "won", "real", "pound", "pounds", "lei", "lek", "som", "sol", "dong", "rand", "pula", "lev", "dram", "crown",
    "crowns",
];

/// A sign or name of money in front of a number.
struct Sign {
    code: &'static str,
    /// Whether the writing says which country's.
    is_sure: bool,
    number: Number,
}

/// "$14.5 million", "US$3bn", "Rs 500 crore", "EUR 20", "RM69.6 million", "ringgit 42".
pub fn before(line: &Line, index: usize) -> Option<(Figure, usize)> {
    let sign = sign_at(line, index)?;
    let Sign { code, is_sure, mut number } = sign;
    let is_letters = !number.letters.is_empty() && number.letters != "m";
    if number.sort == Sort::Vague || number.sort == Sort::Ordinal || number.sort == Sort::Decade || is_letters {
        return None;
    }
    millions(line, &mut number);
    if number.unit.is_some() {
        return None;
    }
    let mut end = number.tokens.end;
    ranged(line, index, code, &mut number, &mut end);
    let figure = blank(line, &(index..end), number.core, FigureKind::Money, "figure-money")?;
    let (mut figure, end) = dressed(line, figure, &number, index, end);
    resolve(line, &mut figure, code, is_sure);
    Some((figure, end))
}

/// After a sign "m" is million.
fn millions(line: &Line, number: &mut Number) {
    if number.letters == "m" {
        number.scale_by(Decimal::from(1_000_000));
        number.letters = "";
        number.core = line.span(number.tokens.clone()).map_or(number.core, |span| span.cover(number.core));
    }
}

/// "$5 to $10", "from $5 to $10 million", "between €3bn and €5bn": the second sign is the same money.
fn ranged(line: &Line, index: usize, code: &str, number: &mut Number, end: &mut usize) {
    let Some(joint) = number::joint_at(line, index, *end).filter(|_| number.max.is_none()) else { return };
    let Some(Sign { code: second, number: mut high, .. }) = sign_at(line, *end + joint) else { return };
    millions(line, &mut high);
    if second != code || high.max.is_some() || high.sort != Sort::Cardinal {
        return;
    }
    // "$10 to $15 billion" shares the scale.
    if let (Some(low), Some(top)) = (number.value, high.value)
        && !line.has_scale(&number.tokens)
        && line.has_scale(&high.tokens)
    {
        let million = Decimal::from(1_000_000);
        let scale = if top >= million * Decimal::ONE_THOUSAND { million * Decimal::ONE_THOUSAND } else { million };
        if low < Decimal::ONE_THOUSAND && top >= million {
            number.value = low.checked_mul(scale).filter(|low| *low < top).or(number.value);
        }
    }
    if high.value > number.value {
        (number.max, *end) = (high.value, high.tokens.end);
        number.core = Span::joining(number.core, high.core);
    }
}

/// Says which currency, and doubts where several countries share the name.
fn resolve(line: &Line, figure: &mut Figure, code: &'static str, is_sure: bool) {
    let (code, is_told) = if is_sure { (code, true) } else { line.at_home(code) };
    figure.unit = Some(code.to_owned());
    if !is_told {
        figure.tail = figure.tail.clone().doubting("which country's currency?");
    } else if !is_sure && LISTS.family(code).is_some() {
        figure.tail.score = Score::new(0.9);
    }
}

/// The money sign or word at a token, with the number behind it.
fn sign_at(line: &Line, index: usize) -> Option<Sign> {
    let word = line.word(index);
    if let Some(found) = glued_code(line, index).or_else(|| composed(line, index)) {
        return Some(found);
    }
    let is_mark = line.kind(index) == Some(TokenKind::Mark);
    if !line.together(index, index + 1) {
        return None;
    }
    if let Some(code) = LISTS.currency_before(word) {
        // One letter is money only when glued: "R500", never "R 500".
        let is_sign = is_mark || word.chars().count() > 1 || line.is_glued(index);
        let dot = usize::from(line.word(index + 1) == "." && line.is_glued(index) && !is_mark);
        let equals = usize::from(is_mark && matches!(line.word(index + 1), "=") && line.is_glued(index));
        let number = number::number_or_range(line, index + 1 + dot + equals).filter(|_| is_sign)?;
        let is_amount = is_mark || number.is_digits || line.is_capital(index) && number.is_scaled;
        // "Re", "Br", "Sh", "kr" small: only in front of digits, and no name's initials.
        let is_shared = !is_mark && LISTS.family(code).is_none();
        return is_amount.then_some(Sign { code, is_sure: is_shared, number });
    }
    if let Some((code, scale)) = scaled_code(word) {
        let mut number = number::number_or_range(line, index + 1).filter(|number| number.is_digits)?;
        number.scale_by(scale);
        return Some(Sign { code, is_sure: true, number });
    }
    if let Some(code) = LISTS.currency_code(word) {
        let number = number::number_or_range(line, index + 1).filter(|number| number.is_digits)?;
        return is_amount_of(word, &number).then_some(Sign { code, is_sure: true, number });
    }
    word_before(line, index)
}

/// "COP 27" is no money, "COP 27 million" is.
fn is_amount_of(code: &str, number: &Number) -> bool {
    !OTHER_INITIALS.contains(&code)
        || number.is_scaled && number.value.is_some_and(|value| value >= Decimal::ONE_THOUSAND)
}

/// "RM69.6 million", "USD3.14", "QR8,944,593", "R92m": letters and digits in one token.
fn glued_code(line: &Line, index: usize) -> Option<Sign> {
    if line.kind(index) != Some(TokenKind::Word) || index > 0 && line.is_glued(index - 1) && line.word(index - 1) != "("
    {
        return None;
    }
    let word = line.word(index);
    let letters = word.find(|c: char| c.is_ascii_digit())?;
    let (sign, _) = word.split_at_checked(letters)?;
    let by_code = LISTS.currency_code(sign);
    let code = by_code.or_else(|| LISTS.currency_before(sign))?;
    let number = number::glued_to_letters(line, index, letters)?;
    // "R2" the robot, "K9", "P5": one letter needs an amount that is none of a code's.
    let is_amount = by_code.is_none() && sign.len() == 1;
    let is_plain = is_amount && !number.is_scaled && number.value.is_none_or(|value| value < Decimal::from(50));
    let is_code = by_code.is_some_and(|_| !is_amount_of(sign, &number));
    (!is_plain && !is_code).then_some(Sign { code, is_sure: by_code.is_some(), number })
}

/// "US$3", "HK$ 5", "c $ 1.34", "$US3", "AUD$ 15", "GH¢5".
fn composed(line: &Line, index: usize) -> Option<Sign> {
    let (word, next) = (line.word(index), line.word(index + 1));
    // "$US55,931,000"
    if matches!(word, "$") && line.is_glued(index) && line.is_word(index + 1) {
        let letters = next.find(|c: char| c.is_ascii_digit())?;
        let code = LISTS.currency_before(&format!("{}$", next.get(..letters)?))?;
        let number = number::glued_to_letters(line, index + 1, letters)?;
        return Some(Sign { code, is_sure: true, number });
    }
    // "u.s $": the "s" is no sign's beginning.
    let is_rest = index > 0 && line.is_glued(index - 1) && line.word(index - 1) == ".";
    let is_letters =
        line.is_word(index) && !is_rest && word.len() <= 4 && line.kind(index + 1) == Some(TokenKind::Mark);
    if !is_letters || !line.together(index, index + 1) {
        return None;
    }
    let upper = word.to_uppercase().replace('.', "");
    let by_sign = || LISTS.currency_before(&format!("{word}{next}"));
    let by_upper = || LISTS.currency_before(&format!("{upper}{next}"));
    let by_code = || (matches!(next, "$" | "£" | "€")).then(|| LISTS.currency_code(&upper))?;
    let is_spaced = !line.is_glued(index);
    let code = by_sign().or_else(by_upper).or_else(by_code)?;
    // "c $ 5" apart reads as a sign only where tokens stand apart anyway.
    let gap_is_safe = !is_spaced || word.len() > 1 || !line.is_glued(index + 1);
    let number = number::number_or_range(line, index + 2).filter(|_| gap_is_safe)?;
    Some(Sign { code, is_sure: true, number })
}

/// "ringgit 42", "US dollars 6000", "Malaysian ringgit 42", "dollar 22.5 million".
fn word_before(line: &Line, index: usize) -> Option<Sign> {
    let words = (1..=3).rev().find(|&words| LISTS.currency_after(line.lower(index + words - 1)).is_some())?;
    let at = index + words - 1;
    let code = LISTS.currency_after(line.lower(at))?;
    let named = named_code(line, index, at);
    if words > 1 && named.is_none() || line.is_any(at, EVERYDAY) || code.len() != 3 {
        return None;
    }
    let number = number::number_at(line, at + 1).filter(|number| number.is_digits && line.together(at, at + 1))?;
    let end = number.tokens.end;
    let is_other = matches!(line.word(end), "%" | "-" | "–" | "/" | ":")
        || line.is_any(end, &["percent", "per", "to"])
        || number.unit.is_some()
        || !number.letters.is_empty()
        || line
            .before(index)
            .is_some_and(|before| line.kind(before) == Some(TokenKind::Number) || number::is_scale(line, before));
    let is_year = !number.is_scaled
        && number.value.is_some_and(|value| value >= Decimal::from(1900) && value <= Decimal::from(2100));
    (!is_other && !is_year).then_some(Sign { code: named.unwrap_or(code), is_sure: named.is_some(), number })
}

/// "Australian dollars", "Hong Kong dollar", "US dollars": the currency with this full name.
fn named_code(line: &Line, first: usize, last: usize) -> Option<&'static str> {
    if first == last {
        return None;
    }
    let noun = line.word(last).to_lowercase();
    let is_short_us = last == first + 1 && line.is_any(first, &["US", "U.S.", "American", "us", "U.S"]);
    if is_short_us && noun.starts_with("dollar") {
        return Some("USD");
    }
    let adjectives: Vec<&str> = (first..last).map(|index| line.word(index)).collect();
    let adjective = match adjectives.join(" ").to_lowercase().as_str() {
        "british" | "uk" if noun.starts_with("pound") => return Some("GBP"),
        "korean" | "south korean" => "south korean".to_owned(),
        "chinese" if noun.starts_with("yuan") || noun.starts_with("renminbi") => return Some("CNY"),
        "emirati" | "uae" => "uae".to_owned(),
        "lebanese" => "lebanese".to_owned(),
        "malaysia" => "malaysian".to_owned(),
        other => other.to_owned(),
    };
    let singular = match noun.as_str() {
        "crowns" | "crown" => "krone".to_owned(),
        "kroner" => "krone".to_owned(),
        "kronor" => "krona".to_owned(),
        _ => noun.strip_suffix('s').unwrap_or(&noun).to_owned(),
    };
    [singular.as_str(), "koruna", "krona"]
        .into_iter()
        .filter(|word| *word == singular || noun.starts_with("crown"))
        .find_map(|noun| LISTS.currency_named(&format!("{adjective} {noun}")))
}

/// "20 euros", "61 million Hong Kong dollars", "115USD", "10 $", "five-dollar".
pub fn after(line: &Line, number: &Number) -> Option<(Figure, usize)> {
    if !matches!(number.sort, Sort::Cardinal | Sort::Vague | Sort::Fraction) {
        return None;
    }
    let start = number.tokens.start;
    let mut number = number.clone();
    let of = usize::from(line.is_any(number.tokens.end, &["of"]) && number.is_scaled);
    let plus = hedge_width(line, number.tokens.end);
    let at = number.tokens.end + of + plus;
    let (code, is_sure, end) =
        if number.letters.len() == 3 { (number.letters, true, number.tokens.end) } else { noun_at(line, &number, at)? };
    let mut end = end;
    // "75 USD million"
    if LISTS.currency_code(line.word(end.saturating_sub(1))).is_some() && number::is_scale(line, end) {
        let scale = LISTS.number(line.lower(end));
        if let Some(super::lists::NumberWord::Scale(scale)) = scale {
            number.scale_by(scale);
            end += 1;
        }
    }
    if let Some((_, scale)) = scaled_code(line.word(end.saturating_sub(1))) {
        number.scale_by(scale);
    }
    change_after(line, &mut number, &mut end, code);
    // "10 dollars to 20 dollars"
    if number.max.is_none()
        && let Some(joint) = number::joint_at(line, start, end)
        && let Some(high) = number::number_at(line, end + joint).filter(|high| high.value > number.value)
        && let Some((_, _, stop)) = noun_at(line, &high, high.tokens.end).filter(|(second, ..)| *second == code)
    {
        (number.max, end) = (high.value, stop);
        number.core = Span::joining(number.core, high.core);
    }
    let core = number.core;
    let figure = blank(line, &(start..end), core, FigureKind::Money, "figure-money")?;
    let (mut figure, after) = dressed(line, figure, &number, start, end);
    resolve(line, &mut figure, code, is_sure);
    Some((figure, after))
}

/// "600-plus billion": the words between are the hedge's.
fn hedge_width(line: &Line, end: usize) -> usize {
    if line.word(end) == "-" && line.is_any(end + 1, &["plus"]) { 2 } else { 0 }
}

/// The currency's word, sign or code at a token: code, whether the writing says which country's, and where it ends.
fn noun_at(line: &Line, number: &Number, at: usize) -> Option<(&'static str, bool, usize)> {
    let start = number.tokens.start;
    let hyphen = usize::from(line.word(at) == "-" && line.is_glued(at));
    let first = at + hyphen;
    if !line.together(start, first) {
        return None;
    }
    for words in [3, 2] {
        let last = first + words - 1;
        let is_noun = LISTS.currency_after(line.lower(last)).is_some() && line.together(start, last);
        if is_noun && let Some(code) = named_code(line, first, last) {
            return Some((code, true, last + 1));
        }
    }
    let word = line.word(first);
    if let Some((code, _)) = scaled_code(word).filter(|_| !number.is_scaled || number.is_digits) {
        return Some((code, true, first + 1));
    }
    if let Some(code) = LISTS.currency_code(word).filter(|_| number.is_digits && is_amount_of(word, number)) {
        return Some((code, true, first + 1));
    }
    if let Some(code) = LISTS.currency_after(line.lower(first)) {
        let is_plausible = !line.is_any(first, EVERYDAY) || is_everyday_amount(line, number, first);
        // "12 ft" is a length.
        let is_exact = word != "ft" && word != "FT";
        let is_plausible = is_plausible && is_exact;
        let is_glued_letter = word.chars().count() > 1 || !line.is_word(first) || line.is_glued(first - 1);
        return (is_plausible && is_glued_letter).then_some((code, LISTS.family(code).is_none(), first + 1));
    }
    // "10 $", "20Rs": a sign of before, behind the number and with none of its own behind it.
    let code = LISTS.currency_before(word).filter(|_| number.is_digits && word.chars().count() <= 3)?;
    let is_next_sign = line.kind(first + 1) == Some(TokenKind::Number) && line.together(first, first + 1);
    let is_mark = line.kind(first) == Some(TokenKind::Mark);
    let is_word = matches!(word, "Rs" | "Tk" | "KD" | "RM" | "LE");
    ((is_mark && (!is_next_sign || !line.is_glued(first))) || is_word && !is_next_sign).then_some((
        code,
        false,
        first + 1,
    ))
}

/// "MUSD", "KEUR", "MSEK": a currency's code behind the letter of a scale, as Nordic business news writes it.
fn scaled_code(word: &str) -> Option<(&'static str, Decimal)> {
    const CODES: &[&str] = &["USD", "EUR", "SEK", "NOK", "DKK", "GBP", "CHF", "AUD", "CAD", "ISK"];
    let (letter, code) = word.split_at_checked(1).filter(|_| word.len() == 4)?;
    let scale = match letter {
        "K" | "T" => Decimal::ONE_THOUSAND,
        "M" => Decimal::from(1_000_000),
        "B" => Decimal::from(1_000_000_000),
        _ => return None,
    };
    CODES.iter().find(|known| **known == code).map(|code| (*code, scale))
}

/// Whether a word is a scale's letter with a currency's code: "MUSD".
pub fn is_scaled(word: &str) -> bool {
    scaled_code(word).is_some()
}

/// Whether a word that is mostly something else is money here: "3 million pounds", "500 won", but "two pounds of meat".
fn is_everyday_amount(line: &Line, number: &Number, at: usize) -> bool {
    let is_large = number.is_scaled && number.value.is_some_and(|value| value >= Decimal::ONE_HUNDRED);
    let is_weight = line.is_any(at + 1, &["of"]) || line.is_any(at + 1, &["per"]) && line.is_any(at + 2, &["square"]);
    let speaks_of_money = || {
        let sentence = line.sentence(at);
        let near = sentence.start.max(at.saturating_sub(12))..sentence.end.min(at + 8);
        near.clone().any(|index| {
            matches!(line.word(index), "£" | "€" | "$")
                || line.is_any(
                    index,
                    &[
                        "cost", "costs", "paid", "pay", "price", "worth", "fine", "fined", "tax", "spent", "sold",
                        "loan", "fee", "wage", "prize", "salary", "deal",
                    ],
                )
        })
    };
    number.is_digits && is_large && !is_weight && !line.is_any(at, &["pound", "pounds"])
        || number.is_scaled && number::is_scale(line, at.saturating_sub(1)) && !is_weight
        || line.is_any(at, &["pound", "pounds", "crowns", "rand"]) && !is_weight && speaks_of_money()
}

/// "3 dollars 50 cents", "20 ringgit and 43 sen": the coins of the same money.
fn change_after(line: &Line, number: &mut Number, end: &mut usize, code: &str) {
    let and = usize::from(line.is_any(*end, &["and"]));
    let Some(coins) = number::number_at(line, *end + and).filter(|coins| coins.sort == Sort::Cardinal) else { return };
    let small = LISTS.currency_after(line.lower(coins.tokens.end));
    let is_named = matches!(small, Some("cent" | "penny" | "sen" | "paisa" | "kopeck" | "centavo"));
    // "fifteen dollars 50", said and written down: two digits and nothing behind them.
    let stop = coins.tokens.end;
    let is_closed = !line.together(number.tokens.start, stop)
        || matches!(line.word(stop), "." | "," | ";" | "!" | "?" | ")") && !line.is_glued(stop);
    let is_bare = is_closed
        && !(coins.is_digits && coins.is_scaled)
        && if coins.is_digits {
            coins.tokens.len() == 1 && line.word(coins.tokens.start).len() == 2
        } else {
            and == 1 && coins.value.is_some_and(|value| value >= Decimal::TEN)
        }
        && number.value.is_some_and(|value| value.is_integer() && value < Decimal::ONE_THOUSAND);
    let is_small = is_named || is_bare;
    let is_amount = coins.value.is_some_and(|value| value < Decimal::ONE_HUNDRED && value.is_integer());
    if !is_small
        || !is_amount
        || code.len() != 3
        || number.max.is_some()
        || is_named && !line.together(number.tokens.start, coins.tokens.end)
        || !line.together(number.tokens.start, coins.tokens.start)
    {
        return;
    }
    let hundredths = coins.value.and_then(|value| value.checked_div(Decimal::ONE_HUNDRED));
    number.value = number.value.zip(hundredths).and_then(|(whole, part)| whole.checked_add(part));
    *end = coins.tokens.end + usize::from(is_named);
}
