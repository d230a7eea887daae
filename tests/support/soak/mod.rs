//! Many requests and events over one connection, with random delays and losses.
//!
//! [`run`] checks that each answer belongs to its request, that each error of the client is true, and that every event
//! is received or counted as missed.

mod consumer;
mod requests;
mod server;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use simplex_api::client::{Client, Config, Overflow};

use crate::random::Random;
use consumer::Consumed;
use requests::Requests;
use server::Server;

/// How many requests wait for their answers at a time.
const CALLERS: usize = 64;

/// How long a request may take; much longer than the server ever makes it wait.
const TIMEOUT: Duration = Duration::from_secs(5);

/// The length of the event queue. More events than this arrive while the consumer pauses.
const CAPACITY: usize = 128;

/// How often the memory is measured.
const SAMPLES: u64 = 20;

/// The results of a run.
#[derive(Debug)]
pub struct Soak {
    /// How the requests ended.
    pub requests: requests::Counts,
    /// How many events the consumer received.
    pub events: u64,
    /// How many missed events were reported to it.
    pub missed: u64,
    /// The memory of the process, in bytes, at equal intervals of the run. Empty if the system does not report it.
    pub memory: Vec<u64>,
    /// How long it took.
    pub elapsed: Duration,
}

/// Sends this many requests, and receives about as many events.
///
/// # Panics
/// If the client does not behave as documented.
pub async fn run(requests: u64, seed: u64) -> Soak {
    let start = Instant::now();
    let server = Server::start(requests, Random::new(seed));
    let config = Config::default()
        .max_in_flight(CALLERS)
        .event_queue_len(CAPACITY)
        .overflow(Overflow::DropOldest)
        .request_timeout(TIMEOUT);
    let (client, events) = Client::connect_with(&server.url(), &config)
        .await
        .expect("a connection");
    let random = Random::new(seed + 1);
    let consumer = tokio::spawn(consumer::consume(client.clone(), events, random));
    let shared = Arc::new(Requests::new(requests));
    let callers: Vec<_> = (0..CALLERS as u64)
        .map(|n| {
            let random = Random::new(seed + 2 + n);
            tokio::spawn(shared.clone().send(client.clone(), random))
        })
        .collect();

    let mut memory = Vec::new();
    for sample in 1..=SAMPLES {
        while shared.started() < requests * sample / SAMPLES
            && callers.iter().any(|it| !it.is_finished())
        {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        memory.extend(resident());
    }
    for caller in callers {
        caller.await.expect("a caller");
    }
    client.close().await;
    let late = client.stats().late_answers;
    let Consumed { taken, missed } = consumer.await.expect("a consumer");
    let received = server.finish();
    assert_eq!(taken + missed, received.events, "an event is lost silently");
    Soak {
        requests: shared.check(&received, late),
        events: taken,
        missed,
        memory,
        elapsed: start.elapsed(),
    }
}

impl Soak {
    /// The maximum memory in the second half of the run, above the maximum in the first half, in bytes.
    pub fn growth(&self) -> u64 {
        let (first, second) = self.memory.split_at(self.memory.len() / 2);
        let max = |samples: &[u64]| samples.iter().copied().max().unwrap_or_default();
        max(second).saturating_sub(max(first))
    }
}

impl fmt::Display for Soak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let requests = &self.requests;
        writeln!(f, "answered: {}", requests.answered)?;
        writeln!(f, "dropped by their caller: {}", requests.dropped)?;
        writeln!(f, "timed out after they were sent: {}", requests.timed_out)?;
        writeln!(f, "timed out before they were sent: {}", requests.not_sent)?;
        writeln!(
            f,
            "events received: {}, reported as missed: {}",
            self.events, self.missed
        )?;
        let memory = self
            .memory
            .iter()
            .map(|bytes| format!(" {:.1}", *bytes as f64 / 1e6));
        writeln!(f, "memory in MB:{}", memory.collect::<String>())?;
        write!(f, "seconds: {:.1}", self.elapsed.as_secs_f64())
    }
}

/// The resident memory of this process.
fn resident() -> Option<u64> {
    const PAGE: u64 = 4096;
    let statm = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: u64 = statm.split(' ').nth(1)?.parse().ok()?;
    Some(pages * PAGE)
}
