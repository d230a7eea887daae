//! Relays: members that forward the messages of a public group to its subscribers.

use crate::api_type;
use crate::types::{ChatError, ChatRelayId, GroupMemberId};

/// A relay of a group, for its owner.
#[api_type(since = "6.5")]
pub struct GroupRelay {
    pub group_relay_id: i64,
    /// The relay as a member of the group.
    pub group_member_id: GroupMemberId,
    pub user_chat_relay: UserChatRelay,
    pub relay_status: RelayStatus,
    /// The short link for subscribers; present after the relay has accepted.
    pub relay_link: Option<String>,
    /// The capabilities of the relay. Absent in version 6.5.
    #[api(since = "7.0")]
    pub relay_cap: Option<RelayCapabilities>,
}

/// The status of a relay in a group.
#[api_type(since = "6.5")]
pub enum RelayStatus {
    /// Added by the owner, but not invited yet.
    New,
    Invited,
    /// Accepted the invitation.
    Accepted,
    /// Confirmed the list of members with special roles.
    #[api(since = "7.0")]
    AcknowledgedRoster,
    /// Included in the group's link: subscribers can join through the relay.
    Active,
    /// Not included in the group's link any more.
    Inactive,
    /// Rejected the group.
    #[api(since = "7.0")]
    Rejected,
}

/// The public profile of a relay.
#[api_type(since = "6.5")]
pub struct RelayProfile {
    pub display_name: String,
    pub full_name: String,
    pub short_descr: Option<String>,
    /// An image as a data URI.
    pub image: Option<String>,
}

/// Additional capabilities of a relay.
#[api_type(since = "7.0")]
pub struct RelayCapabilities {
    /// The domain where the relay publishes groups on the web; `None` if it does not.
    pub web_domain: Option<String>,
}

/// A relay in the settings of the user, for new public groups.
#[api_type(since = "6.5")]
pub struct UserChatRelay {
    pub chat_relay_id: ChatRelayId,
    /// The short link of the relay.
    pub address: String,
    pub relay_profile: RelayProfile,
    pub domains: Vec<String>,
    /// Whether it is a default relay of the program.
    pub preset: bool,
    /// The result of the last test; `None` if it was not tested.
    pub tested: Option<bool>,
    /// Whether new groups may use the relay.
    pub enabled: bool,
    pub deleted: bool,
}

/// The result of adding a relay to a group.
#[api_type(since = "6.5")]
pub struct AddRelayResult {
    pub relay: UserChatRelay,
    /// `None` if the relay was added.
    pub relay_error: Option<ChatError>,
}
