use std::fmt;
use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use crate::types::{CreatedConnLink, MsgContent, Profile};

use super::network::{Network, Peer, PeerId, Refusal};
use super::report;
use super::state::Shared;
use super::{Error, Message};

/// Somebody who talks with the bot, acted by the test.
///
/// A clone is the same person. What one side does the other has at once: there is nothing to wait
/// for but the bot.
#[derive(Clone)]
pub struct Contact {
    name: Arc<str>,
    peer: PeerId,
    shared: Arc<Shared>,
    wait: Duration,
}

impl Contact {
    pub(super) fn new(shared: Arc<Shared>, name: &str, wait: Duration) -> Self {
        let peer = shared.change(|state| state.network.peer_named(name));
        Self {
            name: name.into(),
            peer,
            shared,
            wait,
        }
    }

    /// The name that the contact had at first.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Asks to connect by a user's address.
    ///
    /// If the address accepts by itself, the two are connected when this returns; otherwise the bot
    /// has a request.
    ///
    /// # Errors
    /// [`Error::UnknownLink`], [`Error::AlreadyConnected`], or [`Error::Unsupported`] for a business
    /// address.
    pub async fn connect(&self, link: impl Into<Link>) -> Result<(), Error> {
        let Link(link) = link.into();
        self.act(|network, peer| network.connect(peer, &link))
            .map_err(|refusal| self.error(refusal, &link))
    }

    /// Whether the contact is connected, as far as the contact knows.
    pub fn is_connected(&self) -> bool {
        self.look(|peer| peer.is_connected())
    }

