//! What the tagger sees of each token: the word and its neighbours, its shape, the run of capitals it stands in, the
//! word lists, and what the rest of the article says of the same word.

use super::families::{FAMILIES, Family, Role};
use super::lists::{self, LISTS, class};
use crate::engine::learn::crf::Sequence;
use crate::engine::learn::hash::{self, HashMap, feature};
use crate::engine::{Reading, TokenKind};
use std::ops::Range;

/// How a word is capitalised.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Case {
    Lower,
    Title,
    Upper,
    Mixed,
    Digit,
    Mark,
}

/// One token's own particulars, made once.
#[derive(Clone, Copy, Debug)]
struct Word {
    folded: u32,
    shape: u32,
    case: Case,
    classes: u16,
    /// The classes of the longest known name that covers the token.
    covered: u16,
    /// Whether that name begins here.
    begins: bool,
    family: Family,
    role: Role,
    affixes: [u32; 7],
}

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
    /// Whether each sentence is set in capitals or title case, so that capitals say little.
    loud: Vec<Loud>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Loud {
    No,
    TitleCase,
    Capitals,
}

/// How many words of a run of capitals are looked at as a whole; a headline in capitals may go on for ever.
const LONG_RUN: usize = 12;

/// Words in small letters that tie two runs of capitals into one name, or stand between two names.
const LINKS: &[&str] = &["of", "for", "and", "on", "in", "the", "de", "to", "at"];

const SAYING: &[&str] = &["said", "says", "told", "added", "say", "asked", "wrote", "tweeted", "announced", "warned"];

fn case_of(word: &str) -> Case {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return Case::Mark };
    if first.is_numeric() {
        return Case::Digit;
    }
    if !first.is_alphabetic() {
        return Case::Mark;
    }
    let (mut upper, mut lower) = (0, 0);
    for c in chars {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    match (first.is_uppercase(), upper, lower) {
        (true, 0, 0) => Case::Upper,
        (true, 0, _) => Case::Title,
        (true, _, 0) => Case::Upper,
        (false, 0, _) => Case::Lower,
        _ => Case::Mixed,
    }
}

fn shape_of(word: &str) -> u32 {
    let mut last = ' ';
    let mut repeated = 0;
    word.chars().fold(hash::START, |shape, c| {
        let sort = if c.is_uppercase() {
            'X'
        } else if c.is_alphabetic() {
            'x'
        } else if c.is_numeric() {
            '0'
        } else {
            c
        };
        repeated = if sort == last { repeated + 1 } else { 0 };
        last = sort;
        if repeated < 2 { hash::step(shape, sort) } else { shape }
    })
}

impl Word {
    fn new(text: &str) -> Self {
        let mut prefixes = [0u32; 3];
        let mut hashed = hash::START;
        for (index, c) in text.chars().flat_map(char::to_lowercase).enumerate() {
            hashed = hash::step(hashed, c);
            if let Some(slot) = prefixes.get_mut(index) {
                *slot = hashed;
            }
        }
        let mut suffixes = [0u32; 4];
        let mut backward = hash::START;
        for (slot, c) in suffixes.iter_mut().zip(text.chars().rev().flat_map(char::to_lowercase)) {
            backward = hash::step(backward, c);
            *slot = backward;
        }
        let [a, b, c] = prefixes;
        let [d, e, f, g] = suffixes;
        let (family, role) = FAMILIES.with_role(hashed);
        Self {
            folded: hashed,
            shape: shape_of(text),
            case: case_of(text),
            classes: LISTS.classes(lists::join(hash::START, text)),
            covered: 0,
            begins: false,
            family,
            role,
            affixes: [a, b, c, d, e, f, g],
        }
    }

    fn is_capital(self) -> bool {
        matches!(self.case, Case::Title | Case::Upper | Case::Mixed)
    }
}

