//! The command that reacts to messages.

use simplex_api::commands::ApiChatItemReaction;
use simplex_api::responses::ChatItemReaction;
use simplex_api::types::{AciReaction, ChatItemId, CiReaction, GroupFeatureEnabled, MsgReaction};

use crate::network::context::ClientContext;
use crate::network::result::{NetworkResult, command_error, unparsable};
use crate::network::signal::{ChatSignal, Signal};
use crate::network::state::chat_key::ChatKey;
use crate::network::state::item;
use crate::network::state::items::{Participant, StoredItem, Unchanged};

/// The maximum number of reactions of one side to a message.
const MAX_REACTIONS: usize = 3;

impl ClientContext<'_> {
    pub(crate) fn react_to_item(
        &mut self,
        command: &ApiChatItemReaction,
    ) -> NetworkResult<ChatItemReaction> {
        let ApiChatItemReaction { add, reaction, .. } = command;
        if reaction.known().is_none() {
            return Err(unparsable());
        }
        let (_, chat) = self.node.chat(&command.chat_ref)?;
        self.check_reactions(chat)?;
        let stored = self.node.chat_items(chat)?.get_mut(command.chat_item_id)?;
        react(stored, reaction, *add)?;
        let meta = &stored.item.meta;
        let id = meta.item_shared_msg_id.clone().unwrap_or_default();
        let response = self.reaction(
            chat,
            Participant::User,
            command.chat_item_id,
            (*add, reaction),
        )?;
        let react = ChatSignal::React {
            id,
            reaction: reaction.clone(),
            add: *add,
        };
        self.send_signal(chat, &Signal::Chat(react))?;
        Ok(response)
    }

    /// A reaction as commands and events show it.
    pub(crate) fn reaction(
        &mut self,
        chat: ChatKey,
        participant: Participant,
        id: ChatItemId,
        (add, reaction): (bool, &MsgReaction),
    ) -> NetworkResult<ChatItemReaction> {
        let by = self.direction(chat, participant)?;
        let user = self.node.chat_user(chat)?;
        let displayed = self.node.displayed_item(chat, id)?;
        let now = self.shared.now();
        let reaction = CiReaction::new(by, displayed.chat_item, now, reaction.clone());
        let reaction = AciReaction::new(displayed.chat_info, reaction);
        Ok(ChatItemReaction::new(user, reaction).added(add))
    }

    fn check_reactions(&mut self, chat: ChatKey) -> NetworkResult<()> {
        let allowed = match chat {
            ChatKey::Contact(id) => {
                let contact_state = self.node.contact_state(id)?;
                contact_state.check_open()?;
                let preferences = &contact_state.contact.merged_preferences;
                preferences.reactions.enabled.for_user
            }
            ChatKey::Group(id, _) => {
                let group_state = self.node.group_state(id)?;
                group_state.check_joined()?;
                let preferences = &group_state.info.full_group_preferences;
                preferences.reactions.enable == GroupFeatureEnabled::On
            }
        };
        if allowed {
            Ok(())
        } else {
            Err(command_error("feature not allowed Message reactions"))
        }
    }
}

fn react(stored: &mut StoredItem, reaction: &MsgReaction, add: bool) -> NetworkResult<()> {
    if item::message(&stored.item).is_none() || stored.item.meta.item_deleted.is_some() {
        return Err(command_error(
            "reaction not allowed - chat item has no content",
        ));
    }
    if add && stored.own_reaction_count() >= MAX_REACTIONS {
        return Err(command_error("too many reactions"));
    }
    stored
        .react(Participant::User, reaction, add)
        .map_err(|Unchanged| {
            command_error(if add {
                "reaction already added"
            } else {
                "reaction already removed"
            })
        })
}
