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
pub(crate) mod parse;
pub(crate) mod spelling;
pub(crate) mod undocumented;

/// A chat server in memory, to be connected to as to a real one.
///
/// It is a client of a [network](crate::ChatNetwork), of its own unless made by one. It stops when it is
/// dropped; others of its network go on.
#[must_use = "a server stops when it is dropped"]
pub struct ChatServer {
    pub(crate) handle: Arc<ServerHandle>,
    pub(crate) address: SocketAddr,
    pub(crate) wait: Duration,
    pub(crate) listener: JoinSet<()>,
}

impl ChatServer {
    /// Where bots connect, `ws://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("ws://{}", self.address)
    }

    /// The person of this name, who has nothing to do with the bot until they
    /// [connect](Contact::connect). Asked for again, it is the same person, also at another server
    /// of the network.
    pub fn contact(&self, name: &str) -> Contact {
        Contact::new(Arc::clone(&self.handle), name, self.wait)
    }

    /// The address of the active user, once a bot has created it: what people connect by.
    pub fn user_address(&self) -> Option<UserContactLink> {
        let network = &self.handle.hub.lock().network;
        network.address_of(self.handle.client)
    }

    /// The commands that came so far, but for those that are [forgotten](Self::dropped). Texts that are no
    /// commands are only in the [transcript](Self::transcript).
    pub fn commands(&self) -> Vec<AnyCommand> {
        let texts: Vec<_> = self
            .handle
            .with(|state| state.commands.iter().cloned().collect());
        let command = |text: &Utf8Bytes| AnyCommand::decode(text).ok();
        texts.iter().filter_map(command).collect()
    }

    /// Lets the test answer a command: one of its own, or one of the API in another way. Of several
    /// answers to a command the last one counts.
    ///
    /// `answer` must not use the server, which waits for it.
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

    /// Expects commands: one that is given, or [all of a kind](Expected). Checked when the result is
    /// dropped.
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

    /// Lets something go wrong with the next command; called again, with the one after it.
    pub fn fail_next(&self, fault: Fault) {
        self.handle
            .with(|state| state.faults.answers.push_back(fault));
    }

    /// Lets something go wrong with the next event; called again, with the one after it.
    pub fn fail_next_event(&self, fault: Fault) {
        self.handle
            .with(|state| state.faults.events.push_back(fault));
    }

    /// Lets things go wrong by a plan from now on, or none any more.
    pub fn fail_by(&self, plan: impl Into<Option<FaultPlan>>) {
        self.handle.with(|state| state.faults.plan = plan.into());
    }

    /// What has gone wrong so far, in order, but for what is [forgotten](Self::dropped).
    pub fn faults(&self) -> Vec<Fault> {
        let done = |state: &mut ServerState| state.faults.applied.iter().cloned().collect();
        self.handle.with(done)
    }

    /// How much of what it has seen the server does not keep any more. Nothing, unless a test runs for long or
    /// has set a [limit](crate::Builder::transcript_limit).
    pub fn dropped(&self) -> Dropped {
        let client = self.handle.client;
        self.handle
            .update(|state, network| state.dropped(network, client))
    }

    /// Refuses connections from now on, or takes them again. Those that there are go on.
    pub fn refuse_connections(&self, refuse: bool) {
        self.handle.with(|state| state.faults.refuse_all(refuse));
    }

    /// Runs a command of the client in process, as if a bot had sent it: what follows from it comes
    /// to the bot as events. It does not go over the wire, so that it is in no transcript, and meets
    /// no expectation.
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

    /// The events that wait for a bot, oldest first, for a client without a connection. What is no
    /// event is left out.
    pub fn take_events(&self) -> Vec<Event> {
        let mut events = Vec::new();
        // Where there was no room for them, more follow.
        loop {
            let frames = self.handle.update(|state, _| state.take_frames());
            if frames.is_empty() {
                return events;
            }
            let event = |frame: Utf8Bytes| Event::decode(event_body(&frame)?).ok();
            events.extend(frames.into_iter().filter_map(event));
        }
    }

    /// What is in a file that the client has received without a path, by its name; `None` if there
    /// is none in memory.
    pub fn file(&self, name: &str) -> Option<Vec<u8>> {
        self.handle
            .update(|_, network| network.file(self.handle.client, name))
    }

    /// Gives the client a file in memory, to be sent under this name as under a path.
    pub fn put_file(&self, name: &str, content: impl Into<Vec<u8>>) {
        let content = content.into();
        self.handle
            .update(|_, network| network.put_file(self.handle.client, name, content));
    }

    /// Hides a user behind a password, as the apps can.
    ///
    /// # Errors
    /// If there is no such user.
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

    /// Adds a relay for public groups to the settings of the client, as the apps can: somebody with
    /// an address, who serves groups if their user is a relay.
    pub fn add_relay(&self, name: &str, address: &CreatedConnLink) -> ChatRelayId {
        let (client, address) = (self.handle.client, &address.conn_full_link);
        self.handle
            .update(|_, network| network.act(client, |ctx| ctx.add_relay(name, address)))
    }

    /// What went over the wire, from the start on.
    pub fn transcript(&self) -> Transcript {
        Transcript::new(Arc::clone(&self.handle))
    }

    /// Sends an event of one's own to a bot. Like all events it goes to one connection, and waits for
    /// one if there is none.
    pub fn inject(&self, event: &impl EventRecord) {
        self.inject_json(&event.encode());
    }

    /// Sends an event given as JSON, the whole `resp` object, to a bot. It need not be one that the
    /// API documents, nor JSON.
    pub fn inject_json(&self, event: &str) {
        self.send_frame(event_frame(event));
    }

    /// Sends a frame to a bot, whatever it is.
    pub fn send_frame(&self, frame: impl Into<String>) {
        self.handle.send(frame.into());
    }

    /// Breaks all connections that there are, without a word of goodbye. New ones can be made.
    pub fn drop_connections(&self) {
        self.handle.disconnect_all();
    }

    /// Goes down, and after `down` up again at the same address. The client is the same, and its
    /// events wait.
    ///
    /// # Errors
    /// If the address cannot be listened at any more.
    pub async fn restart(&mut self, down: Duration) -> Result<(), Error> {
        self.handle.disconnect_all();
        self.listener.shutdown().await;
        tokio::time::sleep(down).await;
        let socket = TcpListener::bind(self.address).await?;
        self.listener
            .spawn(listen(socket, Arc::clone(&self.handle)));
        Ok(())
    }

    /// Stops the server. When this returns, nobody listens any more.
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

/// Accepts connections for as long as the server lives; they end with this task.
pub(crate) async fn listen(listener: TcpListener, handle: Arc<ServerHandle>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                // One that is gone before it is accepted, or too many at once: no reason to stop.
                let Ok((stream, _)) = accepted else {
                    tokio::time::sleep(Duration::from_millis(10)).await;
                    continue;
                };
                // Without it some frames would wait for others; with it, they go late at worst.
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
