//! The particulars of a page: title, byline, dates, outlet, address, language; each with where it was read.
//!
//! Order: structured data (JSON-LD), then the head's meta tags, then marked-up elements, then the page's own shape.

use super::days::{Order, day_in, day_in_address};
use super::html::saved_from;
use crate::model::{Metadata, Stated};
use scraper::{ElementRef, Html, Selector};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Reads them from a page.
pub(super) fn of_page(page: &str) -> Metadata {
    let document = Html::parse_document(page);
    let (articles, people) = articles_in(&document);
    let mut reader = Reader { tags: metas(&document), articles, people, order: Order::DayFirst, document: &document };
    reader.order = reader.order_of_days();
    let mut metadata = Metadata {
        title: reader.title(),
        byline: reader.byline(),
        published: reader.published(),
        modified: reader.modified(),
        outlet: reader.outlet(),
        url: reader.url().or_else(|| saved_from(page)),
        language: reader.language(),
        ..Metadata::default()
    };
    if metadata.published.is_none() {
        metadata.published =
            metadata.url.as_ref().and_then(|url| day_in_address(&url.value).map(|day| Stated::new(day, "the address")));
    }
    metadata
}

struct Reader<'d> {
    document: &'d Html,
    tags: Vec<(String, String)>,
    articles: Vec<Map<String, Value>>,
    /// Names of the people that structured data describes apart from the article, by their reference.
    people: BTreeMap<String, String>,
    order: Order,
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

/// The objects of structured data that describe an article.
fn articles_in(document: &Html) -> (Vec<Map<String, Value>>, BTreeMap<String, String>) {
    let Ok(selector) = Selector::parse("script[type*='ld+json']") else { return (Vec::new(), BTreeMap::new()) };
    let mut found = Vec::new();
    let mut people = BTreeMap::new();
    for script in document.select(&selector).take(40) {
        let words: String = script.text().collect();
        let words: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let words = words.trim().trim_start_matches("<![CDATA[").trim_end_matches("]]>").trim().trim_end_matches(';');
        if let Ok(value) = serde_json::from_str::<Value>(words) {
            people_in(&value, &mut people, 0);
            collect(value, &mut found, 0);
        }
    }
    (found, people)
}

fn people_in(value: &Value, people: &mut BTreeMap<String, String>, depth: usize) {
    match value {
        Value::Array(values) if depth < 8 => values.iter().for_each(|value| people_in(value, people, depth + 1)),
        Value::Object(object) if depth < 8 => {
            let text = |key: &str| object.get(key).and_then(Value::as_str);
            if let (Some(reference), Some(name)) = (text("@id"), text("name")) {
                people.insert(reference.to_owned(), plain(name));
            }
            object.values().for_each(|value| people_in(value, people, depth + 1));
        }
        _ => {}
    }
}

