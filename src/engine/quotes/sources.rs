//! Everybody in the article who may be a speaker: names, pronouns, noun phrases, subjects of verbs of saying; each with
//! the verb of saying beside it, if there is one.

use super::cues::CueClass;
use super::lexicon::{self as lex, Fact, Facts, VerbForm};
use super::phrases::{bare_start, noun_phrase_end, subject_before, with_place};
use super::subjects;
use super::ties::{Tie, is_title_word, left_verb, right_verb, verb_from};
use crate::engine::learn::hash;
use crate::engine::names::Names;
use crate::model::EntityKind;
use std::ops::Range;

/// What sort of words a source is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Sort {
    /// A name the names room found.
    Name,
    /// "she", "who", "others".
    Pronoun,
    /// "a Pentagon spokesman", "Kurdish officials".
    Noun,
    /// Anything else that stands as subject before a verb of saying.
    Subject,
}

/// A possible speaker.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// What sort of words it is.
    pub sort: Sort,
    /// The verb of saying after it.
    pub right: Option<(usize, Tie)>,
    /// The verb of saying (or "according") before it.
    pub left: Option<(usize, Tie)>,
    /// Whether a colon follows.
    pub colon: bool,
    /// What sort of thing a name names.
    pub kind: Option<EntityKind>,
    /// What the words around make of it.
    pub role: Role,
    /// Whether a finite verb follows.
    pub acts: bool,
}

/// What the words around a source make of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// Stands for itself.
    Own,
    /// "Roth's": owns what follows.
    Owner,
    /// "Harbour University economist Ana Roth": part of another's title.
    Title,
    /// "a spokesman for the Harbour Union": inside a longer source.
    Inside,
    /// A line of its own below a quote: "– Ana Roth"
    SignOff,
}

/// All sources, in text order.
pub fn find(facts: &Facts, names: &Names) -> Vec<Source> {
    find_near(facts, names, |_| true)
}

/// Those of some paragraphs, and all names.
pub fn find_near(facts: &Facts, names: &Names, is_near: impl Fn(u32) -> bool) -> Vec<Source> {
    let mut finder = Finder::new(facts, names);
    for sentence in facts.reading.sentences.iter().filter(|sentence| is_near(sentence.paragraph)) {
        finder.read(sentence.tokens.clone());
    }
    finder.reach(facts.all.len());
    let Finder { mut found, named, mut verbs, .. } = finder;
    join_lists(facts, &mut found);
    verbs.sort_by_key(|(place, _)| *place);
    let tied = |(place, sort): (Place, Sort)| {
        let source = tied(facts, place.0..place.1, sort, named.kind(place));
        // Of several the one found last.
        let over = verbs.partition_point(|(other, _)| *other <= place).checked_sub(1).and_then(|at| verbs.get(at));
        let over = over.filter(|(other, _)| *other == place).map(|&(_, verb)| (verb, Tie::Apposition));
        Source { right: source.right.or(over), ..source }
    };
    let mut sources: Vec<Source> = found.all.into_iter().map(tied).collect();
    for index in 0..sources.len() {
        sources[index].role = role(facts, &sources, index);
    }
    sources
}

/// First token and end.
type Place = (usize, usize);

/// The names, in text order.
#[derive(Default)]
struct Named {
    places: Vec<Place>,
    /// What sort of thing each names.
    kinds: Vec<Option<EntityKind>>,
}

impl Named {
    fn kind(&self, place: Place) -> Option<EntityKind> {
        self.places.binary_search(&place).ok().and_then(|at| self.kinds.get(at).copied().flatten())
    }
}

/// What is found so far, in text order. All that is added belongs near the end.
#[derive(Default)]
struct Found {
    all: Vec<(Place, Sort)>,
}

impl Found {
    /// How many come before a place.
    fn before(&self, place: Place) -> usize {
        self.all.partition_point(|(other, _)| *other < place)
    }

    /// Adds a place, if it is not there.
    fn add(&mut self, place: Place, sort: Sort) {
        let at = self.before(place);
        if self.all.get(at).is_none_or(|(other, _)| *other != place) {
            self.all.insert(at, (place, sort));
        }
    }

    /// Whether one of the last three that begin at a token or before it holds it.
    fn covers(&self, token: usize) -> bool {
        let begun = self.before((token + 1, 0));
        self.all[..begun].iter().rev().take(3).any(|&((start, end), _)| start <= token && token < end)
    }
}

