//! Which of the sources near a quote the gold has for its speaker.

use super::super::lexicon::Facts;
use super::super::rank::{self, Around, Counts, Place};
use super::super::sources::{Sort, Source};
use super::super::tags::Tags;
use super::gold::{Marked, agreement, bytes_of, without_tail};
use crate::engine::learn::linear::Choice;

/// What the speakers of an article's quotes are picked from.
pub(super) struct Near<'n, 'r, 'a> {
    pub(super) facts: &'n Facts<'r, 'a>,
    pub(super) tags: &'n Tags,
    pub(super) sources: &'n [Source],
}

impl Near<'_, '_, '_> {
    /// Whether a source is the one that the gold has.
    pub(super) fn is_right(&self, quote: &Marked, index: usize) -> bool {
        let source = &self.sources[index];
        let (Some(speaker), Some(range)) = (quote.speaker, bytes_of(self.facts, &source.tokens)) else { return false };
        let head = quote.head.unwrap_or(speaker);
        let covers = range.0 <= head.0 && head.1 <= range.1 + 2
            || head.0 <= range.0 && range.1 == head.1
            || head.0 <= range.0 && range.1 <= head.1 && source.sort == Sort::Name;
        let inside = speaker.0 <= range.0 + 2 && range.1 <= speaker.1 + 2 || agreement(speaker, range) >= 0.5;
        covers && inside
    }

    /// Which of some sources are right, by their places among them.
    pub(super) fn right(&self, quote: &Marked, near: &[usize]) -> Vec<usize> {
        let Some(speaker) = quote.speaker else { return Vec::new() };
        let mut right: Vec<usize> = (0..near.len()).filter(|&place| self.is_right(quote, near[place])).collect();
        // Where one has just the words our guideline asks for, longer and shorter ones are not as right.
        let wanted = without_tail(self.facts.reading.text(), speaker);
        let is_exact = |&place: &usize| bytes_of(self.facts, &self.sources[near[place]].tokens) == Some(wanted);
        if right.iter().any(is_exact) {
            right.retain(|place| is_exact(place) || self.sources[near[*place]].sort == Sort::Name);
        }
        right
    }

    /// The sources near a quote and which of them are right.
    pub(super) fn choice(&self, place: &Place, quote: &Marked) -> Option<Choice> {
        let Self { facts, tags, sources } = *self;
        quote.speaker?;
        let near: Vec<usize> = rank::candidates(facts, sources, place)
            .filter(|&index| rank::may_speak(facts, &sources[index], place))
            .collect();
        let right = self.right(quote, &near);
        let (around, counts) = (Around::new(facts, place), Counts::new(facts));
        let features = |&index: &usize| rank::features(facts, tags, sources, index, (place, &around, &counts));
        let candidates = near.iter().map(features).collect();
        (!right.is_empty()).then_some(Choice { candidates, right })
    }
}
