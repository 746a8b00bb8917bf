//! One record as a row or card of its panel: the value first, then what a glance needs. Draws only.

use super::page_underline;
use super::theme::{self, Colours};
use super::words;
use crate::desk::Sheet;
use crate::desk::listing::is_doubt;
use crate::model::{Id, Review, Tail};
use egui::text::LayoutJob;
use egui::{Align2, Pos2, Rect, Response, Stroke, StrokeKind, Ui, WidgetInfo, accesskit, vec2};

/// What a row shows and where.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    pub(super) sheet: &'a Sheet,
    pub(super) id: Id,
    pub(super) rect: Rect,
    pub(super) is_chosen: bool,
    pub(super) response: &'a Response,
}

/// Text that ends in … when it does not fit.
fn clipped(
    ui: &Ui,
    words: &str,
    font: egui::FontId,
    colour: egui::Color32,
    width: f32,
    rows: usize,
) -> std::sync::Arc<egui::Galley> {
    // Long records are cut before layout: no card shows more than this.
    let words: String = words.chars().take(400).collect();
    let mut job = LayoutJob::simple(words, font, colour, width.max(10.0));
    job.wrap.max_rows = rows;
    job.wrap.break_anywhere = rows == 1;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

fn tick(ui: &Ui, tail: &Tail, at: Pos2) {
    let colours = Colours::of(ui.ctx());
    let (sign, colour) = match tail.review {
        Review::Accepted => ("✓", colours.reviewed),
        Review::Rejected => ("×", colours.soft_ink),
        Review::Doubtful => ("?", colours.doubt),
        Review::Unseen => return,
    };
    ui.painter().text(at, Align2::RIGHT_CENTER, sign, theme::semibold(theme::UI_POINTS), colour);
}

/// The doubt in one short phrase.
fn doubt_words(tail: &Tail) -> Option<String> {
    if !is_doubt(tail) {
        return None;
    }
    Some(tail.doubt.clone().unwrap_or_else(|| "doubtful".to_owned()))
}

/// A quote as a card: its words, who said it, its form or the doubt about it.
pub(super) fn quote_card(ui: &Ui, row: &Row<'_>) {
    let Row { sheet, id, rect, is_chosen, response } = *row;
    let doc = sheet.doc();
    let Some(quote) = doc.quote(id) else { return };
    let colours = Colours::of(ui.ctx());
    let painter = ui.painter();
    let words = doc.text().slice(quote.span).replace('\n', " ");
    let fill = if response.hovered() { colours.ground } else { colours.card };
    painter.rect_filled(rect, theme::RADIUS, fill);
    let stroke = if is_chosen { Stroke::new(2.0, colours.quote_rule) } else { Stroke::new(1.0, colours.line) };
    painter.rect_stroke(rect, theme::RADIUS, stroke, StrokeKind::Inside);
    let ink = if quote.tail.review == Review::Rejected { colours.soft_ink } else { colours.ink };
    let galley = clipped(ui, &words, theme::serif(13.0), ink, rect.width() - 44.0, 2);
    painter.galley(rect.min + vec2(12.0, 9.0), galley, ink);
    let name = quote.speaker.as_ref().map_or("who?", |speaker| speaker.name.as_str());
    let chip = clipped(ui, name, theme::medium(theme::SMALL_POINTS), colours.ink, rect.width() * 0.6, 1);
    let chip_rect = Rect::from_min_size(Pos2::new(rect.min.x + 11.0, rect.max.y - 27.0), chip.size() + vec2(16.0, 4.0));
    painter.rect_filled(chip_rect, 9.0, colours.button);
    painter.galley(chip_rect.min + vec2(8.0, 2.0), chip, colours.ink);
    let beside = chip_rect.max.x + 8.0;
    let (note, colour) = match doubt_words(&quote.tail) {
        Some(doubt) => (doubt, colours.doubt),
        None => (words::form(quote.form).to_owned(), colours.soft_ink),
    };
    let note = clipped(ui, &note, theme::sans(theme::SMALL_POINTS), colour, rect.max.x - beside - 8.0, 1);
    painter.galley(Pos2::new(beside, chip_rect.min.y + 2.0), note, colour);
    tick(ui, &quote.tail, Pos2::new(rect.max.x - 12.0, rect.min.y + 16.0));
    response
        .widget_info(|| WidgetInfo::selected(accesskit::Role::ListItem, true, is_chosen, format!("{name}: {words}")));
}

fn row_ground(ui: &Ui, rect: Rect, is_chosen: bool, response: &Response) {
    let colours = Colours::of(ui.ctx());
    let rect = rect.expand2(vec2(4.0, -1.0));
    if is_chosen {
        ui.painter().rect_filled(rect, theme::RADIUS, colours.chosen);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, theme::RADIUS, colours.ground);
    }
}

