//! The blocking client, outside of a runtime and inside of one.

use std::sync::mpsc::RecvTimeoutError;
use std::thread;
use std::time::{Duration, Instant};

use simplex_api::blocking::{Client, Events};
use simplex_api::client::{CloseReason, Config, Error, Incoming};
use simplex_api::commands::ShowActiveUser;
use simplex_api::events::Event;
use simplex_api_testing::ChatServer;
use simplex_api_tests::LONG;
use simplex_api_tests::port::Port;
use tokio::runtime::Runtime;

/// More operations than the cooperative budget of a tokio task allows.
const MANY: usize = 1000;

/// A server with its own runtime.
struct Running {
    server: ChatServer,
    runtime: Option<Runtime>,
}

impl Running {
    fn start() -> Self {
        let (sender, receiver) = std::sync::mpsc::channel();
        let runtime = Runtime::new().expect("a runtime");
        runtime.spawn(async move { sender.send(ChatServer::start().await) });
        let server = receiver.recv().expect("an end").expect("a free port");
        let runtime = Some(runtime);
        Self { server, runtime }
    }

    fn connected(&self) -> (Client, Events) {
        Client::connect(&self.server.url()).expect("a connection")
    }

    fn send_event(&self, tag: &str) {
        let event = format!(r#"{{"type":"{tag}"}}"#);
        self.server.inject_json(&event);
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // A test can be an async task, in which a runtime must not block.
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

fn is_event(incoming: &Incoming, tag: &str) -> bool {
    matches!(incoming, Incoming::Event(Event::Undocumented(event)) if *event.tag == *tag)
}

#[test]
fn commands_are_answered() {
    let running = Running::start();
    let (client, _events) = running.connected();
    assert_eq!(client.server_version(), "7.0.0".parse().ok());
    let user = client.send(&ShowActiveUser::new()).expect("a user");
    assert_eq!(user.user.local_display_name, "bot");
    assert_eq!(
        client.send_raw("/user").expect("a user").tag(),
        "activeUser"
    );
    assert!(matches!(
        client.send_raw("/nothing"),
        Err(Error::Chat { .. })
    ));
}

#[test]
fn several_threads_share_a_connection() {
    let running = Running::start();
    let (client, _events) = running.connected();
    thread::scope(|scope| {
        for _ in 0..8 {
            let client = client.clone();
            scope.spawn(move || {
                for _ in 0..50 {
                    assert!(client.send(&ShowActiveUser::new()).is_ok());
                }
            });
        }
    });
    assert_eq!(
        client.stats().answered,
        8 * 50 + 1,
        "including the request for the version"
    );
}

#[test]
fn events_arrive_in_order_and_end() {
    let running = Running::start();
    let (client, mut events) = running.connected();
    for what in ["one", "two", "three", "four"] {
        running.send_event(what);
    }
    assert!(is_event(&events.next().expect("an event"), "one"));
    let next = events.next_timeout(LONG);
    assert!(is_event(&next.expect("an event"), "two"));

    let mut events = events.filter_events(|event| event.tag != "three");
    let next = events.next_timeout(LONG);
    assert!(is_event(&next.expect("an event"), "four"));
    let (start, pause) = (Instant::now(), Duration::from_millis(20));
    let nothing = events.next_timeout(pause);
    assert!(matches!(nothing, Err(RecvTimeoutError::Timeout)));
    assert!(start.elapsed() >= pause);
    let nothing = events.next_timeout(Duration::ZERO);
    assert!(matches!(nothing, Err(RecvTimeoutError::Timeout)));

    let report = client.close();
    assert!(matches!(report.reason, CloseReason::Client), "{report:?}");
    assert!(client.is_closed());
    let last = events.next();
    assert!(matches!(last, Some(Incoming::Closed(CloseReason::Client))));
    let after = events.next_timeout(LONG);
    assert!(matches!(after, Err(RecvTimeoutError::Disconnected)));
    assert!(events.next().is_none());
}

#[test]
fn an_event_wakes_the_waiting_thread() {
    let running = Running::start();
    let (_client, mut events) = running.connected();
    thread::scope(|scope| {
        let waiting = scope.spawn(move || events.next_timeout(LONG));
        thread::sleep(Duration::from_millis(20));
        running.send_event("late");
        let event = waiting.join().expect("no panic").expect("an event");
        assert!(is_event(&event, "late"));
    });
}

#[test]
fn a_missing_server_is_an_error() {
    let error = Client::connect("http://127.0.0.1:5225").expect_err("no WebSocket");
    assert!(matches!(error, Error::InvalidUrl { .. }), "{error}");
    let port = Port::keep();
    let url = format!("ws://me:secret@{}", port.address());
    let error = Client::connect(&url).expect_err("no server");
    assert!(matches!(error, Error::Connect { .. }), "{error}");
    assert!(!error.to_string().contains("secret"), "{error}");
}

#[test]
fn a_command_times_out_when_the_server_is_gone() {
    let running = Running::start();
    let config = Config::default().version_timeout(None);
    let (client, mut events) =
        Client::connect_with(&running.server.url(), &config).expect("a connection");
    drop(running);
    let gone = events.next_timeout(LONG);
    assert!(matches!(gone, Ok(Incoming::Disconnected { .. })));
    let timeout = Duration::from_millis(50);
    let late = client.with_timeout(timeout).send_raw("/user");
    let error = late.expect_err("no server");
    assert!(matches!(error, Error::TimedOut { .. }) && !error.was_sent());
}

#[test]
fn the_last_handle_closes_the_connection() {
    let running = Running::start();
    let (client, events) = running.connected();
    let other = client.clone();
    drop(client);
    assert!(other.send_raw("/user").is_ok());
    drop(other);
    let last = events.last();
    assert!(matches!(last, Some(Incoming::Closed(CloseReason::Client))));
}

#[test]
fn draining_waits_for_the_consumer() {
    let running = Running::start();
    let (client, events) = running.connected();
    for _ in 0..MANY {
        running.send_event("again");
    }
    thread::scope(|scope| {
        let taken = scope.spawn(|| events.filter(|item| is_event(item, "again")).count());
        while client.stats().events < MANY as u64 {
            thread::yield_now();
        }
        let report = client.drain();
        assert_eq!(report.unread, 0, "{report:?}");
        assert_eq!(taken.join().expect("no panic"), MANY);
    });
}

#[test]
fn draining_times_out_without_a_consumer() {
    let running = Running::start();
    let config = Config::default().close_timeout(Duration::from_millis(50));
    let (client, _unread) =
        Client::connect_with(&running.server.url(), &config).expect("a connection");
    running.send_event("unread");
    while client.stats().unread == 0 {
        thread::yield_now();
    }
    let report = client.drain();
    assert!(report.unread > 0, "{report:?}");
}

#[tokio::test]
async fn it_can_be_used_and_dropped_in_an_async_task() {
    let running = Running::start();
    let (client, mut events) = running.connected();
    for _ in 0..MANY {
        assert!(client.send(&ShowActiveUser::new()).is_ok());
    }
    for _ in 0..MANY {
        running.send_event("again");
        assert!(is_event(&events.next().expect("an event"), "again"));
    }
    drop((client, events));

    let (client, events) = running.connected();
    drop(events);
    client.close();

    assert!(Client::connect("ws://127.0.0.1:1").is_err());
}
