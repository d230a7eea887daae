use std::ops::Deref;

use simplex_api::types::{GroupId, GroupMemberRole, GroupMemberStatus};

use crate::contact::Contact;
use crate::error::Error;
use crate::network::Network;
use crate::network::people::act::PersonError;
use crate::network::state::view::View;

/// A simulated person as a member of a group.
///
/// It is a [`Contact`] with the group as its chat: [`say`](Contact::say), [`expect`](Contact::expect),
/// [`leave`](Contact::leave) and the other methods act in the group, and all other members see it.
///
/// ```
/// use simplex_api::commands::{ApiCreateGroupLink, ApiNewGroup};
/// use simplex_api_testing::ChatServer;
/// use simplex_api::types::{GroupMemberRole, GroupProfile};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let server = ChatServer::start().await?;
/// let group = server.run(ApiNewGroup::new(1, GroupProfile::new("team", "")))?.group_info;
/// let link = server.run(ApiCreateGroupLink::new(group.group_id, GroupMemberRole::Member))?;
///
/// let (alice, ben) = (server.contact("alice"), server.contact("ben"));
/// alice.connect(&link.group_link.conn_link_contact).await?;
/// ben.connect(&link.group_link.conn_link_contact).await?;
/// alice.group("team")?.say("hello").await?;
/// ben.group("team")?.expect("hello").await;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct Member {
    contact: Contact,
    group: GroupId,
}

impl Contact {
    /// The contact as a member of a group that it is in or invited to.
    ///
    /// # Errors
    /// [`Error::UnknownGroup`].
    pub fn group(&self, name: &str) -> Result<Member, Error> {
        let group = self.read(|network, person| network.group_named(person, name));
        let group = group.ok_or_else(|| self.error(PersonError::UnknownGroup, name))?;
        let contact = self.with_view(View::Group(group));
        Ok(Member { contact, group })
    }
}

impl Member {
    /// The group's id in the member's own client.
    pub fn group_id(&self) -> GroupId {
        self.group
    }

    /// Accepts the invitation to the group.
    ///
    /// # Errors
    /// [`Error::Refused`] if the member is not invited.
    pub async fn join(&self) -> Result<(), Error> {
        self.contact
            .act(|network, person| network.join(person, self.group))
            .await
            .map_err(|error| self.contact.error(error, ""))
    }

    /// Starts a direct conversation with the bot outside the group, and returns the contact of that conversation. The
    /// group must allow it, and the bot's user must [accept such
    /// conversations](simplex_api::commands::ApiSetUserAutoAcceptMemberContacts); otherwise the bot receives an event
    /// and the contact is not connected.
    ///
    /// # Errors
    /// [`Error::AlreadyConnected`], or [`Error::Refused`] if the group does not allow it.
    pub async fn connect_directly(&self) -> Result<Contact, Error> {
        let bot = self.contact.bot();
        self.contact
            .act(|network, person| network.start_member_contact(person, self.group, bot))
            .await
            .map_err(|error| self.contact.error(error, ""))?;
        Ok(self.contact.with_view(View::Client(bot)))
    }

    /// The member's role in the group; `None` if the member's client no longer has the group.
    pub fn role(&self) -> Option<GroupMemberRole> {
        let membership = |network: &mut Network, person| network.membership(person, self.group);
        Some(self.contact.read(membership)?.member_role)
    }

    /// The status of the membership; `None` if the member's client no longer has the group.
    pub fn status(&self) -> Option<GroupMemberStatus> {
        let membership = |network: &mut Network, person| network.membership(person, self.group);
        Some(self.contact.read(membership)?.member_status)
    }

    /// The names of the other members of the group.
    pub fn others(&self) -> Vec<String> {
        self.contact
            .read(|network, person| network.member_names(person, self.group))
    }
}

impl Deref for Member {
    type Target = Contact;

    fn deref(&self) -> &Contact {
        &self.contact
    }
}
