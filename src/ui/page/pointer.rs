//! Mouse on the page: what lies under it, choosing, selecting, dragging edges; and the nodes that screen readers and
//! tests see.

use super::marks::Marks;
use super::paint::rects_of;
use super::{Visible, byte_of, is_chosen, letter_of};
use crate::desk::action::Action;
use crate::desk::{Edge, Sheet};
use crate::edit::Command;
use crate::engine::rule::rule;
use crate::model::{EntityKind, Id, Kind};
use crate::text::{Span, words};
use crate::ui::theme::{self, Colours};
use egui::text::{CCursor, CharIndex};
use egui::{
    Area, CursorIcon, Frame, Id as WidgetId, Order, Pos2, Rect, Response, Sense, Ui, WidgetInfo, accesskit, vec2,
};

/// How near an edge the pointer must be to take it, in points.
const EDGE_POINTS: f32 = 4.0;

/// A drag in the making.
#[derive(Default, Debug)]
pub(super) struct Gesture {
    kind: Doing,
    has_menu: bool,
}

#[derive(Default, Debug, PartialEq)]
enum Doing {
    #[default]
    Nothing,
    /// From here (a byte) to there.
    Selecting(usize, usize),
    /// An edge of a record; the span it would have.
    Dragging(Id, Edge, Span),
}

impl Gesture {
    /// The span a record would have if its edge were let go now.
    pub(super) fn dragged_span(&self, id: Id) -> Option<Span> {
        match self.kind {
            Doing::Dragging(dragged, _, span) if dragged == id => Some(span),
            Doing::Dragging(..) | Doing::Selecting(..) | Doing::Nothing => None,
        }
    }
}

/// What lies under the pointer.
pub(super) struct Under {
    /// The record.
    pub(super) hovered: Option<Id>,
    edge: Option<(Id, Edge)>,
}

impl Under {
    pub(super) fn new(_ui: &Ui, response: &Response, visible: &[Visible], marks: &Marks, sheet: &Sheet) -> Self {
        let Some(pointer) = response.hover_pos() else { return Self { hovered: None, edge: None } };
        let glyph = glyph_at(sheet, visible, pointer);
        let hovered = glyph.and_then(|(paragraph, byte)| marks.at(paragraph, byte, None));
        Self { hovered, edge: edge_at(sheet, visible, pointer) }
    }
}

/// The paragraph's index and the byte of the letter under the pointer.
fn glyph_at(sheet: &Sheet, visible: &[Visible], pointer: Pos2) -> Option<(usize, usize)> {
    let paragraph = visible.iter().find(|paragraph| paragraph.rect().contains(pointer))?;
    let mut letter = 0;
    for row in &paragraph.galley.rows {
        if row.rect().translate(paragraph.origin.to_vec2()).contains(pointer) {
            let x = pointer.x - paragraph.origin.x - row.pos.x;
            let place = row.glyphs.iter().position(|glyph| x >= glyph.pos.x && x < glyph.max_x())?;
            return Some((paragraph.index, byte_of(sheet.doc().text(), paragraph.span, letter + place)));
        }
        letter += row.char_count_including_newline().0;
    }
    None
}

/// The boundary between letters nearest to the pointer, as a byte.
fn boundary_at(sheet: &Sheet, visible: &[Visible], pointer: Pos2) -> Option<usize> {
    let below = visible.iter().find(|paragraph| pointer.y < paragraph.rect().max.y + 6.0);
    let paragraph = below.or(visible.last())?;
    let cursor = paragraph.galley.cursor_from_pos(pointer - paragraph.origin);
    Some(byte_of(sheet.doc().text(), paragraph.span, cursor.index.0))
}

