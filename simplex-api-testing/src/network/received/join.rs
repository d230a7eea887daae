//! Joining a group, and introducing its members to each other.

use simplex_api::commands::ApiJoinGroup;
use simplex_api::events::{
    ChatItemUpdated, ConnectedToGroupMember, JoinedGroupMember, JoinedGroupMemberConnecting,
    UserJoinedGroup,
};
use simplex_api::responses::UserAcceptedGroupSent;
use simplex_api::types::{
    CiContent, CiGroupInvitationStatus, ConnStatus, ConnType, ContactId, GroupId,
    GroupMemberCategory, GroupMemberId, GroupMemberRole, GroupMemberStatus, InvitedBy,
    RcvGroupEvent, StoreError,
};

use crate::network::commands::group::NewMember;
use crate::network::context::ClientContext;
use crate::network::endpoint::{Endpoint, EndpointKind};
use crate::network::result::{NetworkResult, store_error};
use crate::network::signal::{GroupEvent, MemberInfo, Signal};
use crate::network::state::chat_key::ChatKey;
use crate::network::state::group::{is_current, is_pending, rank};
use crate::network::state::items::SupportScope;
use crate::network::state::profile;

impl ClientContext<'_> {
    pub(crate) fn join_group(
        &mut self,
        command: &ApiJoinGroup,
    ) -> NetworkResult<UserAcceptedGroupSent> {
        let id = command.group_id;
        let (user, group_state) = self.node.own_group(id)?;
        match &group_state.info.membership.member_status {
            GroupMemberStatus::Invited => {}
            status if is_current(status) || is_pending(status) => {
                return Err(store_error(StoreError::group_already_joined()));
            }
            _ => return Err(store_error(StoreError::group_invitation_not_found())),
        }
        group_state.info.membership.member_status = GroupMemberStatus::Accepted;
        let host = group_state
            .host
            .and_then(|host| group_state.members.get(&host));
        let contact = host.and_then(|host| host.member.member_contact_id);
        let endpoint = host.and_then(|host| host.endpoint);
        let endpoint =
            endpoint.ok_or_else(|| store_error(StoreError::group_host_member_not_found(id)))?;
        self.join(id, endpoint)?;
        let info = self.node.group_state(id)?.info.clone();
        if let Some(contact) = contact {
            self.set_invitation_accepted(contact, id)?;
        }
        Ok(UserAcceptedGroupSent::new(user, info))
    }

    /// Shows in the chat with the inviter that the user has joined.
    fn set_invitation_accepted(&mut self, contact: ContactId, group: GroupId) -> NetworkResult<()> {
        let chat = ChatKey::Contact(contact);
        let chat_items = self.node.chat_items(chat)?;
        let is_it = |content: &CiContent| matches!(content, CiContent::RcvGroupInvitation { group_invitation, .. } if group_invitation.group_id == group);
        let mut items = chat_items.iter().rev().map(|stored| &stored.item);
        let found = items.find(|item| is_it(&item.content));
        let Some(id) = found.map(|item| item.meta.item_id) else {
            return Ok(());
        };
        drop(items);
        let content = &mut chat_items.get_mut(id)?.item.content;
        if let CiContent::RcvGroupInvitation {
            group_invitation, ..
        } = content
        {
            group_invitation.status = CiGroupInvitationStatus::Accepted;
        }
        let user = self.node.chat_user(chat)?;
        let displayed = self.node.displayed_item(chat, id)?;
        self.emit(&ChatItemUpdated::new(user, displayed));
        Ok(())
    }

    pub(crate) fn join(&mut self, group: GroupId, host: Endpoint) -> NetworkResult<()> {
        let group_state = self.node.group_state(group)?;
        let host_member = group_state
            .host
            .and_then(|id| group_state.members.get_mut(&id));
        let connection = host_member.and_then(|host| host.member.active_conn.as_mut());
        if let Some(connection) = connection {
            connection.conn_status = ConnStatus::accepted();
        }
        let endpoint = self.endpoint(EndpointKind::Group(group));
        let member_info = Box::new(MemberInfo::new(
            &self.node.group_state(group)?.info.membership,
            endpoint,
        ));
        let signal = Signal::Group(Box::new(GroupEvent::Join(member_info)));
        self.send_envelope(EndpointKind::Group(group), host, signal);
        Ok(())
    }

    /// A member joins whom the user has invited or admitted.
    pub(crate) fn on_join(&mut self, group: GroupId, member_info: MemberInfo) -> NetworkResult<()> {
        let group_state = self.node.group_state(group)?;
        let Some(id) = group_state.find(&member_info.member_id) else {
            return Ok(());
        };
        let member_state = group_state.member_state(id)?;
        if member_state.member.member_role == GroupMemberRole::Relay {
            return self.on_relay_answer(group, id, member_info.endpoint, true);
        }
        let waits = is_pending(&member_state.member.member_status);
        let is_awaited = matches!(
            member_state.member.member_status,
            GroupMemberStatus::Invited | GroupMemberStatus::Accepted
        );
        if !waits && !is_awaited {
            return Ok(());
        }
        member_state.endpoint = Some(member_info.endpoint);
        if !waits {
            member_state.member.member_status = GroupMemberStatus::Accepted;
        }
        self.greet_customer(group)?;
        self.set_member_ready(group, id)?;
        let scope = waits.then_some(SupportScope::Member(id));
        let connected = CiContent::rcv_group_event(RcvGroupEvent::member_connected());
        self.add_scoped_event_item(group, scope, id, connected)?;
        if waits {
            self.add_pending_review_item(group, id, id)?;
        }
        let group_state = self.node.group_state(group)?;
        if !waits {
            group_state.member_state(id)?.member.member_status = GroupMemberStatus::Connected;
        }
        let (user_id, info) = (group_state.user_id, group_state.info.clone());
        let member = group_state.member(id)?.clone();
        let user = self.node.user(user_id)?;
        self.emit(&JoinedGroupMember::new(user, info, member));
        if waits {
            self.count_pending_review(group, id, id)?;
        }
        self.introduce(group, id, waits)
    }

    /// The connection with a member is ready.
    fn set_member_ready(&mut self, group: GroupId, id: GroupMemberId) -> NetworkResult<()> {
        let known = self
            .node
            .group_state(group)?
            .member(id)?
            .active_conn
            .clone();
        let mut connection = match known {
            Some(known) => known,
            None => self.new_connection(ConnType::Member, ConnStatus::new()),
        };
        connection.conn_status = ConnStatus::ready();
        connection.entity_id = Some(id.0);
        let group_state = self.node.group_state(group)?;
        group_state.member_state(id)?.member.active_conn = Some(connection);
        group_state.update_counts();
        Ok(())
    }

    /// Connects to a member whom the host has introduced.
    fn connect_to_member(&mut self, group: GroupId, id: GroupMemberId) -> NetworkResult<()> {
        let mut connection = self.new_connection(ConnType::Member, ConnStatus::ready());
        connection.conn_level = 1;
        connection.entity_id = Some(id.0);
        let group_state = self.node.group_state(group)?;
        let member = &mut group_state.member_state(id)?.member;
        member.active_conn = Some(connection);
        let waits = is_pending(&member.member_status);
        if !waits {
            member.member_status = GroupMemberStatus::IntroInv;
        }
        let scope = if waits {
            Some(SupportScope::Member(id))
        } else {
            group_state.own_review_scope()
        };
        group_state.update_counts();
        let event = CiContent::rcv_group_event(RcvGroupEvent::member_connected());
        self.add_scoped_event_item(group, scope, id, event)?;
        let group_state = self.node.group_state(group)?;
        let (user_id, info) = (group_state.user_id, group_state.info.clone());
        let member = group_state.member(id)?.clone();
        if !waits {
            group_state.member_state(id)?.member.member_status = GroupMemberStatus::Connected;
        }
        let user = self.node.user(user_id)?;
        self.emit(&ConnectedToGroupMember::new(user, info, member));
        Ok(())
    }

    /// Introduces a new member and the other members to each other. A member who waits for review is only introduced
    /// to moderators.
    pub(crate) fn introduce(
        &mut self,
        group: GroupId,
        id: GroupMemberId,
        waits: bool,
    ) -> NetworkResult<()> {
        let group_state = self.node.group_state(group)?;
        let new = group_state.member_state(id)?;
        let Some(to) = new.endpoint else {
            return Ok(());
        };
        let member_info = MemberInfo::new(&new.member, to);
        let moderates = |role| rank(role) >= rank(&GroupMemberRole::Moderator);
        let others = group_state.members.values().filter(|member_state| {
            let member = &member_state.member;
            let is_other = member.group_member_id != id && is_current(&member.member_status);
            is_other && (!waits || moderates(&member.member_role))
        });
        let others: Vec<_> = others
            .filter_map(|member_state| {
                Some(MemberInfo::new(
                    &member_state.member,
                    member_state.endpoint?,
                ))
            })
            .collect();
        for other in &others {
            let new = GroupEvent::NewMember {
                member_info: Box::new(member_info.clone()),
                pending: waits,
            };
            let signal = Signal::Group(Box::new(new));
            self.send_envelope(EndpointKind::Group(group), other.endpoint, signal);
        }
        let signal = Signal::Group(Box::new(GroupEvent::Members(others)));
        self.send_envelope(EndpointKind::Group(group), to, signal);
        Ok(())
    }

    /// The host has admitted the user and introduces the other members.
    pub(crate) fn on_members(
        &mut self,
        group: GroupId,
        member_infos: Vec<MemberInfo>,
    ) -> NetworkResult<()> {
        let group_state = self.node.group_state(group)?;
        let user_id = group_state.user_id;
        let status = &mut group_state.info.membership.member_status;
        if *status == GroupMemberStatus::Accepted {
            *status = GroupMemberStatus::Connected;
        }
        let mut is_new = false;
        if let Some(host) = group_state.host {
            let status = &mut group_state.member_state(host)?.member.member_status;
            is_new = std::mem::replace(status, GroupMemberStatus::Connected)
                == GroupMemberStatus::Accepted;
        }
        let host = group_state.host.filter(|_| is_new);
        group_state.update_counts();
        let user = self.node.user(user_id)?;
        if let Some(host_id) = host {
            self.set_member_ready(group, host_id)?;
            let (info, host) = self.with_host(group)?;
            self.emit(&UserJoinedGroup::new(user, info, host));
            let scope = self.open_own_review(group)?;
            self.add_joined_group_items(group, scope, host_id)?;
            let event = CiContent::rcv_group_event(RcvGroupEvent::member_connected());
            self.add_scoped_event_item(group, scope, host_id, event)?;
            if scope.is_some() {
                self.wait_for_review(group, host_id)?;
            }
        }
        let mut new = Vec::new();
        for member_info in member_infos {
            new.extend(self.add_or_update_member(
                group,
                member_info,
                GroupMemberCategory::Pre,
                None,
            )?);
        }
        for id in new {
            self.connect_to_member(group, id)?;
        }
        Ok(())
    }

    /// The host introduces a new member.
    pub(crate) fn on_new_member(
        &mut self,
        group: GroupId,
        host: GroupMemberId,
        member_info: MemberInfo,
        waits: bool,
    ) -> NetworkResult<()> {
        let profile = member_info.profile.clone();
        let category = GroupMemberCategory::Post;
        let Some(id) = self.add_or_update_member(group, member_info, category, Some(host))? else {
            return Ok(());
        };
        let scope = waits.then_some(SupportScope::Member(id));
        if let Some(scope) = scope {
            let now = self.shared.now();
            let group_state = self.node.group_state(group)?;
            group_state.member_state(id)?.member.member_status = GroupMemberStatus::PendingReview;
            group_state.open_support_chat(scope, now);
            group_state.update_counts();
        }
        let added = CiContent::rcv_group_event(RcvGroupEvent::member_added(id, profile));
        self.add_scoped_event_item(group, scope, host, added)?;
        if waits {
            self.add_pending_review_item(group, id, host)?;
        }
        let group_state = self.node.group_state(group)?;
        let (user_id, info) = (group_state.user_id, group_state.info.clone());
        let (host_member, member) = (
            group_state.member(host)?.clone(),
            group_state.member(id)?.clone(),
        );
        let user = self.node.user(user_id)?;
        self.emit(&JoinedGroupMemberConnecting::new(
            user,
            info,
            host_member,
            member,
        ));
        if waits {
            self.count_pending_review(group, id, host)?;
        }
        self.connect_to_member(group, id)
    }

    /// Adds or updates another member; `None` if the member is already current.
    fn add_or_update_member(
        &mut self,
        group: GroupId,
        member_info: MemberInfo,
        category: GroupMemberCategory,
        inviter: Option<GroupMemberId>,
    ) -> NetworkResult<Option<GroupMemberId>> {
        let group_state = self.node.group_state(group)?;
        if let Some(known) = group_state.find(&member_info.member_id) {
            let member_state = group_state.member_state(known)?;
            let is_news = !is_current(&member_state.member.member_status);
            member_state.endpoint = Some(member_info.endpoint);
            member_state.member.member_role = member_info.role;
            member_state.member.member_status = GroupMemberStatus::Connected;
            group_state.update_counts();
            return Ok(is_news.then_some(known));
        }
        let new_member = NewMember {
            member_id: member_info.member_id,
            role: member_info.role,
            category,
            status: GroupMemberStatus::Announced,
            index: None,
            invited_by: InvitedBy::unknown(),
            inviter,
            profile: profile::without_preferences(member_info.profile),
            endpoint: Some(member_info.endpoint),
            connection: None,
        };
        self.add_new_member(group, new_member).map(Some)
    }

    pub(crate) fn with_host(
        &mut self,
        group: GroupId,
    ) -> NetworkResult<(
        simplex_api::types::GroupInfo,
        simplex_api::types::GroupMember,
    )> {
        let group_state = self.node.group_state(group)?;
        let host = group_state.host;
        let host =
            host.ok_or_else(|| store_error(StoreError::group_host_member_not_found(group)))?;
        Ok((group_state.info.clone(), group_state.member(host)?.clone()))
    }
}
