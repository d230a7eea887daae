//! The chat that a person acts in.

use simplex_api::types::GroupId;

use crate::network::endpoint::NodeId;

/// All chats of a person with one client, or a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum View {
    Client(NodeId),
    Group(GroupId),
}
