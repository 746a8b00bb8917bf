//! What a clause beside a verb of saying must be to count as reported speech at all, and which are it at any rate, whatever
//! the models say: nouns that look like verbs, titles before names, what the speaker did meanwhile and who speaks are none.

use super::asides;
use super::clauses::{self, Candidate, Shape};
use super::cues::CueClass;
use super::lexicon::{self as lex, Facts, Finite, Verb, VerbForm};
use super::narrator;
use std::ops::Range;

/// How likely a clause is reported at least, by how it is built.
pub fn at_least(facts: &Facts, candidate: &Candidate) -> f32 {
    if is_spliced(facts, candidate) || is_vowed(facts, candidate) {
        SPLICED
    } else if is_plainly_said(facts, candidate) {
        PLAINLY_SAID
    } else {
        0.0
    }
}

/// How sure a clause is reported whose marked words the narrator joins: "were told to: “Go home” and “stay there” for now".
const SPLICED: f32 = 0.6;

/// Whether a colon or "that" introduces marked words without a stop, and more of them further on.
fn is_spliced(facts: &Facts, candidate: &Candidate) -> bool {
    let Range { start, end } = candidate.tokens;
    if !facts.at(start).opens_marks || !matches!(candidate.shape, Shape::Colon | Shape::That) {
        return false;
    }
    let is_marked = |index: &usize| facts.at(*index).in_marks;
    let Some(close) = (start..end).find(|index| !is_marked(index)) else { return false };
    let is_joined = facts.at(close).is_word && !facts.at(close).is_capital && facts.before(close - 1).is_word;
    is_joined && (close..end).any(|index| is_marked(&index))
}

/// "Mayor vows not to ‘take sides’": an infinitive right behind the verb of saying of a headline.
fn is_vowed(facts: &Facts, candidate: &Candidate) -> bool {
    let Range { start, end } = candidate.tokens;
    let is_next = candidate.cue.start + 1 == start && clauses::is_in_headline(facts, start);
    let is_saying = facts.at(candidate.cue.start).verb.is_some_and(|verb| verb.class == CueClass::Say);
    let is = |index: usize, word: &str| facts.reading.word(index).eq_ignore_ascii_case(word);
    let open = start + 1 + usize::from(is(start, "not"));
    is_next && is_saying && is(open - 1, "to") && facts.at(open).opens_marks && open < end
}

/// How sure "X affirmed that …" or "X told Y …" is reported at least, whatever the verb of saying.
const PLAINLY_SAID: f32 = 0.4;

/// Whether somebody, by name or pronoun, says that something is so.
fn is_plainly_said(facts: &Facts, candidate: &Candidate) -> bool {
    let cue = candidate.cue.start;
    let verb = facts.at(cue).verb;
    let is_finite = |verb: &Verb| matches!(verb.form, VerbForm::Past | VerbForm::Present);
    let is = |class| verb.is_some_and(|verb| verb.class == class && is_finite(&verb));
    let speaks = candidate.subject.as_ref().is_some_and(|subject| subject.end == cue);
    // "said that", "cautions, however, that"
    let is_that = candidate.shape == Shape::That && candidate.tokens.start <= cue + 5;
    let is_told = candidate.shape == Shape::Told && is(CueClass::Tell);
    let tokens = candidate.tokens.start..candidate.tokens.end.min(candidate.tokens.start + 60);
    (is_that && is(CueClass::Say) || is_told) && speaks && facts.is_clause(tokens)
}

