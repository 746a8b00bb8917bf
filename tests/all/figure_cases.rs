//! Runs tests/cases/figures.md: every case by its name, all failures in one report.

use copydesk::engine;
use copydesk::model::{Article, Figure, Stated};

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

/// What a figure says, word by word: kind, value or date, and the rest as it applies.
fn told(text: &str, figure: &Figure) -> Vec<String> {
    let words = |span: copydesk::text::Span| text.get(span.range()).unwrap_or_default().replace(' ', "_");
    let name = |value: &dyn erased::Named| value.name();
    let value = match (&figure.date, figure.value, figure.value_max) {
        (Some(date), ..) => date.clone(),
        (None, Some(low), Some(high)) => format!("{low}..{high}"),
        (None, Some(low), None) => low.to_string(),
        (None, None, _) => "-".to_owned(),
    };
    let mut told = vec![name(&figure.kind), value];
    told.extend(figure.unit.clone());
    told.extend(figure.modifier.as_ref().map(|modifier| name(modifier)));
    told.extend(figure.movement.as_ref().map(|movement| name(movement)));
    told.extend(figure.counted.map(|span| format!("counted={}", words(span))));
    told.extend(figure.of.map(|span| format!("of={}", words(span))));
    told.extend(figure.minor.then(|| "minor".to_owned()));
    told
}

/// The names that the saved result gives to kinds, modifiers and movements.
mod erased {
    pub trait Named {
        fn name(&self) -> String;
    }
    impl<T: serde::Serialize> Named for T {
        fn name(&self) -> String {
            serde_json::to_value(self).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
        }
    }
}

fn failure(case: &Case) -> Option<String> {
    let mut article = Article::plain(&case.text);
    if !case.name.ends_with("(undated)") {
        article.metadata.published = Some(Stated::new("2017-10-16".to_owned(), "the case"));
    }
    let figures = engine::extract(&article).figures;
    let spans: Vec<String> =
        figures.iter().map(|figure| case.text.get(figure.span.range()).unwrap_or_default().to_owned()).collect();
    let found: Vec<Vec<String>> = figures.iter().map(|figure| told(&case.text, figure)).collect();
    let fits = |(found, expected): (&Vec<String>, &&str)| {
        let mut expected = expected.split(' ');
        found.first().map(String::as_str) == expected.next()
            && found.get(1).map(String::as_str) == expected.next()
            && expected.all(|word| found.iter().any(|told| told == word))
    };
    let is_marked = case.marked.is_empty() || spans == case.marked;
    let is_right = found.len() == case.expected.len() && found.iter().zip(&case.expected).all(fits);
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
