use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use simplex_api::command::{Command, Response};
use simplex_api::commands::{AnyCommand, ApiAddContact, ApiCreateMyAddress, ApiSetAddressSettings};
use simplex_api::json;
use simplex_api::types::{
    AddressSettings, AutoAccept, ChatError, ChatErrorType, CreatedConnLink, MsgContent,
    MsgReaction, Profile,
};

use crate::contact::link::Link;
use crate::contact::message::Message;
use crate::error::Error;
use crate::network::Network;
use crate::network::endpoint::NodeId;
use crate::network::people::act::PersonError;
use crate::network::state::view::View;
use crate::server::frames::response_tag;
use crate::server::hub::ServerHandle;

mod expect;
pub(crate) mod link;
pub(crate) mod member;
pub(crate) mod message;

/// The delay before a connection is ready that was requested with a message. On a real server it is about a second.
const CONNECTING_DELAY: Duration = Duration::from_millis(100);

/// A simulated person who talks with the bot.
///
/// A clone is the same person. Both sides see each action at once, so a test only has to wait for the bot. An action
/// waits if the bot is connected and 512 unread events are queued for it, half of the number at which its client stops
/// receiving messages. With a business address the conversation is a group, but a contact is used in the same way. For
/// other groups see [`group`](Self::group).
#[derive(Clone)]
pub struct Contact {
    name: Arc<str>,
    person: NodeId,
    /// The conversation with the bot, or a group.
    view: View,
    server: Arc<ServerHandle>,
    wait: Duration,
}

impl Contact {
    pub(crate) fn new(server: Arc<ServerHandle>, name: &str, wait: Duration) -> Self {
        let person = server.update(|_, network| network.person_named(name));
        Self {
            name: name.into(),
            person,
            view: View::Client(server.client),
            server,
            wait,
        }
    }

    /// The same person with another chat.
    pub(crate) fn with_view(&self, view: View) -> Self {
        Self {
            view,
            ..self.clone()
        }
    }

    /// The client of the bot.
    pub(crate) fn bot(&self) -> NodeId {
        self.server.client
    }

    /// The original name of the contact.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Connects by a link: a user's address, an invitation, or the link of a group.
    ///
    /// If the address accepts requests automatically, both are connected when this returns; otherwise the bot has a
    /// contact request.
    ///
    /// # Errors
    /// [`Error::UnknownLink`], [`Error::AlreadyConnected`], or [`Error::Refused`] by a group.
    pub async fn connect(&self, link: impl Into<Link>) -> Result<(), Error> {
        let Link(link) = link.into();
        self.act(|network, person| network.connect(person, &link))
            .await
            .map_err(|error| self.error(error, &link))
    }

    /// Connects by a user's address and sends a message with the request, as the apps do.
    ///
    /// The bot receives the message before the connection is ready: for 100 ms it cannot send anything to the contact.
    /// If the address accepts requests automatically, both are connected when this returns; otherwise the bot has the
    /// message and then a contact request. With other links and with business addresses, this connects first and then
    /// sends the message.
    ///
    /// # Errors
    /// The errors of [`connect`](Self::connect) and [`send`](Self::send).
    pub async fn connect_with_message(
        &self,
        link: impl Into<Link>,
        content: impl Into<MsgContent>,
    ) -> Result<(), Error> {
        let (Link(link), content) = (link.into(), content.into());
        let first = content.clone();
        let asked = self
            .act(|network, person| network.request_with_message(person, &link, first))
            .await
            .map_err(|error| self.error(error, &link))?;
        if !asked {
            self.connect(Link(link)).await?;
            return self.send(content).await.map(drop);
        }
        tokio::time::sleep(CONNECTING_DELAY).await;
        self.act(|network, person| network.finish_connecting(person))
            .await
            .map_err(|error| self.error(error, &link))
    }

    /// Creates an invitation link, for the bot to connect by.
    ///
    /// # Errors
    /// [`Error::Refused`].
    pub async fn invitation(&self) -> Result<CreatedConnLink, Error> {
        let invitation = self.run(ApiAddContact::new(1))?;
        Ok(invitation.conn_link_invitation)
    }

    /// Creates an address that accepts all requests automatically.
    ///
    /// # Errors
    /// [`Error::Refused`] if the contact already has an address.
    pub async fn address(&self) -> Result<CreatedConnLink, Error> {
        let created = self.run(ApiCreateMyAddress::new(1))?;
        let settings = AddressSettings::new().auto_accept(AutoAccept::new());
        self.run(ApiSetAddressSettings::new(1, settings))?;
        Ok(created.conn_link_contact)
    }