/// The edge of the chosen record under the pointer.
fn edge_at(sheet: &Sheet, visible: &[Visible], pointer: Pos2) -> Option<(Id, Edge)> {
    let id = sheet.chosen.filter(|id| id.kind != Kind::Entity)?;
    let span = sheet.doc().span_of(id)?;
    let text = sheet.doc().text();
    for paragraph in visible {
        for (byte, edge) in [(span.start(), Edge::Start), (span.end(), Edge::End)] {
            if byte < paragraph.span.start() || byte > paragraph.span.end() {
                continue;
            }
            let letter = letter_of(text, paragraph.span, byte);
            let cursor = CCursor { index: CharIndex(letter), prefer_next_row: edge == Edge::Start };
            let rect = paragraph.galley.pos_from_cursor(cursor).translate(paragraph.origin.to_vec2());
            if rect.expand2(vec2(EDGE_POINTS, 0.0)).contains(pointer) {
                return Some((id, edge));
            }
        }
    }
    None
}

/// Turns presses, drags and clicks into actions.
#[allow(clippy::too_many_arguments)] // one call
pub(super) fn act(
    ui: &Ui,
    response: &Response,
    visible: &[Visible],
    marks: &Marks,
    sheet: &Sheet,
    under: &Under,
    gesture: &mut Gesture,
    actions: &mut Vec<Action>,
) {
    if under.edge.is_some() || matches!(gesture.kind, Doing::Dragging(..)) {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
    } else if under.hovered.is_some() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    } else if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::Text);
    }
    let pressed = response.is_pointer_button_down_on() && ui.input(|input| input.pointer.primary_pressed());
    if pressed && let Some(origin) = ui.input(|input| input.pointer.press_origin()) {
        begin(sheet, visible, origin, gesture);
    }
    if ui.input(|input| input.key_pressed(egui::Key::Escape)) {
        gesture.kind = Doing::Nothing;
    }
    if response.dragged()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        go_on(ui, sheet, visible, pointer, gesture, actions);
        scroll_at_edges(ui, pointer);
    }
    if response.drag_stopped() {
        end(sheet, gesture, actions);
    }
    if response.triple_clicked() {
        if let Some(paragraph) = visible.iter().find(|p| response.hover_pos().is_some_and(|at| p.rect().contains(at))) {
            actions.push(Action::Select(Some(paragraph.span)));
            gesture.has_menu = true;
        }
    } else if response.double_clicked() {
        if let Some((_, byte)) = response.hover_pos().and_then(|at| glyph_at(sheet, visible, at)) {
            actions.push(Action::Select(quotation_or_word(sheet, byte)));
            gesture.has_menu = true;
        }
    } else if response.clicked() {
        gesture.kind = Doing::Nothing;
        gesture.has_menu = false;
        let hit = response.interact_pointer_pos().and_then(|at| glyph_at(sheet, visible, at));
        let id = hit.and_then(|(paragraph, byte)| marks.at(paragraph, byte, sheet.chosen));
        actions.push(Action::Choose(id));
    }
}

fn begin(sheet: &Sheet, visible: &[Visible], origin: Pos2, gesture: &mut Gesture) {
    gesture.has_menu = false;
    gesture.kind = match edge_at(sheet, visible, origin) {
        Some((id, edge)) => sheet.doc().span_of(id).map_or(Doing::Nothing, |span| Doing::Dragging(id, edge, span)),
        None => boundary_at(sheet, visible, origin).map_or(Doing::Nothing, |byte| Doing::Selecting(byte, byte)),
    };
}

fn go_on(ui: &Ui, sheet: &Sheet, visible: &[Visible], pointer: Pos2, gesture: &mut Gesture, actions: &mut Vec<Action>) {
    let Some(byte) = boundary_at(sheet, visible, pointer) else { return };
    let text = sheet.doc().text();
    match &mut gesture.kind {
        Doing::Nothing => {}
        Doing::Selecting(anchor, head) => {
            *head = byte;
            let span = text.span((*anchor).min(byte), (*anchor).max(byte));
            if span != sheet.selection {
                actions.push(Action::Select(span));
            }
        }
        Doing::Dragging(_, edge, span) => {
            // Alt moves by letter, else boundaries snap to words and marks.
            let byte = if ui.input(|input| input.modifiers.alt) { byte } else { words::snap(text, byte) };
            let moved = match edge {
                Edge::Start => text.span(byte, span.end()),
                Edge::End => text.span(span.start(), byte),
            };
            *span = moved.unwrap_or(*span);
        }
    }
}

