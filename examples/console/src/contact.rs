//! A simulated contact that sends the typed lines to the bot.

use std::collections::BTreeMap;
use std::error::Error;
use std::time::Duration;

use simplex_api_testing::{Author, ChatServer, Contact, Message};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::{Instant, sleep};

use crate::line_io::print_line;

/// How often to check whether the bot has an address.
const POLL_INTERVAL: Duration = Duration::from_millis(20);

/// How long to wait, after the bot has created an address, for it to turn on automatic acceptance.
const AUTO_ACCEPT_TIMEOUT: Duration = Duration::from_secs(5);

type BoxError = Box<dyn Error + Send + Sync>;

/// Connects to the bot, sends the lines to it and prints its messages, until something fails.
pub(crate) async fn talk(
    server: &ChatServer,
    name: &str,
    lines: UnboundedReceiver<String>,
) -> Result<(), BoxError> {
    let contact = server.contact(name);
    connect(server, &contact).await?;
    print_line(&format!("* {} is connected", contact.name()))?;
    tokio::try_join!(send(&contact, lines), print_messages(&contact))?;
    Ok(())
}

/// Connects as soon as the bot has an address, and waits until the bot has accepted.
async fn connect(server: &ChatServer, contact: &Contact) -> Result<(), BoxError> {
    contact.connect(&address(server).await).await?;
    let accepted = contact.wait_until("the bot to accept", |_| contact.is_connected());
    accepted.await?;
    Ok(())
}

/// The link of the bot's address, as soon as it accepts automatically or [`AUTO_ACCEPT_TIMEOUT`] has passed.
async fn address(server: &ChatServer) -> String {
    let mut first_seen = None;
    loop {
        match server.user_address() {
            None => first_seen = None,
            Some(address) => {
                let since = *first_seen.get_or_insert_with(Instant::now);
                let accepts = address.address_settings.auto_accept.is_some();
                if accepts || since.elapsed() >= AUTO_ACCEPT_TIMEOUT {
                    return address.conn_link_contact.conn_full_link;
                }
            }
        }
        sleep(POLL_INTERVAL).await;
    }
}

async fn send(contact: &Contact, mut lines: UnboundedReceiver<String>) -> Result<(), BoxError> {
    while let Some(line) = lines.recv().await {
        if line.is_empty() {
            continue;
        }
        if let Err(error) = contact.say(line).await {
            print_line(&format!("! {error}"))?;
        }
    }
    Ok(())
}

/// Prints the messages of the bot, and prints them again after edits, deletions and reactions.
async fn print_messages(contact: &Contact) -> Result<(), BoxError> {
    let mut printed = PrintedMessages::default();
    loop {
        let changed = contact.wait_until("a new message", |messages| printed.differ_from(messages));
        let messages = changed.await?;
        for line in printed.update(&messages) {
            print_line(&line)?;
        }
    }
}

/// The messages of a conversation as they were last printed.
#[derive(Default)]
pub(crate) struct PrintedMessages {
    messages: BTreeMap<String, Message>,
}

impl PrintedMessages {
    fn differ_from(&self, messages: &[Message]) -> bool {
        let is_changed = |message: Message| self.messages.get(&message.id) != Some(&message);
        messages.iter().map(without_names).any(is_changed)
    }

    /// The lines to print for new and changed messages. A new message of the contact is not printed: it was just typed.
    pub(crate) fn update(&mut self, messages: &[Message]) -> Vec<String> {
        let mut lines = Vec::new();
        for message in messages {
            let content = without_names(message);
            let before = self.messages.insert(message.id.clone(), content.clone());
            let is_typed = before.is_none() && message.author == Author::Contact;
            if before != Some(content) && !is_typed {
                lines.push(message.to_string());
            }
        }
        lines
    }
}

/// The message without the names of people, so that a changed name is not a changed message.
fn without_names(message: &Message) -> Message {
    let mut message = message.clone();
    message.from.clear();
    for reaction in &mut message.reactions {
        reaction.from.clear();
    }
    message
}
