//! A connection: it runs commands one after the other, sends queued frames, and applies faults.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio::time::{Instant, sleep, sleep_until};
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::protocol::frame::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Bytes, Message, Utf8Bytes};
use tokio_tungstenite::{WebSocketStream, accept_async_with_config};

use crate::fault::Fault;
use crate::server::hub::ServerHandle;

/// The number of commands that are read while one runs, as by a real server: one is queued, and one is held by the
/// reader.
const MAX_QUEUED: usize = 2;

/// The maximum delay of a frame that is sent after the next one.
const REORDER_DELAY: Duration = Duration::from_millis(100);

/// Serves a connection until one side closes it.
pub(crate) async fn serve<S>(stream: S, server: &ServerHandle)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let unlimited = WebSocketConfig::default()
        .max_message_size(None)
        .max_frame_size(None);
    let mut disconnects = server.disconnects();
    let serve = async {
        let socket = accept_async_with_config(stream, Some(unlimited)).await;
        let _connected = server.connected();
        let connection = Connection {
            socket: socket.map_err(|_| ConnectionEnded)?,
            server,
            running: None,
            queued: VecDeque::new(),
            delayed: None,
        };
        connection.serve().await
    };
    tokio::select! {
        _ = disconnects.changed() => {}
        _ = serve => {}
    }
}

struct Connection<'a, S> {
    socket: WebSocketStream<S>,
    server: &'a ServerHandle,
    /// The answer of the running command.
    running: Option<ScheduledFrame>,
    /// The commands after it.
    queued: VecDeque<Bytes>,
    /// The frame that is sent after the next one.
    delayed: Option<ScheduledFrame>,
}

/// A frame, and the time at which it is sent.
struct ScheduledFrame {
    at: Instant,
    frame: Utf8Bytes,
}

/// The connection has ended.
struct ConnectionEnded;

type SendResult = Result<(), ConnectionEnded>;

