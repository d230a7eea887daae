//! Two clients of one network, for the rows of the table.

use simplex_api::command::Command;
use simplex_api::commands::{
    AnyCommand, ApiAddContact, ApiAddMember, ApiCreateMyAddress, ApiJoinGroup, ApiListContacts,
    ApiListGroups, ApiListMembers, ApiNewGroup, ApiSendMessages, Connect,
};
use simplex_api::events::Event;
use simplex_api::types::{
    AChatItem, ChatError, ChatItemId, ChatRef, ContactId, CreatedConnLink, GroupId, GroupInfo,
    GroupMember, GroupMemberId, GroupMemberRole, GroupProfile, MsgContent,
};
use simplex_api_testing::{ChatNetwork, ChatServer, Error};

/// The client that runs the command, and another that sees its effect.
pub(crate) struct Stage {
    pub(crate) bot: ChatServer,
    pub(crate) other: ChatServer,
    /// A third one, for groups.
    pub(crate) third: ChatServer,
}

/// A valid link that is not in use.
pub(crate) const NOWHERE: &str = "simplex:/contact#/?v=2-7&smp=smp%3A%2F%2FIgOE%3D%40smp.example.org%2F8ad5%23%2F%3Fv%3D1-4%26dh%3DMCow%253D%26q%3Dc";

/// A group of the bot with the other client.
pub(crate) struct Team {
    /// The group of the bot.
    pub(crate) id: GroupId,
    /// The other client as a member, in the bot's client.
    pub(crate) member: GroupMemberId,
    /// The group of the other client.
    pub(crate) there: GroupId,
}

impl Stage {
    pub(crate) async fn set() -> Self {
        let network = ChatNetwork::new();
        Self {
            bot: network.client("bot").await.unwrap(),
            other: network.client("other").await.unwrap(),
            third: network.client("third").await.unwrap(),
        }
    }

    /// Connects the bot and the other client. Returns the contact of each.
    pub(crate) fn befriend(&self) -> (ContactId, ContactId) {
        befriend(&self.bot, &self.other)
    }

    /// A group of the bot with the other client, who has this role.
    pub(crate) fn team(&self, role: GroupMemberRole) -> Team {
        let (contact, _) = self.befriend();
        let id = self.group();
        let invited = ran(&self.bot, ApiAddMember::new(id, contact, role));
        let there = last_group(&self.other).group_id;
        ran(&self.other, ApiJoinGroup::new(there));
        self.discard_events();
        Team {
            id,
            member: invited.member.group_member_id,
            there,
        }
    }

    /// Adds the third client to a group. Returns its member id in the bot's client, and its own group.
    pub(crate) fn third_in(&self, team: &Team, role: GroupMemberRole) -> (GroupMemberId, GroupId) {
        let (contact, _) = befriend(&self.bot, &self.third);
        let invited = ran(&self.bot, ApiAddMember::new(team.id, contact, role));
        let there = last_group(&self.third).group_id;
        ran(&self.third, ApiJoinGroup::new(there));
        self.discard_events();
        (invited.member.group_member_id, there)
    }

    /// A group of the bot alone.
    pub(crate) fn group(&self) -> GroupId {
        let profile = GroupProfile::new("team", "");
        let created = ran(&self.bot, ApiNewGroup::new(1, profile));
        created.group_info.group_id
    }

    /// Discards the events of all clients.
    pub(crate) fn discard_events(&self) {
        for client in [&self.bot, &self.other, &self.third] {
            client.take_events();
        }
    }
}

/// The answer of a command that succeeds.
pub(crate) fn ran<C: Command + Into<AnyCommand>>(client: &ChatServer, command: C) -> C::Response {
    client
        .run(command)
        .unwrap_or_else(|error| panic!("{error}"))
}

/// The error of a command that fails.
pub(crate) fn failed<C: Command + Into<AnyCommand>>(
    client: &ChatServer,
    command: C,
) -> Box<ChatError> {
    match client.run(command) {
        Ok(_) => panic!("{} has worked", C::SPEC.name),
        Err(Error::Command { error, .. }) => error,
        Err(other) => panic!("{other}"),
    }
}

pub(crate) fn befriend(one: &ChatServer, two: &ChatServer) -> (ContactId, ContactId) {
    let invitation = ran(one, ApiAddContact::new(1)).conn_link_invitation;
    ran(two, Connect::new(invitation.conn_full_link));
    one.take_events();
    two.take_events();
    (last_contact(one), last_contact(two))
}

pub(crate) fn last_contact(client: &ChatServer) -> ContactId {
    let contacts = ran(client, ApiListContacts::new(1)).contacts;
    contacts.last().expect("a contact").contact_id
}

pub(crate) fn last_group(client: &ChatServer) -> GroupInfo {
    let groups = ran(client, ApiListGroups::new(1)).groups;
    groups.last().expect("a group").clone()
}

pub(crate) fn members(client: &ChatServer, group: GroupId) -> Vec<GroupMember> {
    ran(client, ApiListMembers::new(group)).group.members
}

/// A new address of a client.
pub(crate) fn address(client: &ChatServer) -> CreatedConnLink {
    ran(client, ApiCreateMyAddress::new(1)).conn_link_contact
}

/// Sends a message and returns its id.
pub(crate) fn say(client: &ChatServer, to: impl Into<ChatRef>, text: &str) -> ChatItemId {
    let sent = ran(client, ApiSendMessages::text(to, text));
    sent.chat_items[0].chat_item.meta.item_id
}

/// The messages among the events of a client.
pub(crate) fn received(client: &ChatServer) -> Vec<AChatItem> {
    let messages = client.take_events().into_iter().filter_map(|event| {
        let Event::NewChatItems(new) = event else {
            return None;
        };
        Some(new.chat_items)
    });
    let messages = messages.flatten();
    messages.filter(|item| item.received().is_some()).collect()
}

/// The id of the only message that a client has received.
pub(crate) fn received_one(client: &ChatServer) -> ChatItemId {
    let messages = received(client);
    assert_eq!(messages.len(), 1, "{messages:?}");
    messages[0].chat_item.meta.item_id
}

/// Picks the only event of its kind among those of a client.
pub(crate) fn event<T>(client: &ChatServer, pick: impl Fn(Event) -> Option<T>) -> T {
    let events = client.take_events();
    let seen = format!("{events:?}");
    let mut picked: Vec<_> = events.into_iter().filter_map(pick).collect();
    assert_eq!(picked.len(), 1, "{seen}");
    picked.remove(0)
}

pub(crate) fn text(text: &str) -> MsgContent {
    MsgContent::text(text)
}
