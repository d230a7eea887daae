//! Files that the bot sends and waits for.

use std::future::IntoFuture;
use std::time::Duration;

use crate::types::ComposedMessage;

use crate::bot::chat::{Chat, Item};
use crate::bot::files::awaited::{Boxed, TIMEOUT, Underway};
use crate::bot::files::error::TransferError;
use crate::bot::files::file_events::End;
use crate::bot::files::progress::Progress;
use crate::bot::files::transfers::Source;

/// A file that is to be sent: awaited, it gives the message when the file is uploaded.
///
/// Nothing happens before that. If it is not uploaded within its [timeout](Self::timeout), it is cancelled; if the
/// handler is [ended](crate::bot::Builder::handler_timeout) before, the server goes on sending it.
#[derive(Debug, Clone)]
#[must_use = "a file is sent when this is awaited"]
pub struct Upload {
    chat: Chat,
    message: ComposedMessage,
    timeout: Duration,
}

/// A file that is being sent.
///
/// Dropped before it is [finished](Self::finish), the server goes on sending it.
#[derive(Debug)]
#[must_use = "`finish` tells whether the file was uploaded"]
pub struct Uploading {
    item: Item,
    file: Underway,
}

impl Upload {
    pub(crate) fn new(chat: Chat, message: ComposedMessage) -> Self {
        Self {
            chat,
            message,
            timeout: TIMEOUT,
        }
    }

    /// How long is waited for the upload, 10 minutes by default. Then it is cancelled.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Lets the server begin: for those who want to know how far it is, or to do other things meanwhile. The
    /// time counts from here on.
    ///
    /// # Errors
    /// [`TransferError::Client`] if the message is not sent.
    pub async fn begin(self) -> Result<Uploading, TransferError> {
        let Self {
            chat,
            message,
            timeout,
        } = self;
        // The upload can end before its id is known.
        let nameless = chat.transfers.nameless();
        let sent = chat.deliver(message, false).await?;
        let item = chat.item(sent.chat_item.meta.item_id);
        let file = sent.chat_item.file.ok_or(TransferError::NoFile)?;
        let source = Source::new(chat.chat_ref(), item.id(), None);
        let file = Underway::new(&chat, nameless.named(file.file_id, source), timeout);
        Ok(Uploading { item, file })
    }
}

impl Uploading {
    /// The message that the file is in.
    pub fn item(&self) -> &Item {
        &self.item
    }

    /// How far the file is, each time that the server tells it; `None` when [`finish`](Self::finish) does not
    /// wait any more. Steps are left out if they are not taken.
    pub async fn progress(&mut self) -> Option<Progress> {
        self.file.progress().await
    }

    /// Waits until the file is uploaded. After that it need not be there any more.
    ///
    /// # Errors
    /// If the file is not uploaded, as soon as that is known: also if its message is deleted, or the contact or the
    /// group is gone. It is cancelled if it takes too long, nobody is there any more to receive it, or the bot stops.
    pub async fn finish(self) -> Result<Item, TransferError> {
        match self.file.end().await? {
            End::Sent => Ok(self.item),
            other => Err(other.into()),
        }
    }
}

impl IntoFuture for Upload {
    type Output = Result<Item, TransferError>;
    type IntoFuture = Boxed<Item>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async { self.begin().await?.finish().await })
    }
}
