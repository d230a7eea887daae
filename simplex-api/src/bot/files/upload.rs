//! Uploads: files that the bot sends.

use std::future::IntoFuture;
use std::time::Duration;

use crate::bot::chat::{Chat, MessageHandle, file_message};
use crate::bot::files::awaited::{AwaitedTransfer, DEFAULT_TIMEOUT, TransferFuture};
use crate::bot::files::error::TransferError;
use crate::bot::files::file_events::TransferEnd;
use crate::bot::files::progress::Progress;
use crate::bot::files::transfers::FileOrigin;
use crate::types::ComposedMessage;

/// Sends a file. Await it to get the message when the file is uploaded.
///
/// Nothing happens before that. If the upload does not finish within its [timeout](Self::timeout), it is cancelled. If the
/// handler is [cancelled](crate::bot::Builder::handler_timeout) before that, the server continues the upload.
#[derive(Debug, Clone)]
#[must_use = "an upload starts when it is awaited"]
pub struct Upload {
    chat: Chat,
    message: ComposedMessage,
    timeout: Duration,
}

/// An upload that has started.
///
/// If it is dropped before it is [finished](Self::finish), the server continues the upload.
#[derive(Debug)]
#[must_use = "`finish` returns the result of the upload"]
pub struct Uploading {
    handle: MessageHandle,
    transfer: AwaitedTransfer,
}

impl Chat {
    /// Sends a file like [`send_file`](Self::send_file), and waits until it is uploaded. Await the result.
    ///
    /// Until then, nothing else of the handler's chat is handled; other chats continue. The methods of [`Upload`] set the
    /// timeout, and report the [progress](Upload::start).
    pub fn upload(&self, path: impl Into<String>, text: impl Into<String>) -> Upload {
        Upload {
            chat: self.clone(),
            message: file_message(path.into(), text.into()),
            timeout: DEFAULT_TIMEOUT,
        }
    }
}

impl Upload {
    /// The timeout of the upload, 10 minutes by default. After that, it is cancelled.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Starts the upload, and returns before it finishes. Use this to get the progress, or to do other work at the same
    /// time. The timeout starts here.
    ///
    /// # Errors
    /// [`TransferError::Client`] if the message is not sent.
    pub async fn start(self) -> Result<Uploading, TransferError> {
        let Self {
            chat,
            message,
            timeout,
        } = self;
        // The upload can end before the response with its id arrives.
        let unidentified = chat.transfers.watch_unidentified();
        let sent = chat.send_one(message, false).await?;
        let handle = chat.message(sent.chat_item.meta.item_id);
        let file = sent.chat_item.file.ok_or(TransferError::MissingFile)?;
        let origin = FileOrigin::new(chat.chat_ref(), handle.id(), None);
        let watch = unidentified.identify(file.file_id, origin);
        let transfer = AwaitedTransfer::new(&chat, watch, timeout);
        Ok(Uploading { handle, transfer })
    }
}

impl Uploading {
    /// The handle of the message with the file.
    pub fn handle(&self) -> &MessageHandle {
        &self.handle
    }

    /// Waits for the next progress report of the server; `None` when the upload has ended. If reports arrive faster than
    /// they are read, only the last one is returned.
    pub async fn progress(&mut self) -> Option<Progress> {
        self.transfer.progress().await
    }

    /// Waits until the file is uploaded. After that, the local file is no longer needed.
    ///
    /// # Errors
    /// If the upload fails, for example because its message is deleted, or the contact or the group is gone. If the
    /// contact or the group is gone, the timeout passes or the bot stops, the upload is cancelled at the server.
    pub async fn finish(self) -> Result<MessageHandle, TransferError> {
        match self.transfer.end().await? {
            TransferEnd::Uploaded => Ok(self.handle),
            other => Err(other.into()),
        }
    }
}

impl IntoFuture for Upload {
    type Output = Result<MessageHandle, TransferError>;
    type IntoFuture = TransferFuture<MessageHandle>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async { self.start().await?.finish().await })
    }
}
