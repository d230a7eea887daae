//! The state that servers, connections and tests share.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, watch};
use tokio_tungstenite::tungstenite::Utf8Bytes;

use simplex_api::command::ServerVersion;
use simplex_api::json::Tagged;
use simplex_api::responses::ChatCmdError;

use crate::bounded_log::{BoundedLog, HeapSize};
use crate::dropped::Dropped;
use crate::expect::table::{Expectations, Handler};
use crate::fault::Fault;
use crate::fault::injector::FaultInjector;
use crate::fault::plan::FaultPlan;
use crate::network::endpoint::NodeId;

use crate::network::Network;
use crate::network::result::{Failure, invalid_request};
use crate::network::state::node::MAX_UNREAD_EVENTS;
use crate::network::version::NetworkVersion;
use crate::server::frames::{
    answer_frame, event_body, event_frame, parse_request, trim_command, wrap_left_right,
};
use crate::server::not_acted;
use crate::server::parse::ParsedCommand;
use crate::transcript::log::Direction;
use crate::transcript::log::Log;

/// A network, its servers, and a channel that announces changes.
#[derive(Default)]
pub(crate) struct Hub {
    state: Mutex<HubState>,
    /// Announces each change.
    changes: watch::Sender<()>,
}

/// The network and the state of its servers.
#[derive(Default)]
pub(crate) struct HubState {
    pub(crate) network: Network,
    servers: BTreeMap<NodeId, ServerState>,
}

/// A test's answer to the commands of a type.
pub(crate) struct CustomAnswer {
    /// Whether an encoded command is of this type.
    pub(crate) matches: fn(&str) -> bool,
    pub(crate) answer: Handler,
}

/// The state of a server, without the network.
pub(crate) struct ServerState {
    /// The test's own answers; the last one has priority.
    pub(crate) handlers: Vec<CustomAnswer>,
    version: String,
    /// The version as a number: it decides what the server reads.
    syntax_version: ServerVersion,
    release: NetworkVersion,
    /// Whether answers and events are wrapped in `Left` and `Right`.
    wrap_left_right: bool,
    pub(crate) expectations: Expectations,
    pub(crate) faults: FaultInjector,
    /// All valid commands received, encoded.
    pub(crate) commands: BoundedLog<Utf8Bytes>,
    pub(crate) log: Log,
    /// The frames for the next available connection: usually events.
    queue: BoundedLog<Utf8Bytes>,
    /// The limit of each log in bytes.
    limit: usize,
    connections: usize,
    stopped: bool,
    /// Announces queued frames.
    frames: Arc<Notify>,
}

/// A server in its network.
pub(crate) struct ServerHandle {
    pub(crate) hub: Arc<Hub>,
    pub(crate) client: NodeId,
    frames: Arc<Notify>,
    /// Closes all connections.
    disconnect_all: watch::Sender<()>,
}

impl Hub {
    /// Locks the state.
    pub(crate) fn lock(&self) -> MutexGuard<'_, HubState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state and announces the change.
    pub(crate) fn update<T>(&self, act: impl FnOnce(&mut HubState) -> T) -> T {
        let mut state = self.lock();
        let result = act(&mut state);
        state.distribute_events();
        drop(state);
        self.changes.send_replace(());
        result
    }

    /// A receiver that is notified of each change.
    pub(crate) fn changes(&self) -> watch::Receiver<()> {
        self.changes.subscribe()
    }
}

impl fmt::Debug for Hub {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hub").finish_non_exhaustive()
    }
}

impl ServerHandle {
    /// Adds a client to a network, with or without a user.
    pub(crate) fn new(hub: Arc<Hub>, user: Option<&str>, state: ServerState) -> Self {
        let frames = Arc::clone(&state.frames);
        let client = hub.update(|hub_state| {
            let client = hub_state.network.add_client(user, state.limit);
            hub_state.network.set_version(client, state.release);
            hub_state.servers.insert(client, state);
            client
        });
        Self {
            hub,
            client,
            frames,
            disconnect_all: watch::Sender::new(()),
        }
    }

    /// Changes the state of this server or of the network, and announces the change.
    pub(crate) fn update<T>(&self, act: impl FnOnce(&mut ServerState, &mut Network) -> T) -> T {
        self.hub.update(|hub_state| {
            let HubState { network, servers } = hub_state;
            act(state_of(servers, self.client), network)
        })
    }

    /// Accesses the state of this server, without announcing a change.
    pub(crate) fn with<T>(&self, read: impl FnOnce(&mut ServerState) -> T) -> T {
        read(state_of(&mut self.hub.lock().servers, self.client))
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.with(|state| state.stopped)
    }

