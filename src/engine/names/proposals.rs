//! What the tagger proposes: every stretch of words that may well be a name, with the probability of each kind.

use super::features::{LEFT, PARTS, Page, Parts, RIGHT, RUN};
use super::memory::Memory;
use super::tagger::{self, KINDS, LABELS, Model, Sums};
use crate::engine::Reading;
use std::ops::Range;

/// What is less probable is not proposed: half or twice as much made no difference.
const LEAST: f32 = 0.05;

/// How many things a stretch of words may be, dates and money among them.
pub(super) const THINGS: usize = LABELS.len();

/// What the parts of what the tagger sees speak for, by kind.
pub(super) type Spoken = [[f32; KINDS]; PARTS];

/// A stretch of words that may be a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Proposal {
    /// Its first token.
    pub first: usize,
    /// Its last token.
    pub last: usize,
    /// How probable each thing is, in the order of [`LABELS`].
    pub shares: [f32; THINGS],
    /// What speaks for each kind.
    pub spoken: Spoken,
}

impl Proposal {
    /// How probable it is that it is a name of any kind.
    pub fn total(&self) -> f32 {
        self.shares.iter().take(KINDS).sum()
    }

    /// Whether both have a token.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}

/// The proposals of an article.
#[derive(Default)]
pub(super) struct Proposals {
    /// All of them, by their first tokens.
    pub all: Vec<Proposal>,
    /// Those of each stretch that the tagger reads by itself; no proposal of one overlaps those of another.
    pub groups: Vec<Range<usize>>,
}

impl Proposals {
    /// Reads the article with the tagger.
    pub fn of(reading: &Reading, page: &Page, model: &Model, memory: &mut Memory) -> Self {
        let things: [(u8, u8); THINGS] =
            std::array::from_fn(|sort| (tagger::label(sort as u8, true), tagger::label(sort as u8, false)));
        let mut proposals = Self { all: Vec::with_capacity(reading.tokens.len() / 8), groups: Vec::new() };
        let (mut parts, mut sums) = (Vec::new(), Vec::new());
        for (index, sentence) in reading.sentences.iter().enumerate() {
            for stretch in page.stretches(reading, index) {
                page.parts(reading, index, stretch.clone(), model, memory, &mut parts);
                if parts.is_empty() {
                    continue;
                }
                sums.clear();
                sums.extend(parts.iter().map(whole));
                let is_whole = (stretch.start == sentence.tokens.start, stretch.end == sentence.tokens.end);
                let begin = proposals.all.len();
                for run in model.runs(&sums, is_whole, &things, LEAST, None) {
                    let (first, last) = (stretch.start + run.first, stretch.start + run.last);
                    let own = &mut proposals.all[begin..];
                    if let Some(known) =
                        own.iter_mut().rev().take_while(|one| one.first == first).find(|one| one.last == last)
                    {
                        known.shares[run.sort] = run.share;
                        continue;
                    }
                    let mut shares = [0.0; THINGS];
                    shares[run.sort] = run.share;
                    let spoken = spoken(model, &parts[run.first..=run.last]);
                    proposals.all.push(Proposal { first, last, shares, spoken });
                }
                if begin < proposals.all.len() {
                    proposals.groups.push(begin..proposals.all.len());
                }
            }
        }
        proposals
    }
}

fn whole(parts: &Parts) -> Sums {
    let mut sums = Sums::default();
    parts.iter().for_each(|part| sums.add(part));
    sums
}

/// Words before and after a name count as its first and its last token have them, all else as all its tokens do.
fn spoken(model: &Model, tokens: &[Parts]) -> Spoken {
    let mut spoken = Spoken::default();
    let last = tokens.len() - 1;
    for (part, row) in spoken.iter_mut().enumerate() {
        let range = match part {
            LEFT | RUN => 0..1,
            RIGHT => last..last + 1,
            _ => 0..last + 1,
        };
        let count = range.len() as f32;
        for token in range {
            for (kind, sum) in row.iter_mut().enumerate() {
                let label = tagger::label(kind as u8, token == 0);
                *sum += model.score_of(&tokens[token][part], usize::from(label)) / count;
            }
        }
    }
    spoken
}
