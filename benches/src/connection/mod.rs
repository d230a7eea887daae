//! Communication with a server over loopback. All tasks of a client run on the calling thread.

mod candidates;
mod raw_socket;
mod server;

use std::future::Future;

use tokio::runtime::{Builder, Runtime};

/// The number of concurrent requests.
const OUTSTANDING: usize = 64;

/// The number of unread events for the measurement of memory.
pub const UNREAD: usize = 300_000;

/// The clients that can leave events unread.
pub const UNREAD_CANDIDATES: [&str; 2] = [candidates::OURS, candidates::CORE];

/// An operation over a connection, and its clients; the first is ours.
pub struct ConnectionWorkload {
    /// The name in tables.
    pub name: &'static str,
    /// The clients.
    pub candidates: Vec<Candidate>,
}

/// A client with its connection.
pub struct Candidate {
    /// The name in tables.
    pub name: &'static str,
    runtime: Runtime,
    run: Run,
}

type Run = Box<dyn Fn(&Runtime, usize)>;

impl Candidate {
    /// Connects; `run` performs the operation the given number of times.
    fn new<C: 'static>(
        name: &'static str,
        connect: impl Future<Output = C>,
        run: impl AsyncFn(&C, usize) + 'static,
    ) -> Self {
        let runtime = runtime();
        let client = runtime.block_on(connect);
        Self {
            name,
            runtime,
            run: Box::new(move |runtime, times| runtime.block_on(run(&client, times))),
        }
    }

    /// Performs the operation the given number of times.
    pub fn run(&self, times: usize) {
        (self.run)(&self.runtime, times);
    }
}

fn runtime() -> Runtime {
    let mut builder = Builder::new_current_thread();
    builder.enable_all().build().expect("a runtime")
}

/// All operations over connections.
pub fn connection_workloads() -> Vec<ConnectionWorkload> {
    let connection_workloads = |name, candidates| ConnectionWorkload { name, candidates };
    vec![
        connection_workloads(
            "raw round trip, one at a time",
            candidates::raw_round_trips(1),
        ),
        connection_workloads(
            "typed round trip, one at a time",
            candidates::typed_round_trips(1),
        ),
        connection_workloads(
            "raw round trip, 64 at a time",
            candidates::raw_round_trips(OUTSTANDING),
        ),
        connection_workloads(
            "typed round trip, 64 at a time",
            candidates::typed_round_trips(OUTSTANDING),
        ),
        connection_workloads("event of 4 KB as text", candidates::raw_events()),
        connection_workloads("event of 4 KB as a value", candidates::decoded_events()),
    ]
}

/// Leaves events unread with this client, and calls `measure`.
pub fn with_unread_events(candidate: &str, measure: impl FnOnce()) {
    runtime().block_on(candidates::with_unread_events(candidate, measure));
}
