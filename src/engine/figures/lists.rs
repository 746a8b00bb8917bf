//! The tables this room reads: number words, currencies, units, the calendar's words, hedges. Each fact stands in one TSV.

use crate::engine::learn::hash::{self, HashMap};
use crate::model::Modifier;
use rust_decimal::Decimal;
use std::str::FromStr;
use std::sync::LazyLock;

/// What a number word does.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum NumberWord {
    /// "seven"
    Unit(Decimal),
    /// "seventy"
    Ten(Decimal),
    /// "hundred"
    Hundred,
    /// "million"
    Scale(Decimal),
    /// "seventh"
    Ordinal(Decimal),
    /// "several": no value.
    Vague,
    /// "half"
    Fraction(Decimal),
    /// "doubled"
    Multiple(Decimal),
}

/// What a unit measures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Dimension {
    /// Time that passes.
    Duration,
    /// Length, mass, energy and the like.
    Measure,
    /// Things that are counted.
    Count,
}

/// A unit of measure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unit {
    /// UCUM code or a plain singular word.
    pub code: &'static str,
    /// What it measures.
    pub dimension: Dimension,
}

/// A currency and how much of it one of these is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Currency {
    /// ISO 4217.
    pub code: &'static str,
    /// 1, or 0.01 for cents.
    pub share: Decimal,
}

/// A word of the calendar.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TimeWord {
    /// 1 to 12, and whether the word is nothing else.
    Month(u8, bool),
    /// 1 (Monday) to 7, and whether the word is nothing else.
    Weekday(u8, bool),
    /// 21 to 24, as EDTF has them.
    Season(u8),
    /// Days from today.
    Day(i32),
    /// Its length in days.
    Period(u32),
    /// "morning"
    Part,
    /// An hour with a name.
    Clock(u8),
}

/// Which way a verb of movement goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// It grew.
    Up,
    /// It shrank.
    Down,
}

/// All tables.
pub struct Lists {
    numbers: HashMap<NumberWord>,
    before: HashMap<Currency>,
    after: HashMap<Currency>,
    units: HashMap<Unit>,
    glued: HashMap<Unit>,
    times: HashMap<TimeWord>,
    ways: HashMap<Way>,
    verbs: HashMap<Modifier>,
    /// Phrases before a number by the hash of their last word, longest first.
    pub hedges: HashMap<Vec<(Modifier, Vec<&'static str>)>>,
    /// Phrases after a number, longest first.
    pub hedges_after: Vec<(Modifier, Vec<&'static str>)>,
}

/// The tables that come with the program.
pub static LISTS: LazyLock<Lists> = LazyLock::new(Lists::load);

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().filter(|row| !row.starts_with('#')).map(|row| row.split('\t').collect())
}

fn decimal(written: &str) -> Decimal {
    Decimal::from_str(written).unwrap_or_default()
}

fn modifier_named(name: &str) -> Option<Modifier> {
    Some(match name {
        "more_than" => Modifier::MoreThan,
        "at_least" => Modifier::AtLeast,
        "less_than" => Modifier::LessThan,
        "at_most" => Modifier::AtMost,
        "about" => Modifier::About,
        "nearly" => Modifier::Nearly,
        "up_to" => Modifier::UpTo,
        "only" => Modifier::Only,
        "estimated" => Modifier::Estimated,
        _ => return None,
    })
}

impl Lists {
    fn load() -> Self {
        let mut lists = Self {
            numbers: HashMap::default(),
            before: HashMap::default(),
            after: HashMap::default(),
            units: HashMap::default(),
            glued: HashMap::default(),
            times: HashMap::default(),
            ways: HashMap::default(),
            verbs: HashMap::default(),
            hedges: HashMap::default(),
            hedges_after: Vec::new(),
        };
        lists.load_numbers();
        lists.load_money_and_units();
        lists.load_calendar();
        lists.load_hedges();
        lists
    }

    fn load_numbers(&mut self) {
        for row in rows(include_str!("../../../assets/figures/numbers.tsv")) {
            let [kind, word, value] = row[..] else { continue };
            let value = decimal(value);
            let entry = match kind {
                "unit" => NumberWord::Unit(value),
                "ten" => NumberWord::Ten(value),
                "hundred" => NumberWord::Hundred,
                "scale" => NumberWord::Scale(value),
                "ordinal" => NumberWord::Ordinal(value),
                "fraction" => NumberWord::Fraction(value),
                "multiple" => NumberWord::Multiple(value),
                _ => NumberWord::Vague,
            };
            self.numbers.entry(hash::folded(word)).or_insert(entry);
        }
    }

