//! Connections that do not belong to a contact or a group yet.

use simplex_api::responses::ContactConnectionDeleted;
use simplex_api::types::{
    ConnStatus, ConnType, Connection, CreatedConnLink, PendingContactConnection, Profile,
    StoreError, UserId,
};

use crate::network::context::ClientContext;
use crate::network::result::{NetworkResult, store_error};
use crate::network::state::contact::connection;
use crate::network::state::ids::readable_id;
use crate::network::state::pending::Pending;

impl ClientContext<'_> {
    /// Adds a connection for the user's own `invitation`, or by the link `via_link`.
    pub(crate) fn new_pending(
        &mut self,
        user_id: UserId,
        incognito: bool,
        invitation: Option<CreatedConnLink>,
        via_link: Option<&str>,
    ) -> i64 {
        let id = self.node.ids.connections.next();
        let status = match invitation {
            Some(_) => ConnStatus::new(),
            None => ConnStatus::joined(),
        };
        let (custom_id, custom_profile) = incognito.then(|| self.incognito()).unzip();
        let now = self.shared.now();
        let mut connection = PendingContactConnection::new(
            id,
            readable_id("conn", id),
            status,
            "",
            now.clone(),
            now,
        );
        connection.conn_link_inv = invitation;
        connection.custom_user_profile_id = custom_id;
        let pending = Pending {
            user_id,
            connection,
            via_link: via_link.map(str::to_owned),
            custom_profile,
            first_message: None,
        };
        self.node.pending.insert(id, pending);
        id
    }

    /// A new connection of this status.
    pub(crate) fn new_connection(&mut self, kind: ConnType, status: ConnStatus) -> Connection {
        let id = self.node.ids.connections.next();
        connection(id, kind, status, self.shared.now())
    }

    /// A new incognito profile and its id.
    pub(crate) fn incognito(&mut self) -> (i64, Profile) {
        let id = self.node.ids.profiles.next();
        (id, Profile::new(format!("incognito_{id}"), ""))
    }

    /// Deletes a connection of the active user. If it is an invitation, its link becomes invalid.
    pub(crate) fn delete_connection(&mut self, id: i64) -> NetworkResult<ContactConnectionDeleted> {
        let user = self.node.active_user()?;
        let own = self
            .node
            .pending
            .get(&id)
            .filter(|pending| pending.user_id == user.user_id);
        let connection = own.map(|pending| pending.connection.clone());
        let connection =
            connection.ok_or_else(|| store_error(StoreError::pending_connection_not_found(id)))?;
        self.node.pending.remove(&id);
        if let Some(link) = &connection.conn_link_inv {
            self.shared.directory.unpublish(link);
        }
        Ok(ContactConnectionDeleted::new(user, connection))
    }
}
