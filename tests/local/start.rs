use simplex_api::client::{Client, CloseReason, Config};
use simplex_api::commands::ShowActiveUser;
use simplex_api_tests::port::Port;

use super::Database;

#[tokio::test]
async fn it_starts_answers_and_stops() {
    let database = Database::new("starts");
    let (server, client, _events) = database.server().start().await.expect("a server");
    let user = client.send(&ShowActiveUser::new()).await.expect("a user");
    assert_eq!(user.user.local_display_name, "squares");
    assert!(database.is_used() && !database.was_stopped());
    let url = server.url();
    let report = server.stop().await;
    assert!(matches!(report.reason, CloseReason::Client), "{report:?}");
    assert_eq!(report.unanswered, 0);
    assert!(
        database.was_stopped(),
        "the chat is stopped before the process"
    );
    assert!(!database.is_used(), "the process has exited");
    assert!(client.is_closed());
    assert!(Client::connect(&url).await.is_err());
}

#[tokio::test]
async fn the_port_and_the_client_can_be_configured() {
    let database = Database::new("port");
    let kept = Port::keep();
    let port = kept.address().port();
    let config = Config::default().version_timeout(None);
    let builder = database.server().port(port);
    let started = builder.start_with(&config).await;
    let (server, client, _events) = started.expect("a server");
    assert_eq!(server.port(), port);
    assert_eq!(server.url(), format!("ws://127.0.0.1:{port}"));
    assert_eq!(client.server_version(), None);
}

#[tokio::test]
async fn its_output_does_not_block_it() {
    let database = Database::new("flood");
    let (mut server, client, _events) = database.faulty("flood").start().await.expect("a server");
    assert!(client.send(&ShowActiveUser::new()).await.is_ok());

    // Only the last complete lines are kept.
    assert!(client.send_raw("/fail").await.is_err());
    let stderr = server.exited().await.stderr;
    assert!(stderr.len() <= 2048, "{}", stderr.len());
    assert!(
        stderr.ends_with("of fifty\nthe network is down"),
        "{stderr}"
    );
    assert_eq!(stderr.find(": this"), Some("12345".len()), "{stderr}");
}

#[tokio::test]
async fn a_new_profile_can_accept_files() {
    for allows in [false, true] {
        let database = Database::new("files");
        let builder = database.server();
        let builder = if allows {
            builder.allow_files()
        } else {
            builder
        };
        let (mut server, client, _events) = builder.start().await.expect("a server");
        assert!(client.send_raw("/fail").await.is_err());
        let stdout = server.exited().await.stdout;
        assert_eq!(stdout.contains("allows files"), allows, "{stdout}");
    }
}

#[test]
fn arguments_are_not_shown() {
    let builder = Database::new("shown")
        .server()
        .args(["-k", "key-of-database"]);
    let shown = format!("{builder:?}");
    assert!(
        shown.contains("squares") && !shown.contains("key"),
        "{shown}"
    );
}
