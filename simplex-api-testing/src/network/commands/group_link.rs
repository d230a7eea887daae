//! Group links, by which anyone can join, and business addresses, which create a group for each customer.

use simplex_api::commands::{
    ApiCreateGroupLink, ApiDeleteGroupLink, ApiGetGroupLink, ApiGroupLinkMemberRole,
};
use simplex_api::events::AcceptingBusinessRequest;
use simplex_api::responses::{self, GroupLinkCreated, GroupLinkDeleted};
use simplex_api::types::{
    BusinessChatInfo, BusinessChatType, ChatErrorType, CiContent, ConnStatus, ConnType, GroupId,
    GroupInfo, GroupLink, GroupMemberCategory, GroupMemberRole, GroupMemberStatus, GroupProfile,
    GroupShortLinkData, InvitedBy, MemberCriteria, Profile, RcvGroupEvent, StoreError, UserId,
};

use crate::network::commands::group::NewMember;
use crate::network::context::ClientContext;
use crate::network::endpoint::{Endpoint, EndpointKind};
use crate::network::result::{Failure, NetworkResult, chat_error, store_error};
use crate::network::signal::Signal;
use crate::network::state::chat_key::ChatKey;
use crate::network::state::directory::{LinkData, LinkKind, PublishedLink};
use crate::network::state::group::{GroupState, rank};
use crate::network::state::group_preferences;
use crate::network::state::ids::readable_base64;
use crate::network::state::items::SupportScope;
use crate::network::state::profile;

