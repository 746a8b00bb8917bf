//! Quotes: who said what, with the reason.
//!
//! Marks are paired first; every marked stretch is speech or not by a small classifier. Clauses beside verbs of saying are
//! proposed loosely by rules and kept by another. Who speaks is ranked among all sources near; who that is is resolved
//! to a name. Everything that was close stays on the quote as a candidate with its reason.

mod asides;
mod calibrate;
pub mod clauses;
mod closers;
pub mod cues;
mod dashes;
mod dateline;
mod draft;
mod filter;
mod interview;
mod judge;
mod leads;
mod lexicon;
mod lost;
pub mod marks;
mod model;
mod narrator;
mod persons;
mod phrases;
mod rank;
mod reopened;
mod reports;
mod runners;
mod sources;
mod speech;
mod subjects;
mod tag_features;
mod tagged;
mod tags;
mod ties;
pub mod train;
mod turns;
mod who;

use super::names::Names;
use super::{Reading, rule::Rule};
use crate::model::{Candidate, Form, Id, Quote, Score, Speaker, Tail};
use crate::text::Span;
use cues::CueClass;
pub use draft::draft;
use lexicon::Facts;
pub use lost::mended;
pub use model::{MODELS, Models};
use rank::{Panel, Place};
use runners::{Asked, Table};
use sources::Source;
use speech::{Unit, Words};
use std::ops::Range;
use tags::Tags;

/// This room's rules and models.
pub const RULES: &[Rule] = &[
    Rule {
        id: "quote-marks",
        sentence: "Words in quotation marks that a trained model takes for speech; the speaker is ranked among all sources near.",
        hits: &["[[“The bridge will open in May,”]] the mayor said."],
        misses: &["The film “Winter Light” opens in May."],
    },
    Rule {
        id: "quote-mixed",
        sentence: "A clause beside a verb of saying with some of its words in quotation marks.",
        hits: &["The mayor said [[the plan was “a gift to the rich”]]."],
        misses: &["The mayor crossed the bridge."],
    },
    Rule {
        id: "quote-reported",
        sentence: "A clause beside a verb or phrase of saying, kept by a trained model.",
        hits: &["The minister said that [[the talks would resume on Friday]]."],
        misses: &["The minister wants to resume the talks."],
    },
    Rule {
        id: "quote-dash",
        sentence: "Lines of dialogue that open with a dash, where verbs of saying stand beside several.",
        hits: &["— [[We will go]], Tom Hale said.\n\n— [[Who will pay?]] asked Ana Roth."],
        misses: &["— Two bridges\n\n— A tower, new"],
    },
    Rule {
        id: "quote-transcript",
        sentence: "Lines that open with who speaks and a colon, where at least two take turns.",
        hits: &["ROTH: [[Nobody paid.]]\n\nHALE: [[Who should?]]\n\nROTH: [[The city, of course.]]"],
        misses: &["Name: Ana Roth\n\nAge: 43 years\n\nHome: Harbour Town"],
    },
];

/// Most candidates kept on a quote.
const MOST_CANDIDATES: usize = 9;
/// Less likely candidates are not offered.
const LEAST_SHARE: f64 = 0.005;
/// A speaker below this probability is named as the doubt.
const DOUBT_BELOW: f64 = 0.8;
/// Edges below this probability are, when nothing is weaker: a slip of a word there does less harm.
const EDGES_DOUBT_BELOW: f64 = 0.5;

/// The quotes of the article in text order; `Speaker::entity` refers to `names.entities`.
pub fn find(reading: &Reading, stretches: &[marks::Stretch], names: &Names) -> Vec<Quote> {
    let facts = Facts::new(reading, stretches);
    spoken(&MODELS, &facts, &Tags::read(&facts), stretches, names)
}

/// The same with other models, for training.
pub fn find_with(models: &Models, reading: &Reading, stretches: &[marks::Stretch], names: &Names) -> Vec<Quote> {
    let facts = Facts::new(reading, stretches);
    spoken(models, &facts, &Tags::read_with(&models.tags, &facts), stretches, names)
}

