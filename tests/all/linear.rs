//! Reading an article costs time in proportion to its length, whatever it is made of.

use copydesk::engine;
use copydesk::model::Article;
use std::time::Instant;

/// Seconds this thread has worked, as the system counts them, so that a busy machine does not matter; elsewhere by the clock.
fn worked(start: Instant) -> f64 {
    let counted = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = counted.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| start.elapsed().as_secs_f64(), |count| count / 1e9)
}

/// The least seconds of three rounds, each of so many readings.
fn seconds(text: &str, readings: usize) -> f64 {
    let article = Article::plain(text);
    let round = |_| {
        let start = Instant::now();
        let before = worked(start);
        for _ in 0..readings {
            let _findings = engine::extract(&article);
        }
        worked(start) - before
    };
    (0..3).map(round).fold(f64::INFINITY, f64::min)
}

/// The system counts in steps of a few thousandths of a second.
const STEP_SECS: f64 = 0.03;

/// Four readings of a text against one of a text four times as long: linear costs the same, quadratic four times as much.
#[track_caller]
fn check(before: &str, unit: &str) {
    let long = |bytes: usize| before.to_owned() + &unit.repeat(bytes / unit.len());
    let (short, long) = (seconds(&long(8_000), 4), seconds(&long(32_000), 1));
    assert!(long <= 2.5 * short + STEP_SECS, "{unit:?}: four short ones {short:.3} s, a long one {long:.3} s");
}

#[test]
fn odd_texts_cost_no_more_than_their_length() {
    for unit in [
        "\"",
        "“",
        "“”",
        "“a ",
        "'",
        "he said ",
        "Bridge. ",
        "\"No.\" ",
        "he said, \"No,\" she said. ",
        "according to ",
        "dockers and miners, farmers and ",
        "Ana Roth said. ",
        "Halden Port ",
        "HALDEN Port of Sund-",
        "She said.\n\n",
        "– Ana\n",
        "ANA: No.\n",
        "“ANA: No, no.” “BEN: So, so.” ",
    ] {
        check("", unit);
    }
    // A mark that is never closed.
    for unit in ["1,2,", "a, b ", "ANA: No. "] {
        check("“", unit);
    }
}
