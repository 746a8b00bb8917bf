//! Where the narrator takes over again behind a reported clause: in the scene of a headline, at the comma that ends a relative
//! clause, at the main verb behind "who said …", before what came of it all.

use super::clauses::{self, Candidate};
use super::lexicon::{self as lex, Facts, Finite};
use std::ops::Range;

/// Words of a clause that are looked at.
const LOOKED_AT: usize = 60;

/// Where a clause ends: before the narrator's words, if there are any behind it.
pub fn takes_over(facts: &Facts, candidate: &Candidate) -> usize {
    let Range { start, end } = candidate.tokens;
    if candidate.cue.start > start {
        return end;
    }
    let scene = scene(facts, candidate);
    let ends = [relative_end(facts, candidate), main_verb(facts, candidate), outcome(facts, candidate)];
    ends.into_iter().flatten().filter(|&end| end > start + 1).fold(scene, usize::min)
}

/// "vow to ‘hold the line’ as strike enters second week": where the narrator's scene begins in a headline; else the end.
fn scene(facts: &Facts, candidate: &Candidate) -> usize {
    let Range { start, end } = candidate.tokens;
    if !clauses::is_in_headline(facts, start) {
        return end;
    }
    // "as a friend" is none.
    let is_scene = |index: &usize| {
        facts.reading.word(*index).eq_ignore_ascii_case("as")
            && !facts.at(*index).in_marks
            && !facts.at(*index + 1).is(lex::DETERMINER)
            && (start..*index).any(|marked| facts.at(marked).in_marks)
    };
    (start + 2..end.saturating_sub(2)).find(is_scene).unwrap_or(end)
}

/// The plain tokens of a clause that are looked at, behind its first.
fn plain<'f>(facts: &'f Facts, candidate: &Candidate) -> impl Iterator<Item = usize> + 'f {
    let Range { start, end } = candidate.tokens;
    (start + 1..end.min(start + LOOKED_AT)).filter(move |&token| !facts.at(token).in_marks)
}

/// "The ferry, which Roth said was unsafe, sank": the comma that ends the relative clause, of which the verb is all that is
/// said.
fn relative_end(facts: &Facts, candidate: &Candidate) -> Option<usize> {
    let subject = candidate.subject.as_ref()?;
    let opens = subject.start.checked_sub(1)?;
    let is_relative = matches!(facts.reading.word(opens), "which" | "who" | "that") && facts.before(opens).mark == ',';
    let has_no_subject = facts.finite_at(candidate.tokens.start) == Finite::Always;
    if !is_relative || !has_no_subject {
        return None;
    }
    plain(facts, candidate).find(|&token| facts.at(token).mark == ',')
}

/// "A woman who said she was robbed has been found": the verb of the woman.
fn main_verb(facts: &Facts, candidate: &Candidate) -> Option<usize> {
    let subject = candidate.subject.as_ref()?;
    let start = candidate.tokens.start;
    let is_who = facts.reading.word(subject.end.checked_sub(1)?) == "who";
    let is_bound = is_who && facts.before(subject.end - 1).is_word;
    if !is_bound {
        return None;
    }
    // A pronoun's verb stands right behind it.
    let mut has_verb = facts.at(start).is(lex::PRONOUN);
    let mut is_joined = false;
    for token in plain(facts, candidate) {
        let fact = facts.at(token);
        let before = facts.before(token);
        let word = facts.reading.word(token);
        let opens = matches!(word, "that" | "which" | "who" | "what" | "if" | "because" | "when" | "while" | "as");
        is_joined |= opens || fact.mark == ',';
        let is_behind_noun = before.is_word
            && before.classes & (lex::PRONOUN | lex::AUXILIARY | lex::CONJUNCTION | lex::PREPOSITION | lex::DETERMINER)
                == 0;
        if facts.finite_at(token) == Finite::Always {
            if has_verb && !is_joined && is_behind_noun && fact.is(lex::AUXILIARY) && token > start + 2 {
                return Some(token);
            }
            has_verb = true;
        }
    }
    None
}

/// What comes of something said, as narrators put it.
const OUTCOMES: &[&str] =
    &["prompting", "sparking", "triggering", "drawing", "fuelling", "fueling", "igniting", "provoking", "stoking"];

/// Whether a cue stands in such words: "…, prompting many to ask how …".
pub fn is_outcome(facts: &Facts, cue: usize) -> bool {
    let from = facts.sentence_of(cue).start.max(cue.saturating_sub(5));
    (from..cue).any(|token| OUTCOMES.contains(&facts.reading.word(token)))
}

/// "…, prompting many to ask …"
fn outcome(facts: &Facts, candidate: &Candidate) -> Option<usize> {
    let is_outcome = |token: &usize| facts.at(*token).mark == ',' && OUTCOMES.contains(&facts.reading.word(*token + 1));
    plain(facts, candidate).find(is_outcome)
}
