//! The responses to commands.
//!
//! A response reports what the server has stored and scheduled. Later results, such as the delivery of a message, are
//! reported by [events](crate::events). An event that a command causes may be sent before or after its response.
//!
//! Some records are both responses and events. They have the same type; only the request id of a response distinguishes
//! them.

mod address;
mod chat;
mod chat_management;
mod connection;
mod error;
mod file;
mod group;
mod group_link;
mod message;
mod user;

pub use address::*;
pub use chat::*;
pub use chat_management::*;
pub use connection::*;
pub use error::*;
pub use file::*;
pub use group::*;
pub use group_link::*;
pub use message::*;
pub use user::*;

use crate::api::older;
use crate::api_type;
use crate::json::{self, JsonError};

/// Any response, for programs that do not know the command, such as log readers and gateways.
///
/// The type [`Response`](crate::Command::Response) of a command contains only its own responses.
#[api_type(tag = "type")]
pub enum AnyResponse {
    UserContactLinkCreated(Box<UserContactLinkCreated>),
    UserContactLinkDeleted(Box<UserContactLinkDeleted>),
    UserContactLink(Box<UserContactLink>),
    UserProfileUpdated(Box<UserProfileUpdated>),
    UserContactLinkUpdated(Box<UserContactLinkUpdated>),
    NewChatItems(Box<NewChatItems>),
    ChatItemUpdated(Box<ChatItemUpdated>),
    ChatItemNotChanged(Box<ChatItemNotChanged>),
    ChatItemsDeleted(Box<ChatItemsDeleted>),
    ChatItemReaction(Box<ChatItemReaction>),
    RcvFileAccepted(Box<RcvFileAccepted>),
    RcvFileAcceptedSndCancelled(Box<RcvFileAcceptedSndCancelled>),
    SndFileCancelled(Box<SndFileCancelled>),
    RcvFileCancelled(Box<RcvFileCancelled>),
    SentGroupInvitation(Box<SentGroupInvitation>),
    UserAcceptedGroupSent(Box<UserAcceptedGroupSent>),
    MemberAccepted(Box<MemberAccepted>),
    MembersRoleUser(Box<MembersRoleUser>),
    MembersBlockedForAllUser(Box<MembersBlockedForAllUser>),
    UserDeletedMembers(Box<UserDeletedMembers>),
    LeftMemberUser(Box<LeftMemberUser>),
    GroupMembers(Box<GroupMembers>),
    GroupCreated(Box<GroupCreated>),
    #[api(since = "6.5")]
    PublicGroupCreated(Box<PublicGroupCreated>),
    #[api(since = "6.5")]
    PublicGroupCreationFailed(Box<PublicGroupCreationFailed>),
    #[api(since = "6.5")]
    GroupRelays(Box<GroupRelays>),
    #[api(since = "7.0")]
    GroupRelaysAdded(Box<GroupRelaysAdded>),
    #[api(since = "7.0")]
    GroupRelaysAddFailed(Box<GroupRelaysAddFailed>),
    #[api(since = "7.0")]
    RelayGroupAllowed(Box<RelayGroupAllowed>),
    GroupUpdated(Box<GroupUpdated>),
    GroupLinkCreated(Box<GroupLinkCreated>),
    GroupLink(Box<GroupLink>),
    GroupLinkDeleted(Box<GroupLinkDeleted>),
    Invitation(Box<Invitation>),
    ConnectionPlan(Box<ConnectionPlan>),
    SentConfirmation(Box<SentConfirmation>),
    ContactAlreadyExists(Box<ContactAlreadyExists>),
    SentInvitation(Box<SentInvitation>),
    AcceptingContactRequest(Box<AcceptingContactRequest>),
    ContactRequestRejected(Box<ContactRequestRejected>),
    ContactsList(Box<ContactsList>),
    GroupsList(Box<GroupsList>),
    #[api(since = "7.0")]
    ApiChats(Box<ApiChats>),
    ContactDeleted(Box<ContactDeleted>),
    ContactConnectionDeleted(Box<ContactConnectionDeleted>),
    GroupDeletedUser(Box<GroupDeletedUser>),
    CmdOk(Box<CmdOk>),
    ActiveUser(Box<ActiveUser>),
    UsersList(Box<UsersList>),
    UserProfileNoChange(Box<UserProfileNoChange>),
    ContactPrefsUpdated(Box<ContactPrefsUpdated>),
    #[api(since = "6.5")]
    ChatStarted(Box<ChatStarted>),
    #[api(since = "6.5")]
    ChatRunning(Box<ChatRunning>),
    #[api(since = "6.5")]
    ChatStopped(Box<ChatStopped>),
    ChatCmdError(Box<ChatCmdError>),
}

impl AnyResponse {
    /// Decodes a response from its JSON object. This function is not generic, so it is compiled once, in this crate.
    ///
    /// # Errors
    /// If the text is not JSON, or if a known response has another shape.
    pub fn decode(json: &str) -> Result<Self, JsonError> {
        json::decode_with_migration(json, older::groups_list)
    }
}
