//! Futures that are dropped at every point where they are pending.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use simplex_api::client::{Client, Config};

use super::observed::Answer;
use super::row::{all, config};
use super::server::{Script, ScriptStep, Server};
use super::watchdog::run_watched;

/// The output of a future; `None` if it is still pending after this many polls.
async fn within<F: Future>(polls: usize, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut left = polls;
    poll_fn(|cx| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        match future.as_mut().poll(cx) {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            // It may never be woken again.
            Poll::Pending if left == 0 => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// Connecting is dropped at every byte of the handshake. The server sees the end of each connection.
pub(crate) fn connect() {
    run_watched(async {
        for polls in 0.. {
            let server = Server::start([Script::new([]).byte_by_byte()]);
            let connected = within(polls, Client::connect_with(&server.url(), &config())).await;
            let connected = connected.map(|connected| connected.expect("a connection"));
            let done = connected.is_some();
            drop(connected);
            server.finish();
            if done {
                assert!(polls > 1, "it is never pending");
                break;
            }
        }
    });
}

/// A request is dropped at every point, while answers arrive byte by byte. The other requests are answered.
pub(crate) fn request() {
    beside_others(config(), |client, polls| async move {
        within(polls, client.send_raw("/dropped")).await.is_some()
    });
}

/// A request is dropped while it is queued, in flight or answered.
pub(crate) fn queued_request() {
    beside_others(config().max_in_flight(1), |client, polls| async move {
        within(polls, client.send_raw("/dropped")).await.is_some()
    });
}

/// Many requests are dropped at once.
pub(crate) fn many_requests() {
    beside_others(config(), |client, polls| async move {
        let requests = (0..100).map(|_| within(polls, client.send_raw("/dropped")));
        all(requests).await.iter().all(Option::is_some)
    });
}

/// Runs `request` with more and more polls until it returns that it was answered. Each time, other requests are sent
/// before, beside and after it.
fn beside_others<F>(config: Config, request: impl Fn(Client, usize) -> F)
where
    F: Future<Output = bool>,
{
    run_watched(async {
        let server = Server::start([Script::new([]).byte_by_byte()]);
        let (client, events) = Client::connect_with(&server.url(), &config)
            .await
            .expect("a connection");
        for polls in 0.. {
            let (before, done, beside) = tokio::join!(
                client.send_raw("/before"),
                request(client.clone(), polls),
                client.send_raw("/beside")
            );
            let after = client.send_raw("/after").await;
            for answer in [before, beside, after] {
                assert_eq!(Answer::from(answer), Answer::Response("cmdOk".into()));
            }
            if done {
                break;
            }
        }
        drop((client, events));
        server.finish();
    });
}

/// Waiting for the next event is dropped at every point. No event is lost.
pub(crate) fn next_event() {
    run_watched(async {
        const EVENTS: u64 = 200;
        let server = Server::start([Script::new([ScriptStep::Events(EVENTS)]).byte_by_byte()]);
        let (client, mut events) = Client::connect_with(&server.url(), &config())
            .await
            .expect("a connection");
        let mut next = 1;
        while next <= EVENTS {
            let polls = 1 + (next % 3) as usize;
            match within(polls, events.next()).await {
                Some(incoming) => {
                    let item = super::observed::Item::from(incoming.expect("an event"));
                    assert_eq!(item, super::observed::Item::Numbered(next));
                    next += 1;
                }
                None => tokio::task::yield_now().await,
            }
        }
        drop((client, events));
        server.finish();
    });
}

/// Closing is dropped at every point. It continues, and a second call waits for the same end.
pub(crate) fn close() {
    run_watched(async {
        for polls in 0.. {
            let server = Server::start([]);
            let (client, events) = Client::connect_with(&server.url(), &config())
                .await
                .expect("a connection");
            let done = within(polls, client.close()).await.is_some();
            if polls > 0 {
                client.closed().await;
            }
            client.close().await;
            drop((client, events));
            server.finish();
            if done {
                break;
            }
        }
    });
}
