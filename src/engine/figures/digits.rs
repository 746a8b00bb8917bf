//! Digits as written: separators of thousands and decimals in the world's usages, digits of other scripts, vulgar fractions.
//! Values are exact; what cannot be held exactly is not read.

use rust_decimal::Decimal;

/// More digits than this cannot be held, whatever the separators say.
const MOST_DIGITS: usize = 40;

/// Digits read from the start of a piece of text.
pub struct Digits {
    /// The exact value.
    pub value: Decimal,
    /// How many bytes they take.
    pub length: usize,
    /// Whether separators show thousands.
    pub has_separators: bool,
    /// How many digits there are.
    pub count: usize,
}

/// A digit of any script that writes numbers in tens.
fn digit(c: char) -> Option<u32> {
    const ZEROS: [u32; 9] = [0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xe50, 0xff10];
    let code = c as u32;
    ZEROS.iter().find(|&&zero| (zero..zero + 10).contains(&code)).map(|zero| code - zero)
}

/// The number at the start of a text. With `comma_decimals` one comma or stop means what it means on the continent.
pub fn read(text: &str, comma_decimals: bool) -> Option<Digits> {
    let mut plain = String::new();
    let mut length = 0;
    let mut groups: Vec<usize> = vec![0];
    let mut separators: Vec<char> = Vec::new();
    for (at, c) in text.char_indices() {
        if let Some(digit) = digit(c) {
            plain.push(char::from_digit(digit, 10)?);
            *groups.last_mut()? += 1;
        } else if let Some(separator) = separator(c) {
            let goes_on = text.get(at + c.len_utf8()..)?.chars().next().and_then(digit).is_some();
            if !goes_on || groups.last() == Some(&0) && separator == ',' {
                break;
            }
            separators.push(separator);
            groups.push(0);
            plain.push('|');
        } else {
            break;
        }
        length = at + c.len_utf8();
        if plain.len() > MOST_DIGITS {
            return None;
        }
    }
    let (written, has_separators) = separated(&plain, &groups, &separators, comma_decimals)?;
    let count = written.chars().filter(char::is_ascii_digit).count();
    Some(Digits { value: Decimal::from_str_exact(&written).ok()?, length, has_separators, count })
}

/// The Arabic signs say of themselves which they are.
fn separator(c: char) -> Option<char> {
    match c {
        ',' | '٬' => Some(','),
        '.' | '٫' => Some('.'),
        _ => None,
    }
}

/// Tells thousands' separators from the decimal sign: "5,200", "5.200.000", "92.7", "1,00,000", "3,5".
fn separated(plain: &str, groups: &[usize], separators: &[char], comma_decimals: bool) -> Option<(String, bool)> {
    let without = || plain.replace('|', "");
    let last = groups.last().copied().unwrap_or(0);
    match separators {
        [] => (!plain.is_empty()).then(|| (plain.to_owned(), false)),
        ['.'] if comma_decimals && last == 3 && groups.first() != Some(&0) => Some((without(), true)),
        [','] if last == 3 && !(comma_decimals && plain.starts_with('0')) => Some((without(), true)),
        [_] => Some((format!("0{}", plain.replace('|', ".")), false)),
        [first, rest @ ..] if rest.iter().all(|sign| sign == first) => {
            let is_grouped = groups.iter().skip(1).all(|&length| length == 3 || length == 2) && last == 3;
            // "1.2.3" is a version, not a number.
            is_grouped.then(|| (without(), true))
        }
        [first, middle @ .., _] if middle.iter().all(|sign| sign == first) => {
            let (whole, part) = plain.split_at(plain.rfind('|')?);
            Some((format!("{}.{}", whole.replace('|', ""), part.replace('|', "")), true))
        }
        _ => None,
    }
}

/// The value of a vulgar fraction.
pub fn vulgar(c: char) -> Option<Decimal> {
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
        '⅙' => (1, 6),
        '⅛' => (1, 8),
        '⅜' => (3, 8),
        '⅝' => (5, 8),
        '⅞' => (7, 8),
        _ => return None,
    };
    share(Decimal::from(top), Decimal::from(bottom))
}

/// A share as a decimal, to twelve places.
pub fn share(part: Decimal, whole: Decimal) -> Option<Decimal> {
    part.checked_div(whole).map(|value| value.round_dp(12).normalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let read = read(text, false).map(|digits| digits.value.to_string());
        assert_eq!(read.as_deref(), expected, "{text}");
    }

    #[test]
    fn separators_of_the_world() {
        check("5,200", Some("5200"));
        check("5.200.000", Some("5200000"));
        check("1,00,00,000", Some("10000000"));
        check("1,234.50", Some("1234.50"));
        check("1.234,50", Some("1234.50"));
        check("3,5", Some("3.5"));
        check("1.2.3", None);
        check("١٬٢٣٤٫٥", Some("1234.5"));
        check("१२३", Some("123"));
        assert_eq!(super::read("1.234", true).map(|digits| digits.value.to_string()).as_deref(), Some("1234"));
    }

    #[test]
    fn what_cannot_be_held_is_not_read() {
        check(&"9".repeat(1_000_000), None);
        check("", None);
    }
}
