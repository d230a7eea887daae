//! A bot and the contacts who talk to it.

use simplex_api::client::{Client, Events, Incoming};
use simplex_api::commands::{
    ApiChatItemReaction, ApiCreateMyAddress, ApiDeleteChat, ApiDeleteChatItem, ApiListContacts,
    ApiSendMessages, ApiSetAddressSettings, ApiShowMyAddress, ApiUpdateChatItem,
    ApiUpdateChatItemResponse,
};
use simplex_api::events::Event;
use simplex_api::types::{
    AddressSettings, AutoAccept, ChatDeleteMode, ChatRef, CiDeleteMode, MsgReaction, UpdatedMessage,
};
use simplex_api_testing::{ChatServer, Contact};

use super::connected;

/// A contact who is connected to the bot through its address.
pub(super) async fn connected_contact(server: &ChatServer, client: &Client) -> Contact {
    let created = client.send(&ApiCreateMyAddress::new(1)).await.unwrap();
    let settings = AddressSettings::new()
        .auto_accept(AutoAccept::new())
        .auto_reply("Welcome!");
    let settings = ApiSetAddressSettings::new(1, settings);
    client.send(&settings).await.unwrap();
    let alice = server.contact("alice");
    alice.connect(&created.conn_link_contact).await.unwrap();
    alice.expect("Welcome!").await;
    alice
}

/// The next message to the bot: its chat and its text.
pub(super) async fn next_message(events: &mut Events) -> (ChatRef, String) {
    loop {
        let Incoming::Event(event) = events.next().await.expect("an event") else {
            panic!("not an event");
        };
        let Event::NewChatItems(new) = event else {
            continue;
        };
        for item in &new.chat_items {
            if let Some(text) = item.received_text() {
                return (item.chat_info.chat_ref().unwrap(), text.to_owned());
            }
        }
    }
}

#[tokio::test]
async fn a_bot_answers() {
    let (server, client, mut events) = connected().await;
    let alice = connected_contact(&server, &client).await;
    for (said, answered) in [("7", "49"), ("1.5", "2.25"), ("seven", "no number")] {
        alice.say(said).await.unwrap();
        let (chat, text) = next_message(&mut events).await;
        assert_eq!(text, said);
        let reply = match text.parse::<f64>() {
            Ok(number) => (number * number).to_string(),
            Err(_) => "no number".to_owned(),
        };
        let reply = ApiSendMessages::new(chat, [reply.into()]);
        client.send(&reply).await.unwrap();
        alice.expect(answered).await;
    }
}

#[tokio::test]
async fn a_bot_edits_reacts_and_deletes() {
    let (server, client, mut events) = connected().await;
    let alice = connected_contact(&server, &client).await;
    alice.say("hi").await.unwrap();
    let (chat, _) = next_message(&mut events).await;

    let send = ApiSendMessages::new(chat.clone(), ["one".into(), "two".into()]);
    let sent = client.send(&send).await.unwrap().chat_items;
    let ids: Vec<_> = sent
        .iter()
        .map(|item| item.chat_item.meta.item_id)
        .collect();
    alice.expect("one").await;
    alice.expect("two").await;

    let edit = ApiUpdateChatItem::new(chat.clone(), ids[0], UpdatedMessage::new("uno"));
    let edited = client.send(&edit).await.unwrap();
    assert!(matches!(
        edited,
        ApiUpdateChatItemResponse::ChatItemUpdated(_)
    ));
    let unchanged = client.send(&edit).await.unwrap();
    assert!(matches!(
        unchanged,
        ApiUpdateChatItemResponse::ChatItemNotChanged(_)
    ));

    let react = ApiChatItemReaction::new(chat.clone(), ids[1], true, MsgReaction::emoji("👍"));
    client.send(&react).await.unwrap();

    let delete = ApiDeleteChatItem::new(chat, vec![ids[0]], CiDeleteMode::Broadcast);
    let deleted = client.send(&delete).await.unwrap();
    assert_eq!(deleted.chat_item_deletions.len(), 1);

    let messages = alice.messages();
    let seen = |text: &str| messages.iter().find(|message| message.text() == text);
    assert!(seen("two").is_some_and(|two| two.reactions_of_others() == ["👍"]));
    assert!(messages.iter().any(|message| message.deleted));
}

#[tokio::test]
async fn a_bot_deletes_a_contact() {
    let (server, client, mut events) = connected().await;
    let alice = connected_contact(&server, &client).await;
    alice.say("hi").await.unwrap();
    let (chat, _) = next_message(&mut events).await;

    let knows_alice = async || {
        let list = client.send(&ApiListContacts::new(1)).await.unwrap();
        let mut contacts = list.contacts.iter();
        contacts.any(|contact| contact.local_display_name == "alice")
    };
    assert!(knows_alice().await);

    let delete = ApiDeleteChat::new(chat, ChatDeleteMode::full(true));
    client.send(&delete).await.unwrap();
    assert!(!knows_alice().await);
    assert!(alice.say("still there?").await.is_err());
}

#[tokio::test]
async fn contacts_get_their_own_replies() {
    let (server, client, mut events) = connected().await;
    let alice = connected_contact(&server, &client).await;
    let shown = client.send(&ApiShowMyAddress::new(1)).await.unwrap();
    let bob = server.contact("bob");
    bob.connect(&shown.contact_link.conn_link_contact)
        .await
        .unwrap();
    bob.expect("Welcome!").await;

    alice.say("from alice").await.unwrap();
    bob.say("from bob").await.unwrap();
    for _ in 0..2 {
        let (chat, text) = next_message(&mut events).await;
        let reply = ApiSendMessages::new(chat, [format!("{text}, right?").into()]);
        client.send(&reply).await.unwrap();
    }
    alice.expect("from alice, right?").await;
    bob.expect("from bob, right?").await;
}
