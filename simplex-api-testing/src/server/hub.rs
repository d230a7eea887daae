//! The network with the ports of its clients, and what listeners and tests share of it.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, watch};
use tokio_tungstenite::tungstenite::Utf8Bytes;

use simplex_api::command::ServerVersion;
use simplex_api::json::Tagged;
use simplex_api::responses::ChatCmdError;

use crate::bounded_log::{Bulk, Kept};
use crate::dropped::Forgotten;
use crate::expect::Expectations;
use crate::fault::Fault;
use crate::fault::injector::Troubles;
use crate::fault::plan::FaultPlan;

use crate::network::Network;
use crate::network::outcome::{Failure, invalid_request, unparsable};
use crate::network::state::node::BACKLOG;
use crate::network::world::NodeId;
use crate::server::frames::{
    answer_frame, event_body, event_frame, parse_request, trim_command, wrapped,
};
use crate::server::parse::Known;
use crate::transcript::Direction;
use crate::transcript::log::Log;

/// A network and the ways to wait for it.
#[derive(Default)]
pub(crate) struct Hub {
    state: Mutex<State>,
    /// Something happened.
    changes: watch::Sender<()>,
}

/// What a network and its servers know.
#[derive(Default)]
pub(crate) struct State {
    pub(crate) network: Network,
    ports: BTreeMap<NodeId, Port>,
}

/// Answers a text with a `resp` object, if it is of the command that it is for.
pub(crate) type Handler = Box<dyn Fn(&str) -> Option<String> + Send>;

/// A test's own answer to the commands of a type.
pub(crate) struct OwnAnswer {
    /// Whether a text is such a command.
    pub(crate) reads: fn(&str) -> bool,
    pub(crate) answer: Handler,
}

/// What a server knows beside what its client does.
pub(crate) struct Port {
    /// The test's own answers; the last one goes first.
    pub(crate) handlers: Vec<OwnAnswer>,
    version: String,
    /// The same, if it is the version of a server.
    reads_as: Option<ServerVersion>,
    /// Whether answers and events say on which side they are.
    wraps: bool,
    pub(crate) expectations: Expectations,
    pub(crate) troubles: Troubles,
    /// The texts of all commands that came and were some.
    pub(crate) commands: Kept<Utf8Bytes>,
    pub(crate) log: Log,
    /// Frames that the next free connection takes: events, mostly.
    queue: Kept<Utf8Bytes>,
    /// The room for each thing that is remembered.
    limit: usize,
    connections: usize,
    stopped: bool,
    /// There are frames to send.
    frames: Arc<Notify>,
}

/// A server's share of a network.
pub(crate) struct Shared {
    pub(crate) hub: Arc<Hub>,
    pub(crate) client: NodeId,
    frames: Arc<Notify>,
    /// The connections are to end.
    hang_up: watch::Sender<()>,
}

impl Hub {
    /// The state, to look at.
    pub(crate) fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Lets something happen, and everybody know.
    pub(crate) fn change<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        let mut state = self.lock();
        let result = act(&mut state);
        state.hand_out_events();
        drop(state);
        self.changes.send_replace(());
        result
    }

    /// A receiver that is told whenever something has happened.
    pub(crate) fn changes(&self) -> watch::Receiver<()> {
        self.changes.subscribe()
    }
}

