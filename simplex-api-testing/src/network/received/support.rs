//! Support chats: the conversation of a member with the moderators of a group, and its counters.

use simplex_api::types::{AChatItem, GroupSupportChat, UtcTime};

use crate::network::context::ClientContext;
use crate::network::result::NetworkResult;
use crate::network::state::chat_key::ChatKey;
use crate::network::state::group::GroupState;
use crate::network::state::items::{Participant, SupportScope};

/// A support chat without messages.
pub(crate) fn new_support_chat(now: UtcTime) -> GroupSupportChat {
    GroupSupportChat::new(now, 0, 0, 0)
}

impl GroupState {
    /// The counters of a support chat, if it exists.
    fn support_chat(
        &mut self,
        scope: SupportScope,
    ) -> NetworkResult<&mut Option<GroupSupportChat>> {
        Ok(match scope {
            SupportScope::Own => &mut self.info.membership.support_chat,
            SupportScope::Member(id) => &mut self.member_state(id)?.member.support_chat,
        })
    }
}

impl ClientContext<'_> {
    /// Counts a message that was received in a support chat. The event of the message shows the chat after that.
    pub(crate) fn count_support_message(
        &mut self,
        chat: ChatKey,
        participant: Participant,
        displayed: &mut AChatItem,
    ) -> NetworkResult<()> {
        let ChatKey::Group(group, Some(scope)) = chat else {
            return Ok(());
        };
        let now = self.shared.now();
        let is_mention = displayed.chat_item.meta.user_mention;
        let group_state = self.node.group_state(group)?;
        let support = group_state.support_chat(scope)?;
        let support = support.get_or_insert_with(|| new_support_chat(now.clone()));
        support.unread += 1;
        support.chat_ts = now.clone();
        match scope {
            SupportScope::Own => support.mentions += i64::from(is_mention),
            SupportScope::Member(id) if participant == Participant::Member(id) => {
                support.member_attention += 1;
                support.last_msg_from_member_ts = Some(now);
            }
            // A moderator has answered.
            SupportScope::Member(_) => support.member_attention = 0,
        }
        group_state.update_attention();
        displayed.chat_info = self.node.chat_info(chat)?;
        Ok(())
    }

    /// The user has sent a message to their own support chat, which exists from then on.
    pub(crate) fn open_support_chat(&mut self, chat: ChatKey) -> NetworkResult<()> {
        if let ChatKey::Group(group, Some(scope @ SupportScope::Own)) = chat {
            let now = self.shared.now();
            let group_state = self.node.group_state(group)?;
            group_state
                .support_chat(scope)?
                .get_or_insert_with(|| new_support_chat(now));
        }
        Ok(())
    }
}
