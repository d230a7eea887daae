//! Every way in which a transfer can end ends the wait immediately.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use super::transfers::{SENT, Slow, cancelled};
use crate::harness::{LONG, RunningBot, until};
use simplex_api::bot::{Bot, Builder, Message, TransferError};
use simplex_api::commands::{AnyCommand, ReceiveFile};
use simplex_api::events::{
    ChatError, ChatErrors, ChatItemUpdated, ChatItemsDeleted, ChatItemsStatusesUpdated,
    GroupChatItemsDeleted, RcvFileWarning, SndFileCompleteXftp, SndFileWarning,
};
use simplex_api::types::{
    self, AgentErrorType, ChatErrorType, ChatItemDeletion, CiFile, CiFileStatus, FileId,
    FileProtocol, StoreError, XftpErrorType,
};
use simplex_api_testing::{ChatServer, Expected, sample};

const DELETED: &str = "the message with the file was deleted";

fn not_approved(file: FileId, servers: &[&str]) -> types::ChatError {
    let servers: Vec<_> = servers.iter().map(|server| (*server).to_owned()).collect();
    types::ChatError::error(ChatErrorType::file_not_approved(file, servers))
}

fn named(servers: &[&str]) -> String {
    let servers = servers.iter().map(|server| (*server).to_owned());
    TransferError::NotApproved(servers.collect()).to_string()
}

#[test]
fn a_rejection_names_the_servers_and_the_remedy() {
    let reported = named(&[
        "xftp://a",
        "xftp://b\u{202e}\n",
        "xftp://c",
        "xftp://d",
        "xftp://e",
    ]);
    for part in [
        r"not approved: `xftp://a`, `xftp://b\u{202e}\n`, `xftp://c`, 2 more; to download it, ",
        "call `approve_relays` on the result of `IncomingFile::download`",
    ] {
        assert!(reported.contains(part), "{reported}");
    }
    assert!(named(&[]).contains("not approved; to"));
    let long = named(&[&"x".repeat(10_000)]);
    assert!(long.len() < 500, "{long}");
}

#[tokio::test]
async fn the_rejection_in_a_response_names_the_server() {
    // The response to the command is the rejection, if the servers of the file are already known.
    let bot = Bot::builder().on_message(async |message: Message| {
        let Some(file) = message.file() else {
            return Ok(None);
        };
        Ok(Some(
            file.download()
                .await
                .unwrap_or_else(|error| error.to_string()),
        ))
    });
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    let refused = bot.server.expect::<ReceiveFile>(Expected::any());
    let _refused =
        refused.fail(|receive| not_approved(receive.file_id, &["xftp://unknown"]).into());
    alice.send_file("notes.txt", "something").await.unwrap();
    alice.expect(&named(&["xftp://unknown"])).await;
}

#[tokio::test]
async fn existing_files_are_not_overwritten() {
    let taken = std::env::temp_dir().join(format!("taken-{}.txt", std::process::id()));
    std::fs::write(&taken, "mine").unwrap();
    let path = taken.to_string_lossy().into_owned();
    let expected =
        format!("a file already exists at `{path}`: choose another path, or remove the file");
    let bot = Bot::builder().on_message(move |message: Message| {
        let path = path.clone();
        async move {
            let Some(file) = message.file() else {
                return Ok(None);
            };
            let end = file.download().to(path).await;
            Ok(Some(end.unwrap_or_else(|error| error.to_string())))
        }
    });
    let bot = RunningBot::start(bot).await;
    let alice = bot.contact("alice").await;
    alice.send_file("notes.txt", "something").await.unwrap();
    alice.expect(&expected).await;
    assert_eq!(std::fs::read_to_string(&taken).unwrap(), "mine");
    std::fs::remove_file(&taken).unwrap();
}

#[tokio::test]
async fn a_later_rejection_ends_the_download() {
    for several in [false, true] {
        let slow = Slow::new().await;
        let (_, _, transfer) = slow.receiving("notes.txt").await;
        let server = &slow.bot.server;
        let other = not_approved(FileId(99), &["xftp://other"]);
        server.inject(&ChatError::new(other.clone()));
        let error = not_approved(transfer.file_id, &["xftp://unknown"]);
        if several {
            server.inject(&ChatErrors::new().chat_errors(vec![other, error]));
        } else {
            server.inject(&ChatError::new(error));
        }
        slow.alice.expect(&named(&["xftp://unknown"])).await;
        assert_eq!(cancelled(&slow.bot), []);
    }
}

