//! The endpoints of connections.

use simplex_api::types::{ContactId, GroupId};

/// The number of a client in the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NodeId(pub(crate) usize);

/// An endpoint of a connection: an object of a client that sends and receives signals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Endpoint {
    pub(crate) node: NodeId,
    pub(crate) kind: EndpointKind,
}

/// The object of a client that an endpoint belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum EndpointKind {
    Contact(ContactId),
    Group(GroupId),
    /// A link that anyone can use: of a user's address or of a group.
    Link(i64),
    /// A connection that does not belong to a contact or a group yet.
    Pending(i64),
}
