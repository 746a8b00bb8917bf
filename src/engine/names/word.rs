//! What the tagger sees of a word by itself, at each place near a token: the word, its affixes, shape and capitals, the
//! word lists, the families of words.
//!
//! Most of what a token is known by is of this kind and depends on nothing else, so that its weights need to be added up
//! once a word and not once a token: see [`super::memory`].

use super::families::{FAMILIES, Family, Role};
use super::lists::{self, LISTS};
use crate::engine::learn::hash;

/// How a word is capitalised.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Case {
    Lower,
    Title,
    Upper,
    Mixed,
    Digit,
    Mark,
}

/// One token's own particulars, made once.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Word {
    pub folded: u32,
    /// The hash of the word as it stands.
    pub exact: u32,
    pub shape: u32,
    pub case: Case,
    pub classes: u16,
    /// The classes of the longest known name that covers the token.
    pub covered: u16,
    /// Whether that name begins here.
    pub begins: bool,
    pub family: Family,
    pub role: Role,
}

/// The hashes of a word's first letters, up to three, and of its last ones, up to four.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Affixes([u32; 7]);

impl Affixes {
    pub fn new(text: &str) -> Self {
        let mut affixes = [0; 7];
        let (prefixes, suffixes) = affixes.split_at_mut(3);
        if text.is_ascii() {
            let small = |byte: &u8| char::from(byte.to_ascii_lowercase());
            step_through(prefixes, text.as_bytes().iter().map(small));
            step_through(suffixes, text.as_bytes().iter().rev().map(small));
        } else {
            step_through(prefixes, text.chars().flat_map(char::to_lowercase));
            step_through(suffixes, text.chars().rev().flat_map(char::to_lowercase));
        }
        Self(affixes)
    }
}

/// The hash of the first letter, of the first two and so on.
fn step_through(slots: &mut [u32], letters: impl Iterator<Item = char>) {
    let mut hash = hash::START;
    for (slot, c) in slots.iter_mut().zip(letters) {
        hash = hash::step(hash, c);
        *slot = hash;
    }
}

fn case_of(word: &str) -> Case {
    let mut chars = word.chars();
    let Some(first) = chars.next() else { return Case::Mark };
    if first.is_numeric() {
        return Case::Digit;
    }
    if !first.is_alphabetic() {
        return Case::Mark;
    }
    let (mut upper, mut lower) = (0, 0);
    for c in chars {
        upper += usize::from(c.is_uppercase());
        lower += usize::from(c.is_lowercase());
    }
    match (first.is_uppercase(), upper, lower) {
        (true, 0, 0) => Case::Upper,
        (true, 0, _) => Case::Title,
        (true, _, 0) => Case::Upper,
        (false, 0, _) => Case::Lower,
        _ => Case::Mixed,
    }
}

fn shape_of(word: &str) -> u32 {
    let mut last = ' ';
    let mut repeated = 0;
    word.chars().fold(hash::START, |shape, c| {
        let sort = if c.is_uppercase() {
            'X'
        } else if c.is_alphabetic() {
            'x'
        } else if c.is_numeric() {
            '0'
        } else {
            c
        };
        repeated = if sort == last { repeated + 1 } else { 0 };
        last = sort;
        if repeated < 2 { hash::step(shape, sort) } else { shape }
    })
}

impl Word {
    /// Looks the word up.
    pub fn new(text: &str) -> Self {
        let (hashed, exact) = (hash::folded(text), hash::exact(text));
        let (family, role) = FAMILIES.with_role(hashed);
        Self {
            folded: hashed,
            exact,
            shape: shape_of(text),
            case: case_of(text),
            classes: LISTS.classes(lists::join_hashed(hash::START, exact)),
            covered: 0,
            begins: false,
            family,
            role,
        }
    }

    pub fn is_capital(self) -> bool {
        matches!(self.case, Case::Title | Case::Upper | Case::Mixed)
    }
}

/// Gives all that the word at a place says by itself: the token's own (0) or one of the two before or after it, `None`
/// beyond the sentence.
pub(super) fn describe(offset: isize, word: Option<&(Word, Affixes)>, push: &mut impl FnMut(u32, u32)) {
    let affixes = word.map(|(_, affixes)| affixes);
    let beyond = offset as u32;
    match (offset, word.map(|(word, _)| word)) {
        (0, Some(word)) => describe_own(word, affixes, push),
        (-1, word) => {
            describe_beside([2, 7, 17, 24, 45, 47], beyond, word, affixes, push);
            push(74, word.map_or(99, |word| u32::from(word.role.before)));
        }
        (1, word) => {
            describe_beside([3, 8, 18, 25, 46, 48], beyond, word, affixes, push);
            push(75, word.map_or(99, |word| u32::from(word.role.after)));
        }
        (-2, word) => {
            push(4, word.map_or(beyond, |word| word.folded));
            push(49, word.map_or(0, |word| u32::from(word.family.middle)));
        }
        (2, word) => {
            push(5, word.map_or(beyond, |word| word.folded));
            push(9, word.map_or(7, |word| word.shape));
            push(50, word.map_or(0, |word| u32::from(word.family.middle)));
        }
        _ => {}
    }
}

fn describe_own(word: &Word, affixes: Option<&Affixes>, push: &mut impl FnMut(u32, u32)) {
    push(0, 0);
    push(1, word.folded);
    push(6, word.shape);
    for (template, &affix) in (10..).zip(affixes.iter().flat_map(|affixes| &affixes.0)) {
        if affix != 0 {
            push(template, affix);
        }
    }
    let case = word.case as u32;
    push(19, case);
    push(22, u32::from(word.covered) * 2 + u32::from(word.begins));
    push(23, u32::from(word.classes));
    push(42, u32::from(word.family.small));
    push(43, u32::from(word.family.middle) * 8 + case);
    push(44, u32::from(word.family.large) * 8 + case);
    push(72, u32::from(word.role.own));
    push(73, u32::from(word.role.own) * 8 + case);
}

/// The next word on either side.
fn describe_beside(
    templates: [u32; 6],
    beyond: u32,
    word: Option<&Word>,
    affixes: Option<&Affixes>,
    push: &mut impl FnMut(u32, u32),
) {
    let [folded, shape, ending, lists, small, middle] = templates;
    push(folded, word.map_or(beyond, |word| word.folded));
    push(shape, word.map_or(7, |word| word.shape));
    push(ending, affixes.map_or(0, |affixes| affixes.0[5]));
    push(lists, word.map_or(0, |word| u32::from(word.classes) * 4096 + u32::from(word.covered)));
    push(small, word.map_or(0, |word| u32::from(word.family.small)));
    push(middle, word.map_or(0, |word| u32::from(word.family.middle)));
}