/// Reported speech is a clause, beside a verb of saying; "said" asks for no further proof. With marked words any phrase
/// will do that is more than a noun and its description ("called it “a mess”": the marked words speak for themselves).
pub fn may_report(facts: &Facts, candidate: &Candidate) -> bool {
    let Range { start, end } = candidate.tokens;
    let end = end.min(start + 200);
    let verb = facts.at(candidate.cue.start).verb;
    let is_told_otherwise =
        is_question(facts, candidate.cue.start) || says_more(facts, candidate) || is_put(facts, candidate);
    if is_noun(facts, candidate.cue.start) || is_told_otherwise || narrator::is_outcome(facts, candidate.cue.start) {
        return false;
    }
    let is_marked = |index: usize| facts.at(index).in_marks;
    let Some(opens) = (start..end).find(|&index| is_marked(index)) else {
        let is_none = is_nobody_s(facts, candidate) || is_object(facts, candidate) || is_order(facts, candidate);
        let is_part = is_cut_short(facts, candidate) || is_circumstance(facts, candidate) || is_title(facts, candidate);
        if is_none || is_part || is_speaker_himself(facts, candidate) || asides::is_one(facts, candidate) {
            return false;
        }
        let is_stance = verb.is_some_and(|verb| verb.class == CueClass::Stance);
        let is_loose = matches!(candidate.shape, Shape::After | Shape::Tagged | Shape::Told);
        let is_said = verb.is_some_and(|verb| verb.lemma == SAY);
        return !is_stance && (!is_loose || is_said || facts.is_clause(start..end));
    };
    if swallows(facts, candidate) || asides::is_fronted(facts, candidate) {
        return false;
    }
    let is_joined = |index: usize| {
        let fact = facts.at(index);
        let joins = matches!(facts.reading.word(index), "to" | "of" | "for" | "that" | "not" | "from" | "with");
        joins || fact.is(lex::PRONOUN) && !fact.is(lex::DETERMINER) || facts.has_finite_verb(index..index + 1)
    };
    let is_verb = |index: usize| matches!(facts.at(index).sort, 24 | 25);
    // "said the “plan we have will do”"
    let is_plain = verb.is_some_and(|verb| matches!(verb.class, CueClass::Say | CueClass::Tell));
    opens == start
        || is_plain && facts.has_finite_verb(start..end)
        || facts.has_finite_verb(opens + 1..(opens + 3).min(end))
        || (start..end).filter(|&index| !is_marked(index)).any(|index| is_joined(index) || is_verb(index))
}

/// Whether a clause runs on over marked words that are a quote of their own: behind their own verb of saying ("… was late,
/// adding, “…”"), with another one behind them ("… was late — “It always is,” he said"), or a whole sentence behind a
/// comma ("As for the bridge, “It will open,” she said").
fn swallows(facts: &Facts, candidate: &Candidate) -> bool {
    let Range { start, end } = candidate.tokens;
    let end = end.min(start + LONGEST_LOOKED_AT);
    let says = |token: usize| {
        let fact = facts.at(token);
        !fact.in_marks && fact.verb.is_some_and(|verb| verb.class != CueClass::Stance && verb.form != VerbForm::Base)
    };
    let is_pause =
        |token: usize| !facts.at(token).is_word && matches!(facts.at(token).mark, ',' | ':' | '—' | '–' | '-');
    let mut inside = (start + 2..end).filter(|&token| facts.at(token).opens_marks);
    inside.any(|opens| {
        let verb = if is_pause(opens - 1) { opens - 2 } else { opens - 1 };
        let joint = verb.checked_sub(1).filter(|&joint| joint > start);
        let is_joint = |joint| is_pause(joint) || matches!(facts.reading.word(joint), "and" | "but");
        if says(verb) && joint.is_some_and(is_joint) {
            return true;
        }
        let close = (opens + 1..end).find(|&token| !facts.at(token).in_marks || facts.at(token).opens_marks);
        let behind = close.unwrap_or(end);
        let who = facts.beside(behind, behind - 1);
        let is_told = (who.is(lex::PRONOUN) || who.is_capital) && says(behind + 1) && candidate.cue.start != behind + 1;
        let is_comma = |token: usize| matches!(facts.at(token).mark, ',' | '?' | '!');
        let is_said = is_told && (opens..behind).rev().take(2).any(is_comma);
        let is_sentence = || {
            let first = (opens..end).find(|&token| facts.at(token).is_word);
            is_pause(opens - 1)
                && first.is_some_and(|first| facts.at(first).is_capital)
                && (first.is_some_and(|first| facts.at(first).is(lex::PRONOUN))
                    || facts.has_finite_verb(opens + 1..end))
        };
        is_said || candidate.cue.start >= end && close.is_none() && is_sentence()
    })
}

