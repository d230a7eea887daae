//! A user's conversation with a contact.

use simplex_api::types::{
    ChatSettings, ConnType, Contact, ContactId, ContactStatus, MsgFilter, Preferences, Profile,
    UserId,
};

use crate::network::context::ClientContext;
use crate::network::endpoint::NodeId;
use crate::network::result::NetworkResult;
use crate::network::state::contact::ContactState;
use crate::network::state::contact::connection;
use crate::network::state::items::ChatItems;
use crate::network::state::{preferences, profile};

/// How a contact comes to be.
pub(crate) struct NewContact {
    pub(crate) user_id: UserId,
    pub(crate) peer_node: NodeId,
    pub(crate) via_link: Option<String>,
    /// The id of the user's address, if the contact has come by it.
    pub(crate) link: Option<i64>,
    /// The connection that becomes the contact's, if there is one.
    pub(crate) connection: Option<i64>,
    pub(crate) custom_profile: Option<(i64, Profile)>,
    pub(crate) shown: Profile,
}

impl ClientContext<'_> {
    /// Makes a contact of somebody.
    pub(crate) fn new_contact(&mut self, beginning: NewContact) -> NetworkResult<ContactId> {
        let NewContact { user_id, shown, .. } = beginning;
        let user = self.node.user(user_id)?;
        let name = self.node.unused_name(user_id, &shown.display_name);
        self.node.account(user_id)?.take_name(&name);
        let ids = &mut self.node.ids;
        let id = ContactId(ids.contacts.next());
        let own = Preferences::new();
        let merged = preferences::merge(&own, &user.full_preferences, shown.preferences.as_ref());
        let stored = profile::to_local(ids.profiles.next(), shown);
        let number = beginning
            .connection
            .unwrap_or_else(|| ids.connections.next());
        let now = self.shared.now();
        let mut connection = connection(number, ConnType::Contact, now.clone());
        connection.via_user_contact_link = beginning.link;
        connection.entity_id = Some(id.0);
        let (custom_id, custom_profile) = beginning.custom_profile.unzip();
        connection.custom_user_profile_id = custom_id;
        let contact = Contact::new(
            id,
            name,
            stored,
            ContactStatus::Active,
            ChatSettings::new(MsgFilter::All),
            own,
            merged,
            now.clone(),
            now.clone(),
        );
        let contact = contact
            .active_conn(connection)
            .contact_used(true)
            .chat_ts(now);
        let contact_state = ContactState {
            user_id,
            contact,
            peer: None,
            peer_node: beginning.peer_node,
            via_link: beginning.via_link,
            custom_profile: custom_profile.map(Box::new),
            chat_items: ChatItems::default(),
        };
        self.node.contacts.insert(id, contact_state);
        Ok(id)
    }

    /// Forgets a contact with all that was said.
    pub(crate) fn drop_contact(&mut self, id: ContactId) {
        let Some(contact_state) = self.node.contacts.remove(&id) else {
            return;
        };
        self.node.drop_files(&contact_state.chat_items);
        if let Ok(account) = self.node.account(contact_state.user_id) {
            account.release_name(&contact_state.contact.local_display_name);
        }
    }
}