impl ClientContext<'_> {
    pub(crate) fn create_link(
        &mut self,
        command: &ApiCreateGroupLink,
    ) -> NetworkResult<GroupLinkCreated> {
        let id = command.group_id;
        let (user, group_state) = self.node.own_group(id)?;
        group_state.check_role(GroupMemberRole::Admin)?;
        check_link_role(&group_state.info, &command.member_role)?;
        if group_state.link.is_some() {
            let info = group_state.info.clone();
            return Err(store_error(StoreError::duplicate_group_link(info)));
        }
        let link = self.create_group_link(id, command.member_role.clone())?;
        let info = self.node.group_state(id)?.info.clone();
        Ok(GroupLinkCreated::new(user, info, link))
    }

    pub(crate) fn create_group_link(
        &mut self,
        id: GroupId,
        role: GroupMemberRole,
    ) -> NetworkResult<GroupLink> {
        let number = self.node.ids.links.next();
        let link_id = readable_base64("grouplink", number, 16) + "==";
        let kind = if self.node.group_state(id)?.info.use_relays {
            LinkKind::Channel(&link_id)
        } else {
            LinkKind::Group(&link_id)
        };
        let link = self.shared.directory.new_link(kind);
        let link = GroupLink::new(number, link, link_id, role).short_link_data_set(true);
        self.node.group_state(id)?.link = Some(link.clone());
        self.publish_group(id)?;
        Ok(link)
    }

    /// Publishes the current data of a group link.
    pub(crate) fn publish_group(&mut self, id: GroupId) -> NetworkResult<()> {
        let node = self.node.id;
        let group_state = self.node.group_state(id)?;
        let Some(link) = &group_state.link else {
            return Ok(());
        };
        let kind = EndpointKind::Link(link.user_contact_link_id);
        let published = PublishedLink {
            link: link.conn_link_contact.clone(),
            owner: Endpoint { node, kind },
            user_id: group_state.user_id,
            group_link_id: Some(link.group_link_id.clone()),
            data: LinkData::Group(GroupShortLinkData::new(
                group_state.info.group_profile.clone(),
            )),
        };
        self.shared.directory.publish(published);
        Ok(())
    }

    pub(crate) fn set_link_role(
        &mut self,
        command: &ApiGroupLinkMemberRole,
    ) -> NetworkResult<responses::GroupLink> {
        let (user, group_state) = self.node.own_group(command.group_id)?;
        group_state.check_role(GroupMemberRole::Admin)?;
        check_link_role(&group_state.info, &command.member_role)?;
        let info = group_state.info.clone();
        let link = link(group_state)?;
        link.accept_member_role = command.member_role.clone();
        Ok(responses::GroupLink::new(user, info, link.clone()))
    }

    pub(crate) fn delete_link(
        &mut self,
        command: &ApiDeleteGroupLink,
    ) -> NetworkResult<GroupLinkDeleted> {
        let (user, group_state) = self.node.own_group(command.group_id)?;
        let gone = link(group_state)?.conn_link_contact.clone();
        group_state.link = None;
        let info = group_state.info.clone();
        self.shared.directory.unpublish(&gone);
        Ok(GroupLinkDeleted::new(user, info))
    }

    pub(crate) fn get_link(
        &mut self,
        command: &ApiGetGroupLink,
    ) -> NetworkResult<responses::GroupLink> {
        let (user, group_state) = self.node.own_group(command.group_id)?;
        let info = group_state.info.clone();
        let link = link(group_state)?.clone();
        Ok(responses::GroupLink::new(user, info, link))
    }

    /// Admits the user of a group link, or lets them wait for the moderators.
    pub(crate) fn admit_by_link(
        &mut self,
        group: GroupId,
        by: Endpoint,
        profile: Profile,
    ) -> NetworkResult<()> {
        let group_state = self.node.group_state(group)?;
        let Some(link) = &group_state.link else {
            return Ok(());
        };
        let role = link.accept_member_role.clone();
        let uri = link.conn_link_contact.conn_full_link.clone();
        let admission = group_state.info.group_profile.member_admission.as_ref();
        let review = admission.and_then(|admission| admission.review.as_ref());
        let is_reviewed = matches!(review, Some(MemberCriteria::All));
        let status = if is_reviewed {
            GroupMemberStatus::PendingReview
        } else {
            GroupMemberStatus::Accepted
        };
        let inviter = group_state.info.membership.group_member_id;
        let number = link.user_contact_link_id;
        let mut connection = self.new_connection(ConnType::Member, ConnStatus::new());
        connection.via_user_contact_link = Some(number);
        connection.via_group_link = true;
        let new_member = NewMember {
            member_id: self.shared.member_id(),
            role,
            category: GroupMemberCategory::Invitee,
            status,
            index: None,
            invited_by: InvitedBy::user(),
            inviter: Some(inviter),
            profile: profile::without_preferences(profile),
            endpoint: None,
            connection: Some(connection),
        };
        let member = self.add_new_member(group, new_member)?;
        let invitation = self.invitation(group, member, Some(uri))?;
        let signal = Signal::Invitation(Box::new(invitation));
        self.send_envelope(EndpointKind::Group(group), by, signal);
        let scope = is_reviewed.then_some(SupportScope::Member(member));
        if let Some(scope) = scope {
            let now = self.shared.now();
            self.node.group_state(group)?.open_support_chat(scope, now);
        }
        let event = CiContent::rcv_group_event(RcvGroupEvent::invited_via_group_link());
        self.add_scoped_event_item(group, scope, member, event)
    }

    /// Creates the group of a business and a customer who has used its address.
    pub(crate) fn create_business_chat(
        &mut self,
        user_id: UserId,
        by: Endpoint,
        customer: Profile,
    ) -> NetworkResult<()> {
        let account = self.node.account(user_id)?;
        let business = account.profile();
        let address = account.address.as_ref();
        let link = address.map(|address| address.user_contact_link_id);
        let uri = address.map(|address| address.conn_link_contact.conn_full_link.clone());
        let group = self.create_group(user_id, false, &profile_of(&customer))?;
        let inviter = self
            .node
            .group_state(group)?
            .info
            .membership
            .group_member_id;
        let mut connection = self.new_connection(ConnType::Member, ConnStatus::new());
        connection.via_user_contact_link = link;
        let new_member = NewMember {
            member_id: self.shared.member_id(),
            role: GroupMemberRole::Member,
            category: GroupMemberCategory::Invitee,
            status: GroupMemberStatus::Accepted,
            index: None,
            invited_by: InvitedBy::user(),
            inviter: Some(inviter),
            profile: customer,
            endpoint: None,
            connection: Some(connection),
        };
        let customer_id = new_member.member_id.clone();
        let member = self.add_new_member(group, new_member)?;
        let group_state = self.node.group_state(group)?;
        group_state.update_counts();
        let info = &mut group_state.info;
        let business_id = info.membership.member_id.clone();
        let kind = BusinessChatType::Customer;
        info.business_chat = Some(BusinessChatInfo::new(kind, business_id, customer_id));
        let info = info.clone();
        let mut invitation = self.invitation(group, member, uri)?;
        invitation.profile = profile_of(&business);
        let signal = Signal::Invitation(Box::new(invitation));
        self.send_envelope(EndpointKind::Group(group), by, signal);
        let user = self.node.user(user_id)?;
        self.add_group_features(group)?;
        self.emit(&AcceptingBusinessRequest::new(user, info));
        Ok(())
    }

    /// Sends the automatic reply of a business to a new customer.
    pub(crate) fn greet_customer(&mut self, group: GroupId) -> NetworkResult<()> {
        let group_state = self.node.group_state(group)?;
        let is_business = group_state.info.business_chat.is_some();
        let is_first = group_state.members.len() == 1;
        let user_id = group_state.user_id;
        let account = self.node.account(user_id)?;
        let settings = account.address.as_ref().map(|a| &a.address_settings);
        let greeting = settings.and_then(|settings| settings.auto_reply.clone());
        let Some(greeting) = greeting.filter(|_| is_business && is_first) else {
            return Ok(());
        };
        let chat = ChatKey::Group(group, None);
        let (item, message) = self.greet(chat, greeting)?;
        let user = self.node.user(user_id)?;
        self.emit(&simplex_api::events::NewChatItems::new(user).chat_items(vec![item]));
        self.deliver(chat, vec![message])
    }
}

/// The profile of a business chat, as one side shows it.
fn profile_of(displayed: &Profile) -> GroupProfile {
    let mut profile =
        GroupProfile::new(displayed.display_name.clone(), displayed.full_name.clone())
            .group_preferences(group_preferences::business());
    profile.short_descr.clone_from(&displayed.short_descr);
    profile.image.clone_from(&displayed.image);
    profile
}

fn link(group_state: &mut GroupState) -> NetworkResult<&mut GroupLink> {
    let info = &group_state.info;
    let missing = || -> Failure { store_error(StoreError::group_link_not_found(info.clone())) };
    group_state.link.as_mut().ok_or_else(missing)
}

/// # Errors
/// If the role is not allowed for members who join by a link.
fn check_link_role(info: &GroupInfo, role: &GroupMemberRole) -> NetworkResult<()> {
    match role {
        GroupMemberRole::Observer | GroupMemberRole::Member => Ok(()),
        _ if rank(role) > rank(&GroupMemberRole::Member) => Err(chat_error(
            ChatErrorType::group_member_initial_role(info.clone(), role.clone()),
        )),
        _ => Err(crate::network::result::unparsable()),
    }
}
