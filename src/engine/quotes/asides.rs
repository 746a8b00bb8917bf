//! What stands beside a verb of saying and is no clause of it: how, where and when something was said that marks have told
//! already, who it is that goes on to say something, the narrator's own clause, what is only a turn of phrase.

use super::clauses::Candidate;
use super::lexicon::{self as lex, Facts, Finite, VerbForm};
use std::ops::Range;

/// Words of a clause that are looked at.
const LOOKED_AT: usize = 60;
/// More tokens than "on Monday in Halden." behind the verb tell what is said.
const LONGEST_ADVERBIAL: usize = 5;

/// Whether an unmarked clause is such words.
pub fn is_one(facts: &Facts, candidate: &Candidate) -> bool {
    is_phrase(facts, candidate)
        || is_broken_off(facts, candidate)
        || if candidate.cue.start < candidate.tokens.start {
            is_behind_told(facts, candidate) || is_circumstance(facts, candidate) || is_narrated(facts, candidate)
        } else {
            is_who_says(facts, candidate)
        }
}

/// "“It will open,” Roth said looking out to sea.", "…,” said Hale, head of the harbour office since it opened.": what was
/// said stands in marks before the verb; behind it only "he" or "the" opens a clause that goes on. Without
/// marks "…, said Hale, a docker who came in May" is such, too.
fn is_behind_told(facts: &Facts, candidate: &Candidate) -> bool {
    let (cue, start) = (candidate.cue.start, candidate.tokens.start);
    let is_participle = facts.at(cue).verb.is_some_and(|verb| verb.form == VerbForm::Participle);
    let is_near = |subject: &&Range<usize>| subject.end <= cue && cue < subject.end + 6 && !is_participle;
    let subject = candidate.subject.as_ref().filter(is_near);
    let opens = subject.map_or(cue, |subject| subject.start);
    let first = facts.sentence_of(cue).start;
    let before = |place: usize| place > first && facts.at(place - 1).in_marks;
    let is_told = before(opens) || before(cue);
    let has_comma = facts.before(start).mark == ',';
    let turns_back = has_comma && start > cue + 2 && cue > first && facts.before(cue).mark == ',';
    if facts.reading.word(start - 1) == "that" || !is_told && !turns_back {
        return false;
    }
    let near = start..candidate.tokens.end.min(start + 6);
    let opens_clause = facts.at(start).is(lex::PRONOUN | lex::DETERMINER)
        || facts.at(start).is_word && near.clone().all(|token| facts.at(token).is_word) && is_stated(facts, near);
    !(opens_clause || turns_back && !is_told) || !has_main_verb(facts, &candidate.tokens)
}

/// "Roth, who ran the ferry for years, said …", "The town’s mayor, Ana Roth, said on Monday that …": who says what comes
/// behind the verb; "…, who told the council": whom the narrator tells of.
fn is_who_says(facts: &Facts, candidate: &Candidate) -> bool {
    let Range { start, end } = candidate.tokens;
    let cue = candidate.cue.start;
    if cue < end || end - start > LOOKED_AT {
        return false;
    }
    let is_relative = matches!(facts.before(cue).lower, WHO | WHICH) && cue <= end + 2;
    if is_relative || facts.at(start).is(lex::CONJUNCTION) {
        // "If the ferry sails …, Roth said, “…”"
        return is_relative;
    }
    let behind = candidate.cue.end.max(cue + 1);
    // "Earlier in the week, Roth called for a new bridge."
    let rest = facts.sentence_of(cue).end.saturating_sub(behind);
    let is_first = start == facts.sentence_of(start).start;
    let goes_on = rest > LONGEST_ADVERBIAL && facts.at(behind).mark != ',';
    (is_first && goes_on || says_more(facts, behind)) && !has_main_verb(facts, &candidate.tokens)
}

const WHO: u32 = crate::engine::learn::hash::of_ascii("who");
const WHICH: u32 = crate::engine::learn::hash::of_ascii("which");

/// "private owners can be dearer"
fn is_stated(facts: &Facts, near: Range<usize>) -> bool {
    let auxiliary = near.clone().position(|token| facts.at(token).is(lex::AUXILIARY));
    auxiliary.is_some_and(|place| place > 0 && !facts.at(near.start).is(lex::PREPOSITION))
}

/// "To a question about “the sale,” Roth said …": marked words before the verb are no clause, and one comes behind it.
pub fn is_fronted(facts: &Facts, candidate: &Candidate) -> bool {
    let Range { start, end } = candidate.tokens;
    let cue = candidate.cue.start;
    if cue < end || !facts.at(start).is(lex::PREPOSITION) || start != facts.sentence_of(start).start {
        return false;
    }
    let next = facts.at(cue + 1);
    let goes_on = next.is_word && !next.is(lex::DAY | lex::PREPOSITION | lex::CONJUNCTION);
    let rest = cue + 1..facts.sentence_of(cue).end.min(cue + LOOKED_AT);
    goes_on && facts.is_clause(rest) && !facts.is_clause(start..end.min(start + LOOKED_AT))
}

/// Whether a finite verb stands in a clause that no "who" or "which" opens.
pub fn has_main_verb(facts: &Facts, tokens: &Range<usize>) -> bool {
    let end = tokens.end.min(tokens.start + LOOKED_AT);
    let is_relative = |token: usize| {
        matches!(facts.reading.word(token), "who" | "which" | "whose" | "as" | "when" | "while" | "after" | "before")
    };
    let mut from = tokens.start;
    while from < end {
        let comma = (from..end).find(|&token| facts.at(token).mark == ',').unwrap_or(end);
        let relative = (from..comma).find(|&token| is_relative(token));
        if facts.is_clause(from..relative.unwrap_or(comma)) {
            return true;
        }
        let verbs = |from: usize| (from..comma).filter(|&token| facts.finite_at(token) == Finite::Always).count();
        if relative.is_some_and(|relative| relative > from && verbs(relative) > 1) {
            return true;
        }
        from = comma + 1;
    }
    false
}

