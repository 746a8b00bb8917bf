//! Reads every sentence with a conditional random field: which words report speech, which an attitude, which are the cue
//! and which the source. Its spans are further candidates, its probabilities features of all later questions.
//!
//! Words with a capital are seen by their shape only, so that the model knows no names.

use super::MODELS;
use super::cues::CueClass;
use super::lexicon::{Fact, Facts};
use super::tag_features::{self, Memory};
use crate::engine::learn::crf;
use std::cell::RefCell;
use std::ops::Range;

/// The tagger's model; half a row holds its labels.
pub type TagModel = crf::Model<1>;

/// How many labels there are.
pub const LABEL_COUNT: usize = 8;

/// What a word is to a quote.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Label {
    /// Nothing.
    Outside,
    /// The first word of reported speech.
    SpeechOpens,
    /// A further word of reported speech.
    Speech,
    /// The first word of a reported attitude.
    AttitudeOpens,
    /// A further word of a reported attitude.
    Attitude,
    /// A word of a direct quote.
    Direct,
    /// A word of a cue.
    Cue,
    /// A word of a source.
    Source,
}

/// Every token's labels.
#[derive(Clone, Debug, Default)]
pub struct Tags {
    /// Where each token's row is: tokens of sentences that are not read share one.
    places: Vec<u32>,
    /// How probable each label is, by row.
    rows: Vec<[f32; LABEL_COUNT]>,
    /// The most probable label, by row.
    best: Vec<u8>,
}

thread_local! {
    /// What this thread has worked out for words with the embedded model.
    static MEMORY: RefCell<Memory> = RefCell::default();
}

impl Tags {
    /// Reads all sentences that hold a verb of saying or marks; the others report nothing.
    pub fn read(facts: &Facts) -> Self {
        MEMORY.with_borrow_mut(|memory| Self::read_by(&MODELS.tags, memory, facts))
    }

    /// The same with another model, for training.
    pub fn read_with(model: &TagModel, facts: &Facts) -> Self {
        Self::read_by(model, &mut Memory::default(), facts)
    }

    fn read_by(model: &TagModel, memory: &mut Memory, facts: &Facts) -> Self {
        let count = facts.all.len();
        let room = count / 2 + 2;
        let mut tags = Self { places: vec![0; count], rows: Vec::with_capacity(room), best: Vec::with_capacity(room) };
        tags.add(&[Label::Outside, Label::Direct].map(surely));
        if model.labels() != LABEL_COUNT {
            return tags;
        }
        for sentence in &facts.reading.sentences {
            let range = sentence.tokens.clone();
            if !is_worth_reading(facts, range.clone()) {
                for token in range.filter(|&token| facts.at(token).in_marks) {
                    tags.places[token] = 1;
                }
                continue;
            }
            let shares = model.weigh(&tag_features::sums(facts, range.clone(), model, memory));
            tags.places[range].iter_mut().zip(tags.rows.len() as u32..).for_each(|(place, row)| *place = row);
            tags.add(shares.as_chunks().0);
        }
        tags
    }

    fn add(&mut self, rows: &[[f32; LABEL_COUNT]]) {
        let better =
            |row: &[f32; LABEL_COUNT], top: usize, label: usize| if row[label] > row[top] { label } else { top };
        self.rows.extend_from_slice(rows);
        self.best.extend(rows.iter().map(|row| (1..LABEL_COUNT).fold(0, |top, label| better(row, top, label)) as u8));
    }

    /// The probability of one label at a token; 0 past the end.
    pub fn share(&self, token: usize, label: Label) -> f32 {
        let row = self.places.get(token).and_then(|&place| self.rows.get(place as usize));
        row.map_or(0.0, |row| row[label as usize])
    }

    /// The most probable label of a token.
    fn best(&self, token: usize) -> Option<u8> {
        self.best.get(*self.places.get(token)? as usize).copied()
    }

    /// The probability that a token is reported speech.
    pub fn speech(&self, token: usize) -> f32 {
        self.share(token, Label::SpeechOpens) + self.share(token, Label::Speech)
    }

    /// The probability that a token is a reported attitude.
    pub fn attitude(&self, token: usize) -> f32 {
        self.share(token, Label::AttitudeOpens) + self.share(token, Label::Attitude)
    }

    /// The runs that the most probable labels of a sentence give: `opens` followed by any number of `goes_on`.
    pub fn spans(&self, sentence: Range<usize>, opens: Label, goes_on: Label) -> Vec<Range<usize>> {
        let is = |token: usize, label: Label| self.best(token) == Some(label as u8);
        let mut spans = Vec::new();
        let mut at = sentence.start;
        while at < sentence.end {
            let start = at;
            at += 1;
            if is(start, opens) || is(start, goes_on) {
                while at < sentence.end && is(at, goes_on) {
                    at += 1;
                }
                spans.push(start..at);
            }
        }
        spans
    }
}

/// A row that is sure of one label.
fn surely(label: Label) -> [f32; LABEL_COUNT] {
    std::array::from_fn(|at| f32::from(u8::from(at == label as usize)))
}

/// Whether a sentence can report speech: not when it stands in marks as a whole, nor by a verb of attitude alone.
pub fn is_worth_reading(facts: &Facts, sentence: Range<usize>) -> bool {
    let is_cue = |fact: &Fact| fact.verb.is_some_and(|verb| verb.class != CueClass::Stance) || fact.is_according();
    has_sign(facts, sentence, |fact| is_cue(fact) || fact.in_marks)
}

/// Whether a sentence shows what reports and what does not: one of attitude alone does too.
pub fn is_worth_learning(facts: &Facts, sentence: Range<usize>) -> bool {
    has_sign(facts, sentence, |fact| fact.verb.is_some() || fact.in_marks || fact.is_according())
}

fn has_sign(facts: &Facts, mut sentence: Range<usize>, is_sign: impl Fn(&Fact) -> bool) -> bool {
    let is_plain = |fact: &Fact| fact.is_word && !fact.in_marks;
    sentence.clone().any(|index| is_plain(facts.at(index))) && sentence.any(|index| is_sign(facts.at(index)))
}
