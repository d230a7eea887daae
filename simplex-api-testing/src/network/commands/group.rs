//! Groups as such: how they come to be, who is in them, their profile.

use simplex_api::commands::{ApiListMembers, ApiNewGroup, ApiUpdateGroupProfile};
use simplex_api::responses::{GroupCreated, GroupMembers, GroupUpdated};
use simplex_api::types::{
    ChatSettings, CiContent, ConnStatus, ConnType, Group, GroupId, GroupInfo, GroupMember,
    GroupMemberCategory, GroupMemberId, GroupMemberRole, GroupMemberSettings, GroupMemberStatus,
    GroupProfile, InvitedBy, LocalProfile, MsgFilter, Profile, SndGroupEvent, UserId, VersionRange,
};

use crate::network::commands::contact::connection;
use crate::network::commands::user::check_name;
use crate::network::outcome::Outcome;
use crate::network::signal::GroupEvent;
use crate::network::state::boxed_map::Shelf;
use crate::network::state::group::{Room, Seat};
use crate::network::state::items::{Entries, Who};
use crate::network::state::node::ChatKey;
use crate::network::state::{group_preferences, profile};
use crate::network::turn::Turn;
use crate::network::world::Address;

/// The user as a member of a group to be.
pub(crate) struct Membership {
    pub(crate) user_id: UserId,
    pub(crate) member_id: String,
    pub(crate) role: GroupMemberRole,
    pub(crate) status: GroupMemberStatus,
    pub(crate) invited_by: InvitedBy,
    pub(crate) custom: Option<Profile>,
}

/// Another member to be.
pub(crate) struct Newcomer {
    pub(crate) member_id: String,
    pub(crate) role: GroupMemberRole,
    pub(crate) category: GroupMemberCategory,
    pub(crate) status: GroupMemberStatus,
    pub(crate) invited_by: InvitedBy,
    pub(crate) profile: Profile,
    pub(crate) address: Option<Address>,
}

