use crate::client::{Client, Error};
use crate::commands::{ApiAddMember, ApiListMembers, ApiRemoveMembers};
use crate::types::{ContactId, GroupId, GroupMember, GroupMemberId, GroupMemberRole};

/// A group that the bot is in, to see to its members.
#[derive(Debug, Clone)]
pub struct Group {
    client: Client,
    id: GroupId,
}

impl Group {
    pub(super) fn new(client: Client, id: GroupId) -> Self {
        Self { client, id }
    }

    /// The id of the group.
    pub fn id(&self) -> GroupId {
        self.id
    }

    /// The other members, those too who have left.
    ///
    /// # Errors
    /// As [`Client::send`] does.
    pub async fn members(&self) -> Result<Vec<GroupMember>, Error> {
        let list = ApiListMembers::new(self.id);
        Ok(self.client.send(&list).await?.group.members)
    }

    /// Invites a contact of the bot's. The bot must be an admin of the group.
    ///
    /// # Errors
    /// As [`Client::send`] does.
    pub async fn invite(&self, contact: ContactId, role: GroupMemberRole) -> Result<(), Error> {
        let add = ApiAddMember::new(self.id, contact, role);
        self.client.send(&add).await.map(drop)
    }

    /// Removes a member. What they have written stays.
    ///
    /// # Errors
    /// As [`Client::send`] does.
    pub async fn remove(&self, member: GroupMemberId) -> Result<(), Error> {
        let remove = ApiRemoveMembers::new(self.id, [member]);
        self.client.send(&remove).await.map(drop)
    }
}
