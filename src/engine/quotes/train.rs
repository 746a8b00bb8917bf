//! Trains the room's four models from gold quotes. Articles are split by a hash of their id: seven tenths to train on,
//! three to measure on.

use super::lexicon::Facts;
use super::model::Models;
use super::rank::{self, Place};
use super::sources::{self, Sort, Source};
use super::{clauses, filter, marks};
use crate::engine::learn::hash;
use crate::engine::learn::linear::{self, Settings};
use crate::engine::score::Gold;
use crate::engine::{Reading, names};
use crate::text::Text;
use serde_json::Value;

/// Whether an article is measured on rather than trained on.
pub fn is_dev(id: &str) -> bool {
    hash::feature(1, hash::exact(id)) % 10 < 3
}

const YES_NO: Settings = Settings { bits: 15, epochs: 8, rate: 0.05, decay: 2e-4 };
const RANKING: Settings = Settings { bits: 16, epochs: 14, rate: 0.08, decay: 2e-4 };

type Range = (usize, usize);

#[derive(Default)]
struct Examples {
    speech: Vec<(Vec<u32>, bool)>,
    reported: Vec<(Vec<u32>, bool)>,
    speaker: Vec<(Vec<Vec<u32>>, usize)>,
    reported_speaker: Vec<(Vec<Vec<u32>>, usize)>,
}

/// Trains on the articles that are not for measuring.
pub fn models(gold: &[Gold], mut report: impl FnMut(&str)) -> Models {
    let mut examples = Examples::default();
    for article in gold.iter().filter(|article| !is_dev(&article.id)) {
        examples.take(article);
    }
    let Examples { speech, reported, speaker, reported_speaker } = &examples;
    report(&format!(
        "{} marked stretches, {} clauses, {} + {} speakers",
        speech.len(),
        reported.len(),
        speaker.len(),
        reported_speaker.len()
    ));
    Models {
        speech: linear::classifier(speech, YES_NO),
        reported: linear::classifier(reported, YES_NO),
        speaker: linear::ranker(speaker, RANKING),
        reported_speaker: linear::ranker(reported_speaker, RANKING),
    }
}

fn range_of(value: &Value) -> Option<Range> {
    Some((value["start"].as_u64()? as usize, value["end"].as_u64()? as usize))
}

fn bytes(text: &Text, range: Range) -> Range {
    (text.byte_of_char(range.0).unwrap_or(text.len()), text.byte_of_char(range.1).unwrap_or(text.len()))
}

/// Shared bytes over covered bytes.
fn agreement(a: Range, b: Range) -> f64 {
    let shared = a.1.min(b.1).saturating_sub(a.0.max(b.0));
    let covered = a.1.max(b.1) - a.0.min(b.0);
    shared as f64 / covered.max(1) as f64
}

/// A gold quote with byte offsets.
struct Marked {
    range: Range,
    parts: Vec<Range>,
    is_direct: bool,
    is_core: bool,
    is_speech: bool,
    speaker: Option<Range>,
    head: Option<Range>,
}

fn marked(article: &Gold) -> Vec<Marked> {
    let text = &article.article.text;
    let quotes = article.marked["quotes"].as_array().map(Vec::as_slice).unwrap_or_default();
    let read = |quote: &Value| {
        let pairs = quote["parts"].as_array().map(Vec::as_slice).unwrap_or_default();
        let part = |pair: &Value| Some(bytes(text, (pair[0].as_u64()? as usize, pair[1].as_u64()? as usize)));
        let is_speech = quote["cue_class"] == "speech";
        Some(Marked {
            range: bytes(text, range_of(quote)?),
            parts: pairs.iter().filter_map(part).collect(),
            is_direct: quote["kind"] == "direct",
            is_core: is_speech && quote["clausal"] != false,
            is_speech,
            speaker: range_of(&quote["speaker"]).map(|range| bytes(text, range)),
            head: range_of(&quote["speaker"]["head"]).map(|range| bytes(text, range)),
        })
    };
    quotes.iter().filter_map(read).collect()
}

impl Examples {
    fn take(&mut self, article: &Gold) {
        let reading = Reading::new(&article.article);
        let stretches = marks::pair(&reading);
        let names = names::find(&reading);
        let facts = Facts::new(&reading, &stretches);
        let sources = sources::find(&facts, &names);
        let gold = marked(article);
        self.take_stretches(&facts, &stretches, &sources, &gold);
        self.take_clauses(&facts, &gold);
        self.take_reported_speakers(&facts, &sources, &gold);
    }

