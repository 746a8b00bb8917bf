//! A linear-chain conditional random field: labels for a sequence and how sure each is.
//!
//! Weights are int8 with one scale, in sparse rows by hashed feature. Decoding takes optional extra scores for every
//! token and label, so that a second reader can vote before the one Viterbi pass.

/// A trained model.
#[derive(Clone, Debug, Default)]
pub struct Model {
    labels: usize,
    bits: u32,
    scale: f32,
    /// `[previous + 1][next]`, row 0 for the start.
    transitions: Vec<f32>,
    rows: Rows,
}

/// The weights of the buckets that have any, in the buckets' order. Which row is a bucket's is counted, not looked up:
/// the marks of 32 buckets and the number of rows before them lie side by side, in a tenth of a table's room.
#[derive(Clone, Debug, Default)]
struct Rows {
    /// One bit a bucket, and the number of rows before the first of them.
    marks: Vec<(u32, u32)>,
    /// `[row][label]`, each row filled up to whole [`LANE`]s.
    weights: Vec<i8>,
    /// Weights of a row with its filling.
    width: usize,
}

/// Labels are added up so many at a time.
const LANE: usize = 8;

impl Rows {
    fn new(labels: usize, bits: u32) -> Self {
        Self { marks: vec![(0, 0); (1usize << bits).div_ceil(32)], weights: Vec::new(), width: width_of(labels) }
    }

    /// Adds the row of a bucket past all earlier ones; `None` when it is not past them, or there is no such bucket.
    fn push(&mut self, bucket: usize, row: impl IntoIterator<Item = i8>) -> Option<()> {
        let count = (self.weights.len() / self.width) as u32;
        let (marks, before) = self.marks.get_mut(bucket / 32)?;
        if *marks == 0 {
            *before = count;
        }
        if *marks >> (bucket % 32) != 0 {
            return None;
        }
        *marks |= 1 << (bucket % 32);
        self.weights.extend(row);
        self.weights.resize((count as usize + 1) * self.width, 0);
        Some(())
    }

    /// The bucket's weights.
    fn of(&self, bucket: u32) -> Option<&[i8]> {
        let (marks, before) = *self.marks.get(bucket as usize / 32)?;
        let bit = 1 << (bucket % 32);
        if marks & bit == 0 {
            return None;
        }
        let row = (before + (marks & (bit - 1)).count_ones()) as usize;
        self.weights.get(row * self.width..(row + 1) * self.width)
    }

    /// Every bucket that has weights, with them, in order.
    fn iter(&self) -> impl Iterator<Item = (usize, &[i8])> {
        let buckets = self.marks.iter().enumerate().flat_map(|(at, &(marks, _))| {
            (0..32).filter(move |bit| marks >> bit & 1 == 1).map(move |bit| at * 32 + bit)
        });
        buckets.zip(self.weights.chunks_exact(self.width.max(1)))
    }
}

/// The room of a row of weights or sums: the labels, filled up to whole lanes.
pub const fn width_of(labels: usize) -> usize {
    labels.next_multiple_of(LANE)
}

/// The features of a sequence: token `i` has `features[ends[i-1]..ends[i]]`.
#[derive(Clone, Debug, Default)]
pub struct Sequence {
    /// Hashes from [`super::hash::feature`].
    pub features: Vec<u32>,
    /// Where each token's features end.
    pub ends: Vec<u32>,
}

impl Sequence {
    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are no tokens.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// One token's features.
    pub fn of(&self, token: usize) -> &[u32] {
        let start = token.checked_sub(1).map_or(0, |before| self.ends[before] as usize);
        &self.features[start..self.ends[token] as usize]
    }
}

/// Labels with their probabilities.
#[derive(Clone, Debug, Default)]
pub struct Decoded {
    /// The best label sequence.
    pub labels: Vec<u8>,
    /// For each token the probability of its chosen label.
    pub certainty: Vec<f32>,
}

