//! The ends of connections.

use simplex_api::types::{ContactId, GroupId};

/// Numbers the clients of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NodeId(pub(crate) usize);

/// One end of a connection: something that a client keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Endpoint {
    pub(crate) node: NodeId,
    pub(crate) kind: EndpointKind,
}

/// What a client keeps an end of a connection for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum EndpointKind {
    Contact(ContactId),
    Group(GroupId),
    /// A link for anybody: of a user's address or of a group.
    Link(i64),
    /// A connection that is not a contact's or a group's yet.
    Pending(i64),
}
