//! A client of the network: what one `simplex-chat` process knows.

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;

use simplex_api::types::{
    AChatItem, ChatErrorType, ChatInfo, ChatItem, ChatItemId, ChatRef, ChatType, Contact,
    ContactId, FileId, GroupChatScope, GroupId, StoreError, User, UserChatRelay, UserId,
};

use crate::network::commands::contact::Conversation;
use crate::network::commands::file::Transfer;
use crate::network::commands::pending::Pending;
use crate::network::outcome::{Outcome, command, refused, store, unparsable};
use crate::network::state::account::Account;
use crate::network::state::boxed_map::Shelf;
use crate::network::state::group::Room;
use crate::network::state::ids::Ids;
use crate::network::state::items::{Entries, Scope};
use crate::network::state::memory_files::MemoryFiles;
use crate::network::state::profile;
use crate::network::world::{Letter, NodeId, Place};

/// With so many events that its bot has not taken, a client takes no more messages.
pub(crate) const BACKLOG: usize = 1024;

/// Users with what belongs to them.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) id: NodeId,
    pub(crate) ids: Ids,
    pub(crate) active: Option<UserId>,
    pub(crate) accounts: Shelf<UserId, Account>,
    pub(crate) pending: Shelf<i64, Pending>,
    pub(crate) contacts: Shelf<ContactId, Conversation>,
    pub(crate) rooms: Shelf<GroupId, Room>,
    pub(crate) files: Shelf<FileId, Transfer>,
    /// The relays in the settings.
    pub(crate) relays: Vec<UserChatRelay>,
    /// Files that are not on disk.
    pub(crate) memory: MemoryFiles,
    /// Where files are written that are received without a path.
    pub(crate) files_folder: Option<PathBuf>,
    /// In how many steps files go; at once if 0.
    pub(crate) file_steps: i64,
    /// Whether the chat is stopped.
    pub(crate) stopped: bool,
    /// What has come and is not taken yet, as the chat is stopped, or there is no room for more events.
    pub(crate) mail: VecDeque<Letter>,
    /// Whether anybody is to be told what happens.
    pub(crate) is_heard: bool,
    pub(crate) events: Vec<String>,
    /// How many events before these its bot has not taken.
    pub(crate) backlog: usize,
    /// How far the test has read, as a person.
    pub(crate) read: BTreeMap<crate::network::people::act::View, ChatItemId>,
}

/// A chat of the active user.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum ChatKey {
    Contact(ContactId),
    /// A group, or the support chat of a member in it.
    Group(GroupId, Option<Scope>),
}

impl Node {
    pub(crate) fn new(id: NodeId, is_heard: bool, limit: usize) -> Self {
        Self {
            id,
            ids: Ids::default(),
            active: None,
            accounts: Shelf::default(),
            pending: Shelf::default(),
            contacts: Shelf::default(),
            rooms: Shelf::default(),
            files: Shelf::default(),
            relays: Vec::new(),
            memory: MemoryFiles::new(limit),
            files_folder: None,
            file_steps: 0,
            stopped: false,
            mail: VecDeque::new(),
            is_heard,
            events: Vec::new(),
            backlog: 0,
            read: BTreeMap::new(),
        }
    }

    /// Whether it takes no mail now.
    pub(crate) fn is_busy(&self) -> bool {
        self.stopped || self.backlog + self.events.len() >= BACKLOG
    }

    pub(crate) fn active(&self) -> Outcome<&Account> {
        self.active
            .and_then(|id| self.accounts.get(&id))
            .ok_or_else(|| refused(ChatErrorType::no_active_user()))
    }

    pub(crate) fn active_user(&self) -> Outcome<User> {
        Ok(self.active()?.user.clone())
    }

    pub(crate) fn account(&mut self, id: UserId) -> Outcome<&mut Account> {
        self.accounts
            .get_mut(&id)
            .ok_or_else(|| store(StoreError::user_not_found(id)))
    }

    /// The account that a command names, which must be the active one.
    pub(crate) fn own_account(&mut self, id: UserId) -> Outcome<&mut Account> {
        let active = self.active()?.id();
        if active != id {
            return Err(refused(ChatErrorType::different_active_user(id, active)));
        }
        self.account(id)
    }

    pub(crate) fn user(&self, id: UserId) -> Outcome<User> {
        let account = self.accounts.get(&id);
        let account = account.ok_or_else(|| store(StoreError::user_not_found(id)))?;
        Ok(account.user.clone())
    }

    /// A conversation of any user.
    pub(crate) fn conversation(&mut self, id: ContactId) -> Outcome<&mut Conversation> {
        self.contacts
            .get_mut(&id)
            .ok_or_else(|| store(StoreError::contact_not_found(id)))
    }

    /// A group of any user.
    pub(crate) fn room(&mut self, id: GroupId) -> Outcome<&mut Room> {
        self.rooms
            .get_mut(&id)
            .ok_or_else(|| store(StoreError::group_not_found(id)))
    }

    /// The conversation with a contact of the active user, and that user.
    pub(crate) fn own_conversation(&mut self, id: ContactId) -> Outcome<(User, &mut Conversation)> {
        let user = self.active_user()?;
        self.contacts
            .get_mut(&id)
            .filter(|conversation| conversation.user_id == user.user_id)
            .map(|conversation| (user, conversation))
            .ok_or_else(|| store(StoreError::contact_not_found(id)))
    }

