//! A group as one of its members knows it.

use simplex_api::types::{
    BusinessChatType, ChatErrorType, ChatInfo, ChatItem, CiDirection, GroupChatScopeInfo,
    GroupFeatureEnabled, GroupId, GroupInfo, GroupLink, GroupMember, GroupMemberId,
    GroupMemberRole, GroupMemberStatus, GroupRelay, GroupSummary, RoleGroupPreference, StoreError,
    UserId,
};

use crate::network::endpoint::{Endpoint, NodeId};
use crate::network::result::{Failure, NetworkResult, chat_error, store_error};
use crate::network::state::boxed_map::BoxedMap;
use crate::network::state::items::{ChatItems, StoredItem, SupportScope};

/// A group of a user, with its chat.
#[derive(Debug)]
pub(crate) struct GroupState {
    pub(crate) user_id: UserId,
    pub(crate) info: GroupInfo,
    /// The other members, including former ones.
    pub(crate) members: BoxedMap<GroupMemberId, MemberState>,
    /// The member who has invited or admitted the user.
    pub(crate) host: Option<GroupMemberId>,
    pub(crate) link: Option<GroupLink>,
    pub(crate) relays: Vec<GroupRelay>,
    pub(crate) chat_items: ChatItems,
}

/// Another member and its endpoint.
#[derive(Debug)]
pub(crate) struct MemberState {
    pub(crate) member: GroupMember,
    pub(crate) endpoint: Option<Endpoint>,
}

/// The rank of a role: a higher one has more permissions.
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

/// Whether a member of this role has the permissions of the required one.
pub(crate) fn has_role(role: &GroupMemberRole, required: &GroupMemberRole) -> bool {
    rank(role) >= rank(required)
}

/// Whether a member of this status takes part in the group.
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

/// Whether a member of this status waits to be accepted.
pub(crate) fn is_pending(status: &GroupMemberStatus) -> bool {
    matches!(
        status,
        GroupMemberStatus::PendingApproval | GroupMemberStatus::PendingReview
    )
}

impl GroupState {
    /// An item with its author as the member is now, without the connection.
    pub(crate) fn with_author(&self, stored: &StoredItem) -> ChatItem {
        let mut item = self.chat_items.shown(stored);
        if let Some(author) = stored.author.and_then(|id| self.member(id).ok()) {
            let mut author = author.clone();
            author.active_conn = None;
            item.chat_dir = CiDirection::group_rcv(author);
        }
        item
    }

    pub(crate) fn id(&self) -> GroupId {
        self.info.group_id
    }

    pub(crate) fn member_state(&mut self, id: GroupMemberId) -> NetworkResult<&mut MemberState> {
        self.members.get_mut(&id).ok_or_else(|| no_member(id))
    }

    pub(crate) fn member(&self, id: GroupMemberId) -> NetworkResult<&GroupMember> {
        let member_state = self.members.get(&id).ok_or_else(|| no_member(id))?;
        Ok(&member_state.member)
    }

    /// The member with a shared id.
    pub(crate) fn find(&self, member_id: &str) -> Option<GroupMemberId> {
        let mut members = self
            .members
            .values()
            .map(|member_state| &member_state.member);
        let found = members.find(|member| member.member_id == member_id);
        found.map(|member| member.group_member_id)
    }

    /// The member who is this client, and its endpoint.
    pub(crate) fn member_of_client(&self, client: NodeId) -> Option<(GroupMemberId, Endpoint)> {
        let mut member_states = self.members.values();
        member_states.find_map(|member_state| {
            let endpoint = member_state
                .endpoint
                .filter(|endpoint| endpoint.node == client)?;
            Some((member_state.member.group_member_id, endpoint))
        })
    }

    /// The member with this endpoint.
    pub(crate) fn member_at(&self, endpoint: Endpoint) -> Option<GroupMemberId> {
        let mut member_states = self.members.values();
        let found = member_states.find(|member_state| member_state.endpoint == Some(endpoint));
        found.map(|member_state| member_state.member.group_member_id)
    }

    pub(crate) fn is_current(&self) -> bool {
        is_current(&self.info.membership.member_status)
    }

    /// # Errors
    /// If the user is not in the group: not yet, or no longer.
    pub(crate) fn check_joined(&self) -> NetworkResult<()> {
        use GroupMemberStatus as S;
        match &self.info.membership.member_status {
            S::Left | S::Removed | S::Deleted | S::Rejected => {
                Err(chat_error(ChatErrorType::group_member_user_removed()))
            }
            S::Invited => Err(chat_error(ChatErrorType::group_not_joined(
                self.info.clone(),
            ))),
            _ => Ok(()),
        }
    }

