//! Connections that are not a contact's or a group's yet.

use simplex_api::responses::ContactConnectionDeleted;
use simplex_api::types::{
    ConnStatus, CreatedConnLink, PendingContactConnection, Profile, StoreError, UserId,
};

use crate::network::commands::first_message::FirstMessage;
use crate::network::outcome::{Outcome, store};
use crate::network::state::ids::opaque;
use crate::network::turn::Turn;

/// An invitation that nobody has used, or a link that the user has used and nobody has answered.
#[derive(Debug)]
pub(crate) struct Pending {
    pub(crate) user_id: UserId,
    pub(crate) connection: PendingContactConnection,
    /// The link that the user has used.
    pub(crate) via: Option<String>,
    /// The profile that the other side is to see, if it is not the user's.
    pub(crate) custom: Option<Profile>,
    /// What the user has said with the request.
    pub(crate) first: Option<FirstMessage>,
}

impl Turn<'_> {
    /// A connection that begins with `invitation`, the user's own, or by the link `via`.
    pub(crate) fn new_pending(
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
        let (custom_id, custom) = incognito.then(|| self.incognito()).unzip();
        let now = self.world.now();
        let mut connection =
            PendingContactConnection::new(id, opaque("conn", id), status, "", now.clone(), now);
        connection.conn_link_inv = invitation;
        connection.custom_user_profile_id = custom_id;
        let pending = Pending {
            user_id,
            connection,
            via: via.map(str::to_owned),
            custom,
            first: None,
        };
        self.node.pending.insert(id, pending);
        id
    }

    /// A profile made up for others, with its id.
    pub(crate) fn incognito(&mut self) -> (i64, Profile) {
        let id = self.node.ids.profiles.next();
        (id, Profile::new(format!("incognito_{id}"), ""))
    }

    /// Deletes a connection of the active user; an invitation leads nowhere any more.
    pub(crate) fn delete_connection(&mut self, id: i64) -> Outcome<ContactConnectionDeleted> {
        let user = self.node.active_user()?;
        let own = self
            .node
            .pending
            .get(&id)
            .filter(|pending| pending.user_id == user.user_id);
        let connection = own.map(|pending| pending.connection.clone());
        let connection =
            connection.ok_or_else(|| store(StoreError::pending_connection_not_found(id)))?;
        self.node.pending.remove(&id);
        if let Some(link) = &connection.conn_link_inv {
            self.world.directory.withdraw(link);
        }
        Ok(ContactConnectionDeleted::new(user, connection))
    }
}
