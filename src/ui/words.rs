//! Records in words for people: value first.

use crate::model::{Doc, EntityKind, Figure, FigureKind, Form, Modifier, Movement};
use rust_decimal::Decimal;

/// An entity's kind.
pub fn entity_kind(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Place => "place",
        EntityKind::Group => "group",
        EntityKind::Facility => "facility",
        EntityKind::Other => "other",
    }
}

/// A quote's form.
pub fn form(form: Form) -> &'static str {
    match form {
        Form::Direct => "direct",
        Form::Mixed => "mixed",
        Form::Reported => "reported",
    }
}

/// A figure's kind.
pub fn figure_kind(kind: FigureKind) -> &'static str {
    match kind {
        FigureKind::Count => "count",
        FigureKind::Money => "money",
        FigureKind::Percent => "percent",
        FigureKind::PercentPoint => "percentage point",
        FigureKind::Measure => "measure",
        FigureKind::Age => "age",
        FigureKind::Ordinal => "ordinal",
        FigureKind::Ratio => "ratio",
        FigureKind::Score => "score",
        FigureKind::Vote => "vote",
        FigureKind::Multiple => "multiple",
        FigureKind::Date => "date",
        FigureKind::Time => "time",
        FigureKind::Datetime => "date and time",
        FigureKind::Duration => "duration",
        FigureKind::Recurring => "recurring",
    }
}

/// A hedge.
pub fn modifier(modifier: Modifier) -> &'static str {
    match modifier {
        Modifier::MoreThan => "more than",
        Modifier::AtLeast => "at least",
        Modifier::LessThan => "less than",
        Modifier::AtMost => "at most",
        Modifier::About => "about",
        Modifier::Nearly => "nearly",
        Modifier::UpTo => "up to",
        Modifier::Only => "only",
        Modifier::Estimated => "estimated",
    }
}

/// A movement.
pub fn movement(movement: Movement) -> &'static str {
    match movement {
        Movement::Up => "up",
        Movement::Down => "down",
        Movement::By => "by",
        Movement::To => "to",
    }
}

fn sign(modifier: Option<Modifier>) -> &'static str {
    match modifier {
        Some(Modifier::MoreThan) => "> ",
        Some(Modifier::AtLeast) => "≥ ",
        Some(Modifier::LessThan) => "< ",
        Some(Modifier::AtMost | Modifier::UpTo) => "≤ ",
        Some(Modifier::About | Modifier::Nearly | Modifier::Estimated) => "≈ ",
        Some(Modifier::Only) | None => "",
    }
}

/// A number as people read it: "5,200", "2 million".
pub fn number(value: Decimal) -> String {
    for (name, power) in [("trillion", 12), ("billion", 9), ("million", 6)] {
        let unit = Decimal::from(10_i64.pow(power));
        if value.abs() >= unit {
            let scaled = (value / unit).round_dp(3).normalize();
            if scaled * unit == value {
                return format!("{scaled} {name}");
            }
        }
    }
    let written = value.normalize().to_string();
    let (whole, rest) = written.split_once('.').map_or((written.as_str(), None), |(a, b)| (a, Some(b)));
    let (minus, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("−", digits));
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) && digits.len() > 4
            || (digits.len() == 4 && index == 1)
        {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let rest = rest.map_or(String::new(), |rest| format!(".{rest}"));
    format!("{minus}{grouped}{rest}")
}