impl Turn<'_> {
    pub(crate) fn new_group(&mut self, command: &ApiNewGroup) -> Outcome<GroupCreated> {
        let user = self.node.own_account(command.user_id)?.user.clone();
        check_name(&command.group_profile.display_name)?;
        let id = self.create_group(user.user_id, command.incognito, &command.group_profile)?;
        let info = self.node.room(id)?.info.clone();
        Ok(GroupCreated::new(user, info))
    }

    /// A group that begins with the user, its owner.
    pub(crate) fn create_group(
        &mut self,
        user_id: UserId,
        incognito: bool,
        profile: &GroupProfile,
    ) -> Outcome<GroupId> {
        let custom = incognito.then(|| self.incognito().1);
        let membership = Membership {
            user_id,
            member_id: self.world.member_id(),
            role: GroupMemberRole::Owner,
            status: GroupMemberStatus::Creator,
            invited_by: InvitedBy::user(),
            custom,
        };
        self.new_room(membership, profile.clone())
    }

    /// A group as a member knows it.
    pub(crate) fn new_room(
        &mut self,
        membership: Membership,
        profile: GroupProfile,
    ) -> Outcome<GroupId> {
        let user_id = membership.user_id;
        let user = self.node.user(user_id)?;
        let name = self.node.free_name(user_id, &profile.display_name);
        self.node.account(user_id)?.take_name(&name);
        let id = GroupId(self.node.ids.groups.next());
        let stored = match membership.custom {
            Some(custom) => profile::stored(self.node.ids.profiles.next(), custom),
            None => user.profile.clone(),
        };
        let mut member = self.member(
            id,
            user.local_display_name.clone(),
            stored,
            Newcomer {
                member_id: membership.member_id,
                role: membership.role,
                category: GroupMemberCategory::User,
                status: membership.status,
                invited_by: membership.invited_by,
                profile: Profile::new("", ""),
                address: None,
            },
        );
        member.index_in_group = Some(0);
        let now = self.world.now();
        let full = group_preferences::full(profile.group_preferences.as_ref());
        let settings = ChatSettings::new(MsgFilter::All);
        let info = GroupInfo::new(
            id,
            name,
            profile,
            "",
            full,
            member,
            settings,
            now.clone(),
            now.clone(),
            0,
        )
        .chat_ts(now);
        let mut room = Room {
            user_id,
            info,
            members: Shelf::default(),
            host: None,
            link: None,
            relays: Vec::new(),
            entries: Entries::default(),
        };
        room.count();
        self.node.rooms.insert(id, room);
        Ok(id)
    }

    /// Adds another member to a group.
    pub(crate) fn add(&mut self, group: GroupId, newcomer: Newcomer) -> Outcome<GroupMemberId> {
        let user_id = self.node.room(group)?.user_id;
        let name = self.node.free_name(user_id, &newcomer.profile.display_name);
        self.node.account(user_id)?.take_name(&name);
        let stored = profile::stored(self.node.ids.profiles.next(), newcomer.profile.clone());
        self.seat(group, name, stored, newcomer)
    }

    /// Adds a member who is a contact too, under the name that the contact has.
    pub(crate) fn add_known(
        &mut self,
        group: GroupId,
        contact: simplex_api::types::ContactId,
        newcomer: Newcomer,
    ) -> Outcome<GroupMemberId> {
        let known = &self.node.conversation(contact)?.contact;
        let (name, stored) = (known.local_display_name.clone(), known.profile.clone());
        let id = self.seat(group, name, stored, newcomer)?;
        let seat = self.node.room(group)?.seat(id)?;
        seat.member.member_contact_id = Some(contact);
        Ok(id)
    }

    fn seat(
        &mut self,
        group: GroupId,
        name: String,
        stored: LocalProfile,
        newcomer: Newcomer,
    ) -> Outcome<GroupMemberId> {
        let address = newcomer.address;
        let mut member = self.member(group, name, stored, newcomer);
        let id = member.group_member_id;
        let number = self.node.ids.connections.next();
        let mut connection = connection(number, ConnType::Member, self.world.now());
        connection.entity_id = Some(id.0);
        connection.conn_status = ConnStatus::ready();
        member.active_conn = Some(connection);
        let room = self.node.room(group)?;
        member.index_in_group = i64::try_from(room.members.len() + 1).ok();
        room.members.insert(id, Seat { member, address });
        room.count();
        Ok(id)
    }

    fn member(
        &mut self,
        group: GroupId,
        name: String,
        stored: LocalProfile,
        newcomer: Newcomer,
    ) -> GroupMember {
        let id = GroupMemberId(self.node.ids.members.next());
        let now = self.world.now();
        let profile_id = stored.profile_id;
        GroupMember::new(
            id,
            group,
            newcomer.member_id,
            newcomer.role,
            newcomer.category,
            newcomer.status,
            GroupMemberSettings::new().show_messages(true),
            newcomer.invited_by,
            name,
            stored,
            profile_id,
            VersionRange::new(1, 16),
            now.clone(),
            now,
        )
    }

    pub(crate) fn list_members(&mut self, command: &ApiListMembers) -> Outcome<GroupMembers> {
        let (user, room) = self.node.own_room(command.group_id)?;
        let members = room.members.values().map(|seat| seat.member.clone());
        let group = Group::new(room.info.clone()).members(members.collect::<Vec<_>>());
        Ok(GroupMembers::new(user, group))
    }

    pub(crate) fn update_group(
        &mut self,
        command: &ApiUpdateGroupProfile,
    ) -> Outcome<GroupUpdated> {
        let id = command.group_id;
        let (user, room) = self.node.own_room(id)?;
        room.check_role(GroupMemberRole::Owner)?;
        let profile = &command.group_profile;
        if profile.display_name != room.info.group_profile.display_name {
            check_name(&profile.display_name)?;
        }
        let from = self.node.room(id)?.info.clone();
        if from.group_profile == *profile {
            return Ok(GroupUpdated::new(user, from.clone(), from));
        }
        self.set_group_profile(id, profile.clone())?;
        self.announce(id, GroupEvent::Profile(Box::new(profile.clone())))?;
        self.list_group(id)?;
        let event = SndGroupEvent::group_updated(profile.clone());
        self.note_own(id, CiContent::snd_group_event(event))?;
        let to = self.node.room(id)?.info.clone();
        Ok(GroupUpdated::new(user, from, to))
    }

    pub(crate) fn set_group_profile(&mut self, id: GroupId, profile: GroupProfile) -> Outcome<()> {
        let now = self.world.now();
        let room = self.node.room(id)?;
        let (user_id, old) = (room.user_id, room.info.local_display_name.clone());
        let is_renamed = room.info.group_profile.display_name != profile.display_name;
        if is_renamed {
            self.node.account(user_id)?.release_name(&old);
            let name = self.node.free_name(user_id, &profile.display_name);
            self.node.account(user_id)?.take_name(&name);
            self.node.room(id)?.info.local_display_name = name;
        }
        let info = &mut self.node.room(id)?.info;
        info.full_group_preferences = group_preferences::full(profile.group_preferences.as_ref());
        info.group_profile = profile;
        info.updated_at = now;
        Ok(())
    }

    /// Notes what the user has done in a group.
    pub(crate) fn note_own(&mut self, id: GroupId, content: CiContent) -> Outcome<()> {
        let chat = ChatKey::Group(id, None);
        let direction = self.direction(chat, Who::User)?;
        self.note(chat, direction, content)
    }

    /// Notes what another member has done in a group.
    pub(crate) fn note_of(
        &mut self,
        id: GroupId,
        member: GroupMemberId,
        content: CiContent,
    ) -> Outcome<()> {
        let chat = ChatKey::Group(id, None);
        let direction = self.direction(chat, Who::Member(member))?;
        self.note(chat, direction, content)
    }
}
