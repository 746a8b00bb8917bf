//! Text that was decoded wrongly before it was saved: UTF-8 read as a single-byte encoding ("MÃ¼ller", "â€œ"). Told from
//! sound text, and put right on request.

use encoding_rs::{Encoding, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1254};
use std::sync::LazyLock;

/// The encodings that UTF-8 is taken for, the usual one first.
const TAKEN_FOR: [&Encoding; 5] = [WINDOWS_1252, MACINTOSH, WINDOWS_1251, WINDOWS_1250, WINDOWS_1254];
/// Fewest broken characters that make a text a broken one.
const FEWEST: usize = 2;
/// Least share of the signs outside ASCII that belong to broken characters, in percent.
const LEAST_SHARE: usize = 70;
/// A text may have been broken more than once.
const MOST_TIMES: usize = 3;

/// Whether a text was decoded wrongly.
pub(super) fn is_broken(text: &str) -> bool {
    !text.is_ascii() && repaired_once(text).is_some()
}

/// The text as it was meant, and the encoding it was taken for; `None` when it is sound.
pub(super) fn repaired(text: &str) -> Option<(String, &'static str)> {
    let (mut text, name) = repaired_once(text)?;
    for _ in 1..MOST_TIMES {
        match repaired_once(&text) {
            Some((better, _)) => text = better,
            None => break,
        }
    }
    Some((text, name))
}

fn repaired_once(text: &str) -> Option<(String, &'static str)> {
    let signs = text.chars().filter(|c| !c.is_ascii()).count();
    let counted = TABLES.iter().map(|table| (table, Count::of(text, table)));
    let sound = counted.filter(|(_, count)| {
        count.mended >= FEWEST && count.used * 100 >= signs * LEAST_SHARE && !count.has_odd_characters
    });
    let (table, _) = sound.reduce(|best, other| if other.1.used > best.1.used { other } else { best })?;
    let mut repaired = String::with_capacity(text.len());
    undo(text, table, |character, _| repaired.push(character));
    Some((repaired, table.name))
}

/// The upper half of a single-byte encoding.
struct Table {
    name: &'static str,
    /// Its signs in order, each with its byte.
    bytes: Vec<(char, u8)>,
}

impl Table {
    fn of(encoding: &'static Encoding) -> Self {
        let sign = |byte: u8| encoding.decode_without_bom_handling(&[byte]).0.chars().next();
        let mut bytes: Vec<(char, u8)> = (0x80..=0xff)
            .filter_map(|byte| Some((sign(byte)?, byte)))
            .filter(|(sign, _)| *sign != '\u{fffd}')
            .collect();
        bytes.sort_unstable();
        Self { name: encoding.name(), bytes }
    }

    fn byte_of(&self, sign: char) -> Option<u8> {
        let place = self.bytes.binary_search_by_key(&sign, |(known, _)| *known).ok()?;
        self.bytes.get(place).map(|(_, byte)| *byte)
    }
}

static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| TAKEN_FOR.iter().map(|encoding| Table::of(encoding)).collect());

/// What undoing a wrong decoding would do.
#[derive(Default)]
struct Count {
    /// How many characters would be made of several signs.
    mended: usize,
    /// How many signs these were.
    used: usize,
    has_odd_characters: bool,
}

impl Count {
    fn of(text: &str, table: &Table) -> Self {
        let mut count = Self::default();
        undo(text, table, |character, signs| {
            if signs > 1 {
                count.mended += 1;
                count.used += signs;
                let is_private = ('\u{e000}'..='\u{f8ff}').contains(&character);
                count.has_odd_characters |= character.is_control() || is_private;
            }
        });
        count
    }
}

/// Gives each character as it was meant, and of how many signs it was made: signs that stand for the bytes of UTF-8
/// become the character of these bytes, all others stay.
fn undo(text: &str, table: &Table, mut give: impl FnMut(char, usize)) {
    let mut signs = text.chars();
    while let Some(sign) = signs.next() {
        let lead = if sign.is_ascii() { None } else { table.byte_of(sign) };
        let count = match lead {
            Some(0xc2..=0xdf) => 2,
            Some(0xe0..=0xef) => 3,
            Some(0xf0..=0xf4) => 4,
            Some(_) | None => 1,
        };
        let mut bytes = [0; 4];
        let mut filled = 0;
        let ahead = signs.clone().take(count - 1).map_while(|c| table.byte_of(c));
        for (place, byte) in bytes.iter_mut().zip(lead.into_iter().chain(ahead)) {
            *place = byte;
            filled += 1;
        }
        let meant = bytes.get(..count).filter(|_| count > 1 && filled == count);
        let meant = meant.and_then(|bytes| std::str::from_utf8(bytes).ok()).and_then(|meant| meant.chars().next());
        match meant {
            Some(meant) => {
                give(meant, count);
                signs.by_ref().take(count - 1).for_each(drop);
            }
            None => give(sign, 1),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str, encoding: &'static Encoding) -> String {
        encoding.decode_without_bom_handling(text.as_bytes()).0.into_owned()
    }

    #[test]
    fn wrongly_decoded_text_is_told_and_put_right() {
        let sound = "“It’s over,” Müller said in Łódź – for 3 € more.";
        for encoding in [WINDOWS_1252, MACINTOSH] {
            let text = broken(sound, encoding);
            assert_eq!(repaired(&text), Some((sound.to_owned(), encoding.name())), "{text}");
        }
        let russian = "Мэр сказал, что мост закроют";
        assert_eq!(repaired(&broken(russian, WINDOWS_1251)).map(|(text, _)| text).as_deref(), Some(russian));
        let twice = broken(&broken("Zoë and Müller", WINDOWS_1252), WINDOWS_1252);
        assert_eq!(repaired(&twice).map(|(text, _)| text).as_deref(), Some("Zoë and Müller"));
    }

    #[test]
    fn sound_text_is_left() {
        for text in [
            "“It’s over,” Müller said in Łódź.",
            "Мэр сказал, что мост закроют",
            "MÜLLER & SÖHNE: ÄRGER ÜBER ÖL",
            "São Paulo, Malmö, Reykjavík, Ærø, Ål",
            "plain words",
            "In UTF-8 “ü” shows as Ã¼ when it is read wrongly, she said – “and that’s it”.",
        ] {
            assert_eq!(repaired(text), None, "{text}");
        }
    }
}
