//! Who wrote it: names without "By", titles of office, addresses; none that is only the outlet's.

use super::{Reader, bare, date, one_line, plain, words_of};
use crate::model::Stated;

/// Meta tags that name an author.
const TAGS: [&str; 12] = [
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

/// Where pages print who wrote them, the surest places first.
const PLACES: [&str; 32] = [
    "[itemprop~='author'] [itemprop~='name']",
    "[itemprop~='author']",
    "a[rel~='author']",
    "[rel~='author']",
    ".byline .author",
    ".byline a",
    "[class*='byline'] a",
    "[class*='author-name']",
    "[class*='author_name']",
    "[class*='author__name']",
    "[class*='authorName']",
    "[class*='byline__name']",
    ".vcard .fn",
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
    "a[href*='/author/']",
    "a[href*='/autor/']",
    "a[href*='/authors/']",
    "a[href*='/staff/']",
    "[class*='-author']",
    "[class*='_author']",
];

/// Most words in an element that holds a byline and nothing else.
const LONGEST_PLACE: usize = 9;
/// Most names taken from one kind of place.
const MOST_NAMES: usize = 4;

impl Reader<'_> {
    /// The first source that gives a full name; else the first that gives a short one ("Henry", "ET Online"), else the
    /// newsroom's.
    pub(super) fn byline(&self) -> Option<Stated> {
        let mut second = None;
        let mut third = None;
        for (names, origin) in self.sources() {
            let names = self.names_of(&names);
            if names.is_empty() || names.len() > 12 {
                continue;
            }
            let stated = Stated::new(names.join(", "), origin);
            if names.iter().any(|name| is_full(name)) {
                return Some(stated);
            }
            let place = if names.iter().all(|name| is_newsroom(name)) { &mut third } else { &mut second };
            place.get_or_insert(stated);
        }
        second.or(third)
    }

    /// The names among these words, each once; after a short one ("Steffi") nothing follows but its repetition.
    fn names_of(&self, words: &[String]) -> Vec<String> {
        let outlet = self.outlet().map(|outlet| bare(&outlet.value)).unwrap_or_default();
        let mut names: Vec<String> = Vec::new();
        for name in words.iter().map(|name| cleaned_name(name)).filter(|name| is_name(name)) {
            let own = bare(&name);
            let is_outlets =
                own == outlet || without_article(&name).is_some_and(|name| self.outlet_names().contains(&bare(name)));
            let is_known = names.iter().any(|known| own.contains(&bare(known)) || bare(known).contains(&own));
            let may_follow = names.iter().all(|known| is_full(known)) && is_full(&name);
            if !is_outlets && !is_known && (names.is_empty() || may_follow) {
                names.push(name);
            }
        }
        names
    }

    /// Every source of names in order, each asked only when the ones before gave no full name.
    fn sources(&self) -> impl Iterator<Item = (Vec<String>, String)> + '_ {
        let structured = std::iter::once_with(|| (self.structured.names("author"), "JSON-LD".to_owned()));
        let tags = TAGS.iter().map(|key| {
            let values = self.tags.iter().filter(|(name, _)| name == key).map(|(_, value)| plain(value)).collect();
            (values, format!("meta {key}"))
        });
        let card = std::iter::once_with(|| (self.card_author().into_iter().collect(), "meta twitter:data1".to_owned()));
        let person = std::iter::once_with(|| {
            (self.structured.only_person().map(str::to_owned).into_iter().collect(), "JSON-LD".to_owned())
        });
        let places = PLACES.iter().map(|place| {
            let elements = self.own_elements(place);
            let values =
                elements.iter().map(words_of).filter(|words| words.split_whitespace().count() <= LONGEST_PLACE);
            (values.take(MOST_NAMES).collect(), "the page’s byline".to_owned())
        });
        let spoken = std::iter::once_with(|| {
            let name = self.lines.windows(2).find_map(|pair| spoken_byline(&pair.first()?.words, &pair.get(1)?.words));
            (name.into_iter().collect(), "a byline by the headline".to_owned())
        });
        structured.chain(person).chain(card).chain(tags).chain(places).chain(spoken)
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
}