fn scroll_at_edges(ui: &Ui, pointer: Pos2) {
    let clip = ui.clip_rect();
    let by = if pointer.y > clip.max.y - 12.0 {
        -18.0
    } else if pointer.y < clip.min.y + 12.0 {
        18.0
    } else {
        return;
    };
    ui.scroll_with_delta(vec2(0.0, by));
    ui.ctx().request_repaint();
}

fn end(sheet: &Sheet, gesture: &mut Gesture, actions: &mut Vec<Action>) {
    match std::mem::take(&mut gesture.kind) {
        Doing::Nothing => {}
        Doing::Selecting(..) => gesture.has_menu = true,
        Doing::Dragging(id, _, span) => {
            if sheet.doc().span_of(id) != Some(span) {
                actions.push(Action::Do(Command::MoveBoundary { id, span }));
            }
        }
    }
}

/// Inside quotation marks that are no quote yet the whole quotation, else the word.
fn quotation_or_word(sheet: &Sheet, byte: usize) -> Option<Span> {
    let doc = sheet.doc();
    let text = doc.text();
    let paragraph = text.paragraphs().get(text.paragraph_at(byte)).copied()?;
    let in_quote = doc.quotes().any(|(_, quote)| quote.span.holds(byte));
    let opening = text.between(paragraph.start(), byte).rfind(['“', '"', '„', '«']);
    let closing = text.between(byte, paragraph.end()).find(['”', '"', '»', '“']);
    if let (false, Some(open), Some(close)) = (in_quote, opening, closing) {
        let start = paragraph.start() + open;
        let between = text.between(start, byte).chars().skip(1).any(|c| matches!(c, '”' | '»' | '"'));
        let end = byte + close;
        let length = text.between(end, paragraph.end()).chars().next().map_or(0, char::len_utf8);
        if !between {
            return text.span(start, end + length);
        }
    }
    words::word_at(text, byte)
}

/// What the mark under the pointer is, and why it was found.
pub(super) fn hover(ui: &Ui, response: &Response, under: &Under, sheet: &Sheet) {
    let Some(id) = under.hovered.filter(|_| !response.dragged()) else { return };
    let lines = explain(sheet, id);
    let at = WidgetId::unique("page hover");
    let layer = egui::LayerId::new(Order::Tooltip, at);
    egui::Tooltip::always_open(ui.ctx().clone(), layer, at, egui::PopupAnchor::Pointer).gap(14.0).show(|ui| {
        for (index, line) in lines.iter().enumerate() {
            if index == 0 {
                ui.strong(line)
            } else {
                ui.weak(line)
            };
        }
    });
}

/// What a record is and why, line by line.
pub(crate) fn explain(sheet: &Sheet, id: Id) -> Vec<String> {
    let doc = sheet.doc();
    let mut lines = Vec::new();
    let (id, mention_rule) = match doc.mention(id) {
        Some(mention) => (mention.entity, Some(mention.made_by.clone())),
        None => (id, None),
    };
    match id.kind {
        Kind::Quote => {
            let Some(quote) = doc.quote(id) else { return lines };
            let name = quote.speaker.as_ref().map_or("nobody known", |speaker| speaker.name.as_str());
            lines.push(format!("{} quote: {name}", capital(&format!("{:?}", quote.form))));
            lines.extend(quote.speaker.as_ref().and_then(|speaker| speaker.reason.clone()));
            let others: Vec<String> = quote.candidates.iter().skip(1).take(2).map(runner_up).collect();
            if !others.is_empty() {
                lines.push(format!("Or: {}", others.join("; ")));
            }
        }
        Kind::Figure => lines.extend(doc.figure(id).map(|figure| super::super::words::figure(doc, figure))),
        Kind::Entity => {
            let Some(entity) = doc.entity(id) else { return lines };
            let mentions = doc.mentions_of(id).len();
            lines.push(format!("{} · {} · {mentions}×", entity.name, super::super::words::entity_kind(entity.kind)));
        }
        Kind::Excluded => lines.extend(doc.excluded().find(|(other, _)| *other == id).map(|(_, x)| x.why.clone())),
        Kind::Mention | Kind::Metadata => {}
    }
    let tail = doc.tail_of(id);
    lines.extend(tail.and_then(|tail| tail.doubt.clone()).map(|doubt| format!("Doubt: {doubt}")));
    if let Some(made_by) = mention_rule.or(tail.map(|tail| tail.made_by.clone())) {
        let sentence = rule(&made_by).map_or(String::new(), |rule| format!(" – {}", rule.sentence));
        let score = tail.map_or(0, |tail| tail.score.percent());
        lines.push(format!("{made_by}, {score} %{sentence}"));
    }
    lines
}