/// "The bridge was late, adding, however, that it would open": what another verb of saying adds is a clause of its own.
fn says_more(facts: &Facts, candidate: &Candidate) -> bool {
    let Range { start, end } = candidate.tokens;
    let is_saying = |token: usize| {
        let fact = facts.at(token);
        let says = |verb: Verb| verb.class == CueClass::Say && verb.form == VerbForm::Participle;
        facts.before(token).mark == ',' && !fact.in_marks && fact.verb.is_some_and(says)
    };
    let mut verbs = (start + 3..end.min(start + LONGEST_LOOKED_AT)).filter(|&token| is_saying(token));
    verbs.any(|verb| (verb + 1..end.min(verb + 5)).any(|token| facts.reading.word(token) == "that"))
}

/// "Asked whether he would stay, Roth said …": what nobody named asked is not his who answers.
fn is_question(facts: &Facts, cue: usize) -> bool {
    let opens = facts.sentence_of(cue).start;
    let is_first = cue == opens || cue == opens + 1 && facts.reading.word(opens) == "When";
    is_first && facts.reading.word(cue).eq_ignore_ascii_case("asked")
}

/// "As Roth put it, “…”": only the marked words are said.
fn is_put(facts: &Facts, candidate: &Candidate) -> bool {
    let Range { start, end } = candidate.tokens;
    let is_put =
        |token: usize| matches!(facts.reading.word(token), "put" | "puts") && facts.reading.word(token + 1) == "it";
    is_put(start)
        || is_put(start.saturating_sub(1))
        || (start..end.min(start + 12)).any(|token| is_put(token) && facts.at(token + 2).mark == ',')
}

/// Words of a clause that are looked at.
const LONGEST_LOOKED_AT: usize = 200;

/// "Its charges were dropped", "claims that were made", "reports of": a form in -s that is a noun by what stands behind
/// it; behind "he", "she", "it" and "who" it is none. Left a verb for the other stages: as a noun there it cost 0.2 of
/// direct quotes.
fn is_noun(facts: &Facts, cue: usize) -> bool {
    let is_present = facts.at(cue).verb.is_some_and(|verb| verb.form == VerbForm::Present);
    let word = |index: usize| facts.reading.word(index);
    let is_done = |word: &str| matches!(word, "were" | "are" | "have" | "had");
    let next = word(cue + 1);
    let is_bound = next == "that" && (is_done(word(cue + 2)) || facts.finite_at(cue + 2) == Finite::Always);
    let is_led = matches!(next, "of" | "by" | "against") || is_done(next) || is_bound;
    let is_subject = facts.before(cue).is(lex::PRONOUN) && !facts.before(cue).is(lex::DETERMINER);
    is_present && is_led && !is_subject
}

/// "…, said the harbour office of Halden, which …": without a verb of their own the words behind the verb are who speaks.
fn is_speaker_himself(facts: &Facts, candidate: &Candidate) -> bool {
    let cue = candidate.cue.start;
    let before = facts.before(cue);
    // Behind a clause or marks, or on a line of its own below them; "Hale, a docker, said …" has its speaker before it.
    let said = facts.sentence_of(cue).start..cue;
    let is_behind =
        matches!(before.mark, '\n') || before.in_marks || before.mark == ',' && asides::has_main_verb(facts, &said);
    let turns_back = is_behind && candidate.tokens.start == cue + 1;
    let comma = candidate.tokens.clone().take(60).find(|&index| facts.at(index).mark == ',');
    let is_named = comma.is_some() || facts.at(candidate.tokens.start).is(lex::DETERMINER);
    let is_loose = candidate.shape == Shape::After || candidate.shape == Shape::Tagged && is_named;
    turns_back && is_loose && !facts.is_clause(candidate.tokens.start..comma.unwrap_or(candidate.tokens.end))
}

