//! Commands about the profiles of the server.

use crate::commands::{
    ApiDeleteUser, ApiSetActiveUser, ApiSetContactPrefs, ApiUpdateProfile, CreateActiveUser,
};
use crate::responses::{
    ActiveUser, CmdOk, ContactPrefsUpdated, UserProfileNoChange, UserProfileUpdated, UsersList,
};
use crate::types::{
    ChatErrorType, CiStatus, Contact, ContactId, NewUser, Profile, StoreError, User, UserId,
    UserInfo, UserProfileUpdateSummary,
};

use super::account::Account;
use super::conversation::Conversation;
use super::failure::{Outcome, refused, store};
use super::run::{Answer, answer};
use super::signal::Signal;
use super::{Network, preferences, profile};

impl Network {
    pub(super) fn show_user(&self) -> Outcome<ActiveUser> {
        Ok(ActiveUser::new(self.active()?.user.clone()))
    }

    pub(super) fn list_users(&self) -> UsersList {
        let info = |account: &Account| {
            let unread = self
                .conversations_of(account.id())
                .flat_map(|conversation| conversation.items.values())
                .filter(|item| matches!(item.meta.item_status, CiStatus::RcvNew { .. }))
                .count();
            UserInfo::new(
                account.user.clone(),
                i32::try_from(unread).unwrap_or(i32::MAX),
            )
        };
        UsersList::new().users(self.accounts.values().map(info).collect::<Vec<_>>())
    }

    pub(super) fn create_user(&mut self, command: &CreateActiveUser) -> Outcome<ActiveUser> {
        let NewUser { profile, .. } = &command.new_user;
        let profile = profile.clone().unwrap_or_else(|| self.invent_profile());
        self.check_name(&profile.display_name)?;
        if self.is_user_name(&profile.display_name, None) {
            let taken = profile.display_name;
            return Err(refused(ChatErrorType::user_exists(taken)));
        }
        Ok(ActiveUser::new(self.add_user(profile)))
    }

    pub(super) fn set_active_user(&mut self, command: &ApiSetActiveUser) -> Outcome<ActiveUser> {
        self.account(command.user_id)?;
        Ok(ActiveUser::new(self.activate(command.user_id)?))
    }

    /// The last user can be deleted, the active one not while there are others.
    pub(super) fn delete_user(&mut self, command: &ApiDeleteUser) -> Outcome<CmdOk> {
        let user = self.user(command.user_id)?;
        let id = user.user_id;
        if user.active_user && self.accounts.len() > 1 {
            return Err(refused(ChatErrorType::cant_delete_active_user(id)));
        }
        let contacts: Vec<_> = self
            .conversations_of(id)
            .map(|c| c.contact.contact_id)
            .collect();
        for contact in contacts {
            self.conversations.remove(&contact);
        }
        self.accounts.remove(&id);
        self.active = self.active.filter(|active| *active != id);
        Ok(CmdOk::new().user(user))
    }

    pub(super) fn update_profile(&mut self, command: &ApiUpdateProfile) -> Outcome<Answer> {
        let id = self.own_account(command.user_id)?.id();
        self.change_profile(id, command.profile.clone())
    }

    /// Gives a user another profile and tells the contacts.
    pub(super) fn change_profile(&mut self, id: UserId, mut to: Profile) -> Outcome<Answer> {
        to.badge = None;
        let account = self.account(id)?;
        let from = account.profile();
        if from == to {
            return Ok(answer(UserProfileNoChange::new(account.user.clone())));
        }
        if from.display_name != to.display_name {
            self.check_name(&to.display_name)?;
            if self.is_user_name(&to.display_name, Some(id)) {
                return Err(store(StoreError::duplicate_name()));
            }
        }
        self.account(id)?.set_profile(to.clone());
        let user = self.user(id)?;
        let (told, changed) = self.tell_profile(&user);
        let summary = UserProfileUpdateSummary::new(told, 0).changed_contacts(changed);
        Ok(answer(UserProfileUpdated::new(user, from, to, summary)))
    }

    pub(super) fn set_contact_preferences(
        &mut self,
        command: &ApiSetContactPrefs,
    ) -> Outcome<ContactPrefsUpdated> {
        let (user, conversation) = self.conversation(command.contact_id)?;
        let from = conversation.contact.clone();
        conversation.contact.user_preferences = command.preferences.clone();
        conversation.merge_preferences(&user);
        let to = conversation.contact.clone();
        if from.user_preferences != to.user_preferences {
            let signal = profile_for(&user, conversation);
            self.signal(command.contact_id, &signal);
        }
        Ok(ContactPrefsUpdated::new(user, from, to))
    }

    /// A new user, who is the active one from now on.
    pub(super) fn add_user(&mut self, profile: Profile) -> User {
        let account = Account::new(&mut self.ids, profile);
        let user = account.user.clone();
        self.accounts.insert(account.id(), account);
        self.activate(user.user_id).unwrap_or(user)
    }

    fn activate(&mut self, id: UserId) -> Outcome<User> {
        let orders = self
            .accounts
            .values()
            .map(|account| account.user.active_order);
        let order = orders.max().unwrap_or_default() + 1;
        for account in self.accounts.values_mut() {
            account.user.active_user = account.id() == id;
        }
        let account = self.account(id)?;
        account.user.active_order = order;
        let user = account.user.clone();
        self.active = Some(id);
        Ok(user)
    }

    /// Tells all contacts: how many, and those for whom it makes a difference in what is allowed.
    fn tell_profile(&mut self, user: &User) -> (i32, Vec<Contact>) {
        let (mut signals, mut changed) = (Vec::new(), Vec::new());
        for conversation in self.conversations.values_mut() {
            if conversation.user_id != user.user_id {
                continue;
            }
            if conversation.merge_preferences(user) {
                changed.push(conversation.contact.clone());
            }
            if conversation.is_open() {
                signals.push((
                    conversation.contact.contact_id,
                    profile_for(user, conversation),
                ));
            }
        }
        let told = i32::try_from(signals.len()).unwrap_or(i32::MAX);
        for (contact, signal) in signals {
            self.signal(contact, &signal);
        }
        (told, changed)
    }

    /// Sends a signal to a contact, as long as the connection lasts.
    pub(super) fn signal(&mut self, contact: ContactId, signal: &Signal) {
        let conversation = self.conversations.get(&contact);
        if let Some(conversation) = conversation.filter(|conversation| conversation.is_open()) {
            let peer = conversation.peer;
            self.tell_peer(peer, signal);
        }
    }

    fn is_user_name(&self, name: &str, except: Option<UserId>) -> bool {
        self.accounts.values().any(|account| {
            account.user.profile.display_name == name && Some(account.id()) != except
        })
    }

    fn check_name(&self, name: &str) -> Outcome<()> {
        let valid = profile::valid_name(name);
        if valid == name && !name.is_empty() {
            return Ok(());
        }
        Err(refused(ChatErrorType::invalid_display_name(name, valid)))
    }

    fn invent_profile(&self) -> Profile {
        let name = profile::unique_name("user", |name| self.is_user_name(name, None));
        Profile::new(name, "")
    }
}

/// The user's profile as one contact sees it.
pub(super) fn profile_for(user: &User, conversation: &Conversation) -> Signal {
    let mut profile = profile::shown(&user.profile);
    let own = &conversation.contact.user_preferences;
    let seen = preferences::for_contact(profile.preferences.as_ref(), own);
    profile.preferences = Some(seen);
    Signal::Profile(Box::new(profile))
}
