//! What a mention calls its entity: a name's words as they are compared, titles, the gender that these tell.

use super::lists::{Gender, LISTS, class};
use super::sweep::Found;
use crate::engine::Reading;
use crate::engine::learn::hash::{self, HashMap};
use crate::model::EntityKind;
use unicode_normalization::UnicodeNormalization;

/// "Esteban Moreno" once taken for a body is a person when the article calls a person Moreno again and again, or when it
/// opens with a given name.
pub(super) fn give_full_names_their_kind(reading: &Reading, found: &mut [Found]) {
    let mut singles: HashMap<usize> = HashMap::default();
    for item in found.iter().filter(|item| item.name.first == item.name.last && item.name.kind == EntityKind::Person) {
        *singles.entry(hash::folded(reading.slice(item.name.span))).or_default() += 1;
    }
    for item in found.iter_mut() {
        let length = item.name.last - item.name.first + 1;
        let may_be = matches!(item.name.kind, EntityKind::Organisation | EntityKind::Place | EntityKind::Other);
        let mut words = (item.name.first..=item.name.last).map(|token| reading.word(token));
        let is_plain = |word: &str| word.chars().next().is_some_and(char::is_uppercase) && word.len() > 1;
        if !(may_be && (2..=3).contains(&length) && words.all(is_plain)) {
            continue;
        }
        let count = |word: &str| singles.get(&hash::folded(word)).copied().unwrap_or(0);
        let (first, last) = (reading.word(item.name.first), reading.word(item.name.last));
        let is_given = LISTS.given_gender(first).is_some();
        if count(last) >= 2 || count(first) >= 2 || (is_given && count(last) >= 1) {
            item.name.kind = EntityKind::Person;
        }
    }
}

/// The hashes of a person's titles: those inside the name and one that stands before it.
pub(super) fn titles_of(reading: &Reading, found: &Found) -> Vec<u32> {
    if found.name.kind != EntityKind::Person {
        return Vec::new();
    }
    let before = found.name.first.saturating_sub(1);
    (before..after_titles(reading, found))
        .map(|token| reading.word(token))
        .filter(|word| LISTS.of(word) & class::TITLE != 0)
        .map(hash::folded)
        .collect()
}

/// A name's words, folded, without stops, a person's titles and suffixes.
pub(super) fn words_of(reading: &Reading, found: &Found) -> Vec<String> {
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

pub(super) fn gender_of(reading: &Reading, found: &Found, words: &[String]) -> Option<Gender> {
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

/// In small letters, without stops and accents: "Iguazú" and "Iguazu" are one.
fn folded(word: &str) -> String {
    if word.is_ascii() {
        let mut small = word.to_ascii_lowercase();
        small.retain(|c| c != '.');
        return small;
    }
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