    fn take_stretches(&mut self, facts: &Facts, stretches: &[marks::Stretch], sources: &[Source], gold: &[Marked]) {
        let mut previous_end = None;
        for stretch in stretches {
            let tokens = facts.reading.tokens_in(stretch.span);
            if tokens.is_empty() {
                continue;
            }
            let range = (stretch.span.start(), stretch.span.end());
            let direct = gold.iter().find(|quote| quote.is_direct && agreement(quote.range, range) >= 0.5);
            let in_part = gold.iter().flat_map(|quote| &quote.parts).any(|&part| agreement(part, range) >= 0.5);
            let features = filter::of_stretch(facts, &tokens, stretch.closed, previous_end);
            previous_end = Some(tokens.end);
            self.speech.push((features, direct.is_some() || in_part));
            if let Some(quote) = direct {
                let place = Place { tokens, cue: None, subject: None, is_reported: false };
                self.speaker.extend(group(facts, sources, &place, quote));
            }
        }
    }

    fn take_clauses(&mut self, facts: &Facts, gold: &[Marked]) {
        for candidate in clauses::find(facts) {
            let Some(span) = facts.reading.cover(candidate.tokens.start, candidate.tokens.end - 1) else { continue };
            let range = (span.start(), span.end());
            let best = gold.iter().max_by(|a, b| agreement(a.range, range).total_cmp(&agreement(b.range, range)));
            let best = best.filter(|quote| agreement(quote.range, range) >= 0.5);
            let answer = match best {
                // Speech without a clause is neither: the guideline leaves it out, the gold has it.
                Some(quote) if !quote.is_direct && quote.is_speech && !quote.is_core => continue,
                Some(quote) => !quote.is_direct && quote.is_core,
                None => false,
            };
            self.reported.push((filter::of_clause(facts, &candidate), answer));
        }
    }

    fn take_reported_speakers(&mut self, facts: &Facts, sources: &[Source], gold: &[Marked]) {
        let candidates = clauses::find(facts);
        for quote in gold.iter().filter(|quote| !quote.is_direct && quote.is_core) {
            let fits = |candidate: &&clauses::Candidate| {
                let span = facts.reading.cover(candidate.tokens.start, candidate.tokens.end - 1);
                span.is_some_and(|span| agreement(quote.range, (span.start(), span.end())) >= 0.5)
            };
            if let Some(candidate) = candidates.iter().find(fits) {
                let place = Place {
                    tokens: candidate.tokens.clone(),
                    cue: Some(candidate.cue.start),
                    subject: candidate.subject.clone(),
                    is_reported: true,
                };
                self.reported_speaker.extend(group(facts, sources, &place, quote));
            }
        }
    }
}

/// The sources near a quote and which of them is right.
fn group(facts: &Facts, sources: &[Source], place: &Place, quote: &Marked) -> Option<(Vec<Vec<u32>>, usize)> {
    let speaker = quote.speaker?;
    let head = quote.head.unwrap_or(speaker);
    let near: Vec<usize> = rank::candidates(facts, sources, place)
        .filter(|&index| rank::may_speak(facts, &sources[index], place))
        .collect();
    let fit = |index: &usize| {
        let source = &sources[*index];
        let Some(span) = facts.reading.cover(source.tokens.start, source.tokens.end - 1) else { return 0 };
        let range = (span.start(), span.end());
        let covers = range.0 <= head.0 && head.1 <= range.1 + 2
            || head.0 <= range.0 && range.1 == head.1
            || head.0 <= range.0 && range.1 <= head.1 && source.sort == Sort::Name;
        let inside = speaker.0 <= range.0 + 2 && range.1 <= speaker.1 + 2 || agreement(speaker, range) >= 0.5;
        if !(covers && inside) {
            return 0;
        }
        match source.sort {
            Sort::Name => 4,
            Sort::Pronoun => 3,
            Sort::Noun => 2,
            Sort::Subject => 1,
        }
    };
    let best = near.iter().enumerate().max_by_key(|(place, index)| (fit(index), std::cmp::Reverse(*place)))?;
    if fit(best.1) == 0 {
        return None;
    }
    let features = near.iter().map(|&index| rank::features(facts, sources, index, place)).collect();
    Some((features, best.0))
}
