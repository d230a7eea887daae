//! Messages: their content, and the parameters for sending and editing them.

use std::collections::BTreeMap;

use crate::api::extras;
use crate::api_type;
use crate::types::{ChatItemId, CryptoFile, GroupMemberId, GroupProfile, Profile};

/// The content of a message. All kinds have a text, which may be empty. For images, videos and files it is the caption.
///
/// The file is not part of the content, see [`ComposedMessage::file_source`].
#[api_type(tag = "type")]
pub enum MsgContent {
    Text {
        text: String,
    },
    /// A text with the preview of a link.
    Link {
        text: String,
        preview: Box<LinkPreview>,
    },
    /// An image.
    Image {
        text: String,
        /// A small preview as a data URI, such as `data:image/jpg;base64,…`.
        image: String,
    },
    Video {
        text: String,
        /// A small preview image as a data URI.
        image: String,
        /// Seconds.
        #[api(primitive = "int")]
        duration: i64,
    },
    /// A voice message.
    Voice {
        text: String,
        /// Seconds.
        #[api(primitive = "int")]
        duration: i64,
    },
    File {
        text: String,
    },
    /// A report to the moderators of a group about the quoted message. It cannot be sent with
    /// [`ApiSendMessages`](crate::commands::ApiSendMessages).
    Report {
        text: String,
        reason: ReportReason,
    },
    /// An invitation to a chat: a contact, a group or a channel.
    Chat {
        text: String,
        chat_link: Box<MsgChatLink>,
        /// Proof that the sender owns the link.
        #[api(since = "6.5")]
        owner_sig: Option<LinkOwnerSig>,
    },
}

/// A message to send.
///
/// The encoded message, including quote, mentions and preview, may have up to 15,602
/// bytes (13,380 compressed bytes in chats with post-quantum encryption). A larger message fails with
/// `largeMsg`.
#[api_type(extra = extras::file_path)]
pub struct ComposedMessage {
    /// A file to send. The server must be able to read it until it is uploaded.
    pub file_source: Option<CryptoFile>,
    /// The item to reply to.
    pub quoted_item_id: Option<ChatItemId>,
    pub msg_content: MsgContent,
    /// Members to mention, by the name after `@` in the text. Only for groups.
    #[api(optional)]
    pub mentions: BTreeMap<String, GroupMemberId>,
}

/// The new content of a sent message.
#[api_type]
pub struct UpdatedMessage {
    pub msg_content: MsgContent,
    /// Members to mention, by the name after `@` in the text. Only for groups.
    pub mentions: BTreeMap<String, GroupMemberId>,
}

/// The preview of a web page, created by the sender of the link.
#[api_type]
pub struct LinkPreview {
    pub uri: String,
    pub title: String,
    pub description: String,
    /// A small image as a data URI.
    pub image: String,
    /// The kind of the linked content; `None` if the sender did not specify it.
    pub content: Option<LinkContent>,
}

/// The kind of linked content.
#[api_type(tag = "type")]
pub enum LinkContent {
    Page,
    Image,
    Video {
        /// Seconds.
        #[api(primitive = "int")]
        duration: Option<i64>,
    },
}

/// A link to a chat, with the profile that is shown before connecting.
#[api_type(tag = "type", closed)]
pub enum MsgChatLink {
    /// The address of a contact.
    Contact {
        conn_link: String,
        profile: Profile,
        /// Whether it is a business address: connecting creates a group with the business.
        business: bool,
    },
    /// An invitation, for one use.
    Invitation { inv_link: String, profile: Profile },
    /// The link of a group or channel.
    Group {
        conn_link: String,
        group_profile: GroupProfile,
    },
}

/// The signature of the owner of a link, which proves that the sender owns the link.
#[api_type(since = "6.5")]
pub struct LinkOwnerSig {
    /// Base64url id of the signing owner; `None` for the root key of the link.
    pub owner_id: Option<String>,
    /// Binds the signature to one chat, so that it cannot be reused in others.
    pub chat_binding: String,
    /// The signature, base64url.
    pub owner_sig: String,
}

/// Why a member reports a message.
#[api_type]
pub enum ReportReason {
    Spam,
    /// Inappropriate content.
    Content,
    /// A violation of the community's rules.
    Community,
    /// An inappropriate profile.
    Profile,
    Other,
}
