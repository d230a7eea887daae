//! Groups: creation, members, profiles.

use simplex_api::commands::{ApiListMembers, ApiNewGroup, ApiUpdateGroupProfile};
use simplex_api::responses::{GroupCreated, GroupMembers, GroupUpdated};
use simplex_api::types::{
    ChatSettings, CiContent, CiDirection, Connection, ContactId, E2eInfo, Group, GroupId,
    GroupInfo, GroupMember, GroupMemberCategory, GroupMemberId, GroupMemberRole,
    GroupMemberSettings, GroupMemberStatus, GroupProfile, InvitedBy, LocalProfile, MsgFilter,
    Profile, SndGroupEvent, UserId, VersionRange,
};

use crate::network::commands::user::check_name;
use crate::network::context::ClientContext;
use crate::network::endpoint::Endpoint;
use crate::network::result::NetworkResult;
use crate::network::signal::GroupEvent;
use crate::network::state::boxed_map::BoxedMap;
use crate::network::state::chat_key::ChatKey;
use crate::network::state::features::{self, GroupFeatureState};
use crate::network::state::group::{GroupState, MemberState};
use crate::network::state::items::{ChatItems, Participant, SupportScope};
use crate::network::state::{group_preferences, profile};

/// The parameters of the user's own membership in a new group.
pub(crate) struct OwnMembership {
    pub(crate) user_id: UserId,
    pub(crate) member_id: String,
    pub(crate) role: GroupMemberRole,
    pub(crate) status: GroupMemberStatus,
    /// The number of the user, counted from the host.
    pub(crate) index: i64,
    pub(crate) invited_by: InvitedBy,
    pub(crate) custom_profile: Option<Profile>,
}

/// The parameters of another member.
pub(crate) struct NewMember {
    pub(crate) member_id: String,
    pub(crate) role: GroupMemberRole,
    pub(crate) category: GroupMemberCategory,
    pub(crate) status: GroupMemberStatus,
    /// The number of the member, counted from the host; by default the next one.
    pub(crate) index: Option<i64>,
    pub(crate) invited_by: InvitedBy,
    pub(crate) inviter: Option<GroupMemberId>,
    pub(crate) profile: Profile,
    pub(crate) endpoint: Option<Endpoint>,
    pub(crate) connection: Option<Connection>,
}

