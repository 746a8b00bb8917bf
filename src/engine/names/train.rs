//! `copydesk train names`: gold articles in, the models of the tagger and its judge out.

use super::bench::Bench;
use super::features::Page;
use super::heard::Keys;
use super::judge::{self, Judges};
use super::memory::Memory;
use super::proposals::{Proposal, Proposals};
use super::roles::{self, Cue};
use super::tagger::{self, LABEL_COUNT, Model, Models};
use crate::engine::Reading;
use crate::engine::learn::crf_train::{Example, Settings, train};
use crate::engine::learn::trees::{self, Trees};
use crate::engine::score::Gold;
use crate::model::Article;
use std::sync::{Mutex, PoisonError};

/// The tagger's settings that did best on dev; see the model card.
pub const SETTINGS: Settings = Settings {
    labels: LABEL_COUNT,
    bits: 22,
    runs: 3,
    epochs: 12,
    rate: 0.06,
    decay: 1e-5,
    prior: 0.04,
    dropout: 0.5,
    doubt: 0.3,
    least_seen: 3,
    step: 0.08,
};

/// The label of a gold type; `None` where we have none.
fn sort_of(kind: &str) -> Option<u8> {
    let sort = match kind {
        "PER" => 0,
        "ORG" => 1,
        "LOC" => 2,
        "NORP" => 3,
        "FAC" => 4,
        "MISC" | "PRODUCT" | "EVENT" | "WORK" | "LAW" => 5,
        "DATE" => 6,
        "MONEY" => 7,
        _ => return None,
    };
    Some(sort)
}

/// The gold article's labels, one a token.
fn labels(gold: &Gold, reading: &Reading) -> Vec<u8> {
    let mut labels = vec![0u8; reading.tokens.len()];
    let text = &gold.article.text;
    for entity in gold.marked["entities"].as_array().into_iter().flatten() {
        let (Some(start), Some(end)) = (entity["start"].as_u64(), entity["end"].as_u64()) else { continue };
        let span = text.span_of_chars(start as usize, end as usize);
        let (Some(span), Some(sort)) = (span, entity["type"].as_str().and_then(sort_of)) else { continue };
        for (place, token) in reading.tokens_in(span).enumerate() {
            labels[token] = tagger::label(sort, place == 0);
        }
    }
    labels
}

/// What the words of the gold articles tell of names.
pub fn cues(gold: &[Gold]) -> Vec<Cue> {
    let of_article = |gold: &Gold| {
        let reading = Reading::new(&gold.article);
        roles::cues(&reading, &labels(gold, &reading))
    };
    gold.iter().flat_map(of_article).collect()
}

/// The sentences of a gold article with their labels.
fn examples(gold: &Gold) -> Vec<Example> {
    let reading = Reading::new(&gold.article);
    let labels = labels(gold, &reading);
    let page = Page::new(&reading, &mut Memory::default());
    let sentence = |(index, sentence): (usize, &crate::engine::Sentence)| Example {
        sequence: page.sequence(&reading, index),
        labels: labels[sentence.tokens.clone()].to_vec(),
    };
    reading.sentences.iter().enumerate().map(sentence).collect()
}

/// Of how many articles one is read in capitals too: the tagger has to know text that is set so.
const LOUD: usize = 9;

/// The article in capitals.
fn loud(gold: &Gold) -> Gold {
    let capital = |c: char| {
        let mut upper = c.to_uppercase();
        // A letter whose capital is two letters stays, so that places stay the same.
        upper.next().filter(|_| upper.next().is_none()).unwrap_or(c)
    };
    let text: String = gold.article.text.as_str().chars().map(capital).collect();
    Gold { article: Article::plain(&text), ..gold.clone() }
}

/// Taggers that have not seen an article tell the judges' training what they propose in it. (Person, organisation and place F1 on
/// articles not trained on: 85.7 with four parts, 86.0 with six, whose taggers are more like the one of all.)
const PARTS: usize = 6;

/// Trains on the gold articles: a tagger for each part of them, the judges by what these say of the parts that they have not
/// seen, the tagger of all.
pub fn models(gold: &[Gold], settings: &Settings, report: impl FnMut(&str) + Send) -> Models {
    let report = Mutex::new(report);
    let say = |words: &str| report.lock().unwrap_or_else(PoisonError::into_inner)(words);
    let is_own = |part: usize, at: usize| part < PARTS && at % PARTS == part;
    let mut read = side_by_side(PARTS + 1, |part| {
        let others: Vec<&Gold> = (0..).zip(gold).filter(|(at, _)| !is_own(part, *at)).map(|(_, gold)| gold).collect();
        let tagger = tagger(&others, settings, |round, loss| say(&format!("part {part}, round {round}: {loss:.1}")));
        let own: Vec<&Gold> = (0..).zip(gold).filter(|(at, _)| is_own(part, *at)).map(|(_, gold)| gold).collect();
        (cases(&own, &tagger, part), tagger)
    });
    let tagger = read.pop().map(|(_, tagger)| tagger).unwrap_or_default();
    let mut cases: Vec<Case> = read.into_iter().flat_map(|(cases, _)| cases).collect();
    say(&format!("{} proposals", cases.iter().map(|case| case.questions.len()).sum::<usize>()));
    Models { tagger, judges: judges(&mut cases) }
}

