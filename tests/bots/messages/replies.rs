use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};

use crate::harness::{LONG, RunningBot, soon, until};
use simplex_api::bot::{Bot, BoxError, HandlerError, HandlerResult, Message};
use simplex_api::command;
use simplex_api::commands::{AnyCommand, ApiChatItemReaction, ApiSendMessages};
use simplex_api::responses::NewChatItems;
use simplex_api::types::{
    ChatError, ChatErrorType, ChatItemId, ChatPeerType, ComposedMessage, GroupId, GroupMemberId,
    MsgContent, Profile, Reaction, StoreError,
};
use simplex_api_testing::{Expected, sample};

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
async fn the_value_that_a_handler_returns_is_the_reply() {
    let bot = Bot::builder()
        .on_command(add)
        .on_invalid_command(async |_, _| Ok("What?"))
        .on_message(async |message| Ok(MsgContent::text(message.text().to_uppercase())))
        .on_message(async |message: Message| Ok((message.text() == "hi").then_some("Hello.")))
        .on_message(async |message: Message| Ok(message.reply_quoting("Indeed.").await?));
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    for (said, answers) in [
        ("/add 2 3", &["5"][..]),
        ("/subtract 2 3", &["What?"]),
        ("hi", &["HI", "Hello.", "Indeed."]),
        ("so", &["SO", "Indeed."]),
        // There was no other reply to the message before.
        ("end", &["END"]),
    ] {
        alice.say(said).await.unwrap();
        for answer in answers {
            assert_eq!(alice.next_message().await.unwrap().text(), *answer);
        }
    }
}

#[tokio::test]
async fn a_reply_that_cannot_be_sent_is_a_handler_error() {
    let (report, mut reported) = tokio::sync::mpsc::unbounded_channel();
    let bot = Bot::builder()
        .on_message(async |_| Ok("x".repeat(20_000)))
        .on_error(move |_, failure: HandlerError<BoxError>| {
            report.send(failure.to_string()).unwrap();
            async {}
        });
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    alice.say("hi").await.unwrap();
    let reported = soon(reported.recv()).await;
    let expected = "the handler of `message` failed: APISendMessages was not sent";
    let reported = reported.unwrap();
    assert!(reported.starts_with(expected), "{reported}");
}

/// Waits until its message is deleted, then runs the command in it, and replies with the result.
async fn do_late(message: Message) -> HandlerResult<Option<String>> {
    if message.text() == "go on" {
        return Ok(None);
    }
    let item = message.handle();
    message.next_message(LONG).await?;
    Ok(match message.text() {
        "quote" => {
            message.reply_quoting("about it").await?;
            None
        }
        "react" => Some(item.react(Reaction::ThumbsUp).await?.to_string()),
        _ => Some(item.unreact(Reaction::ThumbsUp).await?.to_string()),
    })
}

#[tokio::test]
async fn a_handler_can_work_with_a_deleted_message() {
    let bot = RunningBot::start(Bot::builder().on_message(do_late)).await;
    let alice = bot.contact("alice").await;
    for (text, answer) in [
        ("quote", "about it"),
        ("react", "false"),
        ("unreact", "false"),
    ] {
        let message = alice.say(text).await.unwrap();
        alice.delete(&message).await.unwrap();
        alice.say("go on").await.unwrap();
        let answer = alice.expect(answer).await;
        assert_eq!(answer.quoted, None);
    }
}

#[tokio::test]
async fn updates_of_a_deleted_live_message_fail() {
    let bot = RunningBot::start(Bot::builder().on_message(async |message: Message| {
        let live = message.reply_live("one").await?;
        live.handle().delete().await?;
        let updated = live.update("one two").await;
        let finished = live.finish("one two three").await;
        let errors = [updated.err(), finished.err()];
        let errors = errors.map(|error| error.map_or_else(String::new, |error| error.to_string()));
        Ok(errors.join("\n"))
    }));
    let bot = bot.await;
    let alice = bot.contact("alice").await;
    alice.say("count").await.unwrap();
    let error = "APIUpdateChatItem failed: error / invalidChatItemUpdate";
    alice.expect("one").await;
    alice.expect(&format!("{error}\n{error}")).await;
}

