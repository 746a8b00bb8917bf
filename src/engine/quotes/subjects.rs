//! Whole subjects: "a report on the harbour issued by the council" before "says", where the words next to the verb are
//! only the end of it. No parser: from the verb back to where the clause opens.
//!
//! ```text
//! 52 percent of the voters said … → 52 percent of the voters
//! the dockers who wrote to her say … → the dockers
//! ```

use super::lexicon::{self as lex, Facts, VerbForm};
use std::ops::Range;

/// Longest subject, in tokens.
const LONGEST: usize = 24;

/// The subject from where its clause opens to the token before `end`, without a relative clause at its end; `None` when
/// the clause does not open with a noun phrase.
pub fn whole(facts: &Facts, end: usize, limit: usize) -> Option<Range<usize>> {
    let lowest = limit.max(end.saturating_sub(LONGEST));
    let (mut start, mut close) = (end, end);
    while start > lowest {
        let token = start - 1;
        let fact = facts.at(token);
        let word = facts.reading.word(token);
        if fact.in_marks {
            break;
        }
        let is_joint = matches!(word, "'s" | "’s" | "'" | "’" | "-" | "." | "&" | "/" | "%" | "$");
        if !fact.is_word && !is_joint || opens_clause(facts, token) {
            break;
        }
        // "the dockers marching through the town"
        let is_doing = word.ends_with("ing") && fact.classes == 0 && !fact.is_capital && takes_more(facts, token);
        if is_doing || matches!(word, "who" | "which" | "whose") || word == "that" && !is_noun_after(facts, token) {
            close = token;
        } else if close == end && is_finite(facts, token) {
            return None;
        }
        start = token;
    }
    if start == lowest && lowest > limit {
        return None;
    }
    // "Still, nearly half of …", "but half of …"
    while start < close && (facts.at(start).is(lex::CONJUNCTION) || is_adverb(facts, start)) {
        start += 1;
    }
    close = without_day(facts, start, close);
    let first = facts.at(start);
    let may_open = first.is_word && (!first.is(lex::PREPOSITION) || first.is(lex::QUANTITY));
    let is_pronoun = first.is(lex::PRONOUN) && !first.is(lex::DETERMINER) && !first.is(lex::QUANTITY);
    // "those who …"
    let stands_for = || facts.at(close).is(lex::PRONOUN) || matches!(facts.reading.word(close), "who" | "which");
    let is_relative = start < close && stands_for();
    // "using a word to describe …", "included members …"
    let word = facts.reading.word(start);
    let is_participle = !first.is_capital && (word.ends_with("ing") || word.ends_with("ed"));
    // "Protesters marching through the town chanted"
    let is_plural = close < end && word.len() > 3 && word.ends_with('s');
    (!is_participle && (is_relative || is_plural || start + 1 < close) && may_open && !is_pronoun)
        .then_some(start..close)
}

/// Whether what stands here goes on with a phrase of its own, behind a noun.
fn takes_more(facts: &Facts, token: usize) -> bool {
    let next = facts.beside(token + 1, token);
    let before = facts.before(token);
    let is_noun = before.is_word && before.classes & !lex::PEOPLE == 0;
    is_noun && (next.is(lex::DETERMINER | lex::PREPOSITION | lex::PRONOUN) || next.is_capital)
}

/// Whether a verb that is no participle stands here.
fn is_finite(facts: &Facts, token: usize) -> bool {
    let fact = facts.at(token);
    let word = facts.reading.word(token);
    let next = facts.beside(token + 1, token);
    let is_passive = next.is(lex::PREPOSITION) && !word.ends_with('s');
    let takes_object = next.is(lex::DETERMINER | lex::PRONOUN) || next.is_capital && !next.is(lex::DAY);
    let is_regular = word.len() > 4 && word.ends_with("ed") && !fact.is_capital;
    fact.is(lex::AUXILIARY)
        || fact.is(lex::PAST)
        || fact.verb.is_some_and(|verb| verb.form == VerbForm::Past && !(is_regular && is_passive))
        || fact.verb.is_some_and(|verb| verb.form == VerbForm::Present)
        || fact.is(lex::FINITE) && !is_passive
        || is_regular && takes_object
}

/// "The Times on Saturday": without the day.
fn without_day(facts: &Facts, start: usize, close: usize) -> usize {
    let is_time = |token: usize| {
        let is_word = matches!(
            facts.reading.word(token),
            "earlier" | "late" | "last" | "this" | "week" | "month" | "year" | "just"
        );
        is_word || facts.at(token).is(lex::DAY)
    };
    let mut last = close;
    while last > start + 1 && is_time(last - 1) {
        last -= 1;
    }
    if last < close && last > start + 1 && matches!(facts.reading.word(last - 1), "on" | "in") {
        last -= 1;
    }
    last
}

/// "that" before a noun phrase opens a clause, before a verb it stands for a noun.
fn is_noun_after(facts: &Facts, token: usize) -> bool {
    let next = facts.beside(token + 1, token);
    let is_number = facts.reading.word(token + 1).starts_with(|c: char| c.is_ascii_digit());
    next.is(lex::DETERMINER | lex::PRONOUN | lex::QUANTITY) || next.is_capital || is_number
}

fn opens_clause(facts: &Facts, token: usize) -> bool {
    let word = facts.reading.word(token);
    let joins =
        ["but", "while", "because", "although", "though", "as", "if", "when", "after", "since", "whether", "yet"];
    joins.iter().any(|join| word.eq_ignore_ascii_case(join))
        || word.eq_ignore_ascii_case("that") && is_noun_after(facts, token)
}

fn is_adverb(facts: &Facts, token: usize) -> bool {
    let word = facts.reading.word(token);
    facts.at(token).is(lex::OPENER) && !facts.at(token).is(lex::DETERMINER | lex::QUANTITY) && !word.ends_with('s')
        || matches!(word, "even" | "still" | "now" | "Even" | "Still" | "Now")
}

/// Whether a finite verb stands at a token or behind the adverbs there: what is before acts.
pub fn acts(facts: &Facts, end: usize, limit: usize) -> bool {
    let mut index = end;
    while index < limit && index < end + 3 && is_light(facts, index) {
        index += 1;
    }
    if index >= limit || facts.at(index).in_marks {
        return false;
    }
    let fact = facts.at(index);
    let word = facts.reading.word(index);
    let is_regular = word.len() > 4 && word.ends_with("ed") && !fact.is_capital;
    let says = fact.verb.is_some_and(|verb| matches!(verb.form, VerbForm::Past | VerbForm::Present));
    says || is_regular || fact.is(lex::FINITE) || fact.is(lex::AUXILIARY) && !matches!(word, "to" | "not")
}

fn is_light(facts: &Facts, index: usize) -> bool {
    let word = facts.reading.word(index);
    facts.at(index).is_word && (word.ends_with("ly") || matches!(word, "also" | "then" | "later" | "once" | "never"))
}
