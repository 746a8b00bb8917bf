//! The title: the page's heading as far as the head's own titles bear it out, else those without the outlet's name.

use super::{Reader, about, bare, one_line, plain, words_of};
use crate::model::Stated;
use scraper::{ElementRef, Node};
use std::collections::BTreeSet;

/// Signs that stand between a title and the outlet's name.
const BETWEEN: [&str; 12] = [" | ", " – ", " — ", " - ", " :: ", " » ", " « ", " · ", " • ", " // ", "｜", "_"];

impl Reader<'_> {
    pub(super) fn title(&self) -> Option<Stated> {
        let page_title = self.words("head > title").or_else(|| self.words("title")).unwrap_or_default();
        let graph = self.tag(&["og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "title"]);
        let graph = graph.filter(|(_, title)| title.chars().any(char::is_alphanumeric));
        let headline = self.structured.text("headline");
        let outlets = self.outlet_names();
        let stated: Vec<&str> = graph.iter().map(|(_, title)| title.as_str()).chain(headline.as_deref()).collect();

        let heads: Vec<String> = self.headings("h1", &outlets);
        let lower: Vec<String> = self.headings("h2", &outlets);
        let around = Around::of(&page_title, &stated);
        let held = |head: &&String| around.hold(head);
        let longest = |heads: &[String]| heads.iter().filter(held).max_by_key(|head| head.len()).cloned();
        // A page whose one heading is the outlet's has the title in a lower one.
        let is_site =
            |head: &String| heads.len() == 1 && lower.iter().any(|low| held(&low) && low.len() > head.len() * 2);
        let heading = longest(&heads)
            .filter(|head| !is_site(head))
            .or_else(|| heads.first().filter(|head| heads.len() == 1 && around.share_words(head)).cloned())
            .or_else(|| longest(&lower));
        if let Some(head) = heading {
            let named = stated.iter().find(|title| is_without_kicker(title, &head)).map_or(head, |title| plain(title));
            return Some(Stated::new(named, "the page’s heading"));
        }
        if let Some(headline) = headline {
            return Some(Stated::new(without_outlet(&headline, &outlets), "JSON-LD"));
        }
        if let Some((key, title)) = graph {
            return Some(Stated::new(without_outlet(&title, &outlets), key));
        }
        match heads.as_slice() {
            [only] => Some(Stated::new(only, "the page’s heading")),
            _ if !page_title.is_empty() => Some(Stated::new(without_outlet(&page_title, &outlets), "the page’s title")),
            [] if lower.len() == 1 => Some(Stated::new(lower.concat(), "the page’s heading")),
            _ => None,
        }
    }

    /// The headings of one rank that name an article: none that names the outlet or leads to its front page.
    fn headings(&self, rank: &str, outlets: &[String]) -> Vec<String> {
        let is_sites = |head: &ElementRef| {
            let own = about(head.value());
            let leads_home = head
                .descendants()
                .chain(head.ancestors().take(2))
                .filter_map(|node| node.value().as_element())
                .any(|element| element.name() == "a" && element.attr("href").is_some_and(is_front_page));
            leads_home
                || ["site-title", "site-name", "sitename", "logo", "blog-title", "brand"]
                    .iter()
                    .any(|word| own.contains(word))
        };
        self.elements(rank)
            .iter()
            .filter(|head| !is_sites(head))
            .map(words_without_kicker)
            .filter(|head| !head.is_empty() && !head.starts_with('<') && !outlets.contains(&bare(head)))
            .collect()
    }
}

/// "/", "https://outlet.org": the address of a front page.
fn is_front_page(address: &str) -> bool {
    let path =
        address.split_once("://").map_or(address, |(_, rest)| rest.split_once('/').map_or("/", |(_, path)| path));
    matches!(path.trim_matches('/'), "" | "index.html" | "index.php")
}

/// A heading's words without the small line above the headline that some pages set into it.
fn words_without_kicker(head: &ElementRef) -> String {
    const KICKERS: [&str; 8] =
        ["kicker", "overline", "topline", "dachzeile", "spitzmarke", "roofline", "eyebrow", "separator"];
    let is_kicker = |node: &ego_tree::NodeRef<Node>| {
        node.value().as_element().is_some_and(|element| KICKERS.iter().any(|word| about(element).contains(word)))
    };
    let mut words = String::new();
    for node in head.descendants() {
        if let Some(text) = node.value().as_text()
            && !node.ancestors().take_while(|outer| outer.id() != head.id()).any(|outer| is_kicker(&outer))
        {
            words.push_str(text);
        }
    }
    let words = one_line(&words);
    if words.is_empty() { words_of(head) } else { words }
}

/// Whether the stated title is the heading less a few words before it (a kicker run into it).
fn is_without_kicker(title: &str, head: &str) -> bool {
    let (title, head) = (bare(title), bare(head));
    title.len() < head.len()
        && title.chars().count() >= 12
        && title.len() * 5 >= head.len() * 2
        && head.ends_with(&title)
}

/// The titles that a page's head states, to judge its headings by.
struct Around {
    titles: Vec<String>,
    parts: BTreeSet<String>,
    /// Last part of a title of three: the outlet's name as a rule.
    tail: String,
    stated: String,
    stems: BTreeSet<String>,
}

impl Around {
    fn of(page_title: &str, stated: &[&str]) -> Self {
        let all = || stated.iter().copied().chain([page_title]);
        Self {
            titles: all().map(bare).collect(),
            parts: all().flat_map(parts_of).map(|part| bare(&part)).collect(),
            tail: parts_of(page_title).get(2).map(|tail| bare(tail)).unwrap_or_default(),
            stated: stated.first().map(|title| bare(title)).unwrap_or_default(),
            stems: all().flat_map(stems_of).collect(),
        }
    }

    /// A heading that the page's title holds is the title without the outlet's name.
    fn hold(&self, head: &str) -> bool {
        let head = bare(head);
        let is_part = head.chars().count() >= 4 && self.parts.contains(&head);
        let is_long = head.chars().count() >= 12 && self.titles.iter().any(|title| title.contains(&head));
        let is_outlets = head == self.tail && !self.stated.is_empty() && !self.stated.contains(&head);
        !head.is_empty() && !is_outlets && (is_part || is_long)
    }

    /// A heading that has a word of the page's title is worded for readers, the title for search engines.
    fn share_words(&self, head: &str) -> bool {
        head.split_whitespace().count() >= 2 && stems_of(head).iter().any(|stem| self.stems.contains(stem))
    }
}

/// The first letters of the longer words: enough to tell inflected forms as one.
fn stems_of(words: &str) -> Vec<String> {
    let long = words.split_whitespace().map(bare).filter(|word| word.chars().count() >= 5);
    long.map(|word| word.chars().take(5).collect()).collect()
}

/// The parts of a page's title, the whole first.
fn parts_of(title: &str) -> Vec<String> {
    let mut parts = vec![title.trim().to_owned()];
    for sign in BETWEEN {
        if let Some((head, tail)) = title.rsplit_once(sign) {
            parts.extend([head.trim().to_owned(), tail.trim().to_owned()]);
        }
        if let Some((head, tail)) = title.split_once(sign) {
            parts.extend([head.trim().to_owned(), tail.trim().to_owned()]);
        }
    }
    parts
}

/// The title without " | Outlet" at its end (or its start, when the outlet's name is known).
fn without_outlet(title: &str, outlets: &[String]) -> String {
    let is_outlet = |part: &str| outlets.contains(&bare(part));
    for sign in BETWEEN {
        if let Some((head, tail)) = title.split_once(sign)
            && is_outlet(head)
            && !tail.trim().is_empty()
        {
            return tail.trim().to_owned();
        }
        if let Some((head, tail)) = title.rsplit_once(sign)
            && ((tail.split_whitespace().count() <= 5 && head.split_whitespace().count() >= 3 && sign != "_")
                || (is_outlet(tail) && !head.trim().is_empty()))
        {
            return head.trim().to_owned();
        }
    }
    title.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    #[track_caller]
    fn check(page: &str, title: &str) {
        let metadata = super::super::of_document(&Html::parse_document(page), None);
        assert_eq!(metadata.title.map(|title| title.value).as_deref(), Some(title), "{page}");
    }

    #[test]
    fn titles_lose_the_outlet_and_the_kicker() {
        check(
            "<title>Bridge closes in May | The Brno Post</title><h1>Bridge closes in May</h1>",
            "Bridge closes in May",
        );
        check("<title>Bridge closes in May - Brno Post</title>", "Bridge closes in May");
        check(
            "<title>Brno Post</title><h1><a href='/'>Brno Post</a></h1><h1>Bridge closes in May</h1>",
            "Bridge closes in May",
        );
        check(
            "<title>Transport: Bridge closes in May</title><h1><span class='kicker'>Transport</span>\
             <span>Bridge closes in May</span></h1>",
            "Bridge closes in May",
        );
        check(
            "<meta property='og:title' content='Old bridge to shut for a year'><h1>The old bridge closes at last</h1>",
            "The old bridge closes at last",
        );
    }
}
