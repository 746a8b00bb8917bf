//! Sentences all in capitals or in title case, read as if they were written the usual way: "Dockers Clash With Police"
//! holds no name. Whether a word would be small is told by the rest of the article, or by what is known of words.

use super::families::FAMILIES;
use super::lists::{self, LISTS};
use super::roles::Cue;
use super::word::{Case, Word};
use crate::engine::learn::hash::{self, HashMap};
use crate::engine::learn::network::{Settings, train};
use crate::engine::{Reading, Sentence, TokenKind};

/// How a sentence is set.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Set {
    Usual,
    TitleCase,
    Capitals,
}

/// Words that stay small in title case. Most verbs do not.
const LIGHT: &[&str] = &[
    "a", "an", "the", "and", "or", "but", "nor", "of", "in", "on", "at", "to", "for", "by", "with", "from", "as", "is",
    "vs", "v", "via", "per", "into", "onto", "over", "after", "amid", "about", "under", "between", "against",
    "through", "without", "de", "del", "di", "da", "do", "dos", "du", "la", "le", "el", "al", "bin", "ibn", "van",
    "von", "der", "den", "y", "e", "s", "t",
];

fn set_of(reading: &Reading, words: &[Word], sentence: &Sentence) -> Set {
    let (mut small, mut title, mut upper) = (0, 0, 0);
    for index in sentence.tokens.clone().filter(|&index| reading.tokens[index].kind == TokenKind::Word) {
        match words[index].case {
            Case::Lower => small += usize::from(has_four_letters(reading.word(index))),
            Case::Title => title += 1,
            Case::Upper => upper += 1,
            Case::Mixed | Case::Digit | Case::Mark => {}
        }
    }
    if upper >= 4 && title + small == 0 {
        Set::Capitals
    } else if title + upper >= 4 && small * 6 <= title + upper {
        Set::TitleCase
    } else {
        Set::Usual
    }
}

fn has_four_letters(word: &str) -> bool {
    word.len() > 3 && (word.is_ascii() || word.chars().nth(3).is_some())
}

/// How often a word stands in the article's other sentences, beyond their first words.
#[derive(Clone, Copy, Default)]
struct Seen {
    small: u32,
    large: u32,
    /// Of the large ones, those all in capitals.
    upper: u32,
}

/// Makes the words of such sentences what they would be; says which sentences are set so. (Training on copies of headlines
/// in title case instead reached as much there, and cost 0.3 core F1 elsewhere.)
pub(super) fn as_usual(reading: &Reading, words: &mut [Word]) -> Vec<bool> {
    let mut sets: Vec<Set> = reading.sentences.iter().map(|sentence| set_of(reading, words, sentence)).collect();
    leave_lists_as_they_stand(reading, &mut sets);
    if sets.iter().any(|&set| set != Set::Usual) {
        let seen = seen(reading, words, &sets);
        for (sentence, &set) in reading.sentences.iter().zip(&sets).filter(|(_, set)| **set != Set::Usual) {
            sentence_as_usual(reading, words, sentence, set, &seen);
        }
    }
    sets.into_iter().map(|set| set != Set::Usual).collect()
}

/// "The others are Ingrid Pilot, Ana Moreno and Dov Ashkar" is a list of names, written the usual way: in title case the verb
/// would not be small. Unless most of the article is in title case.
fn leave_lists_as_they_stand(reading: &Reading, sets: &mut [Set]) {
    let in_title_case = sets.iter().filter(|&&set| set == Set::TitleCase).count();
    if in_title_case * 2 >= sets.len() {
        return;
    }
    for (sentence, set) in reading.sentences.iter().zip(sets).filter(|(_, set)| **set == Set::TitleCase) {
        let mut small = sentence.tokens.clone().map(|token| reading.word(token));
        if small.any(|word| word.starts_with(char::is_lowercase) && !LIGHT.contains(&word)) {
            *set = Set::Usual;
        }
    }
}

fn seen(reading: &Reading, words: &[Word], sets: &[Set]) -> HashMap<Seen> {
    let mut all: HashMap<Seen> = HashMap::default();
    for (sentence, _) in reading.sentences.iter().zip(sets).filter(|(_, set)| **set == Set::Usual) {
        for word in words[sentence.tokens.clone()].iter().skip(1) {
            let seen = all.entry(word.folded).or_default();
            seen.small += u32::from(word.case == Case::Lower);
            seen.large += u32::from(word.is_capital());
            seen.upper += u32::from(word.case == Case::Upper);
        }
    }
    all
}

fn sentence_as_usual(reading: &Reading, words: &mut [Word], sentence: &Sentence, set: Set, seen: &HashMap<Seen>) {
    for index in sentence.tokens.clone().filter(|&index| reading.tokens[index].kind == TokenKind::Word) {
        let known = seen.get(&words[index].folded).copied().unwrap_or_default();
        let is_first = index == sentence.tokens.start;
        if words[index].is_capital()
            && let Some(text) = usual(reading.word(index), known, set, is_first)
        {
            // As it stands it stays, for lists that know how it is written.
            words[index] = Word { exact: words[index].exact, ..Word::new(&text) };
        }
    }
}

