//! The command that reacts to messages.

use crate::commands::ApiChatItemReaction;
use crate::responses::ChatItemReaction;
use crate::types::{AciReaction, ChatItem, CiDirection, CiReaction, MsgReaction, User, UtcTime};

use super::Network;
use super::chat::direct;
use super::content;
use super::conversation::Conversation;
use super::failure::{Outcome, command, unparsable};
use super::item;
use super::message::check_open;
use super::signal::Signal;

/// How many reactions to a message one side may have.
const MOST_REACTIONS: usize = 3;

impl Network {
    pub(super) fn react_to_item(
        &mut self,
        command: &ApiChatItemReaction,
    ) -> Outcome<ChatItemReaction> {
        let ApiChatItemReaction { add, reaction, .. } = command;
        if !content::is_known(reaction) {
            return Err(unparsable());
        }
        let contact = direct(&command.chat_ref)?;
        let now = self.clock.now();
        let (user, conversation) = self.conversation(contact)?;
        check_open(conversation)?;
        check_allowed(conversation)?;
        let item = conversation.item_mut(command.chat_item_id)?;
        react(item, reaction, *add)?;
        let id = item.meta.item_shared_msg_id.clone().unwrap_or_default();
        let item = conversation.item(command.chat_item_id)?;
        let response = shown(
            user,
            conversation,
            CiDirection::direct_snd(),
            item,
            (*add, reaction),
            now,
        );
        let signal = Signal::React {
            id,
            reaction: reaction.clone(),
            add: *add,
        };
        self.signal(contact, &signal);
        Ok(response)
    }
}

fn check_allowed(conversation: &Conversation) -> Outcome<()> {
    let reactions = &conversation.contact.merged_preferences.reactions;
    if reactions.enabled.for_user {
        return Ok(());
    }
    Err(command("feature not allowed Message reactions"))
}

fn react(item: &mut ChatItem, reaction: &MsgReaction, add: bool) -> Outcome<()> {
    if item::message(item).is_none() || item.meta.item_deleted.is_some() {
        return Err(command("reaction not allowed - chat item has no content"));
    }
    let own = item
        .reactions
        .iter()
        .filter(|count| count.user_reacted)
        .count();
    if add && own >= MOST_REACTIONS {
        return Err(command("too many reactions"));
    }
    item::react(item, reaction, true, add).map_err(|item::AlreadySo| {
        command(match add {
            true => "reaction already added",
            false => "reaction already removed",
        })
    })
}

/// A reaction as commands and events show it.
pub(super) fn shown(
    user: User,
    conversation: &Conversation,
    by: CiDirection,
    item: &ChatItem,
    (add, reaction): (bool, &MsgReaction),
    now: UtcTime,
) -> ChatItemReaction {
    let reaction = CiReaction::new(by, item.clone(), now, reaction.clone());
    ChatItemReaction::new(user, AciReaction::new(conversation.info(), reaction)).added(add)
}
