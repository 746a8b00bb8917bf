//! Pages saved from a browser: the article's body by trafilatura, its particulars by our own reader.
//!
//! HTML parsers take time quadratic in the depth of nesting, so depth, attributes and size are capped before any of
//! them sees the page.

use super::build::{self, Piece};
use super::{Refusal, encoding, particulars};
use crate::model::{Article, Role, Source, Stated};
use scraper::{Html, Selector};

/// Deepest nesting that is kept, as in the browsers.
const DEEPEST: usize = 512;
/// Most bytes of one tag with its attributes.
const LONGEST_TAG: usize = 32 << 10;
/// A body shorter than this is tried again with the other reader.
const SHORT_CHARS: usize = 250;
/// A body shorter than this gives way to the fallback's when that is several times as long.
const DOUBTFUL_CHARS: usize = 1000;

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

/// Whether bytes are a page.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(2048)).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_lowercase();
    let head = head.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    let opens = ["<!doctype html", "<html", "<head", "<body", "<meta", "<article", "<title", "<div", "<p>", "<script"];
    if opens.iter().any(|tag| head.starts_with(tag)) {
        return true;
    }
    let is_comment_or_xml = head.starts_with("<!--") || head.starts_with("<?xml");
    is_comment_or_xml && (head.contains("<html") || head.contains("<!doctype html"))
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
    article.source = Source { encoding: Some(decoded.encoding), ..Source::default() };
    article.warnings.extend(decoded.warnings);
    Ok(vec![article])
}

/// The charset a page's head names.
fn charset_of(bytes: &[u8]) -> Option<String> {
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
    let page = capped(page);
    let mut metadata = particulars::of_page(&page);
    let (body, reader) = match reading {
        Reading::Article => body_of(&page),
        Reading::Other => (smoothed(&page).unwrap_or_default(), "dom_smoothie 0.19, chosen"),
        Reading::Whole => (Body { text: whole(&page), ..Body::default() }, "whole page, chosen"),
    };
    second_opinion(&mut metadata, &body);
    let title = metadata.title.as_ref().map(|title| title.value.clone()).unwrap_or_default();
    let mut pieces = body.pieces();
    pieces.retain(|piece| !build::same_words(&piece.words, &title));
    let mut article = build::article(pieces, metadata);
    article.source.importer = Some(reader.to_owned());
    let letters = article.text.as_str().chars().filter(|c| c.is_alphanumeric()).count();
    if letters < 60 {
        return Err(Refusal::new(
            "there is no article text in this page (it may be put together by a script).",
            "Save it as “web page, complete” or copy the words into a text file.",
        ));
    }
    Ok(article)
}

/// What a body extractor found.
#[derive(Default)]
struct Body {
    text: String,
    html: String,
    author: Option<String>,
    date: Option<String>,
}

impl Body {
    fn of(found: trafilatura::ExtractResult) -> Self {
        let author = Some(found.metadata.author).filter(|author| !author.trim().is_empty());
        let date = found.metadata.date.map(|date| date.to_string());
        Self { text: found.content_text, html: found.content_html, author, date }
    }

    /// The blocks of the body; its lines where it has no blocks to tell.
    fn pieces(&self) -> Vec<Piece> {
        let blocks = blocks_of(&self.html);
        let letters = |pieces: &[Piece]| pieces.iter().map(|piece| piece.words.len()).sum::<usize>();
        let lines: Vec<Piece> =
            self.text.lines().filter_map(|line| Piece::line(line.trim_start_matches("- "), Role::Body)).collect();
        if letters(&blocks) * 100 >= letters(&lines) * 97 { blocks } else { lines }
    }
}

