//! Groups of simulated people and the bot.

use simplex_api::commands::{
    ApiAddContact, ApiAddMember, ApiCreateGroupLink, ApiListContacts, ApiNewGroup,
};
use simplex_api::types::{CreatedConnLink, GroupMemberRole, GroupProfile};

use crate::person::{BOT, Person};
use crate::{BoxError, Demo};

impl Demo {
    /// Creates a person who joins a group through its link.
    ///
    /// # Errors
    /// If the person cannot join.
    pub async fn group_member(
        &self,
        name: &str,
        group: &str,
        link: &CreatedConnLink,
    ) -> Result<Person, BoxError> {
        let contact = self.server.contact(name);
        contact.connect(link).await?;
        Ok(self.person((*contact.group(group)?).clone()))
    }

    /// Creates a contact who connects through an invitation link instead of the address.
    ///
    /// # Errors
    /// If the person cannot connect.
    pub async fn invited_contact(&self, name: &str) -> Result<Person, BoxError> {
        let invitation = self.server.run(ApiAddContact::new(1))?;
        let contact = self.server.contact(name);
        contact.connect(&invitation.conn_link_invitation).await?;
        Ok(self.person(contact))
    }
}

impl Person {
    /// Creates a group and invites the bot as an admin. Returns this person as a member of the group, and its link.
    ///
    /// # Errors
    /// If the bot is not a contact of this person.
    pub async fn create_group(&self, name: &str) -> Result<(Self, CreatedConnLink), BoxError> {
        let owner = &self.contact;
        let contacts = owner.run(ApiListContacts::new(1))?.contacts;
        let mut contacts = contacts.iter();
        let bot = contacts
            .find(|contact| contact.profile.display_name == BOT)
            .ok_or("the bot is not a contact")?;
        let profile = GroupProfile::new(name, "");
        let group = owner.run(ApiNewGroup::new(1, profile))?.group_info.group_id;
        let link = owner.run(ApiCreateGroupLink::new(group, GroupMemberRole::Member))?;
        let role = GroupMemberRole::Admin;
        owner.run(ApiAddMember::new(group, bot.contact_id, role))?;
        let member = self.in_chat((*owner.group(name)?).clone());
        Ok((member, link.group_link.conn_link_contact))
    }

    /// Accepts the invitation to a group. Returns this person as a member of the group.
    ///
    /// # Errors
    /// If there is no invitation.
    pub async fn join(&self, group: &str) -> Result<Self, BoxError> {
        let member = self.contact.group(group)?;
        member.join().await?;
        Ok(self.in_chat((*member).clone()))
    }
}
