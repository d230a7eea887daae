//! The events of the chat server.
//!
//! The server sends each event to only one of its clients. So use a single connection and always read its events, because
//! the server stops receiving messages if its events are not read. The server keeps a limited number of events while no
//! client is connected. Events that are in transit when a connection is lost are lost too. A bot that must not miss
//! anything has to read the state again after it connects.
//!
//! An event may be sent before or after the response of the command that caused it.

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

/// An event.
///
/// Most bots need only a few of them: [`ContactConnected`] and [`NewChatItems`]; for groups
/// [`ReceivedGroupInvitation`] and [`UserJoinedGroup`]; for files [`RcvFileComplete`] and
/// [`SndFileCompleteXftp`]. Servers also send undocumented events; these are
/// `Undocumented` and can be ignored.
#[api_type(tag = "type")]
pub enum Event {
    /// A contact is connected in both directions.
    ContactConnected(Box<ContactConnected>),
    /// A contact has changed its profile or preferences.
    ContactUpdated(Box<ContactUpdated>),
    /// A contact has deleted the conversation with the user.
    ContactDeletedByContact(Box<ContactDeletedByContact>),
    /// A contact request, if the address does not accept requests automatically.
    ReceivedContactRequest(Box<ReceivedContactRequest>),
    /// A group member invites the user to a direct conversation.
    NewMemberContactReceivedInv(Box<NewMemberContactReceivedInv>),
    /// Messages can be sent to a new contact, although the connection is not complete.
    ContactSndReady(Box<ContactSndReady>),
    /// New messages or other items.
    NewChatItems(Box<NewChatItems>),
    /// A reaction was added or removed.
    ChatItemReaction(Box<ChatItemReaction>),
    /// Messages were deleted, by the other side or because they expired.
    ChatItemsDeleted(Box<ChatItemsDeleted>),
    /// A sender has edited a message.
    ChatItemUpdated(Box<ChatItemUpdated>),
    /// Messages of a group were deleted, or removed by a moderator.
    GroupChatItemsDeleted(Box<GroupChatItemsDeleted>),
    /// The delivery of sent messages has progressed or failed.
    ChatItemsStatusesUpdated(Box<ChatItemsStatusesUpdated>),
    /// A contact invites the user to a group.
    ReceivedGroupInvitation(Box<ReceivedGroupInvitation>),
    /// The user has joined a group.
    UserJoinedGroup(Box<UserJoinedGroup>),
    /// Another member has changed the profile or preferences of a group.
    GroupUpdated(Box<GroupUpdated>),
    /// A member has joined a group.
    JoinedGroupMember(Box<JoinedGroupMember>),
    /// The role of a member or of the user has changed.
    MemberRole(Box<MemberRole>),
    /// Another member was removed from a group.
    DeletedMember(Box<DeletedMember>),
    /// A member has left a group.
    LeftMember(Box<LeftMember>),
    /// The user was removed from a group.
    DeletedMemberUser(Box<DeletedMemberUser>),
    /// An owner has deleted the group.
    GroupDeleted(Box<GroupDeleted>),
    /// The connection with a member of a group is complete.
    ConnectedToGroupMember(Box<ConnectedToGroupMember>),
    /// Another member has accepted a pending member.
    MemberAcceptedByOther(Box<MemberAcceptedByOther>),
    /// A member was blocked for the whole group, or unblocked.
    MemberBlockedForAll(Box<MemberBlockedForAll>),
    /// A member of a group has changed its profile.
    GroupMemberUpdated(Box<GroupMemberUpdated>),
    /// The data of the link of a public group has changed.
    #[api(since = "6.5")]
    GroupLinkDataUpdated(Box<GroupLinkDataUpdated>),
    /// The status of a relay of a public group has changed.
    #[api(since = "6.5")]
    GroupRelayUpdated(Box<GroupRelayUpdated>),
    /// An offered file can be downloaded.
    RcvFileDescrReady(Box<RcvFileDescrReady>),
    /// A file was received completely.
    RcvFileComplete(Box<RcvFileComplete>),
    /// A file was uploaded completely.
    #[api(name = "sndFileCompleteXFTP")]
    SndFileCompleteXftp(Box<SndFileCompleteXftp>),
    /// The download of a file starts.
    RcvFileStart(Box<RcvFileStart>),
    /// The sender of a file has cancelled it.
    RcvFileSndCancelled(Box<RcvFileSndCancelled>),
    /// The server has accepted a file automatically, because of its options.
    RcvFileAccepted(Box<RcvFileAccepted>),
    /// Receiving a file has failed.
    RcvFileError(Box<RcvFileError>),
    /// Receiving a file has a problem that may be temporary.
    RcvFileWarning(Box<RcvFileWarning>),
    /// Sending a file has failed.
    SndFileError(Box<SndFileError>),
    /// Sending a file has a problem that may be temporary.
    SndFileWarning(Box<SndFileWarning>),
    /// The address of the user accepts a contact automatically.
    AcceptingContactRequest(Box<AcceptingContactRequest>),
    /// The business address of the user accepts a customer automatically.
    AcceptingBusinessRequest(Box<AcceptingBusinessRequest>),
    /// The other side has confirmed, and the connection is in progress.
    ContactConnecting(Box<ContactConnecting>),
    /// A business has confirmed the request of the user to its address.
    BusinessLinkConnecting(Box<BusinessLinkConnecting>),
    /// A new member is announced and will connect.
    JoinedGroupMemberConnecting(Box<JoinedGroupMemberConnecting>),
    /// A new member joins with a link of the user's group.
    SentGroupInvitation(Box<SentGroupInvitation>),
    /// The user joins a group with its link.
    GroupLinkConnecting(Box<GroupLinkConnecting>),
    /// A message relay or file server is connected.
    #[api(since = "6.5")]
    HostConnected(Box<HostConnected>),
    /// A message relay or file server was disconnected.
    #[api(since = "6.5")]
    HostDisconnected(Box<HostDisconnected>),
    /// The subscription of connections to a relay has started or ended.
    #[api(since = "6.5")]
    SubscriptionStatus(Box<SubscriptionStatus>),
    /// A received message could not be processed.
    MessageError(Box<MessageError>),
    /// An error in the background.
    ChatError(Box<ChatError>),
    /// Several errors, for example of some of the messages of a command.
    ChatErrors(Box<ChatErrors>),
}

impl Event {
    /// Decodes an event from its JSON object. This function is not generic, so it is compiled once, in this crate.
    ///
    /// # Errors
    /// If the text is not JSON, or if a known event has another shape.
    pub fn decode(json: &str) -> Result<Self, JsonError> {
        json::decode(json)
    }
}
