//! Who speaks, looked at a second time: the likeliest sources of a quote beside one another and beside those of the quotes
//! before and after it, as a few dozen numbers, weighed by small trees. The linear ranker sees each source alone and each
//! quote alone; that a paragraph's next quote tells whose the first one is, it cannot say.

use super::calibrate::Question;
use super::cues::CueClass;
use super::lexicon::{self as lex, Facts};
use super::model::Models;
use super::rank::{Around, Panel, Place};
use super::sources::Source;
use super::tags::{Label, Tags};
use crate::engine::learn::linear::softmax;
use crate::engine::learn::trees;
use std::ops::Range;

/// How the trees are learned. (200 at half the rate named as many right, for twice the work; four sources instead of six cost
/// 0.2 of the reported speakers.)
pub const SETTINGS: trees::Settings =
    trees::Settings { trees: 100, rate: 0.1, held: 3.0, least: 5.0, rows: 0.7, columns: 0.5 };

/// How many sources are looked at again.
const LOOKED_AT: usize = 6;
/// A source that the ranker is surer of than this is not asked about again.
const SURE: f32 = 0.99;

/// A source as the ranker sees it.
#[derive(Clone, Copy, Debug)]
pub struct Ranked {
    /// Its place among the sources.
    pub source: usize,
    score: f32,
    share: f32,
}

/// A quote with its sources, the likeliest first.
#[derive(Clone, Debug)]
pub struct Asked {
    place: Place,
    ranked: Vec<Ranked>,
}

impl Asked {
    /// The ranker's own answer.
    pub fn new(models: &Models, panel: &mut Panel, place: Place) -> Self {
        let model = if place.is_reported { &models.reported_speaker } else { &models.speaker };
        let (near, scores) = panel.scores(model, &place);
        let shares = softmax(&scores);
        let all = near.into_iter().zip(scores).zip(shares);
        let mut ranked: Vec<Ranked> = all.map(|((source, score), share)| Ranked { source, score, share }).collect();
        ranked.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.source.cmp(&b.source)));
        Self { place, ranked }
    }

    /// A quote that its text gives a speaker, if any, this likely.
    pub fn given(place: Place, source: Option<usize>, share: f32) -> Self {
        Self { place, ranked: source.into_iter().map(|source| Ranked { source, score: 0.0, share }).collect() }
    }

    /// Its sources, the likeliest first.
    pub fn sources(&self) -> Vec<usize> {
        self.ranked.iter().map(|one| one.source).collect()
    }

    fn share_of(&self, is: impl Fn(usize) -> bool) -> f32 {
        self.ranked.iter().take(LOOKED_AT).filter(|one| is(one.source)).map(|one| one.share).sum()
    }
}

/// The sources that may speak one of the quotes, best first, each with its probability.
pub fn settled(models: &Models, table: &Table, asked: &[Asked], at: usize) -> Vec<(usize, f64)> {
    let Some(Asked { place, ranked }) = asked.get(at) else { return Vec::new() };
    let question = if place.is_reported { Question::ReportedSpeaker } else { Question::Speaker };
    let mut all: Vec<(usize, f64)> = ranked.iter().map(|one| (one.source, f64::from(one.share))).collect();
    if ranked.len() > 1 && ranked.first().is_some_and(|first| first.share < SURE) {
        let views = table.views(asked, at);
        let seen: Vec<&[f32]> = views.iter().map(Vec::as_slice).collect();
        let mut scores = models.runners.scores(&seen);
        // Those that are not looked at again stay behind, in their order.
        let least = scores.iter().copied().fold(f32::INFINITY, f32::min);
        let last = ranked[views.len() - 1].score;
        scores.extend(ranked[views.len()..].iter().map(|one| least - 1.0 + one.score - last));
        all.iter_mut().zip(softmax(&scores)).for_each(|(one, share)| one.1 = f64::from(share));
        all.sort_by(|a, b| b.1.total_cmp(&a.1));
    }
    let mut shares: Vec<f64> = all.iter().map(|(_, share)| *share).collect();
    models.lines.share(question, &mut shares);
    all.into_iter().zip(shares).map(|((source, _), share)| (source, share)).collect()
}

