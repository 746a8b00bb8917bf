//! Probabilities that mean what they say: each question of this room has a rising line on the log-odds of its model's own
//! probability, fitted on articles that the model has not seen.

/// What the room gives a probability for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Question {
    /// Is a marked stretch speech?
    Marked,
    /// Is a clause reported speech?
    Clause,
    /// Are the edges of a marked quote right?
    MarkedEdges,
    /// Are the edges of a clause right?
    ClauseEdges,
    /// Is it this mention that speaks a marked quote?
    Speaker,
    /// Is it this mention that speaks a reported one?
    ReportedSpeaker,
    /// Does the pronoun mean this person?
    Person,
}

/// How many questions there are.
pub const COUNT: usize = 7;

/// A rising line on log-odds.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Line {
    slope: f32,
    shift: f32,
}

impl Default for Line {
    fn default() -> Self {
        Self { slope: 1.0, shift: 0.0 }
    }
}

/// Surer than this no model is.
const SUREST: f64 = 1e-3;
/// How many steps of Newton's method a fit takes; it stands still after about six.
const STEPS: usize = 20;
/// How strongly a fit is held to the plain line, in answers.
const HELD: f64 = 2.0;

fn log_odds(probability: f64) -> f64 {
    let p = probability.clamp(SUREST, 1.0 - SUREST);
    (p / (1.0 - p)).ln()
}

fn probability(log_odds: f64) -> f64 {
    1.0 / (1.0 + (-log_odds).exp())
}

impl Line {
    /// The probability that a model's own probability stands for.
    pub fn of(self, own: f64) -> f64 {
        probability(f64::from(self.slope) * log_odds(own) + f64::from(self.shift))
    }

    /// The line that fits answers best (logistic regression on the log-odds).
    pub fn fit(answers: &[(f64, bool)]) -> Self {
        let (mut slope, mut shift) = (1.0f64, 0.0f64);
        for _ in 0..STEPS {
            let (mut first, mut second) = ([HELD * (slope - 1.0), HELD * shift], [HELD, 0.0, HELD]);
            for &(own, is_right) in answers {
                let x = log_odds(own);
                let p = probability(slope * x + shift);
                let (error, weight) = (p - f64::from(u8::from(is_right)), p * (1.0 - p));
                first = [first[0] + error * x, first[1] + error];
                second = [second[0] + weight * x * x, second[1] + weight * x, second[2] + weight];
            }
            let determinant = (second[0] * second[2] - second[1] * second[1]).max(1e-9);
            slope -= (second[2] * first[0] - second[1] * first[1]) / determinant;
            shift -= (second[0] * first[1] - second[1] * first[0]) / determinant;
            // A line that falls would turn the order round.
            slope = slope.clamp(0.05, 5.0);
        }
        Self { slope: slope as f32, shift: shift as f32 }
    }
}

/// A line for each question.
#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Lines([Line; COUNT]);

impl Lines {
    /// The calibrated probability.
    pub fn of(&self, question: Question, own: f64) -> f64 {
        self.0[question as usize].of(own)
    }

    /// Shares of rivals, the best first: its own is calibrated, the others share what is left.
    pub fn share(&self, question: Question, shares: &mut [f64]) {
        let Some((best, others)) = shares.split_first_mut() else { return };
        let own = *best;
        *best = self.of(question, own);
        let scale = (1.0 - *best) / (1.0 - own).max(SUREST);
        others.iter_mut().for_each(|share| *share = (*share * scale).min(*best));
    }

    /// The bytes of the file.
    pub fn to_bytes(self) -> Vec<u8> {
        self.0.iter().flat_map(|line| [line.slope, line.shift]).flat_map(f32::to_le_bytes).collect()
    }

    /// Reads [`to_bytes`](Self::to_bytes).
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let number = |four: &[u8]| f32::from_le_bytes([four[0], four[1], four[2], four[3]]);
        let mut lines = [Line::default(); COUNT];
        let mut pairs = bytes.chunks_exact(8);
        for line in &mut lines {
            let pair = pairs.next()?;
            *line = Line { slope: number(pair), shift: number(pair.get(4..)?) };
        }
        Some(Self(lines))
    }
}

/// Probabilities given and whether they were right, by question.
#[derive(Clone, Debug, Default)]
pub struct Answers([Vec<(f64, bool)>; COUNT]);

impl Answers {
    /// Notes one.
    pub fn note(&mut self, question: Question, probability: f64, is_right: bool) {
        self.0[question as usize].push((probability, is_right));
    }

    /// The lines that fit them.
    pub fn fit(&self) -> Lines {
        Lines(std::array::from_fn(|index| Line::fit(&self.0[index])))
    }

    /// The answers to one question or several.
    pub fn to(&self, questions: &[Question]) -> Vec<(f64, bool)> {
        questions.iter().flat_map(|question| self.0[*question as usize].iter().copied()).collect()
    }
}

/// The expected calibration error: how far, on the mean over ten equally wide bins, the stated probability is from the
/// share that is right.
pub fn error(answers: &[(f64, bool)]) -> f64 {
    let mut bins = [(0.0f64, 0.0f64); 10];
    for &(probability, is_right) in answers {
        let bin = &mut bins[((probability * 10.0) as usize).min(9)];
        *bin = (bin.0 + probability, bin.1 + f64::from(u8::from(is_right)));
    }
    bins.iter().map(|(stated, right)| (stated - right).abs()).sum::<f64>() / answers.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_boaster_is_corrected() {
        // Says 90 %, is right six times in ten.
        let answers: Vec<(f64, bool)> = (0..1000).map(|index| (0.9, index % 10 < 6)).collect();
        let line = Line::fit(&answers);
        assert!((line.of(0.9) - 0.6).abs() < 0.02, "{}", line.of(0.9));
        assert!((error(&answers) - 0.3).abs() < 1e-9);
        let lines = Lines([line; COUNT]);
        assert_eq!(Lines::from_bytes(&lines.to_bytes()), Some(lines));
        assert!(Lines::from_bytes(&[0; 9]).is_none());
        let mut shares = [0.9, 0.08, 0.02];
        lines.share(Question::Speaker, &mut shares);
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-6 && shares[0] > shares[1] && shares[1] > shares[2]);
    }
}
