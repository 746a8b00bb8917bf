//! Paints marks and words. Ground, box and underline are different channels, so overlaps stay readable.

use super::marks::{Look, Mark, Marks};
use super::pointer::Gesture;
use super::{Visible, is_chosen, letter_of, row_rects};
use crate::desk::Sheet;
use crate::model::{EntityKind, Form, Id, Role, SpeakerKind};
use crate::text::Span;
use crate::ui::theme::{self, Colours};
use egui::{Align2, Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Ui, vec2};

/// The rectangles of a span within one visible paragraph, trimmed to the height of its letters.
pub(super) fn rects_of(sheet: &Sheet, paragraph: &Visible, span: Span) -> Vec<Rect> {
    let Some(span) = span.intersection(paragraph.span) else { return Vec::new() };
    let text = sheet.doc().text();
    let from = letter_of(text, paragraph.span, span.start());
    let to = letter_of(text, paragraph.span, span.end());
    row_rects(&paragraph.galley, from, to, paragraph.origin)
}

/// Everything behind the words.
pub(super) fn grounds(
    ui: &Ui,
    visible: &[Visible],
    marks: &Marks,
    sheet: &Sheet,
    gesture: &Gesture,
    hovered: Option<Id>,
    found: &[Span],
) {
    let colours = Colours::of(ui.ctx());
    let painter = ui.painter();
    for paragraph in visible {
        let mut here: Vec<&Mark> = marks.of_paragraph(paragraph.index).collect();
        // Quotes lie lowest, then figures, then names.
        here.sort_by_key(|mark| match mark.look {
            Look::Excluded => 0,
            Look::Quote => 1,
            Look::Figure => 2,
            Look::Entity(_) => 3,
        });
        for mark in &here {
            for span in painted(sheet, mark, gesture) {
                let rects = rects_of(sheet, paragraph, span);
                paint_mark(painter, colours, mark, &rects, hovered == Some(mark.id));
            }
        }
        for span in found {
            for rect in rects_of(sheet, paragraph, *span) {
                painter.rect_filled(rect.shrink2(vec2(0.0, 3.0)), 2.0, colours.doubt.gamma_multiply(0.35));
            }
        }
        if let Some(selection) = sheet.selection {
            for rect in rects_of(sheet, paragraph, selection) {
                painter.rect_filled(rect.shrink2(vec2(0.0, 1.0)), 2.0, colours.selection);
            }
        }
        for mark in here.iter().filter(|mark| is_chosen(sheet, mark.id)) {
            let span = gesture.dragged_span(mark.id).unwrap_or(mark.span);
            let colour = match mark.look {
                Look::Quote => colours.quote_rule,
                Look::Figure => colours.figure,
                Look::Entity(kind) => colours.entity(kind),
                Look::Excluded => colours.soft_ink,
            };
            let stretches = if span == mark.span { painted(sheet, mark, gesture) } else { vec![span] };
            for span in stretches {
                outline(painter, &rects_of(sheet, paragraph, span), colour);
            }
        }
    }
}

/// The stretches of a mark that carry its ground: a split quote's parts, without the words between them.
fn painted(sheet: &Sheet, mark: &Mark, gesture: &Gesture) -> Vec<Span> {
    if let Some(span) = gesture.dragged_span(mark.id) {
        return vec![span];
    }
    match sheet.doc().quote(mark.id) {
        Some(quote) if quote.form == Form::Direct && quote.parts.len() > 1 => quote.parts.clone(),
        _ => vec![mark.span],
    }
}

fn paint_mark(painter: &Painter, colours: &Colours, mark: &Mark, rects: &[Rect], is_hovered: bool) {
    match mark.look {
        Look::Quote => {
            let ground = if is_hovered { colours.quote_rule.gamma_multiply(0.4) } else { colours.quote_ground };
            for rect in rects {
                painter.rect_filled(rect.shrink2(vec2(-1.0, 1.5)), 3.0, ground);
            }
        }
        Look::Figure => {
            for rect in rects {
                let rect = rect.expand2(vec2(1.5, -2.0));
                if is_hovered {
                    painter.rect_filled(rect, 3.0, colours.chosen);
                }
                painter.rect_stroke(rect, 3.0, Stroke::new(1.0, colours.figure), StrokeKind::Inside);
            }
        }
        Look::Entity(kind) => {
            for rect in rects {
                if is_hovered {
                    painter.rect_filled(rect.shrink2(vec2(0.0, 3.0)), 3.0, colours.chosen);
                }
                underline(painter, rect, kind, colours.entity(kind));
            }
        }
        Look::Excluded => {}
    }
}

/// An underline whose form tells the kind: person solid, organisation double, place dotted, group dashed, others thin.
pub(crate) fn underline(painter: &Painter, rect: &Rect, kind: EntityKind, colour: Color32) {
    let y = (rect.max.y - 3.5).round() + 0.5;
    let line = |y: f32, width: f32| {
        painter.line_segment([Pos2::new(rect.min.x, y), Pos2::new(rect.max.x, y)], Stroke::new(width, colour));
    };
    let ends = [Pos2::new(rect.min.x, y), Pos2::new(rect.max.x, y)];
    match kind {
        EntityKind::Person => line(y, 2.0),
        EntityKind::Organisation => {
            line(y - 1.0, 1.0);
            line(y + 2.0, 1.0);
        }
        EntityKind::Place => painter.extend(Shape::dotted_line(&ends, colour, 4.0, 1.1)),
        EntityKind::Group => painter.extend(Shape::dashed_line(&ends, Stroke::new(1.8, colour), 6.0, 4.0)),
        EntityKind::Facility | EntityKind::Other => line(y, 1.0),
    }
}

