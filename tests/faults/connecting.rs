//! Servers that do not accept a connection.

use std::io::ErrorKind;
use std::time::Duration;

use simplex_api::client::{Client, Error, Incoming, Reconnect};
use simplex_api_tests::port::Port;

use super::observed::Answer;
use super::row::{SHORT_TIMEOUT, config};
use super::server::{Greeting, Script, ScriptStep, Server};
use super::watchdog::run_watched;

/// The first connection gets this greeting and fails in time with an error of this kind, whose message contains
/// `message`. The second connection succeeds.
pub(crate) fn fails(greeting: Greeting, kind: ErrorKind, message: &str) {
    run_watched(async {
        let server = Server::start([Script::greeting(greeting)]);
        fails_to_connect(&server.url(), kind, message).await;
        connects(&server.url()).await;
        server.finish();
    });
}

/// The first connection gets this greeting, which refuses the client permanently: the client does not retry, and the
/// error contains `expected`. The second connection succeeds.
pub(crate) fn refuses(greeting: Greeting, expected: &str) {
    run_watched(async {
        let server = Server::start([Script::greeting(greeting)]);
        let config = config().connect_retry(Reconnect::endless());
        let connected = Client::connect_with(&server.url(), &config).await;
        let error = connected.expect_err("no connection");
        assert!(matches!(error, Error::Refused { .. }), "{error:?}");
        assert!(!error.is_retryable() && !error.was_sent());
        let message = error.to_string();
        assert!(
            message.contains(expected) && !message.contains(char::is_control),
            "{message}"
        );
        connects(&server.url()).await;
        server.finish();
    });
}

/// The first connection gets this greeting, which refuses the client temporarily: a client that retries connects.
pub(crate) fn refuses_temporarily(greeting: Greeting) {
    run_watched(async {
        let server = Server::start([Script::greeting(greeting), Script::greeting(greeting)]);
        let error = Client::connect_with(&server.url(), &config()).await;
        assert!(error.expect_err("no connection").is_retryable());
        let config = config().connect_retry(Reconnect::attempts(1));
        assert!(Client::connect_with(&server.url(), &config).await.is_ok());
        server.finish();
    });
}

/// A client that reconnects gets this greeting: it retries after the maximum delay.
pub(crate) fn refuses_a_reconnect(greeting: Greeting) {
    run_watched(async {
        let lost = Script::new([ScriptStep::Greeted, ScriptStep::End]);
        let server = Server::start([lost, Script::greeting(greeting)]);
        let reconnect = Reconnect::endless().delays(Duration::from_millis(1), SHORT_TIMEOUT);
        let config = config().reconnect(reconnect);
        let connected = Client::connect_with(&server.url(), &config).await;
        let (client, mut events) = connected.expect("a connection");
        let gap = loop {
            match events.next().await {
                Some(Incoming::Reconnected { gap, .. }) => break gap,
                Some(Incoming::Disconnected { .. }) => {}
                other => panic!("{other:?}"),
            }
        };
        assert!(
            gap.attempts == 2 && gap.downtime >= SHORT_TIMEOUT,
            "{gap:?}"
        );
        assert_eq!(
            Answer::from(client.send_raw("/after").await),
            Answer::Response("cmdOk".into())
        );
        drop((client, events));
        server.finish();
    });
}

/// The greeting is a valid handshake.
pub(crate) fn succeeds(greeting: Greeting) {
    run_watched(async {
        let server = Server::start([Script::greeting(greeting), Script::greeting(greeting)]);
        connects(&server.url()).await;
        connects(&server.url().replace("ws://", "WS://")).await;
        server.finish();
    });
}

/// First no server listens, then one does.
pub(crate) fn refused() {
    run_watched(async {
        let port = Port::keep();
        let url = format!("ws://{}", port.address());
        fails_to_connect(&url, ErrorKind::ConnectionRefused, "refused").await;

        let server = Server::start_at(port.address(), []);
        connects(&url).await;
        server.finish();
    });
}

async fn fails_to_connect(url: &str, kind: ErrorKind, message: &str) {
    let mut config = config();
    if kind == ErrorKind::TimedOut {
        config = config.connect_timeout(SHORT_TIMEOUT);
    }
    let connected = Client::connect_with(url, &config).await;
    let error = connected.expect_err("no connection");
    let Error::Connect { error: source, .. } = &error else {
        panic!("{error:?}");
    };
    assert_eq!(source.kind(), kind, "{error}");
    assert!(error.to_string().contains(message), "{error}");
    assert!(error.is_retryable() && !error.was_sent());
}

async fn connects(url: &str) {
    let connected = Client::connect_with(url, &config()).await;
    let (client, _events) = connected.expect("a connection");
    assert_eq!(
        Answer::from(client.send_raw("/after").await),
        Answer::Response("cmdOk".into())
    );
}
