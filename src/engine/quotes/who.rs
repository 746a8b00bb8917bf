//! Who a source is: from the words at the cue to the person, body or description, with the reason in plain words.

use super::lexicon::{self as lex, Facts};
use super::model::Models;
use super::persons;
use super::phrases::past_brackets;
use super::sources::{Sort, Source};
use crate::engine::names::Names;
use crate::engine::names::lists::Gender;
use crate::model::{EntityKind, Id, Kind, Mention, Speaker, SpeakerKind};
use crate::text::Span;
use crate::text::words::one_line;
use std::ops::Range;

/// What is known when a source is resolved.
pub struct Context<'c, 'r, 'a> {
    /// The room's models.
    pub models: &'c Models,
    /// The tokens' facts.
    pub facts: &'c Facts<'r, 'a>,
    /// All sources.
    pub sources: &'c [Source],
    /// The names of the article.
    pub names: &'c Names,
    /// Every entity's gender.
    pub genders: &'c [Option<Gender>],
}

/// The quote whose speaker is asked for.
#[derive(Clone, Debug)]
pub struct Said {
    /// Its tokens: nobody speaks who is named there and nowhere else.
    pub tokens: Range<usize>,
    /// The entity that spoke last before it.
    pub last_speaker: Option<Id>,
}

/// Who a source may be, likeliest first, each with its probability.
pub fn resolve(context: &Context, index: usize, said: &Said) -> Vec<(Speaker, f64)> {
    let source = &context.sources[index];
    let only = |speaker: Option<Speaker>| speaker.map(|speaker| (speaker, 1.0)).into_iter().collect();
    match source.sort {
        Sort::Name => only(named(context, source)),
        Sort::Pronoun => pronoun(context, index, said),
        Sort::Noun | Sort::Subject => only(described(context, index, said.last_speaker)),
    }
}

/// The likeliest of them.
fn likeliest(context: &Context, index: usize, said: &Said) -> Option<Speaker> {
    let said = Said { last_speaker: None, ..said.clone() };
    resolve(context, index, &said).into_iter().next().map(|(speaker, _)| speaker)
}

fn span_of(context: &Context, source: &Source) -> Option<Span> {
    context.facts.reading.cover(source.tokens.start, source.tokens.end.checked_sub(1)?)
}

/// The words of a source as one line.
fn words_of(context: &Context, source: &Source) -> String {
    let words = span_of(context, source).map(|span| context.facts.reading.slice(span)).unwrap_or_default();
    one_line(words)
}

fn kind_of(kind: EntityKind) -> SpeakerKind {
    match kind {
        EntityKind::Person => SpeakerKind::Person,
        EntityKind::Organisation | EntityKind::Place | EntityKind::Facility => SpeakerKind::Organisation,
        EntityKind::Group => SpeakerKind::Collective,
        EntityKind::Other => SpeakerKind::Document,
    }
}

/// The entity whose mention holds a token.
fn mention_at<'c>(context: &'c Context, token: usize) -> Option<&'c Mention> {
    let start = context.facts.reading.tokens.get(token)?.span.start();
    let mentions = &context.names.mentions;
    let next = mentions.partition_point(|mention| mention.span.end() <= start);
    mentions.get(next).filter(|mention| mention.span.holds(start))
}

fn entity_at(context: &Context, token: usize) -> Option<Id> {
    mention_at(context, token).map(|mention| mention.entity)
}

fn named(context: &Context, source: &Source) -> Option<Speaker> {
    let id = entity_at(context, source.tokens.start)?;
    let entity = context.names.entities.get(id.number as usize - 1)?;
    let words = words_of(context, source);
    // "Peter T. Hale", where the name was read to its initial only.
    let name = if words.starts_with(&entity.name) { words.clone() } else { entity.name.clone() };
    let reason = if words == name { None } else { Some(format!("{words} → {name}")) };
    Some(Speaker { span: span_of(context, source), entity: Some(id), name, kind: kind_of(entity.kind), reason })
}

/// Most people that one pronoun is given to choose from.
const MOST_PEOPLE: usize = 4;
/// How sure "he" is all there is to say of a speaker, when nobody named before can be meant.
const NOBODY: f64 = 0.5;

