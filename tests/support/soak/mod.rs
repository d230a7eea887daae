//! Many requests and events through one connection, with delays and losses by chance.
//!
//! [`run`] checks while it goes that each answer carries what was asked, that the client says the truth
//! about what it could not do, and that every event is seen or counted as missed.

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

/// How many events may wait: what comes while the consumer rests is more.
const CAPACITY: usize = 128;

/// How often memory is looked at.
const SAMPLES: u64 = 20;

/// What came of a run.
#[derive(Debug)]
pub struct Soak {
    /// What became of the requests.
    pub requests: requests::Counts,
    /// How many events came to the consumer.
    pub events: u64,
    /// How many events it was told that it missed.
    pub missed: u64,
    /// The memory of the process, in bytes, at equal steps of the run. Empty where the system does not say.
    pub memory: Vec<u64>,
    /// How long it took.
    pub elapsed: Duration,
}

/// Sends so many requests, and receives about as many events.
///
/// # Panics
/// If anything is not as it is documented.
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
        while shared.begun() < requests * sample / SAMPLES
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
    let seen = server.finish();
    assert_eq!(taken + missed, seen.events, "an event is lost silently");
    Soak {
        requests: shared.check(&seen, late),
        events: taken,
        missed,
        memory,
        elapsed: start.elapsed(),
    }
}

impl Soak {
    /// How much more memory was in use in the second half of the run than ever in the first, in bytes.
    pub fn growth(&self) -> u64 {
        let (first, second) = self.memory.split_at(self.memory.len() / 2);
        let most = |samples: &[u64]| samples.iter().copied().max().unwrap_or_default();
        most(second).saturating_sub(most(first))
    }
}

impl fmt::Display for Soak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let requests = &self.requests;
        writeln!(f, "answered with what was asked: {}", requests.answered)?;
        writeln!(f, "given up by their caller: {}", requests.dropped)?;
        writeln!(f, "never answered, and told so: {}", requests.timed_out)?;
        writeln!(f, "not sent in time, and told so: {}", requests.not_sent)?;
        writeln!(
            f,
            "events taken: {}, told to be missed: {}",
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
