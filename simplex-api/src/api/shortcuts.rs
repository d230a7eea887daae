//! Shortcuts for bots: conversions between the declared types.

use std::borrow::Cow;

use crate::commands::ApiSendMessages;
use crate::types::{
    AChatItem, ChatInfo, ChatRef, ChatType, CiContent, ComposedMessage, Contact, ContactId,
    CreatedConnLink, GroupChatScope, GroupChatScopeInfo, GroupId, GroupInfo, GroupMemberStatus,
    LocalProfile, MsgContent, Profile,
};

/// The direct chat with a contact.
impl From<ContactId> for ChatRef {
    fn from(contact: ContactId) -> Self {
        Self::new(ChatType::Direct, contact.0)
    }
}

/// The chat of a group.
impl From<GroupId> for ChatRef {
    fn from(group: GroupId) -> Self {
        Self::new(ChatType::Group, group.0)
    }
}

/// The direct chat with a contact.
impl From<&Contact> for ChatRef {
    fn from(contact: &Contact) -> Self {
        contact.contact_id.into()
    }
}

/// The chat of a group.
impl From<&GroupInfo> for ChatRef {
    fn from(group: &GroupInfo) -> Self {
        group.group_id.into()
    }
}

/// The id of a group.
impl From<&GroupInfo> for GroupId {
    fn from(group: &GroupInfo) -> Self {
        group.group_id
    }
}

/// A text message.
impl From<&str> for MsgContent {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

/// A text message.
impl From<String> for MsgContent {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

/// A text message.
impl From<&String> for MsgContent {
    fn from(text: &String) -> Self {
        Self::text(text)
    }
}

/// A text message.
impl From<Cow<'_, str>> for MsgContent {
    fn from(text: Cow<'_, str>) -> Self {
        Self::text(text)
    }
}

/// A message with this content, without other parts.
impl<T: Into<MsgContent>> From<T> for ComposedMessage {
    fn from(content: T) -> Self {
        Self::new(content)
    }
}

impl ChatInfo {
    /// The reference to this chat in commands, including its scope, so that a reply is sent to the origin of a message.
    /// `None` for requests and pending connections, which have no messages, and for unknown kinds of chats.
    pub fn chat_ref(&self) -> Option<ChatRef> {
        match self {
            Self::Direct { contact, .. } => Some(contact.contact_id.into()),
            Self::Group {
                group_info,
                group_chat_scope,
                ..
            } => {
                let chat = ChatRef::from(group_info.group_id);
                match group_chat_scope.as_deref() {
                    None => Some(chat),
                    Some(scope) => Some(chat.chat_scope(scope.scope()?)),
                }
            }
            Self::Local { note_folder, .. } => {
                Some(ChatRef::new(ChatType::Local, note_folder.note_folder_id))
            }
            _ => None,
        }
    }
}

impl GroupChatScopeInfo {
    /// The scope in commands; `None` if it is unknown.
    pub fn scope(&self) -> Option<GroupChatScope> {
        match self {
            Self::MemberSupport { group_member, .. } => {
                let member = group_member.as_ref().map(|member| member.group_member_id);
                Some(GroupChatScope::member_support(member))
            }
            Self::Undocumented(_) => None,
        }
    }
}

impl GroupMemberStatus {
    /// Whether the membership has ended. Servers include such members in lists.
    pub fn has_ended(&self) -> bool {
        matches!(
            self,
            Self::Rejected | Self::Removed | Self::Left | Self::Deleted
        )
    }
}

/// The shared part of a stored profile, for commands. It has no badge, because a stored badge has no proof.
impl From<&LocalProfile> for Profile {
    fn from(local: &LocalProfile) -> Self {
        let mut profile = Self::new(local.display_name.clone(), local.full_name.clone());
        profile.short_descr.clone_from(&local.short_descr);
        profile.description.clone_from(&local.description);
        profile.image.clone_from(&local.image);
        profile.contact_link.clone_from(&local.contact_link);
        profile.preferences.clone_from(&local.preferences);
        profile.peer_type.clone_from(&local.peer_type);
        profile.contact_domain.clone_from(&local.contact_domain);
        profile.extra.clone_from(&local.extra);
        profile
    }
}

impl ApiSendMessages {
    /// Sends a text message to a chat.
    pub fn text(chat: impl Into<ChatRef>, text: impl Into<String>) -> Self {
        Self::new(chat, [text.into().into()])
    }
}

impl AChatItem {
    /// The content of a received message; `None` for other items, such as the user's own messages.
    pub fn received(&self) -> Option<&MsgContent> {
        match &self.chat_item.content {
            CiContent::RcvMsgContent { msg_content, .. } => Some(msg_content),
            _ => None,
        }
    }

    /// The text of a received message, of any kind: also of an image or a file.
    pub fn received_text(&self) -> Option<&str> {
        self.received()?.as_text()
    }
}

impl CreatedConnLink {
    /// The link to share: the short link, or the full link if there is none.
    pub fn as_str(&self) -> &str {
        self.conn_short_link
            .as_ref()
            .unwrap_or(&self.conn_full_link)
    }
}

impl MsgContent {
    /// The text, which every documented kind of message has.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text { text, .. }
            | Self::Link { text, .. }
            | Self::Image { text, .. }
            | Self::Video { text, .. }
            | Self::Voice { text, .. }
            | Self::File { text, .. }
            | Self::Report { text, .. }
            | Self::Chat { text, .. } => Some(text),
            Self::Undocumented(object) => object.fields.get("text")?.as_str(),
        }
    }
}
