//! Direct conversations between members of a group, which one of them begins in an app.

use simplex_api::events::NewMemberContactReceivedInv;
use simplex_api::types::{ContactId, GroupDirectInvitation, GroupId, GroupMemberId, Profile};

use crate::network::commands::contact::Beginning;
use crate::network::outcome::{Outcome, command};
use crate::network::signal::{Connect, Signal};
use crate::network::state::directory::LinkKind;
use crate::network::state::group::Room;
use crate::network::state::profile;
use crate::network::turn::Turn;
use crate::network::world::{Address, NodeId, Place};

impl Turn<'_> {
    /// Begins a direct conversation with the member of a group who is this client; `None` if there is
    /// one already.
    ///
    /// # Errors
    /// If the client is no member, or the group does not allow it.
    pub(crate) fn approach(&mut self, group: GroupId, client: NodeId) -> Outcome<Option<()>> {
        let room = self.node.room(group)?;
        room.check_joined()?;
        let role = &room.info.membership.member_role;
        if !Room::allows(&room.info.full_group_preferences.direct_messages, role) {
            return Err(command("the group does not allow direct messages"));
        }
        let user_id = room.user_id;
        let Some((member, address)) = room.seat_of(client) else {
            return Err(command("the client is no member of the group"));
        };
        if room.member(member)?.member_contact_id.is_some() {
            return Ok(None);
        }
        let contact = self.new_member_contact(group, member, client)?;
        let contact = &mut self.node.conversation(contact)?.contact;
        contact.contact_grp_inv_sent = true;
        let from = Place::Contact(contact.contact_id);
        let own = self.node.user(user_id)?;
        let ask = Connect::ask(profile::shown(&own.profile));
        self.post(from, address, Signal::Connect(ask));
        Ok(Some(()))
    }

    /// A member begins a direct conversation. It goes on if the user accepts all of them: the API has no
    /// command to accept one.
    pub(crate) fn approached(
        &mut self,
        from: Address,
        group: GroupId,
        shown: &Profile,
    ) -> Outcome<()> {
        let room = self.node.room(group)?;
        let Some((id, _)) = room.seat_of(from.node) else {
            return Ok(());
        };
        let user = {
            let user_id = room.user_id;
            self.node.user(user_id)?
        };
        let accepts = user.auto_accept_member_contacts;
        let contact = self.new_member_contact(group, id, from.node)?;
        let link = self.world.directory.new_link(LinkKind::Invitation);
        let invitation = GroupDirectInvitation::new(link.conn_full_link)
            .group_direct_inv_started_connection(accepts)
            .from_group_id(group)
            .from_group_member_id(id);
        let conversation = self.node.conversation(contact)?;
        conversation.contact.profile =
            profile::stored(conversation.contact.profile.profile_id, shown.clone());
        conversation.contact.group_direct_inv = Some(invitation);
        let shown = conversation.contact.clone();
        let room = self.node.room(group)?;
        let (info, member) = (room.info.clone(), room.member(id)?.clone());
        self.emit(&NewMemberContactReceivedInv::new(user, shown, info, member));
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
    ) -> Outcome<ContactId> {
        let room = self.node.room(group)?;
        let user_id = room.user_id;
        let shown = profile::shown(&room.member(member)?.member_profile);
        let contact = self.new_contact(Beginning {
            user_id,
            with: client,
            via: None,
            link: None,
            connection: None,
            custom: None,
            shown,
        })?;
        let conversation = self.node.conversation(contact)?;
        conversation.contact.contact_group_member_id = Some(member);
        let seat = self.node.room(group)?.seat(member)?;
        seat.member.member_contact_id = Some(contact);
        Ok(contact)
    }

    /// The other member has accepted.
    pub(crate) fn received_by_member(&mut self, from: Address, contact: ContactId) -> Outcome<()> {
        self.node.conversation(contact)?.peer = Some(from);
        let hello = Signal::Connect(Connect::Hello);
        self.post(Place::Contact(contact), from, hello);
        Ok(())
    }
}