/// What is found so far.
struct Finder<'f, 'r, 'a> {
    facts: &'f Facts<'r, 'a>,
    found: Found,
    named: Named,
    /// The names and what they own, the next ones last, until they are reached.
    ahead: Vec<(Place, Sort)>,
    /// Whether each token is part of a name.
    in_name: Vec<bool>,
    /// The verb of saying of a whole subject, which a relative clause may part from it.
    verbs: Vec<(Place, usize)>,
}

impl<'f, 'r, 'a> Finder<'f, 'r, 'a> {
    /// Names, and what they own.
    fn new(facts: &'f Facts<'r, 'a>, names: &Names) -> Self {
        let mut named = Named::default();
        for mention in &names.mentions {
            let tokens = facts.reading.tokens_in(mention.span);
            let kind = names.entities.get(mention.entity.number as usize - 1).map(|entity| entity.kind);
            // "Continued Roth: …" with its verb in front
            let is_verb = facts.at(tokens.start).verb.is_some_and(|verb| verb.form == VerbForm::Past);
            let start = if is_verb && tokens.len() > 1 { tokens.start + 1 } else { tokens.start };
            let end = past_initial(facts, &tokens);
            if !tokens.is_empty() {
                named.places.push((start, end));
                named.kinds.push(kind);
            }
        }
        let mut in_name = vec![false; facts.all.len()];
        let mut ahead = Vec::with_capacity(named.places.len());
        for &(start, end) in named.places.iter().rev() {
            in_name.get_mut(start..end).unwrap_or_default().fill(true);
            let owned = owned_end(facts, end)
                .filter(|owned| named.places.binary_search_by_key(owned, |&(_, end)| end).is_err());
            ahead.extend(owned.map(|owned| ((start, owned), Sort::Noun)));
            ahead.push(((start, end), Sort::Name));
        }
        Self { facts, found: Found::default(), named, ahead, in_name, verbs: Vec::new() }
    }

    fn add(&mut self, tokens: Range<usize>, sort: Sort) {
        // What is a name is one first.
        self.reach(tokens.start);
        self.found.add((tokens.start, tokens.end), sort);
    }

    /// Adds the names that begin up to a token.
    fn reach(&mut self, token: usize) {
        while let Some((place, sort)) = self.ahead.pop_if(|(place, _)| place.0 <= token) {
            self.found.add(place, sort);
        }
    }

    fn is_named(&self, token: usize) -> bool {
        self.in_name.get(token).copied().unwrap_or(false)
    }

    /// Reads a sentence.
    fn read(&mut self, sentence: Range<usize>) {
        let facts = self.facts;
        let mut index = sentence.start;
        while index < sentence.end {
            if is_plain(facts.at(index)) {
                index += 1;
                continue;
            }
            self.reach(index);
            if let Some(end) = self.read_phrase(index, &sentence) {
                index = end;
                continue;
            }
            if let Some(end) = capital_run(facts, index, &sentence)
                && (!(index..end).any(|token| self.is_named(token)) || is_longer(&self.named.places, index, end))
            {
                self.add(index..end, Sort::Subject);
            }
            self.read_subject(index, sentence.start);
            if facts.at(index).is_according()
                && let Some(phrase) = super::clauses::phrase_after(facts, index + 2, sentence.end)
                && !is_titled(facts, &self.named, &phrase)
            {
                self.add(phrase, Sort::Subject);
            }
            index += 1;
        }
    }

    /// A pronoun, a phrase after a determiner or a bare noun for people; where a phrase ends that is to be read no further.
    fn read_phrase(&mut self, index: usize, sentence: &Range<usize>) -> Option<usize> {
        let facts = self.facts;
        let fact = facts.at(index);
        let is_named = self.is_named(index);
        let is_subject = fact.is(lex::PRONOUN) && is_subject_pronoun(facts, index);
        if !is_named && (is_subject || is_relative(facts, index, sentence.end)) {
            self.add(index..index + 1, Sort::Pronoun);
        } else if fact.is(lex::DETERMINER) && fact.is_word && !is_named && !joins_clauses(facts, index) {
            let end = before_put(facts, noun_phrase_end(facts, index, sentence.end));
            let end = self.before_next_person(index, end);
            if end > index + 1 {
                if !self.is_somebody(index + 1, end) {
                    self.add_with_place(index..end, sentence.end);
                }
                return Some(end);
            }
        } else if fact.is(lex::PEOPLE)
            && (!fact.is_capital || index == sentence.start && !is_named)
            && !self.found.covers(index)
        {
            self.add_with_place(bare_start(facts, index, sentence.start)..index + 1, sentence.end);
        }
        None
    }

