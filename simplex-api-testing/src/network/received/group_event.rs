//! Processes group events of other members.

use simplex_api::events::{
    DeletedMember, DeletedMemberUser, GroupDeleted, GroupMemberUpdated, GroupUpdated, LeftMember,
    MemberBlockedForAll, MemberRole,
};
use simplex_api::types::{
    CiContent, GroupId, GroupInfo, GroupMember, GroupMemberId, GroupMemberRole, GroupMemberStatus,
    GroupProfile, Profile, RcvGroupEvent, User,
};

use crate::network::commands::group::differs_beside_preferences;
use crate::network::context::ClientContext;
use crate::network::endpoint::Endpoint;
use crate::network::result::NetworkResult;
use crate::network::signal::GroupEvent;
use crate::network::state::group::has_role;
use crate::network::state::{features, profile};

impl ClientContext<'_> {
    /// Processes a group event. It is ignored if the member does not have the required role.
    pub(crate) fn on_group_event(
        &mut self,
        group: GroupId,
        from: Endpoint,
        event: GroupEvent,
    ) -> NetworkResult<()> {
        if let GroupEvent::Join(member_info) = event {
            return self.on_join(group, *member_info);
        }
        if let GroupEvent::Refuse(member_info) = event {
            let member = self.node.group_state(group)?.find(&member_info.member_id);
            return match member {
                Some(member) => self.on_relay_answer(group, member, member_info.endpoint, false),
                None => Ok(()),
            };
        }
        let group_state = self.node.group_state(group)?;
        if group_state.check_joined().is_err() {
            return Ok(());
        }
        let Some(by) = group_state.member_at(from) else {
            return Ok(());
        };
        let role = group_state.member(by)?.member_role.clone();
        let may = |required| has_role(&role, &required);
        match event {
            GroupEvent::Join(_) | GroupEvent::Refuse(_) => Ok(()),
            GroupEvent::Members(member_infos) => self.on_members(group, member_infos),
            GroupEvent::NewMember {
                member_info,
                pending,
            } => self.on_new_member(group, by, *member_info, pending),
            GroupEvent::Accepted { member_id, role } if may(GroupMemberRole::Moderator) => {
                self.on_member_accepted(group, by, &member_id, role)
            }
            GroupEvent::Role { member_ids, role } if may(GroupMemberRole::Admin) => {
                for member_id in member_ids {
                    self.on_role(group, by, &member_id, role.clone())?;
                }
                Ok(())
            }
            GroupEvent::Block {
                member_ids,
                blocked,
            } if may(GroupMemberRole::Moderator) => {
                for member_id in member_ids {
                    self.on_block(group, by, &member_id, blocked)?;
                }
                Ok(())
            }
            GroupEvent::Remove {
                member_ids,
                with_messages,
            } if may(GroupMemberRole::Admin) => {
                for member_id in member_ids {
                    self.on_removal(group, by, &member_id, with_messages)?;
                }
                Ok(())
            }
            GroupEvent::Leave => self.on_leave(group, by),
            GroupEvent::Deleted if may(GroupMemberRole::Owner) => self.on_group_deleted(group, by),
            GroupEvent::Profile(profile) if may(GroupMemberRole::Owner) => {
                self.on_group_profile(group, by, *profile)
            }
            GroupEvent::Member(profile) => self.on_member_profile(group, by, *profile),
            _ => Ok(()),
        }
    }

    fn on_role(
        &mut self,
        group: GroupId,
        by: GroupMemberId,
        member_id: &str,
        to: GroupMemberRole,
    ) -> NetworkResult<()> {
        let group_state = self.node.group_state(group)?;
        let id = group_state.find(member_id);
        let member = match id {
            Some(id) => &mut group_state.member_state(id)?.member,
            None if group_state.info.membership.member_id == member_id => {
                &mut group_state.info.membership
            }
            None => return Ok(()),
        };
        let from = std::mem::replace(&mut member.member_role, to.clone());
        let member = member.clone();
        let (user, info, by_member) = self.event_context(group, by)?;
        let profile = profile::to_public(&member.member_profile);
        let event = match id {
            Some(id) => RcvGroupEvent::member_role(id, profile, to.clone()),
            None => RcvGroupEvent::user_role(to.clone()),
        };
        self.add_member_event_item(group, by, CiContent::rcv_group_event(event))?;
        self.emit(&MemberRole::new(user, info, by_member, member, from, to));
        Ok(())
    }

    fn on_block(
        &mut self,
        group: GroupId,
        by: GroupMemberId,
        member_id: &str,
        blocked: bool,
    ) -> NetworkResult<()> {
        let group_state = self.node.group_state(group)?;
        let Some(id) = group_state.find(member_id) else {
            return Ok(());
        };
        let member = &mut group_state.member_state(id)?.member;
        member.blocked_by_admin = blocked;
        let member = member.clone();
        let (user, info, by_member) = self.event_context(group, by)?;
        let profile = profile::to_public(&member.member_profile);
        let event = RcvGroupEvent::member_blocked(id, profile, blocked);
        self.add_member_event_item(group, by, CiContent::rcv_group_event(event))?;
        self.emit(&MemberBlockedForAll::new(user, info, by_member, member).blocked(blocked));
        Ok(())
    }

    fn on_removal(
        &mut self,
        group: GroupId,
        by: GroupMemberId,
        member_id: &str,
        with_messages: bool,
    ) -> NetworkResult<()> {
        let group_state = self.node.group_state(group)?;
        if group_state.info.membership.member_id == member_id {
            self.end_own_membership(group, GroupMemberStatus::Removed)?;
            let (user, info, by_member) = self.event_context(group, by)?;
            let event = RcvGroupEvent::user_deleted();
            self.add_member_event_item(group, by, CiContent::rcv_group_event(event))?;
            let removed = DeletedMemberUser::new(user, info, by_member.clone());
            self.emit(&removed.with_messages(with_messages));
            self.node.group_state(group)?.update_counts();
            return if with_messages {
                self.delete_messages_of(group, None, &by_member)
            } else {
                Ok(())
            };
        }
        let Some(id) = group_state.find(member_id) else {
            return Ok(());
        };
        let member = self.end_membership(group, id, GroupMemberStatus::Removed)?;
        let (user, info, by_member) = self.event_context(group, by)?;
        let profile = profile::to_public(&member.member_profile);
        let event = RcvGroupEvent::member_deleted(id, profile);
        self.add_member_event_item(group, by, CiContent::rcv_group_event(event))?;
        let deleted = DeletedMember::new(user, info, by_member.clone(), member);
        self.emit(&deleted.with_messages(with_messages));
        self.node.group_state(group)?.update_counts();
        if with_messages {
            self.delete_messages_of(group, Some(id), &by_member)
        } else {
            Ok(())
        }
    }

    fn on_leave(&mut self, group: GroupId, by: GroupMemberId) -> NetworkResult<()> {
        self.end_membership(group, by, GroupMemberStatus::Left)?;
        let (user, info, member) = self.event_context(group, by)?;
        let event = RcvGroupEvent::member_left();
        self.add_member_event_item(group, by, CiContent::rcv_group_event(event))?;
        self.emit(&LeftMember::new(user, info, member));
        self.node.group_state(group)?.update_counts();
        Ok(())
    }

    fn on_group_deleted(&mut self, group: GroupId, by: GroupMemberId) -> NetworkResult<()> {
        self.end_own_membership(group, GroupMemberStatus::Deleted)?;
        let (user, info, member) = self.event_context(group, by)?;
        let event = RcvGroupEvent::group_deleted();
        self.add_member_event_item(group, by, CiContent::rcv_group_event(event))?;
        self.emit(&GroupDeleted::new(user, info, member));
        self.node.group_state(group)?.update_counts();
        Ok(())
    }

    fn on_group_profile(
        &mut self,
        group: GroupId,
        by: GroupMemberId,
        to: GroupProfile,
    ) -> NetworkResult<()> {
        let from = self.node.group_state(group)?.info.clone();
        self.set_group_profile(group, to.clone())?;
        let (user, info, member) = self.event_context(group, by)?;
        let old = from.clone();
        let changes =
            features::group_changes(&from.full_group_preferences, &info.full_group_preferences);
        self.emit(&GroupUpdated::new(user, from, info).member(member));
        if differs_beside_preferences(&old.group_profile, &to) {
            let event = RcvGroupEvent::group_updated(to);
            self.add_member_event_item(group, by, CiContent::rcv_group_event(event))?;
        }
        for feature in changes {
            self.add_member_event_item(group, by, feature.received())?;
        }
        Ok(())
    }

    fn on_member_profile(
        &mut self,
        group: GroupId,
        by: GroupMemberId,
        to: Profile,
    ) -> NetworkResult<()> {
        let group_state = self.node.group_state(group)?;
        let user_id = group_state.user_id;
        let member = &mut group_state.member_state(by)?.member;
        // Contacts have already seen the change.
        if member.member_contact_id.is_some() {
            return Ok(());
        }
        let from = member.clone();
        let name = self
            .node
            .change_name(user_id, &from.local_display_name, &to.display_name)?;
        let member = &mut self.node.group_state(group)?.member_state(by)?.member;
        member.local_display_name = name;
        member.member_profile = profile::to_local(from.member_profile.profile_id, to.clone());
        member.member_profile.preferences = None;
        let old = profile::to_public(&from.member_profile);
        let event = RcvGroupEvent::member_profile_updated(old, to);
        self.add_member_event_item(group, by, CiContent::rcv_group_event(event))?;
        let (user, info, to) = self.event_context(group, by)?;
        self.emit(&GroupMemberUpdated::new(user, info, from, to));
        Ok(())
    }

    pub(crate) fn event_context(
        &mut self,
        group: GroupId,
        by: GroupMemberId,
    ) -> NetworkResult<(User, GroupInfo, GroupMember)> {
        let group_state = self.node.group_state(group)?;
        let (user_id, info) = (group_state.user_id, group_state.info.clone());
        let by = group_state.member(by)?.clone();
        Ok((self.node.user(user_id)?, info, by))
    }
}