fn spoken(models: &Models, facts: &Facts, tags: &Tags, stretches: &[marks::Stretch], names: &Names) -> Vec<Quote> {
    let units = speech::units(models, facts, tags, stretches);
    let near = rank::within_reach(facts, units.iter().map(|unit| &unit.tokens));
    let sources = sources::find_near(facts, names, |paragraph| near.get(paragraph as usize) == Some(&true));
    let genders = super::names::people::genders(facts.reading, names);
    let context = who::Context { models, facts, sources: &sources, names, genders: &genders };
    let mut panel = Panel::new(facts, tags, &sources);
    let answerer = interview::answerer(facts, &units, &sources, names);
    let asked: Vec<Asked> = units.iter().map(|unit| asked(models, &mut panel, unit, answerer)).collect();
    let table = Table::new(facts, tags, &sources);
    let mut quotes: Vec<Quote> = Vec::new();
    let mut last_speaker = None;
    let mut last: Option<LastMarked> = None;
    let mut halves = Halves::default();
    for (at, unit) in units.iter().enumerate() {
        let ranked = runners::settled(models, &table, &asked, at);
        let Some(quote) = quote_of(&context, unit, &ranked, last_speaker) else { continue };
        if let Some(old) = halves.first_of(facts, unit).and_then(|first| quotes.get_mut(first)) {
            append_clause(old, unit, quote.tail);
            continue;
        }
        let paragraph = facts.paragraph(unit.tokens.start);
        let is_marked = matches!(unit.words, Words::Marked | Words::Dashed);
        if let Some(last) = last.as_ref().filter(|last| is_marked && last.paragraph == paragraph)
            && let Some(old) = quotes.get_mut(last.quote)
            && (speaks_both(old, &quote) || goes_on(facts, old, &quote, &unit.tokens))
        {
            append(facts, old, unit);
            continue;
        }
        last_speaker = quote.speaker.as_ref().and_then(who::entity_of).or(last_speaker);
        halves.note(unit, quotes.len());
        if is_marked {
            last = Some(LastMarked { paragraph, quote: quotes.len() });
        }
        quotes.push(quote);
    }
    quotes
}

fn place_of(unit: &Unit) -> Place {
    let is_reported = matches!(unit.words, Words::Clause { .. });
    let (cue, subject) = match &unit.words {
        Words::Clause { cue, subject } => (Some(cue.start), subject.clone()),
        Words::Marked | Words::Dashed | Words::Turn { .. } => (None, None),
    };
    Place { tokens: unit.tokens.clone(), cue, subject, is_reported }
}

/// Who may speak a quote, by itself; in a transcript the label tells, or who is interviewed.
fn asked(models: &Models, panel: &mut Panel, unit: &Unit, answerer: Option<usize>) -> Asked {
    let place = place_of(unit);
    match &unit.words {
        Words::Turn { label: Some(label), .. } => Asked::given(place, labelled(panel.sources, label), 1.0),
        Words::Turn { label: None, answers } => Asked::given(place, answerer.filter(|_| *answers), interview::SHARE),
        Words::Marked | Words::Dashed | Words::Clause { .. } => Asked::new(models, panel, place),
    }
}

/// The source that a transcript's label is: the longest one inside it.
fn labelled(sources: &[Source], label: &Range<usize>) -> Option<usize> {
    let first = sources.partition_point(|source| source.tokens.start < label.start);
    let inside = sources.iter().enumerate().skip(first).take_while(|(_, source)| source.tokens.start < label.end);
    let whole = inside.filter(|(_, source)| source.tokens.end <= label.end);
    whole.max_by_key(|(_, source)| source.tokens.len()).map(|(index, _)| index)
}

/// The marked quote found last.
struct LastMarked {
    paragraph: u32,
    quote: usize,
}

/// Whether the same words at the cue speak two marked stretches of a paragraph, so that they are one quote. A reported
/// clause between them ("…, adding that …") does not part them.
fn speaks_both(one: &Quote, other: &Quote) -> bool {
    let place = |quote: &Quote| quote.speaker.as_ref().and_then(|speaker| speaker.span);
    place(one).is_some() && place(one) == place(other)
}

