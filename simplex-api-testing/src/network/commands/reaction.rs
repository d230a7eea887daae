//! The command that reacts to messages.

use simplex_api::commands::ApiChatItemReaction;
use simplex_api::responses::ChatItemReaction;
use simplex_api::types::{AciReaction, ChatItemId, CiReaction, GroupFeatureEnabled, MsgReaction};

use crate::network::outcome::{Outcome, command, unparsable};
use crate::network::signal::{Signal, Talk};
use crate::network::state::items::{AlreadySo, Entry, Who};
use crate::network::state::node::ChatKey;
use crate::network::state::{content, item};
use crate::network::turn::Turn;

/// How many reactions to a message one side may have.
const MOST_REACTIONS: usize = 3;

impl Turn<'_> {
    pub(crate) fn react_to_item(
        &mut self,
        command: &ApiChatItemReaction,
    ) -> Outcome<ChatItemReaction> {
        let ApiChatItemReaction { add, reaction, .. } = command;
        if !content::is_known(reaction) {
            return Err(unparsable());
        }
        let (_, chat) = self.node.chat(&command.chat_ref)?;
        self.check_reactions(chat)?;
        let entry = self.node.entries(chat)?.get_mut(command.chat_item_id)?;
        react(entry, reaction, *add)?;
        let meta = &entry.item.meta;
        let id = meta.item_shared_msg_id.clone().unwrap_or_default();
        let response = self.reaction(chat, Who::User, command.chat_item_id, (*add, reaction))?;
        let react = Talk::React {
            id,
            reaction: reaction.clone(),
            add: *add,
        };
        self.tell(chat, &Signal::Chat(react))?;
        Ok(response)
    }

    /// A reaction as commands and events show it.
    pub(crate) fn reaction(
        &mut self,
        chat: ChatKey,
        who: Who,
        id: ChatItemId,
        (add, reaction): (bool, &MsgReaction),
    ) -> Outcome<ChatItemReaction> {
        let by = self.direction(chat, who)?;
        let user = self.node.chat_user(chat)?;
        let shown = self.node.shown(chat, id)?;
        let now = self.world.now();
        let reaction = CiReaction::new(by, shown.chat_item, now, reaction.clone());
        let reaction = AciReaction::new(shown.chat_info, reaction);
        Ok(ChatItemReaction::new(user, reaction).added(add))
    }

    fn check_reactions(&mut self, chat: ChatKey) -> Outcome<()> {
        let allowed = match chat {
            ChatKey::Contact(id) => {
                let conversation = self.node.conversation(id)?;
                conversation.check_open()?;
                let preferences = &conversation.contact.merged_preferences;
                preferences.reactions.enabled.for_user
            }
            ChatKey::Group(id, _) => {
                let room = self.node.room(id)?;
                room.check_joined()?;
                let preferences = &room.info.full_group_preferences;
                preferences.reactions.enable == GroupFeatureEnabled::On
            }
        };
        if allowed {
            Ok(())
        } else {
            Err(command("feature not allowed Message reactions"))
        }
    }
}

fn react(entry: &mut Entry, reaction: &MsgReaction, add: bool) -> Outcome<()> {
    if item::message(&entry.item).is_none() || entry.item.meta.item_deleted.is_some() {
        return Err(command("reaction not allowed - chat item has no content"));
    }
    if add && entry.own_reactions() >= MOST_REACTIONS {
        return Err(command("too many reactions"));
    }
    entry.react(Who::User, reaction, add).map_err(|AlreadySo| {
        command(if add {
            "reaction already added"
        } else {
            "reaction already removed"
        })
    })
}
