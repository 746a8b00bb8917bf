//! Clusters of mentions as entities: the fullest name, how sure they are, what is doubtful, each mention's form.

use super::Names;
use super::acronyms::{has_capitals, is_acronym};
use super::clusters::Cluster;
use super::sweep::Found;
use crate::engine::Reading;
use crate::model::{Entity, EntityKind, Id, Kind, Mention, MentionForm, Score, Tail};
use crate::text::words::one_line;

pub(super) fn write(reading: &Reading, found: &[Found], clusters: &[Cluster], cluster_of: &[usize]) -> Names {
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
    one_line(name)
}

fn form(words: &str, full: &str) -> MentionForm {
    if words == full {
        MentionForm::Full
    } else if has_capitals(words) && is_acronym(&words.replace('.', "")) && full.chars().count() > words.chars().count()
    {
        MentionForm::Acronym
    } else if full.split_whitespace().any(|part| words.split_whitespace().any(|word| word == part)) {
        MentionForm::Short
    } else {
        MentionForm::Variant
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::Reading;
    use crate::engine::names::join_given;
    use crate::model::{Article, EntityKind};

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
