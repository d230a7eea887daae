//! Message commands.

use simplex_api::commands::{
    ApiBlockMembersForAll, ApiChatItemReaction, ApiDeleteChatItem, ApiDeleteMemberChatItem,
    ApiLeaveGroup, ApiSendMessages, ApiUpdateChatItem, ApiUpdateChatItemResponse,
};
use simplex_api::events::Event;
use simplex_api::types::{
    ChatRef, ChatType, CiDeleteMode, CiDeleted, CiDirection, ComposedMessage, ContactId,
    GroupChatScope, GroupMemberRole, MsgContent, MsgReaction, ReportReason, UpdatedMessage,
};

use crate::stage::{event, failed, last_contact, members, ran, received, received_one, say, text};
use crate::table::Row;

pub(super) const ROWS: &[Row] = &[
    Row {
        command: "APISendMessages",
        works: |stage| {
            direct_messages_arrive(stage);
            group_messages_arrive(stage);
        },
        fails: &[
            ("contactNotFound", |stage| {
                failed(
                    &stage.bot,
                    ApiSendMessages::text(ChatRef::new(ChatType::Direct, 9), "a"),
                )
            }),
            ("groupNotFound", |stage| {
                failed(
                    &stage.bot,
                    ApiSendMessages::text(ChatRef::new(ChatType::Group, 9), "a"),
                )
            }),
            ("largeMsg", |stage| {
                let (contact, _) = stage.befriend();
                let large = "x".repeat(15_602);
                failed(&stage.bot, ApiSendMessages::text(contact, large))
            }),
            ("commandError", |stage| {
                let (contact, _) = stage.befriend();
                let report = MsgContent::report("spam", ReportReason::Spam);
                failed(&stage.bot, ApiSendMessages::new(contact, [report.into()]))
            }),
            ("groupUserRole", |stage| {
                let team = stage.team(GroupMemberRole::Observer);
                failed(&stage.other, ApiSendMessages::text(team.there, "a"))
            }),
            ("commandError", |stage| {
                let team = stage.team(GroupMemberRole::Member);
                ran(&stage.other, ApiLeaveGroup::new(team.there));
                failed(&stage.other, ApiSendMessages::text(team.there, "a"))
            }),
            ("chatItemNotFound", |stage| {
                let (contact, _) = stage.befriend();
                let quoting = ComposedMessage::new(text("a")).quoted_item_id(77);
                failed(&stage.bot, ApiSendMessages::new(contact, [quoting]))
            }),
            ("groupMemberNotFound", |stage| {
                let team = stage.team(GroupMemberRole::Member);
                let mentions = [("x".to_owned(), 77.into())];
                let message = ComposedMessage::new(text("@x")).mentions(mentions);
                failed(&stage.bot, ApiSendMessages::new(team.id, [message]))
            }),
            ("fileNotFound", |stage| {
                let (contact, _) = stage.befriend();
                let message = ComposedMessage::new(MsgContent::file(""))
                    .file_source(simplex_api::types::CryptoFile::new("/nowhere/at/all"));
                failed(&stage.bot, ApiSendMessages::new(contact, [message]))
            }),
        ],
    },
    Row {
        command: "APIUpdateChatItem",
        works: |stage| {
            let (contact, _) = stage.befriend();
            let item = say(&stage.bot, contact, "48");
            let there = received_one(&stage.other);
            let update = |text| {
                let message = UpdatedMessage::new(MsgContent::text(text));
                ApiUpdateChatItem::new(contact, item, message)
            };
            let updated = ran(&stage.bot, update("49"));
            assert!(matches!(
                updated,
                ApiUpdateChatItemResponse::ChatItemUpdated(_)
            ));
            let seen = event(&stage.other, |event| match event {
                Event::ChatItemUpdated(updated) => Some(updated.chat_item.chat_item),
                _ => None,
            });
            assert_eq!((seen.meta.item_id, &*seen.meta.item_text), (there, "49"));
            let same = ran(&stage.bot, update("49"));
            assert!(matches!(
                same,
                ApiUpdateChatItemResponse::ChatItemNotChanged(_)
            ));
        },
        fails: &[
            ("invalidChatItemUpdate", |stage| {
                let (contact, there) = stage.befriend();
                say(&stage.other, there, "theirs");
                let item = received_one(&stage.bot);
                let message = UpdatedMessage::new(text("mine"));
                failed(&stage.bot, ApiUpdateChatItem::new(contact, item, message))
            }),
            ("chatItemNotFound", |stage| {
                let (contact, _) = stage.befriend();
                let message = UpdatedMessage::new(text("a"));
                failed(&stage.bot, ApiUpdateChatItem::new(contact, 77, message))
            }),
        ],
    },
    Row {
        command: "APIDeleteChatItem",
        works: |stage| {
            let (contact, _) = stage.befriend();
            let item = say(&stage.bot, contact, "a");
            let there = received_one(&stage.other);
            let delete = ApiDeleteChatItem::new(contact, [item], CiDeleteMode::Broadcast);
            assert!(ran(&stage.bot, delete).by_user);
            let seen = event(&stage.other, |event| match event {
                Event::ChatItemsDeleted(deleted) => Some(deleted),
                _ => None,
            });
            let marked = seen.chat_item_deletions[0].to_chat_item.as_ref().unwrap();
            assert_eq!(marked.chat_item.meta.item_id, there);
            for mode in [CiDeleteMode::InternalMark, CiDeleteMode::Internal] {
                ran(&stage.bot, ApiDeleteChatItem::new(contact, [item], mode));
            }
            assert!(stage.other.take_events().is_empty());
            let again = ApiDeleteChatItem::new(contact, [item], CiDeleteMode::Internal);
            assert!(ran(&stage.bot, again).chat_item_deletions.is_empty());
        },
        fails: &[
            ("invalidChatItemDelete", |stage| {
                let (contact, there) = stage.befriend();
                say(&stage.other, there, "theirs");
                let item = received_one(&stage.bot);
                let mode = CiDeleteMode::Broadcast;
                failed(&stage.bot, ApiDeleteChatItem::new(contact, [item], mode))
            }),
            ("contactNotFound", |stage| {
                let mode = CiDeleteMode::Internal;
                let contact = ContactId(77);
                failed(
                    &stage.bot,
                    ApiDeleteChatItem::new(contact, [77.into()], mode),
                )
            }),
        ],
    },
    Row {
        command: "APIDeleteMemberChatItem",
        works: |stage| {
            let team = stage.team(GroupMemberRole::Member);
            let (_, third) = stage.third_in(&team, GroupMemberRole::Member);
            say(&stage.other, team.there, "spam");
            let item = received_one(&stage.bot);
            stage.third.take_events();
            ran(&stage.bot, ApiDeleteMemberChatItem::new(team.id, [item]));
            for client in [&stage.other, &stage.third] {
                let seen = event(client, |event| match event {
                    Event::ChatItemsDeleted(deleted) => Some(deleted),
                    _ => None,
                });
                let marked = seen.chat_item_deletions[0].to_chat_item.as_ref().unwrap();
                let deleted = marked.chat_item.meta.item_deleted.as_deref();
                assert!(matches!(deleted, Some(CiDeleted::Moderated { .. })));
            }
            assert_eq!(members(&stage.third, third).len(), 2);
        },
        fails: &[
            ("groupUserRole", |stage| {
                let team = stage.team(GroupMemberRole::Member);
                let item = say(&stage.other, team.there, "mine");
                failed(
                    &stage.other,
                    ApiDeleteMemberChatItem::new(team.there, [item]),
                )
            }),
            // The author has a higher role.
            ("invalidChatItemDelete", |stage| {
                let team = stage.team(GroupMemberRole::Member);
                say(&stage.bot, team.id, "theirs");
                let item = received_one(&stage.other);
                failed(
                    &stage.other,
                    ApiDeleteMemberChatItem::new(team.there, [item]),
                )
            }),
            ("groupNotFound", |stage| {
                failed(&stage.bot, ApiDeleteMemberChatItem::new(9, [1.into()]))
            }),
        ],
    },
    Row {
        command: "APIChatItemReaction",
        works: |stage| {
            let team = stage.team(GroupMemberRole::Member);
            say(&stage.other, team.there, "good news");
            let item = received_one(&stage.bot);
            stage.discard_events();
            let like = MsgReaction::emoji("👍");
            ran(
                &stage.bot,
                ApiChatItemReaction::new(team.id, item, true, like),
            );
            let seen = event(&stage.other, |event| match event {
                Event::ChatItemReaction(reacted) => Some(reacted.reaction.chat_reaction),
                _ => None,
            });
            let CiDirection::GroupRcv { group_member, .. } = &seen.chat_dir else {
                panic!("{seen:?}");
            };
            assert_eq!(group_member.member_profile.display_name, "bot");
            assert_eq!(seen.chat_item.reactions[0].total_reacted, 1);
        },
        fails: &[
            ("commandError", |stage| {
                let (contact, _) = stage.befriend();
                let item = say(&stage.bot, contact, "a");
                let like = MsgReaction::emoji("👍");
                failed(
                    &stage.bot,
                    ApiChatItemReaction::new(contact, item, false, like),
                )
            }),
            ("chatItemNotFound", |stage| {
                let (contact, _) = stage.befriend();
                let like = MsgReaction::emoji("👍");
                failed(
                    &stage.bot,
                    ApiChatItemReaction::new(contact, 77, true, like),
                )
            }),
        ],
    },
];

