//! Named cases as people write them, in `tests/cases`: an article and every quote that must be found in it.

use copydesk::engine;
use copydesk::model::{Article, Form, Quote};

/// A case of the file.
struct Case {
    name: String,
    text: String,
    expected: Vec<String>,
}

fn cases(page: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    for line in page.lines() {
        if let Some(name) = line.strip_prefix("## ") {
            cases.push(Case { name: name.to_owned(), text: String::new(), expected: Vec::new() });
        }
        let Some(case) = cases.last_mut() else { continue };
        if let Some(words) = line.strip_prefix('>') {
            if !case.text.is_empty() {
                case.text.push('\n');
            }
            case.text.push_str(words.strip_prefix(' ').unwrap_or(words));
        } else if let Some(expected) = line.strip_prefix("- ") {
            case.expected.push(expected.to_owned());
        }
    }
    cases
}

fn shown(text: &copydesk::text::Text, quote: &Quote) -> [String; 3] {
    let form = match quote.form {
        Form::Direct => "direct",
        Form::Mixed => "mixed",
        Form::Reported => "reported",
    };
    let name = quote.speaker.as_ref().map_or("nobody", |speaker| &speaker.name);
    [form.to_owned(), text.slice(quote.span).replace('\n', "¶"), name.to_owned()]
}

/// What is wrong with a case's reading; nothing when all is right.
fn fault(case: &Case) -> Option<String> {
    let article = Article::plain(case.text.as_str());
    let found: Vec<[String; 3]> =
        engine::extract(&article).quotes.iter().map(|quote| shown(&article.text, quote)).collect();
    let expected: Vec<&String> = case.expected.iter().filter(|line| *line != "none").collect();
    // "?": whatever is found, the reading came to an end.
    if expected.iter().any(|line| *line == "?") {
        return None;
    }
    let fits = |(line, quote): (&&String, &[String; 3])| {
        let wanted: Vec<&str> = line.split(" | ").collect();
        wanted.len() == 3 && wanted.iter().zip(quote).all(|(wanted, got)| *wanted == "?" || wanted == got)
    };
    let is_right = expected.len() == found.len() && expected.iter().zip(&found).all(fits);
    (!is_right).then(|| format!("{}\n  wanted {expected:?}\n  found  {found:?}", case.name))
}

#[test]
fn quotes_are_found_as_the_cases_say() {
    let cases = cases(include_str!("../cases/quotes.md"));
    assert!(cases.len() > 20, "the file of cases was not read");
    let faults: Vec<String> = cases.iter().filter_map(fault).collect();
    assert!(faults.is_empty(), "{} of {} cases:\n{}", faults.len(), cases.len(), faults.join("\n"));
}
