//! The simulated chat network, without the transport.
//!
//! A [`Node`] is a client: it runs commands and emits [events](Network::take_events) for its bot. Clients communicate
//! only by [signals](signal::Signal), which [`SharedState`] queues. Simulated people are clients too, and their
//! actions are commands.

pub(crate) mod commands;
pub(crate) mod context;
pub(crate) mod endpoint;
pub(crate) mod file_offer;
pub(crate) mod people;
pub(crate) mod received;
pub(crate) mod result;
pub(crate) mod shared_state;
pub(crate) mod signal;
pub(crate) mod state;
pub(crate) mod timer;
pub(crate) mod version;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use simplex_api::commands::AnyCommand;
use simplex_api::types::Profile;

use crate::bounded_log::DEFAULT_LIMIT;
use crate::server::plain::PlainCommand;
use crate::server::undocumented::Undocumented;

use context::ClientContext;
use endpoint::NodeId;
use result::{Answer, NetworkResult};
use shared_state::SharedState;
use state::node::Node;
use version::NetworkVersion;

/// The clients and the state that they share.
#[derive(Debug, Default)]
pub(crate) struct Network {
    shared: SharedState,
    nodes: Vec<Node>,
    people: BTreeMap<String, NodeId>,
    /// The clients that have new events.
    with_events: BTreeSet<NodeId>,
}

impl Network {
    /// Adds a client for a bot, with or without a user. It keeps at most `limit` bytes of received files in memory.
    pub(crate) fn add_client(&mut self, user: Option<&str>, limit: usize) -> NodeId {
        let id = self.add_node(true, limit);
        if let Some(name) = user {
            // Cannot fail: the client has no other user of this name.
            let _ = self.act(id, |ctx| ctx.add_user(Profile::new(name, "")));
        }
        id
    }

    /// The person of this name, who is created at the first use.
    pub(crate) fn person_named(&mut self, name: &str) -> NodeId {
        if let Some(known) = self.people.get(name) {
            return *known;
        }
        let id = self.add_node(false, DEFAULT_LIMIT);
        let _ = self.act(id, |ctx| ctx.add_user(Profile::new(name, "")));
        self.people.insert(name.to_owned(), id);
        id
    }

    fn add_node(&mut self, has_listener: bool, limit: usize) -> NodeId {
        let id = NodeId(self.nodes.len());
        self.nodes.push(Node::new(id, has_listener, limit));
        id
    }

    /// Runs a command of a client.
    pub(crate) fn run(&mut self, client: NodeId, command: &AnyCommand) -> NetworkResult<Answer> {
        self.shared.clock.tick();
        self.run_due_timers();
        self.act(client, |ctx| ctx.run(command))
    }

    /// Runs an undocumented command of a client.
    pub(crate) fn run_undocumented(
        &mut self,
        client: NodeId,
        command: &Undocumented,
    ) -> NetworkResult<Answer> {
        self.shared.clock.tick();
        self.run_due_timers();
        self.act(client, |ctx| ctx.run_undocumented(command))
    }

    /// The command that a plain command of a client stands for.
    pub(crate) fn resolve(
        &mut self,
        client: NodeId,
        command: &PlainCommand,
    ) -> NetworkResult<String> {
        self.context(client).resolve(command)
    }

    /// Runs all timers whose time has come.
    fn run_due_timers(&mut self) {
        while let Some(timer) = self.shared.take_due_timer() {
            self.act(timer.client, |ctx| ctx.run_timer(timer.due));
        }
        self.shared.drop_stale_timers(&mut self.nodes);
    }

    /// Runs an action of a client, and processes all signals that follow from it.
    pub(crate) fn act<T>(
        &mut self,
        client: NodeId,
        act: impl FnOnce(&mut ClientContext<'_>) -> T,
    ) -> T {
        let done = act(&mut self.context(client));
        self.mark_events(client);
        while let Some(envelope) = self.shared.next_envelope() {
            let to = envelope.to.node;
            self.context(to).receive(envelope);
            self.mark_events(to);
        }
        done
    }

    fn context(&mut self, client: NodeId) -> ClientContext<'_> {
        ClientContext {
            node: &mut self.nodes[client.0],
            shared: &mut self.shared,
        }
    }

    fn mark_events(&mut self, client: NodeId) {
        if !self.nodes[client.0].events.is_empty() {
            self.with_events.insert(client);
        }
    }

    /// Takes the new events of each client, oldest first: whole `resp` objects.
    pub(crate) fn take_events(&mut self) -> Vec<(NodeId, Vec<String>)> {
        let with_events = std::mem::take(&mut self.with_events);
        let events = |id: NodeId| (id, std::mem::take(&mut self.nodes[id.0].events));
        with_events.into_iter().map(events).collect()
    }

    /// Sets the number of unread events of a client. Returns whether the client continues to receive signals because
    /// of that.
    pub(crate) fn set_unread_events(&mut self, client: NodeId, events: usize) -> bool {
        let node = self.node(client);
        node.unread_events = events;
        if node.undelivered.is_empty() || node.is_paused() {
            return false;
        }
        self.act(client, |ctx| ctx.receive_pending());
        true
    }

    /// Sets the clock, in seconds since 1970.
    pub(crate) fn set_time(&mut self, seconds: i64) {
        self.shared.clock.set(seconds);
        self.run_due_timers();
    }

    /// Advances the clock by seconds, and runs all timers at their time.
    pub(crate) fn advance(&mut self, seconds: i64) {
        let end = self.shared.clock.seconds().saturating_add(seconds);
        while let Some(due) = self.shared.next_timer_at().filter(|due| *due < end) {
            self.shared.clock.wait_until(due);
            self.run_due_timers();
        }
        self.shared.clock.wait_until(end);
        self.run_due_timers();
    }

    pub(crate) fn set_version(&mut self, client: NodeId, version: NetworkVersion) {
        self.node(client).version = version;
    }

    pub(crate) fn set_files_folder(&mut self, client: NodeId, folder: Option<PathBuf>) {
        self.node(client).files_folder = folder;
    }

    /// The number of steps of file transfers; 0 transfers files at once.
    pub(crate) fn set_file_steps(&mut self, client: NodeId, steps: u32) {
        self.node(client).file_steps = steps.into();
    }

    /// The content of a file in memory.
    pub(crate) fn file(&mut self, client: NodeId, name: &str) -> Option<Vec<u8>> {
        let content = self.node(client).memory.get(name)?;
        Some(content.to_vec())
    }

    pub(crate) fn put_file(&mut self, client: NodeId, name: &str, content: Vec<u8>) {
        self.node(client).memory.put(name, content.into());
    }

    /// The number of received files that were dropped from memory.
    pub(crate) fn dropped_files(&mut self, client: NodeId) -> u64 {
        self.node(client).memory.dropped()
    }

    fn node(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.0]
    }
}