    /// Writes a text to the bot.
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
        self.tell(content.into(), None)
    }

    /// Replies to a message.
    ///
    /// # Errors
    /// [`Error::NotConnected`], [`Error::UnknownMessage`].
    pub async fn reply(&self, to: &Message, text: impl Into<String>) -> Result<Message, Error> {
        self.tell(MsgContent::text(text), Some(&to.id))
    }

    /// Changes a message of the contact's own.
    ///
    /// # Errors
    /// [`Error::NotConnected`], [`Error::UnknownMessage`].
    pub async fn edit(&self, message: &Message, text: impl Into<String>) -> Result<(), Error> {
        let content = MsgContent::text(text);
        self.act(|network, peer| network.edit(peer, &message.id, content))
            .map_err(|refusal| self.error(refusal, &message.id))
    }

    /// Deletes a message of the contact's own, for both sides.
    ///
    /// # Errors
    /// [`Error::NotConnected`], [`Error::UnknownMessage`].
    pub async fn delete(&self, message: &Message) -> Result<(), Error> {
        self.act(|network, peer| network.retract(peer, &message.id))
            .map_err(|refusal| self.error(refusal, &message.id))
    }

    /// Reacts to a message.
    ///
    /// # Errors
    /// [`Error::NotConnected`], [`Error::UnknownMessage`], [`Error::UnknownReaction`].
    pub async fn react(&self, to: &Message, emoji: &str) -> Result<(), Error> {
        self.set_reaction(to, emoji, true)
    }

    /// Takes a reaction back.
    ///
    /// # Errors
    /// [`Error::NotConnected`], [`Error::UnknownMessage`], [`Error::UnknownReaction`].
    pub async fn unreact(&self, to: &Message, emoji: &str) -> Result<(), Error> {
        self.set_reaction(to, emoji, false)
    }

    /// Changes the contact's profile.
    pub async fn update_profile(&self, change: impl FnOnce(&mut Profile)) {
        let mut profile = self.look(|peer| peer.profile.clone());
        change(&mut profile);
        self.act(|network, peer| network.change_peer(peer, profile));
    }

    /// Deletes the conversation.
    ///
    /// # Errors
    /// [`Error::NotConnected`].
    pub async fn leave(&self) -> Result<(), Error> {
        self.act(Network::leave)
            .map_err(|refusal| self.error(refusal, ""))
    }

    /// The bot's next message that was not taken before.
    ///
    /// # Errors
    /// [`Error::TimedOut`] if there is none in time.
    pub async fn next_message(&self) -> Result<Message, Error> {
        self.wait("a message", || self.look(Peer::take_message))
            .await
    }

    /// The bot's next message, which must have this text.
    ///
    /// # Panics
    /// If it has another text, or there is no message in time.
    #[track_caller]
    pub fn expect(&self, text: &str) -> impl Future<Output = Message> {
        let caller = Location::caller();
        async move {
            match self.next_message().await {
                Ok(message) if message.text() == text => message,
                Ok(message) => panic!(
                    "at {caller}: `{}` expected {text:?} and got {:?}",
                    self.name,
                    message.text()
                ),
                Err(error) => panic!("at {caller}: expected {text:?}: {error}"),
            }
        }
    }

    /// Waits until the conversation is as `is_so` tells, and returns it. `what` says in words what is
    /// waited for.
    ///
    /// # Errors
    /// [`Error::TimedOut`] if it does not become so in time.
    pub async fn wait_until(
        &self,
        what: &str,
        mut is_so: impl FnMut(&[Message]) -> bool,
    ) -> Result<Vec<Message>, Error> {
        self.wait(what, || {
            let messages = self.messages();
            is_so(&messages).then_some(messages)
        })
        .await
    }

    /// The conversation as the contact sees it now, the oldest message first.
    pub fn messages(&self) -> Vec<Message> {
        self.look(|peer| peer.messages.clone())
    }

    /// The profile of the bot as the contact sees it, once they have connected.
    pub fn bot_profile(&self) -> Option<Profile> {
        self.look(|peer| peer.sees.clone())
    }

    fn tell(&self, content: MsgContent, reply_to: Option<&str>) -> Result<Message, Error> {
        self.act(|network, peer| {
            let id = network.say(peer, content, reply_to)?;
            let mut messages = network.peer(peer).messages.iter();
            let message = messages.find(|message| message.id == id).cloned();
            message.ok_or(Refusal::UnknownMessage)
        })
        .map_err(|refusal| self.error(refusal, reply_to.unwrap_or_default()))
    }

    fn set_reaction(&self, to: &Message, emoji: &str, add: bool) -> Result<(), Error> {
        self.act(|network, peer| network.react(peer, &to.id, emoji, add))
            .map_err(|refusal| match refusal {
                Refusal::UnknownReaction => self.error(refusal, emoji),
                _ => self.error(refusal, &to.id),
            })
    }

    fn act<T>(&self, act: impl FnOnce(&mut Network, PeerId) -> T) -> T {
        self.shared
            .change(|state| act(&mut state.network, self.peer))
    }

    fn look<T>(&self, look: impl FnOnce(&mut Peer) -> T) -> T {
        look(self.shared.lock().network.peer(self.peer))
    }

    async fn wait<T>(&self, what: &str, mut find: impl FnMut() -> Option<T>) -> Result<T, Error> {
        let mut changes = self.shared.changes();
        let found = tokio::time::timeout(self.wait, async {
            loop {
                if let Some(found) = find() {
                    return found;
                }
                // The sender is in `shared`, so that it cannot be gone.
                let _ = changes.changed().await;
            }
        });
        found.await.map_err(|_| self.timed_out(what))
    }

    fn timed_out(&self, what: &str) -> Error {
        let conversation = report::conversation(&self.name, &self.messages());
        Error::TimedOut {
            contact: self.name.to_string(),
            what: what.to_owned(),
            waited: self.wait,
            conversation,
            wire: report::wire(&self.shared.lock().transcript),
        }
    }

    fn error(&self, refusal: Refusal, subject: &str) -> Error {
        let (contact, subject) = (self.name.to_string(), subject.to_owned());
        match refusal {
            Refusal::UnknownLink => Error::UnknownLink {
                contact,
                link: subject,
            },
            Refusal::BusinessAddress => Error::Unsupported("business addresses"),
            Refusal::Connected => Error::AlreadyConnected { contact },
            Refusal::NotConnected => Error::NotConnected { contact },
            Refusal::UnknownMessage => Error::UnknownMessage {
                contact,
                id: subject,
            },
            Refusal::UnknownReaction => Error::UnknownReaction {
                contact,
                emoji: subject,
            },
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

/// A link to connect by, in any of its spellings.
#[derive(Debug, Clone)]
pub struct Link(String);

impl From<&CreatedConnLink> for Link {
    fn from(link: &CreatedConnLink) -> Self {
        Self(link.conn_full_link.clone())
    }
}

impl From<&str> for Link {
    fn from(link: &str) -> Self {
        Self(link.to_owned())
    }
}

impl From<&String> for Link {
    fn from(link: &String) -> Self {
        Self(link.clone())
    }
}