fn pronoun(context: &Context, index: usize, said: &Said) -> Vec<(Speaker, f64)> {
    let source = &context.sources[index];
    let Some(span) = span_of(context, source) else { return Vec::new() };
    let word = context.facts.reading.slice(span).to_lowercase();
    let only = |speaker: Option<Speaker>| speaker.map(|speaker| (speaker, 1.0)).into_iter().collect();
    let unknown =
        Speaker { span: Some(span), entity: None, name: word.clone(), kind: SpeakerKind::Pronoun, reason: None };
    let gender = match word.as_str() {
        "he" | "himself" => Gender::Male,
        "she" | "herself" => Gender::Female,
        "who" | "which" | "that" => return only(relative(context, index, said)),
        "i" | "we" | "you" => return only(Some(unknown)),
        _ => return only(plural(context, (index, &word), said)),
    };
    if let Some(speaker) = unnamed_before(context, index, said) {
        return only(Some(speaker));
    }
    let people = persons::rank(&context.models.person, context, source.tokens.start, gender, said);
    let shown = context.facts.reading.slice(span);
    let mut found: Vec<(Speaker, f64)> = Vec::new();
    for person in people.into_iter().take(MOST_PEOPLE) {
        let Some(entity) = context.names.entities.get(person.entity) else { continue };
        let place = match person.paragraphs {
            0 => "in the same paragraph".to_owned(),
            1 => "in the paragraph before".to_owned(),
            many => format!("{many} paragraphs before"),
        };
        let chain = match last_mention(context, person.id(), (span, said)) {
            Some(short) if short != entity.name => format!("{shown} → {short} → {}", entity.name),
            _ => format!("{shown} → {}", entity.name),
        };
        let (id, name) = (Some(person.id()), entity.name.clone());
        let reason = Some(format!("{chain}, last named {place}"));
        found.push((Speaker { span: Some(span), entity: id, name, kind: SpeakerKind::Pronoun, reason }, person.share));
    }
    if found.is_empty() { vec![(unknown, NOBODY)] } else { found }
}

/// "A spokeswoman said … she said": a source without a name that speaks in the same paragraph, with no person named
/// since, is who a pronoun there means.
fn unnamed_before(context: &Context, index: usize, said: &Said) -> Option<Speaker> {
    let facts = context.facts;
    let place = context.sources[index].tokens.start;
    for other in (0..index).rev().take(12) {
        let source = &context.sources[other];
        if facts.paragraph(source.tokens.start) != facts.paragraph(place) {
            return None;
        }
        if facts.at(source.tokens.start).in_marks || said.tokens.contains(&source.tokens.start) {
            continue;
        }
        match source.sort {
            Sort::Name => {
                let entity = entity_at(context, source.tokens.start)?;
                let kind = context.names.entities.get(entity.number as usize - 1).map(|entity| entity.kind);
                if kind == Some(EntityKind::Person) {
                    return None;
                }
            }
            Sort::Noun | Sort::Subject if source.right.is_some() => {
                let head = source.tokens.end.checked_sub(1)?;
                let is_person = facts.at(head).is(lex::PEOPLE) && described_kind(facts, head) == SpeakerKind::Unnamed;
                if is_person {
                    let found = described(context, other, None)?;
                    // "The official" of somebody who has a name.
                    if found.entity.is_none() && found.name.to_lowercase().starts_with("the ") {
                        continue;
                    }
                    let span = span_of(context, &context.sources[index])?;
                    let reason = format!("{} → {}", facts.reading.slice(span), found.name);
                    return Some(Speaker {
                        span: Some(span),
                        kind: SpeakerKind::Pronoun,
                        reason: Some(reason),
                        ..found
                    });
                }
            }
            Sort::Noun | Sort::Subject | Sort::Pronoun => {}
        }
    }
    None
}

/// How an entity was last named before a place.
fn last_mention(context: &Context, entity: Id, (place, said): (Span, &Said)) -> Option<String> {
    let mentions = &context.names.mentions;
    let end = mentions.partition_point(|mention| mention.span.start() < place.start());
    let is_inside = |mention: &&Mention| said.tokens.contains(&context.facts.reading.token_at(mention.span.start()));
    let same = mentions.get(..end)?.iter().rev().take(250).filter(|mention| mention.entity == entity);
    let last = same.into_iter().find(|mention| !is_inside(mention))?;
    Some(context.facts.reading.slice(last.span).to_owned())
}

