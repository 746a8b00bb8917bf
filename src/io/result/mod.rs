//! The curated result, `NAME.copydesk.json`: the article and its records for anybody to load.
//!
//! Offsets are Unicode code points, fields that do not apply are null and never missing, lists are in a fixed order,
//! so that two results can be compared line by line. `assets/copydesk-result.schema.json` describes the same shape.

mod read;
mod write;

pub use read::to_doc;
pub use write::{from_doc, from_findings};

use super::Fault;
use crate::model::{
    EntityKind, FigureKind, Form, Id, MentionForm, Modifier, Movement, Record, Review, Role, Score, SpeakerKind,
};
use crate::text::Text;
use serde::{Deserialize, Serialize};
use sha2::Digest;
use std::path::{Path, PathBuf};

/// The version of the shape this program writes and the newest it reads.
pub const VERSION: u32 = 1;

/// A whole result file.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct ResultFile {
    /// [`VERSION`].
    pub copydesk: u32,
    /// The program's version.
    pub engine: String,
    /// The article's name: the file's without its ending, or the id it was given.
    pub id: String,
    /// Where the text comes from and what is known about it.
    pub source: SourceRecord,
    /// The article.
    pub text: String,
    /// What each non-empty line is, in order.
    pub roles: Vec<Role>,
    /// Quotes in text order.
    pub quotes: Vec<QuoteRecord>,
    /// Figures in text order.
    pub figures: Vec<FigureRecord>,
    /// Entities in order of first mention.
    pub entities: Vec<EntityRecord>,
    /// Stretches left out, in text order.
    pub excluded: Vec<ExcludedRecord>,
    /// What a person should know about the reading.
    pub warnings: Vec<String>,
}

/// Where the text comes from; each particular with its origin in `origins`.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[allow(missing_docs)] // the fields of Source and Metadata, documented there
pub struct SourceRecord {
    pub path: Option<String>,
    pub sha256: Option<String>,
    pub format: Option<String>,
    pub importer: Option<String>,
    pub encoding: Option<String>,
    pub title: Option<String>,
    pub byline: Option<String>,
    pub dateline: Option<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub outlet: Option<String>,
    pub agency: Option<String>,
    pub url: Option<String>,
    pub language: Option<String>,
    /// Where each particular was read, by its name.
    #[serde(default)]
    pub origins: std::collections::BTreeMap<String, String>,
}

/// A stretch with its words.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Stretch {
    /// First code point.
    pub start: usize,
    /// The one after the last.
    pub end: usize,
    /// The words.
    pub text: String,
}

/// Origin and review, at the end of every record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)] // the fields of Tail, documented there
pub struct TailRecord {
    pub score: Score,
    pub made_by: String,
    pub review: Review,
    pub edited: bool,
    pub doubt: Option<String>,
    pub note: Option<String>,
}

/// Who said a quote; `start`, `end` and `text` are null when the name is not in the text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)] // the fields of Speaker, documented there
pub struct SpeakerRecord {
    pub start: Option<usize>,
    pub end: Option<usize>,
    pub text: Option<String>,
    pub entity: Option<Id>,
    pub name: String,
    pub kind: SpeakerKind,
    pub reason: Option<String>,
}

/// A ranked possible speaker.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct CandidateRecord {
    /// How likely.
    pub score: Score,
    /// Who.
    #[serde(flatten)]
    pub speaker: SpeakerRecord,
}

/// One quote.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)] // the fields of Quote, documented there
pub struct QuoteRecord {
    pub id: Id,
    pub form: Form,
    pub start: usize,
    pub end: usize,
    pub text: String,
    pub parts: Vec<(usize, usize)>,
    pub cue: Option<Stretch>,
    pub speaker: Option<SpeakerRecord>,
    pub candidates: Vec<CandidateRecord>,
    #[serde(flatten)]
    pub tail: TailRecord,
}

/// One figure.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)] // the fields of Figure, documented there
pub struct FigureRecord {
    pub id: Id,
    pub start: usize,
    pub end: usize,
    pub text: String,
    pub core: (usize, usize),
    pub kind: FigureKind,
    pub value: Option<String>,
    pub value_max: Option<String>,
    pub modifier: Option<Modifier>,
    pub change: Option<Movement>,
    pub unit: Option<String>,
    pub counted: Option<Stretch>,
    pub of: Option<Stretch>,
    pub date: Option<String>,
    pub timex: Option<String>,
    pub readings: Vec<String>,
    pub speaker: Option<Id>,
    pub minor: bool,
    #[serde(flatten)]
    pub tail: TailRecord,
}

