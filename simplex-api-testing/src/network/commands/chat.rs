//! Commands for contacts, groups and chats as a whole.

use simplex_api::commands::{
    ApiDeleteChat, ApiListContacts, ApiListGroups, ApiSetContactCustomData, ApiSetGroupCustomData,
};
use simplex_api::responses::{CmdOk, ContactDeleted, ContactsList, GroupDeletedUser, GroupsList};
use simplex_api::types::{
    ChatDeleteMode, Contact, ContactId, ContactStatus, GroupId, GroupMemberRole,
};

use crate::network::context::ClientContext;
use crate::network::result::{Answer, answer};
use crate::network::result::{NetworkResult, unparsable};
use crate::network::signal::{GroupEvent, Signal};
use crate::network::state::chat_key::ChatKey;

impl ClientContext<'_> {
    pub(crate) fn list_contacts(
        &mut self,
        command: &ApiListContacts,
    ) -> NetworkResult<ContactsList> {
        let user = self.node.own_account(command.user_id)?.user.clone();
        let contacts = self.node.contacts_of(user.user_id);
        // Not those whose request is not accepted, and those whom the user has deleted.
        let contacts = contacts.filter(|c| {
            c.contact.active_conn.is_some()
                && c.contact.contact_status != ContactStatus::DeletedByUser
        });
        let contacts: Vec<_> = contacts.map(|c| c.contact.clone()).collect();
        Ok(ContactsList::new(user).contacts(contacts))
    }

    pub(crate) fn list_groups(&mut self, command: &ApiListGroups) -> NetworkResult<GroupsList> {
        let user = self.node.own_account(command.user_id)?.user.clone();
        if let Some(contact) = command.contact_id {
            self.node.own_contact(contact)?;
        }
        let search = command.search.as_deref().unwrap_or_default().to_lowercase();
        let groups = self.node.groups_of(user.user_id).filter(|group_state| {
            let mut members = group_state
                .members
                .values()
                .map(|member_state| &member_state.member);
            let has_contact = |id| members.any(|member| member.member_contact_id == Some(id));
            let names = [
                &group_state.info.local_display_name,
                &group_state.info.group_profile.display_name,
                &group_state.info.group_profile.full_name,
            ];
            command.contact_id.is_none_or(has_contact)
                && names
                    .iter()
                    .any(|name| name.to_lowercase().contains(&search))
        });
        let groups: Vec<_> = groups.map(|group_state| group_state.info.clone()).collect();
        Ok(GroupsList::new(user).groups(groups))
    }

    pub(crate) fn delete_chat(&mut self, command: &ApiDeleteChat) -> NetworkResult<Answer> {
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

    /// Deletes a contact and its chat. Returns the contact as it was.
    fn delete_contact(&mut self, id: ContactId, notify: bool) -> NetworkResult<Contact> {
        let contact = self.node.contact_state(id)?.contact.clone();
        self.send_deletion(id, notify)?;
        self.drop_contact(id);
        Ok(contact)
    }

    /// Deletes a contact and keeps its chat.
    fn delete_entity(&mut self, id: ContactId, notify: bool) -> NetworkResult<Contact> {
        self.send_deletion(id, notify)?;
        let contact_state = self.node.contact_state(id)?;
        contact_state.close(ContactStatus::DeletedByUser);
        Ok(contact_state.contact.clone())
    }

    /// Deletes the chat of a contact. The contact is hidden until there is a new message.
    fn delete_messages(&mut self, id: ContactId) -> NetworkResult<Contact> {
        let contact_state = self.node.contact_state(id)?;
        let gone = std::mem::take(&mut contact_state.chat_items);
        contact_state.contact.chat_deleted = true;
        let contact = contact_state.contact.clone();
        self.node.drop_files(&gone);
        Ok(contact)
    }

    fn send_deletion(&mut self, id: ContactId, notify: bool) -> NetworkResult<()> {
        if notify {
            self.send_signal(ChatKey::Contact(id), &Signal::ConversationDeleted)
        } else {
            Ok(())
        }
    }

    /// An owner deletes the group for all members; other members must have left it.
    fn delete_group(&mut self, id: GroupId) -> NetworkResult<GroupDeletedUser> {
        let (user, group_state) = self.node.own_group(id)?;
        if group_state.is_current() {
            group_state.check_role(GroupMemberRole::Owner)?;
            self.broadcast(id, GroupEvent::Deleted)?;
        }
        let info = self.node.group_state(id)?.info.clone();
        self.drop_group(id);
        Ok(GroupDeletedUser::new(user, info))
    }

    /// Removes a group with its chat and its link.
    pub(crate) fn drop_group(&mut self, id: GroupId) {
        let Some(group_state) = self.node.groups.remove(&id) else {
            return;
        };
        self.node.drop_files(&group_state.chat_items);
        if let Some(link) = group_state.link {
            self.shared.directory.unpublish(&link.conn_link_contact);
        }
        if let Ok(account) = self.node.account(group_state.user_id) {
            account.release_name(&group_state.info.local_display_name);
        }
    }

    pub(crate) fn set_group_data(
        &mut self,
        command: &ApiSetGroupCustomData,
    ) -> NetworkResult<CmdOk> {
        let (user, group_state) = self.node.own_group(command.group_id)?;
        group_state
            .info
            .custom_data
            .clone_from(&command.custom_data);
        Ok(CmdOk::new().user(user))
    }

    pub(crate) fn set_contact_data(
        &mut self,
        command: &ApiSetContactCustomData,
    ) -> NetworkResult<CmdOk> {
        let (user, contact_state) = self.node.own_contact(command.contact_id)?;
        let contact = &mut contact_state.contact;
        contact.custom_data.clone_from(&command.custom_data);
        Ok(CmdOk::new().user(user))
    }
}
