//! Any of the other kinds, compressed with gzip. Unpacking stops at the size limit; garbage after the end is told.

use super::{MAX_FILE_BYTES, Refusal};
use crate::model::Article;
use flate2::read::MultiGzDecoder;
use std::io::Read;

/// Whether bytes are gzip.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0x1f, 0x8b])
}

/// Unpacks and reads what is inside.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Article>, Refusal> {
    let mut inside = Vec::new();
    let outcome = MultiGzDecoder::new(bytes).take(MAX_FILE_BYTES + 1).read_to_end(&mut inside);
    if inside.len() as u64 > MAX_FILE_BYTES {
        return Err(Refusal::new("it unpacks to more than any article holds.", "Unpack it and cut it into parts."));
    }
    if inside.is_empty() {
        return Err(Refusal::new("it cannot be unpacked.", "Check that it was copied completely."));
    }
    if sniff(&inside) {
        return Err(Refusal::new("it is packed twice.", "Unpack it once and open what is inside."));
    }
    let mut articles = super::read_bytes(&inside)?;
    if outcome.is_err() {
        for article in &mut articles {
            article.warnings.push("The packed file is damaged at its end: some of the text may be missing.".to_owned());
        }
    }
    Ok(articles)
}
