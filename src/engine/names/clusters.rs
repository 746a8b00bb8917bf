//! Joins mentions that name the same thing: full name and later surname, acronym and expansion, a country's ways of
//! writing, an organisation's short form. Two people with one surname stay apart.

use super::Names;
use super::lists::{Gender, LISTS, class};
use super::sweep::Found;
use crate::engine::Reading;
use crate::model::{Entity, EntityKind, Id, Kind, Mention, MentionForm, Score, Tail};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

/// One growing entity.
struct Cluster {
    kind: EntityKind,
    /// Each way of writing it, as words.
    ways: Vec<Vec<String>>,
    /// A person's titles, in small letters.
    titles: Vec<String>,
    mentions: Vec<usize>,
    gender: Option<Gender>,
    country: Option<u32>,
    /// A mention that may mean another cluster, and which.
    doubt: Option<(usize, usize)>,
}

/// The entities so far, with what finds them quickly.
#[derive(Default)]
struct Joiner {
    clusters: Vec<Cluster>,
    /// Clusters by the first and last word of their ways of writing, and by title.
    by_word: BTreeMap<String, Vec<usize>>,
    by_country: BTreeMap<u32, usize>,
    /// The sentence each mention stands in.
    sentences: Vec<usize>,
}

/// A mention as the joiner looks at it.
struct Named {
    index: usize,
    kind: EntityKind,
    words: Vec<String>,
    titles: Vec<String>,
    gender: Option<Gender>,
    country: Option<u32>,
}

/// How many clusters that share a word are looked at: news has few, and long lists of names stay linear.
const ALIKE: usize = 60;

/// Entities and mentions of the names found.
pub(super) fn join(reading: &Reading, mut found: Vec<Found>) -> Names {
    give_full_names_their_kind(reading, &mut found);
    let sentence_of = |item: &Found| {
        let token = reading.tokens_in(item.name.span).start;
        reading.sentences.partition_point(|sentence| sentence.tokens.end <= token)
    };
    let mut joiner = Joiner { sentences: found.iter().map(sentence_of).collect(), ..Joiner::default() };
    let mut cluster_of = vec![usize::MAX; found.len()];
    // Full names first, so that a surname in the headline finds its owner further down.
    let named: Vec<Named> = found.iter().enumerate().map(|(index, item)| named(reading, index, item)).collect();
    for pass_long in [true, false] {
        for named in named.iter().filter(|named| (named.words.len() > 1) == pass_long) {
            cluster_of[named.index] = joiner.place(named);
        }
    }
    let mut clusters = joiner.clusters;
    join_acronyms(reading, &found, &mut clusters, &mut cluster_of);
    write(reading, &found, &clusters, &cluster_of)
}

fn named(reading: &Reading, index: usize, item: &Found) -> Named {
    let words = words_of(reading, item);
    let gender = gender_of(reading, item, &words);
    let country = LISTS.country(reading.slice(item.name.span));
    Named { index, kind: item.name.kind, words, titles: titles_of(reading, item), gender, country }
}

impl Joiner {
    /// The cluster a mention belongs to: one that is there already, or a new one.
    fn place(&mut self, named: &Named) -> usize {
        let home = self.home(named).unwrap_or_else(|| {
            self.clusters.push(Cluster {
                kind: named.kind,
                ways: Vec::new(),
                titles: Vec::new(),
                mentions: Vec::new(),
                gender: None,
                country: named.country,
                doubt: None,
            });
            self.clusters.len() - 1
        });
        let cluster = &mut self.clusters[home];
        let mut keys = named.titles.clone();
        if !cluster.ways.contains(&named.words) {
            cluster.ways.push(named.words.clone());
            keys.extend(named.words.first().into_iter().chain(named.words.last()).map(|word| stem(word).to_owned()));
        }
        cluster.titles.extend(named.titles.iter().cloned());
        cluster.mentions.push(named.index);
        cluster.gender = cluster.gender.or(named.gender);
        for key in keys {
            let clusters = self.by_word.entry(key).or_default();
            if clusters.last() != Some(&home) {
                clusters.push(home);
            }
        }
        if let Some(country) = named.country {
            self.by_country.entry(country).or_insert(home);
        }
        home
    }

