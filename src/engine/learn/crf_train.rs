//! Trains a [`Model`]: stochastic gradient with per-weight steps (AdaGrad) over whole sequences, one thread, a fixed
//! shuffle, so that the same input gives the same bytes.

use super::crf::{Model, Sequence};
use super::lattice::{Begins, FILLING, Four, Lattice};

/// A sequence with its right labels.
#[derive(Clone, Debug)]
pub struct Example {
    /// Features.
    pub sequence: Sequence,
    /// One label a token.
    pub labels: Vec<u8>,
}

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Number of labels.
    pub labels: usize,
    /// Buckets are two to this power.
    pub bits: u32,
    /// How often all is trained, each time in another order; the weights are the mean.
    pub runs: u32,
    /// Rounds over the examples in each run.
    pub epochs: u32,
    /// The first step's size.
    pub rate: f32,
    /// Pull towards zero, for each touch of a weight.
    pub decay: f32,
    /// Pull towards zero for each round, the same for what is seen often and for what is seen seldom.
    pub prior: f32,
    /// Share of a token's features left out at each step of training.
    pub dropout: f32,
    /// How much less is learned where the right label seems improbable: steps are taken times its probability to this
    /// power. What is marked wrong by mistake seems so to the end.
    pub doubt: f32,
    /// Features seen less often are left out.
    pub least_seen: u32,
    /// The file keeps weights in whole steps of this.
    pub step: f32,
}

struct Weights {
    value: Vec<f32>,
    squares: Vec<f32>,
    /// The pull towards zero at each touch, by feature; without one it is the settings' alone.
    pulls: Vec<f32>,
}

impl Weights {
    fn new(size: usize, pulls: Vec<f32>) -> Self {
        Self { value: vec![0.0; size], squares: vec![0.0; size], pulls }
    }

    fn step(&mut self, index: usize, gradient: f32, settings: &Settings) {
        let pull = self.pulls.get(index / settings.labels).copied().unwrap_or_default();
        let gradient = gradient + (settings.decay + pull) * self.value[index];
        self.squares[index] += gradient * gradient;
        self.value[index] -= settings.rate * gradient / (self.squares[index].sqrt() + 1e-6);
    }
}

/// The mean of the weights as they stood after each of several rounds: steadier than the last ones.
#[derive(Default)]
struct Mean {
    rounds: f32,
    weights: Vec<f32>,
    transitions: Vec<f32>,
}

impl Mean {
    fn add(&mut self, weights: &[f32], transitions: &[f32]) {
        self.rounds += 1.0;
        for (mean, now) in [(&mut self.weights, weights), (&mut self.transitions, transitions)] {
            mean.resize(now.len(), 0.0);
            mean.iter_mut().zip(now).for_each(|(mean, now)| *mean += (now - *mean) / self.rounds);
        }
    }
}

/// Trains on the examples; `report` is told of every round.
pub fn train<const HALVES: usize>(
    examples: &mut [Example],
    settings: &Settings,
    mut report: impl FnMut(u32, f64),
) -> Model<HALVES> {
    let mask = (1u32 << settings.bits) - 1;
    let seen = drop_rare(examples, mask, settings.least_seen);
    let pulls: Vec<f32> = seen.into_iter().map(|seen| settings.prior / seen.max(1) as f32).collect();
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = SEED;
    let mut mean = Mean::default();
    for run in 0..settings.runs {
        let mut weights = Weights::new((mask as usize + 1) * settings.labels, pulls.clone());
        let mut transitions = Weights::new((settings.labels + 1) * settings.labels, Vec::new());
        for epoch in 1..=settings.epochs {
            shuffle(&mut order, &mut random);
            let mut loss = 0.0;
            for &index in &order {
                let kept = thinned(&examples[index], settings, &mut random);
                loss += learn(&kept, settings, mask, &mut weights, &mut transitions);
            }
            if epoch > settings.epochs / 2 {
                mean.add(&weights.value, &transitions.value);
            }
            report(run * settings.epochs + epoch, loss);
        }
    }
    Model::quantised(settings.labels, settings.bits, &mean.weights, &mean.transitions, settings.step)
}

/// The next of a fixed row of numbers that look random (xorshift).
pub(super) fn next(random: &mut u64) -> u64 {
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    *random
}

/// Where every shuffle begins.
pub(super) const SEED: u64 = 0x2545_f491_4f6c_dd1d;

/// Mixes an order, always the same way.
pub(super) fn shuffle(order: &mut [usize], random: &mut u64) {
    for at in (1..order.len()).rev() {
        order.swap(at, (next(random) % (at as u64 + 1)) as usize);
    }
}

/// The example with a share of its features left out by chance, so that no weight is relied on alone: half of the names
/// met later were never seen in training, and context has to carry them.
fn thinned(example: &Example, settings: &Settings, random: &mut u64) -> Example {
    let limit = (settings.dropout * 65_536.0) as u64;
    let mut sequence = Sequence::default();
    for token in 0..example.sequence.len() {
        sequence.features.extend(example.sequence.of(token).iter().filter(|_| next(random) >> 16 & 0xffff >= limit));
        sequence.ends.push(sequence.features.len() as u32);
    }
    Example { sequence, labels: example.labels.clone() }
}