/// The value alone: "> 5,200", "92.7 %", "$14.5 million", "25 Sep 2017".
pub fn value(doc: &Doc, figure: &Figure) -> String {
    if let Some(date) = &figure.date {
        return date_in_words(date);
    }
    let Some(low) = figure.value else {
        // "three weeks ago" is told whole until a day of publication fixes it.
        let is_told = matches!(figure.kind, FigureKind::Date | FigureKind::Time | FigureKind::Datetime);
        return doc.text().slice(if is_told { figure.span } else { figure.core }).replace('\n', " ");
    };
    let mut numbers = number(low);
    if let Some(high) = figure.value_max {
        numbers = format!("{numbers}–{}", number(high));
    }
    let unit = figure.unit.as_deref().unwrap_or_default();
    let sign = sign(figure.modifier);
    match figure.kind {
        FigureKind::Percent => format!("{sign}{numbers} %"),
        FigureKind::PercentPoint => format!("{sign}{numbers} points"),
        FigureKind::Money => format!("{sign}{}", money(&numbers, unit)),
        FigureKind::Multiple => format!("{sign}× {numbers}"),
        FigureKind::Ordinal => format!("no. {numbers}"),
        FigureKind::Age => format!("{sign}{numbers} years old"),
        FigureKind::Measure | FigureKind::Duration => format!("{sign}{numbers} {}", unit_in_words(unit)),
        FigureKind::Count
        | FigureKind::Ratio
        | FigureKind::Score
        | FigureKind::Vote
        | FigureKind::Date
        | FigureKind::Time
        | FigureKind::Datetime
        | FigureKind::Recurring => format!("{sign}{numbers}"),
    }
}

fn money(numbers: &str, code: &str) -> String {
    match code {
        "USD" => format!("US${numbers}"),
        "EUR" => format!("€{numbers}"),
        "GBP" => format!("£{numbers}"),
        "" => numbers.to_owned(),
        // Small coins are counted as themselves.
        coin if coin.len() != 3 || coin.chars().any(char::is_lowercase) => format!("{numbers} {coin}"),
        code => format!("{code} {numbers}"),
    }
}

fn unit_in_words(unit: &str) -> &str {
    match unit {
        "a" => "years",
        "mo" => "months",
        "wk" => "weeks",
        "d" => "days",
        "h" => "hours",
        "min" => "minutes",
        "s" => "seconds",
        "Cel" => "°C",
        "[degF]" => "°F",
        "km2" => "km²",
        "m2" => "m²",
        "m3" => "m³",
        "har" => "ha",
        "[mi_i]" => "miles",
        "[mi_i]/h" => "mph",
        "[smi_us]2" => "square miles",
        "[ft_i]" => "ft",
        "[sft_i]" => "sq ft",
        "[in_i]" => "in",
        "[yd_i]" => "yd",
        "[acr_us]" => "acres",
        "[lb_av]" => "lb",
        "[oz_av]" => "oz",
        "[gal_us]" => "gallons",
        "[bbl_us]" => "barrels",
        "[kn_i]" => "knots",
        "[HP]" => "hp",
        "kW.h" => "kWh",
        "MW.h" => "MWh",
        "GW.h" => "GWh",
        "TW.h" => "TWh",
        other => other,
    }
}

pub use super::dates::in_words as date_in_words;

/// What stands beside the value: the counted noun, the base of a share, the hedge in words, the words of a date.
pub fn what(doc: &Doc, figure: &Figure) -> String {
    let text = doc.text();
    let mut parts = Vec::new();
    if figure.date.is_some() {
        parts.push(text.slice(figure.span).to_owned());
    } else if let Some(counted) = figure.counted {
        parts.push(text.slice(counted).to_owned());
    } else if let Some(of) = figure.of {
        parts.push(format!("of {}", text.slice(of)));
    } else if figure.value.is_none() {
        parts.push(figure_kind(figure.kind).to_owned());
    }
    if let Some(hedge @ (Modifier::Nearly | Modifier::Estimated | Modifier::Only)) = figure.modifier {
        parts.push(format!("({})", modifier(hedge)));
    }
    if let Some(step) = figure.movement {
        parts.push(movement(step).to_owned());
    }
    parts.join(" ")
}

/// A whole figure in words.
pub fn figure(doc: &Doc, figure: &Figure) -> String {
    format!("{} {} · {}", value(doc, figure), what(doc, figure), figure_kind(figure.kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_people_read_them() {
        let written = |value: &str| number(value.parse().expect("a number"));
        assert_eq!(written("5200"), "5,200");
        assert_eq!(written("2000000"), "2 million");
        assert_eq!(written("14.50"), "14.5");
        assert_eq!(written("1234567"), "1,234,567");
        assert_eq!(written("-12"), "−12");
        assert_eq!(date_in_words("2017-10-16"), "16 Oct 2017");
    }
}
