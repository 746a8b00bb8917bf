//! What the tagger of sentences sees of a token: its word and those near it, and where it stands to the sentence's cues.
//!
//! What a word says by itself is kept from article to article; what holds for a whole sentence, or from one cue to the
//! next, is weighed once. Training sees the same features, token by token.

use super::cues::CueClass;
use super::lexicon::{self as lex, Fact, Facts, Finite, NOTHING, VerbForm};
use super::tags::TagModel;
use crate::engine::learn::answers::Answers;
use crate::engine::learn::crf::{self, Sequence};
use crate::engine::learn::hash::{self, feature, feature_of};
use std::ops::Range;

type Sums = crf::Sums<1>;

/// How many words before and after a token are looked at.
const REACH: usize = 3;

/// What a word adds to the tokens around it: to the third one after it first, to the third one before it last.
type Blocks = [Sums; 2 * REACH + 1];

/// The features of two words' sorts, seen from the second and from the first.
const WITH_LAST: u32 = 20;
const WITH_NEXT: u32 = 21;

/// Features that are being gathered.
struct Features<'v>(&'v mut Vec<u32>);

impl Features<'_> {
    fn add(&mut self, template: u32, parts: &[u32]) {
        self.0.push(feature_of(3000 + template, parts));
    }
}

/// The weights of what is described.
fn weigh(model: &TagModel, features: &mut Vec<u32>, describe: impl FnOnce(&mut Features)) -> Sums {
    features.clear();
    describe(&mut Features(features));
    let mut sums = Sums::default();
    model.add(features, &mut sums);
    sums
}

/// All that the features of a word by itself depend on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Word {
    /// Its hash, or its sort when it begins with a capital.
    word: u32,
    sort: u32,
    /// The hash of its last three letters, of a word in small letters; else 0.
    ending: u32,
}

impl Word {
    fn new(fact: &Fact) -> Self {
        let is_name = fact.is_capital && fact.classes == 0 && fact.verb.is_none();
        Self { word: if is_name { fact.sort } else { fact.lower }, sort: fact.sort, ending: fact.ending }
    }

    /// What the word, some places on from the token, says by itself.
    fn describe(&self, offset: isize, features: &mut Features) {
        let (sort, word) = match offset {
            -3 => (10, None),
            -2 => (11, Some(16)),
            -1 => (12, Some(17)),
            1 => (13, Some(18)),
            2 => (14, Some(19)),
            3 => (15, None),
            _ => (3, Some(2)),
        };
        features.add(sort, &[self.sort]);
        if let Some(template) = word {
            features.add(template, &[self.word]);
        }
        if offset == 0 && self.ending != 0 {
            features.add(4, &[self.ending]);
        }
    }
}

/// How a token stands to its sentence's cues and marks, in small numbers: all that the features of its place depend on
/// but for the sorts of words beside it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
struct Spot {
    /// Whether the tokens before, at and after it are in marks.
    marks: [bool; 3],
    opens: bool,
    closes: bool,
    /// How far the cues are, none being [`NO_CUE`].
    last: u8,
    next: u8,
    stance: u8,
    that: u8,
    commas: u8,
    /// Whether it is behind the first comma after "According", where there is one.
    according: Option<bool>,
    is_behind_finite: bool,
}

/// No cue is there.
const NO_CUE: u8 = 9;

impl Spot {
    /// All of it in one number, another one for each spot.
    fn packed(&self) -> u32 {
        let bits = [self.opens, self.closes, self.is_behind_finite].into_iter().chain(self.marks);
        let bits = bits.fold(1, |sum, bit| sum << 1 | u32::from(bit));
        let according = self.according.map_or(0, |is_behind| 1 + u8::from(is_behind));
        let numbers = [self.last, self.next, self.stance, self.that, self.commas, according];
        numbers.into_iter().fold(bits, |sum, number| sum << 4 | u32::from(number))
    }