/// "By Ana Ruiz", "Von Ana Ruiz", or "By" with the name in the next piece of text.
fn spoken_byline(line: &str, next: &str) -> Option<String> {
    const OPENINGS: [&str; 17] = [
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
        "Text von",
        "Autor:",
        "Autoren",
        "Author:",
        "Autorin:",
        "Written by",
        "Words:",
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

/// What stands before a name, in small letters.
const OPENINGS: [&str; 27] = [
    "alles von ",
    "publié par ",
    "post author by ",
    "written by ",
    "posted by ",
    "view all posts by ",
    "zeige alle beiträge von ",
    "alle beiträge von ",
    "voir tous les articles de ",
    "ver todas las entradas de ",
    "mehr von ",
    "text und interview: ",
    "by: ",
    "by ",
    "von ",
    "vom ",
    "par ",
    "por ",
    "author: ",
    "author ",
    "autor: ",
    "autor:in: ",
    "autorin: ",
    "text: ",
    "text von ",
    "von: ",
    "words: ",
];

/// A name without "By", titles of office, addresses and what follows a bar.
fn cleaned_name(name: &str) -> String {
    let mut name = one_line(name);
    for sign in [" | ", " • ", " / ", "\u{a0}|"] {
        if let Some((head, _)) = name.split_once(sign) {
            name = head.to_owned();
        }
    }
    // "Posted on May 4, 2026 by Ana Ruiz"
    if name.chars().any(|c| c.is_ascii_digit())
        && let Some((_, after)) = name.split_once(" by ").or_else(|| name.split_once(" von "))
    {
        name = after.to_owned();
    }
    let lower = name.to_lowercase();
    if let Some(rest) =
        OPENINGS.iter().filter(|opening| lower.starts_with(*opening)).find_map(|opening| name.get(opening.len()..))
    {
        name = rest.to_owned();
    }
    for end in [
        " Illustration",
        ", Staff Writer",
        ", Senior Reporter",
        ", Contributor",
        ", Reporter",
        " and more",
        " Published",
        " Updated",
    ] {
        if let Some((head, _)) = name.split_once(end) {
            name = head.to_owned();
        }
    }
    // "Ana Ruiz/AFP": the agency.
    if let Some((head, tail)) = name.split_once('/')
        && tail.chars().all(|c| c.is_uppercase() || c == '-')
    {
        name = head.to_owned();
    }
    // "ByAna Ruiz Thursday, …": the word is glued on, a date follows.
    if let Some(rest) = name.strip_prefix("By").filter(|rest| rest.starts_with(char::is_uppercase)) {
        name = rest.to_owned();
    }
    const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
    if let Some(at) = DAYS.iter().filter_map(|day| name.find(day)).min().filter(|at| *at > 0) {
        name.truncate(at);
    }
    // A date follows; a user's name may end in digits.
    let is_user = !name.contains(' ');
    if let Some(at) = name.find(|c: char| c.is_ascii_digit()).filter(|at| *at >= 5 && !is_user) {
        name.truncate(at);
    }
    name.trim_matches(|c: char| c.is_whitespace() || ",;:-–|→".contains(c)).to_owned()
}

fn is_name(name: &str) -> bool {
    const GENERIC: [&str; 12] = [
        "alle artikel",
        "admin",
        "author",
        "autor",
        "agencies",
        "agenturen",
        "afp",
        "dpa",
        "by",
        "von",
        "more posts",
        "about",
    ];
    const BLOCKED: [&str; 16] = [
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
        "subscribe",
        "follow",
        "designed",
        ": ",
    ];
    // "e. V.", "GmbH": a body is the publisher, not who wrote it.
    const BODIES: [&str; 8] = [" e.v.", " e. v.", " gmbh", " inc.", " ltd", " llc", " ag", " s.a."];
    let lower = name.to_lowercase();
    let words = name.split_whitespace().count();
    let is_address =
        words == 1 && lower.contains('.') && lower.rsplit('.').next().is_some_and(|end| (2..=3).contains(&end.len()));
    (1..=16).contains(&words)
        && !is_address
        && !date::is_changed(name)
        && !name.ends_with(['!', '?'])
        && name.chars().count() < 140
        && name.chars().any(char::is_alphabetic)
        && !GENERIC.contains(&lower.as_str())
        && !BLOCKED.iter().any(|word| lower.contains(word))
        && !BODIES.iter().any(|end| lower.ends_with(end))
        && !lower.starts_with("view ")
}

/// "The Brno Post" without its article.
fn without_article(name: &str) -> Option<&str> {
    ["The ", "Die ", "Der ", "Das ", "Le ", "La ", "El ", "Il "].iter().find_map(|article| name.strip_prefix(article))
}

/// "Redaktion", "Staff Writer": what a page says when nobody is named.
fn is_newsroom(name: &str) -> bool {
    let lower = name.to_lowercase();
    ["redaktion", "staff", "team", "newsroom", "editor", "desk"].iter().any(|word| lower.contains(word))
}

/// Two words or more that open with a capital.
fn is_full(name: &str) -> bool {
    name.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count() >= 2 && !is_newsroom(name)
}

#[cfg(test)]
mod tests {
    use scraper::Html;

    #[track_caller]
    fn check(page: &str, byline: Option<&str>) {
        let metadata = super::super::of_document(&Html::parse_document(page), None);
        assert_eq!(metadata.byline.map(|byline| byline.value).as_deref(), byline, "{page}");
    }

    #[test]
    fn names_stand_alone() {
        check("<meta name='author' content='By Eva Černá, Staff Writer'>", Some("Eva Černá"));
        check("<meta name='author' content='eva_c'><p class='byline'>By Eva Černá</p>", Some("Eva Černá"));
        check("<meta name='author' content='https://x.org/eva'>", None);
        check("<meta property='og:site_name' content='Brno Post'><meta name='author' content='Brno Post'>", None);
        check("<p class='author'>Redaktion</p>", Some("Redaktion"));
        check("<h1>Bridge closes</h1><p>Von</p><p>Eva Černá</p>", Some("Eva Černá"));
        check("<div class='comment'><a rel='author'>Jan Malý</a></div>", None);
    }
}