    pub(crate) fn stop(&self) {
        self.update(|state, _| state.stopped = true);
        self.disconnect_all();
    }

    /// Counts a connection until the guard is dropped.
    pub(crate) fn connected(&self) -> ConnectionGuard<'_> {
        self.with(|state| state.connections += 1);
        ConnectionGuard(self)
    }

    pub(crate) fn disconnect_all(&self) {
        self.disconnect_all.send_replace(());
    }

    pub(crate) fn disconnects(&self) -> watch::Receiver<()> {
        self.disconnect_all.subscribe()
    }

    /// Queues a frame.
    pub(crate) fn send(&self, frame: String) {
        self.update(|state, _| state.queue.add(frame.into()));
    }

    /// Answers a frame, unless the fault prevents it.
    pub(crate) fn answer(&self, frame: &[u8], fault: Option<&Fault>) -> Option<Utf8Bytes> {
        self.update(|state, network| {
            let runs = fault.is_none_or(Fault::runs_command);
            let answers = fault.is_none_or(Fault::answers);
            state
                .answer(network, self.client, frame, runs)
                .filter(|_| answers)
        })
    }

    /// Whether a frame is a command, which is queued; other frames are answered at once.
    pub(crate) fn is_command(&self, frame: &[u8]) -> bool {
        self.with(|state| parse_request(frame).is_some_and(|request| state.is_known(&request.cmd)))
    }

    /// The fault of the next answer.
    pub(crate) fn next_answer_fault(&self) -> Option<Fault> {
        self.with(|state| state.faults.next_for_answer())
    }

    /// The fault of the next event.
    pub(crate) fn next_event_fault(&self) -> Option<Fault> {
        self.with(|state| state.faults.next_for_event())
    }

    /// Puts back a frame that was not sent.
    pub(crate) fn requeue(&self, frame: Utf8Bytes) {
        self.update(|state, _| state.queue.push_first(frame));
    }

    /// The next frame of the queue. Each frame goes to a single connection.
    pub(crate) async fn next_frame(&self) -> Utf8Bytes {
        loop {
            if let Some(frame) = self.take_frame() {
                return frame;
            }
            self.frames.notified().await;
        }
    }

    /// The number of queued frames.
    pub(crate) fn queued_frames(&self) -> usize {
        self.with(|state| state.queue.items().len())
    }

    pub(crate) fn take_frame(&self) -> Option<Utf8Bytes> {
        if self.queued_frames() == 0 {
            return None;
        }
        self.update(|state, _| {
            let frame = state.queue.pop_first()?;
            let frame = match event_body(&frame) {
                Some(event) if state.wrap_left_right => event_frame(&wrap_left_right(event)).into(),
                _ => frame,
            };
            state.log.add(Direction::FromServer, frame.clone());
            Some(frame)
        })
    }
}

/// An open connection.
pub(crate) struct ConnectionGuard<'a>(&'a ServerHandle);

impl Drop for ConnectionGuard<'_> {
    fn drop(&mut self) {
        self.0.update(|state, _| state.connections -= 1);
    }
}

impl HubState {
    /// Queues new events, and notifies one waiting connection per server; the connection that takes the frame notifies
    /// the next one. Clients whose queue has capacity again continue.
    fn distribute_events(&mut self) {
        loop {
            for (client, events) in self.network.take_events() {
                // Simulated people have no server.
                if let Some(state) = self.servers.get_mut(&client) {
                    let frames = events.iter().map(|event| event_frame(event).into());
                    frames.for_each(|frame| state.queue.add(frame));
                }
            }
            let network = &mut self.network;
            let has_resumed = |(client, state): (&NodeId, &ServerState)| {
                network.set_unread_events(*client, state.queue.items().len())
            };
            if self
                .servers
                .iter()
                .map(has_resumed)
                .filter(|resumed| *resumed)
                .count()
                == 0
            {
                break;
            }
        }
        for state in self.servers.values() {
            if !state.queue.items().is_empty() {
                state.frames.notify_one();
            }
        }
    }
}

/// The state of a server. It exists as long as the network.
fn state_of(servers: &mut BTreeMap<NodeId, ServerState>, client: NodeId) -> &mut ServerState {
    servers
        .get_mut(&client)
        .expect("the state exists as long as the network")
}

