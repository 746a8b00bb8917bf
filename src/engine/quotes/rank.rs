//! Features that tell which source speaks a quote; a trained linear model weighs them (softmax over the sources near).

use super::filter::level;
use super::lexicon::{self as lex, Facts, NOTHING};
use super::sources::{Sort, Source};
use super::tags::{Label, Tags};
use super::ties::Tie;
use crate::engine::learn::hash::{self, feature_of};
use crate::engine::learn::linear::Model;
use std::ops::Range;

/// What the ranker needs to know of a quote.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its tokens (of one marked stretch, or a reported clause).
    pub tokens: Range<usize>,
    /// The verb or phrase of saying, when the rule that found the quote knows it.
    pub cue: Option<usize>,
    /// The subject, when the rule that found the quote knows it.
    pub subject: Option<Range<usize>>,
    /// Whether the quote is reported (else marked).
    pub is_reported: bool,
}

/// What stands around a quote: as small numbers the mark at its end and what is before and after, and the nearest verbs of
/// saying on both sides.
pub struct Around {
    end: u32,
    before: u32,
    after: u32,
    said_before: Option<usize>,
    said_after: Option<usize>,
}

impl Around {
    /// Looks around a quote, once for all its sources.
    pub fn new(facts: &Facts, place: &Place) -> Self {
        let Range { start, end } = place.tokens;
        let last_mark = (start..end)
            .rev()
            .take(3)
            .map(|index| facts.at(index))
            .find(|fact| fact.is_word || matches!(fact.mark, ',' | '.' | '?' | '!' | '—' | '–' | '-' | '…'));
        let before = if start == 0 || facts.paragraph(start - 1) != facts.paragraph(start) {
            1
        } else if facts.reading.word(start - 1) == "that" {
            2
        } else if facts.at(start - 1).is_word {
            if facts.at(start - 1).verb.is_some() { 3 } else { 4 }
        } else {
            100 + facts.at(start - 1).mark as u32
        };
        let next = facts.beside(end, end.saturating_sub(1));
        let after = if next.mark == '\n' {
            1
        } else if !next.is_word {
            100 + next.mark as u32
        } else if next.verb.is_some() {
            2
        } else {
            3 + u32::from(next.is_capital)
        };
        let says = |token: &usize| {
            let fact = facts.at(*token);
            !fact.in_marks && fact.verb.is_some_and(|verb| verb.class != super::cues::CueClass::Stance)
        };
        let own = facts.sentence_of(start).start.max(start.saturating_sub(40));
        let last = facts.sentence_of(end.saturating_sub(1)).end.min(end + 40);
        let (said_before, said_after) = ((own..start).rev().find(says), (end..last).find(says));
        let end = last_mark.map_or(0, |fact| if fact.is_word { 0 } else { fact.mark as u32 });
        Self { end, before, after, said_before, said_after }
    }

    /// The mark at its end, what is before and what is after.
    pub fn marks(&self) -> [u32; 3] {
        [self.end, self.before, self.after]
    }

    /// The nearest verbs of saying before and after.
    pub fn said(&self) -> [Option<usize>; 2] {
        [self.said_before, self.said_after]
    }
}

/// How many verbs of saying and how many quotation marks stand before each token of an article.
pub struct Counts(Vec<(u32, u32)>);

impl Counts {
    /// Counts them.
    pub fn new(facts: &Facts) -> Self {
        let mut so_far = (0, 0);
        let count = |fact: &super::lexicon::Fact| {
            let before = so_far;
            let says = !fact.in_marks && fact.verb.is_some_and(|verb| verb.class != super::cues::CueClass::Stance);
            so_far = (so_far.0 + u32::from(says), so_far.1 + u32::from(matches!(fact.mark, '“' | '"' | '”')));
            before
        };
        let mut counts = Vec::with_capacity(facts.all.len() + 1);
        counts.extend(facts.all.iter().map(count));
        counts.push(so_far);
        Self(counts)
    }

