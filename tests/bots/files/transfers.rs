use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::mpsc;

use crate::harness::{LONG, RunningBot, soon, until};
use crate::messages::live::last_message;
use simplex_api::bot::{Bot, Builder, HandlerResult, Message, TransferError};
use simplex_api::commands::{AnyCommand, ApiSendMessages, CancelFile, ReceiveFile};
use simplex_api::events::{
    RcvFileComplete, RcvFileError, RcvFileSndCancelled, SndFileCompleteXftp, SndFileError,
};
use simplex_api::responses::{NewChatItems, RcvFileAccepted};
use simplex_api::types::{
    AChatItem, AgentErrorType, CiFile, CiFileStatus, CryptoFile, FileId, FileInvitation,
    FileProtocol, FileTransferMeta, RcvFileStatus, RcvFileTransfer, User, XftpErrorType,
};
use simplex_api_testing::{Contact, Expectation, Expected, Fault};

/// The user of a bot, and the last message that it has received.
type LastReceived = Arc<Mutex<Option<(User, AChatItem)>>>;

/// The id of the file that a slow server sends.
pub(crate) const SENT: FileId = FileId(77);

/// Downloads or uploads a file, and replies with the result.
async fn handle(message: Message<LastReceived>) -> HandlerResult {
    let user = message.context().user().clone();
    *message.state().lock().unwrap() = Some((user, message.info().clone()));
    if message.text() == "hi" {
        message.reply("hello").await?;
        return Ok(());
    }
    let reply = match message.file() {
        Some(_) => receive(&message).await,
        None => send(&message).await,
    };
    let reply = reply.unwrap_or_else(|error| error.to_string());
    message.reply(reply).await?;
    Ok(())
}

async fn receive(message: &Message<LastReceived>) -> Result<String, TransferError> {
    let file = message.file().unwrap();
    let mut download = file.download();
    if file.name() == "quick.txt" {
        download = download.timeout(Duration::from_millis(20));
    }
    if file.name() == "slow.txt" {
        download = download.timeout(Duration::from_secs(1));
    }
    if file.name() == "approved.txt" {
        download = download.approve_relays();
    }
    if file.name() == "gone.txt" {
        let _ = message.next_message(LONG).await;
    }
    let mut downloading = download.start().await?;
    if file.name() == "dropped.txt" {
        drop(downloading);
        return Ok("dropped".to_owned());
    }
    while let Some(progress) = downloading.progress().await {
        let progress = format!("{} %", progress.percent());
        message.reply(progress).await?;
    }
    downloading.finish().await
}

async fn send(message: &Message<LastReceived>) -> Result<String, TransferError> {
    let sent = message.chat().upload("notes.txt", "the notes");
    let item = sent.timeout(LONG).await?;
    Ok(format!("sent as {}", item.id().0))
}

fn bot(last_received: &LastReceived) -> Builder<LastReceived> {
    Bot::with_state(Arc::clone(last_received)).on_message(handle)
}

async fn running() -> (RunningBot, LastReceived) {
    let last_received = LastReceived::default();
    (RunningBot::start(bot(&last_received)).await, last_received)
}

/// A bot on a slow server, which responds to commands about files but sends no events about them.
pub(crate) struct Slow {
    receiving: Expectation<ReceiveFile>,
    sending: Expectation<ApiSendMessages>,
    pub(crate) alice: Contact,
    last_received: LastReceived,
    pub(crate) bot: RunningBot,
}

impl Slow {
    pub(crate) async fn new() -> Self {
        let (bot, last_received) = running().await;
        Self::on(bot, last_received).await
    }

