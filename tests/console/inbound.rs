//! `console inbound`.

use serde_json::{Value, json};
use simplex_api_tests::facts::Facts;

use crate::program::{answer, answers};

fn inbound(frame: &Value) -> Value {
    answer("inbound", frame.to_string())
}

/// Whether `body` has everything in `sent`; additional fields must have their default.
fn contains(body: &Value, sent: &Value) -> bool {
    match (body, sent) {
        (Value::Object(body), Value::Object(sent)) => sent
            .iter()
            .all(|(name, value)| body.get(name).is_some_and(|body| contains(body, value))),
        (body, sent) => body == sent,
    }
}

fn chat_error() -> Value {
    json!({ "type": "error", "errorType": { "type": "noActiveUser" } })
}

#[test]
fn a_response() {
    let resp = json!({ "type": "chatStarted", "new": { "member": [1] } });
    assert_eq!(
        inbound(&json!({ "corrId": "12", "resp": resp })),
        json!({ "ok": { "kind": "response", "corrId": "12", "tag": "chatStarted", "known": true, "body": resp } })
    );
}

#[test]
fn an_event() {
    let resp = json!({ "type": "chatErrors", "chatErrors": [chat_error()] });
    for frame in [
        json!({ "resp": resp }),
        json!({ "corrId": null, "resp": resp }),
    ] {
        let answer = inbound(&frame);
        let event = &answer["ok"];
        assert_eq!(event["kind"], "event", "{answer}");
        assert_eq!(event["corrId"], Value::Null);
        assert_eq!(event["known"], true);
        assert!(contains(&event["body"], &resp), "{answer}");
    }
}

#[test]
fn a_failed_command_is_an_error_with_and_without_corr_id() {
    let resp = json!({ "type": "chatCmdError", "chatError": chat_error() });
    for corr_id in [json!("7"), Value::Null] {
        let answer = inbound(&json!({ "corrId": corr_id, "resp": resp }));
        let error = &answer["ok"];
        assert_eq!(error["kind"], "error", "{answer}");
        assert_eq!(error["corrId"], corr_id);
        assert_eq!(error["known"], true);
        assert!(contains(&error["body"], &resp), "{answer}");
    }
}

#[test]
fn undeclared_tags_are_printed_unchanged() {
    let resp = json!({ "type": "brandNew", "x": [{ "y": null }, 1.5, "ü"] });
    for (corr_id, kind) in [(json!("1"), "response"), (Value::Null, "event")] {
        let frame = json!({ "corrId": corr_id, "resp": resp });
        assert_eq!(
            inbound(&frame),
            json!({ "ok": { "kind": kind, "corrId": corr_id, "tag": "brandNew", "known": false, "body": resp } })
        );
    }
}

/// Without fields, a declared tag is an error or has none; an undeclared one would be printed unchanged.
#[test]
fn every_documented_tag_is_declared() {
    let facts = Facts::v7_0();
    let responses = facts.responses().into_values();
    let responses =
        responses.map(|response| json!({ "corrId": "1", "resp": { "type": response.tag } }));
    let events = facts.events.iter();
    let events = events.map(|event| json!({ "resp": { "type": event.tag } }));
    let frames: Vec<_> = responses
        .chain(events)
        .map(|frame| frame.to_string())
        .collect();
    assert_eq!(frames.len(), 55 + 50);
    for answer in answers("inbound", frames.join("\n")) {
        let is_known = answer["ok"]["known"] == true || answer["error"]["kind"] == "body";
        assert!(is_known, "{answer}");
    }
}

/// A tag is known only in the kind of frame that it is declared for.
#[test]
fn a_response_is_not_an_event() {
    let frame = json!({ "resp": { "type": "chatStarted" } });
    assert_eq!(inbound(&frame)["ok"]["known"], false);
    let frame = json!({ "corrId": "1", "resp": { "type": "hostConnected" } });
    assert_eq!(inbound(&frame)["ok"]["known"], false);
}

#[test]
fn wrappers_are_removed() {
    let ok = json!({ "type": "chatStopped" });
    let answer = inbound(&json!({ "corrId": "1", "resp": { "Right": ok } }));
    assert_eq!(answer["ok"]["tag"], "chatStopped");
    assert_eq!(answer["ok"]["body"], ok);
    let failed = json!({ "type": "chatCmdError", "chatError": chat_error() });
    let answer = inbound(&json!({ "corrId": "1", "resp": { "Left": failed } }));
    assert_eq!(answer["ok"]["kind"], "error");
}

#[test]
fn unknown_fields_keywords_and_tags_are_kept() {
    let link = json!({ "connFullLink": "simplex:/x", "later": { "a": 1 } });
    let user = json!({ "connLinkInvitation": link });
    let answer =
        inbound(&json!({ "corrId": "1", "resp": { "type": "invitation", "extra": user } }));
    assert_eq!(answer["error"]["kind"], "body");

    let error = json!({ "type": "error", "errorType": { "type": "notYetKnown", "why": 1 } });
    let resp = json!({ "type": "chatError", "chatError": error, "more": true });
    let answer = inbound(&json!({ "resp": resp }));
    assert!(contains(&answer["ok"]["body"], &resp), "{answer}");
    assert_eq!(answer["ok"]["known"], true);
}

#[test]
fn errors_in_a_declared_body_have_a_path() {
    let error =
        json!({ "type": "errorStore", "storeError": { "type": "userNotFound", "userId": "x" } });
    let resp = json!({ "type": "chatCmdError", "chatError": error });
    let answer = inbound(&json!({ "corrId": "1", "resp": resp }));
    assert_eq!(answer["error"]["kind"], "body");
    assert_eq!(answer["error"]["path"], "chatError.storeError.userId");
}

#[test]
fn lines_after_an_invalid_one_are_answered() {
    let lines: [&[u8]; 10] = [
        b"",
        b"null",
        b"{}",
        br#"{"corrId":1,"resp":{"type":"cmdOk"}}"#,
        br#"{"corrId":"1","resp":[]}"#,
        br#"{"corrId":"1","resp":{}}"#,
        br#"{"corrId":"1","resp":{"type":"new","x":}}"#,
        br#"{"corrId":"1","resp":{"type":"new"}} trailing}}"#,
        b"{\"resp\":\"\xff\"}",
        br#"{"corrId":"1","resp":{"type":"cmdOk"}}"#,
    ];
    let answers = answers("inbound", lines.join(&b'\n'));
    let (last, bad) = answers.split_last().unwrap();
    assert_eq!(bad.len(), 9);
    for answer in bad {
        let kind = answer["error"]["kind"].as_str().unwrap();
        assert!(matches!(kind, "frame" | "body" | "utf8"), "{answer}");
    }
    assert_eq!(last["ok"]["tag"], "cmdOk");
}

#[test]
fn deep_and_long_frames_are_answered() {
    let deep = format!(
        r#"{{"corrId":"1","resp":{{"type":"new","x":{}"#,
        "[".repeat(1_000_000)
    );
    let text = "ж".repeat(2_000_000);
    let long = json!({ "corrId": "1", "resp": { "type": "cmdOk", "text": text } });
    let answers = answers("inbound", format!("{deep}\n{long}"));
    assert!(answers[0]["error"]["kind"].is_string());
    assert_eq!(answers[1]["ok"]["body"]["text"], text);
}
