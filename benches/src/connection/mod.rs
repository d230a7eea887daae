//! Talking to a server over loopback. Each client has all of its tasks on the thread that asks it.

mod bare;
mod lanes;
mod server;

use std::future::Future;

use tokio::runtime::{Builder, Runtime};

/// How many requests wait at a time where they are many.
const OUTSTANDING: usize = 64;

/// How many events are left unread where memory is measured.
pub const UNREAD: usize = 300_000;

/// The clients that can leave events unread.
pub const UNREAD_LANES: [&str; 2] = [lanes::OURS, lanes::CORE];

/// Something that is done over a connection, and the clients that do it, ours first.
pub struct Traffic {
    /// Its name in tables.
    pub name: &'static str,
    /// The clients.
    pub lanes: Vec<Lane>,
}

/// A client with its connection.
pub struct Lane {
    /// Its name in tables.
    pub name: &'static str,
    runtime: Runtime,
    run: Run,
}

type Run = Box<dyn Fn(&Runtime, usize)>;

impl Lane {
    /// Connects; `run` does the work so many times.
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

    /// Does the work so many times.
    pub fn run(&self, times: usize) {
        (self.run)(&self.runtime, times);
    }
}

fn runtime() -> Runtime {
    let mut builder = Builder::new_current_thread();
    builder.enable_all().build().expect("a runtime")
}

/// All that is done over connections.
pub fn traffic() -> Vec<Traffic> {
    let traffic = |name, lanes| Traffic { name, lanes };
    vec![
        traffic("raw round trip, one at a time", lanes::raw_round_trips(1)),
        traffic(
            "typed round trip, one at a time",
            lanes::typed_round_trips(1),
        ),
        traffic(
            "raw round trip, 64 at a time",
            lanes::raw_round_trips(OUTSTANDING),
        ),
        traffic(
            "typed round trip, 64 at a time",
            lanes::typed_round_trips(OUTSTANDING),
        ),
        traffic("event of 4 KB as text", lanes::raw_events()),
        traffic("event of 4 KB as a value", lanes::decoded_events()),
    ]
}

/// Leaves events unread with the client of this name, and looks while they are.
pub fn with_unread_events(lane: &str, look: impl FnOnce()) {
    runtime().block_on(lanes::with_unread_events(lane, look));
}
