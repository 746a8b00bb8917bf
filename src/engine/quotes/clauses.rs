//! Stretches that may be reported speech: a verb or phrase of saying and the clause beside it. Loose on purpose; a
//! trained filter decides.

use super::cues::CueClass;
use super::dateline;
use super::lexicon::{self as lex, Facts, VerbForm};
use super::narrator;
use super::phrases::{is_act, subject_before};
use super::tagged;
use super::tags::Tags;
use std::ops::Range;

/// How a clause stands to its cue.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// "said the bridge was closed"
    After,
    /// "said that the bridge was closed"
    That,
    /// "told reporters the bridge was closed"
    Told,
    /// "said on Monday he was leaving"
    Adverbial,
    /// "said: the bridge is closed"
    Colon,
    /// "The bridge is closed, officials said"
    Before,
    /// "The bridge, officials said, is closed": what goes on after
    Resumed,
    /// "According to police, the bridge is closed"
    AccordingFirst,
    /// "The bridge is closed, according to police"
    AccordingLast,
    /// Where the tags see reported speech, beside no rule's clause
    Tagged,
}

/// Who proposed a clause, one bit each.
pub mod proposer {
    /// A rule of this module.
    pub const RULE: u8 = 1;
    /// The tags' best labels: speech.
    pub const SPEECH: u8 = 2;
    /// The tags' best labels: an attitude.
    pub const ATTITUDE: u8 = 4;
    /// A run of words that are rather speech than not.
    pub const RUN: u8 = 8;
    /// One edge from a rule, the other from the tags.
    pub const BOTH: u8 = 16;
}

/// A stretch that may be reported speech.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// The tokens of its cue.
    pub cue: Range<usize>,
    /// Who says it, as the grammar nearby has it.
    pub subject: Option<Range<usize>>,
    /// How it stands to its cue.
    pub shape: Shape,
    /// Who proposed it: bits of [`proposer`].
    pub by: u8,
}

/// All candidates of the article, by sentence.
pub fn find(facts: &Facts, tags: &Tags) -> Vec<Candidate> {
    let mut all = Vec::new();
    for sentence in &facts.reading.sentences {
        let range = sentence.tokens.clone();
        if range.len() < 4 || facts.reading.is_excluded(sentence.span.start()) {
            continue;
        }
        if range.clone().all(|index| facts.at(index).in_marks || !facts.at(index).is_word) {
            continue;
        }
        let range = dateline::past(facts, range);
        let begun = all.len();
        in_sentence(facts, range.clone(), &mut all);
        tagged::propose(facts, tags, range, begun, &mut all);
        let mut new = all.split_off(begun);
        new.retain_mut(|candidate| is_one_clause(facts, candidate));
        new.iter_mut().for_each(|candidate| {
            candidate.tokens = with_whole_marks(facts, &candidate.tokens);
            candidate.tokens.end = narrator::takes_over(facts, candidate);
        });
        all.append(&mut new);
    }
    all
}

