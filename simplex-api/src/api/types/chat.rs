//! Chats: their kinds, references in commands, counters and settings.

use crate::api::checks;
use crate::api_type;
use crate::types::{
    ChatItem, ChatItemId, Contact, GroupInfo, GroupMember, GroupMemberId, PendingContactConnection,
    UserContactRequest, UserId, UtcTime,
};

/// The chat of an item or event, with all known data about the other side.
#[api_type(tag = "type")]
pub enum ChatInfo {
    /// A conversation with one contact.
    Direct { contact: Box<Contact> },
    /// A group, a channel or a business chat.
    Group {
        group_info: Box<GroupInfo>,
        /// The part of the group; `None` is the main conversation.
        group_chat_scope: Option<Box<GroupChatScopeInfo>>,
    },
    /// The private notes of the user; nothing is sent.
    Local { note_folder: NoteFolder },
    /// A contact request that is not yet accepted or rejected.
    ContactRequest {
        contact_request: Box<UserContactRequest>,
    },
    /// A connection that was started but has no contact yet.
    ContactConnection {
        contact_connection: Box<PendingContactConnection>,
    },
}

/// A reference to a chat in commands: `@4` is a contact, `#7` a group, `#7(_support:12)` the support
/// chat of one of its members.
#[api_type(
    syntax = "<str(chatType)><chatId>[<str(chatScope)>]",
    check = checks::scope_requires_group,
    eq
)]
pub struct ChatRef {
    pub chat_type: ChatType,
    /// The id of a contact, group or note folder, depending on `chat_type`.
    pub chat_id: i64,
    /// A part of a group; `None` is the main conversation. Other chats have no parts.
    pub chat_scope: Option<GroupChatScope>,
}

/// The kind of the chat of a [`ChatRef`].
#[api_type(syntax = "@|#|*|")]
pub enum ChatType {
    /// A contact, `@` in commands.
    Direct,
    /// A group, `#` in commands.
    Group,
    /// Private notes, `*` in commands. Messages cannot be sent to them.
    Local,
}

/// A reference in commands to a part of a group other than the main conversation.
#[api_type(tag = "type", syntax = "(_support[:<groupMemberId_>])", eq)]
pub enum GroupChatScope {
    /// The conversation between a member and the moderators of the group.
    MemberSupport {
        /// The member of the support chat; `None` is the user's own support chat.
        #[api(name = "groupMemberId_")]
        group_member_id: Option<GroupMemberId>,
    },
}

/// A part of a group other than the main conversation, in chats and items.
#[api_type(tag = "type")]
pub enum GroupChatScopeInfo {
    /// The conversation between a member and the moderators of the group.
    MemberSupport {
        /// The member of the support chat; `None` is the user's own support chat.
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

/// The unread items of a chat.
#[api_type]
pub struct ChatStats {
    #[api(primitive = "int")]
    pub unread_count: i64,
    /// Unread items that mention the user.
    #[api(primitive = "int")]
    pub unread_mentions: i64,
    /// Reports of members that are not handled by a moderator yet.
    #[api(primitive = "int")]
    pub reports_count: i64,
    /// The oldest unread item; 0 if there is none.
    pub min_unread_item_id: ChatItemId,
    /// The user marked the whole chat as unread.
    pub unread_chat: bool,
}

/// The user's settings for one chat. They are not sent to the other side.
#[api_type]
pub struct ChatSettings {
    pub enable_ntfs: MsgFilter,
    /// Whether delivery receipts are sent; `None` follows the setting of the user profile.
    pub send_rcpts: Option<bool>,
    pub favorite: bool,
}

/// Which messages of a chat cause notifications.
#[api_type]
pub enum MsgFilter {
    /// No messages: the chat is muted.
    None,
    All,
    /// Only messages that mention the user.
    Mentions,
}

/// Which parts of a chat [`ApiDeleteChat`](crate::commands::ApiDeleteChat) deletes. The mode is only used for chats with
/// contacts.
#[api_type(tag = "type", syntax = "full|entity|messages[ notify=off]")]
pub enum ChatDeleteMode {
    /// The contact and the conversation.
    Full {
        /// Whether the contact is notified; true if omitted.
        notify: bool,
    },
    /// The contact; the conversation is kept.
    Entity {
        /// Whether the contact is notified; true if omitted.
        notify: bool,
    },
    /// The conversation; the contact is kept.
    Messages,
}

/// A filter for a list of chats.
#[api_type(tag = "type", closed, since = "7.0")]
pub enum ChatListQuery {
    /// All chats, or only those with the given flags.
    Filters { favorite: bool, unread: bool },
    /// Chats that match a search text.
    Search { search: String },
}

/// A page of a list that is ordered by time.
#[api_type(tag = "type", syntax = "count=<count>", since = "7.0")]
pub enum PaginationByTime {
    /// The most recent entries.
    Last {
        /// The maximum number of entries.
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
    /// The time of the last change; chats are ordered by it.
    pub chat_ts: UtcTime,
    pub favorite: bool,
    pub unread: bool,
}
