//! Servers that cannot be connected to.

use std::io::ErrorKind;

use simplex_api::client::{Client, Error};

use super::guard::watched;
use super::row::config;
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
        let server = Server::start([]);
        let address = server.address();
        server.crash();
        let url = format!("ws://{address}");
        is_refused(&url, ErrorKind::ConnectionRefused, "refused").await;

        let server = Server::start_at(address, []);
        connects(&url).await;
        server.finish();
    });
}

async fn is_refused(url: &str, kind: ErrorKind, says: &str) {
    let connected = Client::connect_with(url, &config()).await;
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
