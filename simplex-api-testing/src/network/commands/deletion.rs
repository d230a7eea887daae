//! Commands that delete messages.

use simplex_api::commands::{ApiDeleteChatItem, ApiDeleteMemberChatItem};
use simplex_api::responses::ChatItemsDeleted;
use simplex_api::types::{
    AChatItem, ChatErrorType, ChatItemDeletion, ChatItemId, CiDeleteMode, GroupFeatureEnabled,
    GroupMember, GroupMemberRole,
};

use crate::network::context::ClientContext;
use crate::network::result::{Failure, NetworkResult, chat_error, unparsable};
use crate::network::signal::{ChatSignal, Signal};
use crate::network::state::chat_key::ChatKey;
use crate::network::state::group::rank;
use crate::network::state::item;

impl ClientContext<'_> {
    /// Unknown items are reported in an event.
    pub(crate) fn delete_items(
        &mut self,
        command: &ApiDeleteChatItem,
    ) -> NetworkResult<ChatItemsDeleted> {
        let (user, chat) = self.node.chat(&command.chat_ref)?;
        let (found, errors) = self.find_items(chat, &command.chat_item_ids)?;
        let deletions = match &command.delete_mode {
            CiDeleteMode::Broadcast => self.delete_for_all(chat, &found)?,
            CiDeleteMode::Internal => self.delete_locally(chat, &found, false, None)?,
            CiDeleteMode::InternalMark => self.delete_locally(chat, &found, true, None)?,
            // Only channels have a history.
            CiDeleteMode::History => return Err(cannot_delete()),
            _ => return Err(unparsable()),
        };
        if !errors.is_empty() {
            self.emit_errors(&errors);
        }
        Ok(ChatItemsDeleted::new(user)
            .chat_item_deletions(deletions)
            .by_user(true))
    }

    /// Deletes messages of other members of a group, for all members.
    pub(crate) fn delete_as_moderator(
        &mut self,
        command: &ApiDeleteMemberChatItem,
    ) -> NetworkResult<ChatItemsDeleted> {
        let (user, _) = self.node.own_group(command.group_id)?;
        let chat = ChatKey::Group(command.group_id, None);
        let (found, errors) = self.find_items(chat, &command.chat_item_ids)?;
        let group_state = self.node.group_state(command.group_id)?;
        let own = rank(&group_state.info.membership.member_role);
        for id in &found {
            let stored = group_state.chat_items.get(*id)?;
            let author = stored
                .author
                .map(|author| group_state.member(author))
                .transpose()?;
            let is_above = author.is_some_and(|author| rank(&author.member_role) > own);
            if is_above || item::message(&stored.item).is_none() {
                return Err(cannot_delete());
            }
        }
        group_state.check_role(GroupMemberRole::Moderator)?;
        let membership = group_state.info.membership.clone();
        let ids = self.shared_ids(chat, &found)?;
        let mark = !self.deletes_sent_fully(chat)?;
        let deletions = self.delete_locally(chat, &found, mark, Some(&membership))?;
        let delete = ChatSignal::Delete {
            ids,
            moderated: true,
        };
        self.send_signal(chat, &Signal::Chat(delete))?;
        if !errors.is_empty() {
            self.emit_errors(&errors);
        }
        Ok(ChatItemsDeleted::new(user)
            .chat_item_deletions(deletions)
            .by_user(true))
    }

    fn find_items(
        &mut self,
        chat: ChatKey,
        ids: &[ChatItemId],
    ) -> NetworkResult<(Vec<ChatItemId>, Vec<Failure>)> {
        let chat_items = self.node.chat_items(chat)?;
        let (mut found, mut errors) = (Vec::new(), Vec::new());
        for id in ids {
            match chat_items.get(*id) {
                Ok(_) => found.push(*id),
                Err(error) => errors.push(error),
            }
        }
        Ok((found, errors))
    }

    fn delete_for_all(
        &mut self,
        chat: ChatKey,
        ids: &[ChatItemId],
    ) -> NetworkResult<Vec<ChatItemDeletion>> {
        match chat {
            ChatKey::Contact(id) => self.node.contact_state(id)?.check_open()?,
            ChatKey::Group(id, _) => self.node.group_state(id)?.check_joined()?,
        }
        for id in ids {
            if !self.node.chat_items(chat)?.get(*id)?.item.meta.deletable {
                return Err(cannot_delete());
            }
        }
        let shared_ids = self.shared_ids(chat, ids)?;
        let mark = !self.deletes_sent_fully(chat)?;
        let deletions = self.delete_locally(chat, ids, mark, None)?;
        let delete = ChatSignal::Delete {
            ids: shared_ids,
            moderated: false,
        };
        self.send_signal(chat, &Signal::Chat(delete))?;
        Ok(deletions)
    }

    /// Whether messages that the user deletes for all are removed completely.
    fn deletes_sent_fully(&mut self, chat: ChatKey) -> NetworkResult<bool> {
        Ok(match chat {
            ChatKey::Contact(id) => {
                let preferences = &self.node.contact_state(id)?.contact.merged_preferences;
                preferences.full_delete.enabled.for_user
            }
            ChatKey::Group(id, _) => {
                let preferences = &self.node.group_state(id)?.info.full_group_preferences;
                preferences.full_delete.enable == GroupFeatureEnabled::On
            }
        })
    }

    fn shared_ids(&mut self, chat: ChatKey, ids: &[ChatItemId]) -> NetworkResult<Vec<String>> {
        let chat_items = self.node.chat_items(chat)?;
        let shared = |id: &ChatItemId| {
            let meta = &chat_items.get(*id)?.item.meta;
            Ok(meta.item_shared_msg_id.clone().unwrap_or_default())
        };
        ids.iter().map(shared).collect()
    }

    /// Removes items from a chat, or marks them as deleted by their author or by a moderator.
    pub(crate) fn delete_locally(
        &mut self,
        chat: ChatKey,
        ids: &[ChatItemId],
        mark: bool,
        moderator: Option<&GroupMember>,
    ) -> NetworkResult<Vec<ChatItemDeletion>> {
        let now = self.shared.now();
        let mut deletions = Vec::new();
        for id in ids {
            let mut deletion = ChatItemDeletion::new(self.deleted_item(chat, *id)?);
            let chat_items = self.node.chat_items(chat)?;
            if mark {
                let item = &mut chat_items.get_mut(*id)?.item;
                item::mark_deleted(item, chat.kind(), moderator.cloned(), now.clone());
                deletion.to_chat_item = Some(self.deleted_item(chat, *id)?);
            } else if let Some(gone) = chat_items.remove(*id) {
                self.node.drop_file(&gone.item);
            }
            deletions.push(deletion);
        }
        Ok(deletions)
    }

    /// An item as deletions show it: in direct chats without reactions.
    fn deleted_item(&mut self, chat: ChatKey, id: ChatItemId) -> NetworkResult<AChatItem> {
        let mut displayed = self.node.displayed_item(chat, id)?;
        if matches!(chat, ChatKey::Contact(_)) {
            displayed.chat_item.reactions.clear();
        }
        Ok(displayed)
    }
}

fn cannot_delete() -> Failure {
    chat_error(ChatErrorType::invalid_chat_item_delete())
}
