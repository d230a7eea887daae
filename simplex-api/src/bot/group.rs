use std::sync::Arc;

use crate::bot::files::file_events::UpdateSubject;
use crate::bot::files::transfers::Transfers;
use crate::client::{Client, Error};
use crate::commands::{
    ApiAddMember, ApiBlockMembersForAll, ApiCreateGroupLink, ApiGetGroupLink, ApiLeaveGroup,
    ApiListMembers, ApiMembersRole, ApiRemoveMembers,
};
use crate::types::{
    ContactId, CreatedConnLink, GroupId, GroupMember, GroupMemberId, GroupMemberRole, StoreError,
};

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

    /// The other members, including members whose membership [has ended](crate::types::GroupMemberStatus::has_ended).
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn members(&self) -> Result<Vec<GroupMember>, Error> {
        let list = ApiListMembers::new(self.id);
        Ok(self.client.send(&list).await?.group.members)
    }

    /// Invites a contact of the bot. The bot must be an admin of the group.
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn invite(&self, contact: ContactId, role: GroupMemberRole) -> Result<(), Error> {
        let add = ApiAddMember::new(self.id, contact, role);
        self.client.send(&add).await.map(drop)
    }

    /// Changes the role of a member. The bot must be an admin, or an owner if the old or the new role is owner.
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn set_role(
        &self,
        member: GroupMemberId,
        role: GroupMemberRole,
    ) -> Result<(), Error> {
        let change = ApiMembersRole::new(self.id, [member], role);
        self.client.send(&change).await.map(drop)
    }

    /// Hides the messages of a member from the whole group. The bot must be at least a moderator.
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn block(&self, member: GroupMemberId) -> Result<(), Error> {
        self.set_blocked(member, true).await
    }

    /// Shows the messages of a [blocked](Self::block) member again.
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn unblock(&self, member: GroupMemberId) -> Result<(), Error> {
        self.set_blocked(member, false).await
    }

    /// Removes a member. Their messages stay. The bot must be an admin of the group.
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn remove(&self, member: GroupMemberId) -> Result<(), Error> {
        let remove = ApiRemoveMembers::new(self.id, [member]);
        self.client.send(&remove).await?;
        self.transfers.peer_gone(UpdateSubject::Member(member));
        Ok(())
    }

    /// The link for joining the group; `None` if the group has no link.
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn link(&self) -> Result<Option<CreatedConnLink>, Error> {
        match self.client.send(&ApiGetGroupLink::new(self.id)).await {
            Ok(found) => Ok(Some(found.group_link.conn_link_contact)),
            Err(error) if has_no_link(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Creates the link for joining the group, as an observer or a member. The bot must be an admin of the group. The
    /// server of the bot admits new members: the link works only while this server runs.
    ///
    /// # Errors
    /// As for [`Client::send`]; also if the group already has a [link](Self::link), or for any other role.
    pub async fn create_link(&self, role: GroupMemberRole) -> Result<CreatedConnLink, Error> {
        let create = ApiCreateGroupLink::new(self.id, role);
        Ok(self
            .client
            .send(&create)
            .await?
            .group_link
            .conn_link_contact)
    }

    /// Leaves the group. Its messages stay in the bot's database.
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn leave(&self) -> Result<(), Error> {
        let leave = ApiLeaveGroup::new(self.id);
        self.client.send(&leave).await?;
        self.transfers
            .peer_gone(UpdateSubject::Chat(self.id.into()));
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
