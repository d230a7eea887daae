//! The support chats of a group: who has one, and what is unread in it.

use simplex_api::types::{GroupSupportChat, UtcTime};

use crate::network::state::group::{GroupState, is_pending};
use crate::network::state::items::{Participant, SupportScope};

impl GroupState {
    /// The user's support chat, if the user waits to be accepted: then everything happens in it.
    pub(crate) fn own_review_scope(&self) -> Option<SupportScope> {
        is_pending(&self.info.membership.member_status).then_some(SupportScope::Own)
    }

    /// The support chat of a member, or of the user. It is created if there is none.
    pub(crate) fn open_support_chat(
        &mut self,
        scope: SupportScope,
        now: UtcTime,
    ) -> Option<&mut GroupSupportChat> {
        let member = match scope {
            SupportScope::Own => &mut self.info.membership,
            SupportScope::Member(id) => &mut self.members.get_mut(&id)?.member,
        };
        let new = || GroupSupportChat::new(now, 0, 0, 0);
        Some(member.support_chat.get_or_insert_with(new))
    }

    /// Counts an unread item of a support chat. The member needs attention until a moderator answers.
    pub(crate) fn count_unread_in_support(
        &mut self,
        scope: SupportScope,
        author: Participant,
        mentions_user: bool,
        now: &UtcTime,
    ) {
        let Some(chat) = self.open_support_chat(scope, now.clone()) else {
            return;
        };
        chat.chat_ts = now.clone();
        chat.unread += 1;
        chat.mentions += i64::from(mentions_user);
        match (scope, author) {
            (SupportScope::Member(member), Participant::Member(author)) if member == author => {
                chat.member_attention += 1;
            }
            _ => chat.member_attention = 0,
        }
        self.update_attention();
    }

    /// Notes when the member of a support chat has written to it.
    pub(crate) fn set_last_support_message(
        &mut self,
        scope: SupportScope,
        author: Participant,
        now: UtcTime,
    ) {
        if let (SupportScope::Member(member), Participant::Member(author)) = (scope, author)
            && member == author
            && let Some(chat) = self.open_support_chat(scope, now.clone())
        {
            chat.last_msg_from_member_ts = Some(now);
        }
    }
}
