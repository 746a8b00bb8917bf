//! Joins mentions that name the same thing: full name and later surname, acronym and expansion, a country's ways of
//! writing, an organisation's short form. Two people with one surname stay apart.

use super::Names;
use super::acronyms::join_acronyms;
use super::aliases::alias;
use super::called::{gender_of, give_full_names_their_kind, titles_of, words_of};
use super::entities::write;
use super::lists::{Gender, LISTS};
use super::sweep::Found;
use crate::engine::Reading;
use crate::engine::learn::hash::{self, HashMap};
use crate::model::EntityKind;

/// One growing entity.
pub(super) struct Cluster {
    /// What sort of thing it is.
    pub kind: EntityKind,
    /// Each way of writing it, as words.
    pub ways: Vec<Vec<String>>,
    /// The hashes of a person's titles.
    titles: Vec<u32>,
    /// By their places among all.
    pub mentions: Vec<usize>,
    gender: Option<Gender>,
    /// Its number, where it is a country.
    pub country: Option<u32>,
    /// A mention that may mean another cluster, and which.
    pub doubt: Option<(usize, usize)>,
}

/// The entities so far, with what finds them quickly.
#[derive(Default)]
struct Joiner {
    clusters: Vec<Cluster>,
    /// Clusters by the hash of the first and last word of their ways of writing, and by title.
    by_word: HashMap<Vec<usize>>,
    by_country: HashMap<usize>,
    /// The sentence each mention stands in.
    sentences: Vec<usize>,
}

/// A mention as the joiner looks at it.
struct Named {
    index: usize,
    kind: EntityKind,
    words: Vec<String>,
    titles: Vec<u32>,
    gender: Option<Gender>,
    country: Option<u32>,
}

/// How many clusters that share a word are looked at: news has few, and long lists of names stay linear.
const ALIKE: usize = 60;

/// Entities and mentions of the names found.
pub(super) fn join(reading: &Reading, mut found: Vec<Found>) -> Names {
    give_full_names_their_kind(reading, &mut found);
    let sentence_of = |item: &Found| reading.tokens.get(item.name.first).map_or(0, |token| token.sentence as usize);
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
        let is_new = !cluster.ways.contains(&named.words);
        if is_new {
            cluster.ways.push(named.words.clone());
        }
        cluster.titles.extend(&named.titles);
        cluster.mentions.push(named.index);
        cluster.gender = cluster.gender.or(named.gender);
        let ends = edges(&named.words).filter(|_| is_new);
        for key in named.titles.iter().copied().chain(ends) {
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
        let mut alike: Vec<usize> = Vec::new();
        for key in edges(&named.words) {
            let clusters = self.by_word.get(&key).map_or(&[][..], Vec::as_slice);
            alike.extend(clusters.iter().rev().take(ALIKE).filter(|&&at| self.clusters[at].kind == named.kind));
        }
        alike.sort_unstable();
        alike.dedup();
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

/// The hashes of the first and the last word without the plural, so that "Kurd" and "Kurds" lie side by side.
fn edges(words: &[String]) -> impl Iterator<Item = u32> {
    let ends = words.first().into_iter().chain(words.last().filter(|_| words.len() > 1));
    ends.map(|word| hash::exact(word.trim_end_matches('s')))
}

/// Whether a mention is nothing but a title that the person bears: "the Senator".
fn is_title_of(cluster: &Cluster, named: &Named) -> bool {
    named.kind == EntityKind::Person && named.words.len() == 1 && cluster.titles.contains(&hash::exact(&named.words[0]))
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
}
