//! The very window as a PNG, without a display: for the README, for tests, for anyone on a machine without a screen.

use super::raster::{Pixels, Raster};
use super::{Window, theme};
use crate::desk::{Action, Desk};
use crate::io::save;
use crate::io::settings::Theme;
use crate::model::Id;
use egui::{Context, Event, Pos2, RawInput, Rect, Vec2, ViewportInfo};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Fewest and most frames that are drawn before the picture: layouts, lists and faces settle.
const FRAMES: (usize, usize) = (8, 80);

/// What to draw.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The article; none for the sample.
    pub article: Option<PathBuf>,
    /// Width and height in points.
    pub size: (u32, u32),
    /// Light or dark.
    pub theme: Theme,
    /// The record to choose.
    pub chosen: Option<Id>,
    /// Where the pointer rests, for a picture of what hovering shows.
    pub pointer: Option<(f32, f32)>,
}

/// Draws the window and writes the picture.
pub fn picture(picture: &Picture, output: &Path) -> Result<(), String> {
    let mut desk = Desk::new(None);
    desk.show_theme(picture.theme);
    desk.act(picture.article.clone().map_or(Action::OpenSample, |path| Action::Open(vec![path])));
    desk.finish_jobs();
    if desk.sheet().is_none() {
        return Err(desk.notice().map_or_else(|| "Nothing was opened.".to_owned(), |notice| notice.words.clone()));
    }
    if let Some(id) = picture.chosen {
        desk.act(Action::Reveal(id));
        if desk.sheet().and_then(|sheet| sheet.chosen).is_none() {
            return Err(format!("There is no record {id} in this article."));
        }
    }
    let pixels = draw(Window::new(desk), picture);
    let bytes = encode(&pixels).map_err(|fault| format!("The picture could not be made: {fault}."))?;
    save::write(output, &bytes).map_err(|fault| fault.to_string())
}

fn draw(mut window: Window, picture: &Picture) -> Pixels {
    let ctx = Context::default();
    theme::install(&ctx);
    ctx.add_font_provider(std::sync::Arc::new(egui_system_font_provider::SystemFontProvider::new()));
    let mut raster = Raster::default();
    let size = Vec2::new(picture.size.0 as f32, picture.size.1 as f32);
    let mut last = None;
    let mut quiet = 0;
    for frame in 0..FRAMES.1 {
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size)),
            time: Some(frame as f64 * 0.25),
            events: picture.pointer.map(|(x, y)| Event::PointerMoved(Pos2::new(x, y))).into_iter().collect(),
            viewports: std::iter::once((
                egui::ViewportId::ROOT,
                ViewportInfo { native_pixels_per_point: Some(1.0), ..Default::default() },
            ))
            .collect(),
            ..Default::default()
        };
        let mut output = ctx.run_ui(input, |ui| window.show(ui));
        raster.take(&mut output.textures_delta);
        // A face found by the system arrives from another thread.
        std::thread::sleep(Duration::from_millis(20));
        let waits = output.viewport_output.values().all(|viewport| viewport.repaint_delay > Duration::from_millis(1));
        quiet = if waits { quiet + 1 } else { 0 };
        last = Some(output);
        if frame >= FRAMES.0 && quiet >= 3 {
            break;
        }
    }
    match last {
        Some(output) => settled(&ctx, &mut raster, &mut window, output, size),
        None => Pixels { width: 0, height: 0, bytes: Vec::new() },
    }
}

/// Faces of the system arrive from another thread at their own time: shoot until two pictures are the same.
fn settled(ctx: &Context, raster: &mut Raster, window: &mut Window, output: egui::FullOutput, size: Vec2) -> Pixels {
    let mut shot = raster.shot(ctx, &output);
    for round in 0..12 {
        std::thread::sleep(Duration::from_millis(60));
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, size)),
            time: Some(100.0 + f64::from(round)),
            ..Default::default()
        };
        let mut output = ctx.run_ui(input, |ui| window.show(ui));
        raster.take(&mut output.textures_delta);
        let next = raster.shot(ctx, &output);
        if next == shot {
            break;
        }
        shot = next;
    }
    shot
}

fn encode(pixels: &Pixels) -> Result<Vec<u8>, png::EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, pixels.width as u32, pixels.height as u32);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels.bytes)?;
    writer.finish()?;
    Ok(bytes)
}
