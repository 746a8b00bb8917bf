//! What the tagger sees of each token: the words near it, the run of capitals it stands in, and what the rest of the
//! article says of the same word.

use super::cases;
use super::families::Family;
use super::lists::{self, LISTS, class};
use super::memory::Memory;
use super::stretches;
use super::tagger::{Model, Sums};
use super::word::{self, Affixes, Case, Word};
use crate::engine::Reading;
use crate::engine::learn::crf::Sequence;
use crate::engine::learn::hash::{self, HashMap, feature};
use std::ops::Range;

/// What the article as a whole says of a word.
#[derive(Clone, Copy, Debug, Default)]
struct Evidence {
    small: u16,
    capital_inside: u16,
    after_title: u16,
    before_saying: u16,
    /// The neighbours of the word in the longest run of capitals it stands in.
    run_length: u16,
    run_before: u32,
    run_after: u32,
    /// What the word is short for, where the article says so: "the Haldane Dockers' Union (HDU)".
    gloss: Gloss,
}

/// The last word of what an acronym stands for.
#[derive(Clone, Copy, Debug, Default)]
struct Gloss {
    folded: u32,
    family: Family,
    is_capital: bool,
}

/// A whole article, ready for tagging.
pub struct Page {
    words: Vec<Word>,
    /// Runs of capitalised words: (first token, end token), by token; empty range outside.
    runs: Vec<(u32, u32)>,
    evidence: HashMap<Evidence>,
    /// Whether each sentence is set in capitals or title case, so that it says nothing of how words are written.
    loud: Vec<bool>,
}

/// What a token speaks for, by where that is read: its own word, those before and after it, its run of capitals, all else.
pub(super) type Parts = [Sums; PARTS];
/// How many parts there are.
pub(super) const PARTS: usize = 5;
/// The token's own word.
pub(super) const OWN: usize = 0;
/// The words before it.
pub(super) const LEFT: usize = 1;
/// The words after it.
pub(super) const RIGHT: usize = 2;
/// Its run of capitals.
pub(super) const RUN: usize = 3;
/// All else.
pub(super) const REST: usize = 4;

/// How many words before and after a token are looked at.
const REACH: isize = 2;
/// The parts that these belong to, from the first before it to the last after it.
const SIDES: [usize; 5] = [LEFT, LEFT, OWN, RIGHT, RIGHT];

/// How many words of a run of capitals are looked at as a whole; a headline in capitals may go on for ever.
const LONG_RUN: usize = 12;

/// Words in small letters that tie two runs of capitals into one name, or stand between two names.
const LINKS: &[&str] = &["of", "for", "and", "on", "in", "the", "de", "to", "at"];

const SAYING: &[&str] = &["said", "says", "told", "added", "say", "asked", "wrote", "tweeted", "announced", "warned"];

/// Where what the words in and beside a token speak for stays this much behind no name, it is none: "The", "But" and the
/// like at the head of a sentence. (-7 and -5 do the same on newswire.dev; at -4 some names go missing.)
const HOPELESS: f32 = -6.0;

/// Whether the words in and beside a token leave any hope that it is part of a name.
fn may_be_name(model: &Model, parts: &Parts) -> bool {
    let mut words = parts[OWN];
    words.add(&parts[LEFT]);
    words.add(&parts[RIGHT]);
    model.most(&words) > HOPELESS
}

impl Page {
    /// Reads the article once for all sentences.
    pub fn new(reading: &Reading, memory: &mut Memory) -> Self {
        let mut words: Vec<Word> = (0..reading.tokens.len()).map(|token| memory.word(reading, token)).collect();
        let loud = cases::as_usual(reading, &mut words);
        let mut page = Self { words, runs: Vec::new(), evidence: HashMap::default(), loud };
        page.find_runs(reading);
        page.cover_known(reading);
        page.gather(reading);
        page.count_small(reading);
        page
    }

