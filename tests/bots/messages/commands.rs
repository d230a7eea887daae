use crate::harness::Running;
use simplex_api::bot::{Bot, HandlerResult, Message};
use simplex_api::command::CommandSet;
use simplex_api::{command, command_set};

/// Adds two numbers.
#[command(syntax = "/add <a> <b>")]
pub(crate) struct Add {
    pub(crate) a: i64,
    pub(crate) b: i64,
}

/// Says something again.
#[command(syntax = "/echo <text>")]
pub(crate) struct Echo {
    pub(crate) text: String,
}

command_set! {
    /// Both of them.
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
async fn commands_are_typed_and_the_rest_are_messages() {
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
    let bot = Running::new(bot).await;
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
async fn a_set_is_one_handler() {
    let bot = Running::new(Bot::builder().on_commands(answer)).await;
    let alice = bot.contact("alice").await;
    for (said, answered) in [("/add 2 3", "5"), ("/echo hi", "hi")] {
        alice.say(said).await.unwrap();
        alice.expect(answered).await;
    }
}

#[tokio::test]
async fn a_mistake_is_told_to_its_author() {
    let bot = Bot::builder()
        .on_command(add)
        .on_command(async |message, echo: Echo| {
            message.reply(echo.text).await?;
            Ok(())
        })
        .on_message(async |_| -> HandlerResult { panic!("this is no message") });
    let bot = Running::new(bot).await;
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
async fn a_bot_can_have_its_own_words_for_mistakes() {
    let bot = Bot::builder()
        .on_command(add)
        .on_invalid_command(async |message, error| {
            let column = error.column();
            message.reply(format!("No, see column {column}")).await?;
            Ok(())
        });
    let bot = Running::new(bot).await;
    let alice = bot.contact("alice").await;
    alice.say("/add 2 x").await.unwrap();
    alice.expect("No, see column 8").await;
}

#[tokio::test]
async fn without_commands_a_slash_is_a_letter() {
    let bot = Bot::builder().on_message(async |message| {
        message.reply(message.text()).await?;
        Ok(())
    });
    let bot = Running::new(bot).await;
    let alice = bot.contact("alice").await;
    alice.say("/add 2 3").await.unwrap();
    alice.expect("/add 2 3").await;
}