/// One mention of an entity.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)] // the fields of Mention, documented there
pub struct MentionRecord {
    pub id: Id,
    pub start: usize,
    pub end: usize,
    pub text: String,
    pub form: MentionForm,
    pub score: Score,
    pub made_by: String,
}

/// One entity with its mentions in text order.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)] // the fields of Entity, documented there
pub struct EntityRecord {
    pub id: Id,
    pub name: String,
    pub kind: EntityKind,
    pub mentions: Vec<MentionRecord>,
    #[serde(flatten)]
    pub tail: TailRecord,
}

/// A stretch left out of the article.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[allow(missing_docs)] // the fields of Excluded, documented there
pub struct ExcludedRecord {
    pub id: Id,
    pub start: usize,
    pub end: usize,
    pub why: String,
    #[serde(flatten)]
    pub tail: TailRecord,
}

/// Any one record in the file's terms: what the journal writes.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RecordLine {
    /// The particulars (only those of the article, not of its file).
    Metadata(Box<SourceRecord>),
    /// A quote.
    Quote(Box<QuoteRecord>),
    /// A figure.
    Figure(Box<FigureRecord>),
    /// An entity; its mentions are records of their own here.
    Entity(EntityRecord),
    /// A mention and whose it is.
    Mention {
        /// Whose name it is.
        entity: Id,
        /// The mention.
        mention: MentionRecord,
    },
    /// A stretch left out.
    Excluded(ExcludedRecord),
}

impl RecordLine {
    /// The record in the file's terms.
    pub fn write(text: &Text, id: Id, record: &Record) -> Self {
        write::record(text, id, record)
    }

    /// The record, or what is wrong with the line.
    pub fn read(self, text: &Text) -> Result<Record, String> {
        read::record(text, self)
    }
}

/// The usual ending of result files.
pub const ENDING: &str = ".copydesk.json";

/// Where the result of an article lies: `NAME.copydesk.json` beside it; a second article of one file has its number.
pub fn path_beside(article: &Path, index: usize) -> PathBuf {
    let stem = article.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let number = if index == 0 { String::new() } else { format!("-{}", index + 1) };
    article.with_file_name(format!("{stem}{number}{ENDING}"))
}

/// Whether bytes are a result file's.
pub fn is_result(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(200)).unwrap_or_default();
    start.trim_ascii_start().starts_with(b"{") && start.windows(10).any(|window| window == b"\"copydesk\"")
}

/// The bytes of a result file: indented, ending in a line end.
pub fn to_bytes(file: &ResultFile) -> Vec<u8> {
    // Writing plain structs to memory cannot fail.
    let mut bytes = serde_json::to_vec_pretty(file).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// Reads a result file's bytes.
pub fn from_bytes(bytes: &[u8]) -> Result<ResultFile, String> {
    /// Read first, so that a newer file is named as such even when its shape has changed.
    #[derive(Deserialize)]
    struct Stamp {
        copydesk: u32,
    }
    let broken = |fault: serde_json::Error| format!("it is damaged: {fault}.");
    let stamp: Stamp = serde_json::from_slice(bytes).map_err(broken)?;
    if stamp.copydesk > VERSION {
        return Err(format!(
            "it was saved by a newer version of Copydesk (format {}, here {VERSION}).",
            stamp.copydesk
        ));
    }
    serde_json::from_slice(bytes).map_err(broken)
}

/// Opens a result file; gives its document and the digest of its bytes.
pub fn open(path: &Path) -> Result<(ResultFile, String), Fault> {
    let fault = |why: String, advice: &str| Fault {
        what: "Could not open the saved result",
        why,
        advice: advice.to_owned(),
        path: path.to_owned(),
    };
    let bytes = std::fs::read(path).map_err(|problem| fault(format!("{problem}."), "Check its name and rights."))?;
    let file = from_bytes(&bytes)
        .map_err(|why| fault(why, "The file was left as it is; open the article itself, or an older copy."))?;
    Ok((file, digest(&bytes)))
}

/// SHA-256 of bytes, hexadecimal.
pub fn digest(bytes: &[u8]) -> String {
    super::journal::hex(&sha2::Sha256::digest(bytes))
}
