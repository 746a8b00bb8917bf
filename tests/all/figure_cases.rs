//! Runs tests/cases/figures.md: every case by its name, all failures in one report.

use copydesk::engine;
use copydesk::model::{Article, Figure, Stated};
use copydesk::text::Text;

/// One line of the table.
struct Case<'t> {
    name: &'t str,
    text: String,
    marked: Vec<String>,
    expected: Vec<&'t str>,
}

fn parse(line: &str) -> Option<Case<'_>> {
    let (name, rest) = line.strip_prefix("- ")?.split_once(": ")?;
    let (snippet, expected) = rest.rsplit_once(" → ")?;
    let marked = snippet.split("[[").skip(1).filter_map(|part| part.split_once("]]")).map(|(span, _)| span.to_owned());
    let expected = expected.split("; ").filter(|what| *what != "none").collect();
    Some(Case { name, marked: marked.collect(), text: snippet.replace("[[", "").replace("]]", ""), expected })
}

/// The name that the saved result gives to a kind, modifier or movement.
fn name<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

/// What a figure says, word by word: kind, value or date, and the rest as it applies.
fn told(text: &Text, figure: &Figure) -> Vec<String> {
    let words = |span| text.slice(span).replace(' ', "_");
    let value = match (&figure.date, figure.value, figure.value_max) {
        (Some(date), ..) => date.clone(),
        (None, Some(low), Some(high)) => format!("{low}..{high}"),
        (None, Some(low), None) => low.to_string(),
        (None, None, _) => "-".to_owned(),
    };
    let mut told = vec![name(&figure.kind), value];
    told.extend(figure.unit.clone());
    told.extend(figure.modifier.as_ref().map(name));
    told.extend(figure.movement.as_ref().map(name));
    told.extend(figure.counted.map(|span| format!("counted={}", words(span))));
    told.extend(figure.of.map(|span| format!("of={}", words(span))));
    told.extend(figure.minor.then(|| "minor".to_owned()));
    told
}

/// Whether what was found says all that is expected: kind and value first, the rest in any order.
fn says(found: &[String], expected: &str) -> bool {
    let mut expected = expected.split(' ');
    found.first().map(String::as_str) == expected.next()
        && found.get(1).map(String::as_str) == expected.next()
        && expected.all(|word| found.iter().any(|told| told == word))
}

fn failure(case: &Case) -> Option<String> {
    let mut article = Article::plain(&case.text);
    if !case.name.ends_with("(undated)") {
        article.metadata.published = Some(Stated::new("2017-10-16", "the case"));
    }
    let figures = engine::extract(&article).figures;
    let spans: Vec<&str> = figures.iter().map(|figure| article.text.slice(figure.span)).collect();
    let found: Vec<Vec<String>> = figures.iter().map(|figure| told(&article.text, figure)).collect();
    let is_marked = case.marked.is_empty() || spans == case.marked;
    let is_right = found.len() == case.expected.len()
        && found.iter().zip(&case.expected).all(|(found, expected)| says(found, expected));
    (!(is_marked && is_right)).then(|| {
        format!(
            "{}: {}\n  found    {spans:?} {found:?}\n  expected {:?} {:?}",
            case.name, case.text, case.marked, case.expected
        )
    })
}

#[test]
fn every_case_reads_as_written() {
    let cases: Vec<Case> = include_str!("../cases/figures.md").lines().filter_map(parse).collect();
    assert!(cases.len() > 90, "only {} cases were read", cases.len());
    let failures: Vec<String> = cases.iter().filter_map(failure).collect();
    assert!(failures.is_empty(), "{} of {} cases:\n{}", failures.len(), cases.len(), failures.join("\n"));
}