fn collect(value: Value, found: &mut Vec<Map<String, Value>>, depth: usize) {
    if depth > 8 {
        return;
    }
    match value {
        Value::Array(values) => values.into_iter().for_each(|value| collect(value, found, depth + 1)),
        Value::Object(object) => {
            for key in ["@graph", "mainEntity", "mainEntityOfPage", "hasPart"] {
                if let Some(inner) = object.get(key).filter(|inner| !inner.is_string()) {
                    collect(inner.clone(), found, depth + 1);
                }
            }
            if is_article(&object) {
                found.push(object);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

fn is_article(object: &Map<String, Value>) -> bool {
    let is_kind = |kind: &str| kind.contains("Article") || kind.contains("Posting") || kind == "Report";
    match object.get("@type") {
        Some(Value::String(kind)) => is_kind(kind),
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).any(is_kind),
        _ => false,
    }
}

/// Names in a string, an object with a name, or a list of these.
fn names_in(value: &Value, people: &BTreeMap<String, String>) -> Vec<String> {
    match value {
        Value::String(name) => vec![plain(name)],
        Value::Array(values) => values.iter().flat_map(|value| names_in(value, people)).collect(),
        Value::Object(object) => match object.get("name") {
            Some(name) => names_in(name, people),
            None => {
                object.get("@id").and_then(Value::as_str).and_then(|id| people.get(id)).into_iter().cloned().collect()
            }
        },
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

impl Reader<'_> {
    fn tag(&self, names: &[&str]) -> Option<(String, String)> {
        names.iter().find_map(|name| {
            self.tags.iter().find(|(key, _)| key == name).map(|(key, value)| (key.clone(), plain(value)))
        })
    }

    fn elements(&self, selector: &str) -> Vec<ElementRef<'_>> {
        Selector::parse(selector)
            .map_or_else(|_bad| Vec::new(), |selector| self.document.select(&selector).take(12).collect())
    }

    /// The elements that belong to the article: none in comments, side columns and lists of other articles.
    fn own_elements(&self, selector: &str) -> Vec<ElementRef<'_>> {
        const FOREIGN: [&str; 8] =
            ["comment", "kommentar", "related", "sidebar", "widget", "teaser", "recommend", "most-read"];
        let is_foreign = |element: &ElementRef| {
            element.ancestors().filter_map(|node| node.value().as_element()).any(|outer| {
                let about = ["class", "id"].iter().filter_map(|key| outer.attr(key)).collect::<String>().to_lowercase();
                outer.name() == "aside"
                    || outer.name() != "body"
                        && outer.name() != "html"
                        && FOREIGN.iter().any(|word| about.contains(word))
            })
        };
        let Ok(selector) = Selector::parse(selector) else { return Vec::new() };
        self.document.select(&selector).take(40).filter(|element| !is_foreign(element)).take(12).collect()
    }

    fn words(&self, selector: &str) -> Option<String> {
        self.elements(selector).iter().map(|e| one_line(&e.text().collect::<String>())).find(|words| !words.is_empty())
    }

    fn structured(&self, key: &str) -> Option<&Value> {
        self.articles.iter().find_map(|article| article.get(key))
    }

    fn order_of_days(&self) -> Order {
        let language = self.language().map(|language| language.value.to_lowercase()).unwrap_or_default();
        let is_american = language.is_empty() || language == "en" || language.starts_with("en-us");
        if is_american { Order::MonthFirst } else { Order::DayFirst }
    }

    fn title(&self) -> Option<Stated> {
        let words = |e: &ElementRef| one_line(&e.text().collect::<String>());
        let heads: Vec<String> =
            self.elements("h1").iter().map(words).filter(|head| !head.is_empty() && !head.starts_with('<')).collect();
        let page_title = self.words("head > title").or_else(|| self.words("title")).unwrap_or_default();
        let graph = self.tag(&["og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "title"]);
        let graph = graph.filter(|(_, title)| title.chars().any(char::is_alphanumeric));
        let graphed = graph.as_ref().map(|(_, title)| title.as_str()).unwrap_or_default();
        let outlet = self.outlet().map(|outlet| bare(&outlet.value)).unwrap_or_default();
        let around = [bare(&page_title), bare(graphed)];
        let parts: BTreeSet<String> =
            [page_title.as_str(), graphed].iter().flat_map(|title| parts_of(title)).map(|part| bare(&part)).collect();
        let tail = parts_of(&page_title).get(2).map(|tail| bare(tail)).unwrap_or_default();
        // A heading that the page's title holds is the title without the outlet's name.
        let lower = self.elements("h2").iter().map(words).collect::<Vec<_>>();
        let held = |head: &&String| {
            let head = bare(head);
            let is_part = head.chars().count() >= 4 && parts.contains(&head);
            let is_long = head.chars().count() >= 12 && around.iter().any(|title| title.contains(&head));
            let is_outlets = head == tail && !graphed.is_empty() && !bare(graphed).contains(&head);
            head != outlet && !head.is_empty() && !is_outlets && (is_part || is_long)
        };
        let longest = |heads: &[String]| heads.iter().filter(held).max_by_key(|head| head.len()).cloned();
        let is_site =
            |head: &String| heads.len() == 1 && lower.iter().any(|low| held(&low) && low.len() > head.len() * 2);
        if let Some(head) = longest(&heads).filter(|head| !is_site(head)).or_else(|| longest(&lower)) {
            return Some(Stated::new(head, "the page’s heading"));
        }
        let headline = self.structured("headline").and_then(Value::as_str).map(plain).filter(|title| !title.is_empty());
        if let Some(headline) = headline {
            return Some(Stated::new(without_outlet(&headline, &outlet), "JSON-LD"));
        }
        if let Some((key, title)) = graph {
            return Some(Stated::new(without_outlet(&title, &outlet), key));
        }
        match heads.as_slice() {
            [only] if bare(only) != outlet => Some(Stated::new(only, "the page’s heading")),
            _ if !page_title.is_empty() => Some(Stated::new(without_outlet(&page_title, &outlet), "the page’s title")),
            [] if lower.len() == 1 => Some(Stated::new(lower.concat(), "the page’s heading")),
            _ => None,
        }
    }

    fn byline(&self) -> Option<Stated> {
        let outlet = self.outlet().map(|outlet| bare(&outlet.value)).unwrap_or_default();
        let sound = |names: Vec<String>| {
            let mut seen = BTreeSet::new();
            let names: Vec<String> = names
                .iter()
                .map(|name| cleaned_name(name))
                .filter(|name| is_name(name) && bare(name) != outlet && seen.insert(bare(name)))
                .collect();
            (!names.is_empty() && names.len() <= 12).then(|| names.join(", "))
        };
        if let Some(names) = self.structured("author").map(|value| names_in(value, &self.people)).and_then(sound) {
            return Some(Stated::new(names, "JSON-LD"));
        }
        let keys = [
            "author",
            "article:author",
            "parsely-author",
            "sailthru.author",
            "dc.creator",
            "dcterms.creator",
            "byl",
            "dc.author",
            "citation_author",
            "og:author",
            "article:author_name",
            "twitter:creator_name",
        ];
        for key in keys {
            let values = self.tags.iter().filter(|(name, _)| name == key).map(|(_, value)| plain(value)).collect();
            if let Some(names) = sound(values) {
                return Some(Stated::new(names, format!("meta {key}")));
            }
        }
        if let Some(names) = self.card_author().and_then(|name| sound(vec![name])) {
            return Some(Stated::new(names, "meta twitter:data1"));
        }
        let places = [
            "[itemprop~='author'] [itemprop~='name']",
            "[itemprop~='author']",
            "a[rel~='author']",
            "[rel~='author']",
            ".byline .author",
            ".byline a",
            "[class*='byline'] a",
            "[class*='author-name']",
            "[class*='authorName']",
            "[class*='byline__name']",
            ".author a",
            "[class*='byline']",
            "[class*='article-author']",
            "[class*='post-author']",
            "[class*='entry-author']",
            "[class*='article__author']",
            "[class*='autor']",
            "[class*='verfasser']",
            "[class*='redakteur']",
            "[class*='auteur']",
            ".author",
            ".post-author",
            "[data-testid*='byline']",
        ];
        for place in places {
            let values: Vec<String> =
                self.own_elements(place).iter().take(3).map(|e| one_line(&e.text().collect::<String>())).collect();
            let short = values.into_iter().filter(|words| words.split_whitespace().count() <= 9).take(2).collect();
            if let Some(names) = sound(short) {
                return Some(Stated::new(names, "the page’s byline"));
            }
        }
        let spoken = self.lines_by_the_heading().windows(2).find_map(|pair| spoken_byline(pair.first()?, pair.get(1)?));
        spoken.and_then(|name| sound(vec![name])).map(|names| Stated::new(names, "a byline by the headline"))
    }

    /// "Written by" on the card that social networks show.
    fn card_author(&self) -> Option<String> {
        const LABELS: [&str; 12] = [
            "written by",
            "verfasst von",
            "geschrieben von",
            "écrit par",
            "escrito por",
            "scritto da",
            "author",
            "autor",
            "von",
            "by",
            "napisane przez",
            "geschreven door",
        ];
        ["1", "2"].iter().find_map(|number| {
            let (_, label) = self.tag(&[&format!("twitter:label{number}")])?;
            let (_, name) = self.tag(&[&format!("twitter:data{number}")])?;
            LABELS.contains(&label.to_lowercase().trim_end_matches(':')).then_some(name)
        })
    }

    fn published(&self) -> Option<Stated> {
        let structured = ["datePublished", "dateCreated", "uploadDate"];
        for key in structured {
            if let Some(day) = self.structured(key).and_then(Value::as_str).and_then(|words| day_in(words, self.order))
            {
                return Some(Stated::new(day, format!("JSON-LD {key}")));
            }
        }
        let keys = [
            "article:published_time",
            "og:published_time",
            "og:article:published_time",
            "datepublished",
            "parsely-pub-date",
            "sailthru.date",
            "dc.date.issued",
            "dcterms.issued",
            "dc.date",
            "dcterms.created",
            "dcterms.date",
            "pubdate",
            "publishdate",
            "publish-date",
            "publication_date",
            "publish_date",
            "cxenseparse:publishtime",
            "cxenseparse:recs:publishtime",
            "article.published",
            "rnews:datepublished",
            "prism.publicationdate",
            "citation_publication_date",
            "citation_date",
            "article_date_original",
            "date",
            "originalpublicationdate",
            "published_time_telegram",
            "bt:pubdate",
            "analyticsattributes.articledate",
            "date_published",
            "published",
        ];
        for key in keys {
            if let Some(day) = self.tag(&[key]).and_then(|(_, value)| day_in(&value, self.order)) {
                return Some(Stated::new(day, format!("meta {key}")));
            }
        }
        let marked = |places: &[&str]| {
            places
                .iter()
                .find_map(|place| self.own_elements(place).iter().take(3).find_map(|element| self.day_of(element)))
        };
        if let Some(day) = marked(&["[itemprop~='datePublished']", "time[pubdate]"]) {
            return Some(Stated::new(day, "the page’s date"));
        }
        if let Some(day) = self.url().and_then(|url| day_in_address(&url.value)) {
            return Some(Stated::new(day, "the address"));
        }
        if let Some(day) = self.day_by_the_heading() {
            return Some(Stated::new(day, "a date by the headline"));
        }
        let places = [
            "header time",
            "article time",
            "time[datetime]",
            "[class*='publish'] time",
            "[class*='pubdate']",
            "[class*='published']",
            "[class*='publish-date']",
            "[class*='post-date']",
            "[class*='entry-date']",
            "[class*='article-date']",
            "[class*='timestamp']",
            "[class*='dateline']",
            "[class*='byline']",
            "[class*='date']",
            "[class*='datum']",
            "[class*='meta']",
            "[id*='date']",
        ];
        marked(&places).map(|day| Stated::new(day, "the page’s date"))
    }

    /// The day an element states, in its attributes or its words.
    fn day_of(&self, element: &ElementRef) -> Option<String> {
        let stated = ["datetime", "content", "title", "data-datetime"].iter().find_map(|key| element.value().attr(key));
        let words: String = element.text().take(20).collect();
        let head = words.get(..words.floor_char_boundary(120)).unwrap_or_default();
        stated.and_then(|words| day_in(words, self.order)).or_else(|| day_in(head, self.order))
    }

    /// A day in the short lines just before or after the first heading.
    fn day_by_the_heading(&self) -> Option<String> {
        let lines = self.lines_by_the_heading();
        lines.iter().filter(|line| line.chars().count() <= 90).find_map(|line| day_in(line, self.order))
    }

    /// The short pieces of text around the page's heading: those after it first, then those before it.
    fn lines_by_the_heading(&self) -> Vec<String> {
        let Some(head) = self.elements("h1").into_iter().next().or_else(|| self.elements("h2").into_iter().next())
        else {
            return Vec::new();
        };
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
            if is_code || inner.contains(&node.id()) {
                continue;
            }
            let line = one_line(text);
            if !line.is_empty() {
                if seen { after.push(line) } else { before.push(line) }
            }
            if after.len() >= 25 {
                break;
            }
        }
        let near = before.len().saturating_sub(8);
        after.extend(before.into_iter().skip(near).rev());
        after
    }

    fn modified(&self) -> Option<Stated> {
        let structured =
            self.structured("dateModified").and_then(Value::as_str).and_then(|words| day_in(words, self.order));
        let tag = || self.tag(&["article:modified_time", "og:updated_time", "datemodified", "last-modified"]);
        structured.map(|day| Stated::new(day, "JSON-LD")).or_else(|| {
            tag().and_then(|(key, value)| Some(Stated::new(day_in(&value, self.order)?, format!("meta {key}"))))
        })
    }

    fn outlet(&self) -> Option<Stated> {
        if let Some((key, name)) = self.tag(&["og:site_name"]) {
            return Some(Stated::new(name, key));
        }
        if let Some(name) = self
            .structured("publisher")
            .map(|value| names_in(value, &self.people))
            .and_then(|names| names.into_iter().next())
        {
            return Some(Stated::new(name, "JSON-LD"));
        }
        let (key, name) = self.tag(&["application-name", "dc.publisher", "apple-mobile-web-app-title"])?;
        Some(Stated::new(name, key))
    }

    fn url(&self) -> Option<Stated> {
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

/// Letters and digits in small letters.
fn bare(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Signs that stand between a title and the outlet's name.
const BETWEEN: [&str; 12] = [" | ", " – ", " — ", " - ", " :: ", " » ", " « ", " · ", " • ", " // ", "｜", "_"];

/// The parts of a page's title.
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
fn without_outlet(title: &str, outlet: &str) -> String {
    for sign in BETWEEN {
        if let Some((head, tail)) = title.split_once(sign)
            && !outlet.is_empty()
            && bare(head) == outlet
            && !tail.trim().is_empty()
        {
            return tail.trim().to_owned();
        }
        if let Some((head, tail)) = title.rsplit_once(sign)
            && ((tail.split_whitespace().count() <= 5 && head.split_whitespace().count() >= 3 && sign != "_")
                || (!outlet.is_empty() && bare(tail) == outlet && !head.trim().is_empty()))
        {
            return head.trim().to_owned();
        }
    }
    title.trim().to_owned()
}

/// "By Ana Ruiz", "Von Ana Ruiz", or "By" with the name in the next piece of text.
fn spoken_byline(line: &str, next: &str) -> Option<String> {
    const OPENINGS: [&str; 14] = [
        "By",
        "BY",
        "by",
        "Von",
        "VON",
        "von",
        "Par",
        "Por",
        "Di",
        "Text:",
        "Autor:",
        "Author:",
        "Autorin:",
        "Written by",
    ];
    let opening = OPENINGS.iter().rev().find(|opening| line.starts_with(*opening))?;
    let rest = line.strip_prefix(opening)?;
    if rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    let rest = rest.trim_start_matches([':', ' ']).trim();
    let name = if rest.is_empty() { next } else { rest };
    let name = cleaned_name(name);
    let words: Vec<&str> = name.split_whitespace().collect();
    let is_named = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count() * 3 >= words.len() * 2;
    ((2..=8).contains(&words.len()) && is_named && !name.ends_with('.')).then_some(name)
}

/// A name without "By", titles of office, addresses and what follows a bar.
fn cleaned_name(name: &str) -> String {
    let mut name = one_line(name);
    for sign in [" | ", " • ", " / ", "\u{a0}|"] {
        if let Some((head, _)) = name.split_once(sign) {
            name = head.to_owned();
        }
    }
    let lower = name.to_lowercase();
    let openings = [
        "post author by ",
        "written by ",
        "posted by ",
        "view all posts by ",
        "zeige alle beiträge von ",
        "alle beiträge von ",
        "voir tous les articles de ",
        "ver todas las entradas de ",
        "mehr von ",
        "by: ",
        "by ",
        "von ",
        "par ",
        "por ",
        "author: ",
        "autor: ",
        "autor:in: ",
        "autorin: ",
        "text: ",
        "von: ",
    ];
    for opening in openings {
        if lower.starts_with(opening)
            && let Some(rest) = name.get(opening.len()..)
        {
            name = rest.to_owned();
            break;
        }
    }
    for end in
        [", Staff Writer", ", Senior Reporter", ", Contributor", ", Reporter", " and more", " Published", " Updated"]
    {
        if let Some((head, _)) = name.split_once(end) {
            name = head.to_owned();
        }
    }
    // "ByAna Ruiz Thursday, …": the word is glued on, a date follows.
    if let Some(rest) = name.strip_prefix("By").filter(|rest| rest.starts_with(char::is_uppercase)) {
        name = rest.to_owned();
    }
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    if let Some(at) = DAYS.iter().filter_map(|day| name.find(day)).min().filter(|at| *at > 0) {
        name.truncate(at);
    }
    if let Some(at) = name.find(|c: char| c.is_ascii_digit()).filter(|at| *at >= 5) {
        name.truncate(at);
    }
    name.trim_matches(|c: char| c.is_whitespace() || ",;:-–|→".contains(c)).to_owned()
}

fn is_name(name: &str) -> bool {
    let lower = name.to_lowercase();
    let words = name.split_whitespace().count();
    let is_address =
        words == 1 && lower.contains('.') && lower.rsplit('.').next().is_some_and(|end| (2..=3).contains(&end.len()));
    let generic =
        ["alle artikel", "redaktion", "admin", "author", "autor", "agencies", "team", "agenturen", "afp", "dpa", "by"];
    if is_address || generic.contains(&lower.as_str()) {
        return false;
    }
    let blocked = [
        "[at]",
        "alle beiträge",
        "all posts",
        "artikel von",
        "http",
        "www.",
        "@",
        "{",
        "facebook",
        "twitter",
        "admin",
        "editor@",
        "staff",
        "subscribe",
        "follow",
    ];
    (1..=16).contains(&words)
        && name.chars().count() < 140
        && name.chars().any(char::is_alphabetic)
        && !blocked.iter().any(|word| lower.contains(word))
        && !lower.starts_with("view ")
}