/// Leaves the words of quotes out that speak for themselves; whether a clause is left.
fn is_one_clause(facts: &Facts, candidate: &mut Candidate) -> bool {
    let Range { mut start, end } = candidate.tokens;
    // "Note that the ministers …, she said"
    let is_asked = facts.at(start).verb.is_some_and(|verb| verb.form == VerbForm::Base);
    if is_asked && start == facts.sentence_of(start).start && facts.reading.word(start + 1) == "that" {
        start += 1;
    }
    // "took to the stage to clarify that …"
    let is_led = facts.reading.word(start) == "to" && facts.at(start + 1).verb.is_some();
    if is_led && start + 3 < end && facts.reading.word(start + 2) == "that" {
        start += 2;
    }
    while start < end && (facts.reading.word(start) == "that" || matches!(facts.at(start).mark, ',' | ':')) {
        start += 1;
    }
    candidate.tokens.start = start;
    let opens = |index: usize| facts.at(index).in_marks && !facts.at(index - 1).in_marks;
    if facts.at(start).in_marks {
        // “…,” and what the narrator goes on with.
        let close = (start..end).find(|&index| !facts.at(index).in_marks);
        if close.is_some_and(|close| facts.at(close).is_word && is_whole(facts, start..close)) {
            return false;
        }
    }
    for index in (start + 1..end).filter(|&index| opens(index)) {
        let first = facts.at(first_word(facts, index));
        let is_own = match facts.at(index - 1).mark {
            ':' => true,
            ',' if goes_on_in_marks(facts, candidate, index) => return false,
            // "As for the rest, “I write it off,” he said"
            ',' => first.is_capital && (candidate.shape != Shape::Before || !facts.has_finite_verb(start..index)),
            '(' | '—' | '–' | '-' => first.is_capital && candidate.shape == Shape::Before,
            // "… in Halden, N.Y. “We will …”"
            '.' => first.is_capital,
            _ => facts.reading.word(index - 1).ends_with('.') && first.is_capital,
        };
        if is_own && candidate.shape == Shape::Before {
            return false;
        }
        if is_own {
            candidate.tokens.end = index - 1;
            break;
        }
    }
    candidate.tokens.len() >= 2
}

/// "“…,” Roth said in March, “but …”": the marked words go on and are no clause with what stands between.
fn goes_on_in_marks(facts: &Facts, candidate: &Candidate, opens: usize) -> bool {
    let cue = candidate.cue.start;
    let subject = candidate.subject.as_ref().filter(|subject| subject.end <= cue && cue < subject.end + 6);
    let closes = |index: usize| facts.before(index).in_marks;
    cue < candidate.tokens.start
        && (cue..opens).all(|index| !facts.at(index).in_marks)
        && (closes(cue) || subject.is_some_and(|subject| closes(subject.start)))
}

/// The first word of a marked stretch.
fn first_word(facts: &Facts, opens: usize) -> usize {
    (opens..opens + 4).find(|&index| facts.at(index).is_word).unwrap_or(opens + 1)
}

/// Whether a marked stretch says something by itself: its words end in a stop and are no name ("“Winter Light,” her film").
fn is_whole(facts: &Facts, marked: Range<usize>) -> bool {
    let last = marked.clone().rev().take(4).find(|&index| !matches!(facts.at(index).mark, '”' | '"' | '\'' | '’'));
    let is_stop = last.is_some_and(|last| matches!(facts.at(last).mark, ',' | '.' | '!' | '?'));
    let mut words = marked.take(LONGEST_NAME).filter(|&index| facts.at(index).is_word);
    is_stop && words.clone().nth(1).is_some() && words.any(|index| !facts.at(index).is_capital)
}

/// A marked stretch of so many tokens is no name.
const LONGEST_NAME: usize = 12;

/// How far marked words are followed into other sentences, in tokens.
const LONGEST_MARKED: usize = 400;

/// Marks that begin in a clause and go on after its sentence belong to it.
fn with_whole_marks(facts: &Facts, tokens: &Range<usize>) -> Range<usize> {
    let Range { start, mut end } = *tokens;
    let is_sentence_end = end + 1 >= facts.sentence_of(end - 1).end;
    let goes_on = |index: usize| facts.at(index).in_marks && !facts.at(index).opens_marks;
    if is_sentence_end && facts.at(end - 1).in_marks && !facts.at(start).in_marks {
        while goes_on(end) && end < start + LONGEST_MARKED {
            end += 1;
        }
    }
    start..end
}

/// Whether a token stands in a sentence of the first paragraph that ends without a stop.
pub(super) fn is_in_headline(facts: &Facts, token: usize) -> bool {
    let last = facts.sentence_of(token).end.saturating_sub(1);
    facts.paragraph(token) == 0 && (facts.at(last).is_word || facts.at(last).in_marks && facts.before(last).is_word)
}