    fn home(&mut self, named: &Named) -> Option<usize> {
        if let Some(home) = named.country.and_then(|country| self.by_country.get(&country)) {
            return Some(*home);
        }
        let mut alike = BTreeSet::new();
        for word in named.words.first().into_iter().chain(named.words.last()) {
            let clusters = self.by_word.get(stem(word)).map_or(&[][..], Vec::as_slice);
            alike.extend(clusters.iter().rev().take(ALIKE).copied());
        }
        alike.retain(|&at| self.clusters[at].kind == named.kind);
        let exact = alike.iter().find(|&&at| self.clusters[at].ways.contains(&named.words));
        if exact.is_some() {
            return exact.copied();
        }
        alike.retain(|&at| {
            let cluster = &self.clusters[at];
            let is_clash = matches!((cluster.gender, named.gender), (Some(a), Some(b)) if a != b);
            !is_clash
                && !is_named_before(cluster, named, &self.sentences)
                && (is_title_of(cluster, named) || cluster.ways.iter().any(|way| alias(named.kind, way, &named.words)))
        });
        let nearest = |at: &usize| {
            let mentions = &self.clusters[*at].mentions;
            let before = mentions.iter().filter(|&&mention| mention < named.index).max();
            // Who was named in the last sentence before the place, and of several the first, whom it is about; else who
            // is named first after it.
            let of_sentence = |mention: usize| (1, self.sentences[mention], usize::MAX - mention);
            before.map_or((0, 0, usize::MAX - mentions.iter().min().copied().unwrap_or(0)), |&last| of_sentence(last))
        };
        let home = alike.iter().copied().max_by_key(nearest)?;
        let other = alike.iter().copied().find(|&at| at != home);
        if let Some(other) = other.filter(|_| named.kind == EntityKind::Person) {
            self.clusters[home].doubt.get_or_insert((named.index, other));
        }
        Some(home)
    }
}

/// A word without the plural, so that "Kurd" and "Kurds" lie side by side.
fn stem(word: &str) -> &str {
    word.trim_end_matches('s')
}

/// Whether a mention is nothing but a title that the person bears: "the Senator".
fn is_title_of(cluster: &Cluster, named: &Named) -> bool {
    named.kind == EntityKind::Person && named.words.len() == 1 && cluster.titles.contains(&named.words[0])
}

/// Whether a body's head word, "Congress", stands before "Halden Congress" is named, beyond the headline: then it is another
/// body's name.
fn is_named_before(cluster: &Cluster, named: &Named, sentences: &[usize]) -> bool {
    let is_head_of = |way: &Vec<String>| way.len() > 1 && way.last() == named.words.first();
    named.kind == EntityKind::Organisation
        && named.words.len() == 1
        && cluster.ways.iter().all(is_head_of)
        && sentences[named.index] > 0
        && cluster.mentions.iter().all(|&mention| mention > named.index)
}

/// "Esteban Moreno" once taken for a body is a person when the article calls a person Moreno again and again, or when it
/// opens with a given name.
fn give_full_names_their_kind(reading: &Reading, found: &mut [Found]) {
    let mut singles: BTreeMap<String, usize> = BTreeMap::new();
    for item in found.iter().filter(|item| item.name.first == item.name.last && item.name.kind == EntityKind::Person) {
        *singles.entry(reading.slice(item.name.span).to_lowercase()).or_default() += 1;
    }
    for item in found.iter_mut() {
        let length = item.name.last - item.name.first + 1;
        let may_be = matches!(item.name.kind, EntityKind::Organisation | EntityKind::Place | EntityKind::Other);
        let words: Vec<&str> = (item.name.first..=item.name.last).map(|token| reading.word(token)).collect();
        let is_plain = words.iter().all(|word| word.chars().next().is_some_and(char::is_uppercase) && word.len() > 1);
        if !(may_be && (2..=3).contains(&length) && is_plain) {
            continue;
        }
        let count = |word: &str| singles.get(&word.to_lowercase()).copied().unwrap_or(0);
        let (first, last) = (words[0], words[length - 1]);
        let is_given = LISTS.given_gender(first).is_some();
        if count(last) >= 2 || count(first) >= 2 || (is_given && count(last) >= 1) {
            item.name.kind = EntityKind::Person;
        }
    }
}

