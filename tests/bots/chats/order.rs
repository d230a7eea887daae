use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{Barrier, Mutex};

use crate::harness::RunningBot;
use simplex_api::bot::{Bot, Context, HandlerResult, Message};
use simplex_api::events::{ContactConnected, NewChatItems};

#[tokio::test]
async fn messages_of_a_chat_are_handled_in_order() {
    let bot = Bot::builder().on_message(async |message: Message| {
        // The first takes the longest.
        let wait = match message.text() {
            "1" => 60,
            "2" => 20,
            _ => 0,
        };
        tokio::time::sleep(Duration::from_millis(wait)).await;
        message
            .reply(format!("received {}", message.text()))
            .await?;
        Ok(())
    });
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    for text in ["1", "2", "3"] {
        alice.say(text).await.unwrap();
    }
    for text in ["received 1", "received 2", "received 3"] {
        alice.expect(text).await;
    }
}

#[tokio::test]
async fn chats_do_not_wait_for_each_other() {
    // Each handler continues only when all of them have started.
    let bot = Bot::with_state(Barrier::new(3)).on_message(async |message: Message<Barrier>| {
        message.state().wait().await;
        message.reply("met").await?;
        Ok(())
    });
    let bot = RunningBot::start(bot).await;
    let mut contacts = Vec::new();
    for name in ["alice", "bob", "carol"] {
        contacts.push(bot.contact(name).await);
    }
    for contact in &contacts {
        contact.say("hi").await.unwrap();
    }
    for contact in &contacts {
        contact.expect("met").await;
    }
}

#[tokio::test]
async fn events_and_messages_of_a_chat_share_its_order() {
    type Seen = Arc<Mutex<Vec<String>>>;

    async fn connected(context: Context<Seen>, event: ContactConnected) -> HandlerResult {
        tokio::time::sleep(Duration::from_millis(50)).await;
        let name = event.contact.local_display_name;
        context.state().lock().await.push(format!("{name} came"));
        Ok(())
    }

    async fn said(message: Message<Seen>) -> HandlerResult {
        let name = message.sender().name().to_owned();
        let said = format!("{name} said {}", message.text());
        message.state().lock().await.push(said);
        message.reply("ok").await?;
        Ok(())
    }

    let seen = Seen::default();
    let bot = Bot::with_state(Arc::clone(&seen))
        .on_event(connected)
        .on_event(async |context, new: NewChatItems| {
            let count = new.chat_items.len();
            let seen: &Seen = context.state();
            seen.lock().await.push(format!("{count} new"));
            Ok(())
        })
        .on_message(said);
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    alice.say("hi").await.unwrap();
    alice.expect("ok").await;
    bot.stop().await;
    let seen = seen.lock().await;
    let place = |what: &str| seen.iter().position(|seen| seen == what);
    assert!(
        place("alice came").unwrap() < place("alice said hi").unwrap(),
        "{seen:?}"
    );
    assert_eq!(seen.last().unwrap(), "1 new", "{seen:?}");
}
