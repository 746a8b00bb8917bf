//! What the judge sees of a proposal: a column a number.

use super::features::Page;
use super::heard::{Hearsay, Keys};
use super::lists::{self, LISTS, class};
use super::proposals::{Proposal, THINGS};
use super::tagger::KINDS;
use super::word::Case;
use crate::engine::learn::hash;
use crate::engine::{Reading, TokenKind};
use std::ops::Range;

/// The article as the judge sees it.
pub(super) struct Bench<'b, 'a> {
    reading: &'b Reading<'a>,
    page: &'b Page,
    keys: &'b Keys,
    hearsay: Hearsay<'b>,
    proposals: &'b [Proposal],
}

impl<'b, 'a> Bench<'b, 'a> {
    pub fn new(reading: &'b Reading<'a>, page: &'b Page, keys: &'b Keys, proposals: &'b [Proposal]) -> Self {
        Self { reading, page, keys, hearsay: Hearsay::new(keys, proposals), proposals }
    }

    /// The article as a later judge sees it, the proposals having been weighed once.
    pub fn again<'z>(&'z self, weighed: &'z [Proposal]) -> Bench<'z, 'a> {
        Bench::new(self.reading, self.page, self.keys, weighed)
    }

    /// The columns that a later judge sees of a proposal among others as a name of this kind beside those of the first one:
    /// what that one makes of it, its rivals, its sides and the rest of the article.
    pub fn look_again(&self, near: Range<usize>, at: usize, kind: usize, view: &mut Vec<f32>) {
        let proposal = &self.proposals[at];
        let rivals = Rivals::new(&self.proposals[near], proposal);
        view.extend(rivals.shared);
        view.extend([logit(proposal.shares[kind]), proposal.total(), best_but(&proposal.shares, kind)]);
        view.push(rivals.shares[kind]);
        view.extend(self.hearsay.same(at, proposal).view(kind));
        self.hearsay.near(at, proposal).iter().for_each(|heard| view.extend(heard.view(kind)));
        view.extend(self.sides(at).map(|side| side.map_or(-1.0, |shares| shares[kind])));
    }

    /// What is seen of a proposal, by its place among all and those near it, as a name of each of the kinds given: `told` is
    /// given the kind and the columns.
    pub fn views(
        &self,
        near: Range<usize>,
        at: usize,
        kinds: impl Iterator<Item = usize>,
        mut told: impl FnMut(usize, &[f32]),
    ) {
        let proposal = &self.proposals[at];
        let mut shared = Vec::with_capacity(128);
        shared.extend(proposal.shares);
        shared.push(proposal.total());
        self.add_words(proposal, &mut shared);
        self.add_place(proposal, &mut shared);
        let same = self.hearsay.same(at, proposal);
        shared.push(same.count);
        let heard = self.hearsay.near(at, proposal);
        let rivals = Rivals::new(&self.proposals[near], proposal);
        shared.extend(rivals.shared);
        let sides = self.sides(at);
        let begin = shared.len();
        let mut view = shared;
        for kind in kinds {
            view.truncate(begin);
            view.push(logit(proposal.shares[kind]));
            view.extend((0..KINDS).map(|one| yes(one == kind)));
            view.push(best_but(&proposal.shares, kind));
            view.push(rivals.shares[kind]);
            view.extend(same.view(kind));
            heard.iter().for_each(|heard| view.extend(heard.view(kind)));
            for spoken in &proposal.spoken {
                view.extend([spoken[kind], spoken[kind] - best_but(spoken, kind)]);
            }
            view.extend(sides.map(|side| side.map_or(-1.0, |shares| shares[kind])));
            told(kind, &view);
        }
    }

    fn add_words(&self, proposal: &Proposal, view: &mut Vec<f32>) {
        let words = &self.page.words()[proposal.first..=proposal.last];
        let texts = || (proposal.first..=proposal.last).map(|at| self.reading.word(at));
        let is_any = |these: &[&str]| yes(texts().any(|word| these.contains(&word)));
        view.push(words.len() as f32);
        view.push(texts().map(|word| word.chars().count()).sum::<usize>() as f32);
        view.push(yes(words.iter().all(|word| word.case == Case::Upper)));
        view.push(yes(words.iter().any(|word| word.case == Case::Upper)));
        view.push(yes(words.iter().any(|word| word.case == Case::Digit)));
        view.push(yes(words.iter().any(|word| word.case == Case::Mixed)));
        view.push(words.iter().filter(|word| word.case == Case::Lower).count() as f32);
        view.extend([is_any(&["of", "for"]), is_any(&["and", "&"]), is_any(&["the"]), is_any(&["-"])]);
        view.push(
            yes((proposal.first..=proposal.last).any(|at| self.reading.tokens[at].kind == TokenKind::Possessive)),
        );
        let phrase =
            words.iter().take(lists::LONGEST).fold(hash::START, |phrase, word| lists::join_hashed(phrase, word.exact));
        let whole = if words.len() <= lists::LONGEST { LISTS.classes(phrase) } else { 0 };
        let (first, last) = (words[0].classes, words[words.len() - 1].classes);
        let any = words.iter().fold(0, |all, word| all | word.classes);
        const PERSON: u16 = class::MALE | class::FEMALE;
        for (classes, bits) in [
            (whole, class::COUNTRY),
            (whole, class::GROUP),
            (whole, class::PLACE),
            (first, PERSON),
            (first, class::TITLE),
            (first, class::GROUP | class::COUNTRY | class::PLACE),
            (last, class::ORGANISATION),
            (any, class::ORGANISATION),
            (last, class::COUNTRY | class::PLACE),
            (any, class::COUNTRY | class::PLACE),
            (any, class::CALENDAR),
        ] {
            view.push(yes(classes & bits != 0));
        }
        let known = words.iter().filter(|word| word.family.large != 0).count() as f32 / words.len() as f32;
        view.push(known);
        let evidence = self.page.small_and_large(proposal.first);
        view.extend(evidence);
        view.extend(self.page.small_and_large(proposal.last));
    }

    fn add_place(&self, proposal: &Proposal, view: &mut Vec<f32>) {
        let (first, last) = (proposal.first, proposal.last);
        let sentence = self.reading.tokens[first].sentence as usize;
        let tokens = self.reading.sentences[sentence].tokens.clone();
        let words = self.page.words();
        let before = first.checked_sub(1).filter(|at| tokens.contains(at));
        let after = Some(last + 1).filter(|at| tokens.contains(at));
        let text = |at: Option<usize>| at.map_or("", |at| self.reading.word(at));
        let is = |word: &str, these: &[&str]| yes(these.contains(&word));
        view.push(yes(before.is_none()));
        view.push(yes(after.is_none()));
        view.push(yes(self.page.is_loud(sentence)));
        view.push(self.reading.tokens[first].paragraph as f32);
        view.push(tokens.len() as f32);
        let word = text(before);
        view.extend([
            is(word, &["the", "The"]),
            is(word, &["a", "an", "A", "An"]),
            is(word, &["in", "In", "near", "outside", "across", "around", "throughout", "from", "to"]),
            is(word, &["at", "At"]),
            is(word, &["of"]),
            is(word, &["by", "with", "against", "for", "between"]),
            is(word, &[","]),
            is(word, &["and", "or"]),
            is(word, &["("]),
            is(word, &["'", "\"", "“", "‘"]),
        ]);
        view.push(yes(before.is_some_and(|at| words[at].is_capital())));
        view.push(yes(before.is_some_and(|at| words[at].classes & class::TITLE != 0)));
        view.push(yes(before.is_some_and(|at| self.reading.tokens[at].kind == TokenKind::Possessive)));
        let word = text(after);
        view.extend([
            is(word, &[","]),
            is(word, &["and", "or"]),
            is(word, &["(", ")"]),
            is(word, &["of", "for"]),
            is(word, &["said", "says", "told", "added", "who", "whose"]),
            is(word, &["'", "\"", "”", "’"]),
            is(word, &["is", "was", "has", "had", "will", "would", "were", "are"]),
            is(word, &["-", "."]),
        ]);
        view.push(yes(after.is_some_and(|at| words[at].is_capital())));
        view.push(yes(after.is_some_and(|at| words[at].case == Case::Digit)));
        view.push(yes(after.is_some_and(|at| words[at].case == Case::Lower && self.reading.word(at).ends_with('s'))));
        view.push(yes(after.is_some_and(|at| self.reading.tokens[at].kind == TokenKind::Possessive)));
        let run = self.page.run(first);
        view.push(run.as_ref().map_or(-1.0, |run| first as f32 - run.start as f32));
        view.push(self.page.run(last).map_or(-1.0, |run| run.end as f32 - 1.0 - last as f32));
    }

    /// What may be the name right before, the one before a link ("Halden and Sund"), and those after.
    fn sides(&self, at: usize) -> [Option<[f32; THINGS]>; 4] {
        let proposal = &self.proposals[at];
        let (first, last) = (proposal.first, proposal.last);
        let sentence = self.reading.tokens[first].sentence;
        let is_link = |token: usize| {
            self.reading.tokens.get(token).is_some_and(|token| token.sentence == sentence)
                && matches!(self.reading.word(token), "," | "and" | "or" | "&" | "-" | "of" | "in")
        };
        let before = &self.proposals[at.saturating_sub(NEAR)..at];
        let after = &self.proposals[at + 1..(at + 1 + NEAR).min(self.proposals.len())];
        let ending = |token: Option<usize>| merged(before.iter().filter(|one| Some(one.last) == token));
        let beginning = |token: usize| merged(after.iter().filter(|one| one.first == token));
        let link = first.checked_sub(1).filter(|&link| is_link(link));
        [
            ending(first.checked_sub(1)),
            link.and_then(|link| ending(link.checked_sub(1))),
            beginning(last + 1),
            if is_link(last + 1) { beginning(last + 2) } else { None },
        ]
    }
}

