//! From marks and clauses to units of speech: each a marked stretch or a clause, none overlapping.

use super::calibrate::Question;
use super::clauses::Candidate;
use super::filter;
use super::judge::{self, Bench, Weighed};
use super::leads;
use super::lexicon::Facts;
use super::marks::Stretch;
use super::model::Models;
use super::reopened;
use super::tags::Tags;
use super::turns;
use crate::engine::learn::linear::softmax;
use crate::model::Form;
use crate::text::Span;
use std::collections::BTreeMap;
use std::ops::Range;

/// A marked stretch counts as speech from this probability on.
pub const SPEECH_FROM: f32 = 0.62;
/// A clause counts as reported speech from this probability on.
pub const REPORTED_FROM: f32 = 0.28;
/// Cuts of a clause are compared from this probability on.
const CUT_FROM: f32 = 0.18;
/// A clause with marked words counts from here on; when it does not, its marked words may still be a quote by themselves.
pub const MIXED_FROM: f32 = 0.32;

/// What a unit's words are.
#[derive(Clone, Debug)]
pub enum Words {
    /// Wholly in marks.
    Marked,
    /// Dialogue after a dash.
    Dashed,
    /// A clause beside a cue.
    Clause {
        /// The cue's tokens.
        cue: Range<usize>,
        /// Who says it, as the grammar nearby has it.
        subject: Option<Range<usize>>,
    },
    /// A line of a transcript.
    Turn {
        /// Who speaks; nobody by "Q" and "A".
        label: Option<Range<usize>>,
        /// Whether it is an "A".
        answers: bool,
    },
}

/// One stretch of speech.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its span.
    pub span: Span,
    /// Its marked stretches.
    pub parts: Vec<Span>,
    /// What its words are.
    pub words: Words,
    /// How likely it is speech.
    pub probability: f64,
    /// How likely both its edges are right.
    pub edges: f64,
}

impl Unit {
    /// How it stands in the text.
    pub fn form(&self) -> Form {
        match (&self.words, self.parts.is_empty()) {
            (Words::Marked | Words::Dashed | Words::Turn { .. }, _) => Form::Direct,
            (Words::Clause { .. }, true) => Form::Reported,
            (Words::Clause { .. }, false) => Form::Mixed,
        }
    }

    /// The rule that found it.
    pub fn rule(&self) -> &'static str {
        match self.form() {
            Form::Direct if matches!(self.words, Words::Turn { .. }) => "quote-transcript",
            Form::Direct if matches!(self.words, Words::Dashed) => "quote-dash",
            Form::Direct => "quote-marks",
            Form::Mixed => "quote-mixed",
            Form::Reported => "quote-reported",
        }
    }
}

/// A marked stretch with its tokens and its probability of being speech.
pub(super) struct Marked {
    pub(super) stretch: Stretch,
    pub(super) tokens: Range<usize>,
    pub(super) probability: f32,
}

/// All marked stretches outside page furniture.
pub(super) fn marked(models: &Models, facts: &Facts, tags: &Tags, stretches: &[Stretch]) -> Vec<Marked> {
    let mut previous_end = None;
    let mut all = Vec::with_capacity(stretches.len());
    let halves = |&stretch: &Stretch| {
        let tokens = facts.reading.tokens_in(stretch.span);
        let halves = if tokens.is_empty() { None } else { reopened::halves(facts, stretch, &tokens) };
        halves.map_or([Some(stretch), None], |halves| halves.map(Some))
    };
    for stretch in stretches.iter().flat_map(halves).flatten() {
        let tokens = facts.reading.tokens_in(stretch.span);
        if tokens.is_empty() || facts.reading.is_excluded(stretch.span.start()) {
            continue;
        }
        let features = filter::of_stretch(facts, tags, &tokens, stretch.closed, previous_end);
        let mut probability = models.speech.probability(&features);
        if is_aside(facts, &tokens) {
            probability = probability.min(ASIDE);
        }
        if is_signed(facts, &tokens) {
            probability = probability.max(SIGNED_SPEECH);
        }
        if !facts.is_known_language && looks_spoken(facts, &tokens) {
            probability = probability.max(FOREIGN_SPEECH);
        }
        if is_dashed(facts, &tokens) {
            probability = probability.max(DASHED_SPEECH);
        }
        previous_end = Some(tokens.end);
        all.push(Marked { stretch, tokens, probability });
    }
    all
}

