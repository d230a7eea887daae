//! Commands that create invitations and connect by links.

use simplex_api::commands::{ApiAddContact, ApiConnect, ApiConnectPlan, Connect};
use simplex_api::links::{Link, LinkMode};
use simplex_api::responses::{
    ConnectionPlan, ContactAlreadyExists, Invitation, SentConfirmation, SentInvitation,
};
use simplex_api::types::{
    self, AgentErrorType, ChatError, ChatErrorType, Contact, ContactAddressPlan,
    ContactShortLinkData, ErrorType, GroupLinkPlan, GroupShortLinkInfo, InvitationLinkPlan,
    PendingContactConnection, PlanResolveMode, Profile, StoreError, UserId,
};

use crate::network::context::ClientContext;
use crate::network::endpoint::{Endpoint, EndpointKind};
use crate::network::result::{Answer, answer};
use crate::network::result::{Failure, NetworkResult, chat_error, store_error};
use crate::network::signal;
use crate::network::signal::{SentMessage, Signal};
use crate::network::state::contact::ContactState;
use crate::network::state::directory::{LinkData, LinkKind, PublishedLink};
use crate::network::state::group::{GroupState, is_pending};

/// The server in all links of the network.
const SERVER: &str = "smp://network@smp.example.com";

impl ClientContext<'_> {
    pub(crate) fn add_contact(&mut self, command: &ApiAddContact) -> NetworkResult<Invitation> {
        let user = self.node.own_account(command.user_id)?.user.clone();
        let link = self.shared.directory.new_link(LinkKind::Invitation);
        let invitation = Some(link.clone());
        let id = self.new_pending(user.user_id, command.incognito, invitation, None);
        let profile = self.profile_for(id)?;
        let published = PublishedLink {
            link: link.clone(),
            owner: self.endpoint(EndpointKind::Pending(id)),
            user_id: user.user_id,
            group_link_id: None,
            data: LinkData::Invitation(ContactShortLinkData::new(profile)),
        };
        self.shared.directory.publish(published);
        let connection = self.connection(id)?;
        Ok(Invitation::new(user, link, connection))
    }

    pub(crate) fn plan(&mut self, command: &ApiConnectPlan) -> NetworkResult<ConnectionPlan> {
        let user = self.node.own_account(command.user_id)?.user.clone();
        let target = &command.connect_target;
        check_target(target)?;
        let is_full = Link::parse_full(target).is_some();
        let Some(mut published) = self.shared.directory.find(target).cloned() else {
            if !is_full {
                return Err(unreachable_link());
            }
            let link = types::CreatedConnLink::new(target.clone());
            return Ok(ConnectionPlan::new(user, link, unknown_plan(target)));
        };
        // A full link is judged without the data of the link.
        if is_full {
            published.link.conn_short_link = None;
        }
        let plan = self.plan_for(user.user_id, &published, !is_full);
        let is_new = matches!(
            &plan,
            types::ConnectionPlan::InvitationLink {
                invitation_link_plan: InvitationLinkPlan::Ok { .. },
                ..
            } | types::ConnectionPlan::ContactAddress {
                contact_address_plan: ContactAddressPlan::Ok { .. },
                ..
            } | types::ConnectionPlan::GroupLink {
                group_link_plan: GroupLinkPlan::Ok { .. },
                ..
            }
        );
        if is_new && command.resolve_mode == Some(PlanResolveMode::Never) {
            return Err(chat_error(ChatErrorType::not_resolved_locally()));
        }
        Ok(ConnectionPlan::new(user, published.link, plan))
    }

    fn plan_for(
        &self,
        user: UserId,
        published: &PublishedLink,
        has_data: bool,
    ) -> types::ConnectionPlan {
        let is_own = published.owner.node == self.node.id && published.user_id == user;
        let full = &published.link.conn_full_link;
        let contact = self.contact_by_link(user, full);
        let asked = self.pending_request(user, full).is_some();
        match &published.data {
            LinkData::Invitation(data) => types::ConnectionPlan::invitation_link(match contact {
                _ if is_own => InvitationLinkPlan::own_link(),
                Some(contact) if is_ready(&contact) => InvitationLinkPlan::known(contact),
                Some(contact) => InvitationLinkPlan::connecting(contact),
                None if asked => InvitationLinkPlan::connecting(None),
                None => InvitationLinkPlan::ok(has_data.then(|| data.clone()), None),
            }),
            LinkData::Address(data) => types::ConnectionPlan::contact_address(match contact {
                _ if is_own => ContactAddressPlan::own_link(),
                Some(contact) if is_ready(&contact) => ContactAddressPlan::known(contact),
                Some(contact) => ContactAddressPlan::connecting_prohibit(contact),
                None if asked => ContactAddressPlan::connecting_confirm_reconnect(),
                None => ContactAddressPlan::ok(has_data.then(|| data.clone()), None),
            }),
            LinkData::Group(data) => {
                let data = has_data.then_some(data);
                types::ConnectionPlan::group_link(self.group_plan(user, published, data, asked))
            }
        }
    }

    fn group_plan(
        &self,
        user: UserId,
        published: &PublishedLink,
        data: Option<&types::GroupShortLinkData>,
        asked: bool,
    ) -> GroupLinkPlan {
        let full = &published.link.conn_full_link;
        let own = self.node.groups_of(user).find(|group_state| {
            let link = group_state.link.as_ref();
            link.is_some_and(|link| link.conn_link_contact.conn_full_link == *full)
        });
        if let Some(own) = own {
            return GroupLinkPlan::own_link(own.info.clone());
        }
        let mut joined = self.node.groups_of(user);
        let joined = joined.find(|group_state| {
            group_state.info.via_group_link_uri.as_ref() == Some(full)
                && group_state.check_joined().is_ok()
        });
        match joined {
            Some(group_state) if group_state.is_current() => {
                GroupLinkPlan::known(group_state.info.clone(), false, None, [])
            }
            Some(group_state) => GroupLinkPlan::connecting_prohibit(group_state.info.clone()),
            None if asked => GroupLinkPlan::connecting_confirm_reconnect(),
            None => data.map_or_else(
                || GroupLinkPlan::ok(None, None, None),
                |data| new_group(data.clone()),
            ),
        }
    }

    pub(crate) fn connect(&mut self, command: &Connect) -> NetworkResult<Answer> {
        let user = self.node.active()?.id();
        check_target(&command.conn_target)?;
        self.use_link(user, command.incognito, &command.conn_target)
    }

    /// The first link must be a full one.
    pub(crate) fn connect_prepared(&mut self, command: &ApiConnect) -> NetworkResult<Answer> {
        let user = self.node.own_account(command.user_id)?.id();
        let link = &command.prepared_link;
        if Link::parse_full(&link.conn_full_link).is_none() {
            return Err(chat_error(ChatErrorType::invalid_conn_req()));
        }
        let text = match &link.conn_short_link {
            Some(short) => format!("{} {short}", link.conn_full_link),
            None => link.conn_full_link.clone(),
        };
        self.use_link(user, command.incognito, &text)
    }

    fn use_link(&mut self, user_id: UserId, incognito: bool, link: &str) -> NetworkResult<Answer> {
        let published = self
            .shared
            .directory
            .find(link)
            .cloned()
            .ok_or_else(unreachable_link)?;
        let user = self.node.user(user_id)?;
        let full = &published.link.conn_full_link;
        if let Some(contact) = self.contact_by_link(user_id, full) {
            return Ok(answer(ContactAlreadyExists::new(user, contact)));
        }
        let is_in = |group_state: &GroupState| {
            let status = &group_state.info.membership.member_status;
            let is_there = group_state.is_current() || is_pending(status);
            group_state.info.via_group_link_uri.as_ref() == Some(full) && is_there
        };
        if self.node.groups_of(user_id).any(is_in) {
            return Err(store_error(StoreError::group_already_joined()));
        }
        let asked = self.pending_request(user_id, full);
        let id = asked.unwrap_or_else(|| self.new_pending(user_id, incognito, None, Some(full)));
        let is_invitation = matches!(published.data, LinkData::Invitation(_));
        if let Some(pending) = self.node.pending.get_mut(&id) {
            pending
                .connection
                .group_link_id
                .clone_from(&published.group_link_id);
        }
        if is_invitation {
            self.shared.directory.unpublish(&published.link);
            if let Some(pending) = self.node.pending.get_mut(&id) {
                pending.connection.pcc_conn_status = types::ConnStatus::snd_ready();
                pending.connection.conn_link_inv = Some(published.link.clone());
            }
        }
        self.send_request(id, published.owner, !is_invitation, None)?;
        let custom_profile = self
            .node
            .pending
            .get(&id)
            .and_then(|p| p.custom_profile.clone());
        let connection = self.connection(id)?;
        if is_invitation {
            let mut sent = SentConfirmation::new(user, connection);
            sent.custom_user_profile = custom_profile;
            return Ok(answer(sent));
        }
        let mut sent = SentInvitation::new(user, connection);
        sent.custom_user_profile = custom_profile;
        Ok(answer(sent))
    }

    pub(crate) fn send_request(
        &mut self,
        pending: i64,
        owner: Endpoint,
        via_uri: bool,
        message: Option<Box<SentMessage>>,
    ) -> NetworkResult<()> {
        let profile = Box::new(self.profile_for(pending)?);
        if let Some(pending) = self.node.pending.get_mut(&pending) {
            pending.connection.via_contact_uri = via_uri;
        }
        let ask = signal::ConnectSignal::Ask { profile, message };
        self.send_envelope(EndpointKind::Pending(pending), owner, Signal::Connect(ask));
        Ok(())
    }

    /// The profile that the other side of a connection sees.
    pub(crate) fn profile_for(&mut self, pending: i64) -> NetworkResult<Profile> {
        let pending = self
            .node
            .pending
            .get(&pending)
            .ok_or_else(connection_deleted)?;
        match &pending.custom_profile {
            Some(custom_profile) => Ok(custom_profile.clone()),
            None => {
                let user_id = pending.user_id;
                Ok(self.node.account(user_id)?.shared_profile())
            }
        }
    }

    fn connection(&self, pending: i64) -> NetworkResult<PendingContactConnection> {
        let pending = self
            .node
            .pending
            .get(&pending)
            .ok_or_else(connection_deleted)?;
        Ok(pending.connection.clone())
    }

    /// Whether the user has connected by a link or requested to.
    pub(crate) fn has_used_link(&self, user: UserId, full_link: &str) -> bool {
        self.contact_by_link(user, full_link).is_some()
            || self.pending_request(user, full_link).is_some()
    }

    /// The contact with whom the user has connected by a link.
    fn contact_by_link(&self, user: UserId, full_link: &str) -> Option<Contact> {
        let is_open = |c: &ContactState| c.has_connection();
        self.node.find_contact(user, |c| {
            c.via_link.as_deref() == Some(full_link) && is_open(c)
        })
    }

    /// The connection by which the user has sent a request that is not answered yet.
    fn pending_request(&self, user: UserId, full_link: &str) -> Option<i64> {
        let matches = |pending: &crate::network::state::pending::Pending| {
            pending.user_id == user && pending.via_link.as_deref() == Some(full_link)
        };
        let mut asked = self.node.pending.iter();
        asked
            .find(|(_, pending)| matches(pending))
            .map(|(id, _)| *id)
    }
}

