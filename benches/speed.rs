//! Speed, as ratios in one run: extraction beside `split_whitespace` over the same bytes.
//!
//! `cargo bench` prints divan's table and then the ratio. The window's own figures (start to first frame, time per
//! frame) are in the second half, drawn through egui without a display.

use copydesk::engine::{Reading, extract, figures};
use copydesk::model::Article;
use divan::counter::BytesCount;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// A few paragraphs of invented news with all that the engine looks for.
const STORY: &str = "\
PORT HALDANE – More than 3,400 dock workers voted on Tuesday to end a strike that has cost the harbour an estimated \
$12.5 million since March, the Haldane Dockers’ Union (HDU) said.

“We asked for a fair share, and after 19 days we have one,” Ingrid Solheim, the union’s president, told reporters. \
“Nobody wanted this to go on.”

The Port Authority said it would reopen all four terminals by Friday morning. Its director, Tomás Okafor, said the deal \
raises wages by 6.5 percent, compared with 4 percent offered in February.

According to a spokesman for the Ministry of Transport, about two thirds of the backlog could be cleared within three weeks.

“It’s not everything,” she added, “but it’s a start.”

";

/// Invented news of this many bytes or a little more.
fn news(bytes: usize) -> String {
    STORY.repeat(bytes / STORY.len() + 1)
}

const SIZES: [usize; 2] = [20_000, 1_000_000];

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn extraction(bencher: divan::Bencher, bytes: usize) {
    let article = Article::plain(news(bytes));
    bencher.counter(BytesCount::new(article.text.len())).bench(|| extract(black_box(&article)));
}

#[divan::bench(args = SIZES)]
fn split_whitespace(bencher: divan::Bencher, bytes: usize) {
    let text = news(bytes);
    bencher.counter(BytesCount::new(text.len())).bench(|| black_box(&text).split_whitespace().count());
}

/// The shortest of several runs.
fn fastest(runs: usize, mut work: impl FnMut()) -> Duration {
    let mut best = Duration::MAX;
    for _ in 0..runs {
        let start = Instant::now();
        work();
        best = best.min(start.elapsed());
    }
    best
}

#[expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
fn main() {
    divan::main();
    let text = news(200_000);
    let article = Article::plain(text.clone());
    let reading = fastest(5, || drop(black_box(extract(&article))));
    let splitting = fastest(50, || assert!(black_box(&text).split_whitespace().count() > 0));
    let rate = text.len() as f64 / 1e6 / reading.as_secs_f64();
    println!(
        "extraction: {rate:.2} MB/s, 1/{:.0} of split_whitespace over the same {} bytes in the same run",
        reading.as_secs_f64() / splitting.as_secs_f64(),
        text.len()
    );
    let tokens = Reading::new(&article);
    let counting = fastest(5, || drop(black_box(figures::find(&tokens, figures::Anchor::default()))));
    println!(
        "figures alone: {:.2} MB/s, 1/{:.0} of split_whitespace",
        text.len() as f64 / 1e6 / counting.as_secs_f64(),
        counting.as_secs_f64() / splitting.as_secs_f64()
    );
    #[cfg(feature = "gui")]
    window::print_frames();
}

/// The window's frames, without a display: what one frame costs the main thread (drawing and tessellation).
#[cfg(feature = "gui")]
mod window {
    use super::news;
    use copydesk::desk::{Action, Desk};
    use copydesk::ui::{Window, theme};
    use egui::{Context, Event, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2, RawInput, Rect, TouchPhase, vec2};
    use std::time::Instant;

    /// Prints milliseconds a frame while scrolling through articles of several sizes.
    #[expect(clippy::print_stdout, reason = "a benchmark prints its figures")]
    pub fn print_frames() {
        for bytes in [20_000, 1_000_000, 10_000_000] {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("article.txt");
            std::fs::write(&path, news(bytes)).expect("written");
            let mut desk = Desk::new(None);
            desk.act(Action::Open(vec![path]));
            desk.finish_jobs();
            let marks = desk.sheet().map_or(0, |sheet| {
                let doc = sheet.doc();
                doc.quotes().count() + doc.figures().count() + doc.mentions().count()
            });
            let mut window = Window::new(desk);
            let ctx = Context::default();
            theme::install(&ctx);
            let first = frame(&ctx, &mut window, 0);
            let mut times: Vec<f64> = (1..240).map(|number| frame(&ctx, &mut window, number)).collect();
            times.sort_by(f64::total_cmp);
            let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
            println!(
                "window, {bytes} bytes, {marks} marks: first frame {first:.1} ms, then p50 {:.1} ms, p99 {:.1} ms",
                at(0.5),
                at(0.99)
            );
        }
    }

    fn frame(ctx: &Context, window: &mut Window, number: usize) -> f64 {
        let at = Pos2::new(600.0, 500.0);
        let wheel = Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, -60.0),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Wheel,
            modifiers: Modifiers::NONE,
        };
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1440.0, 900.0))),
            time: Some(number as f64 / 60.0),
            events: vec![Event::PointerMoved(at), wheel],
            ..Default::default()
        };
        let begun = Instant::now();
        let mut output = ctx.run_ui(input, |ui| window.show(ui));
        let shapes = std::mem::take(&mut output.shapes);
        std::hint::black_box(ctx.tessellate(shapes, 1.0));
        let taken = begun.elapsed().as_secs_f64() * 1e3;
        // The textures would go to the graphics card.
        output.textures_delta.clear();
        taken
    }
}
