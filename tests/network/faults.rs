//! Faults between a bot and the server, and their effect on the bot.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use simplex_api::Error;
use simplex_api::client::{Client, Config, Events, Incoming};
use simplex_api::commands::ShowActiveUser;
use simplex_api::events::{Event, HostConnected};
use simplex_api::protocol::Reconnect;
use simplex_api_testing::{ChatServer, Fault};
use simplex_api_tests::LONG;

/// How long to wait for something that must not happen.
const MOMENT: Duration = Duration::from_millis(250);

fn config() -> Config {
    Config::default()
        .request_timeout(LONG)
        .reconnect(Reconnect::endless().delays(Duration::from_millis(2), Duration::from_millis(20)))
        .version_timeout(None)
}

async fn started() -> (ChatServer, Client, Events) {
    let server = ChatServer::start().await.unwrap();
    let connected = Client::connect_with(&server.url(), &config()).await;
    let (client, events) = connected.unwrap();
    (server, client, events)
}

async fn next(events: &mut Events) -> Incoming {
    let next = tokio::time::timeout(LONG, events.next()).await;
    next.expect("something").expect("the connection continues")
}

#[tokio::test]
async fn corrupted_answers_are_errors() {
    let refused: fn(&Error) -> bool = |error| matches!(error, Error::Answer { .. });
    let lost: fn(&Error) -> bool = |error| matches!(error, Error::TimedOut { .. });
    for (fault, is_so) in [
        (Fault::UnknownTag, refused),
        (Fault::MissingField, refused),
        (Fault::WrongId, lost),
        (Fault::Malformed("{".into()), lost),
    ] {
        let (server, client, mut events) = started().await;
        server.fail_next(fault.clone());
        let asking = match fault {
            Fault::WrongId | Fault::Malformed(_) => client.with_timeout(MOMENT),
            _ => client.clone(),
        };
        let error = asking.send(&ShowActiveUser::new()).await.map(drop);
        assert!(error.as_ref().is_err_and(is_so), "{fault:?}: {error:?}");
        client.send(&ShowActiveUser::new()).await.unwrap();
        match &fault {
            Fault::WrongId => {
                let seen = next(&mut events).await;
                assert!(matches!(seen, Incoming::Unmatched { .. }), "{seen:?}");
            }
            Fault::Malformed(_) => {
                let seen = next(&mut events).await;
                assert!(matches!(seen, Incoming::Malformed { .. }), "{seen:?}");
            }
            _ => {}
        }
        assert_eq!(server.faults(), [fault]);
    }
}

#[tokio::test]
async fn unusual_answers_are_accepted() {
    for fault in [
        Fault::UnknownKeyword,
        Fault::ExtraFields,
        Fault::Binary,
        Fault::Late,
        Fault::Stall(Duration::from_millis(5)),
    ] {
        let (server, client, _events) = started().await;
        server.fail_next(fault.clone());
        let user = client.send(&ShowActiveUser::new()).await;
        assert_eq!(user.unwrap().user.local_display_name, "bot", "{fault:?}");
    }
}

#[tokio::test]
async fn a_duplicate_answer_is_ignored() {
    let (server, client, mut events) = started().await;
    server.fail_next(Fault::Duplicate);
    client.send(&ShowActiveUser::new()).await.unwrap();
    let seen = next(&mut events).await;
    assert!(matches!(seen, Incoming::Unmatched { .. }), "{seen:?}");
}

#[tokio::test]
async fn answers_can_be_swapped() {
    let (server, client, _events) = started().await;
    server.fail_next(Fault::Late);
    let (mut first, mut second) = (
        std::pin::pin!(client.send_raw("/user")),
        std::pin::pin!(client.send_raw("/users")),
    );
    let late = tokio::select! {
        biased;
        second = &mut second => second.unwrap(),
        first = &mut first => panic!("the first is late: {first:?}"),
    };
    assert_eq!(late.tag(), "usersList");
    assert_eq!(first.await.unwrap().tag(), "activeUser");
}

#[tokio::test]
async fn the_given_number_of_connections_is_refused() {
    let (server, client, mut events) = started().await;
    server.fail_next(Fault::Refuse(2));
    let broken = client.send(&ShowActiveUser::new()).await;
    assert!(
        matches!(broken, Err(Error::Disconnected { .. })),
        "{broken:?}"
    );
    client.send(&ShowActiveUser::new()).await.unwrap();
    let seen = next(&mut events).await;
    assert!(matches!(seen, Incoming::Disconnected { .. }), "{seen:?}");
    let Incoming::Reconnected { gap, .. } = next(&mut events).await else {
        panic!("no connection");
    };
    assert_eq!(gap.attempts, 3);
    assert_eq!(server.commands().len(), 1, "the first was not run");
}

#[tokio::test]
async fn events_have_faults_too() {
    let (server, _client, mut events) = started().await;
    server.fail_next_event(Fault::DropBefore);
    server.inject(&HostConnected::new("smp", "a"));
    for expected in ["Disconnected", "Reconnected", "Event"] {
        let seen = format!("{:?}", next(&mut events).await);
        assert!(seen.starts_with(expected), "{expected}: {seen}");
    }
    server.fail_next_event(Fault::MissingField);
    server.inject(&HostConnected::new("smp", "b"));
    let seen = next(&mut events).await;
    assert!(matches!(seen, Incoming::Malformed { .. }), "{seen:?}");
    server.fail_next_event(Fault::UnknownTag);
    server.inject(&HostConnected::new("smp", "c"));
    let seen = next(&mut events).await;
    let Incoming::Event(Event::Undocumented(_)) = seen else {
        panic!("{seen:?}");
    };
}

/// While a command runs, the server reads two more and then nothing, so that it does not answer pings either; it
/// continues to send events.
#[tokio::test]
async fn a_slow_command_delays_the_commands_after_it() {
    // On a busy machine an event takes time too.
    for delay in [100, 1_000, 10_000].map(Duration::from_millis) {
        if an_event_comes_within(delay).await {
            return;
        }
    }
    panic!("an event waits for the command");
}

/// Whether an event arrives before the answer to a command that takes `delay`. The commands after it must wait.
async fn an_event_comes_within(delay: Duration) -> bool {
    let (server, client, mut events) = started().await;
    server.fail_next(Fault::Delay(delay));
    let asked = Instant::now();
    let commands = join_all((0..5).map(|_| client.send_raw("/user")));
    let meanwhile = async {
        let came = |server: &ChatServer| server.transcript().entries().len();
        while came(&server) < 2 {
            tokio::task::yield_now().await;
        }
        server.inject(&HostConnected::new("smp", "meanwhile"));
        let seen = next(&mut events).await;
        assert!(matches!(seen, Incoming::Event(_)), "{seen:?}");
        asked.elapsed() < delay
    };
    let (answers, came) = tokio::join!(commands, meanwhile);
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    assert!(asked.elapsed() >= delay);
    came
}
