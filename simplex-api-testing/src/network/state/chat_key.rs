//! The key of a chat.

use simplex_api::types::{ChatType, ContactId, GroupId};

use crate::network::endpoint::EndpointKind;
use crate::network::state::items::SupportScope;

/// A chat of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ChatKey {
    Contact(ContactId),
    /// A group, or the support chat of a member in it.
    Group(GroupId, Option<SupportScope>),
}

impl ChatKey {
    /// The support chat in the same group; a direct chat stays the same.
    pub(crate) fn in_scope(self, scope: Option<SupportScope>) -> Self {
        match self {
            Self::Contact(_) => self,
            Self::Group(id, _) => Self::Group(id, scope),
        }
    }

    pub(crate) fn endpoint_kind(self) -> EndpointKind {
        match self {
            Self::Contact(id) => EndpointKind::Contact(id),
            Self::Group(id, _) => EndpointKind::Group(id),
        }
    }

    pub(crate) fn kind(self) -> ChatType {
        match self {
            Self::Contact(_) => ChatType::Direct,
            Self::Group(..) => ChatType::Group,
        }
    }
}