/// Whether a clause ends at the stop of an abbreviation ("… will be held on Oct"), begins within a pair of dashes ("NATO —
/// the old alliance — will close …") or at the infinitive of one that is told behind it ("The ferry is expected to sail, …").
fn is_cut_short(facts: &Facts, candidate: &Candidate) -> bool {
    let Range { start, end } = candidate.tokens;
    if candidate.cue.start >= end && facts.reading.word(start) == "to" {
        return true;
    }
    let goes_on = end + 1 < facts.sentence_of(end.saturating_sub(1)).end && facts.at(end + 1).is_word;
    let dash = facts.before(candidate.tokens.start).mark;
    let dashes = || candidate.tokens.clone().take(60).filter(|&index| facts.at(index).mark == dash).count();
    facts.at(end).mark == '.' && goes_on || matches!(dash, '—' | '–') && dashes() % 2 == 1
}

/// "When he had seen the bridge, Roth said …", "Among the plans, she said, is …", "…, in what was taken for a joke": tells
/// when, where or how something was said.
fn is_circumstance(facts: &Facts, candidate: &Candidate) -> bool {
    let Range { start, end } = candidate.tokens;
    let first = facts.at(start);
    let word = facts.reading.word(start).to_lowercase();
    let is_preposition = first.is(lex::PREPOSITION);
    if is_joined_on(facts, candidate) || is_aside(facts, candidate) {
        return true;
    }
    if is_preposition && facts.reading.word(start + 1) == "what" && !first.is_capital {
        return true;
    }
    if word == "what" && facts.before(start).is(lex::PREPOSITION) && facts.before(start).is_word {
        return true;
    }
    let cue = candidate.cue.start;
    let next = facts.at(cue + 1);
    // "…, she said, “But …”" or "…, she said that …": what is said comes behind.
    let says_more = next.is_word || next.mark == ',' && facts.at(cue + 2).in_marks && opens_large(facts, cue + 2);
    let is_first = candidate.shape == Shape::Before && start == facts.sentence_of(start).start;
    let opens = facts.sentence_of(start).start;
    let is_near = matches!(candidate.shape, Shape::Before | Shape::Tagged) && start < opens + LONGEST_DEED && end < cue;
    if is_near && says_more && is_deed(facts, opens..end.min(start + 60)) {
        return true;
    }
    if !is_first || !says_more || (start..end.min(start + 60)).any(|index| facts.at(index).mark == ',') {
        return false;
    }
    let joins = matches!(word.as_str(), "when" | "while" | "as" | "after" | "although" | "though" | "since" | "asked");
    joins || is_preposition && !facts.is_clause(start + 1..end.min(start + 60))
}

/// "“It will open,” Roth added, in a remark aimed at Hale.": behind marked words, the cue and a comma.
fn is_aside(facts: &Facts, candidate: &Candidate) -> bool {
    let (cue, start) = (candidate.cue.start, candidate.tokens.start);
    let first = facts.at(start);
    let is_behind = start == cue + 2 && facts.at(cue + 1).mark == ',';
    let opens = candidate.subject.as_ref().map_or(cue, |subject| subject.start.min(cue));
    let is_told = (opens.saturating_sub(2)..opens).any(|token| facts.at(token).in_marks);
    is_behind && is_told && first.is(lex::PREPOSITION) && !first.is_capital
}

/// Most words of what the speaker did meanwhile that are looked at: no clause begins within them.
const LONGEST_DEED: usize = 40;

/// "Referring to the bridge, Roth said: “…”": what the speaker did meanwhile; a verb may stand in a clause that it opens
/// ("Responding to claims that it was unsafe"), "Walking is healthy" is another thing.
fn is_deed(facts: &Facts, tokens: Range<usize>) -> bool {
    let word = facts.reading.word(tokens.start);
    let opens_clause = |index: &usize| {
        matches!(
            facts.reading.word(*index),
            "that" | "which" | "who" | "whose" | "what" | "how" | "whether" | "if" | "why"
        )
    };
    let start = tokens.start + 1;
    let end = (start..tokens.end).find(opens_clause).unwrap_or(tokens.end);
    word.len() > 5 && word.ends_with("ing") && !facts.is_clause(start..end)
}

