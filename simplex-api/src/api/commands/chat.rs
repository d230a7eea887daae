//! Commands about contacts, groups and chats as a whole.

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
/// They come in one piece, with profiles and images: several megabytes are normal for a busy bot. Contacts without a
/// connection are left out, such as one who has not been accepted yet.
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
/// They come in one piece, with profiles and images: several megabytes are normal for a busy bot.
///
/// Servers before 6.5.0.11 do not understand this command as documented and answer with a parse error: what
/// they take is written by [`encode_for`](crate::Command::encode_for).
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
    /// Has no effect: servers read it and list all the same, also for a contact that does not exist. To find the groups
    /// of a contact, look for it among their members ([`ApiListMembers`](crate::commands::ApiListMembers)).
    pub contact_id: Option<ContactId>,
    /// Only groups with this text in the display name, the full name, or one of the two descriptions. `%` and `_` are
    /// wildcards as in SQL's `LIKE`, and case is ignored for the letters of ASCII only. A text that starts with `@` and
    /// digits would be taken as the contact.
    pub search: Option<String>,
}

/// Gets the chats that changed last, each with its last message and its counters.
///
/// This is the list of conversations that the apps show. A bot with many contacts or groups gets a
/// part of them here, where [`ApiListContacts`] and [`ApiListGroups`] load all. The notes of the user, open requests and
/// the two contacts that every new profile has are listed, too.
///
/// With `ChatListQuery::filters(false, true)` it lists the chats that have unread messages: so a bot finds what came
/// while it was away.
///
/// The server also reads `after=TIME count=5` and `before=TIME count=5` in the place of the pagination, which the API
/// documentation does not have: the chats that changed next after a time, or last before it. To send them, declare the
/// command anew, with `[ after=<after>][ before=<before>]` in front of the pagination.
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
    /// Whether to include connections that have no contact yet, such as invitations that nobody has
    /// used; see [`PendingContactConnection`](crate::types::PendingContactConnection).
    pub pending_connections: bool,
    /// How many chats at most.
    pub pagination: PaginationByTime,
    pub query: ChatListQuery,
}

/// Deletes a contact, the messages with it, or a group.
///
/// The delete mode matters for contacts only. An owner deletes the group for all members; others
/// have to leave it before they can delete it on their side.
///
/// Links that nobody has used yet can be deleted too, according to the response
/// [`ContactConnectionDeleted`](crate::responses::ContactConnectionDeleted), but the chat types
/// documented have none for them.
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

/// Keeps an object of the bot's own with a group.
///
/// It replaces the one kept before, is never sent to anybody, and comes back as
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
    /// `None` removes what is kept.
    pub custom_data: Option<JsonObject>,
}

/// Keeps an object of the bot's own with a contact.
///
/// It replaces the one kept before, is never sent to anybody, and comes back as
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
    /// `None` removes what is kept.
    pub custom_data: Option<JsonObject>,
}

/// Sets whether members of groups become contacts when they ask for a direct conversation.
///
/// The present setting is
/// [`User::auto_accept_member_contacts`](crate::types::User::auto_accept_member_contacts). For the active user the server
/// goes on to report the old one, also to [`ShowActiveUser`](crate::commands::ShowActiveUser), until the next
/// [`ApiSetActiveUser`](crate::commands::ApiSetActiveUser): the new one holds all the same.
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
    /// True accepts them at once.
    pub on_off: bool,
}
