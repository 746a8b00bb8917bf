//! A figure's fields: value (re-read from what is typed), kind, unit, modifier, what it counts, date.

use super::{Inspector, entry, head, pick, verdicts};
use crate::desk::{Action, Field, Sheet};
use crate::edit::Command;
use crate::model::{Figure, FigureKind, Id, Modifier, Movement};
use crate::ui::words;
use egui::{RichText, Ui};

pub(super) fn show(ui: &mut Ui, inspector: &mut Inspector, sheet: &Sheet, id: Id, actions: &mut Vec<Action>) {
    let doc = sheet.doc();
    let Some(figure) = doc.figure(id) else { return };
    head(ui, "Figure", &format!("{} · {}", doc.text().slice(figure.span), figure.tail.made_by));
    if let Some(typed) = entry(ui, "Value", &mut inspector.main, "2.5 million, EUR 3bn, yesterday; Enter") {
        actions.push(Action::Retype(typed));
    } else if inspector.main.is_none() {
        ui.horizontal(|ui| {
            ui.weak("Value");
            ui.label(RichText::new(words::value(doc, figure)).strong());
            ui.weak(words::what(doc, figure));
            if ui.small_button("change F2").clicked() {
                actions.push(Action::Focus(Field::Main));
            }
        });
    }
    readings(ui, figure, actions);
    verdicts(ui, sheet, id, &figure.tail, actions);
    let revise =
        |changed: Figure, what: &'static str| Action::Do(Command::ReviseFigure { id, figure: Box::new(changed), what });
    ui.horizontal_wrapped(|ui| {
        let kinds: Vec<(FigureKind, &str)> =
            FigureKind::ALL.iter().map(|&kind| (kind, words::figure_kind(kind))).collect();
        if let Some(kind) = pick(ui, "Kind", words::figure_kind(figure.kind), &kinds) {
            actions.push(revise(Figure { kind, ..figure.clone() }, "kind"));
        }
        if let Some(modifier) = pick_modifier(ui, figure) {
            actions.push(revise(Figure { modifier, ..figure.clone() }, "modifier"));
        }
        if let Some(movement) = pick_movement(ui, figure) {
            actions.push(revise(Figure { movement, ..figure.clone() }, "change"));
        }
        if let Some(unit) = pick_unit(ui, figure) {
            actions.push(revise(Figure { unit, ..figure.clone() }, "unit"));
        }
    });
    counted(ui, sheet, id, figure, actions);
}

/// Other readings of a date, on digits.
fn readings(ui: &mut Ui, figure: &Figure, actions: &mut Vec<Action>) {
    if figure.readings.len() < 2 {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.weak("Which day");
        for (index, reading) in figure.readings.iter().enumerate() {
            let is_current = figure.date.as_ref() == Some(reading);
            let label = format!("{} {}", index + 1, words::date_in_words(reading));
            if ui.selectable_label(is_current, label).clicked() {
                actions.push(Action::Pick(index));
            }
        }
    });
}

fn pick_modifier(ui: &mut Ui, figure: &Figure) -> Option<Option<Modifier>> {
    let mut all: Vec<(Option<Modifier>, &str)> = vec![(None, "exact")];
    all.extend(Modifier::ALL.iter().map(|&modifier| (Some(modifier), words::modifier(modifier))));
    pick(ui, "Modifier", figure.modifier.map_or("exact", words::modifier), &all)
}

fn pick_movement(ui: &mut Ui, figure: &Figure) -> Option<Option<Movement>> {
    use Movement::*;
    let mut all: Vec<(Option<Movement>, &str)> = vec![(None, "none")];
    all.extend([Up, Down, By, To].map(|movement| (Some(movement), words::movement(movement))));
    pick(ui, "Change", figure.movement.map_or("none", words::movement), &all)
}

/// Units that fit the kind; anything else is typed with the value.
fn pick_unit(ui: &mut Ui, figure: &Figure) -> Option<Option<String>> {
    let units: &[&str] = match figure.kind {
        FigureKind::Money => {
            &["USD", "EUR", "GBP", "JPY", "CNY", "INR", "CHF", "CAD", "AUD", "BRL", "ZAR", "NGN", "KES"]
        }
        FigureKind::Duration => &["a", "mo", "wk", "d", "h", "min", "s"],
        FigureKind::Measure => {
            &["m", "km", "mi", "[ft_i]", "kg", "t", "L", "km2", "ha", "degC", "[degF]", "km/h", "MW"]
        }
        FigureKind::Count
        | FigureKind::Percent
        | FigureKind::PercentPoint
        | FigureKind::Age
        | FigureKind::Ordinal
        | FigureKind::Ratio
        | FigureKind::Score
        | FigureKind::Vote
        | FigureKind::Multiple
        | FigureKind::Date
        | FigureKind::Time
        | FigureKind::Datetime
        | FigureKind::Recurring => &[],
    };
    if units.is_empty() {
        return None;
    }
    let all: Vec<(usize, &str)> = units.iter().copied().enumerate().collect();
    let current = figure.unit.as_deref().unwrap_or("none");
    pick(ui, "Unit", current, &all).map(|index| units.get(index).map(|unit| (*unit).to_owned()))
}

fn counted(ui: &mut Ui, sheet: &Sheet, id: Id, figure: &Figure, actions: &mut Vec<Action>) {
    let text = sheet.doc().text();
    ui.horizontal_wrapped(|ui| {
        ui.weak("Counts");
        ui.label(figure.counted.or(figure.of).map_or("nothing named", |span| text.slice(span)));
        let take = |counted| {
            let figure = Figure { counted, ..figure.clone() };
            Action::Do(Command::ReviseFigure { id, figure: Box::new(figure), what: "counted noun" })
        };
        let after = text.span(figure.core.end(), figure.span.end()).and_then(|span| text.trim(span));
        if let Some(after) = after.filter(|after| Some(*after) != figure.counted)
            && ui.small_button(format!("“{}”", text.slice(after))).clicked()
        {
            actions.push(take(Some(after)));
        }
        if let Some(selection) = sheet.selection
            && ui.small_button("the selected words").clicked()
        {
            actions.push(take(Some(selection)));
        }
        if figure.counted.is_some() && ui.small_button("nothing").clicked() {
            actions.push(take(None));
        }
    });
}
