//! All ways to label a sequence, weighed at once: the best one, and the probability of every label.
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

    /// The best labels for a score of each label at each token.
    pub(super) fn best(&self, begins: Begins, scores: &[Four]) -> Vec<u8> {
        by_fours!(self, best_in(begins, scores))
    }

    fn best_in<const F: usize>(&self, begins: Begins, scores: &[Four]) -> Vec<u8> {
        let (rows, moves) = (rows_of::<F>(scores), rows_of::<F>(&self.moves));
        let (Some((first, later)), Some(start), Some(moves)) =
            (rows.split_first(), moves.get(begins as usize), moves.get(1..))
        else {
            return Vec::new();
        };
        let sum = |one: &Row<F>, other: &Row<F>| -> Row<F> {
            std::array::from_fn(|four| (f32x4::from(one[four]) + f32x4::from(other[four])).to_array())
        };
        // The best sum that ends at each label of each token; the way there is found backwards.
        let mut sums = Vec::with_capacity(rows.len());
        let mut here = sum(start, first);
        for row in later {
            let mut top = [f32x4::splat(f32::NEG_INFINITY); F];
            for (&score, moves) in here.as_flattened().iter().zip(moves) {
                let score = f32x4::splat(score);
                top.iter_mut().zip(moves).for_each(|(top, moves)| *top = top.fast_max(f32x4::from(*moves) + score));
            }
            sums.push(here);
            here = sum(&top.map(f32x4::to_array), row);
        }
        let labels = || 0..self.labels;
        let last = here.as_flattened();
        let mut label = labels().fold(0, |top, label| if last[label] > last[top] { label } else { top });
        let mut path = vec![label as u8; rows.len()];
        for (place, sums) in path.iter_mut().rev().skip(1).zip(sums.iter().rev()) {
            let total = |previous: usize| sums.as_flattened()[previous] + moves[previous].as_flattened()[label];
            let best = labels().map(|previous| (previous, total(previous)));
            label = best.fold((0, f32::NEG_INFINITY), |best, one| if one.1 > best.1 { one } else { best }).0;
            *place = label as u8;
        }
        path
    }

    /// The probability of every label at every token, in fours.
    pub(super) fn shares(&self, begins: Begins, scores: Vec<Four>) -> Vec<Four> {
        self.shares_by(self.tables(begins, scores))
    }

    /// The same by the sums.
    pub(super) fn shares_by(&self, tables: Tables) -> Vec<Four> {
        let Tables { mut forward, backward, .. } = tables;
        for (row, back) in forward.chunks_exact_mut(self.fours.max(1)).zip(backward.chunks_exact(self.fours.max(1))) {
            row.as_flattened_mut().iter_mut().zip(back.as_flattened()).for_each(|(share, back)| *share *= back);
            normalise(row, self.labels);
        }
        forward
    }

    /// Forward and backward sums.
    pub(super) fn tables(&self, begins: Begins, scores: Vec<Four>) -> Tables {
        by_fours!(self, tables_in(begins, scores))
    }

    fn tables_in<const F: usize>(&self, begins: Begins, mut scores: Vec<Four>) -> Tables {
        for row in scores.as_chunks_mut::<F>().0 {
            let top = row.iter().fold(f32x4::splat(f32::NEG_INFINITY), |top, &four| top.fast_max(f32x4::from(four)));
            let top = f32x4::splat(top.to_array().into_iter().fold(f32::NEG_INFINITY, f32::max));
            row.iter_mut().for_each(|four| *four = exp(f32x4::from(*four) - top).to_array());
        }
        let potentials = rows_of::<F>(&scores);
        let mut forward = Vec::with_capacity(potentials.len());
        let mut backward = vec![[[0.0; 4]; F]; potentials.len()];
        let (steps, back) = (rows_of::<F>(&self.steps), rows_of::<F>(&self.back));
        let mut here = steps.get(begins as usize).copied().unwrap_or([[0.0; 4]; F]);
        for potentials in potentials {
            if !forward.is_empty() {
                here = sum_over(&here, steps.get(1..).unwrap_or_default());
            }
            times(&mut here, potentials);
            normalise(&mut here, self.labels);
            forward.push(here);
        }
        let mut here = [[0.0; 4]; F];
        here.as_flattened_mut().iter_mut().take(self.labels).for_each(|sum| *sum = 1.0);
        let mut ahead: Option<&Row<F>> = None;
        for (row, potentials) in backward.iter_mut().zip(potentials).rev() {
            if let Some(ahead) = ahead {
                times(&mut here, ahead);
                here = sum_over(&here, back);
                normalise(&mut here, self.labels);
            }
            *row = here;
            ahead = Some(potentials);
        }
        Tables { potentials: scores, forward: flat(forward), backward: flat(backward) }
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
        let (mut whole, mut best) = (0.0, (f32::NEG_INFINITY, [0; 3]));
        let mut sums = [[0.0; 5]; 3];
        for way in 0..labels.pow(3) {
            let path = [way % 5, way / 5 % 5, way / 25];
            let total = transitions[path[0]]
                + (0..3).map(|token| score(token, path[token])).sum::<f32>()
                + (1..3).map(|token| transitions[(path[token - 1] + 1) * labels + path[token]]).sum::<f32>();
            whole += total.exp();
            (0..3).for_each(|token| sums[token][path[token]] += total.exp());
            if total > best.0 {
                best = (total, path);
            }
        }
        assert_eq!(lattice.best(Begins::Sequence, &scores), best.1.map(|label| label as u8));
        let shares = lattice.shares(Begins::Sequence, scores);
        for token in 0..3 {
            for label in 0..labels {
                let share = shares[token * 2 + label / 4][label % 4];
                assert!((share - sums[token][label] / whole).abs() < 1e-5, "{token} {label}");
            }
        }
        assert!(lattice.best(Begins::Sequence, &[]).is_empty());
        assert!(lattice.shares(Begins::AfterFirstLabel, Vec::new()).is_empty());
    }
}