impl<S> Connection<'_, S>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    /// Commands have priority, so that many events cannot delay them.
    async fn serve(mut self) -> Result<Infallible, ConnectionEnded> {
        loop {
            tokio::select! {
                biased;
                frame = when_due(&self.running) => {
                    self.running = None;
                    self.finish(frame).await?;
                }
                message = self.socket.next(), if self.queued.len() < MAX_QUEUED => match message {
                    Some(Ok(Message::Text(text))) => self.on_frame(text.into()).await?,
                    Some(Ok(Message::Binary(bytes))) => self.on_frame(bytes).await?,
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return Err(ConnectionEnded),
                },
                frame = self.server.next_frame() => self.send_event(frame).await?,
                // Last, because all other frames are sent before it.
                frame = when_due(&self.delayed) => {
                    self.delayed = None;
                    self.send(frame).await?;
                }
            }
        }
    }

    /// Runs a command, or queues it while another one runs. A frame that is not a command is answered at once, before
    /// the running command.
    async fn on_frame(&mut self, frame: Bytes) -> SendResult {
        if self.running.is_none() {
            return self.answer(&frame).await;
        }
        if self.server.is_command(&frame) {
            self.queued.push_back(frame);
            return Ok(());
        }
        match self.server.answer(&frame, None) {
            Some(refusal) => self.send(refusal).await,
            None => Ok(()),
        }
    }

    /// Answers a command and continues with the queued ones.
    async fn finish(&mut self, answer: Utf8Bytes) -> SendResult {
        self.send(answer).await?;
        while self.running.is_none()
            && let Some(frame) = self.queued.pop_front()
        {
            self.answer(&frame).await?;
        }
        Ok(())
    }

    /// Answers a command. Events that are queued then are sent before the next command runs.
    async fn answer(&mut self, frame: &[u8]) -> SendResult {
        let fault = self.server.next_answer_fault();
        let answer = self.server.answer(frame, fault.as_ref());
        let events = self.server.queued_frames();
        self.send_answer(fault, answer).await?;
        for _ in 0..events {
            // Another connection may have taken the frame.
            let Some(frame) = self.server.take_frame() else {
                break;
            };
            self.send_event(frame).await?;
        }
        Ok(())
    }

    async fn send_answer(&mut self, fault: Option<Fault>, answer: Option<Utf8Bytes>) -> SendResult {
        match (fault, answer) {
            (None, Some(answer)) => self.send(answer).await,
            (Some(Fault::Delay(delay)), Some(frame)) => {
                let at = Instant::now() + delay;
                self.running = Some(ScheduledFrame { at, frame });
                Ok(())
            }
            (Some(fault), answer) => self.apply_fault(fault, answer.unwrap_or_default()).await,
            (None, None) => Ok(()),
        }
    }

    /// Sends an event.
    async fn send_event(&mut self, frame: Utf8Bytes) -> SendResult {
        match self.server.next_event_fault() {
            None => self.send(frame).await,
            Some(fault) if !fault.runs_command() => {
                self.server.requeue(frame);
                Err(ConnectionEnded)
            }
            Some(Fault::Delay(delay)) => self.apply_fault(Fault::Stall(delay), frame).await,
            Some(fault) => self.apply_fault(fault, frame).await,
        }
    }

    /// Applies a fault to a frame and sends the result.
    async fn apply_fault(&mut self, fault: Fault, frame: Utf8Bytes) -> SendResult {
        if let Some(corrupted) = fault.corrupt(&frame) {
            return self.send(corrupted.into()).await;
        }
        match fault {
            Fault::Stall(delay) | Fault::Delay(delay) => {
                sleep(delay).await;
                self.send(frame).await
            }
            Fault::Silence => Ok(()),
            Fault::Duplicate => {
                self.send(frame.clone()).await?;
                self.send(frame).await
            }
            Fault::Late => self.send_after_next(frame).await,
            Fault::Binary => self.write(Message::Binary(frame.into())).await,
            Fault::DropDuring => {
                let _ = self.socket.get_mut().write_all(&first_half(&frame)).await;
                Err(ConnectionEnded)
            }
            Fault::Close(code) => {
                let close = CloseFrame {
                    code: CloseCode::from(code),
                    reason: "".into(),
                };
                let _ = self.socket.close(Some(close)).await;
                Err(ConnectionEnded)
            }
            Fault::DropBefore | Fault::DropAfter | Fault::Refuse(_) => Err(ConnectionEnded),
            // The frame has nothing that this fault corrupts.
            Fault::Malformed(_)
            | Fault::WrongId
            | Fault::UnknownTag
            | Fault::UnknownKeyword
            | Fault::ExtraFields
            | Fault::MissingField => self.send(frame).await,
        }
    }

    /// Delays a frame until after the next one. If another one is already delayed, this frame is the next one.
    async fn send_after_next(&mut self, frame: Utf8Bytes) -> SendResult {
        if self.delayed.is_some() {
            return self.send(frame).await;
        }
        let at = Instant::now() + REORDER_DELAY;
        self.delayed = Some(ScheduledFrame { at, frame });
        Ok(())
    }

    async fn send(&mut self, frame: Utf8Bytes) -> SendResult {
        self.write(Message::Text(frame)).await
    }

    /// Sends a message, and then the delayed frame.
    async fn write(&mut self, message: Message) -> SendResult {
        self.socket
            .send(message)
            .await
            .map_err(|_| ConnectionEnded)?;
        match self.delayed.take() {
            None => Ok(()),
            Some(held) => {
                let late = Message::Text(held.frame);
                self.socket.send(late).await.map_err(|_| ConnectionEnded)
            }
        }
    }
}

/// The frame at its time; pending forever without a frame.
async fn when_due(frame: &Option<ScheduledFrame>) -> Utf8Bytes {
    match frame {
        None => std::future::pending().await,
        Some(due) => {
            sleep_until(due.at).await;
            due.frame.clone()
        }
    }
}

/// The start of a text frame: its header and the first half of its content.
fn first_half(text: &str) -> Vec<u8> {
    let size = u64::try_from(text.len()).unwrap_or(u64::MAX);
    // The 64-bit length is valid for any size.
    let mut half = vec![0x81, 127];
    half.extend(size.to_be_bytes());
    half.extend(&text.as_bytes()[..text.len() / 2]);
    half
}
