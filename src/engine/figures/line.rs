//! The tokens with their folded hashes, and small questions about them that every reader of figures asks.

use crate::engine::learn::hash;
use crate::engine::{Reading, TokenKind};
use crate::text::Span;
use std::ops::Range;

/// The article's tokens, each word folded once.
pub struct Line<'r, 'a> {
    /// The article being read.
    pub reading: &'r Reading<'a>,
    lower: Vec<u32>,
}

impl<'r, 'a> Line<'r, 'a> {
    /// Folds every token.
    pub fn new(reading: &'r Reading<'a>) -> Self {
        let lower = reading.tokens.iter().map(|token| hash::folded(reading.slice(token.span))).collect();
        Self { reading, lower }
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.lower.len()
    }

    /// A token's folded hash; 0 past the end.
    pub fn lower(&self, index: usize) -> u32 {
        self.lower.get(index).copied().unwrap_or(0)
    }

    /// A token's words.
    pub fn word(&self, index: usize) -> &'a str {
        self.reading.word(index)
    }

    /// Whether the token is one of these words, in any case.
    pub fn is_any(&self, index: usize, words: &[&str]) -> bool {
        let word = self.word(index);
        words.iter().any(|other| word.eq_ignore_ascii_case(other))
    }

    /// What a token is made of.
    pub fn kind(&self, index: usize) -> Option<TokenKind> {
        self.reading.tokens.get(index).map(|token| token.kind)
    }

    /// Whether it is a word.
    pub fn is_word(&self, index: usize) -> bool {
        self.kind(index) == Some(TokenKind::Word)
    }

    /// Whether it begins with a capital.
    pub fn is_capital(&self, index: usize) -> bool {
        self.word(index).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether two tokens that follow each other stand in one sentence.
    pub fn together(&self, a: usize, b: usize) -> bool {
        match (self.reading.tokens.get(a), self.reading.tokens.get(b)) {
            (Some(a), Some(b)) => a.sentence == b.sentence,
            _ => false,
        }
    }

    /// Whether nothing stands between a token and the next.
    pub fn is_glued(&self, index: usize) -> bool {
        match (self.reading.tokens.get(index), self.reading.tokens.get(index + 1)) {
            (Some(here), Some(next)) => here.span.end() == next.span.start() && here.paragraph == next.paragraph,
            _ => false,
        }
    }

    /// The tokens of a token's sentence.
    pub fn sentence(&self, index: usize) -> Range<usize> {
        let sentence =
            self.reading.tokens.get(index).and_then(|token| self.reading.sentences.get(token.sentence as usize));
        sentence.map_or(index..index, |sentence| sentence.tokens.clone())
    }

    /// The span of tokens.
    pub fn span(&self, tokens: Range<usize>) -> Option<Span> {
        self.reading.cover(tokens.start, tokens.end.checked_sub(1)?)
    }

    /// The token before, when it is in the same sentence.
    pub fn before(&self, index: usize) -> Option<usize> {
        index.checked_sub(1).filter(|&before| self.together(before, index))
    }
}
