//! What the article's other proposals say of a name's words: the same name elsewhere, longer names that begin or end with
//! it, the name that an acronym may stand for.

use super::features::Page;
use super::proposals::{Proposal, THINGS};
use super::tagger::KINDS;
use crate::engine::Reading;
use crate::engine::learn::hash::{self, HashMap};

/// What is heard of some words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Heard {
    /// How many proposals there are.
    pub count: f32,
    total: f32,
    sums: [f32; THINGS],
    tops: [f32; THINGS],
}

impl Heard {
    fn add(&mut self, proposal: &Proposal) {
        self.count += 1.0;
        self.total += proposal.total();
        for ((sum, top), share) in self.sums.iter_mut().zip(&mut self.tops).zip(proposal.shares) {
            *sum += share;
            *top = top.max(share);
        }
    }

    /// Without one that was added.
    fn without(mut self, proposal: &Proposal) -> Self {
        self.count -= 1.0;
        self.total -= proposal.total();
        self.sums.iter_mut().zip(proposal.shares).for_each(|(sum, share)| *sum -= share);
        self
    }

    /// Four columns: the mean for this kind and for its best rival, all, the most for this kind.
    pub fn view(&self, kind: usize) -> [f32; 4] {
        if self.count < 0.5 {
            return [-1.0; 4];
        }
        let rival = (0..KINDS).filter(|one| *one != kind).fold(0f32, |top, one| top.max(self.sums[one]));
        [self.sums[kind] / self.count, rival / self.count, self.total, self.tops[kind]]
    }
}

/// How words lie in a name.
#[derive(Clone, Copy)]
enum As {
    Whole,
    Last,
    First,
    Inner,
    Initials,
}

/// Under what each proposal of an article is heard. It is the same whatever the proposals are taken for.
pub(super) struct Keys {
    of: Vec<Key>,
    /// How a longer name's words lie in it, by its place among all, in that order.
    of_longer: Vec<(u32, u32)>,
}

/// A whole name, and the acronym that it may have.
#[derive(Clone, Copy)]
struct Key {
    whole: u32,
    initials: Option<u32>,
    first: u32,
    last: u32,
}

impl Keys {
    pub fn new(reading: &Reading, page: &Page, proposals: &[Proposal]) -> Self {
        let folded = |token: usize| page.words()[token].folded;
        let mut keys =
            Self { of: Vec::with_capacity(proposals.len()), of_longer: Vec::with_capacity(proposals.len() * 2) };
        for (at, proposal) in (0..).zip(proposals) {
            let &Proposal { first, last, .. } = proposal;
            let whole = (first..=last).fold(hash::START, |sum, token| hash::feature(sum, folded(token)));
            let initials = initials(reading, proposal);
            keys.of.push(Key { whole, initials, first: folded(first), last: folded(last) });
            if first == last {
                continue;
            }
            let inner = (first + 1..last).take(MOST_INNER).map(|token| key(As::Inner, folded(token)));
            let ends = [key(As::Last, folded(last)), key(As::First, folded(first))];
            let all = ends.into_iter().chain(inner).chain(initials.map(|initials| key(As::Initials, initials)));
            keys.of_longer.extend(all.map(|key| (at, key)));
        }
        keys
    }
}

fn key(how: As, words: u32) -> u32 {
    hash::feature(how as u32, words)
}

/// The large first letters of a name of several words, as an acronym has them.
fn initials(reading: &Reading, proposal: &Proposal) -> Option<u32> {
    let words = (proposal.first..=proposal.last).map(|at| reading.word(at));
    let letters = words.filter_map(|word| word.chars().next().filter(|c| c.is_uppercase()));
    let (count, sum) = letters
        .flat_map(char::to_lowercase)
        .fold((0, hash::START), |(count, sum), letter| (count + 1, hash::step(sum, letter)));
    (count > 1).then_some(sum)
}

/// All that is heard in an article.
pub(super) struct Hearsay<'h> {
    keys: &'h Keys,
    heard: HashMap<Heard>,
}

/// Longer names less probable are not heard.
const AUDIBLE: f32 = 0.1;

impl<'h> Hearsay<'h> {
    /// What proposals with these keys say.
    pub fn new(keys: &'h Keys, proposals: &[Proposal]) -> Self {
        let mut heard: HashMap<Heard> = HashMap::with_capacity_and_hasher(proposals.len() * 2, Default::default());
        for (key_of, proposal) in keys.of.iter().zip(proposals) {
            heard.entry(key(As::Whole, key_of.whole)).or_default().add(proposal);
        }
        for &(at, key) in &keys.of_longer {
            if let Some(proposal) = proposals.get(at as usize).filter(|proposal| is_longer(proposal)) {
                heard.entry(key).or_default().add(proposal);
            }
        }
        Self { keys, heard }
    }

    fn get(&self, how: As, words: u32) -> Heard {
        self.heard.get(&key(how, words)).copied().unwrap_or_default()
    }

    /// What is heard of the same name elsewhere, the proposal being told by its place too.
    pub fn same(&self, at: usize, proposal: &Proposal) -> Heard {
        self.get(As::Whole, self.keys.of[at].whole).without(proposal)
    }

    /// What is heard of longer names that end and begin with it, or of those that end and begin as it does; of names that
    /// hold it or are its last word, that are its first; of what it stands for, or of what
    /// stands for it.
    pub fn near(&self, at: usize, proposal: &Proposal) -> [Heard; 5] {
        let Key { initials, first, last, .. } = self.keys.of[at];
        let is_one = proposal.first == proposal.last;
        let alone = |word: u32| self.get(As::Whole, hash::feature(hash::START, word));
        let others = |heard: Heard| if is_longer(proposal) { heard.without(proposal) } else { heard };
        let stands_for =
            if is_one { self.get(As::Initials, first) } else { initials.map_or_else(Heard::default, alone) };
        [
            others(self.get(As::Last, last)),
            others(self.get(As::First, first)),
            if is_one { self.get(As::Inner, first) } else { alone(last) },
            if is_one { Heard::default() } else { alone(first) },
            stands_for,
        ]
    }
}

/// So many words inside a name are heard.
const MOST_INNER: usize = 12;

fn is_longer(proposal: &Proposal) -> bool {
    proposal.first < proposal.last && proposal.total() >= AUDIBLE
}