/// "who": the name or phrase before it means who that is.
fn relative(context: &Context, index: usize, said: &Said) -> Option<Speaker> {
    let facts = context.facts;
    let start = context.sources[index].tokens.start;
    let sentence = facts.sentence_of(start);
    let earlier = (0..index).rev().take(16).filter(|&other| {
        let source = &context.sources[other];
        source.sort != Sort::Pronoun && source.tokens.start >= sentence.start && source.tokens.end <= start
    });
    let near: Vec<usize> = earlier.collect();
    // "Ana Roth, an analyst at the Harbour Bank, who said": over an apposition to the name before it.
    let is_person = |other: &&usize| context.sources[**other].kind == Some(EntityKind::Person);
    let is_apposed = |other: &&usize| {
        let end = context.sources[**other].tokens.end;
        end == start || facts.at(end).mark == ',' && !facts.has_finite_verb(end + 1..start)
    };
    let last = near.iter().map(|&other| context.sources[other].tokens.end).max()?;
    let nearest = near.iter().filter(|&&other| context.sources[other].tokens.end == last);
    let longest = nearest.min_by_key(|&&other| context.sources[other].tokens.start)?;
    let before = *near.iter().filter(is_person).find(is_apposed).unwrap_or(longest);
    let found = likeliest(context, before, said)?;
    let reason = Some(format!("{} → {}", facts.reading.word(start), found.name));
    Some(Speaker { span: span_of(context, &context.sources[index]), reason, ..found })
}

/// "they", "it", "some": the last body or group that stood as a subject.
fn plural(context: &Context, (index, word): (usize, &str), said: &Said) -> Option<Speaker> {
    let source = &context.sources[index];
    let span = span_of(context, source)?;
    let unresolved = Speaker {
        span: Some(span),
        entity: None,
        name: context.facts.reading.slice(span).to_owned(),
        kind: if matches!(word, "they" | "it") { SpeakerKind::Pronoun } else { SpeakerKind::Collective },
        reason: None,
    };
    if !matches!(word, "they" | "it") {
        return Some(unresolved);
    }
    let fits = |speaker: &Speaker| match speaker.kind {
        SpeakerKind::Organisation | SpeakerKind::Document => true,
        SpeakerKind::Collective => word == "they",
        SpeakerKind::Person | SpeakerKind::Pronoun | SpeakerKind::Unnamed => false,
    };
    let speaks = |other: &&usize| {
        let other = &context.sources[**other];
        other.right.is_some() && other.sort != Sort::Pronoun && !context.facts.at(other.tokens.start).in_marks
    };
    let is_place = |other: &usize| {
        let entity = entity_at(context, context.sources[*other].tokens.start);
        let entity = entity.and_then(|id| context.names.entities.get(id.number as usize - 1));
        entity.is_some_and(|entity| entity.kind == EntityKind::Place)
    };
    let earlier: Vec<usize> = (0..index).rev().take(30).collect();
    // A thing that does nothing is nobody: "After making their drums, the children left. They …"
    let may_act = |other: &&usize| {
        let other = &context.sources[**other];
        let head = context.facts.at(other.tokens.end.saturating_sub(1));
        other.acts || other.kind.is_some() || head.is(lex::PEOPLE)
    };
    let silent = earlier.iter().filter(may_act).filter(|other| !is_place(other));
    let speaking = earlier.iter().filter(speaks).filter(|other| word == "it" || !is_place(other));
    let found = speaking.chain(silent).find_map(|&other| {
        if context.sources[other].sort == Sort::Pronoun {
            return None;
        }
        let found = likeliest(context, other, said).filter(fits)?;
        Some(if found.entity.is_none() { Speaker { name: fullest_from(context, other), ..found } } else { found })
    });
    Some(match found {
        Some(speaker) => Speaker {
            span: Some(span),
            kind: SpeakerKind::Pronoun,
            reason: Some(format!("{} → {}", unresolved.name, speaker.name)),
            ..speaker
        },
        None => unresolved,
    })
}

/// The longest description that speaks and opens where this one does: "authorities in Halden".
fn fullest_from(context: &Context, index: usize) -> String {
    let start = context.sources[index].tokens.start;
    let same = context.sources[index..].iter().take_while(|other| other.tokens.start == start);
    words_of(context, same.filter(|other| other.right.is_some()).last().unwrap_or(&context.sources[index]))
}