    fn describe(&self, features: &mut Features) {
        let cue = |distance: u8| if distance == NO_CUE { 99 } else { u32::from(distance) };
        features.add(22, &self.marks.map(u32::from));
        features.add(23, &[u32::from(self.opens), u32::from(self.closes)]);
        features.add(30, &[cue(self.last)]);
        features.add(34, &[cue(self.next)]);
        if self.stance != NO_CUE {
            features.add(37, &[u32::from(self.stance)]);
        }
        if self.that != NO_CUE {
            features.add(40, &[u32::from(self.that)]);
        }
        features.add(41, &[u32::from(self.commas), u32::from(self.that != NO_CUE)]);
        if let Some(is_behind) = self.according {
            features.add(42, &[u32::from(is_behind)]);
        }
        if self.is_behind_finite {
            features.add(45, &[1]);
        }
    }
}

/// What one reader with one model has worked out.
#[derive(Default)]
pub struct Memory {
    blocks: Answers<Word, Blocks>,
    /// What the sorts of two words side by side add to the first and to the second.
    pairs: Answers<[u32; 2], [Sums; 2]>,
    /// By all of a spot in one number.
    spots: Answers<u32, Sums>,
    /// Room for the features of one question.
    features: Vec<u32>,
}

impl Memory {
    fn pair(&mut self, model: &TagModel, sorts: [u32; 2]) -> &[Sums; 2] {
        let room = &mut self.features;
        self.pairs.get(feature(sorts[0], sorts[1]), sorts, || {
            [WITH_NEXT, WITH_LAST].map(|template| weigh(model, room, |features| features.add(template, &sorts)))
        })
    }

    fn spot(&mut self, model: &TagModel, spot: Spot) -> &Sums {
        let (question, room) = (spot.packed(), &mut self.features);
        self.spots.get(feature(1, question), question, || weigh(model, room, |features| spot.describe(features)))
    }

    fn blocks(&mut self, model: &TagModel, word: Word) -> &Blocks {
        let room = &mut self.features;
        self.blocks.get(feature(word.word, word.sort), word, || {
            let mut blocks = Blocks::default();
            for (offset, sums) in (-(REACH as isize)..).zip(&mut blocks) {
                *sums = weigh(model, room, |features| word.describe(offset, features));
            }
            blocks
        })
    }
}

/// A sentence, with what it as a whole says about its cues.
struct Sight<'f, 'r, 'a> {
    facts: &'f Facts<'r, 'a>,
    range: Range<usize>,
    /// The last cue before each token, none being the sentence's end.
    last: Vec<usize>,
    /// The next cue after each token, likewise.
    next: Vec<usize>,
    /// The last verb of attitude before, likewise.
    stance: Vec<usize>,
    /// Where "…, X said" begins near the end, and its cue.
    tail: Option<(usize, usize)>,
    cues: usize,
    /// The first comma after "According".
    according_comma: Option<usize>,
}

/// What has come since the last cue, and the last finite verb.
#[derive(Clone, Copy, Default)]
struct Since {
    that: Option<usize>,
    commas: u32,
    finite: Option<usize>,
    /// The last form in -ed, a finite verb behind other words.
    finite_behind: Option<usize>,
}

const THAT: u32 = hash::of_ascii("that");

/// So many words on, a finite verb is still near.
const SOON: usize = 6;

impl Since {
    /// Whether a finite verb has come from a token on.
    fn has_finite(&self, from: usize) -> bool {
        self.finite.is_some_and(|index| index >= from) || self.finite_behind.is_some_and(|index| index > from)
    }
}

impl<'f, 'r, 'a> Sight<'f, 'r, 'a> {
    fn new(facts: &'f Facts<'r, 'a>, range: Range<usize>) -> Self {
        let none = vec![range.end; range.len()];
        let (last, next, stance) = (none.clone(), none.clone(), none);
        let mut sight = Self { facts, last, next, stance, tail: None, cues: 0, according_comma: None, range };
        sight.find_cues();
        let is_comma = |index: &usize| facts.at(*index).mark == ',';
        if facts.at(sight.range.start).is_according() {
            sight.according_comma = sight.range.clone().find(is_comma);
        }
        sight
    }

    fn find_cues(&mut self) {
        let Range { start, end } = self.range;
        let (mut last, mut stance) = (end, end);
        let mut after = start;
        for index in self.range.clone() {
            (self.last[index - start], self.stance[index - start]) = (last, stance);
            let fact = self.facts.at(index);
            if fact.in_marks {
                continue;
            }
            if fact.verb.is_some_and(|verb| verb.class == CueClass::Stance) {
                stance = index;
            } else if fact.verb.is_some() || fact.is_according() {
                self.next[after - start..index - start].fill(index);
                (last, after) = (index, index);
                self.cues += 1;
                self.tail = self.tail_before(index).or(self.tail);
            }
        }
    }

