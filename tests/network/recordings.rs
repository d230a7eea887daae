//! Conversations are recorded, and replayed by a server.

use simplex_api::Error;
use simplex_api::client::{Client, Config, Events, Incoming};
use simplex_api::commands::{
    ApiCreateMyAddress, ApiDeleteUser, ApiListContacts, ApiSendMessages, ApiSetActiveUser,
    ApiSetAddressSettings, ListUsers, ShowActiveUser,
};
use simplex_api::events::Event;
use simplex_api::types::{AddressSettings, AutoAccept, ChatRef, ChatType};
use simplex_api_testing::{ChatServer, Direction, Recorder, Recording, Replay, ReplayMode};
use simplex_api_tests::LONG;

async fn connect(url: &str) -> (Client, Events) {
    let config = Config::default().version_timeout(None);
    Client::connect_with(url, &config).await.unwrap()
}

/// Runs a bot that squares a number; `alice` acts in the meantime.
async fn square(url: &str, alice: impl AsyncFnOnce()) -> Vec<String> {
    let (client, mut events) = connect(url).await;
    let created = client.send(&ApiCreateMyAddress::new(1)).await.unwrap();
    let settings = AddressSettings::new().auto_accept(AutoAccept::new());
    let accept = ApiSetAddressSettings::new(1, settings);
    client.send(&accept).await.unwrap();
    alice().await;
    let mut seen = vec![created.conn_link_contact.conn_full_link];
    loop {
        let next = tokio::time::timeout(LONG, events.next());
        let Some(Incoming::Event(event)) = next.await.expect("an event") else {
            panic!("no event");
        };
        let Event::NewChatItems(new) = event else {
            continue;
        };
        let item = &new.chat_items[0];
        let Some(number) = item
            .received_text()
            .and_then(|text| text.parse::<i64>().ok())
        else {
            continue;
        };
        let chat = item.chat_info.chat_ref().unwrap();
        let answer = ApiSendMessages::text(chat, (number * number).to_string());
        let sent = client.send(&answer).await.unwrap();
        seen.push(sent.chat_items[0].chat_item.meta.item_text.clone());
        return seen;
    }
}

async fn recorded() -> (Recording, Vec<String>) {
    let server = ChatServer::start().await.unwrap();
    let recorder = Recorder::start(server.url()).await.unwrap();
    let alice = async || {
        let alice = server.contact("alice");
        let link = server.user_address().unwrap().conn_link_contact;
        alice.connect(&link).await.unwrap();
        alice.say("7").await.unwrap();
    };
    let seen = square(&recorder.url(), alice).await;
    (recorder.recording(), seen)
}

async fn replay(recording: &Recording, mode: ReplayMode) -> (Replay, Client) {
    let replay = recording.replay(mode).await.unwrap();
    let (client, _) = connect(&replay.url()).await;
    (replay, client)
}

#[tokio::test]
async fn a_bot_behaves_the_same_with_a_replay() {
    let (recording, seen) = recorded().await;
    assert_eq!(seen[1], "49");
    let file: Recording = recording.to_string().parse().unwrap();
    assert_eq!(file.to_string(), recording.to_string());
    for mode in [ReplayMode::Strict, ReplayMode::Lenient] {
        let replay = file.replay(mode).await.unwrap();
        assert_eq!(square(&replay.url(), async || {}).await, seen);
        replay.verify().unwrap();
    }
}

