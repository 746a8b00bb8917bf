//! The trained tagger: which stretches are names, of what kind, how surely.

use super::features::Page;
use super::memory::Memory;
use crate::engine::learn::crf::{self, Decoded};
use crate::engine::learn::packed;
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
    /// How surely: the least certain of its tokens.
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

static MODEL: LazyLock<Model> = LazyLock::new(|| {
    let bytes = packed::unpack(include_bytes!("../../../assets/models/names.crf.gz"));
    // The asset is part of the program; a test tags with it.
    bytes.and_then(|bytes| Model::from_bytes(&bytes)).unwrap_or_default()
});

/// Reads the embedded model, if that is not done yet.
pub(in crate::engine) fn load() {
    LazyLock::force(&MODEL);
}

thread_local! {
    /// What this thread has read of words with the embedded model.
    static MEMORY: RefCell<Memory> = RefCell::default();
}

/// Tags the article with the embedded model.
pub fn tag(reading: &Reading) -> Vec<Tagged> {
    MEMORY.with_borrow_mut(|memory| tag_by(&MODEL, memory, reading))
}

/// Tags the article with this model.
pub fn tag_with(model: &Model, reading: &Reading) -> Vec<Tagged> {
    tag_by(model, &mut Memory::default(), reading)
}

fn tag_by(model: &Model, memory: &mut Memory, reading: &Reading) -> Vec<Tagged> {
    let mut found = Vec::new();
    if model.labels() != LABEL_COUNT {
        return found;
    }
    let page = Page::new(reading, memory);
    for (index, sentence) in reading.sentences.iter().enumerate() {
        for stretch in page.stretches(reading, index) {
            let sums = page.sums(reading, index, stretch.clone(), model, memory);
            let whole = (stretch.start == sentence.tokens.start, stretch.end == sentence.tokens.end);
            collect(reading, stretch.start, &model.decode(&sums, whole, None), &mut found);
        }
    }
    found
}

/// The model promises too much: its log odds are taken at little more than half, as newswire.dev has it (expected
/// calibration error there 1.4 %), and even the surest names are right as often as this only, the gold being what it is.
fn honest(probability: f32) -> f32 {
    const SUREST: f32 = 0.97;
    let odds = probability / (1.0 - probability).max(1e-6);
    let odds = odds.powf(0.55);
    (odds / (1.0 + odds)).min(SUREST)
}

fn collect(reading: &Reading, start: usize, decoded: &Decoded, found: &mut Vec<Tagged>) {
    let mut at = 0;
    while at < decoded.labels.len() {
        let label = decoded.labels[at];
        if label == 0 {
            at += 1;
            continue;
        }
        let sort = (label - 1) / 2;
        let goes_on = self::label(sort, false);
        let mut end = at + 1;
        while decoded.labels.get(end) == Some(&goes_on) {
            end += 1;
        }
        let certainty = honest(decoded.certainty[at..end].iter().fold(1f32, |least, &p| least.min(p)));
        if let (Some(Label::Name(kind)), Some(span)) =
            (LABELS.get(usize::from(sort)), reading.cover(start + at, start + end - 1))
            && reading.tokens[start + at..start + end].iter().any(|token| token.kind != TokenKind::Mark)
        {
            let kinds = std::array::from_fn(|kind| {
                let share = |token| decoded.share(token, self::label(kind as u8, token == at));
                (at..end).map(share).fold(1f32, f32::min)
            });
            found.push(Tagged { span, kind: *kind, certainty, kinds, first: start + at, last: start + end - 1 });
        }
        at = end;
    }
}
