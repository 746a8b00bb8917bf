//! The last judge of clauses: what the linear filter, the cuts and the tags say of a clause and of its rivals in the
//! sentence, as a few dozen numbers, weighed by small trees. The filter sees each clause alone and adds up what it sees;
//! which of several is best, and where filter and tags disagree, it cannot say. With the trees 81.6 for 80.6 % of the core
//! reported speech are found at a precision of 90.

use super::clauses::{self, Candidate};
use super::filter;
use super::lexicon::{self as lex, Facts};
use super::model::Models;
use super::reports;
use super::tags::{Label, Tags};
use crate::engine::learn::trees;
use std::ops::Range;

/// How the trees are learned. Depths of two to five and 100 to 400 trees gave the same within 0.3.
pub const SETTINGS: trees::Settings =
    trees::Settings { trees: 100, rate: 0.1, held: 3.0, least: 5.0, rows: 0.7, columns: 0.5 };

/// Clauses below these log-odds of the filter are not looked at again, a fifth or more of all: with all of them the trees
/// were as good.
const WORTH_IT: f32 = -1.7;

/// A clause with what the linear models think of it.
#[derive(Clone, Debug)]
pub struct Weighed {
    /// The clause.
    pub candidate: Candidate,
    /// The filter's log-odds that it is reported speech.
    pub odds: f32,
    /// How likely it is at least.
    pub at_least: f32,
    /// How good a cut it is, beside others.
    pub cut: f32,
}

/// The clauses of an article worth a second look, by sentence.
pub fn weighed(models: &Models, facts: &Facts, tags: &Tags) -> Vec<Weighed> {
    let candidates = clauses::find(facts, tags).into_iter().filter(|candidate| reports::may_report(facts, candidate));
    candidates
        .filter_map(|candidate| {
            let features = filter::of_clause(facts, tags, &candidate);
            let odds = models.reported.score(&features);
            let at_least = reports::at_least(facts, &candidate);
            let is_worth_it = odds > WORTH_IT || at_least > 0.0;
            is_worth_it.then(|| Weighed { candidate, odds, at_least, cut: models.edges.score(&features) })
        })
        .collect()
}

/// Clauses of one sentence.
pub fn by_sentence<'w>(facts: &Facts, weighed: &'w [Weighed]) -> impl Iterator<Item = &'w [Weighed]> {
    weighed.chunk_by(|a, b| facts.sentence(a.candidate.tokens.start) == facts.sentence(b.candidate.tokens.start))
}

/// Most rivals that a clause is compared with on either side, so that odd text costs no more than prose.
const MOST_RIVALS: usize = 24;
/// Words of a clause that are looked at.
const LOOKED_AT: usize = 200;

/// The article as the judge sees it.
pub struct Bench<'b, 'r, 'a> {
    facts: &'b Facts<'r, 'a>,
    tags: &'b Tags,
    /// How much of the article is reported speech.
    whole: f32,
}

impl<'b, 'r, 'a> Bench<'b, 'r, 'a> {
    pub fn new(facts: &'b Facts<'r, 'a>, tags: &'b Tags) -> Self {
        let count = facts.all.len();
        let whole = (0..count).map(|token| tags.speech(token)).sum::<f32>() / count.max(1) as f32;
        Self { facts, tags, whole }
    }

    /// A column a number for each clause of a sentence.
    pub fn views(&self, group: &[Weighed]) -> Vec<Vec<f32>> {
        let Some(first) = group.first() else { return Vec::new() };
        let sentence = self.facts.sentence_of(first.candidate.tokens.start);
        let mass = sentence.clone().map(|token| self.tags.speech(token)).sum();
        (0..group.len())
            .map(|place| {
                let mut view = Vec::with_capacity(48);
                let one = &group[place];
                self.add_words(one, &sentence, mass, &mut view);
                self.add_cue(&one.candidate, &mut view);
                self.add_edges(&one.candidate, &sentence, &mut view);
                add_rivals(group, place, &mut view);
                view
            })
            .collect()
    }

