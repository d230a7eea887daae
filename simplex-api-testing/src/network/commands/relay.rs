//! Public groups and their relays. A relay is a client too: a user who is one, found by an address.

use simplex_api::commands::{
    ApiAddGroupRelays, ApiAllowRelayGroup, ApiGetGroupRelays, ApiNewPublicGroup,
};
use simplex_api::events::{GroupLinkDataUpdated, GroupRelayUpdated};
use simplex_api::responses::{
    GroupRelays, GroupRelaysAddFailed, GroupRelaysAdded, PublicGroupCreated,
    PublicGroupCreationFailed, RelayGroupAllowed,
};
use simplex_api::types::{
    AddRelayResult, ChatRelayId, GroupId, GroupMemberCategory, GroupMemberId, GroupMemberRole,
    GroupMemberStatus, GroupRelay, GroupType, InvitedBy, Profile, PublicGroupProfile,
    RelayCapabilities, RelayProfile, RelayStatus, StoreError, UserChatRelay,
};

use crate::network::commands::connect::nobody;
use crate::network::commands::group::Newcomer;
use crate::network::commands::invite::Entrance;
use crate::network::commands::user::check_name;
use crate::network::commands::{Answer, answer};
use crate::network::outcome::{Outcome, command, store};
use crate::network::signal::{Card, GroupEvent, Invitation, Signal};
use crate::network::state::ids::opaque;
use crate::network::turn::Turn;
use crate::network::world::{Address, Place};

