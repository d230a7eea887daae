//! Commands for contacts, groups and chats.

use crate::command;
use crate::json::JsonObject;
use crate::responses::{
    ApiChats, CmdOk, ContactConnectionDeleted, ContactDeleted, ContactsList, GroupDeletedUser,
    GroupsList,
};
use crate::types::{
    ChatDeleteMode, ChatListQuery, ChatRef, ContactId, GroupId, PaginationByTime, UserId,
};

/// Gets all contacts of the user.
///
/// The response contains all profiles and images: several megabytes are normal for a busy bot. Contacts without a
/// connection are not included, for example a contact that is not accepted yet.
#[command(
    name = "APIListContacts",
    syntax = "/_contacts <userId>",
    network = no,
    responses(ContactsList),
)]
pub struct ApiListContacts {
    /// Must be the active user.
    pub user_id: UserId,
}

/// Gets the groups of the user, all or some.
///
/// The response contains all profiles and images: several megabytes are normal for a busy bot.
///
/// Servers before 6.5.0.11 cannot parse the documented syntax. [`encode_for`](crate::Command::encode_for) uses the syntax
/// that they accept.
#[command(
    name = "APIListGroups",
    syntax = "/_groups <userId>[ @<contactId_>][ <search>]",
    before("6.5.0.11", syntax = "/_groups<userId>[ @<contactId_>][ <search>]"),
    network = no,
    responses(GroupsList),
)]
pub struct ApiListGroups {
    /// Must be the active user.
    pub user_id: UserId,
    /// Has no effect: servers parse it and then list all groups, even for a contact that does not exist. To find the groups
    /// of a contact, search their members ([`ApiListMembers`](crate::commands::ApiListMembers)).
    pub contact_id: Option<ContactId>,
    /// Only groups with this text in the display name, the full name, or one of the two descriptions. `%` and `_` are
    /// wildcards as in SQL's `LIKE`; case is ignored for ASCII characters only. A text that starts with `@` and
    /// digits is rejected, because the server would read it as the contact.
    pub search: Option<String>,
}

/// Gets the chats with the most recent changes, each with its last message and its counters.
///
/// This is the list of conversations in the apps. Unlike [`ApiListContacts`] and [`ApiListGroups`], it can return a part
/// of the chats. The notes of the user, open requests, and the two contacts of every new profile are included.
///
/// `ChatListQuery::filters(false, true)` lists the chats with unread messages. A bot can use it to find the messages that
/// arrived while it was not running.
///
/// Servers also accept `after=TIME count=5` and `before=TIME count=5` instead of the pagination, for the chats that changed
/// first after a time, or last before it. The API documentation does not include this. To use it, declare your own command
/// with `[ after=<after>][ before=<before>]` before the pagination.
#[command(
    name = "APIGetChats",
    syntax = "/_get chats <userId>[ pcc=on] <str(pagination)> <json(query)>",
    network = no,
    responses(ApiChats),
    since = "7.0",
    known_earlier,
)]
pub struct ApiGetChats {
    /// Must be the active user.
    pub user_id: UserId,
    /// Whether to include connections that have no contact yet, such as unused invitations; see [`PendingContactConnection`](crate::types::PendingContactConnection).
    pub pending_connections: bool,
    /// The maximum number of chats.
    pub pagination: PaginationByTime,
    pub query: ChatListQuery,
}

/// Deletes a contact, its messages, or a group.
///
/// The delete mode is only used for contacts. If an owner deletes a group, it is deleted for all members. Other members
/// must leave a group before they can delete it.
///
/// The response [`ContactConnectionDeleted`](crate::responses::ContactConnectionDeleted) is for unused links, but there is
/// no documented chat type for them.
#[command(
    name = "APIDeleteChat",
    syntax = "/_delete <str(chatRef)> <str(chatDeleteMode)>",
    network = background,
    responses(ContactDeleted, ContactConnectionDeleted, GroupDeletedUser),
)]
pub struct ApiDeleteChat {
    pub chat_ref: ChatRef,
    pub chat_delete_mode: ChatDeleteMode,
}

/// Stores custom data for a group.
///
/// It replaces the previous data, is never sent to other members, and is returned in
/// [`GroupInfo::custom_data`](crate::types::GroupInfo::custom_data).
#[command(
    name = "APISetGroupCustomData",
    syntax = "/_set custom #<groupId>[ <json(customData)>]",
    network = no,
    responses(CmdOk),
    since = "6.5",
)]
pub struct ApiSetGroupCustomData {
    pub group_id: GroupId,
    /// `None` removes the data.
    pub custom_data: Option<JsonObject>,
}

/// Stores custom data for a contact.
///
/// It replaces the previous data, is never sent to the contact, and is returned in
/// [`Contact::custom_data`](crate::types::Contact::custom_data).
#[command(
    name = "APISetContactCustomData",
    syntax = "/_set custom @<contactId>[ <json(customData)>]",
    network = no,
    responses(CmdOk),
    since = "6.5",
)]
pub struct ApiSetContactCustomData {
    pub contact_id: ContactId,
    /// `None` removes the data.
    pub custom_data: Option<JsonObject>,
}

/// Sets whether group members become contacts when they ask for a direct conversation.
///
/// The current setting is
/// [`User::auto_accept_member_contacts`](crate::types::User::auto_accept_member_contacts). For the active user, servers
/// report the old setting until the next [`ApiSetActiveUser`](crate::commands::ApiSetActiveUser), also in the response to
/// [`ShowActiveUser`](crate::commands::ShowActiveUser). The new setting is nevertheless in effect.
#[command(
    name = "APISetUserAutoAcceptMemberContacts",
    syntax = "/_set accept member contacts <userId> on|off",
    network = no,
    responses(CmdOk),
    since = "6.5",
    known_earlier,
)]
pub struct ApiSetUserAutoAcceptMemberContacts {
    /// Must be the active user.
    pub user_id: UserId,
    /// True accepts them automatically.
    pub on_off: bool,
}