/// "“A,” Roth said on Monday. “B.” Roth praised …": the marked words right behind the sentence that tells who speaks are the
/// same quote, when the same one speaks them and nothing else does; behind a comma another verb of saying does.
fn goes_on(facts: &Facts, one: &Quote, other: &Quote, tokens: &Range<usize>) -> bool {
    let speaker = |quote: &Quote| quote.speaker.as_ref().map(|speaker| (speaker.entity, speaker.name.clone()));
    let Some(cue) = one.cue.filter(|cue| cue.start() >= one.span.end()) else { return false };
    let told = facts.sentence_of(facts.reading.token_at(cue.start()));
    let has_comma = tokens.clone().rev().take(2).any(|index| facts.at(index).mark == ',');
    told.end == tokens.start
        && facts.at(told.end - 1).mark == '.'
        && !facts.at(told.end - 1).in_marks
        && !has_comma
        && one.speaker.is_some()
        && speaker(one) == speaker(other)
}

/// Adds marked words to the quote that they belong to. "“They hurt” but help “in the end,” she said": with her own words
/// between them the quote is mixed.
fn append(facts: &Facts, quote: &mut Quote, unit: &Unit) {
    let ends = facts.reading.token_at(quote.span.end().saturating_sub(1));
    let is_told_behind = quote.parts.len() == 1 && quote.cue.is_some_and(|cue| cue.start() >= unit.span.end());
    let is_one_sentence = facts.sentence(ends) == facts.sentence(unit.tokens.start);
    if is_told_behind && is_one_sentence && (ends + 1..unit.tokens.start).any(|token| facts.at(token).is_word) {
        quote.form = Form::Mixed;
    }
    quote.parts.push(unit.span);
    quote.span = Span::joining(quote.span, unit.span);
}

/// "The dam, Roth said, will be closed": the first half, which is no clause, waiting for the other one.
#[derive(Default)]
struct Halves {
    first: Option<(Range<usize>, usize, usize)>,
}

/// How far behind its cue the other half may begin, in tokens.
const LONGEST_BREAK: usize = 12;

impl Halves {
    /// Notes a clause before its cue, which will be the quote of this index.
    fn note(&mut self, unit: &Unit, quote: usize) {
        self.first = match &unit.words {
            Words::Clause { cue, .. } if cue.start >= unit.tokens.end => Some((unit.tokens.clone(), cue.start, quote)),
            _ => None,
        };
    }

    /// The quote that a clause is the other half of: same cue, and without the other half no clause.
    fn first_of(&self, facts: &Facts, unit: &Unit) -> Option<usize> {
        let (first, said, quote) = self.first.as_ref()?;
        let Words::Clause { cue, .. } = &unit.words else { return None };
        let goes_on = cue.start == *said && (cue.start..cue.start + LONGEST_BREAK).contains(&unit.tokens.start);
        let is_apart = matches!(facts.before(unit.tokens.start).mark, ',' | '—' | '–' | '-' | ')');
        (goes_on && is_apart && !facts.is_clause(first.clone())).then_some(*quote)
    }
}

/// Adds the other half; the surer of the two tells how sure the whole is.
fn append_clause(quote: &mut Quote, unit: &Unit, tail: Tail) {
    if tail.score > quote.tail.score {
        quote.tail = tail;
    }
    quote.parts.extend(&unit.parts);
    if !quote.parts.is_empty() {
        quote.form = Form::Mixed;
    }
    quote.span = Span::joining(quote.span, unit.span);
}

