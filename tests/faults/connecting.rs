//! Servers that cannot be connected to.

use std::io::ErrorKind;
use std::time::Duration;

use simplex_api::client::{Client, Error, Incoming, Reconnect};
use simplex_api_tests::port::Port;

use super::guard::watched;
use super::row::{SHORT, config};
use super::seen::Answer;
use super::server::{Greeting, Script, Server, Step};

/// The first connection is greeted in this way: the error is of this kind, with these words, and comes
/// in time. The second one is as good as any.
pub(crate) fn fails(greeting: Greeting, kind: ErrorKind, says: &str) {
    watched(async {
        let server = Server::start([Script::greeting(greeting)]);
        is_refused(&server.url(), kind, says).await;
        connects(&server.url()).await;
        server.finish();
    });
}

/// The first connection is refused in this way, for a reason that is said with these words and stays: it is not tried
/// again, however patient the client is. The second one is as good as any.
pub(crate) fn refuses(greeting: Greeting, says: &str) {
    watched(async {
        let server = Server::start([Script::greeting(greeting)]);
        let config = config().connect_retry(Reconnect::endless());
        let connected = Client::connect_with(&server.url(), &config).await;
        let error = connected.expect_err("no connection");
        assert!(matches!(error, Error::Refused { .. }), "{error:?}");
        assert!(!error.is_retryable() && !error.was_sent());
        let message = error.to_string();
        assert!(
            message.contains(says) && !message.contains(char::is_control),
            "{message}"
        );
        connects(&server.url()).await;
        server.finish();
    });
}

/// The first connection is refused in this way, for a reason that passes: a patient client is connected.
pub(crate) fn passes(greeting: Greeting) {
    watched(async {
        let server = Server::start([Script::greeting(greeting), Script::greeting(greeting)]);
        let error = Client::connect_with(&server.url(), &config()).await;
        assert!(error.expect_err("no connection").is_retryable());
        let config = config().connect_retry(Reconnect::attempts(1));
        assert!(Client::connect_with(&server.url(), &config).await.is_ok());
        server.finish();
    });
}

/// A client that comes back is refused in this way: it waits for the longest delay, and tries again.
pub(crate) fn refuses_to_come_back(greeting: Greeting) {
    watched(async {
        let lost = Script::new([Step::Greeted, Step::End]);
        let server = Server::start([lost, Script::greeting(greeting)]);
        let reconnect = Reconnect::endless().delays(Duration::from_millis(1), SHORT);
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
        assert!(gap.attempts == 2 && gap.downtime >= SHORT, "{gap:?}");
        assert_eq!(
            Answer::from(client.send_raw("/after").await),
            Answer::Is("cmdOk".into())
        );
        drop((client, events));
        server.finish();
    });
}

/// A handshake that is as good as any.
pub(crate) fn succeeds(greeting: Greeting) {
    watched(async {
        let server = Server::start([Script::greeting(greeting), Script::greeting(greeting)]);
        connects(&server.url()).await;
        connects(&server.url().replace("ws://", "WS://")).await;
        server.finish();
    });
}

/// Nobody listens, and then somebody does.
pub(crate) fn refused() {
    watched(async {
        let port = Port::keep();
        let url = format!("ws://{}", port.address());
        is_refused(&url, ErrorKind::ConnectionRefused, "refused").await;

        let server = Server::start_at(port.address(), []);
        connects(&url).await;
        server.finish();
    });
}

async fn is_refused(url: &str, kind: ErrorKind, says: &str) {
    let mut config = config();
    if kind == ErrorKind::TimedOut {
        config = config.connect_timeout(SHORT);
    }
    let connected = Client::connect_with(url, &config).await;
    let error = connected.expect_err("no connection");
    let Error::Connect { error: source, .. } = &error else {
        panic!("{error:?}");
    };
    assert_eq!(source.kind(), kind, "{error}");
    assert!(error.to_string().contains(says), "{error}");
    assert!(error.is_retryable() && !error.was_sent());
}

async fn connects(url: &str) {
    let connected = Client::connect_with(url, &config()).await;
    let (client, _events) = connected.expect("a connection");
    assert_eq!(
        Answer::from(client.send_raw("/after").await),
        Answer::Is("cmdOk".into())
    );
}
