use std::collections::HashSet;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::Poll;

use simplex_api::client::{Client, Error, Outcome};
use simplex_api::json::JsonObject;

use super::server::Received;
use crate::random::Random;

/// The requests `/1`, `/2`…, which the callers share.
pub(super) struct Requests {
    total: u64,
    started: AtomicU64,
    answered: AtomicU64,
    dropped: AtomicU64,
    timed_out: Mutex<Vec<u64>>,
    not_sent: Mutex<Vec<u64>>,
}

/// How many requests ended in each way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    /// With its answer.
    pub answered: u64,
    /// By dropping the future.
    pub dropped: u64,
    /// By a timeout after it was sent.
    pub timed_out: u64,
    /// By a timeout before it was sent.
    pub not_sent: u64,
}

impl Requests {
    pub(super) fn new(total: u64) -> Self {
        Self {
            total,
            started: AtomicU64::new(0),
            answered: AtomicU64::new(0),
            dropped: AtomicU64::new(0),
            timed_out: Mutex::default(),
            not_sent: Mutex::default(),
        }
    }

    pub(super) fn started(&self) -> u64 {
        self.started.load(Ordering::Relaxed)
    }

    /// Sends requests until all are sent.
    pub(super) async fn send(self: Arc<Self>, client: Client, mut random: Random) {
        loop {
            let n = self.started.fetch_add(1, Ordering::Relaxed) + 1;
            if n > self.total {
                return;
            }
            let text = format!("/{n}");
            let request = client.send_raw(&text);
            let answer = if random.once_in(50) {
                up_to(1 + random.below(3), request).await
            } else {
                Some(request.await)
            };
            match answer {
                Some(Ok(response)) => {
                    let body = response.decode::<JsonObject>().expect("an object");
                    assert_eq!(body["n"], n, "the answer of another request");
                    self.answered.fetch_add(1, Ordering::Relaxed);
                }
                Some(Err(Error::TimedOut { outcome, .. })) => match outcome {
                    Outcome::NotSent => &self.not_sent,
                    Outcome::Unknown => &self.timed_out,
                }
                .lock()
                .expect("no panic")
                .push(n),
                Some(Err(other)) => panic!("{other}"),
                None => {
                    self.dropped.fetch_add(1, Ordering::Relaxed);
                }
            }
        }
    }

    /// Compares the results of the client with what the server received. `late` is the number of late answers.
    pub(super) fn check(&self, received: &Received, late: u64) -> Counts {
        let timed_out = self.timed_out.lock().expect("no panic");
        let not_sent = self.not_sent.lock().expect("no panic");
        let unanswered: HashSet<u64> = received.unanswered.iter().copied().collect();
        let lost = timed_out.iter().filter(|n| !unanswered.contains(n));
        assert!(lost.count() as u64 <= late, "an answer was lost");
        for n in &*not_sent {
            assert!(received.awaited[*n as usize], "{n} was sent");
        }
        let counts = Counts {
            answered: self.answered.load(Ordering::Relaxed),
            dropped: self.dropped.load(Ordering::Relaxed),
            timed_out: timed_out.len() as u64,
            not_sent: not_sent.len() as u64,
        };
        let ended = counts.answered + counts.dropped + counts.timed_out + counts.not_sent;
        assert_eq!(ended, self.total, "a request did not end");
        counts
    }
}

/// The output of a future; `None` if it is still pending after this many polls.
async fn up_to<F: Future>(polls: u64, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut left = polls;
    poll_fn(|cx| match future.as_mut().poll(cx) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending if left <= 1 => Poll::Ready(None),
        Poll::Pending => {
            left -= 1;
            Poll::Pending
        }
    })
    .await
}
