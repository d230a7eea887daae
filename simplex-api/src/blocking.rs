//! The client for programs without a runtime (feature `blocking`).
//!
//! ```no_run
//! use simplex_api::blocking::Client;
//! use simplex_api::client::Incoming;
//!
//! # fn run() -> Result<(), simplex_api::Error> {
//! let (client, events) = Client::connect("ws://127.0.0.1:5225")?;
//! println!("{}", client.send_raw("/u")?.tag());
//!
//! for incoming in events {
//!     match incoming {
//!         Incoming::Event(event) => println!("{event:?}"),
//!         other => eprintln!("{other:?}"),
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! This wraps the [client], with the same guarantees. Each connection has its own thread, which reads, answers pings
//! and reconnects independently of the program. The thread ends with the connection.
//!
//! A call blocks its thread. In a task of a runtime it blocks the other tasks of that thread too.

use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, SyncSender};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::client::{
    self, CloseReason, CloseReport, Config, Error, Incoming, Stats, connect_error,
};
use crate::command::{Command, RawResponse, ServerVersion};
use crate::json::EventRecord;
use crate::protocol::{Frame, saturating_add};

/// A connection to the chat server, for sending commands, as [`client::Client`].
///
/// A clone is another handle to the same connection, for another thread. The connection closes with
/// [`close`](Self::close), or in the background when the last handle is dropped.
#[derive(Debug, Clone)]
pub struct Client(client::Client);

/// The events of the server, as [`client::Events`].
///
/// This is an iterator that waits for each item and ends after [`Incoming::Closed`]. Dropping the last [`Client`]
/// closes the connection: keep it as long as you need events.
#[derive(Debug)]
pub struct Events(client::Events);

impl Client {
    /// Connects to the server at `url`, for example `ws://127.0.0.1:5225`, with the default [`Config`].
    ///
    /// # Errors
    /// As [`client::Client::connect`].
    pub fn connect(url: &str) -> Result<(Self, Events), Error> {
        Self::connect_with(url, &Config::default())
    }

    /// Connects to the server at `url` with a [`Config`].
    ///
    /// # Errors
    /// As [`client::Client::connect_with`], and [`Error::Connect`] if no thread could be started.
    pub fn connect_with(url: &str, config: &Config) -> Result<(Self, Events), Error> {
        let (connected, _) = start(url, config)?;
        Ok(connected)
    }

    /// Sends a command and waits for its answer, no longer than its [timeout](Config::request_timeout).
    ///
    /// # Errors
    /// As [`client::Client::send`].
    pub fn send<C: Command>(&self, command: &C) -> Result<C::Response, Error> {
        block_on(self.0.send(command))
    }

    /// Sends a string as a command, unchecked.
    ///
    /// # Errors
    /// As [`client::Client::send_raw`].
    pub fn send_raw(&self, command: &str) -> Result<RawResponse, Error> {
        block_on(self.0.send_raw(command))
    }

    /// A handle to the same connection that uses this timeout for all commands, including interactive ones.
    #[must_use]
    pub fn with_timeout(&self, timeout: Duration) -> Self {
        Self(self.0.with_timeout(timeout))
    }

    /// The version of the server, as [`client::Client::server_version`].
    pub fn server_version(&self) -> Option<ServerVersion> {
        self.0.server_version()
    }

    /// The counters of the connection since its start.
    pub fn stats(&self) -> Stats {
        self.0.stats()
    }

    /// Waits until the connection has ended, and returns the reason, as [`client::Client::closed`].
    pub fn closed(&self) -> CloseReason {
        block_on(self.0.closed())
    }

    /// The URL of the server, as [`client::Client::url`].
    pub fn url(&self) -> &str {
        self.0.url()
    }

    /// Whether there is a link to the server now.
    pub fn is_connected(&self) -> bool {
        self.0.is_connected()
    }

    /// Whether the connection has ended.
    pub fn is_closed(&self) -> bool {
        self.0.is_closed()
    }

    /// Closes the connection, and waits until it has ended, as [`client::Client::close`].
    pub fn close(&self) -> CloseReport {
        block_on(self.0.close())
    }

    /// [Closes](Self::close) the connection, then waits until the consumer of [`Events`] has taken all received items,
    /// as [`client::Client::drain`].
    pub fn drain(&self) -> CloseReport {
        let deadline = self.0.close_deadline();
        let report = self.close();
        // The runtime ended with the connection, so its timer cannot be used for the deadline.
        block_until(pin!(self.0.drained()), Some(deadline));
        self.0.with_unread(report)
    }
}