fn quote_of(context: &who::Context, unit: &Unit, ranked: &[(usize, f64)], last_speaker: Option<Id>) -> Option<Quote> {
    let mut candidates: Vec<Candidate> = Vec::new();
    let (mut speaker_place, mut person) = (None, 0.0);
    let said = who::Said { tokens: unit.tokens.clone(), last_speaker };
    for &(index, share) in ranked.iter().take(MOST_CANDIDATES + 4) {
        if candidates.len() == MOST_CANDIDATES || (share < LEAST_SHARE && !candidates.is_empty()) {
            break;
        }
        for (speaker, part) in who::resolve(context, index, &said) {
            if speaker_place.is_none() {
                (speaker_place, person) = (Some(index), part);
            }
            let with_reason = |speaker: Speaker| {
                let reason = reason_of(context, unit, index, speaker.reason.as_deref());
                Speaker { reason: Some(reason), ..speaker }
            };
            add_candidate(&mut candidates, speaker, share * part, with_reason);
        }
    }
    let cue = cue_of(context, unit, speaker_place);
    let speaker = candidates.first().map(|candidate| candidate.speaker.clone());
    let share = candidates.first().map_or(0.0, |candidate| candidate.score.probability());
    let tail = tail_of(context, unit, speaker.as_ref(), share, person);
    Some(Quote { form: unit.form(), span: unit.span, parts: unit.parts.clone(), cue, speaker, candidates, tail })
}

/// Adds a candidate; two mentions of one person share their probability.
fn add_candidate(
    candidates: &mut Vec<Candidate>,
    speaker: Speaker,
    share: f64,
    with_reason: impl FnOnce(Speaker) -> Speaker,
) {
    let known = candidates.iter().position(|old| {
        old.speaker.name == speaker.name || (speaker.entity.is_some() && old.speaker.entity == speaker.entity)
    });
    if let Some(old) = known.and_then(|place| candidates.get_mut(place)) {
        old.score = Score::new((old.score.probability() + share).min(1.0));
    } else if candidates.len() < MOST_CANDIDATES && (share >= LEAST_SHARE || candidates.is_empty()) {
        candidates.push(Candidate { speaker: with_reason(speaker), score: Score::new(share) });
    }
}

/// Origin, confidence and the weakest point named.
fn tail_of(context: &who::Context, unit: &Unit, speaker: Option<&Speaker>, share: f64, person: f64) -> Tail {
    let score = Score::new(unit.probability * share.max(0.05));
    let tail = Tail::found(unit.rule(), score);
    let is_quote_weaker = unit.probability < share;
    if is_quote_weaker && unit.probability < DOUBT_BELOW {
        let what = if unit.form() == Form::Direct { "is it speech" } else { "reported speech" };
        return tail.doubting(format!("{what}, {} %", Score::new(unit.probability).percent()));
    }
    if unit.edges < share.min(EDGES_DOUBT_BELOW) {
        return tail.doubting(format!("where it begins or ends, {} %", Score::new(unit.edges).percent()));
    }
    if share < DOUBT_BELOW {
        let words = speaker.and_then(|speaker| speaker.span).map(|span| context.facts.reading.slice(span));
        let percent = Score::new(share).percent();
        // The mention may be sure, and who it means not.
        if let (Some(speaker), Some(words)) = (speaker, words)
            && person < DOUBT_BELOW
        {
            let is_nobody = speaker.entity.is_none() && speaker.name.eq_ignore_ascii_case(words);
            let who = if is_nobody { "nobody named before" } else { &speaker.name };
            return tail.doubting(format!("{words} → {who}, {percent} %"));
        }
        return tail.doubting(format!("speaker, {percent} %"));
    }
    tail
}

