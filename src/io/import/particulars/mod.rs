//! The particulars of a page: title, byline, dates, outlet, address, language; each with where it was read.
//!
//! Order: structured data (JSON-LD), then the head's meta tags, then marked-up elements, then the page's own shape.
//! Each particular has its room; what they all ask of the page is here.

mod byline;
mod date;
pub(super) mod days;
mod structured;
mod title;

use super::build::bare;
use crate::model::{Metadata, Stated};
use days::Order;
use scraper::{ElementRef, Html, Selector};
use structured::Structured;

/// Reads them from a page that is parsed already; `note` is the address a browser wrote into it.
pub(super) fn of_document(document: &Html, note: Option<Stated>) -> Metadata {
    let mut reader = Reader {
        tags: metas(document),
        structured: Structured::of(document),
        order: Order::DayFirst,
        marked: marked(document),
        heading: None,
        lines: Vec::new(),
        url: None,
        document,
    };
    let language = reader.language();
    reader.order = Order::of_language(language.as_ref().map(|language| language.value.as_str()));
    reader.url = reader.address().or(note);
    let title = reader.title();
    reader.heading = reader.heading_of(title.as_ref());
    reader.lines = reader.lines_by_the_heading();
    Metadata {
        title,
        byline: reader.byline(),
        published: reader.published(),
        modified: reader.modified(),
        outlet: reader.outlet(),
        url: reader.url,
        language,
        ..Metadata::default()
    }
}

struct Reader<'d> {
    document: &'d Html,
    /// The head's meta tags: name in small letters, content.
    tags: Vec<(String, String)>,
    structured: Structured,
    order: Order,
    /// The elements whose attributes may tell a byline or a day, in order.
    marked: Vec<ElementRef<'d>>,
    /// The heading that shows the title, else the page's first.
    heading: Option<ElementRef<'d>>,
    /// The short pieces of text around the heading.
    lines: Vec<Line>,
    url: Option<Stated>,
}

/// A piece of text near the heading.
struct Line {
    words: String,
    /// Whether it has digits and stands in a list of other articles.
    is_foreign_day: bool,
}

impl<'d> Reader<'d> {
    /// The first of these meta tags that is there.
    fn tag(&self, names: &[&str]) -> Option<(String, String)> {
        names.iter().find_map(|name| {
            self.tags.iter().find(|(key, _)| key == name).map(|(key, value)| (key.clone(), plain(value)))
        })
    }