#[tokio::test]
async fn a_reply_is_sent_without_a_quote_if_quoting_fails() {
    let bot = Bot::builder()
        .on_message(async |message: Message| Ok(message.reply_quoting("about it").await?));
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    for error in [
        StoreError::invalid_quote(),
        StoreError::chat_item_not_found(ChatItemId(1)),
        StoreError::large_msg(),
    ] {
        let quotes = |send: &ApiSendMessages| send.composed_messages[0].quoted_item_id.is_some();
        let refused = bot.server.expect::<ApiSendMessages>(Expected::that(quotes));
        let refused = refused.fail(move |_| ChatError::error_store(error.clone()).into());
        alice.say("hi").await.unwrap();
        assert_eq!(alice.expect("about it").await.quoted, None);
        refused.verify();
    }
    alice.say("hi").await.unwrap();
    assert!(alice.expect("about it").await.quoted.is_some());
}

#[tokio::test]
async fn a_reaction_to_a_deleted_message_returns_false() {
    let bot = Bot::builder().on_message(async |message: Message| {
        Ok(match message.react(Reaction::ThumbsUp).await {
            Ok(is_there) => is_there.to_string(),
            Err(error) => error.to_string(),
        })
    });
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    let no_content = "reaction not allowed - chat item has no content";
    for (error, answer) in [
        (
            ChatError::error(ChatErrorType::command_error(no_content)),
            "false",
        ),
        (
            ChatError::error(ChatErrorType::command_error("too many reactions")),
            "APIChatItemReaction failed: error / commandError: too many reactions",
        ),
    ] {
        let refused = bot.server.expect::<ApiChatItemReaction>(Expected::any());
        let _refused = refused.fail(move |_| error.clone().into());
        alice.say("hi").await.unwrap();
        alice.expect(answer).await;
    }
    alice.say("hi").await.unwrap();
    alice.expect("true").await;
}

#[tokio::test]
async fn a_long_reply_is_sent_in_parts() {
    let bot = Bot::builder()
        .split_long_replies()
        .on_message(async |message: Message| {
            let long = "word ".repeat(4_000);
            if message.text() == "quote" {
                message.reply_quoting(long).await?;
                return Ok(None);
            }
            Ok(Some(long))
        });
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    for text in ["answer", "quote"] {
        alice.say(text).await.unwrap();
        let first = alice.next_message().await.unwrap();
        let second = alice.next_message().await.unwrap();
        assert_eq!(first.quoted.is_some(), text == "quote");
        assert_eq!(second.quoted, None);
        let all = format!("{} {}", first.text(), second.text());
        assert_eq!(all, "word ".repeat(4_000));
    }
}

#[tokio::test]
async fn a_mention_is_sent_with_the_part_that_contains_it() {
    let bot = Bot::builder().split_long_replies();
    let bot = RunningBot::start(bot.on_message(async |message: Message| {
        let text = format!("@alice {} @'bob b', @bobby", "x ".repeat(8_000));
        let mentions = [("alice", 1), ("bob b", 2), ("bobby", 3), ("carol", 4)];
        let mentions = mentions.map(|(name, id)| (name.to_owned(), GroupMemberId(id)));
        let group = message.context().chat(GroupId(1));
        group
            .send(ComposedMessage::from(text).mentions(mentions))
            .await?;
        Ok(())
    }));
    let bot = bot.await;
    let alice = bot.contact("alice").await;
    let sent = bot.server.expect::<ApiSendMessages>(Expected::any());
    let sent = sent.respond(|_| Ok(sample_sent()));
    alice.say("hi").await.unwrap();
    until(|| sent.count() == 2).await;
    let commands = bot.server.commands().into_iter();
    let mentions = commands.filter_map(|command| match command {
        AnyCommand::ApiSendMessages(send) => {
            let names = send.composed_messages[0].mentions.keys();
            Some(names.cloned().collect::<Vec<_>>().join(", "))
        }
        _ => None,
    });
    assert_eq!(Vec::from_iter(mentions), ["alice", "bob b, bobby"]);
}

