//! Contacts of a user.

use simplex_api::types::{Connection, ContactId, Profile, UserId};

use crate::network::context::ClientContext;
use crate::network::endpoint::NodeId;
use crate::network::result::NetworkResult;
use crate::network::state::contact::{ContactState, new_contact};
use crate::network::state::items::ChatItems;
use crate::network::state::profile;

/// The parameters of a new contact.
pub(crate) struct NewContact {
    pub(crate) user_id: UserId,
    pub(crate) peer_node: NodeId,
    pub(crate) via_link: Option<String>,
    /// The connection; a contact whose request is not accepted yet has none.
    pub(crate) connection: Option<Connection>,
    pub(crate) custom_profile: Option<(i64, Profile)>,
    pub(crate) profile: Profile,
}

impl ClientContext<'_> {
    /// Adds a contact.
    pub(crate) fn new_contact(&mut self, new: NewContact) -> NetworkResult<ContactId> {
        let user_id = new.user_id;
        let user = self.node.user(user_id)?;
        let name = self.node.unused_name(user_id, &new.profile.display_name);
        self.node.account(user_id)?.take_name(&name);
        let ids = &mut self.node.ids;
        let id = ContactId(ids.contacts.next());
        let local = profile::to_local(ids.profiles.next(), new.profile);
        let now = self.shared.now();
        let (custom_id, custom_profile) = new.custom_profile.unzip();
        let mut contact = new_contact(id, name, local, &user, custom_id.is_some(), now.clone());
        contact.active_conn = new.connection.map(|mut connection| {
            connection.entity_id = Some(id.0);
            connection.custom_user_profile_id = custom_id;
            connection
        });
        let contact = contact.contact_used(true).chat_ts(now);
        let contact_state = ContactState {
            user_id,
            contact,
            peer: None,
            peer_node: new.peer_node,
            via_link: new.via_link,
            custom_profile: custom_profile.map(Box::new),
            chat_items: ChatItems::default(),
        };
        self.node.contacts.insert(id, contact_state);
        Ok(id)
    }

    /// Removes a contact with its chat.
    pub(crate) fn drop_contact(&mut self, id: ContactId) {
        let Some(contact_state) = self.node.contacts.remove(&id) else {
            return;
        };
        self.node.drop_files(&contact_state.chat_items);
        if let Ok(account) = self.node.account(contact_state.user_id) {
            account.release_name(&contact_state.contact.local_display_name);
        }
        // The ids of contacts are used again.
        let accounts = self.node.accounts.values();
        let own = accounts.map(|account| account.user.user_contact_id);
        let contacts = self.node.contacts.iter().map(|(id, _)| id.0);
        self.node.ids.contacts.reset(own.chain(contacts));
    }
}
