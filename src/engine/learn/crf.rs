//! A linear-chain conditional random field: labels for a sequence and how sure each is.
//!
//! Weights are int8 with one scale, in sparse rows by hashed feature. Decoding takes optional extra scores for every
//! token and label, so that a second reader can vote before the one Viterbi pass.

use super::lattice::{Begins, FILLING, Four, Lattice};
use super::runs::Run;

/// A trained model. `HALVES` is the room of a row of weights: each holds eight labels (the first label needs no place).
#[derive(Clone, Debug)]
pub struct Model<const HALVES: usize> {
    labels: usize,
    bits: u32,
    scale: f32,
    /// `[previous + 1][next]`, row 0 for the start.
    transitions: Vec<f32>,
    lattice: Lattice,
    rows: Rows<HALVES>,
}

impl<const HALVES: usize> Default for Model<HALVES> {
    fn default() -> Self {
        Self::empty(0, 0, 1.0, Vec::new())
    }
}

/// The weights of the buckets that have any, in the buckets' order. Which row is a bucket's is counted, not looked up:
/// the marks of 32 buckets and the number of rows before them lie side by side, in a tenth of a table's room.
#[derive(Clone, Debug)]
struct Rows<const HALVES: usize> {
    /// One bit a bucket, and the number of rows before the first of them.
    marks: Vec<(u32, u32)>,
    weights: Vec<Row<HALVES>>,
}

/// The weights of a bucket, eight a number and each with 128 added, so that they can be added up without carrying into
/// each other. What a feature adds to all labels alike changes nothing, so a row is counted from the first label, which
/// then needs no place.
type Row<const HALVES: usize> = [u64; HALVES];

const BIAS: u8 = 128;

/// The bias in each of the four sums of a number.
const BIASES: u64 = 0x0080_0080_0080_0080;

/// Half of what each of the four sums of a number can hold.
const MIDDLES: u64 = 0x8000_8000_8000_8000;

/// Added-up weights of all labels but the first, of up to 255 features.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sums<const HALVES: usize> {
    /// Four sums a number, each times its place: of every other weight of a half row, and of those between. A sum below
    /// nought borrows from the next, so that numbers may be added up as they are.
    fours: [[u64; 2]; HALVES],
}

impl<const HALVES: usize> Default for Sums<HALVES> {
    fn default() -> Self {
        Self { fours: [[0; 2]; HALVES] }
    }
}

impl<const HALVES: usize> Sums<HALVES> {
    /// Adds rows with their bias.
    fn add_rows<'r>(&mut self, rows: impl Iterator<Item = &'r Row<HALVES>>) {
        const EVERY_OTHER: u64 = 0x00ff_00ff_00ff_00ff;
        let mut count = 0u64;
        let mut total = self.fours;
        for row in rows {
            count += 1;
            for (sums, half) in total.iter_mut().zip(row) {
                sums[0] = sums[0].wrapping_add(half & EVERY_OTHER);
                sums[1] = sums[1].wrapping_add(half >> 8 & EVERY_OTHER);
            }
        }
        let biases = BIASES.wrapping_mul(count);
        total.as_flattened_mut().iter_mut().for_each(|four| *four = four.wrapping_sub(biases));
        self.fours = total;
    }

    /// Adds another's rows.
    pub fn add(&mut self, other: &Self) {
        let others = other.fours.as_flattened();
        self.fours.as_flattened_mut().iter_mut().zip(others).for_each(|(sum, part)| *sum = sum.wrapping_add(*part));
    }

    /// The sum of a label past the first.
    fn of_label(&self, label: usize) -> i16 {
        let (half, place) = ((label - 1) / 8, (label - 1) % 8);
        let four = self.fours[half][place % 2].wrapping_add(MIDDLES);
        ((four >> (place / 2 * 16)) as u16 ^ 0x8000).cast_signed()
    }

    /// The sums by label, the first one left out.
    fn by_label(&self) -> [[i16; 8]; HALVES] {
        self.fours.map(|half| {
            let half = half.map(|four| four.wrapping_add(MIDDLES));
            std::array::from_fn(|place| ((half[place % 2] >> (place / 2 * 16)) as u16 ^ 0x8000).cast_signed())
        })
    }
}

/// A row of weights with their bias.
fn row_of<const HALVES: usize>(weights: &[[i8; 8]; HALVES]) -> Row<HALVES> {
    weights.map(|eight| u64::from_le_bytes(eight.map(|weight| weight.cast_unsigned().wrapping_add(BIAS))))
}

