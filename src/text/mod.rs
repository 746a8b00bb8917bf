//! The article's text: loaded once, never changed, and the only place where strings are cut.
//!
//! Offsets inside the program are bytes; files hold Unicode code points; [`Text`] converts between
//! them. It never normalises anything but line ends, so a span means the same for ever.
//!
//! ```
//! use copydesk::text::Text;
//! let text = Text::new("Café prices\r\nrose.");
//! let span = text.span(0, 5).expect("on character boundaries");
//! assert_eq!(text.slice(span), "Café");
//! assert_eq!(text.char_range(span), (0, 4));
//! ```

mod span;
pub mod words;

pub use span::Span;
use std::sync::Arc;

/// One article's text, immutable and cheap to clone.
#[derive(Clone, Debug)]
pub struct Text {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    content: String,
    /// Code points before each block of [`BLOCK`] bytes (counted at the last boundary at or before it).
    chars_at_block: Vec<u32>,
    /// The non-empty lines, in order.
    paragraphs: Vec<Span>,
}

/// Bytes between two entries of the code-point index: small enough that a look-up is instant.
const BLOCK: usize = 256;
/// The largest text in bytes: spans are 32 bits.
pub const MAX_BYTES: usize = u32::MAX as usize / 2;

impl Text {
    /// Takes the text as decoded; `\r\n` and lone `\r` become `\n`. Anything past [`MAX_BYTES`] is left out
    /// (importers refuse such files long before).
    pub fn new(content: impl Into<String>) -> Self {
        let mut content: String = content.into();
        if content.contains('\r') {
            content = content.replace("\r\n", "\n").replace('\r', "\n");
        }
        if content.len() > MAX_BYTES {
            content.truncate(floor_boundary(&content, MAX_BYTES));
        }
        let mut chars_at_block = Vec::with_capacity(content.len() / BLOCK + 2);
        let mut next = 0;
        let mut count = 0u32;
        for (offset, _) in content.char_indices() {
            while next <= offset {
                // The block may begin inside the previous character: then that one counts as before it.
                chars_at_block.push(count);
                next += BLOCK;
            }
            count += 1;
        }
        while next <= content.len() {
            chars_at_block.push(count);
            next += BLOCK;
        }
        let mut paragraphs = Vec::new();
        let mut start = 0;
        for line in content.split('\n') {
            if !line.is_empty() {
                paragraphs.push(Span::new(start, start + line.len()));
            }
            start += line.len() + 1;
        }
        Self { inner: Arc::new(Inner { content, chars_at_block, paragraphs }) }
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.inner.content
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.inner.content.len()
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.inner.content.is_empty()
    }

    /// The span of these bytes, or `None` when empty, out of bounds or inside a character.
    pub fn span(&self, start_byte: usize, end_byte: usize) -> Option<Span> {
        let text = self.as_str();
        let sound = start_byte < end_byte
            && end_byte <= text.len()
            && text.is_char_boundary(start_byte)
            && text.is_char_boundary(end_byte);
        sound.then(|| Span::new(start_byte, end_byte))
    }

    /// The span of these code points, as result files give them.
    pub fn span_of_chars(&self, start_char: usize, end_char: usize) -> Option<Span> {
        self.span(self.byte_of_char(start_char)?, self.byte_of_char(end_char)?)
    }

    /// The whole text as a span, `None` when it is empty.
    pub fn whole(&self) -> Option<Span> {
        self.span(0, self.len())
    }

    /// The words of a span. A span of another text gives what of it fits here.
    pub fn slice(&self, span: Span) -> &str {
        self.inner.content.get(span.range()).unwrap_or("")
    }

    /// The text between two byte offsets, empty when they are not in order or not on boundaries.
    pub fn between(&self, start_byte: usize, end_byte: usize) -> &str {
        self.inner.content.get(start_byte..end_byte).unwrap_or("")
    }

    /// The span without white space at both ends, `None` when nothing is left.
    pub fn trim(&self, span: Span) -> Option<Span> {
        let words = self.slice(span);
        let start = span.start() + (words.len() - words.trim_start().len());
        self.span(start, start + words.trim().len())
    }

    /// Code points before a byte offset.
    pub fn char_of_byte(&self, byte: usize) -> usize {
        let byte = floor_boundary(self.as_str(), byte.min(self.len()));
        let block = byte / BLOCK;
        let from = floor_boundary(self.as_str(), block * BLOCK);
        // A block that begins inside a character counts that character as before it, so start after it.
        let from = if from < block * BLOCK { next_boundary(self.as_str(), from) } else { from };
        let before = self.inner.chars_at_block.get(block).copied().unwrap_or(0) as usize;
        if byte < from {
            return before - 1;
        }
        before + self.between(from, byte).chars().count()
    }

    /// The byte offset of a code point; the text's length for the one past the last; else `None`.
    pub fn byte_of_char(&self, index: usize) -> Option<usize> {
        let blocks = &self.inner.chars_at_block;
        let block = blocks.partition_point(|&before| before as usize <= index).checked_sub(1)?;
        let mut from = floor_boundary(self.as_str(), block * BLOCK);
        if from < block * BLOCK {
            from = next_boundary(self.as_str(), from);
        }
        let wanted = index - blocks[block] as usize;
        let rest = self.between(from, self.len());
        let mut indices = rest.char_indices().map(|(offset, _)| offset).chain([rest.len()]);
        indices.nth(wanted).map(|offset| from + offset)
    }

    /// A span as code points (start, end).
    pub fn char_range(&self, span: Span) -> (usize, usize) {
        let start = self.char_of_byte(span.start());
        (start, start + self.slice(span).chars().count())
    }

    /// The non-empty lines, in order.
    pub fn paragraphs(&self) -> &[Span] {
        &self.inner.paragraphs
    }

    /// The index in [`paragraphs`](Self::paragraphs) of the one that holds this byte, or the next one.
    pub fn paragraph_at(&self, byte: usize) -> usize {
        self.inner.paragraphs.partition_point(|paragraph| paragraph.end() <= byte)
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.inner, &other.inner) || self.as_str() == other.as_str()
    }
}

/// The last character boundary at or before `byte`.
fn floor_boundary(text: &str, mut byte: usize) -> usize {
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// The first character boundary after `byte`.
fn next_boundary(text: &str, byte: usize) -> usize {
    (byte + 1..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn code_points_and_bytes_convert_both_ways(content in "[aé“𝄞\n ]{0,700}") {
            let text = Text::new(content.clone());
            for (index, (byte, _)) in content.char_indices().enumerate() {
                prop_assert_eq!(text.char_of_byte(byte), index);
                prop_assert_eq!(text.byte_of_char(index), Some(byte));
            }
            let count = content.chars().count();
            prop_assert_eq!(text.byte_of_char(count), Some(content.len()));
            prop_assert_eq!(text.byte_of_char(count + 1), None);
        }

        #[test]
        fn spans_are_in_bounds_and_on_boundaries(content in ".{0,40}", a in 0usize..60, b in 0usize..60) {
            let text = Text::new(content);
            if let Some(span) = text.span(a, b) {
                prop_assert!(!text.slice(span).is_empty());
                prop_assert_eq!(text.slice(span).len(), span.len());
            }
        }
    }

    #[test]
    fn line_ends_become_one_kind() {
        assert_eq!(Text::new("a\r\nb\rc\n").as_str(), "a\nb\nc\n");
        assert_eq!(Text::new("a\n\nb").paragraphs().len(), 2);
    }
}