impl Shared {
    /// A client of a network, with a user or without.
    pub(crate) fn new(hub: Arc<Hub>, user: Option<&str>, port: Port) -> Self {
        let frames = Arc::clone(&port.frames);
        let client = hub.change(|state| {
            let client = state.network.add_client(user, port.limit);
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
    pub(crate) fn change<T>(&self, act: impl FnOnce(&mut Port, &mut Network) -> T) -> T {
        self.hub.change(|state| {
            let State { network, ports } = state;
            act(port_of(ports, self.client), network)
        })
    }

    /// Looks at what the server knows.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&mut Port) -> T) -> T {
        look(port_of(&mut self.hub.lock().ports, self.client))
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.look(|port| port.stopped)
    }

    pub(crate) fn stop(&self) {
        self.change(|port, _| port.stopped = true);
        self.hang_up();
    }

    /// Counts a connection for as long as the result lives.
    pub(crate) fn connected(&self) -> Connected<'_> {
        self.look(|port| port.connections += 1);
        Connected(self)
    }

    pub(crate) fn hang_up(&self) {
        self.hang_up.send_replace(());
    }

    pub(crate) fn hang_ups(&self) -> watch::Receiver<()> {
        self.hang_up.subscribe()
    }

    /// Puts a frame in the queue.
    pub(crate) fn send(&self, frame: String) {
        self.change(|port, _| port.queue.add(frame.into()));
    }

    /// The answer to a frame, and what is to go wrong with it.
    pub(crate) fn answer(&self, frame: &[u8], fault: Option<&Fault>) -> Option<Utf8Bytes> {
        self.change(|port, network| {
            let runs = fault.is_none_or(Fault::runs_command);
            let answers = fault.is_none_or(Fault::answers);
            port.answer(network, self.client, frame, runs)
                .filter(|_| answers)
        })
    }

    /// Whether a frame is a command, which waits for its turn; anything else is answered at once.
    pub(crate) fn is_command(&self, frame: &[u8]) -> bool {
        self.look(|port| parse_request(frame).is_some_and(|request| port.knows(&request.cmd)))
    }

    /// What is to go wrong with the next answer.
    pub(crate) fn fault_of_answer(&self) -> Option<Fault> {
        self.look(|port| port.troubles.of_answer())
    }

    /// What is to go wrong with an event.
    pub(crate) fn fault_of_event(&self) -> Option<Fault> {
        self.look(|port| port.troubles.of_event())
    }

    /// Puts a frame back that was not sent.
    pub(crate) fn put_back(&self, frame: Utf8Bytes) {
        self.change(|port, _| port.queue.put_first(frame));
    }

    /// Takes the next frame of the queue. Each goes to one taker.
    pub(crate) async fn next_frame(&self) -> Utf8Bytes {
        loop {
            if let Some(frame) = self.take_frame() {
                return frame;
            }
            self.frames.notified().await;
        }
    }

    /// How many frames wait.
    pub(crate) fn waiting(&self) -> usize {
        self.look(|port| port.queue.items().len())
    }

    pub(crate) fn take_frame(&self) -> Option<Utf8Bytes> {
        if self.waiting() == 0 {
            return None;
        }
        self.change(|port, _| {
            let frame = port.queue.take_first()?;
            let frame = match event_body(&frame) {
                Some(event) if port.wraps => event_frame(&wrapped(event)).into(),
                _ => frame,
            };
            port.log.add(Direction::FromServer, frame.clone());
            Some(frame)
        })
    }
}

/// A connection that there is.
pub(crate) struct Connected<'a>(&'a Shared);

impl Drop for Connected<'_> {
    fn drop(&mut self) {
        self.0.change(|port, _| port.connections -= 1);
    }
}

impl State {
    /// Puts the events in the queues, and wakes one who waits for a frame; who takes it wakes the
    /// next. Where there is room again, clients go on.
    fn hand_out_events(&mut self) {
        loop {
            for (client, events) in self.network.take_events() {
                // Only clients with a port are heard.
                if let Some(port) = self.ports.get_mut(&client) {
                    let frames = events.iter().map(|event| event_frame(event).into());
                    frames.for_each(|frame| port.queue.add(frame));
                }
            }
            let network = &mut self.network;
            let goes_on = |(client, port): (&NodeId, &Port)| {
                network.set_backlog(*client, port.queue.items().len())
            };
            if self.ports.iter().map(goes_on).filter(|went| *went).count() == 0 {
                break;
            }
        }
        for port in self.ports.values() {
            if !port.queue.items().is_empty() {
                port.frames.notify_one();
            }
        }
    }
}

