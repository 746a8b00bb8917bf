//! Where names may be: runs of capitals with what may belong to a name at their edges. Most words stand elsewhere, and the
//! tagger need not weigh them (core F1 the same as when it weighs all, in half the time).

use super::tidy::PARTICLES;
use super::word::{Case, Word};
use crate::engine::Reading;
use std::ops::Range;

/// How many words without a capital may open a name.
const OPENING: usize = 2;

/// So many words between two runs of capitals are weighed with them: the "of the" of a name.
const LINK: usize = 2;

/// The stretches of a sentence that are weighed.
pub fn find(reading: &Reading, words: &[Word], sentence: Range<usize>) -> Vec<Range<usize>> {
    let page = Page { reading, words };
    let mut stretches: Vec<Range<usize>> = Vec::new();
    for index in sentence.clone().filter(|&index| words[index].is_capital()) {
        let opening = (sentence.start..index).rev().take(OPENING).take_while(|&at| page.may_open(at)).count();
        let mut end = index + 1;
        end += usize::from(end < sentence.end && page.may_close(end));
        while end < sentence.end && page.joins(end) {
            end += 1;
        }
        let start = index - opening;
        match stretches.last_mut() {
            Some(last) if last.end + LINK >= start => last.end = last.end.max(end),
            _ => stretches.push(start..end),
        }
    }
    stretches
}

struct Page<'p, 'a> {
    reading: &'p Reading<'a>,
    words: &'p [Word],
}

impl Page<'_, '_> {
    /// Whether a word without a capital may be the first of a name: "al-Assad", "2024 Games".
    fn may_open(&self, index: usize) -> bool {
        PARTICLES.contains(&self.reading.word(index)) || self.is_sign(index)
    }

    /// Whether a word without a capital may be the last of a name ("Channel 4"), or tells that there is none ("US dollars").
    fn may_close(&self, index: usize) -> bool {
        matches!(self.reading.word(index), "dollars" | "dollar")
            || self.reading.word(index) == "," && self.is_number(index + 1)
            || self.is_sign(index)
    }

    /// "Chan-o-cha" and "Ports Act, 2019" are weighed in whole.
    fn joins(&self, index: usize) -> bool {
        let is_hyphen = |index: usize| self.reading.word(index) == "-";
        is_hyphen(index) || is_hyphen(index - 1) || self.is_number(index) && self.reading.word(index - 1) == ","
    }

    fn is_number(&self, index: usize) -> bool {
        self.words.get(index).is_some_and(|word| word.case == Case::Digit)
    }

    /// A number, or a mark that does not part words.
    fn is_sign(&self, index: usize) -> bool {
        const PARTING: &[&str] = &[",", ".", ";", ":", "!", "?", "(", ")", "\"", "“", "”"];
        match self.words[index].case {
            Case::Digit => true,
            Case::Mark => !PARTING.contains(&self.reading.word(index)),
            _ => false,
        }
    }
}
