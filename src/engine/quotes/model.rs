//! The models of this room in one asset, and what they are asked.

use super::calibrate::Lines;
use super::tags::TagModel;
use crate::engine::learn::linear::Model;
use crate::engine::learn::packed;
use crate::engine::learn::trees::Trees;
use std::sync::LazyLock;

/// The room's trained models.
#[derive(Clone, Debug, Default)]
pub struct Models {
    /// What is each word of a sentence to a quote?
    pub tags: TagModel,
    /// Is a marked stretch speech?
    pub speech: Model,
    /// Is a candidate clause reported speech?
    pub reported: Model,
    /// The same, asked of what all of them say of it and its rivals.
    pub judge: Trees,
    /// Which of several cuts of a clause is the right one?
    pub edges: Model,
    /// Who speaks a marked quote?
    pub speaker: Model,
    /// Who speaks a reported one?
    pub reported_speaker: Model,
    /// The same, asked of what the rankers say of it, its rivals and the quotes beside it.
    pub runners: Trees,
    /// Whom does a "he" or "she" mean?
    pub person: Model,
    /// What their probabilities stand for.
    pub lines: Lines,
}

const MAGIC: &[u8; 6] = b"CDQUO6";

/// The models that come with the program.
pub static MODELS: LazyLock<Models> = LazyLock::new(|| {
    let bytes = packed::unpack(include_bytes!("../../../assets/models/quotes.lin.gz"));
    // The asset is part of the program; a test reads it.
    bytes.and_then(|bytes| Models::from_bytes(&bytes)).unwrap_or_default()
});

impl Models {
    /// The asset: each model with its length before it.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        let linear = [&self.speech, &self.reported, &self.edges, &self.speaker, &self.reported_speaker, &self.person];
        let learned = std::iter::once(self.tags.to_bytes()).chain(linear.map(Model::to_bytes));
        for bytes in learned.chain([self.judge.to_bytes(), self.runners.to_bytes(), self.lines.to_bytes()]) {
            out.extend((bytes.len() as u32).to_le_bytes());
            out.extend(bytes);
        }
        out
    }

    /// Reads [`to_bytes`](Self::to_bytes); `None` when the bytes are no such asset.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes.strip_prefix(MAGIC.as_slice())?;
        let mut next = || {
            let (length, after) = rest.split_at_checked(4)?;
            let length = u32::from_le_bytes([length[0], length[1], length[2], length[3]]) as usize;
            let (model, after) = after.split_at_checked(length)?;
            rest = after;
            Some(model)
        };
        Some(Self {
            tags: TagModel::from_bytes(next()?)?,
            speech: Model::from_bytes(next()?)?,
            reported: Model::from_bytes(next()?)?,
            edges: Model::from_bytes(next()?)?,
            speaker: Model::from_bytes(next()?)?,
            reported_speaker: Model::from_bytes(next()?)?,
            person: Model::from_bytes(next()?)?,
            judge: Trees::from_bytes(next()?)?,
            runners: Trees::from_bytes(next()?)?,
            lines: Lines::from_bytes(next()?)?,
        })
    }
}
