use std::collections::BTreeMap;

use crate::groups::{member, new_group};
use crate::harness::RunningBot;
use simplex_api::bot::{Bot, Message};
use simplex_api::command;
use simplex_api::commands::{ApiListMembers, ApiSendMessages};
use simplex_api::types::{ComposedMessage, MsgContent};
use simplex_api_testing::Member;

#[command(syntax = "/square <number>", typed_by = people)]
struct Square {
    number: i64,
}

/// A bot that replies with the way in which it handles a message.
async fn squaring() -> RunningBot {
    let bot = Bot::builder()
        .on_command(async |message: Message, square: Square| {
            let result = square.number * square.number;
            Ok(format!("{result} for {}", message.text()))
        })
        .on_invalid_command(async |message: Message, _| Ok(format!("mistyped {}", message.text())))
        .on_message(async |message: Message| Ok(format!("received {}", message.text())));
    RunningBot::start(bot).await
}

/// Sends a message that mentions the first member of the group, the bot, by a name.
fn mention(member: &Member, name: &str, text: &str) {
    let list = ApiListMembers::new(member.group_id());
    let members = member.run(list).unwrap().group.members;
    let mentions = BTreeMap::from([(name.to_owned(), members[0].group_member_id)]);
    let message = ComposedMessage::new(MsgContent::text(text)).mentions(mentions);
    let send = ApiSendMessages::new(member.group_id(), [message]);
    member.run(send).unwrap();
}

#[tokio::test]
async fn a_command_can_follow_a_mention_of_the_bot() {
    let bot = squaring().await;
    let link = new_group(&bot, "team");
    let alice = member(&bot, "alice", "team", &link).await;
    for (name, text, answer) in [
        ("bot", "@bot /square 9", "81 for"),
        ("bot", "@bot, /SQUARE  9", "81 for"),
        ("bot", "@bot /square nine", "mistyped"),
        // After the name, an unknown word is an invalid command of this bot.
        ("bot", "@bot /circle 9", "mistyped"),
        ("bot", "@bot what is 9 squared?", "received"),
        // The name of the bot in the database of alice.
        ("my bot", "@'my bot' /square 9", "81 for"),
    ] {
        mention(&alice, name, text);
        alice.expect(&format!("{answer} {text}")).await;
    }
}

#[tokio::test]
async fn a_command_with_a_name_is_for_the_bot_of_that_name() {
    let bot = squaring().await;
    let link = new_group(&bot, "team");
    let alice = member(&bot, "alice", "team", &link).await;
    for (text, answer) in [
        ("/square@bot 9", "81 for"),
        ("/Square@BOT 9", "81 for"),
        ("@bot /square 9", "81 for"),
        ("/square@bot", "mistyped"),
        ("/circle@bot 9", "mistyped"),
        ("/square@other 9", "received"),
        ("/square@other", "received"),
        ("@other /square 9", "received"),
    ] {
        alice.say(text).await.unwrap();
        alice.expect(&format!("{answer} {text}")).await;
    }
}

#[tokio::test]
async fn a_command_in_a_direct_chat_can_contain_the_name_of_the_bot() {
    let bot = squaring().await;
    let alice = bot.contact("alice").await;
    for (text, answer) in [
        ("/square@bot 9", "81 for"),
        ("@bot /square 9", "81 for"),
        // There is no other bot in the chat.
        ("/square@other 9", "mistyped"),
        ("@other /square 9", "received"),
    ] {
        alice.say(text).await.unwrap();
        alice.expect(&format!("{answer} {text}")).await;
    }
}
