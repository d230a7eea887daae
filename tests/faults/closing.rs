//! Closing a client in the middle of a fault.

use std::time::{Duration, Instant};

use simplex_api::client::{Client, Config, Outcome, Overflow};
use simplex_api_tests::LONG;

use super::observed::{Answer, Item, Reason, rest};
use super::row::{all, config};
use super::server::{Script, ScriptStep, Server};
use super::watchdog::run_watched;

/// The state in which a client is closed.
pub(crate) struct Closing {
    script: Script,
    config: Config,
    requests: Vec<String>,
}

impl Closing {
    pub(crate) fn with(steps: impl IntoIterator<Item = ScriptStep>) -> Self {
        Self {
            script: Script::new(steps),
            config: config().request_timeout(3 * LONG),
            requests: Vec::new(),
        }
    }

    /// With events that are dropped, so that reading never stops.
    pub(crate) fn dropping_events(self) -> Self {
        Self {
            config: self.config.overflow(Overflow::DropOldest),
            ..self
        }
    }

    /// Closing while this many requests wait, one of them in flight.
    pub(crate) fn requests(self, count: usize) -> Self {
        Self {
            requests: (1..=count).map(|n| format!("/{n}")).collect(),
            config: self.config.max_in_flight(1),
            ..self
        }
    }

    /// Closing while a request of this size is being sent.
    pub(crate) fn large_request(self, bytes: usize) -> Self {
        Self {
            requests: vec!["x".repeat(bytes)],
            ..self
        }
    }

    /// # Panics
    /// If closing takes too long, or a request ends with another answer.
    pub(crate) fn ends<const N: usize>(self, answers: [Answer; N]) {
        let mut config = self.config;
        if answers
            .iter()
            .any(|answer| matches!(answer, Answer::Response(_)))
        {
            config = config.close_timeout(LONG);
        }
        run_watched(async {
            let server = Server::start([self.script]);
            let (client, mut events) = Client::connect_with(&server.url(), &config)
                .await
                .expect("a connection");
            let requests = all(self.requests.iter().map(|text| client.send_raw(text)));
            let close = async {
                // After the first request and the script.
                wait_until_sent(&client, self.requests.len().min(1)).await;
                tokio::time::sleep(Duration::from_millis(100)).await;
                let start = Instant::now();
                client.close().await;
                assert!(start.elapsed() < LONG, "{:?}", start.elapsed());
            };
            let (ended, ()) = tokio::join!(requests, close);
            let ended: Vec<Answer> = ended.into_iter().map(Answer::from).collect();
            assert_eq!(ended, answers);
            assert!(client.is_closed());
            assert_eq!(
                Answer::from(client.send_raw("/after").await),
                Answer::Closed(Outcome::NotSent, Reason::Client)
            );
            let items = rest(&mut events).await;
            assert_eq!(items.last(), Some(&Item::Closed(Reason::Client)));
            drop((client, events));
            server.finish();
        });
    }
}

/// Waits until this many requests are sent.
async fn wait_until_sent(client: &Client, requests: usize) {
    while client.stats().sent < requests as u64 {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// Dropping all handles closes the connection, even though the events are kept.
pub(crate) fn by_dropping() {
    run_watched(async {
        let server = Server::start([]);
        let (client, mut events) = Client::connect_with(&server.url(), &config())
            .await
            .expect("a connection");
        let clone = client.clone();
        assert!(clone.send_raw("/1").await.is_ok());
        drop((client, clone));
        assert_eq!(rest(&mut events).await, [Item::Closed(Reason::Client)]);
        server.finish();
    });
}

/// The runtime is dropped while a request waits in another runtime. The request ends.
pub(crate) fn by_dropping_the_runtime() {
    let first = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    let server = Server::start([Script::new([ScriptStep::Command, ScriptStep::Silence])]);
    let (client, mut events) = first
        .block_on(Client::connect_with(&server.url(), &config()))
        .expect("a connection");
    run_watched(async {
        let request = client.send_raw("/1");
        let end = async {
            wait_until_sent(&client, 1).await;
            first.shutdown_background();
        };
        let (answer, ()) = tokio::join!(request, end);
        let lost = Reason::Lost(std::io::ErrorKind::Other);
        assert_eq!(
            Answer::from(answer),
            Answer::Closed(Outcome::Unknown, lost.clone())
        );
        assert_eq!(
            Answer::from(client.send_raw("/2").await),
            Answer::Closed(Outcome::NotSent, lost.clone())
        );
        client.close().await;
        assert_eq!(rest(&mut events).await, [Item::Closed(lost)]);
        drop((client, events));
        server.finish();
    });
}