const MAGIC: &[u8; 6] = b"CDCRF1";

impl Model {
    /// From full weights: `weights[bucket * labels + label]`, kept in whole steps of `step`.
    ///
    /// What a feature adds to all labels alike changes nothing, so each row is counted from its middle weight; most
    /// labels then have none, and many features need no row at all.
    pub fn quantised(labels: usize, bits: u32, weights: &[f32], transitions: &[f32], step: f32) -> Self {
        let scale = step;
        let mut model = Self { labels, bits, scale, transitions: transitions.to_vec(), rows: Rows::new(labels, bits) };
        let mut sorted = vec![0f32; labels];
        for (bucket, row) in weights.chunks_exact(labels).enumerate() {
            sorted.copy_from_slice(row);
            sorted.sort_by(f32::total_cmp);
            let middle = sorted[labels / 2];
            // Casting holds what is too large at the ends.
            let steps = |weight: &f32| ((weight - middle) / step).round() as i8;
            if row.iter().any(|weight| steps(weight) != 0) {
                model.rows.push(bucket, row.iter().map(steps));
            }
        }
        model
    }

    /// The file: header, transitions, then for each row the distance to its bucket, a mask and its weights.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        out.extend([self.labels as u8, self.bits as u8]);
        out.extend(self.scale.to_le_bytes());
        out.extend(self.transitions.iter().flat_map(|weight| weight.to_le_bytes()));
        let mut last = 0;
        for (bucket, weights) in self.rows.iter() {
            let mut distance = bucket - last;
            last = bucket;
            while distance >= 128 {
                out.push((distance % 128) as u8 | 128);
                distance /= 128;
            }
            out.push(distance as u8);
            let weights = &weights[..self.labels];
            for eight in weights.chunks(8) {
                let bit = |(index, weight): (usize, &i8)| u8::from(*weight != 0) << index;
                out.push(eight.iter().enumerate().map(bit).sum());
            }
            out.extend(weights.iter().filter(|weight| **weight != 0).map(|weight| *weight as u8));
        }
        out
    }

    /// Reads [`to_bytes`](Self::to_bytes); `None` when the bytes are no such model.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC.as_slice())?;
        let mut take = |count: usize| {
            let (head, tail) = rest.split_at_checked(count)?;
            rest = tail;
            Some(head)
        };
        let head = take(2)?;
        let (labels, bits) = (usize::from(head[0]), u32::from(head[1]));
        if labels == 0 || bits > 24 {
            return None;
        }
        let float = |four: &[u8]| f32::from_le_bytes([four[0], four[1], four[2], four[3]]);
        let scale = float(take(4)?);
        let transitions = take((labels + 1) * labels * 4)?.chunks_exact(4).map(float).collect();
        let mut model = Self { labels, bits, scale, transitions, rows: Rows::new(labels, bits) };
        let mut row = vec![0i8; labels];
        let mut bucket = 0usize;
        let mut bytes = rest.iter();
        while let Some(&first) = bytes.next() {
            let mut byte = first;
            let mut shift = 0;
            bucket += usize::from(byte & 127);
            while byte >= 128 && shift < 28 {
                byte = *bytes.next()?;
                shift += 7;
                bucket += usize::from(byte & 127) << shift;
            }
            let masks = bytes.as_slice().get(..labels.div_ceil(8))?;
            bytes = bytes.as_slice().get(masks.len()..)?.iter();
            for (label, weight) in row.iter_mut().enumerate() {
                *weight = if masks[label / 8] >> (label % 8) & 1 == 1 { *bytes.next()? as i8 } else { 0 };
            }
            model.rows.push(bucket, row.iter().copied())?;
        }
        Some(model)
    }

    /// How many labels there are.
    pub fn labels(&self) -> usize {
        self.labels
    }

    /// Adds a feature's weights to the sums of all labels, [`width_of`] the labels long.
    pub fn add(&self, feature: u32, sums: &mut [i16]) {
        let Some(row) = self.rows.of(feature & ((1 << self.bits) - 1)) else { return };
        for (sums, weights) in sums.as_chunks_mut::<LANE>().0.iter_mut().zip(row.as_chunks::<LANE>().0) {
            for (sum, &weight) in sums.iter_mut().zip(weights) {
                *sum = sum.saturating_add(i16::from(weight));
            }
        }
    }

    /// The scores that sums of weights stand for.
    pub fn scores(&self, sums: &[i16], scores: &mut Vec<f32>) {
        scores.extend(sums.iter().take(self.labels).map(|&sum| f32::from(sum) * self.scale));
    }

    /// Scores of every label for every token, `[token][label]` in one list.
    fn emissions(&self, sequence: &Sequence) -> Vec<f32> {
        let mut scores = Vec::with_capacity(sequence.len() * self.labels);
        let mut sums = vec![0i16; self.rows.width];
        for token in 0..sequence.len() {
            sums.fill(0);
            sequence.of(token).iter().for_each(|&feature| self.add(feature, &mut sums));
            self.scores(&sums, &mut scores);
        }
        scores
    }

    /// The best labels, and the probability of every label: `[token][label]` in one list.
    pub fn read(&self, sequence: &Sequence) -> (Vec<u8>, Vec<f32>) {
        if self.labels == 0 || sequence.is_empty() {
            return (vec![0; sequence.len()], vec![0.0; sequence.len() * self.labels]);
        }
        let emissions = self.emissions(sequence);
        let labels = viterbi(&emissions, &self.transitions, self.labels);
        (labels, marginals(&emissions, &self.transitions, self.labels))
    }

    /// The best labels and their probabilities. `extra` adds `[token][label]` scores of a second reader.
    pub fn decode(&self, sequence: &Sequence, extra: Option<&[f32]>) -> Decoded {
        if self.labels == 0 || sequence.is_empty() {
            return Decoded { labels: vec![0; sequence.len()], certainty: vec![1.0; sequence.len()] };
        }
        let mut emissions = self.emissions(sequence);
        if let Some(extra) = extra {
            emissions.iter_mut().zip(extra).for_each(|(score, more)| *score += more);
        }
        let labels = viterbi(&emissions, &self.transitions, self.labels);
        let marginals = marginals(&emissions, &self.transitions, self.labels);
        let certainty = labels.iter().enumerate().map(|(i, &l)| marginals[i * self.labels + l as usize]).collect();
        Decoded { labels, certainty }
    }
}

