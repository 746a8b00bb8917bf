//! Dates for people: what EDTF and ISO 8601 say, in words, as far as it is fixed.

use jiff::ToSpan;
use jiff::civil::{Date, DateTime};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// An EDTF date for people: "25 Sep 2017", "about 25 Sep 2017", "9–15 Oct 2017", "Jun", "the 1990s", "15 Oct 2017, 2:00".
pub fn in_words(date: &str) -> String {
    if let Some(about) = date.strip_suffix('~') {
        return format!("about {}", in_words(about));
    }
    if let Some((from, to)) = date.split_once('/').filter(|(from, to)| !from.is_empty() && !to.is_empty()) {
        return filled_days(from, to).unwrap_or_else(|| format!("{} – {}", in_words(from), in_words(to)));
    }
    if let Some((day, time)) = date.split_once('T') {
        let clock =
            time.strip_prefix('0').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(time);
        return if day.is_empty() { clock.to_owned() } else { format!("{}, {clock}", in_words(day)) };
    }
    if let Ok(day) = date.parse::<Date>() {
        return day.strftime("%-d %b %Y").to_string();
    }
    in_part(date).unwrap_or_else(|| date.to_owned())
}

/// A stretch of whole days between two midnights: its first and last day.
fn filled_days(from: &str, to: &str) -> Option<String> {
    let midnight = |text: &str| text.ends_with("T00:00").then(|| text.parse::<DateTime>().ok()).flatten();
    let first = midnight(from)?.date();
    let last = midnight(to)?.date().checked_sub(1.days()).ok()?;
    Some(if (first.year(), first.month()) == (last.year(), last.month()) {
        format!("{}–{}", first.day(), last.strftime("%-d %b %Y"))
    } else if first.year() == last.year() {
        format!("{} – {}", first.strftime("%-d %b"), last.strftime("%-d %b %Y"))
    } else {
        format!("{} – {}", first.strftime("%-d %b %Y"), last.strftime("%-d %b %Y"))
    })
}

/// Months, seasons, decades and days without a year.
fn in_part(date: &str) -> Option<String> {
    if let Some(decade) = date.strip_suffix('X').filter(|decade| decade.len() == 3) {
        return Some(format!("the {decade}0s"));
    }
    let (year, rest) = date.split_once('-').filter(|(year, _)| year.len() == 4)?;
    let (month, day) = rest.split_once('-').map_or((rest, None), |(month, day)| (month, Some(day)));
    let number: usize = month.parse().ok()?;
    let name = match number {
        1..=12 => *MONTHS.get(number - 1)?,
        21 => "spring",
        22 => "summer",
        23 => "autumn",
        24 => "winter",
        _ => return None,
    };
    let day = day.map_or(String::new(), |day| format!("{} ", day.trim_start_matches('0')));
    let year = if year == "XXXX" { String::new() } else { format!(" {year}") };
    Some(format!("{day}{name}{year}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_told_as_far_as_they_are_fixed() {
        for (date, words) in [
            ("2017-09-25", "25 Sep 2017"),
            ("2017-09-25~", "about 25 Sep 2017"),
            ("2017-10-09T00:00/2017-10-16T00:00", "9–15 Oct 2017"),
            ("2017-07-01T00:00/2017-10-01T00:00", "1 Jul – 30 Sep 2017"),
            ("2017-10-13/2017-10-15", "13 Oct 2017 – 15 Oct 2017"),
            ("2017-10-15T02:00", "15 Oct 2017, 2:00"),
            ("XXXX-07-12", "12 Jul"),
            ("2017-06", "Jun 2017"),
            ("2017-21", "spring 2017"),
            ("199X", "the 1990s"),
            ("T10:30", "10:30"),
            ("2017", "2017"),
            ("odd", "odd"),
        ] {
            assert_eq!(in_words(date), words);
        }
    }
}
