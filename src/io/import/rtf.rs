//! Rich Text: one pass over the groups; control words that print are printed, destinations that do not are skipped.

use super::{Refusal, plain};
use crate::model::Article;
use encoding_rs::{Encoding, WINDOWS_1252};

/// Deepest nesting of groups.
const DEEPEST: usize = 200_000;

/// Groups whose words are not the document's.
const SKIPPED: &[&str] = &[
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "object",
    "header",
    "footer",
    "headerl",
    "headerr",
    "headerf",
    "footerl",
    "footerr",
    "footerf",
    "fldinst",
    "deleted",
    "listtable",
    "listoverridetable",
    "rsidtbl",
    "generator",
    "themedata",
    "datastore",
    "xmlnstbl",
    "revtbl",
    "footnote",
    "annotation",
    "bkmkstart",
    "bkmkend",
    "latentstyles",
];

/// Whether bytes are Rich Text.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    bytes.starts_with(b"{\\rtf")
}

/// Reads the bytes.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Article>, Refusal> {
    let text = words_of(bytes)
        .ok_or_else(|| Refusal::new("its groups are nested beyond reason.", "Save it again as plain text."))?;
    if !text.chars().any(char::is_alphanumeric) {
        return Err(Refusal::new("there are no words in it.", "Check that it is the right document."));
    }
    Ok(vec![plain::from_text(&text)])
}

struct State {
    out: String,
    raw: Vec<u8>,
    encoding: &'static Encoding,
    skip: bool,
    fallback: usize,
    pending: usize,
    high: Option<u32>,
}

impl State {
    /// Bytes given as they are become text in the document's code page.
    fn flush(&mut self) {
        if !self.raw.is_empty() {
            if !self.skip {
                let (text, _) = self.encoding.decode_without_bom_handling(&self.raw);
                self.out.push_str(&text);
            }
            self.raw.clear();
        }
    }

    fn print(&mut self, c: char) {
        if !self.skip {
            self.out.push(c);
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.pending > 0 {
            self.pending -= 1;
        } else {
            self.raw.push(byte);
        }
    }

    /// A character by its number; numbers are signed 16 bits, pairs make one.
    fn unicode(&mut self, number: i64) {
        let code = if number < 0 { number + 65_536 } else { number };
        let code = u32::try_from(code).unwrap_or(0xfffd);
        self.pending = self.fallback;
        match (self.high.take(), code) {
            (_, 0xd800..0xdc00) => self.high = Some(code),
            (Some(high), 0xdc00..0xe000) => {
                let joined = 0x1_0000 + ((high - 0xd800) << 10) + (code - 0xdc00);
                self.print(char::from_u32(joined).unwrap_or('\u{fffd}'));
            }
            _ => self.print(char::from_u32(code).unwrap_or('\u{fffd}')),
        }
    }

    fn control(&mut self, word: &str, number: Option<i64>) {
        match word {
            "u" => self.unicode(number.unwrap_or(0xfffd)),
            "uc" => self.fallback = number.unwrap_or(1).clamp(0, 16) as usize,
            "ansicpg" => {
                let label = format!("windows-{}", number.unwrap_or(1252));
                self.encoding = Encoding::for_label(label.as_bytes()).unwrap_or(WINDOWS_1252);
            }
            "par" | "line" | "sect" | "page" | "row" => self.print('\n'),
            "tab" | "cell" => self.print(' '),
            "emdash" => self.print('—'),
            "endash" => self.print('–'),
            "lquote" => self.print('‘'),
            "rquote" => self.print('’'),
            "ldblquote" => self.print('“'),
            "rdblquote" => self.print('”'),
            "bullet" => self.print('•'),
            _ if SKIPPED.contains(&word) => self.skip = true,
            _ => {}
        }
    }
}

fn words_of(bytes: &[u8]) -> Option<String> {
    let mut state = State {
        out: String::new(),
        raw: Vec::new(),
        encoding: WINDOWS_1252,
        skip: false,
        fallback: 1,
        pending: 0,
        high: None,
    };
    let mut groups: Vec<(bool, usize)> = Vec::new();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'{' => {
                state.flush();
                groups.push((state.skip, state.fallback));
                state.pending = 0;
                if groups.len() > DEEPEST {
                    return None;
                }
            }
            b'}' => {
                state.flush();
                if let Some((skip, fallback)) = groups.pop() {
                    (state.skip, state.fallback, state.pending) = (skip, fallback, 0);
                }
                if groups.is_empty() {
                    break;
                }
            }
            b'\\' => at = escape(bytes, at, &mut state),
            b'\r' | b'\n' => {}
            other => state.byte(other),
        }
    }
    state.flush();
    Some(state.out)
}

/// What follows a backslash; gives where to go on.
fn escape(bytes: &[u8], at: usize, state: &mut State) -> usize {
    let Some(&first) = bytes.get(at) else { return at };
    if first == b'\'' {
        let digits = bytes.get(at + 1..at + 3).and_then(|digits| std::str::from_utf8(digits).ok());
        if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            state.byte(byte);
        }
        return at + 3;
    }
    state.flush();
    if !first.is_ascii_alphabetic() {
        match first {
            b'*' => state.skip = true,
            b'~' => state.print('\u{a0}'),
            b'_' => state.print('\u{2011}'),
            b'\n' | b'\r' => state.print('\n'),
            b'-' => {}
            other => state.print(char::from(other)),
        }
        return at + 1;
    }
    let letters = bytes.iter().skip(at).take(40).take_while(|byte| byte.is_ascii_alphabetic()).count();
    let word = bytes.get(at..at + letters).and_then(|word| std::str::from_utf8(word).ok()).unwrap_or_default();
    let mut end = at + letters;
    let sign = usize::from(bytes.get(end) == Some(&b'-'));
    let digits = bytes.iter().skip(end + sign).take(12).take_while(|byte| byte.is_ascii_digit()).count();
    let number =
        bytes.get(end..end + sign + digits).and_then(|n| std::str::from_utf8(n).ok()).and_then(|n| n.parse().ok());
    if digits > 0 {
        end += sign + digits;
    }
    end += usize::from(bytes.get(end) == Some(&b' '));
    if word == "bin" {
        return end.saturating_add(usize::try_from(number.unwrap_or(0)).unwrap_or(0));
    }
    state.control(word, number);
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_code_pages_are_read() {
        let read = |rtf: &[u8]| words_of(rtf).expect("words");
        let rtf = br"{\rtf1\ansi\ansicpg1250{\fonttbl{\f0 Arial;}}\u8220?Ano,\u8221? \'f8ekla Eva.\par Konec\emdash x}";
        assert_eq!(read(rtf), "“Ano,” řekla Eva.\nKonec—x");
        assert_eq!(read(br"{\rtf1 a{\*\hidden b}c}"), "ac");
        assert_eq!(read(br"{\rtf1 \u99999999?x}"), "\u{fffd}x");
    }
}