#[tokio::test]
async fn a_file_with_the_status_aborted_is_rejected() {
    for reason in [None, Some("xftp://unknown")] {
        let slow = Slow::new().await;
        let (user, mut item, transfer) = slow.receiving("notes.txt").await;
        let file = item.chat_item.file.as_mut().unwrap();
        file.file_status = CiFileStatus::rcv_aborted();
        slow.bot.server.inject(&ChatItemUpdated::new(user, item));
        let servers: Vec<&str> = reason.into_iter().collect();
        if !servers.is_empty() {
            let error = not_approved(transfer.file_id, &servers);
            slow.bot.server.inject(&ChatError::new(error));
        }
        slow.alice.expect(&named(&servers)).await;
    }
}

#[tokio::test]
async fn a_rejection_of_an_earlier_attempt_is_ignored_after_the_approval() {
    let slow = Slow::new().await;
    let (_, item, transfer) = slow.receiving("approved.txt").await;
    let server = &slow.bot.server;
    server.inject(&ChatError::new(not_approved(
        transfer.file_id,
        &["xftp://late"],
    )));
    let item = item.chat_item.meta.item_id;
    let mut deleted: GroupChatItemsDeleted = sample();
    deleted.chat_item_ids = vec![item];
    server.inject(&deleted);
    slow.alice.expect(DELETED).await;
}

#[tokio::test]
async fn a_download_ends_when_its_message_is_deleted() {
    let slow = Slow::new().await;
    slow.receiving("notes.txt").await;
    let message = slow.alice.messages().pop().unwrap();
    slow.alice.delete(&message).await.unwrap();
    slow.alice.expect(DELETED).await;
}

#[tokio::test]
async fn an_upload_ends_when_its_message_is_deleted() {
    // For a group, the event contains only the id of the message.
    for in_group in [false, true] {
        let slow = Slow::new().await;
        let (user, item, _) = slow.sending().await;
        let server = &slow.bot.server;
        if in_group {
            let mut deleted: GroupChatItemsDeleted = sample();
            deleted.user = user;
            deleted.chat_item_ids = vec![item.chat_item.meta.item_id];
            server.inject(&deleted);
        } else {
            let deletions = vec![ChatItemDeletion::new(item)];
            let deleted = ChatItemsDeleted::new(user);
            server.inject(&deleted.chat_item_deletions(deletions).timed(true));
        }
        slow.alice.expect(DELETED).await;
    }
}

#[tokio::test]
async fn a_download_ends_when_the_bot_deletes_its_message() {
    let bot = Bot::builder().on_message(async |message: Message| {
        if let Some(file) = message.file() {
            let mut receiving = file.download().start().await?;
            receiving.progress().await;
            message.handle().delete_for_me().await?;
            let end = receiving
                .finish()
                .await
                .unwrap_or_else(|error| error.to_string());
            message.reply(end).await?;
        }
        Ok(())
    });
    let bot = start_with_file_steps(bot).await;
    let alice = bot.contact("alice").await;
    alice.send_file("notes.txt", "something").await.unwrap();
    alice.expect(DELETED).await;
}

#[tokio::test]
async fn a_file_that_the_server_does_not_know_has_a_deleted_message() {
    let slow = Slow::new().await;
    let (_, _, transfer) = slow.receiving("notes.txt").await;
    let gone = types::ChatError::error_store(StoreError::rcv_file_not_found(transfer.file_id));
    slow.bot.server.inject(&ChatError::new(gone));
    slow.alice.expect(DELETED).await;
}

#[tokio::test]
async fn an_error_with_the_file_id_ends_the_download() {
    let slow = Slow::new().await;
    let (_, _, transfer) = slow.receiving("notes.txt").await;
    let error = ChatErrorType::fallback_to_smp_prohibited(transfer.file_id);
    let error = ChatError::new(types::ChatError::error(error));
    slow.bot.server.inject(&error);
    let expected = "the transfer failed: error / fallbackToSMPProhibited";
    slow.alice.expect(expected).await;
}

