//! Who "he" or "she" is: the people named before the pronoun, ranked by a trained model.

use super::calibrate::Question;
use super::lexicon::{Facts, NOTHING};
use super::who::{Context, Said};
use crate::engine::learn::hash::feature_of;
use crate::engine::learn::linear::{Model, softmax};
use crate::engine::names::lists::Gender;
use crate::model::{EntityKind, Id, Kind};
use std::collections::BTreeMap;

/// How many mentions before the pronoun are looked at: farther ones are no antecedents, and long texts stay linear.
const WINDOW: usize = 250;

/// Somebody the pronoun may mean.
#[derive(Clone, Debug)]
pub struct Person {
    /// Index in the article's entities.
    pub entity: usize,
    /// The probability, among all candidates.
    pub share: f64,
    /// How many paragraphs before the pronoun the last mention stands.
    pub paragraphs: u32,
}

impl Person {
    /// The entity's id.
    pub fn id(&self) -> Id {
        Id::new(Kind::Entity, self.entity as u32 + 1)
    }
}

/// What the text before the pronoun says of one person.
#[derive(Clone, Copy, Debug)]
struct Trace {
    /// The last mention's first and last token.
    last: (usize, usize),
    /// The last mention outside marks, likewise.
    plain: Option<(usize, usize)>,
    mentions: u32,
    /// Mentions in the three sentences before.
    near: u32,
    known_gender: bool,
}

/// The people named before a pronoun whose gender fits, each with its features.
pub fn candidates(context: &Context, pronoun: usize, gender: Gender, said: &Said) -> Vec<(usize, Vec<u32>)> {
    let traces = traces(context, pronoun, gender, said);
    let rank = |key: fn(&Trace) -> Option<usize>| {
        let mut order: Vec<(Option<usize>, usize)> =
            traces.iter().map(|(&entity, trace)| (key(trace), entity)).collect();
        order.sort_unstable_by(|a, b| b.cmp(a));
        order.into_iter().map(|(_, entity)| entity).collect::<Vec<usize>>()
    };
    let by_last = rank(|trace| Some(trace.last.0));
    let by_plain = rank(|trace| trace.plain.map(|plain| plain.0));
    let by_count = rank(|trace| Some(trace.mentions as usize));
    let place_in =
        |order: &[usize], entity: usize| order.iter().position(|&one| one == entity).unwrap_or(9).min(5) as u32;
    let one = |(&entity, trace): (&usize, &Trace)| {
        let ranks = [place_in(&by_last, entity), place_in(&by_plain, entity), place_in(&by_count, entity)];
        let spoke = said.last_speaker.is_some_and(|id| id.number as usize == entity + 1);
        (entity, features(context.facts, pronoun, trace, ranks, spoke))
    };
    traces.iter().map(one).collect()
}

/// The people a pronoun may mean, likeliest first.
pub fn rank(model: &Model, context: &Context, pronoun: usize, gender: Gender, said: &Said) -> Vec<Person> {
    let candidates = candidates(context, pronoun, gender, said);
    let scores: Vec<f32> = candidates.iter().map(|(_, features)| model.score(features)).collect();
    let traces = traces(context, pronoun, gender, said);
    let here = context.facts.paragraph(pronoun);
    let mut people: Vec<Person> = candidates
        .iter()
        .zip(softmax(&scores))
        .map(|(&(entity, _), share)| {
            let last = traces.get(&entity).map_or(pronoun, |trace| trace.plain.unwrap_or(trace.last).0);
            Person { entity, share: f64::from(share), paragraphs: here.saturating_sub(context.facts.paragraph(last)) }
        })
        .collect();
    people.sort_by(|a, b| b.share.total_cmp(&a.share).then(a.entity.cmp(&b.entity)));
    let mut shares: Vec<f64> = people.iter().map(|person| person.share).collect();
    context.models.lines.share(Question::Person, &mut shares);
    people.iter_mut().zip(shares).for_each(|(person, share)| person.share = share);
    people
}