    fn find_runs(&mut self, reading: &Reading) {
        self.runs = vec![(0, 0); self.words.len()];
        for sentence in &reading.sentences {
            let mut index = sentence.tokens.start;
            while index < sentence.tokens.end {
                if !self.words[index].is_capital() {
                    index += 1;
                    continue;
                }
                let mut end = index + 1;
                while end < sentence.tokens.end
                    && (self.words[end].is_capital() || self.links(reading, end, &sentence.tokens))
                {
                    end += 1;
                }
                self.runs[index..end].fill((index as u32, end as u32));
                index = end;
            }
        }
    }

    /// A hyphen or stop inside a run of capitals.
    fn links(&self, reading: &Reading, index: usize, tokens: &Range<usize>) -> bool {
        let next = index + 1;
        matches!(reading.word(index), "-" | "." | "&")
            && next < tokens.end
            && self.words[next].is_capital()
            && (reading.word(index) != "." || reading.word(index - 1).chars().count() <= 2)
    }

    fn cover_known(&mut self, reading: &Reading) {
        let mut index = 0;
        while index < self.words.len() {
            if !self.words[index].is_capital() {
                index += 1;
                continue;
            }
            let mut phrase = hash::START;
            let mut best = (0, 0);
            for length in 1..=lists::LONGEST {
                let at = index + length - 1;
                if at >= self.words.len() || reading.tokens[at].paragraph != reading.tokens[index].paragraph {
                    break;
                }
                // As in `lists::phrase` hyphens part words and are none.
                if matches!(reading.word(at), "-" | "–") {
                    continue;
                }
                phrase = lists::join_hashed(phrase, self.words[at].exact);
                let classes = LISTS.classes(phrase);
                if classes != 0 {
                    best = (length, classes);
                }
            }
            for offset in 0..best.0 {
                self.words[index + offset].covered = best.1;
                self.words[index + offset].begins = offset == 0;
            }
            index += best.0.max(1);
        }
    }

    fn gather(&mut self, reading: &Reading) {
        for (number, sentence) in reading.sentences.iter().enumerate() {
            if self.loud[number] {
                for word in self.words[sentence.tokens.clone()].iter().filter(|word| word.is_capital()) {
                    self.evidence.entry(word.folded).or_default();
                }
                continue;
            }
            for index in sentence.tokens.clone().filter(|&index| self.words[index].is_capital()) {
                let word = self.words[index];
                let gloss = self.gloss(reading, index, sentence.tokens.start);
                let evidence = self.evidence.entry(word.folded).or_default();
                let first = index == sentence.tokens.start;
                let before = index.checked_sub(1).filter(|_| !first).map(|at| self.words[at]);
                if before.is_some_and(|before| before.case != Case::Mark) {
                    evidence.capital_inside = evidence.capital_inside.saturating_add(1);
                }
                if before.is_some_and(|before| before.classes & class::TITLE != 0) {
                    evidence.after_title = evidence.after_title.saturating_add(1);
                }
                if index + 1 < sentence.tokens.end && SAYING.contains(&reading.word(index + 1)) {
                    evidence.before_saying = evidence.before_saying.saturating_add(1);
                }
                if let Some(gloss) = gloss {
                    evidence.gloss = gloss;
                }
                let (start, end) = self.runs[index];
                let length = (end - start) as u16;
                if length > evidence.run_length && length < 8 {
                    evidence.run_length = length;
                    evidence.run_before = if index as u32 > start { self.words[index - 1].folded } else { 0 };
                    evidence.run_after = if index as u32 + 1 < end { self.words[index + 1].folded } else { 0 };
                }
            }
        }
    }

    /// How often words that have capitals somewhere are written in small letters.
    fn count_small(&mut self, reading: &Reading) {
        for (sentence, _) in reading.sentences.iter().zip(&self.loud).filter(|(_, is_loud)| !**is_loud) {
            let words = self.words.get(sentence.tokens.clone()).unwrap_or_default();
            for word in words.iter().filter(|word| word.case == Case::Lower) {
                if let Some(evidence) = self.evidence.get_mut(&word.folded) {
                    evidence.small = evidence.small.saturating_add(1);
                }
            }
        }
    }