    /// "a meeting with the editors of the Harbour Post Roth said": a phrase does not go over from one name to a person's.
    fn before_next_person(&self, start: usize, end: usize) -> usize {
        let first = self.named.places.partition_point(|&(begins, _)| begins <= start);
        let inside = self.named.places[first..].iter().take_while(|&&(begins, _)| begins < end);
        let is_person = |name: &&Place| self.named.kind(**name) == Some(EntityKind::Person);
        let follows = |name: &&Place| self.is_named(name.0 - 1);
        inside.filter(is_person).find(follows).map_or(end, |&(begins, _)| begins)
    }

    /// "one Ana Roth": a person's name behind a determiner stands for itself.
    fn is_somebody(&self, start: usize, end: usize) -> bool {
        self.named.kind((start, end)) == Some(EntityKind::Person)
    }

    fn add_with_place(&mut self, phrase: Range<usize>, limit: usize) {
        let longer = with_place(self.facts, &self.named.places, phrase.end, limit);
        self.add(phrase.clone(), Sort::Noun);
        if let Some(longer) = longer {
            self.add(phrase.start..longer, Sort::Noun);
        }
    }

    /// The subject of a verb of saying.
    fn read_subject(&mut self, index: usize, limit: usize) {
        let fact = self.facts.at(index);
        let says = fact.verb.is_some_and(|verb| verb.class != CueClass::Stance) && !fact.in_marks;
        let Some(subject) = says.then(|| subject_before(self.facts, index, limit)).flatten() else { return };
        let inside = self.found.before((subject.start, 0))..self.found.before((subject.end, 0));
        let is_known = self.found.all[inside].iter().any(|&((_, end), _)| end == subject.end);
        if !is_known && subject.len() <= 9 {
            self.add(subject.clone(), Sort::Subject);
        }
        if let Some(whole) = subjects::whole(self.facts, subject.end, limit)
            && !is_titled(self.facts, &self.named, &whole)
        {
            self.verbs.push(((whole.start, whole.end), index));
            self.add(whole, Sort::Noun);
        }
    }
}

const PUT: u32 = hash::of_ascii("put");
const PUTS: u32 = hash::of_ascii("puts");

/// Where a phrase ends that runs into its verb: "as the Harbour Post put it".
fn before_put(facts: &Facts, end: usize) -> usize {
    let last = end.saturating_sub(1);
    let is_put = matches!(facts.at(last).lower, PUT | PUTS) && facts.reading.word(end) == "it";
    if is_put { last } else { end }
}

/// Whether nothing can begin at a word, nor anybody say anything by it.
fn is_plain(fact: &Fact) -> bool {
    let opens = fact.is(lex::PRONOUN | lex::DETERMINER | lex::PEOPLE) || fact.is_capital || is_relative_word(fact);
    !opens && fact.verb.is_none() && !fact.is_according()
}

/// "which", "that"
fn is_relative_word(fact: &Fact) -> bool {
    const WORDS: [u32; 2] = [hash::of_ascii("which"), hash::of_ascii("that")];
    WORDS.contains(&fact.lower)
}

/// The end of a name that stops at its initial: "Peter T" of "Peter T. Hale".
fn past_initial(facts: &Facts, tokens: &Range<usize>) -> usize {
    let end = tokens.end;
    let limit = facts.sentence_of(tokens.start).end;
    let is_initial = tokens.len() > 1 && facts.reading.word(end - 1).chars().count() == 1 && facts.at(end).mark == '.';
    let is_name = |token: usize| token < limit && facts.at(token).is_word && facts.at(token).is_capital;
    if is_initial && is_name(end + 1) { end + 2 } else { end }
}

/// Where what a name owns ends: "Roth’s campaign".
fn owned_end(facts: &Facts, end: usize) -> Option<usize> {
    let next = facts.beside(end, end.saturating_sub(1));
    let limit = facts.sentence_of(end.saturating_sub(1)).end;
    if next.sort != lex::POSSESSIVE || next.in_marks || end + 1 >= limit {
        return None;
    }
    let owned = noun_phrase_end(facts, end, limit);
    (owned > end + 1).then_some(owned)
}

