//! The word lists as look-ups by hash: what a word or a run of words is known as.

use crate::engine::learn::hash::{self, HashMap};
use crate::engine::learn::packed;
use std::sync::LazyLock;

/// What a word may be; bits of a set.
pub mod class {
    /// A country or a body of countries.
    pub const COUNTRY: u16 = 1;
    /// Inhabitants, adjectives of places, religions, peoples, political families.
    pub const GROUP: u16 = 2;
    /// A given name, usually a man's.
    pub const MALE: u16 = 4;
    /// A given name, usually a woman's.
    pub const FEMALE: u16 = 8;
    /// A title before a name.
    pub const TITLE: u16 = 16;
    /// Heads or ends an organisation's name.
    pub const ORGANISATION: u16 = 32;
    /// A city, region or natural feature.
    pub const PLACE: u16 = 64;
    /// A month or weekday.
    pub const CALENDAR: u16 = 128;
    /// An organisation.
    pub const BODY: u16 = 256;
    /// An event, work, law, product or programme.
    pub const OTHER: u16 = 512;
    /// A building, airport, bridge or stadium.
    pub const FACILITY: u16 = 1024;
}

/// The longest known name in words.
pub const LONGEST: usize = 5;

/// All lists together.
pub struct Lists {
    known: HashMap<u16>,
    /// Every way of writing a country to the hash of its first name.
    country: HashMap<u32>,
    /// Folded hashes, as are those below.
    organisation_heads: Vec<u32>,
    of_countries: Vec<u32>,
    female_titles: Vec<u32>,
    male_titles: Vec<u32>,
}

/// The lists, read once.
pub static LISTS: LazyLock<Lists> = LazyLock::new(Lists::read);

const MONTHS_AND_DAYS: &str = "January February March April May June July August September October November December \
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday";

/// The long lists, packed, each after a line that names it. Made of the lists beside it by
/// `for list in groups cities bodies others facilities; do echo "= $list"; cat $list.tsv; done | gzip -9n > known.gz`.
const KNOWN: &[u8] = include_bytes!("../../../assets/names/known.gz");

fn known() -> String {
    // The asset is part of the program; a test reads it.
    packed::unpack(KNOWN).and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

/// The list of this name among the long ones.
fn section<'k>(known: &'k str, name: &str) -> &'k str {
    known.split("= ").find_map(|list| list.strip_prefix(name)?.strip_prefix('\n')).unwrap_or_default()
}

/// The lines of a list that hold data.
fn rows(list: &str) -> impl Iterator<Item = &str> {
    list.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty())
}

impl Lists {
    fn read() -> Self {
        let mut lists = Self {
            known: HashMap::with_capacity_and_hasher(1 << 15, Default::default()),
            country: HashMap::default(),
            organisation_heads: Vec::new(),
            of_countries: Vec::new(),
            female_titles: Vec::new(),
            male_titles: Vec::new(),
        };
        for row in rows(include_str!("../../../assets/names/countries.tsv")) {
            let mut columns = row.split('\t');
            let name = columns.next().unwrap_or_default();
            let others = columns.next().unwrap_or_default().split(',').filter(|other| !other.is_empty());
            for way in others.chain([name]) {
                lists.know(way, class::COUNTRY);
                lists.country.insert(phrase(way), phrase(name));
                lists.of_countries.push(hash::folded(&way.replace('.', "")));
            }
            for group in columns.next().unwrap_or_default().split(',').filter(|group| !group.is_empty()) {
                lists.know(group, class::GROUP);
                lists.of_countries.push(hash::folded(group));
            }
        }
        let known = known();
        for row in rows(section(&known, "groups")) {
            lists.know(row, class::GROUP);
            lists.know(&format!("{row}s"), class::GROUP);
        }
        for row in rows(include_str!("../../../assets/names/organisations.tsv")) {
            lists.know(row, class::ORGANISATION);
            lists.organisation_heads.push(hash::folded(row));
        }
        for row in rows(section(&known, "cities")) {
            row.split(',').for_each(|place| lists.know(place.trim(), class::PLACE));
        }
        for row in rows(include_str!("../../../assets/names/titles.tsv")) {
            let (title, gender) = row.split_once('\t').unwrap_or((row, ""));
            lists.know(title, class::TITLE);
            match gender {
                "m" => lists.male_titles.push(hash::folded(title)),
                "f" => lists.female_titles.push(hash::folded(title)),
                _ => {}
            }
        }
        for row in rows(include_str!("../../../assets/names/given_names.tsv")) {
            let (gender, names) = row.split_once('\t').unwrap_or(("", row));
            let bit = if gender == "f" { class::FEMALE } else { class::MALE };
            names.split_whitespace().for_each(|name| lists.know(name, bit));
        }
        MONTHS_AND_DAYS.split_whitespace().for_each(|word| lists.know(word, class::CALENDAR));
        for (list, class) in [("bodies", class::BODY), ("others", class::OTHER), ("facilities", class::FACILITY)] {
            let list = section(&known, list);
            // "Barcelona" is the city first.
            const FIRST: u16 = class::COUNTRY | class::GROUP | class::PLACE | class::MALE | class::FEMALE;
            let names = rows(list).flat_map(|row| row.split(',')).filter(|name| !name.is_empty());
            for name in names {
                let known = lists.known.entry(phrase(name)).or_default();
                if *known & FIRST == 0 {
                    *known |= class;
                }
            }
        }
        lists
    }