/// The first token after a person's titles: of "Afghan Ambassador Karim Sadr" the third.
fn after_titles(reading: &Reading, found: &Found) -> usize {
    let (mut first, last) = (found.name.first, found.name.last);
    if found.name.kind != EntityKind::Person {
        return first;
    }
    let is = |token: usize, class: u16| LISTS.of(reading.word(token)) & class != 0;
    while first < last {
        let is_title = is(first, class::TITLE) || reading.word(first) == ".";
        let is_before_title = first < last
            && is(first + 1, class::TITLE)
            && !is(first, class::MALE | class::FEMALE)
            && reading.word(first).chars().count() > 1;
        if !is_title && !is_before_title {
            break;
        }
        first += 1;
    }
    first
}

/// A person's titles in small letters: those inside the name and one that stands before it.
fn titles_of(reading: &Reading, found: &Found) -> Vec<String> {
    if found.name.kind != EntityKind::Person {
        return Vec::new();
    }
    let before = found.name.first.saturating_sub(1);
    (before..after_titles(reading, found))
        .map(|token| reading.word(token))
        .filter(|word| LISTS.of(word) & class::TITLE != 0)
        .map(str::to_lowercase)
        .collect()
}

/// In small letters, without stops and accents: "Iguazú" and "Iguazu" are one.
fn folded(word: &str) -> String {
    let is_accent = |c: char| ('\u{300}'..='\u{36f}').contains(&c);
    let small = word.chars().filter(|&c| c != '.').flat_map(char::to_lowercase).nfd();
    small.filter(|&c| !is_accent(c)).map(without_stroke).collect()
}

/// Letters with a stroke or without a dot, which Unicode does not take apart.
fn without_stroke(small: char) -> char {
    match small {
        'đ' => 'd',
        'ı' => 'i',
        'ł' => 'l',
        'ø' => 'o',
        other => other,
    }
}

/// A name's words, folded, without stops, a person's titles and suffixes.
fn words_of(reading: &Reading, found: &Found) -> Vec<String> {
    let mut words: Vec<String> = (after_titles(reading, found)..=found.name.last)
        .map(|token| folded(reading.word(token)))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .collect();
    if words.is_empty() {
        words = vec![folded(reading.slice(found.name.span))];
    }
    while words.len() > 1
        && words
            .last()
            .is_some_and(|word| ["jr", "sr", "ii", "iii", "inc", "ltd", "corp", "co", "plc"].contains(&word.as_str()))
    {
        words.pop();
    }
    if words.len() > 1 && words.first().is_some_and(|word| word == "the") {
        words.remove(0);
    }
    words
}

fn gender_of(reading: &Reading, found: &Found, words: &[String]) -> Option<Gender> {
    if found.name.kind != EntityKind::Person {
        return None;
    }
    let mut before = found.name.first.checked_sub(1)?;
    if reading.word(before) == "." {
        before = before.checked_sub(1)?;
    }
    let title = LISTS.title_gender(reading.word(before));
    title.or_else(|| (words.len() > 1).then(|| LISTS.given_gender(reading.word(found.name.first))).flatten())
}

