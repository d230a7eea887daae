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
//! It is the [client] with all that it promises. Each connection has a thread, which reads,
//! answers pings and makes new links whatever the program does meanwhile; it ends with the connection.
//!
//! A call blocks its thread, and nothing else: in a task of a runtime it keeps other tasks from that thread.

use std::io;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::mpsc::{self, RecvTimeoutError, SyncSender};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crate::client::{self, CloseReason, CloseReport, Config, Error, Incoming, Stats};
use crate::command::{Command, RawResponse, ServerVersion};
use crate::json::EventRecord;
use crate::protocol::{Frame, later};

/// A connection to the chat server, for sending commands, as [`client::Client`].
///
/// Clones are handles to the same connection, for other threads. It ends with [`close`](Self::close), or
/// when the last handle is dropped, which does not wait for it.
#[derive(Debug, Clone)]
pub struct Client(client::Client);

/// What the server sends without being asked, as [`client::Events`].
///
/// It is an iterator that waits for each item and ends after [`Incoming::Closed`]. As long as events
/// matter, keep a [`Client`]: the last one that is dropped closes the connection.
#[derive(Debug)]
pub struct Events(client::Events);

impl Client {
    /// Connects to the server at `url`, for example `ws://127.0.0.1:5225`, as [`Config`] has it by default.
    ///
    /// # Errors
    /// As [`client::Client::connect`].
    pub fn connect(url: &str) -> Result<(Self, Events), Error> {
        Self::connect_with(url, &Config::default())
    }

    /// Connects to the server at `url`.
    ///
    /// # Errors
    /// As [`client::Client::connect_with`]; also [`Error::Connect`] if there is no thread to be had.
    pub fn connect_with(url: &str, config: &Config) -> Result<(Self, Events), Error> {
        let (connected, _) = start(url, config)?;
        Ok(connected)
    }

    /// Sends a command and waits for what it answers, no longer than its
    /// [timeout](Config::request_timeout).
    ///
    /// # Errors
    /// As [`client::Client::send`].
    pub fn send<C: Command>(&self, command: &C) -> Result<C::Response, Error> {
        block_on(self.0.send(command))
    }

    /// Sends a text of one's own as a command, unchecked.
    ///
    /// # Errors
    /// As [`client::Client::send_raw`].
    pub fn send_raw(&self, text: &str) -> Result<RawResponse, Error> {
        block_on(self.0.send_raw(text))
    }

    /// A handle to the same connection, all of whose commands have this timeout, interactive ones too.
    #[must_use]
    pub fn with_timeout(&self, timeout: Duration) -> Self {
        Self(self.0.with_timeout(timeout))
    }

    /// The version of the server, as [`client::Client::server_version`].
    pub fn server_version(&self) -> Option<ServerVersion> {
        self.0.server_version()
    }

    /// What the connection has counted since it began.
    pub fn stats(&self) -> Stats {
        self.0.stats()
    }

    /// Waits until the connection has ended, and says why, as [`client::Client::closed`].
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

    /// [Closes](Self::close) the connection, and waits for the thread that has [`Events`] to take what was
    /// received, as [`client::Client::drain`].
    pub fn drain(&self) -> CloseReport {
        let deadline = self.0.close_deadline();
        let report = self.close();
        // The runtime has ended with the connection, so that the deadline is kept here.
        block_until(pin!(self.0.drained()), Some(deadline));
        self.0.with_unread(report)
    }
}

impl Events {
    /// Lets through only the events that `wanted` says yes to, as [`client::Events::only`].
    #[must_use]
    pub fn only(self, wanted: impl FnMut(&Frame<'_>) -> bool + Send + Sync + 'static) -> Self {
        Self(self.0.only(wanted))
    }

    /// Lets through only the events of one type, as [`client::Events::only_of`].
    #[must_use]
    pub fn only_of<T: EventRecord>(self) -> Self {
        Self(self.0.only_of::<T>())
    }

    /// The next item, if it comes within `timeout`. Nothing is lost if it does not.
    ///
    /// # Errors
    /// [`RecvTimeoutError::Timeout`] if none came, [`RecvTimeoutError::Disconnected`] after
    /// [`Incoming::Closed`].
    pub fn next_timeout(&mut self, timeout: Duration) -> Result<Incoming, RecvTimeoutError> {
        let deadline = later(Instant::now(), timeout);
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

/// Connects in a thread that serves the connection to its end.
fn start(url: &str, config: &Config) -> Result<(Connected, JoinHandle<()>), Error> {
    let (sender, receiver) = mpsc::sync_channel(1);
    let thread = {
        let (url, config) = (url.to_owned(), config.clone());
        let thread = thread::Builder::new().name("simplex-api".into());
        thread.spawn(move || serve(&url, &config, &sender))
    };
    let no_thread = |error| Error::connect(url, config, error);
    let thread = thread.map_err(no_thread)?;
    let connected = receiver
        .recv()
        .map_err(|_| no_thread(io::Error::other("its thread has panicked")))?;
    Ok((connected?, thread))
}

fn serve(url: &str, config: &Config, connected: &SyncSender<Result<Connected, Error>>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .enable_time()
        .build();
    let opened = runtime
        .map_err(|error| Error::connect(url, config, error))
        .and_then(|runtime| {
            let opened = runtime.block_on(client::Client::open(url, config))?;
            Ok((runtime, opened))
        });
    // Whoever connects waits for what is sent.
    match opened {
        Ok((runtime, (client, events, task))) => {
            let _ = connected.send(Ok((Client(client), Events(events))));
            // It ends with the connection.
            let _ = runtime.block_on(task);
        }
        Err(error) => drop(connected.send(Err(error))),
    }
}

/// Waits for a future of the client, which needs no runtime.
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
    let (alarm, woken) = mpsc::sync_channel(1);
    let alarm = Waker::from(Arc::new(Alarm(alarm)));
    let mut cx = Context::from_waker(&alarm);
    // In a task of a runtime it would be asked to yield, again and again.
    let mut future = pin!(tokio::task::unconstrained(future));
    loop {
        if let Poll::Ready(result) = future.as_mut().poll(&mut cx) {
            return Some(result);
        }
        let left = deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        // The alarm is here: it can ring, but not be gone.
        let rung = match left {
            Some(left) => woken.recv_timeout(left),
            None => woken.recv().map_err(RecvTimeoutError::from),
        };
        if rung.is_err() {
            return None;
        }
    }
}

/// Wakes a thread, and leaves its parking to others.
struct Alarm(SyncSender<()>);

impl Wake for Alarm {
    fn wake(self: Arc<Self>) {
        // If it is full, the thread is about to wake.
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
