//! Groups rows of numbers by direction: spherical k-means, fixed start, one thread, so that the same rows give the same
//! groups.

/// Rows of equal width, each of length one.
#[derive(Clone, Debug)]
pub struct Rows {
    width: usize,
    values: Vec<f32>,
}

impl Rows {
    /// No rows yet.
    pub fn new(width: usize) -> Self {
        Self { width, values: Vec::new() }
    }

    /// Adds a row, scaled to length one; what is missing counts as zero.
    pub fn push(&mut self, row: &[f32]) {
        let length = row.iter().map(|value| value * value).sum::<f32>().sqrt().max(f32::MIN_POSITIVE);
        self.values.extend(row.iter().take(self.width).map(|value| value / length));
        self.values.resize(self.values.len().next_multiple_of(self.width), 0.0);
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.values.len() / self.width
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// The rows in order.
    pub fn iter(&self) -> impl Iterator<Item = &[f32]> {
        self.values.chunks_exact(self.width)
    }
}

/// The group of every row and the groups' centres, after at most `rounds` rounds. There are at most 65,536 groups.
pub fn group(rows: &Rows, groups: usize, rounds: usize) -> (Vec<u16>, Rows) {
    let groups = groups.min(rows.len()).min(1 << 16);
    let mut centres = Rows::new(rows.width);
    // Rows come most frequent first; the start is spread over all of them.
    (0..groups).for_each(|at| centres.push(rows.iter().nth(at * rows.len() / groups).unwrap_or_default()));
    let mut group_of = vec![0u16; rows.len()];
    for _ in 0..rounds {
        let turned = turned(&centres);
        let mut scores = vec![0f32; groups];
        let mut moved = false;
        let mut sums = vec![0f32; groups * rows.width];
        for (row, own) in rows.iter().zip(&mut group_of) {
            let nearest = nearest(row, &turned, &mut scores);
            moved |= *own != nearest;
            *own = nearest;
            let start = usize::from(nearest) * rows.width;
            sums[start..start + rows.width].iter_mut().zip(row).for_each(|(sum, value)| *sum += value);
        }
        let old = std::mem::replace(&mut centres, Rows::new(rows.width));
        for (sum, old) in sums.chunks_exact(rows.width).zip(old.iter()) {
            let is_empty = sum.iter().all(|&value| value == 0.0);
            centres.push(if is_empty { old } else { sum });
        }
        if !moved {
            break;
        }
    }
    (group_of, centres)
}

/// `[column][row]` of the rows, so that one row's products with all centres are taken side by side.
fn turned(rows: &Rows) -> Vec<f32> {
    let mut turned = vec![0f32; rows.values.len()];
    for (at, row) in rows.iter().enumerate() {
        row.iter().enumerate().for_each(|(column, &value)| turned[column * rows.len() + at] = value);
    }
    turned
}

fn nearest(row: &[f32], turned: &[f32], scores: &mut [f32]) -> u16 {
    scores.fill(0.0);
    for (&value, column) in row.iter().zip(turned.chunks_exact(scores.len())) {
        scores.iter_mut().zip(column).for_each(|(score, centre)| *score += value * centre);
    }
    let best = scores.iter().enumerate().fold(
        (0, f32::NEG_INFINITY),
        |best, (at, &score)| {
            if score > best.1 { (at, score) } else { best }
        },
    );
    best.0 as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_of_one_direction_are_one_group() {
        let mut rows = Rows::new(2);
        for row in [[1.0, 0.1], [0.0, 3.0], [9.0, 0.2], [0.1, 1.0]] {
            rows.push(&row);
        }
        let (group_of, centres) = group(&rows, 2, 10);
        assert_eq!(group_of[0], group_of[2]);
        assert_eq!(group_of[1], group_of[3]);
        assert_ne!(group_of[0], group_of[1]);
        assert_eq!(centres.len(), 2);
    }
}
