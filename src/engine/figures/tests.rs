//! Named cases of figures: words in, kind and value out.

use super::*;
use crate::model::Article;

#[track_caller]
fn check(text: &str, expected: &[(&str, FigureKind, Option<&str>)]) {
    let article = Article::plain(text);
    let reading = Reading::new(&article);
    let anchor = Anchor { day: Some(jiff::civil::date(2017, 10, 16)), time: None };
    let found = find(&reading, anchor);
    let got: Vec<(&str, FigureKind, Option<String>)> = found
        .iter()
        .map(|f| (reading.slice(f.span), f.kind, f.date.clone().or(f.value.map(|value| value.to_string()))))
        .collect();
    let got: Vec<(&str, FigureKind, Option<&str>)> =
        got.iter().map(|(words, kind, value)| (*words, *kind, value.as_deref())).collect();
    assert_eq!(got, expected, "{text}");
}

#[test]
fn kinds_values_and_hedges() {
    use FigureKind::*;
    check("More than 5,200 dock workers left.", &[("More than 5,200 dock workers", Count, Some("5200"))]);
    check("Nearly two million people fled.", &[("Nearly two million people", Count, Some("2000000"))]);
    check("It cost €2.5bn.", &[("€2.5bn", Money, Some("2500000000"))]);
    check("They paid Rs 5,00,000.", &[("Rs 5,00,000", Money, Some("500000"))]);
    check("Some 92.7 percent of voters came.", &[("Some 92.7 percent", Percent, Some("92.7"))]);
    check("It was -5 degrees Celsius.", &[("-5 degrees Celsius", Measure, Some("-5"))]);
    check("A 59-year-old man was held.", &[("59-year-old", Age, Some("59"))]);
    check("One in five pupils stayed.", &[("One in five", Ratio, Some("0.2"))]);
    check("Prices doubled.", &[("doubled", Multiple, Some("2"))]);
}

#[test]
fn days_are_fixed_against_publication() {
    use FigureKind::*;
    // 16 October 2017 was a Monday.
    check("They met on Monday.", &[("Monday", Date, Some("2017-10-16"))]);
    check("They met on Friday.", &[("Friday", Date, Some("2017-10-13"))]);
    check("They will meet on Friday.", &[("Friday", Date, Some("2017-10-20"))]);
    check("They met three weeks ago.", &[("three weeks ago", Date, Some("2017-09-25~"))]);
    check("They met on 5 March 2015.", &[("5 March 2015", Date, Some("2015-03-05"))]);
    check("They met on 31 April 2015.", &[("31 April 2015", Date, None)]);
    check(
        "The gates close at 10:30 p.m. today",
        &[("10:30 p.m.", Time, Some("T22:30")), ("today", Date, Some("2017-10-16"))],
    );
}

#[test]
fn what_is_no_figure_stays_alone() {
    for text in [
        "Boeing 737 jets flew.",
        "COVID-19 spread.",
        "The G20 met.",
        "No one came.",
        "At first they ran.",
        "Call 020-7946-0018.",
    ] {
        check(text, &[]);
    }
}