impl ClientContext<'_> {
    pub(crate) fn new_group(&mut self, command: &ApiNewGroup) -> NetworkResult<GroupCreated> {
        let user = self.node.own_account(command.user_id)?.user.clone();
        check_name(&command.group_profile.display_name)?;
        let id = self.create_group(user.user_id, command.incognito, &command.group_profile)?;
        self.add_own_event_item(id, CiContent::chat_banner())?;
        self.add_group_features(id)?;
        let info = self.node.group_state(id)?.info.clone();
        Ok(GroupCreated::new(user, info))
    }

    /// Creates a group with the user as its owner.
    pub(crate) fn create_group(
        &mut self,
        user_id: UserId,
        incognito: bool,
        profile: &GroupProfile,
    ) -> NetworkResult<GroupId> {
        let custom_profile = incognito.then(|| self.incognito().1);
        let membership = OwnMembership {
            user_id,
            member_id: self.shared.member_id(),
            role: GroupMemberRole::Owner,
            status: GroupMemberStatus::Creator,
            index: 0,
            invited_by: InvitedBy::user(),
            custom_profile,
        };
        self.new_group_state(membership, profile.clone())
    }

    /// Adds the items about encryption and features that a new group starts with, and reports them.
    pub(crate) fn add_group_features(&mut self, id: GroupId) -> NetworkResult<()> {
        let chat = ChatKey::Group(id, None);
        let info = &self.node.group_state(id)?.info;
        let encryption = group_encryption(info);
        let features = features::of_group(&info.full_group_preferences);
        let features = features.into_iter().map(GroupFeatureState::sent).collect();
        for contents in [vec![CiContent::snd_group_e2ee_info(encryption)], features] {
            self.add_event_items(chat, &CiDirection::group_snd(), contents)?;
        }
        Ok(())
    }

    /// Adds the items about encryption and features that a joined group starts with, and reports them.
    pub(crate) fn add_joined_group_items(
        &mut self,
        id: GroupId,
        scope: Option<SupportScope>,
        host: GroupMemberId,
    ) -> NetworkResult<()> {
        let chat = ChatKey::Group(id, scope);
        let info = &self.node.group_state(id)?.info;
        let encryption = group_encryption(info);
        let features = features::of_group(&info.full_group_preferences);
        let features = features
            .into_iter()
            .map(GroupFeatureState::received)
            .collect();
        let direction = self.direction(chat, Participant::Member(host))?;
        let encryption = vec![CiContent::rcv_group_e2ee_info(encryption)];
        self.add_event_items(chat, &direction, encryption)?;
        self.add_event_items(chat, &direction, features)
    }

    /// Adds a group as one of its members knows it.
    pub(crate) fn new_group_state(
        &mut self,
        membership: OwnMembership,
        profile: GroupProfile,
    ) -> NetworkResult<GroupId> {
        let user_id = membership.user_id;
        let user = self.node.user(user_id)?;
        let name = self.node.unused_name(user_id, &profile.display_name);
        self.node.account(user_id)?.take_name(&name);
        let id = GroupId(self.node.ids.groups.next());
        let (own_name, stored) = match membership.custom_profile {
            Some(custom) => (
                custom.display_name.clone(),
                profile::to_local(self.node.ids.profiles.next(), custom),
            ),
            None => (user.local_display_name.clone(), user.profile.clone()),
        };
        let mut member = self.member(
            id,
            own_name,
            stored,
            NewMember {
                member_id: membership.member_id,
                role: membership.role,
                category: GroupMemberCategory::User,
                status: membership.status,
                index: Some(membership.index),
                invited_by: membership.invited_by,
                inviter: None,
                profile: Profile::new("", ""),
                endpoint: None,
                connection: None,
            },
        );
        member.member_contact_id = Some(ContactId(user.user_contact_id));
        let now = self.shared.now();
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
        .chat_ts(now.clone())
        .user_member_profile_sent_at(now);
        let mut group_state = GroupState {
            user_id,
            info,
            members: BoxedMap::default(),
            host: None,
            link: None,
            relays: Vec::new(),
            chat_items: ChatItems::default(),
        };
        group_state.update_counts();
        self.node.groups.insert(id, group_state);
        Ok(id)
    }

    /// Adds another member to a group.
    pub(crate) fn add_new_member(
        &mut self,
        group: GroupId,
        new_member: NewMember,
    ) -> NetworkResult<GroupMemberId> {
        let user_id = self.node.group_state(group)?.user_id;
        let name = self
            .node
            .unused_name(user_id, &new_member.profile.display_name);
        self.node.account(user_id)?.take_name(&name);
        let mut stored =
            profile::to_local(self.node.ids.profiles.next(), new_member.profile.clone());
        // Only contacts have preferences.
        stored.preferences = None;
        self.insert_member(group, name, stored, new_member)
    }

    /// Adds a contact as a member, under the name of the contact.
    pub(crate) fn add_contact_as_member(
        &mut self,
        group: GroupId,
        contact: simplex_api::types::ContactId,
        new_member: NewMember,
    ) -> NetworkResult<GroupMemberId> {
        let known = &self.node.contact_state(contact)?.contact;
        let (name, stored) = (known.local_display_name.clone(), known.profile.clone());
        let id = self.insert_member(group, name, stored, new_member)?;
        let member_state = self.node.group_state(group)?.member_state(id)?;
        member_state.member.member_contact_id = Some(contact);
        Ok(id)
    }

    fn insert_member(
        &mut self,
        group: GroupId,
        name: String,
        stored: LocalProfile,
        new_member: NewMember,
    ) -> NetworkResult<GroupMemberId> {
        let endpoint = new_member.endpoint;
        let mut member = self.member(group, name, stored, new_member);
        let id = member.group_member_id;
        if let Some(connection) = &mut member.active_conn {
            connection.entity_id = Some(id.0);
        }
        let group_state = self.node.group_state(group)?;
        let next = || i64::try_from(group_state.members.len() + 1).ok();
        member.index_in_group = member.index_in_group.or_else(next);
        group_state
            .members
            .insert(id, MemberState { member, endpoint });
        Ok(id)
    }

    fn member(
        &mut self,
        group: GroupId,
        name: String,
        stored: LocalProfile,
        new_member: NewMember,
    ) -> GroupMember {
        let id = GroupMemberId(self.node.ids.members.next());
        let now = self.shared.now();
        let profile_id = stored.profile_id;
        let mut member = GroupMember::new(
            id,
            group,
            new_member.member_id,
            new_member.role,
            new_member.category,
            new_member.status,
            GroupMemberSettings::new().show_messages(true),
            new_member.invited_by,
            name,
            stored,
            profile_id,
            VersionRange::new(1, 16),
            now.clone(),
            now,
        );
        member.index_in_group = new_member.index;
        member.invited_by_group_member_id = new_member.inviter;
        member.active_conn = new_member.connection;
        member
    }

    pub(crate) fn list_members(&mut self, command: &ApiListMembers) -> NetworkResult<GroupMembers> {
        let (user, group_state) = self.node.own_group(command.group_id)?;
        let members = group_state
            .members
            .values()
            .map(|member_state| member_state.member.clone());
        let group = Group::new(group_state.info.clone()).members(members.collect::<Vec<_>>());
        Ok(GroupMembers::new(user, group))
    }

    pub(crate) fn update_group(
        &mut self,
        command: &ApiUpdateGroupProfile,
    ) -> NetworkResult<GroupUpdated> {
        let id = command.group_id;
        let (user, group_state) = self.node.own_group(id)?;
        group_state.check_role(GroupMemberRole::Owner)?;
        let profile = &command.group_profile;
        if profile.display_name != group_state.info.group_profile.display_name {
            check_name(&profile.display_name)?;
        }
        let from = self.node.group_state(id)?.info.clone();
        if from.group_profile == *profile {
            return Ok(GroupUpdated::new(user, from.clone(), from));
        }
        self.set_group_profile(id, profile.clone())?;
        self.broadcast(id, GroupEvent::Profile(Box::new(profile.clone())))?;
        self.publish_group(id)?;
        let to = self.node.group_state(id)?.info.clone();
        if differs_beside_preferences(&from.group_profile, profile) {
            let event = SndGroupEvent::group_updated(profile.clone());
            self.add_own_event_item(id, CiContent::snd_group_event(event))?;
        }
        let (old, new) = (&from.full_group_preferences, &to.full_group_preferences);
        for feature in features::group_changes(old, new) {
            self.add_own_event_item(id, feature.sent())?;
        }
        Ok(GroupUpdated::new(user, from, to))
    }

    pub(crate) fn set_group_profile(
        &mut self,
        id: GroupId,
        profile: GroupProfile,
    ) -> NetworkResult<()> {
        let now = self.shared.now();
        let group_state = self.node.group_state(id)?;
        let user_id = group_state.user_id;
        let old = group_state.info.local_display_name.clone();
        if group_state.info.group_profile.display_name != profile.display_name {
            let name = self
                .node
                .change_name(user_id, &old, &profile.display_name)?;
            self.node.group_state(id)?.info.local_display_name = name;
        }
        let info = &mut self.node.group_state(id)?.info;
        info.full_group_preferences = group_preferences::full(profile.group_preferences.as_ref());
        info.group_profile = profile;
        info.updated_at = now;
        Ok(())
    }

    /// Adds an item about an action of the user in a group.
    pub(crate) fn add_own_event_item(
        &mut self,
        id: GroupId,
        content: CiContent,
    ) -> NetworkResult<()> {
        let chat = ChatKey::Group(id, None);
        let direction = self.direction(chat, Participant::User)?;
        self.add_event_item(chat, direction, content)
    }

    /// Adds an item about an action of another member in a group.
    pub(crate) fn add_member_event_item(
        &mut self,
        id: GroupId,
        member: GroupMemberId,
        content: CiContent,
    ) -> NetworkResult<()> {
        self.add_scoped_event_item(id, None, member, content)
    }

    /// Adds an item about an action of another member in a group, or in one of its support chats.
    pub(crate) fn add_scoped_event_item(
        &mut self,
        id: GroupId,
        scope: Option<SupportScope>,
        member: GroupMemberId,
        content: CiContent,
    ) -> NetworkResult<()> {
        let chat = ChatKey::Group(id, scope);
        let direction = self.direction(chat, Participant::Member(member))?;
        self.add_event_item(chat, direction, content)
    }
}

/// What a group says about its encryption: channels are public.
fn group_encryption(info: &GroupInfo) -> E2eInfo {
    let mut encryption = E2eInfo::new().pq_enabled(false);
    encryption.public = info.use_relays.then_some(true);
    encryption
}

/// Whether two profiles of a group differ in something else than preferences.
pub(crate) fn differs_beside_preferences(from: &GroupProfile, to: &GroupProfile) -> bool {
    let mut from = from.clone();
    from.group_preferences.clone_from(&to.group_preferences);
    from != *to
}
