//! Formatted text: how the server reads the markup of messages.

use crate::api_type;
use crate::types::SimplexNameInfo;

/// A run of text in one format; a list of them makes up a message.
#[api_type]
pub struct FormattedText {
    /// `None` for plain text.
    pub format: Option<Format>,
    pub text: String,
}

/// The format of a run of text, or what the run refers to.
#[api_type(tag = "type")]
pub enum Format {
    Bold,
    Italic,
    StrikeThrough,
    /// Code.
    Snippet,
    /// Hidden until the reader asks for it.
    Secret,
    #[api(since = "6.5")]
    Small,
    Colored {
        color: Color,
    },
    /// A web address that stands in the text as it is.
    Uri,
    /// A web link with a text of its own.
    HyperLink {
        /// The text to show instead of the address.
        show_text: Option<String>,
        link_uri: String,
    },
    /// A link to connect with somebody in SimpleX Chat.
    SimplexLink {
        /// The text to show instead of the link.
        show_text: Option<String>,
        link_type: SimplexLinkType,
        simplex_uri: String,
        /// Hosts of the messaging servers in the link.
        smp_hosts: Vec<String>,
    },
    /// A name registered for a contact or public group.
    #[api(since = "7.0")]
    SimplexName {
        name_info: SimplexNameInfo,
    },
    /// A command for a bot, which in the text begins with `/`.
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

/// The colours of text.
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

/// What a SimpleX link connects to.
#[api_type]
pub enum SimplexLinkType {
    /// The address of a contact.
    Contact,
    /// An invitation that one person can use once.
    Invitation,
    Group,
    Channel,
    /// A chat relay, which passes on the messages of channels.
    Relay,
}
