use std::time::Duration;

use simplex_api::client::Incoming;
#[cfg(target_os = "linux")]
use simplex_api::client::local::LocalServer;

use super::Database;

#[tokio::test]
async fn it_is_killed_when_it_is_dropped() {
    let database = Database::new("dropped");
    let starting = tokio::spawn(database.server().start());
    let started = starting.await.expect("no panic");
    let (server, client, mut events) = started.expect("a server");
    drop(server);
    assert!(database.becomes_used(false));
    assert!(!database.was_stopped());
    let gone = events.next().await;
    assert!(matches!(gone, Some(Incoming::Disconnected { .. })));
    drop(client);
}

#[test]
fn it_is_killed_when_it_outlives_its_runtime() {
    let database = Database::new("outlives");
    let runtime = tokio::runtime::Runtime::new().expect("a runtime");
    let server = runtime.block_on(database.server().start());
    drop(runtime);
    assert!(database.is_used());
    drop(server);
    assert!(database.becomes_used(false));
}

#[tokio::test]
async fn it_is_killed_when_the_start_is_dropped() {
    let database = Database::new("unwanted");
    let mut starting = Box::pin(database.faulty("does not listen").start());
    let pause = Duration::from_millis(10);
    while !database.is_used() {
        let start = tokio::time::timeout(pause, &mut starting).await;
        assert!(start.is_err(), "a server that does not listen");
    }
    drop(starting);
    assert!(database.becomes_used(false));
}

#[tokio::test]
async fn its_exit_is_reported() {
    let database = Database::new("exit status");
    let (mut server, client, _events) = database.server().start().await.expect("a server");
    let pause = Duration::from_millis(50);
    assert!(tokio::time::timeout(pause, server.exited()).await.is_err());
    assert!(client.send_raw("/fail").await.is_err());
    let exit = server.exited().await;
    assert_eq!(exit.status.and_then(|status| status.code()), Some(7));
    assert_eq!(exit.stderr, "the network is down");
    // Without the commands that it has received.
    assert_eq!(exit.stdout, "stopping");
    assert!(exit.to_string().ends_with(r#""the network is down""#));
    let again = server.exited().await;
    assert_eq!(again.status, exit.status);

    // The process has exited, so there is nothing to stop.
    let report = server.stop().await;
    assert_eq!(report.unanswered, 0);
}

/// A terminal sends Ctrl-C to the foreground process group.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn it_can_ignore_the_ctrl_c_of_its_parent() {
    let database = Database::new("group");
    let (server, _client, _events) = database.server().start().await.expect("a server");
    assert_eq!(group(&id(&server)), group("self"));
    server.stop().await;

    let isolated = database.server().ignore_ctrl_c().start().await;
    let (server, _client, _events) = isolated.expect("a server");
    assert_eq!(group(&id(&server)), id(&server));
    server.stop().await;
}

#[cfg(target_os = "linux")]
fn id(server: &LocalServer) -> String {
    let debug = format!("{server:?}");
    let after_start = debug.split("id: Some(").nth(1);
    let id = after_start.and_then(|rest| rest.split(')').next());
    id.expect("its id").to_owned()
}

/// The process group of a process.
#[cfg(target_os = "linux")]
fn group(process: &str) -> String {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).expect("a process");
    let (_, after_the_name) = stat.rsplit_once(')').expect("a name");
    let group = after_the_name.split_whitespace().nth(2);
    group.expect("a group").to_owned()
}
