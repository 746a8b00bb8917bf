//! Page furniture in the text: comment prompts, "Read more", credits, copyright lines. A line counts only when it is
//! short and opens with (or is) a known phrase, so that an article about newsletters stays whole.

use super::{Reading, rule::Rule};
use crate::model::{Excluded, Role, Score, Tail};
use std::sync::LazyLock;

/// This room's rules.
pub const RULES: &[Rule] = &[Rule {
    id: "page-chrome",
    sentence: "A short line that opens with a phrase of page furniture: comment prompts, links, credits, copyright.",
    hits: &["[[Read more: What the strike means for your shopping]]"],
    misses: &["The council read more than forty letters before it decided."],
}];

/// Longest line in characters that can be page furniture.
const LONGEST: usize = 170;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Start,
    Whole,
    In,
}

static PHRASES: LazyLock<Vec<(Place, &'static str, &'static str)>> = LazyLock::new(|| {
    include_str!("../../assets/chrome/lines.tsv")
        .lines()
        .filter(|row| !row.starts_with('#'))
        .filter_map(|row| {
            let mut parts = row.split('\t');
            let place = match parts.next()? {
                "start" => Place::Start,
                "whole" => Place::Whole,
                _ => Place::In,
            };
            Some((place, parts.next()?, parts.next()?))
        })
        .collect()
});

/// The stretches that are not part of the article, in text order.
pub fn find(reading: &Reading) -> Vec<Excluded> {
    let mut found = Vec::new();
    for paragraph in &reading.article.paragraphs {
        let why = match paragraph.role {
            Role::Chrome => Some("page chrome"),
            Role::Headline => None,
            Role::Standfirst | Role::Byline | Role::Caption | Role::Crosshead | Role::Body => {
                why_chrome(reading.slice(paragraph.span))
            }
        };
        if let Some(why) = why {
            let tail = Tail::found("page-chrome", Score::new(0.9));
            found.push(Excluded { span: paragraph.span, why: why.to_owned(), tail });
        }
    }
    found
}

fn why_chrome(line: &str) -> Option<&'static str> {
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric() && !"©(".contains(c)).trim();
    if line.len() > LONGEST * 4 || line.chars().count() > LONGEST {
        return None;
    }
    let lower = line.to_lowercase().replace('\'', "’");
    let bare = lower.trim_end_matches(|c: char| !c.is_alphanumeric());
    let begins_alike = |phrase: &str| lower.as_bytes().first() == phrase.as_bytes().first();
    let hit = |place: Place, phrase: &str| match place {
        Place::In => lower.contains(phrase),
        // Most phrases are told by their first letter.
        Place::Whole | Place::Start if !begins_alike(phrase) => false,
        Place::Whole => bare == phrase.trim_end_matches(['.', '…']),
        Place::Start => lower.strip_prefix(phrase).is_some_and(|rest| opens_like_furniture(line, phrase, rest)),
    };
    PHRASES.iter().find(|(place, _, phrase)| hit(*place, phrase)).map(|(_, why, _)| *why)
}

/// A phrase that is also plain English counts only when the line goes on like furniture: a mark, a capital, or no verb's
/// ending; a full sentence that merely begins so stays.
fn opens_like_furniture(line: &str, phrase: &str, rest: &str) -> bool {
    let next = rest.chars().next();
    if next.is_some_and(char::is_alphanumeric) && phrase.ends_with(char::is_alphanumeric) {
        return false;
    }
    let is_bare = rest.trim().is_empty();
    let has_mark = next.is_some_and(|c| ":|–-»>…".contains(c)) || phrase.ends_with(':');
    let is_sentence = line.ends_with('.') && line.split_whitespace().count() > 14;
    is_bare || has_mark || !is_sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn furniture_is_told_from_sentences() {
        for line in [
            "Read more: What the strike means",
            "Please let us know if you have trouble with comments.",
            "© 2026 The Brno Post",
            "Reporting by Eva Černá; Editing by Jan Malý",
            "Share",
            "Sign up for our daily briefing",
        ] {
            assert!(why_chrome(line).is_some(), "{line}");
        }
        for line in [
            "Read aloud, the letter lasted an hour.",
            "Share prices fell by 4 percent.",
            "Sponsored by nobody and asked by no one, the two women walked the whole length of the river to count its bridges.",
            "Copyrights are a matter for the courts.",
        ] {
            assert!(why_chrome(line).is_none(), "{line}");
        }
    }
}
