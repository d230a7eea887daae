use crate::bot::chat::{Chat, MessageHandle};
use crate::client::Error;

/// A message that grows while the bot writes it.
///
/// Readers see it as being typed until it is [finished](Self::finish). If it is dropped before that, it stays
/// unfinished.
#[derive(Debug)]
#[must_use = "a live message has to be finished"]
pub struct LiveMessage {
    handle: MessageHandle,
}

impl Chat {
    /// Starts a message that grows while the bot writes it.
    ///
    /// # Errors
    /// As for [`Client::send`](crate::client::Client::send).
    pub async fn send_live(&self, text: impl Into<String>) -> Result<LiveMessage, Error> {
        let sent = self.send_one(text.into().into(), true).await?;
        let handle = self.message_of(sent);
        Ok(LiveMessage { handle })
    }
}

impl LiveMessage {
    /// The handle of the message.
    pub fn handle(&self) -> &MessageHandle {
        &self.handle
    }

    /// Shows the whole text that is written so far.
    ///
    /// # Errors
    /// As for [`MessageHandle::edit`], for example if the message was deleted in the meantime.
    pub async fn update(&self, text: impl Into<String>) -> Result<(), Error> {
        self.handle.update(text.into().into(), true).await
    }

    /// Shows the complete text, and ends the live message.
    ///
    /// # Errors
    /// As for [`MessageHandle::edit`], for example if the message was deleted in the meantime. To send the text
    /// anyway, send a new message.
    pub async fn finish(self, text: impl Into<String>) -> Result<MessageHandle, Error> {
        self.handle.edit(text.into()).await?;
        Ok(self.handle)
    }
}
