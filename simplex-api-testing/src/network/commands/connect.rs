//! Commands that connect: invitations, and links of others.

use simplex_api::commands::{ApiAddContact, ApiConnect, ApiConnectPlan, Connect};
use simplex_api::links::Link;
use simplex_api::responses::{
    ConnectionPlan, ContactAlreadyExists, Invitation, SentConfirmation, SentInvitation,
};
use simplex_api::types::{
    self, AgentErrorType, ChatError, ChatErrorType, Contact, ContactAddressPlan,
    ContactShortLinkData, ErrorType, GroupLinkPlan, GroupShortLinkInfo, InvitationLinkPlan,
    PendingContactConnection, PlanResolveMode, Profile, StoreError, UserId,
};

use crate::network::commands::contact::Conversation;
use crate::network::commands::{Answer, answer};
use crate::network::outcome::{Failure, Outcome, refused, store};
use crate::network::signal;
use crate::network::signal::{Said, Signal};
use crate::network::state::directory::{LinkData, LinkKind, Listing};
use crate::network::state::group::{Room, is_pending};
use crate::network::turn::Turn;
use crate::network::world::{Address, Place};

/// The server that all links of the network name.
const SERVER: &str = "smp://network@smp.example.com";

impl Turn<'_> {
    pub(crate) fn add_contact(&mut self, command: &ApiAddContact) -> Outcome<Invitation> {
        let user = self.node.own_account(command.user_id)?.user.clone();
        let link = self.world.directory.new_link(LinkKind::Invitation);
        let invitation = Some(link.clone());
        let id = self.new_pending(user.user_id, command.incognito, invitation, None);
        let shown = self.shown_by(id)?;
        let listing = Listing {
            link: link.clone(),
            owner: self.address(Place::Pending(id)),
            user_id: user.user_id,
            data: LinkData::Invitation(ContactShortLinkData::new(shown)),
        };
        self.world.directory.list(listing);
        let connection = self.connection(id)?;
        Ok(Invitation::new(user, link, connection))
    }

    pub(crate) fn plan(&mut self, command: &ApiConnectPlan) -> Outcome<ConnectionPlan> {
        let user = self.node.own_account(command.user_id)?.user.clone();
        let target = &command.connect_target;
        check_target(target)?;
        let Some(listing) = self.world.directory.find(target).cloned() else {
            let plan = types::ConnectionPlan::error(*nobody());
            let link = types::CreatedConnLink::new(target.clone());
            return Ok(ConnectionPlan::new(user, link, plan));
        };
        let plan = self.plan_for(user.user_id, &listing);
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
            return Err(refused(ChatErrorType::not_resolved_locally()));
        }
        Ok(ConnectionPlan::new(user, listing.link, plan))
    }

    fn plan_for(&self, user: UserId, listing: &Listing) -> types::ConnectionPlan {
        let is_own = listing.owner.node == self.node.id && listing.user_id == user;
        let full = &listing.link.conn_full_link;
        let contact = self.contact_by(user, full);
        let asked = self.asked(user, full).is_some();
        match &listing.data {
            LinkData::Invitation(data) => types::ConnectionPlan::invitation_link(match contact {
                _ if is_own => InvitationLinkPlan::own_link(),
                Some(contact) if is_ready(&contact) => InvitationLinkPlan::known(contact),
                Some(contact) => InvitationLinkPlan::connecting(contact),
                None if asked => InvitationLinkPlan::connecting(None),
                None => InvitationLinkPlan::ok(data.clone(), None),
            }),
            LinkData::Address(data) => types::ConnectionPlan::contact_address(match contact {
                _ if is_own => ContactAddressPlan::own_link(),
                Some(contact) if is_ready(&contact) => ContactAddressPlan::known(contact),
                Some(contact) => ContactAddressPlan::connecting_prohibit(contact),
                None if asked => ContactAddressPlan::connecting_confirm_reconnect(),
                None => ContactAddressPlan::ok(data.clone(), None),
            }),
            LinkData::Group(data) => {
                types::ConnectionPlan::group_link(self.group_plan(user, listing, data, asked))
            }
        }
    }

    fn group_plan(
        &self,
        user: UserId,
        listing: &Listing,
        data: &types::GroupShortLinkData,
        asked: bool,
    ) -> GroupLinkPlan {
        let full = &listing.link.conn_full_link;
        let own = self.node.rooms_of(user).find(|room| {
            let link = room.link.as_ref();
            link.is_some_and(|link| link.conn_link_contact.conn_full_link == *full)
        });
        if let Some(own) = own {
            return GroupLinkPlan::own_link(own.info.clone());
        }
        let mut joined = self.node.rooms_of(user);
        let joined = joined.find(|room| {
            room.info.via_group_link_uri.as_ref() == Some(full) && room.check_joined().is_ok()
        });
        match joined {
            Some(room) if room.is_current() => {
                GroupLinkPlan::known(room.info.clone(), false, None, [])
            }
            Some(room) => GroupLinkPlan::connecting_prohibit(room.info.clone()),
            None if asked => GroupLinkPlan::connecting_confirm_reconnect(),
            None => new_group(data.clone()),
        }
    }

    pub(crate) fn connect(&mut self, command: &Connect) -> Outcome<Answer> {
        let user = self.node.active()?.id();
        check_target(&command.conn_target)?;
        self.use_link(user, command.incognito, &command.conn_target)
    }

    /// A short link in the place of the full one is not understood.
    pub(crate) fn connect_prepared(&mut self, command: &ApiConnect) -> Outcome<Answer> {
        let user = self.node.own_account(command.user_id)?.id();
        let link = &command.prepared_link;
        if Link::parse_full(&link.conn_full_link).is_none() {
            return Err(refused(ChatErrorType::invalid_conn_req()));
        }
        let text = match &link.conn_short_link {
            Some(short) => format!("{} {short}", link.conn_full_link),
            None => link.conn_full_link.clone(),
        };
        self.use_link(user, command.incognito, &text)
    }

    fn use_link(&mut self, user_id: UserId, incognito: bool, link: &str) -> Outcome<Answer> {
        let listing = self
            .world
            .directory
            .find(link)
            .cloned()
            .ok_or_else(nobody)?;
        let user = self.node.user(user_id)?;
        let full = &listing.link.conn_full_link;
        if let Some(contact) = self.contact_by(user_id, full) {
            return Ok(answer(ContactAlreadyExists::new(user, contact)));
        }
        let is_in = |room: &Room| {
            let status = &room.info.membership.member_status;
            let is_there = room.is_current() || is_pending(status);
            room.info.via_group_link_uri.as_ref() == Some(full) && is_there
        };
        if self.node.rooms_of(user_id).any(is_in) {
            return Err(store(StoreError::group_already_joined()));
        }
        let asked = self.asked(user_id, full);
        let id = asked.unwrap_or_else(|| self.new_pending(user_id, incognito, None, Some(full)));
        let is_invitation = matches!(listing.data, LinkData::Invitation(_));
        if is_invitation {
            self.world.directory.withdraw(&listing.link);
        }
        self.ask(id, listing.owner, !is_invitation, None)?;
        let custom = self.node.pending.get(&id).and_then(|p| p.custom.clone());
        let connection = self.connection(id)?;
        if is_invitation {
            let mut sent = SentConfirmation::new(user, connection);
            sent.custom_user_profile = custom;
            return Ok(answer(sent));
        }
        let mut sent = SentInvitation::new(user, connection);
        sent.custom_user_profile = custom;
        Ok(answer(sent))
    }

    pub(crate) fn ask(
        &mut self,
        pending: i64,
        owner: Address,
        via_uri: bool,
        said: Option<Box<Said>>,
    ) -> Outcome<()> {
        let profile = Box::new(self.shown_by(pending)?);
        if let Some(pending) = self.node.pending.get_mut(&pending) {
            pending.connection.via_contact_uri = via_uri;
        }
        let ask = signal::Connect::Ask { profile, said };
        self.post(Place::Pending(pending), owner, Signal::Connect(ask));
        Ok(())
    }

    /// The profile that the other side of a connection is to see.
    pub(crate) fn shown_by(&mut self, pending: i64) -> Outcome<Profile> {
        let pending = self.node.pending.get(&pending).ok_or_else(gone)?;
        match &pending.custom {
            Some(custom) => Ok(custom.clone()),
            None => {
                let user_id = pending.user_id;
                Ok(self.node.account(user_id)?.profile())
            }
        }
    }

    fn connection(&self, pending: i64) -> Outcome<PendingContactConnection> {
        let pending = self.node.pending.get(&pending).ok_or_else(gone)?;
        Ok(pending.connection.clone())
    }

    /// Whether the user has found somebody by a link, or has asked to.
    pub(crate) fn knows(&self, user: UserId, full_link: &str) -> bool {
        self.contact_by(user, full_link).is_some() || self.asked(user, full_link).is_some()
    }

    /// The contact whom the user has found by a link.
    fn contact_by(&self, user: UserId, full_link: &str) -> Option<Contact> {
        let is_open = |c: &Conversation| c.contact.active_conn.is_some();
        self.node
            .known_contact(user, |c| c.via.as_deref() == Some(full_link) && is_open(c))
    }

    /// The connection by which the user has asked and that nobody has answered.
    fn asked(&self, user: UserId, full_link: &str) -> Option<i64> {
        let is = |pending: &crate::network::commands::pending::Pending| {
            pending.user_id == user && pending.via.as_deref() == Some(full_link)
        };
        let mut asked = self.node.pending.iter();
        asked.find(|(_, pending)| is(pending)).map(|(id, _)| *id)
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
/// If a text is no link. Names are not resolved: there is no name server in the network.
fn check_target(target: &str) -> Outcome<()> {
    if target.starts_with(['@', '#']) {
        return Err(agent(AgentErrorType::no_name_servers()));
    }
    match Link::parse(target) {
        Some(_) => Ok(()),
        None => Err(refused(ChatErrorType::invalid_conn_req())),
    }
}

/// What the server of a link says when nobody waits there.
pub(crate) fn nobody() -> Failure {
    agent(AgentErrorType::smp(SERVER, ErrorType::auth()))
}

/// Of no connection: servers of version 7.0 say so with an empty id.
fn agent(error: AgentErrorType) -> Failure {
    Box::new(ChatError::error_agent(error, Some(String::new()), None))
}

fn gone() -> Failure {
    store(StoreError::internal_error("the connection is gone"))
}
