//! Secrets are not logged, except by the WebSocket library, which can be filtered.

use std::cell::RefCell;
use std::sync::Once;
use std::thread;

use futures_util::StreamExt;
use log::{LevelFilter, Log, Metadata, Record};
use tokio::net::TcpListener;
use tracing::Level;

use super::trace::LogCapture;
use super::*;
use crate::client::LOG_FILTER;

thread_local! {
    /// The target and the text of each record of this thread, once `collect` was called.
    static RECORDS: RefCell<Option<Vec<(String, String)>>> = const { RefCell::new(None) };
}

struct Logger;

impl Log for Logger {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        RECORDS.with_borrow(Option::is_some)
    }

    fn log(&self, record: &Record<'_>) {
        let entry = (record.target().to_owned(), record.args().to_string());
        RECORDS
            .with_borrow_mut(|records| records.iter_mut().for_each(|all| all.push(entry.clone())));
    }

    fn flush(&self) {}
}

/// Starts to collect the `log` records of this thread.
fn collect() {
    static LOGGER: Once = Once::new();
    LOGGER.call_once(|| {
        log::set_logger(&Logger).expect("no other logger");
        log::set_max_level(LevelFilter::Trace);
    });
    RECORDS.set(Some(Vec::new()));
}

/// A server that answers one command. It has its own thread, so that its records are not mixed with those of the
/// client.
fn serve() -> (thread::JoinHandle<()>, String) {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = listener.local_addr().unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let served = async move {
        let listener = TcpListener::from_std(listener).unwrap();
        let (stream, _) = listener.accept().await.unwrap();
        let mut socket = tokio_tungstenite::accept_async(stream).await.unwrap();
        let command = socket.next().await.unwrap().unwrap();
        assert!(command.to_text().unwrap().contains("pass-word"));
        let answer = r#"{"corrId":"1","resp":{"type":"said","n":1,"text":"pass-word"}}"#;
        socket.send(answer.into()).await.unwrap();
        while let Some(Ok(_)) = socket.next().await {}
    };
    let server = thread::spawn(move || runtime.block_on(served));
    (server, format!("ws://me:hidden@{address}/?token=hidden"))
}

#[tokio::test]
async fn only_the_web_socket_library_logs_secrets_and_it_can_be_filtered() {
    collect();
    let log = LogCapture::at_level(Level::TRACE);
    let (server, url) = serve();
    let config = Config::default()
        .version_timeout(None)
        .header("X-Token", "hidden");
    let (client, events) = Client::connect_with(&url, &config).await.unwrap();
    let answer = client
        .send_raw("/_delete user 1 del_smp=on \"pass-word\"")
        .await;
    assert!(answer.unwrap().json().contains("pass-word"));
    client.close().await;
    drop(events);
    server.join().unwrap();

    // me:hidden in Base64.
    let secrets = ["pass-word", "hidden", "bWU6aGlkZGVu"];
    let log = log.lines();
    assert!(
        log.contains("raw command") && log.contains("(not shown)"),
        "{log}"
    );
    for secret in secrets {
        assert!(!log.contains(secret), "{secret} is in\n{log}");
    }
    let records = RECORDS.take().expect("records");
    for (target, text) in &records {
        // This library sends the handshake, and does not log it.
        for header in &secrets[1..] {
            assert!(!text.contains(header), "{target}: {text}");
        }
        let is_off = |filter: &str| {
            let (name, level) = filter.split_once('=').expect("a target and a level");
            level == "off" && (target == name || target.starts_with(&format!("{name}::")))
        };
        let is_filtered = LOG_FILTER.split(',').any(is_off);
        assert!(
            is_filtered || !text.contains("pass-word"),
            "{target}: {text}"
        );
    }
    // Otherwise the filter would not be needed.
    assert!(records.iter().any(|(_, text)| text.contains("pass-word")));
}
