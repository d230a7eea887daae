use std::time::{Duration, Instant};

use simplex_api::client::Config;
use simplex_api::client::local::LocalError;
use simplex_api_tests::LONG;

use super::Database;

#[tokio::test]
async fn a_missing_program() {
    let builder = Database::new("missing").server().binary("no-simplex-chat");
    let error = builder.start().await.expect_err("not a program");
    assert!(matches!(error, LocalError::Missing { .. }), "{error:?}");
    let message =
        "`no-simplex-chat` was not found; install simplex-chat, or set its path with `binary`";
    assert_eq!(error.to_string(), message);
}

#[tokio::test]
async fn a_file_that_is_not_a_program() {
    let database = Database::new("file");
    let file = database.path("file");
    std::fs::write(&file, "text").expect("a file");
    let error = database.server().binary(&file).start().await;
    let error = error.expect_err("not a program");
    let LocalError::Start { binary, .. } = &error else {
        panic!("{error:?}");
    };
    assert_eq!(binary, &file);
}

#[tokio::test]
async fn it_exits_immediately() {
    let start = Instant::now();
    let error = Database::new("exit").faulty("exit").start().await;
    assert!(
        start.elapsed() < LONG,
        "the start does not wait for the timeout"
    );
    let LocalError::Exited(exit) = error.expect_err("no server") else {
        panic!("the exit is not reported");
    };
    assert_eq!(exit.status.and_then(|status| status.code()), Some(3));
    assert_eq!(exit.stderr, "starting\nthe database has another key");
    let message = LocalError::Exited(exit).to_string();
    assert!(message.lines().count() == 1 && message.contains("another key"));
}

#[tokio::test]
async fn it_exits_with_an_error_on_its_standard_output() {
    let database = Database::new("stdout");
    let error = database.faulty("exit on stdout").start().await;
    let error = error.expect_err("no server");
    let message = error.to_string();
    let LocalError::Exited(exit) = &error else {
        panic!("{error:?}");
    };
    assert!(
        exit.stdout.starts_with("db: bot_chat.db\nError: "),
        "{exit:?}"
    );
    assert_eq!(exit.stderr, "");
    let printed = r"db: bot_chat.db\nError: the database is encrypted\u{202e}\u{1b}[2J";
    assert!(message.contains(printed), "{message}");
    assert!(message.ends_with(r#"`args(["-k", key])`"#), "{message}");
}

#[tokio::test]
async fn it_waits_for_input() {
    let start = Instant::now();
    let database = Database::new("prompt");
    let error = database.faulty("prompt").start().await;
    assert!(
        start.elapsed() < LONG,
        "the start does not wait for the timeout"
    );
    assert!(!database.is_used(), "the process has exited");
    let error = error.expect_err("no server");
    assert!(matches!(&error, LocalError::Prompt { prompt, .. } if prompt == "display name:"));
    assert_eq!(
        error.to_string(),
        "simplex-chat waits for input, \"display name:\"; set the name of the bot with `display_name` (the \
         option `--create-bot-display-name`)"
    );
}

#[tokio::test]
async fn it_never_listens() {
    let database = Database::new("timeout");
    let ready_timeout = Duration::from_millis(700);
    let start = Instant::now();
    let builder = database
        .faulty("does not listen")
        .ready_timeout(ready_timeout);
    let error = builder.start().await.expect_err("no server");
    assert!(start.elapsed() >= ready_timeout);
    assert!(!database.is_used(), "the process has exited");
    let LocalError::NotReady { stderr, .. } = &error else {
        panic!("{error:?}");
    };
    // On a busy machine it may not have printed this yet.
    assert!(matches!(&**stderr, "waiting" | ""), "{stderr}");
    assert!(error.to_string().contains("within 700ms"), "{error}");
}

#[tokio::test]
async fn a_port_that_is_in_use() {
    let database = Database::new("taken");
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let taken = listener.local_addr().expect("an address").port();
    let error = database.server().port(taken).start().await;
    let error = error.expect_err("no port");
    assert!(matches!(error, LocalError::Port { port, .. } if port == taken));
    assert!(!database.path("bot_chat.db").exists(), "nothing started");
}

#[tokio::test]
async fn an_invalid_configuration_leaves_no_process() {
    let database = Database::new("header");
    let config = Config::default().header("not a header", "");
    let error = database.server().start_with(&config).await;
    assert!(matches!(error, Err(LocalError::Client(_))));
    assert!(!database.is_used());
}
