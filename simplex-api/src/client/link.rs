//! The task that owns the socket.
//!
//! It is one poll function rather than a `select!` over futures: every source is asked in turn, a write
//! that is blocked keeps nothing else from going on, and no future is dropped half-way.

use std::collections::HashMap;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::{Duration, Instant};

use futures_core::Stream;
use futures_util::Sink;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::{mpsc, oneshot, watch};
use tokio::time::Sleep;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{self, Bytes, Message, Utf8Bytes};

use crate::protocol::{Connection, Outcome, Received, RequestId};

use super::connect::io_error;
use super::queue::{self, Item};
use super::{Client, CloseReason, Config, Events};

/// How many calls may wait for the task to look at them; it does so at once.
const CALLS: usize = 64;

/// How long the answer to the server's close frame may take.
const GOODBYE: Duration = Duration::from_secs(1);

/// How many callers there are at least when the gone ones are looked for.
const SWEEP: usize = 64;

/// The text of a frame.
pub(super) type Text = Utf8Bytes;

/// What a [`Client`] asks of the task.
pub(super) enum Call {
    Request {
        text: String,
        deadline: Instant,
        reply: Reply,
    },
    Close,
}

type Reply = oneshot::Sender<Result<Text, Failure>>;

/// Why there is no answer.
pub(super) enum Failure {
    TimedOut(Outcome),
    Closed(Outcome, CloseReason),
}

/// Starts the task on an open socket.
pub(super) fn spawn<S>(socket: WebSocketStream<S>, config: &Config) -> (Client, Events)
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (calls, receiver) = mpsc::channel(CALLS);
    let (sender, state) = watch::channel(None);
    let (events, queue) = queue::channel(config.event_capacity);
    let link = Link {
        socket,
        connection: Connection::new(config.in_flight),
        calls: receiver,
        callers: HashMap::new(),
        sweep_at: SWEEP,
        events,
        timer: Box::pin(tokio::time::sleep(Duration::ZERO)),
        close_timeout: config.close_timeout,
        closing: None,
        calls_ended: false,
        close_sent: false,
        state: sender,
    };
    tokio::spawn(link.run());
    let client = Client {
        calls,
        state,
        timeout: config.request_timeout,
    };
    (client, Events::new(queue))
}

struct Link<S> {
    /// First, so that it is gone before the channel of calls if the task is dropped half-way: who finds
    /// that one closed learns why.
    state: watch::Sender<Option<CloseReason>>,
    socket: WebSocketStream<S>,
    connection: Connection,
    calls: mpsc::Receiver<Call>,
    callers: HashMap<RequestId, Reply>,
    /// With so many callers, those who are gone are looked for.
    sweep_at: usize,
    events: queue::Sender,
    timer: Pin<Box<Sleep>>,
    close_timeout: Duration,
    /// The deadline for closing, once this side wants it.
    closing: Option<Instant>,
    /// No more calls can come.
    calls_ended: bool,
    close_sent: bool,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Link<S> {
    async fn run(mut self) {
        let reason = poll_fn(|cx| self.poll(cx)).await;
        self.end(reason).await;
    }

    /// Ready when the connection has ended.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<CloseReason> {
        self.poll_calls(cx);
        if let Poll::Ready(reason) = self.poll_read(cx) {
            return Poll::Ready(reason);
        }
        if self.poll_timer(cx).is_ready() {
            return Poll::Ready(CloseReason::Client);
        }
        // Last, because all of the above can give it something to send.
        self.poll_write(cx)
    }

    fn poll_calls(&mut self, cx: &mut Context<'_>) {
        while let Poll::Ready(call) = self.calls.poll_recv(cx) {
            match call {
                Some(Call::Request {
                    text,
                    deadline,
                    reply,
                }) => self.request(text, deadline, reply),
                Some(Call::Close) => self.start_closing(),
                None => {
                    self.start_closing();
                    self.calls_ended = true;
                    return;
                }
            }
        }
    }

    fn request(&mut self, text: String, deadline: Instant, reply: Reply) {
        if self.callers.len() >= self.sweep_at {
            self.sweep();
            self.sweep_at = SWEEP.max(2 * self.callers.len());
        }
        let id = self.connection.request(text, deadline);
        self.callers.insert(id, reply);
    }

    fn start_closing(&mut self) {
        if self.closing.is_none() {
            self.closing = Some(after(self.close_timeout));
            self.calls.close();
        }
    }

    fn poll_read(&mut self, cx: &mut Context<'_>) -> Poll<CloseReason> {
        loop {
            match ready!(Pin::new(&mut self.socket).poll_next(cx)) {
                Some(Ok(Message::Text(text))) => self.receive(text),
                Some(Ok(Message::Binary(bytes))) => self.receive_binary(bytes),
                Some(Ok(Message::Close(frame))) => {
                    return Poll::Ready(self.closed_by_server(frame));
                }
                Some(Ok(_)) => {}
                Some(Err(error)) => return Poll::Ready(self.lost(error)),
                None => return Poll::Ready(self.lost(tungstenite::Error::ConnectionClosed)),
            }
        }
    }