impl Events {
    /// Returns only the events for which `filter` is true, as [`client::Events::filter_events`].
    #[must_use]
    pub fn filter_events(
        self,
        filter: impl FnMut(&Frame<'_>) -> bool + Send + Sync + 'static,
    ) -> Self {
        Self(self.0.filter_events(filter))
    }

    /// Returns only the events of one type, as [`client::Events::of_type`].
    #[must_use]
    pub fn of_type<T: EventRecord>(self) -> Self {
        Self(self.0.of_type::<T>())
    }

    /// The next item, if it arrives within `timeout`. No item is lost if it does not.
    ///
    /// # Errors
    /// [`RecvTimeoutError::Timeout`] if no item arrived, [`RecvTimeoutError::Disconnected`] after [`Incoming::Closed`].
    pub fn next_timeout(&mut self, timeout: Duration) -> Result<Incoming, RecvTimeoutError> {
        let deadline = saturating_add(Instant::now(), timeout);
        let next = block_until(pin!(self.0.next()), Some(deadline));
        next.ok_or(RecvTimeoutError::Timeout)?
            .ok_or(RecvTimeoutError::Disconnected)
    }
}

impl Iterator for Events {
    type Item = Incoming;

    fn next(&mut self) -> Option<Incoming> {
        block_on(self.0.next())
    }
}

type Connected = (Client, Events);

/// Connects in a new thread, which runs the connection until it ends.
fn start(url: &str, config: &Config) -> Result<(Connected, JoinHandle<()>), Error> {
    let (sender, receiver) = mpsc::sync_channel(1);
    let thread = {
        let (url, config) = (url.to_owned(), config.clone());
        let thread = thread::Builder::new().name("simplex-api".into());
        thread.spawn(move || run(&url, &config, &sender))
    };
    let no_thread = |error| connect_error(url, config, error);
    let thread = thread.map_err(no_thread)?;
    let connected = receiver
        .recv()
        .map_err(|_| no_thread(io::Error::other("its thread has panicked")))?;
    Ok((connected?, thread))
}

fn run(url: &str, config: &Config, connected: &SyncSender<Result<Connected, Error>>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build();
    let opened = runtime
        .map_err(|error| connect_error(url, config, error))
        .and_then(|runtime| {
            let opened = runtime.block_on(client::Client::open(url, config))?;
            Ok((runtime, opened))
        });
    // `start` waits for the result.
    match opened {
        Ok((runtime, (client, events, task))) => {
            let _ = connected.send(Ok((Client(client), Events(events))));
            // The task ends with the connection.
            let _ = runtime.block_on(task);
        }
        Err(error) => drop(connected.send(Err(error))),
    }
}

/// Waits for a future of the client. These futures need no runtime.
fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    loop {
        if let Some(result) = block_until(future.as_mut(), None) {
            return result;
        }
    }
}

fn block_until<T>(
    future: Pin<&mut impl Future<Output = T>>,
    deadline: Option<Instant>,
) -> Option<T> {
    let (sender, woken) = mpsc::sync_channel(1);
    let waker = Waker::from(Arc::new(ThreadWaker(sender)));
    let mut cx = Context::from_waker(&waker);
    // In a task of a runtime, the cooperative budget would make the future pending again and again.
    let mut future = pin!(tokio::task::unconstrained(future));
    loop {
        if let Poll::Ready(result) = future.as_mut().poll(&mut cx) {
            return Some(result);
        }
        let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        // The waker exists, so the channel cannot be disconnected: an error is a timeout.
        let received = match left {
            Some(left) => woken.recv_timeout(left),
            None => woken.recv().map_err(RecvTimeoutError::from),
        };
        if received.is_err() {
            return None;
        }
    }
}

/// Wakes the thread through a channel. `thread::unpark` could be consumed by other code of the thread.
struct ThreadWaker(SyncSender<()>);

impl Wake for ThreadWaker {
    fn wake(self: Arc<Self>) {
        // If the channel is full, the thread is already being woken.
        let _ = self.0.try_send(());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use simplex_api_testing::ChatServer;

    #[test]
    fn the_thread_ends_with_the_connection() {
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let server = runtime.block_on(ChatServer::start()).unwrap();
        let connect = || start(&server.url(), &Config::default()).unwrap();

        let ((client, events), thread) = connect();
        drop(events);
        assert!(client.send_raw("/user").is_ok());
        assert!(client.is_connected());
        drop(client);
        thread.join().unwrap();

        let ((client, events), thread) = connect();
        client.close();
        assert!(matches!(client.closed(), CloseReason::Client));
        assert!(!client.is_connected());
        thread.join().unwrap();
        assert!(client.send_raw("/user").is_err());
        assert!(matches!(events.last(), Some(Incoming::Closed(_))));
    }
}