    /// What an acronym in brackets stands for: the words before the bracket whose first letters make it.
    fn gloss(&self, reading: &Reading, index: usize, sentence_start: usize) -> Option<Gloss> {
        let bracket = index.checked_sub(1).filter(|&at| at > sentence_start && reading.word(at) == "(")?;
        let mut letters = reading.word(index).chars().rev().flat_map(char::to_lowercase).filter(|c| c.is_alphabetic());
        let mut wanted = letters.next()?;
        let mut missed = 0;
        let last = self.words[bracket - 1];
        for at in (sentence_start..bracket).rev().take(12) {
            let Some(first) = reading.word(at).chars().flat_map(char::to_lowercase).next() else { continue };
            if first != wanted {
                missed += u32::from(!LINKS.contains(&reading.word(at)) && first.is_alphabetic());
                if missed > 1 {
                    return None;
                }
                continue;
            }
            match letters.next() {
                Some(next) => wanted = next,
                None => {
                    let is_capital = self.words[at].is_capital() && last.is_capital();
                    return Some(Gloss { folded: last.folded, family: last.family, is_capital });
                }
            }
        }
        None
    }

    /// The features of one sentence, for training.
    pub fn sequence(&self, reading: &Reading, sentence: usize) -> Sequence {
        let tokens = reading.sentences[sentence].tokens.clone();
        let mut sequence = Sequence::default();
        sequence.features.reserve(tokens.len() * 48);
        for index in tokens.clone() {
            let mut push = |template: u32, value: u32| sequence.features.push(feature(template, value));
            for offset in -REACH..=REACH {
                let at = index.checked_add_signed(offset).filter(|at| tokens.contains(at));
                let word = at.map(|at| (self.words[at], Affixes::new(reading.word(at))));
                word::describe(offset, word.as_ref(), &mut push);
            }
            if let Some(run) = self.run_of(index) {
                self.describe_run(reading, run, &tokens, &mut push);
            }
            self.describe(reading, index, &tokens, &mut push);
            sequence.ends.push(sequence.features.len() as u32);
        }
        sequence
    }

    /// All words of the article.
    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    /// The run of capitals a token stands in.
    pub(super) fn run(&self, index: usize) -> Option<Range<usize>> {
        self.run_of(index)
    }

    /// Whether a sentence is set in capitals or title case.
    pub(super) fn is_loud(&self, sentence: usize) -> bool {
        self.loud.get(sentence).copied().unwrap_or_default()
    }

    /// How often a token's word is written small, and with a capital inside a sentence.
    pub(super) fn small_and_large(&self, index: usize) -> [f32; 2] {
        let evidence = self.evidence.get(&self.words[index].folded).copied().unwrap_or_default();
        [f32::from(evidence.small), f32::from(evidence.capital_inside)]
    }

    /// Where names may be in a sentence.
    pub fn stretches(&self, reading: &Reading, sentence: usize) -> Vec<Range<usize>> {
        stretches::find(reading, &self.words, reading.sentences[sentence].tokens.clone())
    }

    /// Gives the weights of all features, added up by part: what each token of a stretch of a sentence speaks for.
    pub fn parts(
        &self,
        reading: &Reading,
        sentence: usize,
        stretch: Range<usize>,
        model: &Model,
        memory: &mut Memory,
        parts: &mut Vec<Parts>,
    ) {
        let tokens = reading.sentences[sentence].tokens.clone();
        parts.clear();
        parts.resize(stretch.len(), Parts::default());
        let reach = REACH as usize;
        // Every word is looked up once, and told to the tokens around it; so are the places just beyond the sentence.
        for place in 0..stretch.len() + 2 * reach {
            let index = (stretch.start + place).checked_sub(reach).filter(|index| tokens.contains(index));
            let near = place.saturating_sub(2 * reach)..(place + 1).min(stretch.len());
            // The word stands `place - reach - token` after the token.
            let places = place + 1 - near.end..place + 1 - near.start;
            let word = index.map(|index| (index, &self.words[index]));
            memory.blocks(model, reading, word, places, |side, block| parts[place - side][SIDES[side]].add(block));
        }
        if !parts.iter().any(|parts| may_be_name(model, parts)) {
            parts.clear();
            return;
        }
        let mut features = Vec::with_capacity(64);
        let mut of_run = Sums::default();
        for (index, parts) in stretch.zip(parts) {
            if let Some(run) = self.run_of(index) {
                if run.start == index {
                    features.clear();
                    of_run = Sums::default();
                    let mut push = |template: u32, value: u32| features.push(feature(template, value));
                    self.describe_run(reading, run, &tokens, &mut push);
                    model.add(&features, &mut of_run);
                }
                parts[RUN].add(&of_run);
            }
            features.clear();
            let mut push = |template: u32, value: u32| features.push(feature(template, value));
            self.describe(reading, index, &tokens, &mut push);
            model.add(&features, &mut parts[REST]);
        }
    }