fn viterbi(emissions: &[f32], transitions: &[f32], count: usize) -> Vec<u8> {
    let tokens = emissions.len() / count;
    let mut best: Vec<f32> = (0..count).map(|label| transitions[label] + emissions[label]).collect();
    let mut came_from = vec![0u8; tokens * count];
    let mut next = vec![0f32; count];
    for token in 1..tokens {
        for label in 0..count {
            let mut top = (f32::NEG_INFINITY, 0);
            for (previous, &score) in best.iter().enumerate() {
                let total = score + transitions[(previous + 1) * count + label];
                if total > top.0 {
                    top = (total, previous);
                }
            }
            next[label] = top.0 + emissions[token * count + label];
            came_from[token * count + label] = top.1 as u8;
        }
        std::mem::swap(&mut best, &mut next);
    }
    let mut label = (0..count).fold(0, |top, label| if best[label] > best[top] { label } else { top });
    let mut labels = vec![0; tokens];
    for token in (0..tokens).rev() {
        labels[token] = label as u8;
        label = came_from[token * count + label] as usize;
    }
    labels
}

/// Probabilities of every label at every token, by forward and backward sums with scaling.
pub(super) fn marginals(emissions: &[f32], transitions: &[f32], count: usize) -> Vec<f32> {
    let (mut forward, _) = forward_backward(emissions, transitions, count);
    for row in forward.chunks_exact_mut(count) {
        let sum: f32 = row.iter().sum();
        row.iter_mut().for_each(|p| *p /= sum.max(f32::MIN_POSITIVE));
    }
    forward
}