    /// How many of each stand in a range.
    fn within(&self, range: &Range<usize>) -> (u32, u32) {
        let at = |token: usize| self.0.get(token).or(self.0.last()).copied().unwrap_or_default();
        let (from, to) = (at(range.start), at(range.end));
        (to.0.saturating_sub(from.0), to.1.saturating_sub(from.1))
    }
}

fn bucket(distance: usize) -> u32 {
    match distance {
        0 => 0,
        1 => 1,
        2 => 2,
        3..=5 => 3,
        6..=10 => 4,
        11..=20 => 5,
        21..=40 => 6,
        _ => 7,
    }
}

/// The sources that may speak a quote: two paragraphs before it (one for reported speech) to one after, never inside
/// a marked quote itself.
pub fn candidates(facts: &Facts, sources: &[Source], place: &Place) -> Range<usize> {
    let Range { start, end } = place.tokens;
    let (first_paragraph, last_paragraph) = (facts.paragraph(start), facts.paragraph(end.saturating_sub(1)));
    let reach = if place.is_reported { 1 } else { 2 };
    let from = first_paragraph.saturating_sub(reach);
    let to = last_paragraph + u32::from(!place.is_reported);
    let first = sources.partition_point(|source| facts.paragraph(source.tokens.start) < from);
    let last = sources.partition_point(|source| facts.paragraph(source.tokens.start) <= to);
    // An article of one huge paragraph must not cost quadratic time.
    let near = sources.partition_point(|source| source.tokens.start < start);
    first.max(near.saturating_sub(60))..last.min(near + 40).max(first.max(near.saturating_sub(60)))
}

/// Whether each paragraph is within reach of a quote, for its speaker.
pub fn within_reach<'q>(facts: &Facts, quotes: impl Iterator<Item = &'q Range<usize>>) -> Vec<bool> {
    /// Paragraphs before a quote and behind it.
    const REACH: [usize; 2] = [2, 1];
    let mut near = vec![false; facts.reading.text().paragraphs().len()];
    for tokens in quotes {
        let from = (facts.paragraph(tokens.start) as usize).saturating_sub(REACH[0]);
        let to = facts.paragraph(tokens.end.saturating_sub(1)) as usize + REACH[1];
        near.iter_mut().take(to + 1).skip(from).for_each(|near| *near = true);
    }
    near
}

/// Whether a source may speak the quote at all.
pub fn may_speak(facts: &Facts, source: &Source, place: &Place) -> bool {
    let inside = place.tokens.start <= source.tokens.start && source.tokens.start < place.tokens.end;
    if inside {
        return false;
    }
    // Whom another quote's words name does not speak here.
    let is_quoted = facts.at(source.tokens.end - 1).in_marks;
    if is_medium(facts, source) {
        return false;
    }
    if !place.is_reported {
        return !is_quoted;
    }
    if is_quoted && !facts.at(place.tokens.start).in_marks {
        return false;
    }
    let own = facts.sentence(place.tokens.start);
    let last = facts.sentence(place.tokens.end.saturating_sub(1));
    let here = facts.sentence(source.tokens.start);
    here + 2 >= own && here <= last + 1
}

/// "wrote in an editorial", "said in a statement": where it was said.
fn is_medium(facts: &Facts, source: &Source) -> bool {
    let Range { start, end } = source.tokens;
    let is_document = source.sort == Sort::Noun && facts.at(end - 1).is(lex::DOCUMENT);
    is_document && facts.beside(start.saturating_sub(1), start).lower == IN && end - start <= 3
}

const IN: u32 = hash::of_ascii("in");

/// All sources of an article, asked about one quote after the other.
pub struct Panel<'p, 'r, 'a> {
    pub facts: &'p Facts<'r, 'a>,
    pub tags: &'p Tags,
    pub sources: &'p [Source],
    counts: Counts,
    /// What each source speaks for by itself, for marked quotes and for reported ones; worked out when it is first asked.
    own: Vec<[Option<i32>; 2]>,
}

