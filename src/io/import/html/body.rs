//! The words of the article in the page: trafilatura's reading, others where it finds too little.

use super::super::build::{Piece, bare};
use super::blocks::blocks_of;
use crate::model::{Metadata, Role, Stated};
use scraper::{Html, Selector};

/// A body shorter than this is tried again with the other reader.
const SHORT_CHARS: usize = 250;
/// A body shorter than this gives way to the other reader's when that is several times as long.
const DOUBTFUL_CHARS: usize = 1000;
/// How many times as long.
const TIMES_AS_LONG: usize = 3;
/// Fewest words of a short body that goes before the whole page.
const FEWEST_WORDS: usize = 12;

/// What a body extractor found.
#[derive(Default)]
pub(super) struct Body {
    /// The body's blocks; its lines where it has no blocks to tell.
    pub(super) pieces: Vec<Piece>,
    author: Option<String>,
}

impl Body {
    fn of(text: &str, html: &str) -> Self {
        let blocks = blocks_of(html);
        let letters = |pieces: &[Piece]| pieces.iter().map(|piece| piece.words.len()).sum::<usize>();
        let lines = lines_of(text);
        let pieces = if letters(&blocks) * 100 >= letters(&lines) * 97 { blocks } else { lines };
        Self { pieces, ..Self::default() }
    }

    fn chars(&self) -> usize {
        self.pieces.iter().map(|piece| piece.words.chars().count()).sum()
    }

    /// The author that the extractor names where our own reader found none. (Its dates are not taken: of 47 on the dev
    /// pages that had a known day 11 were wrong, from style sheets and lists of other articles.)
    pub(super) fn fill(&self, metadata: &mut Metadata) {
        if metadata.byline.is_some() {
            return;
        }
        let address = metadata.url.as_ref().map(|url| bare(&url.value)).unwrap_or_default();
        // One word is a user's name or a button ("Follow"); the page's own host is nobody.
        let is_person = |name: &&str| name.contains(' ') && !address.contains(&bare(name));
        let names: Vec<&str> =
            self.author.as_deref().unwrap_or_default().split(';').map(str::trim).filter(is_person).collect();
        metadata.byline = (!names.is_empty()).then(|| Stated::new(names.join(", "), "trafilatura"));
    }
}

fn lines_of(text: &str) -> Vec<Piece> {
    text.lines().filter_map(|line| Piece::line(line.trim_start_matches("- "), Role::Body)).collect()
}

/// The body by trafilatura; by dom_smoothie where that finds far more than a short one; else the whole page; and which.
/// (trafilatura's own fallback found no better body on any dev page than dom_smoothie, and takes a twentieth of a second
/// to load word lists of a hundred languages.)
pub(super) fn of_article(page: &str, document: &Html) -> (Body, &'static str) {
    const FIRST: &str = "trafilatura 0.6.0";
    const OTHER: &str = "dom_smoothie 0.18";
    let is_long = |body: &Body| body.chars() >= SHORT_CHARS;
    let first = of_trafilatura(page).unwrap_or_default();
    if first.chars() >= DOUBTFUL_CHARS {
        return (first, FIRST);
    }
    let author = first.author.clone();
    let other = of_other(page).unwrap_or_default();
    if is_long(&first) && other.chars() <= first.chars() * TIMES_AS_LONG {
        return (first, FIRST);
    }
    if is_long(&other) {
        return (Body { author, ..other }, OTHER);
    }
    let words = |body: &Body| body.pieces.iter().map(|piece| piece.words.split_whitespace().count()).sum::<usize>();
    let (longest, reader) = if words(&other) > words(&first) { (other, OTHER) } else { (first, FIRST) };
    let whole = of_whole(document);
    // From a page of a few words both take all of them, as one run without the page's breaks.
    let letters = |body: &Body| body.pieces.iter().map(|piece| bare(&piece.words).len()).sum::<usize>();
    let is_same_words = letters(&whole).abs_diff(letters(&longest)) * 20 <= letters(&longest);
    if words(&longest) >= FEWEST_WORDS && !is_same_words {
        return (Body { author, ..longest }, reader);
    }
    (Body { author, ..whole }, "whole page")
}

fn of_trafilatura(page: &str) -> Option<Body> {
    let options = trafilatura::Options::default()
        .with_exclude_comments(true)
        .with_html_date_mode(trafilatura::HtmlDateMode::Disabled)
        .with_fallback(false);
    let found = trafilatura::extract(page, &options).ok()?;
    let author = Some(found.metadata.author).filter(|author| !author.trim().is_empty());
    Some(Body { author, ..Body::of(&found.content_text, &found.content_html) })
}

/// The body as dom_smoothie sees it.
pub(super) fn of_other(page: &str) -> Option<Body> {
    let mut reader = dom_smoothie::Readability::new(page, None, None).ok()?;
    let article = reader.parse().ok()?;
    Some(Body::of(&article.text_content, &article.content))
}

/// Every line of words the page has.
pub(super) fn of_whole(document: &Html) -> Body {
    let Ok(selector) = Selector::parse("h1, h2, h3, h4, p, li, blockquote, figcaption, td, div") else {
        return Body::default();
    };
    let mut lines = Vec::new();
    for element in document.select(&selector) {
        let own: String = element
            .children()
            .filter_map(|child| match child.value() {
                scraper::Node::Text(text) => Some(text.to_string()),
                scraper::Node::Element(inner) if matches!(inner.name(), "a" | "b" | "i" | "em" | "strong" | "span") => {
                    scraper::ElementRef::wrap(child).map(|inner| inner.text().collect())
                }
                _ => None,
            })
            .collect();
        let own = own.split_whitespace().collect::<Vec<_>>().join(" ");
        if !own.is_empty() {
            lines.push(own);
        }
    }
    Body { pieces: lines_of(&lines.join("\n")), ..Body::default() }
}
