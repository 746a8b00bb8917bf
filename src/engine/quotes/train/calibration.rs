//! How often the probabilities that the models give are right.

use super::super::calibrate::{self, Answers, Question};
use super::super::lexicon::Facts;
use super::super::model::Models;
use super::super::persons;
use super::super::runners::{self, Table};
use super::super::sources;
use super::super::speech::{self, Words};
use super::super::tags::Tags;
use super::super::who::Context;
use super::gold::{Prepared, agreement, trimmed};
use super::near::Near;
use super::pronouns::pronouns;
use super::second::{asked, gold_of, is_marked};
use crate::engine::names;
use crate::engine::score::Gold;

/// How well the models' probabilities say how often they are right, on articles they have not seen: one line a question.
pub fn calibration(models: &Models, gold: &[Gold]) -> String {
    let mut answers = Answers::default();
    for article in gold.iter().map(Prepared::new) {
        let facts = Facts::new(&article.reading, &article.stretches);
        note_answers(models, &article, &facts, &mut answers);
        note_persons(models, &article, &facts, &mut answers);
    }
    use Question::{Clause, ClauseEdges, Marked, MarkedEdges, Person, ReportedSpeaker, Speaker};
    let line = |label: &str, questions: &[Question]| {
        let answers = answers.to(questions);
        let right = answers.iter().filter(|(_, is_right)| *is_right).count();
        let share = 100.0 * right as f64 / answers.len().max(1) as f64;
        let error = 100.0 * calibrate::error(&answers);
        format!("{label:<31} {error:5.1}   (n {}, {share:.1} % right)\n", answers.len())
    };
    [
        ("calibration error: is a quote", &[Marked, Clause][..]),
        ("  marked", &[Marked]),
        ("  reported", &[Clause]),
        ("calibration error: boundary", &[MarkedEdges, ClauseEdges]),
        ("  reported", &[ClauseEdges]),
        ("calibration error: speaker", &[Speaker, ReportedSpeaker]),
        ("  marked", &[Speaker]),
        ("  reported", &[ReportedSpeaker]),
        ("calibration error: person", &[Person]),
    ]
    .map(|(label, questions)| line(label, questions))
    .concat()
}

/// Notes every probability that the models give on an article and whether it is right.
pub(super) fn note_answers(models: &Models, article: &Prepared, facts: &Facts, answers: &mut Answers) {
    let tags = Tags::read_with(&models.tags, facts);
    let sources = sources::find(facts, &article.names);
    let near = Near { facts, tags: &tags, sources: &sources };
    let text = facts.reading.text();
    let units = speech::units(models, facts, &tags, &article.stretches);
    let asked = asked(models, &near, &units);
    let table = Table::new(facts, &tags, &sources);
    for (at, unit) in units.iter().enumerate() {
        let range = (unit.span.start(), unit.span.end());
        if matches!(unit.words, Words::Turn { .. }) {
            continue;
        }
        let is_marked = is_marked(unit);
        let questions = if is_marked {
            [Question::Marked, Question::MarkedEdges, Question::Speaker]
        } else {
            [Question::Clause, Question::ClauseEdges, Question::ReportedSpeaker]
        };
        let hit = gold_of(article, unit);
        let in_part = article.gold.iter().flat_map(|quote| &quote.parts).any(|&part| agreement(part, range) >= 0.5);
        answers.note(questions[0], unit.probability, hit.is_some() || is_marked && in_part);
        let Some(quote) = hit else { continue };
        answers.note(questions[1], unit.edges, trimmed(text, quote.range) == trimmed(text, range));
        let ranked = runners::settled(models, &table, &asked, at);
        if let Some(&(best, share)) = ranked.first().filter(|_| quote.speaker.is_some()) {
            answers.note(questions[2], share, near.is_right(quote, best));
        }
    }
}

/// The same for whom "he" and "she" mean. The answers are a program's guesses, about one in five wrong, so no line is fitted
/// on them.
fn note_persons(models: &Models, article: &Prepared, facts: &Facts, answers: &mut Answers) {
    let sources = sources::find(facts, &article.names);
    let genders = names::people::genders(facts.reading, &article.names);
    let context = Context { models, facts, sources: &sources, names: &article.names, genders: &genders };
    for one in pronouns(facts, &article.names, &article.gold) {
        let people = persons::rank(&models.person, &context, one.token, one.gender, &one.said);
        if let Some(best) = people.first() {
            answers.note(Question::Person, best.share, best.entity == one.entity);
        }
    }
}