/// Whether what is said comes behind the verb that ends here.
pub fn says_more(facts: &Facts, behind: usize) -> bool {
    let sentence = facts.sentence_of(behind.saturating_sub(1));
    let near = behind..(behind + 5).min(sentence.end);
    let first = facts.beside(behind, behind.saturating_sub(1));
    let is_that = |token: usize| facts.reading.word(token) == "that";
    let opens = first.is(lex::PRONOUN) && !first.is(lex::DETERMINER) || facts.finite_at(behind + 1) == Finite::Always;
    let is_quoting = matches!(first.mark, ',' | ':') && near.len() > 1 && facts.at(behind + 1).opens_marks;
    let mut plain = near.clone().take_while(|&token| facts.at(token).mark != ',');
    let rest = behind..sentence.end.min(behind + LOOKED_AT);
    let is_clause = || {
        let is_adverbial = first.is(lex::DAY | lex::PREPOSITION | lex::CONJUNCTION | lex::ADVERBIAL);
        first.is_word && !first.is_capital && !is_adverbial && facts.is_clause(rest)
    };
    plain.any(is_that) || is_clause() || !near.is_empty() && first.is_word && opens || is_quoting
}

/// "It is worth noting that …", "needless to say …", "continued to run", "did not respond to calls", "no more than, say, …".
fn is_phrase(facts: &Facts, candidate: &Candidate) -> bool {
    let cue = candidate.cue.start;
    let word = |token: usize| facts.reading.word(token);
    let before = cue.checked_sub(1).map_or("", word);
    let Some(verb) = facts.at(cue).verb else { return before == "worth" };
    let is_base = verb.form == VerbForm::Base;
    let is_turn =
        before == "to" && cue > 1 && matches!(word(cue - 2), "is" | "Needless" | "needless" | "safe" | "fair");
    let is_to = word(cue + 1) == "to" && candidate.tokens.start > cue;
    let goes_on = is_to && (word(cue).starts_with("continu") || word(cue).starts_with("respon"));
    let is_between = word(cue) == "say" && before == "," && word(cue + 1) == ",";
    before == "worth" || is_base && is_turn || goes_on || is_between || before == "All" && word(cue) == "told"
}

/// Whether a clause ends in the middle: "The ferry sailed because, Roth said, …", "Roth reported that, according to …".
fn is_broken_off(facts: &Facts, candidate: &Candidate) -> bool {
    let last = candidate.tokens.end - 1;
    let is_open = matches!(facts.reading.word(last), "which" | "who" | "whose" | "and" | "or" | "because" | "after");
    is_open || facts.reading.word(last) == "that" && facts.before(last).verb.is_some()
}

/// "countered by suggesting …", "said on condition of anonymity", "said so in May": how something was said.
fn is_circumstance(facts: &Facts, candidate: &Candidate) -> bool {
    let (cue, start) = (candidate.cue.start, candidate.tokens.start);
    let word = |token: usize| facts.reading.word(token);
    let is_way = matches!(word(start), "by" | "after" | "before" | "while" | "during" | "without")
        || word(start) == "on" && word(start + 1) == "condition";
    let is_so = start == cue + 1 && matches!(word(start), "so" | "little" | "nothing" | "yes" | "no");
    let ends_so = !facts.at(start + 1).is_word || !facts.has_finite_verb(start + 1..start + 4);
    // "alleged of being beaten"
    let is_of = word(start) == "of" && start == cue + 1;
    is_of || is_way && start <= cue + 2 && facts.reading.word(start - 1) != "that" || is_so && ends_so
}

/// "The deal, announced on Friday, would …", "The report has …", "After Roth testified, the council …": the clause is the
/// narrator's.
fn is_narrated(facts: &Facts, candidate: &Candidate) -> bool {
    let (cue, start) = (candidate.cue.start, candidate.tokens.start);
    let sentence = facts.sentence_of(cue);
    let word = |token: usize| facts.reading.word(token);
    let is_comma = |token: usize| facts.at(token).mark == ',';
    let Some(verb) = facts.at(cue).verb else { return false };
    let is_verb = facts.at(start).is(lex::AUXILIARY);
    // "The dam, Roth said, will be closed" has its speaker beside the verb.
    let turns = facts.at(cue + 1).is(lex::DAY | lex::PREPOSITION) || is_comma(cue + 1);
    let is_said = verb.form == VerbForm::Past;
    let is_participle = cue > sentence.start && is_comma(cue - 1) && is_said && turns;
    let is_relative = || {
        (cue.saturating_sub(8).max(sentence.start)..cue)
            .any(|token| matches!(word(token), "which" | "who" | "that" | "what" | "whom"))
    };
    if is_verb && (is_comma(start - 1) && is_participle || start == cue + 1 && !is_said && !is_relative()) {
        return true;
    }
    let opener = word(sentence.start);
    let is_fronted = matches!(opener, "After" | "Before" | "When" | "While" | "Once" | "Until" | "Since");
    is_fronted && start == cue + 2 && is_comma(cue + 1) && !(sentence.start..cue).any(is_comma)
}
