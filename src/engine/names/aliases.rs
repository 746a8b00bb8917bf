//! Whether one name may be short for another.

use super::lists::LISTS;
use crate::model::EntityKind;

/// Whether one name may be short for the other.
pub(super) fn alias(kind: EntityKind, known: &[String], words: &[String]) -> bool {
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
