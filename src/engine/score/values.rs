//! Whether a figure says what the gold says: value, unit or currency, moment, as the reference scorer compares them
//! (`score_figures.py --first`: of several readings the one that is shown).

use crate::model::{Figure, FigureKind, Modifier, Movement};
use jiff::ToSpan;
use serde_json::Value;

/// How far two numbers may be apart, as a share of the greater.
const TOLERANCE: f64 = 1e-6;
/// The same for news sentences without spans, where numbers are told as words.
const SENTENCE_TOLERANCE: f64 = 1e-4;
/// Seconds in a day.
const DAY: f64 = 86_400.0;

/// Units that the gold names by another code than the engine does.
const NAMED_OTHERWISE: &[(&str, &str)] = &[("ton", "[ston_av]"), ("decade", "dec"), ("quarter", "qtr")];

/// What a figure says, as the scorer sees it.
pub struct Said {
    kind: &'static str,
    value: Option<f64>,
    value_max: Option<f64>,
    seconds: Option<f64>,
    unit: Option<String>,
    date: Option<String>,
    timex: Option<String>,
    change: &'static str,
}

fn number(value: &Value) -> Option<f64> {
    match value {
        Value::String(written) => written.trim().parse().ok(),
        Value::Number(number) => number.as_f64(),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

fn are_near(a: Option<f64>, b: Option<f64>, tolerance: f64) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    (a - b).abs() <= (tolerance * a.abs().max(b.abs())).max(1e-9)
}

fn are_near_words(a: Option<f64>, b: Option<f64>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    (a - b).abs() <= SENTENCE_TOLERANCE * a.abs().max(b.abs()).max(1.0)
}

impl Said {
    /// What a finding says; `kind` is its coarse type.
    pub fn by(figure: &Figure, kind: &'static str) -> Self {
        let decimal = |value: Option<rust_decimal::Decimal>| value.and_then(|value| value.to_string().parse().ok());
        let value: Option<f64> = decimal(figure.value);
        let length = match figure.unit.as_deref() {
            Some("s") => Some(1.0),
            Some("min") => Some(60.0),
            Some("h") => Some(3_600.0),
            Some("d") => Some(DAY),
            Some("wk") => Some(7.0 * DAY),
            Some("mo") => Some(30.0 * DAY),
            Some("a") => Some(365.0 * DAY),
            _ => None,
        };
        Self {
            kind,
            value,
            value_max: decimal(figure.value_max),
            seconds: value.zip(length).map(|(value, length)| value * length),
            unit: figure.unit.clone(),
            date: figure.date.clone().or_else(|| figure.readings.first().cloned()),
            timex: figure.timex.clone(),
            change: change_of(figure),
        }
    }

    /// Whether it says what a gold figure of the same coarse type says.
    pub fn agrees(&self, gold: &Value) -> bool {
        match self.kind {
            "set" => self.timex.is_some() && self.timex.as_deref() == gold["timex"].as_str(),
            "date" | "time" => {
                let date = self.date.as_deref();
                date.is_some_and(|date| readings(gold).iter().any(|reading| are_one_moment(reading, date)))
            }
            "duration" => self.lasts(gold),
            _ => self.is_as_much(gold) && self.is_in_the_unit_of(gold),
        }
    }

    fn lasts(&self, gold: &Value) -> bool {
        let wanted = match number(&gold["seconds"]) {
            Some(seconds) => vec![seconds],
            None => readings(gold).iter().filter_map(|reading| reading.trim().parse().ok()).collect(),
        };
        let found = self.seconds.or(self.value);
        wanted.iter().any(|&wanted| {
            // Months and years have no one length.
            let is_long = |found: f64| wanted >= 28.0 * DAY && (wanted - found).abs() <= 0.02 * wanted;
            are_near(Some(wanted), found, TOLERANCE) || found.is_some_and(is_long)
        })
    }

    fn is_as_much(&self, gold: &Value) -> bool {
        let most = &gold["value_max"];
        are_near(number(&gold["value"]), self.value, TOLERANCE)
            && most.is_null() == self.value_max.is_none()
            && (most.is_null() || are_near(number(most), self.value_max, TOLERANCE))
    }

    fn is_in_the_unit_of(&self, gold: &Value) -> bool {
        match self.kind {
            "money" => is_one_currency(gold["currency"].as_str(), self.unit.as_deref()),
            "quantity" | "age" => {
                let named = |unit: &str| {
                    let other = NAMED_OTHERWISE.iter().find(|(ours, _)| *ours == unit);
                    other.map_or(unit, |(_, theirs)| theirs).to_lowercase()
                };
                gold["unit"].as_str().map(named) == self.unit.as_deref().map(named)
            }
            _ => true,
        }
    }

    /// How well it fits a gold figure without a span: 2 the value and the type, 1 the value alone, 0 neither.
    pub fn fit_in_sentence(&self, gold: &Value, gold_kind: &str) -> u8 {
        if !are_near_words(number(&gold["value"]), self.value) {
            return 0;
        }
        let most = &gold["value_max"];
        if !most.is_null() {
            return u8::from(are_near_words(number(most), self.value_max));
        }
        if gold_kind == self.kind { 2 } else { 1 }
    }

    /// Whether its coarse type is the gold's.
    pub fn is_of(&self, gold_kind: &str) -> bool {
        self.kind == gold_kind
    }

    /// Whether it is hedged or moves as the gold has it: "=" and nothing are the same.
    pub fn moves_as(&self, gold: &Value) -> bool {
        let wanted = gold["change"].as_str().unwrap_or_default();
        (if wanted == "=" { "" } else { wanted }) == self.change
    }
}

/// The scorer's sign for hedge or movement.
fn change_of(figure: &Figure) -> &'static str {
    match (figure.modifier, figure.movement) {
        (Some(Modifier::MoreThan | Modifier::AtLeast), _) => ">",
        (Some(Modifier::LessThan | Modifier::AtMost | Modifier::UpTo), _) => "<",
        (Some(Modifier::About | Modifier::Nearly | Modifier::Estimated), _) => "~",
        (Some(Modifier::Only) | None, Some(Movement::Up)) => "up",
        (Some(Modifier::Only) | None, Some(Movement::Down)) => "down",
        (Some(Modifier::Only) | None, Some(Movement::By | Movement::To) | None) => "",
    }
}

