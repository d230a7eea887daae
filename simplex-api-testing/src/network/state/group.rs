//! A group as one of its members knows it.

use simplex_api::types::{
    BusinessChatType, ChatErrorType, ChatInfo, ChatItem, CiDirection, GroupChatScopeInfo,
    GroupFeatureEnabled, GroupId, GroupInfo, GroupLink, GroupMember, GroupMemberId,
    GroupMemberRole, GroupMemberStatus, GroupRelay, GroupSummary, RoleGroupPreference, StoreError,
    UserId,
};

use crate::network::outcome::{Failure, Outcome, refused, store};
use crate::network::state::boxed_map::Shelf;
use crate::network::state::items::{Entries, Entry, Scope};
use crate::network::world::{Address, NodeId};

/// A group of a user, with all that was said.
#[derive(Debug)]
pub(crate) struct Room {
    pub(crate) user_id: UserId,
    pub(crate) info: GroupInfo,
    /// The others, also those who are gone.
    pub(crate) members: Shelf<GroupMemberId, Seat>,
    /// The member through whom the user has come.
    pub(crate) host: Option<GroupMemberId>,
    pub(crate) link: Option<GroupLink>,
    pub(crate) relays: Vec<GroupRelay>,
    pub(crate) entries: Entries,
}

/// Another member, and where signals reach them.
#[derive(Debug)]
pub(crate) struct Seat {
    pub(crate) member: GroupMember,
    pub(crate) address: Option<Address>,
}

/// The place of a role in the order of what roles may do.
pub(crate) fn rank(role: &GroupMemberRole) -> u8 {
    match role {
        GroupMemberRole::Observer => 1,
        GroupMemberRole::Author => 2,
        GroupMemberRole::Member => 3,
        GroupMemberRole::Moderator => 4,
        GroupMemberRole::Admin => 5,
        GroupMemberRole::Owner => 6,
        // Relays, and roles of later versions.
        _ => 0,
    }
}

/// Whether somebody of this status takes part in the group.
pub(crate) fn is_current(status: &GroupMemberStatus) -> bool {
    use GroupMemberStatus as S;
    matches!(
        status,
        S::Introduced
            | S::IntroInv
            | S::Accepted
            | S::Announced
            | S::Connected
            | S::Complete
            | S::Creator
    )
}

/// Whether somebody of this status waits to be let in.
pub(crate) fn is_pending(status: &GroupMemberStatus) -> bool {
    matches!(
        status,
        GroupMemberStatus::PendingApproval | GroupMemberStatus::PendingReview
    )
}

impl Room {
    /// An item with the member who has written it, as they are now.
    pub(crate) fn whole(&self, entry: &Entry) -> ChatItem {
        let mut item = entry.item.clone();
        if let Some(author) = entry.author.and_then(|id| self.member(id).ok()) {
            item.chat_dir = CiDirection::group_rcv(author.clone());
        }
        item
    }

    pub(crate) fn id(&self) -> GroupId {
        self.info.group_id
    }

    pub(crate) fn seat(&mut self, id: GroupMemberId) -> Outcome<&mut Seat> {
        self.members.get_mut(&id).ok_or_else(|| no_member(id))
    }

    pub(crate) fn member(&self, id: GroupMemberId) -> Outcome<&GroupMember> {
        let seat = self.members.get(&id).ok_or_else(|| no_member(id))?;
        Ok(&seat.member)
    }

    /// The member with an id that all know.
    pub(crate) fn find(&self, member_id: &str) -> Option<GroupMemberId> {
        let mut members = self.members.values().map(|seat| &seat.member);
        let found = members.find(|member| member.member_id == member_id);
        found.map(|member| member.group_member_id)
    }

    /// The member who is this client, and where signals reach them.
    pub(crate) fn seat_of(&self, client: NodeId) -> Option<(GroupMemberId, Address)> {
        let mut seats = self.members.values();
        seats.find_map(|seat| {
            let address = seat.address.filter(|address| address.node == client)?;
            Some((seat.member.group_member_id, address))
        })
    }

    /// The member who sends from an address.
    pub(crate) fn at(&self, address: Address) -> Option<GroupMemberId> {
        let mut seats = self.members.values();
        let found = seats.find(|seat| seat.address == Some(address));
        found.map(|seat| seat.member.group_member_id)
    }

    pub(crate) fn is_current(&self) -> bool {
        is_current(&self.info.membership.member_status)
    }

