//! Tests script a server: expectations, answers, faults.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, UNIX_EPOCH};

use simplex_api::Error;
use simplex_api::client::{Client, Incoming};
use simplex_api::commands::{ApiDeleteMyAddress, ApiSendMessages, ListUsers, ShowActiveUser};
use simplex_api::events::HostConnected;
use simplex_api::responses::UsersList;
use simplex_api::types::{ChatError, ChatErrorType, ChatRef, ChatType};
use simplex_api_testing::{ChatServer, Expected, Fault};

async fn started() -> (ChatServer, Client) {
    let server = ChatServer::start().await.unwrap();
    let (client, _) = Client::connect(&server.url()).await.unwrap();
    (server, client)
}

/// The message of a failing check.
fn failure(check: impl FnOnce()) -> String {
    let panic = catch_unwind(AssertUnwindSafe(check)).expect_err("it must fail");
    panic.downcast_ref::<String>().expect("a text").clone()
}

#[tokio::test]
async fn expected_commands_are_counted() {
    let (server, client) = started().await;
    let twice = server.expect(ShowActiveUser::new()).times(2);
    let never = server.expect::<ListUsers>(Expected::any()).times(0);
    for _ in 0..2 {
        client.send(&ShowActiveUser::new()).await.unwrap();
    }
    assert_eq!((twice.count(), never.count()), (2, 0));
    twice.verify();
    never.verify();

    let range = server.expect(ShowActiveUser::new()).times(1..=2);
    for _ in 0..3 {
        client.send(&ShowActiveUser::new()).await.unwrap();
    }
    let report = failure(|| range.verify());
    assert!(
        report.contains("ShowActiveUser 1 to 2 times, received it 3 times"),
        "{report}"
    );
    assert!(report.contains("> /user"), "{report}");
}

#[tokio::test]
async fn a_failure_shows_the_most_similar_command() {
    let (server, client) = started().await;
    let to = |id| ChatRef::new(ChatType::Direct, id);
    let expected = server
        .expect(ApiSendMessages::text(to(7), "49"))
        .named("the square");
    for (chat, text) in [(3, "hello"), (7, "48")] {
        let _ = client.send(&ApiSendMessages::text(to(chat), text)).await;
    }
    let report = failure(|| drop(expected));
    for part in [
        "expected APISendMessages (the square) 1 or more times, received it 0 times",
        "the most similar one received differs in:",
        r#"composedMessages[0].msgContent.text: expected "49", received "48""#,
    ] {
        assert!(report.contains(part), "{part}: {report}");
    }
    assert!(!report.contains("sendRef"), "{report}");
}

#[tokio::test]
async fn a_failing_test_does_not_fail_twice() {
    let (server, _client) = started().await;
    let report = failure(|| {
        let _expected = server.expect(ShowActiveUser::new());
        panic!("{}", "the test's own");
    });
    assert_eq!(report, "the test's own");
}

#[tokio::test]
async fn the_last_expectation_has_priority_up_to_its_capacity() {
    let (server, client) = started().await;
    let all = server
        .expect::<ListUsers>(Expected::any())
        .respond(|_| Ok(UsersList::new()));
    let once = server
        .expect::<ListUsers>(Expected::that(|_| true))
        .fail(|_| Box::new(ChatError::error(ChatErrorType::no_active_user())))
        .up_to(1);
    client.send(&ListUsers::new()).await.unwrap_err();
    let users = client.send(&ListUsers::new()).await.unwrap().users;
    assert!(users.is_empty());
    assert_eq!((all.count(), once.count()), (1, 1));
    drop((all, once));
    assert_eq!(client.send(&ListUsers::new()).await.unwrap().users.len(), 1);
}

#[tokio::test]
async fn the_order_of_commands_is_checked() {
    let (server, client) = started().await;
    let first = server.expect(ShowActiveUser::new()).named("who it is");
    let then = server.expect(ListUsers::new()).after(&first);
    client.send(&ListUsers::new()).await.unwrap();
    client.send(&ShowActiveUser::new()).await.unwrap();
    client.send(&ListUsers::new()).await.unwrap();
    first.verify();
    let report = failure(|| then.verify());
    let early = "ListUsers 1 or more times, received it 1 times and 1 times too early, \
                 before ShowActiveUser (who it is)";
    assert!(report.contains(early), "{report}");

    let first = server.expect(ShowActiveUser::new()).times(2);
    let then = server.expect(ListUsers::new()).after(&first);
    for _ in 0..2 {
        client.send(&ShowActiveUser::new()).await.unwrap();
    }
    client.send(&ListUsers::new()).await.unwrap();
    drop((first, then));
}

