//! Relays: members that pass the messages of a public group on to its subscribers.

use crate::api_type;
use crate::types::{ChatError, ChatRelayId, GroupMemberId};

/// A relay of a group, as its owner sees it.
#[api_type(since = "6.5")]
pub struct GroupRelay {
    pub group_relay_id: i64,
    /// The relay as a member of the group.
    pub group_member_id: GroupMemberId,
    pub user_chat_relay: UserChatRelay,
    pub relay_status: RelayStatus,
    /// Short link by which subscribers connect to the relay, once it has accepted.
    pub relay_link: Option<String>,
    /// What the relay can do. Absent in version 6.5.
    #[api(since = "7.0")]
    pub relay_cap: Option<RelayCapabilities>,
}

/// How far a relay has taken up a group.
#[api_type(since = "6.5")]
pub enum RelayStatus {
    /// Added by the owner and not yet invited.
    New,
    Invited,
    /// Has accepted the invitation.
    Accepted,
    /// Has confirmed the list of members with a special role.
    #[api(since = "7.0")]
    AcknowledgedRoster,
    /// Named in the group's link: subscribers can join through it.
    Active,
    /// No longer named in the group's link.
    Inactive,
    /// Has refused the group.
    #[api(since = "7.0")]
    Rejected,
}

/// What a relay shows about itself.
#[api_type(since = "6.5")]
pub struct RelayProfile {
    pub display_name: String,
    pub full_name: String,
    pub short_descr: Option<String>,
    /// Picture as a data URI.
    pub image: Option<String>,
}

/// What a relay offers beyond passing on messages.
#[api_type(since = "7.0")]
pub struct RelayCapabilities {
    /// Domain where the relay publishes groups on the web, `None` if it does not.
    pub web_domain: Option<String>,
}

/// A relay in the settings of the user, to choose from when a public group is made.
#[api_type(since = "6.5")]
pub struct UserChatRelay {
    pub chat_relay_id: ChatRelayId,
    /// Short link of the relay.
    pub address: String,
    pub relay_profile: RelayProfile,
    pub domains: Vec<String>,
    /// Whether the program came with this relay.
    pub preset: bool,
    /// Outcome of the last test, `None` without one.
    pub tested: Option<bool>,
    /// Whether new groups may use the relay.
    pub enabled: bool,
    pub deleted: bool,
}

/// What became of one relay that was added to a group.
#[api_type(since = "6.5")]
pub struct AddRelayResult {
    pub relay: UserChatRelay,
    /// `None` if the relay was added.
    pub relay_error: Option<ChatError>,
}
