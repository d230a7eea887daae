use std::collections::BTreeMap;

use crate::groups::{member, new_group};
use crate::harness::Running;
use simplex_api::bot::{Bot, Message};
use simplex_api::command;
use simplex_api::commands::{ApiListMembers, ApiSendMessages};
use simplex_api::types::{ComposedMessage, MsgContent};
use simplex_api_testing::Member;

#[command(syntax = "/square <number>", typed_by = people)]
struct Square {
    number: i64,
}

/// A bot that says how it reads a message.
async fn squaring() -> Running {
    let bot = Bot::builder()
        .on_command(async |message: Message, square: Square| {
            let result = square.number * square.number;
            Ok(format!("{result} for {}", message.text()))
        })
        .on_invalid_command(async |message: Message, _| Ok(format!("mistyped {}", message.text())))
        .on_message(async |message: Message| Ok(format!("heard {}", message.text())));
    Running::new(bot).await
}

/// Writes a message that mentions the first member of the group, the bot, under a name.
fn mention(member: &Member, name: &str, text: &str) {
    let list = ApiListMembers::new(member.group_id());
    let members = member.run(list).unwrap().group.members;
    let mentions = BTreeMap::from([(name.to_owned(), members[0].group_member_id)]);
    let message = ComposedMessage::new(MsgContent::text(text)).mentions(mentions);
    let send = ApiSendMessages::new(member.group_id(), [message]);
    member.run(send).unwrap();
}

#[tokio::test]
async fn a_command_behind_a_mention_of_the_bot_is_one() {
    let bot = squaring().await;
    let link = new_group(&bot, "team");
    let alice = member(&bot, "alice", "team", &link).await;
    for (name, text, answer) in [
        ("bot", "@bot /square 9", "81 for"),
        ("bot", "@bot, /SQUARE  9", "81 for"),
        ("bot", "@bot /square nine", "mistyped"),
        // Nobody else is meant by another word behind the name.
        ("bot", "@bot /circle 9", "mistyped"),
        ("bot", "@bot what is 9 squared?", "heard"),
        // The name that alice knows it by.
        ("my bot", "@'my bot' /square 9", "81 for"),
    ] {
        mention(&alice, name, text);
        alice.expect(&format!("{answer} {text}")).await;
    }
}

#[tokio::test]
async fn a_command_with_the_name_of_a_bot_is_for_that_bot() {
    let bot = squaring().await;
    let link = new_group(&bot, "team");
    let alice = member(&bot, "alice", "team", &link).await;
    for (text, answer) in [
        ("/square@bot 9", "81 for"),
        ("/Square@BOT 9", "81 for"),
        ("@bot /square 9", "81 for"),
        ("/square@bot", "mistyped"),
        ("/circle@bot 9", "mistyped"),
        ("/square@other 9", "heard"),
        ("/square@other", "heard"),
        ("@other /square 9", "heard"),
    ] {
        alice.say(text).await.unwrap();
        alice.expect(&format!("{answer} {text}")).await;
    }
}

#[tokio::test]
async fn the_name_of_the_bot_counts_in_a_direct_conversation() {
    let bot = squaring().await;
    let alice = bot.contact("alice").await;
    for (text, answer) in [
        ("/square@bot 9", "81 for"),
        ("@bot /square 9", "81 for"),
        // Nobody else is there.
        ("/square@other 9", "mistyped"),
        ("@other /square 9", "heard"),
    ] {
        alice.say(text).await.unwrap();
        alice.expect(&format!("{answer} {text}")).await;
    }
}
