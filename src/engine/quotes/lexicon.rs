//! Word classes and facts of each token that all stages of this room read: computed once.

use super::cues::{self, CueClass};
use super::marks::Stretch;
use crate::engine::learn::hash::{self, HashMap};
use crate::engine::names::families::{FAMILIES, Family};
use crate::engine::words::ByWord;
use crate::engine::{Reading, TokenKind};
use std::cell::RefCell;
use std::ops::Range;
use std::sync::LazyLock;

/// A set of word classes, one bit each.
pub type Classes = u16;

macro_rules! classes {
    ($($name:ident = $bit:expr, $word:literal, $sentence:literal;)*) => {
        $(#[doc = $sentence] pub const $name: Classes = 1 << $bit;)*
        const NAMES: &[(&str, Classes)] = &[$(($word, $name)),*];
    };
}

classes! {
    DETERMINER = 0, "determiner", "Opens a noun phrase.";
    PRONOUN = 1, "pronoun", "Can be a subject alone.";
    AUXILIARY = 2, "auxiliary", "Helps a verb.";
    PREPOSITION = 3, "preposition", "Opens a phrase of place, time or relation.";
    CONJUNCTION = 4, "conjunction", "Joins clauses.";
    DAY = 5, "day", "Names a day or month.";
    OPENER = 6, "opener", "Opens sentences with a capital without being a name.";
    FINITE = 7, "finite", "A verb form that makes a clause.";
    PEOPLE = 8, "people", "A role or body that speaks.";
    DOCUMENT = 9, "document", "Something written that says things.";
    ADDRESSEE = 10, "addressee", "Who is told, not who tells.";
    ADVERBIAL = 11, "adverbial", "Between a verb of saying and its clause.";
    PAST = 12, "past", "A past form that is no noun and no participle.";
    QUANTITY = 13, "quantity", "Stands before “of”: “one of her advisers”.";
}

static WORDS: LazyLock<HashMap<Classes>> = LazyLock::new(|| {
    let mut words = HashMap::default();
    for row in include_str!("../../../assets/quotes/words.tsv").lines().filter(|row| !row.starts_with('#')) {
        let (name, list) = row.split_once('\t').unwrap_or(("", ""));
        let bit = NAMES.iter().find(|(word, _)| *word == name).map_or(0, |(_, bit)| *bit);
        for word in list.split_whitespace() {
            *words.entry(hash::folded(word)).or_insert(0) |= bit;
        }
    }
    words
});

/// How a verb stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum VerbForm {
    /// "say"
    Base,
    /// "said"
    Past,
    /// "says"
    Present,
    /// "saying"
    Participle,
}

/// A verb of saying at a token.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Verb {
    /// Which verb: the row of the lexicon.
    pub lemma: u16,
    /// How it is built.
    pub class: CueClass,
    /// Its form.
    pub form: VerbForm,
}

/// Whether a word makes a clause of what it stands in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Finite {
    /// A finite verb.
    Always,
    /// A form in -ed: one behind other words.
    Behind,
    /// No verb, or none that is told by its form.
    Not,
}

/// What is known of one token.
#[derive(Clone, Copy, Debug)]
pub struct Fact {
    /// The word folded to lower case, as a hash.
    pub lower: u32,
    /// Its classes.
    pub classes: Classes,
    /// The verb of saying it is.
    pub verb: Option<Verb>,
    /// Whether it stands inside quotation marks.
    pub in_marks: bool,
    /// Whether a marked stretch begins with it.
    pub opens_marks: bool,
    /// Whether it begins with a capital.
    pub is_capital: bool,
    /// Whether it is a word or number (not a mark).
    pub is_word: bool,
    /// The character of a mark, else a space.
    pub mark: char,
    /// What sort of word it is, as a small number for features.
    pub sort: u32,
    /// Whether it may stand between a subject and its verb.
    pub is_between: bool,
    /// Whether it is a form in -ed.
    pub is_ed: bool,
    /// The hash of the last three letters, for a word without a capital.
    pub ending: u32,
    /// Words that keep like company, for a word without a capital.
    pub family: Family,
}

thread_local! {
    /// What this thread knows of words by themselves.
    static KNOWN: RefCell<ByWord<Fact>> = RefCell::default();
}

