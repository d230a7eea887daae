//! Servers that cannot be connected to.

use std::io::ErrorKind;

use simplex_api::client::{Client, Error};
use simplex_api_tests::port::Port;

use super::guard::watched;
use super::row::{SHORT, config};
use super::seen::Answer;
use super::server::{Greeting, Script, Server};

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
