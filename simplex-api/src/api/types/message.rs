//! Messages: their content, and what is composed to send and change them.

use std::collections::BTreeMap;

use crate::api::extras;
use crate::api_type;
use crate::types::{ChatItemId, CryptoFile, GroupMemberId, GroupProfile, Profile};

/// What a message says. All kinds have a text, which may be empty and is the caption of pictures,
/// videos and files.
///
/// The files themselves are sent beside the content, as [`ComposedMessage::file_source`].
#[api_type(tag = "type")]
pub enum MsgContent {
    Text {
        text: String,
    },
    /// A text with the preview of a link in it.
    Link {
        text: String,
        preview: Box<LinkPreview>,
    },
    /// A picture.
    Image {
        text: String,
        /// A small preview as a data URI, such as `data:image/jpg;base64,…`.
        image: String,
    },
    Video {
        text: String,
        /// A small preview picture as a data URI.
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
/// Encoded for the network, a message with its quote, mentions and preview must not exceed 15,602
/// bytes (13,380 compressed bytes in chats with post-quantum encryption); a longer one fails with
/// `largeMsg`.
#[api_type(extra = extras::file_path)]
pub struct ComposedMessage {
    /// A file to send along; it must stay readable until it is uploaded.
    pub file_source: Option<CryptoFile>,
    /// The item to reply to.
    pub quoted_item_id: Option<ChatItemId>,
    pub msg_content: MsgContent,
    /// Members to mention, by the name that stands after `@` in the text. Only for groups.
    #[api(optional)]
    pub mentions: BTreeMap<String, GroupMemberId>,
}

/// The new content of a message that was already sent.
#[api_type]
pub struct UpdatedMessage {
    pub msg_content: MsgContent,
    /// Members to mention, by the name that stands after `@` in the text. Only for groups.
    pub mentions: BTreeMap<String, GroupMemberId>,
}

/// What a page looks like, as the sender of the link saw it.
#[api_type]
pub struct LinkPreview {
    pub uri: String,
    pub title: String,
    pub description: String,
    /// A small picture as a data URI.
    pub image: String,
    /// What the link leads to; `None` when the sender did not say.
    pub content: Option<LinkContent>,
}

/// What a link leads to.
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

/// A link to a chat, with the profile to show before connecting.
#[api_type(tag = "type", closed)]
pub enum MsgChatLink {
    /// The address of a contact.
    Contact {
        conn_link: String,
        profile: Profile,
        /// It is a business address: connecting creates a group with the business.
        business: bool,
    },
    /// An invitation that one person can use once.
    Invitation { inv_link: String, profile: Profile },
    /// The link of a group or channel.
    Group {
        conn_link: String,
        group_profile: GroupProfile,
    },
}

/// The signature of a link's owner over the link, as proof that its sender controls it.
#[api_type(since = "6.5")]
pub struct LinkOwnerSig {
    /// The owner whose key signed, base64url; `None` for the root key of the link.
    pub owner_id: Option<String>,
    /// Ties the signature to one chat, so that it cannot be reused in others.
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
