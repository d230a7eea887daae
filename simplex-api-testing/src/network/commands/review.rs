//! Accepting members who wait for review.

use simplex_api::commands::ApiAcceptMember;
use simplex_api::responses::MemberAccepted;
use simplex_api::types::{
    CiContent, CiDirection, GroupMemberRole, GroupMemberStatus, RcvGroupEvent, SndGroupEvent,
};

use crate::network::context::ClientContext;
use crate::network::result::{NetworkResult, command_error};
use crate::network::signal::GroupEvent;
use crate::network::state::chat_key::ChatKey;
use crate::network::state::group::is_pending;
use crate::network::state::items::SupportScope;
use crate::network::state::profile;

impl ClientContext<'_> {
    pub(crate) fn accept_member(
        &mut self,
        command: &ApiAcceptMember,
    ) -> NetworkResult<MemberAccepted> {
        let (group, id) = (command.group_id, command.group_member_id);
        let (user, group_state) = self.node.own_group(group)?;
        group_state.member(id)?;
        group_state.check_role(GroupMemberRole::Moderator)?;
        group_state.check_role(command.member_role.clone())?;
        let member = &mut group_state.member_state(id)?.member;
        if !is_pending(&member.member_status) {
            return Err(command_error(
                "member should be pending approval and invitee, or pending review and not invitee",
            ));
        }
        member.member_status = GroupMemberStatus::Connected;
        member.member_role = command.member_role.clone();
        let member = member.clone();
        let accepted = GroupEvent::Accepted {
            member_id: member.member_id.clone(),
            role: command.member_role.clone(),
        };
        self.broadcast(group, accepted)?;
        self.introduce(group, id, false)?;
        let connected = CiContent::rcv_group_event(RcvGroupEvent::member_connected());
        self.add_member_event_item(group, id, connected)?;
        let accepted =
            SndGroupEvent::member_accepted(id, profile::to_public(&member.member_profile));
        self.add_event_item(
            ChatKey::Group(group, Some(SupportScope::Member(id))),
            CiDirection::group_snd(),
            CiContent::snd_group_event(accepted),
        )?;
        let group_state = self.node.group_state(group)?;
        // The numbers of members follow later.
        let info = group_state.info.clone();
        group_state.update_counts();
        Ok(MemberAccepted::new(user, info, member))
    }
}
