//! Events about the connections of the chat server to message relays and file servers.

use crate::api_type;
use crate::types;

/// A message relay or file server is connected.
#[api_type(event, since = "6.5")]
pub struct HostConnected {
    pub protocol: String,
    pub transport_host: String,
}

/// A message relay or file server was disconnected. The chat server reconnects automatically.
#[api_type(event, since = "6.5")]
pub struct HostDisconnected {
    pub protocol: String,
    pub transport_host: String,
}

/// The subscription of connections to a relay has started or ended.
#[api_type(event, since = "6.5")]
pub struct SubscriptionStatus {
    /// Address of the relay.
    pub server: String,
    pub subscription_status: types::SubscriptionStatus,
    /// The affected connections, by their id in the messaging agent.
    pub connections: Vec<String>,
}