    fn receive(&mut self, text: Text) {
        match self.connection.handle_frame(&text) {
            Received::Answer { id, .. } => self.reply(id, Ok(text)),
            Received::Late { .. } => {}
            _ => self.events.push(Item::Text(text)),
        }
    }

    /// The server sends text only, but reads both; a proxy in between may not keep the kind.
    fn receive_binary(&mut self, bytes: Bytes) {
        match Text::try_from(bytes.clone()) {
            Ok(text) => self.receive(text),
            Err(error) => self.events.push(Item::Binary(bytes, error)),
        }
    }

    /// Ready when the time for closing is over.
    fn poll_timer(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        while let Some(deadline) = [self.connection.poll_timeout(), self.closing]
            .into_iter()
            .flatten()
            .min()
        {
            if self.timer.deadline().into_std() != deadline {
                self.timer.as_mut().reset(deadline.into());
            }
            ready!(self.timer.as_mut().poll(cx));
            let now = now();
            if self.closing.is_some_and(|deadline| deadline <= now) {
                return Poll::Ready(());
            }
            for request in self.connection.handle_timeout(now) {
                self.reply(request.id, Err(Failure::TimedOut(request.outcome)));
            }
        }
        Poll::Pending
    }

    fn poll_write(&mut self, cx: &mut Context<'_>) -> Poll<CloseReason> {
        loop {
            if let Err(error) = ready!(Pin::new(&mut self.socket).poll_flush(cx)) {
                return Poll::Ready(self.lost(error));
            }
            let Some(frame) = self.next_frame() else {
                break;
            };
            if let Err(error) = Pin::new(&mut self.socket).start_send(Message::text(frame)) {
                return Poll::Ready(self.lost(error));
            }
        }
        if self.calls_ended && !self.close_sent {
            self.sweep();
            self.close_sent = self.callers.is_empty();
        }
        if self.close_sent
            && let Err(error) = ready!(Pin::new(&mut self.socket).poll_close(cx))
        {
            return Poll::Ready(self.lost(error));
        }
        Poll::Pending
    }

    /// The next frame to send, of a request whose caller still waits.
    fn next_frame(&mut self) -> Option<String> {
        loop {
            let id = self.connection.peek_transmit()?;
            if self
                .callers
                .get(&id)
                .is_some_and(|reply| !reply.is_closed())
            {
                return self.connection.poll_transmit().map(|(_, frame)| frame);
            }
            self.connection.cancel(id);
            self.callers.remove(&id);
        }
    }

    /// Takes out the requests whose futures were dropped.
    fn sweep(&mut self) {
        let connection = &mut self.connection;
        self.callers.retain(|&id, reply| {
            if reply.is_closed() {
                connection.cancel(id);
            }
            !reply.is_closed()
        });
    }

    fn reply(&mut self, id: RequestId, result: Result<Text, Failure>) {
        if let Some(reply) = self.callers.remove(&id) {
            // The caller may be gone.
            let _ = reply.send(result);
        }
    }

    fn closed_by_server(&self, frame: Option<CloseFrame>) -> CloseReason {
        if self.close_sent {
            return CloseReason::Client;
        }
        CloseReason::Server {
            code: frame.as_ref().map(|frame| frame.code.into()),
            reason: frame
                .map(|frame| frame.reason.to_string())
                .unwrap_or_default(),
        }
    }

    /// After its close frame this side has nothing to lose.
    fn lost(&self, error: tungstenite::Error) -> CloseReason {
        if self.close_sent {
            CloseReason::Client
        } else {
            CloseReason::lost(io_error(error))
        }
    }

    async fn end(mut self, reason: CloseReason) {
        self.state.send_replace(Some(reason.clone()));
        for request in self.connection.handle_closed() {
            let failure = Failure::Closed(request.outcome, reason.clone());
            self.reply(request.id, Err(failure));
        }
        self.events.close(reason.clone());

        let Self {
            mut socket,
            mut calls,
            ..
        } = self;
        let goodbye = async move {
            let close = poll_fn(|cx| Pin::new(&mut socket).poll_close(cx));
            // It is a courtesy: the connection has ended.
            let _ = tokio::time::timeout(GOODBYE, close).await;
        };
        let refuse = async {
            calls.close();
            while let Some(call) = calls.recv().await {
                if let Call::Request { reply, .. } = call {
                    let _ = reply.send(Err(Failure::Closed(Outcome::NotSent, reason.clone())));
                }
            }
        };
        tokio::join!(goodbye, refuse);
    }
}

/// The instant `timeout` from now, or one so far away that nobody will see it.
pub(super) fn after(timeout: Duration) -> Instant {
    const CENTURY: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);
    now() + timeout.min(CENTURY)
}

/// The time, as a test may have set it.
fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}
