//! Days as pages print them: digits in any order, month names in the languages of the pages people save.

use jiff::civil::Date;

/// Which number comes first in "03/04/2020".
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::io::import) enum Order {
    /// As in American English.
    MonthFirst,
    /// As nearly everywhere else.
    DayFirst,
}

impl Order {
    /// The order a page of this language uses.
    pub(super) fn of_language(language: Option<&str>) -> Self {
        let language = language.unwrap_or_default().to_lowercase();
        let is_american = language.is_empty() || language == "en" || language.starts_with("en-us");
        if is_american { Self::MonthFirst } else { Self::DayFirst }
    }
}

/// The first day in words: "2017-10-16", "20171016", "16.10.2017", "October 16, 2017", "16 Oct 2017".
pub(in crate::io::import) fn day_in(words: &str, order: Order) -> Option<String> {
    numeric_day(words, order).or_else(|| worded_day(words)).map(|day| day.to_string())
}

fn sound_day(year: i16, month: i8, day: i8) -> Option<Date> {
    (1990..=2100).contains(&year).then(|| Date::new(year, month, day).ok()).flatten()
}

fn numeric_day(words: &str, order: Order) -> Option<Date> {
    let numbers: Vec<(&str, usize)> = digit_runs(words);
    for (place, (run, _)) in numbers.iter().enumerate() {
        let follows = |index: usize| -> Option<(&str, char)> {
            let (previous, start) = numbers.get(index.checked_sub(1)?)?;
            let (next, begin) = numbers.get(index)?;
            let mut between = words.get(start + previous.len()..*begin)?.chars();
            let sign = between.next()?;
            (between.next().is_none()).then_some((*next, sign))
        };
        if run.len() == 8
            && let (Some(year), Some(month), Some(day)) = (run.get(..4), run.get(4..6), run.get(6..))
        {
            let read = sound_day(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
            if read.is_some() {
                return read;
            }
        }
        let (second, third) = (follows(place + 1), follows(place + 2));
        if let (Some((b, sign)), Some((c, other))) = (second, third)
            && "-/.".contains(sign)
            && sign == other
        {
            let read = if run.len() == 4 {
                sound_day(run.parse().ok()?, b.parse().ok()?, c.get(..c.len().min(2))?.parse().ok()?)
            } else if c.len() == 2 && sign == '.' && run.len() <= 2 && b.len() <= 2 {
                let year: i16 = c.parse().ok()?;
                sound_day(2000 + year, b.parse().ok()?, run.parse().ok()?)
            } else if c.len() == 4 && run.len() <= 2 && b.len() <= 2 {
                let (first, second): (i8, i8) = (run.parse().ok()?, b.parse().ok()?);
                let year = c.parse().ok()?;
                let is_day_first = sign == '.' || first > 12 || (order == Order::DayFirst && second <= 12);
                let (month, day) = if is_day_first { (second, first) } else { (first, second) };
                sound_day(year, month, day)
            } else {
                None
            };
            if read.is_some() {
                return read;
            }
        }
    }
    None
}

fn digit_runs(words: &str) -> Vec<(&str, usize)> {
    let mut runs = Vec::new();
    let mut start = None;
    for (at, c) in words.char_indices().chain([(words.len(), ' ')]) {
        match (start, c.is_ascii_digit()) {
            (None, true) => start = Some(at),
            (Some(begin), false) => {
                if let Some(run) = words.get(begin..at) {
                    runs.push((run, begin));
                }
                start = None;
            }
            _ => {}
        }
        if runs.len() > 40 {
            break;
        }
    }
    runs
}

/// The ways a month's name begins in English, German, Dutch, French, Spanish, Italian, Portuguese, Polish, Czech,
/// Russian and Ukrainian.
const MONTHS: [&[&str]; 12] = [
    &["jan", "jän", "janv", "ene", "gen", "sty", "led", "янв", "січ"],
    &["feb", "fév", "fev", "lut", "úno", "фев", "лют"],
    &["mar", "mär", "maa", "mrt", "bře", "мар", "берез"],
    &["apr", "avr", "abr", "kwi", "dub", "апр", "квіт"],
    &["may", "mai", "mei", "mag", "maj", "kvě", "мая", "май", "трав"],
    &["jun", "juin", "giu", "cze", "červn", "июн", "черв"],
    &["jul", "juil", "lug", "lip", "července", "июл", "лип"],
    &["aug", "aoû", "aou", "ago", "sie", "srp", "авг", "серп"],
    &["sep", "set", "wrz", "zář", "сен", "верес"],
    &["oct", "okt", "ott", "out", "paź", "říj", "окт", "жовт"],
    &["nov", "lis", "ноя", "листоп"],
    &["dec", "dez", "déc", "dic", "gru", "prosin", "дек", "груд"],
];

/// How the words of a date beside its month begin: weekdays, the clock, prepositions, words of publishing.
#[rustfmt::skip]
pub(super) const PARTS_OF_A_DATE: &[&str] = &[
    "mon", "tue", "wed", "thu", "fri", "sat", "sun", "so", "mo", "di", "mi", "do", "fr", "sa", "lun", "mar", "mer", "jeu",
    "ven", "sam", "dim", "mié", "jue", "vie", "sáb", "dom", "gio", "sab", "uhr", "klo", "at", "um", "am", "pm", "on", "le",
    "el", "vom", "de", "the", "st", "nd", "rd", "th", "gmt", "utc", "cet", "cest", "est", "edt", "pst", "pdt", "bst",
    "publi", "posted", "veröffentlicht", "erschienen", "opublik", "published",
];

/// The month that a word in small letters names.
pub(super) fn month_of(word: &str) -> Option<i8> {
    let whole = word.chars().all(char::is_alphabetic) && (3..=11).contains(&word.chars().count());
    let month = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)))?;
    whole.then_some(month as i8 + 1)
}

