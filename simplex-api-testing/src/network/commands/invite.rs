//! Invitations to groups.

use simplex_api::commands::ApiAddMember;
use simplex_api::events::{GroupLinkConnecting, ReceivedGroupInvitation};
use simplex_api::responses::SentGroupInvitation;
use simplex_api::types::{
    BusinessChatInfo, BusinessChatType, ChatErrorType, CiContent, CiGroupInvitation,
    CiGroupInvitationStatus, ConnStatus, ConnType, Connection, ContactId, GroupId, GroupInfo,
    GroupMember, GroupMemberCategory, GroupMemberId, GroupMemberRole, GroupMemberStatus, InvitedBy,
    Profile, User, UserId,
};

use crate::network::commands::group::{NewMember, OwnMembership};
use crate::network::context::ClientContext;
use crate::network::endpoint::EndpointKind;
use crate::network::result::{NetworkResult, chat_error};
use crate::network::signal::{BusinessIds, Invitation, MemberInfo, Signal};
use crate::network::state::chat_key::ChatKey;
use crate::network::state::group::{GroupState, is_current, is_pending};
use crate::network::state::ids::readable_id;
use crate::network::state::items::Participant;
use crate::network::state::profile;

/// How the user joins a group.
pub(crate) struct JoinParams {
    /// The contact who invites the user.
    pub(crate) contact: Option<ContactId>,
    pub(crate) status: GroupMemberStatus,
    /// The status of the host.
    pub(crate) host_status: GroupMemberStatus,
    pub(crate) custom_profile: Option<Profile>,
    /// The connection with the host.
    pub(crate) connection: Option<Connection>,
}

