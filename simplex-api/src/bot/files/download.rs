//! Downloads: files of received messages.

use std::future::IntoFuture;
use std::time::Duration;

use crate::bot::chat::Chat;
use crate::bot::files::awaited::{AwaitedTransfer, DEFAULT_TIMEOUT, TransferFuture};
use crate::bot::files::error::TransferError;
use crate::bot::files::file_events::TransferEnd;
use crate::bot::files::progress::Progress;
use crate::bot::files::transfers::FileOrigin;
use crate::client::Error;
use crate::commands::{ReceiveFile, ReceiveFileResponse};
use crate::types::{ChatErrorType, CiFile, FileId, StoreError};

/// The file of a received message. It is only offered: the server has no content until the file is
/// [downloaded](Self::download).
#[derive(Debug, Clone)]
pub struct IncomingFile {
    chat: Chat,
    origin: FileOrigin,
    file: CiFile,
}

/// Downloads a file. Await it to get the path.
///
/// Nothing happens before that. If the download does not finish within its [timeout](Self::timeout), it is cancelled. If
/// the handler is [cancelled](crate::bot::Builder::handler_timeout) before that, the server continues the download.
#[derive(Debug, Clone)]
#[must_use = "a download starts when it is awaited"]
pub struct Download {
    chat: Chat,
    origin: FileOrigin,
    command: ReceiveFile,
    timeout: Duration,
}

/// A download that has started.
///
/// If it is dropped before it is [finished](Self::finish), the server continues the download.
#[derive(Debug)]
#[must_use = "`finish` returns the result of the download"]
pub struct Downloading(AwaitedTransfer);

impl IncomingFile {
    pub(crate) fn new(chat: Chat, origin: FileOrigin, file: CiFile) -> Self {
        Self { chat, origin, file }
    }

    /// The id, for commands.
    pub fn id(&self) -> FileId {
        self.file.file_id
    }

    /// The name that the sender gave the file. It can contain anything: do not use it as part of a path.
    pub fn name(&self) -> &str {
        &self.file.file_name
    }

    /// The size in bytes, as reported by the sender. A negative size is returned as [`u64::MAX`], so that it exceeds any
    /// limit.
    pub fn size(&self) -> u64 {
        self.file.file_size.try_into().unwrap_or(u64::MAX)
    }

    /// All data of the server about the file.
    pub fn info(&self) -> &CiFile {
        &self.file
    }

    /// Downloads the file. Await the result to get the path of the file.
    ///
    /// Until then, nothing else of this chat is handled; other chats continue. The methods of [`Download`] set the path
    /// and the timeout, and report the [progress](Download::start).
    ///
    /// ```
    /// use simplex_api::bot::{Bot, Message};
    /// use simplex_api_testing::ChatServer;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let folder = std::env::temp_dir().join(format!("download-{}", std::process::id()));
    /// # std::fs::create_dir(&folder)?;
    /// # let server = ChatServer::builder().files_folder(&folder).start().await?;
    /// let bot = Bot::builder().auto_accept(true).on_message(async |message: Message| {
    ///     let Some(file) = message.file() else {
    ///         message.reply("Where is the file?").await?;
    ///         return Ok(());
    ///     };
    ///     let path = file.download().await?;
    ///     let lines = std::fs::read_to_string(path)?.lines().count();
    ///     message.reply(format!("{lines} lines")).await?;
    ///     Ok(())
    /// });
    /// let bot = bot.connect(&server.url()).await?;
    /// # let alice = server.contact("alice");
    /// # alice.connect(bot.address().unwrap()).await?;
    /// # tokio::spawn(bot.run());
    /// alice.send_file("notes.txt", "one\ntwo\n").await?;
    /// alice.expect("2 lines").await;
    /// # std::fs::remove_dir_all(folder)?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn download(&self) -> Download {
        Download {
            chat: self.chat.clone(),
            origin: self.origin.clone(),
            command: ReceiveFile::new(self.id()).store_encrypted(false),
            timeout: DEFAULT_TIMEOUT,
        }
    }
}