/// A description: the person it belongs to when the article says so, else the fullest such description.
fn described(context: &Context, index: usize, last_speaker: Option<Id>) -> Option<Speaker> {
    let source = &context.sources[index];
    let facts = context.facts;
    let span = span_of(context, source)?;
    if let Some(speaker) = named_after(context, index).or_else(|| named_before(context, index)) {
        return Some(speaker);
    }
    let words = words_of(context, source);
    let fullest = || with_deed(context, source).unwrap_or_else(|| words.clone());
    let head = source.tokens.end.checked_sub(1)?;
    let kind = described_kind(facts, head);
    let plain = |name: String, reason| Speaker { span: Some(span), entity: None, name, kind, reason };
    let first = facts.reading.word(source.tokens.start).to_lowercase();
    let is_definite = matches!(first.as_str(), "the" | "his" | "her" | "their" | "this");
    let named = named_with_article(context, source).or_else(|| named_inside(context, source));
    if let Some(speaker) = named.or_else(|| named_at_end(context, source)) {
        return Some(speaker);
    }
    if !is_definite {
        return Some(plain(fullest(), None));
    }
    if kind == SpeakerKind::Organisation
        && let Some((id, name)) = body_named(context, index)
    {
        let reason = Some(format!("{words} → {name}"));
        return Some(Speaker { span: Some(span), entity: Some(id), name, kind, reason });
    }
    if kind == SpeakerKind::Unnamed
        && let Some((id, name)) = holder_of_role(context, index)
    {
        let reason = Some(format!("{words} → {name}"));
        return Some(Speaker { span: Some(span), entity: Some(id), name, kind: SpeakerKind::Person, reason });
    }
    if let Some(fuller) = fuller_description(context, index) {
        let reason = Some(format!("{words} → {fuller}"));
        return Some(plain(fuller, reason));
    }
    // "the official", told of nobody else: who spoke last.
    let last = last_speaker.and_then(|id| Some((id, context.names.entities.get(id.number as usize - 1)?)));
    let is_age = facts.reading.word(head) == "old" && source.tokens.len() > 3;
    let is_plain_role = source.tokens.len() == 2 && facts.at(head).is(lex::PEOPLE);
    let is_role = kind == SpeakerKind::Unnamed && first == "the" && (is_plain_role || is_age);
    if is_role && let Some((id, entity)) = last.filter(|(_, entity)| entity.kind == EntityKind::Person) {
        let (name, reason) = (entity.name.clone(), Some(format!("{words} → {}, who spoke before", entity.name)));
        return Some(Speaker { span: Some(span), entity: Some(id), name, kind: SpeakerKind::Person, reason });
    }
    Some(plain(fullest(), None))
}

/// Most words of what was done to a source.
const LONGEST_DEED: usize = 8;

/// A description with what was done to it, which the speaker's own words leave out: "a notice published on its door".
fn with_deed(context: &Context, source: &Source) -> Option<String> {
    let facts = context.facts;
    let Range { start, end } = source.tokens;
    let limit = facts.sentence_of(end.checked_sub(1)?).end.min(end + LONGEST_DEED);
    // "released by the police" says nothing, though "released" may.
    let is_deed = facts.at(end).is_ed && (facts.at(end).verb.is_none() || facts.reading.word(end + 1) == "by");
    if end + 2 >= limit || !is_deed || !facts.at(end + 1).is(lex::PREPOSITION) {
        return None;
    }
    let goes_on = |index: &usize| {
        let fact = facts.at(*index);
        let joins = fact.is_word || fact.sort == lex::POSSESSIVE || fact.mark == '-';
        joins && !fact.in_marks && fact.verb.is_none() && !fact.is(lex::AUXILIARY | lex::CONJUNCTION)
    };
    let last = (end + 1..limit).take_while(goes_on).last().filter(|&last| last > end + 1)?;
    let words = facts.reading.slice(facts.reading.cover(start, last)?);
    Some(one_line(words))
}

/// "the headmaster, Tom Hale, said", "the head of the Harbour Court (HC), Tom Hale, said": the name that follows the
/// description.
fn named_after(context: &Context, index: usize) -> Option<Speaker> {
    let facts = context.facts;
    let tokens = &context.sources[index].tokens;
    let end = past_brackets(facts, tokens.end, facts.sentence_of(tokens.start).end);
    if facts.beside(end, end.saturating_sub(1)).mark != ',' {
        return None;
    }
    let next = context.sources.iter().skip(index + 1).take(4).find(|other| other.tokens.start == end + 1);
    let name = next.filter(|other| other.sort == Sort::Name)?;
    // "said its secretary, Tom Hale.": behind a role a name may also end the sentence.
    let is_role = facts.at(tokens.end.checked_sub(1)?).is(lex::PEOPLE);
    let behind = facts.beside(name.tokens.end, end).mark;
    let closes = behind == ',' || is_role && matches!(behind, '.' | ';' | ':' | '”' | '"');
    named(context, name).filter(|speaker| closes && speaker.kind == SpeakerKind::Person)
}