/// The weights of a row.
fn weights_of<const HALVES: usize>(row: &Row<HALVES>) -> [[i8; 8]; HALVES] {
    row.map(|half| half.to_le_bytes().map(|byte| byte.wrapping_sub(BIAS).cast_signed()))
}

impl<const HALVES: usize> Rows<HALVES> {
    fn new(bits: u32) -> Self {
        Self { marks: vec![(0, 0); (1usize << bits).div_ceil(32)], weights: Vec::new() }
    }

    /// Adds the row of a bucket past all earlier ones, by labels in order, those left out being nought; `None` when it
    /// is not past them, or there is no such bucket or label.
    fn push(&mut self, bucket: usize, weights: impl Iterator<Item = (usize, i8)>) -> Option<()> {
        let (marks, before) = self.marks.get_mut(bucket / 32)?;
        if *marks == 0 {
            *before = self.weights.len() as u32;
        }
        if *marks >> (bucket % 32) != 0 {
            return None;
        }
        *marks |= 1 << (bucket % 32);
        let mut weights = weights.peekable();
        let first = weights.next_if(|(label, _)| *label == 0).map_or(0, |(_, weight)| weight);
        let mut row = [[0i8.saturating_sub(first); 8]; HALVES];
        for (label, weight) in weights {
            *row.as_flattened_mut().get_mut(label - 1)? = weight.saturating_sub(first);
        }
        self.weights.push(row_of(&row));
        Some(())
    }

    /// Adds up the weights of many buckets. Their rows are found first and read afterwards: most of the time goes into
    /// waiting for memory, and so many waits go on at once.
    fn add_up(&self, buckets: impl Iterator<Item = u32>, sums: &mut Sums<HALVES>) {
        let mut found = [0u32; 32];
        let mut count = 0;
        for bucket in buckets {
            let (marks, before) = self.marks.get(bucket as usize / 32).copied().unwrap_or_default();
            let bit = 1u32 << (bucket % 32);
            found[count % 32] = before + (marks & (bit - 1)).count_ones();
            // No branch: the place is taken or not.
            count += usize::from(marks & bit != 0);
            if count == found.len() {
                self.add_rows(&found, sums);
                count = 0;
            }
        }
        self.add_rows(&found[..count], sums);
    }

    fn add_rows(&self, rows: &[u32], sums: &mut Sums<HALVES>) {
        sums.add_rows(rows.iter().filter_map(|&row| self.weights.get(row as usize)));
    }

    /// Every bucket that has weights, with them, in order.
    fn iter(&self) -> impl Iterator<Item = (usize, [[i8; 8]; HALVES])> {
        let buckets = self.marks.iter().enumerate().flat_map(|(at, &(marks, _))| {
            (0..32).filter(move |bit| marks >> bit & 1 == 1).map(move |bit| at * 32 + bit)
        });
        buckets.zip(self.weights.iter().map(weights_of))
    }
}