fn worded_day(words: &str) -> Option<Date> {
    let parts: Vec<String> = words
        .split(|c: char| !c.is_alphanumeric())
        // "16 de octubre de 2017"
        .filter(|part| !part.is_empty() && *part != "de" && *part != "del" && *part != "of")
        .take(60)
        .map(str::to_lowercase)
        .collect();
    let number = |part: Option<&String>| -> Option<i16> {
        let digits = part?.trim_end_matches(|c: char| c.is_alphabetic());
        digits.parse().ok()
    };
    for (place, part) in parts.iter().enumerate() {
        let Some(month) = month_of(part) else { continue };
        let after = number(parts.get(place + 1));
        let later = number(parts.get(place + 2));
        let before = place.checked_sub(1).and_then(|before| number(parts.get(before)));
        let read = match (before, after, later) {
            (Some(day), Some(year), _) if (1..=31).contains(&day) && year > 1900 => sound_day(year, month, day as i8),
            (_, Some(day), Some(year)) if (1..=31).contains(&day) && year > 1900 => sound_day(year, month, day as i8),
            _ => None,
        };
        if read.is_some() {
            return read;
        }
    }
    None
}

/// "/2017/10/16/", "/2017-10/16/" or "/20171016" in an address.
pub(super) fn day_in_address(address: &str) -> Option<String> {
    let parts: Vec<&str> = address.split(['/', '-', '_']).collect();
    let apart = parts.windows(3).find_map(|part| {
        let [year, month, day] = part else { return None };
        if year.len() != 4 || month.len() > 2 || day.len() > 2 {
            return None;
        }
        sound_day(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).map(|day| day.to_string())
    });
    apart.or_else(|| {
        parts.iter().filter(|part| part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_digit())).find_map(|part| {
            let (year, month, day) = (part.get(..4)?, part.get(4..6)?, part.get(6..)?);
            sound_day(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).map(|day| day.to_string())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_in_many_shapes() {
        let check = |words: &str, day: Option<&str>| {
            assert_eq!(day_in(words, Order::MonthFirst).as_deref(), day, "{words}");
        };
        check("2017-10-16T08:00:00+02:00", Some("2017-10-16"));
        check("20171016", Some("2017-10-16"));
        check("16.10.2017, 09:30", Some("2017-10-16"));
        check("Published Oct. 16, 2017 at 9", Some("2017-10-16"));
        check("Monday 16 October 2017", Some("2017-10-16"));
        check("16.10.17, 9 Uhr", Some("2017-10-16"));
        check("31/02/2017", None);
        check("Sonntag, 16. Oktober 2017", Some("2017-10-16"));
        check("publicado el 16 de octubre de 2017", Some("2017-10-16"));
        check("15 августа 2016, 12:40", Some("2016-08-15"));
        check("03/04/2020", Some("2020-03-04"));
        assert_eq!(day_in("03/04/2020", Order::DayFirst).as_deref(), Some("2020-04-03"));
        check("no day here 5", None);
        assert_eq!(day_in_address("https://x.org/2017-10/16/a").as_deref(), Some("2017-10-16"));
    }
}
