//! Markdown with or without front matter.

use super::build::{self, Piece};
use super::particulars::days::{Order, day_in};
use super::{Refusal, encoding};
use crate::model::{Article, Metadata, Role, Source, Stated};
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Whether bytes are Markdown: front matter, or a heading and another sign of markup.
pub(super) fn sniff(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(8192)).unwrap_or_default();
    let head = String::from_utf8_lossy(head);
    let head = head.trim_start_matches('\u{feff}');
    if head.starts_with("---\n") || head.starts_with("---\r\n") {
        return head.lines().skip(1).take(40).any(|line| line.trim() == "---")
            && head.lines().nth(1).is_some_and(|line| line.contains(':'));
    }
    let has_heading = head.lines().take(30).any(|line| line.starts_with("# ") || line.starts_with("## "));
    let has_markup = head.contains("](")
        || head.contains("**")
        || head.lines().any(|line| line.starts_with("> ") || line.starts_with("## "));
    has_heading && (has_markup || head.starts_with("# "))
}

/// Reads the bytes.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Article>, Refusal> {
    let decoded = encoding::decode(bytes)
        .ok_or_else(|| Refusal::new("it is not text but binary data.", "Open the article it belongs to."))?;
    let source = decoded.text.replace("\r\n", "\n");
    let (metadata, pieces) = pieces_of(&source);
    if pieces.is_empty() {
        return Err(Refusal::new("there are no words in it.", "Check that it was saved completely."));
    }
    let mut article = build::article(pieces, metadata);
    article.source = Source { encoding: Some(decoded.encoding), ..Source::default() };
    article.warnings = decoded.warnings;
    Ok(vec![article])
}

fn pieces_of(source: &str) -> (Metadata, Vec<Piece>) {
    let mut metadata = Metadata::default();
    let mut pieces = Vec::new();
    let mut words = String::new();
    let mut role = Role::Body;
    let mut in_front = false;
    let mut hidden = 0usize;
    for event in Parser::new_ext(source, Options::ENABLE_YAML_STYLE_METADATA_BLOCKS | Options::ENABLE_STRIKETHROUGH) {
        match event {
            Event::Start(Tag::MetadataBlock(_)) => in_front = true,
            Event::End(TagEnd::MetadataBlock(_)) => {
                front_matter(&words, &mut metadata);
                words.clear();
                in_front = false;
            }
            Event::Start(Tag::Heading { level, .. }) => {
                let is_first = level == HeadingLevel::H1 && pieces.is_empty();
                role = if is_first { Role::Headline } else { Role::Crosshead };
            }
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. } | Tag::HtmlBlock) => hidden += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::Image | TagEnd::HtmlBlock) => hidden = hidden.saturating_sub(1),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item) if !in_front => {
                pieces.extend(Piece::line(&std::mem::take(&mut words), role));
                role = Role::Body;
            }
            Event::Text(text) | Event::Code(text) if hidden == 0 => words.push_str(&text),
            Event::SoftBreak => words.push(' '),
            Event::HardBreak => words.push(' '),
            _ => {}
        }
    }
    pieces.extend(Piece::line(&words, role));
    if metadata.title.is_none() {
        let headline = pieces.iter().find(|piece| piece.role == Role::Headline);
        metadata.title = headline.map(|piece| Stated::new(&piece.words, "headline"));
    }
    (metadata, pieces)
}

fn front_matter(words: &str, metadata: &mut Metadata) {
    for line in words.lines() {
        let Some((key, value)) = line.split_once(':') else { continue };
        let value = value.trim().trim_matches(['"', '\'', '[', ']']);
        if value.is_empty() {
            continue;
        }
        let stated = Some(Stated::new(value, "front matter"));
        match key.trim().to_lowercase().as_str() {
            "title" | "headline" => metadata.title = stated,
            "author" | "authors" | "byline" | "by" => metadata.byline = stated,
            "date" | "published" | "pubdate" | "publishdate" => {
                metadata.published = day_in(value, Order::DayFirst).map(|day| Stated::new(day, "front matter"));
            }
            "source" | "outlet" | "publisher" => metadata.outlet = stated,
            "url" | "link" | "canonical" => metadata.url = stated,
            "lang" | "language" => metadata.language = stated,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_gives_the_particulars() {
        let page = "---\ntitle: \"Ferry: a stop\"\nauthor: [Eva Černá]\ndate: 4 May 2026\nsource: The Brno Post\nlang: en\n---\n\n\
                    The *ferry* stopped at [noon](https://x.org).\n\n## What comes next\n\n- Nothing\n";
        assert!(sniff(page.as_bytes()));
        let article = read(page.as_bytes()).expect("an article").remove(0);
        let value = |stated: &Option<Stated>| stated.as_ref().map(|stated| stated.value.clone()).unwrap_or_default();
        let metadata = &article.metadata;
        let found =
            [&metadata.title, &metadata.byline, &metadata.published, &metadata.outlet, &metadata.language].map(value);
        assert_eq!(found, ["Ferry: a stop", "Eva Černá", "2026-05-04", "The Brno Post", "en"]);
        assert!(metadata.title.as_ref().is_some_and(|title| title.origin == "front matter"));
        let text = "Ferry: a stop\n\nThe ferry stopped at noon.\n\nWhat comes next\n\nNothing";
        assert_eq!(article.text.as_str(), text);
    }
}