fn runner_up(candidate: &crate::model::Candidate) -> String {
    match &candidate.speaker.reason {
        Some(reason) => format!("{} ({reason})", candidate.speaker.name),
        None => candidate.speaker.name.clone(),
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

/// Nodes for screen readers and tests: every visible paragraph and mark.
pub(super) fn nodes(ui: &Ui, visible: &[Visible], marks: &Marks, sheet: &Sheet) {
    let text = sheet.doc().text();
    for paragraph in visible {
        let response =
            ui.interact(paragraph.rect(), ui.scope_id().with(("paragraph", paragraph.index)), Sense::hover());
        response.widget_info(|| {
            WidgetInfo::labeled(accesskit::Role::Paragraph, true, text.slice(paragraph.span).to_owned())
        });
        for mark in marks.of_paragraph(paragraph.index).filter(|mark| paragraph.span.holds(mark.span.start())) {
            let Some(rect) = rects_of(sheet, paragraph, mark.span).first().copied() else { continue };
            let response = ui.interact(rect, ui.scope_id().with(("mark", mark.id)), Sense::hover());
            response.widget_info(|| {
                let label = format!("{}: {}", kind_word(mark.id.kind), text.slice(mark.span));
                WidgetInfo::selected(accesskit::Role::Mark, true, is_chosen(sheet, mark.id), label)
            });
        }
    }
}

fn kind_word(kind: Kind) -> &'static str {
    match kind {
        Kind::Quote => "Quote",
        Kind::Figure => "Figure",
        Kind::Entity | Kind::Mention => "Entity",
        Kind::Excluded => "Left out",
        Kind::Metadata => "Article",
    }
}

/// The small menu at the selection: what shall it be?
pub(super) fn selection_menu(
    ui: &Ui,
    visible: &[Visible],
    sheet: &Sheet,
    gesture: &Gesture,
    actions: &mut Vec<Action>,
) {
    let Some(selection) = sheet.selection.filter(|_| gesture.has_menu) else { return };
    let last: Option<Rect> = visible.iter().filter_map(|p| rects_of(sheet, p, selection).last().copied()).next_back();
    let Some(rect) = last else { return };
    let colours = Colours::of(ui.ctx());
    let at = Pos2::new(rect.min.x.max(rect.max.x - 200.0), rect.max.y + 4.0);
    Area::new(WidgetId::unique("selection menu")).order(Order::Foreground).fixed_pos(at).constrain(true).show(
        ui.ctx(),
        |ui| {
            Frame::popup(ui.style()).fill(colours.card).inner_margin(4.0).show(ui, |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = 4.0;
                    for (words, action) in [("Quote  Q", Action::AddQuote), ("Figure  F", Action::AddFigure)] {
                        if ui.button(words).clicked() {
                            actions.push(action);
                        }
                    }
                    ui.menu_button("Entity  E", |ui| {
                        for kind in EntityKind::ALL {
                            if ui.button(super::super::words::entity_kind(kind)).clicked() {
                                actions.push(Action::AddEntity(kind));
                            }
                        }
                    });
                    if ui.button("Leave out  X").clicked() {
                        actions.push(Action::Exclude);
                    }
                });
                ui.style_mut().override_font_id = Some(theme::sans(theme::SMALL_POINTS));
            });
        },
    );
}
