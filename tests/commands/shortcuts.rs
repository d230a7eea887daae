//! The conversions that bots need most.

use std::borrow::Cow;

use simplex_api::command::Command;
use simplex_api::commands::ApiSendMessages;
use simplex_api::json::Tagged;
use simplex_api::responses::NewChatItems;
use simplex_api::types::{
    ChatInfo, ChatRef, ChatType, ContactId, CreatedConnLink, GroupChatScopeInfo, GroupId,
    MsgContent, MsgReaction, Reaction,
};
use simplex_api_tests::facts::Facts;
use simplex_api_tests::generate::{Generator, RICHEST};

/// Chats of all kinds, as messages contain them.
fn chats() -> Vec<ChatInfo> {
    let fact = Facts::v7_0().responses()["NewChatItems"];
    let mut generator = Generator::exploring(Facts::v7_0(), 1);
    let messages = (0..200).flat_map(|_| {
        let value = generator.tagged("type", fact, RICHEST);
        let read = NewChatItems::decode(&value.to_string()).expect("a response");
        read.chat_items
    });
    messages.map(|item| item.chat_info).collect()
}

#[test]
fn answers_go_to_the_chat_of_the_message() {
    let (mut whole, mut support) = (0, 0);
    for chat in chats() {
        let named = chat.chat_ref();
        match chat {
            ChatInfo::Direct { contact, .. } => {
                assert_eq!(named, Some(ChatRef::from(contact.contact_id)));
                assert_eq!(named, Some(ChatRef::from(&*contact)));
            }
            ChatInfo::Group {
                group_info,
                group_chat_scope,
                ..
            } => {
                let named = named.expect("a group");
                assert_eq!(
                    (named.chat_type, named.chat_id),
                    (ChatType::Group, group_info.group_id.0)
                );
                let scope = group_chat_scope
                    .as_deref()
                    .and_then(GroupChatScopeInfo::scope);
                assert_eq!(named.chat_scope, scope);
                let in_whole = ChatRef::from(GroupId::from(&*group_info));
                assert_eq!(ChatRef::from(&*group_info), in_whole);
                *(if scope.is_some() {
                    &mut support
                } else {
                    &mut whole
                }) += 1;
            }
            ChatInfo::Local { note_folder, .. } => {
                let named = named.expect("notes");
                assert_eq!(
                    (named.chat_type, named.chat_id),
                    (ChatType::Local, note_folder.note_folder_id)
                );
            }
            _ => assert_eq!(named, None),
        }
    }
    assert!(whole > 0 && support > 0, "{whole} {support}");
}

#[test]
fn texts_to_contacts_and_groups() {
    let to_contact = ApiSendMessages::text(ContactId(1), "hi").encode();
    let to_group = ApiSendMessages::text(GroupId(1), String::from("hi")).encode();
    let message = r#"json [{"msgContent":{"type":"text","text":"hi"},"mentions":{}}]"#;
    assert_eq!(to_contact, Ok(format!("/_send @1 {message}")));
    assert_eq!(to_group, Ok(format!("/_send #1 {message}")));
}

#[test]
fn messages_have_a_readable_text() {
    let owned = "hi".to_owned();
    for content in [
        MsgContent::from(&owned),
        Cow::from("hi").into(),
        "hi".into(),
    ] {
        assert_eq!(content.as_text(), Some("hi"));
    }
    let link = CreatedConnLink::new("simplex:/contact#/?v=2&smp=x");
    assert_eq!(link.as_str(), "simplex:/contact#/?v=2&smp=x");
    let link = link.conn_short_link("https://smp.example.com/a#x");
    assert_eq!(link.as_str(), "https://smp.example.com/a#x");
    for (reaction, emoji) in Reaction::ALL.into_iter().zip(Reaction::EMOJI) {
        assert_eq!(emoji.parse(), Ok(reaction));
        assert_eq!(reaction.to_string(), emoji);
        assert_eq!(MsgReaction::from(emoji), reaction.into());
    }
}