/// Subjects of a verb in -s.
const SINGULAR: [u32; 4] = [hash::of_ascii("he"), hash::of_ascii("she"), hash::of_ascii("it"), hash::of_ascii("who")];

/// "According" (to), which is no verb of saying but a cue.
const ACCORDING: u32 = hash::of_ascii("according");

impl Fact {
    /// What is known of a word by itself; the verb is the one that it may be.
    fn of(word: &str, kind: TokenKind) -> Self {
        let lower = hash::folded(word);
        let first = word.chars().next().unwrap_or(' ');
        let is_word = kind != TokenKind::Mark && first.is_alphanumeric();
        let is_capital = first.is_uppercase();
        let mut fact = Fact {
            lower,
            classes: WORDS.get(&lower).copied().unwrap_or(0),
            verb: cues::verb_of(lower).filter(|_| is_word),
            is_capital,
            is_word,
            is_between: is_word && cues::is_between(word, lower),
            is_ed: word.len() > 4 && word.ends_with("ed") && !is_capital,
            mark: if kind == TokenKind::Mark { first } else { ' ' },
            ending: if is_word && !is_capital { ending_of(word) } else { 0 },
            family: if is_word && !is_capital { FAMILIES.of(lower) } else { Family::default() },
            ..NOTHING
        };
        fact.sort = sort_of(word, kind == TokenKind::Possessive, &fact);
        fact
    }

    /// Whether the word is the "according" of "according to".
    pub fn is_according(&self) -> bool {
        self.is_word && self.lower == ACCORDING
    }

    /// Whether the token is in a class.
    pub fn is(&self, class: Classes) -> bool {
        self.classes & class != 0
    }
}

/// The sort of "'s".
pub const POSSESSIVE: u32 = 29;

/// A small number for what sort of verb of saying this is.
fn sort_of_verb(verb: Verb) -> u32 {
    40 + verb.class as u32 * 4 + verb.form as u32
}

/// A small number for what sort of word this is when it is no verb of saying.
fn sort_of(word: &str, is_possessive: bool, fact: &Fact) -> u32 {
    if is_possessive {
        return POSSESSIVE;
    }
    let ordered = [PRONOUN, AUXILIARY, PREPOSITION, DETERMINER, CONJUNCTION, DAY, FINITE, PEOPLE];
    if let Some(place) = ordered.iter().position(|&class| fact.is(class)) {
        return 1 + place as u32;
    }
    if !fact.is_word {
        return 100 + fact.mark as u32;
    }
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return 22;
    }
    if fact.is_capital {
        return 20 + u32::from(word.chars().count() > 1 && !word.chars().any(char::is_lowercase));
    }
    const ENDINGS: &[&str] = &["ed", "ing", "ly", "s"];
    let ending = ENDINGS.iter().position(|ending| word.len() > ending.len() + 2 && word.ends_with(ending));
    ending.map_or(23, |place| 24 + place as u32)
}

/// The hash of the last three letters.
fn ending_of(word: &str) -> u32 {
    word.chars().rev().take(3).fold(hash::START, hash::step)
}

/// All tokens' facts.
pub struct Facts<'r, 'a> {
    /// The article being read.
    pub reading: &'r Reading<'a>,
    /// One for each token.
    pub all: Vec<Fact>,
    /// Whether the article is in the language that the word lists and models know.
    pub is_known_language: bool,
}

/// In English one word in three is a small one of the lists; in other languages hardly one in ten looks like one.
const KNOWN_SHARE: usize = 6;
/// Too few words to tell a language by.
const FEW_WORDS: usize = 6;

/// The fact past either end.
pub const NOTHING: Fact = Fact {
    lower: 0,
    classes: 0,
    verb: None,
    in_marks: false,
    opens_marks: false,
    is_capital: false,
    is_word: false,
    is_between: false,
    is_ed: false,
    mark: '\n',
    sort: 0,
    ending: 0,
    family: Family { small: 0, middle: 0, large: 0 },
};

