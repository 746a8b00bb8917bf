//! Quotes: spans, marked stretches, reported speech, speakers as mentioned and by name.

use super::{ByRule, Gold, Range, Tally, chars, list, matched, overlap, range, rule_lines, share, shared};
use crate::model::{Findings, Form, Quote};
use crate::text::Text;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt;

/// A right count and what it is of.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Part(pub usize, pub usize);

/// What the scorer counts.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Direct quotes, the span exact but for outer marks.
    pub direct_exact: Tally,
    /// Direct quotes, half the span shared.
    pub direct: Tally,
    /// Marked stretches of speech.
    pub marked: Tally,
    /// Reported and mixed speech.
    pub reported: Tally,
    /// Reported speech with a verb of saying and a clause.
    pub core_found: Part,
    /// The speaker's mention, on direct quotes found.
    pub speaker: Part,
    /// The same on reported speech found.
    pub reported_speaker: Part,
    /// Direct quotes found with the right speaker mention, of all that have one.
    pub end_to_end: Part,
    /// Direct quotes found with the right name, of all that have one.
    pub name_end_to_end: Part,
    /// The same where the speaker is a pronoun.
    pub pronoun_name: Part,
    /// By what made the finding.
    pub by_rule: ByRule,
}

/// A found quote in the gold's terms: each marked stretch of a split direct quote counts by itself.
struct Found<'a> {
    range: Range,
    direct: bool,
    parts: Vec<Range>,
    quote: &'a Quote,
}

fn found<'a>(text: &Text, findings: &'a Findings) -> Vec<Found<'a>> {
    let mut all = Vec::new();
    for quote in &findings.quotes {
        let parts: Vec<Range> = quote.parts.iter().map(|&part| chars(text, part)).collect();
        if quote.form == Form::Direct && parts.len() > 1 {
            all.extend(parts.into_iter().map(|range| Found { range, direct: true, parts: Vec::new(), quote }));
        } else {
            let direct = quote.form == Form::Direct;
            all.push(Found { range: chars(text, quote.span), direct, parts, quote });
        }
    }
    all
}

/// An article's code points, for trimming ranges as the reference scorer does.
struct Letters(Vec<char>);

const MARKS: &str = "\"'“”„«»‘’`";

impl Letters {
    fn at(&self, index: usize) -> char {
        self.0.get(index).copied().unwrap_or(' ')
    }

    fn trimmed(&self, (mut start, mut end): Range, edge: &str) -> Range {
        end = end.min(self.0.len());
        while start < end && edge.contains(self.at(start)) {
            start += 1;
        }
        while end > start && edge.contains(self.at(end - 1)) {
            end -= 1;
        }
        (start, end)
    }

    /// Without outer marks, spaces and stops.
    fn words(&self, range: Range) -> Range {
        self.trimmed(range, &format!("{MARKS} \t\r\n,.;:!?\u{a0}…"))
    }

    /// A speaker's mention without outer marks and a leading article.
    fn mention(&self, range: Range) -> Range {
        let (start, end) = self.trimmed(range, &format!("{MARKS} \t\r\n,.;:\u{a0}"));
        let words: String = (start..end).map(|index| self.at(index)).collect();
        let lower = words.to_lowercase();
        for article in ["the", "an", "a"] {
            let Some(rest) = lower.strip_prefix(article) else { continue };
            let gap = rest.chars().take_while(|c| c.is_whitespace()).count();
            if gap > 0 {
                return (start + article.len() + gap, end);
            }
        }
        (start, end)
    }
}

/// Scores findings (one for each gold article, in order).
pub fn score(gold: &[Gold], findings: &[Findings]) -> Report {
    let mut report = Report::default();
    for (gold, findings) in gold.iter().zip(findings) {
        report.add(gold, findings);
    }
    report
}