fn in_sentence(facts: &Facts, range: Range<usize>, all: &mut Vec<Candidate>) {
    let begun = all.len();
    let mut index = range.start;
    while index < range.end {
        let fact = facts.at(index);
        let word = facts.reading.word(index);
        if word.eq_ignore_ascii_case("according") && facts.reading.word(index + 1) == "to" && !fact.in_marks {
            according(facts, index, &range, all);
            index += 2;
            continue;
        }
        let Some(verb) = fact.verb.filter(|_| !fact.in_marks) else {
            index += 1;
            continue;
        };
        let previous = all.get(begun..).and_then(|new| new.last()).cloned();
        let was_before = verb.form != VerbForm::Participle
            && verb.class != CueClass::Stance
            && before(facts, index, &range, begun, all);
        if !was_before {
            after(facts, index, &range, previous.as_ref(), all);
        }
        index += 1;
    }
}

fn push(
    all: &mut Vec<Candidate>,
    tokens: Range<usize>,
    cue: Range<usize>,
    subject: Option<Range<usize>>,
    shape: Shape,
) {
    if tokens.len() >= 2 {
        all.push(Candidate { tokens, cue, subject, shape, by: proposer::RULE });
    }
}

/// Where a sentence ends but for its stops (marks of quotation stay when the words inside are marked).
fn content_end(facts: &Facts, range: &Range<usize>) -> usize {
    let mut end = range.end;
    while end > range.start {
        let last = facts.at(end - 1);
        let closes = matches!(last.mark, '.' | '!' | '?' | '…' | '”' | '"' | '’' | ')');
        if !closes || last.in_marks {
            break;
        }
        end -= 1;
    }
    end
}

/// The longest clause in tokens: beyond it a text is no prose, and time must stay linear.
const LONGEST_CLAUSE: usize = 250;

/// Where a clause that begins at `start` ends: at the sentence's end or where the narrator takes over.
fn clause_end(facts: &Facts, start: usize, range: &Range<usize>) -> usize {
    let end = content_end(facts, range).min(start + LONGEST_CLAUSE);
    let is_saying = |token: usize| {
        facts.at(token).verb.is_some_and(|verb| verb.class != CueClass::Stance) && !facts.at(token).in_marks
    };
    for index in start + 3..end.saturating_sub(2).max(start + 3) {
        let fact = facts.at(index);
        if fact.in_marks || index >= end {
            continue;
        }
        if let Some(end) = own_quote(facts, start, index) {
            return end;
        }
        let next = facts.at(index + 1);
        let next_word = facts.reading.word(index + 1);
        let here = facts.reading.word(index);
        if fact.mark == ',' {
            let participle = next.verb.is_some_and(|verb| verb.form == VerbForm::Participle);
            if participle
                || next_word == "according"
                || matches!(next_word, "referring" | "citing" | "pointing" | "calling")
            {
                return index;
            }
            let narrator = (index + 1..(index + 9).min(range.end)).any(is_saying);
            if matches!(next_word, "but" | "while" | "although" | "though" | "and") && index - start > 4 && narrator {
                return index;
            }
        } else if fact.mark == ';' && index - start > 4
            || here == "and" && next.verb.is_some_and(|v| v.form == VerbForm::Past && v.class != CueClass::Stance)
        {
            return index;
        }
    }
    end
}

/// Where a clause ends when the verb of saying at `verb` introduces a marked quote of its own: "said …, and added: “…”".
fn own_quote(facts: &Facts, start: usize, verb: usize) -> Option<usize> {
    let class = facts.at(verb).verb?.class;
    let gap = usize::from(matches!(facts.at(verb + 1).mark, ',' | ':'));
    if class == CueClass::Stance || !facts.at(verb + 1 + gap).in_marks {
        return None;
    }
    let mut end = subject_before(facts, verb, start).map_or(verb, |subject| subject.start);
    let joins = |index: usize| {
        facts.at(index).is(lex::CONJUNCTION) || matches!(facts.at(index).mark, ',' | ';' | '—' | '–' | '-')
    };
    while end > start && joins(end - 1) {
        end -= 1;
    }
    Some(end)
}

