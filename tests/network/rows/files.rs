//! File commands.

use simplex_api::commands::{
    ApiSendMessages, CancelFile, CancelFileResponse, ReceiveFile, ReceiveFileResponse,
};
use simplex_api::events::Event;
use simplex_api::types::{CiFile, CiFileStatus, ComposedMessage, CryptoFile, FileId, MsgContent};

use crate::stage::{Stage, event, failed, ran, received};
use crate::table::Row;

/// A file that the bot offers to the other client: its id on each side.
fn offer(stage: &Stage) -> (FileId, FileId) {
    let (contact, _) = stage.befriend();
    stage.bot.put_file("notes.txt", *b"some notes");
    let message =
        ComposedMessage::new(MsgContent::file("")).file_source(CryptoFile::new("notes.txt"));
    let sent = ran(&stage.bot, ApiSendMessages::new(contact, [message]));
    let file = |file: &Option<Box<CiFile>>| file.as_ref().unwrap().file_id;
    let sent = file(&sent.chat_items[0].chat_item.file);
    let done = event(&stage.bot, |event| match event {
        Event::SndFileCompleteXftp(done) => Some(done.file_transfer_meta.file_id),
        _ => None,
    });
    assert_eq!(done, sent);
    (sent, file(&received(&stage.other)[0].chat_item.file))
}

pub(super) const ROWS: &[Row] = &[
    Row {
        command: "ReceiveFile",
        works: |stage| {
            let (_, there) = offer(stage);
            let accepted = ran(&stage.other, ReceiveFile::new(there));
            assert!(matches!(accepted, ReceiveFileResponse::RcvFileAccepted(_)));
            let events = stage.other.take_events();
            let [Event::RcvFileStart(_), Event::RcvFileComplete(done)] = &events[..] else {
                panic!("{events:?}");
            };
            let file = done.chat_item.chat_item.file.as_ref().unwrap();
            assert_eq!(file.file_status, CiFileStatus::rcv_complete());
            assert_eq!(stage.other.file("notes.txt").unwrap(), b"some notes");
        },
        fails: &[
            ("userNotFoundByFileId", |stage| {
                failed(&stage.bot, ReceiveFile::new(9))
            }),
            ("rcvFileNotFound", |stage| {
                let (sent, _) = offer(stage);
                failed(&stage.bot, ReceiveFile::new(sent))
            }),
            ("fileAlreadyReceiving", |stage| {
                let (_, there) = offer(stage);
                ran(&stage.other, ReceiveFile::new(there));
                failed(&stage.other, ReceiveFile::new(there))
            }),
            ("fileCancelled", |stage| {
                let (_, there) = offer(stage);
                ran(&stage.other, CancelFile::new(there));
                failed(&stage.other, ReceiveFile::new(there))
            }),
            ("fileWrite", |stage| {
                let (_, there) = offer(stage);
                failed(
                    &stage.other,
                    ReceiveFile::new(there).file_path("/nowhere/at/all"),
                )
            }),
        ],
    },
    Row {
        command: "CancelFile",
        works: |stage| {
            let (sent, there) = offer(stage);
            let cancelled = ran(&stage.bot, CancelFile::new(sent));
            assert!(matches!(cancelled, CancelFileResponse::SndFileCancelled(_)));
            event(&stage.other, |event| match event {
                Event::RcvFileSndCancelled(gone) => Some(gone),
                _ => None,
            });
            let gone = ran(&stage.other, ReceiveFile::new(there));
            assert!(matches!(
                gone,
                ReceiveFileResponse::RcvFileAcceptedSndCancelled(_)
            ));
        },
        fails: &[
            ("fileCancel", |stage| {
                let (_, there) = offer(stage);
                ran(&stage.other, ReceiveFile::new(there));
                failed(&stage.other, CancelFile::new(there))
            }),
            ("fileNotFound", |stage| {
                failed(&stage.bot, CancelFile::new(9))
            }),
        ],
    },
];
