//! A client of the network: the state of a `simplex-chat` process.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;

use simplex_api::types::{
    AChatItem, ChatErrorType, ChatInfo, ChatItem, ChatItemId, ChatRef, ChatType, CiDirection,
    Contact, ContactId, FileId, GroupChatScope, GroupId, StoreError, User, UserChatRelay, UserId,
};

use crate::network::endpoint::NodeId;
use crate::network::result::{NetworkResult, chat_error, command_error, store_error, unparsable};
use crate::network::signal::Envelope;
use crate::network::state::account::Account;
use crate::network::state::boxed_map::BoxedMap;
use crate::network::state::chat_key::ChatKey;
use crate::network::state::contact::ContactState;
use crate::network::state::group::GroupState;
use crate::network::state::ids::Ids;
use crate::network::state::items::ChatItems;
use crate::network::state::memory_files::MemoryFiles;
use crate::network::state::pending::Pending;
use crate::network::state::profile;
use crate::network::state::transfer::Transfer;
use crate::network::version::NetworkVersion;

/// The number of unread events at which a client stops receiving signals.
pub(crate) const MAX_UNREAD_EVENTS: usize = 1024;

/// The users of a client, their chats and their settings.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) id: NodeId,
    pub(crate) ids: Ids,
    pub(crate) active: Option<UserId>,
    pub(crate) accounts: BoxedMap<UserId, Account>,
    pub(crate) pending: BoxedMap<i64, Pending>,
    pub(crate) contacts: BoxedMap<ContactId, ContactState>,
    pub(crate) groups: BoxedMap<GroupId, GroupState>,
    pub(crate) files: BoxedMap<FileId, Transfer>,
    /// The relays in the settings.
    pub(crate) relays: Vec<UserChatRelay>,
    /// Files that are not on disk.
    pub(crate) memory: MemoryFiles,
    /// The folder for files that are received without a path.
    pub(crate) files_folder: Option<PathBuf>,
    /// The number of steps of file transfers; 0 transfers files at once.
    pub(crate) file_steps: i64,
    /// Whether the chat is stopped.
    pub(crate) stopped: bool,
    /// Received signals that are not processed yet: the chat is stopped, or there are too many unread events.
    pub(crate) undelivered: VecDeque<Envelope>,
    /// The version of the server: what it reads and sends.
    pub(crate) version: NetworkVersion,
    /// Whether a bot receives the events.
    pub(crate) has_listener: bool,
    pub(crate) events: Vec<String>,
    /// The number of events that its bot has not read, without `events`.
    pub(crate) unread_events: usize,
    /// The last item that a test has read in each view of a person.
    pub(crate) read: BTreeMap<crate::network::state::view::View, ChatItemId>,
}

impl Node {
    pub(crate) fn new(id: NodeId, has_listener: bool, limit: usize) -> Self {
        Self {
            id,
            ids: Ids::default(),
            active: None,
            accounts: BoxedMap::default(),
            pending: BoxedMap::default(),
            contacts: BoxedMap::default(),
            groups: BoxedMap::default(),
            files: BoxedMap::default(),
            relays: Vec::new(),
            memory: MemoryFiles::new(limit),
            files_folder: None,
            file_steps: 0,
            stopped: false,
            undelivered: VecDeque::new(),
            version: NetworkVersion::LATEST,
            has_listener,
            events: Vec::new(),
            unread_events: 0,
            read: BTreeMap::new(),
        }
    }

    /// Whether it currently processes no signals.
    pub(crate) fn is_paused(&self) -> bool {
        self.stopped || self.unread_events + self.events.len() >= MAX_UNREAD_EVENTS
    }

    pub(crate) fn active(&self) -> NetworkResult<&Account> {
        self.active
            .and_then(|id| self.accounts.get(&id))
            .ok_or_else(|| chat_error(ChatErrorType::no_active_user()))
    }

    pub(crate) fn active_user(&self) -> NetworkResult<User> {
        Ok(self.active()?.user.clone())
    }

