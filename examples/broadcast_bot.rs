//! A bot that sends the messages of its publisher to all of its contacts.
//!
//! - `broadcast_bot`: runs on the embedded server, with twelve simulated contacts, two of whom have left;
//! - `broadcast_bot --interactive`: the same, and then you write as the publisher;
//! - `broadcast_bot --url ws://127.0.0.1:5225 CONTACT_ID`: runs on a server that was started with
//!   `simplex-chat -p 5225`, until Ctrl-C. The publisher is the contact with this id, and sends `/broadcast` with a
//!   text.

use std::process::ExitCode;

use demo::{BoxError, Demo, Person};
use simplex_api::bot::{Bot, Builder, HandlerResult, Message};
use simplex_api::types::{ChatErrorType, Contact, ContactId};
use simplex_api::{Error, command};

/// The number of messages between two progress updates.
const PROGRESS_INTERVAL: usize = 4;

/// The maximum length of a report in bytes: half of the limit of a message, because JSON needs two bytes for some
/// characters.
const MAX_REPORT_LEN: usize = 7_500;

/// Sends a text to all contacts.
#[command(syntax = "/broadcast <text>", typed_by = people)]
struct Broadcast {
    text: String,
}

/// The state is the publisher. On the embedded server, this is alice: her id is 2, and the id of the user is 1.
fn bot(publisher: Option<i64>) -> Builder<ContactId> {
    Bot::with_state(ContactId(publisher.unwrap_or(2)))
        .auto_accept(true)
        .welcome("Welcome! You will hear from me when there is news.")
        .on_command(broadcast)
        .on_message(async |_| Ok("I only bring news."))
}

/// Sends the text. A live message shows the progress and finally the contacts that were not reached.
async fn broadcast(
    message: Message<ContactId>,
    broadcast: Broadcast,
) -> HandlerResult<Option<&'static str>> {
    let (bot, publisher) = (message.context(), *message.state());
    let is_publisher = |contact: &Contact| contact.contact_id == publisher;
    if !message.contact().is_some_and(is_publisher) {
        return Ok(Some("Only my publisher can do that."));
    }
    let mut contacts = bot.contacts().await?;
    contacts.retain(|contact| !is_publisher(contact));
    let total = contacts.len();
    let progress = message.reply_live(progress_bar(0, total)).await?;
    let mut failed = Vec::new();
    for (done, contact) in (1..).zip(contacts) {
        if let Err(error) = bot.chat(&contact).send(&*broadcast.text).await {
            failed.push(describe_failure(&contact, &error));
        }
        if done % PROGRESS_INTERVAL == 0 {
            // Continue even if the progress cannot be shown.
            let _ = progress.update(progress_bar(done, total)).await;
        }
    }
    let report = report(total, &failed);
    if progress.finish(&*report).await.is_err() {
        message.reply(report).await?;
    }
    Ok(None)
}

/// Why a contact was not reached. For a contact who has left, the server reports that it is not ready or not active.
fn describe_failure(contact: &Contact, error: &Error) -> String {
    use ChatErrorType::{ContactNotActive, ContactNotReady};
    let name = &contact.local_display_name;
    match error.chat_error_type() {
        Some(ContactNotReady { .. } | ContactNotActive { .. }) => {
            format!("\n{name} is not connected.")
        }
        _ => format!("\n{name}: {error}"),
    }
}

/// The number of contacts that were reached, and the failures that fit into a message.
fn report(total: usize, failed: &[String]) -> String {
    let reached = total - failed.len();
    let mut report = format!("Sent to {reached} of {total} contacts.");
    for (listed, failure) in failed.iter().enumerate() {
        if report.len() + failure.len() > MAX_REPORT_LEN {
            let left = failed.len() - listed;
            return report + &format!("\nNot listed here: {left} more.");
        }
        report += failure;
    }
    report
}

fn progress_bar(done: usize, total: usize) -> String {
    let filled = (done * 20).checked_div(total).unwrap_or(20);
    format!("[{:-<20}] {done}/{total}", "#".repeat(filled))
}

#[tokio::main]
async fn main() -> ExitCode {
    demo::run_with_parameter("CONTACT_ID", bot, scenario).await
}

/// Alice is the publisher, bob is not.
async fn scenario(demo: &Demo) -> Result<Person, BoxError> {
    let mut alice = demo.contact("alice").await?;
    alice.expect_message().await?;
    let mut bob = demo.contact("bob").await?;
    bob.expect_message().await?;
    for number in 1..=10 {
        let reader = demo.contact(&format!("reader {number}")).await?;
        if number % 5 == 0 {
            reader.leave().await?;
        }
    }
    bob.say("/broadcast Buy this").await?;
    alice.say("/broadcast Version 2 is out").await?;
    bob.expect_message().await?;
    Ok(alice)
}
