use crate::harness::{LONG, RunningBot};
use simplex_api::bot::{Bot, Message};
use simplex_api::commands::AnyCommand;
use simplex_api::types::{CiDeleteMode, Reaction};

#[tokio::test]
async fn messages_can_be_quoted_reacted_to_edited_and_deleted() {
    let bot = Bot::builder().on_message(async |message: Message| {
        message.react(Reaction::ThumbsUp).await?;
        let first = message.reply_quoting("frist").await?;
        first.edit("first").await?;
        first.react(Reaction::Heart).await?;
        first.unreact(Reaction::Heart).await?;
        let second = message.reply("second").await?;
        second.delete().await?;
        message.reply("end").await?;
        Ok(())
    });
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    let hi = alice.say("hi").await.unwrap();
    let all = alice.wait_until("the end", |all| all.iter().any(|m| m.text() == "end"));
    let all = all.await.unwrap();
    assert_eq!(
        all.iter()
            .find(|m| m.id == hi.id)
            .unwrap()
            .reactions_of_others(),
        ["👍"]
    );
    let first = all
        .iter()
        .find(|message| message.text() == "first")
        .unwrap();
    assert!(first.edited && first.reactions_of_others().is_empty());
    assert_eq!(first.quoted, Some("hi".into()));
    assert!(all.iter().any(|message| message.deleted));
}

#[tokio::test]
async fn a_message_can_be_deleted_for_the_bot_only() {
    let bot = Bot::builder().on_message(async |message: Message| {
        let kept = message.reply("kept").await?;
        kept.delete_for_me().await?;
        message.reply("end").await?;
        Ok(())
    });
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    alice.say("hi").await.unwrap();
    assert!(!alice.expect("kept").await.deleted);
    alice.expect("end").await;
    assert!(alice.messages().iter().all(|message| !message.deleted));
    let deleted = bot
        .server
        .commands()
        .into_iter()
        .find_map(|command| match command {
            AnyCommand::ApiDeleteChatItem(delete) => Some(delete.delete_mode),
            _ => None,
        });
    assert_eq!(deleted, Some(CiDeleteMode::Internal));
}

#[tokio::test]
async fn a_live_message_grows() {
    let bot = Bot::builder().on_message(async |message: Message| {
        let live = message.reply_live("I").await?;
        live.update("I think").await?;
        message.next_message(LONG).await?;
        live.finish("I think so").await?;
        Ok(())
    });
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    alice.say("yes?").await.unwrap();
    let shows = |text: &'static str| {
        move |all: &[simplex_api_testing::Message]| all.iter().any(|message| message.text() == text)
    };
    alice
        .wait_until("a growing message", shows("I think"))
        .await
        .unwrap();
    alice.say("go on").await.unwrap();
    alice
        .wait_until("the whole message", shows("I think so"))
        .await
        .unwrap();
    let commands = bot.server.commands();
    let live: Vec<bool> = commands
        .iter()
        .filter_map(|command| match command {
            AnyCommand::ApiSendMessages(send) => Some(send.live_message),
            AnyCommand::ApiUpdateChatItem(update) => Some(update.live_message),
            _ => None,
        })
        .collect();
    assert_eq!(live, [true, true, false]);
}

#[tokio::test]
async fn a_file_is_sent_with_its_text() {
    let bot = Bot::builder().on_message(async |message: Message| {
        message
            .chat()
            .send_file("/tmp/notes.txt", "the notes")
            .await?;
        message.reply("done").await?;
        Ok(())
    });
    let bot = RunningBot::start(bot).await;
    bot.server.put_file("/tmp/notes.txt", "do not forget");
    let alice = bot.contact("alice").await;
    alice.say("the notes?").await.unwrap();
    alice
        .wait_until("the end", |all| all.iter().any(|m| m.text() == "done"))
        .await
        .unwrap();
    let commands = bot.server.commands();
    let file = commands.iter().find_map(|command| match command {
        AnyCommand::ApiSendMessages(send) => send.composed_messages[0].file_source.clone(),
        _ => None,
    });
    assert_eq!(file.unwrap().file_path, "/tmp/notes.txt");
}
