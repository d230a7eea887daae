//! Messages in groups: mentions, authors, size limits, automatic replies.

use simplex_api::commands::{
    ApiGetChats, ApiSendMessages, ApiSetAddressSettings, ApiUpdateProfile, Connect,
};
use simplex_api::events::Event;
use simplex_api::types::{
    AddressSettings, AutoAccept, ChatListQuery, ChatRef, CiDirection, ComposedMessage, CryptoFile,
    GroupMemberId, GroupMemberRole, MsgContent, PaginationByTime, Profile,
};

use crate::stage::{Stage, address, failed, ran, received, received_one, say, text};
use crate::table::kind;

/// A message with mentions.
fn mentioning<const N: usize>(said: &str, mentions: [(&str, GroupMemberId); N]) -> ComposedMessage {
    let mentions = mentions.map(|(name, member)| (name.to_owned(), member));
    ComposedMessage::new(text(said)).mentions(mentions)
}

#[tokio::test]
async fn a_reply_mentions_the_author() {
    let stage = Stage::set().await;
    let team = stage.team(GroupMemberRole::Member);
    stage.third_in(&team, GroupMemberRole::Member);
    say(&stage.other, team.there, "who is there?");
    let asked = received_one(&stage.bot);
    received(&stage.third);
    let reply = ComposedMessage::new(text("I am")).quoted_item_id(asked);
    ran(&stage.bot, ApiSendMessages::new(team.id, [reply]));
    assert!(received(&stage.other)[0].chat_item.meta.user_mention);
    assert!(!received(&stage.third)[0].chat_item.meta.user_mention);
}

#[tokio::test]
async fn a_text_contains_the_mentioned_names() {
    let stage = Stage::set().await;
    let team = stage.team(GroupMemberRole::Member);
    let (third, _) = stage.third_in(&team, GroupMemberRole::Member);
    let send = |message| ApiSendMessages::new(team.id, [message]);
    let both = mentioning(
        "@other, ask @'third one'!",
        [("other", team.member), ("third one", third)],
    );
    let sent = ran(&stage.bot, send(both)).chat_items.remove(0).chat_item;
    let there = received(&stage.other).remove(0).chat_item;
    for item in [&sent, &there] {
        let names: Vec<_> = item.mentions.keys().collect();
        assert_eq!(names, ["other", "third one"]);
    }
    assert_eq!(
        (sent.meta.user_mention, there.meta.user_mention),
        (false, true)
    );

    for message in [
        mentioning("@other", [("other", team.member), ("third", third)]),
        mentioning("@a @b", [("a", third), ("b", third)]),
        mentioning(
            "@a @b @c @d",
            [
                ("a", 1.into()),
                ("b", 2.into()),
                ("c", 3.into()),
                ("d", 4.into()),
            ],
        ),
    ] {
        let error = failed(&stage.bot, send(message));
        assert_eq!(kind(&error), "invalidMention");
    }
    let nobody = mentioning("nobody", [("other", team.member)]);
    let sent = ran(&stage.bot, send(nobody)).chat_items.remove(0).chat_item;
    assert!(sent.mentions.is_empty());
}

#[tokio::test]
async fn an_item_shows_its_author_as_they_are_now() {
    let stage = Stage::set().await;
    let team = stage.team(GroupMemberRole::Member);
    say(&stage.other, team.there, "hi");
    ran(
        &stage.other,
        ApiUpdateProfile::new(1, Profile::new("another", "")),
    );
    let (last, all) = (PaginationByTime::last(1), ChatListQuery::search("team"));
    let chats = ran(&stage.bot, ApiGetChats::new(1, last, all)).chats;
    let item = &chats[0].chat_items[0];
    assert_eq!(item.meta.item_text, "hi");
    let CiDirection::GroupRcv { group_member, .. } = &item.chat_dir else {
        panic!("{item:?}");
    };
    assert_eq!(group_member.member_profile.display_name, "another");
}

/// The longest text that can be sent.
fn longest(stage: &Stage, chat: &ChatRef) -> String {
    let send = |text: &String| stage.bot.run(ApiSendMessages::text(chat.clone(), text));
    let lengths = (15_000..15_602).rev();
    let mut texts = lengths.map(|length| "x".repeat(length));
    texts.find(|text| send(text).is_ok()).expect("a text")
}

#[tokio::test]
async fn quotes_mentions_and_files_count_for_the_size_limit() {
    let stage = Stage::set().await;
    let team = stage.team(GroupMemberRole::Member);
    let chat = ChatRef::from(team.id);
    let longest = longest(&stage, &chat);
    let send = |message| ApiSendMessages::new(chat.clone(), [message]);
    // Shorter by the length of the name, and still of the maximum size.
    let named = format!("@other {}", &longest["@other ".len()..]);
    ran(&stage.bot, send(ComposedMessage::new(text(&named))));
    stage.bot.put_file("notes.txt", *b"notes");
    for message in [
        mentioning(&named, [("other", team.member)]),
        ComposedMessage::new(text(&longest)).file_source(CryptoFile::new("notes.txt")),
    ] {
        assert_eq!(kind(&failed(&stage.bot, send(message))), "largeMsg");
    }
}

#[tokio::test]
async fn a_greeting_that_is_too_large_is_not_sent() {
    let stage = Stage::set().await;
    let link = address(&stage.bot);
    let settings = AddressSettings::new()
        .auto_accept(AutoAccept::new())
        .auto_reply(MsgContent::text("x".repeat(15_590)));
    ran(&stage.bot, ApiSetAddressSettings::new(1, settings));
    ran(&stage.other, Connect::new(link.conn_full_link));
    let events = stage.bot.take_events();
    let error = events.iter().find_map(|event| match event {
        Event::ChatErrors(errors) => Some(kind(&errors.chat_errors[0])),
        _ => None,
    });
    assert_eq!(error.as_deref(), Some("largeMsg"));
    let connected = |event: &Event| matches!(event, Event::ContactConnected(_));
    assert!(events.iter().any(connected));
    assert!(received(&stage.other).is_empty());
}