fn according(facts: &Facts, at: usize, range: &Range<usize>, all: &mut Vec<Candidate>) {
    let subject = phrase_after(facts, at + 2, range.end);
    if at <= range.start + 2 {
        let commas: Vec<usize> = (at + 2..range.end)
            .filter(|&index| facts.at(index).mark == ',' && !facts.at(index).in_marks)
            .take(3)
            .collect();
        if let Some(&first) = commas.first() {
            let second = commas
                .get(1)
                .copied()
                .filter(|&second| second - first < 14 && !facts.has_finite_verb(first + 1..second));
            let start = second.unwrap_or(first) + 1;
            push(all, start..clause_end(facts, start, range), at..at + 2, subject, Shape::AccordingFirst);
        }
    } else if at > range.start + 3 && at < range.start + LONGEST_CLAUSE {
        let mut end = at;
        while end > range.start && matches!(facts.at(end - 1).mark, ',' | '—' | '–') {
            end -= 1;
        }
        push(all, range.start..end, at..at + 2, subject, Shape::AccordingLast);
    }
}

/// The noun phrase that begins here: up to the next mark, preposition of time or clause.
pub(super) fn phrase_after(facts: &Facts, start: usize, limit: usize) -> Option<Range<usize>> {
    let mut end = start;
    while end < limit && end - start < 12 {
        let fact = facts.at(end);
        let word = facts.reading.word(end);
        let joins = matches!(word, "'s" | "’s" | "-" | "&" | ".") && end > start;
        if !fact.is_word && !joins {
            break;
        }
        let stops =
            matches!(word, "that" | "on" | "during" | "after" | "who" | "which" | "about" | "before" | "as" | "when");
        if end > start
            && !joins
            && (stops
                || fact.is(lex::AUXILIARY)
                || end > start + 1 && is_act(facts, end, limit)
                || fact.is(lex::PRONOUN) && !fact.is(lex::DETERMINER))
        {
            break;
        }
        end += 1;
    }
    while end > start && !facts.at(end - 1).is_word {
        end -= 1;
    }
    (end > start).then_some(start..end)
}

