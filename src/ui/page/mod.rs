//! The article as a page: one column of reading type with marks painted behind the words, speakers' names in the
//! margin, a ruler that shows where marks and doubts are.
//!
//! Only visible paragraphs are laid out. Marks are painted shapes, not text formats, so they overlap freely and never
//! disturb the shaping. One response takes every click and drag; what lies under the pointer is found by glyph.

mod facts;
mod layout;
mod marks;
mod paint;
mod pointer;
mod ruler;
mod search;

pub(crate) use paint::underline;
pub(crate) use pointer::explain;

use super::particulars::Particulars;
use super::theme::{self, Colours};
use crate::desk::{Action, Desk, Sheet};
use crate::model::{Id, Kind, Role};
use crate::text::{Span, Text};
use egui::text::CharIndex;
use egui::{Galley, Pos2, Rect, ScrollArea, Sense, Ui, vec2};
use layout::Layout;
use marks::Marks;
use std::sync::Arc;

/// What the page keeps between frames: places and half-made gestures, never records.
#[derive(Default, Debug)]
pub struct Page {
    layout: Layout,
    marks: Marks,
    gesture: pointer::Gesture,
    particulars: Particulars,
    search: search::Search,
    shown_slot: u64,
    jump: Option<f32>,
}

/// A paragraph on the screen.
struct Visible {
    index: usize,
    span: Span,
    role: Role,
    origin: Pos2,
    galley: Arc<Galley>,
}

impl Visible {
    fn rect(&self) -> Rect {
        Rect::from_min_size(self.origin, self.galley.size())
    }
}

/// The letter index in a paragraph of a byte of the article.
fn letter_of(text: &Text, paragraph: Span, byte: usize) -> usize {
    text.between(paragraph.start(), byte.clamp(paragraph.start(), paragraph.end())).chars().count()
}

/// The byte of the article for a letter index in a paragraph.
fn byte_of(text: &Text, paragraph: Span, letter: usize) -> usize {
    let words = text.slice(paragraph);
    words.char_indices().nth(letter).map_or(paragraph.end(), |(at, _)| paragraph.start() + at)
}

/// The rectangles, row by row, of a stretch of a galley.
fn row_rects(galley: &Galley, from: usize, to: usize, origin: Pos2) -> Vec<Rect> {
    let mut rects = Vec::new();
    let mut first = 0;
    for row in &galley.rows {
        let count = row.glyphs.len();
        if first >= to {
            break;
        }
        if from < first + count {
            let (a, mut b) = (from.max(first) - first, to.min(first + count) - first);
            // The space that a line breaks at is not drawn as part of the mark.
            while b > a + 1 && row.glyphs.get(b - 1).is_some_and(|glyph| glyph.chr.is_whitespace()) {
                b -= 1;
            }
            let left = row.pos.x + row.x_offset(CharIndex(a));
            let right = row.pos.x + row.x_offset(CharIndex(b));
            if right > left {
                let rect = Rect::from_min_max(Pos2::new(left, row.min_y()), Pos2::new(right, row.max_y()));
                rects.push(rect.translate(origin.to_vec2()));
            }
        }
        first += row.char_count_including_newline().0;
    }
    rects
}

impl Page {
    /// Draws the page of the article shown and pushes what the person does on it.
    pub fn show(&mut self, ui: &mut Ui, desk: &Desk, reveal: Option<Id>, actions: &mut Vec<Action>) {
        let (Some(sheet), Some(slot)) = (desk.sheet(), desk.slot()) else { return };
        if self.shown_slot != slot.number {
            *self = Self { shown_slot: slot.number, jump: Some(0.0), ..Self::default() };
        }
        let colours = Colours::of(ui.ctx());
        ui.painter().rect_filled(ui.max_rect(), 0.0, colours.paper);
        if desk.view.find {
            self.search.bar(ui, sheet, actions);
        }
        self.marks.update(sheet, slot.number, &desk.settings().division);
        let ruler_width = 12.0;
        let width = (ui.available_width() - theme::MARGIN_POINTS - 24.0 - ruler_width)
            .clamp(160.0, theme::COLUMN_POINTS)
            .floor();
        let spare = ui.available_width() - ruler_width - width - theme::MARGIN_POINTS;
        let left = theme::MARGIN_POINTS + (spare / 2.0 - 30.0).clamp(4.0, 160.0);
        self.layout.update(ui, sheet.doc().article(), width);
        let whole = ui.available_rect_before_wrap();
        let mut area = ScrollArea::vertical().auto_shrink(false).id_salt("page");
        self.plan_jump(sheet, reveal, whole.height());
        if let Some(offset) = self.jump.take() {
            area = area.vertical_scroll_offset(offset);
        }
        let output = area.show_viewport(ui, |ui, viewport| {
            self.show_viewport(ui, viewport, desk, sheet, left, width, actions);
        });
        let ruler = Rect::from_min_max(Pos2::new(whole.max.x - ruler_width, whole.min.y), whole.max);
        let tops = |byte: usize| {
            let index = sheet.doc().text().paragraph_at(byte);
            TOP_POINTS + self.layout.top(index)
        };
        let height = self.layout.height() + TOP_POINTS;
        if let Some(fraction) = ruler::show(ui, ruler, &self.marks, height, tops, sheet.chosen) {
            self.jump = Some((fraction * height - whole.height() / 2.0).max(0.0));
            ui.ctx().request_repaint();
        }
        let _ = output;
    }

