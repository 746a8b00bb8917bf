//! Linear scores over hashed features: a yes-or-no classifier and a ranker that picks one of several.
//! Trained with AdaGrad, one thread, a fixed shuffle; stored as int8.

use super::crf_train::{SEED, shuffle};

/// A weight for each bucket.
#[derive(Clone, Debug, Default)]
pub struct Model {
    bits: u32,
    scale: f32,
    weights: Vec<i8>,
}

const MAGIC: &[u8; 6] = b"CDLIN1";

impl Model {
    fn quantised(bits: u32, weights: &[f32]) -> Self {
        let largest = weights.iter().fold(0f32, |largest, weight| largest.max(weight.abs())).max(1e-6);
        let scale = largest / 127.0;
        Self { bits, scale, weights: weights.iter().map(|weight| (weight / scale).round() as i8).collect() }
    }

    /// One feature's weight in the model's own steps.
    pub fn weight(&self, feature: u32) -> i32 {
        // As many weights as buckets, a power of two.
        let bucket = feature as usize & self.weights.len().wrapping_sub(1);
        self.weights.get(bucket).map_or(0, |&weight| i32::from(weight))
    }

    /// The score of the features: the sum of their weights.
    pub fn score(&self, features: &[u32]) -> f32 {
        self.score_of(self.sum(features))
    }

    /// The sum of the features' weights in the model's own steps: sums of parts may be added up.
    pub fn sum(&self, features: &[u32]) -> i32 {
        features.iter().map(|&feature| self.weight(feature)).sum()
    }

    /// What a sum of weights is as a score.
    pub fn score_of(&self, sum: i32) -> f32 {
        sum as f32 * self.scale
    }

    /// The probability of yes.
    pub fn probability(&self, features: &[u32]) -> f32 {
        1.0 / (1.0 + (-self.score(features)).exp())
    }

    /// The file: header and one byte a bucket, runs of zeros shortened.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.push(self.bits as u8);
        out.extend(self.scale.to_le_bytes());
        let mut zeros = 0u8;
        for &weight in &self.weights {
            if weight == 0 && zeros < 255 {
                zeros += 1;
                continue;
            }
            out.extend([zeros, weight as u8]);
            zeros = 0;
        }
        out
    }

    /// Reads [`to_bytes`](Self::to_bytes); `None` when the bytes are no such model.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC.as_slice())?;
        let (head, rest) = rest.split_at_checked(5)?;
        let bits = u32::from(head[0]);
        if bits > 24 {
            return None;
        }
        let scale = f32::from_le_bytes([head[1], head[2], head[3], head[4]]);
        let mut weights = Vec::with_capacity(1 << bits);
        for pair in rest.chunks_exact(2) {
            weights.extend(std::iter::repeat_n(0, usize::from(pair[0])));
            weights.push(pair[1] as i8);
        }
        weights.resize(1 << bits, 0);
        Some(Self { bits, scale, weights })
    }
}

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Buckets are two to this power.
    pub bits: u32,
    /// Rounds over the examples.
    pub epochs: u32,
    /// The first step's size.
    pub rate: f32,
    /// Pull towards zero, for each touch of a weight.
    pub decay: f32,
}

struct Learner {
    value: Vec<f32>,
    squares: Vec<f32>,
    /// The weights after each round of the later half, added up: their mean is steadier than the last ones.
    total: Vec<f32>,
    settings: Settings,
}

impl Learner {
    fn new(settings: Settings) -> Self {
        let size = 1usize << settings.bits;
        Self { value: vec![0.0; size], squares: vec![0.0; size], total: vec![0.0; size], settings }
    }

    fn score(&self, features: &[u32]) -> f32 {
        let mask = self.value.len() as u32 - 1;
        features.iter().map(|feature| self.value[(feature & mask) as usize]).sum()
    }

    /// A round is over.
    fn note(&mut self, round: u32) {
        if round * 2 >= self.settings.epochs {
            self.total.iter_mut().zip(&self.value).for_each(|(total, value)| *total += value);
        }
    }

    /// All rounds of a run are over; the next begins anew, but its weights count towards the same mean.
    fn begin_again(&mut self) {
        self.value.fill(0.0);
        self.squares.fill(0.0);
    }