impl<'p, 'r, 'a> Panel<'p, 'r, 'a> {
    pub fn new(facts: &'p Facts<'r, 'a>, tags: &'p Tags, sources: &'p [Source]) -> Self {
        Self { facts, tags, sources, counts: Counts::new(facts), own: vec![[None; 2]; sources.len()] }
    }

    /// The sources that may speak a quote, and the model's score of each. Always ask with the same model for quotes of
    /// one sort.
    pub fn scores(&mut self, model: &Model, place: &Place) -> (Vec<usize>, Vec<f32>) {
        let Self { facts, tags, sources, .. } = *self;
        let mut near: Vec<usize> =
            candidates(facts, sources, place).filter(|&at| may_speak(facts, &sources[at], place)).collect();
        let around = Around::new(facts, place);
        let counts = &self.counts;
        let owns = &mut self.own;
        let mut own_sum = |index: usize| {
            *owns[index][usize::from(place.is_reported)].get_or_insert_with(|| {
                let mut sum = 0;
                own(facts, tags, &sources[index], &mut |feature| sum += model.weight(feature));
                sum
            })
        };
        let best = near.iter().map(|&at| own_sum(at)).max().unwrap_or_default();
        near.retain(|&at| {
            model.score_of(best - own_sum(at)) < FAR_BEHIND
                || is_bound(&sources[at], place, &around)
                || !place.is_reported && is_close(facts, &sources[at], place)
        });
        let score = |&index: &usize| {
            let mut sum = own_sum(index);
            let mut add = |feature| sum += model.weight(feature);
            placed(facts, tags, sources, index, (place, &around, counts), &mut add);
            model.score_of(sum)
        };
        let scores = near.iter().map(score).collect();
        (near, scores)
    }
}

/// A source that by itself speaks for so much less than the best one near is not asked further, unless the grammar ties it to
/// the quote or, beside a marked one, it stands close. (On a third of polnear.train the right one is named as often of marked
/// quotes, and 0.1 less often of reported ones; with nobody tied or close excepted, 2.8 less often.)
const FAR_BEHIND: f32 = 4.0;

/// Whether a source stands in a quote's sentences or beside them.
fn is_close(facts: &Facts, source: &Source, place: &Place) -> bool {
    let own = facts.sentence(place.tokens.start);
    let last = facts.sentence(place.tokens.end.saturating_sub(1));
    let here = facts.sentence(source.tokens.start);
    here + 1 >= own && here <= last + 1
}

/// Whether the grammar ties a source to a quote: it is the cue's subject, or hangs on the nearest verb of saying.
fn is_bound(source: &Source, place: &Place, around: &Around) -> bool {
    let is_subject = place.subject.as_ref().is_some_and(|subject| subject.end == source.tokens.end);
    let verbs = || [source.right, source.left].into_iter().flatten().map(|(verb, _)| Some(verb));
    is_subject || verbs().any(|verb| verb == place.cue || verb == around.said_before || verb == around.said_after)
}

/// The features of one source for one quote, for training.
pub fn features(
    facts: &Facts,
    tags: &Tags,
    sources: &[Source],
    index: usize,
    (place, around, counts): (&Place, &Around, &Counts),
) -> Vec<u32> {
    let mut out = Vec::with_capacity(64);
    own(facts, tags, &sources[index], &mut |feature| out.push(feature));
    placed(facts, tags, sources, index, (place, around, counts), &mut |feature| out.push(feature));
    out
}

/// What sort of source it is, in a small number.
fn sort_of(facts: &Facts, source: &Source) -> u32 {
    let head = facts.at(source.tokens.end.saturating_sub(1));
    let words = source.tokens.len().min(3) as u32;
    match source.sort {
        Sort::Pronoun => feature_of(9, &[head.lower]),
        Sort::Name => 1 + u32::from(words > 1),
        Sort::Noun => 4 + u32::from(head.is(lex::PEOPLE)) + 2 * u32::from(head.is(lex::DOCUMENT)),
        Sort::Subject => 12,
    }
}