    /// # Errors
    /// If the user is not in the group: not yet, or not any more.
    pub(crate) fn check_joined(&self) -> Outcome<()> {
        use GroupMemberStatus as S;
        match &self.info.membership.member_status {
            S::Left | S::Removed | S::Deleted | S::Rejected => {
                Err(refused(ChatErrorType::group_member_user_removed()))
            }
            S::Invited => Err(refused(ChatErrorType::group_not_joined(self.info.clone()))),
            _ => Ok(()),
        }
    }

    /// # Errors
    /// If the user is not in the group, or may not do what needs this role.
    pub(crate) fn check_role(&self, required: GroupMemberRole) -> Outcome<()> {
        self.check_joined()?;
        if !self.is_current() {
            return Err(refused(ChatErrorType::group_member_not_active()));
        }
        if rank(&self.info.membership.member_role) >= rank(&required) {
            return Ok(());
        }
        let info = self.info.clone();
        Err(refused(ChatErrorType::group_user_role(info, required)))
    }

    /// # Errors
    /// If the user may not do to these members what needs this role, and at least theirs.
    pub(crate) fn check_over(
        &self,
        required: GroupMemberRole,
        members: &[GroupMemberId],
    ) -> Outcome<()> {
        let mut highest = required;
        for id in members {
            let role = &self.member(*id)?.member_role;
            if rank(role) > rank(&highest) {
                highest = role.clone();
            }
        }
        self.check_role(highest)
    }

    /// The support chat that a command names.
    pub(crate) fn scope(&self, member: Option<GroupMemberId>) -> Outcome<Scope> {
        let Some(id) = member else {
            return Ok(Scope::Own);
        };
        self.member(id)?;
        Ok(Scope::Member(id))
    }

    /// Where to send what is said in the group, or in a support chat of it.
    pub(crate) fn audience(&self, scope: Option<Scope>) -> Vec<Address> {
        let hears = |seat: &&Seat| {
            let GroupMember {
                group_member_id,
                member_status,
                member_role,
                ..
            } = &seat.member;
            let moderates = rank(member_role) >= rank(&GroupMemberRole::Moderator);
            match scope {
                None => is_current(member_status),
                Some(Scope::Member(id)) if *group_member_id == id => true,
                Some(_) => moderates && is_current(member_status),
            }
        };
        let seats = self.members.values().filter(hears);
        seats.filter_map(|seat| seat.address).collect()
    }

    /// Where to send what concerns all, those who wait included.
    pub(crate) fn everybody(&self) -> Vec<Address> {
        let is_there = |seat: &&Seat| {
            let status = &seat.member.member_status;
            is_current(status) || is_pending(status)
        };
        let seats = self.members.values().filter(is_there);
        seats.filter_map(|seat| seat.address).collect()
    }

    /// Counts the members again, after they have changed.
    pub(crate) fn count(&mut self) {
        let others = self.members.values().map(|seat| &seat.member);
        let others = others.filter(|member| member.member_role != GroupMemberRole::Relay);
        let others = others.filter(|m| is_current(&m.member_status)).count();
        let current = others + usize::from(self.is_current());
        let current = i64::try_from(current).unwrap_or(i64::MAX);
        let waiting = self.members.values().map(|seat| &seat.member.member_status);
        let waiting = waiting.filter(|status| is_pending(status)).count();
        self.info.group_summary = Some(GroupSummary::new(current));
        self.info.members_require_attention = i64::try_from(waiting).unwrap_or(i64::MAX);
    }

    /// Whether this is the chat of the user with a business that is a client.
    pub(crate) fn is_business_of(&self, client: NodeId) -> bool {
        let business = self.info.business_chat.as_ref();
        let is_customer = business.is_some_and(|chat| chat.chat_type == BusinessChatType::Business);
        let host = self.host.and_then(|host| self.members.get(&host));
        let node = host
            .and_then(|host| host.address)
            .map(|address| address.node);
        is_customer && node == Some(client)
    }

    /// Whether members of this role can use a feature.
    pub(crate) fn allows(feature: &RoleGroupPreference, role: &GroupMemberRole) -> bool {
        let lowest = feature.role.as_ref().map_or(0, rank);
        feature.enable == GroupFeatureEnabled::On && rank(role) >= lowest
    }

    pub(crate) fn info_in(&self, scope: Option<Scope>) -> ChatInfo {
        let info = self.info.clone();
        let member = match scope {
            None => return ChatInfo::group(info, None),
            Some(Scope::Own) => None,
            Some(Scope::Member(id)) => self.member(id).ok().cloned(),
        };
        let scope = GroupChatScopeInfo::member_support(member);
        ChatInfo::group(info, Box::new(scope))
    }
}

pub(crate) fn no_member(id: GroupMemberId) -> Failure {
    store(StoreError::group_member_not_found(id))
}