    fn know(&mut self, name: &str, class: u16) {
        *self.known.entry(phrase(name)).or_default() |= class;
    }

    /// The classes of a name by its [`phrase`] hash.
    pub fn classes(&self, phrase: u32) -> u16 {
        self.known.get(&phrase).copied().unwrap_or(0)
    }

    /// The same for a name as written.
    pub fn of(&self, name: &str) -> u16 {
        self.classes(phrase(name))
    }

    /// Whether a word in small letters heads or ends names of organisations.
    pub fn is_organisation_head(&self, folded: &str) -> bool {
        self.organisation_heads.contains(&hash::folded(folded))
    }

    /// Whether a word in small letters is a country or the adjective of one.
    pub fn is_of_a_country(&self, folded: &str) -> bool {
        self.of_countries.contains(&hash::folded(folded))
    }

    /// The same number for every way of writing one country.
    pub fn country(&self, name: &str) -> Option<u32> {
        self.country.get(&phrase(name)).copied()
    }

    /// A title's gender.
    pub fn title_gender(&self, title: &str) -> Option<Gender> {
        let title = hash::folded(title.trim_end_matches('.'));
        if self.male_titles.contains(&title) {
            Some(Gender::Male)
        } else {
            self.female_titles.contains(&title).then_some(Gender::Female)
        }
    }

    /// A given name's usual gender, when it has one.
    pub fn given_gender(&self, name: &str) -> Option<Gender> {
        let classes = self.of(name);
        match (classes & class::MALE != 0, classes & class::FEMALE != 0) {
            (true, false) => Some(Gender::Male),
            (false, true) => Some(Gender::Female),
            _ => None,
        }
    }
}

/// Whether "he" or "she" goes with a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Gender {
    /// "he"
    Male,
    /// "she"
    Female,
}

/// The hash of a name of one or more words, case kept, spaces, stops and hyphens alike.
pub fn phrase(name: &str) -> u32 {
    // One plain word, mostly.
    if !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return join(hash::START, name);
    }
    let mut joined = hash::START;
    let words = name.split(|c: char| c.is_whitespace() || c == '-' || c == '–').filter(|word| !word.is_empty());
    for word in words {
        joined = join(joined, word);
    }
    joined
}

/// Takes one more word into a [`phrase`] hash.
pub fn join(phrase: u32, word: &str) -> u32 {
    join_hashed(phrase, hash::exact(word))
}

/// The same by the word's hash.
pub fn join_hashed(phrase: u32, word: u32) -> u32 {
    hash::feature(phrase, word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_long_lists_are_those_beside_them() {
        let known = known();
        let lists = [
            ("groups", include_str!("../../../assets/names/groups.tsv")),
            ("cities", include_str!("../../../assets/names/cities.tsv")),
            ("bodies", include_str!("../../../assets/names/bodies.tsv")),
            ("others", include_str!("../../../assets/names/others.tsv")),
            ("facilities", include_str!("../../../assets/names/facilities.tsv")),
        ];
        lists.iter().for_each(|(name, list)| assert_eq!(section(&known, name), *list, "{name}"));
    }

    #[test]
    fn the_lists_know_names() {
        assert_eq!(LISTS.of("Iraq"), class::COUNTRY);
        assert_eq!(LISTS.of("Reuters"), class::BODY);
        assert_eq!(LISTS.of("World Cup"), class::OTHER);
        assert_eq!(LISTS.of("Tower Bridge"), class::FACILITY);
        assert_eq!(LISTS.of("Barcelona"), class::PLACE);
        assert_eq!(LISTS.of("Kurdish"), class::GROUP);
        assert_eq!(LISTS.of("Mapuches"), class::GROUP);
        assert_eq!(LISTS.of("Rosario Central"), class::BODY);
        assert_ne!(LISTS.of("New York") & class::PLACE, 0);
        assert_eq!(LISTS.country("U.S."), LISTS.country("United States"));
        assert_eq!(LISTS.given_gender("Ingrid"), Some(Gender::Female));
        assert_eq!(LISTS.title_gender("Mr."), Some(Gender::Male));
    }
}
