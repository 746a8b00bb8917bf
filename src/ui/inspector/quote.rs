//! A quote's fields: who said it (ranked, on digits), cue, form.

use super::{Inspector, entry, head, pick, verdicts};
use crate::desk::{Action, Field, Sheet, draft};
use crate::edit::{Choice, Command};
use crate::model::{Form, Id, Quote};
use crate::ui::menus::menu_button;
use crate::ui::theme::{self, Colours};
use crate::ui::words;
use egui::{Align2, Pos2, Sense, StrokeKind, Ui, WidgetInfo, accesskit, vec2};

pub(super) fn show(ui: &mut Ui, inspector: &mut Inspector, sheet: &Sheet, id: Id, actions: &mut Vec<Action>) {
    let doc = sheet.doc();
    let Some(quote) = doc.quote(id) else { return };
    let cue = quote.cue.map_or("no cue", |cue| doc.text().slice(cue));
    head(ui, "Quote", &format!("{} · {cue} · {}", words::form(quote.form), quote.tail.made_by));
    ui.weak("Who said it");
    ui.spacing_mut().item_spacing.y = 1.0;
    for (index, candidate) in draft::choices(doc, quote).iter().enumerate() {
        let is_current = quote.speaker.as_ref().is_some_and(|speaker| speaker.name == candidate.speaker.name);
        let reason = candidate.speaker.reason.as_deref().unwrap_or_default();
        if speaker_row(ui, index, &candidate.speaker.name, reason, is_current) {
            actions.push(Action::Pick(index));
        }
    }
    ui.spacing_mut().item_spacing.y = 4.0;
    if let Some(name) = entry(ui, "/", &mut inspector.main, "type a name; Enter") {
        actions.push(Action::Retype(name));
    } else if inspector.main.is_none() {
        ui.horizontal(|ui| {
            if ui.small_button("/  someone else…").clicked() {
                actions.push(Action::Focus(Field::Main));
            }
            if quote.speaker.is_some() && ui.small_button("nobody").clicked() {
                let command = Command::SetSpeaker { quotes: vec![id], choice: Choice::Nobody };
                actions.push(Action::Do(command));
            }
        });
    }
    verdicts(ui, sheet, id, &quote.tail, actions);
    fields(ui, sheet, id, quote, actions);
}

fn fields(ui: &mut Ui, sheet: &Sheet, id: Id, quote: &Quote, actions: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        let forms = [(Form::Direct, "direct"), (Form::Mixed, "mixed"), (Form::Reported, "reported")];
        if let Some(form) = pick(ui, "Form", words::form(quote.form), &forms) {
            actions.push(Action::Do(Command::SetForm { id, form }));
        }
        ui.weak("Cue");
        let cue = quote.cue.map_or("none", |cue| sheet.doc().text().slice(cue));
        menu_button(ui, cue, theme::UI_POINTS, |ui| {
            for (span, words) in cues_near(sheet, quote) {
                if ui.button(words).clicked() {
                    actions.push(Action::Do(Command::SetCue { id, cue: Some(span) }));
                }
            }
            if let Some(selection) = sheet.selection
                && ui.button("the selected words").clicked()
            {
                actions.push(Action::Do(Command::SetCue { id, cue: Some(selection) }));
            }
            if quote.cue.is_some() && ui.button("none").clicked() {
                actions.push(Action::Do(Command::SetCue { id, cue: None }));
            }
        });
    });
}

/// Words beside the quote, in its paragraph, that may be its cue.
fn cues_near(sheet: &Sheet, quote: &Quote) -> Vec<(crate::text::Span, String)> {
    let text = sheet.doc().text();
    let Some(paragraph) = text.paragraphs().get(text.paragraph_at(quote.span.start())).copied() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let before = (paragraph.start(), quote.span.start());
    let after = (quote.span.end().min(paragraph.end()), paragraph.end());
    for (start, end) in [before, after] {
        let mut at = start;
        for word in text.between(start, end).split_inclusive(|c: char| !c.is_alphanumeric()) {
            let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            if crate::engine::quotes::cues::is_cue_word(&bare.to_lowercase())
                && let Some(span) = text.span(at, at + bare.len())
            {
                found.push((span, bare.to_owned()));
            }
            at += word.len();
        }
    }
    found.truncate(8);
    found
}

/// A ranked speaker with its digit and reason; `true` when clicked.
fn speaker_row(ui: &mut Ui, index: usize, name: &str, reason: &str, is_current: bool) -> bool {
    let colours = Colours::of(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 25.0), Sense::click());
    let painter = ui.painter();
    if is_current {
        painter.rect_filled(rect, theme::RADIUS, colours.chosen);
    } else if response.hovered() {
        painter.rect_filled(rect, theme::RADIUS, colours.ground);
    }
    let key = egui::Rect::from_min_size(rect.min + vec2(5.0, 4.0), vec2(17.0, 17.0));
    painter.rect(key, 4.0, colours.card, egui::Stroke::new(1.0, colours.line), StrokeKind::Inside);
    let digit = (index + 1).to_string();
    painter.text(key.center(), Align2::CENTER_CENTER, digit, theme::semibold(theme::SMALL_POINTS - 0.5), colours.ink);
    let lay = |words: &str, font, colour, width: f32| {
        let mut job = egui::text::LayoutJob::simple(words.to_owned(), font, colour, width.max(20.0));
        job.wrap.max_rows = 1;
        job.wrap.break_anywhere = true;
        ui.fonts_mut(|fonts| fonts.layout_job(job))
    };
    let left = rect.min.x + 30.0;
    let reason_galley = lay(reason, theme::sans(theme::SMALL_POINTS - 0.5), colours.soft_ink, rect.width() * 0.42);
    let reason_left = rect.max.x - reason_galley.size().x - 6.0;
    let name_galley = lay(name, theme::sans(theme::UI_POINTS), colours.ink, reason_left - left - 8.0);
    let y = rect.center().y;
    painter.galley(Pos2::new(left, y - name_galley.size().y / 2.0), name_galley, colours.ink);
    painter.galley(Pos2::new(reason_left, y - reason_galley.size().y / 2.0), reason_galley, colours.soft_ink);
    response.widget_info(|| {
        WidgetInfo::selected(accesskit::Role::RadioButton, true, is_current, format!("Speaker {}: {name}", index + 1))
    });
    response.on_hover_text(reason).clicked()
}
