//! A quote that a person marked by hand: its cue and who may have said it, by the models that rank the quotes found.

use super::lexicon::Facts;
use super::rank::Panel;
use super::runners::{self, Table};
use super::speech::{self, Unit, Words};
use super::{MODELS, asked, clauses, marks, quote_of, sources, tags, who};
use crate::engine::Reading;
use crate::engine::names::Names;
use crate::model::{Id, Quote};
use crate::text::Span;

/// A clause of the rules or tags that shares less with the span than this says nothing of its cue.
const LEAST_AGREEMENT: f32 = 0.3;

/// The quote that a span is, with its cue and the candidates for who speaks it, likeliest first, each with its reason;
/// `None` when the span holds no words. `last_speaker` is the entity that spoke last before it, if any; entities are those
/// of `names`.
pub fn draft(reading: &Reading, names: &Names, span: Span, last_speaker: Option<Id>) -> Option<Quote> {
    let tokens = reading.tokens_in(span);
    if tokens.is_empty() {
        return None;
    }
    let stretches = marks::pair(reading);
    let facts = Facts::new(reading, &stretches);
    let tags = tags::Tags::read(&facts);
    let is_plain = |index: usize| facts.at(index).is_word && !facts.at(index).in_marks;
    let parts: Vec<Span> = stretches.iter().filter_map(|stretch| stretch.span.intersection(span)).collect();
    let share = |candidate: &clauses::Candidate| speech::agreement(&candidate.tokens, &tokens);
    let clause = clauses::find(&facts, &tags)
        .into_iter()
        .filter(|candidate| share(candidate) >= LEAST_AGREEMENT)
        .max_by(|a, b| share(a).total_cmp(&share(b)));
    let words = match clause {
        Some(clause) if tokens.clone().any(is_plain) => Words::Clause { cue: clause.cue, subject: clause.subject },
        _ => Words::Marked,
    };
    let unit = Unit { tokens, span, parts, words, probability: 1.0, edges: 1.0 };
    let sources = sources::find(&facts, names);
    let genders = crate::engine::names::people::genders(reading, names);
    let context = who::Context { models: &MODELS, facts: &facts, sources: &sources, names, genders: &genders };
    let asked = asked(&MODELS, &mut Panel::new(&facts, &tags, &sources), &unit, None);
    let ranked = runners::settled(&MODELS, &Table::new(&facts, &tags, &sources), &[asked], 0);
    quote_of(&context, &unit, &ranked, last_speaker)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::names;
    use crate::model::Article;

    #[track_caller]
    fn check(text: &str, words: &str, cue: &str, who: &str) {
        let article = Article::plain(text);
        let reading = Reading::new(&article);
        let names = names::find(&reading);
        let start = text.find(words).expect("the words are in the text");
        let span = article.text.span(start, start + words.len()).expect("a span");
        let quote = draft(&reading, &names, span, None).expect("a quote");
        assert_eq!(quote.cue.map(|cue| reading.slice(cue)), Some(cue));
        assert_eq!(quote.speaker.as_ref().map(|speaker| speaker.name.as_str()), Some(who));
        assert!(quote.speaker.as_ref().is_some_and(|speaker| speaker.reason.is_some()));
    }

    #[test]
    fn the_one_at_the_cue_speaks_not_the_nearest() {
        let text =
            "Mayor Ana Roth met Tom Hale on Monday. She told Hale that the old bridge would be torn down in May.";
        check(text, "the old bridge would be torn down in May", "told", "Ana Roth");
        let text = "“The bridge is safe,” Ana Roth told Tom Hale of the Harbour Post.";
        check(text, "“The bridge is safe,”", "told", "Ana Roth");
    }

    #[test]
    fn odd_spans_are_drafted_too() {
        let article = Article::plain("a … b");
        let reading = Reading::new(&article);
        let span = article.text.span(0, article.text.len()).expect("a span");
        assert!(draft(&reading, &Names::default(), span, None).is_some_and(|quote| quote.speaker.is_none()));
    }
}
