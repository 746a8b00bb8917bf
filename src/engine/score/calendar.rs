//! The calendar dates in a date as our guideline has it: gold sets of names mark these alone ("November" of "last
//! November", "2022" of "the first quarter of 2022", "1980" of "the 1980s", nothing of "today").

use super::Range;
use crate::engine::figures::can_be_day_or_month;
use crate::text::Text;

/// One word of a date.
struct Word {
    range: Range,
    sort: Sort,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    /// A month, a weekday, a year: what makes a calendar date.
    Anchor,
    /// A day of the month, which goes with one.
    Day,
    /// "of" between two of them.
    Of,
    /// Anything else.
    Other,
}

/// The calendar dates within a date, as ranges of the article.
pub(super) fn dates(text: &Text, date: Range) -> Vec<Range> {
    let Some(span) = text.span_of_chars(date.0, date.1) else { return Vec::new() };
    let words = words(text.slice(span), date.0);
    let stretches = words.split(|word| word.sort == Sort::Other);
    stretches.filter(|stretch| stretch.iter().any(|word| word.sort == Sort::Anchor)).filter_map(whole).collect()
}

/// From the first to the last word of a stretch that is no "of".
fn whole(stretch: &[Word]) -> Option<Range> {
    let mut told = stretch.iter().filter(|word| word.sort != Sort::Of);
    let first = told.next()?;
    Some((first.range.0, told.next_back().unwrap_or(first).range.1))
}

fn words(date: &str, from: usize) -> Vec<Word> {
    let mut words = Vec::new();
    let mut open = String::new();
    for (at, c) in (from..).zip(date.chars().chain([' '])) {
        if c.is_alphanumeric() {
            open.push(c);
        } else if !open.is_empty() {
            words.push(word(&open, at));
            open.clear();
        }
    }
    words
}

fn word(written: &str, end: usize) -> Word {
    let digits = written.chars().take_while(char::is_ascii_digit).count();
    let tail: String = written.chars().skip(digits).collect();
    let (sort, length) = match (digits, tail.as_str()) {
        (4, "" | "s") => (Sort::Anchor, 4),
        (1 | 2, "" | "st" | "nd" | "rd" | "th") => (Sort::Day, written.len()),
        (0, "of") => (Sort::Of, 2),
        (0, word) if can_be_day_or_month(word) => (Sort::Anchor, word.chars().count()),
        _ => (Sort::Other, 0),
    };
    let start = end - written.chars().count();
    Word { range: (start, start + length), sort }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(date: &str, expected: &[&str]) {
        let text = Text::new(format!("On {date}."));
        let found = dates(&text, (3, 3 + date.chars().count()));
        let slice = |range: &Range| text.span_of_chars(range.0, range.1).map(|span| text.slice(span).to_owned());
        assert_eq!(found.iter().filter_map(slice).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn only_calendar_words_are_left() {
        check("last November", &["November"]);
        check("the first quarter of 2022", &["2022"]);
        check("Friday, 3rd of March 2021", &["Friday, 3rd of March 2021"]);
        check("the 1980s", &["1980"]);
        check("2020 and 2021", &["2020", "2021"]);
        check("today", &[]);
        check("10 days ago", &[]);
    }
}
