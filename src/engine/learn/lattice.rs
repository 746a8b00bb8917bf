//! All ways to label a sequence, weighed at once: the probability of every label.
//!
//! Labels lie in fours, the last four filled up, so that four are worked on at a time.

use wide::f32x4;

/// Four labels' numbers.
pub(super) type Four = [f32; 4];

/// The score of what fills up the last four.
pub(super) const FILLING: f32 = -1e30;

/// What it costs to come from one label to another.
#[derive(Clone, Debug, Default)]
pub(super) struct Lattice {
    labels: usize,
    /// How many fours make a row.
    fours: usize,
    /// `[previous + 1][next]`, row 0 for the start.
    moves: Vec<Four>,
    /// The same as factors.
    steps: Vec<Four>,
    /// The factors the other way: `[next][previous]`.
    back: Vec<Four>,
}

/// Where a stretch of tokens begins: with a sequence, or inside one, after a token with the first label.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Begins {
    Sequence,
    AfterFirstLabel,
}

/// Forward and backward sums, each row adding up to one, and what they were made of.
pub(super) struct Tables {
    pub(super) potentials: Vec<Four>,
    pub(super) forward: Vec<Four>,
    pub(super) backward: Vec<Four>,
}

/// Calls a method made for rows of just as many fours as there are.
macro_rules! by_fours {
    ($lattice:expr, $method:ident($($argument:expr),*)) => {
        match $lattice.fours {
            0 | 1 => $lattice.$method::<1>($($argument),*),
            2 => $lattice.$method::<2>($($argument),*),
            3 => $lattice.$method::<3>($($argument),*),
            4 => $lattice.$method::<4>($($argument),*),
            _ => $lattice.$method::<MOST_FOURS>($($argument),*),
        }
    };
}

/// Rows have no more fours than this.
const MOST_FOURS: usize = 5;

impl Lattice {
    /// From scores of transitions of up to 20 labels, `[previous + 1][next]`, row 0 for the start.
    pub(super) fn new(labels: usize, transitions: &[f32]) -> Self {
        let fours = labels.div_ceil(4);
        debug_assert!(fours <= MOST_FOURS);
        let at = |previous: usize, next: usize| transitions.get(previous * labels + next).copied().unwrap_or_default();
        let rows = |rows: usize, of: &dyn Fn(usize, usize) -> f32| {
            let mut all = vec![[0.0; 4]; rows * fours];
            for (row, fours) in all.chunks_exact_mut(fours.max(1)).enumerate() {
                let places = fours.as_flattened_mut().iter_mut().take(labels);
                places.enumerate().for_each(|(column, place)| *place = of(row, column));
            }
            all
        };
        Self {
            labels,
            fours,
            moves: rows(labels + 1, &at),
            steps: rows(labels + 1, &|previous, next| at(previous, next).exp()),
            back: rows(labels, &|next, previous| at(previous + 1, next).exp()),
        }
    }

    /// How many fours make a row.
    pub(super) fn fours(&self) -> usize {
        self.fours
    }

    /// What it costs to come from a label to the first one.
    pub(super) fn to_first(&self, label: usize) -> f32 {
        self.moves[(label + 1) * self.fours][0]
    }

    /// The factor of coming from one label to the next, a row of them.
    pub(super) fn steps_from(&self, previous: usize) -> &[Four] {
        &self.steps[(previous + 1) * self.fours..(previous + 2) * self.fours]
    }

    /// The probability of every label at every token, in fours.
    pub(super) fn shares(&self, begins: Begins, scores: Vec<Four>) -> Vec<Four> {
        by_fours!(self, shares_in(begins, scores))
    }

    fn shares_in<const F: usize>(&self, begins: Begins, mut scores: Vec<Four>) -> Vec<Four> {
        to_potentials::<F>(&mut scores);
        let potentials = rows_of::<F>(&scores);
        let mut forward = self.forward(begins, potentials);
        let mut ahead: Option<(Row<F>, &Row<F>)> = None;
        for (row, potentials) in forward.iter_mut().zip(potentials).rev() {
            let here = self.backward(ahead);
            times(row, &here);
            normalise(row, self.labels);
            ahead = Some((here, potentials));
        }
        flat(forward)
    }

    /// Forward and backward sums.
    pub(super) fn tables(&self, begins: Begins, scores: Vec<Four>) -> Tables {
        by_fours!(self, tables_in(begins, scores))
    }

    fn tables_in<const F: usize>(&self, begins: Begins, mut scores: Vec<Four>) -> Tables {
        to_potentials::<F>(&mut scores);
        let potentials = rows_of::<F>(&scores);
        let forward = self.forward(begins, potentials);
        let mut backward = Vec::with_capacity(potentials.len());
        let mut ahead: Option<(Row<F>, &Row<F>)> = None;
        for potentials in potentials.iter().rev() {
            let here = self.backward(ahead);
            backward.push(here);
            ahead = Some((here, potentials));
        }
        backward.reverse();
        Tables { potentials: scores, forward: flat(forward), backward: flat(backward) }
    }

    /// What comes before and at each token, by label.
    fn forward<const F: usize>(&self, begins: Begins, potentials: &[Row<F>]) -> Vec<Row<F>> {
        let steps = rows_of::<F>(&self.steps);
        let mut forward = Vec::with_capacity(potentials.len());
        let mut here = steps.get(begins as usize).copied().unwrap_or([[0.0; 4]; F]);
        for potentials in potentials {
            if !forward.is_empty() {
                here = sum_over(&here, steps.get(1..).unwrap_or_default());
            }
            times(&mut here, potentials);
            normalise(&mut here, self.labels);
            forward.push(here);
        }
        forward
    }

