//! What goes over the wire, and what becomes of connections.

use super::*;
use simplex_api::responses::CmdOk;

#[tokio::test]
async fn commands_are_answered_with_their_id() {
    let server = ChatServer::builder().user("calc").start().await.unwrap();
    let mut raw = Raw::to(&server).await;
    let answer = raw.ask(r#"{"corrId":"a\"1","cmd":"/user  "}"#).await;
    assert_eq!(answer["corrId"], "a\"1");
    assert_eq!(answer["resp"]["type"], "activeUser");
    assert_eq!(answer["resp"]["user"]["localDisplayName"], "calc");
    raw.send(WsMessage::binary(
        br#"{"corrId":"2","cmd":"/users"}"#.to_vec(),
    ))
    .await;
    let answer = raw.frame().await.unwrap();
    assert!(
        answer.starts_with(r#"{"corrId":"2","resp":{"type":"usersList","#),
        "{answer}"
    );
    let user = AnyCommand::from(ShowActiveUser::new());
    assert_eq!(server.commands()[0], user);
}

#[tokio::test]
async fn the_version_has_four_parts() {
    let server = ChatServer::start().await.unwrap();
    let answer = Raw::to(&server)
        .await
        .ask(r#"{"corrId":"1","cmd":"/v"}"#)
        .await;
    let version = answer["resp"]["versionInfo"]["version"].as_str().unwrap();
    let parts = version.split('.').map(str::parse::<u8>);
    let parts = parts.collect::<Result<Vec<_>, _>>();
    assert_eq!(parts.unwrap()[..3], [7, 0, 0], "{version}");
    assert_eq!(version.split('.').count(), 4, "{version}");
}

#[tokio::test]
async fn invalid_commands_are_rejected_with_their_id() {
    let server = ChatServer::start().await.unwrap();
    let mut raw = Raw::to(&server).await;
    for cmd in [
        "",
        "/unknown",
        " /user",
        "/users x",
        "/_address x",
        "/_send @1 json {}",
    ] {
        let answer = raw.ask(&format!(r#"{{"corrId":"1","cmd":"{cmd}"}}"#)).await;
        let error = &answer["resp"]["chatError"]["errorType"];
        assert_eq!(answer["corrId"], "1", "{cmd}");
        assert_eq!(answer["resp"]["type"], "chatCmdError", "{cmd}");
        assert_eq!(error["type"], "commandError", "{cmd}");
        assert_eq!(error["message"], "Failed reading: empty", "{cmd}");
    }
    assert!(server.commands().is_empty());
}

#[tokio::test]
async fn invalid_requests_are_rejected_without_an_id() {
    let server = ChatServer::start().await.unwrap();
    let mut raw = Raw::to(&server).await;
    for frame in [
        "/user",
        r#"{"corrId":1,"cmd":"/user"}"#,
        r#"{"corrId":"1"}"#,
    ] {
        let answer = raw.ask(frame).await;
        assert!(answer.get("corrId").is_none(), "{answer}");
        let error = &answer["resp"]["chatError"]["errorType"];
        assert_eq!(error["message"], "invalid request");
    }
    let answer = raw.ask(r#"{"corrId":"1","cmd":"/user"}"#).await;
    assert_eq!(
        answer["resp"]["type"], "activeUser",
        "the connection goes on"
    );
}

fn host(name: &str) -> HostConnected {
    HostConnected::new("smp", name)
}

#[tokio::test]
async fn events_are_queued_until_a_bot_connects() {
    let server = ChatServer::start().await.unwrap();
    server.inject(&host("first"));
    server.inject_json(r#"{"type":"later"}"#);
    server.send_frame("no frame");
    let mut raw = Raw::to(&server).await;
    assert!(raw.frame().await.unwrap().contains("first"));
    assert_eq!(raw.frame().await.unwrap(), r#"{"resp":{"type":"later"}}"#);
    assert_eq!(raw.frame().await.unwrap(), "no frame");
}

#[tokio::test]
async fn each_event_reaches_one_connection() {
    let server = ChatServer::start().await.unwrap();
    let (mut one, mut two) = (Raw::to(&server).await, Raw::to(&server).await);
    let names: Vec<_> = (0..50).map(|n| format!("host{n}")).collect();
    names.iter().for_each(|name| server.inject(&host(name)));
    let mut seen = Vec::new();
    while seen.len() < names.len() {
        let frame = tokio::select! { frame = one.frame() => frame, frame = two.frame() => frame };
        let frame: Value = serde_json::from_str(&frame.unwrap()).unwrap();
        seen.push(frame["resp"]["transportHost"].as_str().unwrap().to_owned());
    }
    let mut sorted = names.clone();
    sorted.sort();
    seen.sort();
    assert_eq!(seen, sorted);
    for raw in [&mut one, &mut two] {
        let answer = raw.ask(r#"{"corrId":"1","cmd":"/user"}"#).await;
        assert_eq!(answer["corrId"], "1", "no event is left");
    }
}

#[tokio::test]
async fn servers_are_independent() {
    let servers = (0..20).map(|n| async move {
        let server = ChatServer::builder()
            .user(format!("bot{n}"))
            .start()
            .await
            .unwrap();
        let (client, ..) = bot_and_alice(&server).await;
        let user = client.send(&ShowActiveUser::new()).await.unwrap().user;
        assert_eq!(user.local_display_name, format!("bot{n}"));
        (server.url(), server.commands().len())
    });
    let mut servers = futures_util::future::join_all(servers).await;
    assert!(servers.iter().all(|(_, commands)| *commands == 3));
    servers.sort();
    servers.dedup();
    assert_eq!(servers.len(), 20);
}

#[tokio::test]
async fn bots_can_reconnect_after_a_drop() {
    let server = ChatServer::start().await.unwrap();
    let mut raw = Raw::to(&server).await;
    raw.ask(r#"{"corrId":"1","cmd":"/_address 1"}"#).await;
    server.drop_connections();
    assert_eq!(raw.frame().await, None);
    let mut raw = Raw::to(&server).await;
    let answer = raw.ask(r#"{"corrId":"1","cmd":"/_show_address 1"}"#).await;
    assert_eq!(
        answer["resp"]["type"], "userContactLink",
        "the state is the same"
    );
}

#[tokio::test]
async fn a_stopped_server_does_not_listen() {
    let server = ChatServer::start().await.unwrap();
    let (url, mut transcript) = (server.url(), server.transcript());
    let mut raw = Raw::to(&server).await;
    server.stop().await;
    assert_eq!(raw.frame().await, None);
    assert!(connect_async(&url).await.is_err());
    assert_eq!(transcript.next().await, None);

    let server = ChatServer::start().await.unwrap();
    let mut raw = Raw::to(&server).await;
    drop(server);
    assert_eq!(raw.frame().await, None);
}

#[tokio::test]
async fn the_transcript_contains_everything_in_order() {
    let server = ChatServer::start().await.unwrap();
    let mut live = server.transcript();
    let mut raw = Raw::to(&server).await;
    raw.ask(r#"{"corrId":"1","cmd":"/users"}"#).await;
    raw.ask("nonsense").await;
    server.send_frame("x");
    raw.frame().await;

    let entries = server.transcript().entries();
    use Direction::{FromServer, ToServer};
    let directions: Vec<_> = entries.iter().map(|entry| entry.direction).collect();
    assert_eq!(
        directions,
        [ToServer, FromServer, ToServer, FromServer, FromServer]
    );
    assert_eq!(entries[0].to_string(), "> /users");
    assert_eq!(entries[2].text, "nonsense");
    assert_eq!(entries[4].to_string(), "< x");
    for entry in entries {
        assert_eq!(live.next().await, Some(entry));
    }
    let more = timeout(Duration::from_millis(20), live.next()).await;
    assert!(more.is_err(), "{more:?}");
}

#[tokio::test]
async fn a_full_transcript_counts_dropped_entries() {
    let small = ChatServer::builder().transcript_limit(200);
    let server = small.start().await.unwrap();
    let mut live = server.transcript();
    let mut raw = Raw::to(&server).await;
    for name in ["a", "b", "c"] {
        server.send_frame(name.repeat(50));
        raw.frame().await.unwrap();
    }
    let entries = server.transcript().entries();
    assert_eq!(entries.len(), 3, "{entries:?}");
    assert_eq!(entries[0].direction, Direction::Gap);
    assert_eq!(
        entries[0].to_string(),
        "… 1 older entries were dropped because of the transcript limit"
    );
    assert_eq!(entries[2].text, "c".repeat(50));
    for entry in entries {
        assert_eq!(live.next().await, Some(entry));
    }
}

#[tokio::test]
async fn dropped_items_are_counted() {
    let small = ChatServer::builder().transcript_limit(2_000);
    let server = small.start().await.unwrap();
    let mut raw = Raw::to(&server).await;
    for n in 0..1_000 {
        server.fail_next(Fault::Malformed(format!("answer {n}")));
        raw.send(r#"{"corrId":"1","cmd":"/user"}"#).await;
        assert_eq!(raw.frame().await, Some(format!("answer {n}")));
    }
    let faults = server.faults();
    assert_eq!(
        faults.last(),
        Some(&Fault::Malformed("answer 999".to_owned()))
    );
    // One entry of the transcript is the gap.
    let kept = [
        server.transcript().entries().len() - 1,
        server.commands().len(),
        faults.len(),
    ];
    assert!(kept.iter().all(|kept| (1..100).contains(kept)), "{kept:?}");
    let kept = kept.map(|kept| u64::try_from(kept).unwrap());
    let Dropped {
        entries,
        commands,
        faults,
        ..
    } = server.dropped();
    let all = [kept[0] + entries, kept[1] + commands, kept[2] + faults];
    // The transcript has the commands and their answers.
    assert_eq!(all, [2_000, 1_000, 1_000]);
}

/// A command of the test's own.
#[simplex_api::command(syntax = "/weather")]
struct Weather;

#[tokio::test]
async fn invalid_commands_are_rejected_while_a_command_runs() {
    let server = ChatServer::start().await.unwrap();
    server.on(|_: Weather| Ok(CmdOk::new()));
    let mut raw = Raw::to(&server).await;
    // Longer than the test.
    server.fail_next(Fault::Delay(Duration::from_secs(600)));
    for frame in [
        r#"{"corrId":"1","cmd":"/user"}"#,
        r#"{"corrId":"2","cmd":"/weather"}"#,
        r#"{"corrId":"3","cmd":"/unknown"}"#,
        r#"{"cmd":"/user"}"#,
    ] {
        raw.send(frame).await;
    }
    let mut ids = Vec::new();
    for _ in 0..2 {
        let frame: Value = serde_json::from_str(&raw.frame().await.unwrap()).unwrap();
        ids.push(frame["corrId"].as_str().unwrap_or_default().to_owned());
    }
    assert_eq!(ids, ["3", ""]);
}

#[tokio::test]
async fn a_client_stops_receiving_at_the_limit_of_unread_events() {
    let forgetful = ChatServer::builder().transcript_limit(0);
    let server = forgetful.start().await.unwrap();
    let (client, events, alice, _) = bot_and_alice(&server).await;
    client.close().await;
    drop(events);
    server.take_events();
    for n in 0..2_000 {
        alice.say(n.to_string()).await.unwrap();
    }
    let texts = server
        .take_events()
        .into_iter()
        .filter_map(|event| match event {
            Event::NewChatItems(new) => Some(new.chat_items[0].chat_item.meta.item_text.clone()),
            _ => None,
        });
    assert!(
        texts.eq((0..2_000).map(|n| n.to_string())),
        "all come, in order"
    );
    assert_eq!(server.dropped().events, 0);
}

#[tokio::test]
async fn the_oldest_unread_events_are_dropped() {
    let server = ChatServer::builder()
        .transcript_limit(0)
        .start()
        .await
        .unwrap();
    for n in 0..3_000 {
        server.inject(&host(&n.to_string()));
    }
    assert_eq!(server.dropped().events, 3_000 - 1_024);
    assert_eq!(server.take_events().len(), 1_024);
}