    pub(crate) async fn on(bot: RunningBot, last_received: LastReceived) -> Self {
        let (last, seen) = (Arc::clone(&last_received), Arc::clone(&last_received));
        let last = move || last.lock().unwrap().clone().unwrap();
        let receiving = bot.server.expect::<ReceiveFile>(Expected::any());
        let receiving = receiving.respond(move |_| {
            let (user, item) = last();
            Ok(RcvFileAccepted::new(user, item))
        });
        let is_file = |send: &ApiSendMessages| send.composed_messages[0].file_source.is_some();
        let sending = bot
            .server
            .expect::<ApiSendMessages>(Expected::that(is_file));
        let sending = sending.respond(move |_| {
            let (user, mut item) = seen.lock().unwrap().clone().unwrap();
            let (stored, xftp) = (CiFileStatus::snd_stored(), FileProtocol::Xftp);
            let file = CiFile::new(SENT, "notes.txt", 9, stored, xftp);
            item.chat_item.file = Some(Box::new(file));
            Ok(NewChatItems::new(user).chat_items(vec![item]))
        });
        Self {
            alice: bot.contact("alice").await,
            receiving: receiving.times(0..=9),
            sending: sending.times(0..=9),
            last_received,
            bot,
        }
    }

    /// Waits until the bot downloads a file of alice. Returns the data for the events about it.
    pub(crate) async fn receiving(&self, name: &str) -> (User, AChatItem, RcvFileTransfer) {
        self.alice.send_file(name, "something").await.unwrap();
        until(|| self.receiving.count() > 0).await;
        let (user, item) = self.last_received.lock().unwrap().clone().unwrap();
        let file = item.chat_item.file.as_ref().unwrap();
        let offered = FileInvitation::new(name, file.file_size);
        let status = RcvFileStatus::new();
        let transfer = RcvFileTransfer::new(file.file_id, offered, status, "alice", 1);
        (user, item, transfer)
    }

    /// Waits until the bot uploads a file. Returns the data for the events about it.
    pub(crate) async fn sending(&self) -> (User, AChatItem, FileTransferMeta) {
        self.alice.say("the notes?").await.unwrap();
        until(|| self.sending.count() > 0).await;
        let (user, item) = self.last_received.lock().unwrap().clone().unwrap();
        let meta = FileTransferMeta::new(SENT, "notes.txt", "notes.txt", 9, 1);
        (user, item, meta)
    }
}

#[tokio::test]
async fn a_download_can_finish_before_the_response_arrives() {
    let (bot, _) = running().await;
    let alice = bot.contact("alice").await;
    for name in ["notes.txt", "more.txt"] {
        alice.send_file(name, "something").await.unwrap();
        alice.expect(name).await;
        assert_eq!(bot.server.file(name).unwrap(), b"something");
    }
    // The same with a late response.
    bot.server
        .fail_next(Fault::Delay(Duration::from_millis(30)));
    alice.send_file("late.txt", "something").await.unwrap();
    alice.expect("late.txt").await;
}

#[tokio::test]
async fn during_a_download_other_chats_continue() {
    let slow = Slow::new().await;
    let (user, mut item, _) = slow.receiving("notes.txt").await;
    slow.alice.say("hi").await.unwrap();
    let bob = slow.bot.contact("bob").await;
    bob.say("hi").await.unwrap();
    bob.expect("hello").await;
    assert!(!slow.alice.messages().iter().any(|m| m.text() == "hello"));

    let file = item.chat_item.file.as_mut().unwrap();
    file.file_source = Some(CryptoFile::new("there.txt"));
    let complete = RcvFileComplete::new(user, item);
    slow.bot.server.inject(&complete);
    slow.alice.expect("there.txt").await;
    slow.alice.expect("hello").await;
}

#[tokio::test]
async fn a_download_finishes_beyond_a_full_queue() {
    let last_received = LastReceived::default();
    let bot = RunningBot::start(bot(&last_received).total_queue_len(1)).await;
    let slow = Slow::on(bot, last_received).await;
    let (user, mut item, _) = slow.receiving("notes.txt").await;
    for _ in 0..3 {
        slow.alice.say("hi").await.unwrap();
    }
    let file = item.chat_item.file.as_mut().unwrap();
    file.file_source = Some(CryptoFile::new("there.txt"));
    slow.bot.server.inject(&RcvFileComplete::new(user, item));
    for answer in ["there.txt", "hello", "hello", "hello"] {
        slow.alice.expect(answer).await;
    }
}

