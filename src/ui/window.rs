//! The whole window: its parts in their places; draws from the desk and hands it what the person did.

use super::commands::{self, Commands};
use super::dialogs::Dialogs;
use super::inspector::Inspector;
use super::page::Page;
use super::panels::Panels;
use super::queue;
use super::theme::{self, Colours};
use crate::desk::{Action, Desk, Division, Part, State};
use egui::{CentralPanel, Context, Frame, Key, Margin, Panel, RichText, Ui};

/// The window's parts and the desk behind it.
#[derive(Debug, Default)]
pub struct Window {
    /// The desk.
    pub desk: Desk,
    page: Page,
    panels: Panels,
    inspector: Inspector,
    commands: Commands,
    dialogs: Dialogs,
    title: String,
    /// The place of the queue that is being opened, and when the window first showed that, in egui's seconds.
    opening: Option<(u64, f64)>,
}

impl Window {
    /// A window on a desk.
    pub fn new(desk: Desk) -> Self {
        Self { desk, ..Self::default() }
    }

    /// Draws one frame and does what the person did in it.
    pub fn show(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.desk.take_answers();
        theme::show(&ctx, self.desk.settings().theme);
        self.desk.view.is_dark = Colours::are_dark(&ctx);
        let zoom = 1.0 + f32::from(self.desk.settings().zoom_steps) * 0.1;
        if (ctx.zoom_factor() - zoom).abs() > 0.001 {
            ctx.set_zoom_factor(zoom);
        }
        let mut actions = Vec::new();
        commands::take_shortcuts(&ctx, &self.desk, &mut actions);
        take_drops(&ctx, &mut actions);
        if ctx.input(|input| input.key_pressed(Key::Escape)) && !ctx.text_edit_focused() && !self.has_modal() {
            actions.push(Action::Choose(None));
        }
        self.parts(ui, &mut actions);
        self.commands.palette(&ctx, &self.desk, &mut actions);
        commands::keys(&ctx, &self.desk, &mut actions);
        commands::history(&ctx, &self.desk, &mut actions);
        let mut answers = Vec::new();
        self.dialogs.show(&ctx, &self.desk, &mut answers);
        self.guard_closing(&ctx, &mut actions);
        self.desk.view.focus = None;
        for action in actions {
            self.desk.act(action);
        }
        for answer in answers {
            self.desk.answer(answer);
        }
        self.finish(&ctx);
    }

    fn has_modal(&self) -> bool {
        let view = &self.desk.view;
        view.palette || view.keys || view.history || self.desk.question().is_some()
    }

    fn parts(&mut self, ui: &mut Ui, actions: &mut Vec<Action>) {
        let colours = Colours::of(ui.ctx());
        let desk = &mut self.desk;
        let bar = Frame::NONE.fill(colours.panel).inner_margin(Margin::symmetric(0, 6));
        Panel::top("bar").frame(bar).show(ui, |ui| commands::bar(ui, desk, actions));
        let status = Frame::NONE.fill(colours.panel).inner_margin(Margin::symmetric(14, 4));
        Panel::bottom("status").frame(status).show(ui, |ui| status_bar(ui, desk));
        let side = Frame::NONE.fill(colours.panel);
        let mut division = desk.settings().division.clone();
        if desk.shows(Part::Queue) {
            let queue = Panel::left("queue").frame(side).default_size(division.queue_points).min_size(120.0);
            let shown = queue.show(ui, |ui| queue::show(ui, desk, actions));
            division.queue_points = shown.response.rect.width();
        }
        let any_panel =
            [Part::Quotes, Part::Figures, Part::Entities, Part::Inspector].into_iter().any(|part| desk.shows(part));
        if any_panel {
            let panels = Panel::right("panels").frame(side).default_size(division.panels_points).min_size(280.0);
            let shown = panels.show(ui, |ui| {
                if desk.shows(Part::Inspector) {
                    let height = ui.available_height();
                    let shown = Panel::bottom("inspector")
                        .frame(side)
                        .default_size(division.inspector_points)
                        .min_size(160.0)
                        .max_size((height * 0.7).max(division.inspector_points))
                        .resizable(true)
                        .show(ui, |ui| self.inspector.show(ui, desk, actions));
                    division.inspector_points = shown.response.rect.height();
                }
                let rest = CentralPanel::default().frame(side);
                rest.show(ui, |ui| self.panels.show(ui, desk, actions));
            });
            division.panels_points = shown.response.rect.width();
            division.shares = self.panels.shares(desk);
        }
        keep_division(ui, desk, division, actions);
        let reveal = desk.sheet_mut().and_then(|sheet| sheet.reveal.take());
        CentralPanel::default().frame(Frame::NONE.fill(colours.paper)).show(ui, |ui| {
            if desk.sheet().is_some() {
                self.page.show(ui, desk, reveal, actions);
            } else {
                no_article(ui, desk, &mut self.opening, actions);
            }
        });
    }

    /// Closing with unsaved work asks first.
    fn guard_closing(&mut self, ctx: &Context, actions: &mut Vec<Action>) {
        if ctx.input(|input| input.viewport().close_requested()) && !self.desk.quits() {
            actions.push(Action::Quit);
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
        }
    }

