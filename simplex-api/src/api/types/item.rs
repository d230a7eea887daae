//! Chat items: the entries of a chat, with their direction, state, quotes and mentions.

use std::collections::BTreeMap;

use crate::api_type;
use crate::types::{
    ChatInfo, ChatItemId, ChatType, CiContent, CiFile, CiReactionCount, ContactId, FormattedText,
    GroupId, GroupMember, GroupMemberId, GroupMemberRole, MsgContent, SndError, UtcTime,
};

/// An item together with the chat it is in: what events about messages carry.
#[api_type]
pub struct AChatItem {
    pub chat_info: ChatInfo,
    pub chat_item: ChatItem,
}

/// One entry of a chat: a message, a call, or a note about something that happened.
#[api_type]
pub struct ChatItem {
    pub chat_dir: CiDirection,
    pub meta: CiMeta,
    pub content: CiContent,
    /// Members mentioned in the text, by the name that stands after `@`.
    pub mentions: BTreeMap<String, CiMention>,
    /// The text in runs of one format each; `None` when it has no formatting.
    pub formatted_text: Option<Vec<FormattedText>>,
    pub quoted_item: Option<Box<CiQuote>>,
    pub reactions: Vec<CiReactionCount>,
    pub file: Option<Box<CiFile>>,
}

/// Who wrote an item, and in which kind of chat.
#[api_type(tag = "type", name = "CIDirection")]
pub enum CiDirection {
    /// The user, to a contact.
    DirectSnd,
    /// The contact.
    DirectRcv,
    /// The user, to a group.
    GroupSnd,
    /// A member of the group.
    GroupRcv { group_member: Box<GroupMember> },
    /// The channel itself, with no member shown as the author.
    #[api(since = "6.5")]
    ChannelRcv,
    /// The user, in their notes.
    LocalSnd,
    /// An entry in the user's notes that they did not write.
    LocalRcv,
}

/// What is known about an item besides its content.
#[api_type(name = "CIMeta")]
pub struct CiMeta {
    pub item_id: ChatItemId,
    /// When the message was sent, or reached the server if it was received.
    pub item_ts: UtcTime,
    /// The content as plain text, also for items that are not messages.
    pub item_text: String,
    pub item_status: CiStatus,
    /// The message went through a forwarding server, which hides the sender's IP address.
    pub sent_via_proxy: Option<bool>,
    /// The id that all sides of the chat know the message by, base64url.
    pub item_shared_msg_id: Option<String>,
    /// Where the message was forwarded from; `None` when it is original.
    pub item_forwarded: Option<CiForwardedFrom>,
    /// Set on items that are marked as deleted but still there.
    pub item_deleted: Option<Box<CiDeleted>>,
    pub item_edited: bool,
    /// Set on disappearing messages.
    pub item_timed: Option<CiTimed>,
    /// `true` while the sender is still typing a live message: updates will follow.
    pub item_live: Option<bool>,
    /// The message mentions the user.
    pub user_mention: bool,
    /// The text contains a link.
    #[api(since = "6.5")]
    pub has_link: bool,
    /// The item can still be deleted for everyone.
    pub deletable: bool,
    /// The message can still be changed.
    pub editable: bool,
    /// The member who passed the message on, when it did not come from its author directly.
    pub forwarded_by_member: Option<GroupMemberId>,
    /// The message was sent in the name of the group, not of a member.
    pub show_group_as_sender: bool,
    /// The state of the message's signature; `None` when it is unsigned and need not be signed.
    #[api(since = "7.0.2")]
    pub msg_verified: Option<MsgVerified>,
    pub created_at: UtcTime,
    pub updated_at: UtcTime,
}

/// How far an item has come on its way: `snd` variants for sent items, `rcv` for received ones.
#[api_type(tag = "type", name = "CIStatus")]
pub enum CiStatus {
    /// Stored and scheduled, not on a server yet.
    SndNew,
    /// Accepted by the server of the recipient.
    SndSent { snd_progress: SndCiStatusProgress },
    /// A delivery receipt came back.
    SndRcvd {
        msg_rcpt_status: MsgReceiptStatus,
        snd_progress: SndCiStatusProgress,
    },
    /// The server refused the message: most likely the recipient deleted the connection.
    SndErrorAuth,
    /// Sending failed for good.
    SndError { agent_error: SndError },
    /// Sending failed for now and is retried.
    SndWarning { agent_error: SndError },
    /// Received, not read yet.
    RcvNew,
    /// Received and marked as read.
    RcvRead,
    /// A stored status that the server could not read.
    Invalid { text: String },
}

/// Whether an item reached all of its recipients.
#[api_type(name = "SndCIStatusProgress")]
pub enum SndCiStatusProgress {
    /// Some, not all.
    Partial,
    /// All of them.
    Complete,
}