/// Whether one name may be short for the other.
fn alias(kind: EntityKind, known: &[String], words: &[String]) -> bool {
    let (long, short) = if known.len() >= words.len() { (known, words) } else { (words, known) };
    match kind {
        EntityKind::Person => {
            let ends = |long: &[String], short: &[String]| long.ends_with(short);
            let same_ends = short.len() > 1 && long.first() == short.first() && long.last() == short.last();
            let initial = short.len() > 1
                && long.last() == short.last()
                && short[0].chars().count() == 1
                && long[0].starts_with(short[0].as_str());
            // "Ana Moreno of Halden"
            let of_a_place =
                short.len() > 1 && long.starts_with(short) && long.get(short.len()).is_some_and(|word| word == "of");
            (long.len() > short.len() && (ends(long, short) || (short.len() == 1 && long.first() == short.first())))
                || same_ends
                || initial
                || of_a_place
        }
        EntityKind::Organisation | EntityKind::Facility => {
            let begins = long.len() > short.len() && long.starts_with(short);
            let is_more = |rest: &[String]| rest.first().is_some_and(|word| word == "of" || word == "for");
            let goes_on = begins && short.len() > 1 && is_more(&long[short.len()..]);
            let is_head = short.len() == 1
                && long.len() > 1
                && long.last() == short.first()
                && LISTS.is_organisation_head(&short[0]);
            let of_a_country = long.len() == short.len() + 1
                && short.len() > 1
                && long.ends_with(short)
                && LISTS.is_of_a_country(&long[0]);
            // "Parliament House" is no Parliament.
            let is_home = matches!(long.get(short.len()).map(String::as_str), Some("house" | "building" | "square"));
            let is_short = begins && short.len() == 1 && short[0].chars().count() > 3 && !is_home;
            is_short || goes_on || is_head || of_a_country || ends_in_class(long, short) || are_alike(long, short)
        }
        EntityKind::Group => {
            let stem = |words: &[String]| words.join(" ").trim_end_matches('s').to_owned();
            stem(long) == stem(short)
        }
        EntityKind::Place => {
            const UNITS: &[&str] = &[
                "state",
                "city",
                "province",
                "republic",
                "county",
                "district",
                "region",
                "municipality",
                "kingdom",
                "governorate",
                "prefecture",
                "department",
                "wilaya",
            ];
            let is_unit = |word: &String| UNITS.contains(&word.as_str());
            let unit_of =
                long.len() == short.len() + 2 && is_unit(&long[0]) && long[1] == "of" && long.ends_with(short);
            // "Rio" of "Rio de Janeiro"
            let is_tied = short.len() == 1 && long.starts_with(short) && long.get(1).is_some_and(|word| is_tie(word));
            // "Everest" of "Mount Everest"
            let is_rise = long.len() == 2
                && long.ends_with(short)
                && matches!(long[0].as_str(), "mount" | "mt" | "puerto" | "ciudad" | "fort");
            unit_of || is_rise || is_tied || ends_in_class(long, short) || are_alike(long, short)
        }
        // "Ports Act, 2019"
        EntityKind::Other => {
            let is_year = |word: &String| word.len() == 4 && word.chars().all(|c| c.is_ascii_digit());
            long.len() == short.len() + 1 && long.starts_with(short) && long.last().is_some_and(is_year)
        }
    }
}

/// Whether a word ties the parts of a Romance name: "Rio Grande do Norte".
fn is_tie(word: &str) -> bool {
    matches!(word, "de" | "do" | "da" | "dos" | "das" | "del" | "di" | "du")
}

/// Whether two names differ by small words alone: "Foods Board of Halden" and "Foods Board Halden".
fn are_alike(long: &[String], short: &[String]) -> bool {
    let is_large = |word: &&String| !matches!(word.as_str(), "of" | "and" | "the" | "for") && !is_tie(word);
    short.len() > 1 && long.iter().filter(is_large).eq(short.iter().filter(is_large))
}

/// Whether what the longer name adds is only a word for what sort of thing it is.
fn ends_in_class(long: &[String], short: &[String]) -> bool {
    const CLASSES: &[&str] = &[
        "party",
        "group",
        "company",
        "corporation",
        "university",
        "club",
        "council",
        "bank",
        "holdings",
        "foundation",
        "county",
        "city",
        "province",
        "district",
        "state",
        "region",
        "town",
        "prefecture",
        "oblast",
        "news",
        "inc",
    ];
    long.len() == short.len() + 1
        && long.starts_with(short)
        && long.last().is_some_and(|word| CLASSES.contains(&word.as_str()))
}

