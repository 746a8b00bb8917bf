//! Speed, as ratios in one run: extraction beside `split_whitespace` over the same bytes.
//!
//! `cargo bench` prints divan's table and then the ratio. The window's own figures (start to first frame, time per
//! frame) are in the second half, drawn through egui without a display.

use copydesk::engine::extract;
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
}