impl Report {
    fn add(&mut self, gold: &Gold, findings: &Findings) {
        let text = &gold.article.text;
        let letters = Letters(text.as_str().chars().collect());
        let ignored: Vec<Range> = list(&gold.marked, "ignore")
            .iter()
            .filter_map(|pair| Some((pair[0].as_u64()? as usize, pair[1].as_u64()? as usize)))
            .collect();
        let kept = |found: &Found| !ignored.iter().any(|&range| shared(range, found.range) > 0);
        let (direct, other): (Vec<Found>, Vec<Found>) =
            found(text, findings).into_iter().filter(kept).partition(|found| found.direct);
        let (gold_direct, gold_other): (Vec<&Value>, Vec<&Value>) =
            list(&gold.marked, "quotes").iter().partition(|quote| quote["kind"] == "direct");
        let wanted = ranges(&letters, &gold_direct);
        let wanted_other = ranges(&letters, &gold_other);
        let got: Vec<Range> = direct.iter().map(|found| letters.words(found.range)).collect();
        let got_other: Vec<Range> = other.iter().map(|found| letters.words(found.range)).collect();

        let pairs = matched(&wanted, &got, 0.5);
        self.count_direct(&wanted, &got, &wanted_other, &pairs);
        self.count_marked(&letters, &wanted, &gold_other, &got, &other);
        let other_pairs = matched(&wanted_other, &got_other, 0.3);
        self.reported.right += other_pairs.len();
        self.reported.predicted += got_other.len();
        self.reported.gold += wanted_other.len();
        self.count_core(&gold_other, &other_pairs);
        self.count_speakers(text, &letters, &gold_direct, &direct, &pairs);
        for &(i, j) in &other_pairs {
            count_part(&mut self.reported_speaker, speaker_right(text, &letters, gold_other[i], other[j].quote));
        }
        self.count_rules(&direct, &pairs);
        self.count_rules(&other, &other_pairs);
    }

    fn count_direct(&mut self, wanted: &[Range], got: &[Range], reported: &[Range], pairs: &[(usize, usize)]) {
        let taken: BTreeSet<usize> = pairs.iter().map(|&(_, j)| j).collect();
        let inside = |range: Range| reported.iter().any(|outer| outer.0 <= range.0 + 2 && range.1 <= outer.1 + 2);
        let free = (0..got.len()).filter(|j| !taken.contains(j) && inside(got[*j])).count();
        let both: BTreeSet<Range> = wanted.iter().copied().collect();
        let exact = got.iter().copied().collect::<BTreeSet<Range>>().intersection(&both).count();
        for (tally, right) in [(&mut self.direct_exact, exact), (&mut self.direct, pairs.len())] {
            tally.right += right;
            tally.predicted += got.len() - free;
            tally.gold += wanted.len();
        }
    }

    fn count_marked(
        &mut self,
        letters: &Letters,
        direct: &[Range],
        reported: &[&Value],
        got: &[Range],
        other: &[Found],
    ) {
        let gold_parts = reported.iter().filter(|quote| quote["kind"] == "mixed").flat_map(|quote| {
            list(quote, "parts")
                .iter()
                .filter_map(|part| Some((part[0].as_u64()? as usize, part[1].as_u64()? as usize)))
        });
        let wanted = distinct(direct.iter().copied().chain(gold_parts.map(|part| letters.words(part))));
        let got_parts = other.iter().flat_map(|found| found.parts.iter().map(|&part| letters.words(part)));
        let got = distinct(got.iter().copied().chain(got_parts));
        self.marked.right += matched(&wanted, &got, 0.5).len();
        self.marked.predicted += got.len();
        self.marked.gold += wanted.len();
    }

    fn count_core(&mut self, reported: &[&Value], pairs: &[(usize, usize)]) {
        let is_core = |quote: &Value| quote["cue_class"] == "speech" && quote["clausal"] == true;
        self.core_found.0 += pairs.iter().filter(|(i, _)| is_core(reported[*i])).count();
        self.core_found.1 += reported.iter().filter(|quote| is_core(quote)).count();
    }

    fn count_speakers(
        &mut self,
        text: &Text,
        letters: &Letters,
        gold: &[&Value],
        got: &[Found],
        pairs: &[(usize, usize)],
    ) {
        for (index, quote) in gold.iter().enumerate() {
            let hit = pairs.iter().find(|(i, _)| *i == index).map(|&(_, j)| got[j].quote);
            let right = hit.map(|found| speaker_right(text, letters, quote, found));
            if let Some(right) = right {
                count_part(&mut self.speaker, right);
            }
            if !quote["speaker"].is_null() {
                count_part(&mut self.end_to_end, Some(right.flatten() == Some(true)));
            }
            if let Some(name) = quote["speaker_name"].as_str().filter(|name| !name.is_empty()) {
                let said = hit.and_then(|found| found.speaker.as_ref()).map_or("", |speaker| &speaker.name);
                let right = hit.is_some() && name_ends(name) == name_ends(said);
                count_part(&mut self.name_end_to_end, Some(right));
                if quote["speaker_kind"] == "pronoun" {
                    count_part(&mut self.pronoun_name, Some(right));
                }
            }
        }
    }

