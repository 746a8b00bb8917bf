//! Joins mentions that name the same thing: full name and later surname, acronym and expansion, a country's ways of
//! writing, an organisation's short form. Two people with one surname stay apart.

use super::Names;
use super::lists::{Gender, LISTS};
use super::sweep::Found;
use crate::engine::Reading;
use crate::model::{Entity, EntityKind, Id, Kind, Mention, MentionForm, Score, Tail};
use std::collections::BTreeMap;

/// One growing entity.
struct Cluster {
    kind: EntityKind,
    /// Each way of writing it, as words.
    ways: Vec<Vec<String>>,
    mentions: Vec<usize>,
    gender: Option<Gender>,
    country: Option<u32>,
    last_seen: usize,
    doubt: Option<String>,
}

/// Entities and mentions of the names found.
pub(super) fn join(reading: &Reading, mut found: Vec<Found>) -> Names {
    give_full_names_their_kind(reading, &mut found);
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut cluster_of = vec![usize::MAX; found.len()];
    // Full names first, so that a surname in the headline finds its owner further down.
    let long = |found: &Found| found.name.last > found.name.first;
    for pass_long in [true, false] {
        for (index, item) in found.iter().enumerate().filter(|(_, item)| long(item) == pass_long) {
            let words = words_of(reading, item);
            let gender = gender_of(reading, item, &words);
            let home = home(&clusters, reading, &found, index, &words, gender);
            let at = home.unwrap_or_else(|| {
                clusters.push(Cluster {
                    kind: item.name.kind,
                    ways: Vec::new(),
                    mentions: Vec::new(),
                    gender: None,
                    country: LISTS.country(reading.slice(item.name.span)),
                    last_seen: 0,
                    doubt: None,
                });
                clusters.len() - 1
            });
            cluster_of[index] = at;
            add(&mut clusters[at], index, words, gender);
        }
    }
    join_acronyms(reading, &found, &mut clusters, &mut cluster_of);
    write(reading, &found, &clusters, &cluster_of)
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

fn add(cluster: &mut Cluster, index: usize, words: Vec<String>, gender: Option<Gender>) {
    if !cluster.ways.contains(&words) {
        cluster.ways.push(words);
    }
    cluster.mentions.push(index);
    cluster.gender = cluster.gender.or(gender);
    cluster.last_seen = index;
}

/// A name's words, folded, without stops and suffixes.
fn words_of(reading: &Reading, found: &Found) -> Vec<String> {
    let mut words: Vec<String> = (found.name.first..=found.name.last)
        .map(|token| reading.word(token).to_lowercase().replace('.', ""))
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .collect();
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

/// The cluster a mention belongs to, if it is there already.
fn home(
    clusters: &[Cluster],
    reading: &Reading,
    found: &[Found],
    index: usize,
    words: &[String],
    gender: Option<Gender>,
) -> Option<usize> {
    let kind = found[index].name.kind;
    let country = LISTS.country(reading.slice(found[index].name.span));
    let same_sort = |cluster: &Cluster| cluster.kind == kind || (country.is_some() && cluster.country == country);
    let exact = clusters.iter().position(|cluster| {
        same_sort(cluster)
            && (cluster.ways.iter().any(|way| way == words) || (country.is_some() && cluster.country == country))
    });
    if exact.is_some() {
        return exact;
    }
    let clash = |cluster: &Cluster| matches!((cluster.gender, gender), (Some(a), Some(b)) if a != b);
    let fits = |cluster: &&(usize, &Cluster)| {
        cluster.1.kind == kind && !clash(cluster.1) && cluster.1.ways.iter().any(|way| alias(kind, way, words))
    };
    let candidates: Vec<(usize, &Cluster)> = clusters.iter().enumerate().collect();
    let nearest = |cluster: &(usize, &Cluster)| {
        let before = cluster.1.mentions.iter().filter(|&&mention| mention < index).max();
        // The last one named before the place, else the first one named after it.
        before.map_or((0, usize::MAX - cluster.1.mentions.iter().min().copied().unwrap_or(0)), |&mention| (1, mention))
    };
    candidates.iter().filter(fits).max_by_key(|cluster| nearest(cluster)).map(|cluster| cluster.0)
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
            (long.len() > short.len() && (ends(long, short) || (short.len() == 1 && long.first() == short.first())))
                || same_ends
                || initial
        }
        EntityKind::Organisation | EntityKind::Facility => {
            let begins = long.len() > short.len() && long.starts_with(short);
            begins && (short.len() == 1 && short[0].chars().count() > 3 || ends_in_class(long, short))
        }
        EntityKind::Group => {
            let stem = |words: &[String]| words.join(" ").trim_end_matches('s').to_owned();
            stem(long) == stem(short)
        }
        EntityKind::Place => long.len() == short.len() + 1 && long.starts_with(short) && ends_in_class(long, short),
        EntityKind::Other => false,
    }
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
        "island",
        "islands",
        "town",
        "prefecture",
        "oblast",
    ];
    long.len() == short.len() + 1 && long.last().is_some_and(|word| CLASSES.contains(&word.as_str()))
}

