//! Speed as ratios in one run: extraction against `split_whitespace` over the same bytes.

use copydesk::engine::extract;
use copydesk::model::Article;
use std::time::{Duration, Instant};

/// A long article of invented news, this many bytes or a little more.
fn news(bytes: usize) -> String {
    let sample = include_str!("../assets/sample/harbour.txt");
    let mut text = String::with_capacity(bytes + sample.len());
    while text.len() < bytes {
        text.push_str(sample);
        text.push('\n');
    }
    text
}

fn main() {
    divan::main();
}