/// Marked words that no verb of saying introduces are speech with this probability at most.
const ASIDE: f32 = 0.4;

/// Before marked words that are a name: "on the theme: “…”", "nicknamed the city's “…”".
const NAMING: &[&str] = &[
    "theme",
    "themed",
    "motto",
    "slogan",
    "catchphrase",
    "titled",
    "entitled",
    "headlined",
    "captioned",
    "nickname",
    "nicknamed",
    "dubbed",
];
/// How near such a word stands, in tokens.
const NAMED_WITHIN: usize = 4;

/// One or two marked words within a sentence that says of nobody that they speak.
fn is_aside(facts: &Facts, tokens: &Range<usize>) -> bool {
    let sentence = facts.sentence_of(tokens.start);
    let before = tokens.start.saturating_sub(NAMED_WITHIN).max(sentence.start)..tokens.start;
    if before.into_iter().any(|token| NAMING.contains(&facts.reading.word(token).to_lowercase().as_str())) {
        return true;
    }
    let is_short = tokens.clone().filter(|&index| facts.at(index).is_word).nth(2).is_none();
    let around = sentence.start.max(tokens.start.saturating_sub(60))..sentence.end.min(tokens.end + 60);
    let mut plain = around.filter(|&index| facts.at(index).is_word && !facts.at(index).in_marks).peekable();
    is_short && plain.peek().is_some() && !plain.any(|index| facts.at(index).verb.is_some())
}

/// How sure a marked stretch is speech when its paragraph goes on with nothing but a dash and a name.
const SIGNED_SPEECH: f32 = 0.8;
/// The longest sign-off, in tokens.
const LONGEST_SIGN_OFF: usize = 7;

/// “…” – Ana Roth
fn is_signed(facts: &Facts, tokens: &Range<usize>) -> bool {
    let line = facts.paragraph_of(tokens.start);
    let is_dash = matches!(facts.at(tokens.end).mark, '-' | '–' | '—');
    let rest = line.end.saturating_sub(tokens.end);
    let is_name = facts.at(tokens.end + 1).is_capital && facts.at(tokens.end + 1).is_word;
    line.start == tokens.start && tokens.len() > 4 && is_dash && is_name && rest <= LONGEST_SIGN_OFF
}

/// How sure dialogue after a dash is speech: no gold has any; all of ours is.
const DASHED_SPEECH: f32 = 0.9;

/// Whether a stretch has no mark of its own: what is spoken after a dash.
fn is_dashed(facts: &Facts, tokens: &Range<usize>) -> bool {
    facts.at(tokens.start).is_word && matches!(facts.before(tokens.start).mark, '—' | '–' | '―')
}

/// How sure a marked stretch in another language is speech, judged by its looks alone.
const FOREIGN_SPEECH: f32 = SPEECH_FROM;

/// Three words or more, or a first word without a capital: no title and no name.
fn looks_spoken(facts: &Facts, tokens: &Range<usize>) -> bool {
    let mut words = tokens.clone().filter(|&index| facts.at(index).is_word);
    let is_small = words.next().is_some_and(|first| !facts.at(first).is_capital);
    is_small || words.nth(1).is_some()
}

/// Before calibration: how likely the edges of a stretch are right that is closed.
const CLOSED: f64 = 0.97;
/// The same of one whose closing mark is missing.
const UNCLOSED: f64 = 0.5;
/// The same of a clause that nobody would cut otherwise.
const UNRIVALLED: f64 = 0.97;

/// A clause and how likely it is reported speech.
struct Scored<'w> {
    weighed: &'w Weighed,
    probability: f32,
    /// From which probability on it counts.
    least: f32,
}

/// A clause that is taken for reported speech.
struct Kept {
    candidate: Candidate,
    probability: f64,
    edges: f64,
}