/// "Tom Hale, head of the school said", "Hale’s statement reads": the person just before the description, whose it is.
fn named_before(context: &Context, index: usize) -> Option<Speaker> {
    let facts = context.facts;
    let tokens = &context.sources[index].tokens;
    let joint = tokens.start.checked_sub(1)?;
    let is_apposed = facts.beside(joint, tokens.start).mark == ',' && facts.beside(tokens.end, joint).mark != ',';
    let is_owned =
        facts.beside(joint, tokens.start).sort == lex::POSSESSIVE && facts.at(tokens.end - 1).is(lex::DOCUMENT);
    if !is_apposed && !is_owned {
        return None;
    }
    let before = context.sources.get(index.saturating_sub(6)..index)?.iter().rev();
    let person = before
        .filter(|other| other.tokens.end == joint)
        .find(|other| other.sort == Sort::Name && other.kind == Some(EntityKind::Person))?;
    let found = named(context, person)?;
    let reason = Some(format!("{} → {}", words_of(context, &context.sources[index]), found.name));
    Some(Speaker { span: span_of(context, &context.sources[index]), reason, ..found })
}

/// "The Pentagon": the entity whose whole mention stands behind the article.
fn named_with_article(context: &Context, source: &Source) -> Option<Speaker> {
    let reading = context.facts.reading;
    if !reading.word(source.tokens.start).eq_ignore_ascii_case("the") {
        return None;
    }
    let (first, last) = (source.tokens.start + 1, source.tokens.end.checked_sub(1)?);
    let name = reading.cover(first, last).filter(|_| first <= last)?;
    let mention = mention_at(context, first).filter(|mention| mention.span == name)?;
    let entity = context.names.entities.get(mention.entity.number as usize - 1)?;
    Some(Speaker {
        span: span_of(context, source),
        entity: Some(mention.entity),
        name: entity.name.clone(),
        kind: kind_of(entity.kind),
        reason: None,
    })
}

/// "the governor of the province Irena Lazo": the person whose name ends the description; not "a lawyer for Irena Lazo".
fn named_at_end(context: &Context, source: &Source) -> Option<Speaker> {
    let reading = context.facts.reading;
    let last = source.tokens.end.checked_sub(1)?;
    let mention = mention_at(context, last)?;
    let entity = context.names.entities.get(mention.entity.number as usize - 1)?;
    let before = reading.tokens_in(mention.span).start.checked_sub(1)?;
    let fact = context.facts.at(before);
    // Back over "Senator" and "Mr.": "a lawyer for Senator Irena Lazo" is the lawyer.
    let is_capital = |token: &usize| context.facts.at(*token).is_capital || context.facts.at(*token).mark == '.';
    let joint = (source.tokens.start..=before).rev().find(|token| !is_capital(token));
    let is_other = joint.is_some_and(|joint| matches!(reading.word(joint), "for" | "to" | "with" | "by" | "from"));
    let is_title =
        before > source.tokens.start && !is_other && fact.is_word && !fact.is(lex::PREPOSITION | lex::CONJUNCTION);
    (is_title && entity.kind == EntityKind::Person).then(|| Speaker {
        span: span_of(context, source),
        entity: Some(mention.entity),
        name: entity.name.clone(),
        kind: SpeakerKind::Person,
        reason: Some(format!("{} → {}", words_of(context, source), entity.name)),
    })
}

/// "the Milenio newspaper": the body whose name stands before the word for what it is.
fn named_inside(context: &Context, source: &Source) -> Option<Speaker> {
    let facts = context.facts;
    let head = source.tokens.end.checked_sub(1)?;
    let is_outlet = facts.at(head).is(lex::DOCUMENT) || described_kind(facts, head) == SpeakerKind::Organisation;
    let before = head.checked_sub(1).filter(|before| is_outlet && *before > source.tokens.start)?;
    let id = entity_at(context, before)?;
    let entity = context.names.entities.get(id.number as usize - 1)?;
    let is_body = entity.kind == EntityKind::Organisation
        && matches!(
            facts.reading.word(head),
            "newspaper" | "agency" | "channel" | "network" | "magazine" | "website" | "site" | "daily"
        );
    is_body.then(|| Speaker {
        span: span_of(context, source),
        entity: Some(id),
        name: entity.name.clone(),
        kind: SpeakerKind::Organisation,
        reason: Some(format!("{} → {}", words_of(context, source), entity.name)),
    })
}