    fn elements(&self, selector: &str) -> Vec<ElementRef<'d>> {
        Selector::parse(selector)
            .map_or_else(|_bad| Vec::new(), |selector| self.document.select(&selector).take(12).collect())
    }

    /// The marked elements that belong to the article: none in comments, side columns and lists of other articles.
    fn own_elements(&self, selector: &str) -> Vec<ElementRef<'d>> {
        let Ok(selector) = Selector::parse(selector) else { return Vec::new() };
        let found = self.marked.iter().filter(|element| selector.matches(element)).take(40);
        found.filter(|element| !self.is_foreign(element)).take(12).copied().collect()
    }

    /// Whether an element stands in something that belongs to other articles, and that the article's heading is not in.
    fn is_foreign(&self, element: &ElementRef) -> bool {
        const FOREIGN: [&str; 8] =
            ["comment", "kommentar", "related", "sidebar", "widget", "teaser", "recommend", "most-read"];
        let holds_heading = |outer: &ego_tree::NodeRef<scraper::Node>| {
            self.heading.is_some_and(|heading| heading.ancestors().any(|node| node.id() == outer.id()))
        };
        element.ancestors().any(|node| {
            node.value().as_element().is_some_and(|outer| {
                let is_named = outer.name() == "aside" || FOREIGN.iter().any(|word| about(outer).contains(word));
                is_named && !matches!(outer.name(), "body" | "html") && !holds_heading(&node)
            })
        })
    }

    fn heading_of(&self, title: Option<&Stated>) -> Option<ElementRef<'d>> {
        let title = title.map(|title| bare(&title.value)).unwrap_or_default();
        let heads: Vec<_> = ["h1", "h2", "h3"].iter().flat_map(|rank| self.elements(rank)).collect();
        let shows = |head: &&ElementRef| !title.is_empty() && bare(&words_of(head)).ends_with(&title);
        heads.iter().find(shows).or_else(|| heads.first()).copied()
    }

    fn words(&self, selector: &str) -> Option<String> {
        self.elements(selector).iter().map(words_of).find(|words| !words.is_empty())
    }

    /// The short pieces of text around the page's heading, the nearest first, those after it before those before it.
    fn lines_by_the_heading(&self) -> Vec<Line> {
        const AFTER: usize = 25;
        const BEFORE: usize = 8;
        let Some(head) = self.heading else { return Vec::new() };
        let inner: Vec<_> = head.descendants().map(|node| node.id()).collect();
        let (mut before, mut after, mut seen) = (Vec::new(), Vec::new(), false);
        for node in self.document.tree.root().descendants() {
            if node.id() == head.id() {
                seen = true;
            }
            let Some(text) = node.value().as_text() else { continue };
            let is_code = node
                .parent()
                .and_then(|parent| parent.value().as_element())
                .is_some_and(|parent| matches!(parent.name(), "script" | "style" | "noscript" | "title" | "option"));
            if is_code || inner.contains(&node.id()) || text.trim().is_empty() {
                continue;
            }
            let is_dated = text.contains(|c: char| c.is_ascii_digit());
            let is_foreign = || node.parent().and_then(ElementRef::wrap).is_some_and(|outer| self.is_foreign(&outer));
            let line = Line { words: one_line(text), is_foreign_day: is_dated && is_foreign() };
            if seen {
                after.push(line)
            } else {
                before.push(line)
            }
            if after.len() >= AFTER {
                break;
            }
        }
        let near = before.len().saturating_sub(BEFORE);
        let before = before.split_off(near).into_iter().rev();
        // What follows is read to the end of the small print; what goes before comes after its first lines.
        let far = after.split_off(after.len().min(BEFORE));
        after.into_iter().chain(before).chain(far).collect()
    }

    fn outlet(&self) -> Option<Stated> {
        if let Some((key, name)) = self.tag(&["og:site_name"]) {
            return Some(Stated::new(name, key));
        }
        if let Some(name) = self.structured.names("publisher").into_iter().next() {
            return Some(Stated::new(name, "JSON-LD"));
        }
        let (key, name) = self.tag(&["application-name", "dc.publisher", "apple-mobile-web-app-title"])?;
        Some(Stated::new(name, key))
    }

    /// The outlet's names as bare words: what it calls itself, its address with and without the ending.
    fn outlet_names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.outlet().map(|outlet| bare(&outlet.value)).into_iter().collect();
        if let Some(url) = &self.url
            && let Some((_, rest)) = url.value.split_once("://")
            && let Some(host) = rest.split('/').next()
        {
            let host = host.trim_start_matches("www.");
            names.push(bare(host));
            names.extend(host.rsplit_once('.').map(|(name, _)| bare(name)));
        }
        names.retain(|name| !name.is_empty());
        names
    }

    fn address(&self) -> Option<Stated> {
        let link =
            self.elements("link[rel~='canonical']").first().and_then(|e| e.value().attr("href")).map(str::to_owned);
        if let Some(link) = link.filter(|link| link.starts_with("http")) {
            return Some(Stated::new(link, "canonical link"));
        }
        let (key, address) = self.tag(&["og:url", "twitter:url"])?;
        address.starts_with("http").then(|| Stated::new(address, key))
    }

    fn language(&self) -> Option<Stated> {
        let language = self.elements("html[lang]").first().and_then(|e| e.value().attr("lang")).map(str::to_owned)?;
        (!language.trim().is_empty()).then(|| Stated::new(language.trim(), "the page"))
    }
}

fn metas(document: &Html) -> Vec<(String, String)> {
    let Ok(selector) = Selector::parse("meta[content]") else { return Vec::new() };
    let mut found = Vec::new();
    for element in document.select(&selector).take(400) {
        let content = element.value().attr("content").unwrap_or_default().trim();
        for key in ["property", "name", "itemprop"] {
            if let Some(name) = element.value().attr(key).filter(|_| !content.is_empty()) {
                found.push((name.trim().to_lowercase(), content.to_owned()));
            }
        }
    }
    found
}

/// The elements whose attributes may tell a byline or a day.
fn marked(document: &Html) -> Vec<ElementRef<'_>> {
    const HINTS: [&str; 13] = [
        "author",
        "byline",
        "autor",
        "verfasser",
        "redakteur",
        "auteur",
        "vcard",
        "fn",
        "date",
        "datum",
        "publi",
        "time",
        "meta",
    ];
    let is_marked = |element: &ElementRef| {
        let value = element.value();
        let by_class = || {
            let own = ["class", "id"].iter().filter_map(|key| value.attr(key));
            own.flat_map(|words| HINTS.iter().map(move |hint| words.contains(hint))).any(|is_hinted| is_hinted)
        };
        let by_name = || ["itemprop", "rel", "data-testid"].iter().any(|key| value.attr(key).is_some());
        let by_address = || {
            let address = value.attr("href").unwrap_or_default();
            ["/author", "/autor", "/staff/"].iter().any(|part| address.contains(part))
        };
        value.name() == "time" || by_class() || by_name() || by_address()
    };
    document.root_element().descendants().filter_map(ElementRef::wrap).filter(is_marked).collect()
}

/// What an element's class and id say of it, in small letters.
fn about(element: &scraper::node::Element) -> String {
    ["class", "id"].iter().filter_map(|key| element.attr(key)).collect::<Vec<_>>().join(" ").to_lowercase()
}

fn words_of(element: &ElementRef) -> String {
    one_line(&element.text().collect::<String>())
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text whose entities and tags are resolved.
fn plain(words: &str) -> String {
    if !words.contains(['&', '<']) {
        return one_line(words);
    }
    one_line(&Html::parse_fragment(words).root_element().text().collect::<String>())
}
