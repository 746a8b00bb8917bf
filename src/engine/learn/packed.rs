//! A model's bytes packed with gzip, as they lie in the assets: a third of the tagger's size is saved in the binary.

use flate2::Compression;
use flate2::bufread::GzDecoder;
use flate2::write::GzEncoder;
use std::io::{Read, Write};

/// The bytes, packed; the same ones each time.
pub fn pack(bytes: &[u8]) -> Vec<u8> {
    let mut packer = GzEncoder::new(Vec::new(), Compression::best());
    // Writing into memory cannot fail.
    let written = packer.write_all(bytes).and_then(|()| packer.finish());
    written.unwrap_or_default()
}

/// Deflate packs no more bytes into one.
const MOST_PACKED: usize = 1032;

/// What was packed; `None` when the bytes are no such thing.
pub fn unpack(packed: &[u8]) -> Option<Vec<u8>> {
    // The file ends with the length of what is in it, which cannot be more than this.
    let length = packed.last_chunk().map_or(0, |four| u32::from_le_bytes(*four) as usize);
    let mut bytes = Vec::with_capacity(length.min(packed.len().saturating_mul(MOST_PACKED)));
    GzDecoder::new(packed).read_to_end(&mut bytes).ok()?;
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_unpacks_and_nothing_else_does() {
        let bytes: Vec<u8> = (0..10_000_u32).flat_map(|number| (number / 7).to_le_bytes()).collect();
        assert_eq!(unpack(&pack(&bytes)).as_deref(), Some(bytes.as_slice()));
        assert_eq!(pack(&bytes), pack(&bytes));
        assert_eq!(unpack(&bytes), None);
    }
}