    /// The run of capitals a token stands in.
    fn run_of(&self, index: usize) -> Option<Range<usize>> {
        let (start, end) = self.runs[index];
        (start < end).then_some(start as usize..end as usize)
    }

    /// The word some places on, in the same sentence.
    fn near(&self, index: usize, offset: isize, tokens: &Range<usize>) -> Option<&Word> {
        let at = index.checked_add_signed(offset)?;
        self.words.get(at).filter(|_| tokens.contains(&at))
    }

    /// What is known of a token beyond what each word near it says by itself.
    fn describe(&self, reading: &Reading, index: usize, tokens: &Range<usize>, push: &mut impl FnMut(u32, u32)) {
        let word = &self.words[index];
        let (before, after) = (self.near(index, -1, tokens), self.near(index, 1, tokens));
        let case = word.case as u32;
        let case_of = |word: Option<&Word>| word.map_or(9, |word| word.case as u32);
        push(20, case * 64 + case_of(before) * 8 + case_of(after));
        push(21, u32::from(index == tokens.start) * 16 + case);
        push(26, (u32::from(word.covered) * 2 + u32::from(word.begins)) * 64 + case_of(after));
        let large = |word: Option<&Word>| word.map_or(0, |word| u32::from(word.family.large));
        push(51, large(before) * 64 + large(Some(word)));
        push(52, large(Some(word)) * 64 + large(after));
        self.describe_place(reading, index, tokens, push);
        self.describe_evidence(word, push);
    }

    /// What the run of capitals says of the token's place in it, or a link of the runs on both its sides.
    fn describe_place(&self, reading: &Reading, index: usize, tokens: &Range<usize>, push: &mut impl FnMut(u32, u32)) {
        let (start, end) = self.runs[index];
        if start == end {
            self.describe_link(reading, index, tokens, push);
            return;
        }
        let (start, end) = (start as usize, end as usize);
        let place = ((index - start).min(4) * 8 + (end - start).min(7)) as u32;
        push(27, place);
        let classes =
            self.words[start..end.min(start + LONG_RUN)].iter().fold(0, |classes, word| classes | word.classes);
        push(33, u32::from(classes) * 64 + place);
    }

    /// What all tokens of a run of capitals share.
    fn describe_run(
        &self,
        reading: &Reading,
        run: Range<usize>,
        tokens: &Range<usize>,
        push: &mut impl FnMut(u32, u32),
    ) {
        let Range { start, end } = run;
        if let Some((link, run)) = self.run_before(reading, start, tokens) {
            push(58, feature(link, self.words[run.end - 1].folded));
            push(59, feature(link, u32::from(self.words[run.end - 1].family.middle)));
            push(60, feature(link, self.words[run.start].folded));
            push(61, feature(link, u32::from(self.words[run.start].family.small)));
        }
        if let Some((link, run)) = self.run_after(reading, end, tokens) {
            push(62, feature(link, self.words[run.end - 1].folded));
            push(63, feature(link, u32::from(self.words[run.start].family.middle)));
        }
        let (first, last) = (&self.words[start], &self.words[end - 1]);
        let before = start.checked_sub(1).filter(|at| tokens.contains(at)).map(|at| &self.words[at]);
        let after = Some(end).filter(|at| tokens.contains(at)).map(|at| &self.words[at]);
        let (word_before, word_after) = (before.map_or(1, |word| word.folded), after.map_or(2, |word| word.folded));
        push(28, word_before);
        push(29, word_after);
        push(30, feature(word_before, word_after));
        push(31, last.folded);
        push(32, first.folded);
        push(34, u32::from(last.classes) * 16 + (end - start).min(7) as u32);
        push(53, u32::from(last.family.small));
        push(54, u32::from(last.family.middle));
        push(55, u32::from(first.family.small));
        push(56, before.map_or(999, |word| u32::from(word.family.middle)));
        push(57, after.map_or(999, |word| u32::from(word.family.middle)));
        push(76, u32::from(first.role.own) * 256 + u32::from(last.role.own));
        push(77, u32::from(first.role.own));
        push(78, u32::from(last.role.own));
        push(79, before.map_or(99, |word| u32::from(word.role.before)));
        push(80, after.map_or(99, |word| u32::from(word.role.after)));
    }

