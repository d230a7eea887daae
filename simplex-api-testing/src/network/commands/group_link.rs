//! Links by which anybody can join a group, and business addresses, by which each gets one.

use simplex_api::commands::{
    ApiCreateGroupLink, ApiDeleteGroupLink, ApiGetGroupLink, ApiGroupLinkMemberRole,
};
use simplex_api::events::AcceptingBusinessRequest;
use simplex_api::responses::{self, GroupLinkCreated, GroupLinkDeleted};
use simplex_api::types::{
    BusinessChatInfo, BusinessChatType, ChatErrorType, CiContent, GroupId, GroupInfo, GroupLink,
    GroupMemberCategory, GroupMemberRole, GroupMemberStatus, GroupProfile, GroupShortLinkData,
    InvitedBy, MemberCriteria, Profile, RcvGroupEvent, StoreError, UserId,
};

use crate::network::commands::group::Newcomer;
use crate::network::outcome::{Failure, Outcome, refused, store};
use crate::network::signal::Signal;
use crate::network::state::directory::{LinkData, LinkKind, Listing};
use crate::network::state::group::{Room, rank};
use crate::network::state::ids::base64;
use crate::network::state::node::ChatKey;
use crate::network::turn::Turn;
use crate::network::world::{Address, Place};

impl Turn<'_> {
    pub(crate) fn create_link(
        &mut self,
        command: &ApiCreateGroupLink,
    ) -> Outcome<GroupLinkCreated> {
        let id = command.group_id;
        let (user, room) = self.node.own_room(id)?;
        room.check_role(GroupMemberRole::Admin)?;
        check_initial(&room.info, &command.member_role)?;
        if room.link.is_some() {
            let info = room.info.clone();
            return Err(store(StoreError::duplicate_group_link(info)));
        }
        let link = self.open_link(id, command.member_role.clone())?;
        let info = self.node.room(id)?.info.clone();
        Ok(GroupLinkCreated::new(user, info, link))
    }

    pub(crate) fn open_link(&mut self, id: GroupId, role: GroupMemberRole) -> Outcome<GroupLink> {
        let number = self.node.ids.links.next();
        let link_id = base64("grouplink", number, 16) + "==";
        let kind = if self.node.room(id)?.info.use_relays {
            LinkKind::Channel(&link_id)
        } else {
            LinkKind::Group(&link_id)
        };
        let link = self.world.directory.new_link(kind);
        let link = GroupLink::new(number, link, link_id, role).short_link_data_set(true);
        self.node.room(id)?.link = Some(link.clone());
        self.list_group(id)?;
        Ok(link)
    }

    /// Lets the link of a group tell what it is to tell now.
    pub(crate) fn list_group(&mut self, id: GroupId) -> Outcome<()> {
        let node = self.node.id;
        let room = self.node.room(id)?;
        let Some(link) = &room.link else {
            return Ok(());
        };
        let place = Place::Link(link.user_contact_link_id);
        let listing = Listing {
            link: link.conn_link_contact.clone(),
            owner: Address { node, place },
            user_id: room.user_id,
            data: LinkData::Group(GroupShortLinkData::new(room.info.group_profile.clone())),
        };
        self.world.directory.list(listing);
        Ok(())
    }

    pub(crate) fn set_link_role(
        &mut self,
        command: &ApiGroupLinkMemberRole,
    ) -> Outcome<responses::GroupLink> {
        let (user, room) = self.node.own_room(command.group_id)?;
        room.check_role(GroupMemberRole::Admin)?;
        check_initial(&room.info, &command.member_role)?;
        let info = room.info.clone();
        let link = link(room)?;
        link.accept_member_role = command.member_role.clone();
        Ok(responses::GroupLink::new(user, info, link.clone()))
    }

    pub(crate) fn delete_link(
        &mut self,
        command: &ApiDeleteGroupLink,
    ) -> Outcome<GroupLinkDeleted> {
        let (user, room) = self.node.own_room(command.group_id)?;
        let gone = link(room)?.conn_link_contact.clone();
        room.link = None;
        let info = room.info.clone();
        self.world.directory.withdraw(&gone);
        Ok(GroupLinkDeleted::new(user, info))
    }

    pub(crate) fn get_link(&mut self, command: &ApiGetGroupLink) -> Outcome<responses::GroupLink> {
        let (user, room) = self.node.own_room(command.group_id)?;
        let info = room.info.clone();
        let link = link(room)?.clone();
        Ok(responses::GroupLink::new(user, info, link))
    }

    /// Lets somebody in who has used the link of a group, or has them wait for the moderators.
    pub(crate) fn let_in(&mut self, group: GroupId, by: Address, profile: Profile) -> Outcome<()> {
        let room = self.node.room(group)?;
        let Some(link) = &room.link else {
            return Ok(());
        };
        let role = link.accept_member_role.clone();
        let uri = link.conn_link_contact.conn_full_link.clone();
        let admission = room.info.group_profile.member_admission.as_ref();
        let review = admission.and_then(|admission| admission.review.as_ref());
        let status = match review {
            Some(MemberCriteria::All) => GroupMemberStatus::PendingReview,
            _ => GroupMemberStatus::Accepted,
        };
        let newcomer = Newcomer {
            member_id: self.world.member_id(),
            role,
            category: GroupMemberCategory::Invitee,
            status,
            invited_by: InvitedBy::user(),
            profile,
            address: None,
        };
        let member = self.add(group, newcomer)?;
        let invitation = self.invitation(group, member, Some(uri))?;
        let signal = Signal::Invitation(Box::new(invitation));
        self.post(Place::Group(group), by, signal);
        let event = RcvGroupEvent::invited_via_group_link();
        self.note_of(group, member, CiContent::rcv_group_event(event))
    }

    /// A customer has come by the address of a business, and gets a group for the two.
    pub(crate) fn open_business(
        &mut self,
        user_id: UserId,
        by: Address,
        customer: Profile,
    ) -> Outcome<()> {
        let business = self.node.account(user_id)?.profile();
        let group = self.create_group(user_id, false, &profile_of(&customer))?;
        let newcomer = Newcomer {
            member_id: self.world.member_id(),
            role: GroupMemberRole::Member,
            category: GroupMemberCategory::Invitee,
            status: GroupMemberStatus::Accepted,
            invited_by: InvitedBy::user(),
            profile: customer,
            address: None,
        };
        let customer_id = newcomer.member_id.clone();
        let member = self.add(group, newcomer)?;
        let info = &mut self.node.room(group)?.info;
        let business_id = info.membership.member_id.clone();
        let kind = BusinessChatType::Customer;
        info.business_chat = Some(BusinessChatInfo::new(kind, business_id, customer_id));
        let info = info.clone();
        let mut invitation = self.invitation(group, member, None)?;
        invitation.profile = profile_of(&business);
        let signal = Signal::Invitation(Box::new(invitation));
        self.post(Place::Group(group), by, signal);
        let user = self.node.user(user_id)?;
        self.emit(&AcceptingBusinessRequest::new(user, info));
        Ok(())
    }

    /// What a business says to a customer who has come in.
    pub(crate) fn greet_customer(&mut self, group: GroupId) -> Outcome<()> {
        let room = self.node.room(group)?;
        let is_business = room.info.business_chat.is_some();
        let is_first = room.members.len() == 1;
        let user_id = room.user_id;
        let account = self.node.account(user_id)?;
        let settings = account.address.as_ref().map(|a| &a.address_settings);
        let greeting = settings.and_then(|settings| settings.auto_reply.clone());
        let Some(greeting) = greeting.filter(|_| is_business && is_first) else {
            return Ok(());
        };
        let chat = ChatKey::Group(group, None);
        let (item, said) = self.greet(chat, greeting)?;
        let user = self.node.user(user_id)?;
        self.emit(&simplex_api::events::NewChatItems::new(user).chat_items(vec![item]));
        self.deliver(chat, vec![said])
    }
}

/// The group of a business and a customer as one of them shows it.
fn profile_of(shown: &Profile) -> GroupProfile {
    let mut profile = GroupProfile::new(shown.display_name.clone(), shown.full_name.clone());
    profile.short_descr.clone_from(&shown.short_descr);
    profile.image.clone_from(&shown.image);
    profile
}

fn link(room: &mut Room) -> Outcome<&mut GroupLink> {
    let info = &room.info;
    let missing = || -> Failure { store(StoreError::group_link_not_found(info.clone())) };
    room.link.as_mut().ok_or_else(missing)
}

/// # Errors
/// If those who join by a link cannot have this role.
fn check_initial(info: &GroupInfo, role: &GroupMemberRole) -> Outcome<()> {
    match role {
        GroupMemberRole::Observer | GroupMemberRole::Member => Ok(()),
        _ if rank(role) > rank(&GroupMemberRole::Member) => Err(refused(
            ChatErrorType::group_member_initial_role(info.clone(), role.clone()),
        )),
        _ => Err(crate::network::outcome::unparsable()),
    }
}
