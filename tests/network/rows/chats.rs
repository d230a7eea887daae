//! Chat commands.

use simplex_api::commands::{
    ApiAddContact, ApiDeleteChat, ApiDeleteChatResponse, ApiGetChats, ApiLeaveGroup,
    ApiListContacts, ApiListGroups, ApiSetContactCustomData, ApiSetGroupCustomData,
    ApiSetUserAutoAcceptMemberContacts, ShowActiveUser,
};
use simplex_api::events::Event;
use simplex_api::json::JsonObject;
use simplex_api::types::{
    ChatDeleteMode, ChatInfo, ChatListQuery, ChatRef, ChatType, GroupMemberRole, PaginationByTime,
};

use crate::stage::{event, failed, last_contact, last_group, ran, say};
use crate::table::Row;

fn data() -> JsonObject {
    JsonObject::from_iter([("score".to_owned(), 7.into())])
}

fn last(count: i64, query: ChatListQuery) -> ApiGetChats {
    ApiGetChats::new(1, PaginationByTime::last(count), query)
}

pub(super) const ROWS: &[Row] = &[
    Row {
        command: "APIListContacts",
        works: |stage| {
            let (contact, _) = stage.befriend();
            let contacts = ran(&stage.bot, ApiListContacts::new(1)).contacts;
            assert_eq!(contacts.len(), 1);
            assert_eq!(contacts[0].contact_id, contact);
            assert_eq!(contacts[0].profile.display_name, "other");
        },
        fails: &[("differentActiveUser", |stage| {
            failed(&stage.bot, ApiListContacts::new(2))
        })],
    },
    Row {
        command: "APIListGroups",
        works: |stage| {
            let team = stage.team(GroupMemberRole::Member);
            let alone = stage.group();
            let list = |list: ApiListGroups| {
                let groups = ran(&stage.bot, list).groups.into_iter();
                groups.map(|group| group.group_id).collect::<Vec<_>>()
            };
            let contact = last_contact(&stage.bot);
            assert_eq!(list(ApiListGroups::new(1)), [team.id, alone]);
            // The contact has no effect.
            let of_contact = list(ApiListGroups::new(1).contact_id(contact));
            assert_eq!(of_contact, [team.id, alone]);
            assert_eq!(list(ApiListGroups::new(1).search("EAM_1")), [alone]);
            assert!(list(ApiListGroups::new(1).search("crew")).is_empty());
        },
        // The server ignores the contact.
        fails: &[("differentActiveUser", |stage| {
            failed(&stage.bot, ApiListGroups::new(2))
        })],
    },
    Row {
        command: "APIGetChats",
        works: |stage| {
            let team = stage.team(GroupMemberRole::Member);
            let contact = last_contact(&stage.bot);
            say(&stage.other, team.there, "unread");
            let all = ChatListQuery::filters(false, false);
            let chats = ran(&stage.bot, last(10, all.clone())).chats;
            assert!(matches!(&chats[0].chat_info, ChatInfo::Group { .. }));
            assert_eq!(chats[0].chat_items[0].meta.item_text, "unread");
            assert!(chats[0].chat_stats.unread_count > 0);
            assert_eq!(chats.len(), 2);
            assert_eq!(ran(&stage.bot, last(1, all.clone())).chats.len(), 1);
            say(&stage.bot, contact, "news");
            let first = ran(&stage.bot, last(1, all.clone())).chats.remove(0);
            assert_eq!(first.chat_info.chat_ref(), Some(contact.into()));
            let found = ran(&stage.bot, last(9, ChatListQuery::search("tea"))).chats;
            assert_eq!(found.len(), 1);
            ran(&stage.bot, ApiAddContact::new(1));
            let with_pending = last(9, all).pending_connections(true);
            assert_eq!(ran(&stage.bot, with_pending).chats.len(), 3);
        },
        fails: &[("differentActiveUser", |stage| {
            let all = ChatListQuery::filters(false, false);
            let list = ApiGetChats::new(2, PaginationByTime::last(1), all);
            failed(&stage.bot, list)
        })],
    },
    Row {
        command: "APIDeleteChat",
        works: |stage| {
            let team = stage.team(GroupMemberRole::Member);
            let contact = last_contact(&stage.bot);
            let delete = |chat: ChatRef| ApiDeleteChat::new(chat, ChatDeleteMode::full(true));
            let gone = ran(&stage.bot, delete(team.id.into()));
            assert!(matches!(gone, ApiDeleteChatResponse::GroupDeletedUser(_)));
            event(&stage.other, |event| match event {
                Event::GroupDeleted(deleted) => Some(deleted),
                _ => None,
            });
            let gone = ran(&stage.bot, delete(contact.into()));
            assert!(matches!(gone, ApiDeleteChatResponse::ContactDeleted(_)));
            event(&stage.other, |event| match event {
                Event::ContactDeletedByContact(deleted) => Some(deleted),
                _ => None,
            });
            assert!(ran(&stage.bot, ApiListContacts::new(1)).contacts.is_empty());
        },
        fails: &[
            ("contactNotFound", |stage| {
                let chat = ChatRef::new(ChatType::Direct, 9);
                failed(
                    &stage.bot,
                    ApiDeleteChat::new(chat, ChatDeleteMode::full(true)),
                )
            }),
            ("groupUserRole", |stage| {
                let team = stage.team(GroupMemberRole::Admin);
                let mode = ChatDeleteMode::full(true);
                let refused = failed(&stage.other, ApiDeleteChat::new(team.there, mode.clone()));
                ran(&stage.other, ApiLeaveGroup::new(team.there));
                ran(&stage.other, ApiDeleteChat::new(team.there, mode));
                refused
            }),
        ],
    },
    Row {
        command: "APISetGroupCustomData",
        works: |stage| {
            let team = stage.team(GroupMemberRole::Member);
            ran(
                &stage.bot,
                ApiSetGroupCustomData::new(team.id).custom_data(data()),
            );
            assert_eq!(last_group(&stage.bot).custom_data, Some(data()));
            assert_eq!(last_group(&stage.other).custom_data, None);
            ran(&stage.bot, ApiSetGroupCustomData::new(team.id));
            assert_eq!(last_group(&stage.bot).custom_data, None);
        },
        fails: &[("groupNotFound", |stage| {
            failed(&stage.bot, ApiSetGroupCustomData::new(9))
        })],
    },
    Row {
        command: "APISetContactCustomData",
        works: |stage| {
            let (contact, _) = stage.befriend();
            ran(
                &stage.bot,
                ApiSetContactCustomData::new(contact).custom_data(data()),
            );
            let contacts = |client| ran(client, ApiListContacts::new(1)).contacts;
            assert_eq!(contacts(&stage.bot)[0].custom_data, Some(data()));
            assert_eq!(contacts(&stage.other)[0].custom_data, None);
        },
        fails: &[("contactNotFound", |stage| {
            failed(&stage.bot, ApiSetContactCustomData::new(9))
        })],
    },
    Row {
        command: "APISetUserAutoAcceptMemberContacts",
        works: |stage| {
            ran(&stage.bot, ApiSetUserAutoAcceptMemberContacts::new(1, true));
            let user = ran(&stage.bot, ShowActiveUser::new()).user;
            assert!(user.auto_accept_member_contacts);
        },
        fails: &[("userUnknown", |stage| {
            failed(&stage.bot, ApiSetUserAutoAcceptMemberContacts::new(2, true))
        })],
    },
];
