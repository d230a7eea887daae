//! Commands that the library does not have: one of the server, and some of the bot's own.
//!
//! - `extra_commands`: on the embedded server, with a contact who tries them;
//! - `extra_commands --interactive`: the same, and then you are the contact;
//! - `extra_commands --url ws://127.0.0.1:5225`: on a server started with `simplex-chat -p 5225`,
//!   until Ctrl-C.

use std::sync::atomic::{AtomicI64, Ordering};

use simplex_api::bot::{Bot, HandlerResult, Message};
use simplex_api::command::CommandSet;
use simplex_api::types::ChatBotCommand;
use simplex_api::{api_type, command, command_set};

/// Asks the server for its version. The documentation of the API does not have it.
#[command(name = "ShowVersion", syntax = "/v", responses(VersionInfo))]
struct ShowVersion;

/// The answer.
#[api_type(response)]
struct VersionInfo {
    version_info: Version,
}

/// What is asked for here; the server says more, which is kept in `extra`.
#[api_type]
struct Version {
    version: String,
}

/// Adds to the sum.
#[command(syntax = "/add <amount>[ times=<times>]", typed_by = people)]
struct Add {
    amount: i64,
    times: Option<u32>,
}

/// What has been added so far.
#[command(syntax = "/sum", typed_by = people)]
struct Sum;

/// The version of the server.
#[command(syntax = "/version", typed_by = people)]
struct ShowServer;

/// What the bot can do.
#[command(syntax = "/help", typed_by = people)]
struct Help;

command_set! {
    /// What people can ask of the bot.
    enum Request { Add, Sum, ShowServer, Help }
}

async fn answer(message: Message<AtomicI64>, request: Request) -> HandlerResult<String> {
    let sum = message.state();
    Ok(match request {
        Request::Add(add) => {
            let amount = add.amount.saturating_mul(add.times.unwrap_or(1).into());
            let before = sum.fetch_add(amount, Ordering::Relaxed);
            before.wrapping_add(amount).to_string()
        }
        Request::Sum(_) => sum.load(Ordering::Relaxed).to_string(),
        Request::ShowServer(_) => {
            let answer = message.client().send(&ShowVersion::new()).await?;
            format!("The server has version {}.", answer.version_info.version)
        }
        Request::Help(_) => Request::help(),
    })
}

#[tokio::main]
async fn main() -> std::process::ExitCode {
    let bot = Bot::with_state(AtomicI64::new(0))
        .menu(ChatBotCommand::menu_of::<Request>())
        .auto_accept(true)
        .welcome("Hello! Type /help to see what I can do.")
        .on_commands(answer)
        .on_message(async |_| Ok("Commands begin with a slash."));
    let lines = [
        "/help",
        "/add 3",
        "/Add  2 TIMES=10",
        "/add two",
        "/sum",
        "/version",
        "thank you",
    ];
    stage::play(bot, &lines).await
}
