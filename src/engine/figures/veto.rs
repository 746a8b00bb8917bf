//! Numbers that say nothing about the world: parts of names, identifiers, addresses, lists; and number words that are none.

use super::line::Line;
use super::lists::LISTS;
use super::number::{Number, Sort};
use crate::engine::TokenKind;

/// Words after which a bare number is a name's part.
const NAMING: &[&str] = &[
    "boeing",
    "airbus",
    "route",
    "highway",
    "flight",
    "section",
    "article",
    "chapter",
    "phase",
    "room",
    "channel",
    "windows",
    "iphone",
    "galaxy",
    "formula",
    "group",
    "bill",
    "resolution",
    "act",
    "code",
    "line",
    "platform",
    "gate",
    "apollo",
    "version",
    "type",
    "model",
    "class",
    "level",
    "stage",
    "tier",
    "grade",
    "no",
    "number",
    "nos",
    "page",
    "pages",
    "part",
    "volume",
    "episode",
    "season",
    "district",
    "ward",
    "block",
    "unit",
    "exit",
    "pier",
    "zone",
    "area",
    "sector",
    "covid",
    "interstate",
    "proposition",
    "prop",
    "form",
    "schedule",
    "paragraph",
    "clause",
    "amendment",
    "case",
    "order",
    "task",
    "step",
    "category",
    "catalogue",
    "lot",
    "item",
    "figure",
    "table",
    "study",
    "title",
    "rule",
    "brigade",
    "squadron",
    "battalion",
    "division",
    "regiment",
    "corps",
    "fleet",
    "pope",
    "king",
    "queen",
    "louis",
    "henry",
    "studio",
    "terminal",
    "hall",
    "building",
    "house",
    "isolation",
    "playstation",
    "xbox",
    "appendix",
    "annex",
    "exhibit",
    "nasdaq",
    "fortune",
    "ftse",
    "cac",
    "dax",
    "nikkei",
    "asx",
    "russell",
    "kospi",
    "sp",
    "p",
    "game",
    "note",
    "thinkpad",
    "macbook",
    "mk",
    "mark",
    "mig",
    "su",
];

/// Whether a number at a place is no figure.
pub fn is_vetoed(line: &Line, number: &Number) -> bool {
    let start = number.tokens.start;
    let end = number.tokens.end;
    if number.is_digits && (is_joined(line, number) || super::when::is_of_title(line, start)) {
        return true;
    }
    if is_list_marker(line, number) || is_repeated(line, number) || super::measure::is_no_temperature(line, number) {
        return true;
    }
    if let Some(before) = line.before(start) {
        if number.is_digits && line.is_any(before, NAMING) && !line.is_glued(before) {
            let is_name = line.word(before).chars().any(char::is_uppercase)
                || line.is_any(
                    before,
                    &[
                        "no", "number", "page", "flight", "route", "section", "chapter", "phase", "room", "grade",
                        "level", "category", "version", "step",
                    ],
                );
            if is_name && number.max.is_none() {
                return true;
            }
        }
        if matches!(line.word(before), "#" | "№" | "@") {
            return true;
        }
        // "Artemis 2": a capital that does not open the sentence, and nothing counted behind.
        let is_name_part = number.is_digits
            && !number.is_scaled
            && line.is_capital(before)
            && line.before(before).is_some()
            && LISTS.time(line.lower(before)).is_none()
            && line.kind(before) == Some(TokenKind::Word)
            && !LISTS.hedges.contains_key(&line.lower(before))
            && !matches!(line.word(end), "%" | "°")
            && number.value.is_some_and(|value| value < rust_decimal::Decimal::from(1000))
            && (!line.is_word(end) || !line.together(start, end) || line.is_capital(end));
        // "COP 27 in Egypt": initials, then a small number that counts nothing.
        let is_initials = number.is_digits
            && !number.is_scaled
            && line.word(before).len() > 1
            && line.word(before).chars().all(|c| c.is_ascii_uppercase())
            && number.value.is_some_and(|value| value < rust_decimal::Decimal::ONE_HUNDRED)
            && number.unit.is_none()
            && super::what::counted_at(line, end, false).is_none()
            && !matches!(line.word(end), "%" | "-" | "°");
        if is_name_part || is_initials {
            return true;
        }
    }
    if number.sort == Sort::Cardinal && !number.is_digits && line.is_any(start, &["one"]) && number.tokens.len() == 1 {
        return is_pronoun_one(line, start);
    }
    if number.sort == Sort::Ordinal && number.is_digits && opens_name(line, end) {
        return true;
    }
    if number.sort == Sort::Ordinal && !number.is_digits {
        return is_no_ordinal(line, start, end);
    }
    false
}

