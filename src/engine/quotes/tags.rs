//! Reads every sentence with a conditional random field: which words report speech, which an attitude, which are the cue
//! and which the source. Its spans are further candidates, its probabilities features of all later questions.
//!
//! Words with a capital are seen by their shape only, so that the model knows no names.

use super::cues::CueClass;
use super::lexicon::{self as lex, Fact, Facts, VerbForm};
use crate::engine::learn::crf::{Model, Sequence};
use crate::engine::learn::hash::{self, feature};
use std::ops::Range;

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
    labels: Vec<u8>,
    /// `[token][label]`.
    shares: Vec<f32>,
}

impl Tags {
    /// Reads all sentences that hold a verb of saying or marks; the others report nothing.
    pub fn read(model: &Model, facts: &Facts) -> Self {
        let count = facts.all.len();
        let mut tags = Self { labels: vec![0; count], shares: vec![0.0; count * LABEL_COUNT] };
        for share in tags.shares.chunks_exact_mut(LABEL_COUNT) {
            share[Label::Outside as usize] = 1.0;
        }
        if model.labels() != LABEL_COUNT {
            return tags;
        }
        for sentence in &facts.reading.sentences {
            let range = sentence.tokens.clone();
            if !is_worth_reading(facts, range.clone()) {
                continue;
            }
            let (labels, shares) = model.read(&sequence(facts, range.clone()));
            tags.labels[range.clone()].copy_from_slice(&labels);
            tags.shares[range.start * LABEL_COUNT..range.end * LABEL_COUNT].copy_from_slice(&shares);
        }
        tags
    }

    /// The probability of one label at a token; 0 past the end.
    pub fn share(&self, token: usize, label: Label) -> f32 {
        self.shares.get(token * LABEL_COUNT + label as usize).copied().unwrap_or(0.0)
    }

    /// The probability that a token is reported speech.
    pub fn speech(&self, token: usize) -> f32 {
        self.share(token, Label::SpeechOpens) + self.share(token, Label::Speech)
    }

    /// The probability that a token is a reported attitude.
    pub fn attitude(&self, token: usize) -> f32 {
        self.share(token, Label::AttitudeOpens) + self.share(token, Label::Attitude)
    }

