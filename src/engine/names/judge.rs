//! The last judge of names: small trees weigh what the tagger proposes by numbers that it cannot put together, above all what
//! it makes of the same words elsewhere in the article; then the names stand that together are best.

use super::bench::Bench;
use super::proposals::{Proposal, Proposals};
use super::tagger::{KINDS, LABELS, Label};
use crate::engine::learn::trees::{self, Trees};
use crate::model::EntityKind;
use std::ops::Range;

/// How the trees are learned. Half or twice as many, deeper steps, other shares made no difference.
pub const SETTINGS: trees::Settings =
    trees::Settings { trees: 200, rate: 0.1, held: 3.0, least: 5.0, rows: 0.7, columns: 0.5 };

/// Where the tagger is as sure as this of a person or a place, it is not asked again. (Of other kinds it is too sure: "other"
/// names lose 2 F1 points so.)
const SURE: f32 = 0.97;
const SURE_OF: [EntityKind; 2] = [EntityKind::Person, EntityKind::Place];

/// What a name has to be worth: for F1 0.4 is best, but a missing name costs the reader more than one too many, and names of
/// groups, facilities and other things are missing most. (On 300 articles not trained on 0.25 for all kinds, for 0.35, misses
/// 433 names for 659, and person, organisation and place F1 falls from 85.7 to 85.4.)
fn stands(kind: usize) -> f32 {
    match LABELS.get(kind) {
        Some(Label::Name(EntityKind::Person | EntityKind::Organisation | EntityKind::Place)) => 0.33,
        _ => 0.25,
    }
}

/// How much it counts that a name is one of any kind, beside that it is one of its own.
const ANY: f32 = 0.5;

/// A name that was chosen.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chosen {
    /// Its first token.
    pub first: usize,
    /// Its last token.
    pub last: usize,
    /// Its most probable kind.
    pub kind: usize,
    /// How probable each kind is.
    pub kinds: [f32; KINDS],
}

/// Whether a proposal is to be judged.
pub(super) fn is_open(proposal: &Proposal) -> bool {
    let told = LABELS.iter().zip(proposal.shares);
    !told.into_iter().any(|(label, share)| share >= SURE && SURE_OF.iter().any(|kind| *label == Label::Name(*kind)))
}

/// The kinds that a proposal may be of.
pub(super) fn kinds(proposal: &Proposal) -> impl Iterator<Item = usize> {
    let shares = proposal.shares;
    (0..KINDS).filter(move |&kind| shares[kind] > 0.0)
}

/// The names of an article, in text order.
pub(super) fn choose(bench: &Bench, judge: &Trees, proposals: &Proposals) -> Vec<Chosen> {
    let mut chosen = Vec::with_capacity(proposals.all.len());
    for group in &proposals.groups {
        let weighed = group.clone().filter_map(|at| weighed(bench, judge, proposals, group, at));
        best(weighed.collect(), &mut chosen);
    }
    chosen
}

/// A proposal as a name of its best kind, and what it is worth more than it has to be.
fn weighed(
    bench: &Bench,
    judge: &Trees,
    proposals: &Proposals,
    group: &Range<usize>,
    at: usize,
) -> Option<(Chosen, f32)> {
    let proposal = proposals.all.get(at)?;
    let mut shares = [0.0; KINDS];
    if is_open(proposal) {
        bench.views(group.clone(), at, kinds(proposal), |kind, view| shares[kind] = judge.probability(view));
    } else {
        shares.iter_mut().zip(proposal.shares).for_each(|(share, own)| *share = own);
    }
    let kind = (0..KINDS).fold(0, |top, kind| if shares[kind] > shares[top] { kind } else { top });
    let total = shares.iter().sum::<f32>().min(1.0);
    let worth = (1.0 - ANY) * shares[kind] + ANY * total - stands(kind);
    let chosen = Chosen { first: proposal.first, last: proposal.last, kind, kinds: shares };
    (worth > 0.0).then_some((chosen, worth))
}

/// The names that do not overlap and together are worth most.
fn best(mut names: Vec<(Chosen, f32)>, chosen: &mut Vec<Chosen>) {
    names.sort_by_key(|(name, _)| name.last);
    // The best total of the first so many, and, where the last of them is taken, how many before it are left to choose from.
    let mut totals = vec![0f32];
    let mut taken = Vec::with_capacity(names.len());
    for (place, (name, worth)) in names.iter().enumerate() {
        let before = names[..place].partition_point(|(other, _)| other.last < name.first);
        let with = totals[before] + worth;
        let is_taken = with > totals[place];
        taken.push(is_taken.then_some(before));
        totals.push(if is_taken { with } else { totals[place] });
    }
    let begin = chosen.len();
    let mut left = names.len();
    while let Some(place) = left.checked_sub(1) {
        left = match taken[place] {
            Some(before) => {
                chosen.push(names[place].0);
                before
            }
            None => place,
        };
    }
    chosen[begin..].reverse();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(worths: &[(usize, usize, f32)], expected: &[(usize, usize)]) {
        let names = worths
            .iter()
            .map(|&(first, last, worth)| (Chosen { first, last, kind: 0, kinds: Default::default() }, worth));
        let mut chosen = Vec::new();
        best(names.collect(), &mut chosen);
        assert_eq!(chosen.iter().map(|name| (name.first, name.last)).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_best_names_that_do_not_overlap_are_chosen() {
        check(&[(0, 1, 0.2), (0, 3, 0.5), (5, 5, 0.1)], &[(0, 3), (5, 5)]);
        check(&[(0, 1, 0.3), (0, 3, 0.5), (2, 3, 0.3)], &[(0, 1), (2, 3)]);
        check(&[], &[]);
    }
}