/// The features of a source by itself, whatever the quote.
fn own(facts: &Facts, tags: &Tags, source: &Source, told: &mut impl FnMut(u32)) {
    let mut add = |template: u32, parts: &[u32]| told(feature_of(template, parts));
    let head = facts.at(source.tokens.end.saturating_sub(1));
    add(10, &[sort_of(facts, source)]);
    if matches!(source.sort, Sort::Noun | Sort::Subject) {
        add(12, &[head.lower]);
    }
    add(13, &[u32::from(head.is(lex::ADDRESSEE)), source.sort as u32]);
    for (which, tied) in [(0u32, source.right), (1, source.left)] {
        let Some((verb, tie)) = tied else {
            add(20, &[which]);
            continue;
        };
        let (class, lemma) = class_and_lemma(facts, verb);
        add(21, &[which, tie as u32, class]);
        add(23, &[which, lemma]);
    }
    let sentence = facts.sentence_of(source.tokens.start);
    let inside = |token: usize| if sentence.contains(&token) { facts.at(token) } else { &NOTHING };
    let (before, next) = (inside(source.tokens.start.wrapping_sub(1)), inside(source.tokens.end));
    let opens = source.tokens.start == sentence.start;
    add(30, &[next.sort]);
    add(31, &[before.sort]);
    add(32, &[before.sort, next.sort]);
    add(33, &[u32::from(opens)]);
    let share = |token: usize| if sentence.contains(&token) { tags.share(token, Label::Source) } else { 0.0 };
    add(50, &[level(likely(tags, source))]);
    add(52, &[level(share(source.tokens.end - 1)), level(share(source.tokens.start))]);
    add(53, &[level(share(source.tokens.end)), level(share(source.tokens.start.wrapping_sub(1)))]);
    let (kind, role, sort) = (kind_of(source), source.role as u32, source.sort as u32);
    add(60, &[sort, kind]);
    add(62, &[sort, kind, before.sort]);
    add(63, &[sort, kind, role]);
    add(65, &[sort, u32::from(head.family.large)]);
    add(66, &[sort, u32::from(head.family.middle)]);
    add(67, &[sort, kind, u32::from(next.family.large)]);
    add(69, &[sort, u32::from(before.family.large), next.sort]);
    add(68, &[sort, kind, next.sort]);
    if source.tokens.len() == 1 && sort == Sort::Subject as u32 {
        let ending: u32 = facts.reading.word(source.tokens.start).chars().rev().take(2).map(|c| c as u32).sum();
        add(71, &[u32::from(opens), ending]);
    }
}

/// How likely the source's likeliest token is one.
fn likely(tags: &Tags, source: &Source) -> f32 {
    source.tokens.clone().map(|token| tags.share(token, Label::Source)).fold(0.0, f32::max)
}

fn kind_of(source: &Source) -> u32 {
    source.kind.map_or(0, |kind| 1 + kind as u32)
}

fn class_and_lemma(facts: &Facts, verb: usize) -> (u32, u32) {
    facts.at(verb).verb.map_or((9, 999), |verb| (verb.class as u32, u32::from(verb.lemma)))
}

