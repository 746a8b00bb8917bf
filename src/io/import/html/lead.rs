//! The standfirst: the summary between headline and body, which body extractors often take for page furniture.

use super::super::build::{Piece, bare};
use crate::model::Role;
use scraper::{ElementRef, Html, Selector};
use std::collections::HashSet;

/// Fewest and most words of a standfirst.
const WORDS: std::ops::RangeInclusive<usize> = 8..=120;
/// As many letters of the page's description tell its standfirst.
const PREFIX_CHARS: usize = 40;

/// How pages mark a standfirst.
const MARKED: &str = "[itemprop~='description'], [class*='standfirst'], [class*='article-lead'], [class*='lead-text'], \
    [class*='intro'], [class*='teaser-text'], [class*='abstract'], [class*='preface'], [class*='vorspann'], \
    [class*='subheadline'], [class*='article-summary'], [class*='article__summary'], [class*='excerpt']";

/// Puts the standfirst before the body, when the page has one between its heading and the body and the body lacks it.
pub(super) fn restore(pieces: &mut Vec<Piece>, document: &Html, title: &str) {
    let body: String = pieces.iter().map(|piece| bare(&piece.words)).collect();
    let Some(opening) = pieces.iter().find(|piece| piece.words.split_whitespace().count() >= 8) else { return };
    let opening: String = bare(&opening.words).chars().take(PREFIX_CHARS).collect();
    let is_in_head = |node: &ego_tree::NodeRef<scraper::Node>| {
        node.ancestors().any(|outer| outer.value().as_element().is_some_and(|outer| outer.name() == "head"))
    };
    // Everything above the body's first words.
    let mut above: HashSet<ego_tree::NodeId> = HashSet::new();
    let mut has_opening = false;
    for node in document.tree.root().descendants() {
        let text = node.value().as_text();
        if text.is_some_and(|text| opens_with(text, &opening)) && !is_in_head(&node) {
            has_opening = true;
            break;
        }
        if text.is_none() {
            above.insert(node.id());
        }
    }
    if !has_opening {
        return;
    }
    let candidates = described(document).into_iter().chain(marked(document));
    for element in candidates.filter(|element| above.contains(&element.id())) {
        let words = element.text().collect::<Vec<_>>().join(" ");
        if !WORDS.contains(&words.split_whitespace().count()) {
            continue;
        }
        let bared = bare(&words);
        let is_new =
            !bared.is_empty() && !body.contains(&bared) && bared != bare(title) && !opens_with(&words, &opening);
        if is_new {
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            pieces.splice(0..0, Piece::line(&words, Role::Standfirst));
            return;
        }
    }
}

/// Whether text opens with these bare words (or is a long enough part of their opening).
fn opens_with(text: &str, wanted: &str) -> bool {
    const FEWEST: usize = 16;
    let mut letters = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    let mut wanted = wanted.chars();
    let mut same = 0;
    loop {
        match (letters.next(), wanted.next()) {
            (Some(a), Some(b)) if a == b => same += 1,
            (Some(_), Some(_)) => return false,
            (None, _) | (_, None) => return same >= FEWEST,
        }
    }
}

/// The block on the page that says what the page's description says.
fn described(document: &Html) -> Option<ElementRef<'_>> {
    let selector = Selector::parse("meta[property='og:description'], meta[name='description']").ok()?;
    let descriptions: Vec<String> = document
        .select(&selector)
        .filter_map(|meta| meta.value().attr("content"))
        .map(|words| bare(words).chars().take(PREFIX_CHARS).collect())
        .filter(|words: &String| words.chars().count() >= PREFIX_CHARS / 2)
        .collect();
    let texts = document.tree.root().descendants().filter(|node| {
        node.value().as_text().is_some_and(|text| descriptions.iter().any(|wanted| opens_with(text, wanted)))
    });
    texts
        .filter_map(|text| {
            text.ancestors().filter_map(ElementRef::wrap).find(|outer| super::blocks::is_block(outer.value().name()))
        })
        .next()
}

/// Elements that are marked as a standfirst, outside lists of other articles.
fn marked(document: &Html) -> Vec<ElementRef<'_>> {
    let Ok(selector) = Selector::parse(MARKED) else { return Vec::new() };
    let is_foreign = |element: &ElementRef| {
        element
            .ancestors()
            .filter_map(|node| node.value().as_element())
            .any(|outer| matches!(outer.name(), "aside" | "nav" | "footer" | "li" | "a" | "form"))
    };
    document
        .select(&selector)
        .take(20)
        .filter(|element| element.value().name() != "meta" && !is_foreign(element))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standfirst_above_the_body_comes_back() {
        let body = "Crews worked through the night to fill sandbags, the council said in a statement.";
        let lead = "The river reached its highest mark since records began, and the mayor fears worse to come.";
        let page = format!("<h1>River at record height</h1><div class='article-lead'>{lead}</div><p>{body}</p>");
        let mut pieces: Vec<Piece> = Piece::line(body, Role::Body).into_iter().collect();
        restore(&mut pieces, &Html::parse_document(&page), "River at record height");
        assert_eq!(pieces.first().map(|piece| (piece.words.as_str(), piece.role)), Some((lead, Role::Standfirst)));
        let before = pieces.clone();
        restore(&mut pieces, &Html::parse_document(&page), "River at record height");
        assert_eq!(pieces, before);
    }
}