/// What a task gives for 0, 1, 2 …, in that order, as many of them at a time as there are processors.
fn side_by_side<T: Send>(count: usize, task: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(count);
    let of_thread =
        |thread: usize| (thread..count).step_by(threads).map(|place| (place, task(place))).collect::<Vec<_>>();
    let mut all: Vec<(usize, T)> = std::thread::scope(|scope| {
        let begun: Vec<_> = (0..threads).map(|thread| scope.spawn(move || of_thread(thread))).collect();
        let ended =
            begun.into_iter().map(|thread| thread.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault)));
        ended.flatten().collect()
    });
    all.sort_by_key(|(place, _)| *place);
    all.into_iter().map(|(_, given)| given).collect()
}

/// An article as the judges learn from it, read by a tagger that has not seen it.
struct Case {
    gold: Gold,
    part: usize,
    proposals: Proposals,
    questions: Vec<judge::Question>,
    answers: Vec<bool>,
}

/// The articles of a part, some of them in capitals too.
fn cases(gold: &[&Gold], tagger: &Model, part: usize) -> Vec<Case> {
    let loud = gold.iter().step_by(LOUD).map(|gold| loud(gold));
    gold.iter().map(|gold| (*gold).clone()).chain(loud).map(|gold| Case::new(gold, tagger, part)).collect()
}

impl Case {
    fn new(gold: Gold, tagger: &Model, part: usize) -> Self {
        let reading = Reading::new(&gold.article);
        let labels = labels(&gold, &reading);
        let mut memory = Memory::default();
        let page = Page::new(&reading, &mut memory);
        let proposals = Proposals::of(&reading, &page, tagger, &mut memory);
        let keys = Keys::new(&reading, &page, &proposals.all);
        let questions = judge::questions(&Bench::new(&reading, &page, &keys, &proposals.all), &proposals);
        let is_right = |asked: &judge::Question| is_right(&labels, &proposals.all[asked.at], asked.kind as u8);
        let answers = questions.iter().map(is_right).collect();
        Self { gold, part, proposals, questions, answers }
    }

    /// Asks as the second judge is asked, by the answers of a first one.
    fn ask_again(&mut self, first: &Trees) {
        let reading = Reading::new(&self.gold.article);
        let page = Page::new(&reading, &mut Memory::default());
        let answered = judge::answered(first, &self.questions, &self.proposals);
        let keys = Keys::new(&reading, &page, &self.proposals.all);
        judge::ask_again(&Bench::new(&reading, &page, &keys, &self.proposals.all), &answered, &mut self.questions);
    }
}

/// A judge by these cases.
fn judge_of<'c>(cases: impl Iterator<Item = &'c Case>) -> Trees {
    let rows = cases.flat_map(|case| {
        let answered = case.questions.iter().zip(&case.answers);
        answered.map(|(asked, &answer)| trees::Row { view: asked.view.clone(), answer, weight: 1.0 })
    });
    trees::train(&rows.collect::<Vec<_>>(), judge::SETTINGS)
}

/// Both judges; the second one learns from the answers of first ones that have not seen the part.
fn judges(cases: &mut [Case]) -> Judges {
    let first = judge_of(cases.iter());
    let others = side_by_side(PARTS, |part| judge_of(cases.iter().filter(|case| case.part != part)));
    for case in cases.iter_mut() {
        case.ask_again(others.get(case.part).unwrap_or(&first));
    }
    [first, judge_of(cases.iter())]
}

/// Whether a proposal is a name of this kind, from its first to its last token.
fn is_right(labels: &[u8], proposal: &Proposal, kind: u8) -> bool {
    let (opening, later) = (tagger::label(kind, true), tagger::label(kind, false));
    labels.get(proposal.first) == Some(&opening)
        && (proposal.first + 1..=proposal.last).all(|token| labels.get(token) == Some(&later))
        && labels.get(proposal.last + 1) != Some(&later)
}

/// The tagger alone.
fn tagger(gold: &[&Gold], settings: &Settings, report: impl FnMut(u32, f64)) -> Model {
    let mut all: Vec<Example> = gold.iter().flat_map(|gold| examples(gold)).collect();
    all.extend(gold.iter().step_by(LOUD).flat_map(|gold| examples(&loud(gold))));
    let mut model = train(&mut all, settings, report);
    model.lean(&leanings());
    model
}

/// How much more readily each label is given than the training has it: a name that is missing costs the reader more than
/// one too many. On 229 held-out articles and dev the names missed fell from 817 to 711 of the reader's steps, false ones
/// rose from 252 to 275; person, organisation and place F1 85.4 → 85.7, all six kinds 83.1 → 83.1, untyped 90.5 → 90.7.
fn leanings() -> [f32; LABEL_COUNT] {
    let mut leanings = [0.0; LABEL_COUNT];
    leanings[0] = -0.4;
    for (sort, by) in [(sort_of("FAC"), 0.3), (sort_of("MISC"), 0.2)] {
        let labels = sort.into_iter().flat_map(|sort| [true, false].map(|is_first| tagger::label(sort, is_first)));
        labels.for_each(|label| leanings[usize::from(label)] = by);
    }
    leanings
}