/// The article with its sources.
pub struct Table<'t, 'r, 'a> {
    facts: &'t Facts<'r, 'a>,
    tags: &'t Tags,
    sources: &'t [Source],
}

impl<'t, 'r, 'a> Table<'t, 'r, 'a> {
    pub fn new(facts: &'t Facts<'r, 'a>, tags: &'t Tags, sources: &'t [Source]) -> Self {
        Self { facts, tags, sources }
    }

    /// The sources of a quote that are worth a second look, each with a number a column.
    pub fn views(&self, asked: &[Asked], at: usize) -> Vec<Vec<f32>> {
        let Asked { place, ranked } = &asked[at];
        let around = Around::new(self.facts, place);
        let looked_at = ranked.len().min(LOOKED_AT);
        (0..looked_at)
            .map(|rank| {
                let one = ranked[rank];
                let source = &self.sources[one.source];
                let mut view = Vec::with_capacity(80);
                let rival = ranked.iter().take(2).find(|other| other.source != one.source);
                let gap = rival.map_or(20.0, |rival| one.score - rival.score);
                view.extend([one.score, gap, one.share, rank as f32, ranked.len() as f32]);
                view.extend([yes(place.is_reported), place.tokens.len() as f32]);
                self.add_source(source, &mut view);
                self.add_place(source, place, &mut view);
                self.add_verbs(source, place, &around, &mut view);
                self.add_between(one.source, place, &mut view);
                let alike = |other: usize| other != one.source && self.is_alike(one.source, other);
                view.push(asked[at].share_of(alike));
                self.add_neighbour(at.checked_sub(1).and_then(|at| asked.get(at)), place, one.source, &mut view);
                self.add_neighbour(asked.get(at + 1), place, one.source, &mut view);
                view
            })
            .collect()
    }

    /// Whether two sources end with the same word, as a full name and a surname do.
    fn is_alike(&self, one: usize, other: usize) -> bool {
        let head = |index: usize| self.facts.at(self.sources[index].tokens.end.saturating_sub(1)).lower;
        head(one) == head(other)
    }

    fn add_source(&self, source: &Source, view: &mut Vec<f32>) {
        let Self { facts, tags, .. } = *self;
        let Range { start, end } = source.tokens;
        let head = facts.at(end.saturating_sub(1));
        view.extend([f32::from(source.sort as u8), source.kind.map_or(0.0, |kind| 1.0 + f32::from(kind as u8))]);
        view.extend([f32::from(source.role as u8), yes(source.acts), yes(source.colon), source.tokens.len() as f32]);
        view.extend([yes(facts.at(start).in_marks), yes(start == facts.sentence_of(start).start)]);
        view.push(yes(start == 0 || facts.paragraph(start - 1) != facts.paragraph(start)));
        let kinds = [lex::ADDRESSEE, lex::PEOPLE, lex::DOCUMENT, lex::PRONOUN];
        view.extend(kinds.map(|kind| yes(head.is(kind))));
        let share = |token: usize| if token < facts.all.len() { tags.share(token, Label::Source) } else { 0.0 };
        let likely = source.tokens.clone().map(share).fold(0.0, f32::max);
        view.extend([likely, share(end.saturating_sub(1)), share(start), share(end), share(start.wrapping_sub(1))]);
        view.push(if end < facts.all.len() { tags.share(end, Label::Cue) } else { 0.0 });
        let sentence = facts.sentence_of(start);
        let sort = |token: usize| if sentence.contains(&token) { facts.at(token).sort as f32 } else { -1.0 };
        view.extend([sort(start.wrapping_sub(1)), sort(end), sort(start.wrapping_sub(2)), sort(end + 1)]);
    }

    fn add_place(&self, source: &Source, place: &Place, view: &mut Vec<f32>) {
        let facts = self.facts;
        let Range { start, end } = place.tokens;
        let here = source.tokens.start;
        let last = end.saturating_sub(1);
        let distance = if here < start {
            -(start.saturating_sub(source.tokens.end) as f32)
        } else {
            here.saturating_sub(end) as f32
        };
        let edge = if here < start { start } else { last };
        view.push(distance);
        view.push(facts.sentence(here) as f32 - facts.sentence(edge) as f32);
        view.push(facts.paragraph(here) as f32 - facts.paragraph(edge) as f32);
        view.push(match &place.subject {
            None => -1.0,
            Some(subject) if subject.end == source.tokens.end => 2.0,
            Some(subject) => yes(subject.start < source.tokens.end && here < subject.end),
        });
    }