impl Page {
    /// Reads the article once for all sentences.
    pub fn new(reading: &Reading) -> Self {
        let words = (0..reading.tokens.len()).map(|index| Word::new(reading.word(index))).collect();
        let mut page = Self { words, runs: Vec::new(), evidence: HashMap::default(), loud: Vec::new() };
        page.loud = reading.sentences.iter().map(|sentence| page.loudness(reading, sentence.tokens.clone())).collect();
        page.find_runs(reading);
        page.cover_known(reading);
        page.gather(reading);
        page
    }

    fn loudness(&self, reading: &Reading, tokens: Range<usize>) -> Loud {
        let (mut small, mut title, mut upper) = (0, 0, 0);
        for index in tokens.filter(|&index| reading.tokens[index].kind == TokenKind::Word) {
            match self.words[index].case {
                Case::Lower => small += usize::from(reading.word(index).chars().count() > 3),
                Case::Title => title += 1,
                Case::Upper => upper += 1,
                Case::Mixed | Case::Digit | Case::Mark => {}
            }
        }
        if upper >= 4 && title + small == 0 {
            Loud::Capitals
        } else if title + upper >= 4 && small * 6 <= title + upper {
            Loud::TitleCase
        } else {
            Loud::No
        }
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
                phrase = lists::join(phrase, reading.word(at));
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
            if self.loud[number] != Loud::No {
                continue;
            }
            for index in sentence.tokens.clone() {
                let word = self.words[index];
                let evidence = self.evidence.entry(word.folded).or_default();
                if word.case == Case::Lower {
                    evidence.small = evidence.small.saturating_add(1);
                }
                if !word.is_capital() {
                    continue;
                }
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
                if let Some(gloss) = self.gloss(reading, index, sentence.tokens.start) {
                    self.evidence.entry(word.folded).or_default().gloss = gloss;
                }
                let evidence = self.evidence.entry(word.folded).or_default();
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

    /// The features of one sentence.
    pub fn sequence(&self, reading: &Reading, sentence: usize) -> Sequence {
        let tokens = reading.sentences[sentence].tokens.clone();
        let mut sequence = Sequence::default();
        sequence.features.reserve(tokens.len() * 48);
        for index in tokens.clone() {
            self.describe(reading, index, &tokens, self.loud[sentence], &mut sequence.features);
            sequence.ends.push(sequence.features.len() as u32);
        }
        sequence
    }

    fn describe(&self, reading: &Reading, index: usize, tokens: &Range<usize>, loud: Loud, out: &mut Vec<u32>) {
        let near = |offset: isize| {
            let at = index.checked_add_signed(offset)?;
            tokens.contains(&at).then(|| self.words[at])
        };
        let word = self.words[index];
        let quiet = match loud {
            Loud::No => 0,
            Loud::TitleCase => 1,
            Loud::Capitals => 2,
        };
        let mut push = |template: u32, value: u32| out.push(feature(template, value));
        push(0, quiet);
        push(1, word.folded);
        for (template, offset) in [(2, -1), (3, 1), (4, -2), (5, 2)] {
            push(template, near(offset).map_or(offset as u32, |word| word.folded));
        }
        for (template, offset) in [(6, 0), (7, -1), (8, 1), (9, 2)] {
            push(template, near(offset).map_or(7, |word| word.shape) ^ quiet);
        }
        for (template, affix) in (10..).zip(word.affixes) {
            if affix != 0 {
                push(template, affix);
            }
        }
        for (template, offset) in [(17, -1), (18, 1)] {
            push(template, near(offset).map_or(0, |word| word.affixes[5]));
        }
        let case = word.case as u32 * 4 + quiet;
        push(19, case);
        push(20, case * 64 + near(-1).map_or(9, |w| w.case as u32) * 8 + near(1).map_or(9, |w| w.case as u32));
        push(21, u32::from(index == tokens.start) * 16 + case);
        self.describe_known(index, &near, &mut push);
        self.describe_families(index, &near, &mut push);
        self.describe_run(reading, index, tokens, &mut push);
        self.describe_evidence(word, &mut push);
    }

    fn describe_known(&self, index: usize, near: &dyn Fn(isize) -> Option<Word>, push: &mut impl FnMut(u32, u32)) {
        let word = self.words[index];
        let covered = u32::from(word.covered) * 2 + u32::from(word.begins);
        push(22, covered);
        push(23, u32::from(word.classes));
        push(24, near(-1).map_or(0, |word| u32::from(word.classes) * 4096 + u32::from(word.covered)));
        push(25, near(1).map_or(0, |word| u32::from(word.classes) * 4096 + u32::from(word.covered)));
        push(26, covered * 64 + near(1).map_or(9, |word| word.case as u32));
    }

    fn describe_families(&self, index: usize, near: &dyn Fn(isize) -> Option<Word>, push: &mut impl FnMut(u32, u32)) {
        let word = self.words[index];
        let family = |offset: isize| near(offset).map_or(Family::default(), |word| word.family);
        let (before, here, after) = (family(-1), word.family, family(1));
        push(42, u32::from(here.small));
        push(43, u32::from(here.middle) * 8 + word.case as u32);
        push(44, u32::from(here.large) * 8 + word.case as u32);
        push(45, u32::from(before.small));
        push(46, u32::from(after.small));
        push(47, u32::from(before.middle));
        push(48, u32::from(after.middle));
        push(49, u32::from(family(-2).middle));
        push(50, u32::from(family(2).middle));
        push(51, u32::from(before.large) * 64 + u32::from(here.large));
        push(52, u32::from(here.large) * 64 + u32::from(after.large));
        push(72, u32::from(word.role.own));
        push(73, u32::from(word.role.own) * 8 + word.case as u32);
        push(74, near(-1).map_or(99, |word| u32::from(word.role.before)));
        push(75, near(1).map_or(99, |word| u32::from(word.role.after)));
    }

    fn describe_run(&self, reading: &Reading, index: usize, tokens: &Range<usize>, push: &mut impl FnMut(u32, u32)) {
        let (start, end) = self.runs[index];
        if start == end {
            self.describe_link(reading, index, tokens, push);
            return;
        }
        let (start, end) = (start as usize, end as usize);
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
        let place = ((index - start).min(4) * 8 + (end - start).min(7)) as u32;
        push(27, place);
        let before = start.checked_sub(1).filter(|at| tokens.contains(at)).map_or(1, |at| self.words[at].folded);
        let after = if tokens.contains(&end) { self.words[end].folded } else { 2 };
        push(28, before);
        push(29, after);
        push(30, feature(before, after));
        let last = self.words[end - 1];
        push(31, last.folded);
        push(32, self.words[start].folded);
        let classes =
            self.words[start..end.min(start + LONG_RUN)].iter().fold(0, |classes, word| classes | word.classes);
        push(33, u32::from(classes) * 64 + place);
        push(34, u32::from(last.classes) * 16 + (end - start).min(7) as u32);
        push(53, u32::from(last.family.small));
        push(54, u32::from(last.family.middle));
        push(55, u32::from(self.words[start].family.small));
        let outside = |at: usize| if tokens.contains(&at) { u32::from(self.words[at].family.middle) } else { 999 };
        push(56, start.checked_sub(1).map_or(999, outside));
        push(57, outside(end));
        let (first, before) = (self.words[start], start.checked_sub(1).filter(|at| tokens.contains(at)));
        let after = Some(end).filter(|at| tokens.contains(at));
        push(76, u32::from(first.role.own) * 256 + u32::from(last.role.own));
        push(77, u32::from(first.role.own));
        push(78, u32::from(last.role.own));
        push(79, before.map_or(99, |at| u32::from(self.words[at].role.before)));
        push(80, after.map_or(99, |at| u32::from(self.words[at].role.after)));
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

    fn describe_evidence(&self, word: Word, push: &mut impl FnMut(u32, u32)) {
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
