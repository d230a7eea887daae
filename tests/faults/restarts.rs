//! A server that crashes and restarts under load.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use simplex_api::client::{Client, Error, Outcome, Reconnect};
use simplex_api_tests::LONG;
use simplex_api_tests::port::Port;

use super::observed::{Item, rest};
use super::row::config;
use super::server::Server;
use super::watchdog::run_watched;

const RESTARTS: usize = 10;
const CALLERS: usize = 16;

/// The results of the commands of one caller.
#[derive(Default)]
struct Results {
    answered: Vec<String>,
    not_sent: Vec<String>,
    unknown: usize,
}

/// Callers that send continuously, and a server that crashes ten times and is down for a while each time. Every request
/// ends: a command that was answered ran once, one that was not sent did not run. The last server answers commands.
pub(crate) fn ten_restarts() {
    run_watched(async {
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
        load.stop.store(true, Relaxed);
        let mut results = Vec::new();
        for caller in callers {
            results.push(caller.await.expect("a caller"));
        }
        assert!(client.send_raw("/last").await.is_ok());
        client.close().await;
        check_gaps(&rest(&mut events).await);
        drop((client, events));
        commands.extend(server.finish().commands);
        check(&results, &commands);
    });
}

/// The state that all callers share.
#[derive(Default)]
struct Load {
    answered: AtomicUsize,
    stop: AtomicBool,
}

async fn until(condition: impl Fn() -> bool) {
    while !condition() {
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

async fn call(client: Client, caller: usize, load: Arc<Load>) -> Results {
    let mut results = Results::default();
    for n in 0.. {
        if load.stop.load(Relaxed) {
            break;
        }
        let text = format!("/{caller}.{n}");
        match client.send_raw(&text).await {
            Ok(_) => {
                load.answered.fetch_add(1, Relaxed);
                results.answered.push(text);
            }
            Err(Error::Disconnected { .. }) => results.unknown += 1,
            Err(Error::TimedOut {
                outcome: Outcome::NotSent,
                ..
            }) => results.not_sent.push(text),
            Err(other) => panic!("{other}"),
        }
    }
    results
}

fn check(results: &[Results], commands: &[String]) {
    let ran: HashSet<&String> = commands.iter().collect();
    assert_eq!(ran.len(), commands.len(), "a command was sent again");
    for caller in results {
        assert!(caller.answered.iter().all(|text| ran.contains(text)));
        assert!(!caller.not_sent.iter().any(|text| ran.contains(text)));
    }
    assert!(results.iter().any(|caller| caller.unknown > 0), "no load");
}

/// Checks that each lost link is followed by a new one.
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
