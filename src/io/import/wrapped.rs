//! Lines broken at a fixed width, as terminals, mails and wire services leave them: told from other texts, and joined
//! into paragraphs again.
//!
//! A break is one of the width when the next line's first word would not have fitted: so lists, verses, addresses and
//! headlines keep their lines.

/// Widths at which texts are broken, in characters.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=100;
/// Fewest breaks of the width in a text that is broken so.
const FEWEST: usize = 3;
/// Their least share of all breaks inside blocks, in percent.
const LEAST_SHARE: usize = 60;

/// Whether a text's lines are broken at a fixed width.
pub(super) fn is_wrapped(text: &str) -> bool {
    let lines: Vec<&str> = text.lines().collect();
    let width = width_of(&lines);
    let pairs = || lines.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)));
    let inside = || pairs().filter(|(line, next)| !line.trim().is_empty() && !next.trim().is_empty());
    let all = inside().count();
    let wraps = inside().filter(|(line, next)| is_wrap(line, next, width)).count();
    WIDTHS.contains(&width) && wraps >= FEWEST && wraps * 100 >= all * LEAST_SHARE
}

/// The text with its lines joined into paragraphs, blank lines between them.
pub(super) fn joined(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let width = width_of(&lines);
    let mut paragraphs: Vec<String> = Vec::new();
    let mut before = "";
    for &line in &lines {
        match paragraphs.last_mut() {
            Some(open) if !before.trim().is_empty() && is_wrap(before, line, width) => join(open, line.trim()),
            _ if !line.trim().is_empty() => paragraphs.push(line.trim().to_owned()),
            _ => {}
        }
        before = line;
    }
    paragraphs.join("\n\n")
}

/// Adds a line to a paragraph; a hyphen at the line's end joins a word cut in two.
pub(super) fn join(open: &mut String, line: &str) {
    let begins_small = line.chars().next().is_some_and(char::is_lowercase);
    let cut = open
        .strip_suffix(['-', '\u{ad}', '‐'])
        .filter(|head| begins_small && head.chars().next_back().is_some_and(char::is_lowercase));
    if let Some(head) = cut {
        *open = format!("{head}{line}");
    } else if open.is_empty() {
        line.clone_into(open);
    } else {
        open.push(' ');
        open.push_str(line);
    }
}

/// The width of the longer lines: one in fifty may stand out (an address that cannot be broken).
fn width_of(lines: &[&str]) -> usize {
    let mut lengths: Vec<usize> =
        lines.iter().map(|line| line.trim_end().chars().count()).filter(|len| *len > 0).collect();
    lengths.sort_unstable();
    lengths.len().checked_sub(1 + lengths.len() / 50).and_then(|place| lengths.get(place)).copied().unwrap_or(0)
}

/// Whether a line was broken because the next one's first word did not fit any more.
fn is_wrap(line: &str, next: &str, width: usize) -> bool {
    // Wrapping programs differ by a few characters in what they count.
    const SLACK: usize = 4;
    let indent = |line: &str| line.chars().take_while(|c| c.is_whitespace()).count();
    let is_item = next.trim_start().starts_with(['-', '*', '•', '–', '>']);
    let word = next.split_whitespace().next().map_or(0, |word| word.chars().count());
    let used = line.trim_end().chars().count();
    word > 0 && !is_item && indent(next) <= indent(line) && used + 1 + word + SLACK > width
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "HARBOUR OPENS AGAIN\n\nDock workers voted on Monday to go back to their work\nafter nineteen days, and \
        the first of the ships that wai-\nted outside came in at noon, the harbour master said.\n   “They were cheering on \
        the quay,” she told a radio\nstation, “and so was I, if you must know it all.”\n\nBread\nMilk\n";

    #[test]
    fn broken_lines_are_told_and_joined() {
        assert!(is_wrapped(STORY));
        assert_eq!(
            joined(STORY),
            "HARBOUR OPENS AGAIN\n\nDock workers voted on Monday to go back to their work after nineteen days, and the first \
             of the ships that waited outside came in at noon, the harbour master said.\n\n“They were cheering on the quay,” \
             she told a radio station, “and so was I, if you must know it all.”\n\nBread\n\nMilk"
        );
        assert_eq!(joined(&joined(STORY)), joined(STORY));
    }

    #[test]
    fn other_lines_are_left() {
        assert!(!is_wrapped(
            "The council met on Monday and decided nothing at all.\n\nIt meets again on Friday.\n\nNobody will come."
        ));
        assert!(!is_wrapped("The river\nruns slowly\npast the mill\nand the old\nstone bridge"));
        let long =
            "The council met on Monday and decided, after a debate that went on until the small hours, to close it. ";
        assert!(!is_wrapped(&format!("{long}\n{long}\n{long}\n{long}")));
    }
}