/// The features of a source as it stands to the quote.
fn placed(
    facts: &Facts,
    tags: &Tags,
    sources: &[Source],
    index: usize,
    (place, around, counts): (&Place, &Around, &Counts),
    told: &mut impl FnMut(u32),
) {
    let source = &sources[index];
    let mut add = |template: u32, parts: &[u32]| told(feature_of(template, parts));
    let Range { start, end } = place.tokens;
    let is_left = source.tokens.start < start;
    let side = u32::from(is_left);
    let distance =
        if is_left { start.saturating_sub(source.tokens.end) } else { source.tokens.start.saturating_sub(end) };
    let sentences = if is_left {
        facts.sentence(start).saturating_sub(facts.sentence(source.tokens.start))
    } else {
        facts.sentence(source.tokens.start).saturating_sub(facts.sentence(end.saturating_sub(1)))
    }
    .min(4) as u32;
    let paragraphs = if is_left {
        facts.paragraph(start) - facts.paragraph(source.tokens.start).min(facts.paragraph(start))
    } else {
        facts.paragraph(source.tokens.start).saturating_sub(facts.paragraph(end.saturating_sub(1)))
    };
    let near = sentences.min(2);
    add(1, &[side]);
    add(2, &[side, bucket(distance)]);
    add(3, &[side, sentences]);
    add(4, &[side, paragraphs]);
    add(5, &[side, near, around.end, around.before]);
    add(6, &[side, near, around.after, around.end]);
    add(11, &[sort_of(facts, source), side, near]);
    if facts.at(source.tokens.start).in_marks {
        add(14, &[side]);
    }
    verbs(facts, source, place, around, &mut add);
    nearest(facts, source, place, around, &mut add);
    between(counts, sources, index, place, side, &mut add);
    shared_subject(facts, sources, index, place, around, &mut add);
    add(51, &[level(likely(tags, source)), side, near]);
    add(61, &[source.sort as u32, kind_of(source), side, near]);
    add(64, &[source.role as u32, side, near]);
    let opens_paragraph =
        source.tokens.start == 0 || facts.paragraph(source.tokens.start - 1) != facts.paragraph(source.tokens.start);
    add(72, &[u32::from(opens_paragraph), side, near]);
    if source.colon {
        add(40, &[side, bucket(distance)]);
    }
    if place.subject.as_ref().is_some_and(|subject| subject.end == source.tokens.end) {
        add(41, &[source.sort as u32]);
    } else if place.subject.as_ref().is_some_and(|s| s.start < source.tokens.end && source.tokens.start < s.end) {
        add(42, &[source.sort as u32]);
    } else {
        add(43, &[u32::from(place.subject.is_some())]);
    }
}

/// The verbs of saying beside the source, seen from the quote.
fn verbs(facts: &Facts, source: &Source, place: &Place, around: &Around, add: &mut impl FnMut(u32, &[u32])) {
    let speaker_sort = match source.sort {
        Sort::Pronoun => facts.at(source.tokens.start).lower,
        other => other as u32,
    };
    let Range { start, end } = place.tokens;
    for (which, tied) in [(0u32, source.right), (1, source.left)] {
        let Some((verb, tie)) = tied else { continue };
        let (class, _) = class_and_lemma(facts, verb);
        let (side, distance, sentences) = if verb < start {
            (0u32, start - verb - 1, facts.sentence(start).saturating_sub(facts.sentence(verb)))
        } else if verb >= end {
            (1, verb - end, facts.sentence(verb).saturating_sub(facts.sentence(end.saturating_sub(1))))
        } else {
            (2, 0, 0)
        };
        let (tie, near) = (tie as u32, sentences.min(2) as u32);
        add(22, &[which, tie, class, side, bucket(distance), near]);
        add(24, &[which, class, u32::from(sentences == 0), side]);
        add(25, &[class, side, bucket(distance)]);
        let order = if tie == Tie::Object as u32 || tie == Tie::Inverted as u32 { tie } else { 99 };
        add(26, &[which, order, class, side, around.end, around.before]);
        add(27, &[which, class, side, bucket(distance), around.after, around.end]);
        if let Some(cue) = place.cue {
            add(28, &[which, tie, u32::from(cue == verb)]);
            add(44, &[which, tie, u32::from(cue == verb), speaker_sort]);
        }
    }
    if source.right.is_none() && source.left.is_none() {
        add(29, &[u32::from(source.tokens.start < start)]);
    }
}

