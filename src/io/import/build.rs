//! Puts an article together from paragraphs whose roles an importer knows.

use super::dateline;
use crate::model::{Article, Metadata, Paragraph, Role, Stated};
use crate::text::Text;

/// One paragraph as an importer read it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Piece {
    /// Its words, on one line.
    pub(super) words: String,
    /// What it is.
    pub(super) role: Role,
}

impl Piece {
    /// A piece of one line; its no-break spaces stay. `None` when nothing is left.
    pub(super) fn line(words: &str, role: Role) -> Option<Self> {
        let words = words.trim().replace(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}'], " ");
        (!words.is_empty()).then_some(Self { words, role })
    }
}

/// The article of these paragraphs. The headline leads when the body does not open with it already; dateline and byline
/// are read from the text where the metadata does not say.
pub(super) fn article(mut pieces: Vec<Piece>, metadata: Metadata) -> Article {
    if let Some(title) = &metadata.title {
        let opens_with_title = pieces.first().is_some_and(|piece| same_words(&piece.words, &title.value));
        if opens_with_title {
            if let Some(first) = pieces.first_mut() {
                first.role = Role::Headline;
            }
        } else {
            pieces.retain(|piece| piece.role != Role::Headline);
            pieces.splice(0..0, Piece::line(&title.value, Role::Headline));
        }
    }
    let text: Vec<&str> = pieces.iter().map(|piece| piece.words.as_str()).collect();
    let text = Text::new(text.join("\n\n"));
    let mut article = Article::plain(text.as_str());
    article.paragraphs = article
        .text
        .paragraphs()
        .iter()
        .zip(&pieces)
        .map(|(&span, piece)| Paragraph { span, role: piece.role })
        .collect();
    // What the text itself says fills what the page's particulars leave open.
    dateline::fill(&mut article);
    let own = std::mem::replace(&mut article.metadata, metadata);
    let metadata = &mut article.metadata;
    let fill = |field: &mut Option<Stated>, other: Option<Stated>| {
        if field.is_none() {
            *field = other;
        }
    };
    fill(&mut metadata.title, own.title);
    fill(&mut metadata.byline, own.byline);
    fill(&mut metadata.dateline, own.dateline);
    fill(&mut metadata.published, own.published);
    fill(&mut metadata.agency, own.agency);
    article
}

/// Whether two lines are the same but for case, marks and spaces.
pub(super) fn same_words(a: &str, b: &str) -> bool {
    bare(a) == bare(b)
}

/// Letters and digits in small letters.
pub(super) fn bare(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