/// How the word would be written, if that is not as it stands. (Keeping "Hospital" large after a name was tried: no gain.)
fn usual(word: &str, seen: Seen, set: Set, is_first: bool) -> Option<String> {
    let is_small =
        if seen.small == seen.large { FAMILIES.is_small(hash::folded(word)) } else { seen.small > seen.large };
    if is_small && !is_first {
        return Some(word.to_lowercase());
    }
    let stands = set == Set::TitleCase || !is_small && is_acronym(word, seen);
    (!stands).then(|| with_capital(word))
}

/// "DOCKERS" as "Dockers".
fn with_capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().chain(letters.flat_map(char::to_lowercase)).collect()
}

fn is_acronym(word: &str, seen: Seen) -> bool {
    let has_vowel = word.contains(['A', 'E', 'I', 'O', 'U', 'Y']);
    seen.upper * 2 > seen.large || word.is_ascii() && !has_vowel || LISTS.classes(lists::join(hash::START, word)) != 0
}

/// The sort of a cue that says whether a word inside a sentence is small (label 1) or not.
pub(super) const CASE: usize = 3;

/// The cues of a sentence that is written the usual way.
pub(super) fn cues(reading: &Reading, sentence: &Sentence) -> Vec<Cue> {
    let is_word = |index: &usize| reading.tokens[*index].kind == TokenKind::Word;
    let words = sentence.tokens.clone().skip(1).filter(is_word).map(|index| reading.word(index));
    let cue = |word: &str| Cue {
        word: hash::folded(word),
        sort: CASE,
        label: u8::from(word.starts_with(char::is_lowercase)),
    };
    let cues: Vec<Cue> = words.map(cue).collect();
    let small = cues.iter().filter(|cue| cue.label == 1).count();
    if small * 2 > cues.len() { cues } else { Vec::new() }
}

/// How often a word has to be seen to be known; others are judged by those that keep like company.
const KNOWN: u32 = 3;

/// Whether each word, by its number, is usually small.
pub(super) fn learn(vectors: &[Vec<f32>], number_of: &HashMap<u32>, cues: &[Cue]) -> Vec<bool> {
    let mut counts = vec![(0u32, 0u32); vectors.len()];
    for cue in cues.iter().filter(|cue| cue.sort == CASE) {
        if let Some(count) = number_of.get(&cue.word).and_then(|&number| counts.get_mut(number as usize)) {
            count.0 += u32::from(cue.label);
            count.1 += 1;
        }
    }
    let seen = (0..).zip(&counts).filter(|(_, (_, all))| *all > 0);
    let examples: Vec<(u32, u8)> = seen.map(|(number, (small, all))| (number, u8::from(small * 2 > *all))).collect();
    let inputs = vectors.first().map_or(0, Vec::len);
    let settings = Settings { inputs, hidden: 12, outputs: 2, epochs: 30, rate: 2e-3 };
    let network = train(|number| vectors[number as usize].as_slice(), &examples, settings);
    let is_small = |(vector, &(small, all)): (&Vec<f32>, &(u32, u32))| {
        if all >= KNOWN { small * 2 > all } else { network.read(vector).get(1).is_some_and(|&share| share > 0.5) }
    };
    vectors.iter().zip(&counts).map(is_small).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Article;

    /// How each word of the first sentence is taken to be written: small, with a capital, all in capitals.
    fn written(text: &str) -> String {
        let article = Article::plain(text);
        let reading = Reading::new(&article);
        let mut words: Vec<Word> = (0..reading.tokens.len()).map(|token| Word::new(reading.word(token))).collect();
        as_usual(&reading, &mut words);
        let of = |word: &Word| match word.case {
            Case::Lower => "x",
            Case::Title => "Xx",
            Case::Upper => "XX",
            Case::Mixed | Case::Digit | Case::Mark => ".",
        };
        words[reading.sentences[0].tokens.clone()].iter().map(of).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn headlines_are_read_as_if_written_the_usual_way() {
        let rest = "\n\nNo dockers at the quay saw a clash, said Ingrid Pilot, who runs the night shift. They slept.";
        let check = |headline: &str, expected: &str| assert_eq!(written(&format!("{headline}{rest}")), expected);
        check("Solheim Dockers Clash With Night Crew Over Pay", "Xx x x x x x x x");
        // What is large elsewhere in the article stays large.
        check("Storm Warning Reaches Ingrid Pilot Too Late", "Xx x x Xx Xx x x");
        check("SOLHEIM DOCKERS WALK OUT, NRK SAYS", "Xx x x x . XX x");
        // A sentence with small words is written the usual way already.
        check("Solheim Dockers clash with Night Crew over pay", "Xx Xx x x Xx Xx x x");
        // Nor is a list of names a headline.
        check(
            "Present were Harbour Master Ingrid Pilot, Port Watch and the Night Crew.",
            "Xx x Xx Xx Xx Xx . Xx Xx x x Xx Xx .",
        );
    }
}