    fn load_money_and_units(&mut self) {
        for row in rows(include_str!("../../../assets/figures/currencies.tsv")) {
            let [form, code, place, share] = row[..] else { continue };
            let currency = Currency { code, share: decimal(share) };
            if place != "after" {
                self.before.insert(hash::exact(form), currency);
            }
            if place != "before" {
                self.after.insert(hash::folded(form), currency);
            }
        }
        for row in rows(include_str!("../../../assets/figures/units.tsv")) {
            let [code, kind, forms] = row[..] else { continue };
            let dimension = match kind {
                "duration" => Dimension::Duration,
                "measure" => Dimension::Measure,
                _ => Dimension::Count,
            };
            for form in forms.split_whitespace() {
                let unit = Unit { code, dimension };
                match form.strip_prefix('=') {
                    Some(form) => self.glued.insert(hash::exact(form), unit),
                    None => self.units.insert(hash::exact(form), unit),
                };
            }
        }
    }

    fn load_calendar(&mut self) {
        for row in rows(include_str!("../../../assets/figures/calendar.tsv")) {
            let [kind, number, forms] = row[..] else { continue };
            let number: i32 = number.parse().unwrap_or_default();
            for form in forms.split_whitespace() {
                let (form, sure) = form.strip_suffix('?').map_or((form, true), |form| (form, false));
                let word = match kind {
                    "month" => TimeWord::Month(number as u8, sure),
                    "weekday" => TimeWord::Weekday(number as u8, sure),
                    "season" => TimeWord::Season(number as u8),
                    "day" => TimeWord::Day(number),
                    "period" => TimeWord::Period(number as u32),
                    "clock" => TimeWord::Clock(number as u8),
                    _ => TimeWord::Part,
                };
                self.times.insert(hash::folded(form), word);
            }
        }
    }

    fn load_hedges(&mut self) {
        for row in rows(include_str!("../../../assets/figures/hedges.tsv")) {
            let [side, name, phrase] = row[..] else { continue };
            let words: Vec<&'static str> = phrase.split_whitespace().collect();
            match (side, modifier_named(name)) {
                ("before", Some(modifier)) => {
                    let last = words.last().copied().unwrap_or_default();
                    self.hedges.entry(hash::folded(last)).or_default().push((modifier, words));
                }
                ("after", Some(modifier)) => self.hedges_after.push((modifier, words)),
                ("verb", Some(modifier)) => drop(self.verbs.insert(hash::folded(phrase), modifier)),
                ("up", _) => self.ways.extend(words.iter().map(|word| (hash::folded(word), Way::Up))),
                ("down", _) => self.ways.extend(words.iter().map(|word| (hash::folded(word), Way::Down))),
                _ => {}
            }
        }
        #[allow(clippy::iter_over_hash_type)] // each list is sorted by itself
        for phrases in self.hedges.values_mut() {
            phrases.sort_by_key(|(_, words)| std::cmp::Reverse(words.len()));
        }
        self.hedges_after.sort_by_key(|(_, words)| std::cmp::Reverse(words.len()));
    }

    /// What a number word does, by its folded hash.
    pub fn number(&self, lower: u32) -> Option<NumberWord> {
        self.numbers.get(&lower).copied()
    }

    /// The currency of a sign before a number.
    pub fn currency_before(&self, sign: &str) -> Option<Currency> {
        self.before.get(&hash::exact(sign)).copied()
    }

    /// The currency of a word or sign after a number, by its folded hash.
    pub fn currency_after(&self, lower: u32) -> Option<Currency> {
        self.after.get(&lower).copied()
    }

    /// The unit of a word after a number; a word in small letters counts in any case.
    pub fn unit(&self, word: &str) -> Option<Unit> {
        let exact = self.units.get(&hash::exact(word)).copied();
        exact.or_else(|| {
            let is_long = word.len() > 3;
            is_long.then(|| self.units.get(&hash::folded(word)).copied()).flatten()
        })
    }

    /// The unit of letters glued to digits.
    pub fn glued_unit(&self, letters: &str) -> Option<Unit> {
        self.glued.get(&hash::exact(letters)).copied().or_else(|| self.unit(letters))
    }

    /// The calendar word with this folded hash.
    pub fn time(&self, lower: u32) -> Option<TimeWord> {
        self.times.get(&lower).copied()
    }

    /// The way a verb of movement goes.
    pub fn way(&self, lower: u32) -> Option<Way> {
        self.ways.get(&lower).copied()
    }

    /// The hedge a verb before the number is.
    pub fn verb_hedge(&self, lower: u32) -> Option<Modifier> {
        self.verbs.get(&lower).copied()
    }
}