/// "forty-five (45)": the same number once more, for certainty.
fn is_repeated(line: &Line, number: &Number) -> bool {
    const LONGEST: usize = 7;
    let start = number.tokens.start;
    let Some(open) = (1..=LONGEST).filter_map(|back| start.checked_sub(back)).find(|&at| line.word(at) == "(") else {
        return false;
    };
    let Some(second) = super::number::number_at(line, open + 1) else { return false };
    if !second.tokens.contains(&start) || line.word(second.tokens.end) != ")" {
        return false;
    }
    (1..LONGEST).filter_map(|back| open.checked_sub(back)).any(|at| {
        let first = super::number::number_at(line, at);
        first.is_some_and(|first| first.tokens.end == open && first.value.is_some() && first.value == second.value)
    })
}

/// Glued to letters, slashes, hyphens or other digits: "COVID-19", "737-800", "24/7", telephone numbers, addresses.
fn is_joined(line: &Line, number: &Number) -> bool {
    let start = number.tokens.start;
    let last = number.tokens.end - 1;
    if start > 0 && line.is_glued(start - 1) {
        let sign = line.word(start - 1);
        let before_sign = start > 1 && line.is_glued(start - 2);
        // What is left of an escape sign: "I\'92m".
        if matches!(sign, "'" | "’" | "‘" | "\\" | "&") && line.word(start).chars().any(char::is_alphabetic) {
            return true;
        }
        let joins = matches!(sign, "-" | "/" | "_" | "." | ":" | "=" | "&" | "+") && before_sign;
        if joins || matches!(sign, "#" | "@" | "_") || line.is_word(start - 1) {
            return true;
        }
    }
    if line.is_glued(last) {
        let sign = line.word(last + 1);
        let goes_on = line.is_glued(last + 1);
        let next_is_number = line.kind(last + 2) == Some(TokenKind::Number);
        if goes_on && matches!(sign, "/" | "_" | ":" | "@" | "=")
            || goes_on && sign == "-" && next_is_number && number.max.is_none()
        {
            return true;
        }
    }
    // Digits with letters that are no unit: "4K", "3D", "007x".
    let word = line.word(last);
    let has_letters = word.chars().any(char::is_alphabetic);
    has_letters
        && number.unit.is_none()
        && number.letters.is_empty()
        && number.sort == Sort::Cardinal
        && !number.is_scaled
}

/// "one" that stands for somebody or something: "one of the", "no one", "one must".
fn is_pronoun_one(line: &Line, index: usize) -> bool {
    if let Some(before) = line.before(index)
        && line.is_any(
            before,
            &[
                "no", "the", "this", "that", "another", "any", "every", "each", "which", "day", "big", "new", "good",
                "only", "first", "last", "other",
            ],
        )
    {
        return true;
    }
    let next = index + 1;
    if line.word(next) == "-"
        && line.is_glued(index)
        && (LISTS.unit(line.word(next + 1)).is_some() || LISTS.currency_after(line.lower(next + 1)).is_some())
    {
        return false;
    }
    if !line.together(index, next) || !line.is_word(next) || is_somebody(line, next) {
        return true;
    }
    line.is_any(
        next,
        &[
            "of", "who", "that", "which", "another", "can", "could", "must", "should", "may", "might", "would", "is",
            "was", "has", "had", "will", "and", "or", "in", "at", "to", "day", "thing", "on", "the", "by", "as",
            "more", "said", "says", "side", "way", "time", "point",
        ],
    )
}

