//! The tables this room reads: number words, currencies, units, the calendar's words, hedges. Each fact stands in one TSV.

use crate::engine::learn::hash::{self, HashMap};
use crate::model::Modifier;
use iso_currency::IntoEnumIterator;
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

/// A country that shares the name of its currency with others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Home {
    /// The shared name: "dollar".
    pub family: &'static str,
    /// ISO 4217 code of the currency there.
    pub code: &'static str,
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
    /// "morning": the hour it begins.
    Part(u8),
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

/// Words that begin a figure and stand in no table.
const OPENERS: &[&str] = &[
    "last",
    "next",
    "previous",
    "coming",
    "past",
    "current",
    "following",
    "upcoming",
    "earlier",
    "later",
    "every",
    "each",
    "all",
    "minus",
    "negative",
    "early",
    "late",
    "beginning",
    "start",
    "mid",
    "middle",
    "end",
    "other",
    "alternate",
    "weekly",
    "now",
    "us",
    "couple",
    "pair",
    "q1",
    "q2",
    "q3",
    "q4",
    "h1",
    "h2",
    "noon",
    "midnight",
];

/// Words that begin a figure only before one that does.
const ARTICLES: &[&str] = &["a", "an", "the", "this", "in"];

/// All tables.
pub struct Lists {
    /// All that any table here knows of words in small letters.
    known: HashMap<()>,
    begins: HashMap<()>,
    articles: HashMap<()>,
    numbers: HashMap<NumberWord>,
    wholes: HashMap<Decimal>,
    before: HashMap<&'static str>,
    after: HashMap<&'static str>,
    named: HashMap<&'static str>,
    homes: HashMap<Vec<Home>>,
    defaults: HashMap<Home>,
    units: HashMap<Unit>,
    glued: HashMap<Unit>,
    near: HashMap<Unit>,
    parts: Vec<(&'static str, &'static str, Decimal)>,
    times: HashMap<TimeWord>,
    /// Feasts by the letters of their names: the rule of their day, and whether the name is nothing else.
    feasts: HashMap<(&'static str, bool)>,
    /// The first words of their names.
    feast_openers: HashMap<()>,
    /// What their letters begin with, letter by letter.
    feast_beginnings: HashMap<()>,
    zones: HashMap<i32>,
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

/// The feasts' rules, each with one name.
pub fn feast_rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    let rows = rows(include_str!("../../../assets/figures/feasts.tsv"));
    rows.filter_map(|row| row.first().copied().zip(row.get(1).copied()))
        .flat_map(|(rule, names)| names.split(", ").map(move |name| (rule, name)))
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
            known: HashMap::default(),
            begins: HashMap::default(),
            articles: ARTICLES.iter().map(|word| (hash::folded(word), ())).collect(),
            numbers: HashMap::default(),
            wholes: HashMap::default(),
            before: HashMap::default(),
            after: HashMap::default(),
            named: HashMap::default(),
            homes: HashMap::default(),
            defaults: HashMap::default(),
            units: HashMap::default(),
            glued: HashMap::default(),
            near: HashMap::default(),
            parts: Vec::new(),
            feasts: HashMap::default(),
            feast_openers: HashMap::default(),
            feast_beginnings: HashMap::default(),
            zones: HashMap::default(),
            times: HashMap::default(),
            ways: HashMap::default(),
            verbs: HashMap::default(),
            hedges: HashMap::default(),
            hedges_after: Vec::new(),
        };
        lists.load_numbers();
        lists.load_money();
        lists.load_units();
        lists.load_calendar();
        lists.load_feasts();
        lists.load_hedges();
        lists.known.extend(super::known::words().map(|word| (hash::folded(word), ())));
        lists.begins.extend(OPENERS.iter().map(|word| (hash::folded(word), ())));
        #[allow(clippy::iter_over_hash_type)] // a set of their keys, whatever their order
        for lower in
            lists.numbers.keys().chain(lists.times.keys()).chain(lists.feast_openers.keys()).chain(lists.after.keys())
        {
            lists.begins.insert(*lower, ());
        }
        lists.note_known();
        lists
    }

    #[allow(clippy::iter_over_hash_type)] // a set of their keys, whatever their order
    fn note_known(&mut self) {
        let words = self.begins.keys().chain(self.articles.keys()).chain(self.units.keys()).chain(self.before.keys());
        let more = self.zones.keys().chain(self.homes.keys()).copied();
        let all: Vec<u32> = words.copied().chain(more).collect();
        self.known.extend(all.into_iter().map(|word| (word, ())));
    }

    /// Whether any table may say something of a word in small letters, by its hash.
    pub fn knows(&self, lower: u32) -> bool {
        self.known.contains_key(&lower)
    }

    /// Whether a word, by its folded hash, can begin a figure.
    pub fn begins(&self, lower: u32) -> bool {
        self.begins.contains_key(&lower)
    }

    /// Whether it can only before a word that does: "the", "in".
    pub fn is_article(&self, lower: u32) -> bool {
        self.articles.contains_key(&lower)
    }

    fn load_numbers(&mut self) {
        for row in rows(include_str!("../../../assets/figures/numbers.tsv")) {
            let [kind, word, value] = row[..] else { continue };
            let value = decimal(value);
            if kind == "fraction" || (kind == "ordinal" && value > Decimal::TWO) {
                self.wholes.insert(hash::folded(word), value);
            }
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

    fn load_money(&mut self) {
        for row in rows(include_str!("../../../assets/figures/currencies.tsv")) {
            match row[..] {
                ["family", family, code, words] => {
                    let home = Home { family, code };
                    for word in words.split_whitespace() {
                        self.homes.entry(hash::exact(word)).or_default().push(home);
                    }
                    self.defaults.insert(hash::folded(code), home);
                }
                [form, code, place] => {
                    if place != "after" {
                        self.before.insert(hash::exact(form), code);
                    }
                    if place != "before" {
                        self.after.insert(hash::folded(form), code);
                    }
                }
                _ => {}
            }
        }
        // "Jordanian dinar", "Hong Kong dollar": the world's currencies by their names.
        for currency in iso_currency::Currency::iter() {
            self.named.insert(hash::folded(currency.name()), currency.code());
        }
    }

    fn load_units(&mut self) {
        for row in rows(include_str!("../../../assets/figures/units.tsv")) {
            let [code, kind, forms] = row[..] else { continue };
            if code == "part" {
                let (small, count) = forms.split_once(' ').unwrap_or((forms, "1"));
                self.parts.push((kind, small, decimal(count)));
                continue;
            }
            let dimension = match kind {
                "duration" => Dimension::Duration,
                "measure" => Dimension::Measure,
                _ => Dimension::Count,
            };
            for form in forms.split_whitespace() {
                let unit = Unit { code, dimension };
                let (table, form) = match (form.strip_prefix('='), form.strip_prefix('~')) {
                    (Some(form), _) => (&mut self.glued, form),
                    (None, Some(form)) => (&mut self.near, form),
                    (None, None) => (&mut self.units, form),
                };
                table.insert(hash::exact(form), unit);
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
                    "zone" => {
                        self.zones.insert(hash::folded(form), number);
                        continue;
                    }
                    _ => TimeWord::Part(number as u8),
                };
                self.times.insert(hash::folded(form), word);
            }
        }
    }

    fn load_feasts(&mut self) {
        for (rule, name) in feast_rows() {
            let (name, is_sure) = name.strip_suffix('?').map_or((name, true), |name| (name, false));
            let letters: String = name.chars().filter(|c| c.is_alphanumeric()).collect();
            self.feasts.insert(hash::folded(&letters), (rule, is_sure));
            let mut beginning = hash::START;
            for c in letters.chars() {
                beginning = hash::step(beginning, c);
                self.feast_beginnings.insert(beginning, ());
            }
            // The text's first token is "king" of "king's" where the mark parts it, "kings" where there is none.
            let first = name.split([' ', '-']).next().unwrap_or_default();
            for opener in
                [first.to_owned(), first.replace('\'', ""), first.split('\'').next().unwrap_or_default().to_owned()]
            {
                self.feast_openers.insert(hash::folded(opener.trim_end_matches('.')), ());
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

    /// How many of a part make a whole: 3 for "third" and "thirds".
    pub fn whole(&self, lower: u32) -> Option<Decimal> {
        self.wholes.get(&lower).copied()
    }

    /// The currency of a sign before a number.
    pub fn currency_before(&self, sign: &str) -> Option<&'static str> {
        self.before.get(&hash::exact(sign)).copied()
    }

    /// The currency of a word or sign after a number, by its folded hash.
    pub fn currency_after(&self, lower: u32) -> Option<&'static str> {
        self.after.get(&lower).copied()
    }

    /// The ISO 4217 code these capitals are.
    pub fn currency_code(&self, word: &str) -> Option<&'static str> {
        let is_code = word.len() == 3 && word.chars().all(|c| c.is_ascii_uppercase());
        is_code.then(|| iso_currency::Currency::from_code(word)).flatten().map(|currency| currency.code())
    }

    /// The currency with this full name: "Jordanian dinar".
    pub fn currency_named(&self, name: &str) -> Option<&'static str> {
        self.named.get(&hash::folded(name)).copied()
    }

    /// The countries a capitalised word tells of, as far as they share the name of their currency with others.
    pub fn homes(&self, word: &str) -> &[Home] {
        self.homes.get(&hash::exact(word)).map_or(&[], Vec::as_slice)
    }

    /// The family a code stands for when nothing tells the country: USD for "dollar".
    pub fn family(&self, code: &str) -> Option<&'static str> {
        self.defaults.get(&hash::folded(code)).map(|home| home.family)
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
        let glued = self.glued.get(&hash::exact(letters)).copied();
        glued.or_else(|| self.unit(letters)).or_else(|| self.near.get(&hash::exact(letters)).copied())
    }

    /// The unit of a short sign that counts only beside a word of its dimension: "2 m tall".
    pub fn near_unit(&self, sign: &str) -> Option<Unit> {
        self.near.get(&hash::exact(sign)).copied()
    }

    /// How many of the small unit make one of the great.
    pub fn parts(&self, great: &str, small: &str) -> Option<Decimal> {
        self.parts.iter().find(|(a, b, _)| *a == great && *b == small).map(|(_, _, count)| *count)
    }

    /// Whether a word, by its folded hash, can begin a feast's name.
    pub fn begins_feast(&self, lower: u32) -> bool {
        self.feast_openers.contains_key(&lower)
    }

    /// The rule of a feast by the hash of its name's letters, and whether the name is nothing else.
    pub fn feast(&self, letters: u32) -> Option<(&'static str, bool)> {
        self.feasts.get(&letters).copied()
    }

    /// Whether a feast's name begins with letters of this hash.
    pub fn begins_feast_letters(&self, letters: u32) -> bool {
        self.feast_beginnings.contains_key(&letters)
    }

    /// Minutes a time zone's letters are ahead of UTC.
    pub fn zone(&self, lower: u32) -> Option<i32> {
        self.zones.get(&lower).copied()
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