/// The plan for a full link that is not used any more: the client cannot know that.
fn unknown_plan(link: &str) -> types::ConnectionPlan {
    use types::ConnectionPlan as Plan;
    match Link::parse(link).map(|link| link.mode) {
        Some(LinkMode::Invitation) => Plan::invitation_link(InvitationLinkPlan::ok(None, None)),
        _ if link.contains("groupLinkId") => Plan::group_link(GroupLinkPlan::ok(None, None, None)),
        _ => Plan::contact_address(ContactAddressPlan::ok(None, None)),
    }
}

fn is_ready(contact: &Contact) -> bool {
    let connection = contact.active_conn.as_ref();
    connection.is_some_and(|c| matches!(c.conn_status, types::ConnStatus::Ready { .. }))
}

fn new_group(data: types::GroupShortLinkData) -> GroupLinkPlan {
    let public = data.group_profile.public_group.as_ref();
    let mut info = GroupShortLinkInfo::new().direct(public.is_none());
    info.public_group_id = public.map(|public| public.public_group_id.clone());
    GroupLinkPlan::ok(info, data, None)
}

/// # Errors
/// If `target` is not a link. Names are not resolved, because the network has no name server.
fn check_target(target: &str) -> NetworkResult<()> {
    if target.starts_with(['@', '#']) {
        return Err(agent_error(AgentErrorType::no_name_servers()));
    }
    match Link::parse(target) {
        Some(_) => Ok(()),
        None => Err(chat_error(ChatErrorType::invalid_conn_req())),
    }
}

/// The error of a link that has no receiver.
pub(crate) fn unreachable_link() -> Failure {
    agent_error(AgentErrorType::smp(SERVER, ErrorType::auth()))
}

/// An error without a connection: in version 7.0 its id is empty.
fn agent_error(error: AgentErrorType) -> Failure {
    Box::new(ChatError::error_agent(error, Some(String::new()), None))
}

fn connection_deleted() -> Failure {
    store_error(StoreError::internal_error(
        "the connection does not exist any more",
    ))
}
