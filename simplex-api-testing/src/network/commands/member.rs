//! Commands about the members of a group.

use simplex_api::commands::{
    ApiAcceptMember, ApiBlockMembersForAll, ApiLeaveGroup, ApiMembersRole, ApiRemoveMembers,
};
use simplex_api::events::GroupChatItemsDeleted;
use simplex_api::responses::{
    LeftMemberUser, MemberAccepted, MembersBlockedForAllUser, MembersRoleUser, UserDeletedMembers,
};
use simplex_api::types::{
    ChatErrorType, ChatItemId, CiContent, GroupFeatureEnabled, GroupId, GroupMember, GroupMemberId,
    GroupMemberRole, GroupMemberStatus, SndGroupEvent,
};

use crate::network::outcome::{Outcome, refused};
use crate::network::signal::GroupEvent;
use crate::network::state::group::{Room, is_pending, rank};
use crate::network::state::items::Entry;
use crate::network::state::node::ChatKey;
use crate::network::state::{item, profile};
use crate::network::turn::Turn;

impl Turn<'_> {
    pub(crate) fn accept_member(&mut self, command: &ApiAcceptMember) -> Outcome<MemberAccepted> {
        let (group, id) = (command.group_id, command.group_member_id);
        let (user, room) = self.node.own_room(group)?;
        room.check_role(GroupMemberRole::Moderator)?;
        room.check_role(command.member_role.clone())?;
        let seat = room.seat(id)?;
        if !is_pending(&seat.member.member_status) {
            return Err(refused(ChatErrorType::group_member_not_active()));
        }
        seat.member.member_status = GroupMemberStatus::Connected;
        seat.member.member_role = command.member_role.clone();
        let member = seat.member.clone();
        room.count();
        let accepted = GroupEvent::Accepted {
            member_id: member.member_id.clone(),
            role: command.member_role.clone(),
        };
        self.announce(group, accepted)?;
        self.introduce(group, id, false)?;
        let event = SndGroupEvent::member_accepted(id, profile::shown(&member.member_profile));
        self.note_own(group, CiContent::snd_group_event(event))?;
        let info = self.node.room(group)?.info.clone();
        Ok(MemberAccepted::new(user, info, member))
    }

    pub(crate) fn set_roles(&mut self, command: &ApiMembersRole) -> Outcome<MembersRoleUser> {
        let (group, role) = (command.group_id, &command.member_role);
        let (user, room) = self.node.own_room(group)?;
        let ids = known(room, &command.group_member_ids)?;
        room.check_over(GroupMemberRole::Admin, &ids)?;
        room.check_role(role.clone())?;
        let mut changed = Vec::new();
        for id in &ids {
            let seat = room.seat(*id)?;
            if seat.member.member_role != *role {
                seat.member.member_role = role.clone();
                changed.push(seat.member.clone());
            }
        }
        let members: Vec<_> = ids.iter().map(|id| room.member(*id).cloned()).collect();
        let members = members.into_iter().collect::<Outcome<Vec<_>>>()?;
        if !changed.is_empty() {
            let told = GroupEvent::Role {
                member_ids: member_ids(&changed),
                role: role.clone(),
            };
            self.announce(group, told)?;
        }
        for member in changed {
            let shown = profile::shown(&member.member_profile);
            let event = SndGroupEvent::member_role(member.group_member_id, shown, role.clone());
            self.note_own(group, CiContent::snd_group_event(event))?;
        }
        let info = self.node.room(group)?.info.clone();
        Ok(MembersRoleUser::new(user, info, role.clone()).members(members))
    }

    /// Those who are blocked are not told.
    pub(crate) fn block_members(
        &mut self,
        command: &ApiBlockMembersForAll,
    ) -> Outcome<MembersBlockedForAllUser> {
        let (group, blocked) = (command.group_id, command.blocked);
        let (user, room) = self.node.own_room(group)?;
        let ids = known(room, &command.group_member_ids)?;
        room.check_over(GroupMemberRole::Moderator, &ids)?;
        let mut members = Vec::new();
        for id in &ids {
            let member = &mut room.seat(*id)?.member;
            member.blocked_by_admin = blocked;
            members.push(member.clone());
        }
        let told = GroupEvent::Block {
            member_ids: member_ids(&members),
            blocked,
        };
        self.announce(group, told)?;
        for member in &members {
            let shown = profile::shown(&member.member_profile);
            let event = SndGroupEvent::member_blocked(member.group_member_id, shown, blocked);
            self.note_own(group, CiContent::snd_group_event(event))?;
        }
        let info = self.node.room(group)?.info.clone();
        Ok(MembersBlockedForAllUser::new(user, info)
            .members(members)
            .blocked(blocked))
    }

    pub(crate) fn remove_members(
        &mut self,
        command: &ApiRemoveMembers,
    ) -> Outcome<UserDeletedMembers> {
        let (group, with_messages) = (command.group_id, command.with_messages);
        let (user, room) = self.node.own_room(group)?;
        let ids = known(room, &command.group_member_ids)?;
        room.check_over(GroupMemberRole::Admin, &ids)?;
        let removed: Vec<_> = ids.iter().map(|id| room.member(*id).cloned()).collect();
        let removed = removed.into_iter().collect::<Outcome<Vec<_>>>()?;
        let told = GroupEvent::Remove {
            member_ids: member_ids(&removed),
            with_messages,
        };
        self.announce(group, told)?;
        let own = self.node.room(group)?.info.membership.clone();
        let mut members = Vec::new();
        for id in &ids {
            members.push(self.unseat(group, *id, GroupMemberStatus::Removed)?);
            if with_messages {
                self.delete_of(group, Some(*id), &own, true)?;
            }
        }
        for member in &members {
            let shown = profile::shown(&member.member_profile);
            let event = SndGroupEvent::member_deleted(member.group_member_id, shown);
            self.note_own(group, CiContent::snd_group_event(event))?;
        }
        let info = self.node.room(group)?.info.clone();
        Ok(UserDeletedMembers::new(user, info)
            .members(members)
            .with_messages(with_messages))
    }

    pub(crate) fn leave_group(&mut self, command: &ApiLeaveGroup) -> Outcome<LeftMemberUser> {
        let group = command.group_id;
        let (user, room) = self.node.own_room(group)?;
        room.check_joined()?;
        self.announce(group, GroupEvent::Leave)?;
        self.stop_membership(group, GroupMemberStatus::Left)?;
        let event = SndGroupEvent::user_left();
        self.note_own(group, CiContent::snd_group_event(event))?;
        let info = self.node.room(group)?.info.clone();
        Ok(LeftMemberUser::new(user, info))
    }

    /// The user is in the group no more.
    pub(crate) fn stop_membership(
        &mut self,
        group: GroupId,
        status: GroupMemberStatus,
    ) -> Outcome<()> {
        let room = self.node.room(group)?;
        room.info.membership.member_status = status;
        room.count();
        if let Some(link) = room.link.take() {
            self.world.directory.withdraw(&link.conn_link_contact);
        }
        Ok(())
    }

    /// Another member is in the group no more.
    pub(crate) fn unseat(
        &mut self,
        group: GroupId,
        id: GroupMemberId,
        status: GroupMemberStatus,
    ) -> Outcome<GroupMember> {
        let room = self.node.room(group)?;
        let seat = room.seat(id)?;
        seat.member.member_status = status;
        seat.member.active_conn = None;
        seat.address = None;
        let member = seat.member.clone();
        room.count();
        Ok(member)
    }

    /// Deletes all messages of a member, or of the user, who was removed.
    pub(crate) fn delete_of(
        &mut self,
        group: GroupId,
        author: Option<GroupMemberId>,
        by: &GroupMember,
        by_user: bool,
    ) -> Outcome<()> {
        let chat = ChatKey::Group(group, None);
        let room = self.node.room(group)?;
        let is_theirs = |entry: &Entry| match author {
            Some(_) => entry.author == author,
            None => item::is_sent(&entry.item),
        };
        let theirs = room.entries.iter().filter(|entry| is_theirs(entry));
        let messages = theirs
            .map(|entry| &entry.item)
            .filter(|item| item::message(item).is_some() && item.meta.item_deleted.is_none());
        let ids: Vec<ChatItemId> = messages.map(|item| item.meta.item_id).collect();
        let fully = &room.info.full_group_preferences.full_delete.enable;
        let mark = *fully != GroupFeatureEnabled::On;
        if ids.is_empty() {
            return Ok(());
        }
        self.delete_here(chat, &ids, mark, Some(by))?;
        let user = self.node.chat_user(chat)?;
        let info = self.node.room(group)?.info.clone();
        let mut deleted = GroupChatItemsDeleted::new(user, info);
        deleted.chat_item_ids = ids;
        deleted.by_user = by_user;
        deleted.member = (!by_user).then(|| by.clone());
        self.emit(&deleted);
        Ok(())
    }
}

/// # Errors
/// If one is not a member of the group.
fn known(room: &Room, ids: &[GroupMemberId]) -> Outcome<Vec<GroupMemberId>> {
    let is_there = |id: &GroupMemberId| {
        let member = room.member(*id);
        member.is_ok_and(|member| !member.member_status.has_ended())
    };
    if ids.iter().all(is_there) && !ids.is_empty() {
        Ok(ids.to_vec())
    } else {
        Err(refused(ChatErrorType::group_member_not_found()))
    }
}

fn member_ids(members: &[GroupMember]) -> Vec<String> {
    members.iter().map(|m| m.member_id.clone()).collect()
}

/// Whether a member of this role may do what needs another.
pub(crate) fn may(role: &GroupMemberRole, required: &GroupMemberRole) -> bool {
    rank(role) >= rank(required)
}