    /// Runs a command of the contact's own client, for actions without a method here. The user id is 1.
    ///
    /// # Errors
    /// [`Error::Refused`].
    pub fn run<C: Command + Into<AnyCommand>>(&self, command: C) -> Result<C::Response, Error> {
        let answer = self.act_now(|network, person| network.run_as(person, command));
        let answer = answer.map_err(|error| self.error(error, ""))?;
        C::Response::from_body(&response_tag(&answer), &answer).map_err(|error| {
            let message = format!("the answer cannot be read: {error}");
            self.refused(ChatError::error(ChatErrorType::internal_error(message)))
        })
    }

    /// Whether the contact is connected, as far as its own client knows.
    pub fn is_connected(&self) -> bool {
        self.read(|network, person| network.is_connected(person, self.view))
    }

    /// Sends a text message to the bot.
    ///
    /// # Errors
    /// [`Error::NotConnected`].
    pub async fn say(&self, text: impl Into<String>) -> Result<Message, Error> {
        self.send(MsgContent::text(text)).await
    }

    /// Sends a message of any kind to the bot.
    ///
    /// # Errors
    /// [`Error::NotConnected`].
    pub async fn send(&self, content: impl Into<MsgContent>) -> Result<Message, Error> {
        self.send_with(content.into(), None, None).await
    }

    /// Sends a file to the bot.
    ///
    /// # Errors
    /// [`Error::NotConnected`], or [`Error::Refused`] if the chat does not allow files.
    pub async fn send_file(
        &self,
        name: &str,
        content: impl Into<Vec<u8>>,
    ) -> Result<Message, Error> {
        let file = Some((name, content.into()));
        self.send_with(MsgContent::file(""), None, file).await
    }

    /// Receives the file of a message and returns its content.
    ///
    /// # Errors
    /// [`Error::UnknownMessage`] if the message has no file, [`Error::Refused`] if the file is no longer available,
    /// [`Error::TimedOut`] if it does not arrive in time.
    pub async fn receive_file(&self, message: &Message) -> Result<Vec<u8>, Error> {
        let file = self
            .act(|network, person| network.download(person, self.view, &message.id))
            .await
            .map_err(|error| self.error(error, &message.id))?;
        let content = self.wait("a file", || {
            self.read(|network, person| network.file_content(person, file))
                .transpose()
        });
        content
            .await?
            .map_err(|error| self.error(error, &message.id))
    }

    /// Cancels sending or receiving the file of a message.
    ///
    /// # Errors
    /// [`Error::UnknownMessage`] if the message has no file, [`Error::Refused`] if the transfer has ended.
    pub async fn cancel_file(&self, message: &Message) -> Result<(), Error> {
        self.act(|network, person| network.cancel_file(person, self.view, &message.id))
            .await
            .map_err(|error| self.error(error, &message.id))
    }

    /// Replies to a message.
    ///
    /// # Errors
    /// [`Error::NotConnected`], [`Error::UnknownMessage`].
    pub async fn reply(&self, to: &Message, text: impl Into<String>) -> Result<Message, Error> {
        self.send_with(MsgContent::text(text), Some(&to.id), None)
            .await
    }

    /// Edits a message that the contact has sent.
    ///
    /// # Errors
    /// [`Error::NotConnected`], [`Error::UnknownMessage`].
    pub async fn edit(&self, message: &Message, text: impl Into<String>) -> Result<(), Error> {
        let content = MsgContent::text(text);
        self.act(|network, person| network.edit(person, self.view, &message.id, content))
            .await
            .map_err(|error| self.error(error, &message.id))
    }

    /// Deletes a message that the contact has sent, for both sides.
    ///
    /// # Errors
    /// [`Error::NotConnected`], [`Error::UnknownMessage`].
    pub async fn delete(&self, message: &Message) -> Result<(), Error> {
        self.act(|network, person| network.delete_message(person, self.view, &message.id))
            .await
            .map_err(|error| self.error(error, &message.id))
    }

    /// Adds a reaction to a message.
    ///
    /// # Errors
    /// [`Error::NotConnected`], [`Error::UnknownMessage`], [`Error::UnknownReaction`].
    pub async fn react(&self, to: &Message, reaction: impl Into<MsgReaction>) -> Result<(), Error> {
        self.set_reaction(to, reaction.into(), true).await
    }

