use std::cell::{Cell, RefCell};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use futures_util::StreamExt;
use futures_util::future::join;
use futures_util::stream::FuturesUnordered;
use simplex_api::client::{Client, Config, Events, Incoming, Overflow};
use simplex_api::commands::ShowActiveUser;
use simplex_api::events::Event;
use simploxide_client::client_api::ClientApi;
use simploxide_client::events::Event as PeerEvent;
use simploxide_client::ws::{self, EventStream};
use simploxide_ws_core::{RawClient, RawEventQueue};

use super::raw_socket::RawSocket;
use super::server::{LAST, Server};
use super::{Candidate, OUTSTANDING, UNREAD};

pub(super) const OURS: &str = "simplex-api";
pub(super) const CORE: &str = "simploxide-ws-core";
const PEER: &str = "simploxide-client";

/// More than the events of a run, so that no event is dropped.
const NO_LIMIT: usize = 1 << 20;

async fn ours(in_flight: usize) -> (Client, Events) {
    let config = Config::default()
        .max_in_flight(in_flight)
        .event_queue_len(NO_LIMIT)
        .event_queue_bytes(usize::MAX / 2);
    let connected = Client::connect_with(Server::url(), &config).await;
    connected.expect("a connection")
}

async fn core() -> (RawClient, RawEventQueue) {
    let connected = simploxide_ws_core::connect(Server::url()).await;
    connected.expect("a connection")
}

async fn peer() -> (ws::Client, EventStream) {
    let connected = ws::connect(Server::url()).await;
    connected.expect("a connection")
}

/// The answer is returned as text: our client returns the checked response, the peer returns the frame.
pub(super) fn raw_round_trips(outstanding: usize) -> Vec<Candidate> {
    let ours_raw = move |name, in_flight| {
        Candidate::new(name, ours(in_flight), async move |(client, _), times| {
            let operation = async || drop(client.send_raw("/ok").await.unwrap());
            repeat(operation, times, outstanding).await;
        })
    };
    let core_raw = Candidate::new(CORE, core(), async move |(client, _), times| {
        let operation = async || drop(client.send("/ok".to_owned()).await.unwrap());
        repeat(operation, times, outstanding).await;
    });
    let mut candidates = vec![ours_raw(OURS, OUTSTANDING), core_raw];
    if outstanding > 1 {
        candidates.push(ours_raw("simplex-api, a window of 8", 8));
    }
    let socket = async move { RawSocket::connect(outstanding).await.expect("a connection") };
    candidates.push(Candidate::new(
        "a raw socket",
        socket,
        async |socket, times| {
            socket.round_trips(times).await.unwrap();
        },
    ));
    candidates
}

/// A typed command and its typed response.
pub(super) fn typed_round_trips(outstanding: usize) -> Vec<Candidate> {
    vec![
        Candidate::new(OURS, ours(OUTSTANDING), async move |(client, _), times| {
            let operation = async || drop(client.send(&ShowActiveUser::new()).await.unwrap());
            repeat(operation, times, outstanding).await;
        }),
        Candidate::new(PEER, peer(), async move |(client, _), times| {
            let operation = async || drop(client.show_active_user().await.unwrap());
            repeat(operation, times, outstanding).await;
        }),
    ]
}

/// The consumer receives the text of every event.
pub(super) fn raw_events() -> Vec<Candidate> {
    let ours = async {
        let (client, events) = ours(OUTSTANDING).await;
        let bytes = Arc::new(AtomicUsize::new(0));
        let seen = bytes.clone();
        let events = events.filter_events(move |event| {
            seen.fetch_add(event.body.len(), Relaxed);
            event.tag == LAST
        });
        (client, RefCell::new(events), bytes)
    };
    let core = async {
        let (client, events) = core().await;
        (client, RefCell::new(events))
    };
    vec![
        Candidate::new(OURS, ours, async |(client, events, bytes), times| {
            let before = bytes.load(Relaxed);
            let mut events = events.borrow_mut();
            let command = request_events(times);
            let (answer, last) = join(client.send_raw(&command), events.next()).await;
            assert!(answer.is_ok() && matches!(last, Some(Incoming::Event(_))));
            assert!(bytes.load(Relaxed) - before > times * 1000);
        }),
        Candidate::new(CORE, core, async |(client, events), times| {
            let mut events = events.borrow_mut();
            let consume = async {
                let mut bytes = 0;
                for _ in 0..=times {
                    bytes += events.next_event().await.unwrap().unwrap().len();
                }
                bytes
            };
            let (answer, bytes) = join(client.send(request_events(times)), consume).await;
            assert!(answer.is_ok() && bytes > times * 1000);
        }),
    ]
}

/// The consumer receives every event as a value.
pub(super) fn decoded_events() -> Vec<Candidate> {
    let ours = async {
        let (client, events) = ours(OUTSTANDING).await;
        (client, RefCell::new(events))
    };
    let peer = async {
        let (client, events) = peer().await;
        (client, RefCell::new(events))
    };
    vec![
        Candidate::new(OURS, ours, async |(client, events), times| {
            let mut events = events.borrow_mut();
            let consume = async {
                let mut decoded = 0;
                for _ in 0..=times {
                    if let Some(Incoming::Event(Event::NewChatItems(_))) = events.next().await {
                        decoded += 1;
                    }
                }
                decoded
            };
            let command = request_events(times);
            let (answer, decoded) = join(client.send_raw(&command), consume).await;
            assert!(answer.is_ok() && decoded == times);
        }),
        Candidate::new(PEER, peer, async |(client, events), times| {
            let mut events = events.borrow_mut();
            let consume = async {
                let mut decoded = 0;
                for _ in 0..=times {
                    if let Some(Ok(PeerEvent::NewChatItems(_))) = events.next().await {
                        decoded += 1;
                    }
                }
                decoded
            };
            let (answer, decoded) = join(client.send_raw(request_events(times)), consume).await;
            assert!(answer.is_ok() && decoded == times);
        }),
    ]
}

/// Leaves events unread, and calls `measure`.
pub(super) async fn with_unread_events(candidate: &str, measure: impl FnOnce()) {
    match candidate {
        OURS => {
            // By default the client stops reading instead, and the events stay on the server.
            let config = Config::default().overflow(Overflow::DropOldest);
            let connected = Client::connect_with(Server::url(), &config).await;
            let (client, _unread) = connected.expect("a connection");
            client.send_raw(&request_events(UNREAD)).await.unwrap();
            measure();
        }
        CORE => {
            let (client, _unread) = core().await;
            client.send(request_events(UNREAD)).await.unwrap();
            measure();
        }
        other => panic!("unknown candidate `{other}`"),
    }
}

/// The command that requests this number of events and a final event.
fn request_events(events: usize) -> String {
    format!("/events {events}")
}

/// Calls `operation` the given number of times, with the given concurrency.
async fn repeat(operation: impl AsyncFn(), times: usize, concurrency: usize) {
    let left = Cell::new(times);
    let worker = async || {
        while left.get() > 0 {
            left.set(left.get() - 1);
            operation().await;
        }
    };
    if concurrency == 1 {
        worker().await;
    } else {
        let mut workers: FuturesUnordered<_> = (0..concurrency).map(|_| worker()).collect();
        while workers.next().await.is_some() {}
    }
}