/// "CLAUSE, X said" and "CLAUSE, said X"; what follows after another comma is the same speaker's.
fn before(facts: &Facts, verb: usize, range: &Range<usize>, begun: usize, all: &mut Vec<Candidate>) -> bool {
    let next = facts.at(verb + 1);
    let ends_here = verb + 1 >= range.end
        || matches!(next.mark, '.' | ',' | '—' | '–' | ';' | '!' | '?' | ')')
        || next.is(lex::ADVERBIAL)
        || next.is(lex::DAY);
    let form = facts.at(verb).verb.map(|verb| verb.form);
    let told = facts.at(verb).verb.is_some_and(|verb| verb.class == CueClass::Tell)
        && !(verb + 1..(verb + 10).min(range.end)).any(|index| facts.reading.word(index) == "that");
    let subject = subject_before(facts, verb, range.start);
    let closes = |index: usize| facts.at(index).in_marks && !facts.at(index + 1).in_marks;
    let pause = |index: usize| matches!(facts.at(index).mark, ',' | '—' | '–' | '”' | '"') || closes(index);
    let is_tell = facts.at(verb).verb.is_some_and(|verb| verb.class == CueClass::Tell);
    let found = match subject {
        Some(subject) if subject.start > range.start + 2 && pause(subject.start - 1) && (ends_here || told) => {
            Some((subject.start - 1, subject))
        }
        // "The headmaster, Tom Hale, told the council …": who is told stands there, not who tells.
        _ if is_tell => None,
        _ if verb > range.start + 3 && pause(verb - 1) && form != Some(VerbForm::Base) => {
            // "X, who lives there, said he …" goes on; only "…, said he." turns back.
            let is_lone = next.is(lex::PRONOUN) && !next.is(lex::DETERMINER) && !facts.at(verb + 2).is_word;
            let is_that = facts.reading.word(verb + 1) == "that";
            // "…, says comedian Ana Roth"
            let is_titled = next.is_word
                && !next.is(lex::PREPOSITION)
                && (verb + 2..verb + 5).any(|index| facts.at(index).is_capital)
                && (verb + 1..verb + 5)
                    .take_while(|&index| !facts.at(index).is_capital)
                    .all(|index| facts.at(index).is_word && facts.at(index).classes == 0);
            let opens =
                next.is_capital || next.is(lex::DETERMINER) && !is_that || is_lone || next.is(lex::PEOPLE) || is_titled;
            let phrase = opens.then(|| phrase_after(facts, verb + 1, range.end)).flatten();
            // "…, said the government was ready": a verb behind the phrase makes it the clause's subject.
            let goes_on = |subject: &Range<usize>| {
                let next = facts.at(subject.end);
                let is_verb = next.verb.is_some_and(|verb| verb.form != VerbForm::Participle);
                subject.end < range.end && (next.is(lex::AUXILIARY) || next.is(lex::FINITE) || is_verb)
            };
            phrase.filter(|subject| !goes_on(subject)).map(|subject| (verb - 1, subject))
        }
        _ => None,
    };
    let Some((pause_at, subject)) = found else { return false };
    let recent = all.get(begun.max(all.len().saturating_sub(8))..).unwrap_or_default();
    let taken = recent.iter().filter(|old| old.tokens.end <= pause_at);
    let start = taken.map(|old| old.tokens.end).max().unwrap_or(range.start);
    let mut start = start.max(range.start).max(pause_at.saturating_sub(LONGEST_CLAUSE));
    while start < pause_at && !facts.at(start).is_word && !facts.at(start).in_marks {
        start += 1;
    }
    let mut end = pause_at;
    while end > start && matches!(facts.at(end - 1).mark, ',' | '—' | '–') && !facts.at(end - 1).in_marks {
        end -= 1;
    }
    push(all, start..end.max(start), verb..verb + 1, Some(subject.clone()), Shape::Before);
    let comma = (verb + 1..(verb + 12).min(range.end)).find(|&index| facts.at(index).mark == ',');
    if let Some(comma) = comma {
        let word = facts.reading.word(comma + 1);
        let is_participle = facts.at(comma + 1).verb.is_some_and(|verb| verb.form == VerbForm::Participle);
        if comma + 4 < range.end && !is_participle && !matches!(word, "who" | "which" | "according") {
            let end = clause_end(facts, comma + 1, range);
            push(all, comma + 1..end.max(comma + 1), verb..verb + 1, Some(subject), Shape::Resumed);
        }
    }
    true
}

/// "X said (that) CLAUSE", "X told Y (that) CLAUSE".
fn after(facts: &Facts, verb: usize, range: &Range<usize>, previous: Option<&Candidate>, all: &mut Vec<Candidate>) {
    let Some(class) = facts.at(verb).verb.map(|verb| verb.class) else { return };
    let mut start = verb + 1;
    // "pointed out", "were ordered to: “…”"
    let is_led = facts.reading.word(start) == "to" && facts.at(start + 1).mark == ':';
    if facts.reading.word(start) == "out" || is_led {
        start += 1;
    }
    let Some((start, shape)) = clause_start(facts, start, class, range) else { return };
    let end = clause_end(facts, start, range);
    if end < start + 2 {
        return;
    }
    let is_participle = facts.at(verb).verb.is_some_and(|verb| verb.form == VerbForm::Participle);
    let own = if is_participle { None } else { subject_before(facts, verb, range.start) };
    // "…, adding that": the subject of the verb before it in the sentence.
    let subject =
        own.or_else(|| previous.and_then(|old| old.subject.clone())).or_else(|| first_subject(facts, range, verb));
    push(all, start..end, verb..start.max(verb + 1), subject, shape);
}

/// The subject of the sentence's first verb.
fn first_subject(facts: &Facts, range: &Range<usize>, before: usize) -> Option<Range<usize>> {
    let is_verb = |index: &usize| {
        let fact = facts.at(*index);
        fact.is(lex::AUXILIARY) || fact.is(lex::FINITE) || fact.verb.is_some_and(|verb| verb.form == VerbForm::Past)
    };
    let first = (range.start + 1..before).take(60).find(is_verb)?;
    subject_before(facts, first, range.start)
}

