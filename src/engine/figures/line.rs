//! The tokens with their folded hashes, and small questions about them that every reader of figures asks.

use super::known::{self, Known, flag};
use super::lists::{Home, LISTS, NumberWord};
use super::number::Number;
use crate::engine::{Reading, Token, TokenKind};
use crate::text::Span;
use std::cell::RefCell;
use std::ops::Range;

/// The article's tokens, each word folded once.
pub struct Line<'r, 'a> {
    /// The article being read.
    pub reading: &'r Reading<'a>,
    /// Whether the article writes decimals with a comma, by its own evidence.
    pub comma_decimals: bool,
    /// Whether "5/10/2017" is the fifth of October, by the article's other dates.
    pub is_day_first: bool,
    homes: Vec<(Home, usize)>,
    addresses: Vec<bool>,
    known: Vec<Known>,
    /// The number read last and where: the readers of dates, money and measures ask for the same one in turn.
    last_number: RefCell<(usize, Option<Number>)>,
}

impl<'r, 'a> Line<'r, 'a> {
    /// Folds every token.
    pub fn new(reading: &'r Reading<'a>) -> Self {
        let known: Vec<Known> = known::with(|known| {
            let of = |(index, token): (usize, &Token)| {
                *known.get(reading.number(index), || Known::new(reading.word(index), token.kind))
            };
            reading.tokens.iter().enumerate().map(of).collect()
        });
        let comma_decimals = writes_comma_decimals(reading);
        let mut homes: Vec<(Home, usize)> = Vec::new();
        for (index, _) in known.iter().enumerate().filter(|(_, known)| known.is(flag::HOME)) {
            for home in LISTS.homes(reading.word(index)) {
                match homes.iter_mut().find(|(known, _)| known == home) {
                    Some((_, count)) => *count += 1,
                    None => homes.push((*home, 1)),
                }
            }
        }
        // Most of the world puts the day first; the United States do not.
        let told_by_country = || {
            let count = |is_american: bool| {
                homes.iter().filter(|(home, _)| (home.code == "USD") == is_american).map(|(_, count)| *count).max()
            };
            count(false) > count(true)
        };
        let is_day_first = writes_day_first(reading).unwrap_or_else(told_by_country);
        let addresses = addresses(reading);
        Self {
            reading,
            comma_decimals,
            is_day_first,
            homes,
            addresses,
            known,
            last_number: RefCell::new((usize::MAX, None)),
        }
    }

    /// The code of a name several countries share, by the country the article speaks of most, and whether that is sure.
    pub fn at_home(&self, code: &'static str) -> (&'static str, bool) {
        let Some(family) = LISTS.family(code) else { return (code, true) };
        let of_family = || self.homes.iter().filter(|(home, _)| home.family == family);
        let default = of_family().find(|(home, _)| home.code == code).map_or(0, |(_, count)| *count);
        match of_family().filter(|(home, _)| home.code != code).max_by_key(|(_, count)| *count) {
            Some((home, count)) if *count >= 2 && *count > default => (home.code, *count > default * 2),
            Some((_, count)) => (code, *count * 2 <= default),
            None => (code, true),
        }
    }

    /// The number at a token, read once.
    pub fn number_once(&self, index: usize, read: impl FnOnce() -> Option<Number>) -> Option<Number> {
        if let Ok(last) = self.last_number.try_borrow()
            && last.0 == index
        {
            return last.1.clone();
        }
        let number = read();
        if let Ok(mut last) = self.last_number.try_borrow_mut() {
            *last = (index, number.clone());
        }
        number
    }

    /// Whether a token stands in a web or mail address.
    pub fn is_in_address(&self, index: usize) -> bool {
        self.addresses.get(index).copied().unwrap_or(false)
    }

    /// Whether one of the tokens is a word of scale: "million".
    pub fn has_scale(&self, tokens: &Range<usize>) -> bool {
        tokens.clone().any(|index| {
            let is_word = matches!(LISTS.number(self.lower(index)), Some(NumberWord::Scale(_) | NumberWord::Hundred));
            let word = self.word(index);
            let letters = word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
            is_word
                || letters.len() < word.len()
                    && matches!(letters, "k" | "K" | "m" | "M" | "bn" | "b" | "B" | "mn" | "tn" | "million" | "billion")
        })
    }

