//! Numbers for words, so that what is known of a word is looked up by place: news is made of few words, most of them met
//! over and over, and nearly every stage asks something of each.
//!
//! A thread gives numbers out in the order in which it meets words, and begins a new edition of its list when that has
//! grown long. Whatever is kept by a number says of which edition it is, and depends on the word alone, so that what was
//! read before can never change what is found.

use super::reading::{Token, TokenKind};
use crate::engine::learn::hash::feature;
use std::cell::RefCell;
use std::sync::atomic::{AtomicU32, Ordering};

/// After so many words the next article begins a new edition.
const MOST: usize = 1 << 16;

/// An article's words by number.
#[derive(Clone, Debug, Default)]
pub struct Numbers {
    edition: u32,
    of_tokens: Vec<u32>,
}

impl Numbers {
    /// Numbers the tokens' words; tokens with the same text of the same kind have the same one, if it is not too long.
    pub(super) fn new(texts: &[&str], tokens: &[Token]) -> Self {
        WORDS.with_borrow_mut(|words| {
            if words.met.len() >= MOST {
                *words = Words::new();
            }
            let mut of_tokens = Vec::with_capacity(tokens.len());
            // A handful at a time: while one waits for memory, so do the others.
            for (handful, texts) in tokens.chunks(HANDFUL).zip(texts.chunks(HANDFUL)) {
                let mut asked = [const { None }; HANDFUL];
                for ((asked, token), text) in asked.iter_mut().zip(handful).zip(texts) {
                    *asked = entry(text, token.kind).map(|entry| (entry, words.guess(&entry)));
                }
                of_tokens.extend(asked.iter().take(handful.len()).map(|asked| match asked {
                    Some((entry, guess)) => words.number(entry, *guess),
                    None => words.add(Entry::default()),
                }));
            }
            Self { edition: words.edition, of_tokens }
        })
    }

    /// A token's number.
    pub(super) fn of(&self, token: usize) -> Number {
        Number { edition: self.edition, number: self.of_tokens.get(token).copied().unwrap_or(u32::MAX) }
    }
}

/// A word's number and the edition it is good for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Number {
    edition: u32,
    number: u32,
}

impl Number {
    /// A hash of the word.
    pub fn hash(self) -> u32 {
        feature(self.edition, self.number)
    }
}

/// A word with its length and kind.
type Entry = [u64; 3];

/// How many words are looked up side by side.
const HANDFUL: usize = 32;

/// `None` for a word too long to compare, which has a number for itself alone each time.
fn entry(word: &str, kind: TokenKind) -> Option<Entry> {
    let mut bytes = [0; 24];
    let [room @ .., last] = &mut bytes;
    *last = word.len() as u8 | (kind as u8) << 5;
    room.get_mut(..word.len())?.copy_from_slice(word.as_bytes());
    let eights = bytes.as_chunks().0;
    Some(std::array::from_fn(|at| u64::from_le_bytes(eights[at])))
}

/// The words that a thread has met.
struct Words {
    edition: u32,
    met: Vec<Entry>,
    /// Each word's number and one, by hash, at least half of the places being free; 0 is free. A power of two.
    places: Vec<u32>,
}

thread_local! {
    static WORDS: RefCell<Words> = RefCell::new(Words::new());
}

impl Words {
    fn new() -> Self {
        static EDITIONS: AtomicU32 = AtomicU32::new(1);
        let edition = EDITIONS.fetch_add(1, Ordering::Relaxed);
        Self { edition, met: Vec::new(), places: vec![0; 1 << 12] }
    }

    /// The first number to compare with, and one; 0 for a word not met.
    fn guess(&self, entry: &Entry) -> u32 {
        self.places[self.place_of(entry)]
    }

    fn number(&mut self, entry: &Entry, guess: u32) -> u32 {
        if let Some(number) = guess.checked_sub(1).filter(|&number| self.met[number as usize] == *entry) {
            return number;
        }
        let mut place = self.place_of(entry);
        while let Some(number) = self.places[place].checked_sub(1) {
            if self.met[number as usize] == *entry {
                return number;
            }
            place = self.round(place + 1);
        }
        let number = self.add(*entry);
        self.places[place] = number + 1;
        if self.met.len() * 2 > self.places.len() {
            self.spread();
        }
        number
    }

    fn add(&mut self, entry: Entry) -> u32 {
        self.met.push(entry);
        self.met.len() as u32 - 1
    }

    fn place_of(&self, entry: &Entry) -> usize {
        let [first, second, third] = entry.map(|eight| eight.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let mixed = (first ^ second.rotate_left(21) ^ third.rotate_left(42)).wrapping_mul(0xd6e8_feb8_6659_fd93);
        self.round((mixed >> 32) as usize)
    }

    /// A place, counted on from the first when it is past the last.
    fn round(&self, place: usize) -> usize {
        place & (self.places.len() - 1)
    }

    /// Makes room for twice as many.
    fn spread(&mut self) {
        self.places = vec![0; self.places.len() * 2];
        for number in 0..self.met.len() {
            let entry = self.met[number];
            if entry == Entry::default() {
                continue;
            }
            let mut place = self.place_of(&entry);
            while self.places[place] != 0 {
                place = self.round(place + 1);
            }
            self.places[place] = number as u32 + 1;
        }
    }
}

/// What is known of words, by their numbers.
#[derive(Debug)]
pub struct ByWord<V> {
    edition: u32,
    known: Vec<Option<V>>,
}

impl<V> Default for ByWord<V> {
    fn default() -> Self {
        Self { edition: 0, known: Vec::new() }
    }
}

impl<V> ByWord<V> {
    /// What is known of a word, worked out unless it is known already. It must depend on the word's text and kind alone.
    pub fn get(&mut self, word: Number, work_out: impl FnOnce() -> V) -> &V {
        if self.edition != word.edition {
            self.edition = word.edition;
            self.known.clear();
        }
        let place = word.number as usize;
        if place >= self.known.len() {
            self.known.resize_with(place + 1, || None);
        }
        self.known[place].get_or_insert_with(work_out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Article;

    fn numbers(text: &str) -> Numbers {
        let article = Article::plain(text);
        let tokens = crate::engine::token::tokens(&article.text);
        let texts: Vec<&str> = tokens.iter().map(|token| article.text.slice(token.span)).collect();
        Numbers::new(&texts, &tokens)
    }

    #[test]
    fn the_same_word_has_the_same_number() {
        let numbers = numbers("Roth met Hale, and Hale met “Roth” ' the dockers' union");
        let of = |token| numbers.of(token);
        assert_eq!((of(0), of(1), of(2)), (of(8), of(6), of(5)));
        assert_ne!(of(0), of(1));
    }

    #[test]
    fn what_is_kept_of_one_edition_is_not_told_in_the_next() {
        let mut lengths: ByWord<usize> = ByWord::default();
        let mut check = |text: &str| {
            let numbers = numbers(text);
            for (token, word) in text.split_whitespace().enumerate() {
                assert_eq!(*lengths.get(numbers.of(token), || word.len()), word.len(), "{word}");
            }
            numbers.edition
        };
        let many = |from: u32| (from..from + 40_000).map(|n| format!("w{n} ")).collect::<String>();
        let first = check(&many(0));
        assert_eq!(check(&many(20_000)), first);
        assert_eq!(check(&many(60_000)), first);
        assert_ne!(check("w9 w70000 b"), first);
        check("a Rindfleischetikettierungsüberwachung w9 b");
        check("w9 a Rindfleischetikettierungsüberwachungsaufgabe b");
    }
}
