//! Commands that the library does not have: one for the server, and some for the bot.
//!
//! - `extra_commands`: runs on the embedded server, with a simulated contact;
//! - `extra_commands --interactive`: the same, and then you write as the contact;
//! - `extra_commands --url ws://127.0.0.1:5225`: runs on a server that was started with `simplex-chat -p 5225`, until
//!   Ctrl-C.

use std::sync::atomic::{AtomicI64, Ordering};

use simplex_api::bot::{Bot, HandlerResult, Message};
use simplex_api::command::CommandSet;
use simplex_api::types::ChatBotCommand;
use simplex_api::{api_type, command, command_set};

/// Asks the server for its version. The API documentation does not list this command.
#[command(name = "ShowVersion", syntax = "/v", responses(VersionInfo))]
struct ShowVersion;

/// The response.
#[api_type(response)]
struct VersionInfo {
    version_info: Version,
}

/// The field that this bot needs. The other fields of the response are in `extra`.
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

/// The current sum.
#[command(syntax = "/sum", typed_by = people)]
struct Sum;

/// The version of the server.
#[command(syntax = "/version", typed_by = people)]
struct ShowServer;

/// Lists the commands.
#[command(syntax = "/help", typed_by = people)]
struct Help;

command_set! {
    /// The commands of the bot.
    enum Request { Add, Sum, ShowServer, Help }
}

async fn handle(message: Message<AtomicI64>, request: Request) -> HandlerResult<String> {
    let sum = message.state();
    Ok(match request {
        Request::Add(add) => {
            let amount = add.amount.saturating_mul(add.times.unwrap_or(1).into());
            let before = sum.fetch_add(amount, Ordering::Relaxed);
            before.wrapping_add(amount).to_string()
        }
        Request::Sum(_) => sum.load(Ordering::Relaxed).to_string(),
        Request::ShowServer(_) => {
            let response = message.client().send(&ShowVersion::new()).await?;
            format!("The server has version {}.", response.version_info.version)
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
        .on_commands(handle)
        .on_message(async |_| Ok("Commands start with a slash."));
    let lines = [
        "/help",
        "/add 3",
        "/Add  2 TIMES=10",
        "/add two",
        "/sum",
        "/version",
        "thank you",
    ];
    demo::run(bot, &lines).await
}