/// Whether the verb beside the source is the verb of saying nearest to the quote.
fn nearest(facts: &Facts, source: &Source, place: &Place, around: &Around, add: &mut impl FnMut(u32, &[u32])) {
    let Range { start, end } = place.tokens;
    let (left, right) = (around.said_before, around.said_after);
    for (which, cue) in [(0u32, left), (1, right)] {
        let Some(cue) = cue else {
            add(75, &[which, u32::from(left.is_some()), u32::from(right.is_some())]);
            continue;
        };
        let hangs = [source.right, source.left].into_iter().flatten().find(|(verb, _)| *verb == cue);
        let tie = hangs.map_or(99, |(_, tie)| tie as u32);
        let gap = if which == 0 { start - cue - 1 } else { cue - end };
        let form = facts.at(cue).verb.map_or(9, |verb| verb.form as u32);
        add(73, &[which, tie, bucket(gap), around.end]);
        add(74, &[which, tie, form, u32::from(source.right.is_some())]);
        add(76, &[which, tie, u32::from(left.is_some() && right.is_some()), around.before]);
    }
}

/// What lies between the source and the quote.
fn between(
    counts: &Counts,
    sources: &[Source],
    index: usize,
    place: &Place,
    side: u32,
    add: &mut impl FnMut(u32, &[u32]),
) {
    let source = &sources[index];
    let (low, high) =
        if side == 1 { (source.tokens.end, place.tokens.start) } else { (place.tokens.end, source.tokens.start) };
    let others = if side == 1 {
        sources[index + 1..].iter().take_while(|other| other.tokens.end <= high).take(6).count()
    } else {
        sources[..index].iter().rev().take_while(|other| other.tokens.start >= low).take(6).count()
    };
    add(34, &[side, others.min(5) as u32]);
    let span = low..high.max(low).min(low + 60);
    let (verbs, marks) = counts.within(&span);
    add(35, &[side, verbs.min(3)]);
    add(36, &[side, marks.min(3)]);
}

/// Whether the source does what the verb of saying before the quote goes on with: "Roth crossed the bridge with Hale
/// and said, …", "…, adding: …". The subject is the one that acts, first in its clause.
fn shared_subject(
    facts: &Facts,
    sources: &[Source],
    index: usize,
    place: &Place,
    around: &Around,
    add: &mut impl FnMut(u32, &[u32]),
) {
    let source = &sources[index];
    let start = place.tokens.start;
    let sentence = facts.sentence_of(source.tokens.start);
    let acting = |other: &&Source| other.acts && !facts.at(other.tokens.start).in_marks;
    let same = |other: &&Source| other.tokens.start >= sentence.start;
    let before = sources[..index].iter().rev().take(30).take_while(same).filter(acting);
    let before = before.filter(|other| other.tokens.end <= source.tokens.start).count().min(2) as u32;
    let acts = u32::from(source.acts);
    let is_left = u32::from(source.tokens.start < start);
    let near = u32::from(sentence.contains(&start) || sentence.end == start);
    add(80, &[acts, before, is_left, near, source.sort as u32]);
    if is_left == 0 || near == 0 {
        return;
    }
    let says = |token: &usize| facts.at(*token).verb.is_some() && !facts.at(*token).in_marks;
    let cue = place.cue.filter(|&cue| cue < start).or_else(|| (source.tokens.end..start).rev().take(30).find(says));
    let Some(cue) = cue.filter(|&cue| cue >= source.tokens.end) else { return };
    let since = sources[index + 1..].iter().take(30).take_while(|other| other.tokens.end <= cue).filter(acting);
    let since = since.filter(|other| other.tokens.start >= source.tokens.end).count().min(2) as u32;
    let joint = cue.checked_sub(1).filter(|joint| sentence.contains(joint));
    let shape = joint.map_or(0, |joint| {
        let fact = facts.at(joint);
        let form = facts.at(cue).verb.map_or(9, |verb| verb.form as u32);
        if facts.reading.word(joint) == "and" || facts.reading.word(joint) == "but" {
            1
        } else if fact.mark == ',' {
            10 + form
        } else {
            20 + form
        }
    });
    add(81, &[acts, before, since, shape]);
    add(82, &[acts, shape, source.sort as u32, source.role as u32, since]);
    add(83, &[acts, before, since, shape, around.before, source.kind.map_or(0, |kind| 1 + kind as u32)]);
}
