//! Formatted text: the parsed markup of messages.

use crate::api_type;
use crate::types::SimplexNameInfo;

/// A part of a text with one format.
#[api_type]
pub struct FormattedText {
    /// `None` for plain text.
    pub format: Option<Format>,
    pub text: String,
}

/// The format of a part of a text, or its meaning.
#[api_type(tag = "type")]
pub enum Format {
    Bold,
    Italic,
    StrikeThrough,
    /// Code.
    Snippet,
    /// Hidden until the reader reveals it.
    Secret,
    #[api(since = "6.5")]
    Small,
    Colored {
        color: Color,
    },
    /// A web address.
    Uri,
    /// A web link with a text.
    HyperLink {
        /// The text that is shown instead of the address.
        show_text: Option<String>,
        link_uri: String,
    },
    /// A SimpleX link.
    SimplexLink {
        /// The text that is shown instead of the link.
        show_text: Option<String>,
        link_type: SimplexLinkType,
        simplex_uri: String,
        /// The hosts of the relays in the link.
        smp_hosts: Vec<String>,
    },
    /// The registered name of a contact or public group.
    #[api(since = "7.0")]
    SimplexName {
        name_info: SimplexNameInfo,
    },
    /// A command for a bot. In the text it starts with `/`.
    Command {
        command_str: String,
    },
    /// The mention of a group member.
    Mention {
        /// The key of the member in [`ChatItem::mentions`](crate::types::ChatItem::mentions).
        member_name: String,
    },
    /// An email address.
    Email,
    /// A phone number.
    Phone,
}

/// The color of a text.
#[api_type]
pub enum Color {
    Black,
    Red,
    Green,
    Yellow,
    Blue,
    Magenta,
    Cyan,
    White,
}

/// The target of a SimpleX link.
#[api_type]
pub enum SimplexLinkType {
    /// The address of a contact.
    Contact,
    /// An invitation, for one use.
    Invitation,
    Group,
    Channel,
    /// A chat relay, which forwards the messages of channels.
    Relay,
}
