//! Commands about the profiles of the server.

use crate::api::checks;
use crate::command;
use crate::responses::{
    ActiveUser, CmdOk, ContactPrefsUpdated, UserProfileNoChange, UserProfileUpdated, UsersList,
};
use crate::types::{ContactId, NewUser, Preferences, Profile, UserId};

/// Gets the active user.
///
/// Most bots start with it, to learn the id that other commands ask for.
#[command(
    name = "ShowActiveUser",
    syntax = "/user",
    network = no,
    responses(ActiveUser),
)]
pub struct ShowActiveUser;

/// Creates a profile and makes it the active user.
///
/// A bot sets `peer_type` of the profile to bot, so that the apps show it as one.
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

/// Gets the profiles of the server.
#[command(
    name = "ListUsers",
    syntax = "/users",
    network = no,
    responses(UsersList),
)]
pub struct ListUsers;

/// Makes another profile the active user.
///
/// This holds for all clients of the server. Events come for all profiles, active or not, and name
/// theirs.
#[command(
    name = "APISetActiveUser",
    syntax = "/_user <userId>[ <json(viewPwd)>]",
    network = no,
    responses(ActiveUser),
    errors(ChatNotStarted),
)]
pub struct ApiSetActiveUser {
    pub user_id: UserId,
    /// Password of a hidden profile, given plain: it is quoted as a JSON string in the command. The
    /// server prints the commands it gets, passwords included, to its standard output.
    #[param(secret)]
    pub view_pwd: Option<String>,
}

/// Deletes a profile with all its contacts, groups and messages.
///
/// The active user cannot be deleted while there are others to switch to.
#[command(
    name = "APIDeleteUser",
    syntax = "/_delete user <userId> del_smp=on|off[ <json(viewPwd)>]",
    network = background,
    responses(CmdOk),
)]
pub struct ApiDeleteUser {
    pub user_id: UserId,
    /// Whether to delete the queues on message relays as well, so that nothing sent to the profile
    /// is kept there any more.
    #[param(name = "delSMPQueues")]
    pub del_smp_queues: bool,
    /// Password of a hidden profile, given plain: it is quoted as a JSON string in the command. The
    /// server prints the commands it gets, passwords included, to its standard output.
    #[param(secret)]
    pub view_pwd: Option<String>,
}

/// Replaces the profile of the user and tells the contacts.
///
/// Parts that are left out are removed: start from the present profile. One that is too large for a message to contacts,
/// some 14,700 bytes, is taken as well: they do not get it, which `update_failures` counts and
/// [`ChatErrors`](crate::events::ChatErrors) reports.
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

/// Sets the preferences for the conversation with one contact, and tells the contact.
///
/// They take precedence over those of the profile.
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