    fn count_rules(&mut self, found: &[Found], pairs: &[(usize, usize)]) {
        for (index, item) in found.iter().enumerate() {
            let (made, right) = self.by_rule.entry(item.quote.tail.made_by.clone()).or_default();
            *made += 1;
            *right += usize::from(pairs.iter().any(|(_, j)| *j == index));
        }
    }
}

fn ranges(letters: &Letters, quotes: &[&Value]) -> Vec<Range> {
    quotes.iter().filter_map(|quote| range(quote)).map(|range| letters.words(range)).collect()
}

fn distinct(ranges: impl Iterator<Item = Range>) -> Vec<Range> {
    let mut seen = BTreeSet::new();
    ranges.filter(|range| range.0 < range.1 && seen.insert(*range)).collect()
}

fn count_part(part: &mut Part, right: Option<bool>) {
    if let Some(right) = right {
        part.0 += usize::from(right);
        part.1 += 1;
    }
}

/// Whether the mention covers the gold head inside the gold mention; `None` when the gold names nobody.
fn speaker_right(text: &Text, letters: &Letters, gold: &Value, quote: &Quote) -> Option<bool> {
    let wanted = range(&gold["speaker"])?;
    let Some(got) = quote.speaker.as_ref().and_then(|speaker| speaker.span) else { return Some(false) };
    let (mention, got) = (letters.mention(wanted), letters.mention(chars(text, got)));
    let head = range(&gold["speaker"]["head"]).unwrap_or(wanted);
    let bare = letters.mention(head);
    let covers = (got.0 <= head.0 && head.1 <= got.1 + 2)
        || (got.0 <= bare.0 && bare.1 <= got.1)
        || (bare.0 <= got.0 && got.1 == bare.1);
    let fits = mention.0 <= got.0 + 2 && got.1 <= mention.1 + 2;
    Some(covers && (fits || overlap(mention, got) >= 0.5))
}

const TITLES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "sen",
    "rep",
    "gov",
    "gen",
    "lt",
    "col",
    "president",
    "senator",
    "governor",
    "secretary",
    "sir",
    "jr",
    "sr",
    "ii",
    "iii",
    "prof",
    "judge",
    "rev",
];

/// First and last word of a name, without titles, initials and case.
fn name_ends(name: &str) -> Option<(String, String)> {
    let bare = |word: &str| {
        let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word);
        word.trim_matches(|c| ".,\"“”'’".contains(c)).to_lowercase()
    };
    let words: Vec<String> = name.split_whitespace().map(bare).collect();
    let words: Vec<String> = words.into_iter().filter(|w| !w.is_empty() && !TITLES.contains(&w.as_str())).collect();
    let last = words.len().checked_sub(1)?;
    let is_kept = |(index, word): &(usize, &String)| word.chars().count() > 1 || *index == 0 || *index == last;
    let kept: Vec<&String> = words.iter().enumerate().filter(is_kept).map(|(_, word)| word).collect();
    Some((kept.first()?.to_string(), kept.last()?.to_string()))
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "direct span, exact              {}", self.direct_exact)?;
        writeln!(out, "direct span, overlap            {}", self.direct)?;
        writeln!(out, "marked stretches, overlap       {}", self.marked)?;
        writeln!(out, "reported and mixed, overlap     {}", self.reported)?;
        for (label, part) in [
            ("reported, core recall", self.core_found),
            ("speaker mention, direct", self.speaker),
            ("speaker mention, reported", self.reported_speaker),
            ("direct: span and speaker", self.end_to_end),
            ("direct: span and name", self.name_end_to_end),
            ("  of which a pronoun", self.pronoun_name),
        ] {
            writeln!(out, "{label:<31} {:5.1}   (n {})", share(part.0, part.1), part.1)?;
        }
        write!(out, "by rule or model\n{}", rule_lines(&self.by_rule))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_by_their_ends() {
        assert_eq!(name_ends("Sen. Mary J. Oduya"), name_ends("Mary Oduya"));
        assert_ne!(name_ends("Mary Oduya"), name_ends("Oduya"));
        assert_eq!(name_ends(""), None);
    }

    #[test]
    fn mentions_lose_their_article() {
        let letters = Letters("the ministry said".chars().collect());
        assert_eq!(letters.mention((0, 12)), (4, 12));
    }
}
