//! Commands about contacts, groups and chats as a whole.

use simplex_api::commands::{
    ApiDeleteChat, ApiListContacts, ApiListGroups, ApiSetContactCustomData, ApiSetGroupCustomData,
};
use simplex_api::responses::{CmdOk, ContactDeleted, ContactsList, GroupDeletedUser, GroupsList};
use simplex_api::types::{
    ChatDeleteMode, Contact, ContactId, ContactStatus, GroupId, GroupMemberRole,
};

use crate::network::commands::{Answer, answer};
use crate::network::outcome::{Outcome, unparsable};
use crate::network::signal::{GroupEvent, Signal};
use crate::network::state::node::ChatKey;
use crate::network::turn::Turn;

impl Turn<'_> {
    pub(crate) fn list_contacts(&mut self, command: &ApiListContacts) -> Outcome<ContactsList> {
        let user = self.node.own_account(command.user_id)?.user.clone();
        let contacts = self.node.contacts_of(user.user_id);
        let contacts: Vec<_> = contacts.map(|c| c.contact.clone()).collect();
        Ok(ContactsList::new(user).contacts(contacts))
    }

    pub(crate) fn list_groups(&mut self, command: &ApiListGroups) -> Outcome<GroupsList> {
        let user = self.node.own_account(command.user_id)?.user.clone();
        if let Some(contact) = command.contact_id {
            self.node.own_conversation(contact)?;
        }
        let search = command.search.as_deref().unwrap_or_default().to_lowercase();
        let rooms = self.node.rooms_of(user.user_id).filter(|room| {
            let mut members = room.members.values().map(|seat| &seat.member);
            let has_contact = |id| members.any(|member| member.member_contact_id == Some(id));
            let names = [
                &room.info.local_display_name,
                &room.info.group_profile.display_name,
                &room.info.group_profile.full_name,
            ];
            command.contact_id.is_none_or(has_contact)
                && names
                    .iter()
                    .any(|name| name.to_lowercase().contains(&search))
        });
        let groups: Vec<_> = rooms.map(|room| room.info.clone()).collect();
        Ok(GroupsList::new(user).groups(groups))
    }

    pub(crate) fn delete_chat(&mut self, command: &ApiDeleteChat) -> Outcome<Answer> {
        let (user, chat) = self.node.chat(&command.chat_ref)?;
        let id = match chat {
            ChatKey::Contact(id) => id,
            ChatKey::Group(id, None) => return self.delete_group(id).map(answer),
            ChatKey::Group(_, Some(_)) => return Err(unparsable()),
        };
        let contact = match &command.chat_delete_mode {
            ChatDeleteMode::Full { notify, .. } => self.delete_contact(id, *notify)?,
            ChatDeleteMode::Entity { notify, .. } => self.delete_entity(id, *notify)?,
            ChatDeleteMode::Messages { .. } => self.delete_messages(id)?,
            _ => return Err(unparsable()),
        };
        Ok(answer(ContactDeleted::new(user, contact)))
    }

    /// The contact with all that was said; as it was.
    fn delete_contact(&mut self, id: ContactId, notify: bool) -> Outcome<Contact> {
        let contact = self.node.conversation(id)?.contact.clone();
        self.say_goodbye(id, notify)?;
        self.drop_contact(id);
        Ok(contact)
    }

    /// The contact alone: what was said stays.
    fn delete_entity(&mut self, id: ContactId, notify: bool) -> Outcome<Contact> {
        self.say_goodbye(id, notify)?;
        let conversation = self.node.conversation(id)?;
        conversation.close(ContactStatus::DeletedByUser);
        Ok(conversation.contact.clone())
    }

    /// What was said alone: the contact stays, hidden until something new is said.
    fn delete_messages(&mut self, id: ContactId) -> Outcome<Contact> {
        let conversation = self.node.conversation(id)?;
        let gone = std::mem::take(&mut conversation.entries);
        conversation.contact.chat_deleted = true;
        let contact = conversation.contact.clone();
        self.node.forget_files(&gone);
        Ok(contact)
    }

    fn say_goodbye(&mut self, id: ContactId, notify: bool) -> Outcome<()> {
        if notify {
            self.tell(ChatKey::Contact(id), &Signal::Gone)
        } else {
            Ok(())
        }
    }

    /// An owner deletes the group for all; others must have left it.
    fn delete_group(&mut self, id: GroupId) -> Outcome<GroupDeletedUser> {
        let (user, room) = self.node.own_room(id)?;
        if room.is_current() {
            room.check_role(GroupMemberRole::Owner)?;
            self.announce(id, GroupEvent::Deleted)?;
        }
        let info = self.node.room(id)?.info.clone();
        self.drop_room(id);
        Ok(GroupDeletedUser::new(user, info))
    }

    /// Forgets a group with all that was said, and its link.
    pub(crate) fn drop_room(&mut self, id: GroupId) {
        let Some(room) = self.node.rooms.remove(&id) else {
            return;
        };
        self.node.forget_files(&room.entries);
        if let Some(link) = room.link {
            self.world.directory.withdraw(&link.conn_link_contact);
        }
        if let Ok(account) = self.node.account(room.user_id) {
            account.release_name(&room.info.local_display_name);
        }
    }

    pub(crate) fn set_group_data(&mut self, command: &ApiSetGroupCustomData) -> Outcome<CmdOk> {
        let (user, room) = self.node.own_room(command.group_id)?;
        room.info.custom_data.clone_from(&command.custom_data);
        Ok(CmdOk::new().user(user))
    }

    pub(crate) fn set_contact_data(&mut self, command: &ApiSetContactCustomData) -> Outcome<CmdOk> {
        let (user, conversation) = self.node.own_conversation(command.contact_id)?;
        let contact = &mut conversation.contact;
        contact.custom_data.clone_from(&command.custom_data);
        Ok(CmdOk::new().user(user))
    }
}
