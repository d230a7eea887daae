//! Events about the connections of the chat server to message relays and file servers.

use crate::api_type;
use crate::types;

/// A message relay or file server is connected.
#[api_type(event, since = "6.5")]
pub struct HostConnected {
    pub protocol: String,
    pub transport_host: String,
}

/// A message relay or file server is not connected any more; the chat server connects again by
/// itself.
#[api_type(event, since = "6.5")]
pub struct HostDisconnected {
    pub protocol: String,
    pub transport_host: String,
}

/// Connections get their messages from a relay, or do not any more.
#[api_type(event, since = "6.5")]
pub struct SubscriptionStatus {
    /// Address of the relay.
    pub server: String,
    pub subscription_status: types::SubscriptionStatus,
    /// The connections concerned, as the messaging agent names them.
    pub connections: Vec<String>,
}
