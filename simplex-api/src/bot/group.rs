use std::sync::Arc;

use crate::client::{Client, Error};
use crate::commands::{
    ApiAddMember, ApiBlockMembersForAll, ApiCreateGroupLink, ApiGetGroupLink, ApiLeaveGroup,
    ApiListMembers, ApiMembersRole, ApiRemoveMembers,
};
use crate::types::{
    ContactId, CreatedConnLink, GroupId, GroupMember, GroupMemberId, GroupMemberRole, StoreError,
};

use crate::bot::files::file_events::Subject;
use crate::bot::files::transfers::Transfers;

/// A group that the bot is in, to manage its members.
#[derive(Debug, Clone)]
pub struct Group {
    client: Client,
    transfers: Arc<Transfers>,
    id: GroupId,
}

impl Group {
    pub(super) fn new(client: Client, transfers: Arc<Transfers>, id: GroupId) -> Self {
        Self {
            client,
            transfers,
            id,
        }
    }

    /// The id of the group.
    pub fn id(&self) -> GroupId {
        self.id
    }

    /// The other members, those too whose membership [has ended](crate::types::GroupMemberStatus::has_ended).
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

    /// Gives a member another role. The bot must be an admin, or an owner where owners are concerned.
    ///
    /// # Errors
    /// As [`Client::send`] does.
    pub async fn set_role(
        &self,
        member: GroupMemberId,
        role: GroupMemberRole,
    ) -> Result<(), Error> {
        let change = ApiMembersRole::new(self.id, [member], role);
        self.client.send(&change).await.map(drop)
    }

    /// Hides what a member writes from the whole group. The bot must be a moderator, or more.
    ///
    /// # Errors
    /// As [`Client::send`] does.
    pub async fn block(&self, member: GroupMemberId) -> Result<(), Error> {
        self.set_blocked(member, true).await
    }

    /// Shows again what a member writes who was [blocked](Self::block).
    ///
    /// # Errors
    /// As [`Client::send`] does.
    pub async fn unblock(&self, member: GroupMemberId) -> Result<(), Error> {
        self.set_blocked(member, false).await
    }

    /// Removes a member. What they have written stays. The bot must be an admin of the group.
    ///
    /// # Errors
    /// As [`Client::send`] does.
    pub async fn remove(&self, member: GroupMemberId) -> Result<(), Error> {
        let remove = ApiRemoveMembers::new(self.id, [member]);
        self.client.send(&remove).await?;
        self.transfers.gone(Subject::Member(member));
        Ok(())
    }

    /// The link by which anybody can join; `None` if the group has none.
    ///
    /// # Errors
    /// As [`Client::send`] does.
    pub async fn link(&self) -> Result<Option<CreatedConnLink>, Error> {
        match self.client.send(&ApiGetGroupLink::new(self.id)).await {
            Ok(found) => Ok(Some(found.group_link.conn_link_contact)),
            Err(error) if has_no_link(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Creates the link by which anybody can join, as an observer or a member. The bot must be an admin of the
    /// group, and lets them in: the link works only while its server runs.
    ///
    /// # Errors
    /// As [`Client::send`] does, also if there is a [link](Self::link) already, or for another role.
    pub async fn create_link(&self, role: GroupMemberRole) -> Result<CreatedConnLink, Error> {
        let create = ApiCreateGroupLink::new(self.id, role);
        Ok(self
            .client
            .send(&create)
            .await?
            .group_link
            .conn_link_contact)
    }

    /// Leaves the group. What was written stays in the bot's database.
    ///
    /// # Errors
    /// As [`Client::send`] does.
    pub async fn leave(&self) -> Result<(), Error> {
        let leave = ApiLeaveGroup::new(self.id);
        self.client.send(&leave).await?;
        self.transfers.gone(Subject::Chat(self.id.into()));
        Ok(())
    }

    async fn set_blocked(&self, member: GroupMemberId, blocked: bool) -> Result<(), Error> {
        let block = ApiBlockMembersForAll::new(self.id, [member], blocked);
        self.client.send(&block).await.map(drop)
    }
}

fn has_no_link(error: &Error) -> bool {
    matches!(
        error.store_error(),
        Some(StoreError::GroupLinkNotFound { .. })
    )
}
