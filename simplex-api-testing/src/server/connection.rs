//! One connection: commands strictly in turn, whatever the queue has, and what goes wrong.

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
use crate::server::hub::Shared;

/// How many commands are taken while one runs: one in the queue, and one in the hands of who reads.
const TAKEN: usize = 2;

/// How long a frame waits that is to come after the next one.
const LATE: Duration = Duration::from_millis(100);

/// Serves a connection until the other side or the server ends it.
pub(crate) async fn serve<S>(stream: S, shared: &Shared)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let unlimited = WebSocketConfig::default()
        .max_message_size(None)
        .max_frame_size(None);
    let mut hang_ups = shared.hang_ups();
    let serve = async {
        let socket = accept_async_with_config(stream, Some(unlimited)).await;
        let _connected = shared.connected();
        let connection = Connection {
            socket: socket.map_err(|_| Ended)?,
            shared,
            running: None,
            taken: VecDeque::new(),
            late: None,
        };
        connection.serve().await
    };
    tokio::select! {
        _ = hang_ups.changed() => {}
        _ = serve => {}
    }
}

struct Connection<'a, S> {
    socket: WebSocketStream<S>,
    shared: &'a Shared,
    /// The answer of the command that still runs.
    running: Option<Due>,
    /// The commands after it.
    taken: VecDeque<Bytes>,
    /// The frame that comes after the next one.
    late: Option<Due>,
}

/// A frame that is to be sent, at the latest then.
struct Due {
    at: Instant,
    frame: Utf8Bytes,
}

/// The connection does not go on.
struct Ended;

type Step = Result<(), Ended>;

impl<S> Connection<'_, S>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    /// Commands come first, so that no flood of events holds them up.
    async fn serve(mut self) -> Result<Infallible, Ended> {
        loop {
            tokio::select! {
                biased;
                frame = due(&self.running) => {
                    self.running = None;
                    self.finish(frame).await?;
                }
                message = self.socket.next(), if self.taken.len() < TAKEN => match message {
                    Some(Ok(Message::Text(text))) => self.take(text.into()).await?,
                    Some(Ok(Message::Binary(bytes))) => self.take(bytes).await?,
                    Some(Ok(_)) => {}
                    Some(Err(_)) | None => return Err(Ended),
                },
                frame = self.shared.next_frame() => self.tell(frame).await?,
                // Whatever there is goes before it.
                frame = due(&self.late) => {
                    self.late = None;
                    self.send(frame).await?;
                }
            }
        }
    }

    /// Takes a command, to be run now or after others. What is none is refused by the one who reads, before the
    /// command that runs is answered.
    async fn take(&mut self, frame: Bytes) -> Step {
        if self.running.is_none() {
            return self.answer(&frame).await;
        }
        if self.shared.is_command(&frame) {
            self.taken.push_back(frame);
            return Ok(());
        }
        match self.shared.answer(&frame, None) {
            Some(refusal) => self.send(refusal).await,
            None => Ok(()),
        }
    }

    /// Ends a command, and goes on to those that were taken in the meantime.
    async fn finish(&mut self, answer: Utf8Bytes) -> Step {
        self.send(answer).await?;
        while self.running.is_none()
            && let Some(frame) = self.taken.pop_front()
        {
            self.answer(&frame).await?;
        }
        Ok(())
    }

    /// Answers a command. The events that there are then follow before the next command runs.
    async fn answer(&mut self, frame: &[u8]) -> Step {
        let fault = self.shared.fault_of_answer();
        let answer = self.shared.answer(frame, fault.as_ref());
        let events = self.shared.waiting();
        self.put_answer(fault, answer).await?;
        for _ in 0..events {
            // Another connection may have taken it.
            let Some(frame) = self.shared.take_frame() else {
                break;
            };
            self.tell(frame).await?;
        }
        Ok(())
    }

    async fn put_answer(&mut self, fault: Option<Fault>, answer: Option<Utf8Bytes>) -> Step {
        match (fault, answer) {
            (None, Some(answer)) => self.send(answer).await,
            (Some(Fault::Delay(delay)), Some(frame)) => {
                let at = Instant::now() + delay;
                self.running = Some(Due { at, frame });
                Ok(())
            }
            (Some(fault), answer) => self.fail(fault, answer.unwrap_or_default()).await,
            (None, None) => Ok(()),
        }
    }

    /// Sends an event.
    async fn tell(&mut self, frame: Utf8Bytes) -> Step {
        match self.shared.fault_of_event() {
            None => self.send(frame).await,
            Some(fault) if !fault.runs_command() => {
                self.shared.put_back(frame);
                Err(Ended)
            }
            Some(Fault::Delay(delay)) => self.fail(Fault::Stall(delay), frame).await,
            Some(fault) => self.fail(fault, frame).await,
        }
    }

    /// Sends what the fault leaves of a frame.
    async fn fail(&mut self, fault: Fault, frame: Utf8Bytes) -> Step {
        if let Some(spoilt) = fault.spoil(&frame) {
            return self.send(spoilt.into()).await;
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
            Fault::Late => self.hold(frame).await,
            Fault::Binary => self.put(Message::Binary(frame.into())).await,
            Fault::DropDuring => {
                let _ = self.socket.get_mut().write_all(&first_half(&frame)).await;
                Err(Ended)
            }
            Fault::Close(code) => {
                let close = CloseFrame {
                    code: CloseCode::from(code),
                    reason: "".into(),
                };
                let _ = self.socket.close(Some(close)).await;
                Err(Ended)
            }
            Fault::DropBefore | Fault::DropAfter | Fault::Refuse(_) => Err(Ended),
            // The frame has nothing that could be wrong with it.
            _ => self.send(frame).await,
        }
    }

    /// Keeps a frame for after the next one. If one is kept already, this is the next one.
    async fn hold(&mut self, frame: Utf8Bytes) -> Step {
        if self.late.is_some() {
            return self.send(frame).await;
        }
        let at = Instant::now() + LATE;
        self.late = Some(Due { at, frame });
        Ok(())
    }

    async fn send(&mut self, frame: Utf8Bytes) -> Step {
        self.put(Message::Text(frame)).await
    }

    /// Sends a message, and then the one that was to come after it.
    async fn put(&mut self, message: Message) -> Step {
        self.socket.send(message).await.map_err(|_| Ended)?;
        match self.late.take() {
            None => Ok(()),
            Some(held) => {
                let late = Message::Text(held.frame);
                self.socket.send(late).await.map_err(|_| Ended)
            }
        }
    }
}

/// The frame as soon as its time has come; never, if there is none.
async fn due(frame: &Option<Due>) -> Utf8Bytes {
    match frame {
        None => std::future::pending().await,
        Some(due) => {
            sleep_until(due.at).await;
            due.frame.clone()
        }
    }
}

/// The beginning of a text frame: its header, and half of what it announces.
fn first_half(text: &str) -> Vec<u8> {
    let size = u64::try_from(text.len()).unwrap_or(u64::MAX);
    // The long form of the length holds any.
    let mut half = vec![0x81, 127];
    half.extend(size.to_be_bytes());
    half.extend(&text.as_bytes()[..text.len() / 2]);
    half
}
