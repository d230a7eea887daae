//! File transfers in steps, and their events.

use std::time::Duration;

use simplex_api::commands::{
    ApiAddContact, ApiDeleteChat, ApiDeleteChatItem, ApiSendMessages, ApiStopChat, CancelFile,
    ReceiveFile, StartChat,
};
use simplex_api::events::Event;
use simplex_api::types::{
    ChatDeleteMode, ChatError, ChatErrorType, ChatItemId, CiDeleteMode, ComposedMessage, ContactId,
    CryptoFile, FileId, MsgContent,
};
use simplex_api_testing::{ChatNetwork, ChatServer, Contact, Error, Message};
use simplex_api_tests::LONG;
use simplex_api_tests::scratch::Scratch;

use crate::stage::{befriend, last_contact, ran};

/// A client that sends files, and one that receives them.
struct Two {
    one: ChatServer,
    other: ChatServer,
    /// The receiver, as a contact of the sender.
    contact: ContactId,
}

impl Two {
    /// Clients with these numbers of steps.
    async fn with(sending: u32, receiving: u32) -> Self {
        let network = ChatNetwork::new();
        let client = |steps| {
            ChatServer::builder()
                .network(&network)
                .file_steps(steps)
                .start()
        };
        let one = client(sending).await.unwrap();
        let other = client(receiving).await.unwrap();
        let (contact, _) = befriend(&one, &other);
        Self {
            one,
            other,
            contact,
        }
    }

    fn send(&self) -> FileId {
        self.one.put_file("notes.txt", *b"some notes");
        let message = ComposedMessage::new(MsgContent::file(""));
        let message = message.file_source(CryptoFile::new("notes.txt"));
        let sent = ran(&self.one, ApiSendMessages::new(self.contact, [message]));
        sent.chat_items[0].chat_item.file.as_ref().unwrap().file_id
    }
}

/// The events about files of a client: the type and the progress in percent.
fn file_events(client: &ChatServer) -> Vec<String> {
    let events = client.take_events().into_iter();
    let updates = events.filter_map(|event| match event {
        Event::Undocumented(event) => {
            let size = |name: &str| event.fields.get(name)?.as_i64();
            let done = size("receivedSize").or_else(|| size("sentSize"))?;
            let percent = 100 * done / size("totalSize")?;
            Some(format!("{} {percent}", event.tag))
        }
        Event::RcvFileDescrReady(_) => Some("rcvFileDescrReady".to_owned()),
        Event::RcvFileStart(_) => Some("rcvFileStart".to_owned()),
        Event::RcvFileComplete(_) => Some("rcvFileComplete".to_owned()),
        Event::RcvFileSndCancelled(_) => Some("rcvFileSndCancelled".to_owned()),
        Event::SndFileCompleteXftp(_) => Some("sndFileCompleteXFTP".to_owned()),
        _ => None,
    });
    updates.collect()
}

/// Advances the clock by a second.
fn pass(two: &Two) {
    two.one.advance(Duration::from_secs(1));
}

/// The file of the last message that a client has received.
const FIRST: FileId = FileId(1);

/// The file of the next message.
const SECOND: FileId = FileId(2);

#[tokio::test]
async fn a_file_is_received_step_by_step() {
    let two = Two::with(0, 4).await;
    two.send();
    assert_eq!(file_events(&two.one), ["sndFileCompleteXFTP"]);
    assert_eq!(file_events(&two.other), ["rcvFileDescrReady"]);
    ran(&two.other, ReceiveFile::new(FIRST));
    let begun = ["rcvFileStart", "rcvFileProgressXFTP 20"];
    assert_eq!(file_events(&two.other), begun);
    for step in ["50", "70", "100"] {
        assert_eq!(two.other.file("notes.txt"), None);
        pass(&two);
        assert_eq!(
            file_events(&two.other),
            [format!("rcvFileProgressXFTP {step}")]
        );
    }
    pass(&two);
    assert_eq!(file_events(&two.other), ["rcvFileComplete"]);

    two.send();
    file_events(&two.other);
    ran(&two.other, ReceiveFile::new(SECOND));
    two.one.advance(Duration::from_secs(60));
    assert_eq!(
        file_events(&two.other),
        [
            "rcvFileStart",
            "rcvFileProgressXFTP 20",
            "rcvFileProgressXFTP 50",
            "rcvFileProgressXFTP 70",
            "rcvFileProgressXFTP 100",
            "rcvFileComplete",
        ]
    );
    assert_eq!(two.other.file("notes.txt").unwrap(), b"some notes");
    pass(&two);
    assert!(file_events(&two.other).is_empty());
}

