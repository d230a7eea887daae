//! Public groups and their relays. A relay is a client whose user serves groups, with an address.

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

use crate::network::commands::connect::unreachable_link;
use crate::network::commands::group::NewMember;
use crate::network::commands::invite::JoinParams;
use crate::network::commands::user::check_name;
use crate::network::context::ClientContext;
use crate::network::endpoint::{Endpoint, EndpointKind};
use crate::network::result::{Answer, answer};
use crate::network::result::{NetworkResult, command_error, store_error};
use crate::network::signal::{GroupEvent, Invitation, MemberInfo, Signal};
use crate::network::state::ids::readable_id;
use crate::network::version::NetworkVersion;

impl ClientContext<'_> {
    /// Adds a relay to the settings of the client. No documented command does that.
    pub(crate) fn add_relay(&mut self, name: &str, address: &str) -> ChatRelayId {
        let id = ChatRelayId(self.node.ids.relays.next());
        let mut relay = UserChatRelay::new(id, address, RelayProfile::new(name, ""));
        relay.enabled = true;
        self.node.relays.push(relay);
        id
    }

    pub(crate) fn new_public_group(
        &mut self,
        command: &ApiNewPublicGroup,
    ) -> NetworkResult<Answer> {
        let user = self.node.own_account(command.user_id)?.user.clone();
        let mut profile = command.group_profile.clone();
        check_name(&profile.display_name)?;
        let relays = match self.find_relays(&command.relay_ids)? {
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
        self.node.group_state(id)?.info.use_relays = true;
        let link = self.create_group_link(id, role)?;
        let created = &link.conn_link_contact;
        let short = created.conn_short_link.as_ref();
        let short = short.unwrap_or(&created.conn_full_link).clone();
        let public = PublicGroupProfile::new(kind, short, readable_id("public", id.0));
        self.node.group_state(id)?.info.group_profile.public_group = Some(public);
        self.publish_group(id)?;
        self.ask_relays(id, relays)?;
        let group_state = self.node.group_state(id)?;
        let (info, relays) = (group_state.info.clone(), group_state.relays.clone());
        Ok(answer(
            PublicGroupCreated::new(user, info, link).group_relays(relays),
        ))
    }

    pub(crate) fn add_relays(&mut self, add: &ApiAddGroupRelays) -> NetworkResult<Answer> {
        let id = add.group_id;
        let (user, group_state) = self.node.own_group(id)?;
        group_state.check_role(GroupMemberRole::Owner)?;
        let info = group_state.info.clone();
        let missing = || store_error(StoreError::group_link_not_found(info));
        let link = group_state.link.clone().ok_or_else(missing)?;
        if !group_state.info.use_relays {
            return Err(command_error("the group has no relays"));
        }
        let relays = match self.find_relays(&add.relay_ids)? {
            Ok(relays) => relays,
            Err(results) => {
                let failed = GroupRelaysAddFailed::new(user).add_relay_results(results);
                return Ok(answer(failed));
            }
        };
        self.ask_relays(id, relays)?;
        let group_state = self.node.group_state(id)?;
        let (info, relays) = (group_state.info.clone(), group_state.relays.clone());
        Ok(answer(
            GroupRelaysAdded::new(user, info, link).group_relays(relays),
        ))
    }

    pub(crate) fn get_relays(&mut self, command: &ApiGetGroupRelays) -> NetworkResult<GroupRelays> {
        let (user, group_state) = self.node.own_group(command.group_id)?;
        let (info, relays) = (group_state.info.clone(), group_state.relays.clone());
        Ok(GroupRelays::new(user, info).group_relays(relays))
    }

    /// Relays and their endpoints, by their ids; if one is not reachable, the result of each.
    #[allow(clippy::type_complexity, reason = "used in one place")]
    fn find_relays(
        &mut self,
        ids: &[ChatRelayId],
    ) -> NetworkResult<Result<Vec<(UserChatRelay, Endpoint)>, Vec<AddRelayResult>>> {
        let (mut reachable, mut results) = (Vec::new(), Vec::new());
        for id in ids {
            let mut relays = self.node.relays.iter();
            let relay = relays.find(|relay| relay.chat_relay_id == *id).cloned();
            let relay =
                relay.ok_or_else(|| store_error(StoreError::user_chat_relay_not_found(id.0)))?;
            let mut result = AddRelayResult::new(relay.clone());
            match self.shared.directory.find(&relay.address) {
                Some(published) => reachable.push((relay, published.owner)),
                None => result.relay_error = Some(*unreachable_link()),
            }
            results.push(result);
        }
        let all = reachable.len() == results.len();
        Ok(if all { Ok(reachable) } else { Err(results) })
    }

    fn ask_relays(
        &mut self,
        id: GroupId,
        relays: Vec<(UserChatRelay, Endpoint)>,
    ) -> NetworkResult<()> {
        let inviter = self.node.group_state(id)?.info.membership.group_member_id;
        for (relay, owner) in relays {
            let name = relay.relay_profile.display_name.clone();
            let new_member = NewMember {
                member_id: self.shared.member_id(),
                role: GroupMemberRole::Relay,
                category: GroupMemberCategory::Invitee,
                status: GroupMemberStatus::Invited,
                index: None,
                invited_by: InvitedBy::user(),
                inviter: Some(inviter),
                profile: Profile::new(name, ""),
                endpoint: None,
                connection: None,
            };
            let member = self.add_new_member(id, new_member)?;
            let has_capabilities = self.node.version >= NetworkVersion::V7_0;
            let group_state = self.node.group_state(id)?;
            let number = i64::try_from(group_state.relays.len() + 1).unwrap_or(i64::MAX);
            let mut group_relay = GroupRelay::new(number, member, relay, RelayStatus::Invited);
            group_relay.relay_cap = has_capabilities.then(RelayCapabilities::new);
            group_state.relays.push(group_relay);
            let invitation = self.invitation(id, member, None)?;
            let signal = Signal::Invitation(Box::new(invitation));
            self.send_envelope(EndpointKind::Group(id), owner, signal);
        }
        Ok(())
    }

    /// An owner asks the user to serve a group as a relay.
    pub(crate) fn on_relay_request(&mut self, link: i64, asked: Invitation) -> NetworkResult<()> {
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
        let params = JoinParams {
            contact: None,
            status: GroupMemberStatus::Accepted,
            host_status: GroupMemberStatus::Connected,
            custom_profile: None,
            connection: None,
        };
        let group = self.create_invited_group(user_id, params, asked)?;
        let group_state = self.node.group_state(group)?;
        let status = if is_relay {
            RelayStatus::Accepted
        } else {
            RelayStatus::Rejected
        };
        group_state.info.relay_own_status = Some(status);
        self.answer_relay_request(group, is_relay)
    }

    fn answer_relay_request(&mut self, group: GroupId, accepts: bool) -> NetworkResult<()> {
        let endpoint = self.endpoint(EndpointKind::Group(group));
        let group_state = self.node.group_state(group)?;
        let member_info = Box::new(MemberInfo::new(&group_state.info.membership, endpoint));
        let group_event = if accepts {
            GroupEvent::Join(member_info)
        } else {
            GroupEvent::Refuse(member_info)
        };
        self.broadcast(group, group_event)
    }

    pub(crate) fn allow_relaying(
        &mut self,
        allow: &ApiAllowRelayGroup,
    ) -> NetworkResult<RelayGroupAllowed> {
        let (user, group_state) = self.node.own_group(allow.group_id)?;
        match group_state.info.relay_own_status {
            Some(RelayStatus::Rejected) => {
                group_state.info.relay_own_status = Some(RelayStatus::Accepted);
                self.answer_relay_request(allow.group_id, true)?;
            }
            Some(_) => {}
            None => return Err(command_error("the user is not a relay of the group")),
        }
        let info = self.node.group_state(allow.group_id)?.info.clone();
        Ok(RelayGroupAllowed::new(user, info))
    }

    /// A relay has accepted or refused to serve the group.
    pub(crate) fn on_relay_answer(
        &mut self,
        group: GroupId,
        member: GroupMemberId,
        endpoint: Endpoint,
        serves: bool,
    ) -> NetworkResult<()> {
        let group_state = self.node.group_state(group)?;
        let member_state = group_state.member_state(member)?;
        if serves {
            member_state.endpoint = Some(endpoint);
            member_state.member.member_status = GroupMemberStatus::Connected;
        }
        let displayed = member_state.member.clone();
        let status = if serves {
            RelayStatus::Active
        } else {
            RelayStatus::Rejected
        };
        let mut relays = group_state.relays.iter_mut();
        let Some(relay) = relays.find(|relay| relay.group_member_id == member) else {
            return Ok(());
        };
        relay.relay_status = status;
        let relay = relay.clone();
        let (user_id, info) = (group_state.user_id, group_state.info.clone());
        let (link, relays) = (group_state.link.clone(), group_state.relays.clone());
        let user = self.node.user(user_id)?;
        self.emit(&GroupRelayUpdated::new(
            user.clone(),
            info.clone(),
            displayed,
            relay,
        ));
        if let Some(link) = link {
            let updated = GroupLinkDataUpdated::new(user, info, link).group_relays(relays);
            self.emit(&updated.relays_changed(true));
        }
        Ok(())
    }
}
