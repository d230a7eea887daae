//! Encoding commands, each into a new string, and decoding them: from the shortest command to a long message.

use std::collections::BTreeMap;
use std::hint::black_box;

use serde::Serialize;
use simplex_api::Command;
use simplex_api::commands::{
    ApiChatItemReaction, ApiDeleteChatItem, ApiListContacts, ApiSendMessages, ReceiveFile,
    ShowActiveUser,
};
use simplex_api::types::{
    ChatItemId, ChatRef, ChatType, CiDeleteMode, ComposedMessage, GroupMemberId, MsgContent,
    MsgReaction,
};
use simploxide_api_types as peer;
use simploxide_api_types::utils::CommandSyntax;

use crate::{Candidate, Workload};

const PATH: &str = "/home/bot/files/forecast-2026-03-14.pdf";

/// Six commands.
pub fn workloads() -> Vec<Workload> {
    vec![user(), contacts(), receive(), reaction(), delete(), send()]
}

/// The candidates of one command. They must encode it to the same string.
fn workload<C: Command + PartialEq + 'static>(
    name: &str,
    ours: C,
    peer: impl CommandSyntax + 'static,
    by_hand: fn() -> String,
    formatted: fn() -> String,
) -> Workload {
    let text = ours.encode().unwrap();
    assert_eq!(text, peer.to_command_string());
    assert_eq!(text, by_hand());
    assert_eq!(text, formatted());
    assert!(C::decode(&text).unwrap() == ours);
    let name = format!("{name}, {} bytes", text.len());
    let candidates = vec![
        Candidate::new("simplex-api", move || keep(ours.encode().unwrap())),
        Candidate::new("by hand", move || keep(by_hand())),
        Candidate::new("format!", move || keep(formatted())),
        Candidate::new("simploxide", move || keep(peer.to_command_string())),
        // The peer cannot decode commands.
        Candidate::new("simplex-api, decode", move || {
            keep(C::decode(&text).unwrap());
        }),
    ];
    Workload { name, candidates }
}

fn keep<T>(value: T) {
    black_box(value);
}

/// A number that is unknown to the compiler.
fn number(number: i64) -> i64 {
    black_box(number)
}

fn push(out: &mut String, number: i64) {
    out.push_str(itoa::Buffer::new().format(number));
}

