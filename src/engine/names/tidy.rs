//! Edges of tagged names as the guideline has them: no leading article or title, no words in small letters at either end,
//! no half bracket; "Brno, Moravia" and "Spain's Galicia" are two places.

use super::lists::{LISTS, class};
use super::tagger::Tagged;
use crate::engine::figures::is_day_or_month;
use crate::engine::{Reading, TokenKind};
use crate::model::EntityKind;
use std::ops::Range;

/// Small words that may open a name.
pub(super) const PARTICLES: &[&str] = &[
    "de", "van", "von", "der", "den", "al", "el", "bin", "ibn", "la", "le", "da", "di", "du", "dos", "ter", "af", "e",
];

/// Words that may stand before a name without being part of it.
const TITLES: &[&str] = &[
    "Gen",
    "Lt",
    "Col",
    "Maj",
    "Capt",
    "Sgt",
    "Adm",
    "Brig",
    "Cmdr",
    "Insp",
    "Supt",
    "Const",
    "Cpl",
    "Dr",
    "Mr",
    "Mrs",
    "Ms",
    "Sir",
    "Sen",
    "Rep",
    "Gov",
    "President",
    "Minister",
    "Chancellor",
];

/// The names with their edges put right; one may become several.
pub(super) fn edges(reading: &Reading, tagged: Vec<Tagged>) -> Vec<Tagged> {
    let mut out = Vec::with_capacity(tagged.len());
    for name in tagged {
        for part in parted(reading, name) {
            let free = out.last().map_or(0, |before: &Tagged| before.last + 1);
            if part.first < free {
                continue;
            }
            let name = trimmed(reading, part).and_then(|name| with_prefix(reading, name, free));
            let name = name.and_then(|name| with_wing(reading, name));
            let is_listed = |name: &Tagged| out.last().is_some_and(|before| is_next_language(reading, before, name));
            out.extend(name.map(|name| if is_listed(&name) { name.surely(EntityKind::Other) } else { name }));
        }
    }
    out
}

fn of_tokens(reading: &Reading, name: Tagged, first: usize, last: usize) -> Option<Tagged> {
    (first <= last).then_some(())?;
    Some(Tagged { span: reading.cover(first, last)?, first, last, ..name })
}

/// "Christian" of "a devout Christian Moreno": no person's name stands behind "a" and a word of a people.
fn of_a_people(reading: &Reading, name: Tagged) -> Option<[Tagged; 2]> {
    let sentence = &reading.sentences[reading.tokens[name.first].sentence as usize].tokens;
    let mut before = (name.first.saturating_sub(2).max(sentence.start)..name.first).map(|token| reading.word(token));
    let is_people = name.kind == EntityKind::Person
        && name.first < name.last
        && LISTS.of(reading.word(name.first)) & class::GROUP != 0
        && before.any(|word| matches!(word, "a" | "an" | "A" | "An"));
    let people = of_tokens(reading, name, name.first, name.first).filter(|_| is_people)?.surely(EntityKind::Group);
    Some([people, of_tokens(reading, name, name.first + 1, name.last)?])
}

/// A place that names two, cut at the comma, at "in" or at the possessive.
fn parted(reading: &Reading, name: Tagged) -> Vec<Tagged> {
    if let Some(two) = of_a_people(reading, name) {
        return two.into();
    }
    if name.kind != EntityKind::Place || name.first == name.last {
        return vec![name];
    }
    let mut first = name.first;
    let is_cut = |first: usize, token: usize| {
        let is_link = matches!(reading.word(token), "," | "in")
            || reading.word(token) == "of" && are_two_places(reading, first..token, token + 1..name.last + 1);
        let owner = reading.cover(first, token.saturating_sub(1)).map(|span| reading.slice(span)).unwrap_or_default();
        let is_owner = reading.tokens.get(token).is_some_and(|token| token.kind == TokenKind::Possessive)
            && LISTS.of(owner.trim_start_matches("East ").trim_start_matches("West "))
                & (class::COUNTRY | class::PLACE)
                != 0;
        is_link || is_owner
    };
    let mut parts = Vec::new();
    for token in name.first + 1..name.last {
        if is_cut(first, token) {
            parts.extend(of_tokens(reading, name, first, token - 1));
            first = token + 1;
        }
    }
    parts.extend(of_tokens(reading, name, first, name.last));
    parts
}

