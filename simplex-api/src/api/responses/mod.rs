//! What the server answers to commands.
//!
//! A response tells what the server has stored and scheduled. What comes of it, such as the
//! delivery of a message, follows as [events](crate::events); an event that a command causes may
//! come before or after its response.
//!
//! Some responses are events too; then they are the same type, and only the request they belong to
//! tells them apart.

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

/// A response, by its kind, where the command that it answers is not known: to read logs and for
/// gateways.
///
/// A command has its own [`Response`](crate::Command::Response), which is only what it can be
/// answered with.
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
    /// Decodes a response from its JSON object. Not generic: it is compiled once, in this crate.
    ///
    /// # Errors
    /// If the text is not JSON, or the response is known and has another shape.
    pub fn decode(json: &str) -> Result<Self, JsonError> {
        json::decode_with_migration(json, older::groups_list)
    }
}