/// Whether all of a subject before the name at its end is that name's title, or all behind the one that opens it tells
/// where: the name alone speaks.
fn is_titled(facts: &Facts, names: &Named, whole: &Range<usize>) -> bool {
    let named = &names.places;
    // "85 % of Democrats" are not all Democrats.
    let is_number = facts.reading.word(whole.start).starts_with(|c: char| c.is_ascii_digit());
    let is_one_name = named.binary_search(&(whole.start + 1, whole.end)).is_ok();
    if (is_number || facts.at(whole.start).is(lex::QUANTITY)) && !is_one_name {
        return false;
    }
    let opener = named.partition_point(|&(start, _)| start < whole.start);
    let opener = named.get(opener).filter(|&&(start, end)| start < whole.start + 3 && end < whole.end);
    let goes_on = |end: usize| facts.at(end).sort == lex::POSSESSIVE || facts.reading.word(end) == "and";
    if opener.is_some_and(|name| names.kind(*name) == Some(EntityKind::Person) && !goes_on(name.1)) {
        return true;
    }
    let next = named.partition_point(|&(_, end)| end < whole.end);
    let name = named.get(next).filter(|&&(start, end)| end == whole.end && start >= whole.start);
    let is_joint = |token: usize| {
        facts.at(token).is(lex::PREPOSITION | lex::CONJUNCTION) && facts.reading.word(token) != "of"
            || matches!(facts.reading.word(token), "and" | "," | "—")
    };
    name.is_some_and(|&(start, _)| !(whole.start..start).any(is_joint))
}

/// Most members of a list of sources that is a source itself.
const LONGEST_LIST: usize = 4;

/// "Dockers, miners and the union said": what "and" joins before a verb of saying or behind "according to" is one source.
fn join_lists(facts: &Facts, found: &mut Found) {
    /// Nothing ends at a token.
    const NONE: usize = usize::MAX;
    let mut by_end = vec![NONE; facts.all.len() + 1];
    for &((start, end), _) in &found.all {
        by_end[end] = start.min(by_end[end]);
    }
    let mut lists = Vec::new();
    let plurals = (1..facts.all.len()).filter(|&end| facts.at(end).verb.is_some() && facts.before(end).is_word);
    let plurals = plurals
        .filter(|&end| end > 1 && facts.reading.word(end - 2) == "and" && facts.reading.word(end - 1).ends_with('s'));
    let lone: Vec<(usize, usize)> = plurals.map(|end| (end - 1, end)).collect();
    for &(begins, end) in found.all.iter().map(|(place, _)| place).chain(&lone) {
        let next = facts.beside(end, begins);
        let sentence = facts.sentence_of(begins);
        let speaks = matches!(next.mark, ',' | '.') || verb_from(facts, end, sentence.end).is_some();
        let (mut start, mut has_and) = (begins, false);
        for _ in 0..LONGEST_LIST {
            let Some(mut gap) = start.checked_sub(1) else { break };
            if facts.paragraph(gap) != facts.paragraph(end - 1) || facts.at(gap).in_marks {
                break;
            }
            if facts.reading.word(gap) == "and" && !has_and {
                has_and = true;
                gap = gap.saturating_sub(usize::from(facts.before(gap).mark == ','));
            } else if !(has_and && facts.at(gap).mark == ',') {
                break;
            }
            let known = by_end.get(gap).copied().filter(|&start| start != NONE);
            let Some(before) = known.or_else(|| plural_before(facts, gap)) else { break };
            start = before;
        }
        if start < begins && has_and && speaks {
            lists.push((start, end));
        }
    }
    found.all.extend(lists.into_iter().map(|list| (list, Sort::Noun)));
    // Of two at a place the first stands.
    found.all.sort_by_key(|(place, _)| *place);
    found.all.dedup_by_key(|(place, _)| *place);
}

/// A lone plural that ends here, with a comma or nothing before it: the "miners" of a list.
fn plural_before(facts: &Facts, end: usize) -> Option<usize> {
    let start = end.checked_sub(1)?;
    let word = facts.reading.word(start);
    let opens = start == facts.sentence_of(start).start || facts.before(start).mark == ',';
    (opens && word.len() > 3 && word.ends_with('s') && facts.at(start).is_word).then_some(start)
}

/// Whether a run of capitals is a name with more words than its mention has: "Peter T" of "Peter T. Hale".
fn is_longer(named: &[(usize, usize)], start: usize, end: usize) -> bool {
    let next = named.partition_point(|&(_, named_end)| named_end <= start);
    let is_last = named.get(next + 1).is_none_or(|&(after, _)| after >= end);
    is_last && named.get(next).is_some_and(|&(begins, ends)| begins == start && ends < end)
}

