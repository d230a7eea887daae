//! A bot that sends what its publisher says to all of its contacts.
//!
//! - `broadcast_bot`: on the embedded server, with twelve contacts of whom two have left;
//! - `broadcast_bot --interactive`: the same, and then you are the publisher;
//! - `broadcast_bot --url ws://127.0.0.1:5225 CONTACT_ID`: on a server started with
//!   `simplex-chat -p 5225`, until Ctrl-C. The publisher is the contact of this id, and types
//!   `/broadcast` and a text.

use std::process::ExitCode;

use simplex_api::bot::{Bot, Builder, HandlerResult, Message};
use simplex_api::types::{ChatErrorType, Contact, ContactId};
use simplex_api::{Error, command};
use stage::{BoxError, Person, Stage};

/// How many messages go out between two looks at the progress.
const STEP: usize = 4;

/// The most bytes of a report: a message can have twice as many, and JSON needs two for some letters.
const LONGEST: usize = 7_500;

/// Sends a text to all contacts.
#[command(syntax = "/broadcast <text>", typed_by = people)]
struct Broadcast {
    text: String,
}

/// The state is the publisher: on the embedded server alice, who has the first id after that of the user.
fn bot(publisher: Option<i64>) -> Builder<ContactId> {
    Bot::with_state(ContactId(publisher.unwrap_or(2)))
        .auto_accept(true)
        .welcome("Welcome! You will hear from me when there is news.")
        .on_command(broadcast)
        .on_message(async |_| Ok("I only bring news."))
}

/// Sends the text, shows how far that has come in a live message, and tells whom it has not reached.
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
    let progress = message.reply_live(bar(0, total)).await?;
    let mut failed = Vec::new();
    for (done, contact) in (1..).zip(contacts) {
        if let Err(error) = bot.chat(&contact).send(&*broadcast.text).await {
            failed.push(failure(&contact, &error));
        }
        if done % STEP == 0 {
            // The news go on, whether that is seen or not.
            let _ = progress.update(bar(done, total)).await;
        }
    }
    let report = report(total, &failed);
    if progress.finish(&*report).await.is_err() {
        message.reply(report).await?;
    }
    Ok(None)
}

/// Why a contact was not reached: of those who have left, servers say that they are not ready, or not active.
fn failure(contact: &Contact, error: &Error) -> String {
    use ChatErrorType::{ContactNotActive, ContactNotReady};
    let name = &contact.local_display_name;
    match error.chat_error_type() {
        Some(ContactNotReady { .. } | ContactNotActive { .. }) => {
            format!("\n{name} is not connected.")
        }
        _ => format!("\n{name}: {error}"),
    }
}

/// Tells how many the text has reached, and as many of the failures as there is room for.
fn report(total: usize, failed: &[String]) -> String {
    let reached = total - failed.len();
    let mut report = format!("Sent to {reached} of {total} contacts.");
    for (told, failure) in failed.iter().enumerate() {
        if report.len() + failure.len() > LONGEST {
            let left = failed.len() - told;
            return report + &format!("\nNot told here: {left} more.");
        }
        report += failure;
    }
    report
}

fn bar(done: usize, total: usize) -> String {
    let filled = (done * 20).checked_div(total).unwrap_or(20);
    format!("[{:-<20}] {done}/{total}", "#".repeat(filled))
}

#[tokio::main]
async fn main() -> ExitCode {
    stage::play_with("CONTACT_ID", bot, scene).await
}

/// Alice is the publisher, and bob is not.
async fn scene(stage: &Stage) -> Result<Person, BoxError> {
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
    Ok(alice)
}