/// "Lipa County of Moravia", "Lipa of the Sund District": a place and the one that it lies in, told apart by the word for
/// what sort of place they are; "Gulf of Sund" is one.
pub(super) fn are_two_places(reading: &Reading, place: Range<usize>, of: Range<usize>) -> bool {
    const UNITS: &[&str] = &[
        "county",
        "district",
        "region",
        "area",
        "province",
        "village",
        "town",
        "city",
        "township",
        "municipality",
        "prefecture",
        "taluk",
        "tehsil",
        "upazila",
    ];
    // "Bay of Plenty Region"
    const FEATURES: &[&str] = &[
        "Bay",
        "Isle",
        "Isles",
        "Gulf",
        "Cape",
        "Port",
        "Mount",
        "Lake",
        "Sea",
        "Coast",
        "Horn",
        "Strait",
        "Valley",
        "State",
        "Republic",
        "Kingdom",
        "Territory",
        "Forest",
    ];
    let is_feature = |token: usize| FEATURES.contains(&reading.word(token));
    let is_unit = |token: usize| UNITS.iter().any(|unit| reading.word(token).eq_ignore_ascii_case(unit));
    let ends_in_unit = |range: &Range<usize>| range.len() > 1 && is_unit(range.end - 1);
    ends_in_unit(&place) || ends_in_unit(&of) && !place.clone().any(|token| is_unit(token) || is_feature(token))
}

fn trimmed(reading: &Reading, name: Tagged) -> Option<Tagged> {
    let (mut first, mut last) = (name.first, name.last);
    let is_small = |token: usize| {
        let word = reading.word(token);
        word.chars().next().is_some_and(char::is_lowercase) && !PARTICLES.contains(&word)
    };
    // "afrol News", "eVentures": bodies and works may begin small; "sub-Saharan Africa" is one word to its first hyphen.
    let may_trim = |first: usize| {
        !matches!(name.kind, EntityKind::Organisation | EntityKind::Other) && reading.word(first + 1) != "-"
    };
    while first < last {
        let word = reading.word(first);
        let is_article = word.eq_ignore_ascii_case("the") && reading.word(first + 1) != "Hague";
        let is_title = name.kind == EntityKind::Person && TITLES.contains(&word);
        if !(is_article || is_title || is_small(first) && may_trim(first) || word == "." && first > name.first) {
            break;
        }
        first += 1;
    }
    if let Some(open) = (first..=last).find(|&token| reading.word(token) == "(") {
        let is_closed = (open..=last).any(|token| reading.word(token) == ")");
        if !is_closed && open > first {
            last = open - 1;
        }
    }
    // "Kim Jae-hyun": what a hyphen ties to a name belongs to it.
    while last > first && is_small(last) && reading.word(last - 1) != "-" {
        last -= 1;
    }
    // A day that stands alone is a figure, whatever the tagger takes it for; "April" may still be a person.
    if first == last && name.kind == EntityKind::Other && is_day_or_month(reading.word(first)) {
        return None;
    }
    let name = if is_language(reading, &name) { name.surely(EntityKind::Other) } else { name };
    of_tokens(reading, name, first, last)
}

/// "ultra-Orthodox" is one word; what lies before the first free token belongs to another name.
fn with_prefix(reading: &Reading, name: Tagged, free: usize) -> Option<Tagged> {
    let prefix = name.first.checked_sub(2).filter(|&prefix| {
        name.kind == EntityKind::Group
            && prefix >= free
            && reading.word(prefix).eq_ignore_ascii_case("ultra")
            && reading.word(prefix + 1) == "-"
    });
    prefix.map_or(Some(name), |prefix| of_tokens(reading, name, prefix, name.last))
}

