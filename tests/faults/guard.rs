//! What holds in every row: no panic, no endless wait, no task left.

use std::panic;
use std::sync::{Mutex, Once, PoisonError};
use std::time::{Duration, Instant};

/// How long a row may take, on a machine that is busy; the rows that do the most take a few seconds.
const PATIENCE: Duration = Duration::from_secs(300);

/// How long a task may outlive the handles of its connection: the goodbye takes up to a second.
const GOODBYE: Duration = Duration::from_secs(10);

/// The names of the threads that panicked.
static PANICS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Runs a row in a runtime of its own, whose threads have the name of the row.
///
/// # Panics
/// If something in the row does, if it takes too long, or if a task is left.
pub(crate) fn watched(row: impl Future<Output = ()>) {
    record_panics();
    let name = std::thread::current().name().unwrap_or("?").to_owned();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name(&name)
        .enable_all()
        .build()
        .expect("a runtime");
    let ended = runtime.block_on(async { tokio::time::timeout(PATIENCE, row).await });
    ended.expect("no wait is endless");

    let start = Instant::now();
    while runtime.metrics().num_alive_tasks() > 0 {
        assert!(start.elapsed() < GOODBYE, "a task is left");
        std::thread::sleep(Duration::from_millis(1));
    }
    let panics = PANICS.lock().unwrap_or_else(PoisonError::into_inner);
    assert!(!panics.contains(&name), "a task has panicked");
}

/// Panics of tasks end in their handles, which may have been dropped.
fn record_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let report = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let name = std::thread::current().name().unwrap_or("?").to_owned();
            PANICS
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push(name);
            report(info);
        }));
    });
}