/// Forward times backward for every token and label (not normalised), and what pair sums need: see the trainer.
pub(super) fn forward_backward(emissions: &[f32], transitions: &[f32], count: usize) -> (Vec<f32>, Tables) {
    let tokens = emissions.len() / count;
    let steps: Vec<f32> = transitions.iter().map(|weight| weight.exp()).collect();
    let mut potentials = vec![0f32; emissions.len()];
    for (row, out) in emissions.chunks_exact(count).zip(potentials.chunks_exact_mut(count)) {
        let top = row.iter().fold(f32::NEG_INFINITY, |top, &score| top.max(score));
        for (score, potential) in row.iter().zip(out) {
            *potential = (score - top).exp();
        }
    }
    let mut forward = vec![0f32; emissions.len()];
    for label in 0..count {
        forward[label] = steps[label] * potentials[label];
    }
    normalise(&mut forward[..count]);
    for token in 1..tokens {
        let (before, here) = forward.split_at_mut(token * count);
        let (before, here) = (&before[(token - 1) * count..], &mut here[..count]);
        for (previous, &mass) in before.iter().enumerate() {
            let row = &steps[(previous + 1) * count..(previous + 2) * count];
            for (sum, &step) in here.iter_mut().zip(row) {
                *sum += mass * step;
            }
        }
        for (sum, &potential) in here.iter_mut().zip(&potentials[token * count..]) {
            *sum *= potential;
        }
        normalise(here);
    }
    let mut backward = vec![1f32; emissions.len()];
    for token in (0..tokens - 1).rev() {
        let (here, after) = backward.split_at_mut((token + 1) * count);
        let ahead: Vec<f32> = after[..count]
            .iter()
            .zip(&potentials[(token + 1) * count..])
            .map(|(mass, potential)| mass * potential)
            .collect();
        let here = &mut here[token * count..];
        for (label, sum) in here.iter_mut().enumerate() {
            let row = &steps[(label + 1) * count..(label + 2) * count];
            *sum = row.iter().zip(&ahead).map(|(step, mass)| step * mass).sum();
        }
        normalise(here);
    }
    let product = forward.iter().zip(&backward).map(|(f, b)| f * b).collect();
    (product, Tables { steps, potentials, forward, backward })
}

/// What the forward and backward sums were made of.
pub(super) struct Tables {
    pub(super) steps: Vec<f32>,
    pub(super) potentials: Vec<f32>,
    pub(super) forward: Vec<f32>,
    pub(super) backward: Vec<f32>,
}

fn normalise(row: &mut [f32]) {
    let sum: f32 = row.iter().sum();
    if sum > 0.0 {
        row.iter_mut().for_each(|p| *p /= sum);
    } else {
        row.fill(1.0 / row.len() as f32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_survives_its_bytes() {
        let mut weights = vec![0f32; 16 * 3];
        weights[5 * 3 + 1] = 2.0;
        weights[9 * 3 + 2] = -1.0;
        let model = Model::quantised(3, 4, &weights, &[0.1; 12], 0.02);
        let again = Model::from_bytes(&model.to_bytes()).expect("a model");
        let sequence = Sequence { features: vec![5, 9, 5], ends: vec![1, 3] };
        let decoded = again.decode(&sequence, None);
        assert_eq!(decoded.labels, model.decode(&sequence, None).labels);
        assert_eq!(decoded.labels, [1, 1]);
        assert!(decoded.certainty.iter().all(|p| (0.5..=1.0).contains(p)));
        assert!(Model::from_bytes(b"CDCRF1").is_none());
        assert_eq!(model.decode(&sequence, Some(&[0.0, 0.0, 9.0, 0.0, 0.0, 9.0])).labels, [2, 2]);
    }
}
