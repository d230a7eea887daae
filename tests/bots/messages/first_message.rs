//! Messages that arrive before the connection of their author is ready.

use std::time::Duration;

use tokio::sync::mpsc;

use crate::harness::{ALICE, RunningBot, soon, until};
use crate::messages::live::last_message;
use simplex_api::bot::{Bot, Builder, Context, Message, Notice};
use simplex_api::commands::{AnyCommand, ApiAcceptContact, ApiRejectContact};
use simplex_api::events::{
    ChatItemUpdated, ChatItemsDeleted, ContactConnected, ReceivedContactRequest,
};
use simplex_api::types::{ChatItemDeletion, CiContent, ContactRequestId, MsgContent};
use simplex_api_testing::Contact;

/// Replies to each message with its text.
fn echo() -> Builder {
    Bot::builder().on_message(async |message: Message| Ok(format!("received {}", message.text())))
}

/// A bot that does not accept requests, and its notices.
async fn without_auto_accept(bot: Builder) -> (RunningBot, mpsc::UnboundedReceiver<Notice>) {
    let (report, reported) = mpsc::unbounded_channel();
    let bot = bot.on_notice(move |_: Context, notice| {
        report.send(notice).unwrap();
        async {}
    });
    let bot = RunningBot::start(bot).await;
    let settings = simplex_api::types::AddressSettings::new();
    let set = simplex_api::commands::ApiSetAddressSettings::new(1, settings);
    bot.client.send(&set).await.unwrap();
    (bot, reported)
}

/// Sends a request with a message, and waits until the bot has it.
async fn ask(bot: &RunningBot, name: &str, text: &str) -> Contact {
    let contact = bot.server.contact(name);
    contact
        .connect_with_message(&bot.address, text)
        .await
        .unwrap();
    contact
}

/// The replies that a contact has received, without the welcome messages.
fn received(contact: &Contact) -> Vec<String> {
    let messages = contact.messages();
    let texts = messages.iter().map(|message| message.text().to_owned());
    texts.filter(|text| text.starts_with("received")).collect()
}

#[tokio::test]
async fn a_first_message_is_handled_once_and_before_later_messages() {
    let bot = RunningBot::start(echo().welcome("Hello")).await;
    for name in ["alice", "bob"] {
        let contact = ask(&bot, name, "first").await;
        contact.say("second").await.unwrap();
        contact.expect("Hello").await;
        contact.expect("received first").await;
        contact.expect("received second").await;
        assert_eq!(received(&contact), ["received first", "received second"]);
    }
    let sent = bot.server.commands().into_iter();
    let sent = sent.filter(|command| matches!(command, AnyCommand::ApiSendMessages(_)));
    assert_eq!(sent.count(), 4, "none was sent in vain");
    assert_eq!(bot.stop().await.unhandled, 0);
}

#[tokio::test]
async fn a_message_with_a_request_is_held_until_the_request_is_accepted() {
    let (bot, mut notices) = without_auto_accept(echo()).await;
    let alice = ask(&bot, "alice", "first").await;
    bot.client.send(&ApiAcceptContact::new(1)).await.unwrap();
    alice.expect("received first").await;
    alice.say("second").await.unwrap();
    alice.expect("received second").await;
    assert!(notices.try_recv().is_err());
}

#[tokio::test]
async fn a_handler_can_accept_a_request_with_a_message() {
    let bot = echo().on_event(async |bot: Context, asked: ReceivedContactRequest| {
        let request = asked.contact_request.contact_request_id;
        bot.client().send(&ApiAcceptContact::new(request)).await?;
        Ok(())
    });
    let (bot, _notices) = without_auto_accept(bot).await;
    let alice = ask(&bot, "alice", "first").await;
    alice.expect("received first").await;
}

#[tokio::test]
async fn a_first_message_is_dropped_after_the_timeout() {
    let bot = echo().first_message_timeout(Duration::from_millis(50));
    let (bot, mut notices) = without_auto_accept(bot).await;
    let alice = ask(&bot, "alice", "first").await;
    let Notice::FirstMessagesDropped { chat, count } = soon(notices.recv()).await.unwrap() else {
        panic!("nothing was missed");
    };
    assert_eq!((chat, count), (Some(ALICE.into()), 1));
    bot.client.send(&ApiAcceptContact::new(1)).await.unwrap();
    alice.say("second").await.unwrap();
    alice.expect("received second").await;
    assert_eq!(received(&alice), ["received second"]);
}

#[tokio::test]
async fn held_first_messages_count_as_unhandled() {
    let (bot, _notices) = without_auto_accept(echo().first_message_timeout(Duration::MAX)).await;
    ask(&bot, "alice", "first").await;
    let reject = ApiRejectContact::new(ContactRequestId(1));
    bot.client.send(&reject).await.unwrap();
    assert_eq!(bot.stop().await.unhandled, 1);
}

#[tokio::test]
async fn event_handlers_of_the_connection_run_before_the_first_message() {
    let (report, mut reported) = mpsc::unbounded_channel();
    let connected = report.clone();
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
            report.send(message.text().to_owned()).unwrap();
            async { Ok(()) }
        });
    let bot = RunningBot::start(bot).await;
    ask(&bot, "alice", "first").await;
    assert_eq!(soon(reported.recv()).await.unwrap(), "alice is there");
    assert_eq!(soon(reported.recv()).await.unwrap(), "first");
}

#[tokio::test]
async fn a_held_message_can_be_edited_and_deleted() {
    let (bot, _notices) = without_auto_accept(echo()).await;
    let alice = ask(&bot, "alice", "first").await;
    until(|| bot.client.stats().unread == 0).await;
    let mut new = last_message(&bot);
    let mut item = new.chat_items.remove(0);
    // Another message, which is deleted.
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
    alice.expect("received edited").await;
    alice.say("second").await.unwrap();
    alice.expect("received second").await;
    assert_eq!(received(&alice), ["received edited", "received second"]);
}
