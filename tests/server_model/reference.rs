//! The model against known facts: what the server parses and what it rejects.

use serde_json::{Value, json};

use crate::commands::{Server, readings};

/// Checks that the server parses it as this command with these parameters.
fn parsed(text: &str, command: &str, params: Value) {
    let readings = readings(text, Server::Current);
    assert_eq!(readings.len(), 1, "{text}: {readings:?}");
    let (name, read) = &readings[0];
    assert_eq!(
        (*name, &Value::from(read.clone())),
        (command, &params),
        "{text}"
    );
}

fn rejected(text: &str) {
    assert_eq!(readings(text, Server::Current), [], "{text}");
}

#[test]
fn the_whole_line() {
    parsed(
        "/_contacts 1 \t\n  ",
        "APIListContacts",
        json!({"userId": 1}),
    );
    for text in [
        "",
        " /_contacts 1",
        "/_contacts  1",
        "/_CONTACTS 1",
        "/_contacts 1 x",
        "/_contacts",
    ] {
        rejected(text);
    }
}

#[test]
fn numbers() {
    parsed("/_contacts 007", "APIListContacts", json!({"userId": 7}));
    parsed(
        "/_contacts 18446744073709551617",
        "APIListContacts",
        json!({"userId": 1}),
    );
    for number in ["-1", "+1", "1.0", "0x1", "1_0"] {
        rejected(&format!("/_contacts {number}"));
    }
}

#[test]
fn lists() {
    let items = json!({"groupId": 1, "chatItemIds": [1, 2, 3]});
    parsed(
        "/_delete member item #1 1,2,3",
        "APIDeleteMemberChatItem",
        items,
    );
    for list in ["", ",1", "1,", "1, 2", "1,,2", "-1"] {
        rejected(&format!("/_delete member item #1 {list}"));
    }
}

#[test]
fn chats() {
    let item = |chat: Value| json!({"chatRef": chat, "chatItemIds": [5], "deleteMode": "internal"});
    let chat = |text: &str| format!("/_delete item {text} 5 internal");
    let name = "APIDeleteChatItem";
    for (sign, kind) in [
        ("@", "direct"),
        ("#", "group"),
        ("*", "local"),
        (":", "contactConnection"),
    ] {
        let params = item(json!({"chatType": kind, "chatId": 4}));
        parsed(&chat(&format!("{sign}4")), name, params);
    }
    let scope = |scope: Value| item(json!({"chatType": "group", "chatId": 4, "chatScope": scope}));
    parsed(
        &chat("#4(_support)"),
        name,
        scope(json!({"type": "memberSupport"})),
    );
    let member = scope(json!({"type": "memberSupport", "groupMemberId_": 6}));
    parsed(&chat("#4(_support:6)"), name, member);
    for text in [
        "4",
        "@4(_support)",
        "*4(_support:6)",
        "#4(_support",
        "#4(_support:)",
        "#4 (_support)",
    ] {
        rejected(&chat(text));
    }
    rejected("/_delete item @4 5 internalmark");
    rejected("/_delete item @4 5 internal all");
}