/// The clauses kept, best first chosen, in text order, none overlapping.
fn kept(models: &Models, facts: &Facts, tags: &Tags) -> Vec<Kept> {
    let weighed = judge::weighed(models, facts, tags);
    let bench = Bench::new(facts, tags);
    let mut kept: Vec<Kept> = Vec::new();
    for group in judge::by_sentence(facts, &weighed) {
        let begun = kept.len();
        let views = bench.views(group);
        let scored: Vec<Scored> =
            group.iter().zip(&views).map(|(one, view)| scored(models, facts, one, view)).collect();
        let mut order: Vec<&Scored> = scored.iter().filter(|one| one.probability >= one.least).collect();
        let start = |one: &Scored| one.weighed.candidate.tokens.start;
        order.sort_by(|a, b| b.probability.total_cmp(&a.probability).then(start(a).cmp(&start(b))));
        let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
        for best in order {
            if !is_free(&taken, &best.weighed.candidate.tokens) {
                continue;
            }
            let (cut, share) = best_cut(best, &scored, &taken);
            taken.insert(cut.tokens.start, cut.tokens.end);
            kept.push(Kept {
                candidate: cut.clone(),
                probability: models.lines.of(Question::Clause, f64::from(best.probability)),
                edges: models.lines.of(Question::ClauseEdges, share.min(UNRIVALLED)),
            });
        }
        if let Some(new) = kept.get_mut(begun..) {
            new.sort_by_key(|kept| kept.candidate.tokens.start);
        }
    }
    kept
}

/// How likely a clause is reported speech: as the judge says, if not less than how it is built.
fn scored<'w>(models: &Models, facts: &Facts, weighed: &'w Weighed, view: &[f32]) -> Scored<'w> {
    let probability = models.judge.probability(view).max(weighed.at_least);
    let is_mixed = weighed.candidate.tokens.clone().any(|index| facts.at(index).in_marks);
    Scored { weighed, probability, least: if is_mixed { MIXED_FROM } else { REPORTED_FROM } }
}

fn is_free(taken: &BTreeMap<usize, usize>, tokens: &Range<usize>) -> bool {
    taken.range(..tokens.end).next_back().is_none_or(|(_, &end)| end <= tokens.start)
}

/// Most cuts of one clause that are compared, so that odd text costs no more than prose.
const MOST_CUTS: usize = 24;

/// The best cut of a clause among the candidates that share most of its words.
fn best_cut<'s>(best: &'s Scored, group: &'s [Scored], taken: &BTreeMap<usize, usize>) -> (&'s Candidate, f64) {
    let place = group.iter().position(|one| std::ptr::eq(one, best)).unwrap_or(0);
    let near = place.saturating_sub(MOST_CUTS / 2)..(place + MOST_CUTS / 2).min(group.len());
    let own = &best.weighed.candidate.tokens;
    let is_cut = |one: &&Scored| {
        let tokens = &one.weighed.candidate.tokens;
        one.probability >= CUT_FROM && agreement(tokens, own) >= 0.5 && is_free(taken, tokens)
    };
    let cuts: Vec<&Weighed> =
        group.get(near).unwrap_or_default().iter().filter(is_cut).map(|one| one.weighed).collect();
    let scores: Vec<f32> = cuts.iter().map(|one| one.cut).collect();
    let shares = softmax(&scores);
    let mut top: Option<(&Weighed, f32)> = None;
    for (&one, share) in cuts.iter().zip(shares) {
        if top.is_none_or(|(_, best)| share > best) {
            top = Some((one, share));
        }
    }
    top.map_or((&best.weighed.candidate, 1.0), |(top, share)| (&top.candidate, f64::from(share)))
}

/// Shared tokens over covered tokens.
pub(super) fn agreement(a: &Range<usize>, b: &Range<usize>) -> f32 {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    shared as f32 / (a.end.max(b.end) - a.start.min(b.start)).max(1) as f32
}

/// The article's units of speech in text order.
pub fn units(models: &Models, facts: &Facts, tags: &Tags, stretches: &[Stretch]) -> Vec<Unit> {
    let marked = marked(models, facts, tags, stretches);
    let mut used = vec![false; marked.len()];
    let mut units = Vec::new();
    let mut next = 0;
    let mut free_from = 0;
    for kept in kept(models, facts, tags) {
        let Range { start, end } = kept.candidate.tokens;
        while marked.get(next).is_some_and(|mark| mark.tokens.end <= start) {
            next += 1;
        }
        let touching: Vec<usize> = (next..marked.len()).take_while(|&index| marked[index].tokens.start < end).collect();
        if let Some(unit) = clause_unit(facts, &kept, &marked, &touching, free_from) {
            free_from = unit.tokens.end;
            for index in touching {
                used[index] = true;
            }
            units.push(unit);
        }
    }
    let clauses = units.len();
    for (index, mark) in marked.iter().enumerate() {
        let is_inside = units.get(..clauses).is_some_and(|clauses| hold(clauses, mark.stretch.span));
        if !used[index] && !is_inside && mark.probability >= SPEECH_FROM {
            let is_free = |start: usize| {
                let clauses = units.get(..clauses).unwrap_or_default();
                let next = clauses.partition_point(|unit| unit.tokens.end <= start);
                clauses.get(next).is_none_or(|unit| unit.tokens.start >= mark.tokens.end)
                    && (index == 0 || marked[index - 1].tokens.end <= start)
            };
            let unit = marked_unit(models, facts, mark, is_free);
            units.push(unit);
        }
    }
    units.sort_by_key(|unit| unit.tokens.start);
    with_turns(facts, units)
}

