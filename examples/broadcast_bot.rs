//! A bot that sends what its publisher says to all of its contacts.
//!
//! - `broadcast_bot`: on the embedded server, with twelve contacts of whom two have left;
//! - `broadcast_bot --url ws://127.0.0.1:5225 CONTACT_ID`: on a server started with
//!   `simplex-chat -p 5225`, until Ctrl-C. The publisher is the contact of this id, and types
//!   `/broadcast` and a text.

use std::process::ExitCode;

use simplex_api::bot::{Bot, Builder, HandlerResult, Message, Sender};
use simplex_api::command;
use simplex_api::commands::ApiListContacts;
use simplex_api::types::ContactId;
use stage::{BoxError, Stage};

/// How many messages go out between two looks at the progress.
const STEP: usize = 4;

/// Sends a text to all contacts.
#[command(syntax = "/broadcast <text>")]
struct Broadcast {
    text: String,
}

/// Who may broadcast.
struct Publisher(ContactId);

fn bot(publisher: Publisher) -> Builder<Publisher> {
    Bot::with_state(publisher)
        .auto_accept(true)
        .welcome("Welcome! You will hear from me when there is news.")
        .on_command(broadcast)
        .on_message(async |message| {
            message.reply("I only bring news.").await?;
            Ok(())
        })
}

/// Sends the text, shows how far that has come in a live message, and tells whom it has not reached.
async fn broadcast(message: Message<Publisher>, broadcast: Broadcast) -> HandlerResult {
    let Publisher(publisher) = message.state();
    let is_publisher = |sender| matches!(sender, Sender::Contact(c) if c.contact_id == *publisher);
    if !is_publisher(message.sender()) {
        message.reply("Only my publisher can do that.").await?;
        return Ok(());
    }
    let list = ApiListContacts::new(message.context().user().user_id);
    let mut contacts = message.client().send(&list).await?.contacts;
    contacts.retain(|contact| contact.contact_id != *publisher);

    let progress = message.reply_live(bar(0, contacts.len())).await?;
    let mut failed = Vec::new();
    for (done, contact) in contacts.iter().enumerate() {
        let chat = message.context().chat(contact.contact_id);
        if let Err(error) = chat.send(broadcast.text.as_str()).await {
            failed.push(format!("{}: {error}", contact.local_display_name));
        }
        if (done + 1) % STEP == 0 {
            progress.update(bar(done + 1, contacts.len())).await?;
        }
    }
    let reached = contacts.len() - failed.len();
    let mut report = format!("Sent to {reached} of {} contacts.", contacts.len());
    for failure in failed {
        report.push('\n');
        report.push_str(&failure);
    }
    progress.finish(report).await?;
    Ok(())
}

fn bar(done: usize, total: usize) -> String {
    let filled = (done * 20).checked_div(total).unwrap_or(20);
    format!(
        "[{}{}] {done}/{total}",
        "#".repeat(filled),
        "-".repeat(20 - filled)
    )
}

#[tokio::main]
async fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let result = match args.as_slice() {
        [] => play().await,
        ["--url", url, id] => match id.parse() {
            Ok(id) => stage::on_server(bot(Publisher(ContactId(id))), url).await,
            Err(_) => Err(format!("{id} is no id of a contact").into()),
        },
        _ => Err("the arguments are none, or --url ws://127.0.0.1:5225 CONTACT_ID".into()),
    };
    stage::exit_code(result)
}

/// Runs the bot on the embedded server, where alice is the publisher.
async fn play() -> Result<(), BoxError> {
    // The first id is that of the user.
    let stage = Stage::open(bot(Publisher(ContactId(2)))).await?;
    let mut alice = stage.contact("alice").await?;
    alice.hear().await?;
    let mut bob = stage.contact("bob").await?;
    bob.hear().await?;
    for number in 1..=10 {
        let reader = stage.contact(&format!("reader {number}")).await?;
        if number % 5 == 0 {
            reader.leave().await?;
        }
    }
    bob.say("/broadcast Buy this").await?;
    alice.say("/broadcast Version 2 is out").await?;
    bob.hear().await?;
    stage.close().await
}