/// The response of a server that has sent a message.
fn sample_sent() -> NewChatItems {
    let mut sent: NewChatItems = sample();
    sent.chat_items = vec![sample()];
    sent
}

#[tokio::test]
async fn the_error_for_a_long_message_names_the_remedy() {
    let bot = Bot::builder().on_message(async |message: Message| {
        let long = message.reply("x".repeat(20_000)).await;
        Ok(long.err().map(|error| error.to_string()))
    });
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    alice.say("hi").await.unwrap();
    let reported = alice.next_message().await.unwrap();
    for remedy in ["split_long_replies", "split_text", "as a file"] {
        assert!(reported.text().contains(remedy), "{}", reported.text());
    }
}

#[tokio::test]
async fn handlers_can_share_captured_values() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let checked = Arc::clone(&seen);
    let handled = Arc::clone(&seen);
    let added = Arc::clone(&seen);
    let bot = Bot::builder()
        .check(async move |message: Message| {
            checked.lock().unwrap().push(message.text().to_owned());
            Ok(true)
        })
        .on_message(async move |_: Message| {
            handled.lock().unwrap().push("handled".to_owned());
            Ok("yes")
        })
        .on_command(async move |_: Message, add: Add| {
            added.lock().unwrap().push((add.one + add.two).to_string());
            Ok("added")
        });
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    for (text, answer) in [("hi", "yes"), ("ho", "yes"), ("/add 1 2", "added")] {
        alice.say(text).await.unwrap();
        alice.expect(answer).await;
    }
    let expected = ["hi", "handled", "ho", "handled", "/add 1 2", "3"];
    assert_eq!(*seen.lock().unwrap(), expected);
}

/// A check that counts its calls.
async fn count(message: Message<AtomicU32>) -> HandlerResult<bool> {
    let before = message.state().fetch_add(1, Ordering::Relaxed);
    match message.text() {
        "fail" => Err("it cannot be known".into()),
        "panic" => panic!("so be it"),
        _ => Ok(before != 5),
    }
}

#[tokio::test]
async fn checks_run_before_handlers() {
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
    let bot = RunningBot::start(bot).await;
    let mallory = bot.contact("mallory").await;
    for text in ["hi", "/add 1 2", "bye"] {
        mallory.say(text).await.unwrap();
        mallory.expect("I do not know you.").await;
    }

    let alice = bot.contact("alice").await;
    // The second check fails for two messages, and rejects the sixth.
    for text in ["fail", "hi", "panic", "/add 1 2", "again", "no", "end"] {
        alice.say(text).await.unwrap();
    }
    for text in ["HI", "3", "AGAIN", "END"] {
        assert_eq!(alice.next_message().await.unwrap().text(), text);
    }
}

#[tokio::test]
async fn a_check_can_reject_bots() {
    let bot = Bot::builder()
        .check(async |message: Message| Ok(!message.sender().is_bot()))
        .on_message(async |message: Message| Ok(message.text().to_owned()));
    let bot = RunningBot::start(bot).await;
    let (alice, robot) = (bot.contact("alice").await, bot.contact("robot").await);
    let become_bot = |profile: &mut Profile| profile.peer_type = Some(ChatPeerType::Bot);
    robot.update_profile(become_bot).await.unwrap();
    robot.say("ping").await.unwrap();
    alice.say("hi").await.unwrap();
    alice.expect("hi").await;
    assert_eq!(robot.messages().len(), 1, "its own");
}