/// The unit of a marked stretch, with the words that lead into it where they are free.
fn marked_unit(models: &Models, facts: &Facts, mark: &Marked, is_free: impl Fn(usize) -> bool) -> Unit {
    let led = leads::into(facts, &mark.tokens).filter(|led| is_free(led.tokens.start));
    let led = led.and_then(|led| Some((facts.reading.cover(led.tokens.start, led.tokens.end - 1)?, led)));
    let (tokens, span, words) = match led {
        Some((span, led)) => (led.tokens, span, Words::Clause { cue: led.cue, subject: led.subject }),
        None if is_dashed(facts, &mark.tokens) => (mark.tokens.clone(), mark.stretch.span, Words::Dashed),
        None => (mark.tokens.clone(), mark.stretch.span, Words::Marked),
    };
    Unit {
        tokens,
        span,
        parts: vec![mark.stretch.span],
        words,
        probability: models.lines.of(Question::Marked, f64::from(mark.probability)),
        edges: models.lines.of(Question::MarkedEdges, if mark.stretch.closed { CLOSED } else { UNCLOSED }),
    }
}

/// How sure a line of a transcript is speech, and where it begins and ends: no gold has them; all lines of ours are.
const TURN: f64 = 0.9;

/// The units with the lines of transcripts instead of what was found within them.
fn with_turns(facts: &Facts, units: Vec<Unit>) -> Vec<Unit> {
    let turns = turns::find(facts);
    if turns.is_empty() {
        return units;
    }
    let is_free = |unit: &Unit| {
        let next = turns.partition_point(|turn| turn.words.end <= unit.tokens.start);
        turns.get(next).is_none_or(|turn| turn.label.start >= unit.tokens.end)
    };
    let mut all: Vec<Unit> = units.into_iter().filter(is_free).collect();
    for turn in &turns {
        let Some(span) = facts.reading.cover(turn.words.start, turn.words.end - 1) else { continue };
        if facts.reading.is_excluded(span.start()) {
            continue;
        }
        let label = (!turns::is_letter(facts, turn)).then(|| turn.label.clone());
        let answers = turns::is_answer(facts, turn);
        let (tokens, words) = (turn.words.clone(), Words::Turn { label, answers });
        all.push(Unit { tokens, span, parts: vec![span], words, probability: TURN, edges: TURN });
    }
    all.sort_by_key(|unit| unit.tokens.start);
    all
}

/// Whether one of the clauses, which stand in text order, shares words with a span.
fn hold(clauses: &[Unit], span: Span) -> bool {
    let next = clauses.partition_point(|unit| unit.span.end() <= span.start());
    clauses.get(next).is_some_and(|unit| unit.span.overlaps(span))
}

/// The unit of a kept clause; `None` when its words are all one marked stretch, which speaks for itself.
fn clause_unit(facts: &Facts, kept: &Kept, marked: &[Marked], touching: &[usize], free_from: usize) -> Option<Unit> {
    let candidate = &kept.candidate;
    let Range { mut start, mut end } = candidate.tokens;
    start = start.max(free_from);
    while start < end && !facts.at(start).is_word && !facts.at(start).in_marks {
        start += 1;
    }
    let plain = (start..end).filter(|&index| facts.at(index).is_word && !facts.at(index).in_marks).count();
    if plain == 0 || start >= end {
        return None;
    }
    // Marks that begin in the clause and go on after its sentence belong to it.
    for &index in touching {
        let mark = &marked[index];
        if mark.tokens.start >= start && mark.tokens.end > end {
            end = mark.tokens.end;
        }
    }
    let span = facts.reading.cover(start, end - 1)?;
    let parts =
        touching.iter().map(|&index| marked[index].stretch.span).filter_map(|part| part.intersection(span)).collect();
    let words = Words::Clause { cue: candidate.cue.clone(), subject: candidate.subject.clone() };
    Some(Unit { tokens: start..end, span, parts, words, probability: kept.probability, edges: kept.edges })
}
