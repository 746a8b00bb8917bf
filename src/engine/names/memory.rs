//! What was worked out for words already met (see [`Answers`]): most of what the tagger sees of a token depends on one
//! word near it alone.

use super::tagger::{Model, Sums};
use super::word::{self, Affixes, Word};
use crate::engine::Reading;
use crate::engine::learn::answers::Answers;
use crate::engine::learn::hash::feature;
use crate::engine::words::{ByWord, Number};

/// What a word adds to the tokens around it: to the second one after it, the next, itself, the one before, the second.
type Blocks = [Sums; 5];

/// All that a word's blocks depend on: the word, the list that it stands in with its neighbours, and how it is
/// capitalised, which may not be as it stands (see [`super::cases`]).
type Question = (Option<Number>, u16, bool, u8);

/// The memory of one reader with one model.
#[derive(Default)]
pub struct Memory {
    words: ByWord<Word>,
    blocks: Answers<Question, Blocks>,
}

impl Memory {
    /// The particulars of a token's word.
    pub(super) fn word(&mut self, reading: &Reading, token: usize) -> Word {
        *self.words.get(reading.number(token), || Word::new(reading.word(token)))
    }

    /// What a token's word, or the end of a sentence, adds to the tokens around it. Always ask for the same model.
    pub(super) fn blocks(&mut self, model: &Model, reading: &Reading, word: Option<(usize, &Word)>) -> &Blocks {
        let (covered, begins) = word.map_or((0, false), |(_, word)| (word.covered, word.begins));
        let case = word.map_or(0, |(_, word)| word.case as u8);
        let question = (word.map(|(token, _)| reading.number(token)), covered, begins, case);
        let hash =
            question.0.map_or(0, Number::hash) ^ u32::from(covered) << 8 ^ u32::from(begins) << 4 ^ u32::from(case);
        self.blocks.get(hash, question, || {
            let word = word.map(|(token, word)| (*word, Affixes::new(reading.word(token))));
            let mut blocks = Blocks::default();
            let mut features = Vec::with_capacity(32);
            for (offset, sums) in (-2..).zip(&mut blocks) {
                features.clear();
                let mut push = |template, value| features.push(feature(template, value));
                word::describe(offset, word.as_ref(), &mut push);
                model.add(&features, sums);
            }
            blocks
        })
    }
}