    /// Where to scroll to when a record or a match shall be shown.
    fn plan_jump(&mut self, sheet: &Sheet, reveal: Option<Id>, height: f32) {
        let doc = sheet.doc();
        let span = match reveal {
            Some(id) => doc.span_of(id),
            None => self.search.take_jump(doc.text()),
        };
        if let Some(span) = span {
            let index = doc.text().paragraph_at(span.start());
            let top = self.layout.top(index) + TOP_POINTS;
            let paragraph = doc.article().paragraphs.get(index).map_or(span, |paragraph| paragraph.span);
            let share = (span.start() - paragraph.start().min(span.start())) as f32 / paragraph.len() as f32;
            let inside = share * (self.layout.top(index + 1) - self.layout.top(index));
            self.jump = Some((top + inside - height * 0.35).max(0.0));
        }
    }

    #[allow(clippy::too_many_arguments)] // one call, from the scroll area's closure
    fn show_viewport(
        &mut self,
        ui: &mut Ui,
        viewport: Rect,
        desk: &Desk,
        sheet: &Sheet,
        left: f32,
        width: f32,
        actions: &mut Vec<Action>,
    ) {
        let article = sheet.doc().article();
        ui.set_height(self.layout.height() + TOP_POINTS + 80.0);
        let origin = ui.max_rect().min + vec2(left, TOP_POINTS);
        let clip = ui.clip_rect();
        let response = ui.interact(clip, ui.scope_id().with("page"), Sense::click_and_drag());
        let colours = Colours::of(ui.ctx());
        let mut visible = Vec::new();
        let mut index = self.layout.first_below(viewport.min.y - TOP_POINTS);
        let mut y = self.layout.top(index);
        while let Some(paragraph) = article.paragraphs.get(index).filter(|_| y < viewport.max.y) {
            let setting = layout::setting(paragraph.role, colours);
            let dimmed = self.marks.excluded_in(paragraph.span);
            let words = article.text.slice(paragraph.span);
            let galley = layout::galley(ui, words, &setting, width, &dimmed, paragraph.span.start());
            let height = galley.size().y + setting.gap_after;
            self.layout.set_height(index, height);
            let origin = origin + vec2(0.0, y);
            visible.push(Visible { index, span: paragraph.span, role: paragraph.role, origin, galley });
            (y, index) = (y + height, index + 1);
        }
        let under = pointer::Under::new(ui, &response, &visible, &self.marks, sheet);
        let found = self.found_in(sheet, &visible);
        paint::grounds(ui, &visible, &self.marks, sheet, &self.gesture, under.hovered, &found);
        paint::words(ui, &visible);
        paint::margin(ui, &visible, &self.marks, sheet, origin.x);
        pointer::act(ui, &response, &visible, &self.marks, sheet, &under, &mut self.gesture, actions);
        pointer::hover(ui, &response, &under, sheet);
        pointer::nodes(ui, &visible, &self.marks, sheet);
        pointer::selection_menu(ui, &visible, sheet, &self.gesture, actions);
        facts::show(ui, &mut self.particulars, &visible, desk, sheet, origin, width, actions);
    }

    fn found_in(&mut self, sheet: &Sheet, visible: &[Visible]) -> Vec<Span> {
        let (Some(first), Some(last)) = (visible.first(), visible.last()) else { return Vec::new() };
        let range = first.span.cover(last.span);
        let matches = self.search.matches(sheet.doc().text());
        let from = matches.partition_point(|found| found.end() <= range.start());
        matches.iter().skip(from).take_while(|found| found.start() < range.end()).copied().collect()
    }
}

/// The space above the first paragraph.
const TOP_POINTS: f32 = 26.0;

/// Whether a record is chosen, itself or (for a mention) through its entity.
fn is_chosen(sheet: &Sheet, id: Id) -> bool {
    match sheet.chosen {
        Some(chosen) if chosen == id => true,
        Some(chosen) if chosen.kind == Kind::Entity && id.kind == Kind::Mention => {
            sheet.doc().mention(id).is_some_and(|mention| mention.entity == chosen)
        }
        _ => false,
    }
}
