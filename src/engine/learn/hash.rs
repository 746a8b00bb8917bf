//! Hashes for features: fast, fixed for ever (they are part of every trained model), without allocation.

use std::hash::{BuildHasherDefault, Hasher};

/// A word's hash, letters folded to lower case.
pub fn folded(word: &str) -> u32 {
    // Most words are ASCII and need no tables.
    if word.is_ascii() {
        return word.bytes().fold(START, |hash, byte| step(hash, char::from(byte.to_ascii_lowercase())));
    }
    word.chars().flat_map(char::to_lowercase).fold(START, step)
}

/// The hash of a word in small ASCII letters.
pub const fn of_ascii(word: &str) -> u32 {
    let mut hash = START;
    let mut letters = word.as_bytes();
    while let [letter, rest @ ..] = letters {
        hash = step(hash, *letter as char);
        letters = rest;
    }
    hash
}

/// The hash of text as it stands.
pub fn exact(text: &str) -> u32 {
    if text.is_ascii() {
        return text.bytes().fold(START, |hash, byte| step(hash, char::from(byte)));
    }
    text.chars().fold(START, step)
}

/// Where a hash begins.
pub const START: u32 = 0x811c_9dc5;

/// Takes one more character in (FNV-1a over code points).
pub const fn step(hash: u32, c: char) -> u32 {
    (hash ^ c as u32).wrapping_mul(0x0100_0193)
}

/// Joins a feature's template number and its value into a well-spread number.
pub fn feature(template: u32, value: u32) -> u32 {
    let mut mixed = value ^ template.wrapping_mul(0x9e37_79b9);
    mixed ^= mixed >> 16;
    mixed = mixed.wrapping_mul(0x7feb_352d);
    mixed ^= mixed >> 15;
    mixed = mixed.wrapping_mul(0x846c_a68b);
    mixed ^ (mixed >> 16)
}

/// Joins a feature's template number and several small values.
pub fn feature_of(template: u32, parts: &[u32]) -> u32 {
    let join = |sum: u32, part: &u32| (sum.rotate_left(5) ^ part).wrapping_mul(0x9e37_79b1);
    feature(template, parts.iter().fold(START, join))
}

/// For maps whose keys are hashes already.
#[derive(Default)]
pub struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    fn write_u32(&mut self, number: u32) {
        self.0 = u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// A map from hashes. Looked up only, never walked, so its order cannot matter.
pub type HashMap<V> = std::collections::HashMap<u32, V, BuildHasherDefault<AsIs>>;
