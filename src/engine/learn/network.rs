//! A small network: numbers in, one hidden layer, probabilities out. Trained with Adam on batches, a fixed start and a
//! fixed shuffle, one thread.

use super::crf_train::{SEED, next, shuffle};
use super::linear::softmax;

/// How wide the layers are and how to train.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Numbers in.
    pub inputs: usize,
    /// Numbers between.
    pub hidden: usize,
    /// Probabilities out.
    pub outputs: usize,
    /// Rounds over the examples.
    pub epochs: usize,
    /// The first step's size; it shrinks to nothing.
    pub rate: f32,
}

/// A trained network.
#[derive(Clone, Debug)]
pub struct Network {
    settings: Settings,
    /// `[hidden][input]`, then the hidden layer's biases, `[output][hidden]` and the outputs' biases.
    weights: Vec<f32>,
}

/// How many examples make one step.
const BATCH: usize = 256;

impl Network {
    fn new(settings: Settings) -> Self {
        let Settings { inputs, hidden, outputs, .. } = settings;
        let mut random = SEED;
        let biases = [hidden * inputs, hidden * inputs + hidden + outputs * hidden];
        let weights = (0..biases[1] + outputs)
            .map(|at| {
                let is_bias = (biases[0]..biases[0] + hidden).contains(&at) || at >= biases[1];
                let number = (next(&mut random) >> 40) as f32 / (1u64 << 24) as f32;
                if is_bias { 0.0 } else { (number - 0.5) * 0.35 }
            })
            .collect();
        Self { settings, weights }
    }

    fn hidden(&self, input: &[f32]) -> Vec<f32> {
        let Settings { inputs, hidden, .. } = self.settings;
        let biases = &self.weights[hidden * inputs..];
        let rows = self.weights.chunks_exact(inputs).take(hidden);
        rows.zip(biases).map(|(row, bias)| (dot(row, input) + bias).max(0.0)).collect()
    }

    fn outputs(&self, between: &[f32]) -> Vec<f32> {
        let Settings { inputs, hidden, outputs, .. } = self.settings;
        let upper = &self.weights[hidden * inputs + hidden..];
        let biases = &upper[outputs * hidden..];
        let rows = upper.chunks_exact(hidden).take(outputs);
        softmax(&rows.zip(biases).map(|(row, bias)| dot(row, between) + bias).collect::<Vec<f32>>())
    }

    /// The probability of every output.
    pub fn read(&self, input: &[f32]) -> Vec<f32> {
        self.outputs(&self.hidden(input))
    }

    /// Adds one example's gradient.
    fn gradient(&self, input: &[f32], right: usize, sums: &mut [f32]) {
        let Settings { inputs, hidden, .. } = self.settings;
        let between = self.hidden(input);
        let mut wrong = self.outputs(&between);
        wrong[right] -= 1.0;
        let start = hidden * inputs + hidden;
        let mut back = vec![0f32; hidden];
        for (output, &gradient) in wrong.iter().enumerate() {
            let row = start + output * hidden;
            for (at, &value) in between.iter().enumerate() {
                back[at] += gradient * self.weights[row + at];
                sums[row + at] += gradient * value;
            }
            sums[start + wrong.len() * hidden + output] += gradient;
        }
        for (at, &gradient) in back.iter().enumerate().filter(|(at, _)| between[*at] > 0.0) {
            sums[at * inputs..(at + 1) * inputs]
                .iter_mut()
                .zip(input)
                .for_each(|(sum, value)| *sum += gradient * value);
            sums[hidden * inputs + at] += gradient;
        }
    }
}

fn dot(a: &[f32], b: &[f32]) -> f32 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Trains on examples: what goes in, by its number, and which output is right.
pub fn train<'a>(input: impl Fn(u32) -> &'a [f32], examples: &[(u32, u8)], settings: Settings) -> Network {
    let mut network = Network::new(settings);
    let size = network.weights.len();
    let (mut means, mut squares) = (vec![0f32; size], vec![0f32; size]);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = SEED;
    let (mut fade, mut square_fade) = (1f32, 1f32);
    for epoch in 0..settings.epochs {
        shuffle(&mut order, &mut random);
        let rate = settings.rate * (1.0 - epoch as f32 / settings.epochs as f32);
        for batch in order.chunks(BATCH) {
            let mut sums = vec![0f32; size];
            for &(number, right) in batch.iter().map(|&index| &examples[index]) {
                network.gradient(input(number), usize::from(right), &mut sums);
            }
            fade *= 0.9;
            square_fade *= 0.999;
            for (at, sum) in sums.into_iter().enumerate() {
                let gradient = sum / batch.len() as f32 + 1e-5 * network.weights[at];
                means[at] += 0.1 * (gradient - means[at]);
                squares[at] += 0.001 * (gradient * gradient - squares[at]);
                let step = means[at] / (1.0 - fade) / ((squares[at] / (1.0 - square_fade)).sqrt() + 1e-8);
                network.weights[at] -= rate * step;
            }
        }
    }
    network
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_learns_what_no_line_parts() {
        let points = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
        let examples: Vec<(u32, u8)> =
            [0, 1, 1, 0].iter().zip(0..).map(|(&right, at)| (at, right)).cycle().take(400).collect();
        let settings = Settings { inputs: 2, hidden: 12, outputs: 2, epochs: 400, rate: 0.03 };
        let network = train(|at| &points[at as usize], &examples, settings);
        for &(at, right) in examples.iter().take(4) {
            let shares = network.read(&points[at as usize]);
            assert!(shares[usize::from(right)] > 0.8, "{at}: {shares:?}");
        }
    }
}