#[tokio::test]
async fn a_file_is_sent_step_by_step_and_then_received() {
    let two = Two::with(2, 0).await;
    two.send();
    assert_eq!(file_events(&two.one), ["sndFileProgressXFTP 50"]);
    // It is accepted before it is uploaded.
    ran(&two.other, ReceiveFile::new(FIRST));
    assert!(file_events(&two.other).is_empty());
    // This command took a second too.
    assert_eq!(file_events(&two.one), ["sndFileProgressXFTP 100"]);
    pass(&two);
    assert_eq!(file_events(&two.one), ["sndFileProgressXFTP 100"]);
    let received = ["rcvFileDescrReady", "rcvFileStart", "rcvFileComplete"];
    assert_eq!(file_events(&two.other), received);
    pass(&two);
    assert_eq!(file_events(&two.one), ["sndFileCompleteXFTP"]);
    assert_eq!(two.other.file("notes.txt").unwrap(), b"some notes");
}

#[tokio::test]
async fn a_file_is_reported_as_ready_once() {
    let two = Two::with(2, 0).await;
    ran(&two.other, ApiStopChat::new());
    two.send();
    for _ in 0..4 {
        pass(&two);
    }
    assert!(file_events(&two.other).is_empty());
    ran(&two.other, StartChat::new());
    assert_eq!(file_events(&two.other), ["rcvFileDescrReady"]);
}

#[tokio::test]
async fn a_transfer_can_be_cancelled() {
    let two = Two::with(0, 4).await;
    let sent = two.send();
    ran(&two.other, ReceiveFile::new(FIRST));
    file_events(&two.other);
    ran(&two.one, CancelFile::new(sent));
    assert_eq!(file_events(&two.other)[1..], ["rcvFileSndCancelled"]);
    pass(&two);
    assert!(file_events(&two.other).is_empty());

    let two = Two::with(4, 4).await;
    let sent = two.send();
    ran(&two.one, CancelFile::new(sent));
    file_events(&two.one);
    pass(&two);
    assert!(file_events(&two.one).is_empty());
}

#[tokio::test]
async fn the_oldest_files_in_memory_are_dropped() {
    let network = ChatNetwork::new();
    let one = network.client("one").await.unwrap();
    let small = ChatServer::builder()
        .network(&network)
        .transcript_limit(1_000);
    let other = small.start().await.unwrap();
    let (contact, _) = befriend(&one, &other);
    for n in 0..5 {
        let name = format!("{n}.txt");
        one.put_file(&name, [n; 400]);
        let message = ComposedMessage::new(MsgContent::file(""));
        let message = message.file_source(CryptoFile::new(&name));
        ran(&one, ApiSendMessages::new(contact, [message]));
        ran(&other, ReceiveFile::new(i64::from(n) + 1));
    }
    let kept = (0..5).filter(|n| other.file(&format!("{n}.txt")).is_some());
    assert_eq!(kept.collect::<Vec<_>>(), [3, 4]);
    assert_eq!(other.dropped().files, 3);
    assert!(one.file("0.txt").is_some(), "the test's own stay");
}

/// How a file transfer ends: the status of the sender, and of the item of the receiver.
type End = fn(&Two, FileId, ChatItemId);

