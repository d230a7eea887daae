use std::sync::atomic::{AtomicU32, Ordering};

use super::{Running, soon};
use crate::bot::{Bot, BoxError, Failure, HandlerResult, Message};
use crate::command;
use crate::types::{ChatPeerType, MsgContent, Profile};

/// Adds two numbers.
#[command(syntax = "/add <one> <two>", typed_by = people)]
struct Add {
    one: i64,
    two: i64,
}

async fn add(_: Message, add: Add) -> HandlerResult<String> {
    Ok((add.one + add.two).to_string())
}

#[tokio::test]
async fn what_a_handler_returns_is_its_answer() {
    let bot = Bot::builder()
        .on_command(add)
        .on_bad_command(async |_, _| Ok("What?"))
        .on_message(async |message| Ok(MsgContent::text(message.text().to_uppercase())))
        .on_message(async |message: Message| Ok((message.text() == "hi").then_some("Hello.")))
        .on_message(async |message: Message| Ok(message.reply_quoting("Indeed.").await?));
    let bot = Running::new(bot).await;
    let alice = bot.contact("alice").await;
    for (said, answers) in [
        ("/add 2 3", &["5"][..]),
        ("/subtract 2 3", &["What?"]),
        ("hi", &["HI", "Hello.", "Indeed."]),
        ("so", &["SO", "Indeed."]),
        // Nothing has come after the last one.
        ("end", &["END"]),
    ] {
        alice.say(said).await.unwrap();
        for answer in answers {
            assert_eq!(alice.next_message().await.unwrap().text(), *answer);
        }
    }
}

#[tokio::test]
async fn an_answer_that_cannot_be_sent_is_a_failure_of_the_handler() {
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel();
    let bot = Bot::builder()
        .on_message(async |_| Ok("x".repeat(20_000)))
        .on_error(move |_, failure: Failure<BoxError>| {
            tell.send(failure.to_string()).unwrap();
            async {}
        });
    let bot = Running::new(bot).await;
    let alice = bot.contact("alice").await;
    alice.say("hi").await.unwrap();
    let told = soon(told.recv()).await;
    let expected = "the handler of `message` failed: APISendMessages was not sent";
    let told = told.unwrap();
    assert!(told.starts_with(expected), "{told}");
}

/// Counts how often it is asked.
async fn count(message: Message<AtomicU32>) -> HandlerResult<bool> {
    let before = message.state().fetch_add(1, Ordering::Relaxed);
    match message.text() {
        "fail" => Err("it cannot be known".into()),
        "panic" => panic!("so be it"),
        _ => Ok(before != 5),
    }
}

#[tokio::test]
async fn checks_come_before_handlers() {
    let bot = Bot::with_state(AtomicU32::new(0))
        .check(async |message: Message<AtomicU32>| {
            let is_known = message.sender().name() == "alice";
            if !is_known {
                message.reply("I do not know you.").await?;
            }
            Ok(is_known)
        })
        .check(count)
        .on_command(async |_, add: Add| Ok((add.one + add.two).to_string()))
        .on_message(async |message| Ok(message.text().to_uppercase()));
    let bot = Running::new(bot).await;
    let mallory = bot.contact("mallory").await;
    for text in ["hi", "/add 1 2", "bye"] {
        mallory.say(text).await.unwrap();
        mallory.expect("I do not know you.").await;
    }

    let alice = bot.contact("alice").await;
    // The second check fails on two, and does not take the sixth.
    for text in ["fail", "hi", "panic", "/add 1 2", "again", "no", "end"] {
        alice.say(text).await.unwrap();
    }
    for text in ["HI", "3", "AGAIN", "END"] {
        assert_eq!(alice.next_message().await.unwrap().text(), text);
    }
}

#[tokio::test]
async fn bots_that_say_so_can_be_ignored() {
    let bot = Bot::builder()
        .check(async |message: Message| Ok(!message.sender().is_bot()))
        .on_message(async |message: Message| Ok(message.text().to_owned()));
    let bot = Running::new(bot).await;
    let (alice, robot) = (bot.contact("alice").await, bot.contact("robot").await);
    let become_bot = |profile: &mut Profile| profile.peer_type = Some(ChatPeerType::Bot);
    robot.update_profile(become_bot).await.unwrap();
    robot.say("ping").await.unwrap();
    alice.say("hi").await.unwrap();
    alice.expect("hi").await;
    assert_eq!(robot.messages().len(), 1, "its own");
}
