//! The trained tagger: which stretches are names, of what kind, how surely.

use super::bench::Bench;
use super::features::Page;
use super::heard::Keys;
use super::judge::{self, Chosen, Judges};
use super::memory::Memory;
use super::proposals::Proposals;
use crate::engine::learn::crf;
use crate::engine::learn::packed;
use crate::engine::learn::trees::Trees;
use crate::engine::{Reading, TokenKind};
use crate::model::EntityKind;
use crate::text::Span;
use std::cell::RefCell;
use std::sync::LazyLock;

/// What the tagger can say of a name; dates and money are told apart but not given out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Label {
    /// A name of this kind.
    Name(EntityKind),
    /// A date, for the figures.
    Date,
    /// An amount of money, for the figures.
    Money,
}

/// What the tagger tells apart, in the model's order; each has two labels, see [`label`].
pub const LABELS: [Label; 8] = [
    Label::Name(EntityKind::Person),
    Label::Name(EntityKind::Organisation),
    Label::Name(EntityKind::Place),
    Label::Name(EntityKind::Group),
    Label::Name(EntityKind::Facility),
    Label::Name(EntityKind::Other),
    Label::Date,
    Label::Money,
];

/// How many of them are kinds of names.
pub(super) const KINDS: usize = 6;

/// How many labels the model has, "no name" among them.
pub const LABEL_COUNT: usize = 1 + 2 * LABELS.len();

/// The tagger's model; two halves of a row hold its labels.
pub type Model = crf::Model<2>;

/// What features speak for.
pub(super) type Sums = crf::Sums<2>;

/// The label of a name's first or later token, for the sort `LABELS[sort]`. 0 is no name. (Labels of their own for last
/// and only tokens were tried: 1.4 core F1 worse.)
pub(super) fn label(sort: u8, is_first: bool) -> u8 {
    1 + 2 * sort + u8::from(!is_first)
}

/// A name as tagged.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Tagged {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: EntityKind,
    /// How surely.
    pub certainty: f32,
    /// How probable each kind is, in the order of [`LABELS`].
    pub kinds: [f32; KINDS],
    /// Its first token.
    pub first: usize,
    /// Its last token.
    pub last: usize,
}

impl Tagged {
    /// The name as one of another kind, beyond doubt.
    pub(super) fn surely(self, kind: EntityKind) -> Self {
        let kinds = std::array::from_fn(|at| f32::from(u8::from(LABELS.get(at) == Some(&Label::Name(kind)))));
        Self { kind, kinds, ..self }
    }
}

/// What tags names: the tagger, which proposes, and the judges, who choose.
#[derive(Clone, Debug, Default)]
pub struct Models {
    /// The tagger.
    pub tagger: Model,
    /// The judges' trees.
    pub judges: Judges,
}

const MAGIC: &[u8; 6] = b"CDNAM2";

impl Models {
    /// The file.
    pub fn to_bytes(&self) -> Vec<u8> {
        let tagger = self.tagger.to_bytes();
        let mut out = MAGIC.to_vec();
        out.extend((tagger.len() as u32).to_le_bytes());
        out.extend(tagger);
        let [first, second] = self.judges.each_ref().map(Trees::to_bytes);
        out.extend((first.len() as u32).to_le_bytes());
        out.extend(first);
        out.extend(second);
        out
    }

    /// Reads [`to_bytes`](Self::to_bytes); `None` when the bytes are no such models.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (tagger, rest) = part_of(bytes.strip_prefix(MAGIC.as_slice())?)?;
        let (first, second) = part_of(rest)?;
        let judges = [Trees::from_bytes(first)?, Trees::from_bytes(second)?];
        Some(Self { tagger: Model::from_bytes(tagger)?, judges })
    }
}

/// A part of a file that opens with its own length, and what comes after it.
fn part_of(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_at_checked(4)?;
    rest.split_at_checked(u32::from_le_bytes(length.try_into().ok()?) as usize)
}

static MODELS: LazyLock<Models> = LazyLock::new(|| {
    let bytes = packed::unpack(include_bytes!("../../../assets/models/names.crf.gz"));
    // The asset is part of the program; a test tags with it.
    bytes.and_then(|bytes| Models::from_bytes(&bytes)).unwrap_or_default()
});

/// Reads the embedded models, if that is not done yet.
pub(in crate::engine) fn load() {
    LazyLock::force(&MODELS);
}

thread_local! {
    /// What this thread has read of words with the embedded model.
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// Tags the article with the embedded models.
pub fn tag(reading: &Reading) -> Vec<Tagged> {
    MEMORY.with_borrow_mut(|memory| tag_by(&MODELS, memory, reading))
}

/// Tags the article with these models.
pub fn tag_with(models: &Models, reading: &Reading) -> Vec<Tagged> {
    tag_by(models, &mut Memory::default(), reading)
}

fn tag_by(models: &Models, memory: &mut Memory, reading: &Reading) -> Vec<Tagged> {
    if models.tagger.labels() != LABEL_COUNT {
        return Vec::new();
    }
    let page = Page::new(reading, memory);
    let proposals = Proposals::of(reading, &page, &models.tagger, memory);
    let keys = Keys::new(reading, &page, &proposals.all);
    let bench = Bench::new(reading, &page, &keys, &proposals.all);
    let chosen = judge::choose(&bench, &models.judges, &proposals);
    chosen.iter().filter_map(|chosen| tagged(reading, chosen)).collect()
}

fn tagged(reading: &Reading, chosen: &Chosen) -> Option<Tagged> {
    /// Even the surest names are right as often as this only, the gold being what it is.
    const SUREST: f32 = 0.97;
    let &Chosen { first, last, kind, kinds } = chosen;
    let Some(Label::Name(of)) = LABELS.get(kind) else { return None };
    let is_name = (first..=last).any(|token| reading.tokens[token].kind != TokenKind::Mark);
    let span = reading.cover(first, last).filter(|_| is_name)?;
    Some(Tagged { span, kind: *of, certainty: kinds[kind].min(SUREST), kinds, first, last })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_embedded_models_survive_their_bytes() {
        assert_eq!(MODELS.tagger.labels(), LABEL_COUNT);
        assert!(MODELS.judges.iter().all(|judge| *judge != Trees::default()));
        let bytes = MODELS.to_bytes();
        let again = Models::from_bytes(&bytes).expect("models");
        assert_eq!((again.to_bytes(), &again.judges), (bytes.clone(), &MODELS.judges));
        assert!(Models::from_bytes(bytes.split_last().expect("bytes").1).is_none());
    }
}