/// What a delivery receipt says about the message.
#[api_type]
pub enum MsgReceiptStatus {
    /// It arrived intact.
    Ok,
    /// It arrived, but its hash was not the expected one.
    BadMsgHash,
}

/// Whether a message was received or sent.
#[api_type]
pub enum MsgDirection {
    Rcv,
    Snd,
}

/// The state of a message's signature.
#[api_type(tag = "type", since = "7.0.2")]
pub enum MsgVerified {
    /// The message is signed.
    Signed { sig_status: MsgSigStatus },
    /// The message is unsigned although the channel requires signatures.
    SigMissing,
}

/// What checking a signature gave. A message whose signature is wrong is dropped, so there is no
/// word for it.
#[api_type(since = "6.5")]
pub enum MsgSigStatus {
    /// The signature is right.
    Verified,
    /// The key of the sender is not known here, so nothing was checked.
    SignedNoKey,
}

/// The timer of a disappearing message.
#[api_type(name = "CITimed")]
pub struct CiTimed {
    /// Lifetime in seconds. In a received item it starts when the item is marked as read.
    #[api(primitive = "int")]
    pub ttl: i64,
    /// `None` until the timer starts.
    pub delete_at: Option<UtcTime>,
}

/// Why an item is marked as deleted.
#[api_type(tag = "type", name = "CIDeleted")]
pub enum CiDeleted {
    /// Its author deleted it.
    Deleted {
        deleted_ts: Option<UtcTime>,
        chat_type: ChatType,
    },
    /// The user blocked its author.
    Blocked { deleted_ts: Option<UtcTime> },
    /// A moderator blocked its author for everyone.
    BlockedByAdmin { deleted_ts: Option<UtcTime> },
    /// A moderator deleted it.
    Moderated {
        deleted_ts: Option<UtcTime>,
        by_group_member: Box<GroupMember>,
    },
}

/// For whom [`ApiDeleteChatItem`](crate::commands::ApiDeleteChatItem) deletes items.
#[api_type(name = "CIDeleteMode")]
pub enum CiDeleteMode {
    /// For everyone in the chat; possible while the item is `deletable`.
    Broadcast,
    /// Only here.
    Internal,
    /// Only here, and the item stays, marked as deleted.
    InternalMark,
    /// From the history that relays of a channel keep; subscribers keep what they received.
    /// Needs the role of a moderator or higher.
    #[api(since = "7.0")]
    History,
}

/// One deleted item.
#[api_type]
pub struct ChatItemDeletion {
    /// The item as it was.
    pub deleted_chat_item: AChatItem,
    /// The item as it is now, marked as deleted; `None` when nothing of it is left.
    pub to_chat_item: Option<AChatItem>,
}

/// The origin of a forwarded message.
#[api_type(tag = "type", name = "CIForwardedFrom")]
pub enum CiForwardedFrom {
    /// Not told, as for all messages that somebody else forwarded.
    Unknown,
    /// A chat with a contact of the user.
    Contact {
        /// The name of the chat when the message was forwarded.
        chat_name: String,
        /// Whether the original was sent or received by the user.
        msg_dir: MsgDirection,
        /// `None` when the contact is gone.
        contact_id: Option<ContactId>,
        /// `None` when the original is gone.
        chat_item_id: Option<ChatItemId>,
    },
    /// A group of the user.
    Group {
        /// The name of the group when the message was forwarded.
        chat_name: String,
        /// Whether the original was sent or received by the user.
        msg_dir: MsgDirection,
        /// `None` when the group is gone.
        group_id: Option<GroupId>,
        /// `None` when the original is gone.
        chat_item_id: Option<ChatItemId>,
    },
}

/// The message that an item replies to, as the replying side quoted it.
#[api_type(name = "CIQuote")]
pub struct CiQuote {
    /// Who wrote the quoted message; `None` when that is not known here.
    pub chat_dir: Option<CiDirection>,
    /// The quoted item; `None` when it is not in this chat.
    pub item_id: Option<ChatItemId>,
    /// The id that all sides of the chat know the message by, base64url.
    pub shared_msg_id: Option<String>,
    pub sent_at: UtcTime,
    pub content: MsgContent,
    /// The text in runs of one format each; `None` when it has no formatting.
    pub formatted_text: Option<Vec<FormattedText>>,
}

/// A member mentioned in a message.
#[api_type(name = "CIMention")]
pub struct CiMention {
    /// The id that the whole group knows the member by, base64url.
    pub member_id: String,
    /// The member as known here; `None` when the member is unknown.
    pub member_ref: Option<CiMentionMember>,
}

/// What is known about a mentioned member.
#[api_type(name = "CIMentionMember")]
pub struct CiMentionMember {
    pub group_member_id: GroupMemberId,
    pub display_name: String,
    /// The user's own name for the member.
    pub local_alias: Option<String>,
    pub member_role: GroupMemberRole,
}
