//! Direct conversations that a member of a group starts with another.

use simplex_api::events::NewMemberContactReceivedInv;
use simplex_api::types::{
    CiContent, CiDirection, ConnStatus, ConnType, ContactId, GroupDirectInvitation, GroupId,
    GroupMemberId, Profile, RcvDirectEvent, RcvGroupEvent,
};

use crate::network::commands::contact::NewContact;
use crate::network::context::ClientContext;
use crate::network::endpoint::{Endpoint, EndpointKind, NodeId};
use crate::network::result::{NetworkResult, command_error};
use crate::network::signal::{ConnectSignal, Signal};
use crate::network::state::chat_key::ChatKey;
use crate::network::state::directory::LinkKind;
use crate::network::state::group::GroupState;
use crate::network::state::profile;

impl ClientContext<'_> {
    /// Starts a direct conversation with the member who is this client; `None` if it already exists.
    ///
    /// # Errors
    /// If the client is not a member, or the group does not allow it.
    pub(crate) fn start_member_contact(
        &mut self,
        group: GroupId,
        client: NodeId,
    ) -> NetworkResult<Option<()>> {
        let group_state = self.node.group_state(group)?;
        group_state.check_joined()?;
        let role = &group_state.info.membership.member_role;
        if !GroupState::allows(
            &group_state.info.full_group_preferences.direct_messages,
            role,
        ) {
            return Err(command_error("the group does not allow direct messages"));
        }
        let user_id = group_state.user_id;
        let Some((member, endpoint)) = group_state.member_of_client(client) else {
            return Err(command_error("the client is not a member of the group"));
        };
        if group_state.member(member)?.member_contact_id.is_some() {
            return Ok(None);
        }
        let contact = self.new_member_contact(group, member, client)?;
        let contact = &mut self.node.contact_state(contact)?.contact;
        contact.contact_grp_inv_sent = true;
        let from = EndpointKind::Contact(contact.contact_id);
        let own = self.node.user(user_id)?;
        let ask = ConnectSignal::ask(profile::to_public(&own.profile));
        self.send_envelope(from, endpoint, Signal::Connect(ask));
        Ok(Some(()))
    }

    /// A member starts a direct conversation. It continues only if the user accepts all of them automatically: the API
    /// has no command to accept one.
    pub(crate) fn on_member_contact_request(
        &mut self,
        from: Endpoint,
        group: GroupId,
        displayed: &Profile,
    ) -> NetworkResult<()> {
        let group_state = self.node.group_state(group)?;
        let Some((id, _)) = group_state.member_of_client(from.node) else {
            return Ok(());
        };
        let user = {
            let user_id = group_state.user_id;
            self.node.user(user_id)?
        };
        let accepts = user.auto_accept_member_contacts;
        let contact = self.new_member_contact(group, id, from.node)?;
        let link = self.shared.directory.new_link(LinkKind::Invitation);
        let invitation = GroupDirectInvitation::new(link.conn_full_link)
            .group_direct_inv_started_connection(accepts)
            .from_group_id(group)
            .from_group_member_id(id);
        let contact_state = self.node.contact_state(contact)?;
        contact_state.contact.profile =
            profile::to_local(contact_state.contact.profile.profile_id, displayed.clone());
        contact_state.contact.group_direct_inv = Some(invitation);
        if let Some(connection) = &mut contact_state.contact.active_conn {
            connection.conn_status = if accepts {
                ConnStatus::joined()
            } else {
                ConnStatus::prepared()
            };
        }
        let chat = ChatKey::Contact(contact);
        self.add_event_item(chat, CiDirection::direct_snd(), CiContent::chat_banner())?;
        let profile = self.node.group_state(group)?.info.group_profile.clone();
        let event = RcvDirectEvent::group_inv_link_received(profile);
        let event = CiContent::rcv_direct_event(event);
        self.add_event_item(chat, CiDirection::direct_rcv(), event)?;
        if !accepts {
            let event = CiContent::rcv_group_event(RcvGroupEvent::member_created_contact());
            self.add_member_event_item(group, id, event)?;
        }
        let displayed = self.node.contact_state(contact)?.contact.clone();
        let group_state = self.node.group_state(group)?;
        let (info, member) = (group_state.info.clone(), group_state.member(id)?.clone());
        self.emit(&NewMemberContactReceivedInv::new(
            user, displayed, info, member,
        ));
        if accepts {
            self.send_profile(contact, from)
        } else {
            Ok(())
        }
    }

    fn new_member_contact(
        &mut self,
        group: GroupId,
        member: GroupMemberId,
        client: NodeId,
    ) -> NetworkResult<ContactId> {
        let group_state = self.node.group_state(group)?;
        let user_id = group_state.user_id;
        let displayed = profile::to_public(&group_state.member(member)?.member_profile);
        let connection = self.new_connection(ConnType::Contact, ConnStatus::accepted());
        let contact = self.new_contact(NewContact {
            user_id,
            peer_node: client,
            via_link: None,
            connection: Some(connection),
            custom_profile: None,
            profile: displayed,
        })?;
        let contact_state = self.node.contact_state(contact)?;
        contact_state.contact.contact_group_member_id = Some(member);
        let member_state = self.node.group_state(group)?.member_state(member)?;
        member_state.member.member_contact_id = Some(contact);
        Ok(contact)
    }

    /// The other member has accepted.
    pub(crate) fn on_member_contact_accepted(
        &mut self,
        from: Endpoint,
        contact: ContactId,
    ) -> NetworkResult<()> {
        self.node.contact_state(contact)?.peer = Some(from);
        let hello = Signal::Connect(ConnectSignal::Hello);
        self.send_envelope(EndpointKind::Contact(contact), from, hello);
        Ok(())
    }
}
