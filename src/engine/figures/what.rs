//! What a number counts: the noun phrase behind it, and the base of a share.

use super::line::Line;
use crate::engine::TokenKind;
use crate::engine::learn::hash::{self, HashMap};
use std::ops::Range;
use std::sync::LazyLock;

/// Words that end a noun phrase: prepositions, conjunctions, auxiliaries, pronouns, determiners, adverbs of place and time.
static STOPS: LazyLock<HashMap<()>> = LazyLock::new(|| {
    const WORDS: &str = "of in on at by for from with to about after before during since until under over between among \
        against into onto through via across behind beyond near off out outside inside within without upon amid despite \
        per as than like toward towards and or but nor yet so while although though because if when where which who whom \
        whose that unless is are was were be been being has have had do does did will would can could may might must \
        shall should he she they we i it you him her them us me his their its our my your the a an this these those each \
        every all both no not also now then there here ago later earlier away apart up down said says say only even just \
        still already more less fewer further yesterday today tomorrow monday tuesday wednesday thursday friday saturday \
        sunday january february march april june july august september october november december percent per cent";
    WORDS.split_whitespace().map(|word| (hash::folded(word), ())).collect()
});

/// Plural nouns that do not end in "s", and words behind which nothing more is counted.
const PLURALS: &[&str] = &[
    "people",
    "men",
    "women",
    "children",
    "police",
    "troops",
    "personnel",
    "staff",
    "cattle",
    "livestock",
    "media",
    "data",
    "persons",
    "dead",
    "injured",
    "wounded",
    "feet",
    "teeth",
    "mice",
    "sheep",
    "fish",
    "aircraft",
    "spacecraft",
    "crew",
    "medics",
    "countrymen",
    "fishermen",
    "policemen",
    "businessmen",
    "servicemen",
    "firemen",
    "grandchildren",
    "postmen",
    "congressmen",
    "families",
    "bacteria",
    "criteria",
    "phenomena",
    "fungi",
    "nuclei",
    "larvae",
    "vertebrae",
    "alumni",
    "stimuli",
    "genera",
    "taxa",
    "strata",
    "offspring",
    "deer",
    "salmon",
    "oxen",
    "geese",
    "lice",
    "spectra",
    "quanta",
    "memoranda",
    "referenda",
    "paparazzi",
    "graffiti",
    "hectares",
];

/// Words that end in "s" and are no plurals.
const NOT_PLURALS: &[&str] = &[
    "previous",
    "various",
    "serious",
    "famous",
    "religious",
    "his",
    "its",
    "this",
    "was",
    "has",
    "is",
    "as",
    "us",
    "plus",
    "times",
    "years-long",
    "mass",
    "business",
    "press",
    "class",
    "process",
    "across",
    "less",
    "towards",
    "perhaps",
    "always",
    "dangerous",
    "precious",
    "business",
    "homeless",
    "tennis",
    "diabetes",
    "measles",
    "politics",
    "athletics",
    "gymnastics",
    "sports",
    "news",
    "series",
    "crisis",
    "analysis",
    "basis",
    "virus",
    "coronavirus",
    "gas",
    "bus",
];

/// Whether a word ends a noun phrase.
pub fn is_stop(line: &Line, index: usize) -> bool {
    STOPS.contains_key(&line.lower(index))
}

fn is_plural(line: &Line, index: usize) -> bool {
    let word = line.word(index);
    if line.is_any(index, PLURALS) {
        return true;
    }
    let lower_s = word.ends_with('s') && !word.ends_with("ss") && word.len() > 3;
    lower_s && !line.is_any(index, NOT_PLURALS)
}

/// The tokens of the noun phrase that begins here, up to its head; `None` when no noun stands there.
pub fn counted_at(line: &Line, start: usize, is_one: bool) -> Option<Range<usize>> {
    let first = start.checked_sub(1)?;
    let mut head = None;
    let mut index = start;
    while index < start + 7 && line.together(first, index) {
        let kind = line.kind(index)?;
        let is_joint = matches!(line.word(index), "-" | "/") && line.is_glued(index) && line.is_glued(index - 1);
        if is_joint && index > start {
            index += 1;
            continue;
        }
        if kind == TokenKind::Possessive && index > start {
            index += 1;
            continue;
        }
        if kind != TokenKind::Word || is_stop(line, index) {
            break;
        }
        let word = line.word(index);
        if word.ends_with("ly")
            && word.len() > 4
            && !line.is_any(
                index,
                &["family", "daily", "weekly", "monthly", "yearly", "elderly", "early", "assembly", "supply"],
            )
        {
            // "extremely large waves": an adverb opens the phrase.
            if index > start || is_one {
                break;
            }
            index += 1;
            continue;
        }
        let is_hyphen_next = line.word(index + 1) == "-" && line.is_glued(index) && line.is_glued(index + 1);
        if is_plural(line, index) && !is_hyphen_next && line.kind(index + 1) != Some(TokenKind::Possessive) {
            // "30 sales jobs": a capitalised name may end in s and go on; a second plural right behind is the head.
            let goes_on = line.is_word(index + 1)
                && line.together(index, index + 1)
                && !is_stop(line, index + 1)
                && is_plural(line, index + 1)
                && (line.is_capital(index) || line.word(index + 1).ends_with("ers") || line.is_any(index + 1, PLURALS));
            if !goes_on {
                return Some(start..index + 1);
            }
        }
        if head.is_none() || is_one {
            head = Some(index + 1);
        }
        if is_one && index > start + 1 {
            break;
        }
        index += 1;
    }
    if is_one {
        return head.map(|end| start..end);
    }
    // No plural: one word of the phrase is counted only when it is plainly a noun of a body of people.
    None
}

/// "of voters": the base of a share, behind the figure.
pub fn base_at(line: &Line, index: usize) -> Option<Range<usize>> {
    if !line.is_any(index, &["of"]) {
        return None;
    }
    let mut start = index + 1;
    while line.is_any(
        start,
        &["the", "all", "its", "their", "our", "his", "her", "these", "those", "this", "that", "a", "an"],
    ) {
        start += 1;
    }
    if let Some(counted) = counted_at(line, start, false) {
        return Some(counted);
    }
    let mut end = start;
    while end < start + 4 && line.together(index, end) && line.is_word(end) && !is_stop(line, end) {
        end += 1;
    }
    (end > start).then_some(start..end)
}
