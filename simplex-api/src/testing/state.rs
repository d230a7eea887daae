//! The network, and what its listener and the test share of it.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, watch};

use crate::command::CommandSet;
use crate::commands::AnyCommand;
use crate::json::Tagged;
use crate::responses::ChatCmdError;

use super::frames::{answer_frame, event_frame, parse_request, trim_command};
use super::network::{self, Failure, Network};
use super::{Direction, Entry};

/// The state of a server and the ways to wait for it.
pub(super) struct Shared {
    state: Mutex<State>,
    /// There are frames to send.
    frames: Notify,
    /// Something happened.
    changes: watch::Sender<()>,
    /// The connections are to end.
    hang_up: watch::Sender<()>,
}

/// Answers a text with a `resp` object, if it is of the command that it is for.
pub(super) type Handler = Box<dyn Fn(&str) -> Option<String> + Send>;

/// What a server knows.
pub(super) struct State {
    /// The test's own answers; the last one goes first.
    pub(super) handlers: Vec<Handler>,
    pub(super) network: Network,
    version: String,
    /// Every command that came and was one.
    pub(super) commands: Vec<AnyCommand>,
    pub(super) transcript: Vec<Entry>,
    /// Frames that the next free connection takes: events, mostly.
    queue: VecDeque<String>,
    stopped: bool,
}

impl Shared {
    pub(super) fn new(network: Network, version: String) -> Self {
        Self {
            state: Mutex::new(State {
                handlers: Vec::new(),
                network,
                version,
                commands: Vec::new(),
                transcript: Vec::new(),
                queue: VecDeque::new(),
                stopped: false,
            }),
            frames: Notify::new(),
            changes: watch::Sender::new(()),
            hang_up: watch::Sender::new(()),
        }
    }

    /// The state, to look at.
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets something happen, and everybody know.
    pub(super) fn change<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        let mut state = self.lock();
        let result = act(&mut state);
        let events = state.network.take_events();
        state
            .queue
            .extend(events.iter().map(|event| event_frame(event)));
        self.wake_for(&state);
        drop(state);
        self.changes.send_replace(());
        result
    }

    /// A receiver that is told whenever something has happened.
    pub(super) fn changes(&self) -> watch::Receiver<()> {
        self.changes.subscribe()
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.lock().stopped
    }

    pub(super) fn stop(&self) {
        self.change(|state| state.stopped = true);
        self.hang_up();
    }

    pub(super) fn hang_up(&self) {
        self.hang_up.send_replace(());
    }

    pub(super) fn hang_ups(&self) -> watch::Receiver<()> {
        self.hang_up.subscribe()
    }

    /// Puts a frame in the queue.
    pub(super) fn send(&self, frame: String) {
        self.change(|state| state.queue.push_back(frame));
    }

    /// Takes the next frame of the queue. Each goes to one taker.
    pub(super) async fn next_frame(&self) -> String {
        loop {
            if let Some(frame) = self.take_frame() {
                return frame;
            }
            self.frames.notified().await;
        }
    }

    fn take_frame(&self) -> Option<String> {
        let mut state = self.lock();
        let frame = state.queue.pop_front()?;
        state.log(Direction::FromServer, &frame);
        self.wake_for(&state);
        drop(state);
        self.changes.send_replace(());
        Some(frame)
    }

    /// Wakes one who waits for a frame, if there is one; who takes it wakes the next.
    fn wake_for(&self, state: &State) {
        if !state.queue.is_empty() {
            self.frames.notify_one();
        }
    }
}

impl State {
    /// The answer to a frame.
    pub(super) fn answer(&mut self, frame: &[u8]) -> String {
        let answer = match parse_request(frame) {
            Some(request) => {
                self.log(Direction::ToServer, &request.cmd);
                answer_frame(&request.corr_id, &self.run(&request.cmd))
            }
            None => {
                self.log(Direction::ToServer, &String::from_utf8_lossy(frame));
                event_frame(&failed(network::invalid_request()))
            }
        };
        self.log(Direction::FromServer, &answer);
        answer
    }

    fn run(&mut self, cmd: &str) -> String {
        let cmd = trim_command(cmd);
        let command = AnyCommand::decode(&cmd).ok();
        self.commands.extend(command.clone());
        let own = self.handlers.iter().rev().find_map(|answer| answer(&cmd));
        own.unwrap_or_else(|| match command {
            Some(command) => self.network.run(&command).unwrap_or_else(failed),
            None if cmd == "/v" => version_info(&self.version),
            None => failed(network::unparsable()),
        })
    }

    fn log(&mut self, direction: Direction, text: &str) {
        let text = text.to_owned();
        self.transcript.push(Entry { direction, text });
    }
}

/// The answer to `/v`.
fn version_info(version: &str) -> String {
    let version = serde_json::Value::from(version);
    format!(r#"{{"type":"versionInfo","versionInfo":{{"version":{version}}}}}"#)
}

/// The answer of a command that failed.
#[allow(clippy::boxed_local, reason = "failures come boxed, being large")]
pub(super) fn failed(error: Failure) -> String {
    ChatCmdError::new(*error).encode()
}
