//! Connections: the links that open them, their state, and what they belong to.

use crate::api::checks;
use crate::api_type;
use crate::types::{Contact, ContactId, GroupInfo, GroupMember, UserContact, UtcTime};

/// A link to connect with, in its long and short spelling. In commands the short link follows the
/// full one after a space.
///
/// The server reads a short link only behind the full link that it is the short form of: an address
/// `https://HOST/a#KEY`, or a group (`g`), channel (`c`) or relay (`r`), for which the full link begins with
/// `simplex:/contact`; an invitation `https://HOST/i#LINKID/KEY` for `simplex:/invitation`. The port of the host
/// is in its query (`?p=5223`), and `simplex:/a#KEY?h=HOST` is the same as `https://HOST/a#KEY`.
#[api_type(
    syntax = "<connFullLink>[ <connShortLink>]",
    check = checks::pair_of_links
)]
pub struct CreatedConnLink {
    /// Link with all keys in it, `simplex:/…` or `https://…`.
    pub conn_full_link: String,
    /// Link of a few dozen characters, with its data kept on a server.
    pub conn_short_link: Option<String>,
}

/// A connection to a contact or member, or the one that receives requests for an address or group
/// link.
#[api_type]
pub struct Connection {
    pub conn_id: i64,
    /// Base64url id in the agent, the layer below the chat.
    pub agent_conn_id: String,
    /// Version of the chat protocol that both sides use.
    #[api(primitive = "int")]
    pub conn_chat_version: i64,
    pub peer_chat_v_range: VersionRange,
    /// Number of introductions that led here, `0` for a direct connection.
    #[api(primitive = "int")]
    pub conn_level: i64,
    /// The contact who introduced the two sides.
    pub via_contact: Option<ContactId>,
    /// The user's address or group link that the connection came through.
    pub via_user_contact_link: Option<i64>,
    /// Whether the two sides met through a group link.
    pub via_group_link: bool,
    pub group_link_id: Option<String>,
    /// Base64url id of the request, chosen by the requester.
    pub x_contact_id: Option<String>,
    /// The incognito profile used here, `None` for the user's main profile.
    pub custom_user_profile_id: Option<i64>,
    /// What `entity_id` is the id of.
    pub conn_type: ConnType,
    pub conn_status: ConnStatus,
    pub contact_conn_initiated: bool,
    pub local_alias: String,
    /// Id of the contact, member or address; `None` while there is none yet.
    pub entity_id: Option<i64>,
    /// The security code, once the user has verified it.
    pub connection_code: Option<SecurityCode>,
    /// Whether post-quantum encryption can be used.
    pub pq_support: bool,
    /// Whether post-quantum encryption is offered to the other side.
    pub pq_encryption: bool,
    /// Whether sent messages have post-quantum encryption, `None` before the first.
    pub pq_snd_enabled: Option<bool>,
    /// Whether received messages have it, `None` before the first.
    pub pq_rcv_enabled: Option<bool>,
    /// Refusals to send for lack of authorisation. Many of them disable the connection, as the
    /// other side has probably deleted it.
    #[api(primitive = "int")]
    pub auth_err_counter: i64,
    /// Refusals to send because the queue is full. Many of them mark the connection as inactive.
    #[api(primitive = "int")]
    pub quota_err_counter: i64,
    pub created_at: UtcTime,
}

/// How far a connection is established. Version 6.4 sends it as a plain string.
#[api_type(tag = "type")]
pub enum ConnStatus {
    /// The user created the link and nobody has used it.
    New,
    /// Prepared by the side that joins, nothing sent yet.
    Prepared,
    /// The user followed the link and waits for the other side.
    Joined,
    /// The other side followed the user's link.
    Requested,
    /// The user accepted the other side.
    Accepted,
    /// Messages can be sent, the final confirmation is outstanding.
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

/// What a connection belongs to.
#[api_type]
pub enum ConnType {
    Contact,
    /// A member of a group.
    Member,
    /// The user's address or a group link.
    #[api(name = "user_contact")]
    UserContact,
}

/// The two kinds of link. The documentation has the words in lower case, the Python package of the API in upper case:
/// both are read.
#[api_type]
pub enum ConnectionMode {
    /// An invitation, to be used once.
    #[api(alias = "INV")]
    Inv,
    /// An address, of a contact or group, to be used by many.
    #[api(alias = "CON")]
    Con,
}

/// A direct connection without a contact so far: an invitation that nobody has used, or a link
/// followed and not answered. It is shown as a chat of its own.
#[api_type]
pub struct PendingContactConnection {
    pub pcc_conn_id: i64,
    /// Base64url id in the agent, the layer below the chat.
    pub pcc_agent_conn_id: String,
    pub pcc_conn_status: ConnStatus,
    /// Whether the connection is to a contact address.
    pub via_contact_uri: bool,
    /// The user's address or group link that the connection came through.
    pub via_user_contact_link: Option<i64>,
    pub group_link_id: Option<String>,
    /// The incognito profile used here, `None` for the user's main profile.
    pub custom_user_profile_id: Option<i64>,
    /// The invitation to hand out, if the user created one.
    pub conn_link_inv: Option<CreatedConnLink>,
    /// The name that the user gave the connection, empty if none.
    pub local_alias: String,
    pub created_at: UtcTime,
    pub updated_at: UtcTime,
}

/// A connection with what it belongs to, as named in agent errors.
#[api_type(tag = "type")]
pub enum ConnectionEntity {
    /// A connection to a contact, or to somebody who is not one yet.
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
    /// The connection that receives requests for an address or group link.
    UserContactConnection {
        entity_connection: Box<Connection>,
        user_contact: UserContact,
    },
}

/// Versions of the chat protocol that a client supports, both ends included.
#[api_type]
pub struct VersionRange {
    #[api(primitive = "int")]
    pub min_version: i64,
    #[api(primitive = "int")]
    pub max_version: i64,
}

/// A code that the two sides of a connection compare to exclude a man in the middle.
#[api_type]
pub struct SecurityCode {
    pub security_code: String,
    /// When the user confirmed that the codes agree.
    pub verified_at: UtcTime,
}

/// Whether the messaging server delivers what arrives for a connection.
#[api_type(tag = "type", since = "6.5")]
pub enum SubscriptionStatus {
    /// Messages are delivered.
    Active,
    /// The subscription is requested, or retried after a failure.
    Pending,
    /// The subscription ended with an error and is not retried.
    Removed { sub_error: String },
    /// There is no subscription.
    NoSub,
}