/// Labels' weights counted from the middle one, so that most are none and the file small.
fn from_middle(row: &[i8], labels: usize) -> Vec<i8> {
    let mut sorted: Vec<i8> = std::iter::once(0).chain(row.iter().copied()).take(labels).collect();
    let all = sorted.clone();
    sorted.sort_unstable();
    all.iter().map(|weight| weight.saturating_sub(sorted[labels / 2])).collect()
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

const MAGIC: &[u8; 6] = b"CDCRF1";

impl<const HALVES: usize> Model<HALVES> {
    fn empty(labels: usize, bits: u32, scale: f32, transitions: Vec<f32>) -> Self {
        let lattice = Lattice::new(labels, &transitions);
        Self { labels, bits, scale, transitions, lattice, rows: Rows::new(bits) }
    }

    /// From full weights: `weights[bucket * labels + label]`, kept in whole steps of `step`.
    ///
    /// Each row is rounded as it lies around its middle weight; many features then need no row at all.
    pub fn quantised(labels: usize, bits: u32, weights: &[f32], transitions: &[f32], step: f32) -> Self {
        let mut model = Self::empty(labels, bits, step, transitions.to_vec());
        let mut sorted = vec![0f32; labels];
        for (bucket, row) in weights.chunks_exact(labels).enumerate() {
            sorted.copy_from_slice(row);
            sorted.sort_by(f32::total_cmp);
            let middle = sorted[labels / 2];
            // Casting holds what is too large at the ends.
            let steps = row.iter().map(|weight| ((weight - middle) / step).round() as i8);
            let mut steps = steps.enumerate().filter(|(_, weight)| *weight != 0).peekable();
            if steps.peek().is_some() {
                model.rows.push(bucket, steps);
            }
        }
        model
    }

    /// Adds a score to every label, wherever it stands: what is found a little more or less readily.
    pub fn lean(&mut self, by: &[f32]) {
        for row in self.transitions.chunks_exact_mut(self.labels.max(1)) {
            row.iter_mut().zip(by).for_each(|(score, more)| *score += more);
        }
        self.lattice = Lattice::new(self.labels, &self.transitions);
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
            let weights = from_middle(weights.as_flattened(), self.labels);
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
        if labels == 0 || labels > 8 * HALVES + 1 || bits > 24 {
            return None;
        }
        let float = |four: &[u8]| f32::from_le_bytes([four[0], four[1], four[2], four[3]]);
        let scale = float(take(4)?);
        let transitions = take((labels + 1) * labels * 4)?.chunks_exact(4).map(float).collect();
        let mut model = Self::empty(labels, bits, scale, transitions);
        model.rows.weights.reserve(rest.len() / 7);
        let mut bucket = 0usize;
        let mut bytes = rest;
        while let Some((&first, mut after)) = bytes.split_first() {
            let mut byte = first;
            let mut shift = 0;
            bucket += usize::from(byte & 127);
            while byte >= 128 && shift < 28 {
                (byte, after) = after.split_first().map(|(&byte, after)| (byte, after))?;
                shift += 7;
                bucket += usize::from(byte & 127) << shift;
            }
            let (masks, after) = after.split_at_checked(labels.div_ceil(8))?;
            let mut mask = masks.iter().rev().fold(0u32, |mask, &byte| mask << 8 | u32::from(byte));
            let (weights, after) = after.split_at_checked(mask.count_ones() as usize)?;
            let weights = weights.iter().map(|weight| {
                let label = mask.trailing_zeros() as usize;
                mask &= mask - 1;
                (label, weight.cast_signed())
            });
            model.rows.push(bucket, weights)?;
            bytes = after;
        }
        Some(model)
    }

    /// How many labels there are.
    pub fn labels(&self) -> usize {
        self.labels
    }

    /// Adds features' weights to the sums of a token.
    pub fn add(&self, features: &[u32], sums: &mut Sums<HALVES>) {
        let mask = (1 << self.bits) - 1;
        self.rows.add_up(features.iter().map(|feature| feature & mask), sums);
    }

    /// What the sums of some tokens' weights stand for; `extra` adds `[token][label]` scores of a second reader.
    fn scores(&self, sums: &[Sums<HALVES>], extra: Option<&[f32]>) -> Vec<Four> {
        let fours = self.lattice.fours();
        let mut scores = vec![[FILLING; 4]; sums.len() * fours];
        for (row, sums) in scores.chunks_exact_mut(fours.max(1)).zip(sums) {
            let row = row.as_flattened_mut().iter_mut().take(self.labels);
            let by_label = sums.by_label();
            row.zip(std::iter::once(&0).chain(by_label.as_flattened()))
                .for_each(|(score, sum)| *score = f32::from(*sum) * self.scale);
        }
        let extra = extra.unwrap_or_default().chunks_exact(self.labels.max(1));
        for (row, extra) in scores.chunks_exact_mut(fours.max(1)).zip(extra) {
            row.as_flattened_mut().iter_mut().zip(extra).for_each(|(score, more)| *score += more);
        }
        scores
    }

    /// What sums of weights stand for at a label past the first, beside the first.
    pub fn score_of(&self, sums: &Sums<HALVES>, label: usize) -> f32 {
        f32::from(sums.of_label(label)) * self.scale
    }

    /// What sums of weights stand for at the label past the first that they speak for most, beside the first.
    pub fn most(&self, sums: &Sums<HALVES>) -> f32 {
        let by_label = sums.by_label();
        let most = by_label.as_flattened().iter().take(self.labels.saturating_sub(1)).max();
        f32::from(most.copied().unwrap_or_default()) * self.scale
    }

    /// The probability of every label, `[token][label]` in one list.
    pub fn read(&self, sequence: &Sequence) -> Vec<f32> {
        let mut sums = vec![Sums::default(); sequence.len()];
        sums.iter_mut().enumerate().for_each(|(token, sums)| self.add(sequence.of(token), sums));
        self.weigh(&sums)
    }

    /// The same by each token's sums of weights (see [`add`](Self::add)).
    pub fn weigh(&self, sums: &[Sums<HALVES>]) -> Vec<f32> {
        if self.labels == 0 {
            return Vec::new();
        }
        let shares = self.lattice.shares(Begins::Sequence, self.scores(sums, None));
        if self.labels.is_multiple_of(4) {
            return shares.into_flattened();
        }
        let rows = shares.chunks_exact(self.lattice.fours());
        rows.flat_map(|row| row.as_flattened().iter().take(self.labels)).copied().collect()
    }

    /// The runs of tokens of a stretch that may be one of `things`, each told by the labels of its first and of its later
    /// tokens, by the tokens' sums of weights (see [`add`](Self::add)); runs less probable than `least` are left out.
    /// `whole` says whether the sequence begins and ends with the stretch; where it goes on, it does so with the first
    /// label. `extra` adds `[token][label]` scores of a second reader.
    pub fn runs(
        &self,
        sums: &[Sums<HALVES>],
        whole: (bool, bool),
        things: &[(u8, u8)],
        least: f32,
        extra: Option<&[f32]>,
    ) -> Vec<Run> {
        let mut scores = self.scores(sums, extra);
        let fours = self.lattice.fours().max(1);
        if let (false, Some(last)) = (whole.1, scores.len().checked_sub(fours)) {
            let labels = scores[last..].as_flattened_mut().iter_mut().take(self.labels);
            labels.enumerate().for_each(|(label, score)| *score += self.lattice.to_first(label));
        }
        let begins = if whole.0 { Begins::Sequence } else { Begins::AfterFirstLabel };
        self.lattice.runs(&self.lattice.tables(begins, scores), things, least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_add_up() {
        let weights = |seed: i32| {
            let weight = |place: usize| ((place as i32 + 3) * seed % 256 - 128) as i8;
            if seed % 3 == 0 {
                [[i8::MIN; 8]; 2]
            } else {
                [0, 8].map(|half| std::array::from_fn(|at| weight(half + at)))
            }
        };
        let (mut sums, mut half, mut right) = (Sums::default(), Sums::default(), [[0i16; 8]; 2]);
        for seed in 1..=255 {
            let weights = weights(seed);
            let row = row_of(&weights);
            assert_eq!(weights_of(&row), weights);
            (if seed % 2 == 0 { &mut half } else { &mut sums }).add_rows([row].iter());
            let all = right.as_flattened_mut().iter_mut().zip(weights.as_flattened());
            all.for_each(|(sum, weight)| *sum += i16::from(*weight));
        }
        sums.add(&half);
        assert_eq!(sums.by_label(), right);
        assert!((1..=16).all(|label| sums.of_label(label) == right.as_flattened()[label - 1]));
    }

    #[test]
    fn a_model_survives_its_bytes() {
        let mut weights = vec![0f32; 16 * 3];
        weights[5 * 3 + 1] = 2.0;
        weights[9 * 3 + 2] = -1.0;
        let model = Model::<1>::quantised(3, 4, &weights, &[0.1; 12], 0.02);
        let again = Model::<1>::from_bytes(&model.to_bytes()).expect("a model");
        let sequence = Sequence { features: vec![5, 9, 5], ends: vec![1, 3] };
        let shares = again.read(&sequence);
        assert_eq!(shares, model.read(&sequence));
        let best = |token: usize| (0..3).max_by(|a, b| shares[token * 3 + a].total_cmp(&shares[token * 3 + b]));
        assert_eq!((best(0), best(1), shares.len()), (Some(1), Some(1), 6));
        let mut sums = [Sums::default(); 2];
        again.add(&[5], &mut sums[0]);
        again.add(&[9, 5], &mut sums[1]);
        let runs = |extra| again.runs(&sums, (true, true), &[(1, 2)], 0.5, extra);
        let told = |extra| runs(extra).iter().map(|run: &Run| (run.first, run.last)).collect::<Vec<_>>();
        assert_eq!(told(None), [(0, 0), (1, 1)]);
        assert!(Model::<1>::from_bytes(b"CDCRF1").is_none());
        assert_eq!(told(Some(&[0.0, 0.0, 0.0, 0.0, 0.0, 9.0])), [(0, 1)]);
        assert!(told(Some(&[9.0, 0.0, 0.0, 9.0, 0.0, 0.0])).is_empty());
    }
}
