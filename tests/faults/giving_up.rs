//! Futures that are dropped at every point where they wait.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

use simplex_api::client::{Client, Config};

use super::guard::watched;
use super::row::{all, config};
use super::seen::Answer;
use super::server::{Script, Server, Step};

/// The output of a future, unless it waits for the `polls`th time, which is the end of it.
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
            // It may not be woken again.
            Poll::Pending if left == 0 => Poll::Ready(None),
            Poll::Pending => Poll::Pending,
        }
    })
    .await
}

/// Connecting is dropped at every byte of the handshake; the server sees the end of each connection.
pub(crate) fn connecting() {
    watched(async {
        for polls in 0.. {
            let server = Server::start([Script::new([]).dribbling()]);
            let connected = within(polls, Client::connect_with(&server.url(), &config())).await;
            let connected = connected.map(|connected| connected.expect("a connection"));
            let done = connected.is_some();
            drop(connected);
            server.finish();
            if done {
                assert!(polls > 1, "it waits for nothing");
                break;
            }
        }
    });
}

/// A request is dropped at every point, with answers byte by byte; the ones beside it are answered.
pub(crate) fn requesting() {
    beside_others(config(), |client, polls| async move {
        within(polls, client.send_raw("/dropped")).await.is_some()
    });
}

/// A request is dropped while it is queued, and when it is answered in the meantime.
pub(crate) fn requesting_in_turn() {
    beside_others(config().max_in_flight(1), |client, polls| async move {
        within(polls, client.send_raw("/dropped")).await.is_some()
    });
}

/// Many requests are dropped at once.
pub(crate) fn requesting_in_a_crowd() {
    beside_others(config(), |client, polls| async move {
        let crowd = (0..100).map(|_| within(polls, client.send_raw("/dropped")));
        all(crowd).await.iter().all(Option::is_some)
    });
}

/// `dropped` is given more and more polls until it says that it was done, each time with a request
/// before it, one beside it and one after it.
fn beside_others<F>(config: Config, dropped: impl Fn(Client, usize) -> F)
where
    F: Future<Output = bool>,
{
    watched(async {
        let server = Server::start([Script::new([]).dribbling()]);
        let (client, events) = Client::connect_with(&server.url(), &config)
            .await
            .expect("a connection");
        for polls in 0.. {
            let (before, done, beside) = tokio::join!(
                client.send_raw("/before"),
                dropped(client.clone(), polls),
                client.send_raw("/beside")
            );
            let after = client.send_raw("/after").await;
            for answer in [before, beside, after] {
                assert_eq!(Answer::from(answer), Answer::Is("cmdOk".into()));
            }
            if done {
                break;
            }
        }
        drop((client, events));
        server.finish();
    });
}

/// The next event is dropped at every point, and none is lost.
pub(crate) fn listening() {
    watched(async {
        const EVENTS: u64 = 200;
        let server = Server::start([Script::new([Step::Events(EVENTS)]).dribbling()]);
        let (client, mut events) = Client::connect_with(&server.url(), &config())
            .await
            .expect("a connection");
        let mut next = 1;
        while next <= EVENTS {
            let polls = 1 + (next % 3) as usize;
            match within(polls, events.next()).await {
                Some(incoming) => {
                    let item = super::seen::Item::from(incoming.expect("an event"));
                    assert_eq!(item, super::seen::Item::Tick(next));
                    next += 1;
                }
                None => tokio::task::yield_now().await,
            }
        }
        drop((client, events));
        server.finish();
    });
}

/// Closing is dropped at every point; it goes on, and a second call waits for the same end.
pub(crate) fn closing() {
    watched(async {
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
