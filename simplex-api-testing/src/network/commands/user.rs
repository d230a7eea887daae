//! Commands for the users of a client.

use simplex_api::commands::{
    ApiDeleteUser, ApiSetActiveUser, ApiSetContactPrefs, ApiSetUserAutoAcceptMemberContacts,
    ApiUpdateProfile, CreateActiveUser,
};
use simplex_api::events::NewChatItems;
use simplex_api::responses::{
    ActiveUser, CmdOk, ContactPrefsUpdated, UserProfileNoChange, UserProfileUpdated, UsersList,
};
use simplex_api::types::{
    ChatErrorType, CiDirection, Contact, GroupId, NewUser, Profile, StoreError, User, UserId,
    UserInfo, UserProfileUpdateSummary, UserPwdHash,
};

use crate::network::context::ClientContext;
use crate::network::result::{Answer, answer};
use crate::network::result::{NetworkResult, chat_error, store_error};
use crate::network::signal::{GroupEvent, Signal};
use crate::network::state::account::Account;
use crate::network::state::chat_key::ChatKey;
use crate::network::state::group::GroupState;
use crate::network::state::{features, profile};

impl ClientContext<'_> {
    pub(crate) fn show_user(&self) -> NetworkResult<ActiveUser> {
        Ok(ActiveUser::new(self.node.active_user()?))
    }

    /// Hidden users are not listed, unless they are active.
    pub(crate) fn list_users(&self) -> UsersList {
        let info = |account: &Account| {
            let contacts = self.node.contacts_of(account.id()).map(|c| &c.chat_items);
            let groups = self
                .node
                .groups_of(account.id())
                .map(|group_state| &group_state.chat_items);
            let unread = contacts
                .chain(groups)
                .flat_map(crate::network::state::items::ChatItems::unread);
            let unread = i64::try_from(unread.count()).unwrap_or(i64::MAX);
            UserInfo::new(account.user.clone(), unread)
        };
        let accounts = self.node.accounts.values();
        let displayed = accounts.filter(|a| a.password.is_none() || a.user.active_user);
        UsersList::new().users(displayed.map(info).collect::<Vec<_>>())
    }

    pub(crate) fn create_user(&mut self, command: &CreateActiveUser) -> NetworkResult<ActiveUser> {
        let NewUser { profile, .. } = &command.new_user;
        let profile = profile.clone().unwrap_or_else(|| self.default_profile());
        check_name(&profile.display_name)?;
        if self.is_user_name(&profile.display_name, None) {
            let taken = profile.display_name;
            return Err(chat_error(ChatErrorType::user_exists(taken)));
        }
        let id = self.add_user(profile)?.user_id;
        let user = &mut self.node.account(id)?.user;
        user.user_chat_relay = command.new_user.user_chat_relay;
        user.client_service = command.new_user.client_service;
        Ok(ActiveUser::new(user.clone()))
    }

    pub(crate) fn set_active_user(
        &mut self,
        command: &ApiSetActiveUser,
    ) -> NetworkResult<ActiveUser> {
        if self.node.stopped {
            return Err(chat_error(ChatErrorType::chat_not_started()));
        }
        self.check_password(command.user_id, command.view_pwd.as_deref())?;
        Ok(ActiveUser::new(self.activate(command.user_id)?))
    }

    /// The active user can be deleted only if it is the last one.
    pub(crate) fn delete_user(&mut self, command: &ApiDeleteUser) -> NetworkResult<CmdOk> {
        let user = self.node.user(command.user_id)?;
        let id = user.user_id;
        if user.active_user && self.node.accounts.len() > 1 {
            return Err(chat_error(ChatErrorType::cant_delete_active_user(id)));
        }
        self.check_password(id, command.view_pwd.as_deref())?;
        if let Some(address) = self.node.account(id)?.address.take() {
            self.shared.directory.unpublish(&address.conn_link_contact);
        }
        let contacts = self.node.contacts_of(id).map(|c| c.contact.contact_id);
        for contact in contacts.collect::<Vec<_>>() {
            self.drop_contact(contact);
        }
        let groups = self.node.groups_of(id).map(GroupState::id);
        for group_state in groups.collect::<Vec<_>>() {
            self.drop_group(group_state);
        }
        self.node.pending.retain(|_, p| p.user_id != id);
        self.node.accounts.remove(&id);
        self.node.active = self.node.active.filter(|active| *active != id);
        Ok(CmdOk::new().user(user))
    }

    /// Hides a user with a password. No documented command does that.
    pub(crate) fn hide_user(&mut self, id: UserId, password: &str) -> NetworkResult<()> {
        let account = self.node.account(id)?;
        account.password = Some(password.to_owned());
        account.user.view_pwd_hash = Some(UserPwdHash::new("hash", "salt"));
        account.user.show_ntfs = false;
        Ok(())
    }

    /// # Errors
    /// If a user is hidden and the password is wrong: the error is that of an unknown user.
    fn check_password(&mut self, id: UserId, given: Option<&str>) -> NetworkResult<()> {
        let account = self.node.account(id)?;
        let opens = account.password.is_none() || account.password.as_deref() == given;
        if opens || account.user.active_user {
            Ok(())
        } else {
            Err(chat_error(ChatErrorType::user_unknown()))
        }
    }

    pub(crate) fn accept_member_contacts(
        &mut self,
        command: &ApiSetUserAutoAcceptMemberContacts,
    ) -> NetworkResult<CmdOk> {
        let account = self.node.own_account(command.user_id)?;
        account.user.auto_accept_member_contacts = command.on_off;
        Ok(CmdOk::new().user(account.user.clone()))
    }

    pub(crate) fn update_profile(&mut self, command: &ApiUpdateProfile) -> NetworkResult<Answer> {
        let id = self.node.own_account(command.user_id)?.id();
        self.change_profile(id, command.profile.clone())
    }

    /// Changes the profile of a user and notifies contacts and groups.
    pub(crate) fn change_profile(&mut self, id: UserId, mut to: Profile) -> NetworkResult<Answer> {
        to.badge = None;
        let account = self.node.account(id)?;
        let from = account.profile();
        if from == to {
            return Ok(answer(UserProfileNoChange::new(account.user.clone())));
        }
        if from.display_name != to.display_name {
            check_name(&to.display_name)?;
            let is_local = self.node.account(id)?.names.contains_key(&to.display_name);
            if is_local || self.is_user_name(&to.display_name, Some(id)) {
                return Err(store_error(StoreError::duplicate_name()));
            }
        }
        let now = self.shared.now();
        self.node.account(id)?.set_profile(to.clone(), now);
        self.publish_address(id)?;
        let user = self.node.user(id)?;
        let (notified, changed) = self.send_profile_to_contacts(&user)?;
        self.set_profile_in_groups(&user);
        let summary = UserProfileUpdateSummary::new(notified, 0).changed_contacts(changed);
        Ok(answer(UserProfileUpdated::new(user, from, to, summary)))
    }

    pub(crate) fn set_contact_preferences(
        &mut self,
        command: &ApiSetContactPrefs,
    ) -> NetworkResult<ContactPrefsUpdated> {
        let (user, contact_state) = self.node.own_contact(command.contact_id)?;
        let from = contact_state.contact.clone();
        contact_state.contact.user_preferences = command.preferences.clone();
        contact_state.merge_preferences(&user);
        let to = contact_state.contact.clone();
        if from.user_preferences != to.user_preferences {
            let chat = ChatKey::Contact(command.contact_id);
            let signal = contact_state.profile_signal(&user);
            self.send_signal(chat, &signal)?;
            let changes = features::sent_changes(&from.merged_preferences, &to.merged_preferences);
            self.add_event_items(chat, &CiDirection::direct_snd(), changes)?;
        }
        Ok(ContactPrefsUpdated::new(user, from, to))
    }

    /// Adds a user and makes it the active one.
    pub(crate) fn add_user(&mut self, profile: Profile) -> NetworkResult<User> {
        let account = Account::new(&mut self.node.ids, profile);
        let id = account.id();
        self.node.accounts.insert(id, account);
        self.activate(id)
    }

    fn activate(&mut self, id: UserId) -> NetworkResult<User> {
        let accounts = self.node.accounts.values();
        let orders = accounts.map(|account| account.user.active_order);
        let order = orders.max().unwrap_or_default() + 1;
        for account in self.node.accounts.values_mut() {
            account.user.active_user = account.id() == id;
        }
        let account = self.node.account(id)?;
        account.user.active_order = order;
        let user = account.user.clone();
        self.node.active = Some(id);
        Ok(user)
    }

    /// Notifies all contacts. Returns the number of notified contacts, and the contacts whose allowed features have
    /// changed.
    fn send_profile_to_contacts(&mut self, user: &User) -> NetworkResult<(i64, Vec<Contact>)> {
        let (mut signals, mut changed): (Vec<(ChatKey, Signal)>, _) = (Vec::new(), Vec::new());
        let mut items = Vec::new();
        for contact_state in self.node.contacts.values_mut() {
            if contact_state.user_id != user.user_id {
                continue;
            }
            let chat = ChatKey::Contact(contact_state.contact.contact_id);
            let from = contact_state.contact.merged_preferences.clone();
            if contact_state.merge_preferences(user) {
                let to = &contact_state.contact.merged_preferences;
                items.push((chat, features::sent_changes(&from, to)));
                changed.push(contact_state.contact.clone());
            }
            if contact_state.is_open() && contact_state.custom_profile.is_none() {
                signals.push((chat, contact_state.profile_signal(user)));
            }
        }
        let notified = i64::try_from(signals.len()).unwrap_or(i64::MAX);
        for (chat, signal) in signals {
            self.send_signal(chat, &signal)?;
        }
        // The items of all contacts are one event, which may be empty.
        let mut displayed = Vec::new();
        for (chat, contents) in items {
            let ids = self.store_event_items(chat, &CiDirection::direct_snd(), contents)?;
            for id in ids {
                displayed.push(self.node.displayed_new_item(chat, id)?);
            }
        }
        if notified > 0 {
            self.emit(&NewChatItems::new(user.clone()).chat_items(displayed));
        }
        Ok((notified, changed))
    }

    /// Members see the new profile with the next message to their group.
    fn set_profile_in_groups(&mut self, user: &User) {
        for group_state in self.node.groups.values_mut() {
            let own = &mut group_state.info.membership;
            let is_shown = own.member_profile.profile_id == user.profile.profile_id;
            if group_state.user_id == user.user_id && is_shown {
                own.member_profile = user.profile.clone();
                own.local_display_name.clone_from(&user.local_display_name);
            }
        }
    }

    /// Sends the user's profile to the members of a group, if it has changed since the last message.
    pub(crate) fn send_changed_profile(&mut self, group: GroupId) -> NetworkResult<()> {
        let now = self.shared.now();
        let user = self.node.chat_user(ChatKey::Group(group, None))?;
        let info = &mut self.node.group_state(group)?.info;
        let is_shown = info.membership.member_profile.profile_id == user.profile.profile_id;
        let changed = user.user_member_profile_updated_at.map(String::from);
        let sent = info.user_member_profile_sent_at.clone().map(String::from);
        if !is_shown || changed <= sent {
            return Ok(());
        }
        info.user_member_profile_sent_at = Some(now);
        let displayed = profile::to_public(&user.profile);
        self.broadcast(group, GroupEvent::Member(Box::new(displayed)))
    }

    fn is_user_name(&self, name: &str, except: Option<UserId>) -> bool {
        self.node.accounts.values().any(|account| {
            account.user.profile.display_name == name && Some(account.id()) != except
        })
    }

    fn default_profile(&self) -> Profile {
        let name = profile::unique_name("user", |name| self.is_user_name(name, None));
        Profile::new(name, "")
    }
}

/// # Errors
/// If the server does not accept the name for a profile or a group.
pub(crate) fn check_name(name: &str) -> NetworkResult<()> {
    let valid = profile::valid_name(name);
    if valid == name && !name.is_empty() {
        return Ok(());
    }
    Err(chat_error(ChatErrorType::invalid_display_name(name, valid)))
}
