//! Pages saved from a browser: the article's body by trafilatura, its particulars by our own reader.
//!
//! HTML parsers take time quadratic in the depth of nesting, so depth, attributes and size are capped before any of
//! them sees the page.

mod blocks;
mod body;
mod cap;
mod lead;
mod links;

use super::{Refusal, build, encoding, particulars};
use crate::model::{Article, Metadata, Stated};
use body::Body;
use cap::capped;
use scraper::Html;

/// Fewest letters and digits of a body that is an article.
const FEWEST_LETTERS: usize = 60;

/// Which words of a page are taken.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum Reading {
    /// The article, as far as it can be told from the page around it.
    #[default]
    Article,
    /// The article as another extractor sees it.
    Other,
    /// All words of the page.
    Whole,
}

/// Whether bytes are a page: they open with a tag of one, or with any tag and show a page's frame further on.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    #[rustfmt::skip]
    const OPENINGS: [&str; 18] = [
        "<!doctype html", "<html", "<head", "<body", "<meta", "<article", "<title", "<div", "<p>", "<p ", "<script", "<ul>",
        "<h1", "<h2", "<table", "<section", "<blockquote", "<b>",
    ];
    // A server's messages or a style sheet may stand before the frame.
    const FRAME_BYTES: usize = 64 << 10;
    let lower = |longest: usize| {
        let head = bytes.get(..bytes.len().min(longest)).unwrap_or_default();
        String::from_utf8_lossy(head).to_lowercase()
    };
    let head = lower(2048);
    let head = head.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    OPENINGS.iter().any(|tag| head.starts_with(tag))
        || head.starts_with('<') && {
            let frame = lower(FRAME_BYTES);
            ["<html", "<!doctype html", "<body"].iter().any(|tag| frame.contains(tag))
        }
}

/// Reads a page's bytes.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Article>, Refusal> {
    read_as(bytes, Reading::Article)
}

/// Reads a page's bytes in one of the ways there are.
pub(super) fn read_as(bytes: &[u8], reading: Reading) -> Result<Vec<Article>, Refusal> {
    let decoded = encoding::decode_labelled(bytes, charset_of(bytes).as_deref())
        .ok_or_else(|| Refusal::new("it is not text but binary data.", "Save the page again from the browser."))?;
    let mut article = of_page_as(&decoded.text, reading)?;
    article.source.encoding = Some(decoded.encoding);
    article.warnings.extend(decoded.warnings);
    Ok(vec![article])
}

/// The charset a page's head names.
pub(super) fn charset_of(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(4096))?;
    let head: String = head.iter().map(|&byte| char::from(byte)).collect::<String>().to_lowercase();
    let (_, after) = head.split_once("charset")?;
    let after = after.trim_start().strip_prefix('=')?.trim_start().trim_start_matches(['"', '\'']);
    let label: String = after.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c)).collect();
    (!label.is_empty()).then_some(label)
}

/// The article of a page's text.
pub(super) fn of_page(page: &str) -> Result<Article, Refusal> {
    of_page_as(page, Reading::Article)
}

fn of_page_as(page: &str, reading: Reading) -> Result<Article, Refusal> {
    let note = saved_from(page);
    let page = capped(page);
    let document = Html::parse_document(&page);
    let mut metadata = particulars::of_document(&document, note);
    let (mut body, reader) = match reading {
        Reading::Article => body::of_article(&page, &document),
        Reading::Other => (body::of_other(&page).unwrap_or_default(), "dom_smoothie 0.18, chosen"),
        Reading::Whole => (body::of_whole(&document), "whole page, chosen"),
    };
    body.fill(&mut metadata);
    let title = metadata.title.as_ref().map(|title| title.value.clone()).unwrap_or_default();
    body.pieces.retain(|piece| !build::same_words(&piece.words, &title));
    let letters: usize = body.pieces.iter().map(|piece| build::bare(&piece.words).len()).sum();
    if letters < FEWEST_LETTERS {
        return Err(Refusal::new(
            "there is no article text in this page (it may be put together by a script).",
            "Save it as “web page, complete” or copy the words into a text file.",
        ));
    }
    if reading == Reading::Article {
        lead::restore(&mut body.pieces, &document, &title);
        links::mark(&mut body.pieces, &document);
    }
    let Body { pieces, .. } = body;
    let mut article = build::article(pieces, metadata);
    article.source.importer = Some(reader.to_owned());
    Ok(article)
}

/// A chapter of a book: all its blocks, for it has no page around it, and what its head says.
pub(super) fn chapter(page: &str) -> (Vec<build::Piece>, Metadata) {
    let page = capped(page);
    let metadata = particulars::of_document(&Html::parse_document(&page), None);
    let body = page.split_once("<body").map_or(page.as_str(), |(_, body)| body);
    let body = body.split_once('>').map_or(body, |(_, inside)| inside);
    (blocks::blocks_of(body), metadata)
}

/// The address a browser noted when it saved the page.
pub(super) fn saved_from(page: &str) -> Option<Stated> {
    let head = page.get(..page.len().min(4000)).or_else(|| page.get(..page.floor_char_boundary(4000)))?;
    let (_, after) = head.split_once("saved from url=(").or_else(|| head.split_once("url: "))?;
    let after = after
        .split_once(')')
        .map_or(after, |(digits, rest)| if digits.chars().all(|c| c.is_ascii_digit()) { rest } else { after });
    let address: String = after.trim_start().chars().take_while(|c| !c.is_whitespace() && *c != '>').collect();
    address.starts_with("http").then(|| Stated::new(address, "the browser’s note"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!DOCTYPE html><html><head><title>Bridge closes in May | The Brno Post</title>
<meta property="og:site_name" content="The Brno Post"><meta property="article:published_time" content="2026-05-04T08:00:00Z">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bridge closes in May","author":{"name":"Eva Černá"}}</script>
</head><body><nav><a href="/">Home</a></nav><article><h1>Bridge closes in May</h1>
<p>The council voted on Monday to close the old bridge for fourteen months, the mayor said after a long meeting.</p>
<h2>What comes next</h2>
<p>“It will not survive another winter,” the mayor told reporters, and added that the repairs had been due for years.</p>
<p>Shops on both banks fear for their trade; the baker on the corner says that half of her customers cross on foot each morning, and that no bus will bring them.</p>
</article><footer>Copyright 2026</footer></body></html>"#;

    #[test]
    fn a_saved_page_opens_with_its_particulars() {
        assert!(sniff(PAGE.as_bytes()));
        let article = read(PAGE.as_bytes()).expect("an article").remove(0);
        let value = |stated: &Option<Stated>| stated.as_ref().map(|stated| stated.value.clone()).unwrap_or_default();
        assert_eq!(value(&article.metadata.title), "Bridge closes in May");
        assert_eq!(value(&article.metadata.byline), "Eva Černá");
        assert_eq!(value(&article.metadata.published), "2026-05-04");
        assert_eq!(value(&article.metadata.outlet), "The Brno Post");
        assert!(article.text.as_str().starts_with("Bridge closes in May\n\nThe council"), "{}", article.text.as_str());
        assert!(!article.text.as_str().contains("Copyright"));
    }
}