/// Whether a gold figure has a value to agree with.
pub fn has_value(gold: &Value, kind: &str) -> bool {
    !gold["value"].is_null()
        || gold["values"].as_array().is_some_and(|values| !values.is_empty())
        || kind == "set" && gold["timex"].as_str().is_some_and(|timex| !timex.is_empty())
}

/// What the gold accepts.
fn readings(gold: &Value) -> Vec<String> {
    let written = |value: &Value| match value {
        Value::String(written) => Some(written.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    };
    let several: Vec<String> =
        gold["values"].as_array().map_or(&[][..], Vec::as_slice).iter().filter_map(written).collect();
    if !several.is_empty() {
        return several;
    }
    let is_moment = matches!(super::figures::coarse(gold["type"].as_str().unwrap_or_default()), "date" | "time");
    match (written(&gold["value"]), written(&gold["value_max"]).filter(|_| is_moment)) {
        (Some(from), Some(to)) => vec![format!("{from}/{to}")],
        (value, _) => value.into_iter().collect(),
    }
}

/// The same code, or a code and a name that several currencies share ("~dollar").
fn is_one_currency(wanted: Option<&str>, found: Option<&str>) -> bool {
    if wanted == found {
        return true;
    }
    let (Some(wanted), Some(found)) = (wanted, found) else { return false };
    match wanted.strip_prefix('~') {
        Some("unnamed") => found == "USD",
        // A currency's own name says which family it is of: "Canadian dollar".
        Some(name) => iso_currency::Currency::from_code(found)
            .is_some_and(|currency| currency.name().to_lowercase().split(' ').any(|word| word == name)),
        None => false,
    }
}

/// Whether two moments are one, over the ways of writing them.
fn are_one_moment(wanted: &str, found: &str) -> bool {
    let (wanted, found) = (ends(wanted), ends(found));
    let time = |end: &str| end.find('T').and_then(|at| end.get(at..)).map(str::to_owned);
    wanted.len() == found.len()
        && wanted.iter().zip(&found).all(|(a, b)| {
            let is_time_of_it = a.starts_with('T') != b.starts_with('T') && time(a).is_some() && time(a) == time(b);
            let is_midnight =
                a.starts_with(|c: char| c.is_ascii_digit()) && a.replace("T00:00:00", "") == b.replace("T00:00:00", "");
            a == b || is_time_of_it || is_midnight
        })
}

/// The ends of a stretch, or the one moment: a day, month or year has its first day and the day after.
fn ends(written: &str) -> Vec<String> {
    let plain = written.trim().replace(' ', "T");
    let plain = plain.trim_end_matches('Z');
    if let Some((from, to)) = plain.split_once('/') {
        return [from, to]
            .map(|end| {
                let end = moment(end);
                days(&end).map_or(end.clone(), |(first, _)| first)
            })
            .to_vec();
    }
    match days(plain) {
        Some((first, next)) => vec![first, next],
        None => vec![moment(plain)],
    }
}

/// "2017", "2017-10", "2017-10-16": the first day and the day after the last.
fn days(written: &str) -> Option<(String, String)> {
    let parts: Vec<&str> = written.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let is_date = parts.iter().all(|part| part.chars().all(|c| c.is_ascii_digit()));
    if !is_date || !matches!(lengths[..], [4] | [4, 2] | [4, 2, 2]) {
        return None;
    }
    let year: i16 = parts.first()?.parse().ok()?;
    let of = |index: usize| parts.get(index).and_then(|part| part.parse::<i8>().ok());
    match (of(1), of(2)) {
        (Some(month), Some(day)) => {
            let day = jiff::civil::Date::new(year, month, day).ok()?;
            Some((day.to_string(), day.checked_add(1.day()).ok()?.to_string()))
        }
        (Some(month), None) => {
            let next = (year + i16::from(month == 12), month % 12 + 1);
            Some((format!("{year:04}-{month:02}-01"), format!("{:04}-{:02}-01", next.0, next.1)))
        }
        (None, _) => Some((format!("{year:04}-01-01"), format!("{:04}-01-01", year + 1))),
    }
}

/// A moment with its seconds: "T10" and "10:00" are "T10:00:00".
fn moment(written: &str) -> String {
    if matches!(written, ".." | "") {
        return "..".to_owned();
    }
    let is_two = |text: &str| text.len() == 2 && text.chars().all(|c| c.is_ascii_digit());
    let bare = written.split_once(':').is_some_and(|(hour, _)| is_two(hour));
    let full = if bare { format!("T{written}") } else { written.to_owned() };
    let Some((day, time)) = full.split_once('T') else { return full };
    if !(day.is_empty() || days(day).is_some() && day.len() == 10) {
        return full;
    }
    let time = time.split('.').next().unwrap_or_default();
    let parts: Vec<&str> = time.split(':').collect();
    if !parts.iter().all(|part| is_two(part)) || parts.len() > 3 {
        return full;
    }
    let part = |index: usize| parts.get(index).copied().unwrap_or("00");
    format!("{day}T{}:{}:{}", part(0), part(1), part(2))
}

/// Whether this kind counts as a number where a set knows only numbers.
pub fn is_numeric(kind: FigureKind) -> bool {
    match kind {
        FigureKind::Date | FigureKind::Time | FigureKind::Datetime | FigureKind::Recurring | FigureKind::Ordinal => {
            false
        }
        FigureKind::Count
        | FigureKind::Money
        | FigureKind::Percent
        | FigureKind::PercentPoint
        | FigureKind::Measure
        | FigureKind::Age
        | FigureKind::Ratio
        | FigureKind::Score
        | FigureKind::Vote
        | FigureKind::Multiple
        | FigureKind::Duration => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_over_their_writings() {
        for (a, b) in [
            ("2017-10-16", "2017-10-16T00:00/2017-10-17T00:00"),
            ("2017-10", "2017-10-01/2017-11-01"),
            ("2017", "2017-01-01/2018-01-01"),
            ("T02:00", "2017-10-16T02:00:00"),
            ("2017-10-16 10:00", "2017-10-16T10:00"),
            ("2017-10-16T10:00Z", "2017-10-16T10"),
            ("2017-01-01/..", "2017-01-01/"),
        ] {
            assert!(are_one_moment(a, b), "{a} {b}");
        }
        for (a, b) in [("2017-10-16", "2017-10-17"), ("2017", "2017/.."), ("2017-10-16", "2017-10-16~"), ("X", "Y")] {
            assert!(!are_one_moment(a, b), "{a} {b}");
        }
    }

    #[test]
    fn currencies_of_a_shared_name() {
        assert!(is_one_currency(Some("~dollar"), Some("CAD")) && is_one_currency(Some("~unnamed"), Some("USD")));
        assert!(!is_one_currency(Some("~dollar"), Some("EUR")) && !is_one_currency(None, Some("EUR")));
        assert!(is_one_currency(Some("EUR"), Some("EUR")) && !is_one_currency(Some("~cent"), Some("cent")));
    }
}