/// "RPN(D)" is one party: what stands in brackets right behind an acronym, without a gap, belongs to it.
fn with_wing(reading: &Reading, name: Tagged) -> Option<Tagged> {
    let is_upper = |token: usize| reading.word(token).chars().all(char::is_uppercase);
    let [open, wing, close] = [1, 2, 3].map(|offset| name.last + offset);
    let is_tight =
        reading.cover(name.first, close).is_some_and(|span| !reading.slice(span).contains(char::is_whitespace));
    let is_wing = name.first == name.last
        && is_tight
        && is_upper(name.last)
        && reading.word(name.last).chars().count() > 1
        && reading.word(open) == "("
        && reading.word(wing).starts_with(char::is_uppercase)
        && reading.word(close) == ")";
    if is_wing { of_tokens(reading, name, name.first, close) } else { Some(name) }
}

/// "German" in "speaks English, German and Dutch", behind the language before it.
fn is_next_language(reading: &Reading, before: &Tagged, name: &Tagged) -> bool {
    let is_people = |name: &Tagged| name.first == name.last && LISTS.of(reading.word(name.first)) & class::GROUP != 0;
    let links = before.last + 1..name.first;
    before.kind == EntityKind::Other
        && name.kind == EntityKind::Group
        && is_people(before)
        && is_people(name)
        && is_alone(reading, name)
        && (1..=2).contains(&links.len())
        && links.into_iter().all(|token| matches!(reading.word(token), "," | "and" | "or"))
}

/// "in French.", "speaks Czech and": an adjective of a people that stands alone after such a word names the language.
fn is_language(reading: &Reading, name: &Tagged) -> bool {
    const BEFORE: &[&str] = &[
        "in", "into", "speak", "speaks", "spoke", "speaking", "learn", "learning", "taught", "teaching", "study",
        "studied", "fluent",
    ];
    if name.kind != EntityKind::Group || name.first != name.last {
        return false;
    }
    let is_before = name.first.checked_sub(1).is_some_and(|before| BEFORE.contains(&reading.word(before)));
    // "Four languages, in addition to Greek".
    let is_told = || {
        let sentence = &reading.sentences[reading.tokens[name.first].sentence as usize].tokens;
        let near = name.first.saturating_sub(TOLD_BEFORE).max(sentence.start)..name.first;
        near.into_iter().any(|token| matches!(reading.word(token), "language" | "languages"))
    };
    is_alone(reading, name) && (is_before || is_told()) && !reading.slice(name.span).ends_with('s')
}

/// How far before its name the word "languages" is looked for.
const TOLD_BEFORE: usize = 6;