/// The paragraphs, list items and headings of the extracted body, each once.
fn blocks_of(html: &str) -> Vec<Piece> {
    let document = Html::parse_fragment(html);
    let mut pieces = Vec::new();
    let mut open = String::new();
    let mut role = Role::Body;
    for edge in document.root_element().traverse() {
        match edge {
            ego_tree::iter::Edge::Open(node) => match node.value() {
                scraper::Node::Text(text) => open.push_str(text),
                scraper::Node::Element(element) => {
                    if is_block(element.name()) {
                        pieces.extend(Piece::line(&spaced(&std::mem::take(&mut open)), role));
                        role = role_of(element.name(), role);
                    } else if element.name() == "br" {
                        open.push('\n');
                    }
                }
                _ => {}
            },
            ego_tree::iter::Edge::Close(node) => {
                if let scraper::Node::Element(element) = node.value()
                    && is_block(element.name())
                {
                    pieces.extend(Piece::line(&spaced(&std::mem::take(&mut open)), role));
                    role = Role::Body;
                }
            }
        }
    }
    pieces.extend(Piece::line(&spaced(&open), role));
    pieces
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "li"
            | "ul"
            | "ol"
            | "blockquote"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "td"
            | "tr"
            | "table"
            | "pre"
            | "figcaption"
            | "section"
            | "article"
            | "dd"
            | "dt"
            | "hr"
    )
}

fn role_of(name: &str, outer: Role) -> Role {
    match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Role::Crosshead,
        "figcaption" => Role::Caption,
        _ => outer,
    }
}

/// Runs of white space as one space; no-break spaces stay.
fn spaced(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut is_gap = false;
    for c in words.chars() {
        if matches!(c, ' ' | '\n' | '\t' | '\r') {
            is_gap = true;
        } else {
            if is_gap && !out.is_empty() {
                out.push(' ');
            }
            is_gap = false;
            out.push(c);
        }
    }
    // A link that was taken out of its sentence leaves a space before the stop.
    for (apart, joined) in [(" , ", ", "), (" . ", ". ")] {
        if out.contains(apart) {
            out = out.replace(apart, joined);
        }
    }
    match out.strip_suffix(" .") {
        Some(head) => format!("{head}."),
        None => out,
    }
}

/// What the extractor says where our own reader found nothing.
fn second_opinion(metadata: &mut crate::model::Metadata, body: &Body) {
    if metadata.byline.is_none() {
        let address = metadata.url.as_ref().map(|url| url.value.replace(['.', '-'], "")).unwrap_or_default();
        // One word is a user's name or a button ("Follow"); the page's own host is nobody.
        let is_person = |author: &&String| {
            author.trim().contains(' ') && !address.contains(&author.to_lowercase().replace([' ', '-'], ""))
        };
        metadata.byline =
            body.author.as_ref().filter(is_person).map(|author| Stated::new(author.replace("; ", ", "), "trafilatura"));
    }
    if metadata.published.is_none() {
        metadata.published = body.date.as_ref().map(|date| Stated::new(date, "trafilatura"));
    }
}

/// The body by trafilatura, with its fallback when too short, else by dom_smoothie, else the whole page.
fn body_of(page: &str) -> (Body, &'static str) {
    let read = |fallback: bool| {
        let options = trafilatura::Options::default().with_exclude_comments(true).with_fallback(fallback);
        trafilatura::extract(page, &options).ok().map(Body::of)
    };
    let long = |text: &str| text.chars().count() >= SHORT_CHARS;
    let first = read(false);
    if let Some(body) = first.as_ref().filter(|body| long(&body.text)) {
        if body.text.len() < DOUBTFUL_CHARS
            && let Some(second) = read(true).filter(|second| second.text.len() > body.text.len() * 3)
        {
            return (second, "trafilatura 0.6.0 with fallback");
        }
        let body = Body {
            text: body.text.clone(),
            html: body.html.clone(),
            author: body.author.clone(),
            date: body.date.clone(),
        };
        return (body, "trafilatura 0.6.0");
    }
    let second = read(true);
    let (author, date) = first.as_ref().map(|body| (body.author.clone(), body.date.clone())).unwrap_or_default();
    match second {
        Some(body) if long(&body.text) => return (body, "trafilatura 0.6.0 with fallback"),
        second => {
            if let Some(body) = smoothed(page).filter(|body| long(&body.text)) {
                return (Body { author, date, ..body }, "dom_smoothie 0.19");
            }
            let short = [first, second].into_iter().flatten().max_by_key(|body| body.text.len());
            if let Some(body) = short.filter(|body| body.text.split_whitespace().count() >= 12) {
                return (body, "trafilatura 0.6.0");
            }
        }
    }
    (Body { text: whole(page), html: String::new(), author, date }, "whole page")
}

