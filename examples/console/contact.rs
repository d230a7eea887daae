//! Somebody who talks to the bot, acted by whoever types.

use std::collections::BTreeMap;
use std::error::Error;
use std::io;
use std::time::Duration;

use simplex_api_testing::{Author, ChatServer, Contact, Message};
use tokio::sync::mpsc::UnboundedReceiver;
use tokio::time::{Instant, sleep};

/// How often it is looked whether the bot has an address.
const LOOK: Duration = Duration::from_millis(20);

/// How long a bot has between creating an address and letting it accept by itself.
const SETUP: Duration = Duration::from_secs(5);

/// What ends a conversation.
type Failure = Box<dyn Error + Send + Sync>;

/// Connects with the bot, says the lines to it, and shows what is new, until something fails.
pub(crate) async fn talk(
    server: &ChatServer,
    name: &str,
    lines: UnboundedReceiver<String>,
    say: impl Fn(&str) -> io::Result<()>,
) -> Result<(), Failure> {
    let contact = server.contact(name);
    meet(server, &contact).await?;
    say(&format!("* {} is connected", contact.name()))?;
    tokio::try_join!(tell(&contact, lines, &say), show(&contact, &say))?;
    Ok(())
}

/// Connects as soon as there is an address, and waits until the bot has accepted.
async fn meet(server: &ChatServer, contact: &Contact) -> Result<(), Failure> {
    contact.connect(&address(server).await).await?;
    let accepted = contact.wait_until("the bot to accept", |_| contact.is_connected());
    accepted.await?;
    Ok(())
}

/// The link of an address that accepts by itself, or else of one that is not about to.
async fn address(server: &ChatServer) -> String {
    let mut first_seen = None;
    loop {
        match server.user_address() {
            None => first_seen = None,
            Some(address) => {
                let since = *first_seen.get_or_insert_with(Instant::now);
                let accepts = address.address_settings.auto_accept.is_some();
                if accepts || since.elapsed() >= SETUP {
                    return address.conn_link_contact.conn_full_link;
                }
            }
        }
        sleep(LOOK).await;
    }
}

async fn tell(
    contact: &Contact,
    mut lines: UnboundedReceiver<String>,
    say: impl Fn(&str) -> io::Result<()>,
) -> Result<(), Failure> {
    while let Some(line) = lines.recv().await {
        if line.is_empty() {
            continue;
        }
        if let Err(error) = contact.say(line).await {
            say(&format!("! {error}"))?;
        }
    }
    Ok(())
}

/// Shows the messages of the bot, and again what changes later: edits, deletions, reactions.
async fn show(contact: &Contact, say: impl Fn(&str) -> io::Result<()>) -> Result<(), Failure> {
    let mut shown = Shown::default();
    loop {
        let news = contact.wait_until("news", |messages| shown.has_news(messages));
        let messages = news.await?;
        for line in shown.update(&messages) {
            say(&line)?;
        }
    }
}

/// What has been shown of a conversation.
#[derive(Default)]
pub(crate) struct Shown {
    messages: BTreeMap<String, Message>,
}

impl Shown {
    fn has_news(&self, messages: &[Message]) -> bool {
        let is_news = |message: Message| self.messages.get(&message.id) != Some(&message);
        messages.iter().map(without_names).any(is_news)
    }

    /// The lines that show what is new. What the contact says is not shown to whoever has typed it.
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

/// A message that has not changed when somebody is called by another name.
fn without_names(message: &Message) -> Message {
    let mut message = message.clone();
    message.from.clear();
    for reaction in &mut message.reactions {
        reaction.from.clear();
    }
    message
}
