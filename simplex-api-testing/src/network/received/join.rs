//! How those who are invited to a group, or have used its link, come in and get to know the others.

use simplex_api::commands::ApiJoinGroup;
use simplex_api::events::{
    ConnectedToGroupMember, JoinedGroupMember, JoinedGroupMemberConnecting, UserJoinedGroup,
};
use simplex_api::responses::UserAcceptedGroupSent;
use simplex_api::types::{
    CiContent, GroupId, GroupMemberCategory, GroupMemberId, GroupMemberRole, GroupMemberStatus,
    InvitedBy, RcvGroupEvent, StoreError,
};

use crate::network::commands::group::Newcomer;
use crate::network::outcome::{Outcome, store};
use crate::network::signal::{Card, GroupEvent, Signal};
use crate::network::state::group::{is_current, is_pending, rank};
use crate::network::turn::Turn;
use crate::network::world::{Address, Place};

impl Turn<'_> {
    pub(crate) fn join_group(&mut self, command: &ApiJoinGroup) -> Outcome<UserAcceptedGroupSent> {
        let id = command.group_id;
        let (user, room) = self.node.own_room(id)?;
        match &room.info.membership.member_status {
            GroupMemberStatus::Invited => {}
            status if is_current(status) || is_pending(status) => {
                return Err(store(StoreError::group_already_joined()));
            }
            _ => return Err(store(StoreError::group_invitation_not_found())),
        }
        room.info.membership.member_status = GroupMemberStatus::Accepted;
        let host = room.host.and_then(|host| room.members.get(&host));
        let contact = host.and_then(|host| host.member.member_contact_id);
        let seat = host.and_then(|host| host.address);
        let seat = seat.ok_or_else(|| store(StoreError::group_host_member_not_found(id)))?;
        self.join(id, seat)?;
        let info = self.node.room(id)?.info.clone();
        let mut accepted = UserAcceptedGroupSent::new(user, info);
        accepted.host_contact = match contact {
            Some(contact) => Some(self.node.conversation(contact)?.contact.clone()),
            None => None,
        };
        Ok(accepted)
    }

    pub(crate) fn join(&mut self, group: GroupId, host: Address) -> Outcome<()> {
        let seat = self.address(Place::Group(group));
        let card = Box::new(Card::new(&self.node.room(group)?.info.membership, seat));
        let signal = Signal::Group(Box::new(GroupEvent::Join(card)));
        self.post(Place::Group(group), host, signal);
        Ok(())
    }

    /// Somebody whom the user has invited, or let in by a link, comes in.
    pub(crate) fn joined(&mut self, group: GroupId, card: Card) -> Outcome<()> {
        let room = self.node.room(group)?;
        let Some(id) = room.find(&card.member_id) else {
            return Ok(());
        };
        let seat = room.seat(id)?;
        if seat.member.member_role == GroupMemberRole::Relay {
            return self.relay_answered(group, id, card.seat, true);
        }
        let waits = is_pending(&seat.member.member_status);
        let is_awaited = matches!(
            seat.member.member_status,
            GroupMemberStatus::Invited | GroupMemberStatus::Accepted
        );
        if !waits && !is_awaited {
            return Ok(());
        }
        seat.address = Some(card.seat);
        if !waits {
            seat.member.member_status = GroupMemberStatus::Connected;
        }
        room.count();
        let (user_id, info) = (room.user_id, room.info.clone());
        let member = room.member(id)?.clone();
        let user = self.node.user(user_id)?;
        self.emit(&JoinedGroupMember::new(user, info, member));
        let event = if waits {
            RcvGroupEvent::new_member_pending_review()
        } else {
            RcvGroupEvent::member_connected()
        };
        self.note_of(group, id, CiContent::rcv_group_event(event))?;
        self.introduce(group, id, waits)?;
        self.greet_customer(group)
    }

    /// Tells a new member of the others, and the others of the new member. Of one who waits only
    /// moderators are told.
    pub(crate) fn introduce(
        &mut self,
        group: GroupId,
        id: GroupMemberId,
        waits: bool,
    ) -> Outcome<()> {
        let room = self.node.room(group)?;
        let new = room.seat(id)?;
        let Some(to) = new.address else {
            return Ok(());
        };
        let card = Card::new(&new.member, to);
        let moderates = |role| rank(role) >= rank(&GroupMemberRole::Moderator);
        let others = room.members.values().filter(|seat| {
            let member = &seat.member;
            let is_other = member.group_member_id != id && is_current(&member.member_status);
            is_other && (!waits || moderates(&member.member_role))
        });
        let others: Vec<_> = others
            .filter_map(|seat| Some(Card::new(&seat.member, seat.address?)))
            .collect();
        for other in &others {
            let new = GroupEvent::New {
                card: Box::new(card.clone()),
                pending: waits,
            };
            let signal = Signal::Group(Box::new(new));
            self.post(Place::Group(group), other.seat, signal);
        }
        let signal = Signal::Group(Box::new(GroupEvent::Members(others)));
        self.post(Place::Group(group), to, signal);
        Ok(())
    }

    /// The host has let the user in and tells who is there.
    pub(crate) fn hear_members(&mut self, group: GroupId, cards: Vec<Card>) -> Outcome<()> {
        let room = self.node.room(group)?;
        let user_id = room.user_id;
        let status = &mut room.info.membership.member_status;
        if *status == GroupMemberStatus::Accepted {
            *status = GroupMemberStatus::Connected;
        }
        let mut is_new = false;
        if let Some(host) = room.host {
            let status = &mut room.seat(host)?.member.member_status;
            is_new = std::mem::replace(status, GroupMemberStatus::Connected)
                == GroupMemberStatus::Accepted;
        }
        room.count();
        let user = self.node.user(user_id)?;
        if is_new {
            let (info, host) = self.with_host(group)?;
            let host_id = host.group_member_id;
            self.emit(&UserJoinedGroup::new(user.clone(), info, host));
            let event = CiContent::rcv_group_event(RcvGroupEvent::member_connected());
            self.note_of(group, host_id, event)?;
        }
        for card in cards {
            let Some(id) = self.meet(group, card, GroupMemberCategory::Pre)? else {
                continue;
            };
            let room = self.node.room(group)?;
            let (info, member) = (room.info.clone(), room.member(id)?.clone());
            self.emit(&ConnectedToGroupMember::new(user.clone(), info, member));
        }
        Ok(())
    }

    /// The host tells of a new member.
    pub(crate) fn hear_new(
        &mut self,
        group: GroupId,
        host: GroupMemberId,
        card: Card,
        waits: bool,
    ) -> Outcome<()> {
        let Some(id) = self.meet(group, card, GroupMemberCategory::Post)? else {
            return Ok(());
        };
        let room = self.node.room(group)?;
        if waits {
            room.seat(id)?.member.member_status = GroupMemberStatus::PendingReview;
            room.count();
        }
        let (user_id, info) = (room.user_id, room.info.clone());
        let (host, member) = (room.member(host)?.clone(), room.member(id)?.clone());
        let user = self.node.user(user_id)?;
        let announced = member.clone();
        self.emit(&JoinedGroupMemberConnecting::new(
            user.clone(),
            info.clone(),
            host,
            announced,
        ));
        if waits {
            let event = RcvGroupEvent::new_member_pending_review();
            return self.note_of(group, id, CiContent::rcv_group_event(event));
        }
        self.emit(&ConnectedToGroupMember::new(user, info, member));
        Ok(())
    }

    /// Adds another member; `None` if the member is known, and takes part.
    fn meet(
        &mut self,
        group: GroupId,
        card: Card,
        category: GroupMemberCategory,
    ) -> Outcome<Option<GroupMemberId>> {
        let room = self.node.room(group)?;
        if let Some(known) = room.find(&card.member_id) {
            let seat = room.seat(known)?;
            let is_news = !is_current(&seat.member.member_status);
            seat.address = Some(card.seat);
            seat.member.member_role = card.role;
            seat.member.member_status = GroupMemberStatus::Connected;
            room.count();
            return Ok(is_news.then_some(known));
        }
        let newcomer = Newcomer {
            member_id: card.member_id,
            role: card.role,
            category,
            status: GroupMemberStatus::Connected,
            invited_by: InvitedBy::unknown(),
            profile: card.profile,
            address: Some(card.seat),
        };
        self.add(group, newcomer).map(Some)
    }

    pub(crate) fn with_host(
        &mut self,
        group: GroupId,
    ) -> Outcome<(
        simplex_api::types::GroupInfo,
        simplex_api::types::GroupMember,
    )> {
        let room = self.node.room(group)?;
        let host = room.host;
        let host = host.ok_or_else(|| store(StoreError::group_host_member_not_found(group)))?;
        Ok((room.info.clone(), room.member(host)?.clone()))
    }
}
