use std::ops::Deref;

use simplex_api::types::{GroupId, GroupMemberRole, GroupMemberStatus};

use crate::contact::Contact;
use crate::error::Error;
use crate::network::Network;
use crate::network::people::act::PersonError;
use crate::network::state::view::View;

/// Somebody as a member of a group, played by the test.
///
/// It is the [`Contact`], looking at the group: what a contact does in the conversation with the
/// bot, such as [`say`](Contact::say), [`expect`](Contact::expect) or [`leave`](Contact::leave), a
/// member does in the group, and all others there see it.
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
    /// The contact as a member of a group: one they are in, or are invited to.
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

    /// Takes the invitation to the group.
    ///
    /// # Errors
    /// [`Error::Refused`] if there is none.
    pub async fn join(&self) -> Result<(), Error> {
        self.contact
            .act(|network, person| network.join(person, self.group))
            .await
            .map_err(|error| self.contact.error(error, ""))
    }

    /// Begins a direct conversation with the bot, outside the group: the contact in it. The group must
    /// allow it, and the bot's user [accept such
    /// conversations](simplex_api::commands::ApiSetUserAutoAcceptMemberContacts); otherwise the bot hears of it,
    /// and the contact is not connected.
    ///
    /// # Errors
    /// [`Error::AlreadyConnected`], or [`Error::Refused`] by the group.
    pub async fn connect_directly(&self) -> Result<Contact, Error> {
        let bot = self.contact.bot();
        self.contact
            .act(|network, person| network.start_member_contact(person, self.group, bot))
            .await
            .map_err(|error| self.contact.error(error, ""))?;
        Ok(self.contact.with_view(View::Client(bot)))
    }

    /// What the member may do in the group; `None` if the group is not known any more.
    pub fn role(&self) -> Option<GroupMemberRole> {
        let membership = |network: &mut Network, person| network.membership(person, self.group);
        Some(self.contact.read(membership)?.member_role)
    }

    /// How far the member has come into the group, or how the membership has ended; `None` if the
    /// group is not known any more.
    pub fn status(&self) -> Option<GroupMemberStatus> {
        let membership = |network: &mut Network, person| network.membership(person, self.group);
        Some(self.contact.read(membership)?.member_status)
    }

    /// The names of the others in the group.
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
