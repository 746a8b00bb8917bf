//! What every stage reads from: the article cut into tokens and sentences.

use super::words::{Number, Numbers};
use super::{sentence, token};
use crate::model::{Article, Excluded};
use crate::text::{Span, Text};
use std::ops::Range;

/// What a token is made of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TokenKind {
    /// Letters (with digits and inner apostrophes): "Rahman", "don’t", "U.S.", "G20".
    Word,
    /// The possessive "'s" or a lone apostrophe after a plural.
    Possessive,
    /// Begins with a digit: "5,200", "92.7", "500m", "20th".
    Number,
    /// One mark of punctuation or symbol.
    Mark,
}

/// One token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Index in [`Text::paragraphs`].
    pub paragraph: u32,
    /// Index in [`Reading::sentences`].
    pub sentence: u32,
}

/// One sentence: tokens that belong together, never across a paragraph's end.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sentence {
    /// Its tokens, as indices.
    pub tokens: Range<usize>,
    /// From the first token's start to the last one's end.
    pub span: Span,
    /// Index in [`Text::paragraphs`].
    pub paragraph: u32,
}

/// An article being read.
#[derive(Debug)]
pub struct Reading<'a> {
    /// The article.
    pub article: &'a Article,
    /// All tokens in order.
    pub tokens: Vec<Token>,
    /// All sentences in order; together they hold every token.
    pub sentences: Vec<Sentence>,
    /// Page furniture, set by the first stage; later ones leave it alone.
    pub excluded: Vec<Excluded>,
    /// The tokens' words, cut once: all stages ask for them again and again.
    words: Vec<&'a str>,
    numbers: Numbers,
}

impl<'a> Reading<'a> {
    /// Cuts the article into tokens and sentences.
    pub fn new(article: &'a Article) -> Self {
        let mut tokens = token::tokens(&article.text);
        let sentences = sentence::sentences(&article.text, &mut tokens);
        let words: Vec<&str> = tokens.iter().map(|token| article.text.slice(token.span)).collect();
        let numbers = Numbers::new(&words, &tokens);
        Self { article, tokens, sentences, excluded: Vec::new(), words, numbers }
    }

    /// The article's text.
    pub fn text(&self) -> &'a Text {
        &self.article.text
    }

    /// A token's words; empty past the end, so that looking ahead needs no check.
    pub fn word(&self, token_index: usize) -> &'a str {
        self.words.get(token_index).copied().unwrap_or("")
    }

    /// The number by which what is known of a token's word is kept.
    pub(super) fn number(&self, token_index: usize) -> Number {
        self.numbers.of(token_index)
    }

    /// The words of a span.
    pub fn slice(&self, span: Span) -> &'a str {
        self.article.text.slice(span)
    }

    /// The span from one token's start to another's end (inclusive indices).
    pub fn cover(&self, first: usize, last: usize) -> Option<Span> {
        Some(self.tokens.get(first)?.span.cover(self.tokens.get(last)?.span))
    }

    /// The first token that ends after this byte.
    pub fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.span.end() <= byte)
    }

    /// The tokens that overlap the span.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let first = self.token_at(span.start());
        let end = self.tokens.partition_point(|token| token.span.start() < span.end());
        first..end.max(first)
    }

    /// Whether the byte lies in page furniture.
    pub fn is_excluded(&self, byte: usize) -> bool {
        let next = self.excluded.partition_point(|excluded| excluded.span.end() <= byte);
        self.excluded.get(next).is_some_and(|excluded| excluded.span.holds(byte))
    }
}
