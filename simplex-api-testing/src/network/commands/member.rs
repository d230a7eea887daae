//! Commands for the members of a group.

use simplex_api::commands::{
    ApiBlockMembersForAll, ApiLeaveGroup, ApiMembersRole, ApiRemoveMembers,
};
use simplex_api::responses::{
    LeftMemberUser, MembersBlockedForAllUser, MembersRoleUser, UserDeletedMembers,
};
use simplex_api::types::{
    ChatErrorType, ChatItemId, CiContent, CiDirection, GroupFeatureEnabled, GroupId, GroupMember,
    GroupMemberId, GroupMemberRole, GroupMemberStatus, Profile, SndGroupEvent,
};

use crate::network::context::ClientContext;
use crate::network::result::{NetworkResult, chat_error};
use crate::network::signal::GroupEvent;
use crate::network::state::chat_key::ChatKey;
use crate::network::state::group::GroupState;
use crate::network::state::items::StoredItem;
use crate::network::state::{item, profile};

impl ClientContext<'_> {
    pub(crate) fn set_roles(&mut self, command: &ApiMembersRole) -> NetworkResult<MembersRoleUser> {
        let (group, role) = (command.group_id, &command.member_role);
        let (user, group_state) = self.node.own_group(group)?;
        let ids = check_members(group_state, &command.group_member_ids)?;
        group_state.check_role_over(GroupMemberRole::Admin, &ids)?;
        group_state.check_role(role.clone())?;
        let mut changed = Vec::new();
        for id in &ids {
            let member_state = group_state.member_state(*id)?;
            if member_state.member.member_role != *role {
                member_state.member.member_role = role.clone();
                changed.push(member_state.member.clone());
            }
        }
        if !changed.is_empty() {
            let group_event = GroupEvent::Role {
                member_ids: member_ids(&changed),
                role: role.clone(),
            };
            self.broadcast(group, group_event)?;
        }
        self.add_own_event_items(group, &changed, |id, profile| {
            SndGroupEvent::member_role(id, profile, role.clone())
        })?;
        let info = self.node.group_state(group)?.info.clone();
        Ok(MembersRoleUser::new(user, info, role.clone()).members(changed))
    }

    /// The blocked members are not notified.
    pub(crate) fn block_members(
        &mut self,
        command: &ApiBlockMembersForAll,
    ) -> NetworkResult<MembersBlockedForAllUser> {
        let (group, blocked) = (command.group_id, command.blocked);
        let (user, group_state) = self.node.own_group(group)?;
        let ids = check_members(group_state, &command.group_member_ids)?;
        group_state.check_role_over(GroupMemberRole::Moderator, &ids)?;
        let mut members = Vec::new();
        for id in &ids {
            let member = &mut group_state.member_state(*id)?.member;
            member.blocked_by_admin = blocked;
            members.push(member.clone());
        }
        let group_event = GroupEvent::Block {
            member_ids: member_ids(&members),
            blocked,
        };
        self.broadcast(group, group_event)?;
        self.add_own_event_items(group, &members, |id, profile| {
            SndGroupEvent::member_blocked(id, profile, blocked)
        })?;
        let info = self.node.group_state(group)?.info.clone();
        Ok(MembersBlockedForAllUser::new(user, info)
            .members(members)
            .blocked(blocked))
    }

    pub(crate) fn remove_members(
        &mut self,
        command: &ApiRemoveMembers,
    ) -> NetworkResult<UserDeletedMembers> {
        let (group, with_messages) = (command.group_id, command.with_messages);
        let (user, group_state) = self.node.own_group(group)?;
        let ids = check_members(group_state, &command.group_member_ids)?;
        group_state.check_role_over(GroupMemberRole::Admin, &ids)?;
        let removed: Vec<_> = ids
            .iter()
            .map(|id| group_state.member(*id).cloned())
            .collect();
        let removed = removed.into_iter().collect::<NetworkResult<Vec<_>>>()?;
        let group_event = GroupEvent::Remove {
            member_ids: member_ids(&removed),
            with_messages,
        };
        self.broadcast(group, group_event)?;
        let own = self.node.group_state(group)?.info.membership.clone();
        let mut members = Vec::new();
        for id in &ids {
            members.push(self.end_membership(group, *id, GroupMemberStatus::Removed)?);
            if with_messages {
                self.delete_messages_of(group, Some(*id), &own)?;
            }
        }
        self.add_own_event_items(group, &members, SndGroupEvent::member_deleted)?;
        let group_state = self.node.group_state(group)?;
        group_state.update_counts();
        let info = group_state.info.clone();
        Ok(UserDeletedMembers::new(user, info)
            .members(members)
            .with_messages(with_messages))
    }

    /// Adds items about what the user did to each of these members, and reports them together.
    fn add_own_event_items(
        &mut self,
        group: GroupId,
        members: &[GroupMember],
        event: impl Fn(GroupMemberId, Profile) -> SndGroupEvent,
    ) -> NetworkResult<()> {
        if members.is_empty() {
            return Ok(());
        }
        let content = |member: &GroupMember| {
            let profile = profile::to_public(&member.member_profile);
            CiContent::snd_group_event(event(member.group_member_id, profile))
        };
        let contents = members.iter().map(content).collect();
        self.add_event_items(
            ChatKey::Group(group, None),
            &CiDirection::group_snd(),
            contents,
        )
    }

    pub(crate) fn leave_group(&mut self, command: &ApiLeaveGroup) -> NetworkResult<LeftMemberUser> {
        let group = command.group_id;
        let (user, _) = self.node.own_group(group)?;
        self.broadcast(group, GroupEvent::Leave)?;
        self.end_own_membership(group, GroupMemberStatus::Left)?;
        let event = SndGroupEvent::user_left();
        self.add_own_event_item(group, CiContent::snd_group_event(event))?;
        let group_state = self.node.group_state(group)?;
        let info = group_state.info.clone();
        group_state.update_counts();
        Ok(LeftMemberUser::new(user, info))
    }

    /// Ends the user's membership in a group. The numbers of members change after the event.
    pub(crate) fn end_own_membership(
        &mut self,
        group: GroupId,
        status: GroupMemberStatus,
    ) -> NetworkResult<()> {
        let group_state = self.node.group_state(group)?;
        group_state.info.membership.member_status = status;
        if let Some(link) = group_state.link.take() {
            self.shared.directory.unpublish(&link.conn_link_contact);
        }
        Ok(())
    }

    /// Ends the membership of another member. The numbers of members change after the event.
    pub(crate) fn end_membership(
        &mut self,
        group: GroupId,
        id: GroupMemberId,
        status: GroupMemberStatus,
    ) -> NetworkResult<GroupMember> {
        let group_state = self.node.group_state(group)?;
        let member_state = group_state.member_state(id)?;
        member_state.member.member_status = status;
        member_state.member.active_conn = None;
        member_state.endpoint = None;
        Ok(member_state.member.clone())
    }

    /// Deletes all messages of a removed member, or of the user. Only the event of the removal reports that.
    pub(crate) fn delete_messages_of(
        &mut self,
        group: GroupId,
        author: Option<GroupMemberId>,
        by: &GroupMember,
    ) -> NetworkResult<()> {
        let chat = ChatKey::Group(group, None);
        let group_state = self.node.group_state(group)?;
        let is_theirs = |stored: &StoredItem| match author {
            Some(_) => stored.author == author,
            None => item::is_sent(&stored.item),
        };
        let theirs = group_state
            .chat_items
            .iter()
            .filter(|stored| is_theirs(stored));
        let messages = theirs
            .map(|stored| &stored.item)
            .filter(|item| item::message(item).is_some() && item.meta.item_deleted.is_none());
        let ids: Vec<ChatItemId> = messages.map(|item| item.meta.item_id).collect();
        let fully = &group_state.info.full_group_preferences.full_delete.enable;
        let mark = *fully != GroupFeatureEnabled::On;
        if ids.is_empty() {
            return Ok(());
        }
        self.delete_locally(chat, &ids, mark, Some(by))?;
        Ok(())
    }
}

/// # Errors
/// If one of the ids is not a member of the group.
fn check_members(
    group_state: &GroupState,
    ids: &[GroupMemberId],
) -> NetworkResult<Vec<GroupMemberId>> {
    let is_there = |id: &GroupMemberId| {
        let member = group_state.member(*id);
        member.is_ok_and(|member| !member.member_status.has_ended())
    };
    if ids.iter().all(is_there) && !ids.is_empty() {
        Ok(ids.to_vec())
    } else {
        Err(chat_error(ChatErrorType::group_member_not_found()))
    }
}

fn member_ids(members: &[GroupMember]) -> Vec<String> {
    members.iter().map(|m| m.member_id.clone()).collect()
}