/// A figure as a row: its value, what it is about, who says so.
pub(super) fn figure_row(ui: &Ui, row: &Row<'_>) {
    let Row { sheet, id, rect, is_chosen, response } = *row;
    let doc = sheet.doc();
    let Some(figure) = doc.figure(id) else { return };
    let colours = Colours::of(ui.ctx());
    row_ground(ui, rect, is_chosen, response);
    let painter = ui.painter();
    let middle = rect.center().y;
    let ink = if figure.tail.review == Review::Rejected || figure.minor { colours.soft_ink } else { colours.ink };
    let right = rect.max.x - 16.0;
    let source = match (doubt_words(&figure.tail), figure.quote.and_then(|id| doc.quote(id))) {
        (Some(doubt), _) => (doubt, colours.doubt),
        (None, Some(quote)) => {
            (quote.speaker.as_ref().map_or("quoted".to_owned(), |speaker| speaker.name.clone()), colours.soft_ink)
        }
        (None, None) => (String::new(), colours.soft_ink),
    };
    let last = clipped(ui, &source.0, theme::sans(theme::SMALL_POINTS), source.1, rect.width() * 0.28, 1);
    let last_width = last.size().x;
    painter.galley(Pos2::new(right - last_width, middle - last.size().y / 2.0), last, source.1);
    // The value is what is checked: it takes the room of the words beside it when it is long.
    let room = right - last_width - rect.min.x - 8.0;
    let value = words::value(doc, figure);
    let first = clipped(ui, &value, theme::semibold(theme::UI_POINTS), ink, room * 0.8, 1);
    let left = rect.min.x + (rect.width() * 0.36).max(first.size().x + 12.0);
    painter.galley(Pos2::new(rect.min.x, middle - first.size().y / 2.0), first, ink);
    let what = words::what(doc, figure);
    let room = right - last_width - left - 8.0;
    let second = clipped(ui, &what, theme::sans(theme::UI_POINTS), colours.soft_ink, room, 1);
    painter.galley(Pos2::new(left, middle - second.size().y / 2.0), second, colours.soft_ink);
    tick(ui, &figure.tail, Pos2::new(rect.max.x, middle));
    response
        .widget_info(|| WidgetInfo::selected(accesskit::Role::ListItem, true, is_chosen, format!("{value} {what}")));
}

/// An entity as a row: its name, kind and counts of mentions and quotes. `incoming` tells how many quotes another
/// entity, dragged over this row, would bring.
pub(super) fn entity_row(ui: &Ui, row: &Row<'_>, (mentions, quotes): (usize, usize), incoming: Option<usize>) {
    let Row { sheet, id, rect, is_chosen, response } = *row;
    let doc = sheet.doc();
    let Some(entity) = doc.entity(id) else { return };
    let colours = Colours::of(ui.ctx());
    row_ground(ui, rect, is_chosen, response);
    let painter = ui.painter();
    let middle = rect.center().y;
    let ink = if entity.tail.review == Review::Rejected { colours.soft_ink } else { colours.ink };
    let name = clipped(ui, &entity.name, theme::medium(theme::UI_POINTS), ink, rect.width() * 0.44, 1);
    let at = Pos2::new(rect.min.x, middle - name.size().y / 2.0);
    let line = Rect::from_min_size(at, name.size() + vec2(0.0, 4.0));
    painter.galley(at, name, ink);
    page_underline(painter, &line, entity.kind, colours.entity(entity.kind));
    let count = match quotes {
        0 => format!("{mentions}×"),
        1 => format!("{mentions}× · 1 quote"),
        _ => format!("{mentions}× · {quotes} quotes"),
    };
    let count = clipped(ui, &count, theme::sans(theme::SMALL_POINTS), colours.soft_ink, 110.0, 1);
    let count_width = count.size().x;
    let right = rect.max.x - 16.0;
    painter.galley(Pos2::new(right - count_width, middle - count.size().y / 2.0), count, colours.soft_ink);
    let left = rect.min.x + rect.width() * 0.47;
    let kind = words::entity_kind(entity.kind);
    let (kind, colour, points) = match (incoming, doubt_words(&entity.tail)) {
        (Some(moved), _) => {
            let frame = rect.expand2(vec2(4.0, -1.0));
            painter.rect_stroke(frame, theme::RADIUS, Stroke::new(2.0, colours.accent), StrokeKind::Inside);
            (merge_words(moved), colours.accent, theme::SMALL_POINTS)
        }
        (None, Some(doubt)) => (format!("{kind} · {doubt}"), colours.doubt, theme::SMALL_POINTS),
        (None, None) => (kind.to_owned(), colours.soft_ink, theme::UI_POINTS),
    };
    let kind = clipped(ui, &kind, theme::sans(points), colour, right - count_width - left - 8.0, 1);
    painter.galley(Pos2::new(left, middle - kind.size().y / 2.0), kind, colour);
    tick(ui, &entity.tail, Pos2::new(rect.max.x, middle));
    response.widget_info(|| {
        WidgetInfo::selected(accesskit::Role::ListItem, true, is_chosen, format!("{} ({mentions})", entity.name))
    });
}

/// What dropping another entity's row here would do.
fn merge_words(moved_quotes: usize) -> String {
    match moved_quotes {
        0 => "merge into this".to_owned(),
        1 => "merge, moves 1 quote".to_owned(),
        many => format!("merge, moves {many} quotes"),
    }
}
