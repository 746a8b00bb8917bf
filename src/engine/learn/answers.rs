//! Answers of pure functions, kept from article to article: news is made of few words, most of them met over and over.
//! Each answer is kept with its whole question, so that what was read before can never change what is found.

/// Answers kept at most.
const MOST: usize = 1 << 15;
/// Places by hash.
const PLACES: usize = MOST * 4;

/// Answers by question; an old answer makes room for a new one.
pub struct Answers<K, V> {
    /// Where in `kept` the answer is, by the question's hash; empty until the first question.
    places: Vec<u16>,
    kept: Vec<(K, V)>,
}

impl<K, V> Default for Answers<K, V> {
    fn default() -> Self {
        Self { places: Vec::new(), kept: Vec::new() }
    }
}

impl<K: PartialEq, V> Answers<K, V> {
    /// The answer to a question, worked out unless it is known. The question must be all that the answer depends on.
    pub fn get(&mut self, hash: u32, question: K, work_out: impl FnOnce() -> V) -> &V {
        self.get_mut(hash, question, work_out)
    }

    /// The same for an answer that grows: what is added to it must depend on the question alone too.
    pub fn get_mut(&mut self, hash: u32, question: K, work_out: impl FnOnce() -> V) -> &mut V {
        if self.places.is_empty() {
            self.places = vec![0; PLACES];
        }
        // Two places for each hash, the one used last first.
        let first = hash as usize % PLACES;
        let second = first ^ 1;
        let is_at =
            |kept: &[(K, V)], place: u16| kept.get(usize::from(place)).is_some_and(|(known, _)| *known == question);
        if !is_at(&self.kept, self.places[first]) {
            self.places.swap(first, second);
            if !is_at(&self.kept, self.places[first]) {
                self.places[first] = self.keep(hash, question, work_out());
            }
        }
        &mut self.kept[usize::from(self.places[first])].1
    }

    /// Where the answer is from now on.
    fn keep(&mut self, hash: u32, question: K, answer: V) -> u16 {
        if self.kept.len() < MOST {
            self.kept.push((question, answer));
            return (self.kept.len() - 1) as u16;
        }
        let place = hash as usize / 4 % MOST;
        self.kept[place] = (question, answer);
        place as u16
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::learn::hash::feature;

    #[test]
    fn an_answer_is_the_same_however_full_the_memory() {
        let mut answers: Answers<u32, u32> = Answers::default();
        for round in 0..3 {
            for question in 0..100_000 {
                // Hashes that clash on purpose.
                assert_eq!(*answers.get(question % 1_000 + round, question, || question * 2), question * 2);
            }
        }
        let mut answers: Answers<u32, u32> = Answers::default();
        for question in (0..100_000).chain(0..100_000) {
            assert_eq!(*answers.get(feature(1, question), question, || question * 2), question * 2);
        }
        assert_eq!(answers.kept.len(), MOST);
    }
}
