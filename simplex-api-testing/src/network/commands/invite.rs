//! Invitations to groups, and how the invited come in.

use simplex_api::commands::ApiAddMember;
use simplex_api::events::{BusinessLinkConnecting, GroupLinkConnecting, ReceivedGroupInvitation};
use simplex_api::responses::SentGroupInvitation;
use simplex_api::types::{
    BusinessChatInfo, BusinessChatType, ChatErrorType, ChatSettings, CiContent, CiGroupInvitation,
    CiGroupInvitationStatus, ConnType, Contact, ContactId, ContactStatus, GroupId, GroupMember,
    GroupMemberCategory, GroupMemberId, GroupMemberRole, GroupMemberStatus, InvitedBy, MsgFilter,
    Preferences, Profile, User, UserId,
};

use crate::network::commands::contact::connection;
use crate::network::commands::group::{Membership, Newcomer};
use crate::network::outcome::{Outcome, refused};
use crate::network::signal::{BusinessIds, Card, Invitation, Signal};
use crate::network::state::group::{Room, is_current, is_pending};
use crate::network::state::items::Who;
use crate::network::state::node::ChatKey;
use crate::network::state::{preferences, profile};
use crate::network::turn::Turn;
use crate::network::world::Place;

/// How the user comes into a group.
pub(crate) struct Entrance {
    /// Who invites, if it is a contact.
    pub(crate) contact: Option<ContactId>,
    pub(crate) status: GroupMemberStatus,
    /// How far the connection with the host is.
    pub(crate) host_status: GroupMemberStatus,
}