    pub(crate) fn account(&mut self, id: UserId) -> NetworkResult<&mut Account> {
        self.accounts
            .get_mut(&id)
            .ok_or_else(|| store_error(StoreError::user_not_found(id)))
    }

    /// The account that a command refers to, which must be the active one.
    pub(crate) fn own_account(&mut self, id: UserId) -> NetworkResult<&mut Account> {
        let active = self.active()?.id();
        if active != id {
            return Err(chat_error(ChatErrorType::different_active_user(id, active)));
        }
        self.account(id)
    }

    pub(crate) fn user(&self, id: UserId) -> NetworkResult<User> {
        let account = self.accounts.get(&id);
        let account = account.ok_or_else(|| store_error(StoreError::user_not_found(id)))?;
        Ok(account.user.clone())
    }

    /// A contact of any user.
    pub(crate) fn contact_state(&mut self, id: ContactId) -> NetworkResult<&mut ContactState> {
        self.contacts
            .get_mut(&id)
            .ok_or_else(|| store_error(StoreError::contact_not_found(id)))
    }

    /// A group of any user.
    pub(crate) fn group_state(&mut self, id: GroupId) -> NetworkResult<&mut GroupState> {
        self.groups
            .get_mut(&id)
            .ok_or_else(|| store_error(StoreError::group_not_found(id)))
    }

    /// A contact of the active user, and that user.
    pub(crate) fn own_contact(
        &mut self,
        id: ContactId,
    ) -> NetworkResult<(User, &mut ContactState)> {
        let user = self.active_user()?;
        self.contacts
            .get_mut(&id)
            .filter(|contact_state| contact_state.user_id == user.user_id)
            .map(|contact_state| (user, contact_state))
            .ok_or_else(|| store_error(StoreError::contact_not_found(id)))
    }

    /// A group of the active user, and that user.
    pub(crate) fn own_group(&mut self, id: GroupId) -> NetworkResult<(User, &mut GroupState)> {
        let user = self.active_user()?;
        self.groups
            .get_mut(&id)
            .filter(|group_state| group_state.user_id == user.user_id)
            .map(|group_state| (user, group_state))
            .ok_or_else(|| store_error(StoreError::group_not_found(id)))
    }

    pub(crate) fn contacts_of(&self, user: UserId) -> impl Iterator<Item = &ContactState> {
        self.contacts
            .values()
            .filter(move |contact_state| contact_state.user_id == user)
    }

    pub(crate) fn groups_of(&self, user: UserId) -> impl Iterator<Item = &GroupState> {
        self.groups
            .values()
            .filter(move |group_state| group_state.user_id == user)
    }

    /// The chat that a command refers to, and its user, who must be the active one.
    pub(crate) fn chat(&mut self, chat: &ChatRef) -> NetworkResult<(User, ChatKey)> {
        match (&chat.chat_type, &chat.chat_scope) {
            (ChatType::Direct, None) => {
                let id = ContactId(chat.chat_id);
                let (user, _) = self.own_contact(id)?;
                Ok((user, ChatKey::Contact(id)))
            }
            (ChatType::Group, scope) => {
                let id = GroupId(chat.chat_id);
                let (user, group_state) = self.own_group(id)?;
                let scope = match scope {
                    None => None,
                    Some(GroupChatScope::MemberSupport {
                        group_member_id, ..
                    }) => Some(group_state.scope(*group_member_id)?),
                    Some(_) => return Err(unparsable()),
                };
                Ok((user, ChatKey::Group(id, scope)))
            }
            (ChatType::Local, None) => Err(command_error("not supported")),
            _ => Err(unparsable()),
        }
    }

    pub(crate) fn chat_items(&mut self, chat: ChatKey) -> NetworkResult<&mut ChatItems> {
        Ok(match chat {
            ChatKey::Contact(id) => &mut self.contact_state(id)?.chat_items,
            ChatKey::Group(id, _) => &mut self.group_state(id)?.chat_items,
        })
    }