impl Download {
    /// The path of the file on the server's machine. By default, the server chooses one.
    ///
    /// Existing files are not overwritten: if there is a file at the path, the download fails with
    /// [`TransferError::FileExists`]. The server creates an empty file there when the download starts. If the download
    /// fails, this file can remain, and another attempt needs another path.
    pub fn to(mut self, path: impl Into<String>) -> Self {
        self.command.file_path = Some(path.into());
        self
    }

    /// The timeout of the download, 10 minutes by default. After that, it is cancelled.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Also downloads from file servers that are not configured at the bot's server. They see the network address of the
    /// user. Without this, such a file fails with [`TransferError::NotApproved`].
    pub fn approve_relays(mut self) -> Self {
        self.command.user_approved_relays = true;
        self
    }

    /// Starts the download, and returns before it finishes. Use this to get the progress, or to do other work at the same
    /// time. The timeout starts here.
    ///
    /// # Errors
    /// If the server does not start the download: for example [`TransferError::NotApproved`],
    /// [`TransferError::FileExists`], [`TransferError::Cancelled`] or [`TransferError::MessageDeleted`]. Other errors of
    /// the command are [`TransferError::Client`].
    pub async fn start(self) -> Result<Downloading, TransferError> {
        let Self {
            chat,
            origin,
            command,
            timeout,
        } = self;
        let is_approved = command.user_approved_relays;
        // Watch first: the download can end before the response arrives.
        let watch = chat.transfers.watch(command.file_id, origin, is_approved);
        let transfer = AwaitedTransfer::new(&chat, watch, timeout);
        match chat.client.send(&command).await.map_err(rejection)? {
            ReceiveFileResponse::RcvFileAcceptedSndCancelled(_) => Err(TransferError::Cancelled),
            _ => Ok(Downloading(transfer)),
        }
    }
}

/// Why the server does not start the download.
fn rejection(error: Error) -> TransferError {
    use ChatErrorType::{FileAlreadyExists, FileCancelled, FileNotApproved};
    use StoreError::{FileNotFound, RcvFileNotFound, UserNotFoundByFileId};
    match (error.chat_error_type(), error.store_error()) {
        (
            Some(FileNotApproved {
                unknown_servers, ..
            }),
            _,
        ) => TransferError::NotApproved(unknown_servers.clone()),
        (Some(FileAlreadyExists { file_path, .. }), _) => {
            TransferError::FileExists(file_path.clone())
        }
        (Some(FileCancelled { .. }), _) => TransferError::Cancelled,
        // The database has deleted it together with its message.
        (_, Some(FileNotFound { .. } | RcvFileNotFound { .. } | UserNotFoundByFileId { .. })) => {
            TransferError::MessageDeleted
        }
        _ => TransferError::Client(error),
    }
}

impl Downloading {
    /// Waits for the next progress report of the server; `None` when the download has ended. If reports arrive faster than
    /// they are read, only the last one is returned.
    pub async fn progress(&mut self) -> Option<Progress> {
        self.0.progress().await
    }

    /// Waits until the download is complete, and returns the path of the file as the server reports it. A relative path
    /// starts at the server's files folder, if it has one.
    ///
    /// # Errors
    /// If the download fails, for example because its message is deleted or its sender is gone. If the sender is gone, the
    /// timeout passes or the bot stops, the download is cancelled at the server.
    pub async fn finish(self) -> Result<String, TransferError> {
        match self.0.end().await? {
            TransferEnd::Downloaded(path) => path.ok_or(TransferError::MissingPath),
            other => Err(other.into()),
        }
    }
}

impl IntoFuture for Download {
    type Output = Result<String, TransferError>;
    type IntoFuture = TransferFuture<String>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async { self.start().await?.finish().await })
    }
}
