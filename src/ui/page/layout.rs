//! Where each paragraph stands: heights estimated first, measured when seen or in spare time, so that ten megabytes
//! open as fast as ten kilobytes.

use crate::model::{Article, Role};
use crate::text::Span;
use crate::ui::theme::{self, Colours};
use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, FontId, Galley, Ui};
use std::sync::Arc;

/// Seconds of each frame that may go into measuring paragraphs nobody has seen yet.
const MEASURING_SECS: f64 = 0.004;

/// Texts up to this many bytes are measured whole in the first frame (20 KB: 11 ms), so that what is chosen stands in its
/// true place at once, however busy the machine is.
const MEASURED_AT_ONCE_BYTES: usize = 40_000;

/// Tops and heights of all paragraphs for one width.
#[derive(Default, Debug)]
pub(super) struct Layout {
    width: f32,
    pixels_per_point: f32,
    heights: Vec<f32>,
    measured: Vec<bool>,
    tops: Vec<f32>,
    next: usize,
    stale: bool,
}

/// How a paragraph is set.
pub(super) struct Setting {
    pub(super) font: FontId,
    pub(super) line_height: f32,
    pub(super) colour: Color32,
    pub(super) gap_after: f32,
}

/// The typography of a role.
pub(super) fn setting(role: Role, colours: &Colours) -> Setting {
    let body = theme::PAGE_POINTS;
    let (font, leading, colour, gap_after) = match role {
        Role::Headline => (theme::serif_bold(25.0), 1.24, colours.ink, 36.0),
        Role::Standfirst => (theme::serif(body + 1.0), 1.5, colours.soft_ink, theme::PARAGRAPH_GAP),
        Role::Byline => (theme::sans(theme::UI_POINTS), 1.5, colours.soft_ink, theme::PARAGRAPH_GAP),
        Role::Caption => (theme::serif_italic(body - 2.0), 1.5, colours.soft_ink, theme::PARAGRAPH_GAP),
        Role::Crosshead => (theme::serif_bold(body + 1.0), 1.5, colours.ink, 6.0),
        Role::Body => (theme::serif(body), theme::PAGE_LEADING, colours.ink, theme::PARAGRAPH_GAP),
        Role::Chrome => (theme::sans(theme::UI_POINTS), 1.5, colours.soft_ink, theme::PARAGRAPH_GAP),
    };
    let line_height = (font.size * leading).round();
    Setting { font, line_height, colour, gap_after }
}

/// The laid-out paragraph; egui keeps it between frames. Stretches left out of the article are dimmed.
pub(super) fn galley(
    ui: &Ui,
    words: &str,
    setting: &Setting,
    width: f32,
    dimmed: &[Span],
    start: usize,
) -> Arc<Galley> {
    let format = |colour: Color32| TextFormat {
        font_id: setting.font.clone(),
        color: colour,
        line_height: Some(setting.line_height),
        ..Default::default()
    };
    let mut job = LayoutJob::default();
    job.wrap.max_width = width;
    let faint = Colours::of(ui.ctx()).soft_ink.gamma_multiply(0.8);
    let mut at = 0;
    for stretch in dimmed {
        let from = stretch.start().saturating_sub(start).min(words.len());
        let to = stretch.end().saturating_sub(start).min(words.len());
        if let (Some(before), Some(inside)) = (words.get(at..from), words.get(from..to)) {
            if !before.is_empty() {
                job.append(before, 0.0, format(setting.colour));
            }
            job.append(inside, 0.0, format(faint));
            at = to;
        }
    }
    if let Some(rest) = words.get(at..)
        && !rest.is_empty()
    {
        job.append(rest, 0.0, format(setting.colour));
    }
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

impl Layout {
    /// Makes the layout fit this article and width; measures some more of it.
    pub(super) fn update(&mut self, ui: &Ui, article: &Article, width: f32) {
        let pixels_per_point = ui.pixels_per_point();
        let count = article.paragraphs.len();
        if self.heights.len() != count || self.width != width || self.pixels_per_point != pixels_per_point {
            let colours = Colours::of(ui.ctx());
            (self.width, self.pixels_per_point) = (width, pixels_per_point);
            self.heights = article
                .paragraphs
                .iter()
                .map(|paragraph| {
                    let setting = setting(paragraph.role, colours);
                    let letters = (width / (setting.font.size * 0.47)).max(1.0);
                    let rows = (paragraph.span.len() as f32 / letters).ceil().max(1.0);
                    rows * setting.line_height + setting.gap_after
                })
                .collect();
            self.measured = vec![false; count];
            self.next = 0;
            self.stale = true;
        }
        self.measure_some(ui, article);
        self.restack();
    }

    fn measure_some(&mut self, ui: &Ui, article: &Article) {
        let colours = Colours::of(ui.ctx());
        let begun = ui.input(|input| input.time);
        let clock = std::time::Instant::now();
        let at_once = article.text.len() <= MEASURED_AT_ONCE_BYTES;
        while self.next < self.heights.len() && (at_once || clock.elapsed().as_secs_f64() < MEASURING_SECS) {
            let index = self.next;
            self.next += 1;
            if !self.measured[index] {
                let paragraph = article.paragraphs[index];
                let setting = setting(paragraph.role, colours);
                let words = article.text.slice(paragraph.span);
                let height = galley(ui, words, &setting, self.width, &[], 0).size().y;
                self.set_height(index, height + setting.gap_after);
            }
        }
        if self.next < self.heights.len() {
            log::trace!("measured {} of {} paragraphs at {begun}", self.next, self.heights.len());
            ui.ctx().request_repaint();
        }
    }

    /// Notes a paragraph's true height.
    pub(super) fn set_height(&mut self, index: usize, height: f32) {
        if self.heights[index] != height {
            self.heights[index] = height;
            self.stale = true;
        }
        self.measured[index] = true;
    }

    fn restack(&mut self) {
        if self.stale || self.tops.len() != self.heights.len() + 1 {
            self.tops.clear();
            let mut top = 0.0;
            for height in &self.heights {
                self.tops.push(top);
                top += height;
            }
            self.tops.push(top);
            self.stale = false;
        }
    }

    /// The top of a paragraph (of the end, for the one past the last).
    pub(super) fn top(&self, index: usize) -> f32 {
        self.tops.get(index).or(self.tops.last()).copied().unwrap_or(0.0)
    }

    /// The height of everything.
    pub(super) fn height(&self) -> f32 {
        self.tops.last().copied().unwrap_or(0.0)
    }

    /// The first paragraph that reaches below this height.
    pub(super) fn first_below(&self, y: f32) -> usize {
        self.tops.partition_point(|&top| top <= y).saturating_sub(1)
    }
}