/// Joins acronyms to expansions: in brackets after the name, or by initials.
fn join_acronyms(reading: &Reading, found: &[Found], clusters: &mut [Cluster], cluster_of: &mut [usize]) {
    for index in 0..found.len() {
        let acronym = reading.slice(found[index].name.span).replace('.', "");
        if found[index].name.first != found[index].name.last || !is_acronym(&acronym) {
            continue;
        }
        let own = cluster_of[index];
        let glossed = index.checked_sub(1).filter(|&before| {
            let between = reading.text().between(found[before].name.span.end(), found[index].name.span.start());
            between.trim() == "(" && found[before].name.kind != EntityKind::Person
        });
        let gloss = glossed.map(|before| cluster_of[before]);
        let target = gloss.filter(|&at| initials_fit(&clusters[at], &acronym, true)).or_else(|| {
            let by_initials = |at: &usize| *at != own && initials_fit(&clusters[*at], &acronym, false);
            (0..clusters.len()).find(by_initials)
        });
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

/// Whether the acronym is made of the first letters of one of the names; beside its gloss the first letter is enough.
fn initials_fit(cluster: &Cluster, acronym: &str, glossed: bool) -> bool {
    const SMALL: &[&str] = &["of", "the", "and", "for", "in", "de", "del", "la", "on", "to"];
    let acronym = acronym.to_lowercase();
    cluster.ways.iter().filter(|way| way.len() > 1).any(|way| {
        let letters =
            |words: &mut dyn Iterator<Item = &String>| words.filter_map(|word| word.chars().next()).collect::<String>();
        let all = letters(&mut way.iter());
        let big = letters(&mut way.iter().filter(|word| !SMALL.contains(&word.as_str())));
        all == acronym || big == acronym || (glossed && acronym.starts_with(|c| big.starts_with(c)))
    })
}

fn write(reading: &Reading, found: &[Found], clusters: &[Cluster], cluster_of: &[usize]) -> Names {
    let mut names = Names::default();
    let mut number_of = vec![None; clusters.len()];
    for (index, item) in found.iter().enumerate() {
        let at = cluster_of[index];
        let number = *number_of[at].get_or_insert_with(|| {
            names.entities.push(entity(reading, found, &clusters[at]));
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

fn entity(reading: &Reading, found: &[Found], cluster: &Cluster) -> Entity {
    let written = |&mention: &usize| reading.slice(found[mention].name.span);
    let fullness = |name: &&str| (name.split_whitespace().count().min(5), name.chars().count());
    // Of equally full names the first stands.
    let name = cluster.mentions.iter().map(written).rev().max_by_key(fullness).unwrap_or_default();
    let sum: f64 = cluster.mentions.iter().map(|&mention| f64::from(found[mention].name.certainty)).sum();
    let score = Score::new(sum / cluster.mentions.len().max(1) as f64);
    let mut tail = Tail::found("name-model", score);
    tail.doubt = cluster
        .doubt
        .clone()
        .or_else(|| (score.percent() < 70).then(|| format!("name or kind, {} %", score.percent())));
    Entity { name: name.split_whitespace().collect::<Vec<_>>().join(" "), kind: cluster.kind, tail }
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