    /// The run of capitals before a run, and the link between: "Ministry" before "of Health".
    fn run_before(&self, reading: &Reading, start: usize, tokens: &Range<usize>) -> Option<(u32, Range<usize>)> {
        let mut link = start.checked_sub(1).filter(|at| tokens.contains(at))?;
        if reading.word(link) == "the" {
            link = link.checked_sub(1).filter(|at| tokens.contains(at))?;
        }
        let before = link.checked_sub(1).filter(|at| tokens.contains(at))?;
        self.linked(reading, link, before)
    }

    /// The run of capitals after a run, and the link between.
    fn run_after(&self, reading: &Reading, end: usize, tokens: &Range<usize>) -> Option<(u32, Range<usize>)> {
        let mut after = end + 1;
        if tokens.contains(&after) && reading.word(after) == "the" {
            after += 1;
        }
        tokens.contains(&after).then(|| self.linked(reading, end, after)).flatten()
    }

    fn linked(&self, reading: &Reading, link: usize, beyond: usize) -> Option<(u32, Range<usize>)> {
        let (start, end) = self.runs[beyond];
        let is_link = LINKS.contains(&reading.word(link)) || matches!(reading.word(link), "," | "&");
        (is_link && start < end).then(|| (self.words[link].folded, start as usize..end as usize))
    }

    /// A link sees the runs on both its sides.
    fn describe_link(&self, reading: &Reading, index: usize, tokens: &Range<usize>, push: &mut impl FnMut(u32, u32)) {
        let after = self.run_after(reading, index, tokens);
        let (Some((_, before)), Some((link, after))) = (self.run_before(reading, index + 1, tokens), after) else {
            return;
        };
        let (head, next) = (self.words[before.end - 1], self.words[after.start]);
        push(64, feature(link, head.folded));
        push(65, feature(link, u32::from(head.family.middle)));
        push(66, feature(link, feature(u32::from(head.family.large), u32::from(next.family.large))));
        push(67, feature(link, self.words[before.start].folded));
        push(68, feature(link, self.words[after.end - 1].folded));
    }

    fn describe_evidence(&self, word: &Word, push: &mut impl FnMut(u32, u32)) {
        if !word.is_capital() {
            return;
        }
        let evidence = self.evidence.get(&word.folded).copied().unwrap_or_default();
        let level = |count: u16| match count {
            0 => 0,
            1 => 1,
            2..=3 => 2,
            _ => 3,
        };
        push(35, level(evidence.small) * 4 + level(evidence.capital_inside));
        push(36, level(evidence.after_title));
        push(37, level(evidence.before_saying));
        push(38, u32::from(evidence.run_length));
        if evidence.gloss.folded != 0 {
            let gloss = evidence.gloss;
            push(69, gloss.folded);
            push(70, u32::from(gloss.family.middle) * 2 + u32::from(gloss.is_capital));
            push(71, 2 + u32::from(gloss.is_capital));
        }
        push(39, evidence.run_before);
        push(40, evidence.run_after);
        let neighbour =
            |folded: u32| self.evidence.get(&folded).map_or(0, |e| level(e.before_saying) * 4 + level(e.after_title));
        push(41, neighbour(evidence.run_after) * 16 + neighbour(evidence.run_before));
    }
}
