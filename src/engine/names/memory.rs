//! What was worked out for words already met, kept from article to article: news is made of few words, most of them met
//! over and over. Only pure functions of a word are kept, each answer with its whole question, so that what was read
//! before can never change what is found.

use super::word::{self, Word};
use crate::engine::learn::crf::{Model, Sums};
use crate::engine::learn::hash::feature;

/// What a word adds to the tokens around it: to the second one after it, the next, itself, the one before, the second.
type Blocks = [Sums; 5];

/// A word of the text, when it is short enough to be kept, and its length.
type Short = [u8; 20];

/// Answers kept at most.
const MOST: usize = 1 << 14;
/// Places by hash.
const PLACES: usize = MOST * 4;

/// Answers by question; an old answer makes room for a new one.
struct Answers<K, V> {
    /// Where in `kept` the answer is, by the question's hash; empty until the first question.
    places: Vec<u16>,
    kept: Vec<(K, V)>,
}

impl<K, V> Default for Answers<K, V> {
    fn default() -> Self {
        Self { places: Vec::new(), kept: Vec::new() }
    }
}

impl<K: PartialEq, V> Answers<K, V> {
    fn get(&mut self, hash: u32, question: K, work_out: impl FnOnce(&K) -> V) -> &V {
        if self.places.is_empty() {
            self.places = vec![0; PLACES];
        }
        let slot = hash as usize % PLACES;
        let mut place = usize::from(self.places[slot]);
        if self.kept.get(place).is_none_or(|(known, _)| *known != question) {
            let answer = work_out(&question);
            place = if self.kept.len() < MOST { self.kept.len() } else { hash as usize / 4 % MOST };
            self.places[slot] = place as u16;
            match self.kept.get_mut(place) {
                Some(old) => *old = (question, answer),
                None => self.kept.push((question, answer)),
            }
        }
        &self.kept[place].1
    }
}

/// The memory of one reader with one model.
#[derive(Default)]
pub struct Memory {
    words: Answers<Short, Word>,
    blocks: Answers<(Option<Word>, u32), Blocks>,
}

impl Memory {
    /// The word's own particulars.
    pub(super) fn word(&mut self, text: &str) -> Word {
        let mut short = Short::default();
        let [room @ .., length] = &mut short;
        let Some(room) = room.get_mut(..text.len()) else { return Word::new(text) };
        room.copy_from_slice(text.as_bytes());
        *length = text.len() as u8;
        let hash = short.as_chunks::<4>().0.iter().fold(0, |sum, four| feature(sum, u32::from_le_bytes(*four)));
        *self.words.get(hash, short, |_| Word::new(text))
    }

    /// What a word, or the end of a sentence, adds to the tokens around it. Always ask for the same model.
    pub(super) fn blocks(&mut self, model: &Model, word: Option<&Word>, quiet: u32) -> &Blocks {
        let key = |word: &Word| feature(word.folded ^ quiet, word.shape ^ u32::from(word.covered));
        self.blocks.get(word.map_or(quiet, key), (word.copied(), quiet), |(word, quiet)| {
            let mut blocks = [Sums::default(); 5];
            let mut features = Vec::with_capacity(32);
            for (offset, sums) in (-2..).zip(&mut blocks) {
                features.clear();
                let mut push = |template, value| features.push(feature(template, value));
                word::describe(offset, word.as_ref(), *quiet, &mut push);
                model.add(&features, sums);
            }
            blocks
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_the_same_however_full_the_memory() {
        let mut answers: Answers<u32, u32> = Answers::default();
        for round in 0..3 {
            for question in 0..100_000 {
                // Hashes that clash on purpose.
                assert_eq!(*answers.get(question % 1_000 + round, question, |question| question * 2), question * 2);
            }
        }
        let mut answers: Answers<u32, u32> = Answers::default();
        for question in (0..100_000).chain(0..100_000) {
            assert_eq!(*answers.get(feature(1, question), question, |question| question * 2), question * 2);
        }
        assert_eq!(answers.kept.len(), MOST);
    }

    #[test]
    fn words_too_long_to_keep_are_read_all_the_same() {
        let mut memory = Memory::default();
        for text in ["", "a", "Solheim", "Rindfleischetikettierung", "ÄÖÜäöüÄÖÜäö", "\0", "\0\0"] {
            assert_eq!(memory.word(text), Word::new(text));
            assert_eq!(memory.word(text), Word::new(text));
        }
    }
}
