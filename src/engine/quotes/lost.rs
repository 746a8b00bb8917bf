//! Text whose quotation marks were lost on the way, each turned into "?" or "�": put back for the reading alone, when the
//! article's own evidence is consistent. Offsets stay: a mark is put where one stood, of the same length in bytes.
//!
//! ```text
//! ?We don?t know,? she said. → "We don't know," she said.
//! ```

use super::cues;
use crate::text::Text;

/// So many pairs prove that marks were lost; of a pair with a verb of saying behind it one is enough.
const FEWEST_PAIRS: usize = 2;
/// How many words behind a pair a verb of saying is looked for.
const CUE_WITHIN: usize = 4;

/// What stood where a mark was lost.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Lost {
    Opener,
    Closer,
    Apostrophe,
    Dash,
}

/// The text with its marks put back; `None` when nothing says that marks were lost.
pub fn mended(text: &Text) -> Option<Text> {
    let sign = ['?', '\u{fffd}'].into_iter().find(|&sign| stands_for_marks(text, sign))?;
    let content = text.as_str();
    let mut out = String::with_capacity(content.len());
    let mut at = 0;
    for &paragraph in text.paragraphs() {
        for (place, lost) in losses(text.slice(paragraph), sign) {
            out.push_str(text.between(at, paragraph.start() + place));
            out.push(mark(lost, sign));
            at = paragraph.start() + place + sign.len_utf8();
        }
    }
    out.push_str(text.between(at, text.len()));
    Some(Text::new(out))
}

/// The mark to put, as long as the sign in bytes.
fn mark(lost: Lost, sign: char) -> char {
    match (lost, sign == '?') {
        (Lost::Opener | Lost::Closer, true) => '"',
        (Lost::Apostrophe, true) => '\'',
        (Lost::Dash, true) => '-',
        (Lost::Opener, false) => '“',
        (Lost::Closer, false) => '”',
        (Lost::Apostrophe, false) => '’',
        (Lost::Dash, false) => '—',
    }
}

/// Whether a sign opens at words and closes behind stops, often enough, in an article without other marks.
fn stands_for_marks(text: &Text, sign: char) -> bool {
    let content = text.as_str();
    let opens = [format!(" {sign}"), format!("\n{sign}")];
    if !content.starts_with(sign) && !opens.iter().any(|opens| content.contains(opens.as_str())) {
        return false;
    }
    let (mut pairs, mut is_spoken) = (0, false);
    for &paragraph in text.paragraphs() {
        let line = text.slice(paragraph);
        let mut is_open = false;
        for (place, lost) in losses(line, sign) {
            let (before, behind) = (line.get(..place).unwrap_or(""), line.get(place + sign.len_utf8()..).unwrap_or(""));
            match lost {
                Lost::Opener => is_open = true,
                Lost::Closer if is_open && before.ends_with(is_stop) => {
                    pairs += 1;
                    is_spoken |= says(behind);
                    is_open = false;
                }
                Lost::Closer | Lost::Apostrophe | Lost::Dash => {}
            }
        }
    }
    let others = content.matches(['“', '"', '«', '„']).count();
    others < pairs && (pairs >= FEWEST_PAIRS || is_spoken)
}

fn is_stop(c: char) -> bool {
    matches!(c, ',' | '.' | '!' | '?' | '…')
}

/// Whether one of the next words is a verb of saying.
fn says(behind: &str) -> bool {
    let words = behind.split_whitespace().take(CUE_WITHIN);
    words.map(|word| word.trim_end_matches(|c: char| !c.is_alphanumeric())).any(cues::is_cue_word)
}

/// Where a line lost marks, by byte, and which. A question's own mark stays.
fn losses(line: &str, sign: char) -> Vec<(usize, Lost)> {
    let mut found = Vec::new();
    let mut before = ' ';
    let mut is_open = false;
    let mut chars = line.char_indices().peekable();
    while let Some((place, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, next)| next);
        if c == sign {
            let gap = before.is_whitespace() || matches!(before, '(' | '-' | '—' | '–');
            let ends = next.is_whitespace() || matches!(next, ',' | ';' | ':' | ')' | '.' | '-');
            let lost = if gap && next.is_alphanumeric() {
                is_open = true;
                Some(Lost::Opener)
            } else if before.is_whitespace() && next.is_whitespace() {
                Some(Lost::Dash)
            } else if before.is_alphabetic() && next.is_alphabetic() {
                Some(Lost::Apostrophe)
            } else if is_open && ends && (is_stop(before) || goes_on(line, place + c.len_utf8())) {
                is_open = false;
                Some(Lost::Closer)
            } else {
                None
            };
            found.extend(lost.map(|lost| (place, lost)));
        }
        before = c;
    }
    found
}

/// Whether the sentence goes on behind a place: no question ended there.
fn goes_on(line: &str, place: usize) -> bool {
    let rest = line.get(place..).unwrap_or("").trim_start();
    rest.starts_with(|c: char| c.is_lowercase() || matches!(c, ',' | ';' | ':' | ')' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let mended = mended(&Text::new(text));
        assert_eq!(mended.as_ref().map(Text::as_str), expected);
        assert!(mended.is_none_or(|mended| mended.len() == text.len()));
    }

    #[test]
    fn marks_are_put_back() {
        check("?We don?t know,? she said.", Some("\"We don't know,\" she said."));
        check("?Will we go?? he asked. ?Yes.?", Some("\"Will we go?\" he asked. \"Yes.\""));
        check("�No,� she said. �Never.�", Some("“No,” she said. “Never.”"));
        check(
            "?Go,? he said of the ?best? plan ? the old one.",
            Some("\"Go,\" he said of the \"best\" plan - the old one."),
        );
    }

    #[test]
    fn questions_stay() {
        check("Who pays? Nobody. ?Why", None);
        check("Is it ?new,? or old.", None);
        check("“Who pays?” she said. ?Yes,? he said.", None);
        check("Café � bar", None);
        check("????? ? ?a ?b", None);
    }
}
