//! Bytes to text: what the encoding is and how that was decided.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Decoded text and how it was read.
#[derive(Debug)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The encoding and how it was decided ("windows-1252, guessed").
    pub encoding: String,
    /// What a person should know.
    pub warnings: Vec<String>,
}

/// Decodes the bytes; `None` when they are no text at all.
pub fn decode(bytes: &[u8]) -> Option<Decoded> {
    if let Some(decoded) = by_mark(bytes) {
        return Some(decoded);
    }
    if let Some(encoding) = unmarked_utf16(bytes) {
        return Some(with(encoding, bytes, "told by its zero bytes"));
    }
    if is_binary(bytes) {
        return None;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        if bytes.contains(&0x1b) && bytes.is_ascii() && looks_iso_2022_jp(bytes) {
            return Some(with(ISO_2022_JP, bytes, "told by its escape codes"));
        }
        return Some(Decoded { text: text.to_owned(), encoding: "UTF-8".to_owned(), warnings: Vec::new() });
    }
    Some(cut_tail(bytes).or_else(|| mixed(bytes)).unwrap_or_else(|| guessed(bytes)))
}

/// The encodings a person may choose from, with what they are for.
pub const CHOICES: &[(&str, &str)] = &[
    ("UTF-8", "Unicode"),
    ("UTF-16LE", "Unicode, Windows"),
    ("UTF-16BE", "Unicode, old Macs"),
    ("windows-1252", "Western European"),
    ("ISO-8859-15", "Western European with euro"),
    ("macintosh", "Western European, old Macs"),
    ("windows-1250", "Central European"),
    ("ISO-8859-2", "Central European, Unix"),
    ("windows-1251", "Cyrillic"),
    ("KOI8-R", "Russian"),
    ("KOI8-U", "Ukrainian"),
    ("windows-1253", "Greek"),
    ("windows-1254", "Turkish"),
    ("windows-1255", "Hebrew"),
    ("windows-1256", "Arabic"),
    ("windows-1257", "Baltic"),
    ("windows-1258", "Vietnamese"),
    ("windows-874", "Thai"),
    ("gb18030", "Chinese, simplified"),
    ("Big5", "Chinese, traditional"),
    ("Shift_JIS", "Japanese"),
    ("EUC-JP", "Japanese, Unix"),
    ("ISO-2022-JP", "Japanese, mail"),
    ("EUC-KR", "Korean"),
];

/// Decodes bytes in the encoding a person chose; `None` when no encoding has this name.
pub fn decode_as(bytes: &[u8], label: &str) -> Option<Decoded> {
    Some(with(Encoding::for_label(label.as_bytes())?, bytes, "chosen"))
}

/// Decodes bytes whose own head names an encoding; the name counts only where the bytes do not say better.
pub fn decode_labelled(bytes: &[u8], label: Option<&str>) -> Option<Decoded> {
    let named = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    if by_mark(bytes).is_some() || unmarked_utf16(bytes).is_some() || std::str::from_utf8(bytes).is_ok() {
        return decode(bytes);
    }
    match named {
        Some(encoding) if encoding != encoding_rs::UTF_8 && !is_binary(bytes) => {
            Some(with(encoding, bytes, "named in the file"))
        }
        _ => decode(bytes),
    }
}

/// A byte order mark decides; four bytes are looked at before two (UTF-32 begins like UTF-16).
fn by_mark(bytes: &[u8]) -> Option<Decoded> {
    let utf32 = |big: bool| {
        let unit = |four: &[u8]| {
            let four = [four[0], four[1], four[2], four[3]];
            let code = if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) };
            char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
        };
        let text: String = bytes.chunks_exact(4).skip(1).map(unit).collect();
        let encoding = format!("UTF-32{}, byte order mark", if big { "BE" } else { "LE" });
        Some(Decoded { warnings: replaced(&text), text, encoding })
    };
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => utf32(false),
        [0, 0, 0xfe, 0xff, ..] => utf32(true),
        [0xef, 0xbb, 0xbf, rest @ ..] => {
            let text = String::from_utf8_lossy(rest).into_owned();
            Some(Decoded { warnings: replaced(&text), text, encoding: "UTF-8, byte order mark".to_owned() })
        }
        [0xff, 0xfe, rest @ ..] => Some(with(UTF_16LE, rest, "byte order mark")),
        [0xfe, 0xff, rest @ ..] => Some(with(UTF_16BE, rest, "byte order mark")),
        _ => None,
    }
}

fn with(encoding: &'static Encoding, bytes: &[u8], how: &str) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let text = text.into_owned();
    Decoded { warnings: replaced(&text), text, encoding: format!("{}, {how}", encoding.name()) }
}

fn replaced(text: &str) -> Vec<String> {
    match text.matches('\u{fffd}').count() {
        0 => Vec::new(),
        1 => vec!["1 character could not be read and shows as \u{fffd}.".to_owned()],
        many => vec![format!("{many} characters could not be read and show as \u{fffd}.")],
    }
}

