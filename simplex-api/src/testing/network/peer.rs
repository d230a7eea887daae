//! The people that a test acts, and the conversation as they see it.

use crate::types::{ContactId, MsgContent, Profile};

use super::super::message::{Author, Message, Reaction};
use super::content;
use super::signal::Signal;

/// Numbers the people in the network who are not users of the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PeerId(pub(super) usize);

/// Somebody whom a test acts.
#[derive(Debug)]
pub(crate) struct Peer {
    pub(crate) profile: Profile,
    /// The conversation that this peer is, on the server's side; the last one made.
    pub(super) contact: Option<ContactId>,
    /// The profile of the other side.
    pub(crate) sees: Option<Profile>,
    pub(crate) messages: Vec<Message>,
    /// How many of the messages the test has taken.
    taken: usize,
}

impl Peer {
    pub(super) fn new(name: &str) -> Self {
        Self {
            profile: Profile::new(name, ""),
            contact: None,
            sees: None,
            messages: Vec::new(),
            taken: 0,
        }
    }

    /// Whether the peer thinks that messages reach the other side.
    pub(crate) fn is_connected(&self) -> bool {
        self.contact.is_some()
    }

    /// The next message from the other side that was not taken before.
    pub(crate) fn take_message(&mut self) -> Option<Message> {
        let ahead = self.messages.get(self.taken..)?;
        let place = ahead.iter().position(|m| m.author == Author::Bot);
        let Some(place) = place else {
            self.taken = self.messages.len();
            return None;
        };
        let message = ahead[place].clone();
        self.taken += place + 1;
        Some(message)
    }

    /// What the peer sees of a signal that `author` has sent.
    pub(super) fn see(&mut self, author: Author, signal: &Signal) {
        match signal {
            Signal::New {
                id,
                content,
                quote,
                live,
                ..
            } => self.messages.push(Message {
                id: id.clone(),
                author,
                content: content.clone(),
                quoted: quote.as_ref().map(|quote| quote.content.clone()),
                live: *live,
                edited: false,
                deleted: false,
                reactions: Vec::new(),
            }),
            Signal::Edit { id, content, live } => self.see_edit(id, content, *live),
            Signal::Delete { id } => self.change(id, |message| message.deleted = true),
            Signal::React { id, reaction, add } => {
                let reaction = Reaction {
                    author,
                    emoji: content::emoji(reaction).unwrap_or_default().to_owned(),
                };
                self.change(id, |message| {
                    message.reactions.retain(|other| *other != reaction);
                    message.reactions.extend(add.then_some(reaction));
                });
            }
            Signal::Profile(profile) if author == Author::Bot => {
                self.sees = Some((**profile).clone());
            }
            Signal::Profile(profile) => self.profile = (**profile).clone(),
            Signal::Gone => self.contact = None,
        }
    }

    fn see_edit(&mut self, id: &str, content: &MsgContent, live: bool) {
        self.change(id, |message| {
            message.edited |= !message.live;
            message.content = content.clone();
            message.live = live;
        });
    }

    fn change(&mut self, id: &str, change: impl FnOnce(&mut Message)) {
        if let Some(message) = self.messages.iter_mut().find(|message| message.id == id) {
            change(message);
        }
    }
}