    /// The comma before "X said", when one stands within nine tokens before the cue.
    fn tail_before(&self, cue: usize) -> Option<(usize, usize)> {
        let is_pause = |index: &usize| matches!(self.facts.at(*index).mark, ',' | '—' | '–' | '”');
        let pause = (self.range.start + 3..cue).rev().take(9).find(is_pause)?;
        Some((pause, cue))
    }

    fn cue(&self, cues: &[usize], index: usize) -> Option<usize> {
        cues.get(index - self.range.start).copied().filter(|&cue| cue < self.range.end)
    }

    fn near(&self, index: usize, offset: isize) -> &Fact {
        let at = index.wrapping_add_signed(offset);
        if self.range.contains(&at) { self.facts.at(at) } else { &NOTHING }
    }

    /// Before, at or after the tail's pause, or after its cue.
    fn side(&self, index: usize) -> u32 {
        self.tail.map_or(0, |(pause, cue)| match index {
            _ if index < pause => 0,
            _ if index == pause => 1,
            _ if index <= cue => 2,
            _ => 3,
        })
    }

    /// What comes to hold after a token.
    fn pass(&self, since: Since, index: usize) -> Since {
        let was_cue = self.cue(&self.last, index + 1) == Some(index);
        let mut since = if was_cue { Since { that: None, commas: 0, ..since } } else { since };
        match self.facts.finite_at(index) {
            Finite::Always => since.finite = Some(index),
            Finite::Behind => since.finite_behind = Some(index),
            Finite::Not => {}
        }
        let fact = self.facts.at(index);
        match fact.mark {
            ',' => since.commas += 1,
            _ if fact.lower == THAT && self.facts.reading.word(index) == "that" => since.that = Some(index),
            _ => {}
        }
        since
    }

    /// What holds for the whole sentence.
    fn describe_sentence(&self, features: &mut Features) {
        let in_marks = |index: usize| self.facts.at(index).in_marks;
        let any = self.range.clone().any(in_marks);
        let all = self.range.clone().all(|index| in_marks(index) || !self.facts.at(index).is_word);
        features.add(1, &[0]);
        features.add(43, &[self.cues.min(3) as u32]);
        features.add(44, &[u32::from(any), u32::from(all)]);
    }

    /// What holds from one cue, verb of attitude or side of the tail to the next.
    fn describe_stretch(&self, stretch: &Stretch, features: &mut Features) {
        let facts = self.facts;
        if let Some(cue) = stretch.last {
            let verb = facts.at(cue).verb;
            let first = facts.at(cue + 1);
            let first_word = if first.is_capital { first.sort } else { first.lower };
            let lemma = verb.map_or(999, |verb| u32::from(verb.lemma));
            features.add(31, &[facts.at(cue).lower]);
            features.add(32, &[if first.classes != 0 || !first.is_word { first_word } else { first.sort }]);
            features.add(33, &[lemma, first.sort]);
        }
        if let Some(cue) = stretch.next {
            features.add(35, &[facts.at(cue).lower]);
        }
        if let Some(verb) = stretch.stance {
            features.add(36, &[facts.at(verb).lower]);
        }
        if let Some((_, cue)) = self.tail {
            let side = stretch.side;
            features.add(38, &[side]);
            if side == 0 {
                features.add(46, &[facts.at(cue).lower]);
            }
            let next = facts.at(cue + 1);
            features.add(39, &[u32::from(side > 0), if next.is_word { 1 } else { next.mark as u32 }]);
            let is_past = facts.at(cue).verb.is_some_and(|verb| verb.form == VerbForm::Past);
            features.add(47, &[side, u32::from(is_past), u32::from(next.is(lex::PRONOUN))]);
        }
    }

