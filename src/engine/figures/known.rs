//! What a word by itself says of figures: worked out once for each word, so that the pass over an article looks closely
//! only where a figure may begin.

use super::lists::{Dimension, LISTS};
use super::money;
use crate::engine::TokenKind;
use crate::engine::learn::hash;
use crate::engine::words::ByWord;
use std::cell::RefCell;

/// A set of [`flag`]s.
pub type Flags = u16;

/// What a word may be.
pub mod flag {
    use super::Flags;
    /// A figure may begin with it.
    pub const BEGINS: Flags = 1;
    /// "the", "in": a figure may begin with it before a word of these three.
    pub const ARTICLE: Flags = 1 << 1;
    /// Such a word.
    pub const FOLLOWS: Flags = 1 << 2;
    /// Written with a capital.
    pub const CAPITAL: Flags = 1 << 3;
    /// Short enough to be the letters before a currency's sign.
    pub const LETTERS: Flags = 1 << 4;
    /// A mark before an amount of money.
    pub const SIGN: Flags = 1 << 5;
    /// A currency's name after an amount, or after the capitalised name of its country.
    pub const CURRENCY: Flags = 1 << 6;
    /// A capitalised word that tells of a country.
    pub const HOME: Flags = 1 << 7;
    /// A mark that leads digits, with nothing between: "-5", ".5", "’90".
    pub const LEADS: Flags = 1 << 8;
    /// One of [`STEPS`](super::STEPS).
    pub const STEP: Flags = 1 << 9;
    /// A date or time may be told by it.
    pub const TIMELY: Flags = 1 << 10;
    /// A number, in digits or words.
    pub const NUMBER: Flags = 1 << 11;
}

/// Words that step from one period to another.
pub const STEPS: [&str; 9] = ["last", "previous", "past", "next", "coming", "following", "upcoming", "this", "current"];

/// Words that are known by themselves, in no table.
pub fn words() -> impl Iterator<Item = &'static &'static str> {
    STEPS.iter().chain(TIMELY)
}

/// What is known of a word.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Its folded hash.
    pub lower: u32,
    /// What it may be.
    pub flags: Flags,
}

thread_local! {
    static KNOWN: RefCell<ByWord<Known>> = RefCell::default();
}

/// Looks at what is known of words, kept from article to article.
pub fn with<T>(look: impl FnOnce(&mut ByWord<Known>) -> T) -> T {
    KNOWN.with_borrow_mut(look)
}

impl Known {
    /// What there is to know.
    pub fn new(word: &str, kind: TokenKind) -> Self {
        let lower = hash::folded(word);
        let flags = match kind {
            TokenKind::Number => flag::BEGINS | flag::FOLLOWS | flag::NUMBER | given(!is_plain(word), flag::TIMELY),
            TokenKind::Mark => of_mark(word),
            TokenKind::Word => of_word(word, lower),
            TokenKind::Possessive => 0,
        };
        Self { lower, flags }
    }

    /// Whether it is any of these.
    pub fn is(self, flags: Flags) -> bool {
        self.flags & flags != 0
    }
}

fn given(is_so: bool, flags: Flags) -> Flags {
    if is_so { flags } else { 0 }
}

fn of_mark(mark: &str) -> Flags {
    let is_sign = LISTS.currency_before(mark).is_some();
    let leads = !is_sign && matches!(mark, "-" | "−" | "﹣" | "－" | "." | "'" | "’" | "‘" | "–");
    given(is_sign, flag::SIGN | flag::BEGINS)
        | given(leads, flag::LEADS)
        | given(mark == ".", flag::FOLLOWS)
        | given(matches!(mark, ":" | "/"), flag::TIMELY)
}

/// A number that by itself is no year, date or time: up to three digits, or digits in groups of three.
fn is_plain(number: &str) -> bool {
    number.bytes().all(|byte| byte.is_ascii_digit() || byte == b',') && (number.len() <= 3 || number.contains(','))
}

/// Words that tell a time and stand in no table.
const TIMELY: &[&str] =
    &["am", "pm", "m", "past", "now", "o'clock", "o’clock", "oclock", "half", "bc", "bce", "ad", "ce"];

/// Whether a date or time may be told by a word.
fn is_timely(word: &str, lower: u32) -> bool {
    LISTS.time(lower).is_some()
        || LISTS.begins_feast(lower)
        || LISTS.zone(lower).is_some()
        || word.contains('.')
        || word.bytes().any(|byte| byte.is_ascii_digit())
        || word.ends_with("ies")
        || word.ends_with("days")
        || TIMELY.iter().any(|other| other.eq_ignore_ascii_case(word))
        || LISTS.unit(word).is_some_and(|unit| unit.dimension == Dimension::Duration)
}

fn of_word(word: &str, lower: u32) -> Flags {
    // Most words are small letters that no table knows.
    if word.bytes().all(|byte| byte.is_ascii_lowercase()) && !LISTS.knows(lower) {
        let is_form = word.ends_with("ies") || word.ends_with("days");
        return given(is_form, flag::BEGINS | flag::TIMELY) | given(word.len() <= 4, flag::LETTERS);
    }
    let is_article = LISTS.is_article(lower);
    let begins = LISTS.begins(lower);
    let is_capital = word.chars().next().is_some_and(char::is_uppercase);
    let is_by_form = !is_article && begins_by_form(word, is_capital);
    let is_home = !word.starts_with(|c: char| c.is_ascii_lowercase()) && !LISTS.homes(word).is_empty();
    given(!is_article && begins || is_by_form, flag::BEGINS)
        | given(is_article, flag::ARTICLE)
        | given(begins || is_article || LISTS.unit(word).is_some(), flag::FOLLOWS)
        | given(is_capital, flag::CAPITAL)
        | given(word.len() <= 4, flag::LETTERS)
        | given(LISTS.currency_after(lower).is_some(), flag::CURRENCY)
        | given(is_home, flag::HOME)
        | given(is_timely(word, lower), flag::TIMELY)
        | given(LISTS.number(lower).is_some(), flag::NUMBER)
        | given(STEPS.iter().any(|step| step.eq_ignore_ascii_case(word)), flag::STEP)
}

/// Words that no table knows: a currency's letters with digits or a sign, weekdays' plurals, decades.
fn begins_by_form(word: &str, is_capital: bool) -> bool {
    let ends_in_digit = word.ends_with(|c: char| c.is_ascii_digit());
    let is_money =
        || LISTS.currency_before(word).is_some() || LISTS.currency_code(word).is_some() || money::is_scaled(word);
    word.ends_with("ies") || word.ends_with("days") || ends_in_digit || is_capital && word.len() <= 4 && is_money()
}