/// Mentions inside the quote itself are no trace: who speaks is somebody named outside.
fn traces(context: &Context, pronoun: usize, gender: Gender, said: &Said) -> BTreeMap<usize, Trace> {
    let Context { facts, names, genders, .. } = context;
    let mut traces: BTreeMap<usize, Trace> = BTreeMap::new();
    let Some(place) = facts.reading.tokens.get(pronoun).map(|token| token.span.start()) else { return traces };
    let end = names.mentions.partition_point(|mention| mention.span.start() < place);
    for mention in names.mentions.get(end.saturating_sub(WINDOW)..end).unwrap_or_default() {
        let entity = mention.entity.number as usize - 1;
        let is_person = names.entities.get(entity).is_some_and(|entity| entity.kind == EntityKind::Person);
        let known = genders.get(entity).copied().flatten();
        if !is_person || known.is_some_and(|known| known != gender) {
            continue;
        }
        let tokens = facts.reading.tokens_in(mention.span);
        if said.tokens.contains(&tokens.start) {
            continue;
        }
        let span = (tokens.start, tokens.end.saturating_sub(1));
        let new = Trace { last: span, plain: None, mentions: 0, near: 0, known_gender: known.is_some() };
        let trace = traces.entry(entity).or_insert(new);
        trace.last = span;
        trace.mentions += 1;
        trace.near += u32::from(facts.sentence(pronoun).saturating_sub(facts.sentence(span.0)) <= 3);
        if !facts.at(span.0).in_marks {
            trace.plain = Some(span);
        }
    }
    // Somebody only spoken of in quotes is meant when nobody else can be.
    if traces.values().any(|trace| trace.plain.is_some()) {
        traces.retain(|_, trace| trace.plain.is_some());
    }
    traces
}

fn features(facts: &Facts, pronoun: usize, trace: &Trace, ranks: [u32; 3], spoke: bool) -> Vec<u32> {
    let mut out = Vec::with_capacity(28);
    let mut add = |template: u32, parts: &[u32]| out.push(feature_of(4000 + template, parts));
    let [recent, recent_plain, frequent] = ranks;
    let (first, last) = trace.plain.unwrap_or(trace.last);
    let paragraphs = facts.paragraph(pronoun).saturating_sub(facts.paragraph(first)).min(4);
    let sentences = facts.sentence(pronoun).saturating_sub(facts.sentence(first)).min(6) as u32;
    let sentence = facts.sentence_of(first);
    let before = if first > sentence.start { facts.at(first - 1).sort } else { NOTHING.sort };
    let after = if last + 1 < sentence.end { facts.at(last + 1) } else { &NOTHING };
    let is_owner = matches!(facts.reading.word(last + 1), "'s" | "’s" | "'" | "’");
    let role = if is_owner { 1 } else { 2 + after.sort };
    let opens = u32::from(first == sentence.start);
    let count = trace.mentions.min(6);
    let knows = u32::from(trace.known_gender);
    add(1, &[knows]);
    add(2, &[recent]);
    add(3, &[recent_plain]);
    add(4, &[frequent]);
    add(5, &[count]);
    add(6, &[paragraphs]);
    add(7, &[sentences]);
    add(8, &[role]);
    add(9, &[before]);
    add(10, &[opens]);
    add(11, &[u32::from(spoke), paragraphs.min(2)]);
    add(12, &[u32::from(spoke), recent_plain]);
    add(13, &[trace.near.min(4)]);
    add(14, &[recent_plain, role.min(2), before]);
    add(15, &[recent_plain, knows]);
    add(16, &[recent_plain, frequent.min(2), paragraphs.min(2)]);
    add(17, &[sentences.min(2), opens, u32::from(is_owner)]);
    add(18, &[u32::from(facts.at(trace.last.0).in_marks), recent]);
    add(19, &[u32::from(after.verb.is_some()), sentences.min(3)]);
    add(20, &[u32::from(facts.paragraph(trace.last.0) == 0)]);
    let says = u32::from(after.verb.is_some());
    add(21, &[says, recent_plain, paragraphs.min(2)]);
    add(22, &[says, frequent.min(2), u32::from(spoke)]);
    out
}
