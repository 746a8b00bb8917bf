//! Where words begin and end, for selecting and dragging: Unicode word boundaries, widened to whole
//! runs of letters, digits and the marks inside them.

use super::{Span, Text};
use unicode_segmentation::UnicodeSegmentation;

/// The words as one line, with one space between.
pub fn one_line(words: &str) -> String {
    let mut line = String::with_capacity(words.len());
    for word in words.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

/// The word that holds the byte, or `None` between words.
pub fn word_at(text: &Text, byte: usize) -> Option<Span> {
    let line = text.paragraphs().get(text.paragraph_at(byte)).copied()?;
    let mut at = line.start();
    for piece in text.slice(line).split_word_bounds() {
        let end = at + piece.len();
        if (at..end).contains(&byte) {
            return piece.chars().any(char::is_alphanumeric).then(|| text.span(at, end)).flatten();
        }
        at = end;
    }
    None
}

/// The nearest place a boundary may snap to: a word's start or end, or beside a mark of punctuation.
pub fn snap(text: &Text, byte: usize) -> usize {
    let index = text.paragraph_at(byte);
    let Some(line) = text.paragraphs().get(index).or_else(|| text.paragraphs().last()).copied() else {
        return 0;
    };
    let mut best = line.start();
    let mut at = line.start();
    for piece in text.slice(line).split_word_bounds() {
        let end = at + piece.len();
        if !piece.trim().is_empty() {
            for edge in [at, end] {
                if edge.abs_diff(byte) < best.abs_diff(byte) {
                    best = edge;
                }
            }
        }
        at = end;
    }
    best
}

/// The next place to the right (or left) a boundary may move to by one word.
pub fn step(text: &Text, byte: usize, forward: Direction) -> usize {
    let content = text.as_str();
    match forward {
        Direction::Right => {
            let mut at = byte;
            for piece in text.between(byte, content.len()).split_word_bounds() {
                at += piece.len();
                if piece.chars().any(char::is_alphanumeric) || is_mark(piece) {
                    return at;
                }
            }
            content.len()
        }
        Direction::Left => {
            let mut at = byte;
            for piece in text.between(0, byte).split_word_bounds().rev() {
                at -= piece.len();
                if piece.chars().any(char::is_alphanumeric) || is_mark(piece) {
                    return at;
                }
            }
            0
        }
    }
}

/// Which way to move.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// Towards the start of the text.
    Left,
    /// Towards its end.
    Right,
}

fn is_mark(piece: &str) -> bool {
    piece.chars().all(|c| !c.is_whitespace() && !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_taken_whole() {
        let text = Text::new("The mayor’s plan — done.");
        let word = word_at(&text, 5).map(|span| text.slice(span));
        assert_eq!(word, Some("mayor’s"));
        assert_eq!(word_at(&text, 3), None);
        assert_eq!(snap(&text, 6), 4);
        assert_eq!(step(&text, 0, Direction::Right), 3);
    }
}