/// A chapter of a book: all its blocks, for it has no page around it.
pub(super) fn of_chapter(page: &str) -> Result<Article, Refusal> {
    let page = capped(page);
    let metadata = particulars::of_page(&page);
    let body = page.split_once("<body").map_or(page.as_str(), |(_, body)| body);
    let body = body.split_once('>').map_or(body, |(_, inside)| inside);
    let pieces = blocks_of(body);
    if pieces.iter().map(|piece| piece.words.len()).sum::<usize>() < 60 {
        return Err(Refusal::new("there is no text in this chapter.", "Open another one."));
    }
    Ok(build::article(pieces, metadata))
}

fn smoothed(page: &str) -> Option<Body> {
    let mut reader = dom_smoothie::Readability::new(page, None, None).ok()?;
    let article = reader.parse().ok()?;
    let (text, html) = (article.text_content.to_string(), article.content.to_string());
    Some(Body { text, html, author: None, date: None })
}

/// Every line of words the page has.
fn whole(page: &str) -> String {
    let document = Html::parse_document(page);
    let Ok(selector) = Selector::parse("h1, h2, h3, h4, p, li, blockquote, figcaption, td, div") else {
        return String::new();
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
    lines.join("\n")
}

/// The page with its nesting and attributes capped: tags deeper than [`DEEPEST`] go, their words stay.
fn capped(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut depth = 0usize;
    let mut rest = page;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let Some(end) = tag_end(tag) else {
            rest = tag;
            break;
        };
        let (tag, after) = tag.split_at(end);
        rest = after;
        let name: String = tag
            .chars()
            .skip(1)
            .take_while(|c| c.is_ascii_alphanumeric() || *c == '/')
            .collect::<String>()
            .to_lowercase();
        let is_void = matches!(
            name.as_str(),
            "br" | "hr" | "img" | "meta" | "link" | "input" | "source" | "wbr" | "col" | "area" | "base" | "embed"
        );
        let is_close = name.starts_with('/');
        let is_tag = name.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
        if is_tag && !is_void && !tag.ends_with("/>") {
            depth += 1;
        }
        if depth > DEEPEST && (is_tag || is_close) && !is_void {
            depth -= usize::from(is_close);
            continue;
        }
        depth = depth.saturating_sub(usize::from(is_close));
        if tag.len() > LONGEST_TAG || tag.matches('=').count() > 256 {
            out.push('<');
            out.push_str(&name);
            out.push('>');
        } else {
            out.push_str(tag);
        }
    }
    out.push_str(rest);
    out
}

/// Where a tag ends, over quoted attributes; comments end with their own mark.
fn tag_end(tag: &str) -> Option<usize> {
    if let Some(inside) = tag.strip_prefix("<!--") {
        return inside.find("-->").map(|at| at + 7);
    }
    let mut quote = None;
    for (at, byte) in tag.bytes().enumerate().skip(1) {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') if tag.as_bytes().get(at - 1) == Some(&b'=') => quote = Some(byte),
            _ => {}
        }
    }
    None
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

    #[test]
    fn deep_nesting_is_capped_and_its_words_stay() {
        let deep = format!("{}<p>words</p>{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
        let flat = capped(&deep);
        assert!(flat.matches("<div>").count() <= DEEPEST && flat.contains("words"));
    }
}