/// "The president of the Harbour Court (HC), Ana Roth remarked …": what stands before the name says who she is.
fn is_title(facts: &Facts, candidate: &Candidate) -> bool {
    let start = candidate.tokens.start;
    let subject = candidate.subject.as_ref().filter(|subject| facts.at(subject.start).is_capital);
    let comma = subject.and_then(|subject| subject.start.checked_sub(1)).filter(|&comma| facts.at(comma).mark == ',');
    let Some(end) = comma.filter(|&comma| candidate.tokens.end <= comma && comma < candidate.cue.start) else {
        return false;
    };
    // "The bridge, Roth said, will open": the rest comes behind.
    let goes_on = facts.at(candidate.cue.end).mark == ',';
    if candidate.shape != Shape::Before || goes_on || facts.is_clause(start..end.min(start + 60)) {
        return false;
    }
    let is_end = |&index: &usize| facts.at(index).is(lex::PREPOSITION) || !facts.at(index).is_word;
    let head = (start..end).find(is_end).unwrap_or(end);
    head > start && facts.at(head - 1).is(lex::PEOPLE)
}

/// "Roth praised the plan, but says …": what stands before the joint is the narrator's.
fn is_joined_on(facts: &Facts, candidate: &Candidate) -> bool {
    let cue = candidate.cue.start;
    let joint = cue.checked_sub(1).filter(|&joint| joint >= candidate.tokens.end);
    joint.is_some_and(|joint| matches!(facts.reading.word(joint), "and" | "but" | "or"))
}

/// Whether the first word in marks has a capital.
fn opens_large(facts: &Facts, opens: usize) -> bool {
    (opens..opens + 4).find(|&index| facts.at(index).is_word).is_some_and(|first| facts.at(first).is_capital)
}

/// "It was reported that …": of no source.
fn is_nobody_s(facts: &Facts, candidate: &Candidate) -> bool {
    let cue = candidate.cue.start;
    let is_passive = is_passive(facts, cue);
    let subject = candidate.subject.as_ref().map(|subject| facts.reading.word(subject.end - 1));
    is_passive && subject.is_some_and(|word| word.eq_ignore_ascii_case("it"))
}

/// "were reported", "has been announced"
pub fn is_passive(facts: &Facts, cue: usize) -> bool {
    let is_past = facts.at(cue).verb.is_some_and(|verb| verb.form == VerbForm::Past);
    let before = cue.checked_sub(1).map_or("", |before| facts.reading.word(before));
    is_past && matches!(before, "was" | "were" | "is" | "are" | "been" | "being" | "be")
}

/// "Three cases were reported in May": what follows the passive of a verb that takes no addressee is no clause of its own.
fn is_object(facts: &Facts, candidate: &Candidate) -> bool {
    let class = facts.at(candidate.cue.start).verb.map(|verb| verb.class);
    let is_loose = matches!(candidate.shape, Shape::After | Shape::Adverbial);
    is_loose && class == Some(CueClass::Say) && is_passive(facts, candidate.cue.start)
}

/// "urged the council to go", "called the police": no clause that says something, but for questions ("asked whether …").
fn is_order(facts: &Facts, candidate: &Candidate) -> bool {
    let class = facts.at(candidate.cue.start).verb.map(|verb| verb.class);
    let is_loose = matches!(candidate.shape, Shape::After | Shape::Adverbial | Shape::Tagged);
    let first = facts.reading.word(candidate.tokens.start);
    let asks = matches!(first, "whether" | "if" | "how" | "why" | "what" | "who" | "when" | "where" | "which");
    let is_after = candidate.tokens.start > candidate.cue.start;
    is_loose && class == Some(CueClass::Ask) && is_after && !asks
}

/// The row of "said" in the lexicon.
const SAY: u16 = 0;
