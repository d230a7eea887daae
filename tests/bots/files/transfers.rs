use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::mpsc;

use crate::harness::{LONG, Running, soon, until};
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

/// The user of a bot, and the last message that it has heard.
type Heard = Arc<Mutex<Option<(User, AChatItem)>>>;

/// What a slow server sends.
pub(crate) const SENT: FileId = FileId(77);

/// Receives a file, or sends one, and says what has come of it.
async fn handle(message: Message<Heard>) -> HandlerResult {
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

async fn receive(message: &Message<Heard>) -> Result<String, TransferError> {
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

async fn send(message: &Message<Heard>) -> Result<String, TransferError> {
    let sent = message.chat().upload("notes.txt", "the notes");
    let item = sent.timeout(LONG).await?;
    Ok(format!("sent as {}", item.id().0))
}

fn bot(heard: &Heard) -> Builder<Heard> {
    Bot::with_state(Arc::clone(heard)).on_message(handle)
}

async fn running() -> (Running, Heard) {
    let heard = Heard::default();
    (Running::new(bot(&heard)).await, heard)
}

/// A bot on a server that is slow: it takes commands about files, and no more.
pub(crate) struct Slow {
    receiving: Expectation<ReceiveFile>,
    sending: Expectation<ApiSendMessages>,
    pub(crate) alice: Contact,
    heard: Heard,
    pub(crate) bot: Running,
}

impl Slow {
    pub(crate) async fn new() -> Self {
        let (bot, heard) = running().await;
        Self::on(bot, heard).await
    }

    pub(crate) async fn on(bot: Running, heard: Heard) -> Self {
        let (last, seen) = (Arc::clone(&heard), Arc::clone(&heard));
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
            heard,
            bot,
        }
    }

    /// What the bot has heard when it waits for a file of alice's.
    pub(crate) async fn receiving(&self, name: &str) -> (User, AChatItem, RcvFileTransfer) {
        self.alice.send_file(name, "something").await.unwrap();
        until(|| self.receiving.count() > 0).await;
        let (user, item) = self.heard.lock().unwrap().clone().unwrap();
        let file = item.chat_item.file.as_ref().unwrap();
        let offered = FileInvitation::new(name, file.file_size);
        let status = RcvFileStatus::new();
        let transfer = RcvFileTransfer::new(file.file_id, offered, status, "alice", 1);
        (user, item, transfer)
    }

    /// What the bot has heard when it waits for the upload of a file.
    pub(crate) async fn sending(&self) -> (User, AChatItem, FileTransferMeta) {
        self.alice.say("the notes?").await.unwrap();
        until(|| self.sending.count() > 0).await;
        let (user, item) = self.heard.lock().unwrap().clone().unwrap();
        let meta = FileTransferMeta::new(SENT, "notes.txt", "notes.txt", 9, 1);
        (user, item, meta)
    }
}

#[tokio::test]
async fn a_file_is_received_though_its_events_come_before_the_answer() {
    let (bot, _) = running().await;
    let alice = bot.contact("alice").await;
    for name in ["notes.txt", "more.txt"] {
        alice.send_file(name, "something").await.unwrap();
        alice.expect(name).await;
        assert_eq!(bot.server.file(name).unwrap(), b"something");
    }
    // As it is with an answer that is late.
    bot.server
        .fail_next(Fault::Delay(Duration::from_millis(30)));
    alice.send_file("late.txt", "something").await.unwrap();
    alice.expect("late.txt").await;
}

#[tokio::test]
async fn while_a_file_comes_its_chat_waits_and_others_go_on() {
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
async fn a_file_comes_though_there_is_no_place_for_what_came_before_its_end() {
    let heard = Heard::default();
    let bot = Running::new(bot(&heard).total_queue_len(1)).await;
    let slow = Slow::on(bot, heard).await;
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
async fn how_far_a_file_is_can_be_told() {
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
    // The item is that of the offer: it has no path.
    let told = slow.alice.next_message().await.unwrap();
    assert_eq!(told.text(), TransferError::MissingPath.to_string());
}

#[tokio::test]
async fn a_file_that_does_not_come_is_an_error() {
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
async fn a_file_that_is_cancelled_before_is_not_waited_for() {
    let (bot, _) = running().await;
    let alice = bot.contact("alice").await;
    let file = alice.send_file("gone.txt", "something").await.unwrap();
    alice.cancel_file(&file).await.unwrap();
    alice.say("go on").await.unwrap();
    alice.expect("the sender has cancelled the file").await;
}

#[tokio::test]
async fn nothing_is_heard_of_a_file_after_its_end() {
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
async fn a_file_that_takes_too_long_is_cancelled() {
    let slow = Slow::new().await;
    let (_, item, _) = slow.receiving("quick.txt").await;
    slow.alice
        .expect("the transfer did not finish within 20ms")
        .await;
    let file = item.chat_item.file.unwrap().file_id;
    assert_eq!(cancelled(&slow.bot), [file]);
}

#[tokio::test]
async fn a_bot_that_stops_waits_for_no_file() {
    let slow = Slow::new().await;
    let (_, item, _) = slow.receiving("notes.txt").await;
    slow.bot.stop.stop();
    slow.alice.expect("the bot is stopping").await;
    let file = item.chat_item.file.unwrap().file_id;
    assert_eq!(cancelled(&slow.bot), [file]);
    let Slow { bot, .. } = slow;
    assert_eq!(bot.ended().await.aborted, 0);
}

pub(crate) fn cancelled(bot: &Running) -> Vec<FileId> {
    let commands = bot.server.commands().into_iter();
    let cancelled = commands.filter_map(|command| match command {
        AnyCommand::CancelFile(CancelFile { file_id, .. }) => Some(file_id),
        _ => None,
    });
    cancelled.collect()
}

#[tokio::test]
async fn a_file_is_sent_though_its_end_comes_before_the_answer() {
    let (bot, _) = running().await;
    bot.server.put_file("notes.txt", "something");
    let alice = bot.contact("alice").await;
    bot.server
        .fail_next(Fault::Delay(Duration::from_millis(30)));
    alice.say("the notes?").await.unwrap();
    let file = alice.expect("the notes").await;
    assert_eq!(alice.receive_file(&file).await.unwrap(), b"something");
    let told = alice.next_message().await.unwrap();
    assert!(told.text().starts_with("sent as "), "{}", told.text());
}

#[tokio::test]
async fn an_upload_is_waited_for() {
    let slow = Slow::new().await;
    let (user, item, meta) = slow.sending().await;
    let server = &slow.bot.server;
    // That of somebody else.
    let other = FileTransferMeta::new(FileId(1), "x", "x", 1, 1);
    server.inject(&SndFileError::new(user.clone(), other, "no room"));
    server.inject(&SndFileCompleteXftp::new(user, item, meta));
    let told = slow.alice.next_message().await.unwrap();
    assert!(told.text().starts_with("sent as "), "{}", told.text());
}

#[tokio::test]
async fn an_upload_that_fails_is_an_error() {
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
async fn a_file_that_is_not_there_is_not_sent() {
    let (bot, _) = running().await;
    let alice = bot.contact("alice").await;
    alice.say("the notes?").await.unwrap();
    alice
        .expect("APISendMessages failed: error / fileNotFound: notes.txt")
        .await;
}

#[tokio::test]
async fn a_download_that_is_dropped_is_not_cancelled() {
    let slow = Slow::new().await;
    slow.receiving("dropped.txt").await;
    slow.alice.expect("dropped").await;
    assert_eq!(cancelled(&slow.bot), []);
}

#[tokio::test]
async fn a_download_whose_handler_is_ended_is_not_cancelled() {
    let heard = Heard::default();
    // A channel, since a reply could take longer than the handler may.
    let (tell, mut told) = mpsc::unbounded_channel();
    let bot = bot(&heard).on_message(move |message: Message<Heard>| {
        let sent = tell.send(message.text().to_owned());
        async move { Ok(sent?) }
    });
    let bot = Running::new(bot.handler_timeout(Duration::from_secs(1))).await;
    let slow = Slow::on(bot, heard).await;
    slow.receiving("notes.txt").await;
    assert!(soon(told.recv()).await.is_some(), "the next handler runs");
    assert_eq!(cancelled(&slow.bot), []);
    slow.alice.say("hi").await.unwrap();
    assert_eq!(soon(told.recv()).await.as_deref(), Some("hi"));
}

#[tokio::test]
async fn a_size_that_makes_no_sense_passes_no_limit() {
    let bot = Bot::builder().on_message(async |message: Message| {
        let size = message.file().map(|file| file.size());
        Ok(format!("{size:?}"))
    });
    let bot = Running::new(bot).await;
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