/// The cue: the rule's own, or the verb of saying tied to the speaker that stands nearest to the quote.
fn cue_of(context: &who::Context, unit: &Unit, speaker: Option<usize>) -> Option<Span> {
    let facts = context.facts;
    let reading = facts.reading;
    let Range { start, end } = unit.tokens;
    let nearest = speaker.and_then(|index| {
        let source = &context.sources[index];
        let verbs = [source.right, source.left].into_iter().flatten().map(|(verb, _)| verb);
        let is_near = |verb: &usize| {
            !(start..end).contains(verb)
                && (facts.sentence(*verb) == facts.sentence(start)
                    || facts.sentence(*verb) == facts.sentence(end.saturating_sub(1))
                    || facts.paragraph(*verb) == facts.paragraph(start)
                        && verb.abs_diff(start).min(verb.abs_diff(end)) < 25)
        };
        verbs.filter(is_near).min_by_key(|verb| verb.abs_diff(start).min(verb.abs_diff(end)))
    });
    // "She considered it a danger, saying, “…”": the verb before the marks is told of her though others stand between.
    let before = || {
        let verb = (start.saturating_sub(2)..start).rev().find(|&index| facts.at(index).is_word)?;
        let is_said = facts.at(verb).verb.is_some_and(|verb| verb.class != CueClass::Stance);
        (is_said && !facts.at(verb).in_marks && facts.sentence(verb) == facts.sentence(start)).then_some(verb)
    };
    let own = match &unit.words {
        Words::Clause { cue, .. } => Some(cue.clone()),
        Words::Marked | Words::Dashed => None,
        Words::Turn { .. } => return None,
    };
    let nearest = nearest.or_else(|| speaker.and_then(|_| before()));
    let tokens = own.or(nearest.map(|verb| verb..verb + 1))?;
    let last =
        if reading.word(tokens.start).eq_ignore_ascii_case("according") { tokens.start + 1 } else { tokens.start };
    reading.cover(tokens.start, last)
}

/// Why this source: how it stands to the quote, in plain words.
fn reason_of(context: &who::Context, unit: &Unit, index: usize, chain: Option<&str>) -> String {
    let source = &context.sources[index];
    let facts = context.facts;
    let verb = source.right.or(source.left).map(|(verb, _)| facts.reading.word(verb));
    let Range { start, end } = unit.tokens;
    let mut reason = String::with_capacity(chain.map_or(0, str::len) + 48);
    if let Some(chain) = chain {
        reason.extend([chain, "; "]);
    }
    match verb {
        Some(verb) => reason.extend(["“", verb, "” "]),
        None => reason.push_str("named "),
    }
    if source.tokens.start >= end {
        match source.tokens.start - end {
            0..=2 => reason.push_str("right after it"),
            distance => reason.extend([distance.to_string().as_str(), " words after it"]),
        }
    } else {
        match start.saturating_sub(source.tokens.end) {
            0..=2 => reason.push_str("right before it"),
            distance if facts.paragraph(source.tokens.start) == facts.paragraph(start) => {
                reason.extend([distance.to_string().as_str(), " words before it"]);
            }
            _ => reason.push_str("in a paragraph before"),
        }
    }
    reason
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Article;

    /// The mention is the word that the verb hangs on, the name is whom it means.
    #[test]
    fn who_is_the_mention_and_the_name_before_it_the_person() {
        let article = Article::plain("The plan came from Ana Roth, who said the bridge would open in May.");
        let quotes = crate::engine::extract(&article).quotes;
        let speaker = quotes.first().and_then(|quote| quote.speaker.clone()).expect("a speaker");
        assert_eq!(speaker.span.map(|span| article.text.slice(span)), Some("who"));
        assert_eq!(speaker.name, "Ana Roth");
        assert!(speaker.reason.is_some_and(|reason| reason.starts_with("who → Ana Roth")));
    }

    /// Each of a hundred speakers keeps their own words.
    #[test]
    fn a_hundred_speakers() {
        let given = ["Ana", "Tom", "Petra", "Karl", "Maria", "John", "Laura", "David", "Helen", "Peter"];
        let family = ["Roth", "Hale", "Moreno", "Boateng", "Lindqvist", "Okafor", "Tanaka", "Weber", "Rossi", "Novak"];
        let names: Vec<String> =
            given.iter().flat_map(|given| family.iter().map(move |family| format!("{given} {family}"))).collect();
        let lines: Vec<String> =
            names.iter().map(|name| format!("“We have waited long enough for this bridge,” {name} said.")).collect();
        let article = Article::plain(lines.join("\n\n").as_str());
        let quotes = crate::engine::extract(&article).quotes;
        assert_eq!(quotes.len(), names.len());
        let who = |quote: &Quote| quote.speaker.as_ref().map(|speaker| speaker.name.clone());
        let right = quotes.iter().zip(&names).filter(|(quote, name)| who(quote).as_ref() == Some(*name)).count();
        assert!(right >= 98, "{right} of {}", names.len());
    }
}
