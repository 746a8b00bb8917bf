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

/// All that is heard in an article.
pub(super) struct Hearsay<'h, 'a> {
    reading: &'h Reading<'a>,
    page: &'h Page,
    heard: HashMap<Heard>,
}

/// Longer names less probable are not heard.
const AUDIBLE: f32 = 0.1;

impl<'h, 'a> Hearsay<'h, 'a> {
    pub fn new(reading: &'h Reading<'a>, page: &'h Page, proposals: &[Proposal]) -> Self {
        let heard = HashMap::with_capacity_and_hasher(proposals.len() * 2, Default::default());
        let mut hearsay = Self { reading, page, heard };
        for proposal in proposals {
            hearsay.hear(As::Whole, hearsay.phrase(proposal), proposal);
            if !is_longer(proposal) {
                continue;
            }
            hearsay.hear(As::Last, hearsay.folded(proposal.last), proposal);
            hearsay.hear(As::First, hearsay.folded(proposal.first), proposal);
            for at in (proposal.first + 1..proposal.last).take(MOST_INNER) {
                hearsay.hear(As::Inner, hearsay.folded(at), proposal);
            }
            if let Some(initials) = hearsay.initials(proposal) {
                hearsay.hear(As::Initials, initials, proposal);
            }
        }
        hearsay
    }

    fn hear(&mut self, how: As, words: u32, proposal: &Proposal) {
        self.heard.entry(hash::feature(how as u32, words)).or_default().add(proposal);
    }

    fn get(&self, how: As, words: u32) -> Heard {
        self.heard.get(&hash::feature(how as u32, words)).copied().unwrap_or_default()
    }

    fn folded(&self, token: usize) -> u32 {
        self.page.words()[token].folded
    }

    fn phrase(&self, proposal: &Proposal) -> u32 {
        (proposal.first..=proposal.last).fold(hash::START, |sum, at| hash::feature(sum, self.folded(at)))
    }

    /// The large first letters of a name of several words, as an acronym has them.
    fn initials(&self, proposal: &Proposal) -> Option<u32> {
        let words = (proposal.first..=proposal.last).map(|at| self.reading.word(at));
        let letters = words.filter_map(|word| word.chars().next().filter(|c| c.is_uppercase()));
        let (count, sum) = letters
            .flat_map(char::to_lowercase)
            .fold((0, hash::START), |(count, sum), letter| (count + 1, hash::step(sum, letter)));
        (count > 1).then_some(sum)
    }

    /// What is heard of the same name elsewhere.
    pub fn same(&self, proposal: &Proposal) -> Heard {
        self.get(As::Whole, self.phrase(proposal)).without(proposal)
    }

    /// What is heard of longer names that end and begin with it, or of those that end and begin as it does; of names that
    /// hold it or are its last word, that are its first; of what it stands for, or of what
    /// stands for it.
    pub fn near(&self, proposal: &Proposal) -> [Heard; 5] {
        let (first, last) = (self.folded(proposal.first), self.folded(proposal.last));
        let is_one = proposal.first == proposal.last;
        let alone = |word: u32| self.get(As::Whole, hash::feature(hash::START, word));
        let others = |heard: Heard| if is_longer(proposal) { heard.without(proposal) } else { heard };
        let initials = if is_one {
            self.get(As::Initials, first)
        } else {
            self.initials(proposal).map_or_else(Heard::default, alone)
        };
        [
            others(self.get(As::Last, last)),
            others(self.get(As::First, first)),
            if is_one { self.get(As::Inner, first) } else { alone(last) },
            if is_one { Heard::default() } else { alone(first) },
            initials,
        ]
    }
}

/// So many words inside a name are heard.
const MOST_INNER: usize = 12;

fn is_longer(proposal: &Proposal) -> bool {
    proposal.first < proposal.last && proposal.total() >= AUDIBLE
}
