use super::*;
use simplex_api::commands::{
    ApiDeleteUser, ApiListContacts, ApiSetActiveUser, ApiSetContactPrefs, ApiUpdateProfile,
    ApiUpdateProfileResponse, CreateActiveUser, ListUsers, ShowActiveUser,
};
use simplex_api::types::{FeatureAllowed, NewUser, Preferences, SimplePreference, UserId};

fn create(name: &str) -> CreateActiveUser {
    CreateActiveUser::new(NewUser::new().profile(Profile::new(name, "")))
}

#[test]
fn the_first_user_is_active() {
    let mut network = Net::new(Some("calc"));
    let user = send(&mut network, &ShowActiveUser::new()).unwrap().user;
    assert_eq!((user.user_id, user.active_user), (UserId(1), true));
    assert_eq!(user.local_display_name, "calc");
    assert_eq!(user.full_preferences.files.allow, FeatureAllowed::Always);
}

#[test]
fn commands_need_a_user() {
    let mut network = Net::new(None);
    let error = refused(&mut network, &ShowActiveUser::new());
    assert_eq!(error, ChatErrorType::no_active_user());
    let error = refused(&mut network, &ApiListContacts::new(1));
    assert_eq!(error, ChatErrorType::no_active_user());
    assert!(
        send(&mut network, &ListUsers::new())
            .unwrap()
            .users
            .is_empty()
    );
}

#[test]
fn a_new_user_is_the_active_one() {
    let mut network = Net::new(Some("bot"));
    let user = send(&mut network, &create("second")).unwrap().user;
    assert_eq!((user.user_id, user.active_order), (UserId(2), 2));
    let users = send(&mut network, &ListUsers::new()).unwrap().users;
    let active: Vec<_> = users.iter().map(|info| info.user.active_user).collect();
    assert_eq!(active, [false, true]);
}

#[test]
fn names_of_users_are_checked() {
    let mut network = Net::new(Some("bot"));
    assert_eq!(
        refused(&mut network, &create("bot")),
        ChatErrorType::user_exists("bot")
    );
    let invalid = ChatErrorType::invalid_display_name(" @b  c", "b c");
    assert_eq!(refused(&mut network, &create(" @b  c")), invalid);
    let invalid = ChatErrorType::invalid_display_name("", "");
    assert_eq!(refused(&mut network, &create("")), invalid);
    let invented = send(&mut network, &CreateActiveUser::new(NewUser::new())).unwrap();
    assert_eq!(invented.user.local_display_name, "user");
}

#[test]
fn commands_must_name_the_active_user() {
    let mut network = Net::new(Some("bot"));
    send(&mut network, &create("second")).unwrap();
    let error = refused(&mut network, &ApiListContacts::new(1));
    assert_eq!(error, ChatErrorType::different_active_user(1, 2));
    send(&mut network, &ApiSetActiveUser::new(1)).unwrap();
    send(&mut network, &ApiListContacts::new(1)).unwrap();
    let error = not_stored(&mut network, &ApiSetActiveUser::new(9));
    assert_eq!(error, StoreError::user_not_found(9));
}

#[test]
fn the_active_user_is_deleted_last() {
    let mut network = Net::new(Some("bot"));
    send(&mut network, &create("second")).unwrap();
    let error = refused(&mut network, &ApiDeleteUser::new(2, true));
    assert_eq!(error, ChatErrorType::cant_delete_active_user(2));
    send(&mut network, &ApiDeleteUser::new(1, true)).unwrap();
    let error = not_stored(&mut network, &ApiDeleteUser::new(1, true));
    assert_eq!(error, StoreError::user_not_found(1));
    let deleted = send(&mut network, &ApiDeleteUser::new(2, false)).unwrap();
    assert_eq!(deleted.user.unwrap().user_id, UserId(2));
    assert_eq!(
        refused(&mut network, &ShowActiveUser::new()),
        ChatErrorType::no_active_user()
    );
}

#[test]
fn a_new_profile_reaches_the_contacts() {
    let (mut network, alice, contact) = with_alice();
    let preferences = Preferences::new().voice(SimplePreference::new(FeatureAllowed::No));
    let profile = Profile::new("robot", "The Robot").preferences(preferences);
    let update = ApiUpdateProfile::new(1, profile.clone());
    let ApiUpdateProfileResponse::UserProfileUpdated(updated) =
        send(&mut network, &update).unwrap()
    else {
        panic!("not updated");
    };
    assert_eq!(updated.from_profile.display_name, "bot");
    assert_eq!(updated.to_profile, profile);
    assert_eq!(updated.update_summary.update_successes, 1);
    assert_eq!(
        updated.update_summary.changed_contacts[0].contact_id,
        contact.contact_id
    );
    assert_eq!(
        network.peer_profile(alice).as_ref().unwrap().display_name,
        "robot"
    );
    assert!(matches!(
        send(&mut network, &update).unwrap(),
        ApiUpdateProfileResponse::UserProfileNoChange(_)
    ));
}

#[test]
fn preferences_can_be_set_for_one_contact() {
    let (mut network, alice, contact) = with_alice();
    let preferences = Preferences::new().full_delete(SimplePreference::new(FeatureAllowed::Always));
    let set = ApiSetContactPrefs::new(contact.contact_id, preferences.clone());
    let updated = send(&mut network, &set).unwrap();
    assert_eq!(updated.from_contact, contact);
    assert_eq!(updated.to_contact.user_preferences, preferences);
    assert!(
        updated
            .to_contact
            .merged_preferences
            .full_delete
            .enabled
            .for_contact
    );
    let seen = network
        .peer_profile(alice)
        .clone()
        .unwrap()
        .preferences
        .unwrap();
    assert_eq!(seen.full_delete, preferences.full_delete);
    let error = not_stored(&mut network, &ApiSetContactPrefs::new(77, preferences));
    assert_eq!(error, StoreError::contact_not_found(77));
}

#[test]
fn contacts_of_other_users_are_not_known() {
    let (mut network, _, contact) = with_alice();
    send(&mut network, &create("second")).unwrap();
    let messages = vec![text("hi")];
    let message = ApiSendMessages::new(chat(contact.contact_id), messages);
    let error = not_stored(&mut network, &message);
    assert_eq!(error, StoreError::contact_not_found(contact.contact_id));
    assert!(
        send(&mut network, &ApiListContacts::new(2))
            .unwrap()
            .contacts
            .is_empty()
    );
}
