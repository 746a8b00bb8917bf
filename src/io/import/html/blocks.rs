//! The blocks of an extracted body: its paragraphs, list items, headings and captions, each once.

use super::super::build::Piece;
use crate::model::Role;
use scraper::Html;

/// The paragraphs, list items and headings of the extracted body, each once.
pub(super) fn blocks_of(html: &str) -> Vec<Piece> {
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

pub(super) fn is_block(name: &str) -> bool {
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
