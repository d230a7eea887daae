//! A server that crashes and comes back under load.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use simplex_api::client::{Client, Error, Outcome, Reconnect};
use simplex_api_tests::LONG;
use simplex_api_tests::port::Port;

use super::guard::watched;
use super::row::config;
use super::seen::{Item, rest};
use super::server::Server;

const RESTARTS: usize = 10;
const CALLERS: usize = 16;

/// What a caller was told of its commands.
#[derive(Default)]
struct Told {
    answered: Vec<String>,
    not_sent: Vec<String>,
    unknown: usize,
}

/// Callers that never rest, and a server that crashes ten times and is away for a while each time. Every
/// request ends, an answer means that it ran once, *not sent* that it never did, and the last server is
/// as good as the first.
pub(crate) fn ten_restarts() {
    watched(async {
        let port = Port::keep();
        let mut server = Server::start_at(port.address(), []);
        let config = config()
            .reconnect(
                Reconnect::endless().delays(Duration::from_millis(1), Duration::from_millis(20)),
            )
            .request_timeout(LONG);
        let (client, mut events) = Client::connect_with(&server.url(), &config)
            .await
            .expect("a connection");
        let load = Arc::new(Load::default());
        let callers: Vec<_> = (0..CALLERS)
            .map(|caller| tokio::spawn(call(client.clone(), caller, load.clone())))
            .collect();

        let mut commands = Vec::new();
        for restart in 1..=RESTARTS {
            let answered = load.answered.load(Relaxed);
            until(|| load.answered.load(Relaxed) > answered + CALLERS).await;
            commands.extend(server.crash().commands);
            tokio::time::sleep(Duration::from_millis(20)).await;
            server = Server::start_at(port.address(), []);
            until(|| client.stats().connects > restart as u64).await;
        }
        load.over.store(true, Relaxed);
        let mut told = Vec::new();
        for caller in callers {
            told.push(caller.await.expect("a caller"));
        }
        assert!(client.send_raw("/last").await.is_ok());
        client.close().await;
        check_gaps(&rest(&mut events).await);
        drop((client, events));
        commands.extend(server.finish().commands);
        check(&told, &commands);
    });
}

/// What all callers do together.
#[derive(Default)]
struct Load {
    answered: AtomicUsize,
    over: AtomicBool,
}

async fn until(is_so: impl Fn() -> bool) {
    while !is_so() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

async fn call(client: Client, caller: usize, load: Arc<Load>) -> Told {
    let mut told = Told::default();
    for n in 0.. {
        if load.over.load(Relaxed) {
            break;
        }
        let text = format!("/{caller}.{n}");
        match client.send_raw(&text).await {
            Ok(_) => {
                load.answered.fetch_add(1, Relaxed);
                told.answered.push(text);
            }
            Err(Error::Disconnected { .. }) => told.unknown += 1,
            Err(Error::TimedOut {
                outcome: Outcome::NotSent,
                ..
            }) => told.not_sent.push(text),
            Err(other) => panic!("{other}"),
        }
    }
    told
}

fn check(told: &[Told], commands: &[String]) {
    let ran: HashSet<&String> = commands.iter().collect();
    assert_eq!(ran.len(), commands.len(), "a command was sent again");
    for told in told {
        assert!(told.answered.iter().all(|text| ran.contains(text)));
        assert!(!told.not_sent.iter().any(|text| ran.contains(text)));
    }
    assert!(told.iter().any(|told| told.unknown > 0), "no load");
}

/// Each loss is followed by a new link.
fn check_gaps(items: &[Item]) {
    let (end, gaps) = items.split_last().expect("the end");
    assert!(matches!(end, Item::Closed(_)), "{end:?}");
    assert_eq!(gaps.len(), 2 * RESTARTS);
    for gap in gaps.chunks(2) {
        assert!(
            matches!(gap, [Item::Disconnected(_), Item::Reconnected]),
            "{gap:?}"
        );
    }
}