    fn finish(self) -> Model {
        let rounds = self.settings.epochs - self.settings.epochs.div_ceil(2);
        let count = (rounds.max(1) * RUNS) as f32;
        let mean: Vec<f32> = self.total.iter().map(|total| total / count).collect();
        Model::quantised(self.settings.bits, &mean)
    }

    fn step(&mut self, features: &[u32], gradient: f32) {
        let mask = self.value.len() as u32 - 1;
        for feature in features {
            let index = (feature & mask) as usize;
            let gradient = gradient + self.settings.decay * self.value[index];
            self.squares[index] += gradient * gradient;
            self.value[index] -= self.settings.rate * gradient / (self.squares[index].sqrt() + 1e-6);
        }
    }
}

/// How often all is learned, each time in another order; the weights are the mean, steadier than those of one run.
const RUNS: u32 = 3;

/// One question with its answer.
#[derive(Clone, Debug)]
pub struct Example {
    /// Features of what is asked about.
    pub features: Vec<u32>,
    /// The answer.
    pub answer: bool,
    /// How much it counts, usually 1.
    pub weight: f32,
}

/// Candidates of which at least one is right.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Each candidate's features.
    pub candidates: Vec<Vec<u32>>,
    /// The indices of those that are right.
    pub right: Vec<usize>,
}

/// A yes-or-no classifier from features and answers.
pub fn classifier(examples: &[Example], settings: Settings) -> Model {
    let mut learner = Learner::new(settings);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = SEED;
    for round in (0..RUNS).flat_map(|_| 0..settings.epochs) {
        if round == 0 {
            learner.begin_again();
        }
        shuffle(&mut order, &mut random);
        for example in order.iter().map(|&index| &examples[index]) {
            let probability = 1.0 / (1.0 + (-learner.score(&example.features)).exp());
            let gradient = probability - f32::from(u8::from(example.answer));
            learner.step(&example.features, gradient * example.weight);
        }
        learner.note(round);
    }
    learner.finish()
}

/// A ranker from groups of candidates: the probability that one of the right ones is picked is made large.
pub fn ranker(choices: &[Choice], settings: Settings) -> Model {
    let mut learner = Learner::new(settings);
    let mut order: Vec<usize> = (0..choices.len()).collect();
    let mut random = SEED;
    for round in (0..RUNS).flat_map(|_| 0..settings.epochs) {
        if round == 0 {
            learner.begin_again();
        }
        shuffle(&mut order, &mut random);
        for Choice { candidates, right } in order.iter().map(|&index| &choices[index]) {
            let scores: Vec<f32> = candidates.iter().map(|features| learner.score(features)).collect();
            let shares = softmax(&scores);
            let mass = right.iter().map(|&index| shares[index]).sum::<f32>().max(f32::MIN_POSITIVE);
            for (index, &share) in shares.iter().enumerate() {
                let wanted = if right.contains(&index) { share / mass } else { 0.0 };
                let gradient = share - wanted;
                if gradient.abs() > 1e-3 {
                    learner.step(&candidates[index], gradient);
                }
            }
        }
        learner.note(round);
    }
    learner.finish()
}

/// Scores as probabilities that sum to one.
pub fn softmax(scores: &[f32]) -> Vec<f32> {
    let top = scores.iter().fold(f32::NEG_INFINITY, |top, &score| top.max(score));
    let powers: Vec<f32> = scores.iter().map(|score| (score - top).exp()).collect();
    let sum: f32 = powers.iter().sum();
    powers.into_iter().map(|power| power / sum).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_learn_and_survive_their_bytes() {
        let settings = Settings { bits: 6, epochs: 60, rate: 0.3, decay: 0.0 };
        let example = |features, answer| Example { features, answer, weight: 1.0 };
        let yes_no = classifier(&[example(vec![1, 2], true), example(vec![1, 3], false)], settings);
        let again = Model::from_bytes(&yes_no.to_bytes()).expect("a model");
        assert!(again.probability(&[1, 2]) > 0.8 && again.probability(&[1, 3]) < 0.2);
        let rank = ranker(
            &[
                Choice { candidates: vec![vec![5], vec![6]], right: vec![1] },
                Choice { candidates: vec![vec![6], vec![5], vec![7]], right: vec![0] },
            ],
            settings,
        );
        assert!(rank.score(&[6]) > rank.score(&[5]));
    }
}
