//! Many articles at once, one to a core; the answers come in the order of the questions, so that the same input gives
//! the same output however many cores there are.
//!
//! Questions go round to the workers in turn, and the answers are taken round in the same turn. Each worker has room
//! for a few of both: who is ahead waits, and memory stays bounded however long the input is.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;

/// Questions and answers that may wait at each worker.
const ROOM: usize = 16;
/// More workers than this would only hold more articles in memory.
const MOST_WORKERS: usize = 16;

/// The answers to all questions, in their order; `None` where the work panicked.
pub(super) fn in_order<Q: Send + 'static, A: Send + 'static>(
    questions: impl Iterator<Item = Q> + Send + 'static,
    work: impl Fn(Q) -> A + Send + Sync + 'static,
) -> impl Iterator<Item = Option<A>> {
    let count = thread::available_parallelism().map_or(1, |cores| cores.get().min(MOST_WORKERS));
    let work = Arc::new(work);
    let mut asking = Vec::new();
    let mut answering: Vec<Receiver<Option<A>>> = Vec::new();
    for _ in 0..count {
        let (ask, asked) = sync_channel::<Q>(ROOM);
        let (answer, answered) = sync_channel(ROOM);
        let work = Arc::clone(&work);
        thread::spawn(move || {
            // A failed send means that nobody wants answers any more.
            let try_work = |question| catch_unwind(AssertUnwindSafe(|| work(question))).ok();
            asked.into_iter().map(try_work).all(|one| answer.send(one).is_ok())
        });
        asking.push(ask);
        answering.push(answered);
    }
    thread::spawn(move || questions.zip(asking.iter().cycle()).all(|(question, worker)| worker.send(question).is_ok()));
    let mut next = 0;
    std::iter::from_fn(move || {
        let answer = answering.get(next)?.recv().ok();
        next = (next + 1) % answering.len();
        answer
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_keep_the_order_of_the_questions() {
        let slow_at_times = |number: u64| {
            thread::sleep(std::time::Duration::from_micros(number * 7919 % 13 * 20));
            number * 2
        };
        let answers: Vec<u64> = in_order(0..500, slow_at_times).flatten().collect();
        assert_eq!(answers, (0..500).map(|number| number * 2).collect::<Vec<u64>>());
        assert_eq!(in_order(0..0_u64, slow_at_times).count(), 0);
    }

    #[test]
    fn a_panic_is_one_answer_s_alone() {
        let work = |number: u64| if number == 3 { std::panic::panic_any(()) } else { number };
        assert_eq!(in_order(2..5, work).collect::<Vec<_>>(), [Some(2), None, Some(4)]);
    }

    #[test]
    fn who_stops_listening_stops_the_work() {
        assert_eq!(in_order(0.., |number: u64| number).take(3).flatten().collect::<Vec<u64>>(), [0, 1, 2]);
    }
}