    /// How one token stands.
    fn spot(&self, index: usize, stretch: &Stretch, since: &Since) -> Spot {
        let marks = [-1, 0, 1].map(|offset| self.near(index, offset).in_marks);
        let (opens, closes) = (index == self.range.start, index + 1 == self.range.end);
        let far = |other: Option<usize>| other.map_or(NO_CUE, |other| bucket(index.abs_diff(other)));
        Spot {
            marks,
            opens,
            closes,
            last: far(stretch.last),
            next: far(stretch.next),
            stance: far(stretch.stance),
            that: far(since.that),
            commas: since.commas.min(3) as u8,
            according: self.according_comma.map(|comma| index > comma),
            is_behind_finite: since.has_finite(index.saturating_sub(SOON).max(self.range.start)),
        }
    }

    fn stretch_at(&self, index: usize) -> Stretch {
        let [last, next, stance] = [&self.last, &self.next, &self.stance].map(|cues| self.cue(cues, index));
        Stretch { last, next, stance, side: self.side(index) }
    }
}

/// The cues that tokens stand between.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stretch {
    last: Option<usize>,
    next: Option<usize>,
    stance: Option<usize>,
    side: u32,
}

fn bucket(distance: usize) -> u8 {
    match distance {
        0..=5 => distance as u8,
        6..=9 => 6,
        10..=19 => 7,
        _ => 8,
    }
}

/// The features of a sentence's tokens, for training.
pub fn sequence(facts: &Facts, range: Range<usize>) -> Sequence {
    let sight = Sight::new(facts, range.clone());
    let mut sequence = Sequence::default();
    let mut since = Since::default();
    for index in range.clone() {
        let stretch = sight.stretch_at(index);
        let mut features = Features(&mut sequence.features);
        for offset in -(REACH as isize)..=REACH as isize {
            Word::new(sight.near(index, offset)).describe(offset, &mut features);
        }
        sight.describe_sentence(&mut features);
        sight.describe_stretch(&stretch, &mut features);
        let [before, here, after] = [-1, 0, 1].map(|offset| sight.near(index, offset).sort);
        features.add(WITH_LAST, &[before, here]);
        features.add(WITH_NEXT, &[here, after]);
        sight.spot(index, &stretch, &since).describe(&mut features);
        since = sight.pass(since, index);
        sequence.ends.push(sequence.features.len() as u32);
    }
    sequence
}

/// The weights of all features of a sentence's tokens, added up.
pub fn sums(facts: &Facts, range: Range<usize>, model: &TagModel, memory: &mut Memory) -> Vec<Sums> {
    let sight = Sight::new(facts, range.clone());
    let mut features = Vec::with_capacity(16);
    let of_sentence = weigh(model, &mut features, |features| sight.describe_sentence(features));
    let mut sums = vec![of_sentence; range.len()];
    // Every word is looked up once, and told to the tokens around it; so are the places just beyond the sentence.
    for place in 0..range.len() + 2 * REACH {
        let index = (range.start + place).checked_sub(REACH).filter(|index| range.contains(index));
        let blocks = memory.blocks(model, Word::new(index.map_or(&NOTHING, |index| facts.at(index))));
        let near = place.saturating_sub(2 * REACH)..(place + 1).min(range.len());
        let blocks = blocks[place + 1 - near.end..=place - near.start].iter().rev();
        sums[near].iter_mut().zip(blocks).for_each(|(sums, block)| sums.add(block));
    }
    for second in 0..=range.len() {
        let sorts = [-1, 0].map(|offset| sight.near(range.start + second, offset).sort);
        let [to_first, to_second] = memory.pair(model, sorts);
        second.checked_sub(1).and_then(|first| sums.get_mut(first)).into_iter().for_each(|sums| sums.add(to_first));
        sums.get_mut(second).into_iter().for_each(|sums| sums.add(to_second));
    }
    let mut since = Since::default();
    let mut of_stretch: Option<(Stretch, Sums)> = None;
    for (index, sums) in range.zip(&mut sums) {
        let stretch = sight.stretch_at(index);
        let (_, of_stretch) = match &of_stretch {
            Some(known) if known.0 == stretch => known,
            _ => {
                let sums = weigh(model, &mut features, |features| sight.describe_stretch(&stretch, features));
                &*of_stretch.insert((stretch, sums))
            }
        };
        sums.add(of_stretch);
        sums.add(memory.spot(model, sight.spot(index, &stretch, &since)));
        since = sight.pass(since, index);
    }
    sums
}
