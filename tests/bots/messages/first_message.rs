//! Messages that come before their author can be answered.

use std::time::Duration;

use tokio::sync::mpsc;

use crate::harness::{ALICE, Running, soon, until};
use crate::messages::live::last_message;
use simplex_api::bot::{Bot, Builder, Context, Message, Notice};
use simplex_api::commands::{AnyCommand, ApiAcceptContact, ApiRejectContact};
use simplex_api::events::{
    ChatItemUpdated, ChatItemsDeleted, ContactConnected, ReceivedContactRequest,
};
use simplex_api::types::{ChatItemDeletion, CiContent, ContactRequestId, MsgContent};
use simplex_api_testing::Contact;

/// Answers each message with its text.
fn echo() -> Builder {
    Bot::builder().on_message(async |message: Message| Ok(format!("heard {}", message.text())))
}

/// A bot that leaves it to others to accept contacts, with what it is told of.
async fn by_hand(bot: Builder) -> (Running, mpsc::UnboundedReceiver<Notice>) {
    let (tell, told) = mpsc::unbounded_channel();
    let bot = bot.on_notice(move |_: Context, notice| {
        tell.send(notice).unwrap();
        async {}
    });
    let bot = Running::new(bot).await;
    let settings = simplex_api::types::AddressSettings::new();
    let set = simplex_api::commands::ApiSetAddressSettings::new(1, settings);
    bot.client.send(&set).await.unwrap();
    (bot, told)
}

/// Asks, and waits until the bot has the request.
async fn ask(bot: &Running, name: &str, text: &str) -> Contact {
    let contact = bot.server.contact(name);
    contact
        .connect_with_message(&bot.address, text)
        .await
        .unwrap();
    contact
}

/// The answers that a contact has, without the greetings.
fn heard(contact: &Contact) -> Vec<String> {
    let messages = contact.messages();
    let texts = messages.iter().map(|message| message.text().to_owned());
    texts.filter(|text| text.starts_with("heard")).collect()
}

#[tokio::test]
async fn the_first_message_is_answered_once_and_before_later_ones() {
    let bot = Running::new(echo().welcome("Hello")).await;
    for name in ["alice", "bob"] {
        let contact = ask(&bot, name, "first").await;
        contact.say("second").await.unwrap();
        contact.expect("Hello").await;
        contact.expect("heard first").await;
        contact.expect("heard second").await;
        assert_eq!(heard(&contact), ["heard first", "heard second"]);
    }
    let sent = bot.server.commands().into_iter();
    let sent = sent.filter(|command| matches!(command, AnyCommand::ApiSendMessages(_)));
    assert_eq!(sent.count(), 4, "none was sent in vain");
    assert_eq!(bot.stopped().await.unhandled, 0);
}

#[tokio::test]
async fn a_message_with_a_request_waits_until_that_is_accepted() {
    let (bot, mut notices) = by_hand(echo()).await;
    let alice = ask(&bot, "alice", "first").await;
    bot.client.send(&ApiAcceptContact::new(1)).await.unwrap();
    alice.expect("heard first").await;
    alice.say("second").await.unwrap();
    alice.expect("heard second").await;
    assert!(notices.try_recv().is_err());
}

#[tokio::test]
async fn a_bot_accepts_who_has_written_something() {
    let bot = echo().on_event(async |bot: Context, asked: ReceivedContactRequest| {
        let request = asked.contact_request.contact_request_id;
        bot.client().send(&ApiAcceptContact::new(request)).await?;
        Ok(())
    });
    let (bot, _notices) = by_hand(bot).await;
    let alice = ask(&bot, "alice", "first").await;
    alice.expect("heard first").await;
}

#[tokio::test]
async fn a_message_that_nobody_can_answer_is_announced_and_not_handled() {
    let bot = echo().first_message_timeout(Duration::from_millis(50));
    let (bot, mut notices) = by_hand(bot).await;
    let alice = ask(&bot, "alice", "first").await;
    let Notice::FirstMessagesDropped { chat, count } = soon(notices.recv()).await.unwrap() else {
        panic!("nothing was missed");
    };
    assert_eq!((chat, count), (Some(ALICE.into()), 1));
    bot.client.send(&ApiAcceptContact::new(1)).await.unwrap();
    alice.say("second").await.unwrap();
    alice.expect("heard second").await;
    assert_eq!(heard(&alice), ["heard second"]);
}

#[tokio::test]
async fn a_message_that_is_left_is_counted() {
    let (bot, _notices) = by_hand(echo().first_message_timeout(Duration::MAX)).await;
    ask(&bot, "alice", "first").await;
    let reject = ApiRejectContact::new(ContactRequestId(1));
    bot.client.send(&reject).await.unwrap();
    assert_eq!(bot.stopped().await.unhandled, 1);
}

#[tokio::test]
async fn the_handlers_of_the_connection_come_before_its_first_message() {
    let (tell, mut told) = mpsc::unbounded_channel();
    let connected = tell.clone();
    let bot = Bot::builder()
        .on_event(
            move |_: Context, event: simplex_api::events::ContactSndReady| {
                let name = event.contact.local_display_name;
                connected.send(format!("{name} is there")).unwrap();
                async { Ok(()) }
            },
        )
        .on_event(async |_, _: ContactConnected| Ok(()))
        .on_message(move |message: Message| {
            tell.send(message.text().to_owned()).unwrap();
            async { Ok(()) }
        });
    let bot = Running::new(bot).await;
    ask(&bot, "alice", "first").await;
    assert_eq!(soon(told.recv()).await.unwrap(), "alice is there");
    assert_eq!(soon(told.recv()).await.unwrap(), "first");
}

#[tokio::test]
async fn an_edit_changes_a_message_that_waits_and_a_deletion_takes_it_away() {
    let (bot, _notices) = by_hand(echo()).await;
    let alice = ask(&bot, "alice", "first").await;
    until(|| bot.client.stats().unread == 0).await;
    let mut new = last_message(&bot);
    let mut item = new.chat_items.remove(0);
    // Another one that is deleted.
    let mut other = new.clone();
    let mut gone = item.clone();
    gone.chat_item.meta.item_id = 1000.into();
    other.chat_items = vec![gone.clone()];
    bot.server.inject(&other);
    let mut deleted = ChatItemsDeleted::new(new.user.clone());
    deleted
        .chat_item_deletions
        .push(ChatItemDeletion::new(gone));
    bot.server.inject(&deleted);
    item.chat_item.content = CiContent::rcv_msg_content(MsgContent::text("edited"));
    bot.server.inject(&ChatItemUpdated::new(new.user, item));
    bot.client.send(&ApiAcceptContact::new(1)).await.unwrap();
    alice.expect("heard edited").await;
    alice.say("second").await.unwrap();
    alice.expect("heard second").await;
    assert_eq!(heard(&alice), ["heard edited", "heard second"]);
}