#[tokio::test]
async fn answers_can_be_wrapped_in_right_and_left() {
    let server = ChatServer::builder().wrapped(true).start().await.unwrap();
    let (client, mut events) = Client::connect(&server.url()).await.unwrap();
    let user = client.send(&ShowActiveUser::new()).await.unwrap().user;
    assert_eq!(user.local_display_name, "bot");
    let error = client.send(&ApiDeleteMyAddress::new(1)).await.unwrap_err();
    assert!(matches!(error, Error::Chat { .. }), "{error}");
    server.inject(&HostConnected::new("smp", "a"));
    let seen = events.next().await;
    assert!(matches!(seen, Some(Incoming::Event(_))), "{seen:?}");
    let entries = server.transcript().entries();
    let wire: Vec<_> = entries
        .iter()
        .map(std::string::ToString::to_string)
        .collect();
    let has = |part: &str| wire.iter().any(|line| line.contains(part));
    assert!(has(r#""resp":{"Right":{"type":"activeUser""#), "{wire:?}");
    assert!(has(r#""resp":{"Left":{"type":"chatCmdError""#), "{wire:?}");
    assert!(
        has(r#"< {"resp":{"Right":{"type":"hostConnected""#),
        "{wire:?}"
    );
}

#[tokio::test]
async fn answers_can_be_undocumented() {
    let (server, client) = started().await;
    let asked = server
        .expect(ShowActiveUser::new())
        .respond_json(|_| r#"{"type":"nobody"}"#.to_owned());
    let error = client.send(&ShowActiveUser::new()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "ShowActiveUser was answered, but unexpected response `nobody`, expected `activeUser`"
    );
    asked.verify();
}

#[tokio::test]
async fn expected_commands_can_be_awaited() {
    let (server, client) = started().await;
    let asked = server.expect(ShowActiveUser::new());
    let bot = tokio::spawn(async move { client.send(&ShowActiveUser::new()).await.map(drop) });
    asked.met().await;
    bot.await.unwrap().unwrap();
}

#[tokio::test]
async fn answers_can_be_delayed_or_missing() {
    let (server, client) = started().await;
    server.fail_next(Fault::Delay(Duration::from_millis(30)));
    let begin = std::time::Instant::now();
    client.send(&ShowActiveUser::new()).await.unwrap();
    assert!(begin.elapsed() >= Duration::from_millis(30));

    server.fail_next(Fault::Silence);
    let silent = client.send(&ShowActiveUser::new());
    tokio::time::timeout(Duration::from_millis(30), silent)
        .await
        .expect_err("no answer");
    client.send(&ShowActiveUser::new()).await.unwrap();
}

#[tokio::test]
async fn connections_can_be_dropped_around_an_answer() {
    for (fault, runs) in [
        (Fault::DropBefore, false),
        (Fault::DropAfter, true),
        (Fault::DropDuring, true),
        (Fault::Close(1011), true),
    ] {
        let (server, client) = started().await;
        server.fail_next(fault.clone());
        let broken = client.send(&ShowActiveUser::new()).await;
        assert!(broken.is_err(), "{fault:?}");
        assert_eq!(server.commands().len(), usize::from(runs), "{fault:?}");
        let (client, _) = Client::connect(&server.url()).await.unwrap();
        client.send(&ShowActiveUser::new()).await.unwrap();
    }
}

#[tokio::test]
async fn connections_can_be_refused() {
    let (server, client) = started().await;
    server.refuse_connections(true);
    let refused = Client::connect(&server.url()).await;
    assert!(refused.is_err());
    client.send(&ShowActiveUser::new()).await.unwrap();
    server.refuse_connections(false);
    Client::connect(&server.url()).await.unwrap();
}

#[tokio::test]
async fn the_clock_can_be_set() {
    let server = ChatServer::start().await.unwrap();
    let created = |server: &ChatServer| {
        let new = simplex_api::commands::ApiNewGroup::new(
            1,
            simplex_api::types::GroupProfile::new("team", ""),
        );
        server.run(new).unwrap().group_info.created_at.0
    };
    assert_eq!(created(&server), "2025-01-01T00:00:01Z");
    server
        .network()
        .set_time(UNIX_EPOCH + Duration::from_secs(1_800_000_000));
    assert_eq!(created(&server), "2027-01-15T08:00:01Z");
    server.advance(Duration::from_secs(60));
    assert_eq!(created(&server), "2027-01-15T08:01:02Z");
}

#[tokio::test]
async fn messages_disappear_at_their_time() {
    let stage = crate::stage::Stage::set().await;
    let (contact, _) = stage.befriend();
    let send = ApiSendMessages::text(contact, "read fast").ttl(60);
    stage.bot.run(send).unwrap();
    stage.discard_events();
    stage.bot.advance(Duration::from_secs(50));
    assert!(stage.other.take_events().is_empty());
    stage.bot.advance(Duration::from_secs(20));
    let deleted = crate::stage::event(&stage.bot, |event| match event {
        simplex_api::events::Event::ChatItemsDeleted(deleted) => Some(deleted),
        _ => None,
    });
    assert!(deleted.timed && deleted.chat_item_deletions[0].to_chat_item.is_none());
    // The time of the receiver starts when the message is read.
    assert!(stage.other.take_events().is_empty());
}

#[tokio::test]
async fn a_server_restarts_at_the_same_address() {
    let (mut server, client) = started().await;
    let url = server.url();
    server.restart(Duration::from_millis(5)).await.unwrap();
    assert_eq!(server.url(), url);
    // What is sent before the loss is noticed is lost with it; what is sent later uses a new link.
    if let Err(error) = client.send(&ShowActiveUser::new()).await {
        assert!(
            matches!(error, simplex_api::Error::Disconnected { .. }),
            "{error}"
        );
    }
    client.send(&ShowActiveUser::new()).await.unwrap();
    assert_eq!(client.stats().connects, 2);
}