    /// Removes a reaction from a message.
    ///
    /// # Errors
    /// [`Error::NotConnected`], [`Error::UnknownMessage`], [`Error::UnknownReaction`].
    pub async fn unreact(
        &self,
        to: &Message,
        reaction: impl Into<MsgReaction>,
    ) -> Result<(), Error> {
        self.set_reaction(to, reaction.into(), false).await
    }

    /// Changes the contact's profile.
    ///
    /// # Errors
    /// [`Error::Refused`] if SimpleX Chat does not accept the profile, for example because of its name. The profile
    /// stays the same then.
    pub async fn update_profile(&self, change: impl FnOnce(&mut Profile)) -> Result<(), Error> {
        let mut profile = self.read(|network, person| network.profile(person));
        change(&mut profile);
        self.act(|network, person| network.set_profile(person, profile))
            .await
            .map_err(|error| self.error(error, ""))
    }

    /// Deletes the conversation; in a group, leaves the group.
    ///
    /// # Errors
    /// [`Error::NotConnected`].
    pub async fn leave(&self) -> Result<(), Error> {
        self.act(|network, person| network.leave(person, self.view))
            .await
            .map_err(|error| self.error(error, ""))
    }

    async fn send_with(
        &self,
        content: MsgContent,
        reply_to: Option<&str>,
        file: Option<(&str, Vec<u8>)>,
    ) -> Result<Message, Error> {
        self.act(|network, person| network.say(person, self.view, content, reply_to, file))
            .await
            .map_err(|error| self.error(error, reply_to.unwrap_or_default()))
    }

    async fn set_reaction(
        &self,
        to: &Message,
        reaction: MsgReaction,
        add: bool,
    ) -> Result<(), Error> {
        let emoji = match reaction {
            MsgReaction::Emoji { emoji, .. } => emoji,
            other => json::encode(&other),
        };
        let emoji = emoji.as_str();
        self.act(|network, person| network.react(person, self.view, &to.id, (emoji, add)))
            .await
            .map_err(|error| match error {
                PersonError::UnknownReaction => self.error(error, emoji),
                _ => self.error(error, &to.id),
            })
    }

    /// Reads the state of the network. This does not wake anything that waits for changes.
    pub(crate) fn read<T>(&self, read: impl FnOnce(&mut Network, NodeId) -> T) -> T {
        read(&mut self.server.hub.lock().network, self.person)
    }

    /// Acts as the contact, after the bot has taken most of its queued events.
    pub(crate) async fn act<T>(&self, act: impl FnOnce(&mut Network, NodeId) -> T) -> T {
        let mut changes = self.server.hub.changes();
        let mut act = Some(act);
        let taken = async {
            loop {
                while self.server.with(|state| state.is_nearly_full()) {
                    // Cannot fail: the hub owns the sender.
                    let _ = changes.changed().await;
                }
                // Another contact may have acted in the meantime.
                let done = self.server.update(|state, network| {
                    let act = act.take_if(|_| !state.is_nearly_full())?;
                    Some(act(network, self.person))
                });
                if let Some(done) = done {
                    return done;
                }
            }
        };
        if let Ok(done) = tokio::time::timeout(self.wait, taken).await {
            return done;
        }
        // A bot that does not read its events cannot block the contact forever.
        self.act_now(act.expect("not done yet"))
    }

    fn act_now<T>(&self, act: impl FnOnce(&mut Network, NodeId) -> T) -> T {
        self.server.update(|_, network| act(network, self.person))
    }

    pub(crate) fn error(&self, error: PersonError, subject: &str) -> Error {
        let (contact, subject) = (self.name.to_string(), subject.to_owned());
        match error {
            PersonError::UnknownLink => Error::UnknownLink {
                contact,
                link: subject,
            },
            PersonError::Connected => Error::AlreadyConnected { contact },
            PersonError::NotConnected => Error::NotConnected { contact },
            PersonError::UnknownMessage => Error::UnknownMessage {
                contact,
                id: subject,
            },
            PersonError::UnknownReaction => Error::UnknownReaction {
                contact,
                emoji: subject,
            },
            PersonError::UnknownGroup => Error::UnknownGroup {
                contact,
                group: subject,
            },
            PersonError::Failed(error) => self.refused(*error),
        }
    }

    fn refused(&self, error: ChatError) -> Error {
        Error::Refused {
            contact: self.name.to_string(),
            error: Box::new(error),
        }
    }
}

impl fmt::Debug for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Contact")
            .field("name", &self.name)
            .field("messages", &self.messages())
            .finish_non_exhaustive()
    }
}
