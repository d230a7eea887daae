//! Chats: what they are, how commands name them, their counters and settings.

use crate::api::checks;
use crate::api_type;
use crate::types::{
    ChatItem, ChatItemId, Contact, GroupInfo, GroupMember, GroupMemberId, PendingContactConnection,
    UserContactRequest, UserId, UtcTime,
};

/// The chat that an item or event belongs to, with all that is known about the other side.
#[api_type(tag = "type")]
pub enum ChatInfo {
    /// A conversation with one contact.
    Direct { contact: Box<Contact> },
    /// A group, a channel or a business chat.
    Group {
        group_info: Box<GroupInfo>,
        /// The part of the group the item is in; `None` is the main conversation.
        group_chat_scope: Option<Box<GroupChatScopeInfo>>,
    },
    /// The notes that a user writes to themselves; nothing is sent.
    Local { note_folder: NoteFolder },
    /// Somebody asked to connect and waits to be accepted or rejected.
    ContactRequest {
        contact_request: Box<UserContactRequest>,
    },
    /// A connection that has been started but has no contact yet.
    ContactConnection {
        contact_connection: Box<PendingContactConnection>,
    },
}

/// The name of a chat in commands: `@4` is a contact, `#7` a group, `#7(_support:12)` the support
/// chat of one of its members.
#[api_type(
    syntax = "<str(chatType)><chatId>[<str(chatScope)>]",
    check = checks::scope_of_a_group,
    eq
)]
pub struct ChatRef {
    pub chat_type: ChatType,
    /// A contact, group or note folder id, depending on `chat_type`.
    pub chat_id: i64,
    /// A part of a group; `None` is the main conversation. Other chats have no parts.
    pub chat_scope: Option<GroupChatScope>,
}

/// The kind of chat that a [`ChatRef`] names.
#[api_type(syntax = "@|#|*|")]
pub enum ChatType {
    /// A contact, `@` in commands.
    Direct,
    /// A group, `#` in commands.
    Group,
    /// Private notes, `*` in commands. Messages cannot be sent to them.
    Local,
}

/// A part of a group that is not its main conversation, as commands name it.
#[api_type(tag = "type", syntax = "(_support[:<groupMemberId_>])", eq)]
pub enum GroupChatScope {
    /// The conversation between a member and the moderators of the group.
    MemberSupport {
        /// The member whose support chat it is; `None` is the user's own.
        #[api(name = "groupMemberId_")]
        group_member_id: Option<GroupMemberId>,
    },
}

/// A part of a group that is not its main conversation, as reported with chats and items.
#[api_type(tag = "type")]
pub enum GroupChatScopeInfo {
    /// The conversation between a member and the moderators of the group.
    MemberSupport {
        /// The member whose support chat it is; `None` is the user's own.
        #[api(name = "groupMember_")]
        group_member: Option<GroupMember>,
    },
}

/// A chat with some of its items and its counters.
#[api_type]
pub struct AChat {
    pub chat_info: ChatInfo,
    pub chat_items: Vec<ChatItem>,
    pub chat_stats: ChatStats,
}

/// What waits to be read in a chat.
#[api_type]
pub struct ChatStats {
    #[api(primitive = "int")]
    pub unread_count: i64,
    /// Unread items that mention the user.
    #[api(primitive = "int")]
    pub unread_mentions: i64,
    /// Reports from members that a moderator has not handled yet.
    #[api(primitive = "int")]
    pub reports_count: i64,
    /// The oldest unread item, 0 when there is none.
    pub min_unread_item_id: ChatItemId,
    /// The user marked the whole chat as unread.
    pub unread_chat: bool,
}

/// What the user chose for one chat; the other side does not learn of it.
#[api_type]
pub struct ChatSettings {
    pub enable_ntfs: MsgFilter,
    /// Whether delivery receipts are sent; `None` follows the setting of the user profile.
    pub send_rcpts: Option<bool>,
    pub favorite: bool,
}

/// Which messages of a chat raise notifications.
#[api_type]
pub enum MsgFilter {
    /// No messages: the chat is muted.
    None,
    All,
    /// Only those that mention the user.
    Mentions,
}

/// How much of a chat [`ApiDeleteChat`](crate::commands::ApiDeleteChat) deletes. Only chats with
/// contacts tell the modes apart.
#[api_type(tag = "type", syntax = "full|entity|messages[ notify=off]")]
pub enum ChatDeleteMode {
    /// The contact and the conversation.
    Full {
        /// The contact is told, which is the default where it is left out.
        notify: bool,
    },
    /// The contact; the conversation stays.
    Entity {
        /// The contact is told, which is the default where it is left out.
        notify: bool,
    },
    /// The conversation; the contact stays.
    Messages,
}

/// Which chats a list of chats includes.
#[api_type(tag = "type", closed, since = "7.0")]
pub enum ChatListQuery {
    /// All chats, or with one or both flags set only those.
    Filters { favorite: bool, unread: bool },
    /// Chats that match a text.
    Search { search: String },
}

/// Which page of a list ordered by time is wanted.
#[api_type(tag = "type", syntax = "count=<count>", since = "7.0")]
pub enum PaginationByTime {
    /// The most recent entries.
    Last {
        /// At most so many.
        #[api(primitive = "int")]
        count: i64,
    },
}

/// The private notes of a user.
#[api_type]
pub struct NoteFolder {
    pub note_folder_id: i64,
    pub user_id: UserId,
    pub created_at: UtcTime,
    pub updated_at: UtcTime,
    /// When the chat last changed; chats are ordered by it.
    pub chat_ts: UtcTime,
    pub favorite: bool,
    pub unread: bool,
}
