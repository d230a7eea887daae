//! Commands, each to its handler.

use crate::command::CommandSet;
use crate::commands::AnyCommand;
use crate::json::Tagged;

use super::Network;
use super::failure::{Outcome, no_group};

/// What a command is answered with: a `resp` object.
pub(super) type Answer = String;

pub(super) fn answer(response: impl Tagged) -> Answer {
    response.encode()
}

impl Network {
    /// Runs a command of the server.
    pub(in super::super) fn run(&mut self, command: &AnyCommand) -> Outcome<Answer> {
        use AnyCommand as C;

        self.clock.tick();
        match command {
            C::ApiCreateMyAddress(c) => self.create_address(c).map(answer),
            C::ApiDeleteMyAddress(c) => self.delete_address(c).map(answer),
            C::ApiShowMyAddress(c) => self.show_address(c).map(answer),
            C::ApiSetProfileAddress(c) => self.set_profile_address(c),
            C::ApiSetAddressSettings(c) => self.set_address_settings(c).map(answer),
            C::ApiSendMessages(c) => self.send_messages(c).map(answer),
            C::ApiUpdateChatItem(c) => self.update_item(c),
            C::ApiDeleteChatItem(c) => self.delete_items(c).map(answer),
            C::ApiDeleteMemberChatItem(c) => Err(no_group(c.group_id)),
            C::ApiChatItemReaction(c) => self.react_to_item(c).map(answer),
            C::ApiListContacts(c) => self.list_contacts(c).map(answer),
            C::ApiListGroups(c) => self.list_groups(c).map(answer),
            C::ApiDeleteChat(c) => self.delete_chat(c).map(answer),
            C::ShowActiveUser(_) => self.show_user().map(answer),
            C::CreateActiveUser(c) => self.create_user(c).map(answer),
            C::ListUsers(_) => Ok(answer(self.list_users())),
            C::ApiSetActiveUser(c) => self.set_active_user(c).map(answer),
            C::ApiDeleteUser(c) => self.delete_user(c).map(answer),
            C::ApiUpdateProfile(c) => self.update_profile(c),
            C::ApiSetContactPrefs(c) => self.set_contact_preferences(c).map(answer),
            other => Err(super::failure::command(&format!(
                "the embedded server does not act {}",
                other.spec().name
            ))),
        }
    }
}
