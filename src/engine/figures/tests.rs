//! What bad input does to figures: nothing is invented, nothing overflows, time stays linear. Named cases of good input are
//! in tests/cases/figures.md.

use super::*;
use crate::model::Article;

fn figures(text: &str) -> Vec<Figure> {
    let article = Article::plain(text);
    find(&Reading::new(&article), Anchor { day: Some(jiff::civil::date(2017, 10, 16)), time: None })
}

#[track_caller]
fn values(text: &str) -> Vec<String> {
    let told = |figure: &Figure| figure.date.clone().or(figure.value.map(|value| value.to_string()));
    figures(text).iter().map(|figure| told(figure).unwrap_or_else(|| "-".to_owned())).collect()
}

#[test]
fn a_table_of_100_000_numbers_is_read_in_one_pass() {
    let row = "1,204 3.5 77 12,000\n";
    let started = std::time::Instant::now();
    let found = figures(&row.repeat(25_000));
    assert_eq!(found.len(), 100_000);
    // A pass over 500 KB takes a fraction of a second; only a quadratic one comes near this.
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

#[test]
fn a_number_of_a_megabyte_stays_unread() {
    assert_eq!(values(&format!("They counted {} boats.", "9".repeat(1_000_000))), [""; 0]);
    let joined = "9,".repeat(300_000);
    assert!(values(&format!("They counted {joined}9 boats.")).iter().all(|value| value.len() < 30));
}

#[test]
fn exponents_are_not_read() {
    assert_eq!(values("They counted 1e999999 boats."), [""; 0]);
}

#[test]
fn scales_that_cannot_be_held_have_no_value() {
    let trillions = "trillion ".repeat(40);
    for text in [format!("It cost nine {trillions} euros."), format!("It cost 9 {trillions} euros.")] {
        assert!(values(&text).iter().all(|value| value.len() < 32), "{text}");
    }
}

#[test]
fn days_that_are_none_stay_unread_with_a_doubt() {
    for text in ["They met on 31 February 2016.", "They met on 29 February 1900.", "They met on 2017-13-45."] {
        let found = figures(text);
        assert_eq!(found.len(), 1, "{text}");
        assert!(found.iter().all(|figure| figure.date.is_none() && figure.tail.doubt.is_some()), "{text}");
    }
    assert_eq!(values("They met on 29 February 2016."), ["2016-02-29"]);
    assert_eq!(values("They met in the year 0."), ["0"]);
    assert!(figures("They will meet in 99999.").iter().all(|figure| figure.kind != FigureKind::Date));
    assert_eq!(values("They met 9999999 years ago."), ["-"]);
    assert_eq!(values("They met 9000 years ago."), ["-"]);
}

#[test]
fn minus_signs_of_all_kinds() {
    for sign in ["-", "−", "﹣", "－", "minus "] {
        assert_eq!(values(&format!("It was {sign}12 degrees at dawn.")), ["-12"], "{sign}");
    }
    assert_eq!(values("Between 5-12 boats left."), ["5"]);
    assert_eq!(values("The strike — 12 days old — went on."), ["12"]);
}

#[test]
fn digits_of_other_scripts_are_read() {
    for (text, value) in [
        ("They counted ١٢٣ boats.", "123"),
        ("They counted १२३ boats.", "123"),
        ("They counted ১২৩ boats.", "123"),
        ("They counted １２３ boats.", "123"),
    ] {
        assert_eq!(values(text), [value], "{text}");
    }
}

#[test]
fn without_a_day_of_publication_dates_stay_open() {
    let article = Article::plain("They met on Friday, in June and three weeks ago, and last year.");
    let found = find(&Reading::new(&article), Anchor::default());
    let dates: Vec<Option<&str>> = found.iter().map(|figure| figure.date.as_deref()).collect();
    assert_eq!(dates, [None, Some("XXXX-06"), None, None]);
}

#[test]
fn dashes_of_all_kinds_join_a_range_or_nothing() {
    for dash in ["-", "–", "—", "~", "−"] {
        let found = figures(&format!("It drew 5{dash}12 boats in May."));
        let range =
            found.first().map(|figure| (figure.value.map(|value| value.to_string()), figure.value_max.is_some()));
        assert_eq!(range, Some((Some("5".to_owned()), true)), "{dash}");
    }
    for dash in ["‒", "―", "⁃", "--", "—-–"] {
        for figure in figures(&format!("It drew 5{dash}12 boats, from{dash}3 ports{dash}4, in May.")) {
            assert!(figure.value.is_none_or(|value| value.abs() <= rust_decimal::Decimal::from(12)), "{dash}");
        }
    }
}

#[test]
fn periods_and_feasts_out_of_any_calendar_have_no_day() {
    for text in [
        "It rained last 99999999999 weeks.",
        "It rained next 9999999999999999999999999999 years.",
        "They met on Diwali 9999.",
        "They met on Eid al-Fitr 1000.",
        "They met on Chinese New Year 1002.",
        "They met on Leap Day 2017.",
        "They met on Easter 9999.",
    ] {
        let dates: Vec<Option<String>> = figures(text)
            .into_iter()
            .filter(|figure| figure.kind == FigureKind::Date)
            .map(|figure| figure.date)
            .collect();
        assert!(dates.iter().flatten().all(|date| date.len() == 4), "{text} {dates:?}");
    }
}

#[test]
fn a_text_of_openers_is_read_in_one_pass() {
    let openers = [
        "the following year ",
        "last last last next ",
        "the end of the beginning of the ",
        "morning of morning of ",
        "Eid Eid al New Year's ",
        "more than 3 and ",
        "nineteen twenty ",
        "Friday and Saturday and ",
        "from now to now to ",
        "1 000 000 ",
    ];
    for opener in openers {
        let started = std::time::Instant::now();
        let found = figures(&opener.repeat(200_000 / opener.len()));
        assert!(started.elapsed().as_secs() < 20, "{opener} {:?}, {} found", started.elapsed(), found.len());
    }
}

#[test]
fn unread_moments_say_so() {
    for text in ["They met on 31.02.2016.", "They met on 30 February.", "They met on 2016/02/30."] {
        for figure in figures(text).iter().filter(|figure| figure.kind == FigureKind::Date) {
            assert!(figure.date.as_deref() != Some("2016-03-01"), "{text} {:?}", figure.date);
        }
    }
    assert_eq!(values("They met at 25:61."), [""; 0]);
}

#[test]
fn without_a_day_of_publication_only_days_that_are_none_are_doubted() {
    let article = Article::plain("The mill burned down 5 years ago. It reopened on 31 February 2020.");
    let found = find(&Reading::new(&article), Anchor::default());
    let doubted: Vec<bool> = found.iter().map(|figure| figure.tail.doubt.is_some()).collect();
    assert_eq!(doubted, [false, true]);
}