/// One line around all rows of a stretch.
fn outline(painter: &Painter, rects: &[Rect], colour: Color32) {
    let stroke = Stroke::new(1.5, colour);
    let mut rest = rects;
    while let Some(first) = rest.first() {
        // Rows that touch are drawn as one shape, others each on their own.
        let touching = rest.windows(2).take_while(|pair| pair[0].min.x < pair[1].max.x - 1.0).count() + 1;
        let (group, after) = rest.split_at(touching);
        rest = after;
        if group.len() == 1 {
            let rect = first.expand2(vec2(2.0, -0.5));
            painter.rect_stroke(rect, 4.0, stroke, StrokeKind::Middle);
            continue;
        }
        let grown: Vec<Rect> = group.iter().map(|rect| rect.expand2(vec2(2.0, 0.0))).collect();
        let mut points = Vec::new();
        for (index, rect) in grown.iter().enumerate() {
            let bottom = grown.get(index + 1).map_or(rect.max.y - 0.5, |next| next.min.y.max(rect.max.y - 1.0));
            let top = if index == 0 { rect.min.y + 0.5 } else { points.last().map_or(rect.min.y, |p: &Pos2| p.y) };
            points.push(Pos2::new(rect.max.x, top));
            points.push(Pos2::new(rect.max.x, bottom));
        }
        let right = points.clone();
        for (index, rect) in grown.iter().enumerate().rev() {
            let (top, bottom) = (right[index * 2].y, right[index * 2 + 1].y);
            points.push(Pos2::new(rect.min.x, bottom));
            points.push(Pos2::new(rect.min.x, top));
        }
        painter.add(Shape::closed_line(points, stroke));
    }
}

/// The words themselves.
pub(super) fn words(ui: &Ui, visible: &[Visible]) {
    let ink = Colours::of(ui.ctx()).ink;
    for paragraph in visible {
        ui.painter().galley(paragraph.origin, paragraph.galley.clone(), ink);
    }
}

/// Rules and speakers' names in the margin, each at its quote's first line.
pub(super) fn margin(ui: &Ui, visible: &[Visible], marks: &Marks, sheet: &Sheet, left: f32) {
    let colours = Colours::of(ui.ctx());
    let mut free_from = f32::MIN;
    let mut last_name = String::new();
    for paragraph in visible {
        for mark in marks.of_paragraph(paragraph.index).filter(|mark| mark.look == Look::Quote) {
            let rects = rects_of(sheet, paragraph, mark.span);
            let (Some(first), Some(last)) = (rects.first(), rects.last()) else { continue };
            let rule =
                Rect::from_min_max(Pos2::new(left - 12.0, first.min.y + 3.0), Pos2::new(left - 9.0, last.max.y - 3.0));
            ui.painter().rect_filled(rule, 1.0, colours.quote_rule);
            if !paragraph.span.holds(mark.span.start()) {
                continue;
            }
            let top = first.min.y + if paragraph.role == Role::Headline { 7.0 } else { 4.0 };
            let (name, note) = margin_words(sheet, mark);
            if name == last_name && top < free_from + 30.0 {
                continue;
            }
            if top >= free_from {
                free_from = margin_name(ui, colours, left - 20.0, top, &name, note.as_deref(), mark.is_doubt);
                last_name = name;
            }
        }
    }
}

/// Who said it, and how that is known when it is not plain.
fn margin_words(sheet: &Sheet, mark: &Mark) -> (String, Option<String>) {
    let doc = sheet.doc();
    let Some(speaker) = doc.quote(mark.id).and_then(|quote| quote.speaker.as_ref()) else {
        return ("who?".to_owned(), None);
    };
    let place = speaker.span.map(|span| doc.text().slice(span));
    let note = match speaker.kind {
        SpeakerKind::Pronoun => place.map(|place| format!("“{place}”")),
        SpeakerKind::Unnamed => Some("unnamed".to_owned()),
        SpeakerKind::Collective => Some("group".to_owned()),
        SpeakerKind::Document => Some("document".to_owned()),
        SpeakerKind::Person | SpeakerKind::Organisation => None,
    };
    (speaker.name.clone(), note)
}

/// Draws a name right-aligned in the margin; gives where the next one may begin.
fn margin_name(
    ui: &Ui,
    colours: &Colours,
    right: f32,
    top: f32,
    name: &str,
    note: Option<&str>,
    is_doubt: bool,
) -> f32 {
    let mut job = egui::text::LayoutJob::simple(
        name.to_owned(),
        theme::semibold(theme::SMALL_POINTS),
        colours.ink,
        theme::MARGIN_POINTS - 34.0,
    );
    job.halign = egui::Align::RIGHT;
    job.wrap.max_rows = 3;
    let galley = ui.fonts_mut(|fonts| fonts.layout_job(job));
    let height = galley.size().y;
    ui.painter().galley(Pos2::new(right, top), galley, colours.ink);
    let mut bottom = top + height;
    if let Some(note) = note {
        let colour = if is_doubt { colours.doubt } else { colours.soft_ink };
        let at = Pos2::new(right, bottom);
        let font = theme::sans(theme::SMALL_POINTS - 0.5);
        bottom = ui.painter().text(at, Align2::RIGHT_TOP, note, font, colour).max.y;
    }
    bottom + 2.0
}
