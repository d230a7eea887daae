//! Checks every row: no panic, no endless wait, no task left running.

use std::panic;
use std::sync::{Mutex, Once, PoisonError};
use std::time::{Duration, Instant};

/// How long a row may take on a busy machine. The longest rows take a few seconds on an idle one.
const ROW_TIMEOUT: Duration = Duration::from_secs(300);

/// How long a task may outlive the handles of its connection. Closing a link takes up to a second.
const TASK_TIMEOUT: Duration = Duration::from_secs(10);

/// The names of the threads that panicked.
static PANICS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Runs a row in its own runtime, whose threads have the name of the row.
///
/// # Panics
/// If the row panics, takes too long, or leaves a task running.
pub(crate) fn run_watched(row: impl Future<Output = ()>) {
    record_panics();
    let name = std::thread::current().name().unwrap_or("?").to_owned();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name(&name)
        .enable_all()
        .build()
        .expect("a runtime");
    let ended = runtime.block_on(async { tokio::time::timeout(ROW_TIMEOUT, row).await });
    ended.expect("the row ends in time");

    let start = Instant::now();
    while runtime.metrics().num_alive_tasks() > 0 {
        assert!(start.elapsed() < TASK_TIMEOUT, "a task is still running");
        std::thread::sleep(Duration::from_millis(1));
    }
    let panics = PANICS.lock().unwrap_or_else(PoisonError::into_inner);
    assert!(!panics.contains(&name), "a task has panicked");
}

/// A panic in a task is stored in its handle, which may have been dropped, so it is recorded here too.
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
