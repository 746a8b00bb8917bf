//! Runs of tokens that may be labelled as one thing, each with its probability: the best labelling knows one way only to cut
//! a sequence, and how sure each token's label is says little of where a thing ends.

use super::lattice::{Four, Lattice, Tables};

/// A run of tokens and the thing that it may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Run {
    /// Its first token.
    pub first: usize,
    /// Its last token.
    pub last: usize,
    /// The thing, by its place in the list of labels.
    pub sort: usize,
    /// How probable it is that just this run is this thing.
    pub share: f32,
}

impl Lattice {
    /// All runs of at least this probability, by their first tokens. A thing is told by two labels: its first token's and
    /// its later ones'.
    pub(super) fn runs(&self, tables: &Tables, things: &[(u8, u8)], least: f32) -> Vec<Run> {
        let Tables { potentials, forward, backward } = tables;
        let width = self.fours().max(1) * 4;
        let goes_on = |token: usize, from: u8, to: u8| -> f32 {
            // What lies ahead of the token before, by label: this one's potentials with all that comes after.
            let (next, back) = (row(potentials, token, width), row(backward, token, width));
            if next.is_empty() {
                return 0.0;
            }
            let steps = self.steps_from(usize::from(from)).as_flattened();
            let way = |label: usize| steps[label] * next[label] * back[label];
            let all: f32 = (0..steps.len()).map(way).sum();
            if all > 0.0 { way(usize::from(to)) / all } else { 0.0 }
        };
        let mut runs = Vec::new();
        for first in 0..forward.len() * 4 / width {
            let (here, back) = (row(forward, first, width), row(backward, first, width));
            let all: f32 = here.iter().zip(back).map(|(forward, backward)| forward * backward).sum();
            for (sort, &(opening, later)) in things.iter().enumerate() {
                let mut mass = here[usize::from(opening)] * back[usize::from(opening)] / all.max(f32::MIN_POSITIVE);
                let (mut last, mut label) = (first, opening);
                // Of the runs that hold a token few have so much, so that this is linear.
                while mass >= least {
                    let on = goes_on(last + 1, label, later);
                    let share = mass * (1.0 - on);
                    if share >= least {
                        runs.push(Run { first, last, sort, share });
                    }
                    mass *= on;
                    (label, last) = (later, last + 1);
                }
            }
        }
        runs
    }
}

/// A token's numbers; none past the end.
fn row(rows: &[Four], token: usize, width: usize) -> &[f32] {
    rows.as_flattened().get(token * width..(token + 1) * width).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::lattice::{Begins, FILLING};
    use super::*;

    /// Every labelling of four tokens with five labels, one by one.
    #[test]
    fn runs_have_the_share_of_all_labellings_with_them() {
        let labels = 5;
        let number = |seed: usize| ((seed * 7919 + 13) % 101) as f32 / 25.0 - 2.0;
        let transitions: Vec<f32> = (0..(labels + 1) * labels).map(number).collect();
        let lattice = Lattice::new(labels, &transitions);
        let score = |token: usize, label: usize| number(500 + token * labels + label);
        let mut scores = vec![[FILLING; 4]; 4 * lattice.fours()];
        for (token, label) in (0..4).flat_map(|token| (0..labels).map(move |label| (token, label))) {
            scores[token * 2 + label / 4][label % 4] = score(token, label);
        }
        let things = [(1, 2), (3, 4)];
        let runs = lattice.runs(&lattice.tables(Begins::Sequence, scores.clone()), &things, 1e-4);
        assert!(runs.iter().any(|run| run.first < run.last));
        for run in runs {
            let (opening, later) = things[run.sort];
            let (mut whole, mut with) = (0.0, 0.0);
            for way in 0..labels.pow(4) {
                let path: Vec<usize> = (0..4).map(|place| way / labels.pow(place) % labels).collect();
                let moves: f32 = path.windows(2).map(|two| transitions[(two[0] + 1) * labels + two[1]]).sum();
                let own: f32 = path.iter().enumerate().map(|(token, &label)| score(token, label)).sum();
                let mass = (transitions[path[0]] + own + moves).exp();
                whole += mass;
                let is = |token: usize, label: u8| path.get(token) == Some(&usize::from(label));
                let is_run = is(run.first, opening) && (run.first + 1..=run.last).all(|token| is(token, later));
                with += if is_run && !is(run.last + 1, later) { mass } else { 0.0 };
            }
            assert!((run.share - with / whole).abs() < 1e-4, "{run:?} {}", with / whole);
        }
    }
}
