//! Commands that delete messages.

use simplex_api::commands::{ApiDeleteChatItem, ApiDeleteMemberChatItem};
use simplex_api::responses::ChatItemsDeleted;
use simplex_api::types::{
    ChatErrorType, ChatItemDeletion, ChatItemId, CiDeleteMode, GroupFeatureEnabled, GroupMember,
    GroupMemberRole,
};

use crate::network::outcome::{Failure, Outcome, refused, unparsable};
use crate::network::signal::{Signal, Talk};
use crate::network::state::item;
use crate::network::state::node::ChatKey;
use crate::network::turn::Turn;

impl Turn<'_> {
    /// Items that are not there are reported in an event, unless none of them is.
    pub(crate) fn delete_items(
        &mut self,
        command: &ApiDeleteChatItem,
    ) -> Outcome<ChatItemsDeleted> {
        let (user, chat) = self.node.chat(&command.chat_ref)?;
        let (found, errors) = self.look_for(chat, &command.chat_item_ids)?;
        let deletions = match &command.delete_mode {
            CiDeleteMode::Broadcast => self.delete_for_all(chat, &found)?,
            CiDeleteMode::Internal => self.delete_here(chat, &found, false, None)?,
            CiDeleteMode::InternalMark => self.delete_here(chat, &found, true, None)?,
            // The history is that of channels.
            CiDeleteMode::History => return Err(cannot_delete()),
            _ => return Err(unparsable()),
        };
        if !errors.is_empty() {
            self.report(&errors);
        }
        Ok(ChatItemsDeleted::new(user)
            .chat_item_deletions(deletions)
            .by_user(true))
    }

    /// Deletes what others have written in a group, for all.
    pub(crate) fn moderate(
        &mut self,
        command: &ApiDeleteMemberChatItem,
    ) -> Outcome<ChatItemsDeleted> {
        let (user, room) = self.node.own_room(command.group_id)?;
        room.check_role(GroupMemberRole::Moderator)?;
        let chat = ChatKey::Group(command.group_id, None);
        let (found, errors) = self.look_for(chat, &command.chat_item_ids)?;
        let room = self.node.room(command.group_id)?;
        let mut authors = Vec::new();
        for id in &found {
            let author = room.entries.get(*id)?.author;
            authors.push(author.ok_or_else(cannot_delete)?);
        }
        room.check_over(GroupMemberRole::Moderator, &authors)?;
        let membership = room.info.membership.clone();
        let ids = self.shared_ids(chat, &found)?;
        let mark = !self.deletes_fully(chat)?;
        let deletions = self.delete_here(chat, &found, mark, Some(&membership))?;
        let delete = Talk::Delete {
            ids,
            moderated: true,
        };
        self.tell(chat, &Signal::Chat(delete))?;
        if !errors.is_empty() {
            self.report(&errors);
        }
        Ok(ChatItemsDeleted::new(user)
            .chat_item_deletions(deletions)
            .by_user(true))
    }

    fn look_for(
        &mut self,
        chat: ChatKey,
        ids: &[ChatItemId],
    ) -> Outcome<(Vec<ChatItemId>, Vec<Failure>)> {
        let entries = self.node.entries(chat)?;
        let (mut found, mut errors) = (Vec::new(), Vec::new());
        for id in ids {
            match entries.get(*id) {
                Ok(_) => found.push(*id),
                Err(error) => errors.push(error),
            }
        }
        match errors.first() {
            Some(error) if found.is_empty() => Err(error.clone()),
            None if found.is_empty() => Err(unparsable()),
            _ => Ok((found, errors)),
        }
    }

    fn delete_for_all(
        &mut self,
        chat: ChatKey,
        ids: &[ChatItemId],
    ) -> Outcome<Vec<ChatItemDeletion>> {
        match chat {
            ChatKey::Contact(id) => self.node.conversation(id)?.check_open()?,
            ChatKey::Group(id, _) => self.node.room(id)?.check_joined()?,
        }
        for id in ids {
            if !self.node.entries(chat)?.get(*id)?.item.meta.deletable {
                return Err(cannot_delete());
            }
        }
        let shared_ids = self.shared_ids(chat, ids)?;
        let mark = !self.deletes_fully(chat)?;
        let deletions = self.delete_here(chat, ids, mark, None)?;
        let delete = Talk::Delete {
            ids: shared_ids,
            moderated: false,
        };
        self.tell(chat, &Signal::Chat(delete))?;
        Ok(deletions)
    }

    /// Whether what the user deletes for all is to leave no trace.
    fn deletes_fully(&mut self, chat: ChatKey) -> Outcome<bool> {
        Ok(match chat {
            ChatKey::Contact(id) => {
                let preferences = &self.node.conversation(id)?.contact.merged_preferences;
                preferences.full_delete.enabled.for_user
            }
            ChatKey::Group(id, _) => {
                let preferences = &self.node.room(id)?.info.full_group_preferences;
                preferences.full_delete.enable == GroupFeatureEnabled::On
            }
        })
    }

    fn shared_ids(&mut self, chat: ChatKey, ids: &[ChatItemId]) -> Outcome<Vec<String>> {
        let entries = self.node.entries(chat)?;
        let shared = |id: &ChatItemId| {
            let meta = &entries.get(*id)?.item.meta;
            Ok(meta.item_shared_msg_id.clone().unwrap_or_default())
        };
        ids.iter().map(shared).collect()
    }

    /// Takes items out of a chat, or marks them as deleted: by their author, or by a moderator.
    pub(crate) fn delete_here(
        &mut self,
        chat: ChatKey,
        ids: &[ChatItemId],
        mark: bool,
        moderator: Option<&GroupMember>,
    ) -> Outcome<Vec<ChatItemDeletion>> {
        let now = self.world.now();
        let mut deletions = Vec::new();
        for id in ids {
            let mut deletion = ChatItemDeletion::new(self.node.shown(chat, *id)?);
            let entries = self.node.entries(chat)?;
            if mark {
                let item = &mut entries.get_mut(*id)?.item;
                item::mark_deleted(item, chat.kind(), moderator.cloned(), now.clone());
                deletion.to_chat_item = Some(self.node.shown(chat, *id)?);
            } else if let Some(gone) = entries.remove(*id) {
                self.node.forget_file(&gone.item);
            }
            deletions.push(deletion);
        }
        Ok(deletions)
    }
}

fn cannot_delete() -> Failure {
    refused(ChatErrorType::invalid_chat_item_delete())
}
