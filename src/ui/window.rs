//! The whole window: its parts in their places; draws from the desk and hands it what the person did.

use super::commands::{self, Commands};
use super::dialogs::Dialogs;
use super::inspector::Inspector;
use super::page::Page;
use super::panels::Panels;
use super::queue;
use super::theme::{self, Colours};
use crate::desk::{Action, Desk, Part, State};
use egui::{CentralPanel, Context, Frame, Key, Margin, Panel, RichText, TextEdit, Ui};

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
        if !desk.view.hidden.contains(&Part::Queue) {
            Panel::left("queue").frame(side).default_size(196.0).min_size(120.0).show(ui, |ui| {
                queue::show(ui, desk, actions);
            });
        }
        let any_panel = [Part::Quotes, Part::Figures, Part::Entities, Part::Inspector]
            .iter()
            .any(|part| !desk.view.hidden.contains(part));
        if any_panel {
            Panel::right("panels").frame(side).default_size(392.0).min_size(280.0).show(ui, |ui| {
                if !desk.view.hidden.contains(&Part::Inspector) {
                    let height = ui.available_height();
                    Panel::bottom("inspector")
                        .frame(side)
                        .default_size((height * 0.4).max(250.0))
                        .min_size((height * 0.3).min(250.0))
                        .max_size(height * 0.7)
                        .resizable(true)
                        .show(ui, |ui| self.inspector.show(ui, desk, actions));
                }
                CentralPanel::default().frame(side).show(ui, |ui| self.panels.show(ui, desk, actions));
            });
        }
        let reveal = desk.sheet_mut().and_then(|sheet| sheet.reveal.take());
        CentralPanel::default().frame(Frame::NONE.fill(colours.paper)).show(ui, |ui| {
            if desk.view.find {
                find_bar(ui, desk, &mut self.page, actions);
            }
            if desk.sheet().is_some() {
                self.page.show(ui, desk, reveal, actions);
            } else {
                no_article(ui, desk, actions);
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

/// Files dropped on the window are opened.
fn take_drops(ctx: &Context, actions: &mut Vec<Action>) {
    let paths: Vec<std::path::PathBuf> =
        ctx.input(|input| input.raw.dropped_files.clone()).iter().map(|file| file.path().to_owned()).collect();
    if !paths.is_empty() {
        actions.push(Action::Open(paths));
    }
}

fn no_article(ui: &mut Ui, desk: &Desk, actions: &mut Vec<Action>) {
    ui.vertical_centered(|ui| {
        ui.add_space(ui.available_height() * 0.3);
        match desk.slot().map(|slot| &slot.state) {
            Some(State::Failed(why)) => {
                ui.heading("This file could not be opened");
                ui.add(egui::Label::new(why).wrap());
            }
            Some(State::Waiting | State::Opening) => {
                ui.spinner();
                ui.weak("Opening…");
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

fn find_bar(ui: &mut Ui, desk: &Desk, page: &mut Page, actions: &mut Vec<Action>) {
    Frame::NONE.inner_margin(Margin::symmetric(14, 6)).show(ui, |ui| {
        ui.horizontal(|ui| {
            let label = ui.weak("Find");
            let field = TextEdit::singleline(&mut page.find).desired_width(240.0);
            let response = ui.add(field).labelled_by(label.id);
            if !response.has_focus() && page.find.is_empty() {
                response.request_focus();
            }
            let count = desk.sheet().map_or(0, |sheet| page.found(sheet).len());
            if response.changed() {
                (page.find_place, page.find_jump) = (0, true);
            }
            let entered = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
            let next = ui.button("Next").clicked() || entered;
            let previous = ui.button("Previous").clicked();
            if entered {
                response.request_focus();
            }
            if count > 0 && (next || previous) {
                let step = if next { 1 } else { count - 1 };
                (page.find_place, page.find_jump) = ((page.find_place + step) % count, true);
            }
            ui.weak(match count {
                0 if page.find.trim().is_empty() => String::new(),
                0 => "not in this article".to_owned(),
                many => format!("{} of {many}", page.find_place.min(many - 1) + 1),
            });
            let escaped = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
            if ui.button("Close").clicked() || escaped {
                page.find.clear();
                actions.push(Action::ToggleFind);
            }
        });
    });
}

/// What is reviewed, open and saved; what was said last.
fn status_bar(ui: &mut Ui, desk: &Desk) {
    let colours = Colours::of(ui.ctx());
    ui.horizontal(|ui| {
        if let Some(sheet) = desk.sheet() {
            let (reviewed, all) = sheet.progress_of_all();
            ui.strong(format!("{reviewed} of {all} reviewed"));
            let doc = sheet.doc();
            let doubts = doc
                .quotes()
                .map(|(_, quote)| &quote.tail)
                .chain(doc.figures().map(|(_, figure)| &figure.tail))
                .chain(doc.entities().map(|(_, entity)| &entity.tail))
                .filter(|tail| crate::desk::listing::is_doubt(tail))
                .count();
            ui.weak(format!("{doubts} doubts"));
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
                ui.weak(format!("{} words", sheet.doc().text().as_str().split_whitespace().count()));
            }
            ui.weak("Offline");
        });
    });
}
