//! What an importer hands over: the text, what it knows about it, and what each paragraph is.

use crate::text::{Span, Text};
use serde::{Deserialize, Serialize};

/// A value about the article and where it was read ("JSON-LD", "dateline", "person").
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Stated {
    /// The value.
    pub value: String,
    /// Where it was read, in words for a person.
    pub origin: String,
}

impl Stated {
    /// A value and its origin.
    pub fn new(value: impl Into<String>, origin: impl Into<String>) -> Self {
        Self { value: value.into(), origin: origin.into() }
    }
}

/// The article's particulars, each with its origin; all editable.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Metadata {
    /// Headline.
    pub title: Option<Stated>,
    /// Who wrote it, without "By".
    pub byline: Option<Stated>,
    /// Where it was filed, as printed ("KIRKUK, Iraq").
    pub dateline: Option<Stated>,
    /// Publication date, `2017-10-16` or with a time.
    pub published: Option<Stated>,
    /// Date of the last change, if stated.
    pub modified: Option<Stated>,
    /// Who published it.
    pub outlet: Option<Stated>,
    /// Agency the text comes from ("Reuters").
    pub agency: Option<Stated>,
    /// Canonical address.
    pub url: Option<Stated>,
    /// Language tag.
    pub language: Option<Stated>,
}

impl Metadata {
    /// The publication day, when it is stated as an ISO date.
    pub fn publication_day(&self) -> Option<jiff::civil::Date> {
        let written = &self.published.as_ref()?.value;
        written.get(..10)?.parse().ok()
    }

    /// The time of publication, where the source gives one with its day.
    pub fn publication_time(&self) -> Option<jiff::civil::Time> {
        let written = &self.published.as_ref()?.value;
        written.get(11..16)?.parse().ok()
    }
}

/// What a paragraph is for: sets its typography and how the engine reads it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The headline.
    Headline,
    /// The line under it.
    Standfirst,
    /// "By Jane Doe".
    Byline,
    /// A picture's words.
    Caption,
    /// A heading inside the article.
    Crosshead,
    /// Running text.
    Body,
    /// Page furniture.
    Chrome,
}

/// A non-empty line of the text and its role.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Paragraph {
    /// The line.
    pub span: Span,
    /// Its role.
    pub role: Role,
}

/// Where the text came from; goes into the result as `source`.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Source {
    /// The file as it was named when opened.
    pub path: Option<String>,
    /// SHA-256 of the file's bytes, hexadecimal.
    pub sha256: Option<String>,
    /// "text", "html", "docx" …
    pub format: Option<String>,
    /// Importer and version ("html 1, trafilatura 0.6.0").
    pub importer: Option<String>,
    /// The encoding and how it was decided ("windows-1252, guessed").
    pub encoding: Option<String>,
}

/// An article as opened: immutable.
#[derive(Clone, PartialEq, Debug)]
pub struct Article {
    /// The text.
    pub text: Text,
    /// Its particulars as the importer read them.
    pub metadata: Metadata,
    /// One entry for each of [`Text::paragraphs`], in order.
    pub paragraphs: Vec<Paragraph>,
    /// Where it came from.
    pub source: Source,
    /// What a person should know ("2 bytes could not be read"), one sentence each.
    pub warnings: Vec<String>,
    /// What can be done for the text when a person wants it.
    pub offers: Vec<Offer>,
}

/// A repair of the text that is offered, never made by itself: it changes the words that were in the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Offer {
    /// Lines broken at a fixed width can be joined into paragraphs.
    JoinLines,
    /// Text that was decoded wrongly before it was saved ("MÃ¼ller") can be put right.
    Repair,
}

impl Article {
    /// An article of bare text: every paragraph is body until an importer knows better.
    pub fn plain(text: impl Into<String>) -> Self {
        let text = Text::new(text);
        let paragraphs = text.paragraphs().iter().map(|&span| Paragraph { span, role: Role::Body }).collect();
        Self {
            text,
            metadata: Metadata::default(),
            paragraphs,
            source: Source::default(),
            warnings: Vec::new(),
            offers: Vec::new(),
        }
    }

    /// The role of the paragraph that holds this byte.
    pub fn role_at(&self, byte: usize) -> Role {
        self.paragraphs.get(self.text.paragraph_at(byte)).map_or(Role::Body, |paragraph| paragraph.role)
    }
}
