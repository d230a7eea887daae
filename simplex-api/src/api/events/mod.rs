//! What the server tells without being asked.
//!
//! Each event reaches one of the clients connected to a server, not all: let only one connection
//! exist, and read its events without pause, since a server whose events are not read stops
//! receiving messages. Events that come while no client is connected are kept, up to a number;
//! those on their way when a connection breaks are lost. A bot that must not miss anything reads
//! the state again after it connects.
//!
//! An event may come before or after the response of the command that caused it.

mod connection_progress;
mod contact_connection;
mod error;
mod file;
mod group;
mod message;
mod network_connection;
mod parts;

pub use connection_progress::*;
pub use contact_connection::*;
pub use error::*;
pub use file::*;
pub use group::*;
pub use message::*;
pub use network_connection::*;

use crate::api_type;
use crate::json::{self, JsonError};

/// An event, by its kind.
///
/// Most bots need few of them: [`ContactConnected`], [`NewChatItems`], with groups
/// [`ReceivedGroupInvitation`] and [`UserJoinedGroup`], and with files [`RcvFileComplete`] and
/// [`SndFileCompleteXftp`]. Servers also send kinds that are not documented; they arrive as
/// `Undocumented` and can be ignored.
#[api_type(tag = "type")]
pub enum Event {
    /// A contact is connected in both directions.
    ContactConnected(Box<ContactConnected>),
    /// A contact has changed the profile or preferences.
    ContactUpdated(Box<ContactUpdated>),
    /// A contact has deleted the conversation with the user.
    ContactDeletedByContact(Box<ContactDeletedByContact>),
    /// Somebody asks to be a contact, and the address does not accept by itself.
    ReceivedContactRequest(Box<ReceivedContactRequest>),
    /// A group member invites the user to a direct conversation.
    NewMemberContactReceivedInv(Box<NewMemberContactReceivedInv>),
    /// Messages can be sent to a new contact, though the connection is not complete.
    ContactSndReady(Box<ContactSndReady>),
    /// Messages or other items have come in.
    NewChatItems(Box<NewChatItems>),
    /// Somebody has added or removed a reaction.
    ChatItemReaction(Box<ChatItemReaction>),
    /// Messages are deleted, by the other side or because their time is over.
    ChatItemsDeleted(Box<ChatItemsDeleted>),
    /// A sender has edited a message.
    ChatItemUpdated(Box<ChatItemUpdated>),
    /// Messages of a group are deleted, or a moderator has removed them.
    GroupChatItemsDeleted(Box<GroupChatItemsDeleted>),
    /// The delivery of messages sent has progressed or failed.
    ChatItemsStatusesUpdated(Box<ChatItemsStatusesUpdated>),
    /// A contact invites the user to a group.
    ReceivedGroupInvitation(Box<ReceivedGroupInvitation>),
    /// The user is connected to a group that was joined.
    UserJoinedGroup(Box<UserJoinedGroup>),
    /// Another member has changed the profile or preferences of a group.
    GroupUpdated(Box<GroupUpdated>),
    /// Somebody has joined a group.
    JoinedGroupMember(Box<JoinedGroupMember>),
    /// A member, or the user, has another role.
    MemberRole(Box<MemberRole>),
    /// Another member is removed from a group.
    DeletedMember(Box<DeletedMember>),
    /// A member has left a group.
    LeftMember(Box<LeftMember>),
    /// The user is removed from a group.
    DeletedMemberUser(Box<DeletedMemberUser>),
    /// An owner has deleted the group.
    GroupDeleted(Box<GroupDeleted>),
    /// The connection with a member of a group is complete.
    ConnectedToGroupMember(Box<ConnectedToGroupMember>),
    /// Somebody else has let in a member who waited for it.
    MemberAcceptedByOther(Box<MemberAcceptedByOther>),
    /// A member is blocked for the whole group, or unblocked.
    MemberBlockedForAll(Box<MemberBlockedForAll>),
    /// A member of a group has changed the profile.
    GroupMemberUpdated(Box<GroupMemberUpdated>),
    /// What the link of a public group holds has changed.
    #[api(since = "6.5")]
    GroupLinkDataUpdated(Box<GroupLinkDataUpdated>),
    /// A relay of a public group has another state.
    #[api(since = "6.5")]
    GroupRelayUpdated(Box<GroupRelayUpdated>),
    /// An offered file can be downloaded now.
    RcvFileDescrReady(Box<RcvFileDescrReady>),
    /// A file is received in full.
    RcvFileComplete(Box<RcvFileComplete>),
    /// A file is uploaded in full.
    #[api(name = "sndFileCompleteXFTP")]
    SndFileCompleteXftp(Box<SndFileCompleteXftp>),
    /// The download of a file begins.
    RcvFileStart(Box<RcvFileStart>),
    /// The sender of a file has cancelled it.
    RcvFileSndCancelled(Box<RcvFileSndCancelled>),
    /// The server, by its options, has accepted a file by itself.
    RcvFileAccepted(Box<RcvFileAccepted>),
    /// Receiving a file has failed.
    RcvFileError(Box<RcvFileError>),
    /// Receiving a file has met a problem that may pass.
    RcvFileWarning(Box<RcvFileWarning>),
    /// Sending a file has failed.
    SndFileError(Box<SndFileError>),
    /// Sending a file has met a problem that may pass.
    SndFileWarning(Box<SndFileWarning>),
    /// The address of the user accepts a contact by itself.
    AcceptingContactRequest(Box<AcceptingContactRequest>),
    /// The business address of the user accepts a customer by itself.
    AcceptingBusinessRequest(Box<AcceptingBusinessRequest>),
    /// The other side has confirmed, and the connection is being made.
    ContactConnecting(Box<ContactConnecting>),
    /// The business whose address the user asked is making the connection.
    BusinessLinkConnecting(Box<BusinessLinkConnecting>),
    /// A new member is announced and will connect.
    JoinedGroupMemberConnecting(Box<JoinedGroupMemberConnecting>),
    /// Somebody joins by a link of the user's group.
    SentGroupInvitation(Box<SentGroupInvitation>),
    /// The user joins by a link of somebody's group.
    GroupLinkConnecting(Box<GroupLinkConnecting>),
    /// A message relay or file server is connected.
    #[api(since = "6.5")]
    HostConnected(Box<HostConnected>),
    /// A message relay or file server is not connected any more.
    #[api(since = "6.5")]
    HostDisconnected(Box<HostDisconnected>),
    /// Connections get their messages from a relay, or do not any more.
    #[api(since = "6.5")]
    SubscriptionStatus(Box<SubscriptionStatus>),
    /// A message received could not be processed.
    MessageError(Box<MessageError>),
    /// Something went wrong in the background.
    ChatError(Box<ChatError>),
    /// Several things went wrong, as with some of the messages of one send.
    ChatErrors(Box<ChatErrors>),
}

impl Event {
    /// Decodes an event from its JSON object. Not generic: it is compiled once, in this crate.
    ///
    /// # Errors
    /// If the text is not JSON, or the event is known and has another shape.
    pub fn decode(json: &str) -> Result<Self, JsonError> {
        json::decode(json)
    }
}
