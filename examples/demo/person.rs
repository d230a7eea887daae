//! Simulated people who talk with the bot. Their conversation is printed.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use simplex_api_testing::{Contact, Direction, Message, Transcript};

use crate::{BoxError, Demo, print};

/// The name of the bot.
pub(crate) const BOT: &str = "bot";

/// A simulated person in a direct chat or a group with the bot.
#[derive(Debug)]
pub struct Person {
    pub(crate) contact: Contact,
    /// The id of the last message that was sent or printed.
    pub(crate) last_message: Option<String>,
    transcript: Transcript,
    /// The number of transcript entries that are already printed.
    printed_entries: Arc<AtomicUsize>,
}

impl Demo {
    pub(crate) fn person(&self, contact: Contact) -> Person {
        Person {
            contact,
            last_message: None,
            transcript: self.server.transcript(),
            printed_entries: Arc::clone(&self.printed_entries),
        }
    }
}

impl Person {
    /// The same person, in another chat.
    pub(crate) fn in_chat(&self, contact: Contact) -> Self {
        Self {
            contact,
            last_message: None,
            transcript: self.transcript.clone(),
            printed_entries: Arc::clone(&self.printed_entries),
        }
    }

    /// Deletes the chat with the bot.
    ///
    /// # Errors
    /// If there is no chat.
    pub async fn leave(&self) -> Result<(), BoxError> {
        Ok(self.contact.leave().await?)
    }

    /// Sends a message and prints the reply of the bot.
    ///
    /// # Errors
    /// If there is no reply.
    pub async fn say(&mut self, text: &str) -> Result<(), BoxError> {
        self.say_without_reply(text).await?;
        self.expect_message().await
    }

    /// Sends a message in a group and prints the reply of the bot that another member receives. For example, this person
    /// may be removed.
    ///
    /// # Errors
    /// If there is no reply.
    pub async fn say_and_show_reply_to(
        &mut self,
        reader: &mut Self,
        text: &str,
    ) -> Result<(), BoxError> {
        self.say_without_reply(text).await?;
        reader.last_message.clone_from(&self.last_message);
        reader.expect_message().await
    }

    /// Sends a message that the bot does not reply to.
    ///
    /// # Errors
    /// If there is no chat.
    pub async fn say_without_reply(&mut self, text: &str) -> Result<(), BoxError> {
        print(format_args!("{:>6}: {text}", self.contact.name()))?;
        self.last_message = Some(self.contact.say(text).await?.id);
        Ok(())
    }

    /// Waits for the next message of the bot, until it is not live. Prints the commands that the bot has sent, and then the
    /// message.
    ///
    /// # Errors
    /// If there is no message.
    pub async fn expect_message(&mut self) -> Result<(), BoxError> {
        let next = |all: &[Message]| next(all, self.last_message.as_deref()).cloned();
        let is_complete = |all: &[Message]| next(all).is_some_and(|message| !message.live);
        let messages = self.contact.wait_until("the complete message", is_complete);
        let message = next(&messages.await?).ok_or("the message is gone")?;
        self.last_message = Some(message.id.clone());
        let entries = self.transcript.entries();
        let printed = self.printed_entries.swap(entries.len(), Ordering::Relaxed);
        let new = entries.iter().skip(printed);
        for entry in new.filter(|entry| entry.direction == Direction::ToServer) {
            print(format_args!("        > {}", entry.text))?;
        }
        let mut lines = message.text().lines();
        let first = lines.next().unwrap_or_default();
        print(format_args!("{BOT:>6}: {first}"))?;
        lines.try_for_each(|line| print(format_args!("        {line}")))?;
        self.print_file(&message).await
    }
}

/// The first message of the bot after the message with this id.
fn next<'a>(messages: &'a [Message], after: Option<&str>) -> Option<&'a Message> {
    let known = after.and_then(|id| messages.iter().position(|message| message.id == id));
    let new = messages.iter().skip(known.map_or(0, |known| known + 1));
    new.into_iter().find(|message| message.from == BOT)
}
