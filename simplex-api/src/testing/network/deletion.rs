//! Commands that delete messages.

use crate::commands::ApiDeleteChatItem;
use crate::responses::ChatItemsDeleted;
use crate::types::{ChatErrorType, ChatItemDeletion, ChatItemId, CiDeleteMode, ContactId, UtcTime};

use super::Network;
use super::chat::direct;
use super::conversation::Conversation;
use super::failure::{Failure, Outcome, refused, unparsable};
use super::item;
use super::message::check_open;
use super::signal::Signal;

impl Network {
    /// Items that are not there are reported in an event, unless none of them is.
    pub(super) fn delete_items(
        &mut self,
        command: &ApiDeleteChatItem,
    ) -> Outcome<ChatItemsDeleted> {
        let contact = direct(&command.chat_ref)?;
        let (user, conversation) = self.conversation(contact)?;
        let (found, errors): (Vec<_>, Vec<_>) = command
            .chat_item_ids
            .iter()
            .map(|id| conversation.item(*id).map(|_| *id))
            .partition(Result::is_ok);
        let found: Vec<_> = found.into_iter().flatten().collect();
        let errors: Vec<_> = errors.into_iter().filter_map(Result::err).collect();
        match errors.first() {
            Some(error) if found.is_empty() => return Err(error.clone()),
            None if found.is_empty() => return Err(unparsable()),
            _ => {}
        }
        let deletions = match &command.delete_mode {
            CiDeleteMode::Broadcast => self.delete_for_all(contact, &found)?,
            CiDeleteMode::Internal => self.delete_here(contact, &found, false)?,
            CiDeleteMode::InternalMark => self.delete_here(contact, &found, true)?,
            // The history is that of channels.
            CiDeleteMode::History => return Err(cannot_delete()),
            CiDeleteMode::Undocumented(_) => return Err(unparsable()),
        };
        if !errors.is_empty() {
            self.report(&errors);
        }
        Ok(ChatItemsDeleted::new(user)
            .chat_item_deletions(deletions)
            .by_user(true))
    }

    fn delete_for_all(
        &mut self,
        contact: ContactId,
        ids: &[ChatItemId],
    ) -> Outcome<Vec<ChatItemDeletion>> {
        let (_, conversation) = self.conversation(contact)?;
        check_open(conversation)?;
        let mut signals = Vec::new();
        for id in ids {
            let meta = &conversation.item(*id)?.meta;
            if !meta.deletable {
                return Err(cannot_delete());
            }
            let id = meta.item_shared_msg_id.clone().unwrap_or_default();
            signals.push(Signal::Delete { id });
        }
        let fully = conversation
            .contact
            .merged_preferences
            .full_delete
            .enabled
            .for_user;
        let deletions = self.delete_here(contact, ids, !fully)?;
        for signal in signals {
            self.signal(contact, &signal);
        }
        Ok(deletions)
    }

    fn delete_here(
        &mut self,
        contact: ContactId,
        ids: &[ChatItemId],
        mark: bool,
    ) -> Outcome<Vec<ChatItemDeletion>> {
        let now = self.clock.now();
        let (_, conversation) = self.conversation(contact)?;
        ids.iter()
            .map(|id| delete(conversation, *id, mark, now.clone()))
            .collect()
    }
}

/// Takes an item out of a conversation, or marks it as deleted.
pub(super) fn delete(
    conversation: &mut Conversation,
    id: ChatItemId,
    mark: bool,
    now: UtcTime,
) -> Outcome<ChatItemDeletion> {
    let before = conversation.shown(conversation.item(id)?);
    if mark {
        item::mark_deleted(conversation.item_mut(id)?, now);
        let after = conversation.shown(conversation.item(id)?);
        return Ok(ChatItemDeletion::new(before).to_chat_item(after));
    }
    conversation.items.remove(&id);
    Ok(ChatItemDeletion::new(before))
}

fn cannot_delete() -> Failure {
    refused(ChatErrorType::invalid_chat_item_delete())
}
