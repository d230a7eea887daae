//! Letters, each to what it is for.

pub(crate) mod connect;
pub(crate) mod group_event;
pub(crate) mod join;
pub(crate) mod member_contact;
pub(crate) mod talk;

use simplex_api::events::ContactDeletedByContact;
use simplex_api::types::{ContactId, ContactStatus, GroupId};

use crate::network::outcome::Outcome;
use crate::network::signal::{Signal, Talk};
use crate::network::state::items::Who;
use crate::network::state::node::ChatKey;
use crate::network::turn::Turn;
use crate::network::world::{Address, Letter, Place};

impl Turn<'_> {
    /// Takes a letter, now or when it can.
    pub(crate) fn take(&mut self, letter: Letter) {
        self.node.mail.push_back(letter);
        self.take_mail();
    }

    /// Takes what has come, as far as it can.
    pub(crate) fn take_mail(&mut self) {
        while !self.node.is_busy()
            && let Some(letter) = self.node.mail.pop_front()
        {
            self.read(letter);
        }
    }

    fn read(&mut self, letter: Letter) {
        let Letter { from, to, signal } = letter;
        let taken = match signal {
            Signal::Connect(step) => self.hear_connect(from, to.place, step),
            Signal::Invitation(invitation) => self.hear_invitation(to.place, *invitation),
            Signal::Chat(talk) => match self.listener(from, to.place) {
                Some((chat, who)) => self.hear(chat, who, talk),
                None => self.send_back(from, to.place, talk),
            },
            Signal::Profile(profile) => match self.listener(from, to.place) {
                Some((ChatKey::Contact(id), _)) => self.hear_profile(id, *profile),
                _ => Ok(()),
            },
            Signal::Gone => match self.listener(from, to.place) {
                Some((ChatKey::Contact(id), _)) => self.hear_goodbye(id),
                _ => Ok(()),
            },
            Signal::Group(event) => match to.place {
                Place::Group(id) if self.node.rooms.contains_key(&id) => {
                    self.hear_group_event(id, from, *event)
                }
                _ => Ok(()),
            },
        };
        if let Err(error) = taken {
            self.report(&[error]);
        }
    }

    /// The chat that a letter is for, and who it is from; `None` if they have nothing to do with
    /// each other any more.
    fn listener(&mut self, from: Address, to: Place) -> Option<(ChatKey, Who)> {
        match to {
            Place::Contact(id) => self.contact_at(id, from),
            Place::Group(id) => self.group_at(id, from),
            Place::Link(_) | Place::Pending(_) => None,
        }
    }

    fn contact_at(&mut self, id: ContactId, from: Address) -> Option<(ChatKey, Who)> {
        let conversation = self.node.contacts.get(&id)?;
        let is_it = conversation.peer == Some(from);
        is_it.then_some((ChatKey::Contact(id), Who::Contact))
    }

    fn group_at(&mut self, id: GroupId, from: Address) -> Option<(ChatKey, Who)> {
        let room = self.node.rooms.get(&id)?;
        room.check_joined().ok()?;
        let member = room.at(from)?;
        Some((ChatKey::Group(id, None), Who::Member(member)))
    }

    /// Messages that nobody takes come back; nothing else does.
    fn send_back(&mut self, from: Address, to: Place, talk: Talk) -> Outcome<()> {
        if let Talk::Say(messages) = talk {
            let ids = messages.into_iter().map(|said| said.id).collect();
            self.post(to, from, Signal::Chat(Talk::Lost(ids)));
        }
        Ok(())
    }

    fn hear_goodbye(&mut self, id: ContactId) -> Outcome<()> {
        let user = self.node.chat_user(ChatKey::Contact(id))?;
        let conversation = self.node.conversation(id)?;
        conversation.close(ContactStatus::Deleted);
        let contact = conversation.contact.clone();
        self.emit(&ContactDeletedByContact::new(user, contact));
        Ok(())
    }
}
