//! The window. Draws from `&Desk`, pushes actions, keeps only scroll and half-typed text.

mod commands;
mod dates;
mod dialogs;
mod fields;
mod inspector;
mod menus;
mod page;
mod panels;
mod particulars;
mod picture;
mod queue;
mod raster;
mod rows;
pub mod theme;
mod window;
pub mod words;

pub use picture::{Picture, picture};
pub use raster::Raster;
pub use window::Window;

pub(crate) use page::{explain as page_explain, underline as page_underline};

use crate::desk::{Action, Desk};
use std::path::PathBuf;
use std::sync::Arc;

/// What to use where there is no display.
const WITHOUT_DISPLAY: &str = "There is no display to open a window on. Without one use `copydesk extract FILE…` \
     (results on standard output) or `copydesk picture FILE -o PICTURE.png` (the window as a picture).";

/// Opens the window on these articles, or on the sample when there are none.
pub fn run(files: Vec<PathBuf>) -> Result<(), String> {
    if cfg!(target_os = "linux") && !has_display() {
        return Err(WITHOUT_DISPLAY.to_owned());
    }
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default()
            .with_app_id("copydesk")
            .with_title("Copydesk")
            .with_inner_size([1440.0, 900.0])
            .with_min_inner_size([720.0, 480.0]),
        ..Default::default()
    };
    let started = std::time::Instant::now();
    let outcome = eframe::run_native(
        "copydesk",
        options,
        Box::new(move |context| {
            theme::install(&context.egui_ctx);
            // Ctrl+Q and Ctrl +/- are actions of the table, so that quitting asks and zoom is remembered.
            context.egui_ctx.options_mut(|options| {
                options.quit_shortcuts.clear();
                options.zoom_with_keyboard = false;
            });
            Ok(Box::new(App { window: opened(&context.egui_ctx, files), started: Some(started) }))
        }),
    );
    outcome.map_err(|fault| format!("The window could not be opened: {fault}. {WITHOUT_DISPLAY}"))
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|v| !v.is_empty()))
}

/// A window on a desk with these files, or the sample.
fn opened(ctx: &egui::Context, files: Vec<PathBuf>) -> Window {
    let mut desk = Desk::of_this_machine();
    let waker = ctx.clone();
    desk.wake_with(Arc::new(move || waker.request_repaint()));
    desk.act(if files.is_empty() { Action::OpenSample } else { Action::Open(files) });
    Window::new(desk)
}

struct App {
    window: Window,
    started: Option<std::time::Instant>,
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        self.window.show(ui);
        if let Some(started) = self.started.take() {
            log::info!("first frame after {} ms", started.elapsed().as_millis());
        }
    }
}