impl<'r, 'a> Facts<'r, 'a> {
    /// Looks every token up.
    pub fn new(reading: &'r Reading<'a>, stretches: &[Stretch]) -> Self {
        let mut next = 0;
        let mut all = Vec::with_capacity(reading.tokens.len());
        KNOWN.with_borrow_mut(|known| {
            for (index, token) in reading.tokens.iter().enumerate() {
                while stretches.get(next).is_some_and(|stretch| stretch.span.end() <= token.span.start()) {
                    next += 1;
                }
                let stretch = stretches.get(next).filter(|stretch| stretch.span.contains(token.span));
                let word = known.get(reading.number(index), || Fact::of(reading.slice(token.span), token.kind));
                let verb = word.verb.filter(|verb| cues::is_verb_at(reading, index, *verb));
                all.push(Fact {
                    verb,
                    in_marks: stretch.is_some(),
                    opens_marks: stretch.is_some_and(|stretch| stretch.span.start() == token.span.start()),
                    sort: verb.map_or(word.sort, sort_of_verb),
                    ..*word
                });
            }
        });
        let words = all.iter().filter(|fact| fact.is_word).count();
        let small = DETERMINER | PRONOUN | AUXILIARY | PREPOSITION | CONJUNCTION;
        let known = all.iter().filter(|fact| fact.is_word && fact.classes & small != 0).count();
        Self { reading, all, is_known_language: words < FEW_WORDS || known * KNOWN_SHARE >= words }
    }

    /// A token's facts; past the ends a line end.
    pub fn at(&self, token: usize) -> &Fact {
        self.all.get(token).unwrap_or(&NOTHING)
    }

    /// The token before, in the same paragraph.
    pub fn before(&self, token: usize) -> &Fact {
        match token.checked_sub(1) {
            Some(before) if self.paragraph(before) == self.paragraph(token) => self.at(before),
            _ => &NOTHING,
        }
    }

    /// The token at an index if it is in the same paragraph as `token`.
    pub fn beside(&self, index: usize, token: usize) -> &Fact {
        if self.paragraph(index) == self.paragraph(token) { self.at(index) } else { &NOTHING }
    }

    /// A token's paragraph.
    pub fn paragraph(&self, token: usize) -> u32 {
        self.reading.tokens.get(token).map_or(u32::MAX, |token| token.paragraph)
    }

    /// A token's sentence.
    pub fn sentence(&self, token: usize) -> usize {
        self.reading.tokens.get(token).map_or(self.reading.sentences.len(), |token| token.sentence as usize)
    }

    /// The tokens of a token's sentence.
    pub fn sentence_of(&self, token: usize) -> Range<usize> {
        let sentence = self.reading.sentences.get(self.sentence(token));
        sentence.map_or(token..token, |sentence| sentence.tokens.clone())
    }

    /// The tokens of a token's paragraph.
    pub fn paragraph_of(&self, token: usize) -> Range<usize> {
        let paragraph = self.paragraph(token);
        let tokens = &self.reading.tokens;
        let start = tokens.partition_point(|token| token.paragraph < paragraph);
        start..tokens.partition_point(|token| token.paragraph <= paragraph)
    }

    /// Whether some token of the range makes it a clause.
    pub fn has_finite_verb(&self, range: Range<usize>) -> bool {
        let start = range.start;
        range.into_iter().any(|index| self.is_finite(index, index > start))
    }

    /// The same, but "'s" behind a noun is no verb: it owns what follows.
    pub fn is_clause(&self, range: Range<usize>) -> bool {
        let start = range.start;
        let owns =
            |index: usize| self.at(index).sort == POSSESSIVE && !self.before(index).is(PRONOUN | CONJUNCTION | OPENER);
        range.into_iter().any(|index| self.is_finite(index, index > start) && !owns(index))
    }

    /// Whether a finite verb stands here; a form in -ed is one behind other words only.
    fn is_finite(&self, index: usize, is_behind: bool) -> bool {
        match self.finite_at(index) {
            Finite::Always => true,
            Finite::Behind => is_behind,
            Finite::Not => false,
        }
    }

    /// Whether a token may be a finite verb.
    pub fn finite_at(&self, index: usize) -> Finite {
        let fact = self.at(index);
        let says = || fact.verb.is_some_and(|verb| matches!(verb.form, VerbForm::Past | VerbForm::Present));
        // "she earns"
        let is_theirs = || {
            let is_plain = fact.classes == 0 && fact.is_word && !fact.is_capital;
            is_plain && SINGULAR.contains(&self.before(index).lower) && self.reading.word(index).ends_with('s')
        };
        if fact.is(AUXILIARY | FINITE) || says() || is_theirs() {
            Finite::Always
        } else if fact.is_ed {
            Finite::Behind
        } else {
            Finite::Not
        }
    }
}
