use std::fmt;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use simplex_api::command::{Command, CommandSet, Response};
use simplex_api::commands::AnyCommand;
use simplex_api::events::Event;
use simplex_api::json::{EventRecord, Tagged};
use simplex_api::types::{ChatError, ChatRelayId, CreatedConnLink, UserContactLink, UserId};

use crate::contact::Contact;
use crate::dropped::Dropped;
use crate::error::Error;
use crate::expect::{Expectation, Expected};
use crate::fault::Fault;
use crate::fault::plan::FaultPlan;
use crate::server::connection::serve;
use crate::server::frames::{event_body, event_frame, response_tag};
use crate::server::hub::{CustomAnswer, ServerHandle, ServerState, failed};
use crate::transcript::Transcript;

pub(crate) mod builder;
pub(crate) mod connection;
pub(crate) mod frames;
pub(crate) mod hub;
pub(crate) mod not_acted;
pub(crate) mod notation;
pub(crate) mod parse;
pub(crate) mod plain;
pub(crate) mod spelling;
pub(crate) mod undocumented;

/// An embedded chat server. Bots connect to it as they connect to a real one.
///
/// It is a client of a [network](crate::ChatNetwork): of a new one by default. It stops when it is dropped; other
/// servers of its network continue.
#[must_use = "a server stops when it is dropped"]
pub struct ChatServer {
    pub(crate) handle: Arc<ServerHandle>,
    pub(crate) address: SocketAddr,
    pub(crate) wait: Duration,
    pub(crate) listener: JoinSet<()>,
}

