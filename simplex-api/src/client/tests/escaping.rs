//! All text from the server is escaped and truncated in messages and logs.

use serde_json::json;
use tracing::Level;

use super::trace::LogCapture;
use super::*;
use crate::client::CloseReason;
use crate::command::{Command, DecodeError, EncodeError, EncodeErrorKind, ServerVersion};
use crate::excerpt;
use crate::excerpt::tests::{hostile, is_safe};
use crate::json::JsonObject;
use crate::protocol::Frame;
use crate::types::ChatError;

fn chat_error(error: serde_json::Value) -> Error {
    let error: ChatError = serde_json::from_value(error).expect("an error of the server");
    Error::Chat {
        command: "Say",
        error: Box::new(error),
    }
}

/// The error for an invalid answer to [`Say`].
fn answer_error(answer: &serde_json::Value) -> Error {
    let error = super::super::answer::decode::<Said>("Say", &answer.to_string());
    error.expect_err("an invalid answer")
}

/// The item for a frame.
async fn incoming(frame: String) -> Incoming {
    let (_client, mut events, mut server) = connected(&Config::default()).await;
    server.send(frame).await;
    events.next().await.expect("an item")
}

fn decode_error(text: &str) -> DecodeError {
    Say::decode(text).expect_err("not a command")
}

/// Every place in this library that shows text from the server, and what it shows for `text`.
async fn shown(text: &str) -> Vec<(&'static str, String)> {
    let frame_error = Frame::parse_full(&json!(text).to_string()).expect_err("not a frame");
    let shape = json!({ "corrId": "1", "resp": { "type": "said", "n": text } });
    let field = format!(r#"{{"extra":{{{}:tru}}}}"#, json!(text));
    let field = crate::json::decode::<JsonObject>(&field).expect_err("not JSON");
    let version = text.parse::<ServerVersion>().expect_err("not a version");
    let long = format!("6.5.0-{}", "a".repeat(text.len()))
        .parse::<ServerVersion>()
        .expect_err("not a version");
    let mut places = vec![
        ("an error's message", chat_error(json!({ "type": "error", "errorType": { "type": "commandError", "message": text } })).to_string()),
        ("an error's tag", chat_error(json!({ "type": text })).to_string()),
        ("a nested error's tag", chat_error(json!({ "type": "errorStore", "storeError": { "type": text } })).to_string()),
        ("an answer's tag", answer_error(&json!({ "corrId": "1", "resp": { "type": text } })).to_string()),
        ("an answer's tag, debugged", format!("{:?}", answer_error(&json!({ "corrId": "1", "resp": { "type": text } })))),
        ("an answer with wrong fields", answer_error(&shape).to_string()),
        ("an answer that is not an object", answer_error(&json!(text)).to_string()),
        ("a frame that is a string", frame_error.to_string()),
        ("a frame that is a string, debugged", format!("{frame_error:?}")),
        ("the name of a field", field.to_string()),
        ("the path of a field", field.path().to_owned()),
        ("a version", version.to_string()),
        ("a pre-release version", long.to_string()),
        ("a keyword", EncodeError::new("mode", EncodeErrorKind::Undocumented(text.to_owned())).to_string()),
        ("a keyword that is not supported", EncodeErrorKind::Keyword { keyword: text.to_owned(), accepted: &["on"] }.to_string()),
        ("human input", decode_error(&format!("/{text}")).to_string()),
        ("human input, explained", decode_error(&format!("/{text}")).user_message().to_string()),
        ("the reason of a close", CloseReason::Server { code: Some(1000), reason: text.to_owned() }.to_string()),
        ("a lost link", CloseReason::lost(io::Error::other(text.to_owned())).to_string()),
        ("a URL", Error::InvalidUrl { url: text.to_owned(), problem: String::new() }.to_string()),
    ];
    for (place, frame) in [
        ("an event's tag", json!({ "resp": { "type": text } })),
        (
            "an event with wrong fields",
            json!({ "resp": { "type": "contactConnected", "user": text } }),
        ),
        (
            "an unmatched answer",
            json!({ "corrId": text, "resp": { "type": text } }),
        ),
        (
            "an error without a command",
            json!({ "resp": { "type": "chatCmdError", "chatError": { "type": text } } }),
        ),
    ] {
        places.push((place, incoming(frame.to_string()).await.to_string()));
    }
    places
}

#[tokio::test(start_paused = true)]
async fn messages_are_escaped_and_truncated() {
    for (place, shown) in shown(&hostile()).await {
        assert!(is_safe(&shown), "{place}: {}", excerpt(&shown));
    }
}

/// A command with any text.
#[command(syntax = "/note <json(text)>", responses(Said))]
struct Note {
    text: String,
}

#[tokio::test(start_paused = true)]
async fn log_records_are_escaped_and_truncated() {
    let log = LogCapture::at_level(Level::TRACE);
    let (client, mut events, mut server) = connected(&Config::default()).await;
    let text = hostile();

    // A command, its answer, a late answer, an event, and a frame that is not JSON.
    let note = Note::new(&text);
    let script = async {
        let (corr_id, _) = server.command().await;
        let said = json!({ "type": "said", "n": 1, "text": text });
        server.answer(&corr_id, &said.to_string()).await;
    };
    assert!(tokio::join!(client.send(&note), script).0.is_ok());
    let mut late = Box::pin(client.send_raw("/late"));
    assert!(pending(&mut late).await);
    let (corr_id, _) = server.command().await;
    drop(late);
    let answer = json!({ "type": text }).to_string();
    server.answer(&corr_id, &answer).await;
    let foreign = text.replace(char::is_control, "");
    server.answer(&foreign, &answer).await;
    server
        .send(json!({ "resp": { "type": text } }).to_string())
        .await;
    server.send(text).await;
    for _ in 0..3 {
        events.next().await.expect("an item");
    }
    let log = log.lines();
    for what in [
        "an answer arrived too late",
        "message=received",
        "cannot be parsed",
        "message=answer",
        "message=command",
    ] {
        assert!(log.contains(what), "{what}");
    }
    for line in log.lines() {
        assert!(is_safe(line), "{}", excerpt(line));
    }
}
