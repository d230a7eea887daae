//! Connections that are not a contact's or a group's yet.

use crate::types::{ConnStatus, CreatedConnLink, PendingContactConnection, Profile, UserId};

use super::ids::opaque;
use super::turn::Turn;

/// An invitation that nobody has used, or a link that the user has used and nobody has answered.
#[derive(Debug)]
pub(super) struct Pending {
    pub(super) user_id: UserId,
    pub(super) connection: PendingContactConnection,
    /// The link that the user has used.
    pub(super) via: Option<String>,
    /// The profile that the other side is to see, if it is not the user's.
    pub(super) custom: Option<Profile>,
}

impl Turn<'_> {
    /// A connection that begins with `invitation`, the user's own, or by the link `via`.
    pub(super) fn new_pending(
        &mut self,
        user_id: UserId,
        incognito: bool,
        invitation: Option<CreatedConnLink>,
        via: Option<&str>,
    ) -> i64 {
        let id = self.node.ids.connections.next();
        let status = match invitation {
            Some(_) => ConnStatus::new(),
            None => ConnStatus::joined(),
        };
        let custom = incognito.then(|| Profile::new(format!("incognito_{id}"), ""));
        let now = self.world.now();
        let mut connection =
            PendingContactConnection::new(id, opaque("conn", id), status, "", now.clone(), now);
        connection.conn_link_inv = invitation;
        connection.custom_user_profile_id = incognito.then(|| self.node.ids.profiles.next());
        let pending = Pending {
            user_id,
            connection,
            via: via.map(str::to_owned),
            custom,
        };
        self.node.pending.insert(id, pending);
        id
    }
}
