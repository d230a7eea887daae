//! Looks up what plain commands name.

use simplex_api::types::{GroupId, StoreError, UserId};

use crate::network::context::ClientContext;
use crate::network::result::{NetworkResult, store_error, unparsable};
use crate::server::plain::PlainCommand;

impl ClientContext<'_> {
    /// The command that a plain command of the active user stands for.
    pub(crate) fn resolve(&mut self, command: &PlainCommand) -> NetworkResult<String> {
        let user = self.node.active()?.id();
        let mut group = None;
        command.resolve(|kind, name| match kind {
            "user" => Ok(user.0),
            "contact" => self.contact_named(user, name),
            "request" => self.request_named(user, name),
            "member" => self.member_named(group, name),
            "group" => {
                let id = self.group_named(user, name)?;
                group = Some(id);
                Ok(id.0)
            }
            _ => Err(unparsable()),
        })
    }

    fn contact_named(&self, user: UserId, name: &str) -> NetworkResult<i64> {
        self.node
            .find_contact(user, |state| state.contact.local_display_name == name)
            .map(|contact| contact.contact_id.0)
            .ok_or_else(|| store_error(StoreError::contact_not_found_by_name(name)))
    }

    fn group_named(&self, user: UserId, name: &str) -> NetworkResult<GroupId> {
        self.node
            .groups_of(user)
            .find(|state| state.info.local_display_name == name)
            .map(|state| state.info.group_id)
            .ok_or_else(|| store_error(StoreError::group_not_found_by_name(name)))
    }

    fn request_named(&self, user: UserId, name: &str) -> NetworkResult<i64> {
        let account = self.node.accounts.get(&user);
        let mut requests = account.into_iter().flat_map(|known| known.requests.iter());
        requests
            .find(|(_, pending)| pending.request.local_display_name == name)
            .map(|(id, _)| id.0)
            .ok_or_else(|| store_error(StoreError::contact_request_not_found_by_name(name)))
    }

    /// The commands of the table name the group first.
    fn member_named(&mut self, group: Option<GroupId>, name: &str) -> NetworkResult<i64> {
        let group = group.ok_or_else(unparsable)?;
        let members = self.node.group_state(group)?.members.values();
        members
            .map(|state| &state.member)
            .find(|member| member.local_display_name == name)
            .map(|member| member.group_member_id.0)
            .ok_or_else(|| store_error(StoreError::group_member_name_not_found(group, name)))
    }
}
