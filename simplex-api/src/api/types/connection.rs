//! Connections: their links, status, and owners.

use crate::api::checks;
use crate::api_type;
use crate::types::{Contact, ContactId, GroupInfo, GroupMember, UserContact, UtcTime};

/// A link for connecting, in its full and short form. In commands the short link follows the
/// full link after a space.
///
/// The server accepts a short link only after its full link. The short link of an address is `https://HOST/a#KEY` (`g` for
/// a group, `c` for a channel, `r` for a relay); its full link starts with `simplex:/contact`. The short link of an
/// invitation is `https://HOST/i#LINKID/KEY`; its full link starts with `simplex:/invitation`. The port of the host is in
/// the query (`?p=5223`), and `simplex:/a#KEY?h=HOST` is the same as `https://HOST/a#KEY`.
#[api_type(
    syntax = "<connFullLink>[ <connShortLink>]",
    check = checks::short_link_of_full_link
)]
pub struct CreatedConnLink {
    /// The link with all keys, `simplex:/…` or `https://…`.
    pub conn_full_link: String,
    /// A link of a few dozen characters; its data is on a server.
    pub conn_short_link: Option<String>,
}

/// A connection to a contact or member, or the connection that receives the requests of an address or group link.
#[api_type]
pub struct Connection {
    pub conn_id: i64,
    /// Base64url id in the messaging agent.
    pub agent_conn_id: String,
    /// The version of the chat protocol that both sides use.
    #[api(primitive = "int")]
    pub conn_chat_version: i64,
    pub peer_chat_v_range: VersionRange,
    /// The number of introductions before this connection; `0` for a direct connection.
    #[api(primitive = "int")]
    pub conn_level: i64,
    /// The contact who introduced the two sides.
    pub via_contact: Option<ContactId>,
    /// The user's address or group link that was used.
    pub via_user_contact_link: Option<i64>,
    /// Whether the connection was made with a group link.
    pub via_group_link: bool,
    pub group_link_id: Option<String>,
    /// Base64url id of the request; the requester chooses it.
    pub x_contact_id: Option<String>,
    /// The incognito profile of this connection; `None` for the user's main profile.
    pub custom_user_profile_id: Option<i64>,
    /// The kind of `entity_id`.
    pub conn_type: ConnType,
    pub conn_status: ConnStatus,
    pub contact_conn_initiated: bool,
    pub local_alias: String,
    /// The id of the contact, member or address; `None` if there is none yet.
    pub entity_id: Option<i64>,
    /// The security code, if the user has verified it.
    pub connection_code: Option<SecurityCode>,
    /// Whether post-quantum encryption can be used.
    pub pq_support: bool,
    /// Whether post-quantum encryption is offered to the other side.
    pub pq_encryption: bool,
    /// Whether sent messages have post-quantum encryption; `None` before the first message.
    pub pq_snd_enabled: Option<bool>,
    /// Whether received messages have post-quantum encryption; `None` before the first message.
    pub pq_rcv_enabled: Option<bool>,
    /// The number of messages that the relay rejected because of missing authorisation. After many of them the connection is
    /// disabled, because the other side has probably deleted it.
    #[api(primitive = "int")]
    pub auth_err_counter: i64,
    /// The number of messages that the relay rejected because the queue is full. After many of them the connection is marked
    /// as inactive.
    #[api(primitive = "int")]
    pub quota_err_counter: i64,
    pub created_at: UtcTime,
}

/// The status of a connection. Version 6.4 sends it as a string.
#[api_type(tag = "type")]
pub enum ConnStatus {
    /// The user created the link, and it is not used yet.
    New,
    /// Prepared by the joining side; nothing was sent yet.
    Prepared,
    /// The user has used the link; the other side has not accepted yet.
    Joined,
    /// The other side has used the user's link.
    Requested,
    /// The user has accepted the other side.
    Accepted,
    /// Messages can be sent; the final confirmation is pending.
    #[api(alias = "snd-ready")]
    SndReady,
    /// Messages can be sent and received.
    Ready,
    Deleted,
    /// The connection could not be established.
    #[api(since = "6.5")]
    Failed {
        conn_error: String,
    },
}

/// The kind of the owner of a connection.
#[api_type]
pub enum ConnType {
    Contact,
    /// A member of a group.
    Member,
    /// The user's address or a group link.
    #[api(name = "user_contact")]
    UserContact,
}

/// The two kinds of links. The keywords are lower case in the documentation and upper case in the Python package of the
/// API; both are accepted.
#[api_type]
pub enum ConnectionMode {
    /// An invitation, for one use.
    #[api(alias = "INV")]
    Inv,
    /// The address of a contact or group, for many uses.
    #[api(alias = "CON")]
    Con,
}

/// A direct connection that has no contact yet: an unused invitation, or a link of another side that has not answered
/// yet. Apps show it as a chat.
#[api_type]
pub struct PendingContactConnection {
    pub pcc_conn_id: i64,
    /// Base64url id in the messaging agent.
    pub pcc_agent_conn_id: String,
    pub pcc_conn_status: ConnStatus,
    /// Whether the connection is to a contact address.
    pub via_contact_uri: bool,
    /// The user's address or group link that was used.
    pub via_user_contact_link: Option<i64>,
    pub group_link_id: Option<String>,
    /// The incognito profile of this connection; `None` for the user's main profile.
    pub custom_user_profile_id: Option<i64>,
    /// The invitation to share, if the user created one.
    pub conn_link_inv: Option<CreatedConnLink>,
    /// The user's own name for the connection; may be empty.
    pub local_alias: String,
    pub created_at: UtcTime,
    pub updated_at: UtcTime,
}

/// A connection and its owner, in agent errors.
#[api_type(tag = "type")]
pub enum ConnectionEntity {
    /// A connection to a contact, possibly before the contact exists.
    RcvDirectMsgConnection {
        entity_connection: Box<Connection>,
        contact: Option<Contact>,
    },
    /// A connection to a member of a group.
    RcvGroupMsgConnection {
        entity_connection: Box<Connection>,
        group_info: Box<GroupInfo>,
        group_member: Box<GroupMember>,
    },
    /// The connection that receives the requests of an address or group link.
    UserContactConnection {
        entity_connection: Box<Connection>,
        user_contact: UserContact,
    },
}

/// The range of supported chat protocol versions, inclusive.
#[api_type]
pub struct VersionRange {
    #[api(primitive = "int")]
    pub min_version: i64,
    #[api(primitive = "int")]
    pub max_version: i64,
}

/// A code that the two sides of a connection compare to detect a man-in-the-middle attack.
#[api_type]
pub struct SecurityCode {
    pub security_code: String,
    /// When the user confirmed that the codes are equal.
    pub verified_at: UtcTime,
}

/// Whether the relay delivers the messages of a connection.
#[api_type(tag = "type", since = "6.5")]
pub enum SubscriptionStatus {
    /// Messages are delivered.
    Active,
    /// The subscription was requested, or is retried after an error.
    Pending,
    /// The subscription failed and is not retried.
    Removed { sub_error: String },
    /// There is no subscription.
    NoSub,
}
