//! Review of new members: until a moderator accepts them, they talk with the moderators in a support chat.

use simplex_api::events::{MemberAcceptedByOther, UserJoinedGroup};
use simplex_api::types::{
    CiContent, CiDirection, GroupId, GroupMemberId, GroupMemberRole, GroupMemberStatus,
    RcvGroupEvent, SndGroupEvent,
};

use crate::network::context::ClientContext;
use crate::network::result::NetworkResult;
use crate::network::state::chat_key::ChatKey;
use crate::network::state::items::{Participant, SupportScope};
use crate::network::state::profile;

impl ClientContext<'_> {
    /// Opens the user's support chat, if the user waits for review in this group.
    pub(crate) fn open_own_review(
        &mut self,
        group: GroupId,
    ) -> NetworkResult<Option<SupportScope>> {
        let now = self.shared.now();
        let group_state = self.node.group_state(group)?;
        let scope = group_state.own_review_scope();
        if let Some(scope) = scope {
            group_state.open_support_chat(scope, now);
        }
        Ok(scope)
    }

    /// The host has asked the user to wait.
    pub(crate) fn wait_for_review(
        &mut self,
        group: GroupId,
        host: GroupMemberId,
    ) -> NetworkResult<()> {
        let chat = ChatKey::Group(group, Some(SupportScope::Own));
        let content = CiContent::snd_group_event(SndGroupEvent::user_pending_review());
        self.add_event_item(chat, CiDirection::group_snd(), content)?;
        let (user, info, host) = self.event_context(group, host)?;
        let own = info.membership.clone();
        self.emit(&MemberAcceptedByOther::new(user, info, host, own));
        Ok(())
    }

    /// Asks the user, who is a moderator, to review a member.
    pub(crate) fn add_pending_review_item(
        &mut self,
        group: GroupId,
        member: GroupMemberId,
        by: GroupMemberId,
    ) -> NetworkResult<()> {
        let event = CiContent::rcv_group_event(RcvGroupEvent::new_member_pending_review());
        self.add_scoped_event_item(group, Some(SupportScope::Member(member)), by, event)
    }

    /// The item that asks for a review is unread.
    pub(crate) fn count_pending_review(
        &mut self,
        group: GroupId,
        member: GroupMemberId,
        by: GroupMemberId,
    ) -> NetworkResult<()> {
        let now = self.shared.now();
        let (scope, by) = (SupportScope::Member(member), Participant::Member(by));
        let group_state = self.node.group_state(group)?;
        group_state.count_unread_in_support(scope, by, false, &now);
        Ok(())
    }

    /// A moderator has accepted the user, or another member.
    pub(crate) fn on_member_accepted(
        &mut self,
        group: GroupId,
        by: GroupMemberId,
        member_id: &str,
        role: GroupMemberRole,
    ) -> NetworkResult<()> {
        let group_state = self.node.group_state(group)?;
        if group_state.info.membership.member_id == member_id {
            return self.on_user_accepted(group, by, role);
        }
        let Some(id) = group_state.find(member_id) else {
            return Ok(());
        };
        let member = &mut group_state.member_state(id)?.member;
        member.member_status = GroupMemberStatus::Connected;
        member.member_role = role;
        let member = member.clone();
        let connected = CiContent::rcv_group_event(RcvGroupEvent::member_connected());
        self.add_member_event_item(group, id, connected)?;
        let profile = profile::to_public(&member.member_profile);
        let accepted = CiContent::rcv_group_event(RcvGroupEvent::member_accepted(id, profile));
        self.add_scoped_event_item(group, Some(SupportScope::Member(id)), by, accepted)?;
        let (user, info, by_member) = self.event_context(group, by)?;
        self.emit(&MemberAcceptedByOther::new(user, info, by_member, member));
        self.node.group_state(group)?.update_counts();
        Ok(())
    }

    fn on_user_accepted(
        &mut self,
        group: GroupId,
        by: GroupMemberId,
        role: GroupMemberRole,
    ) -> NetworkResult<()> {
        let own = &mut self.node.group_state(group)?.info.membership;
        own.member_status = GroupMemberStatus::Connected;
        own.member_role = role;
        self.add_joined_group_items(group, None, by)?;
        for scope in [None, Some(SupportScope::Own)] {
            let accepted = CiContent::rcv_group_event(RcvGroupEvent::user_accepted());
            self.add_scoped_event_item(group, scope, by, accepted)?;
        }
        let (user, info, host) = self.event_context(group, by)?;
        self.emit(&UserJoinedGroup::new(user, info, host));
        self.node.group_state(group)?.update_counts();
        Ok(())
    }
}
