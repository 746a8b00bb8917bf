//! Cuts text into tokens with exact offsets: tokens and the gaps between them rebuild the text.

use super::reading::{Token, TokenKind};
use crate::text::Text;

/// The tokens of the text, in order; sentence numbers are set by [`super::sentence`].
pub(super) fn tokens(text: &Text) -> Vec<Token> {
    let mut found = Vec::with_capacity(text.len() / 5);
    for (paragraph, line) in text.paragraphs().iter().enumerate() {
        let words = text.slice(*line);
        let mut at = 0;
        while let Some((kind, start, end)) = next_token(words, at) {
            if let Some(span) = text.span(line.start() + start, line.start() + end) {
                found.push(Token { span, kind, paragraph: paragraph as u32, sentence: 0 });
            }
            at = end;
        }
    }
    found
}

/// The next token of the line from byte `from`: kind, start, end.
fn next_token(line: &str, from: usize) -> Option<(TokenKind, usize, usize)> {
    let rest = line.get(from..)?;
    let blanks = rest.bytes().take_while(|byte| *byte == b' ').count();
    if let Some((kind, length)) = plain_token(rest.as_bytes().get(blanks..)?) {
        return Some((kind, from + blanks, from + blanks + length));
    }
    let (skip, first) = rest.char_indices().find(|(_, c)| !c.is_whitespace())?;
    let start = from + skip;
    let rest = line.get(start..)?;
    if is_apostrophe(first)
        && let Some(end) = possessive_end(line, start)
    {
        return Some((TokenKind::Possessive, start, end));
    }
    if first.is_numeric() {
        return Some((TokenKind::Number, start, start + number_length(rest)));
    }
    // The apostrophe "ʼ" counts as a letter, but alone it makes no word.
    if first.is_alphabetic()
        && let length @ 1.. = word_length(rest)
    {
        return Some((TokenKind::Word, start, start + length));
    }
    Some((TokenKind::Mark, start, start + mark_length(rest, first)))
}

/// Which bytes are ASCII letters and digits.
const IS_PLAIN: [bool; 256] = {
    let mut is_plain = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        is_plain[byte] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    is_plain
};

/// The token that begins here and its length, where they are plain by its bytes alone, as they mostly are: ASCII letters and
/// digits or a lone mark, and behind them nothing that may belong to them.
fn plain_token(rest: &[u8]) -> Option<(TokenKind, usize)> {
    let first = *rest.first()?;
    let run = rest.iter().take_while(|byte| IS_PLAIN[usize::from(**byte)]).count();
    let length = run.max(1);
    let next = rest.get(length).copied().unwrap_or(b' ');
    let joins_digits = || matches!(next, b',' | b'.') && rest.get(length + 1).is_some_and(u8::is_ascii_digit);
    let (kind, is_plain) = match first {
        b'a'..=b'z' | b'A'..=b'Z' => {
            // "Harbour.com" and "U.S." are to be read letter by letter.
            let goes_on = next == b'.' && rest.get(length + 1).is_some_and(u8::is_ascii_lowercase);
            (TokenKind::Word, next != b'\'' && !(next == b'.' && run == 1) && !goes_on)
        }
        b'0'..=b'9' => (TokenKind::Number, !joins_digits()),
        _ => (TokenKind::Mark, first.is_ascii_graphic() && first != b'\''),
    };
    (is_plain && next.is_ascii()).then_some((kind, length))
}

/// A mark with the combining characters and joiners that ride on it.
fn mark_length(rest: &str, first: char) -> usize {
    let riders = rest.chars().skip(1).take_while(|&c| is_rider(c)).map(char::len_utf8);
    first.len_utf8() + riders.sum::<usize>()
}

fn is_rider(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{20d0}'..='\u{20ff}')
}

pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '＇')
}

/// Where "'s" at `start` ends, when it follows a letter or digit and a word ends there.
fn possessive_end(line: &str, start: usize) -> Option<usize> {
    let before = line.get(..start)?.chars().next_back()?;
    if !before.is_alphanumeric() && before != '.' {
        return None;
    }
    let rest = line.get(start..)?;
    let mut chars = rest.char_indices().skip(1);
    let (offset, s) = chars.next()?;
    let ends = |after: Option<(usize, char)>| after.is_none_or(|(_, c)| !c.is_alphanumeric());
    (matches!(s, 's' | 'S') && ends(chars.next())).then_some(start + offset + s.len_utf8())
}