    /// The runs that the best labels of a sentence give: `opens` followed by any number of `goes_on`.
    pub fn spans(&self, sentence: Range<usize>, opens: Label, goes_on: Label) -> Vec<Range<usize>> {
        let is = |token: usize, label: Label| self.labels.get(token) == Some(&(label as u8));
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

/// Whether a sentence can report anything.
pub fn is_worth_reading(facts: &Facts, mut range: Range<usize>) -> bool {
    range.any(|index| {
        let fact = facts.at(index);
        fact.verb.is_some() || fact.in_marks || is_according(facts, index)
    })
}

fn is_according(facts: &Facts, index: usize) -> bool {
    facts.at(index).is_word && facts.reading.word(index).eq_ignore_ascii_case("according")
}

fn mix(parts: &[u32]) -> u32 {
    parts.iter().fold(31, |sum, &part| feature(sum, part))
}

fn bucket(distance: usize) -> u32 {
    match distance {
        0..=5 => distance as u32,
        6..=9 => 6,
        10..=19 => 7,
        _ => 8,
    }
}

/// A word's hash, or its shape when it begins with a capital.
fn word_of(fact: &Fact) -> u32 {
    if fact.is_capital && fact.classes == 0 && fact.verb.is_none() { fact.sort } else { fact.lower }
}

/// What the sentence as a whole says about its cues.
struct Layout {
    /// The last cue at or before each token, as an index in the sentence plus one.
    last: Vec<u32>,
    /// The next cue at or after each token, likewise.
    next: Vec<u32>,
    /// The last verb of attitude before.
    stance: Vec<u32>,
    /// Where "…, X said" begins near the end, and its cue.
    tail: Option<(usize, usize)>,
    cues: usize,
}

impl Layout {
    fn new(facts: &Facts, range: &Range<usize>) -> Self {
        let count = range.len();
        let mut layout =
            Self { last: vec![0; count], next: vec![0; count], stance: vec![0; count], tail: None, cues: 0 };
        let (mut last, mut stance) = (0, 0);
        for place in 0..count {
            let index = range.start + place;
            let fact = facts.at(index);
            if !fact.in_marks {
                let is_stance = fact.verb.is_some_and(|verb| verb.class == CueClass::Stance);
                if is_stance {
                    stance = place as u32 + 1;
                } else if fact.verb.is_some() || is_according(facts, index) {
                    last = place as u32 + 1;
                    layout.cues += 1;
                    layout.tail = tail_before(facts, range.start, index).or(layout.tail);
                }
            }
            (layout.last[place], layout.stance[place]) = (last, stance);
        }
        let mut next = 0;
        for place in (0..count).rev() {
            if layout.last[place] == place as u32 + 1 {
                next = place as u32 + 1;
            }
            layout.next[place] = next;
        }
        layout
    }
}

/// The comma before "X said", when one stands within nine tokens before the cue.
fn tail_before(facts: &Facts, start: usize, cue: usize) -> Option<(usize, usize)> {
    let pause = (start + 3..cue).rev().take(9).find(|&index| matches!(facts.at(index).mark, ',' | '—' | '–' | '”'))?;
    Some((pause, cue))
}

/// The features of a sentence's tokens.
pub fn sequence(facts: &Facts, range: Range<usize>) -> Sequence {
    let layout = Layout::new(facts, &range);
    let mut sequence =
        Sequence { features: Vec::with_capacity(range.len() * 46), ends: Vec::with_capacity(range.len()) };
    let according_comma =
        is_according(facts, range.start).then(|| range.clone().find(|&index| facts.at(index).mark == ',')).flatten();
    let any_marked = range.clone().any(|index| facts.at(index).in_marks);
    let all_marked = range.clone().all(|index| facts.at(index).in_marks || !facts.at(index).is_word);
    // Since the last cue: where "that" stood and how many commas came.
    let (mut that, mut commas) = (None, 0u32);
    for index in range.clone() {
        let place = index - range.start;
        if place > 0 && layout.last[place - 1] == place as u32 {
            (that, commas) = (None, 0);
        }
        let out = &mut sequence.features;
        let mut add = |template: u32, parts: &[u32]| out.push(feature(3000 + template, mix(parts)));
        words(facts, &range, index, &mut add);
        cues(facts, &range, &layout, index, &mut add);
        if let Some(that) = that {
            add(40, &[bucket(index - that)]);
        }
        add(41, &[commas.min(3), u32::from(that.is_some())]);
        if let Some(comma) = according_comma {
            add(42, &[u32::from(index > comma)]);
        }
        add(43, &[layout.cues.min(3) as u32]);
        add(44, &[u32::from(any_marked), u32::from(all_marked)]);
        if facts.has_finite_verb(index.saturating_sub(6).max(range.start)..index) {
            add(45, &[1]);
        }
        sequence.ends.push(sequence.features.len() as u32);
        match facts.at(index).mark {
            ',' => commas += 1,
            _ if facts.reading.word(index) == "that" => that = Some(index),
            _ => {}
        }
    }
    sequence
}

/// The word and its neighbours.
fn words(facts: &Facts, range: &Range<usize>, index: usize, add: &mut impl FnMut(u32, &[u32])) {
    let inside = |index: usize| if range.contains(&index) { facts.at(index) } else { facts.at(usize::MAX) };
    let at = |distance: isize| inside(index.wrapping_add_signed(distance));
    let here = facts.at(index);
    add(1, &[0]);
    add(2, &[word_of(here)]);
    add(3, &[here.sort]);
    if here.is_word && !here.is_capital {
        add(4, &[suffix(facts.reading.word(index))]);
    }
    for (template, distance) in (10..).zip([-3, -2, -1, 1, 2, 3]) {
        add(template, &[at(distance).sort]);
    }
    for (template, distance) in (16..).zip([-2, -1, 1, 2]) {
        add(template, &[word_of(at(distance))]);
    }
    add(20, &[at(-1).sort, here.sort]);
    add(21, &[here.sort, at(1).sort]);
    add(22, &[u32::from(at(-1).in_marks), u32::from(here.in_marks), u32::from(at(1).in_marks)]);
    add(23, &[u32::from(index == range.start), u32::from(index + 1 == range.end)]);
}

/// The last three letters.
fn suffix(word: &str) -> u32 {
    word.chars().rev().take(3).fold(hash::START, hash::step)
}

/// Where the token stands to the sentence's cues.
fn cues(facts: &Facts, range: &Range<usize>, layout: &Layout, index: usize, add: &mut impl FnMut(u32, &[u32])) {
    let place = index - range.start;
    let before = place.checked_sub(1).map_or(0, |before| layout.last[before] as usize);
    if before > 0 {
        let cue = range.start + before - 1;
        let verb = facts.at(cue).verb;
        let first = facts.at(cue + 1);
        let first_word = if first.is_capital { first.sort } else { first.lower };
        let lemma = verb.map_or(999, |verb| u32::from(verb.lemma));
        add(30, &[bucket(index - cue)]);
        add(31, &[facts.at(cue).lower]);
        add(32, &[if first.classes != 0 || !first.is_word { first_word } else { first.sort }]);
        add(33, &[lemma, first.sort]);
    } else {
        add(30, &[99]);
    }
    let after = layout.next.get(place + 1).map_or(0, |&next| next as usize);
    if after > 0 {
        let cue = range.start + after - 1;
        add(34, &[bucket(cue - index)]);
        add(35, &[facts.at(cue).lower]);
    } else {
        add(34, &[99]);
    }
    let stance = place.checked_sub(1).map_or(0, |before| layout.stance[before] as usize);
    if stance > 0 {
        let verb = range.start + stance - 1;
        add(36, &[facts.at(verb).lower]);
        add(37, &[bucket(index - verb)]);
    }
    if let Some((pause, cue)) = layout.tail {
        let side = match index {
            _ if index < pause => 0,
            _ if index == pause => 1,
            _ if index <= cue => 2,
            _ => 3,
        };
        add(38, &[side]);
        if side == 0 {
            add(46, &[facts.at(cue).lower]);
        }
        let next = facts.at(cue + 1);
        add(39, &[u32::from(side > 0), if next.is_word { 1 } else { next.mark as u32 }]);
        let is_past = facts.at(cue).verb.is_some_and(|verb| verb.form == VerbForm::Past);
        add(47, &[side, u32::from(is_past), u32::from(next.is(lex::PRONOUN))]);
    }
}
