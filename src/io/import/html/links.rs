//! Paragraphs that are nothing but a link: pointers to other articles, marked as page furniture.

use super::super::build::{Piece, bare};
use crate::model::Role;
use scraper::{Html, Selector};
use std::collections::HashSet;

/// Fewest words of a link that tells of another article; shorter ones are names and sources in a list.
const FEWEST_WORDS: usize = 4;
/// A body with a larger share of linked letters is a list of links itself and stays, in percent.
const LARGEST_SHARE: usize = 25;

/// Marks the pieces that are wholly a link on the page.
pub(super) fn mark(pieces: &mut [Piece], document: &Html) {
    let Ok(selector) = Selector::parse("a[href]") else { return };
    let links: HashSet<String> = document
        .select(&selector)
        .map(|link| link.text().collect::<String>())
        .filter(|words| words.split_whitespace().count() >= FEWEST_WORDS)
        .map(|words| bare(&words))
        .collect();
    let linked: Vec<bool> = pieces.iter().map(|piece| links.contains(&bare(&piece.words))).collect();
    let letters = |only: bool| {
        let counted = pieces.iter().zip(&linked).filter(|(_, is_linked)| **is_linked || !only);
        counted.map(|(piece, _)| piece.words.len()).sum::<usize>()
    };
    if letters(true) * 100 > letters(false) * LARGEST_SHARE {
        return;
    }
    for (piece, is_linked) in pieces.iter_mut().zip(linked) {
        if is_linked {
            piece.role = Role::Chrome;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_that_is_a_link_is_furniture() {
        let body =
            "Crews worked through the night to fill sandbags, and the council said it had asked the army for help.";
        let page = format!("<p>{body}</p><p><a href='/2'>What the flood means for you</a></p>");
        let lines = [body, "What the flood means for you"];
        let mut pieces: Vec<Piece> = lines.iter().filter_map(|line| Piece::line(line, Role::Body)).collect();
        mark(&mut pieces, &Html::parse_document(&page));
        assert_eq!(pieces.iter().map(|piece| piece.role).collect::<Vec<_>>(), [Role::Body, Role::Chrome]);
    }
}