impl ChatServer {
    /// The URL that bots connect to, `ws://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("ws://{}", self.address)
    }

    /// The simulated person of this name, who is not related to the bot until they [connect](Contact::connect). The
    /// same name always returns the same person, also from another server of the network.
    pub fn contact(&self, name: &str) -> Contact {
        Contact::new(Arc::clone(&self.handle), name, self.wait)
    }

    /// The address of the active user, after the bot has created it.
    pub fn user_address(&self) -> Option<UserContactLink> {
        let network = &self.handle.hub.lock().network;
        network.address_of(self.handle.client)
    }

    /// The valid commands received so far, except those that were [dropped](Self::dropped). Invalid commands are only
    /// in the [transcript](Self::transcript).
    pub fn commands(&self) -> Vec<AnyCommand> {
        let texts: Vec<_> = self
            .handle
            .with(|state| state.commands.iter().cloned().collect());
        let command = |text: &Utf8Bytes| AnyCommand::decode(text).ok();
        texts.iter().filter_map(command).collect()
    }

    /// Answers a command: a custom one, or a command of the API in another way than the network. The last answer for a
    /// command has priority.
    ///
    /// `answer` must not use the server: the server is locked while it runs.
    ///
    /// ```
    /// use simplex_api::commands::ListUsers;
    /// use simplex_api::responses::UsersList;
    /// use simplex_api_testing::ChatServer;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = ChatServer::start().await?;
    /// server.on(|_: ListUsers| Ok(UsersList::new()));
    /// # Ok(())
    /// # }
    /// ```
    pub fn on<C: Command, R: Tagged>(
        &self,
        answer: impl Fn(C) -> Result<R, Box<ChatError>> + Send + 'static,
    ) {
        let matches = |text: &str| C::decode(text).is_ok();
        let answer = move |text: &str| {
            let command = C::decode(text).ok()?;
            Some(answer(command).map_or_else(failed, |response| response.encode()))
        };
        let answer = Box::new(answer);
        self.handle
            .with(|state| state.handlers.push(CustomAnswer { matches, answer }));
    }

    /// Expects a command, or [several](Expected) of a type. The expectation is checked when it is dropped.
    ///
    /// ```
    /// use simplex_api::Client;
    /// use simplex_api::commands::{ApiSendMessages, ShowActiveUser};
    /// use simplex_api_testing::{ChatServer, Expected};
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = ChatServer::start().await?;
    /// let asked = server.expect(ShowActiveUser::new()).named("who it is").times(1);
    /// let silent = server.expect::<ApiSendMessages>(Expected::any()).times(0);
    ///
    /// let (client, _events) = Client::connect(&server.url()).await?;
    /// client.send(&ShowActiveUser::new()).await?;
    /// asked.verify();
    /// silent.verify();
    /// # Ok(())
    /// # }
    /// ```
    pub fn expect<C: Command + 'static>(&self, expected: impl Into<Expected<C>>) -> Expectation<C> {
        Expectation::new(Arc::clone(&self.handle), self.wait, expected.into())
    }

    /// Applies a fault to the answer of the next command. Further calls queue faults for the commands after it.
    pub fn fail_next(&self, fault: Fault) {
        self.handle
            .with(|state| state.faults.answers.push_back(fault));
    }

    /// Applies a fault to the next event. Further calls queue faults for the events after it.
    pub fn fail_next_event(&self, fault: Fault) {
        self.handle
            .with(|state| state.faults.events.push_back(fault));
    }

    /// Applies the faults of a plan from now on; with `None`, stops that.
    pub fn fail_by(&self, plan: impl Into<Option<FaultPlan>>) {
        self.handle.with(|state| state.faults.plan = plan.into());
    }

    /// The faults applied so far, in order, except those that were [dropped](Self::dropped).
    pub fn faults(&self) -> Vec<Fault> {
        let done = |state: &mut ServerState| state.faults.applied.iter().cloned().collect();
        self.handle.with(done)
    }

    /// The number of items that the server no longer keeps. All zero, unless a test runs for long or has set a
    /// [limit](crate::Builder::transcript_limit).
    pub fn dropped(&self) -> Dropped {
        let client = self.handle.client;
        self.handle
            .update(|state, network| state.dropped(network, client))
    }

    /// Refuses new connections from now on, or accepts them again. Open connections are not affected.
    pub fn refuse_connections(&self, refuse: bool) {
        self.handle.with(|state| state.faults.refuse_all(refuse));
    }

    /// Runs a command of this client in process, as if a bot had sent it. The bot receives its events. The command is
    /// not in the transcript and does not count for expectations.
    ///
    /// # Errors
    /// [`Error::Command`] if the command fails.
    pub fn run<C: Command + Into<AnyCommand>>(&self, command: C) -> Result<C::Response, Error> {
        let name = C::SPEC.name;
        let (client, command) = (self.handle.client, command.into());
        let answer = self
            .handle
            .update(|_, network| network.run(client, &command));
        let answer = answer.map_err(|error| Error::Command {
            command: name,
            error,
        })?;
        let tag = response_tag(&answer);
        C::Response::from_body(&tag, &answer).map_err(|error| Error::Response {
            command: name,
            error,
        })
    }

    /// The number of events that no connection has taken yet.
    pub fn queued_events(&self) -> usize {
        self.handle.queued_frames()
    }

    /// Removes the queued events, oldest first, for a client without a connection. Frames that are not events are
    /// skipped.
    pub fn take_events(&self) -> Vec<Event> {
        let mut events = Vec::new();
        // More events may follow when the queue has capacity again.
        loop {
            let frames = self.handle.update(|state, _| state.take_frames());
            if frames.is_empty() {
                return events;
            }
            let event = |frame: Utf8Bytes| Event::decode(event_body(&frame)?).ok();
            events.extend(frames.into_iter().filter_map(event));
        }
    }

    /// The content of a file that the client has received without a path; `None` if no file of this name is in memory.
    pub fn file(&self, name: &str) -> Option<Vec<u8>> {
        self.handle
            .update(|_, network| network.file(self.handle.client, name))
    }

    /// Adds a file in memory to the client. It can be sent by this name as by a path.
    pub fn put_file(&self, name: &str, content: impl Into<Vec<u8>>) {
        let content = content.into();
        self.handle
            .update(|_, network| network.put_file(self.handle.client, name, content));
    }

    /// Hides a user with a password, as the apps can.
    ///
    /// # Errors
    /// If the user does not exist.
    pub fn hide_user(&self, user: impl Into<UserId>, password: &str) -> Result<(), Error> {
        let user = user.into();
        let client = self.handle.client;
        let hidden = self
            .handle
            .update(|_, network| network.act(client, |ctx| ctx.hide_user(user, password)));
        hidden.map_err(|error| Error::Command {
            command: "hide_user",
            error,
        })
    }

    /// Adds a relay for public groups to the settings of the client, as the apps can. Its address must belong to a
    /// user who is a relay; otherwise it does not serve groups.
    pub fn add_relay(&self, name: &str, address: &CreatedConnLink) -> ChatRelayId {
        let (client, address) = (self.handle.client, &address.conn_full_link);
        self.handle
            .update(|_, network| network.act(client, |ctx| ctx.add_relay(name, address)))
    }

    /// The frames between the bot and the server, from the start of the server.
    pub fn transcript(&self) -> Transcript {
        Transcript::new(Arc::clone(&self.handle))
    }

    /// Sends an event to the bot. Like all events it goes to a single connection, and is queued while no bot is
    /// connected.
    pub fn inject(&self, event: &impl EventRecord) {
        self.inject_json(&event.encode());
    }

    /// Sends an event in JSON to the bot, the whole `resp` object. It does not have to be documented or even valid
    /// JSON.
    pub fn inject_json(&self, event: &str) {
        self.send_frame(event_frame(event));
    }

    /// Sends any frame to the bot.
    pub fn send_frame(&self, frame: impl Into<String>) {
        self.handle.send(frame.into());
    }

    /// Drops all connections without closing them. New connections are accepted.
    pub fn drop_connections(&self) {
        self.handle.disconnect_all();
    }

    /// Stops listening, waits for `down`, and listens again at the same address. The state of the client and its
    /// queued events stay.
    ///
    /// # Errors
    /// If the address can no longer be bound.
    pub async fn restart(&mut self, down: Duration) -> Result<(), Error> {
        self.handle.disconnect_all();
        self.listener.shutdown().await;
        tokio::time::sleep(down).await;
        let socket = TcpListener::bind(self.address).await?;
        self.listener
            .spawn(listen(socket, Arc::clone(&self.handle)));
        Ok(())
    }

    /// Stops the server. When this returns, the port is free.
    pub async fn stop(mut self) {
        self.handle.stop();
        self.listener.shutdown().await;
    }
}

impl Drop for ChatServer {
    fn drop(&mut self) {
        self.handle.stop();
    }
}

impl fmt::Debug for ChatServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChatServer")
            .field("url", &self.url())
            .finish_non_exhaustive()
    }
}

/// Accepts connections until the task ends, which also ends them.
pub(crate) async fn listen(listener: TcpListener, handle: Arc<ServerHandle>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                // The peer has closed the connection early, or too many are open: the server continues.
                let Ok((stream, _)) = accepted else {
                    tokio::time::sleep(Duration::from_millis(10)).await;
                    continue;
                };
                // Without it, some frames wait for others. A failure only delays frames.
                let _ = stream.set_nodelay(true);
                if handle.with(|state| state.faults.refuses_next()) {
                    continue;
                }
                let handle = Arc::clone(&handle);
                connections.spawn(async move { serve(stream, &handle).await });
            }
            Some(_) = connections.join_next() => {}
        }
    }
}