    /// Whether a token is a sign or word of money that stands before its number.
    pub fn is_sign_before(&self, index: usize) -> bool {
        let word = self.word(index);
        let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
        let before = index.checked_sub(1).map_or("", |before| self.word(before));
        LISTS.currency_before(letters).is_some() && !letters.is_empty()
            || LISTS.currency_code(letters).is_some()
            || LISTS.currency_before(before).is_some() && self.is_glued(index.saturating_sub(1))
    }

    /// How many tokens there are.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// What is known of a token's word; nothing past the end.
    pub fn known(&self, index: usize) -> Known {
        self.known.get(index).copied().unwrap_or(Known { lower: 0, flags: 0 })
    }

    /// A token's folded hash; 0 past the end.
    pub fn lower(&self, index: usize) -> u32 {
        self.known(index).lower
    }

    /// A token's words.
    pub fn word(&self, index: usize) -> &'a str {
        self.reading.word(index)
    }

    /// Whether the token is one of these words, in any case.
    pub fn is_any(&self, index: usize, words: &[&str]) -> bool {
        let word = self.word(index).as_bytes();
        let Some(first) = word.first() else { return false };
        words.iter().any(|other| {
            let other = other.as_bytes();
            other.len() == word.len()
                && other.first().is_some_and(|letter| letter.eq_ignore_ascii_case(first))
                && other.eq_ignore_ascii_case(word)
        })
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

/// Evidence of decimal commas: "3,5" and "1.234.567" against "3.5" and "1,234,567".
fn writes_comma_decimals(reading: &Reading) -> bool {
    let mut balance = 0_i64;
    for token in reading.tokens.iter().filter(|token| token.kind == TokenKind::Number) {
        let word = reading.slice(token.span);
        let digits_after = |sign: char| word.rsplit_once(sign).map(|(_, rest)| rest.len()).filter(|_| word.len() < 20);
        let count = |sign: char| word.matches(sign).count();
        match (count(','), count('.')) {
            (1, 0) if digits_after(',') != Some(3) => balance += 1,
            (0, 2..) if digits_after('.') == Some(3) => balance += 1,
            (0, 1) if digits_after('.') != Some(3) => balance -= 1,
            (2.., 0) => balance -= 1,
            _ => {}
        }
    }
    balance > 1
}

/// Evidence of the day before the month: dates with slashes whose first part can be no month, and none whose second.
fn writes_day_first(reading: &Reading) -> Option<bool> {
    let mut balance = 0_i64;
    let word = |index: usize| reading.word(index);
    let part = |index: usize| word(index).parse::<u8>().ok().filter(|_| word(index).len() <= 2);
    if !reading.text().as_str().contains('/') {
        return None;
    }
    for index in 0..reading.tokens.len() {
        if word(index + 1) != "/" || word(index + 3) != "/" || word(index + 4).len() != 4 {
            continue;
        }
        match (part(index), part(index + 2)) {
            (Some(13..=31), Some(1..=12)) => balance += 1,
            (Some(1..=12), Some(13..=31)) => balance -= 1,
            _ => {}
        }
    }
    (balance != 0).then_some(balance > 0)
}

/// Which tokens stand in a web or mail address: glued together with "://", "www." or "@".
fn addresses(reading: &Reading) -> Vec<bool> {
    let mut found = vec![false; reading.tokens.len()];
    let mut start = 0;
    for index in 0..reading.tokens.len() {
        let is_last = match (reading.tokens.get(index), reading.tokens.get(index + 1)) {
            (Some(here), Some(next)) => here.span.end() != next.span.start() || here.paragraph != next.paragraph,
            _ => true,
        };
        if !is_last {
            continue;
        }
        let is_scheme =
            |at: usize| reading.word(at) == ":" && reading.word(at + 1) == "/" && reading.word(at + 2) == "/";
        let is_address = || {
            (start..=index)
                .any(|at| is_scheme(at) || reading.word(at) == "www" || reading.word(at) == "@" && at > start)
        };
        if index > start + 2 && is_address() {
            found.get_mut(start..=index).unwrap_or_default().fill(true);
        }
        start = index + 1;
    }
    found
}