#[test]
fn messages() {
    let message = json!([{"msgContent": {"type": "text", "text": "a"}, "mentions": {}}]);
    let params = |ttl: Value, live: bool| {
        let chat = json!({"chatType": "direct", "chatId": 1});
        let mut params = json!({"sendRef": chat, "liveMessage": live, "signMessages": false, "composedMessages": message});
        if !ttl.is_null() {
            params["ttl"] = ttl;
        }
        params
    };
    let name = "APISendMessages";
    parsed(
        &format!("/_send @1 json {message}"),
        name,
        params(Value::Null, false),
    );
    parsed(
        &format!("/_send @1 live=off ttl=0 json {message}"),
        name,
        params(json!(0), false),
    );
    parsed(
        &format!("/_send @1 live=on ttl=default json \n{message}"),
        name,
        params(json!("default"), true),
    );
    rejected(&format!("/_send *1 json {message}"));
    rejected(&format!("/_send @1 ttl=5 live=on json {message}"));
    rejected(&format!("/_send @1 live=yes json {message}"));
    rejected(&format!("/_send @1 json {message}x"));
    rejected("/_send @1 json []");
    rejected(r#"/_send @1 json [{"msgContent":{"type":"text"}}]"#);
}

#[test]
fn updates_need_their_mentions() {
    let update = r#"{"msgContent":{"type":"text","text":"a"},"mentions":{}}"#;
    assert_eq!(
        readings(
            &format!("/_update item @1 2 json {update}"),
            Server::Current
        )
        .len(),
        1
    );
    assert_eq!(
        readings(
            &format!("/_update item @1 2 live=on json{update}"),
            Server::Current
        )
        .len(),
        1
    );
    rejected(r#"/_update item @1 2 json {"msgContent":{"type":"text","text":"a"}}"#);
}

#[test]
fn reactions() {
    let reaction =
        |emoji: &str| format!(r#"/_reaction @1 2 on {{"type":"emoji","emoji":"{emoji}"}}"#);
    for emoji in [
        "\u{1f44d}",
        "\u{1f44e}",
        "\u{1f600}",
        "\u{1f602}",
        "\u{1f622}",
        "\u{2764}",
        "\u{1f680}",
        "\u{2705}",
    ] {
        assert_eq!(
            readings(&reaction(emoji), Server::Current).len(),
            1,
            "{emoji}"
        );
    }
    rejected(&reaction("\u{2764}\u{fe0f}"));
    rejected(&reaction("🎉"));
}

#[test]
fn roles() {
    for role in ["owner", "admin", "moderator", "member", "observer"] {
        let params = json!({"groupId": 1, "contactId": 2, "memberRole": role});
        parsed(&format!("/_add #1 2 {role}"), "APIAddMember", params);
    }
    rejected("/_add #1 2 author");
    rejected("/_add #1 2");
    let default = json!({"groupId": 1, "memberRole": "member"});
    parsed("/_create link #1", "APICreateGroupLink", default);
}

#[test]
fn paths() {
    let file = |rest: Value| {
        let mut params = json!({"fileId": 5, "userApprovedRelays": false});
        params
            .as_object_mut()
            .expect("an object")
            .extend(rest.as_object().expect("an object").clone());
        params
    };
    let name = "ReceiveFile";
    parsed("/freceive 5", name, file(json!({})));
    parsed(
        "/fr 5 encrypt=off",
        name,
        file(json!({"storeEncrypted": false})),
    );
    parsed(
        "/freceive 5 inline=on /a b",
        name,
        file(json!({"fileInline": true, "filePath": "/a b"})),
    );
    parsed(
        "/freceive 5 inline=on encrypt=on",
        name,
        file(json!({"fileInline": true, "filePath": "encrypt=on"})),
    );
    parsed(
        "/freceive 5 encrypt=yes x",
        name,
        file(json!({"filePath": "encrypt=yes x"})),
    );
    parsed(
        "/freceive 5   a\nb ",
        name,
        file(json!({"filePath": "  a\nb"})),
    );
    parsed("/freceive 5 à", name, file(json!({"filePath": "\u{fffd}"})));
    rejected("/freceive 5 inline=online.txt");
    rejected("/freceive 5 approved_relays=onto.txt");
}

#[test]
fn searches() {
    let name = "APIListGroups";
    parsed("/_groups 1", name, json!({"userId": 1}));
    parsed("/_groups 1 @5", name, json!({"userId": 1, "contactId_": 5}));
    parsed(
        "/_groups 1 @5 @6",
        name,
        json!({"userId": 1, "contactId_": 5, "search": "@6"}),
    );
    parsed(
        "/_groups 1 @alice x",
        name,
        json!({"userId": 1, "search": "@alice x"}),
    );
    rejected("/_groups 1 @12abc");
    rejected("/_groups1");
}

#[test]
fn links() {
    let full = "https://simplex.chat/contact#/?v=2-7&smp=smp%3A%2F%2Fa";
    let short = "https://smp.example.org/c#abc-_9?p=5223";
    let prepared = |link: Value| json!({"userId": 1, "incognito": false, "preparedLink_": link});
    parsed(
        "/_connect 1",
        "APIAddContact",
        json!({"userId": 1, "incognito": false}),
    );
    parsed(
        "/_connect 1 incognito=on",
        "APIAddContact",
        json!({"userId": 1, "incognito": true}),
    );
    parsed(
        &format!("/_connect 1 {full}"),
        "APIConnect",
        prepared(json!({"connFullLink": full})),
    );
    let both = json!({"connFullLink": full, "connShortLink": short});
    parsed(
        &format!("/_connect 1 {full} {short}"),
        "APIConnect",
        prepared(both),
    );
    for bad in [
        "simplex:/i#abc/abc?h=x.org",
        "simplex:/x#abc?h=x.org",
        "simplex:/c#abc",
        "https://smp.example.org:5223/c#abc-_9",
        "https://smp.example.org/c#abc=",
        "https://smp.example.org/c#abc?p=https",
    ] {
        rejected(&format!("/_connect 1 {full} {bad}"));
    }
    let invitation = "simplex:/invitation#/?v=2-7&smp=smp%3A%2F%2Fa&e2e=v%3D2-3";
    for good in ["i#abc/abc", "i/#abc/abc?p=5223&c=abc"] {
        let short = format!("https://smp.example.org/{good}");
        parsed(
            &format!("/_connect 1 {invitation} {short}"),
            "APIConnect",
            prepared(json!({"connFullLink": invitation, "connShortLink": short})),
        );
    }
    rejected(&format!(
        "/_connect 1 {invitation} https://smp.example.org/i#abc"
    ));
    rejected(&format!("/_connect 1 {short} {short}"));
    rejected(&format!("/_connect 1 incognito=on{full}"));
    rejected(&format!("/_connect 1 {full} x"));
    rejected(&format!("/_connect 1 {full}\nx"));
    let target = |link: &str, incognito: bool| json!({"connTarget_": link, "incognito": incognito});
    parsed(&format!("/c i {full}"), "Connect", target(full, true));
    parsed(
        "/connect @alice.simplex",
        "Connect",
        target("@alice.simplex", false),
    );
    parsed("/connect", "AddContact", json!({"incognito": false}));
    parsed(
        "/connect incognito",
        "AddContact",
        json!({"incognito": true}),
    );
    rejected("/connect invitation");
    let plan = |rest: &str| format!("/_connect plan 1 {full}{rest}");
    let sig = json!({"chatBinding": "a", "ownerSig": "b"});
    let signed = json!({"userId": 1, "connectTarget": full, "linkOwnerSig": sig});
    parsed(&plan(&format!(" sig={sig}")), "APIConnectPlan", signed);
    let never = json!({"userId": 1, "connectTarget": full, "resolveMode": "never"});
    parsed(&plan(" resolve=never"), "APIConnectPlan", never);
    rejected(&plan(" resolve=unknown"));
    rejected(&plan(" x"));
}

#[test]
fn deletions() {
    let delete = |mode: Value| json!({"chatRef": {"chatType": "direct", "chatId": 1}, "chatDeleteMode": mode});
    let name = "APIDeleteChat";
    let full = json!({"type": "full", "notify": true});
    for text in ["", " full", " full notify=on", " notify=on"] {
        parsed(&format!("/_delete @1{text}"), name, delete(full.clone()));
    }
    let quiet = json!({"type": "entity", "notify": false});
    parsed("/_delete @1 entity notify=off", name, delete(quiet));
    parsed(
        "/_delete @1 messages",
        name,
        delete(json!({"type": "messages"})),
    );
    rejected("/_delete @1 messages notify=off");
    rejected("/_delete @1 all");
}

#[test]
fn users() {
    parsed("/user", "ShowActiveUser", json!({}));
    parsed("/u", "ShowActiveUser", json!({}));
    parsed("/users", "ListUsers", json!({}));
    parsed(
        r#"/_user 2 "a b""#,
        "APISetActiveUser",
        json!({"userId": 2, "viewPwd": "a b"}),
    );
    let delete = json!({"userId": 2, "delSMPQueues": true, "viewPwd": "x"});
    parsed(r#"/_delete user 2 del_smp=on "x""#, "APIDeleteUser", delete);
    parsed(
        "/_profile_address 1\ton",
        "APISetProfileAddress",
        json!({"userId": 1, "enable": true}),
    );
    rejected("/_user 2 secret");
    rejected("/_user 2 5");
    rejected("/_delete user 2");
    rejected(r#"/_profile 1 {"displayName":"a"}"#);
}

#[test]
fn the_chat_as_a_whole() {
    parsed("/_start", "StartChat", json!({}));
    let both = json!({"mainApp": true, "enableSndFiles": false});
    parsed("/_start main=on snd_files=off", "StartChat", both);
    parsed("/_stop", "APIStopChat", json!({}));
    rejected("/_start snd_files=off");
    let query = json!({"type": "filters", "favorite": false, "unread": true});
    let chats = json!({"userId": 1, "pendingConnections": true, "pagination": {"type": "last", "count": 9}, "query": query});
    parsed(
        &format!("/_get chats 1 pcc=on count=9 {query}"),
        "APIGetChats",
        chats,
    );
    let after = json!({"userId": 1, "pendingConnections": false, "after": "2026-01-01T00:00:00Z", "pagination": {"type": "last", "count": 9}, "query": query});
    parsed(
        &format!("/_get chats 1 after=2026-01-01T00:00:00Z count=9 {query}"),
        "APIGetChats",
        after,
    );
    parsed(
        "/_set custom #2 {}",
        "APISetGroupCustomData",
        json!({"groupId": 2, "customData": {}}),
    );
    parsed(
        "/_set custom @2",
        "APISetContactCustomData",
        json!({"contactId": 2}),
    );
    parsed(
        "/_accept incognito=on 3",
        "APIAcceptContact",
        json!({"contactReqId": 3, "incognito": true}),
    );
}

#[test]
fn additions_of_7_0() {
    let message = r#"[{"msgContent":{"type":"text","text":"a"}}]"#;
    for (text, count) in [
        (&*format!("/_send @1 sign=on json {message}"), 0),
        (&*format!("/_send @1 json {message}"), 1),
        ("/_delete item @1 5 history", 0),
        ("/_delete item @1 5 internal", 1),
        ("/_connect plan 1 simplex:/a resolve=never", 0),
        ("/_get relays #1", 0),
        ("/_stop", 1),
    ] {
        assert_eq!(readings(text, Server::Before6_5).len(), count, "{text}");
        assert_eq!(readings(text, Server::Current).len(), 1, "{text}");
    }
}

#[test]
fn messages_with_a_path() {
    let path = r#"[{"filePath":"/x","msgContent":{"type":"file","text":""}}]"#;
    let both = json!([{"fileSource": {"filePath": "/x"}, "msgContent": {"type": "file", "text": ""}, "mentions": {}}]);
    let [(_, params)] = &readings(&format!("/_send @1 json {path}"), Server::Current)[..] else {
        panic!("one reading");
    };
    assert_eq!(params["composedMessages"], both);
}