    fn finish(&mut self, ctx: &Context) {
        if let Some(words) = self.desk.view.copied.take() {
            ctx.copy_text(words);
        }
        let title = self.desk.title();
        if self.title != title {
            ctx.send_viewport_cmd(egui::ViewportCommand::Title(title.clone()));
            self.title = title;
            ctx.request_repaint();
        }
        if self.desk.quits() {
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
    }
}

/// Remembers how the window is divided once a drag of an edge has ended.
fn keep_division(ui: &Ui, desk: &Desk, division: Division, actions: &mut Vec<Action>) {
    let old = &desk.settings().division;
    let differs = |new: f32, old: f32| (new - old).abs() > 1.0;
    let changed = differs(division.queue_points, old.queue_points)
        || differs(division.panels_points, old.panels_points)
        || differs(division.inspector_points, old.inspector_points)
        || division.shares != old.shares;
    if changed && ui.input(|input| input.pointer.any_released()) {
        actions.push(Action::Divide(division));
    }
}

/// Files dropped on the window are opened.
fn take_drops(ctx: &Context, actions: &mut Vec<Action>) {
    let paths: Vec<std::path::PathBuf> =
        ctx.input(|input| input.raw.dropped_files.clone()).iter().map(|file| file.path().to_owned()).collect();
    if !paths.is_empty() {
        actions.push(Action::Open(paths));
    }
}

/// Seconds an opening may take before anything is said about it.
const PATIENCE_SECS: f64 = 0.5;

/// That a file is being opened, once it takes noticeably long, and how to give up.
fn opening(ui: &mut Ui, number: u64, since: &mut Option<(u64, f64)>, actions: &mut Vec<Action>) {
    let now = ui.input(|input| input.time);
    let begun = since.filter(|(slot, _)| *slot == number).map_or(now, |(_, begun)| begun);
    *since = Some((number, begun));
    let waited = now - begun;
    if waited < PATIENCE_SECS {
        ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(PATIENCE_SECS - waited));
        return;
    }
    ui.spinner();
    ui.weak("Opening…");
    if ui.button("Cancel").clicked() {
        actions.push(Action::CloseWithoutSaving);
    }
}

fn no_article(ui: &mut Ui, desk: &Desk, since: &mut Option<(u64, f64)>, actions: &mut Vec<Action>) {
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.3);
        match desk.slot().map(|slot| &slot.state) {
            Some(State::Failed(why)) => {
                ui.heading("This file could not be opened");
                ui.add(egui::Label::new(why).wrap());
            }
            Some(State::Waiting | State::Opening) => {
                opening(ui, desk.slot().map_or(0, |slot| slot.number), since, actions);
            }
            Some(State::Open(_)) | None => {
                ui.heading("No article is open");
                ui.weak("Open a file, or drop one here.");
                if ui.button("Open…").clicked() {
                    actions.push(Action::AskOpen);
                }
                if ui.button("Open the sample article").clicked() {
                    actions.push(Action::OpenSample);
                }
            }
        }
    });
}

/// What is reviewed, open and saved; what was said last.
fn status_bar(ui: &mut Ui, desk: &Desk) {
    let colours = Colours::of(ui.ctx());
    ui.horizontal(|ui| {
        if let Some(sheet) = desk.sheet() {
            let (reviewed, all) = sheet.progress_of_all();
            ui.strong(format!("{reviewed} of {all} reviewed"));
            ui.weak(match sheet.doubts() {
                0 => "no doubts".to_owned(),
                1 => "1 doubt".to_owned(),
                many => format!("{many} doubts"),
            });
            let saved = match (sheet.is_unsaved(), sheet.saved().and_then(|saved| saved.at.as_deref())) {
                (true, _) => "unsaved changes".to_owned(),
                (false, Some(at)) => format!("Saved {at}"),
                (false, None) if sheet.saved().is_some() => "saved".to_owned(),
                (false, None) => "untouched".to_owned(),
            };
            ui.weak(saved);
            if !sheet.is_read {
                ui.weak("reading…");
            }
        }
        if let Some(notice) = desk.notice() {
            let colour = if notice.is_fault { colours.doubt } else { colours.soft_ink };
            ui.add(egui::Label::new(RichText::new(&notice.words).color(colour)).truncate());
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.weak(format!("{} %", 100 + i32::from(desk.settings().zoom_steps) * 10));
            if let Some(sheet) = desk.sheet() {
                ui.weak(format!("{} words", sheet.words()));
            }
            ui.weak("Offline");
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui_kittest::{Harness, kittest::Queryable};

    #[test]
    fn a_long_opening_says_so_and_can_be_given_up() {
        let (mut since, mut is_dressed) = (None, false);
        let show = move |ui: &mut Ui, actions: &mut Vec<Action>| {
            if std::mem::replace(&mut is_dressed, true) {
                opening(ui, 1, &mut since, actions);
            } else {
                theme::install(ui.ctx());
            }
        };
        let mut harness = Harness::builder().with_step_dt(0.05).allow_missing_glyphs().build_ui_state(show, Vec::new());
        harness.run_steps(4);
        assert!(harness.query_by_label("Opening…").is_none(), "nothing flickers in the first half second");
        harness.run_steps(12);
        assert!(harness.query_by_label("Opening…").is_some());
        harness.get_by_label("Cancel").click();
        harness.run_steps(2);
        assert_eq!(*harness.state(), [Action::CloseWithoutSaving]);
    }
}
