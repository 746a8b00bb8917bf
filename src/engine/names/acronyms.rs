//! Acronyms and what they stand for: "Haldane Dockers' Union (HDU)".

use super::clusters::Cluster;
use super::sweep::Found;
use crate::engine::Reading;
use crate::model::EntityKind;
use std::collections::BTreeMap;

/// Joins acronyms to expansions: in brackets after the name, or by initials.
pub(super) fn join_acronyms(reading: &Reading, found: &[Found], clusters: &mut [Cluster], cluster_of: &mut [usize]) {
    let by_initials = initials_of(clusters);
    for index in 0..found.len() {
        if found[index].name.first != found[index].name.last {
            continue;
        }
        let written = reading.slice(found[index].name.span);
        if !has_capitals(written) {
            continue;
        }
        let acronym = written.replace('.', "");
        if !is_acronym(&acronym) {
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

/// Whether a word has two capitals, as all acronyms have: said without a copy.
pub(super) fn has_capitals(word: &str) -> bool {
    word.chars().filter(|c| c.is_uppercase()).take(2).count() == 2
}

pub(super) fn is_acronym(word: &str) -> bool {
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
