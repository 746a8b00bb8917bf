//! A stretch of the article, as two byte offsets that only [`Text`](super::Text) can vouch for.

use std::ops::Range;

/// A non-empty half-open byte range of one [`Text`](super::Text), both ends on character boundaries.
///
/// Made only by `Text` (and by combining spans that it made), so holding one is the proof that it
/// can be sliced. Files speak in code points; see [`Text::char_range`](super::Text::char_range).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    pub(super) fn new(start: usize, end: usize) -> Self {
        debug_assert!(start < end);
        Self { start: start as u32, end: end as u32 }
    }

    /// The first byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The byte after the last one.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes, never 0.
    #[allow(clippy::len_without_is_empty)] // a span is never empty
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    /// The bytes as a range.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the byte at `offset` lies inside.
    pub fn holds(self, offset: usize) -> bool {
        self.start() <= offset && offset < self.end()
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that covers both.
    pub fn cover(self, other: Span) -> Span {
        Span { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// From `first`'s start to `last`'s end; `first` must begin before `last` ends.
    pub fn joining(first: Span, last: Span) -> Span {
        debug_assert!(first.start < last.end);
        Span { start: first.start, end: last.end.max(first.start + 1) }
    }

    /// What both share.
    pub fn intersection(self, other: Span) -> Option<Span> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start < end).then_some(Span { start, end })
    }
}