impl Turn<'_> {
    /// Invites a contact; one who is invited already, once more.
    pub(crate) fn add_member(&mut self, command: &ApiAddMember) -> Outcome<SentGroupInvitation> {
        let ApiAddMember {
            group_id,
            contact_id,
            ref member_role,
            ..
        } = *command;
        let (user, room) = self.node.own_room(group_id)?;
        room.check_role(GroupMemberRole::Admin)?;
        room.check_role(member_role.clone())?;
        let is_incognito = is_incognito(&room.info.membership, &user);
        let mut members = room.members.values().map(|seat| &seat.member);
        let known = members
            .rfind(|member| member.member_contact_id == Some(contact_id))
            .cloned();
        let (_, conversation) = self.node.own_conversation(contact_id)?;
        conversation.check_open()?;
        if conversation.custom.is_some() {
            return Err(refused(ChatErrorType::contact_incognito_cant_invite()));
        }
        if is_incognito {
            return Err(refused(ChatErrorType::group_incognito_cant_invite()));
        }
        let contact = conversation.contact.clone();
        let member = match known {
            Some(known) if known.member_status == GroupMemberStatus::Invited => {
                let id = known.group_member_id;
                self.node.room(group_id)?.seat(id)?.member.member_role = member_role.clone();
                id
            }
            Some(known) if is_current(&known.member_status) || is_pending(&known.member_status) => {
                let name = contact.local_display_name;
                return Err(refused(ChatErrorType::group_duplicate_member(name)));
            }
            _ => {
                let newcomer = Newcomer {
                    member_id: self.world.member_id(),
                    role: member_role.clone(),
                    category: GroupMemberCategory::Invitee,
                    status: GroupMemberStatus::Invited,
                    invited_by: InvitedBy::user(),
                    profile: profile::shown(&contact.profile),
                    address: None,
                };
                self.add_known(group_id, contact_id, newcomer)?
            }
        };
        self.invite(group_id, contact_id, member)?;
        let room = self.node.room(group_id)?;
        let member = room.member(member)?.clone();
        let info = room.info.clone();
        Ok(SentGroupInvitation::new(user, info, contact, member))
    }

    fn invite(&mut self, group: GroupId, contact: ContactId, member: GroupMemberId) -> Outcome<()> {
        let invitation = self.invitation(group, member, None)?;
        let info = &self.node.room(group)?.info;
        let shown = CiGroupInvitation::new(
            group,
            member,
            info.local_display_name.clone(),
            info.group_profile.clone(),
            CiGroupInvitationStatus::Pending,
        );
        if let Some(peer) = self.node.conversation(contact)?.peer {
            let signal = Signal::Invitation(Box::new(invitation.clone()));
            self.post(Place::Group(group), peer, signal);
        }
        let chat = ChatKey::Contact(contact);
        let direction = self.direction(chat, Who::User)?;
        let content = CiContent::snd_group_invitation(shown, invitation.role);
        self.note(chat, direction, content)
    }

    /// What a member to be needs to come in.
    pub(crate) fn invitation(
        &mut self,
        group: GroupId,
        member: GroupMemberId,
        link: Option<String>,
    ) -> Outcome<Invitation> {
        let seat = self.address(Place::Group(group));
        let room = self.node.room(group)?;
        let invited = room.member(member)?;
        let business = room
            .info
            .business_chat
            .as_ref()
            .map(|business| BusinessIds {
                business: business.business_id.clone(),
                customer: business.customer_id.clone(),
            });
        Ok(Invitation {
            profile: room.info.group_profile.clone(),
            host: Card::new(&room.info.membership, seat),
            member_id: invited.member_id.clone(),
            role: invited.member_role.clone(),
            business,
            link,
            review: is_pending(&invited.member_status),
            relays: room.info.use_relays,
        })
    }

    /// An invitation has come: from a contact, or in answer to the use of a link.
    pub(crate) fn hear_invitation(&mut self, to: Place, invitation: Invitation) -> Outcome<()> {
        match to {
            Place::Contact(contact) => self.invited_by(contact, invitation),
            Place::Pending(pending) => self.let_in_by_link(pending, invitation),
            Place::Link(link) => self.asked_to_relay(link, invitation),
            _ => Ok(()),
        }
    }

    fn invited_by(&mut self, contact: ContactId, invitation: Invitation) -> Outcome<()> {
        let chat = ChatKey::Contact(contact);
        let user = self.node.chat_user(chat)?;
        let from = self.node.conversation(contact)?.contact.clone();
        let (role, host_role) = (invitation.role.clone(), invitation.host.role.clone());
        let mut rooms = self.node.rooms_of(user.user_id);
        let known = rooms.find(|room| {
            let own = &room.info.membership;
            own.member_id == invitation.member_id && own.member_status == GroupMemberStatus::Invited
        });
        let known = known.map(Room::id);
        drop(rooms);
        let group = match known {
            Some(known) => {
                self.node.room(known)?.info.membership.member_role = role.clone();
                known
            }
            None => {
                let entrance = Entrance {
                    contact: Some(contact),
                    status: GroupMemberStatus::Invited,
                    host_status: GroupMemberStatus::Accepted,
                };
                self.room_of(user.user_id, entrance, invitation)?
            }
        };
        let info = self.node.room(group)?.info.clone();
        let shown = CiGroupInvitation::new(
            group,
            info.membership.group_member_id,
            info.local_display_name.clone(),
            info.group_profile.clone(),
            CiGroupInvitationStatus::Pending,
        );
        let direction = self.direction(chat, Who::Contact)?;
        let content = CiContent::rcv_group_invitation(shown, role.clone());
        self.note(chat, direction, content)?;
        self.emit(&ReceivedGroupInvitation::new(
            user, info, from, host_role, role,
        ));
        Ok(())
    }

    fn let_in_by_link(&mut self, pending: i64, invitation: Invitation) -> Outcome<()> {
        let Some(was) = self.node.pending.remove(&pending) else {
            return Ok(());
        };
        let user = self.node.user(was.user_id)?;
        let entrance = Entrance {
            contact: None,
            status: if invitation.review {
                GroupMemberStatus::PendingReview
            } else {
                GroupMemberStatus::Accepted
            },
            host_status: GroupMemberStatus::Accepted,
        };
        let seat = invitation.host.seat;
        let is_business = invitation.business.is_some();
        let host_profile = invitation.host.profile.clone();
        let group = self.room_of(was.user_id, entrance, invitation)?;
        if let Some(custom) = was.custom {
            let id = self.node.ids.profiles.next();
            let own = &mut self.node.room(group)?.info.membership;
            own.member_profile = profile::stored(id, custom);
        }
        let (info, host) = self.with_host(group)?;
        if is_business {
            let from = self.passing_contact(&user, host_profile, pending);
            self.emit(&BusinessLinkConnecting::new(user, info, host, from));
        } else {
            self.emit(&GroupLinkConnecting::new(user, info, host));
        }
        self.join(group, seat)
    }

    /// The contact that stood for a business until it became a group.
    fn passing_contact(&mut self, user: &User, shown: Profile, pending: i64) -> Contact {
        let own = Preferences::new();
        let theirs = shown.preferences.as_ref();
        let merged = preferences::merge(&own, &user.full_preferences, theirs);
        let name = self.node.free_name(user.user_id, &shown.display_name);
        let stored = profile::stored(self.node.ids.profiles.next(), shown);
        let now = self.world.now();
        let kind = ConnType::Contact;
        Contact::new(
            ContactId(self.node.ids.contacts.next()),
            name,
            stored,
            ContactStatus::Active,
            ChatSettings::new(MsgFilter::All),
            own,
            merged,
            now.clone(),
            now.clone(),
        )
        .active_conn(connection(pending, kind, now))
    }

    /// The group of an invitation, with the host as its first member: a contact, if the host is known as one.
    pub(crate) fn room_of(
        &mut self,
        user_id: UserId,
        entrance: Entrance,
        invitation: Invitation,
    ) -> Outcome<GroupId> {
        let membership = Membership {
            user_id,
            member_id: invitation.member_id.clone(),
            role: invitation.role,
            status: entrance.status,
            invited_by: entrance
                .contact
                .map_or_else(InvitedBy::unknown, InvitedBy::contact),
            custom: None,
        };
        let group = self.new_room(membership, invitation.profile)?;
        let host = Newcomer {
            member_id: invitation.host.member_id,
            role: invitation.host.role,
            category: GroupMemberCategory::Host,
            status: entrance.host_status,
            invited_by: InvitedBy::unknown(),
            profile: invitation.host.profile,
            address: Some(invitation.host.seat),
        };
        let host = match entrance.contact {
            Some(contact) => self.add_known(group, contact, host)?,
            None => self.add(group, host)?,
        };
        let room = self.node.room(group)?;
        room.host = Some(host);
        room.info.via_group_link_uri = invitation.link;
        room.info.use_relays = invitation.relays;
        room.info.business_chat = invitation.business.map(|ids| {
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

/// Whether a group sees another profile than the user's.
fn is_incognito(membership: &GroupMember, user: &User) -> bool {
    membership.member_profile.profile_id != user.profile.profile_id
}
