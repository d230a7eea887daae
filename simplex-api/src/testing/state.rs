//! The network with the ports of its clients, and what listeners and tests share of it.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, watch};

use crate::command::CommandSet;
use crate::commands::AnyCommand;
use crate::json::Tagged;
use crate::responses::ChatCmdError;

use super::expectation::Expectations;
use super::fault::Fault;
use super::frames::{answer_frame, event_frame, parse_request, trim_command};
use super::network::{self, Failure, Network, NodeId};
use super::{Direction, Entry};

/// A network and the ways to wait for it.
#[derive(Default)]
pub(super) struct Hub {
    state: Mutex<State>,
    /// Something happened.
    changes: watch::Sender<()>,
}

/// What a network and its servers know.
#[derive(Default)]
pub(super) struct State {
    pub(super) network: Network,
    ports: BTreeMap<NodeId, Port>,
}

/// Answers a text with a `resp` object, if it is of the command that it is for.
pub(super) type Handler = Box<dyn Fn(&str) -> Option<String> + Send>;

/// What a server knows beside what its client does.
#[derive(Default)]
pub(super) struct Port {
    /// The test's own answers; the last one goes first.
    pub(super) handlers: Vec<Handler>,
    version: String,
    pub(super) expectations: Expectations,
    pub(super) faults: VecDeque<Fault>,
    pub(super) refuses: bool,
    /// Every command that came and was one.
    pub(super) commands: Vec<AnyCommand>,
    pub(super) transcript: Vec<Entry>,
    /// Frames that the next free connection takes: events, mostly.
    queue: VecDeque<String>,
    stopped: bool,
    /// There are frames to send.
    frames: Arc<Notify>,
}

/// A server's share of a network.
pub(super) struct Shared {
    pub(super) hub: Arc<Hub>,
    pub(super) client: NodeId,
    frames: Arc<Notify>,
    /// The connections are to end.
    hang_up: watch::Sender<()>,
}

impl Hub {
    /// The state, to look at.
    pub(super) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets something happen, and everybody know.
    pub(super) fn change<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        let mut state = self.lock();
        let result = act(&mut state);
        state.hand_out_events();
        drop(state);
        self.changes.send_replace(());
        result
    }

    /// A receiver that is told whenever something has happened.
    pub(super) fn changes(&self) -> watch::Receiver<()> {
        self.changes.subscribe()
    }
}

impl Shared {
    /// A client of a network, with a user or without, that says it has this version.
    pub(super) fn new(hub: Arc<Hub>, user: Option<&str>, version: String) -> Self {
        let frames = Arc::new(Notify::new());
        let client = hub.change(|state| {
            let client = state.network.add_client(user);
            let port = Port {
                frames: Arc::clone(&frames),
                version,
                ..Port::default()
            };
            state.ports.insert(client, port);
            client
        });
        Self {
            hub,
            client,
            frames,
            hang_up: watch::Sender::new(()),
        }
    }

    /// Lets something happen at this server.
    pub(super) fn change<T>(&self, act: impl FnOnce(&mut Port, &mut Network) -> T) -> T {
        self.hub.change(|state| {
            let State { network, ports } = state;
            act(ports.entry(self.client).or_default(), network)
        })
    }

    /// Looks at what the server knows.
    pub(super) fn look<T>(&self, look: impl FnOnce(&mut Port) -> T) -> T {
        look(self.hub.lock().ports.entry(self.client).or_default())
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.look(|port| port.stopped)
    }

    pub(super) fn stop(&self) {
        self.change(|port, _| port.stopped = true);
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
        self.change(|port, _| port.queue.push_back(frame));
    }

    /// The answer to a frame, and what is to go wrong with it.
    pub(super) fn answer(&self, frame: &[u8], fault: Option<&Fault>) -> Option<String> {
        self.change(|port, network| {
            let runs = fault.is_none_or(Fault::runs_command);
            let answers = fault.is_none_or(Fault::answers);
            port.answer(network, self.client, frame, runs)
                .filter(|_| answers)
        })
    }

    pub(super) fn next_fault(&self) -> Option<Fault> {
        self.look(|port| port.faults.pop_front())
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
        if self.look(|port| port.queue.is_empty()) {
            return None;
        }
        self.change(|port, _| {
            let frame = port.queue.pop_front()?;
            port.log(Direction::FromServer, &frame);
            Some(frame)
        })
    }
}

impl State {
    /// Puts the events in the queues, and wakes one who waits for a frame; who takes it wakes the
    /// next.
    fn hand_out_events(&mut self) {
        for (client, events) in self.network.take_events() {
            let port = self.ports.entry(client).or_default();
            port.queue
                .extend(events.iter().map(|event| event_frame(event)));
        }
        for port in self.ports.values() {
            if !port.queue.is_empty() {
                port.frames.notify_one();
            }
        }
    }
}

impl Port {
    fn answer(
        &mut self,
        network: &mut Network,
        client: NodeId,
        frame: &[u8],
        runs: bool,
    ) -> Option<String> {
        let answer = match parse_request(frame) {
            Some(request) => {
                self.log(Direction::ToServer, &request.cmd);
                if !runs {
                    return None;
                }
                let answer = self.run(network, client, &request.cmd);
                answer_frame(&request.corr_id, &answer)
            }
            None => {
                self.log(Direction::ToServer, &String::from_utf8_lossy(frame));
                event_frame(&failed(network::invalid_request()))
            }
        };
        self.log(Direction::FromServer, &answer);
        Some(answer)
    }

    fn run(&mut self, network: &mut Network, client: NodeId, cmd: &str) -> String {
        let cmd = trim_command(cmd);
        let command = AnyCommand::decode(&cmd).ok();
        self.commands.extend(command.clone());
        let expected = self.expectations.meet(&cmd);
        let own = || self.handlers.iter().rev().find_map(|answer| answer(&cmd));
        expected.or_else(own).unwrap_or_else(|| match command {
            Some(command) => network.run(client, &command).unwrap_or_else(failed),
            None if cmd == "/v" => version_info(&self.version),
            None => failed(network::unparsable()),
        })
    }

    /// All frames that wait.
    pub(super) fn take_frames(&mut self) -> Vec<String> {
        let frames: Vec<_> = self.queue.drain(..).collect();
        for frame in &frames {
            self.log(Direction::FromServer, frame);
        }
        frames
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