impl ClientContext<'_> {
    /// Invites a contact. A contact who is already invited gets another invitation.
    pub(crate) fn add_member(
        &mut self,
        command: &ApiAddMember,
    ) -> NetworkResult<SentGroupInvitation> {
        let ApiAddMember {
            group_id,
            contact_id,
            ref member_role,
            ..
        } = *command;
        let (user, group_state) = self.node.own_group(group_id)?;
        group_state.check_role(GroupMemberRole::Admin)?;
        group_state.check_role(member_role.clone())?;
        let is_incognito = is_incognito(&group_state.info.membership, &user);
        let inviter = group_state.info.membership.group_member_id;
        let mut members = group_state
            .members
            .values()
            .map(|member_state| &member_state.member);
        let known = members
            .rfind(|member| member.member_contact_id == Some(contact_id))
            .cloned();
        let (_, contact_state) = self.node.own_contact(contact_id)?;
        contact_state.check_open()?;
        if contact_state.custom_profile.is_some() {
            return Err(chat_error(ChatErrorType::contact_incognito_cant_invite()));
        }
        if is_incognito {
            return Err(chat_error(ChatErrorType::group_incognito_cant_invite()));
        }
        let contact = contact_state.contact.clone();
        let member = match known {
            Some(known) if known.member_status == GroupMemberStatus::Invited => {
                let id = known.group_member_id;
                self.node
                    .group_state(group_id)?
                    .member_state(id)?
                    .member
                    .member_role = member_role.clone();
                id
            }
            Some(known) if is_current(&known.member_status) || is_pending(&known.member_status) => {
                let name = contact.local_display_name;
                return Err(chat_error(ChatErrorType::group_duplicate_member(name)));
            }
            _ => {
                let new_member = NewMember {
                    member_id: self.shared.member_id(),
                    role: member_role.clone(),
                    category: GroupMemberCategory::Invitee,
                    status: GroupMemberStatus::Invited,
                    index: None,
                    invited_by: InvitedBy::user(),
                    inviter: Some(inviter),
                    profile: profile::to_public(&contact.profile),
                    endpoint: None,
                    connection: None,
                };
                self.add_contact_as_member(group_id, contact_id, new_member)?
            }
        };
        self.invite(group_id, contact_id, member)?;
        let group_state = self.node.group_state(group_id)?;
        let member = group_state.member(member)?.clone();
        let info = group_state.info.clone();
        Ok(SentGroupInvitation::new(user, info, contact, member))
    }

    fn invite(
        &mut self,
        group: GroupId,
        contact: ContactId,
        member: GroupMemberId,
    ) -> NetworkResult<()> {
        let invitation = self.invitation(group, member, None)?;
        let info = &self.node.group_state(group)?.info;
        let displayed = invitation_item(member, info);
        if let Some(peer) = self.node.contact_state(contact)?.peer {
            let signal = Signal::Invitation(Box::new(invitation.clone()));
            self.send_envelope(EndpointKind::Group(group), peer, signal);
        }
        let chat = ChatKey::Contact(contact);
        let direction = self.direction(chat, Participant::User)?;
        let content = CiContent::snd_group_invitation(displayed, invitation.role);
        self.add_event_item(chat, direction, content)
    }

    /// The data that a new member needs to join.
    pub(crate) fn invitation(
        &mut self,
        group: GroupId,
        member: GroupMemberId,
        link: Option<String>,
    ) -> NetworkResult<Invitation> {
        let endpoint = self.endpoint(EndpointKind::Group(group));
        let group_state = self.node.group_state(group)?;
        let invited = group_state.member(member)?;
        let business = group_state
            .info
            .business_chat
            .as_ref()
            .map(|business| BusinessIds {
                business: business.business_id.clone(),
                customer: business.customer_id.clone(),
            });
        Ok(Invitation {
            profile: group_state.info.group_profile.clone(),
            host: MemberInfo::new(&group_state.info.membership, endpoint),
            member_id: invited.member_id.clone(),
            role: invited.member_role.clone(),
            business,
            link,
            review: is_pending(&invited.member_status),
            relays: group_state.info.use_relays,
        })
    }

    /// Receives an invitation: from a contact, or as the answer to the use of a link.
    pub(crate) fn on_group_invitation(
        &mut self,
        to: EndpointKind,
        invitation: Invitation,
    ) -> NetworkResult<()> {
        match to {
            EndpointKind::Contact(contact) => self.on_contact_invitation(contact, invitation),
            EndpointKind::Pending(pending) => self.on_link_invitation(pending, invitation),
            EndpointKind::Link(link) => self.on_relay_request(link, invitation),
            _ => Ok(()),
        }
    }

    fn on_contact_invitation(
        &mut self,
        contact: ContactId,
        invitation: Invitation,
    ) -> NetworkResult<()> {
        let chat = ChatKey::Contact(contact);
        let user = self.node.chat_user(chat)?;
        let from = self.node.contact_state(contact)?.contact.clone();
        let (role, host_role) = (invitation.role.clone(), invitation.host.role.clone());
        let mut groups = self.node.groups_of(user.user_id);
        let known = groups.find(|group_state| {
            let own = &group_state.info.membership;
            own.member_id == invitation.member_id && own.member_status == GroupMemberStatus::Invited
        });
        let known = known.map(GroupState::id);
        drop(groups);
        let group = match known {
            Some(known) => {
                self.node.group_state(known)?.info.membership.member_role = role.clone();
                known
            }
            None => {
                let params = JoinParams {
                    contact: Some(contact),
                    status: GroupMemberStatus::Invited,
                    host_status: GroupMemberStatus::Accepted,
                    custom_profile: None,
                    connection: None,
                };
                self.create_invited_group(user.user_id, params, invitation)?
            }
        };
        let info = self.node.group_state(group)?.info.clone();
        let displayed = invitation_item(info.membership.group_member_id, &info);
        let direction = self.direction(chat, Participant::Contact)?;
        let content = CiContent::rcv_group_invitation(displayed, role.clone());
        self.add_event_item(chat, direction, content)?;
        self.emit(&ReceivedGroupInvitation::new(
            user, info, from, host_role, role,
        ));
        Ok(())
    }

    fn on_link_invitation(&mut self, pending: i64, invitation: Invitation) -> NetworkResult<()> {
        let Some(request) = self.node.pending.remove(&pending) else {
            return Ok(());
        };
        let user = self.node.user(request.user_id)?;
        let mut connection = self.new_connection(ConnType::Member, ConnStatus::requested());
        connection.conn_id = pending;
        connection
            .group_link_id
            .clone_from(&request.connection.group_link_id);
        connection.via_group_link = connection.group_link_id.is_some();
        connection.x_contact_id = Some(readable_id("xcontact", pending));
        connection.contact_conn_initiated = true;
        let params = JoinParams {
            contact: None,
            status: if invitation.review {
                GroupMemberStatus::PendingReview
            } else {
                GroupMemberStatus::Accepted
            },
            host_status: GroupMemberStatus::Accepted,
            custom_profile: request.custom_profile,
            connection: Some(connection),
        };
        let endpoint = invitation.host.endpoint;
        let group = self.create_invited_group(request.user_id, params, invitation)?;
        let (info, host) = self.with_host(group)?;
        self.emit(&GroupLinkConnecting::new(user, info, host));
        self.join(group, endpoint)
    }

    /// Creates the group of an invitation with the host as its first member. A host who is a contact stays linked to
    /// it.
    pub(crate) fn create_invited_group(
        &mut self,
        user_id: UserId,
        params: JoinParams,
        invitation: Invitation,
    ) -> NetworkResult<GroupId> {
        let membership = OwnMembership {
            user_id,
            member_id: invitation.member_id.clone(),
            role: invitation.role,
            status: params.status,
            index: 1,
            invited_by: params
                .contact
                .map_or_else(InvitedBy::unknown, InvitedBy::contact),
            custom_profile: params.custom_profile,
        };
        let review = invitation.review;
        let group = self.new_group_state(membership, invitation.profile)?;
        let host = NewMember {
            member_id: invitation.host.member_id,
            role: invitation.host.role,
            category: GroupMemberCategory::Host,
            status: params.host_status,
            index: Some(0),
            invited_by: InvitedBy::unknown(),
            inviter: None,
            profile: invitation.host.profile,
            endpoint: Some(invitation.host.endpoint),
            connection: params.connection,
        };
        let host = match params.contact {
            Some(contact) => self.add_contact_as_member(group, contact, host)?,
            None => self.add_new_member(group, host)?,
        };
        let group_state = self.node.group_state(group)?;
        group_state.host = Some(host);
        group_state.info.membership.invited_by_group_member_id = Some(host);
        if group_state.is_current() || review {
            group_state.update_counts();
        }
        group_state.info.via_group_link_uri = invitation.link;
        group_state.info.use_relays = invitation.relays;
        group_state.info.business_chat = invitation.business.map(|ids| {
            let kind = if ids.customer == invitation.member_id {
                BusinessChatType::Business
            } else {
                BusinessChatType::Customer
            };
            BusinessChatInfo::new(kind, ids.business, ids.customer)
        });
        Ok(group)
    }
}

/// An invitation of a member as chat items show it.
fn invitation_item(member: GroupMemberId, info: &GroupInfo) -> CiGroupInvitation {
    CiGroupInvitation::new(
        info.group_id,
        member,
        info.local_display_name.clone(),
        info.group_profile.clone(),
        CiGroupInvitationStatus::Pending,
    )
}

/// Whether the group sees an incognito profile of the user.
fn is_incognito(membership: &GroupMember, user: &User) -> bool {
    membership.member_profile.profile_id != user.profile.profile_id
}