#[tokio::test]
async fn an_incomplete_file_is_removed() {
    let item = |two: &Two| {
        let events = two.other.take_events().into_iter();
        let mut items = events.filter_map(|event| match event {
            Event::NewChatItems(new) => Some(new.chat_items[0].chat_item.meta.item_id),
            _ => None,
        });
        items.next().expect("a message")
    };
    let ends: [(&str, End); 5] = [
        ("the sender cancels", |two, sent, _| {
            ran(&two.one, CancelFile::new(sent));
        }),
        ("the receiver cancels", |two, _, _| {
            ran(&two.other, CancelFile::new(FIRST));
        }),
        ("the message is deleted", |two, _, item| {
            let contact = last_contact(&two.other);
            let internal = CiDeleteMode::Internal;
            ran(
                &two.other,
                ApiDeleteChatItem::new(contact, [item], internal),
            );
        }),
        ("all messages are deleted", |two, _, _| {
            let contact = last_contact(&two.other);
            ran(
                &two.other,
                ApiDeleteChat::new(contact, ChatDeleteMode::messages()),
            );
        }),
        ("the contact is deleted", |two, _, _| {
            let contact = last_contact(&two.other);
            ran(
                &two.other,
                ApiDeleteChat::new(contact, ChatDeleteMode::full(true)),
            );
        }),
    ];
    for (sending, receiving) in [(4, 0), (0, 4)] {
        for (what, end) in ends {
            let folder = Scratch::new("unfinished");
            let path = folder.path().join("notes.txt");
            let two = Two::with(sending, receiving).await;
            let sent = two.send();
            let item = item(&two);
            let receive = ReceiveFile::new(FIRST).file_path(path.to_string_lossy());
            ran(&two.other, receive);
            assert!(path.exists(), "{what}: its place is taken");
            end(&two, sent, item);
            assert!(!path.exists(), "{what}");
        }
    }
}

#[tokio::test]
async fn a_complete_file_is_kept() {
    let folder = Scratch::new("finished");
    let path = folder.path().join("notes.txt");
    let two = Two::with(0, 0).await;
    let sent = two.send();
    ran(
        &two.other,
        ReceiveFile::new(FIRST).file_path(path.to_string_lossy()),
    );
    ran(&two.one, CancelFile::new(sent));
    let contact = last_contact(&two.other);
    ran(
        &two.other,
        ApiDeleteChat::new(contact, ChatDeleteMode::messages()),
    );
    assert_eq!(std::fs::read(&path).unwrap(), b"some notes");
}

/// A server with slow file transfers that sends a file to a contact: the transfer, and the message.
async fn sent_to_a_person(wait: Duration) -> (ChatServer, FileId, Contact, Message) {
    let bot = ChatServer::builder().file_steps(4).wait(wait);
    let bot = bot.start().await.unwrap();
    let alice = bot.contact("alice");
    let invitation = ran(&bot, ApiAddContact::new(1)).conn_link_invitation;
    alice.connect(&invitation).await.unwrap();
    bot.put_file("notes.txt", *b"some notes");
    let message = ComposedMessage::new(MsgContent::file("here"));
    let message = message.file_source(CryptoFile::new("notes.txt"));
    let sent = ran(&bot, ApiSendMessages::new(last_contact(&bot), [message]));
    let file = sent.chat_items[0].chat_item.file.as_ref().unwrap().file_id;
    let message = alice.expect("here").await;
    (bot, file, alice, message)
}

fn is_cancelled(received: Result<Vec<u8>, Error>) -> bool {
    let Err(Error::Refused { error, .. }) = received else {
        panic!("{received:?}");
    };
    matches!(
        *error,
        ChatError::Error {
            error_type: ChatErrorType::FileCancelled { .. },
            ..
        }
    )
}

#[tokio::test]
async fn receiving_a_file_waits_until_it_is_complete() {
    let (bot, _, alice, message) = sent_to_a_person(LONG).await;
    let (received, ()) = tokio::join!(alice.receive_file(&message), async {
        for _ in 0..6 {
            bot.advance(Duration::from_secs(1));
        }
    });
    assert_eq!(received.unwrap(), b"some notes");
}

#[tokio::test]
async fn receiving_a_cancelled_file_fails_at_once() {
    let (bot, file, alice, message) = sent_to_a_person(LONG).await;
    let (received, _) = tokio::join!(alice.receive_file(&message), async {
        ran(&bot, CancelFile::new(file))
    });
    assert!(is_cancelled(received));

    let (bot, file, alice, message) = sent_to_a_person(LONG).await;
    ran(&bot, CancelFile::new(file));
    assert!(is_cancelled(alice.receive_file(&message).await));
}

#[tokio::test]
async fn receiving_a_file_times_out() {
    let (_bot, _, alice, message) = sent_to_a_person(Duration::from_millis(50)).await;
    let received = alice.receive_file(&message).await;
    assert!(
        matches!(received, Err(Error::TimedOut { .. })),
        "{received:?}"
    );
}
