//! What was worked out for words already met (see [`Answers`]): most of what the tagger sees of a token depends on one
//! word near it alone.

use super::tagger::{Model, Sums};
use super::word::{self, Affixes, Word};
use crate::engine::Reading;
use crate::engine::learn::answers::Answers;
use crate::engine::learn::hash::feature;
use crate::engine::words::{ByWord, Number};
use std::ops::Range;

/// What a word adds to the tokens around it: to the second one after it, the next, itself, the one before, the second.
/// Each is worked out when it is first asked for: most words stand beside names only.
type Blocks = [Option<Sums>; 5];

/// All that a word's blocks depend on: the word, the list that it stands in with its neighbours, and how it is
/// capitalised, which may not be as it stands (see [`super::cases`]).
type Question = (Option<Number>, u16, bool, u8);

/// The memory of one reader with one model.
#[derive(Default)]
pub struct Memory {
    words: ByWord<Word>,
    blocks: Answers<Question, Blocks>,
    /// Room for the features of one question.
    features: Vec<u32>,
}

impl Memory {
    /// The particulars of a token's word.
    pub(super) fn word(&mut self, reading: &Reading, token: usize) -> Word {
        *self.words.get(reading.number(token), || Word::new(reading.word(token)))
    }

    /// What a token's word, or the end of a sentence, adds to the tokens around it: `told` is given the places asked for,
    /// of five from the second token after it to the second one before, one by one. Always ask for the same model.
    pub(super) fn blocks(
        &mut self,
        model: &Model,
        reading: &Reading,
        word: Option<(usize, &Word)>,
        places: Range<usize>,
        mut told: impl FnMut(usize, &Sums),
    ) {
        let (covered, begins) = word.map_or((0, false), |(_, word)| (word.covered, word.begins));
        let case = word.map_or(0, |(_, word)| word.case as u8);
        let question = (word.map(|(token, _)| reading.number(token)), covered, begins, case);
        let hash =
            question.0.map_or(0, Number::hash) ^ u32::from(covered) << 8 ^ u32::from(begins) << 4 ^ u32::from(case);
        let features = &mut self.features;
        let blocks = self.blocks.get_mut(hash, question, Blocks::default);
        for (place, block) in blocks.iter_mut().enumerate().take(places.end).skip(places.start) {
            let sums = block.get_or_insert_with(|| {
                let word = word.map(|(token, word)| (*word, Affixes::new(reading.word(token))));
                features.clear();
                let mut push = |template, value| features.push(feature(template, value));
                word::describe(place as isize - 2, word.as_ref(), &mut push);
                let mut sums = Sums::default();
                model.add(features, &mut sums);
                sums
            });
            told(place, sums);
        }
    }
}
