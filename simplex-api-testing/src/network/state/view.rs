//! What a person looks at.

use simplex_api::types::GroupId;

use crate::network::endpoint::NodeId;

/// What a person looks at: everything with one client, or a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum View {
    Client(NodeId),
    Group(GroupId),
}
