//! What the handlers of a bot receive from a real server: replays recorded events.

use std::time::Duration;

use serde_json::Value;
use simplex_api::bot::{Bot, Message};
use simplex_api_testing::ChatServer;
use tokio::sync::mpsc;

/// A contact connects by the address, with a message, as apps do it.
const FIRST_MESSAGE: &str = include_str!("recorded/first-message.jsonl");

/// A group of the bot, and two members who start direct conversations: one is accepted by a command, the other
/// automatically.
const MEMBER_CONTACTS: &str = include_str!("recorded/member-contacts.jsonl");

/// Two contacts who change their profiles, send messages and leave.
const CONTACTS: &str = include_str!("recorded/contacts.jsonl");

/// A subscriber of a channel: its relay forwards all messages.
const CHANNEL: &str = include_str!("recorded/channel.jsonl");

/// The messages that a bot handles of these events, and the number of unhandled ones.
async fn handled(events: impl IntoIterator<Item = &str>) -> (Vec<String>, usize) {
    let server = ChatServer::start().await.unwrap();
    let (sender, mut received) = mpsc::unbounded_channel();
    let bot = Bot::builder()
        .auto_accept(true)
        .on_message(move |message: Message| {
            sender.send(message.text().to_owned()).unwrap();
            async { Ok(()) }
        });
    let bot = bot.connect(&server.url()).await.unwrap();
    let address = bot.address().cloned().unwrap();
    let stop = bot.stop_handle();
    let running = tokio::spawn(bot.run());
    let last = server.contact("last");
    last.connect(&address).await.unwrap();
    for event in events {
        server.inject_json(event);
    }
    last.say("the last").await.unwrap();
    let mut texts = Vec::new();
    let mut next = async || {
        let next = tokio::time::timeout(Duration::from_secs(60), received.recv());
        next.await.expect("it is handled")
    };
    while let Some(text) = next().await {
        if text == "the last" {
            // Earlier messages can only be in the queues of other chats.
            stop.stop();
        } else {
            texts.push(text);
        }
    }
    (texts, running.await.unwrap().unhandled)
}

#[tokio::test]
async fn a_first_message_is_handled_when_its_contact_is_ready() {
    assert_eq!(handled(FIRST_MESSAGE.lines()).await, (vec!["12".into()], 0));
    let before = FIRST_MESSAGE.lines().take(2);
    assert_eq!(handled(before).await, (vec![], 1));
}

#[tokio::test]
async fn direct_messages_of_members_are_handled_after_connecting() {
    let mut texts = handled(MEMBER_CONTACTS.lines()).await;
    texts.0.sort();
    let both = ["a word with you", "me too"].map(String::from);
    assert_eq!(texts, (both.into(), 0));
    let is_up = |event: &&str| !event.starts_with(r#"{"type":"contactConnected""#);
    let unaccepted = MEMBER_CONTACTS.lines().filter(is_up);
    assert_eq!(handled(unaccepted).await, (vec!["me too".into()], 1));
}

#[tokio::test]
async fn event_items_are_not_messages() {
    let mut texts = handled(CONTACTS.lines()).await;
    texts.0.sort();
    let both = ["I am kim", "no, I am"].map(String::from);
    assert_eq!(texts, (both.into(), 0));
}

#[tokio::test]
async fn forwarded_messages_are_handled_except_history() {
    let all = ["news as the channel", "news by the owner"].map(String::from);
    assert_eq!(handled(CHANNEL.lines()).await, (all.clone().into(), 0));
    // The first message is older than the bot.
    let mut is_first = true;
    let older: Vec<String> = CHANNEL
        .lines()
        .map(|event| {
            let mut event: Value = serde_json::from_str(event).unwrap();
            let meta = &mut event["chatItems"][0]["chatItem"]["meta"];
            if is_first && meta["itemText"] == all[0] {
                meta["itemTs"] = "2026-11-30T21:00:00Z".into();
                is_first = false;
            }
            event.to_string()
        })
        .collect();
    let texts = handled(older.iter().map(String::as_str)).await;
    assert_eq!(texts, (vec![all[1].clone()], 0));
}