impl Turn<'_> {
    /// Adds a relay to the settings of the client, which no command that is documented does.
    pub(crate) fn add_relay(&mut self, name: &str, address: &str) -> ChatRelayId {
        let id = ChatRelayId(self.node.ids.relays.next());
        let mut relay = UserChatRelay::new(id, address, RelayProfile::new(name, ""));
        relay.enabled = true;
        self.node.relays.push(relay);
        id
    }

    pub(crate) fn new_public_group(&mut self, command: &ApiNewPublicGroup) -> Outcome<Answer> {
        let user = self.node.own_account(command.user_id)?.user.clone();
        let mut profile = command.group_profile.clone();
        check_name(&profile.display_name)?;
        let relays = match self.reach(&command.relay_ids)? {
            Ok(relays) => relays,
            Err(results) => {
                let failed = PublicGroupCreationFailed::new(user).add_relay_results(results);
                return Ok(answer(failed));
            }
        };
        let kind = match profile.public_group.take() {
            Some(public) => public.group_type,
            None => GroupType::Channel,
        };
        let role = match kind {
            GroupType::Group => GroupMemberRole::Member,
            _ => GroupMemberRole::Observer,
        };
        let id = self.create_group(user.user_id, command.incognito, &profile)?;
        self.node.room(id)?.info.use_relays = true;
        let link = self.open_link(id, role)?;
        let created = &link.conn_link_contact;
        let short = created.conn_short_link.as_ref();
        let short = short.unwrap_or(&created.conn_full_link).clone();
        let public = PublicGroupProfile::new(kind, short, opaque("public", id.0));
        self.node.room(id)?.info.group_profile.public_group = Some(public);
        self.list_group(id)?;
        self.ask_relays(id, relays)?;
        let room = self.node.room(id)?;
        let (info, relays) = (room.info.clone(), room.relays.clone());
        Ok(answer(
            PublicGroupCreated::new(user, info, link).group_relays(relays),
        ))
    }

    pub(crate) fn add_relays(&mut self, add: &ApiAddGroupRelays) -> Outcome<Answer> {
        let id = add.group_id;
        let (user, room) = self.node.own_room(id)?;
        room.check_role(GroupMemberRole::Owner)?;
        let info = room.info.clone();
        let missing = || store(StoreError::group_link_not_found(info));
        let link = room.link.clone().ok_or_else(missing)?;
        if !room.info.use_relays {
            return Err(command("the group has no relays"));
        }
        let relays = match self.reach(&add.relay_ids)? {
            Ok(relays) => relays,
            Err(results) => {
                let failed = GroupRelaysAddFailed::new(user).add_relay_results(results);
                return Ok(answer(failed));
            }
        };
        self.ask_relays(id, relays)?;
        let room = self.node.room(id)?;
        let (info, relays) = (room.info.clone(), room.relays.clone());
        Ok(answer(
            GroupRelaysAdded::new(user, info, link).group_relays(relays),
        ))
    }

    pub(crate) fn get_relays(&mut self, command: &ApiGetGroupRelays) -> Outcome<GroupRelays> {
        let (user, room) = self.node.own_room(command.group_id)?;
        let (info, relays) = (room.info.clone(), room.relays.clone());
        Ok(GroupRelays::new(user, info).group_relays(relays))
    }

    /// Relays by their ids, with where they are; or what became of each if one is not there.
    #[allow(clippy::type_complexity, reason = "said in one place")]
    fn reach(
        &mut self,
        ids: &[ChatRelayId],
    ) -> Outcome<Result<Vec<(UserChatRelay, Address)>, Vec<AddRelayResult>>> {
        let (mut there, mut results) = (Vec::new(), Vec::new());
        for id in ids {
            let mut relays = self.node.relays.iter();
            let relay = relays.find(|relay| relay.chat_relay_id == *id).cloned();
            let relay = relay.ok_or_else(|| store(StoreError::user_chat_relay_not_found(id.0)))?;
            let mut result = AddRelayResult::new(relay.clone());
            match self.world.directory.find(&relay.address) {
                Some(listing) => there.push((relay, listing.owner)),
                None => result.relay_error = Some(*nobody()),
            }
            results.push(result);
        }
        let all = there.len() == results.len();
        Ok(if all { Ok(there) } else { Err(results) })
    }

    fn ask_relays(&mut self, id: GroupId, relays: Vec<(UserChatRelay, Address)>) -> Outcome<()> {
        for (relay, owner) in relays {
            let name = relay.relay_profile.display_name.clone();
            let newcomer = Newcomer {
                member_id: self.world.member_id(),
                role: GroupMemberRole::Relay,
                category: GroupMemberCategory::Invitee,
                status: GroupMemberStatus::Invited,
                invited_by: InvitedBy::user(),
                profile: Profile::new(name, ""),
                address: None,
            };
            let member = self.add(id, newcomer)?;
            let room = self.node.room(id)?;
            let number = i64::try_from(room.relays.len() + 1).unwrap_or(i64::MAX);
            let (status, can) = (RelayStatus::Invited, RelayCapabilities::new());
            room.relays
                .push(GroupRelay::new(number, member, relay, status).relay_cap(can));
            let invitation = self.invitation(id, member, None)?;
            let signal = Signal::Invitation(Box::new(invitation));
            self.post(Place::Group(id), owner, signal);
        }
        Ok(())
    }

    /// An owner asks the user, who is a relay, to serve a group.
    pub(crate) fn asked_to_relay(&mut self, link: i64, asked: Invitation) -> Outcome<()> {
        let mut accounts = self.node.accounts.values();
        let is_here = |account: &&crate::network::state::account::Account| {
            let address = account.address.as_ref();
            address.is_some_and(|address| address.user_contact_link_id == link)
        };
        let Some(account) = accounts.find(is_here) else {
            return Ok(());
        };
        let is_relay = account.user.user_chat_relay;
        let user_id = account.id();
        let entrance = Entrance {
            contact: None,
            status: GroupMemberStatus::Accepted,
            host_status: GroupMemberStatus::Connected,
        };
        let group = self.room_of(user_id, entrance, asked)?;
        let room = self.node.room(group)?;
        let status = if is_relay {
            RelayStatus::Accepted
        } else {
            RelayStatus::Rejected
        };
        room.info.relay_own_status = Some(status);
        self.answer_owner(group, is_relay)
    }

    fn answer_owner(&mut self, group: GroupId, accepts: bool) -> Outcome<()> {
        let seat = self.address(Place::Group(group));
        let room = self.node.room(group)?;
        let card = Box::new(Card::new(&room.info.membership, seat));
        let told = if accepts {
            GroupEvent::Join(card)
        } else {
            GroupEvent::Refuse(card)
        };
        self.announce(group, told)
    }

    pub(crate) fn allow_relaying(
        &mut self,
        allow: &ApiAllowRelayGroup,
    ) -> Outcome<RelayGroupAllowed> {
        let (user, room) = self.node.own_room(allow.group_id)?;
        match room.info.relay_own_status {
            Some(RelayStatus::Rejected) => {
                room.info.relay_own_status = Some(RelayStatus::Accepted);
                self.answer_owner(allow.group_id, true)?;
            }
            Some(_) => {}
            None => return Err(command("the user is no relay of the group")),
        }
        let info = self.node.room(allow.group_id)?.info.clone();
        Ok(RelayGroupAllowed::new(user, info))
    }

    /// A relay has said whether it serves the group.
    pub(crate) fn relay_answered(
        &mut self,
        group: GroupId,
        member: GroupMemberId,
        address: Address,
        serves: bool,
    ) -> Outcome<()> {
        let room = self.node.room(group)?;
        let seat = room.seat(member)?;
        if serves {
            seat.address = Some(address);
            seat.member.member_status = GroupMemberStatus::Connected;
        }
        let shown = seat.member.clone();
        let status = if serves {
            RelayStatus::Active
        } else {
            RelayStatus::Rejected
        };
        let mut relays = room.relays.iter_mut();
        let Some(relay) = relays.find(|relay| relay.group_member_id == member) else {
            return Ok(());
        };
        relay.relay_status = status;
        let relay = relay.clone();
        let (user_id, info) = (room.user_id, room.info.clone());
        let (link, relays) = (room.link.clone(), room.relays.clone());
        let user = self.node.user(user_id)?;
        self.emit(&GroupRelayUpdated::new(
            user.clone(),
            info.clone(),
            shown,
            relay,
        ));
        if let Some(link) = link {
            let updated = GroupLinkDataUpdated::new(user, info, link).group_relays(relays);
            self.emit(&updated.relays_changed(true));
        }
        Ok(())
    }
}