/// Leaves out features that were seen too rarely; gives how often each was seen.
fn drop_rare(examples: &mut [Example], mask: u32, least: u32) -> Vec<u32> {
    let mut seen = vec![0u32; mask as usize + 1];
    for feature in examples.iter().flat_map(|example| &example.sequence.features) {
        seen[(feature & mask) as usize] += 1;
    }
    for example in examples {
        let old = std::mem::take(&mut example.sequence);
        for token in 0..old.len() {
            let kept = old.of(token).iter().map(|feature| feature & mask).filter(|f| seen[*f as usize] >= least);
            example.sequence.features.extend(kept);
            example.sequence.ends.push(example.sequence.features.len() as u32);
        }
    }
    seen
}

/// One step on one example; gives one minus the mean probability of the right labels.
fn learn(example: &Example, settings: &Settings, mask: u32, weights: &mut Weights, moves: &mut Weights) -> f64 {
    let count = settings.labels;
    let sequence = &example.sequence;
    if sequence.is_empty() {
        return 0.0;
    }
    let lattice = Lattice::new(count, &moves.value);
    let fours = lattice.fours();
    let mut scores = vec![[FILLING; 4]; sequence.len() * fours];
    for (token, row) in scores.chunks_exact_mut(fours).enumerate() {
        let row = &mut row.as_flattened_mut()[..count];
        row.fill(0.0);
        for &feature in sequence.of(token) {
            let start = (feature & mask) as usize * count;
            row.iter_mut().zip(&weights.value[start..start + count]).for_each(|(score, weight)| *score += weight);
        }
        row.iter_mut().for_each(|score| *score /= 1.0 - settings.dropout);
    }
    let mut wrong = 0.0;
    for (token, row) in lattice.shares(Begins::Sequence, scores.clone()).chunks_exact_mut(fours).enumerate() {
        let row = &mut row.as_flattened_mut()[..count];
        let gold = example.labels[token] as usize;
        wrong += f64::from(1.0 - row[gold]);
        let share = row[gold];
        row[gold] -= 1.0;
        if settings.doubt > 0.0 {
            let belief = share.max(1e-6).powf(settings.doubt);
            row.iter_mut().for_each(|gradient| *gradient *= belief);
        }
        for &feature in sequence.of(token) {
            let start = (feature & mask) as usize * count;
            for (label, &gradient) in row.iter().enumerate().filter(|(_, gradient)| gradient.abs() > 1e-4) {
                weights.step(start + label, gradient, settings);
            }
        }
        if token == 0 {
            row.iter().enumerate().for_each(|(label, &gradient)| moves.step(label, gradient, settings));
        }
    }
    let pairs = pairs(&lattice, scores, count);
    let mut pairs: Vec<f32> = pairs.chunks_exact(fours).flat_map(|row| &row.as_flattened()[..count]).copied().collect();
    for two in example.labels.windows(2) {
        pairs[usize::from(two[0]) * count + usize::from(two[1])] -= 1.0;
    }
    for (pair, &gradient) in pairs.iter().enumerate().filter(|(_, gradient)| gradient.abs() > 1e-6) {
        moves.step(count + pair, gradient, settings);
    }
    wrong / sequence.len() as f64
}

/// How often each label is expected to follow each other one: `[previous][next]`.
fn pairs(lattice: &Lattice, scores: Vec<Four>, count: usize) -> Vec<Four> {
    let (fours, length) = (lattice.fours(), scores.len());
    let tables = lattice.tables(Begins::Sequence, scores);
    let mut pairs = vec![[0f32; 4]; count * fours];
    let mut joint = pairs.clone();
    for start in (fours..length).step_by(fours) {
        let here = start..start + fours;
        let ahead: Vec<Four> =
            tables.potentials[here.clone()].iter().zip(&tables.backward[here]).map(product).collect();
        let mut sums = [0f32; 4];
        let masses = tables.forward[start - fours..start].as_flattened();
        for (previous, row) in joint.chunks_exact_mut(fours).enumerate() {
            for ((place, step), ahead) in row.iter_mut().zip(lattice.steps_from(previous)).zip(&ahead) {
                *place = product((step, ahead)).map(|step| step * masses[previous]);
                sums.iter_mut().zip(place.iter()).for_each(|(sum, p)| *sum += p);
            }
        }
        let sum = sums.iter().sum::<f32>().max(f32::MIN_POSITIVE);
        let (pairs, joint) = (pairs.as_flattened_mut(), joint.as_flattened());
        pairs.iter_mut().zip(joint).for_each(|(total, p)| *total += p / sum);
    }
    pairs
}

fn product((a, b): (&Four, &Four)) -> Four {
    std::array::from_fn(|lane| a[lane] * b[lane])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_learns_what_depends_on_the_label_before() {
        // Feature 1 alone says nothing; after label 1 comes label 2.
        let example =
            Example { sequence: Sequence { features: vec![3, 1, 1], ends: vec![1, 2, 3] }, labels: vec![1, 2, 0] };
        let settings = Settings {
            labels: 3,
            bits: 4,
            epochs: 40,
            rate: 0.3,
            decay: 0.0,
            runs: 1,
            prior: 0.0,
            dropout: 0.0,
            doubt: 0.0,
            least_seen: 1,
            step: 0.02,
        };
        let model = train::<1>(&mut vec![example.clone(); 4], &settings, |_, _| {});
        let shares = model.read(&example.sequence);
        let best = |row: &[f32]| row.iter().position(|share| *share > 0.5);
        assert_eq!(shares.chunks_exact(3).map(best).collect::<Vec<_>>(), [Some(1), Some(2), Some(0)]);
        assert_eq!(train::<1>(&mut vec![example.clone(); 4], &settings, |_, _| {}).to_bytes(), model.to_bytes());
    }
}
