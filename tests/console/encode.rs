//! `console encode`.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use serde_json::{Value, json};

use simplex_api_tests::process::Running;

use crate::program::{answer, answers, console};

fn encoded(command: &str, params: Value) -> Value {
    let line = json!({ "command": command, "params": params });
    answer("encode", line.to_string())
}

#[track_caller]
fn refused(answer: &Value, kind: &str, param: Option<&str>, message: &str) {
    let error = &answer["error"];
    assert_eq!(error["kind"], kind, "{answer}");
    assert_eq!(error["param"], json!(param), "{answer}");
    let text = error["message"].as_str().unwrap();
    assert!(text.contains(message), "{text}");
}

#[test]
fn a_command_is_encoded() {
    let message = json!({ "msgContent": { "type": "text", "text": "¡hé 🦀!" }, "mentions": {} });
    let params = json!({
        "sendRef": { "chatType": "direct", "chatId": 1 },
        "ttl": 0,
        "composedMessages": [message],
    });
    assert_eq!(
        encoded("APISendMessages", params),
        json!({ "ok": r#"/_send @1 ttl=0 json [{"msgContent":{"type":"text","text":"¡hé 🦀!"},"mentions":{}}]"# })
    );
}

#[test]
fn params_are_optional() {
    assert_eq!(
        answer("encode", r#"{"command":"ShowActiveUser"}"#),
        json!({ "ok": "/user" })
    );
}

#[test]
fn names_of_6_4_are_known() {
    let plan = json!({ "userId": 1, "connectionLink": "https://x.y#z" });
    let ok = json!({ "ok": "/_connect plan 1 https://x.y#z" });
    assert_eq!(encoded("APIConnectPlan", plan), ok);
    let connect = json!({ "connLink_": "https://x.y#z", "incognito": true });
    let ok = json!({ "ok": "/connect incognito https://x.y#z" });
    assert_eq!(encoded("Connect", connect), ok);
}

#[test]
fn unknown_commands_get_a_suggestion() {
    for name in ["ApiSendMessages", "APISendMessage", "apisendmesages"] {
        let hint = format!("`{name}`, did you mean `APISendMessages`?");
        refused(&encoded(name, json!({})), "command", None, &hint);
    }
    let answer = encoded("Whatever", json!({}));
    refused(&answer, "command", None, "unknown command `Whatever`");
    assert!(!answer.to_string().contains("did you mean"));
}

#[test]
fn parameters_are_checked() {
    let refused = |params, param, message| {
        refused(
            &encoded("APIDeleteChatItem", params),
            "param",
            Some(param),
            message,
        );
    };
    let chat = json!({ "chatType": "direct", "chatId": 1 });
    refused(
        json!({ "chatRef": chat, "bogus": 1, "chatItemIds": [1], "deleteMode": "broadcast" }),
        "bogus",
        "unknown parameter `bogus`",
    );
    refused(
        json!({ "chatRef": chat, "chatItemIDs": [1] }),
        "chatItemIDs",
        "did you mean `chatItemIds`?",
    );
    refused(json!({ "chatRef": chat }), "deleteMode", "is missing");
    refused(json!({ "chatRef": 3 }), "chatRef", "");
    refused(
        json!({ "chatRef": chat, "chatItemIds": [1, "x"] }),
        "chatItemIds",
        "[1]",
    );
}

#[test]
fn duplicate_names_are_rejected() {
    for (command, params, param, message) in [
        (
            "APICreateMyAddress",
            r#"{"userId":1,"userId":2}"#,
            "userId",
            "parameter `userId` is given twice",
        ),
        (
            "Connect",
            r#"{"connTarget_":"https://x.y#z","connLink_":"https://x.y#z"}"#,
            "connTarget_",
            "parameter `connTarget_` is given twice, also as `connLink_`",
        ),
        (
            "APIDeleteChatItem",
            r#"{"chatRef":{"chatType":"direct","chatId":1,"chatId":2},"chatItemIds":[1],"deleteMode":"internal"}"#,
            "chatRef",
            "parameter `chatRef`: its `chatId` is given twice",
        ),
        (
            "APISendMessages",
            r#"{"sendRef":{"chatType":"direct","chatId":1},"composedMessages":[{},{"msgContent":{"type":"text","text":"a","text":"b"}}]}"#,
            "composedMessages",
            "parameter `composedMessages`: its `[1].msgContent.text` is given twice",
        ),
    ] {
        let line = format!(r#"{{"command":"{command}","params":{params}}}"#);
        refused(&answer("encode", line), "param", Some(param), message);
    }
}

#[test]
fn values_that_the_server_would_misread_are_rejected() {
    let chat = json!({ "chatType": "direct", "chatId": 1 });
    let params = json!({ "chatRef": chat, "chatItemIds": [], "deleteMode": "broadcast" });
    let answer = encoded("APIDeleteChatItem", params);
    refused(&answer, "value", Some("chatItemIds"), "empty");
    let answer = encoded("APIListContacts", json!({ "userId": -1 }));
    refused(&answer, "value", Some("userId"), "negative");
    let answer = encoded("Connect", json!({ "connTarget_": "" }));
    refused(&answer, "value", Some("connTarget_"), "empty");
}

#[test]
fn values_that_the_server_does_not_accept_are_rejected() {
    let refused = |command, params, param, message| {
        refused(&encoded(command, params), "value", Some(param), message);
    };
    let message = |text: &str| json!({ "msgContent": { "type": "text", "text": text } });
    let notes = json!({ "chatType": "local", "chatId": 1 });
    let params = json!({ "sendRef": notes, "composedMessages": [message("a")] });
    refused("APISendMessages", params, "sendRef", "not to the notes");

    let contact = json!({ "chatType": "direct", "chatId": 1 });
    let messages = [message("a"), message("b")];
    let params = json!({ "sendRef": contact, "liveMessage": true, "composedMessages": messages });
    refused(
        "APISendMessages",
        params,
        "liveMessage",
        "must be the only one",
    );
    let params = json!({ "sendRef": contact, "composedMessages": [message(&"x".repeat(20_000))] });
    refused("APISendMessages", params, "composedMessages", "20002 bytes");

    let heart = json!({ "type": "emoji", "emoji": "❤\u{fe0f}" });
    let params = json!({ "chatRef": contact, "chatItemId": 1, "add": true, "reaction": heart });
    refused("APIChatItemReaction", params, "reaction", "without U+FE0F");
    let params = json!({ "groupId": 1, "contactId": 2, "memberRole": "author" });
    refused(
        "APIAddMember",
        params,
        "memberRole",
        "does not accept \"author\"",
    );
    let params = json!({ "userId": 1, "search": "voilà" });
    refused(
        "APIListGroups",
        params,
        "search",
        "end it with another character",
    );
}

#[test]
fn unknown_keywords_are_rejected_everywhere() {
    let params = json!({ "groupId": 1, "contactId": 2, "memberRole": "modarator" });
    let answer = encoded("APIAddMember", params);
    let message = "GroupMemberRole has no keyword `modarator`, did you mean `moderator`?";
    refused(&answer, "value", Some("memberRole"), message);

    let profile = json!({
        "displayName": "bot",
        "fullName": "",
        "preferences": { "voice": { "allow": "perhaps" } },
    });
    let answer = encoded(
        "APIUpdateProfile",
        json!({ "userId": 1, "profile": profile }),
    );
    let message = "FeatureAllowed has no keyword `perhaps`, expected one of `always`, `yes`, `no`";
    refused(&answer, "value", Some("profile"), message);
}

#[test]
fn lines_after_an_invalid_one_are_answered() {
    let lines: [&[u8]; 9] = [
        b"",
        b"   ",
        b"{",
        b"[1,2]",
        br#"{"command":5}"#,
        br#"{"command":"ListUsers","params":[]}"#,
        br#"{"command":"ListUsers","extra":1}"#,
        b"\xff\xfe",
        br#"{"command":"ListUsers"}"#,
    ];
    let answers = answers("encode", lines.join(&b'\n'));
    let (last, bad) = answers.split_last().unwrap();
    assert_eq!(bad.len(), 8);
    for answer in bad {
        let kind = answer["error"]["kind"].as_str().unwrap();
        assert!(matches!(kind, "json" | "utf8"), "{answer}");
    }
    assert_eq!(bad[7]["error"]["kind"], "utf8");
    assert_eq!(*last, json!({ "ok": "/users" }));
}

#[test]
fn deep_and_long_lines_are_answered() {
    let deep = format!(
        r#"{{"command":"ListUsers","params":{}"#,
        "[".repeat(1_000_000)
    );
    let text = "ä".repeat(2_000_000);
    let params = json!({ "groupId": 7, "customData": { "text": text } });
    let long = json!({ "command": "APISetGroupCustomData", "params": params });
    let answers = answers("encode", format!("{deep}\r\n{long}\r\n"));
    assert_eq!(answers[0]["error"]["kind"], "json");
    let command = answers[1]["ok"].as_str().unwrap();
    assert!(command.starts_with("/_set custom #7 ") && command.contains(&text));
}

/// Each answer is printed before the next line is written.
#[test]
fn answers_are_not_buffered() {
    let mut console = console(["encode"]);
    let child = console.stdin(Stdio::piped()).spawn().unwrap();
    let mut running = Running(child);
    let mut input = running.0.stdin.take().unwrap();
    let mut output = BufReader::new(running.0.stdout.take().unwrap());
    for _ in 0..3 {
        writeln!(input, r#"{{"command":"ListUsers"}}"#).unwrap();
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        assert_eq!(line, "{\"ok\":\"/users\"}\n");
    }
    drop(input);
    assert!(running.ends());
}
