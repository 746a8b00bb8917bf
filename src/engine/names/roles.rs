//! What words tell of names, read off word vectors by small networks: what name a word is part of, comes before and comes
//! after. Words of which the networks say alike share a number.

use super::cases;
use super::families::Role;
use super::tagger::LABEL_COUNT;
use crate::engine::Reading;
use crate::engine::learn::hash::{self, HashMap};
use crate::engine::learn::kmeans::{self, Rows};
use crate::engine::learn::network::{Settings, train};

/// A word that was seen at a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cue {
    /// Its folded hash.
    pub word: u32,
    /// [`OWN`], [`BEFORE`], [`AFTER`] or [`cases::CASE`].
    pub sort: usize,
    /// The label of the name's token: its own, the next one's, the last one's.
    pub label: u8,
}

/// A word with a capital letter and its own label.
pub const OWN: usize = 0;
/// A word before one with a capital letter.
pub const BEFORE: usize = 1;
/// A word after one with a capital letter.
pub const AFTER: usize = 2;

/// How many roles there are, and how many of each sort.
const ROLES: usize = 512;
const SORTED: usize = 64;
const ROUNDS: usize = 12;
/// Vectors have length one; this brings their numbers near to one.
const STRETCH: f32 = 6.0;

/// The cues of an article with one label a token.
pub fn cues(reading: &Reading, labels: &[u8]) -> Vec<Cue> {
    let is_capital = |token: usize| reading.word(token).starts_with(char::is_uppercase);
    let mut cues = Vec::new();
    for sentence in &reading.sentences {
        cues.extend(cases::cues(reading, sentence));
        for token in sentence.tokens.clone() {
            let word = hash::folded(reading.word(token));
            if is_capital(token) && (token > sentence.tokens.start || labels[token] != 0) {
                cues.push(Cue { word, sort: OWN, label: labels[token] });
            }
            if token + 1 < sentence.tokens.end && is_capital(token + 1) {
                cues.push(Cue { word, sort: BEFORE, label: labels[token + 1] });
            }
            if token > sentence.tokens.start && is_capital(token - 1) {
                cues.push(Cue { word, sort: AFTER, label: labels[token - 1] });
            }
        }
    }
    cues
}

/// What is learned of words.
pub(super) struct Learned {
    /// The role of every word, by number.
    pub role_of: Vec<u16>,
    /// The roles.
    pub roles: Vec<Role>,
    /// Whether each word is usually written small.
    pub is_small: Vec<bool>,
}

/// Learns of words by their vectors.
pub(super) fn learn(rows: &Rows, hashes: &[u32], cues: &[Cue], report: &mut impl FnMut(&str)) -> Learned {
    let mut number_of: HashMap<u32> = HashMap::default();
    for (number, &hash) in (0..).zip(hashes) {
        number_of.entry(hash).or_insert(number);
    }
    let mut stretched = Vec::with_capacity(rows.len());
    stretched.extend(rows.iter().map(|row| row.iter().map(|value| value * STRETCH).collect::<Vec<f32>>()));
    let inputs = stretched.first().map_or(0, Vec::len);
    let settings = Settings { inputs, hidden: 12, outputs: LABEL_COUNT, epochs: 6, rate: 2e-3 };
    let networks: Vec<_> = [OWN, BEFORE, AFTER]
        .into_iter()
        .map(|sort| {
            let own = cues.iter().filter(|cue| cue.sort == sort);
            let known = own.filter_map(|cue| Some((*number_of.get(&cue.word)?, cue.label)));
            let examples: Vec<(u32, u8)> = known.collect();
            report(&format!("{} cues", examples.len()));
            train(|number| stretched[number as usize].as_slice(), &examples, settings)
        })
        .collect();
    // Roots of probabilities make rows of length one.
    let mut shares = Rows::new(networks.len() * LABEL_COUNT);
    for row in &stretched {
        let roots = networks.iter().flat_map(|network| network.read(row)).map(f32::sqrt);
        shares.push(&roots.collect::<Vec<f32>>());
    }
    let (role_of, centres) = kmeans::group(&shares, ROLES, ROUNDS);
    let sorted = |sort: usize| {
        let mut parts = Rows::new(LABEL_COUNT);
        centres.iter().for_each(|centre| parts.push(&centre[sort * LABEL_COUNT..(sort + 1) * LABEL_COUNT]));
        kmeans::group(&parts, SORTED, ROUNDS).0
    };
    let [own, before, after] = [OWN, BEFORE, AFTER].map(sorted);
    let number = |of: &[u16], at: usize| 1 + of[at] as u8;
    let role = |at: usize| Role { own: number(&own, at), before: number(&before, at), after: number(&after, at) };
    let is_small = cases::learn(&stretched, &number_of, cues);
    Learned { role_of, roles: (0..centres.len()).map(role).collect(), is_small }
}
