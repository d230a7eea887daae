//! `console decode`.

use serde_json::{Value, json};

use crate::program::{answer, answers};

#[test]
fn a_command_is_decoded_to_name_and_parameters() {
    let answer = answer("decode", "/_delete item @1 2,3 internal");
    assert_eq!(answer["ok"]["command"], "APIDeleteChatItem");
    let params = &answer["ok"]["params"];
    assert_eq!(params["chatItemIds"], json!([2, 3]));
    assert_eq!(params["deleteMode"], "internal");
    assert_eq!(params["chatRef"]["chatType"], "direct");
}

#[test]
fn a_command_with_a_line_break_is_given_as_a_json_string() {
    let text = "/_send @1 json [\n{\"msgContent\":{\"type\":\"text\",\"text\":\"a\\nb\"},\"mentions\":{}}]";
    let answer = answer("decode", json!(text).to_string());
    let message = &answer["ok"]["params"]["composedMessages"][0];
    assert_eq!(message["msgContent"]["text"], "a\nb");
}

#[test]
fn errors_have_a_column_in_characters() {
    let answer = answer("decode", "/_connect plan 1 ñandú x");
    let error = &answer["error"];
    assert_eq!(error["kind"], "text");
    assert_eq!(error["column"], 24);
    assert!(error["message"].as_str().unwrap().contains("expected"));
}

#[test]
fn errors_in_a_json_string_have_a_column_in_characters() {
    for (line, column, message) in [
        (r#""ñandú\q""#, 8, "invalid escape"),
        (r#""ñandú" x"#, 9, "trailing characters"),
        (r#""ñandú"#, 6, "EOF while parsing a string"),
    ] {
        let answer = answer("decode", line);
        let error = &answer["error"];
        assert_eq!(
            *error,
            json!({ "kind": "json", "column": column, "message": message })
        );
    }
}

#[test]
fn a_control_character_is_named() {
    let answer = answer("decode", json!("/freceive 5 a\nb").to_string());
    let message = answer["error"]["message"].as_str().unwrap();
    let expected = r"text for `filePath` (the string contains the control character '\n')";
    assert!(message.contains(expected), "{message}");
    assert_eq!(answer["error"]["column"], 14);
}

#[test]
fn lines_after_an_invalid_one_are_answered() {
    let lines: [&[u8]; 7] = [
        b"",
        b"hello",
        b"\"/users",
        b"\"a\" \"b\"",
        b"/\xff",
        b"/users\r",
        b"/users",
    ];
    let answers = answers("decode", lines.join(&b'\n'));
    let kinds: Vec<_> = answers.iter().map(|a| &a["error"]["kind"]).collect();
    let users = Value::Null;
    assert_eq!(
        kinds,
        ["text", "text", "json", "json", "utf8"]
            .map(Value::from)
            .iter()
            .chain([&users, &users])
            .collect::<Vec<_>>()
    );
    assert_eq!(answers[0]["error"]["column"], 1);
    assert_eq!(
        answers[6],
        json!({ "ok": { "command": "ListUsers", "params": {} } })
    );
}

#[test]
fn long_lines_are_answered() {
    let ids: Vec<_> = (1..=200_000).map(|id: u32| id.to_string()).collect();
    let good = format!("/_delete item #1 {} internal", ids.join(","));
    let bad = "/_connect plan 1 ".to_owned() + &"x ".repeat(1_000_000);
    let answers = answers("decode", format!("{bad}\n{good}"));
    assert_eq!(answers[0]["error"]["column"], 20);
    let items = &answers[1]["ok"]["params"]["chatItemIds"];
    assert_eq!(items.as_array().unwrap().len(), 200_000);
}

/// `decode` accepts the output of `encode`, and `encode` returns the same again.
#[test]
fn round_trips() {
    let group = json!({ "chatType": "group", "chatId": 5, "chatScope": { "type": "memberSupport", "groupMemberId_": 6 } });
    let text = json!({ "msgContent": { "type": "text", "text": " \"quoted\"\n\u{0}\u{2028}" }, "mentions": { "a b": 3 } });
    let link = json!({ "connFullLink": "simplex:/contact#/?v=2&smp=y", "connShortLink": "https://s.example/a#z" });
    let requests = [
        (
            "APISendMessages",
            json!({ "sendRef": group, "liveMessage": true, "signMessages": true, "composedMessages": [text] }),
        ),
        (
            "APIAddMember",
            json!({ "groupId": 1, "contactId": 2, "memberRole": "observer" }),
        ),
        (
            "APIMembersRole",
            json!({ "groupId": 1, "groupMemberIds": [2, 3, 9_007_199_254_740_993_i64], "memberRole": "owner" }),
        ),
        (
            "ReceiveFile",
            json!({ "fileId": 1, "storeEncrypted": false, "filePath": "/tmp/a b.txt" }),
        ),
        (
            "APIListGroups",
            json!({ "userId": 1, "contactId_": 0, "search": "ein Wort" }),
        ),
        (
            "APIConnect",
            json!({ "userId": 1, "incognito": true, "preparedLink_": link }),
        ),
        (
            "APIDeleteChat",
            json!({ "chatRef": { "chatType": "direct", "chatId": 1 }, "chatDeleteMode": { "type": "full", "notify": false } }),
        ),
        (
            "APIDeleteUser",
            json!({ "userId": 1, "delSMPQueues": true, "viewPwd": "a \"b\"" }),
        ),
        (
            "StartChat",
            json!({ "mainApp": true, "enableSndFiles": false }),
        ),
        ("APISetGroupCustomData", json!({ "groupId": 1 })),
        (
            "APIGetChats",
            json!({ "userId": 1, "pendingConnections": true, "pagination": { "type": "last", "count": 3 }, "query": { "type": "search", "search": "x" } }),
        ),
    ];
    let lines = requests
        .map(|(command, params)| json!({ "command": command, "params": params }).to_string());
    let texts = answers("encode", lines.join("\n"));
    let quoted: Vec<_> = texts.iter().map(|text| text["ok"].to_string()).collect();
    let decoded = answers("decode", quoted.join("\n"));
    let again: Vec<_> = decoded
        .iter()
        .map(|command| command["ok"].to_string())
        .collect();
    assert_eq!(answers("encode", again.join("\n")), texts);
    for text in texts {
        assert!(text["ok"].is_string(), "{text}");
    }
}