#[tokio::test]
async fn a_download_from_a_contact_who_is_gone_is_cancelled() {
    let slow = Slow::new().await;
    let (_, item, _) = slow.receiving("notes.txt").await;
    slow.alice.leave().await.unwrap();
    // The reply cannot be sent to the contact.
    until(|| answers(&slow.bot).contains(&TransferError::PeerGone.to_string())).await;
    let file = item.chat_item.file.unwrap().file_id;
    assert_eq!(cancelled(&slow.bot), [file]);
}

#[tokio::test]
async fn an_upload_to_a_contact_who_is_gone_is_cancelled() {
    let slow = Slow::new().await;
    slow.sending().await;
    slow.alice.leave().await.unwrap();
    until(|| answers(&slow.bot).contains(&TransferError::PeerGone.to_string())).await;
    assert_eq!(cancelled(&slow.bot), [SENT]);
}

/// The texts that a bot has sent or tried to send.
fn answers(bot: &RunningBot) -> Vec<String> {
    let commands = bot.server.commands().into_iter();
    let sent = commands.filter_map(|command| match command {
        AnyCommand::ApiSendMessages(send) => {
            Some(send.composed_messages[0].msg_content.as_text()?.to_owned())
        }
        _ => None,
    });
    sent.collect()
}

#[tokio::test]
async fn the_status_of_an_upload_can_be_its_end() {
    for (status, end) in [
        (CiFileStatus::snd_complete(), "sent as "),
        (CiFileStatus::snd_cancelled(), "the sender has cancelled"),
    ] {
        let slow = Slow::new().await;
        let (user, mut item, meta) = slow.sending().await;
        let file = CiFile::new(meta.file_id, "", 9, status, FileProtocol::Xftp);
        item.chat_item.file = Some(Box::new(file));
        let updated = ChatItemsStatusesUpdated::new(user).chat_items(vec![item]);
        slow.bot.server.inject(&updated);
        let reported = slow.alice.next_message().await.unwrap();
        assert!(reported.text().starts_with(end), "{}", reported.text());
    }
}

#[tokio::test]
async fn the_last_warning_is_part_of_the_timeout_error() {
    let slow = Slow::new().await;
    let (user, _, transfer) = slow.receiving("slow.txt").await;
    let error = AgentErrorType::xftp("xftp://x", XftpErrorType::auth());
    let warning = RcvFileWarning::new(user, error, transfer);
    slow.bot.server.inject(&warning);
    slow.alice
        .expect("the transfer did not finish within 1s: XFTP / AUTH")
        .await;
}

#[tokio::test]
async fn a_warning_does_not_end_an_upload() {
    let slow = Slow::new().await;
    let (user, item, meta) = slow.sending().await;
    let server = &slow.bot.server;
    let warning = SndFileWarning::new(user.clone(), meta.clone(), "no network");
    server.inject(&warning);
    let complete = SndFileCompleteXftp::new(user, item, meta);
    server.inject(&complete);
    let reported = slow.alice.next_message().await.unwrap();
    assert!(
        reported.text().starts_with("sent as "),
        "{}",
        reported.text()
    );
}

#[tokio::test]
async fn the_progress_of_an_upload_does_not_decrease_at_the_end() {
    let steps = Arc::new(Mutex::new(Vec::new()));
    let seen = Arc::clone(&steps);
    let bot = Bot::builder().on_message(move |message: Message| {
        let seen = Arc::clone(&seen);
        async move {
            let mut sending = message.chat().upload("notes.txt", "").start().await?;
            while let Some(progress) = sending.progress().await {
                seen.lock().unwrap().push((progress.done, progress.total));
            }
            Ok("sent")
        }
    });
    let bot = start_with_file_steps(bot).await;
    bot.server.put_file("notes.txt", "something");
    let alice = bot.contact("alice").await;
    alice.say("the notes?").await.unwrap();
    alice.expect("").await;
    for step in 1..=4 {
        until(|| steps.lock().unwrap().len() >= step).await;
        bot.server.advance(Duration::from_secs(1));
    }
    alice.expect("sent").await;
    // The last report of the server is 1 of 1.
    assert_eq!(*steps.lock().unwrap(), [(3, 9), (6, 9), (9, 9), (9, 9)]);
}

/// A bot on a server that transfers files in three steps.
async fn start_with_file_steps(bot: Builder) -> RunningBot {
    let server = ChatServer::builder().wait(LONG).file_steps(3);
    let server = server.start().await.unwrap();
    let bot = bot.auto_accept(true).connect(&server.url()).await.unwrap();
    RunningBot::on(server, bot)
}