    /// # Errors
    /// If the user is not in the group, or does not have the permissions of this role.
    pub(crate) fn check_role(&self, required: GroupMemberRole) -> NetworkResult<()> {
        self.check_joined()?;
        if !self.is_current() {
            return Err(chat_error(ChatErrorType::group_member_not_active()));
        }
        if rank(&self.info.membership.member_role) >= rank(&required) {
            return Ok(());
        }
        let info = self.info.clone();
        Err(chat_error(ChatErrorType::group_user_role(info, required)))
    }

    /// # Errors
    /// If the user does not have the permissions of this role and of each of these members' roles.
    pub(crate) fn check_role_over(
        &self,
        required: GroupMemberRole,
        members: &[GroupMemberId],
    ) -> NetworkResult<()> {
        let mut highest = required;
        for id in members {
            let role = &self.member(*id)?.member_role;
            if rank(role) > rank(&highest) {
                highest = role.clone();
            }
        }
        self.check_role(highest)
    }

    /// The support chat that a command refers to.
    pub(crate) fn scope(&self, member: Option<GroupMemberId>) -> NetworkResult<SupportScope> {
        let Some(id) = member else {
            return Ok(SupportScope::Own);
        };
        self.member(id)?;
        Ok(SupportScope::Member(id))
    }

    /// The endpoints that receive messages of the group, or of one of its support chats.
    pub(crate) fn receivers(&self, scope: Option<SupportScope>) -> Vec<Endpoint> {
        let hears = |member_state: &&MemberState| {
            let GroupMember {
                group_member_id,
                member_status,
                member_role,
                ..
            } = &member_state.member;
            let moderates = rank(member_role) >= rank(&GroupMemberRole::Moderator);
            match scope {
                None => is_current(member_status),
                Some(SupportScope::Member(id)) if *group_member_id == id => true,
                Some(_) => moderates && is_current(member_status),
            }
        };
        let member_states = self.members.values().filter(hears);
        member_states
            .filter_map(|member_state| member_state.endpoint)
            .collect()
    }

    /// The endpoints of all members, including those who wait to be accepted.
    pub(crate) fn all_members(&self) -> Vec<Endpoint> {
        let is_there = |member_state: &&MemberState| {
            let status = &member_state.member.member_status;
            is_current(status) || is_pending(status)
        };
        let member_states = self.members.values().filter(is_there);
        member_states
            .filter_map(|member_state| member_state.endpoint)
            .collect()
    }

    /// Updates the numbers of members after a change.
    pub(crate) fn update_counts(&mut self) {
        let others = self
            .members
            .values()
            .map(|member_state| &member_state.member);
        let others = others.filter(|member| member.member_role != GroupMemberRole::Relay);
        let others = others.filter(|m| is_current(&m.member_status)).count();
        let current = others + usize::from(self.is_current());
        let current = i64::try_from(current).unwrap_or(i64::MAX);
        self.info.group_summary = Some(GroupSummary::new(current));
        self.update_attention();
    }

    /// Updates the number of members who wait for a moderator.
    pub(crate) fn update_attention(&mut self) {
        let waits = |member_state: &&MemberState| {
            let member = &member_state.member;
            let support = member.support_chat.as_ref();
            is_pending(&member.member_status)
                || support.is_some_and(|chat| chat.member_attention > 0)
        };
        let waiting = self.members.values().filter(waits).count();
        self.info.members_require_attention = i64::try_from(waiting).unwrap_or(i64::MAX);
    }

    /// Whether this is the user's chat with a business that is this client.
    pub(crate) fn is_business_chat_with(&self, client: NodeId) -> bool {
        let business = self.info.business_chat.as_ref();
        let is_customer = business.is_some_and(|chat| chat.chat_type == BusinessChatType::Business);
        let host = self.host.and_then(|host| self.members.get(&host));
        let node = host
            .and_then(|host| host.endpoint)
            .map(|endpoint| endpoint.node);
        is_customer && node == Some(client)
    }

    /// Whether members of this role can use a feature.
    pub(crate) fn allows(feature: &RoleGroupPreference, role: &GroupMemberRole) -> bool {
        let lowest = feature.role.as_ref().map_or(0, rank);
        feature.enable == GroupFeatureEnabled::On && rank(role) >= lowest
    }

    pub(crate) fn chat_info(&self, scope: Option<SupportScope>) -> ChatInfo {
        let info = self.info.clone();
        let member = match scope {
            None => return ChatInfo::group(info, None),
            Some(SupportScope::Own) => None,
            Some(SupportScope::Member(id)) => self.member(id).ok().cloned(),
        };
        let scope = GroupChatScopeInfo::member_support(member);
        ChatInfo::group(info, Box::new(scope))
    }
}

pub(crate) fn no_member(id: GroupMemberId) -> Failure {
    store_error(StoreError::group_member_not_found(id))
}