/// Room for the columns that a later judge sees.
pub(super) const AGAIN: usize = 40;

/// So many proposals on either side are looked at.
const NEAR: usize = 16;

/// The proposals of a group that are near one of them.
pub(super) fn near(group: &Range<usize>, at: usize) -> Range<usize> {
    group.start.max(at.saturating_sub(NEAR))..group.end.min(at + NEAR)
}

/// The best share of each thing.
fn merged<'p>(proposals: impl Iterator<Item = &'p Proposal>) -> Option<[f32; THINGS]> {
    proposals.map(|one| one.shares).reduce(|best, one| std::array::from_fn(|thing| best[thing].max(one[thing])))
}

/// The proposals that overlap one.
struct Rivals {
    /// The best share of each thing.
    shares: [f32; THINGS],
    /// How probable they are together, the best of them, by how much that is longer, the best as a date or money, how many
    /// proposals are near.
    shared: [f32; 5],
}

impl Rivals {
    fn new(near: &[Proposal], proposal: &Proposal) -> Self {
        let (mut sum, mut top, mut longer) = (0.0, 0.0f32, 0.0);
        let mut shares = [0.0f32; THINGS];
        let length = |one: &Proposal| (one.last - one.first) as f32;
        for rival in near.iter().filter(|one| one.overlaps(proposal)) {
            if (rival.first, rival.last) == (proposal.first, proposal.last) {
                continue;
            }
            let total = rival.total();
            sum += total;
            shares.iter_mut().zip(rival.shares).for_each(|(best, share)| *best = best.max(share));
            if total > top {
                (top, longer) = (total, length(rival) - length(proposal));
            }
        }
        let figure = shares.iter().skip(KINDS).fold(0f32, |top, share| top.max(*share));
        Self { shares, shared: [sum, top, longer, figure, near.len() as f32] }
    }
}

fn best_but(numbers: &[f32], but: usize) -> f32 {
    let others = numbers.iter().enumerate().filter(|(at, _)| *at != but);
    others.fold(f32::NEG_INFINITY, |top, (_, number)| top.max(*number))
}

fn yes(is: bool) -> f32 {
    f32::from(u8::from(is))
}

fn logit(share: f32) -> f32 {
    let share = share.clamp(1e-3, 1.0 - 1e-4);
    (share / (1.0 - share)).ln()
}