#[tokio::test]
async fn the_progress_of_a_download_is_reported() {
    let slow = Slow::new().await;
    let (user, item, transfer) = slow.receiving("notes.txt").await;
    for (done, percent) in [(1, 33), (3, 100)] {
        let transfer = simplex_api::json::encode(&transfer);
        slow.bot.server.inject_json(&format!(
            r#"{{"type":"rcvFileProgressXFTP","receivedSize":{done},"totalSize":3,"rcvFileTransfer":{transfer}}}"#
        ));
        slow.alice.expect(&format!("{percent} %")).await;
    }
    let server = &slow.bot.server;
    server.inject(&RcvFileComplete::new(user, item));
    // The item is the original message, without a path.
    let reported = slow.alice.next_message().await.unwrap();
    assert_eq!(reported.text(), TransferError::MissingPath.to_string());
}

#[tokio::test]
async fn a_failed_download_is_an_error() {
    let slow = Slow::new().await;
    let (user, _, transfer) = slow.receiving("notes.txt").await;
    let error = AgentErrorType::xftp("xftp://x", XftpErrorType::auth());
    let failed = RcvFileError::new(user, error, transfer);
    slow.bot.server.inject(&failed);
    let expected = "the file could not be downloaded: XFTP / AUTH";
    slow.alice.expect(expected).await;
}

#[tokio::test]
async fn a_sender_can_cancel_a_file() {
    let slow = Slow::new().await;
    let (user, item, transfer) = slow.receiving("notes.txt").await;
    let server = &slow.bot.server;
    server.inject(&RcvFileSndCancelled::new(user, item, transfer));
    slow.alice.expect("the sender has cancelled the file").await;
}

#[tokio::test]
async fn a_file_that_is_already_cancelled_is_an_error() {
    let (bot, _) = running().await;
    let alice = bot.contact("alice").await;
    let file = alice.send_file("gone.txt", "something").await.unwrap();
    alice.cancel_file(&file).await.unwrap();
    alice.say("go on").await.unwrap();
    alice.expect("the sender has cancelled the file").await;
}

