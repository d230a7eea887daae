//! Commands about contacts, groups and chats as a whole.

use crate::commands::{ApiDeleteChat, ApiListContacts, ApiListGroups};
use crate::responses::{ContactDeleted, ContactsList, GroupsList};
use crate::types::{ChatDeleteMode, ChatRef, ChatType, Contact, ContactId, ContactStatus};

use super::Network;
use super::failure::{Outcome, command, no_group, unparsable};
use super::signal::Signal;

impl Network {
    pub(super) fn list_contacts(&mut self, command: &ApiListContacts) -> Outcome<ContactsList> {
        let user = self.own_account(command.user_id)?.user.clone();
        let contacts = self
            .conversations_of(user.user_id)
            .map(|c| c.contact.clone());
        let contacts: Vec<_> = contacts.collect();
        Ok(ContactsList::new(user).contacts(contacts))
    }

    /// There are no groups to list.
    pub(super) fn list_groups(&mut self, command: &ApiListGroups) -> Outcome<GroupsList> {
        let user = self.own_account(command.user_id)?.user.clone();
        if let Some(contact) = command.contact_id {
            self.conversation(contact)?;
        }
        Ok(GroupsList::new(user))
    }

    pub(super) fn delete_chat(&mut self, command: &ApiDeleteChat) -> Outcome<ContactDeleted> {
        let id = direct(&command.chat_ref)?;
        let user = self.conversation(id)?.0;
        let contact = match &command.chat_delete_mode {
            ChatDeleteMode::Full { notify, .. } => self.delete_contact(id, *notify)?,
            ChatDeleteMode::Entity { notify, .. } => self.delete_entity(id, *notify)?,
            ChatDeleteMode::Messages { .. } => self.delete_messages(id)?,
            ChatDeleteMode::Undocumented(_) => return Err(unparsable()),
        };
        Ok(ContactDeleted::new(user, contact))
    }

    /// The contact with all that was said; as it was.
    fn delete_contact(&mut self, id: ContactId, notify: bool) -> Outcome<Contact> {
        let contact = self.conversation(id)?.1.contact.clone();
        self.say_goodbye(id, notify);
        self.conversations.remove(&id);
        Ok(contact)
    }

    /// The contact alone: what was said stays.
    fn delete_entity(&mut self, id: ContactId, notify: bool) -> Outcome<Contact> {
        self.say_goodbye(id, notify);
        let (_, conversation) = self.conversation(id)?;
        conversation.close(ContactStatus::DeletedByUser);
        Ok(conversation.contact.clone())
    }

    /// What was said alone: the contact stays, hidden until something new is said.
    fn delete_messages(&mut self, id: ContactId) -> Outcome<Contact> {
        let (_, conversation) = self.conversation(id)?;
        conversation.items.clear();
        conversation.contact.chat_deleted = true;
        Ok(conversation.contact.clone())
    }

    fn say_goodbye(&mut self, id: ContactId, notify: bool) {
        if notify {
            self.signal(id, &Signal::Gone);
        }
    }
}

/// The contact that a command names; groups are not known, and notes not taken.
pub(super) fn direct(chat: &ChatRef) -> Outcome<ContactId> {
    match (&chat.chat_type, &chat.chat_scope) {
        (ChatType::Direct, None) => Ok(ContactId(chat.chat_id)),
        (ChatType::Group, _) => Err(no_group(chat.chat_id)),
        (ChatType::Local, None) => Err(command("not supported")),
        _ => Err(unparsable()),
    }
}
