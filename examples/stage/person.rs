//! What people say and hear, and what is shown of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use simplex_api_testing::{Contact, Direction, Message, Transcript};

use crate::{BoxError, Stage, print};

/// The name of the bot.
pub(crate) const BOT: &str = "bot";

/// Somebody who talks with the bot, alone or in a group, and what is shown of it.
#[derive(Debug)]
pub struct Person {
    pub(crate) contact: Contact,
    /// The last message that they sent or received.
    pub(crate) last: Option<String>,
    transcript: Transcript,
    shown: Arc<AtomicUsize>,
}

impl Stage {
    pub(crate) fn person(&self, contact: Contact) -> Person {
        Person {
            contact,
            last: None,
            transcript: self.server.transcript(),
            shown: Arc::clone(&self.shown),
        }
    }
}

impl Person {
    /// The same person, in another conversation.
    pub(crate) fn looking(&self, contact: Contact) -> Self {
        Self {
            contact,
            last: None,
            transcript: self.transcript.clone(),
            shown: Arc::clone(&self.shown),
        }
    }

    /// Deletes the conversation with the bot.
    ///
    /// # Errors
    /// If there is none.
    pub async fn leave(&self) -> Result<(), BoxError> {
        Ok(self.contact.leave().await?)
    }

    /// Says something and hears the bot's answer.
    ///
    /// # Errors
    /// If there is none.
    pub async fn say(&mut self, text: &str) -> Result<(), BoxError> {
        self.tell(text).await?;
        self.hear().await
    }

    /// Says something in a group and lets another member hear the bot's answer, such as the removal of who
    /// has said it.
    ///
    /// # Errors
    /// If there is none.
    pub async fn say_to(&mut self, hearer: &mut Self, text: &str) -> Result<(), BoxError> {
        self.tell(text).await?;
        hearer.last.clone_from(&self.last);
        hearer.hear().await
    }

    /// Says something that the bot does not answer.
    ///
    /// # Errors
    /// If there is no conversation.
    pub async fn tell(&mut self, text: &str) -> Result<(), BoxError> {
        print(format_args!("{:>6}: {text}", self.contact.name()))?;
        self.last = Some(self.contact.say(text).await?.id);
        Ok(())
    }

    /// Shows the next message of the bot when it is written to its end, after the commands that went over
    /// the wire until then.
    ///
    /// # Errors
    /// If there is none.
    pub async fn hear(&mut self) -> Result<(), BoxError> {
        let next = |all: &[Message]| next(all, self.last.as_deref()).cloned();
        let is_whole = |all: &[Message]| next(all).is_some_and(|message| !message.live);
        let messages = self.contact.wait_until("the whole message", is_whole);
        let message = next(&messages.await?).ok_or("the message is gone")?;
        self.last = Some(message.id.clone());
        let entries = self.transcript.entries();
        let shown = self.shown.swap(entries.len(), Ordering::Relaxed);
        let new = entries.iter().skip(shown);
        for entry in new.filter(|entry| entry.direction == Direction::ToServer) {
            print(format_args!("        > {}", entry.text))?;
        }
        let mut lines = message.text().lines();
        let first = lines.next().unwrap_or_default();
        print(format_args!("{BOT:>6}: {first}"))?;
        lines.try_for_each(|line| print(format_args!("        {line}")))?;
        self.open(&message).await
    }
}

/// The first message of the bot after another.
fn next<'a>(messages: &'a [Message], after: Option<&str>) -> Option<&'a Message> {
    let known = after.and_then(|id| messages.iter().position(|message| message.id == id));
    let new = messages.iter().skip(known.map_or(0, |known| known + 1));
    new.into_iter().find(|message| message.from == BOT)
}