/// Joins acronyms to expansions: in brackets after the name, or by initials.
fn join_acronyms(reading: &Reading, found: &[Found], clusters: &mut [Cluster], cluster_of: &mut [usize]) {
    let by_initials = initials_of(clusters);
    for index in 0..found.len() {
        let acronym = reading.slice(found[index].name.span).replace('.', "");
        if found[index].name.first != found[index].name.last || !is_acronym(&acronym) {
            continue;
        }
        let own = cluster_of[index];
        if clusters[own].country.is_some() {
            continue;
        }
        let glossed = index.checked_sub(1).filter(|&before| {
            let between = reading.text().between(found[before].name.span.end(), found[index].name.span.start());
            between.trim() == "(" && found[before].name.kind != EntityKind::Person
        });
        let gloss = glossed.map(|before| cluster_of[before]);
        let acronym = acronym.to_lowercase();
        let target = gloss
            .filter(|&at| {
                clusters[at]
                    .ways
                    .iter()
                    .filter_map(|way| initials(way))
                    .any(|[_, big]| big.chars().next() == acronym.chars().next())
            })
            .or_else(|| by_initials.get(&acronym).copied());
        let Some(target) = target.filter(|&target| target != own && !clusters[own].mentions.is_empty()) else {
            continue;
        };
        let moved = std::mem::take(&mut clusters[own].mentions);
        for &mention in &moved {
            cluster_of[mention] = target;
        }
        let ways = std::mem::take(&mut clusters[own].ways);
        clusters[target].ways.extend(ways);
        clusters[target].mentions.extend(moved);
        clusters[target].mentions.sort_unstable();
    }
}

fn is_acronym(word: &str) -> bool {
    let count = word.chars().count();
    (2..=8).contains(&count) && word.chars().filter(|c| c.is_uppercase()).count() * 3 >= count * 2
}

/// The first letters of a name of several words: of all, and of all but the small ones.
fn initials(way: &[String]) -> Option<[String; 2]> {
    const SMALL: &[&str] = &["of", "the", "and", "for", "in", "de", "del", "la", "on", "to"];
    let letter = |word: &String| word.chars().next();
    let big = way.iter().filter(|word| !SMALL.contains(&word.as_str()));
    (way.len() > 1).then(|| [way.iter().filter_map(letter).collect(), big.filter_map(letter).collect()])
}

/// The first cluster for each row of first letters.
fn initials_of(clusters: &[Cluster]) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for (at, cluster) in clusters.iter().enumerate() {
        for letters in cluster.ways.iter().filter_map(|way| initials(way)).flatten() {
            found.entry(letters).or_insert(at);
        }
    }
    found
}

fn write(reading: &Reading, found: &[Found], clusters: &[Cluster], cluster_of: &[usize]) -> Names {
    let mut names = Names::default();
    let mut number_of = vec![None; clusters.len()];
    for (index, item) in found.iter().enumerate() {
        let at = cluster_of[index];
        let number = *number_of[at].get_or_insert_with(|| {
            names.entities.push(entity(reading, found, clusters, at));
            names.entities.len() as u32
        });
        let words = reading.slice(item.name.span);
        names.mentions.push(Mention {
            span: item.name.span,
            entity: Id::new(Kind::Entity, number),
            form: form(words, &names.entities[number as usize - 1].name),
            score: Score::new(f64::from(item.name.certainty)),
            made_by: item.made_by.to_owned(),
        });
    }
    names
}

fn entity(reading: &Reading, found: &[Found], clusters: &[Cluster], at: usize) -> Entity {
    let cluster = &clusters[at];
    let sum: f64 = cluster.mentions.iter().map(|&mention| f64::from(found[mention].name.certainty)).sum();
    let score = Score::new(sum / cluster.mentions.len().max(1) as f64);
    let mut tail = Tail::found("name-model", score);
    let doubt = cluster.doubt.filter(|&(_, other)| !clusters[other].mentions.is_empty());
    let other = doubt.map(|(mention, other)| {
        let words = reading.slice(found[mention].name.span);
        format!("“{words}” may also be {}", fullest(reading, found, &clusters[other]))
    });
    tail.doubt = other.or_else(|| (score.percent() < 70).then(|| format!("{} % sure", score.percent())));
    Entity { name: fullest(reading, found, cluster), kind: cluster.kind, tail }
}