fn number_length(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = match c {
            ',' | '.' => chars.peek().is_some_and(|(_, next)| next.is_ascii_digit()) && ends_in_digit(rest, at),
            _ => c.is_alphanumeric() || is_rider(c),
        };
        if !joins {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

fn ends_in_digit(rest: &str, at: usize) -> bool {
    rest.get(..at).and_then(|before| before.chars().next_back()).is_some_and(|c| c.is_ascii_digit())
}

/// A word: letters, digits, riders, inner apostrophes ("O’Brien", "don’t") and dotted initials ("U.S.").
fn word_length(rest: &str) -> usize {
    if let Some(length) = dotted_length(rest) {
        return length;
    }
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let joins = if is_apostrophe(c) {
            chars.peek().is_some_and(|(_, next)| next.is_alphabetic())
                && !is_possessive_tail(rest.get(at + c.len_utf8()..).unwrap_or(""))
        } else {
            c.is_alphanumeric() || is_rider(c)
        };
        if !joins {
            break;
        }
        end = at + c.len_utf8();
    }
    end + site_tail(rest.get(end..).unwrap_or_default())
}

/// How much of what follows a word makes it a site: ".com", ".org".
fn site_tail(after: &str) -> usize {
    const DOMAINS: &[&str] = &["com", "org", "net", "info", "gov", "edu", "biz", "tv", "io"];
    let Some(dotted) = after.strip_prefix('.') else { return 0 };
    let length = dotted.bytes().take_while(u8::is_ascii_lowercase).count();
    let is_whole =
        dotted.get(length..).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '@'));
    let is_site = is_whole && dotted.get(..length).is_some_and(|domain| DOMAINS.contains(&domain));
    if is_site { 1 + length } else { 0 }
}

fn is_possessive_tail(after_apostrophe: &str) -> bool {
    let mut chars = after_apostrophe.chars();
    matches!(chars.next(), Some('s' | 'S')) && chars.next().is_none_or(|c| !c.is_alphanumeric())
}

/// "U.S.", "e.g.", "J.K.": two or more single letters each with a stop.
fn dotted_length(rest: &str) -> Option<usize> {
    let mut end = 0;
    let mut pairs = 0;
    let mut chars = rest.chars();
    while let (Some(letter), Some('.')) = (chars.next(), chars.next()) {
        if !letter.is_alphabetic() {
            break;
        }
        end += letter.len_utf8() + 1;
        pairs += 1;
    }
    let next = rest.get(end..)?.chars().next();
    (pairs >= 2 && next.is_none_or(|c| !c.is_alphanumeric())).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let text = Text::new(text);
        let got: Vec<&str> = tokens(&text).iter().map(|token| text.slice(token.span)).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn words_numbers_and_marks() {
        check("The U.S.'s 5,200 troops", &["The", "U.S.", "'s", "5,200", "troops"]);
        check("don’t ask O’Brien’s", &["don’t", "ask", "O’Brien", "’s"]);
        check("Iran-backed, 92.7%.", &["Iran", "-", "backed", ",", "92.7", "%", "."]);
        check("“No,” he said.", &["“", "No", ",", "”", "he", "said", "."]);
        check("Harbour.com’s, Sund.info.", &["Harbour.com", "’s", ",", "Sund.info", "."]);
        check("It closed.organ", &["It", "closed", ".", "organ"]);
        check("ʼ ʼ. theʼ ʼOkina", &["ʼ", "ʼ", ".", "the", "ʼ", "ʼOkina"]);
    }

    #[test]
    fn what_is_plain_is_what_is_read_letter_by_letter() {
        let all = ["a", "Bc", "com", "1", "23", ".", ",", "'", "’", " ", "s", "é", "\u{301}", "-", "(", "\t", "ʼ", "²"];
        for (a, b) in all.iter().flat_map(|a| all.iter().map(move |b| (a, b))) {
            for (c, d) in all.iter().flat_map(|c| all.iter().map(move |d| (c, d))) {
                let line = format!("{a}{b}{c}{d}");
                let Some((kind, length)) = plain_token(line.as_bytes()) else { continue };
                let slow = match kind {
                    TokenKind::Number => number_length(&line),
                    TokenKind::Word => word_length(&line),
                    TokenKind::Mark | TokenKind::Possessive => mark_length(&line, line.chars().next().unwrap_or(' ')),
                };
                assert_eq!(length, slow, "{line:?}");
            }
        }
    }

    #[test]
    fn whatever_the_letter_a_token_has_a_length() {
        for c in '\0'..=char::MAX {
            for line in [format!("{c}"), format!("{c}."), format!("{c}{c} s")] {
                assert!(next_token(&line, 0).is_none_or(|(_, start, end)| end > start), "{line:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn tokens_are_in_order_and_gaps_are_white(content in ".{0,200}") {
            let text = Text::new(content);
            let mut at = 0;
            for token in tokens(&text) {
                prop_assert!(token.span.start() >= at);
                prop_assert!(text.between(at, token.span.start()).chars().all(char::is_whitespace));
                at = token.span.end();
            }
            prop_assert!(text.between(at, text.len()).chars().all(char::is_whitespace));
        }
    }
}
