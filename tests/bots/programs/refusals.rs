//! The bots on a server that rejects some of their commands.

use std::fs;

use simplex_api::commands::{AnyCommand, ApiSendMessages, ApiUpdateChatItem, ReceiveFile};
use simplex_api::events::RcvFileComplete;
use simplex_api::responses::RcvFileAccepted;
use simplex_api::types::{ChatRef, CiFile, CryptoFile, FileId, GroupChatScope};
use simplex_api_testing::{ChatServer, Expectation, Expected, Message, sample};
use simplex_api_tests::scratch::Scratch;

use super::served::{Served, garden, is};

/// Rejects changes of messages: all of them, or only the updates of live messages.
fn no_updates(server: &ChatServer, live_only: bool) -> Expectation<ApiUpdateChatItem> {
    let refused = move |update: &ApiUpdateChatItem| update.live_message || !live_only;
    let updates = server.expect(Expected::that(refused));
    updates.fail(|_| sample())
}

#[tokio::test]
async fn a_broadcast_continues_if_the_progress_cannot_be_shown() {
    let bot = Served::new("broadcast_bot", Some("2")).await;
    let alice = bot.contact("alice").await;
    let mut readers = Vec::new();
    for number in 1..=9 {
        readers.push(bot.contact(&format!("reader {number}")).await);
    }
    let updates = no_updates(&bot.server, false).times(3);
    alice.say("/broadcast yes").await.unwrap();
    for reader in &readers {
        reader.expect("yes").await;
    }
    alice.expect("[--------------------] 0/9").await;
    alice.expect("Sent to 9 of 9 contacts.").await;
    updates.verify();
    bot.end().await;
}

#[tokio::test]
async fn the_report_of_a_broadcast_fits_in_a_message() {
    let bot = Served::new("broadcast_bot", Some("2")).await;
    let alice = bot.contact("alice").await;
    for number in 1..=20 {
        // The longest characters in JSON.
        let name = format!("{number}{}", "\\".repeat(1_000));
        bot.contact(&name).await.leave().await.unwrap();
    }
    alice.say("/broadcast yes").await.unwrap();
    let is_report = |all: &[Message]| {
        let mut texts = all.iter().map(Message::text);
        texts.any(|text| text.starts_with("Sent to 0 of 20 contacts.\n1\\"))
    };
    let messages = alice.wait_until("the report", is_report).await.unwrap();
    let report = messages.last().unwrap().text();
    assert!(report.ends_with("\nNot listed here: 13 more."), "{report}");
    bot.end().await;
}

#[tokio::test]
async fn a_file_is_sorted_if_the_progress_cannot_be_shown() {
    let folder = Scratch::new("troubles");
    let bot = Served::new("file_bot", folder.path().to_str()).await;
    let alice = bot.contact("alice").await;
    // The server does not finish the download.
    let receiving = bot.server.expect::<ReceiveFile>(Expected::any());
    let receiving = receiving.respond(|_| Ok(sample::<RcvFileAccepted>()));
    let updates = no_updates(&bot.server, true);
    alice.send_file("names.txt", "b\na\n").await.unwrap();
    receiving.met().await;

    let (file, path) = received(&bot.server);
    bot.server.inject_json(&format!(
        r#"{{"type":"rcvFileProgressXFTP","receivedSize":1,"totalSize":4,"rcvFileTransfer":{{"fileId":{}}}}}"#,
        file.0
    ));
    updates.met().await;
    fs::write(&path, "b\na\n").unwrap();
    bot.server.inject(&complete(file, path));
    let is_sorted = |all: &[Message]| all.iter().any(|message| is(message, "Sorted: 2 lines."));
    alice.wait_until("the end", is_sorted).await.unwrap();
    bot.end().await;
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn messages_for_the_moderators_are_not_checked() {
    let bot = Served::new("moderator_bot", None).await;
    let (_, bob) = garden(&bot).await;
    let support = ChatRef::from(bob.group_id()).chat_scope(GroupChatScope::member_support(None));
    let complaint = ApiSendMessages::text(support, "They talk of a casino.");
    bob.run(complaint).unwrap();
    bob.say("What do you think?").await.unwrap();
    bot.server.inject_json(&report(&bot.server).await);
    bob.say("My casino!").await.unwrap();
    bob.expect("bob, that word is forbidden here. Warning 1 of 2.")
        .await;
    bot.end().await;
}

/// The last message that the bot has received, changed into a report. It has no scope: the servers of members move a report
/// into the support chat.
async fn report(server: &ChatServer) -> String {
    let text = r#"{"type":"text","text":"What do you think?"}"#;
    let message = loop {
        let entries = server.transcript().entries();
        if let Some(entry) = entries.into_iter().find(|entry| entry.text.contains(text)) {
            break entry.text;
        }
        tokio::task::yield_now().await;
    };
    let report = r#"{"type":"report","text":"They talk of a casino.","reason":"other"}"#;
    let (_, event) = message.split_once(r#""resp":"#).unwrap();
    event.strip_suffix('}').unwrap().replace(text, report)
}

/// The file that the bot downloads, and its path.
fn received(server: &ChatServer) -> (FileId, String) {
    let mut commands = server.commands().into_iter();
    let wanted = commands.find_map(|command| match command {
        AnyCommand::ReceiveFile(receive) => Some((receive.file_id, receive.file_path?)),
        _ => None,
    });
    wanted.expect("a file is wanted")
}

fn complete(id: FileId, path: String) -> RcvFileComplete {
    let mut event: RcvFileComplete = sample();
    let mut file: CiFile = sample();
    file.file_id = id;
    file.file_source = Some(CryptoFile::new(path));
    event.chat_item.chat_item.file = Some(Box::new(file));
    event
}
