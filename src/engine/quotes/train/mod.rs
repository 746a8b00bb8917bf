//! Trains the room's models from gold quotes. Articles are split by a hash of their id: seven tenths to train on,
//! three to measure on.

mod calibration;
mod examples;
mod gold;
mod near;
mod pronouns;
mod second;

pub use calibration::calibration;

use super::calibrate::Answers;
use super::lexicon::Facts;
use super::model::Models;
use super::tags::{self, Tags};
use super::{judge, runners};
use crate::engine::learn::crf_train;
use crate::engine::learn::hash;
use crate::engine::learn::trees::{self, Row};
use crate::engine::score::Gold;
use examples::{Examples, tag_examples};
use gold::Prepared;

/// How many parts can be held out.
pub const PARTS: u32 = 3;

/// Which part an article is in: three tenths of them each in parts 0 to 2, the rest is in none and always trained on.
pub fn part_of(id: &str) -> u32 {
    hash::feature(1, hash::exact(id)) % 10 / 3
}

/// Whether an article is measured on rather than trained on.
pub fn is_dev(id: &str) -> bool {
    part_of(id) == 0
}

const TAGGING: crf_train::Settings = crf_train::Settings {
    labels: tags::LABEL_COUNT,
    bits: 19,
    runs: 1,
    epochs: 14,
    rate: 0.06,
    decay: 2e-4,
    prior: 0.0,
    least_seen: 5,
    step: 0.03,
    dropout: 0.3,
    doubt: 0.0,
};

/// In how many folds the articles are learned from, each by models that have not seen it.
const FOLDS: usize = 2;

/// What can be put together from several folds.
trait Pooled: Clone + Default {
    fn pool(&mut self, other: Self);
}

impl Pooled for Vec<Row> {
    fn pool(&mut self, other: Self) {
        self.extend(other);
    }
}

/// What a task gives for 0, 1, 2 …, in that order, each in a thread of its own.
fn side_by_side<T: Send>(count: usize, task: impl Fn(usize) -> T + Sync) -> Vec<T> {
    std::thread::scope(|scope| {
        let begun: Vec<_> = (0..count)
            .map(|place| {
                scope.spawn({
                    let task = &task;
                    move || task(place)
                })
            })
            .collect();
        begun.into_iter().map(|thread| thread.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault))).collect()
    })
}

/// What all folds have but one.
fn but<T: Pooled>(folds: &[T], out: usize) -> T {
    let mut all = T::default();
    let inside = folds.iter().enumerate().filter(|(fold, _)| *fold != out);
    inside.for_each(|(_, fold)| all.pool(fold.clone()));
    all
}

/// Trains on the articles `wanted`.
pub fn models(gold: &[Gold], wanted: impl Fn(&str) -> bool, mut report: impl FnMut(&str)) -> Models {
    let prepared: Vec<Prepared> = gold.iter().filter(|article| wanted(&article.id)).map(Prepared::new).collect();
    let all: Vec<(&Prepared, Facts)> =
        prepared.iter().map(|article| (article, Facts::new(&article.reading, &article.stretches))).collect();
    let tagger = |out: usize| {
        let inside = all.iter().filter(|(article, _)| article.fold != out);
        let mut sentences: Vec<crf_train::Example> =
            inside.flat_map(|(article, facts)| tag_examples(facts, &article.gold)).collect();
        crf_train::train(&mut sentences, &TAGGING, |_, _| {})
    };
    // The later questions learn from tags of a model that has not seen the article.
    let mut taggers = side_by_side(FOLDS + 1, tagger);
    let tags = taggers.pop().unwrap_or_default();
    let mut examples: [Examples; FOLDS] = Default::default();
    for (article, facts) in &all {
        examples[article.fold].take(article, facts, &Tags::read_with(&taggers[article.fold], facts));
    }
    // The trees learn from what the other models say of articles that they have not seen.
    let mut folds: Vec<Models> =
        taggers.into_iter().enumerate().map(|(fold, tags)| but(&examples, fold).learned(tags)).collect();
    let [mut rows, mut looks]: [[Vec<Row>; FOLDS]; 2] = Default::default();
    for (article, facts) in &all {
        rows[article.fold].extend(second::judged(&folds[article.fold], article, facts));
    }
    for (fold, models) in folds.iter_mut().enumerate() {
        models.judge = trees::train(&but(&rows, fold), judge::SETTINGS);
    }
    for (article, facts) in &all {
        looks[article.fold].extend(second::second_looks(&folds[article.fold], article, facts));
    }
    for (fold, models) in folds.iter_mut().enumerate() {
        models.runners = trees::train(&but(&looks, fold), runners::SETTINGS);
    }
    // What their probabilities stand for shows there too.
    let mut answers = Answers::default();
    for (article, facts) in &all {
        calibration::note_answers(&folds[article.fold], article, facts, &mut answers);
    }
    let judge = trees::train(&rows.concat(), judge::SETTINGS);
    let runners = trees::train(&looks.concat(), runners::SETTINGS);
    let examples = but(&examples, FOLDS);
    let Examples { speech, reported, edges, speaker, reported_speaker, person, reachable } = &examples;
    report(&format!(
        "{} marked stretches, {} clauses, {} cuts, {} + {} speakers, {} pronouns; the right one is near for {} of {} marked quotes",
        speech.len(),
        reported.len(),
        edges.len(),
        speaker.len(),
        reported_speaker.len(),
        person.len(),
        reachable.0,
        reachable.1
    ));
    Models { lines: answers.fit(), judge, runners, ..examples.learned(tags) }
}