    /// A group of the active user, and that user.
    pub(crate) fn own_room(&mut self, id: GroupId) -> Outcome<(User, &mut Room)> {
        let user = self.active_user()?;
        self.rooms
            .get_mut(&id)
            .filter(|room| room.user_id == user.user_id)
            .map(|room| (user, room))
            .ok_or_else(|| store(StoreError::group_not_found(id)))
    }

    pub(crate) fn contacts_of(&self, user: UserId) -> impl Iterator<Item = &Conversation> {
        self.contacts
            .values()
            .filter(move |conversation| conversation.user_id == user)
    }

    pub(crate) fn rooms_of(&self, user: UserId) -> impl Iterator<Item = &Room> {
        self.rooms.values().filter(move |room| room.user_id == user)
    }

    /// The chat that a command names, and its user, who must be the active one.
    pub(crate) fn chat(&mut self, chat: &ChatRef) -> Outcome<(User, ChatKey)> {
        match (&chat.chat_type, &chat.chat_scope) {
            (ChatType::Direct, None) => {
                let id = ContactId(chat.chat_id);
                let (user, _) = self.own_conversation(id)?;
                Ok((user, ChatKey::Contact(id)))
            }
            (ChatType::Group, scope) => {
                let id = GroupId(chat.chat_id);
                let (user, room) = self.own_room(id)?;
                let scope = match scope {
                    None => None,
                    Some(GroupChatScope::MemberSupport {
                        group_member_id, ..
                    }) => Some(room.scope(*group_member_id)?),
                    Some(_) => return Err(unparsable()),
                };
                Ok((user, ChatKey::Group(id, scope)))
            }
            (ChatType::Local, None) => Err(command("not supported")),
            _ => Err(unparsable()),
        }
    }

    pub(crate) fn entries(&mut self, chat: ChatKey) -> Outcome<&mut Entries> {
        Ok(match chat {
            ChatKey::Contact(id) => &mut self.conversation(id)?.entries,
            ChatKey::Group(id, _) => &mut self.room(id)?.entries,
        })
    }

    pub(crate) fn chat_user(&mut self, chat: ChatKey) -> Outcome<User> {
        let id = match chat {
            ChatKey::Contact(id) => self.conversation(id)?.user_id,
            ChatKey::Group(id, _) => self.room(id)?.user_id,
        };
        self.user(id)
    }

    pub(crate) fn info(&mut self, chat: ChatKey) -> Outcome<ChatInfo> {
        match chat {
            ChatKey::Contact(id) => Ok(self.conversation(id)?.info()),
            ChatKey::Group(id, scope) => Ok(self.room(id)?.info_in(scope)),
        }
    }

    /// An item as commands and events show it.
    pub(crate) fn shown(&mut self, chat: ChatKey, id: ChatItemId) -> Outcome<AChatItem> {
        let scope = self.entries(chat)?.get(id)?.scope;
        let item = self.item(chat, id)?;
        self.show(chat.in_scope(scope), item)
    }

    /// An item as it is shown.
    pub(crate) fn item(&mut self, chat: ChatKey, id: ChatItemId) -> Outcome<ChatItem> {
        match chat {
            ChatKey::Contact(contact) => {
                Ok(self.conversation(contact)?.entries.get(id)?.item.clone())
            }
            ChatKey::Group(group, _) => {
                let room = self.room(group)?;
                Ok(room.whole(room.entries.get(id)?))
            }
        }
    }

    pub(crate) fn show(&mut self, chat: ChatKey, item: ChatItem) -> Outcome<AChatItem> {
        Ok(AChatItem::new(self.info(chat)?, item))
    }

    /// A name that none of the user's contacts and groups is shown under, and not the user.
    pub(crate) fn free_name(&self, user_id: UserId, name: &str) -> String {
        let own = self.accounts.get(&user_id);
        let is_taken = |name: &str| own.is_some_and(|account| account.names.contains_key(name));
        let name = if name.is_empty() { "user" } else { name };
        profile::unique_name(name, is_taken)
    }

    /// The contacts with whom a connection is open.
    pub(crate) fn known_contact(
        &self,
        user: UserId,
        is: impl Fn(&Conversation) -> bool,
    ) -> Option<Contact> {
        let mut contacts = self.contacts_of(user).filter(|c| is(c));
        contacts.next().map(|c| c.contact.clone())
    }
}

impl ChatKey {
    /// The same chat, or a support chat in it.
    pub(crate) fn in_scope(self, scope: Option<Scope>) -> Self {
        match self {
            Self::Contact(_) => self,
            Self::Group(id, _) => Self::Group(id, scope),
        }
    }

    pub(crate) fn place(self) -> Place {
        match self {
            Self::Contact(id) => Place::Contact(id),
            Self::Group(id, _) => Place::Group(id),
        }
    }

    pub(crate) fn kind(self) -> ChatType {
        match self {
            Self::Contact(_) => ChatType::Direct,
            Self::Group(..) => ChatType::Group,
        }
    }
}