    /// What comes after a token, by label: by what comes after the next one and that one's potentials, if there is one.
    fn backward<const F: usize>(&self, ahead: Option<(Row<F>, &Row<F>)>) -> Row<F> {
        let Some((mut here, potentials)) = ahead else {
            let mut last = [[0.0; 4]; F];
            last.as_flattened_mut().iter_mut().take(self.labels).for_each(|sum| *sum = 1.0);
            return last;
        };
        times(&mut here, potentials);
        here = sum_over(&here, rows_of::<F>(&self.back));
        normalise(&mut here, self.labels);
        here
    }
}

/// Makes scores factors, of which each row's greatest is one.
fn to_potentials<const F: usize>(scores: &mut [Four]) {
    for row in scores.as_chunks_mut::<F>().0 {
        let top = row.iter().fold(f32x4::splat(f32::NEG_INFINITY), |top, &four| top.fast_max(f32x4::from(four)));
        let top = f32x4::splat(top.to_array().into_iter().fold(f32::NEG_INFINITY, f32::max));
        row.iter_mut().for_each(|four| *four = exp(f32x4::from(*four) - top).to_array());
    }
}

/// A row of fours whose number the compiler knows.
type Row<const F: usize> = [Four; F];

fn rows_of<const F: usize>(fours: &[Four]) -> &[Row<F>] {
    fours.as_chunks().0
}

fn flat<const F: usize>(rows: Vec<Row<F>>) -> Vec<Four> {
    rows.into_flattened()
}

/// Adds up rows, one a label, each as many times as its mass says.
fn sum_over<const F: usize>(masses: &Row<F>, rows: &[Row<F>]) -> Row<F> {
    let mut sums = [f32x4::ZERO; F];
    for (&mass, row) in masses.as_flattened().iter().zip(rows) {
        let mass = f32x4::splat(mass);
        sums.iter_mut().zip(row).for_each(|(sum, four)| *sum += mass * f32x4::from(*four));
    }
    sums.map(f32x4::to_array)
}

fn times<const F: usize>(row: &mut Row<F>, factors: &Row<F>) {
    row.iter_mut().zip(factors).for_each(|(all, factor)| *all = (f32x4::from(*all) * f32x4::from(*factor)).to_array());
}

/// Makes a row add up to one.
fn normalise(row: &mut [Four], labels: usize) {
    let sum = row.iter().fold(f32x4::ZERO, |sum, four| sum + f32x4::from(*four)).reduce_add();
    if sum > 0.0 {
        let factor = f32x4::splat(1.0 / sum);
        row.iter_mut().for_each(|four| *four = (f32x4::from(*four) * factor).to_array());
    } else {
        row.as_flattened_mut().iter_mut().take(labels).for_each(|share| *share = 1.0 / labels as f32);
    }
}

/// e to the power of each number that is not above nought, to seven digits; what is all but nothing stays above nothing.
fn exp(x: f32x4) -> f32x4 {
    let x = x.fast_max(f32x4::splat(-87.0));
    let whole = (x * f32x4::LOG2_E).fast_round_int();
    let powers = whole.to_array().map(|whole| f32::from_bits(((whole + 127) << 23).cast_unsigned()));
    let whole = f32x4::from_i32x4(whole);
    // ln 2 in two parts, so that nothing is lost in the difference.
    let rest = x - whole * f32x4::splat(0.693_359_4) + whole * f32x4::splat(2.121_944_4e-4);
    // Taylor's series, from its end.
    let terms = [8.333_334e-3, 4.166_666_8e-2, 0.166_666_67, 0.5, 1.0, 1.0];
    let series = terms.iter().fold(f32x4::splat(1.388_888_9e-3), |sum, &term| sum * rest + f32x4::splat(term));
    series * f32x4::from(powers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_right() {
        for step in 0..8_690 {
            let x = step as f32 / -100.0;
            let [found, ..] = exp(f32x4::splat(x)).to_array();
            assert!((f64::from(found) / f64::from(x).exp() - 1.0).abs() < 3e-6, "{x}: {found}");
        }
        assert!(exp(f32x4::splat(FILLING)).to_array()[0] < 1e-37);
    }

    /// Every labelling of three tokens with five labels, one by one.
    #[test]
    fn the_sums_are_those_of_all_labellings() {
        let labels = 5;
        let number = |seed: usize| ((seed * 7919 + 13) % 101) as f32 / 25.0 - 2.0;
        let transitions: Vec<f32> = (0..(labels + 1) * labels).map(number).collect();
        let lattice = Lattice::new(labels, &transitions);
        let score = |token: usize, label: usize| number(500 + token * labels + label);
        let mut scores = vec![[FILLING; 4]; 3 * lattice.fours()];
        for token in 0..3 {
            for label in 0..labels {
                scores[token * 2 + label / 4][label % 4] = score(token, label);
            }
        }
        let mut whole = 0.0;
        let mut sums = [[0.0; 5]; 3];
        for way in 0..labels.pow(3) {
            let path = [way % 5, way / 5 % 5, way / 25];
            let total = transitions[path[0]]
                + (0..3).map(|token| score(token, path[token])).sum::<f32>()
                + (1..3).map(|token| transitions[(path[token - 1] + 1) * labels + path[token]]).sum::<f32>();
            whole += total.exp();
            (0..3).for_each(|token| sums[token][path[token]] += total.exp());
        }
        let shares = lattice.shares(Begins::Sequence, scores);
        for token in 0..3 {
            for label in 0..labels {
                let share = shares[token * 2 + label / 4][label % 4];
                assert!((share - sums[token][label] / whole).abs() < 1e-5, "{token} {label}");
            }
        }
        assert!(lattice.shares(Begins::AfterFirstLabel, Vec::new()).is_empty());
    }
}
