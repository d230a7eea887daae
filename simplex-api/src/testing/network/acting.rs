//! What the people outside of the server do.

use crate::types::{MsgContent, MsgReaction, Profile};

use super::super::message::Author;
use super::Network;
use super::content;
use super::conversation::Conversation;
use super::failure::Outcome;
use super::ids::opaque;
use super::peer::PeerId;
use super::signal::{Quote, Signal};

/// Why somebody cannot do what they try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Refusal {
    /// Nobody has the link.
    UnknownLink,
    /// The link is a business address.
    BusinessAddress,
    /// The two are connected already.
    Connected,
    /// There is no connection, or it has ended.
    NotConnected,
    /// There is no such message to do this with.
    UnknownMessage,
    /// Others would not know the reaction.
    UnknownReaction,
}

type Acted = Result<(), Refusal>;

impl Network {
    /// `peer` uses a link.
    pub(in super::super) fn connect(&mut self, peer: PeerId, link: &str) -> Acted {
        self.clock.tick();
        let user_id = self.owner_of(link).ok_or(Refusal::UnknownLink)?;
        let account = self.accounts.get(&user_id).ok_or(Refusal::UnknownLink)?;
        let address = account.address.as_ref().ok_or(Refusal::UnknownLink)?;
        if address.address_settings.business_address {
            return Err(Refusal::BusinessAddress);
        }
        let link = address.user_contact_link_id;
        let is_with_peer = |c: &Conversation| c.peer == peer && c.is_open();
        if self.conversations_of(user_id).any(is_with_peer) {
            return Err(Refusal::Connected);
        }
        self.ask(user_id, link, peer).or(Err(Refusal::UnknownLink))
    }

    /// `peer` writes a message, perhaps in reply to another.
    pub(in super::super) fn say(
        &mut self,
        peer: PeerId,
        said: MsgContent,
        reply_to: Option<&str>,
    ) -> Result<String, Refusal> {
        let quote = reply_to.map(|id| self.quote(peer, id)).transpose()?;
        let id = opaque("msg", self.ids.messages.next());
        let signal = Signal::New {
            id: id.clone(),
            content: said,
            quote,
            live: false,
            ttl: None,
        };
        self.act(peer, signal).map(|()| id)
    }

    /// `peer` changes a message of their own.
    pub(in super::super) fn edit(&mut self, peer: PeerId, id: &str, said: MsgContent) -> Acted {
        self.check_own(peer, id)?;
        let signal = Signal::Edit {
            id: id.to_owned(),
            content: said,
            live: false,
        };
        self.act(peer, signal)
    }

    /// `peer` deletes a message of their own for both sides.
    pub(in super::super) fn retract(&mut self, peer: PeerId, id: &str) -> Acted {
        self.check_own(peer, id)?;
        self.act(peer, Signal::Delete { id: id.to_owned() })
    }

    /// `peer` reacts to a message of either side, or takes that back.
    pub(in super::super) fn react(
        &mut self,
        peer: PeerId,
        id: &str,
        emoji: &str,
        add: bool,
    ) -> Acted {
        let reaction = MsgReaction::emoji(emoji);
        if !content::is_known(&reaction) {
            return Err(Refusal::UnknownReaction);
        }
        self.quote(peer, id)?;
        let id = id.to_owned();
        self.act(peer, Signal::React { id, reaction, add })
    }

    /// `peer` shows another profile from now on.
    pub(in super::super) fn change_peer(&mut self, peer: PeerId, profile: Profile) {
        let signal = Signal::Profile(Box::new(profile.clone()));
        if self.act(peer, signal).is_err() {
            self.peer(peer).profile = profile;
        }
    }

    /// `peer` deletes the conversation.
    pub(in super::super) fn leave(&mut self, peer: PeerId) -> Acted {
        self.act(peer, Signal::Gone)
    }

    /// Sends a signal of `peer` to the server's side. If that has deleted the contact without a word,
    /// it goes nowhere and `peer` does not know.
    fn act(&mut self, peer: PeerId, signal: Signal) -> Acted {
        self.clock.tick();
        let contact = self.peer(peer).contact.ok_or(Refusal::NotConnected)?;
        self.peer(peer).see(Author::Contact, &signal);
        let open = self
            .conversations
            .get(&contact)
            .is_some_and(|c| c.is_open());
        let received: Outcome<()> = match open {
            true => self.receive(contact, signal),
            false => Ok(()),
        };
        received.or(Err(Refusal::NotConnected))
    }

    fn quote(&mut self, peer: PeerId, id: &str) -> Result<Quote, Refusal> {
        let messages = &self.peer(peer).messages;
        let message = messages.iter().find(|message| message.id == id);
        let message = message.ok_or(Refusal::UnknownMessage)?;
        Ok(Quote {
            id: Some(id.to_owned()),
            content: message.content.clone(),
        })
    }

    fn check_own(&mut self, peer: PeerId, id: &str) -> Acted {
        let own = |message: &&super::super::message::Message| {
            message.id == id && message.author == Author::Contact && !message.deleted
        };
        let messages = &self.peer(peer).messages;
        messages
            .iter()
            .find(own)
            .map(drop)
            .ok_or(Refusal::UnknownMessage)
    }
}