#[tokio::test]
async fn progress_after_the_end_of_a_download_is_ignored() {
    let slow = Slow::new().await;
    let (user, item, transfer) = slow.receiving("notes.txt").await;
    let server = &slow.bot.server;
    let rest = simplex_api::json::encode(&transfer);
    server.inject(&RcvFileSndCancelled::new(user, item, transfer));
    let sizes = r#""receivedSize":1,"totalSize":3"#;
    let late = format!(r#"{{"type":"rcvFileProgressXFTP",{sizes},"rcvFileTransfer":{rest}}}"#);
    server.inject_json(&late);
    slow.alice.expect("the sender has cancelled the file").await;
}

#[tokio::test]
async fn a_download_is_cancelled_after_its_timeout() {
    let slow = Slow::new().await;
    let (_, item, _) = slow.receiving("quick.txt").await;
    slow.alice
        .expect("the transfer did not finish within 20ms")
        .await;
    let file = item.chat_item.file.unwrap().file_id;
    assert_eq!(cancelled(&slow.bot), [file]);
}

#[tokio::test]
async fn a_download_is_cancelled_when_the_bot_stops() {
    let slow = Slow::new().await;
    let (_, item, _) = slow.receiving("notes.txt").await;
    slow.bot.stop.stop();
    slow.alice.expect("the bot is stopping").await;
    let file = item.chat_item.file.unwrap().file_id;
    assert_eq!(cancelled(&slow.bot), [file]);
    let Slow { bot, .. } = slow;
    assert_eq!(bot.exit().await.aborted, 0);
}

pub(crate) fn cancelled(bot: &RunningBot) -> Vec<FileId> {
    let commands = bot.server.commands().into_iter();
    let cancelled = commands.filter_map(|command| match command {
        AnyCommand::CancelFile(CancelFile { file_id, .. }) => Some(file_id),
        _ => None,
    });
    cancelled.collect()
}

#[tokio::test]
async fn an_upload_can_finish_before_the_response_arrives() {
    let (bot, _) = running().await;
    bot.server.put_file("notes.txt", "something");
    let alice = bot.contact("alice").await;
    bot.server
        .fail_next(Fault::Delay(Duration::from_millis(30)));
    alice.say("the notes?").await.unwrap();
    let file = alice.expect("the notes").await;
    assert_eq!(alice.receive_file(&file).await.unwrap(), b"something");
    let reported = alice.next_message().await.unwrap();
    assert!(
        reported.text().starts_with("sent as "),
        "{}",
        reported.text()
    );
}

#[tokio::test]
async fn an_upload_ends_with_its_own_event() {
    let slow = Slow::new().await;
    let (user, item, meta) = slow.sending().await;
    let server = &slow.bot.server;
    // The upload of another task.
    let other = FileTransferMeta::new(FileId(1), "x", "x", 1, 1);
    server.inject(&SndFileError::new(user.clone(), other, "no room"));
    server.inject(&SndFileCompleteXftp::new(user, item, meta));
    let reported = slow.alice.next_message().await.unwrap();
    assert!(
        reported.text().starts_with("sent as "),
        "{}",
        reported.text()
    );
}

#[tokio::test]
async fn a_failed_upload_is_an_error() {
    let slow = Slow::new().await;
    let (user, _, meta) = slow.sending().await;
    let failed = SndFileError::new(user, meta, "no room");
    slow.bot.server.inject(&failed);
    slow.alice
        .expect("the file could not be uploaded: no room")
        .await;
    let Slow { bot, .. } = slow;
    assert_eq!(cancelled(&bot), []);
}

#[tokio::test]
async fn a_missing_file_is_not_sent() {
    let (bot, _) = running().await;
    let alice = bot.contact("alice").await;
    alice.say("the notes?").await.unwrap();
    alice
        .expect("APISendMessages failed: error / fileNotFound: notes.txt")
        .await;
}

#[tokio::test]
async fn a_dropped_download_is_not_cancelled() {
    let slow = Slow::new().await;
    slow.receiving("dropped.txt").await;
    slow.alice.expect("dropped").await;
    assert_eq!(cancelled(&slow.bot), []);
}

#[tokio::test]
async fn a_download_is_not_cancelled_when_its_handler_times_out() {
    let last_received = LastReceived::default();
    // A channel, because a reply could take longer than the timeout.
    let (report, mut reported) = mpsc::unbounded_channel();
    let bot = bot(&last_received).on_message(move |message: Message<LastReceived>| {
        let sent = report.send(message.text().to_owned());
        async move { Ok(sent?) }
    });
    let bot = RunningBot::start(bot.handler_timeout(Duration::from_secs(1))).await;
    let slow = Slow::on(bot, last_received).await;
    slow.receiving("notes.txt").await;
    assert!(
        soon(reported.recv()).await.is_some(),
        "the next handler runs"
    );
    assert_eq!(cancelled(&slow.bot), []);
    slow.alice.say("hi").await.unwrap();
    assert_eq!(soon(reported.recv()).await.as_deref(), Some("hi"));
}

#[tokio::test]
async fn a_negative_size_exceeds_every_limit() {
    let bot = Bot::builder().on_message(async |message: Message| {
        let size = message.file().map(|file| file.size());
        Ok(format!("{size:?}"))
    });
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    alice.send_file("notes.txt", "something").await.unwrap();
    alice.expect("Some(9)").await;
    let mut new = last_message(&bot);
    let file = new.chat_items[0].chat_item.file.as_mut().unwrap();
    file.file_size = -1;
    bot.server.inject(&new);
    let size = Some(u64::MAX);
    alice.expect(format!("{size:?}").as_str()).await;
}
