//! Runs each command with its handler.

pub(crate) mod address;
pub(crate) mod chat;
pub(crate) mod chats;
pub(crate) mod connect;
pub(crate) mod contact;
pub(crate) mod contact_request;
pub(crate) mod deletion;
pub(crate) mod file;
pub(crate) mod first_message;
pub(crate) mod group;
pub(crate) mod group_link;
pub(crate) mod invite;
pub(crate) mod member;
pub(crate) mod mention;
pub(crate) mod message;
pub(crate) mod pending;
pub(crate) mod plain;
pub(crate) mod reaction;
pub(crate) mod read;
pub(crate) mod relay;
pub(crate) mod review;
pub(crate) mod user;

use simplex_api::command::CommandSet;
use simplex_api::commands::{AnyCommand, ApiAddContact};
use simplex_api::responses::{ChatRunning, ChatStarted, ChatStopped};
use simplex_api::spec::{CommandSpec, NetworkUsage};
use simplex_api::types::ChatErrorType;

use crate::network::commands::read::Page;
use crate::network::context::ClientContext;
use crate::network::result::Answer;
use crate::network::result::answer;
use crate::network::result::{NetworkResult, chat_error, unparsable};
use crate::server::undocumented::Undocumented;

impl ClientContext<'_> {
    /// Runs a command of the client. While the chat is stopped, commands that need the network fail.
    pub(crate) fn run(&mut self, command: &AnyCommand) -> NetworkResult<Answer> {
        use AnyCommand as C;

        self.check_started(command.spec())?;
        match command {
            C::ApiCreateMyAddress(c) => self.create_address(c).map(answer),
            C::ApiDeleteMyAddress(c) => self.delete_address(c).map(answer),
            C::ApiShowMyAddress(c) => self.show_address(c).map(answer),
            C::ApiSetProfileAddress(c) => self.set_profile_address(c),
            C::ApiSetAddressSettings(c) => self.set_address_settings(c).map(answer),

            C::ApiSendMessages(c) => self.send_messages(c).map(answer),
            C::ApiUpdateChatItem(c) => self.update_item(c),
            C::ApiDeleteChatItem(c) => self.delete_items(c).map(answer),
            C::ApiDeleteMemberChatItem(c) => self.delete_as_moderator(c).map(answer),
            C::ApiChatItemReaction(c) => self.react_to_item(c).map(answer),

            C::ReceiveFile(c) => self.receive_file(c),
            C::CancelFile(c) => self.cancel_file(c),

            C::ApiAddMember(c) => self.add_member(c).map(answer),
            C::ApiJoinGroup(c) => self.join_group(c).map(answer),
            C::ApiAcceptMember(c) => self.accept_member(c).map(answer),
            C::ApiMembersRole(c) => self.set_roles(c).map(answer),
            C::ApiBlockMembersForAll(c) => self.block_members(c).map(answer),
            C::ApiRemoveMembers(c) => self.remove_members(c).map(answer),
            C::ApiLeaveGroup(c) => self.leave_group(c).map(answer),
            C::ApiListMembers(c) => self.list_members(c).map(answer),
            C::ApiNewGroup(c) => self.new_group(c).map(answer),
            C::ApiNewPublicGroup(c) => self.new_public_group(c),
            C::ApiGetGroupRelays(c) => self.get_relays(c).map(answer),
            C::ApiAddGroupRelays(c) => self.add_relays(c),
            C::ApiAllowRelayGroup(c) => self.allow_relaying(c).map(answer),
            C::ApiUpdateGroupProfile(c) => self.update_group(c).map(answer),

            C::ApiCreateGroupLink(c) => self.create_link(c).map(answer),
            C::ApiGroupLinkMemberRole(c) => self.set_link_role(c).map(answer),
            C::ApiDeleteGroupLink(c) => self.delete_link(c).map(answer),
            C::ApiGetGroupLink(c) => self.get_link(c).map(answer),

            C::ApiAddContact(c) => self.add_contact(c).map(answer),
            C::ApiConnectPlan(c) => self.plan(c).map(answer),
            C::ApiConnect(c) => self.connect_prepared(c),
            C::Connect(c) => self.connect(c),
            C::ApiAcceptContact(c) => self.accept_request(c).map(answer),
            C::ApiRejectContact(c) => self.reject_request(c).map(answer),

            C::ApiListContacts(c) => self.list_contacts(c).map(answer),
            C::ApiListGroups(c) => self.list_groups(c).map(answer),
            C::ApiGetChats(c) => self.get_chats(c).map(answer),
            C::ApiDeleteChat(c) => self.delete_chat(c),
            C::ApiSetGroupCustomData(c) => self.set_group_data(c).map(answer),
            C::ApiSetContactCustomData(c) => self.set_contact_data(c).map(answer),
            C::ApiSetUserAutoAcceptMemberContacts(c) => self.accept_member_contacts(c).map(answer),

            C::ShowActiveUser(_) => self.show_user().map(answer),
            C::CreateActiveUser(c) => self.create_user(c).map(answer),
            C::ListUsers(_) => Ok(answer(self.list_users())),
            C::ApiSetActiveUser(c) => self.set_active_user(c).map(answer),
            C::ApiDeleteUser(c) => self.delete_user(c).map(answer),
            C::ApiUpdateProfile(c) => self.update_profile(c),
            C::ApiSetContactPrefs(c) => self.set_contact_preferences(c).map(answer),

            C::StartChat(_) => Ok(self.start()),
            C::ApiStopChat(_) => Ok(self.stop()),
            // A command of a later version of the library.
            _ => Err(unparsable()),
        }
    }

    /// Runs an undocumented command.
    pub(crate) fn run_undocumented(&mut self, command: &Undocumented) -> NetworkResult<Answer> {
        use Undocumented as C;

        self.check_started(command.spec())?;
        match command {
            C::AddContact(c) => {
                let user = self.node.active()?.id();
                let add = ApiAddContact::new(user).incognito(c.incognito);
                self.add_contact(&add).map(answer)
            }
            C::AcceptIncognito(c) => self.accept_incognito(c.contact_req_id).map(answer),
            C::DeleteConnection(c) => self.delete_connection(c.conn_id).map(answer),
            C::GetLastItems(c) => self
                .get_chat(&c.chat_ref, &Page::Last, c.count, c.search.as_deref())
                .map(answer),
            C::GetItemsAfter(c) => {
                let page = Page::After(c.item_id);
                self.get_chat(&c.chat_ref, &page, c.count, c.search.as_deref())
                    .map(answer)
            }
            C::GetItemsBefore(c) => {
                let page = Page::Before(c.item_id);
                self.get_chat(&c.chat_ref, &page, c.count, c.search.as_deref())
                    .map(answer)
            }
            C::GetItemsAround(c) => {
                let page = Page::Around(c.item_id);
                self.get_chat(&c.chat_ref, &page, c.count, c.search.as_deref())
                    .map(answer)
            }
            C::GetInitialItems(c) => self
                .get_chat(&c.chat_ref, &Page::Initial, c.count, c.search.as_deref())
                .map(answer),
            C::ReadChat(c) => self.read_chat(&c.chat_ref).map(answer),
            C::ReadChatItems(c) => self.read_items(&c.chat_ref, &c.chat_item_ids).map(answer),
        }
    }

    /// # Errors
    /// If the chat is stopped and the command needs the network.
    fn check_started(&self, command: &CommandSpec) -> NetworkResult<()> {
        if self.node.stopped && command.network != Some(NetworkUsage::No) {
            Err(chat_error(ChatErrorType::chat_not_started()))
        } else {
            Ok(())
        }
    }

    /// Starts the chat and processes the signals received in the meantime.
    fn start(&mut self) -> Answer {
        if !std::mem::take(&mut self.node.stopped) {
            return answer(ChatRunning::new());
        }
        self.receive_pending();
        answer(ChatStarted::new())
    }

    fn stop(&mut self) -> Answer {
        self.node.stopped = true;
        answer(ChatStopped::new())
    }
}