fn direct_messages_arrive(stage: &crate::stage::Stage) {
    let (contact, _) = stage.befriend();
    let sent = ran(&stage.bot, ApiSendMessages::text(contact, "hi").ttl(60));
    let messages = received(&stage.other);
    assert_eq!(messages[0].received_text(), Some("hi"));
    let ids =
        [&sent.chat_items[0], &messages[0]].map(|item| &item.chat_item.meta.item_shared_msg_id);
    assert_eq!(ids[0], ids[1]);
    let statuses = stage.bot.take_events();
    assert!(matches!(
        &statuses[..],
        [
            Event::ChatItemsStatusesUpdated(_),
            Event::ChatItemsStatusesUpdated(_)
        ]
    ));
    assert_eq!(last_contact(&stage.bot), contact);
}

/// With a quote and a mention, in the group and in a support chat, and from a blocked member.
fn group_messages_arrive(stage: &crate::stage::Stage) {
    let team = stage.team(GroupMemberRole::Member);
    stage.third_in(&team, GroupMemberRole::Member);
    say(&stage.other, team.there, "who is there?");
    let asked = received_one(&stage.bot);
    assert_eq!(received(&stage.third).len(), 1);
    let message = ComposedMessage::new(text("it is @other"))
        .quoted_item_id(asked)
        .mentions([("other".to_owned(), team.member)]);
    ran(&stage.bot, ApiSendMessages::new(team.id, [message]));
    let seen = received(&stage.other).remove(0).chat_item;
    assert!(seen.meta.user_mention);
    let quoted = seen.quoted_item.unwrap();
    assert_eq!(quoted.chat_dir, Some(CiDirection::group_snd()));
    assert!(!received(&stage.third)[0].chat_item.meta.user_mention);

    let support = ChatRef::new(ChatType::Group, team.there.0)
        .chat_scope(GroupChatScope::member_support(None));
    say(&stage.other, support, "help");
    let asked = received(&stage.bot).remove(0).chat_info.chat_ref().unwrap();
    assert_eq!(
        asked.chat_scope,
        Some(GroupChatScope::member_support(team.member))
    );
    assert!(received(&stage.third).is_empty(), "it is between the two");
    say(&stage.bot, asked, "of course");
    assert_eq!(received(&stage.other).len(), 1);

    ran(
        &stage.bot,
        ApiBlockMembersForAll::new(team.id, [team.member], true),
    );
    say(&stage.other, team.there, "unheard");
    let hidden = received(&stage.third).remove(0).chat_item.meta.item_deleted;
    assert!(matches!(
        hidden.as_deref(),
        Some(CiDeleted::BlockedByAdmin { .. })
    ));
}
