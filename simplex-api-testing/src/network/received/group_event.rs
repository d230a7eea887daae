//! What members tell each other about a group, as the client takes it.

use simplex_api::events::{
    DeletedMember, DeletedMemberUser, GroupDeleted, GroupMemberUpdated, GroupUpdated, LeftMember,
    MemberAcceptedByOther, MemberBlockedForAll, MemberRole,
};
use simplex_api::types::{
    CiContent, GroupId, GroupInfo, GroupMember, GroupMemberId, GroupMemberRole, GroupMemberStatus,
    GroupProfile, Profile, RcvGroupEvent, User,
};

use crate::network::commands::member::may;
use crate::network::outcome::Outcome;
use crate::network::signal::GroupEvent;
use crate::network::state::profile;
use crate::network::turn::Turn;
use crate::network::world::Address;

impl Turn<'_> {
    /// Takes what a member tells. What the member may not do is passed over.
    pub(crate) fn hear_group_event(
        &mut self,
        group: GroupId,
        from: Address,
        event: GroupEvent,
    ) -> Outcome<()> {
        if let GroupEvent::Join(card) = event {
            return self.joined(group, *card);
        }
        if let GroupEvent::Refuse(card) = event {
            let member = self.node.room(group)?.find(&card.member_id);
            return match member {
                Some(member) => self.relay_answered(group, member, card.seat, false),
                None => Ok(()),
            };
        }
        let room = self.node.room(group)?;
        if room.check_joined().is_err() {
            return Ok(());
        }
        let Some(by) = room.at(from) else {
            return Ok(());
        };
        let role = room.member(by)?.member_role.clone();
        let may = |required| may(&role, &required);
        match event {
            GroupEvent::Join(_) | GroupEvent::Refuse(_) => Ok(()),
            GroupEvent::Members(cards) => self.hear_members(group, cards),
            GroupEvent::New { card, pending } => self.hear_new(group, by, *card, pending),
            GroupEvent::Accepted { member_id, role } if may(GroupMemberRole::Moderator) => {
                self.hear_accepted(group, by, &member_id, role)
            }
            GroupEvent::Role { member_ids, role } if may(GroupMemberRole::Admin) => {
                for member_id in member_ids {
                    self.hear_role(group, by, &member_id, role.clone())?;
                }
                Ok(())
            }
            GroupEvent::Block {
                member_ids,
                blocked,
            } if may(GroupMemberRole::Moderator) => {
                for member_id in member_ids {
                    self.hear_block(group, by, &member_id, blocked)?;
                }
                Ok(())
            }
            GroupEvent::Remove {
                member_ids,
                with_messages,
            } if may(GroupMemberRole::Admin) => {
                for member_id in member_ids {
                    self.hear_removal(group, by, &member_id, with_messages)?;
                }
                Ok(())
            }
            GroupEvent::Leave => self.hear_leave(group, by),
            GroupEvent::Deleted if may(GroupMemberRole::Owner) => self.hear_end(group, by),
            GroupEvent::Profile(profile) if may(GroupMemberRole::Owner) => {
                self.hear_group_profile(group, by, *profile)
            }
            GroupEvent::Member(profile) => self.hear_member(group, by, *profile),
            _ => Ok(()),
        }
    }

    fn hear_accepted(
        &mut self,
        group: GroupId,
        by: GroupMemberId,
        member_id: &str,
        role: GroupMemberRole,
    ) -> Outcome<()> {
        let room = self.node.room(group)?;
        if room.info.membership.member_id == member_id {
            room.info.membership.member_status = GroupMemberStatus::Connected;
            room.info.membership.member_role = role;
            room.count();
            let event = RcvGroupEvent::user_accepted();
            return self.note_of(group, by, CiContent::rcv_group_event(event));
        }
        let Some(id) = room.find(member_id) else {
            return Ok(());
        };
        let member = &mut room.seat(id)?.member;
        member.member_status = GroupMemberStatus::Connected;
        member.member_role = role;
        let member = member.clone();
        room.count();
        let (user, info, by_member) = self.told_by(group, by)?;
        let shown = profile::shown(&member.member_profile);
        self.emit(&MemberAcceptedByOther::new(user, info, by_member, member));
        let event = RcvGroupEvent::member_accepted(id, shown);
        self.note_of(group, by, CiContent::rcv_group_event(event))
    }

    fn hear_role(
        &mut self,
        group: GroupId,
        by: GroupMemberId,
        member_id: &str,
        to: GroupMemberRole,
    ) -> Outcome<()> {
        let room = self.node.room(group)?;
        let id = room.find(member_id);
        let member = match id {
            Some(id) => &mut room.seat(id)?.member,
            None if room.info.membership.member_id == member_id => &mut room.info.membership,
            None => return Ok(()),
        };
        let from = std::mem::replace(&mut member.member_role, to.clone());
        let member = member.clone();
        let (user, info, by_member) = self.told_by(group, by)?;
        let shown = profile::shown(&member.member_profile);
        let event = match id {
            Some(id) => RcvGroupEvent::member_role(id, shown, to.clone()),
            None => RcvGroupEvent::user_role(to.clone()),
        };
        self.emit(&MemberRole::new(user, info, by_member, member, from, to));
        self.note_of(group, by, CiContent::rcv_group_event(event))
    }

    fn hear_block(
        &mut self,
        group: GroupId,
        by: GroupMemberId,
        member_id: &str,
        blocked: bool,
    ) -> Outcome<()> {
        let room = self.node.room(group)?;
        let Some(id) = room.find(member_id) else {
            return Ok(());
        };
        let member = &mut room.seat(id)?.member;
        member.blocked_by_admin = blocked;
        let member = member.clone();
        let (user, info, by_member) = self.told_by(group, by)?;
        let shown = profile::shown(&member.member_profile);
        self.emit(&MemberBlockedForAll::new(user, info, by_member, member).blocked(blocked));
        let event = RcvGroupEvent::member_blocked(id, shown, blocked);
        self.note_of(group, by, CiContent::rcv_group_event(event))
    }

    fn hear_removal(
        &mut self,
        group: GroupId,
        by: GroupMemberId,
        member_id: &str,
        with_messages: bool,
    ) -> Outcome<()> {
        let room = self.node.room(group)?;
        if room.info.membership.member_id == member_id {
            self.stop_membership(group, GroupMemberStatus::Removed)?;
            let (user, info, by_member) = self.told_by(group, by)?;
            let removed = DeletedMemberUser::new(user, info, by_member.clone());
            self.emit(&removed.with_messages(with_messages));
            let event = RcvGroupEvent::user_deleted();
            self.note_of(group, by, CiContent::rcv_group_event(event))?;
            return if with_messages {
                self.delete_of(group, None, &by_member, false)
            } else {
                Ok(())
            };
        }
        let Some(id) = room.find(member_id) else {
            return Ok(());
        };
        let member = self.unseat(group, id, GroupMemberStatus::Removed)?;
        let (user, info, by_member) = self.told_by(group, by)?;
        let shown = profile::shown(&member.member_profile);
        let deleted = DeletedMember::new(user, info, by_member.clone(), member);
        self.emit(&deleted.with_messages(with_messages));
        let event = RcvGroupEvent::member_deleted(id, shown);
        self.note_of(group, by, CiContent::rcv_group_event(event))?;
        if with_messages {
            self.delete_of(group, Some(id), &by_member, false)
        } else {
            Ok(())
        }
    }

    fn hear_leave(&mut self, group: GroupId, by: GroupMemberId) -> Outcome<()> {
        self.unseat(group, by, GroupMemberStatus::Left)?;
        let (user, info, member) = self.told_by(group, by)?;
        self.emit(&LeftMember::new(user, info, member));
        let event = RcvGroupEvent::member_left();
        self.note_of(group, by, CiContent::rcv_group_event(event))
    }

    fn hear_end(&mut self, group: GroupId, by: GroupMemberId) -> Outcome<()> {
        self.stop_membership(group, GroupMemberStatus::Deleted)?;
        let (user, info, member) = self.told_by(group, by)?;
        self.emit(&GroupDeleted::new(user, info, member));
        let event = RcvGroupEvent::group_deleted();
        self.note_of(group, by, CiContent::rcv_group_event(event))
    }

    fn hear_group_profile(
        &mut self,
        group: GroupId,
        by: GroupMemberId,
        to: GroupProfile,
    ) -> Outcome<()> {
        let from = self.node.room(group)?.info.clone();
        self.set_group_profile(group, to.clone())?;
        let (user, info, member) = self.told_by(group, by)?;
        self.emit(&GroupUpdated::new(user, from, info).member(member));
        let event = RcvGroupEvent::group_updated(to);
        self.note_of(group, by, CiContent::rcv_group_event(event))
    }

    fn hear_member(&mut self, group: GroupId, by: GroupMemberId, to: Profile) -> Outcome<()> {
        let member = &mut self.node.room(group)?.seat(by)?.member;
        let from = member.clone();
        member.member_profile = profile::stored(from.member_profile.profile_id, to);
        let (user, info, to) = self.told_by(group, by)?;
        if from != to {
            self.emit(&GroupMemberUpdated::new(user, info, from, to));
        }
        Ok(())
    }

    fn told_by(
        &mut self,
        group: GroupId,
        by: GroupMemberId,
    ) -> Outcome<(User, GroupInfo, GroupMember)> {
        let room = self.node.room(group)?;
        let (user_id, info) = (room.user_id, room.info.clone());
        let by = room.member(by)?.clone();
        Ok((self.node.user(user_id)?, info, by))
    }
}