/// The port of a server, which has one for as long as there is a network.
fn port_of(ports: &mut BTreeMap<NodeId, Port>, client: NodeId) -> &mut Port {
    ports.get_mut(&client).expect("made with the server")
}

impl Port {
    /// A port of a client that says it has this version, with room for `limit` bytes of each thing that it
    /// remembers.
    pub(crate) fn new(version: String, limit: usize, plan: Option<FaultPlan>) -> Self {
        Self {
            handlers: Vec::new(),
            reads_as: version.parse().ok(),
            version,
            wraps: false,
            expectations: Expectations::default(),
            troubles: Troubles::new(plan, limit),
            commands: Kept::new(limit),
            log: Log::new(limit),
            queue: Kept::new(limit).with_least(BACKLOG),
            limit,
            connections: 0,
            stopped: false,
            frames: Arc::default(),
        }
    }

    /// Whether so many events wait for a bot that is connected that its client may soon take no more messages.
    pub(crate) fn is_crowded(&self) -> bool {
        self.connections > 0 && !self.stopped && self.queue.items().len() >= BACKLOG / 2
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

    /// How much it does not remember any more.
    pub(crate) fn forgotten(&self, network: &mut Network, client: NodeId) -> Forgotten {
        Forgotten {
            entries: self.log.forgotten(),
            commands: self.commands.forgotten(),
            faults: self.troubles.done.forgotten(),
            events: self.queue.forgotten(),
            files: network.forgotten_files(client),
        }
    }

    /// Lets answers and events say on which side they are.
    pub(crate) fn wraps(mut self, wraps: bool) -> Self {
        self.wraps = wraps;
        self
    }

    fn wrap(&self, resp: String) -> String {
        if self.wraps { wrapped(&resp) } else { resp }
    }

    fn run(&mut self, network: &mut Network, client: NodeId, cmd: &str) -> String {
        let (cmd, command) = Known::read(trim_command(cmd), self.reads_as.as_ref());
        if matches!(command, Some(Known::Documented(_))) {
            self.commands.add((&*cmd).into());
        }
        let expected = self.expectations.meet(&cmd);
        let mut own = self.handlers.iter().rev();
        let own = || own.find_map(|own| (own.answer)(&cmd));
        let answer = expected.or_else(own).map(Ok);
        let answer = answer.unwrap_or_else(|| match command {
            Some(Known::Documented(command)) => network.run(client, &command),
            Some(Known::Undocumented(command)) => network.run_undocumented(client, &command),
            Some(Known::Version) => Ok(version_info(&self.version)),
            None => Err(unparsable()),
        });
        answer.unwrap_or_else(failed)
    }

    /// Whether a text is a command: of the network or of the test.
    fn knows(&self, cmd: &str) -> bool {
        let (cmd, command) = Known::read(trim_command(cmd), self.reads_as.as_ref());
        let is_own = || self.handlers.iter().any(|own| (own.reads)(&cmd));
        command.is_some() || is_own() || self.expectations.know(&cmd)
    }

    /// All frames that wait.
    pub(crate) fn take_frames(&mut self) -> VecDeque<Utf8Bytes> {
        let frames = self.queue.take_all();
        for frame in &frames {
            self.log.add(Direction::FromServer, frame.clone());
        }
        frames
    }
}

impl Bulk for Utf8Bytes {
    fn text_len(&self) -> usize {
        self.len()
    }
}

/// The answer to the one who asks for the version.
fn version_info(version: &str) -> String {
    let version = serde_json::Value::from(version);
    format!(r#"{{"type":"versionInfo","versionInfo":{{"version":{version}}}}}"#)
}

/// The answer of a command that failed.
#[allow(clippy::boxed_local, reason = "failures come boxed, being large")]
pub(crate) fn failed(error: Failure) -> String {
    ChatCmdError::new(*error).encode()
}
