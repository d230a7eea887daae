//! Groups: one of the people makes it and invites the bot, others join by its link, or because the bot invites
//! them.

use simplex_api::commands::{
    ApiAddContact, ApiAddMember, ApiCreateGroupLink, ApiListContacts, ApiNewGroup,
};
use simplex_api::types::{CreatedConnLink, GroupMemberRole, GroupProfile};

use crate::person::{BOT, Person};
use crate::{BoxError, Stage};

impl Stage {
    /// Lets somebody join a group by its link.
    ///
    /// # Errors
    /// If they cannot.
    pub async fn member(
        &self,
        name: &str,
        group: &str,
        link: &CreatedConnLink,
    ) -> Result<Person, BoxError> {
        let contact = self.server.contact(name);
        contact.connect(link).await?;
        Ok(self.person((*contact.group(group)?).clone()))
    }

    /// Lets somebody become a contact by an invitation of the bot's user, and not by the address.
    ///
    /// # Errors
    /// If they cannot.
    pub async fn colleague(&self, name: &str) -> Result<Person, BoxError> {
        let invitation = self.server.run(ApiAddContact::new(1))?;
        let contact = self.server.contact(name);
        contact.connect(&invitation.conn_link_invitation).await?;
        Ok(self.person(contact))
    }
}

impl Person {
    /// Makes a group and invites the bot as an admin. Returns the person in the group, and its link.
    ///
    /// # Errors
    /// If the bot is no contact of theirs.
    pub async fn found(&self, name: &str) -> Result<(Self, CreatedConnLink), BoxError> {
        let owner = &self.contact;
        let contacts = owner.run(ApiListContacts::new(1))?.contacts;
        let mut contacts = contacts.iter();
        let bot = contacts
            .find(|contact| contact.profile.display_name == BOT)
            .ok_or("the bot is no contact")?;
        let profile = GroupProfile::new(name, "");
        let group = owner.run(ApiNewGroup::new(1, profile))?.group_info.group_id;
        let link = owner.run(ApiCreateGroupLink::new(group, GroupMemberRole::Member))?;
        let role = GroupMemberRole::Admin;
        owner.run(ApiAddMember::new(group, bot.contact_id, role))?;
        let member = self.looking((*owner.group(name)?).clone());
        Ok((member, link.group_link.conn_link_contact))
    }

    /// Takes the invitation to a group. Returns them in the group.
    ///
    /// # Errors
    /// If there is none.
    pub async fn join(&self, group: &str) -> Result<Self, BoxError> {
        let member = self.contact.group(group)?;
        member.join().await?;
        Ok(self.looking((*member).clone()))
    }
}
