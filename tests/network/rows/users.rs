//! User profile commands, and commands that start and stop the chat.

use simplex_api::commands::{
    ApiDeleteUser, ApiListContacts, ApiSendMessages, ApiSetActiveUser, ApiSetContactPrefs,
    ApiStopChat, ApiUpdateProfile, CreateActiveUser, ListUsers, ShowActiveUser, StartChat,
    StartChatResponse,
};
use simplex_api::events::Event;
use simplex_api::types::{
    FeatureAllowed, GroupMemberRole, NewUser, Preferences, Profile, SimplePreference, UserId,
};

use crate::stage::{event, failed, ran, received, say};
use crate::table::Row;

fn create(name: &str) -> CreateActiveUser {
    CreateActiveUser::new(NewUser::new().profile(Profile::new(name, "")))
}

pub(super) const ROWS: &[Row] = &[
    Row {
        command: "ShowActiveUser",
        works: |stage| {
            let user = ran(&stage.bot, ShowActiveUser::new()).user;
            assert_eq!(
                (user.user_id, &*user.profile.display_name),
                (UserId(1), "bot")
            );
        },
        fails: &[("noActiveUser", |stage| {
            ran(&stage.bot, ApiDeleteUser::new(1, true));
            failed(&stage.bot, ShowActiveUser::new())
        })],
    },
    Row {
        command: "CreateActiveUser",
        works: |stage| {
            let user = ran(&stage.bot, create("second")).user;
            assert!(user.active_user);
            assert_eq!(user.user_id, UserId(2));
        },
        fails: &[
            ("userExists", |stage| failed(&stage.bot, create("bot"))),
            ("invalidDisplayName", |stage| {
                failed(&stage.bot, create("@"))
            }),
        ],
    },
    Row {
        command: "ListUsers",
        works: |stage| {
            let (_, there) = stage.befriend();
            say(&stage.other, there, "unread");
            ran(&stage.bot, create("second"));
            let users = ran(&stage.bot, ListUsers::new()).users;
            assert_eq!(users.len(), 2);
            assert_eq!((users[0].unread_count, users[1].unread_count), (1, 0));
            ran(&stage.bot, create("third"));
            stage.bot.hide_user(2, "secret").unwrap();
            assert_eq!(ran(&stage.bot, ListUsers::new()).users.len(), 2);
        },
        fails: &[],
    },
    Row {
        command: "APISetActiveUser",
        works: |stage| {
            ran(&stage.bot, create("second"));
            stage.bot.hide_user(1, "secret").unwrap();
            let first = ApiSetActiveUser::new(1).view_pwd("secret");
            assert_eq!(ran(&stage.bot, first).user.user_id, UserId(1));
            ran(&stage.bot, ApiListContacts::new(1));
        },
        fails: &[
            ("chatNotStarted", |stage| {
                ran(&stage.bot, ApiStopChat::new());
                failed(&stage.bot, ApiSetActiveUser::new(1))
            }),
            ("userNotFound", |stage| {
                failed(&stage.bot, ApiSetActiveUser::new(9))
            }),
            ("userUnknown", |stage| {
                ran(&stage.bot, create("second"));
                stage.bot.hide_user(1, "secret").unwrap();
                failed(&stage.bot, ApiSetActiveUser::new(1).view_pwd("guess"))
            }),
        ],
    },
    Row {
        command: "APIDeleteUser",
        works: |stage| {
            let (_, there) = stage.befriend();
            ran(&stage.bot, create("second"));
            ran(&stage.bot, ApiDeleteUser::new(1, true));
            assert_eq!(ran(&stage.bot, ListUsers::new()).users.len(), 1);
            say(&stage.other, there, "hello?");
            assert!(received(&stage.bot).is_empty());
        },
        fails: &[
            ("cantDeleteActiveUser", |stage| {
                ran(&stage.bot, create("second"));
                failed(&stage.bot, ApiDeleteUser::new(2, true))
            }),
            ("userNotFound", |stage| {
                failed(&stage.bot, ApiDeleteUser::new(9, true))
            }),
        ],
    },
    Row {
        command: "APIUpdateProfile",
        works: |stage| {
            stage.team(GroupMemberRole::Member);
            let profile = Profile::new("robot", "The Robot");
            ran(&stage.bot, ApiUpdateProfile::new(1, profile));
            let events = stage.other.take_events();
            // The items about it come first. A member who is a contact has no event of its own.
            let [
                Event::NewChatItems(_),
                Event::NewChatItems(_),
                Event::ContactUpdated(contact),
            ] = &events[..]
            else {
                panic!("{events:?}");
            };
            assert_eq!(contact.to_contact.profile.display_name, "robot");
        },
        fails: &[
            ("invalidDisplayName", |stage| {
                failed(&stage.bot, ApiUpdateProfile::new(1, Profile::new("", "")))
            }),
            ("duplicateName", |stage| {
                ran(&stage.bot, create("second"));
                failed(
                    &stage.bot,
                    ApiUpdateProfile::new(2, Profile::new("bot", "")),
                )
            }),
            ("differentActiveUser", |stage| {
                failed(
                    &stage.bot,
                    ApiUpdateProfile::new(2, Profile::new("bot", "")),
                )
            }),
        ],
    },
    Row {
        command: "APISetContactPrefs",
        works: |stage| {
            let (contact, _) = stage.befriend();
            let no = SimplePreference::new(FeatureAllowed::No);
            let preferences = Preferences::new().voice(no.clone());
            let set = ApiSetContactPrefs::new(contact, preferences);
            let updated = ran(&stage.bot, set).to_contact;
            assert!(!updated.merged_preferences.voice.enabled.for_user);
            let seen = event(&stage.other, |event| match event {
                Event::ContactUpdated(updated) => Some(updated.to_contact),
                _ => None,
            });
            assert_eq!(seen.merged_preferences.voice.contact_preference, no);
        },
        fails: &[("contactNotFound", |stage| {
            failed(&stage.bot, ApiSetContactPrefs::new(9, Preferences::new()))
        })],
    },
    Row {
        command: "StartChat",
        works: |stage| {
            let running = ran(&stage.bot, StartChat::new());
            assert!(matches!(running, StartChatResponse::ChatRunning(_)));
            let (_, there) = stage.befriend();
            ran(&stage.bot, ApiStopChat::new());
            say(&stage.other, there, "are you there?");
            assert!(received(&stage.bot).is_empty());
            let started = ran(&stage.bot, StartChat::new());
            assert!(matches!(started, StartChatResponse::ChatStarted(_)));
            assert_eq!(received(&stage.bot).len(), 1);
        },
        fails: &[],
    },
    Row {
        command: "APIStopChat",
        works: |stage| {
            let (contact, _) = stage.befriend();
            ran(&stage.bot, ApiStopChat::new());
            failed(&stage.bot, ApiSendMessages::text(contact, "hi"));
            ran(&stage.bot, ListUsers::new());
        },
        fails: &[],
    },
];