#[tokio::test]
async fn a_recording_contains_frames_and_times() {
    let (recording, _) = recorded().await;
    let lines = recording.lines();
    assert_eq!(lines[0].direction, Direction::ToServer);
    assert_eq!(lines[0].text, r#"{"corrId":"1","cmd":"/_address 1"}"#);
    assert!(
        lines[1]
            .text
            .starts_with(r#"{"corrId":"1","resp":{"type":"userContactLinkCreated""#)
    );
    assert!(lines.is_sorted_by_key(|line| line.at));
}

#[tokio::test]
async fn passwords_are_not_recorded_and_not_compared() {
    let server = ChatServer::start().await.unwrap();
    let recorder = Recorder::start(server.url()).await.unwrap();
    let (client, _) = connect(&recorder.url()).await;
    let delete = |password: &str| ApiDeleteUser::new(2, true).view_pwd(password);
    let answer = client
        .send(&ApiSetActiveUser::new(1).view_pwd("pass-word"))
        .await;
    client.send(&delete("pass-word")).await.unwrap_err();
    client
        .send_raw("/_hide user 1 \"pass-word\"")
        .await
        .unwrap_err();
    let recording = recorder.recording();
    assert!(!recording.to_string().contains("pass-word"), "{recording}");

    let (replay, client) = replay(&recording, ReplayMode::Strict).await;
    let other = client
        .send(&ApiSetActiveUser::new(1).view_pwd("another"))
        .await;
    assert_eq!(other.is_ok(), answer.is_ok());
    client.send(&delete("another")).await.unwrap_err();
    client
        .send_raw("/_hide user 1 \"another\"")
        .await
        .unwrap_err();
    replay.verify().unwrap();
}

/// A recording of `/user`, `/users`, and a message.
async fn three_commands() -> Recording {
    let server = ChatServer::start().await.unwrap();
    let recorder = Recorder::start(server.url()).await.unwrap();
    let (client, _) = connect(&recorder.url()).await;
    client.send(&ShowActiveUser::new()).await.unwrap();
    client.send(&ListUsers::new()).await.unwrap();
    client.send(&message("49")).await.unwrap_err();
    recorder.recording()
}

fn message(text: &str) -> ApiSendMessages {
    ApiSendMessages::text(ChatRef::new(ChatType::Direct, 2), text)
}

#[tokio::test]
async fn a_strict_replay_requires_the_recorded_order() {
    let recording = three_commands().await;
    let (replay, client) = replay(&recording, ReplayMode::Strict).await;
    let error = client
        .send(&ListUsers::new())
        .await
        .unwrap_err()
        .to_string();
    let report = "command 1 differs from the recording: received `/users`, recorded `/user`";
    assert!(error.contains(report), "{error}");
    client.send(&ShowActiveUser::new()).await.unwrap();
    client.send(&ListUsers::new()).await.unwrap();
    let Err(Error::Chat { .. }) = client.send(&message("48")).await else {
        panic!("an error");
    };
    let mismatches = replay.mismatches();
    assert_eq!(replay.verify().as_ref(), Err(&mismatches[0]));
    let report = mismatches[1].to_string();
    let differs = "\n  composedMessages[0].msgContent.text: recorded \"49\", received \"48\"";
    assert!(
        report.starts_with("command 4 differs from the recording") && report.ends_with(differs),
        "{report}"
    );
}

#[tokio::test]
async fn a_strict_replay_requires_all_commands() {
    let recording = three_commands().await;
    let (replay, client) = replay(&recording, ReplayMode::Strict).await;
    client.send(&ShowActiveUser::new()).await.unwrap();
    let missing = replay.verify().unwrap_err();
    assert_eq!(
        missing.to_string(),
        "command 2 of the recording was not received: `/users`"
    );
}

#[tokio::test]
async fn a_lenient_replay_accepts_any_order() {
    let recording = three_commands().await;
    let (replay, client) = replay(&recording, ReplayMode::Lenient).await;
    let users = client.send(&ListUsers::new()).await.unwrap();
    client.send(&ShowActiveUser::new()).await.unwrap();
    assert_eq!(client.send(&ListUsers::new()).await.unwrap(), users);
    replay.verify().unwrap();

    client.send(&message("48")).await.unwrap_err();
    client.send(&ApiListContacts::new(1)).await.unwrap_err();
    let report: Vec<_> = replay
        .mismatches()
        .iter()
        .map(ToString::to_string)
        .collect();
    assert!(
        report[0].contains("recorded \"49\", received \"48\""),
        "{report:?}"
    );
    assert_eq!(
        report[1],
        "command 5 is not in the recording: `/_contacts 1`"
    );
}

#[tokio::test]
async fn a_recorder_ends_with_its_server() {
    let server = ChatServer::start().await.unwrap();
    let recorder = Recorder::start(server.url()).await.unwrap();
    let (client, _events) = connect(&recorder.url()).await;
    server.drop_connections();
    client.send(&ShowActiveUser::new()).await.unwrap_err();
    drop(server);
    assert!(Client::connect(&recorder.url()).await.is_err());
}
