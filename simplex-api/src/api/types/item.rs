//! Chat items: the entries of a chat, with their direction, status, quotes and mentions.

use std::collections::BTreeMap;

use crate::api_type;
use crate::types::{
    ChatInfo, ChatItemId, ChatType, CiContent, CiFile, CiReactionCount, ContactId, FormattedText,
    GroupId, GroupMember, GroupMemberId, GroupMemberRole, MsgContent, SndError, UtcTime,
};

/// An item and its chat, in events about messages.
#[api_type]
pub struct AChatItem {
    pub chat_info: ChatInfo,
    pub chat_item: ChatItem,
}

/// An entry of a chat: a message, a call, or a notice.
#[api_type]
pub struct ChatItem {
    pub chat_dir: CiDirection,
    pub meta: CiMeta,
    pub content: CiContent,
    /// The members mentioned in the text, by the name after `@`.
    pub mentions: BTreeMap<String, CiMention>,
    /// The text as parts with one format each; `None` if it has no formatting.
    pub formatted_text: Option<Vec<FormattedText>>,
    pub quoted_item: Option<Box<CiQuote>>,
    pub reactions: Vec<CiReactionCount>,
    pub file: Option<Box<CiFile>>,
}

/// The author of an item and the kind of its chat.
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
    /// The channel, without a member as the author.
    #[api(since = "6.5")]
    ChannelRcv,
    /// The user, in the private notes.
    LocalSnd,
    /// An entry in the private notes that the user did not write.
    LocalRcv,
}

/// The metadata of an item.
#[api_type(name = "CIMeta")]
pub struct CiMeta {
    pub item_id: ChatItemId,
    /// When the message was sent. For a received message, when it reached the relay.
    pub item_ts: UtcTime,
    /// The content as plain text, also for items that are not messages.
    pub item_text: String,
    pub item_status: CiStatus,
    /// Whether the message was sent through a proxy relay, which hides the sender's IP address.
    pub sent_via_proxy: Option<bool>,
    /// Base64url id of the message, the same for all sides of the chat.
    pub item_shared_msg_id: Option<String>,
    /// The origin of a forwarded message; `None` if it was not forwarded.
    pub item_forwarded: Option<CiForwardedFrom>,
    /// Present if the item is marked as deleted.
    pub item_deleted: Option<Box<CiDeleted>>,
    pub item_edited: bool,
    /// Present for disappearing messages.
    pub item_timed: Option<CiTimed>,
    /// `true` for an unfinished live message: updates will follow.
    pub item_live: Option<bool>,
    /// Whether the message mentions the user.
    pub user_mention: bool,
    /// Whether the text contains a link.
    #[api(since = "6.5")]
    pub has_link: bool,
    /// Whether the item can be deleted for all.
    pub deletable: bool,
    /// Whether the message can be edited.
    pub editable: bool,
    /// The member who forwarded the message, if it was not received directly from its author.
    pub forwarded_by_member: Option<GroupMemberId>,
    /// Whether the message was sent in the name of the group and not of a member.
    pub show_group_as_sender: bool,
    /// The status of the message's signature; `None` if the message is unsigned and no signature is required.
    #[api(since = "7.0.2")]
    pub msg_verified: Option<MsgVerified>,
    pub created_at: UtcTime,
    pub updated_at: UtcTime,
}

/// The delivery status of an item: `snd` variants for sent items, `rcv` for received ones.
#[api_type(tag = "type", name = "CIStatus")]
pub enum CiStatus {
    /// Stored and scheduled; not on a relay yet.
    SndNew,
    /// Accepted by the relay of the recipient.
    SndSent { snd_progress: SndCiStatusProgress },
    /// A delivery receipt was received.
    SndRcvd {
        msg_rcpt_status: MsgReceiptStatus,
        snd_progress: SndCiStatusProgress,
    },
    /// The relay rejected the message: the recipient has probably deleted the connection.
    SndErrorAuth,
    /// Sending failed permanently.
    SndError { agent_error: SndError },
    /// Sending failed temporarily and is retried.
    SndWarning { agent_error: SndError },
    /// Received and unread.
    RcvNew,
    /// Received and marked as read.
    RcvRead,
    /// An invalid status in the database.
    Invalid { text: String },
}

/// Whether an item was sent to all recipients.
#[api_type(name = "SndCIStatusProgress")]
pub enum SndCiStatusProgress {
    /// Sent to some recipients.
    Partial,
    /// Sent to all recipients.
    Complete,
}

/// The status of a message in a delivery receipt.
#[api_type]
pub enum MsgReceiptStatus {
    /// The message was received correctly.
    Ok,
    /// The message was received with a wrong hash.
    BadMsgHash,
}

