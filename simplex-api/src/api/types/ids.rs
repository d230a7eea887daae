//! Ids in the database. Each kind has its own type, so that ids cannot be confused.
//!
//! They are row numbers of one database: they have no meaning for other users, or after the profile is created again. Ids
//! that are shared by all members of a group, or by both sides of a chat, are base64url strings instead.

use crate::api_type;

/// The id of a profile in the database, usually starting at 1. Many commands, like
/// [`ApiListContacts`](crate::commands::ApiListContacts), require the id of the active profile.
#[api_type]
pub struct UserId(pub i64);

/// The id of a profile in the messaging agent. It is not used in commands.
#[api_type]
pub struct AgentUserId(#[api(as_string)] pub i64);

/// The id of a contact, unique for all profiles. It converts to a direct [`ChatRef`](crate::types::ChatRef);
/// [`ApiSetContactPrefs`](crate::commands::ApiSetContactPrefs) uses it directly.
#[api_type]
pub struct ContactId(pub i64);

/// The id of a group, unique for all profiles. It converts to a group [`ChatRef`](crate::types::ChatRef); commands for
/// groups, like `ApiListMembers`, use it directly.
#[api_type]
pub struct GroupId(pub i64);

/// The id of a member, unique for all groups: the same person has a different id in each group. Commands for
/// members use it, like `ApiMembersRole` and `ApiRemoveMembers`.
#[api_type]
pub struct GroupMemberId(pub i64);

/// The id of a message or another item, unique for all chats.
/// [`ApiUpdateChatItem`](crate::commands::ApiUpdateChatItem),
/// [`ApiDeleteChatItem`](crate::commands::ApiDeleteChatItem) and
/// [`ApiChatItemReaction`](crate::commands::ApiChatItemReaction) use it, together with the chat.
#[api_type]
pub struct ChatItemId(pub i64);

/// The id of a sent or received file, for `ReceiveFile` and `CancelFile`.
#[api_type]
pub struct FileId(pub i64);

/// The id of a contact request to an address, for `ApiAcceptContact` and `ApiRejectContact`.
#[api_type]
pub struct ContactRequestId(pub i64);

/// The id of a relay in the settings of the user, for `ApiNewPublicGroup` and `ApiAddGroupRelays`.
#[api_type]
pub struct ChatRelayId(pub i64);