/// Where the clause after a verb of saying begins, over "that", an addressee or an adverbial.
fn clause_start(facts: &Facts, start: usize, class: CueClass, range: &Range<usize>) -> Option<(usize, Shape)> {
    let limit = range.end.min(start + 15);
    let that = (start..limit)
        .take_while(|&index| !matches!(facts.at(index).mark, ';' | ':') && !facts.at(index).in_marks)
        .find(|&index| facts.reading.word(index) == "that" && index + 1 < range.end);
    let next = facts.at(start);
    if let Some(that) = that {
        let turns = matches!(facts.reading.word(start), "however" | "though" | "too" | "also" | "then" | "instead");
        let adverbial = next.is(lex::ADVERBIAL) || next.is(lex::DAY) || next.mark == ',' || turns;
        if that == start || class == CueClass::Tell || adverbial && !facts.has_finite_verb(start..that) {
            return Some((that + 1, Shape::That));
        }
    }
    if class == CueClass::Tell {
        return told_start(facts, start, range.end).map(|start| (start, Shape::Told));
    }
    if next.mark == ':' {
        return (start + 3 < range.end).then_some((start + 1, Shape::Colon));
    }
    if !next.is_word && !next.in_marks {
        return None;
    }
    // "said Monday he would go", not "said Monday's vote was void"
    let is_day = next.is(lex::DAY) && facts.at(start + 1).sort != lex::POSSESSIVE;
    if is_day || next.is(lex::ADVERBIAL) && !matches!(facts.reading.word(start), "as" | "when" | "about") {
        let is_start = |index: &usize| {
            facts.at(*index).is(lex::PRONOUN) && !facts.at(*index).is(lex::DETERMINER)
                || *index > start + 1 && facts.at(*index).is(lex::DETERMINER) && facts.at(*index - 1).is(lex::DAY)
        };
        if let Some(found) = (start + 1..range.end.min(start + 10)).find(is_start) {
            return Some((found, Shape::Adverbial));
        }
        return (is_day && facts.at(start + 1).is_word).then_some((start + 1, Shape::Adverbial));
    }
    if next.is(lex::PREPOSITION) && facts.reading.word(start) != "for" || facts.reading.word(start) == "to" {
        return None;
    }
    Some((start, Shape::After))
}

/// Where the clause after "told Y" begins.
fn told_start(facts: &Facts, start: usize, limit: usize) -> Option<usize> {
    let mut end = start;
    if facts.at(start).is(lex::ADDRESSEE) && !facts.at(start).is_capital {
        end += 1;
    } else {
        while end < limit && end - start < 8 {
            let fact = facts.at(end);
            let word = facts.reading.word(end);
            // "told Sund TV the claims were false": an article behind the name opens the clause.
            let opens_name = fact.is(lex::DETERMINER) && (end == start || facts.reading.word(end - 1) == "of");
            let in_name = fact.is_capital || opens_name || matches!(word, "'s" | "’s" | "of" | "-" | "&");
            if !in_name {
                break;
            }
            end += 1;
        }
        if end == start || facts.at(end - 1).is(lex::DETERMINER) {
            end += 1;
        }
    }
    while end + 1 < limit
        && matches!(facts.reading.word(end), "on" | "in" | "during" | "at")
        && facts.at(end + 1).is_capital
    {
        end += 2;
    }
    while end < limit && facts.at(end).is(lex::DAY) {
        end += 1;
    }
    let fact = facts.at(end);
    let opens = fact.is(lex::DETERMINER)
        || fact.is(lex::PRONOUN)
        || fact.is_capital
        || fact.is(lex::PEOPLE)
        || matches!(facts.reading.word(end), "how" | "what" | "if" | "there" | "why" | "whether");
    (end < limit && opens).then_some(end)
}