/// Longest title between a name and the one it belongs to, in tokens.
const LONGEST_TITLE: usize = 7;

fn role(facts: &Facts, sources: &[Source], index: usize) -> Role {
    let source = &sources[index];
    let end = source.tokens.end;
    let next = facts.beside(end, source.tokens.start);
    if next.sort == lex::POSSESSIVE || matches!(next.mark, '\'' | '’') && !next.in_marks {
        return Role::Owner;
    }
    let is_dash = matches!(facts.before(source.tokens.start).mark, '-' | '–' | '—');
    let line = || facts.paragraph_of(source.tokens.start);
    if is_dash && line().start + 1 == source.tokens.start && line().len() < 14 {
        return Role::SignOff;
    }
    let limit = facts.sentence_of(source.tokens.start).end.min(end + LONGEST_TITLE);
    let title = (end..limit).take_while(|&token| is_title_word(facts, token)).count();
    let mut holders = sources[index + 1..].iter().take(8).take_while(|other| other.tokens.start <= end + title);
    let is_person = |other: &Source| other.sort == Sort::Name && other.kind == Some(EntityKind::Person);
    let is_holder = |other: &Source| other.tokens.start >= end && is_person(other);
    let may_modify = source.sort == Sort::Name || source.kind != Some(EntityKind::Person);
    if may_modify && holders.any(is_holder) {
        return Role::Title;
    }
    let mut around = sources[..index].iter().rev().take(8);
    let is_around = |other: &Source| {
        other.sort == Sort::Noun && other.tokens.start < source.tokens.start && other.tokens.end >= end
    };
    if around.any(is_around) { Role::Inside } else { Role::Own }
}

/// The end of a run of capitals that begins here: a name that the names room may have missed.
fn capital_run(facts: &Facts, start: usize, sentence: &Range<usize>) -> Option<usize> {
    let is_capital = |index: usize| facts.at(index).is_word && facts.at(index).is_capital;
    let is_plain = |index: usize| facts.at(index).classes & !lex::PEOPLE == 0 && facts.at(index).verb.is_none();
    // "Stated Roth:" has its verb in front.
    let goes_on = start > sentence.start && is_capital(start - 1) && is_plain(start - 1);
    let opens = is_capital(start) && is_plain(start) && !goes_on;
    if !opens {
        return None;
    }
    let mut end = start + 1;
    while end < sentence.end && end - start < 8 {
        let is_initial = facts.at(end).mark == '.' && facts.reading.word(end - 1).chars().count() == 1;
        let joins = is_initial || matches!(facts.reading.word(end), "de" | "van" | "von" | "al" | "bin" | "la" | "del");
        if !(is_capital(end) && is_plain(end) || joins && is_capital(end + 1)) {
            break;
        }
        end += 1;
    }
    Some(end)
}

fn is_subject_pronoun(facts: &Facts, index: usize) -> bool {
    // "as Roth put it"
    let is_put = || matches!(facts.before(index).lower, PUT | PUTS) && facts.reading.word(index) == "it";
    if is_put() {
        return false;
    }
    // "many" and "some" before a noun open a noun phrase instead.
    let fact = facts.at(index);
    !fact.is(lex::DETERMINER) || !facts.at(index + 1).is_word || facts.at(index + 1).verb.is_some()
}

/// "which notes", "that said": stands for what is before it.
fn is_relative(facts: &Facts, index: usize, limit: usize) -> bool {
    is_relative_word(facts.at(index)) && verb_from(facts, index + 1, limit).is_some()
}

/// Whether "that" opens a clause ("noted that the four ministers") and no noun phrase ("that minister").
fn joins_clauses(facts: &Facts, index: usize) -> bool {
    let next = (index + 1 < facts.reading.tokens.len()).then(|| facts.at(index + 1));
    facts.reading.word(index) == "that" && next.is_some_and(|next| next.is(lex::DETERMINER) || next.is(lex::PRONOUN))
}

/// The source with the verbs of saying beside it.
fn tied(facts: &Facts, tokens: Range<usize>, sort: Sort, kind: Option<EntityKind>) -> Source {
    let sentence = facts.sentence_of(tokens.start);
    let right = right_verb(facts, tokens.end, sentence.end);
    let left = left_verb(facts, tokens.start, sentence.start, sort);
    let colon = facts.beside(tokens.end, tokens.start).mark == ':';
    let acts = subjects::acts(facts, tokens.end, sentence.end);
    Source { tokens, sort, right, left, colon, kind, role: Role::Own, acts }
}