fn described_kind(facts: &Facts, head: usize) -> SpeakerKind {
    let fact = facts.at(head);
    let word = facts.reading.word(head).to_lowercase();
    const BODIES: &[&str] = &[
        "ministry",
        "company",
        "council",
        "department",
        "agency",
        "government",
        "committee",
        "commission",
        "union",
        "army",
        "party",
        "court",
        "church",
        "foundation",
        "institute",
        "firm",
        "board",
        "service",
        "authority",
        "parliament",
        "university",
        "organisation",
        "organization",
        "group",
        "bank",
        "club",
        "team",
        "association",
        "office",
        "administration",
        "watchdog",
        "newspaper",
        "channel",
        "site",
        "magazine",
        "network",
    ];
    if fact.is(lex::DOCUMENT) {
        SpeakerKind::Document
    } else if BODIES.contains(&word.as_str()) {
        SpeakerKind::Organisation
    } else if word.ends_with('s') && !word.ends_with("ss")
        || matches!(word.as_str(), "people" | "police" | "men" | "women")
    {
        SpeakerKind::Collective
    } else {
        SpeakerKind::Unnamed
    }
}

/// The person whose title or apposition names the role: "Mayor Ana Roth … the mayor said".
fn holder_of_role(context: &Context, index: usize) -> Option<(Id, String)> {
    let source = &context.sources[index];
    let facts = context.facts;
    let head = facts.at(source.tokens.end.checked_sub(1)?);
    if !head.is(lex::PEOPLE) && !head.is_word {
        return None;
    }
    for other in (0..index).rev().take(80).map(|other| &context.sources[other]) {
        if other.sort != Sort::Name {
            continue;
        }
        let sentence = facts.sentence_of(other.tokens.start);
        let titles = other.tokens.start.saturating_sub(3).max(sentence.start)..other.tokens.start;
        let comma = facts.beside(other.tokens.end, other.tokens.start).mark == ',';
        let after = if comma { other.tokens.end + 1..(other.tokens.end + 9).min(sentence.end) } else { 0..0 };
        let apposition = after.clone().take_while(|&token| facts.at(token).mark != ',');
        if titles.chain(apposition).any(|token| facts.at(token).lower == head.lower) {
            let id = entity_at(context, other.tokens.start)?;
            let entity = context.names.entities.get(id.number as usize - 1)?;
            if entity.kind == EntityKind::Person {
                return Some((id, entity.name.clone()));
            }
        }
    }
    None
}

/// The body named before whose name ends in this word: "Harbour Workers’ Union … the union".
fn body_named(context: &Context, index: usize) -> Option<(Id, String)> {
    let source = &context.sources[index];
    let head = context.facts.at(source.tokens.end.checked_sub(1)?).lower;
    let earlier = context.sources.get(index.saturating_sub(150)..index)?.iter().rev();
    let named = earlier.filter(|other| other.sort == Sort::Name && other.tokens.len() > 1);
    let mut same = named.filter(|other| context.facts.at(other.tokens.end - 1).lower == head);
    let id = entity_at(context, same.next()?.tokens.start)?;
    let entity = context.names.entities.get(id.number as usize - 1)?;
    (entity.kind == EntityKind::Organisation).then(|| (id, entity.name.clone()))
}

/// The first earlier description with the same head word: "a Pentagon spokesman" for "the spokesman".
fn fuller_description(context: &Context, index: usize) -> Option<String> {
    let source = &context.sources[index];
    let head = context.facts.at(source.tokens.end.checked_sub(1)?).lower;
    let same = |other: &&Source| {
        // "the footsteps of her mother" are no fuller mother.
        let mut own = other.tokens.clone().take_while(|&token| !context.facts.at(token).is(lex::PREPOSITION));
        matches!(other.sort, Sort::Noun | Sort::Subject)
            && other.tokens.len() >= source.tokens.len()
            && own.any(|token| context.facts.at(token).lower == head)
    };
    let earlier = &context.sources[index.saturating_sub(150)..index];
    let best = earlier.iter().rev().filter(same).find(|other| {
        matches!(context.facts.reading.word(other.tokens.start).to_lowercase().as_str(), "a" | "an" | "one" | "another")
            || other.tokens.len() > source.tokens.len()
    })?;
    Some(words_of(context, best))
}

/// The entity of a speaker, when it is one.
pub fn entity_of(speaker: &Speaker) -> Option<Id> {
    speaker.entity.filter(|id| id.kind == Kind::Entity)
}