impl ServerState {
    /// The state of a server that reports this version and keeps at most `limit` bytes in each log; `None` if the
    /// network does not know the version.
    pub(crate) fn new(version: String, limit: usize, plan: Option<FaultPlan>) -> Option<Self> {
        let syntax_version: ServerVersion = version.parse().ok()?;
        Some(Self {
            handlers: Vec::new(),
            release: NetworkVersion::of(&syntax_version)?,
            syntax_version,
            version,
            wrap_left_right: false,
            expectations: Expectations::default(),
            faults: FaultInjector::new(plan, limit),
            commands: BoundedLog::new(limit),
            log: Log::new(limit),
            queue: BoundedLog::new(limit).with_min_items(MAX_UNREAD_EVENTS),
            limit,
            connections: 0,
            stopped: false,
            frames: Arc::default(),
        })
    }

    /// Whether the bot is connected and its queue of events is half full, so that its client may soon stop receiving
    /// messages.
    pub(crate) fn is_nearly_full(&self) -> bool {
        self.connections > 0 && !self.stopped && self.queue.items().len() >= MAX_UNREAD_EVENTS / 2
    }

    fn answer(
        &mut self,
        network: &mut Network,
        client: NodeId,
        frame: &[u8],
        runs: bool,
    ) -> Option<Utf8Bytes> {
        let answer = match parse_request(frame) {
            Some(request) => {
                self.log.add(Direction::ToServer, (&*request.cmd).into());
                if !runs {
                    return None;
                }
                let answer = self.run(network, client, &request.cmd);
                answer_frame(&request.corr_id, &self.wrap(answer))
            }
            None => {
                let frame = String::from_utf8_lossy(frame).into_owned();
                self.log.add(Direction::ToServer, frame.into());
                event_frame(&self.wrap(failed(invalid_request())))
            }
        };
        let answer = Utf8Bytes::from(answer);
        self.log.add(Direction::FromServer, answer.clone());
        Some(answer)
    }

    /// The number of items dropped from each log.
    pub(crate) fn dropped(&self, network: &mut Network, client: NodeId) -> Dropped {
        Dropped {
            entries: self.log.dropped(),
            commands: self.commands.dropped(),
            faults: self.faults.applied.dropped(),
            events: self.queue.dropped(),
            files: network.dropped_files(client),
        }
    }

    /// Sets whether answers and events are wrapped in `Left` and `Right`.
    pub(crate) fn wrap_left_right(mut self, wrap_left_right: bool) -> Self {
        self.wrap_left_right = wrap_left_right;
        self
    }

    fn wrap(&self, resp: String) -> String {
        if self.wrap_left_right {
            wrap_left_right(&resp)
        } else {
            resp
        }
    }

    fn run(&mut self, network: &mut Network, client: NodeId, cmd: &str) -> String {
        let (cmd, command) = ParsedCommand::parse(trim_command(cmd), &self.syntax_version);
        if matches!(command, Some(ParsedCommand::Documented(_))) {
            self.commands.add((&*cmd).into());
        }
        let expected = self.expectations.handle(&cmd);
        let mut custom = self.handlers.iter().rev();
        let custom = || custom.find_map(|custom| (custom.answer)(&cmd));
        let answer = expected.or_else(custom).map(Ok);
        let answer = answer.unwrap_or_else(|| match command {
            Some(ParsedCommand::Documented(command)) => network.run(client, &command),
            Some(ParsedCommand::Undocumented(command)) => {
                network.run_undocumented(client, &command)
            }
            Some(ParsedCommand::Plain(command)) => network
                .resolve(client, &command)
                .map(|text| self.run(network, client, &text)),
            Some(ParsedCommand::Version) => Ok(version_info(&self.version)),
            None => Err(not_acted::refusal(&cmd)),
        });
        answer.unwrap_or_else(failed)
    }

    /// Whether an encoded command is known to the network or to the test.
    fn is_known(&self, cmd: &str) -> bool {
        let (cmd, command) = ParsedCommand::parse(trim_command(cmd), &self.syntax_version);
        let is_custom = || self.handlers.iter().any(|custom| (custom.matches)(&cmd));
        command.is_some() || is_custom() || self.expectations.is_expected(&cmd)
    }

    /// Removes all queued frames.
    pub(crate) fn take_frames(&mut self) -> VecDeque<Utf8Bytes> {
        let frames = self.queue.take_all();
        for frame in &frames {
            self.log.add(Direction::FromServer, frame.clone());
        }
        frames
    }
}

impl HeapSize for Utf8Bytes {
    fn heap_size(&self) -> usize {
        self.len()
    }
}

/// The answer to a request for the version.
fn version_info(version: &str) -> String {
    let version = serde_json::Value::from(version);
    format!(r#"{{"type":"versionInfo","versionInfo":{{"version":{version}}}}}"#)
}

/// The answer to a command that failed.
#[allow(
    clippy::boxed_local,
    reason = "errors are boxed because they are large"
)]
pub(crate) fn failed(error: Failure) -> String {
    ChatCmdError::new(*error).encode()
}
