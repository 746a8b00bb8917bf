//! The judges of names: small trees weigh what the tagger proposes by numbers that it cannot put together, above all what it
//! makes of the same words elsewhere in the article, and once more by what they made of it; then the names stand that
//! together are best.

use super::bench::{self, AGAIN, Bench};
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
fn is_open(proposal: &Proposal) -> bool {
    let told = LABELS.iter().zip(proposal.shares);
    !told.into_iter().any(|(label, share)| share >= SURE && SURE_OF.iter().any(|kind| *label == Label::Name(*kind)))
}

/// The kinds that a proposal may be of.
fn kinds(proposal: &Proposal) -> impl Iterator<Item = usize> {
    let shares = proposal.shares;
    (0..KINDS).filter(move |&kind| shares[kind] > 0.0)
}

/// The judges: the first one weighs each proposal by what the tagger makes of all, the second one knows what the first one
/// made of them. (On the 787 articles of the training part, each weighed by models that had not seen it, the second one
/// raised person, organisation and place F1 from 85.4 to 85.7, and 1,176 names missing became 1,100.)
pub(super) type Judges = [Trees; 2];

/// Whether a proposal is a name of a kind, with all that is seen of that.
pub(super) struct Question {
    /// The proposal's place among all.
    pub at: usize,
    /// The kind.
    pub kind: usize,
    /// What is seen, a column a number.
    pub view: Vec<f32>,
    near: Range<usize>,
}

/// What the first judge is asked.
pub(super) fn questions(bench: &Bench, proposals: &Proposals) -> Vec<Question> {
    let mut questions = Vec::with_capacity(proposals.all.len() * 2);
    for group in &proposals.groups {
        for at in group.clone().filter(|&at| is_open(&proposals.all[at])) {
            let near = bench::near(group, at);
            bench.views(near.clone(), at, kinds(&proposals.all[at]), |kind, view| {
                let mut own = Vec::with_capacity(view.len() + AGAIN);
                own.extend_from_slice(view);
                questions.push(Question { at, kind, view: own, near: near.clone() });
            });
        }
    }
    questions
}

/// The proposals with a judge's answers for shares.
pub(super) fn answered(judge: &Trees, questions: &[Question], proposals: &Proposals) -> Vec<Proposal> {
    let mut answered = proposals.all.clone();
    let views: Vec<&[f32]> = questions.iter().map(|question| question.view.as_slice()).collect();
    for (question, share) in questions.iter().zip(judge.probabilities(&views)) {
        answered[question.at].shares[question.kind] = share;
    }
    answered
}

/// The same questions as the second judge is asked them.
pub(super) fn ask_again(bench: &Bench, answered: &[Proposal], questions: &mut [Question]) {
    let bench = bench.again(answered);
    for question in questions {
        bench.look_again(question.near.clone(), question.at, question.kind, &mut question.view);
    }
}

/// The names of an article, in text order.
pub(super) fn choose(bench: &Bench, [first, second]: &Judges, proposals: &Proposals) -> Vec<Chosen> {
    let mut questions = questions(bench, proposals);
    ask_again(bench, &answered(first, &questions, proposals), &mut questions);
    let answered = answered(second, &questions, proposals);
    let mut chosen = Vec::with_capacity(proposals.all.len());
    for group in &proposals.groups {
        let names = answered.get(group.clone()).unwrap_or_default();
        best(names.iter().filter_map(worth).collect(), &mut chosen);
    }
    chosen
}

/// A proposal as a name of its best kind, and what it is worth more than it has to be.
fn worth(proposal: &Proposal) -> Option<(Chosen, f32)> {
    let kinds: [f32; KINDS] = std::array::from_fn(|kind| proposal.shares[kind]);
    let kind = (0..KINDS).fold(0, |top, kind| if kinds[kind] > kinds[top] { kind } else { top });
    let total = proposal.total().min(1.0);
    let worth = (1.0 - ANY) * kinds[kind] + ANY * total - stands(kind);
    let chosen = Chosen { first: proposal.first, last: proposal.last, kind, kinds };
    (worth > 0.0).then_some((chosen, worth))
}

/// The names that do not overlap and together are worth most.
fn best(mut names: Vec<(Chosen, f32)>, chosen: &mut Vec<Chosen>) {
    if let [(only, _)] = names.as_slice() {
        chosen.push(*only);
        return;
    }
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