fn push_json(out: String, value: &impl Serialize) -> String {
    let mut bytes = out.into_bytes();
    serde_json::to_writer(&mut bytes, value).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn user() -> Workload {
    workload(
        "/user",
        ShowActiveUser::new(),
        peer::commands::ShowActiveUser {},
        || String::from("/user"),
        || format!("/{}", black_box("user")),
    )
}

fn contacts() -> Workload {
    workload(
        "/_contacts",
        ApiListContacts::new(1),
        peer::commands::ApiListContacts { user_id: 1 },
        || {
            let mut out = String::with_capacity(64);
            out.push_str("/_contacts ");
            push(&mut out, number(1));
            out
        },
        || format!("/_contacts {}", number(1)),
    )
}

fn receive() -> Workload {
    let mut theirs = peer::commands::ReceiveFile::new(17);
    theirs.user_approved_relays = true;
    theirs.store_encrypted = Some(true);
    theirs.file_path = Some(PATH.into());
    workload(
        "/freceive",
        ReceiveFile::new(17)
            .user_approved_relays(true)
            .store_encrypted(true)
            .file_path(PATH),
        theirs,
        || {
            let mut out = String::with_capacity(128);
            out.push_str("/freceive ");
            push(&mut out, number(17));
            if black_box(true) {
                out.push_str(" approved_relays=on");
            }
            if let Some(encrypt) = black_box(Some(true)) {
                out.push_str(" encrypt=");
                out.push_str(if encrypt { "on" } else { "off" });
            }
            out.push(' ');
            out.push_str(black_box(PATH));
            out
        },
        || {
            let approved = if black_box(true) {
                " approved_relays=on"
            } else {
                ""
            };
            let encrypt = if black_box(true) { "on" } else { "off" };
            let path = black_box(PATH);
            format!(
                "/freceive {}{approved} encrypt={encrypt} {path}",
                number(17)
            )
        },
    )
}

fn group() -> ChatRef {
    ChatRef::new(ChatType::Group, 7)
}

fn peer_group() -> peer::ChatRef {
    peer::ChatRef {
        chat_type: peer::ChatType::Group,
        chat_id: 7,
        chat_scope: None,
        undocumented: Default::default(),
    }
}

fn reaction() -> Workload {
    workload(
        "/_reaction",
        ApiChatItemReaction::new(group(), 907, true, MsgReaction::emoji("👍")),
        peer::commands::ApiChatItemReaction {
            chat_ref: peer_group(),
            chat_item_id: 907,
            add: true,
            reaction: peer::MsgReaction::make_emoji("👍".into()),
        },
        || {
            let mut out = String::with_capacity(128);
            out.push_str("/_reaction #");
            push(&mut out, number(7));
            out.push(' ');
            push(&mut out, number(907));
            out.push_str(if black_box(true) { " on " } else { " off " });
            push_json(out, &Reaction::Emoji { emoji: "👍" })
        },
        || {
            let reaction = serde_json::to_string(&Reaction::Emoji { emoji: "👍" }).unwrap();
            let add = if black_box(true) { "on" } else { "off" };
            format!("/_reaction #{} {} {add} {reaction}", number(7), number(907))
        },
    )
}

fn delete() -> Workload {
    const ITEMS: [i64; 3] = [901, 902, 903];
    workload(
        "/_delete item",
        ApiDeleteChatItem::new(group(), ITEMS.map(ChatItemId), CiDeleteMode::Broadcast),
        peer::commands::ApiDeleteChatItem {
            chat_ref: peer_group(),
            chat_item_ids: ITEMS.into(),
            delete_mode: peer::CIDeleteMode::Broadcast,
        },
        || {
            let mut out = String::with_capacity(64);
            out.push_str("/_delete item #");
            push(&mut out, number(7));
            for (index, item) in black_box(ITEMS).into_iter().enumerate() {
                out.push(if index == 0 { ' ' } else { ',' });
                push(&mut out, item);
            }
            out.push_str(" broadcast");
            out
        },
        || {
            let items = black_box(ITEMS).map(|item| item.to_string()).join(",");
            format!("/_delete item #{} {items} broadcast", number(7))
        },
    )
}

/// A message of 2 KB with quotes and line breaks.
fn text() -> String {
    let line =
        "Rain until noon, 14 degrees, wind from the south-west; \"clearing\" in the afternoon.\n";
    line.repeat(25)
}

fn send() -> Workload {
    thread_local!(static MESSAGES: [Message; 1] = [Message::new()]);
    let mut theirs = peer::commands::ApiSendMessages::new(
        peer_group(),
        vec![peer::ComposedMessage {
            file_source: None,
            quoted_item_id: Some(898),
            msg_content: peer::MsgContent::make_text(text()),
            mentions: [("lewis".into(), 35)].into(),
            undocumented: Default::default(),
        }],
    );
    theirs.ttl = Some(86_400);
    let message = ComposedMessage::new(MsgContent::text(text()))
        .quoted_item_id(898)
        .mentions([("lewis".into(), GroupMemberId(35))]);
    workload(
        "/_send",
        ApiSendMessages::new(group(), [message]).ttl(86_400),
        theirs,
        || {
            let mut out = String::with_capacity(4096);
            out.push_str("/_send #");
            push(&mut out, number(7));
            out.push_str(" ttl=");
            push(&mut out, number(86_400));
            out.push_str(" json ");
            MESSAGES.with(|messages| push_json(out, messages))
        },
        || {
            let messages = MESSAGES.with(|messages| serde_json::to_string(messages).unwrap());
            format!(
                "/_send #{} ttl={} json {messages}",
                number(7),
                number(86_400)
            )
        },
    )
}

/// The message with serde's derives.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Message {
    quoted_item_id: Option<i64>,
    msg_content: Content,
    mentions: BTreeMap<String, i64>,
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "camelCase")]
enum Content {
    Text { text: String },
}

#[derive(Serialize)]
#[serde(tag = "type", rename_all = "camelCase")]
enum Reaction {
    Emoji { emoji: &'static str },
}

impl Message {
    fn new() -> Self {
        Self {
            quoted_item_id: Some(898),
            msg_content: Content::Text { text: text() },
            mentions: [("lewis".to_owned(), 35)].into(),
        }
    }
}