/// Whether a message was received or sent.
#[api_type]
pub enum MsgDirection {
    Rcv,
    Snd,
}

/// The status of a message's signature.
#[api_type(tag = "type", since = "7.0.2")]
pub enum MsgVerified {
    /// The message is signed.
    Signed { sig_status: MsgSigStatus },
    /// The message is unsigned, although the channel requires signatures.
    SigMissing,
}

/// The verification status of a signature. A message with a wrong signature is dropped, so there is no keyword for it.
#[api_type(since = "6.5")]
pub enum MsgSigStatus {
    /// The signature is valid.
    Verified,
    /// The key of the sender is unknown, so that the signature was not verified.
    SignedNoKey,
}

/// The timer of a disappearing message.
#[api_type(name = "CITimed")]
pub struct CiTimed {
    /// The lifetime in seconds. For a received item, it starts when the item is marked as read.
    #[api(primitive = "int")]
    pub ttl: i64,
    /// `None` until the timer starts.
    pub delete_at: Option<UtcTime>,
}

/// Why an item is marked as deleted.
#[api_type(tag = "type", name = "CIDeleted")]
pub enum CiDeleted {
    /// The author deleted it.
    Deleted {
        deleted_ts: Option<UtcTime>,
        chat_type: ChatType,
    },
    /// The user blocked the author.
    Blocked { deleted_ts: Option<UtcTime> },
    /// A moderator blocked the author for all members.
    BlockedByAdmin { deleted_ts: Option<UtcTime> },
    /// A moderator deleted it.
    Moderated {
        deleted_ts: Option<UtcTime>,
        by_group_member: Box<GroupMember>,
    },
}

/// How [`ApiDeleteChatItem`](crate::commands::ApiDeleteChatItem) deletes items.
#[api_type(name = "CIDeleteMode")]
pub enum CiDeleteMode {
    /// For all sides of the chat; possible while the item is `deletable`.
    Broadcast,
    /// Only in this database.
    Internal,
    /// Only in this database; the item is kept and marked as deleted.
    InternalMark,
    /// From the history that relays of a channel store; subscribers keep the messages they received.
    /// Requires the role moderator or higher.
    #[api(since = "7.0")]
    History,
}

/// A deleted item.
#[api_type]
pub struct ChatItemDeletion {
    /// The item before its deletion.
    pub deleted_chat_item: AChatItem,
    /// The item that is marked as deleted; `None` if it was deleted completely.
    pub to_chat_item: Option<AChatItem>,
}

/// The origin of a forwarded message.
#[api_type(tag = "type", name = "CIForwardedFrom")]
pub enum CiForwardedFrom {
    /// Unknown, as for all messages that others forwarded.
    Unknown,
    /// A chat with a contact of the user.
    Contact {
        /// The name of the chat at the time of forwarding.
        chat_name: String,
        /// Whether the user sent or received the original message.
        msg_dir: MsgDirection,
        /// `None` if the contact was deleted.
        contact_id: Option<ContactId>,
        /// `None` if the original message was deleted.
        chat_item_id: Option<ChatItemId>,
    },
    /// A group of the user.
    Group {
        /// The name of the group at the time of forwarding.
        chat_name: String,
        /// Whether the user sent or received the original message.
        msg_dir: MsgDirection,
        /// `None` if the group was deleted.
        group_id: Option<GroupId>,
        /// `None` if the original message was deleted.
        chat_item_id: Option<ChatItemId>,
    },
}

/// The quoted message of a reply, as sent by the author of the reply.
#[api_type(name = "CIQuote")]
pub struct CiQuote {
    /// The author of the quoted message; `None` if unknown.
    pub chat_dir: Option<CiDirection>,
    /// The quoted item; `None` if it is not in this chat.
    pub item_id: Option<ChatItemId>,
    /// Base64url id of the message, the same for all sides of the chat.
    pub shared_msg_id: Option<String>,
    pub sent_at: UtcTime,
    pub content: MsgContent,
    /// The text as parts with one format each; `None` if it has no formatting.
    pub formatted_text: Option<Vec<FormattedText>>,
}

/// A member mentioned in a message.
#[api_type(name = "CIMention")]
pub struct CiMention {
    /// Base64url id of the member, the same for all members of the group.
    pub member_id: String,
    /// The member in this database; `None` if unknown.
    pub member_ref: Option<CiMentionMember>,
}

/// The data in this database about a mentioned member.
#[api_type(name = "CIMentionMember")]
pub struct CiMentionMember {
    pub group_member_id: GroupMemberId,
    pub display_name: String,
    /// The user's own name for the member.
    pub local_alias: Option<String>,
    pub member_role: GroupMemberRole,
}