/// UTF-16 without a mark: zero bytes on one side only, nearly every second byte; or some (the spaces of a text in
/// another script), when all that comes out are words.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(4096))?;
    if head.len() < 8 {
        return None;
    }
    let zeros = |side: usize| head.iter().skip(side).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd, half) = (zeros(0), zeros(1), head.len() / 2);
    let is_words = |encoding: &'static Encoding| {
        let (text, _) = encoding.decode_without_bom_handling(head.get(..half * 2).unwrap_or_default());
        let is_sound = |c: char| {
            c.is_alphanumeric()
                || c.is_whitespace()
                || c.is_ascii_punctuation()
                || ('\u{2010}'..='\u{2044}').contains(&c)
        };
        text.chars().all(|c| is_sound(c) || "«»„“”…№€£°".contains(c))
    };
    if odd * 10 > half * 6 && even * 20 < half || (odd * 20 > half && even == 0 && is_words(UTF_16LE)) {
        Some(UTF_16LE)
    } else if even * 10 > half * 6 && odd * 20 < half || (even * 20 > half && odd == 0 && is_words(UTF_16BE)) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Zero bytes or many control codes: no text in any encoding.
fn is_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(65_536)).unwrap_or(bytes);
    let zeros = head.iter().filter(|&&byte| byte == 0).count();
    let control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c | 0x1b | 0x08);
    let controls = head.iter().filter(|&&byte| control(byte)).count();
    zeros * 100 > head.len() || controls * 50 > head.len()
}

fn looks_iso_2022_jp(bytes: &[u8]) -> bool {
    bytes.windows(3).any(|three| matches!(three, [0x1b, b'$', b'B' | b'@'] | [0x1b, b'(', b'J']))
}

/// UTF-8 that breaks off inside its last character.
fn cut_tail(bytes: &[u8]) -> Option<Decoded> {
    let fault = std::str::from_utf8(bytes).err()?;
    if fault.error_len().is_some() {
        return None;
    }
    let text = std::str::from_utf8(bytes.get(..fault.valid_up_to())?).ok()?.to_owned();
    let warnings = vec!["The file breaks off inside its last character.".to_owned()];
    Some(Decoded { text, encoding: "UTF-8".to_owned(), warnings })
}

/// Most lines UTF-8, some windows-1252 (pasted from elsewhere): each line by itself.
fn mixed(bytes: &[u8]) -> Option<Decoded> {
    let mut sound = 0;
    let mut broken = 0;
    let mut text = String::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|&byte| byte == b'\n') {
        match std::str::from_utf8(line) {
            Ok(line_text) => {
                sound += usize::from(!line_text.is_ascii());
                text.push_str(line_text);
            }
            Err(_) => {
                broken += 1;
                text.push_str(&WINDOWS_1252.decode_without_bom_handling(line).0);
            }
        }
    }
    let warnings = vec![format!("{broken} lines are not UTF-8 and were read as windows-1252.")];
    (sound > 0).then(|| Decoded { text, encoding: "UTF-8 with windows-1252 lines".to_owned(), warnings })
}

fn guessed(bytes: &[u8]) -> Decoded {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    with(detector.guess(None, Utf8Detection::Deny), bytes, "guessed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(bytes: &[u8], text: &str, encoding: &str) {
        let decoded = decode(bytes).expect("text");
        assert_eq!((decoded.text.as_str(), decoded.encoding.as_str()), (text, encoding));
    }

    #[test]
    fn marks_and_bytes_tell_the_encoding() {
        check("Zoë".as_bytes(), "Zoë", "UTF-8");
        check(b"\xef\xbb\xbfab", "ab", "UTF-8, byte order mark");
        check(b"\xff\xfea\0b\0", "ab", "UTF-16LE, byte order mark");
        check(b"\xff\xfe\0\0a\0\0\0", "a", "UTF-32LE, byte order mark");
        check(b"\xfe\xff\0a\0b", "ab", "UTF-16BE, byte order mark");
        check(b"\0\0\xfe\xff\0\0\0a", "a", "UTF-32BE, byte order mark");
        check(b"\x1b$B<sAj$O\x1b(B no", "首相は no", "ISO-2022-JP, told by its escape codes");
        check(b"t\0h\0e\0 \0m\0a\0y\0o\0r\0", "the mayor", "UTF-16LE, told by its zero bytes");
        let russian = "Мэр сказал, что мост закроют на год.";
        let wide: Vec<u8> = russian.encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&wide, russian, "UTF-16BE, told by its zero bytes");
        check(b"Zo\xc3\xab and \xc3", "Zoë and ", "UTF-8");
        check(b"Zo\xc3\xab\n\x93No\x94\n", "Zoë\n“No”\n", "UTF-8 with windows-1252 lines");
        assert!(decode(b"\x7fELF\x01\0\0\0\0\0\0\0\x02\0\x03\0").is_none());
    }
}