    pub(crate) fn chat_user(&mut self, chat: ChatKey) -> NetworkResult<User> {
        let id = match chat {
            ChatKey::Contact(id) => self.contact_state(id)?.user_id,
            ChatKey::Group(id, _) => self.group_state(id)?.user_id,
        };
        self.user(id)
    }

    pub(crate) fn chat_info(&mut self, chat: ChatKey) -> NetworkResult<ChatInfo> {
        match chat {
            ChatKey::Contact(id) => Ok(self.contact_state(id)?.chat_info()),
            ChatKey::Group(id, scope) => Ok(self.group_state(id)?.chat_info(scope)),
        }
    }

    /// An item with its chat, as commands and events show it.
    pub(crate) fn displayed_item(
        &mut self,
        chat: ChatKey,
        id: ChatItemId,
    ) -> NetworkResult<AChatItem> {
        let scope = self.chat_items(chat)?.get(id)?.scope;
        let item = self.full_item(chat, id)?;
        self.display(chat.in_scope(scope), item)
    }

    /// A new item with its chat, as its event shows it: with the connection of the author.
    pub(crate) fn displayed_new_item(
        &mut self,
        chat: ChatKey,
        id: ChatItemId,
    ) -> NetworkResult<AChatItem> {
        let mut displayed = self.displayed_item(chat, id)?;
        if let ChatKey::Group(group, _) = chat
            && let CiDirection::GroupRcv { group_member, .. } = &mut displayed.chat_item.chat_dir
        {
            let author = self
                .group_state(group)?
                .member(group_member.group_member_id)?;
            group_member.active_conn.clone_from(&author.active_conn);
        }
        Ok(displayed)
    }

    /// An item with its author.
    pub(crate) fn full_item(&mut self, chat: ChatKey, id: ChatItemId) -> NetworkResult<ChatItem> {
        match chat {
            ChatKey::Contact(contact) => {
                let chat_items = &self.contact_state(contact)?.chat_items;
                Ok(chat_items.shown(chat_items.get(id)?))
            }
            ChatKey::Group(group, _) => {
                let group_state = self.group_state(group)?;
                Ok(group_state.with_author(group_state.chat_items.get(id)?))
            }
        }
    }

    pub(crate) fn display(&mut self, chat: ChatKey, item: ChatItem) -> NetworkResult<AChatItem> {
        Ok(AChatItem::new(self.chat_info(chat)?, item))
    }

    /// Members who are this contact have its name and its profile.
    pub(crate) fn update_member_profiles(&mut self, contact: &Contact) {
        let groups = self.groups.values_mut();
        for member_state in groups.flat_map(|group_state| group_state.members.values_mut()) {
            let member = &mut member_state.member;
            if member.member_contact_id == Some(contact.contact_id) {
                member
                    .local_display_name
                    .clone_from(&contact.local_display_name);
                member.member_profile.clone_from(&contact.profile);
            }
        }
    }

    /// Releases a local name and takes another one, which is not used yet.
    pub(crate) fn change_name(
        &mut self,
        user_id: UserId,
        from: &str,
        to: &str,
    ) -> NetworkResult<String> {
        self.account(user_id)?.release_name(from);
        let name = self.unused_name(user_id, to);
        self.account(user_id)?.take_name(&name);
        Ok(name)
    }

    /// A local name that is not used by the user, a contact or a group.
    pub(crate) fn unused_name(&self, user_id: UserId, name: &str) -> String {
        let own = self.accounts.get(&user_id);
        let is_taken = |name: &str| own.is_some_and(|account| account.names.contains_key(name));
        let name = if name.is_empty() { "user" } else { name };
        profile::unique_name(name, is_taken)
    }

    /// The first contact of a user with a property.
    pub(crate) fn find_contact(
        &self,
        user: UserId,
        matches: impl Fn(&ContactState) -> bool,
    ) -> Option<Contact> {
        let mut contacts = self.contacts_of(user).filter(|c| matches(c));
        contacts.next().map(|c| c.contact.clone())
    }
}