    fn add_verbs(&self, source: &Source, place: &Place, around: &Around, view: &mut Vec<f32>) {
        let facts = self.facts;
        let Range { start, end } = place.tokens;
        let gap = |verb: usize| if verb < start { verb as f32 - start as f32 } else { verb as f32 - end as f32 + 1.0 };
        let edge = |verb: usize| facts.sentence(if verb < start { start } else { end.saturating_sub(1) });
        for tied in [source.right, source.left] {
            let Some((verb, tie)) = tied else {
                view.extend([-1.0; 7]);
                continue;
            };
            let (class, form) = facts
                .at(verb)
                .verb
                .map_or((9.0, 9.0), |verb| (f32::from(verb.class as u8), f32::from(verb.form as u8)));
            view.extend([f32::from(tie as u8), class, form, gap(verb), yes(facts.sentence(verb) == edge(verb))]);
            view.push(place.cue.map_or(-1.0, |cue| yes(cue == verb)));
            view.push(self.tags.share(verb, Label::Cue));
        }
        view.extend(around.marks().map(|mark| mark as f32));
        for said in around.said() {
            let hangs = said.map_or(-1.0, |said| {
                yes([source.right, source.left].into_iter().flatten().any(|(verb, _)| verb == said))
            });
            view.extend([said.map_or(0.0, gap), hangs]);
        }
    }

    /// What stands between the source and the quote.
    fn add_between(&self, index: usize, place: &Place, view: &mut Vec<f32>) {
        let (facts, source) = (self.facts, &self.sources[index]);
        let (low, high) = if source.tokens.start < place.tokens.start {
            (source.tokens.end, place.tokens.start)
        } else {
            (place.tokens.end, source.tokens.start)
        };
        let span = low..high.max(low).min(low + 60);
        let [mut says, mut marked, mut finite] = [0.0f32; 3];
        for token in span {
            let fact = facts.at(token);
            marked += yes(fact.in_marks);
            if !fact.in_marks {
                says += yes(fact.verb.is_some_and(|verb| verb.class != CueClass::Stance));
                finite += yes(facts.finite_at(token) != lex::Finite::Not);
            }
        }
        let near = self.sources[index.saturating_sub(12)..(index + 13).min(self.sources.len())].iter();
        let others = near.filter(|other| other.tokens.start >= low && other.tokens.end <= high);
        let (mut acting, mut all) = (0.0, 0.0);
        for other in others {
            all += 1.0;
            acting += yes(other.acts && !facts.at(other.tokens.start).in_marks);
        }
        view.extend([says, marked, finite, all, acting]);
    }

    /// What the quote before or after says of the source.
    fn add_neighbour(&self, other: Option<&Asked>, place: &Place, source: usize, view: &mut Vec<f32>) {
        let Some(other) = other else {
            view.extend([-1.0; 7]);
            return;
        };
        let facts = self.facts;
        let gap = if other.place.tokens.start < place.tokens.start {
            place.tokens.start as f32 - other.place.tokens.end as f32
        } else {
            other.place.tokens.start as f32 - place.tokens.end as f32
        };
        view.push(gap);
        view.push(yes(facts.paragraph(other.place.tokens.start) == facts.paragraph(place.tokens.start)));
        view.push(yes(other.place.is_reported));
        view.push(other.ranked.first().map_or(0.0, |first| first.share));
        view.push(other.share_of(|one| one == source));
        view.push(other.share_of(|one| self.is_alike(one, source)));
        let speaker = other.ranked.first().map(|first| &self.sources[first.source]);
        view.push(
            speaker.map_or(0.0, |speaker| speaker.tokens.start as f32 - self.sources[source].tokens.start as f32),
        );
    }
}

fn yes(is: bool) -> f32 {
    f32::from(u8::from(is))
}