/// Whether the name describes nothing that follows it.
fn is_alone(reading: &Reading, name: &Tagged) -> bool {
    let next = reading.tokens.get(name.last + 1);
    next.is_none_or(|next| next.kind == TokenKind::Mark)
        || matches!(reading.word(name.last + 1), "and" | "or" | "to" | "at" | "with" | "for" | "but" | "that")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Article;

    #[track_caller]
    fn check(text: &str, kind: EntityKind, expected: &[&str]) {
        let article = Article::plain(text);
        let reading = Reading::new(&article);
        let last = reading.tokens.len() - 1;
        let span = reading.cover(0, last).expect("tokens");
        let names =
            edges(&reading, vec![Tagged { span, kind, certainty: 0.9, kinds: Default::default(), first: 0, last }]);
        let got: Vec<&str> = names.iter().map(|name| reading.slice(name.span)).collect();
        assert_eq!(got, expected);
    }

    #[test]
    fn edges_are_put_right() {
        check("Brno, Moravia", EntityKind::Place, &["Brno", "Moravia"]);
        check("Lipa in Moravia", EntityKind::Place, &["Lipa", "Moravia"]);
        check("Lipa County of Moravia", EntityKind::Place, &["Lipa County", "Moravia"]);
        check("Lipa village of Moravia", EntityKind::Place, &["Lipa", "Moravia"]);
        check("Lipa of Spain's Sund Province", EntityKind::Place, &["Lipa", "Spain", "Sund Province"]);
        check("City of Sund County", EntityKind::Place, &["City of Sund County"]);
        check("Bay of Sund Region", EntityKind::Place, &["Bay of Sund Region"]);
        check("Gulf of Sund", EntityKind::Place, &["Gulf of Sund"]);
        check("Spain's Galicia", EntityKind::Place, &["Spain", "Galicia"]);
        check("Prague's Holešovice", EntityKind::Place, &["Prague", "Holešovice"]);
        check("Martha's Vineyard", EntityKind::Place, &["Martha's Vineyard"]);
        check("northern Moravia", EntityKind::Place, &["Moravia"]);
        check("Kim Jae-hyun", EntityKind::Person, &["Kim Jae-hyun"]);
        check("Gen Horák", EntityKind::Person, &["Horák"]);
        check("The Brno Post", EntityKind::Organisation, &["Brno Post"]);
        check("sub-Saharan Africa", EntityKind::Place, &["sub-Saharan Africa"]);
        check("brno News", EntityKind::Organisation, &["brno News"]);
        check("the Road Act (Act 9", EntityKind::Other, &["Road Act"]);
        check("Monday", EntityKind::Other, &[]);
        check("April", EntityKind::Person, &["April"]);
    }

    /// The names that are left of the words given, all tagged as this kind.
    fn left(text: &str, kind: EntityKind, words: &[&str]) -> Vec<(String, EntityKind)> {
        let article = Article::plain(text);
        let reading = Reading::new(&article);
        let tagged = (0..reading.tokens.len()).filter(|&at| words.contains(&reading.word(at))).filter_map(|at| {
            let span = reading.cover(at, at)?;
            Some(Tagged { span, kind, certainty: 0.9, kinds: Default::default(), first: at, last: at })
        });
        let names = edges(&reading, tagged.collect());
        names.iter().map(|name| (reading.slice(name.span).to_owned(), name.kind)).collect()
    }

    #[test]
    fn a_party_s_wing_belongs_to_it() {
        let is = |text: &str| left(text, EntityKind::Organisation, &["RPN", "D"])[0].0.clone();
        assert_eq!(is("the RPN(D) won"), "RPN(D)");
        assert_eq!(is("the RPN (D) won"), "RPN");
    }

    #[test]
    fn languages_are_told_from_peoples() {
        let is = |text: &str| {
            let names = left(text, EntityKind::Group, &["Greek", "Dutch", "Czech"]);
            names.iter().map(|(_, kind)| *kind == EntityKind::Other).collect::<Vec<_>>()
        };
        assert_eq!(is("He speaks Greek, Dutch and Czech."), [true, true, true]);
        assert_eq!(is("three languages besides Greek."), [true]);
        assert_eq!(is("The Greek, Dutch and Czech ministers met."), [false, false, false]);
    }

    #[test]
    fn a_people_before_a_person_is_no_given_name() {
        let parts = |text: &str| {
            let article = Article::plain(text);
            let reading = Reading::new(&article);
            let last = reading.tokens.len() - 2;
            let span = reading.cover(last - 1, last).expect("tokens");
            let kinds = Default::default();
            let name = Tagged { span, kind: EntityKind::Person, certainty: 0.9, kinds, first: last - 1, last };
            edges(&reading, vec![name]).iter().map(|name| reading.slice(name.span).to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(parts("As a devout Christian Moreno."), ["Christian", "Moreno"]);
        assert_eq!(parts("The song of Christian Moreno."), ["Christian Moreno"]);
    }

    #[test]
    fn a_prefix_belongs_to_its_people() {
        let article = Article::plain("an ultra-Orthodox school");
        let reading = Reading::new(&article);
        let at = (0..reading.tokens.len()).find(|&token| reading.word(token) == "Orthodox").expect("the word");
        let span = reading.cover(at, at).expect("a token");
        let kind = EntityKind::Group;
        let tagged = Tagged { span, kind, certainty: 0.9, kinds: Default::default(), first: at, last: at };
        let names = edges(&reading, vec![tagged]);
        assert_eq!(names.first().map(|name| reading.slice(name.span)), Some("ultra-Orthodox"));
    }
}
