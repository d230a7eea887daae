//! Files that came with a message.

use std::future::IntoFuture;
use std::time::Duration;

use crate::client::Error;
use crate::commands::{ReceiveFile, ReceiveFileResponse};
use crate::types::{ChatErrorType, CiFile, FileId, StoreError};

use crate::bot::chat::Chat;
use crate::bot::files::awaited::{Boxed, TIMEOUT, Underway};
use crate::bot::files::error::TransferError;
use crate::bot::files::file_events::End;
use crate::bot::files::progress::Progress;
use crate::bot::files::transfers::Source;

/// A file that came with a message. It is only offered: nothing of it is there before it is
/// [received](Self::receive).
#[derive(Debug, Clone)]
pub struct IncomingFile {
    chat: Chat,
    source: Source,
    file: CiFile,
}

/// A file that is to be received: awaited, it gives the path.
///
/// Nothing happens before that. If it does not come within its [timeout](Self::timeout), it is cancelled; if the
/// handler is [ended](crate::bot::Builder::handler_timeout) before, the server goes on receiving it.
#[derive(Debug, Clone)]
#[must_use = "a file is received when this is awaited"]
pub struct Receive {
    chat: Chat,
    source: Source,
    command: ReceiveFile,
    timeout: Duration,
}

/// A file that is being received.
///
/// Dropped before it is [finished](Self::finish), the server goes on receiving it.
#[derive(Debug)]
#[must_use = "`finish` tells whether the file was received"]
pub struct Receiving(Underway);

impl IncomingFile {
    pub(crate) fn new(chat: Chat, source: Source, file: CiFile) -> Self {
        Self { chat, source, file }
    }

    /// The id, for commands.
    pub fn id(&self) -> FileId {
        self.file.file_id
    }

    /// The name that the sender gives it. It can be anything: no part of a path should be made of it.
    pub fn name(&self) -> &str {
        &self.file.file_name
    }

    /// The size that the sender tells, in bytes; [`u64::MAX`] for one that makes no sense, so that no limit
    /// lets it through.
    pub fn size(&self) -> u64 {
        self.file.file_size.try_into().unwrap_or(u64::MAX)
    }

    /// All that the server tells of it.
    pub fn info(&self) -> &CiFile {
        &self.file
    }

    /// Receives the file and gives its path, when that is awaited.
    ///
    /// In the meantime nothing else of this chat is handled; other chats go on. Where the file goes, how long
    /// is waited for it, and whether its [progress](Receive::begin) is told, can be said before.
    ///
    /// ```
    /// use simplex_api::bot::{Bot, Message};
    /// use simplex_api_testing::ChatServer;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let folder = std::env::temp_dir().join(format!("receive-{}", std::process::id()));
    /// # std::fs::create_dir(&folder)?;
    /// # let server = ChatServer::builder().files_folder(&folder).start().await?;
    /// let bot = Bot::builder().auto_accept(true).on_message(async |message: Message| {
    ///     let Some(file) = message.file() else {
    ///         message.reply("Where is the file?").await?;
    ///         return Ok(());
    ///     };
    ///     let path = file.receive().await?;
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
    pub fn receive(&self) -> Receive {
        Receive {
            chat: self.chat.clone(),
            source: self.source.clone(),
            command: ReceiveFile::new(self.id()).store_encrypted(false),
            timeout: TIMEOUT,
        }
    }
}

impl Receive {
    /// Where the file goes, a path of the server's machine. By default the server looks for a place.
    ///
    /// No file is overwritten: if there is one at the path, nothing is received, and the error is
    /// [`TransferError::PathTaken`]. The server makes an empty file there when it begins: if the file does not come,
    /// that can be left, and another attempt needs another path.
    pub fn to(mut self, path: impl Into<String>) -> Self {
        self.command.file_path = Some(path.into());
        self
    }

    /// How long is waited for the file, 10 minutes by default. Then it is cancelled.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    /// Takes the file also from servers that are not configured, which get to see the network address of the
    /// user. Such a file fails without that, with [`TransferError::NotApproved`].
    pub fn approve_relays(mut self) -> Self {
        self.command.user_approved_relays = true;
        self
    }

    /// Lets the server begin: for those who want to know how far it is, or to do other things meanwhile. The
    /// time counts from here on.
    ///
    /// # Errors
    /// If the server does not begin, with the reason, such as [`TransferError::NotApproved`],
    /// [`TransferError::PathTaken`], [`TransferError::Cancelled`] and [`TransferError::Deleted`]; any other is
    /// [`TransferError::Client`].
    pub async fn begin(self) -> Result<Receiving, TransferError> {
        let Self {
            chat,
            source,
            command,
            timeout,
        } = self;
        let transfers = &chat.transfers;
        let is_approved = command.user_approved_relays;
        // Its end can come before the answer.
        let wait = transfers.wait(command.file_id, source, is_approved);
        let file = Underway::new(&chat, wait, timeout);
        match chat.client.send(&command).await.map_err(refused)? {
            ReceiveFileResponse::RcvFileAcceptedSndCancelled(_) => Err(TransferError::Cancelled),
            _ => Ok(Receiving(file)),
        }
    }
}

/// Why the server does not begin.
fn refused(error: Error) -> TransferError {
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
            TransferError::PathTaken(file_path.clone())
        }
        (Some(FileCancelled { .. }), _) => TransferError::Cancelled,
        // The database has forgotten it with its message.
        (_, Some(FileNotFound { .. } | RcvFileNotFound { .. } | UserNotFoundByFileId { .. })) => {
            TransferError::Deleted
        }
        _ => TransferError::Client(error),
    }
}

impl Receiving {
    /// How far the file is, each time that the server tells it; `None` when [`finish`](Self::finish) does not
    /// wait any more. Steps are left out if they are not taken.
    pub async fn progress(&mut self) -> Option<Progress> {
        self.0.progress().await
    }

    /// Waits for the file, and gives its path as the server tells it: a relative one begins at the server's
    /// files folder, if it has one.
    ///
    /// # Errors
    /// If the file does not come, as soon as that is known: also if its message is deleted, or who sends it is gone.
    /// It is cancelled at the server in the last case, if it takes too long, or if the bot stops.
    pub async fn finish(self) -> Result<String, TransferError> {
        match self.0.end().await? {
            End::Received(path) => path.ok_or(TransferError::NoPath),
            other => Err(other.into()),
        }
    }
}

impl IntoFuture for Receive {
    type Output = Result<String, TransferError>;
    type IntoFuture = Boxed<String>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async { self.begin().await?.finish().await })
    }
}
