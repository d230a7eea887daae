//! Ids of what the database holds, one type each, so that none is taken for another.
//!
//! They number the rows of one database: they mean nothing to other users, and nothing after the
//! profile is set up anew. Ids that hold for all members of a group, or for both sides of a chat,
//! are base64url strings instead.

use crate::api_type;

/// Numbers the profiles in the database, usually from 1. Many commands take it, like
/// [`ApiListContacts`](crate::commands::ApiListContacts), and demand that it is the active
/// profile's.
#[api_type]
pub struct UserId(pub i64);

/// Numbers the profiles in the agent, the layer below the chat. No command takes it.
#[api_type]
pub struct AgentUserId(#[api(as_string)] pub i64);

/// Numbers the contacts of all profiles. As the id of a direct [`ChatRef`](crate::types::ChatRef)
/// it says where to send; [`ApiSetContactPrefs`](crate::commands::ApiSetContactPrefs) takes it as
/// it is.
#[api_type]
pub struct ContactId(pub i64);

/// Numbers the groups of all profiles. As the id of a group [`ChatRef`](crate::types::ChatRef) it
/// says where to send; commands on groups take it, like `ApiListMembers`.
#[api_type]
pub struct GroupId(pub i64);

/// Numbers the members of all groups: the same person has another id in each group. Commands on
/// members take it, like `ApiMembersRole` and `ApiRemoveMembers`.
#[api_type]
pub struct GroupMemberId(pub i64);

/// Numbers the messages and other items of all chats.
/// [`ApiUpdateChatItem`](crate::commands::ApiUpdateChatItem),
/// [`ApiDeleteChatItem`](crate::commands::ApiDeleteChatItem) and
/// [`ApiChatItemReaction`](crate::commands::ApiChatItemReaction) take it, together with the chat.
#[api_type]
pub struct ChatItemId(pub i64);

/// Numbers the files sent and received. `ReceiveFile` and `CancelFile` take it.
#[api_type]
pub struct FileId(pub i64);

/// Numbers the requests to connect that came through an address. `ApiAcceptContact` and
/// `ApiRejectContact` take it.
#[api_type]
pub struct ContactRequestId(pub i64);

/// Numbers the relays in the settings of the user. `ApiNewPublicGroup` and `ApiAddGroupRelays` take
/// it.
#[api_type]
pub struct ChatRelayId(pub i64);