    fn add_words(&self, one: &Weighed, sentence: &Range<usize>, mass: f32, view: &mut Vec<f32>) {
        let Self { facts, tags, .. } = *self;
        let Range { start, end } = one.candidate.tokens;
        let words = start..end.min(start + LOOKED_AT);
        let count = words.len().max(1) as f32;
        let [mut marked, mut speech, mut attitude, mut direct, mut commas] = [0.0f32; 5];
        let [mut most, mut cue, mut source, mut opens] = [0.0f32; 4];
        let (mut least, mut least_soon) = (1.0f32, 1.0f32);
        for token in words.clone() {
            let share = tags.speech(token);
            speech += share;
            most = most.max(share);
            least = least.min(share);
            if token < start + 3 {
                least_soon = least_soon.min(share);
            }
            attitude += tags.attitude(token);
            direct += tags.share(token, Label::Direct);
            cue = cue.max(tags.share(token, Label::Cue));
            source = source.max(tags.share(token, Label::Source));
            if token > start {
                opens = opens.max(tags.share(token, Label::SpeechOpens));
            }
            marked += yes(facts.at(token).in_marks);
            commas += yes(facts.at(token).mark == ',');
        }
        let outside = if words.end <= sentence.end { mass - speech } else { 0.0 };
        view.extend([one.odds, one.cut, (end - start) as f32, sentence.len() as f32, mass, outside, self.whole]);
        view.extend([marked / count, speech / count, attitude / count, direct / count, commas]);
        view.extend([most, least, least_soon, cue, source, opens]);
        view.push(yes(facts.has_finite_verb(start + 1..end.min(start + 9))));
    }

    fn add_cue(&self, candidate: &Candidate, view: &mut Vec<f32>) {
        let Self { facts, tags, .. } = *self;
        let cue = candidate.cue.start;
        let kinds = facts.at(cue).verb.map_or([9.0, 9.0, 999.0], |verb| {
            [f32::from(verb.class as u8), f32::from(verb.form as u8), f32::from(verb.lemma)]
        });
        view.extend(kinds);
        view.extend([f32::from(candidate.shape as u8), f32::from(candidate.by), tags.share(cue, Label::Cue)]);
        view.push(yes(reports::is_passive(facts, cue)));
        let subject = candidate.subject.as_ref().and_then(|subject| Some((subject.end, subject.end.checked_sub(1)?)));
        let [mut share, mut gap, mut kind] = [-1.0, -1.0, 0.0];
        if let Some((end, head)) = subject {
            let fact = facts.at(head);
            let kinds = [fact.is(lex::PRONOUN), fact.is_capital, fact.is(lex::PEOPLE), fact.is(lex::DOCUMENT), true];
            kind = 1.0 + kinds.iter().take_while(|is| !**is).count() as f32;
            (share, gap) = (tags.share(head, Label::Source), cue.abs_diff(end) as f32);
        }
        view.extend([share, gap, kind]);
    }

    fn add_edges(&self, candidate: &Candidate, sentence: &Range<usize>, view: &mut Vec<f32>) {
        let Self { facts, tags, .. } = *self;
        let Range { start, end } = candidate.tokens;
        let goes_on = if end < sentence.end { tags.share(end, Label::Speech) } else { 0.0 };
        let began = if start > sentence.start { tags.speech(start - 1) } else { 0.0 };
        view.extend([tags.share(start, Label::SpeechOpens), tags.share(start, Label::AttitudeOpens), goes_on, began]);
        view.push(tags.speech(end.saturating_sub(1)));
        view.push(start as f32 - candidate.cue.start as f32);
        view.push(sentence.end.saturating_sub(end) as f32);
        view.push(yes(start == sentence.start));
        view.push(yes(start > 0 && facts.reading.word(start - 1) == "that"));
        view.push(yes(facts.paragraph(start) == 0));
    }
}

/// How a clause stands among those that share words with it.
fn add_rivals(group: &[Weighed], place: usize, view: &mut Vec<f32>) {
    let one = &group[place];
    let near = place.saturating_sub(MOST_RIVALS)..(place + MOST_RIVALS).min(group.len());
    let [mut odds, mut cut] = [-20.0f32; 2];
    let [mut rivals, mut same] = [0.0f32; 2];
    for rival in near.filter(|&index| index != place).map(|index| &group[index]) {
        let (own, other) = (&one.candidate.tokens, &rival.candidate.tokens);
        if other.start < own.end && own.start < other.end {
            odds = odds.max(rival.odds);
            cut = cut.max(rival.cut);
            rivals += 1.0;
            same += yes(own == other);
        }
    }
    view.extend([odds, cut, one.odds - odds, one.cut - cut, rivals, same]);
}

fn yes(is: bool) -> f32 {
    f32::from(u8::from(is))
}
