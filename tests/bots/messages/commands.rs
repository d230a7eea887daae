use crate::harness::RunningBot;
use simplex_api::bot::{Bot, HandlerResult, Message};
use simplex_api::command::CommandSet;
use simplex_api::{command, command_set};

/// Adds two numbers.
#[command(syntax = "/add <a> <b>")]
pub(crate) struct Add {
    pub(crate) a: i64,
    pub(crate) b: i64,
}

/// Repeats a text.
#[command(syntax = "/echo <text>")]
pub(crate) struct Echo {
    pub(crate) text: String,
}

command_set! {
    /// Both commands.
    pub(crate) enum Request { Add, Echo }
}

async fn add(message: Message, add: Add) -> HandlerResult {
    message.reply((add.a + add.b).to_string()).await?;
    Ok(())
}

async fn answer(message: Message, request: Request) -> HandlerResult {
    match request {
        Request::Add(command) => add(message, command).await,
        Request::Echo(echo) => message.reply(echo.text).await.map(drop).map_err(Into::into),
    }
}

#[tokio::test]
async fn messages_that_are_not_commands_go_to_the_message_handler() {
    let bot = Bot::builder()
        .on_command(add)
        .on_command(async |message, echo: Echo| {
            message.reply(echo.text).await?;
            Ok(())
        })
        .on_message(async |message| {
            message.reply("just talk").await?;
            Ok(())
        });
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    for (said, answered) in [
        ("/add 2 3", "5"),
        ("/echo hi there", "hi there"),
        ("add", "just talk"),
    ] {
        alice.say(said).await.unwrap();
        alice.expect(answered).await;
    }
}

#[tokio::test]
async fn one_handler_can_handle_a_set_of_commands() {
    let bot = RunningBot::start(Bot::builder().on_commands(answer)).await;
    let alice = bot.contact("alice").await;
    for (said, answered) in [("/add 2 3", "5"), ("/echo hi", "hi")] {
        alice.say(said).await.unwrap();
        alice.expect(answered).await;
    }
}

#[tokio::test]
async fn the_reply_to_an_invalid_command_is_its_error() {
    let bot = Bot::builder()
        .on_command(add)
        .on_command(async |message, echo: Echo| {
            message.reply(echo.text).await?;
            Ok(())
        })
        .on_message(async |_| -> HandlerResult { panic!("this is no message") });
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    for said in ["/add 2", "/add 2 x", "/sub 1 2"] {
        let expected = Request::decode(said)
            .unwrap_err()
            .user_message()
            .to_string();
        alice.say(said).await.unwrap();
        alice.expect(&expected).await;
    }
}

#[tokio::test]
async fn a_bot_can_handle_invalid_commands() {
    let bot = Bot::builder()
        .on_command(add)
        .on_invalid_command(async |message, error| {
            let column = error.column();
            message.reply(format!("No, see column {column}")).await?;
            Ok(())
        });
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    alice.say("/add 2 x").await.unwrap();
    alice.expect("No, see column 8").await;
}

#[tokio::test]
async fn without_commands_a_slash_has_no_meaning() {
    let bot = Bot::builder().on_message(async |message| {
        message.reply(message.text()).await?;
        Ok(())
    });
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    alice.say("/add 2 3").await.unwrap();
    alice.expect("/add 2 3").await;
}
