use std::time::Duration;

use super::{ALICE, LONG, Running};
use crate::bot::{Bot, HandlerResult, Message, WaitError};

/// Asks for a name until there is one.
async fn introduce(message: Message) -> HandlerResult {
    message.reply("Who are you?").await?;
    let name = message.next_message(LONG).await?;
    name.reply(format!("Hello {}!", name.text())).await?;
    Ok(())
}

#[tokio::test]
async fn the_next_message_goes_to_the_handler_that_waits() {
    let bot = Running::new(Bot::builder().on_message(introduce)).await;
    let alice = bot.contact("alice").await;
    for _ in 0..2 {
        alice.say("hi").await.unwrap();
        alice.expect("Who are you?").await;
        alice.say("Alice").await.unwrap();
        alice.expect("Hello Alice!").await;
    }
}

#[tokio::test]
async fn a_message_that_came_before_the_wait_counts() {
    let bot = Running::new(Bot::builder().on_message(introduce)).await;
    let alice = bot.contact("alice").await;
    for text in ["hi", "Alice", "hi", "Alice again"] {
        alice.say(text).await.unwrap();
    }
    for text in [
        "Who are you?",
        "Hello Alice!",
        "Who are you?",
        "Hello Alice again!",
    ] {
        alice.expect(text).await;
    }
}

#[tokio::test]
async fn dialogues_in_two_chats_are_kept_apart() {
    let bot = Running::new(Bot::builder().on_message(introduce)).await;
    let (alice, bob) = (bot.contact("alice").await, bot.contact("bob").await);
    for contact in [&alice, &bob] {
        contact.say("hi").await.unwrap();
        contact.expect("Who are you?").await;
    }
    bob.say("Bob").await.unwrap();
    bob.expect("Hello Bob!").await;
    alice.say("Alice").await.unwrap();
    alice.expect("Hello Alice!").await;
}

#[tokio::test]
async fn messages_that_are_not_wanted_wait_for_their_turn() {
    let bot = Bot::builder().on_message(async |message: Message| {
        if message.text() != "count" {
            message.reply(format!("later: {}", message.text())).await?;
            return Ok(());
        }
        let is_number = |text: &str| text.parse::<u32>().is_ok();
        let wanted = |item: &crate::types::AChatItem| item.received_text().is_some_and(is_number);
        let number = message.next_message_if(LONG, wanted).await?;
        number.reply(format!("number: {}", number.text())).await?;
        Ok(())
    });
    let bot = Running::new(bot).await;
    let alice = bot.contact("alice").await;
    for text in ["count", "one", "2"] {
        alice.say(text).await.unwrap();
    }
    alice.expect("number: 2").await;
    alice.expect("later: one").await;
}

#[tokio::test]
async fn a_wait_ends_in_time_or_with_the_bot() {
    let bot = Bot::builder().on_message(async |message: Message| {
        let short = Duration::from_millis(10);
        let error = message.next_message(short).await.unwrap_err();
        assert_eq!(error, WaitError::TimedOut(short));
        message.reply(error.to_string()).await?;
        let error = message.next_message(LONG).await.unwrap_err();
        message.reply(error.to_string()).await?;
        Ok(())
    });
    let bot = Running::new(bot).await;
    let alice = bot.contact("alice").await;
    alice.say("hi").await.unwrap();
    alice.expect("no message came within 10ms").await;
    bot.stop.stop();
    alice.expect("the bot is stopping").await;
    let ended = bot.ended().await;
    assert_eq!((ended.aborted, ended.unhandled), (0, 0));
}

#[tokio::test]
async fn chats_can_be_written_to_without_being_asked() {
    let bot = Running::new(Bot::builder()).await;
    let alice = bot.contact("alice").await;
    let bot = Bot::builder()
        .start(bot.client.clone(), idle(&bot).await)
        .await
        .unwrap();
    bot.context().chat(ALICE).send("news").await.unwrap();
    alice.expect("news").await;
}

/// The events of another client of the server.
async fn idle(bot: &Running) -> crate::client::Events {
    crate::Client::connect(&bot.server.url()).await.unwrap().1
}