/// "one Ana Roth": a name of two or three words with nothing behind it that is counted. "one Labour MP" is one of many.
fn is_somebody(line: &Line, start: usize) -> bool {
    let is_name = |index: usize| {
        let small = line.word(index).chars().skip(1);
        line.is_word(index)
            && line.is_capital(index)
            && small.count() > 0
            && line.word(index).chars().skip(1).all(char::is_lowercase)
    };
    let length = (start..start + 3).take_while(|&index| line.together(start, index) && is_name(index)).count();
    let end = start + length;
    length > 1 && (!line.is_word(end) || !line.together(start, end) || super::what::is_stop(line, end))
}

/// "2- Open the gates", "3) Close them": the number of a point of a list, at the head of its paragraph.
fn is_list_marker(line: &Line, number: &Number) -> bool {
    let (start, end) = (number.tokens.start, number.tokens.end);
    let paragraph = |index: usize| line.reading.tokens.get(index).map(|token| token.paragraph);
    let opens = start.checked_sub(1).is_none_or(|before| paragraph(before) != paragraph(start));
    let is_mark = matches!(line.word(end), "-" | "–" | ")") && line.is_glued(end - 1) && !line.is_glued(end);
    number.is_digits
        && opens
        && is_mark
        && end == start + 1
        && line.is_capital(end + 1)
        && paragraph(end + 1) == paragraph(start)
}

/// What names that open with an ordinal end in: "the 5th Harbour Conference", "the 14th Amendment", "7th Fleet".
const HEADS_OF_ORDINALS: &[&str] = &[
    "amendment",
    "army",
    "assembly",
    "avenue",
    "awards",
    "battalion",
    "brigade",
    "championship",
    "championships",
    "circuit",
    "conference",
    "congress",
    "convention",
    "cup",
    "district",
    "division",
    "festival",
    "fleet",
    "forum",
    "games",
    "infantry",
    "regiment",
    "session",
    "street",
    "summit",
    "symposium",
];

/// Whether words in capitals from here on end a name that an ordinal before them opens.
fn opens_name(line: &Line, from: usize) -> bool {
    let is_part = |index: &usize| line.is_word(*index) && line.is_capital(*index) && line.together(from, *index);
    let last = (from..from + 7).take_while(is_part).last();
    last.is_some_and(|last| line.is_any(last, HEADS_OF_ORDINALS))
}

/// Words that an ordinal and a hyphen make another word with: "third-party", "second-hand".
const SET_PHRASES: &[&str] = &["party", "hand", "class", "rate", "degree", "ever", "guess"];

/// "second" the unit, "at first", "third-party", "first of all", names such as the First Bank.
fn is_no_ordinal(line: &Line, start: usize, end: usize) -> bool {
    if line.is_capital(start) && line.before(start).is_some() {
        return true;
    }
    if line
        .before(start)
        .is_some_and(|before| line.is_any(before, &["at", "a", "per", "each", "every", "split", "for", "one", "-"]))
    {
        return !line.is_any(start, &["third", "fourth", "fifth", "sixth", "seventh"])
            || line.is_any(end, &["of", "party"])
            || line.word(end) == "-" && line.is_any(end + 1, SET_PHRASES);
    }
    if line.sentence(start).len() == end - start
        && line.reading.sentences.len() == 1
        && !line.is_any(start, &["second"])
    {
        return false;
    }
    let next_is_noun = line.is_word(end) && line.together(start, end);
    let is_open = !next_is_noun
        || line.is_any(
            end,
            &[
                "of",
                "and",
                "to",
                "in",
                "that",
                "he",
                "she",
                "they",
                "we",
                "i",
                "it",
                "the",
                "a",
                "responders",
                "aid",
                "lady",
                "hand",
                "came",
                "said",
                "is",
                "was",
                "ever",
                "on",
                "when",
                "by",
                "as",
                "at",
                "or",
                "but",
                "began",
                "reported",
                "announced",
                "appeared",
                "started",
            ],
        );
    let is_compound = line.word(end) == "-" && line.is_glued(end) && line.is_glued(end - 1) && line.is_word(end + 1);
    if is_compound { line.is_any(end + 1, SET_PHRASES) } else { is_open }
}