/// An entity's name: the fullest that the article gives.
fn fullest(reading: &Reading, found: &[Found], cluster: &Cluster) -> String {
    let written = |&mention: &usize| reading.slice(found[mention].name.span);
    // "Sudan" rather than the dateline's "SUDAN".
    let is_quiet = |name: &str| name.contains(char::is_lowercase);
    let fullness = |name: &&str| (name.split_whitespace().count().min(5), name.chars().count(), is_quiet(name));
    // Of equally full names the first stands.
    let name = cluster.mentions.iter().map(written).rev().max_by_key(fullness).unwrap_or_default();
    // A people is called as one of them: "Kurd" of "Kurds".
    let one = name.strip_suffix('s').filter(|_| cluster.kind == EntityKind::Group);
    let name = one.filter(|one| cluster.mentions.iter().any(|mention| written(mention) == *one)).unwrap_or(name);
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn form(words: &str, full: &str) -> MentionForm {
    if words == full {
        MentionForm::Full
    } else if is_acronym(&words.replace('.', "")) && full.chars().count() > words.chars().count() {
        MentionForm::Acronym
    } else if full.split_whitespace().any(|part| words.split_whitespace().any(|word| word == part)) {
        MentionForm::Short
    } else {
        MentionForm::Variant
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::names::join_given;
    use crate::model::Article;

    /// Joins the names given as `[Ana Moreno:p]`, p person, o organisation, l place, g group, x other; each line of what is
    /// expected is one entity's mentions.
    #[track_caller]
    fn check(marked: &str, expected: &[&str]) -> Vec<Option<String>> {
        let (mut text, mut places) = (String::new(), Vec::new());
        for part in marked.split('[') {
            let Some((name, rest)) = part.split_once(']') else {
                text.push_str(part);
                continue;
            };
            let (name, kind) = name.split_once(':').expect("a kind");
            let kind = match kind {
                "p" => EntityKind::Person,
                "o" => EntityKind::Organisation,
                "l" => EntityKind::Place,
                "x" => EntityKind::Other,
                _group => EntityKind::Group,
            };
            places.push((text.len(), text.len() + name.len(), kind));
            text.push_str(name);
            text.push_str(rest);
        }
        let article = Article::plain(&text);
        let reading = Reading::new(&article);
        let given: Vec<_> =
            places.iter().filter_map(|&(start, end, kind)| Some((reading.text().span(start, end)?, kind))).collect();
        let names = join_given(&reading, &given);
        let mentions = |entity: usize| {
            let own = names.mentions.iter().filter(|mention| mention.entity.number as usize == entity + 1);
            own.map(|mention| reading.slice(mention.span)).collect::<Vec<_>>().join(" | ")
        };
        let joined: Vec<String> = (0..names.entities.len()).map(mentions).collect();
        assert_eq!(joined, expected);
        names.entities.into_iter().map(|entity| entity.tail.doubt).collect()
    }

    #[test]
    fn people() {
        check("[Ana Moreno:p] came. [Moreno:p] spoke. [Ana:p] left.", &["Ana Moreno | Moreno | Ana"]);
        check("[Moreno:p] wins. [Ana Moreno:p] came.", &["Moreno | Ana Moreno"]);
        check(
            "[Afghan Ambassador Karim Sadr:p], [Ambassador Sadr:p]",
            &["Afghan Ambassador Karim Sadr | Ambassador Sadr"],
        );
        check("Mr [Moreno:p] met [Ana Moreno:p].", &["Moreno", "Ana Moreno"]);
        check("[Ana Moreno of Halden:p]. [Ana Moreno:p]", &["Ana Moreno of Halden | Ana Moreno"]);
    }

    #[test]
    fn two_people_with_one_surname_stay_apart_and_the_doubt_is_named() {
        let doubts =
            check("[Luis Moreno:p] met [Rosa Moreno:p]. [Moreno:p] spoke.", &["Luis Moreno | Moreno", "Rosa Moreno"]);
        assert_eq!(doubts, [Some("“Moreno” may also be Rosa Moreno".to_owned()), None]);
        // As the article writes them.
        let doubts = check("[Ana Peña:p] and [Rosa PEÑA:p]. [Peña:p] left.", &["Ana Peña | Peña", "Rosa PEÑA"]);
        assert_eq!(doubts, [Some("“Peña” may also be Rosa PEÑA".to_owned()), None]);
        check(
            "[Luis Moreno:p] met [Rosa Moreno:p]. [Rosa Moreno:p] left. [Moreno:p] spoke.",
            &["Luis Moreno", "Rosa Moreno | Rosa Moreno | Moreno"],
        );
    }

    #[test]
    fn bodies() {
        check("the [Haldane Dockers Union:o] ([HDU:o]). The [HDU:o]", &["Haldane Dockers Union | HDU | HDU"]);
        check("the [US Labour Department:o], [Labour Department:o]", &["US Labour Department | Labour Department"]);
        check("the [Haldane Foundation:o]. The [Foundation:o]", &["Haldane Foundation | Foundation"]);
        check("[Comic Corps of Canada:o], [Comic Corps:o]", &["Comic Corps of Canada | Comic Corps"]);
        check("[Foods Board of Halden:o], [Foods Board Halden:o]", &["Foods Board of Halden | Foods Board Halden"]);
        check("It rained. [Congress:o] met. The [Halden Congress:o] met.", &["Congress", "Halden Congress"]);
        check("[Parliament House:o] burnt. [Parliament:o] met.", &["Parliament House", "Parliament"]);
        check("the [University of Sheffield:o] in the [US:l]", &["University of Sheffield", "US"]);
    }

    #[test]
    fn places_and_peoples() {
        check("the [U.S.:l], the [United States:l], [US:l], [American:g]", &["U.S. | United States | US", "American"]);
        check("[State of Parana:l], [Parana:l]", &["State of Parana | Parana"]);
        check("[Wilaya of Sund:l], [Sund:l]", &["Wilaya of Sund | Sund"]);
        check("[Ports Act:x], [Ports Act, 2019:x]", &["Ports Act | Ports Act, 2019"]);
        check("[Halden Cádiz:l], [Halden Cadiz:l]", &["Halden Cádiz | Halden Cadiz"]);
        check("[Vila do Mar:l], [Vila de Mar:l], [Vila:l]", &["Vila do Mar | Vila de Mar | Vila"]);
        check("[Mount Sund:l], [Sund:l]", &["Mount Sund | Sund"]);
        check("[Port Haldane:l], [Port Haldane Island:l]", &["Port Haldane", "Port Haldane Island"]);
        check("a [Kurd:g] and two [Kurds:g]", &["Kurd | Kurds"]);
    }

    #[test]
    fn a_people_is_called_as_one_of_them() {
        let article = Article::plain("The Kurds left. A Kurd stayed.");
        let reading = Reading::new(&article);
        let group = |start, end| Some((reading.text().span(start, end)?, EntityKind::Group));
        let names = join_given(&reading, &[group(4, 9), group(18, 22)].into_iter().flatten().collect::<Vec<_>>());
        assert_eq!(names.entities.iter().map(|entity| entity.name.as_str()).collect::<Vec<_>>(), ["Kurd"]);
    }

    #[test]
    fn a_name_is_told_in_small_letters_where_it_is_written_so() {
        let article = Article::plain("HALDEN: Storms came. Halden slept. The UN slept.");
        let reading = Reading::new(&article);
        let place = |start, end, kind| Some((reading.text().span(start, end)?, kind));
        let given =
            [place(0, 6, EntityKind::Place), place(21, 27, EntityKind::Place), place(39, 41, EntityKind::Organisation)];
        let names = join_given(&reading, &given.into_iter().flatten().collect::<Vec<_>>());
        let told: Vec<&str> = names.entities.iter().map(|entity| entity.name.as_str()).collect();
        assert_eq!(told, ["Halden", "UN"]);
    }
}
