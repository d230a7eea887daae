//! Commands for the profiles on the server.

use crate::api::checks;
use crate::command;
use crate::responses::{
    ActiveUser, CmdOk, ContactPrefsUpdated, UserProfileNoChange, UserProfileUpdated, UsersList,
};
use crate::types::{ContactId, NewUser, Preferences, Profile, UserId};

/// Gets the active user.
///
/// Most bots start with this command, to get the id that other commands need.
#[command(
    name = "ShowActiveUser",
    syntax = "/user",
    network = no,
    responses(ActiveUser),
)]
pub struct ShowActiveUser;

/// Creates a profile and makes it the active user.
///
/// A bot sets `peer_type` of its profile to bot, so that apps show it as a bot.
#[command(
    name = "CreateActiveUser",
    syntax = "/_create user <json(newUser)>",
    network = no,
    responses(ActiveUser),
    errors(UserExists, InvalidDisplayName),
    check = checks::new_profile_link,
)]
pub struct CreateActiveUser {
    pub new_user: NewUser,
}

/// Gets the profiles on the server.
#[command(
    name = "ListUsers",
    syntax = "/users",
    network = no,
    responses(UsersList),
)]
pub struct ListUsers;

/// Makes another profile the active user.
///
/// This applies to all clients of the server. Events are sent for all profiles, active or not, and contain their profile.
#[command(
    name = "APISetActiveUser",
    syntax = "/_user <userId>[ <json(viewPwd)>]",
    network = no,
    responses(ActiveUser),
    errors(ChatNotStarted),
)]
pub struct ApiSetActiveUser {
    pub user_id: UserId,
    /// The plain password of a hidden profile; it is encoded as a JSON string. The server prints all commands to its standard
    /// output, including passwords.
    #[param(secret)]
    pub view_pwd: Option<String>,
}

/// Deletes a profile with all its contacts, groups and messages.
///
/// The active user can only be deleted if it is the only profile.
#[command(
    name = "APIDeleteUser",
    syntax = "/_delete user <userId> del_smp=on|off[ <json(viewPwd)>]",
    network = background,
    responses(CmdOk),
)]
pub struct ApiDeleteUser {
    pub user_id: UserId,
    /// Whether to delete the queues on message relays as well, so that the relays do not store messages for the profile any
    /// more.
    #[param(name = "delSMPQueues")]
    pub del_smp_queues: bool,
    /// The plain password of a hidden profile; it is encoded as a JSON string. The server prints all commands to its standard
    /// output, including passwords.
    #[param(secret)]
    pub view_pwd: Option<String>,
}

/// Replaces the profile of the user and notifies the contacts.
///
/// Omitted parts are removed: start from the current profile. The server also stores a profile that is too large for a
/// message to contacts (about 14,700 bytes), but contacts do not receive it: `update_failures` counts them, and
/// [`ChatErrors`](crate::events::ChatErrors) reports the errors.
#[command(
    name = "APIUpdateProfile",
    syntax = "/_profile <userId> <json(profile)>",
    network = background,
    responses(UserProfileUpdated, UserProfileNoChange),
    check = checks::profile_link,
)]
pub struct ApiUpdateProfile {
    /// Must be the active user.
    pub user_id: UserId,
    pub profile: Profile,
}

/// Sets the preferences for the conversation with one contact, and notifies the contact.
///
/// They take precedence over the preferences of the profile.
#[command(
    name = "APISetContactPrefs",
    syntax = "/_set prefs @<contactId> <json(preferences)>",
    network = background,
    responses(ContactPrefsUpdated),
)]
pub struct ApiSetContactPrefs {
    pub contact_id: ContactId,
    pub preferences: Preferences,
}
