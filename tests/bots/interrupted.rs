//! Ctrl-C, as a terminal sends it.
#![cfg(unix)]

use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use simplex_api::testing::ChatServer;

use crate::bot;

#[tokio::test]
async fn ctrl_c_ends_a_bot_that_has_answered() {
    let server = ChatServer::start().await.unwrap();
    let mut bot = bot("squaring_bot", &["--url", &server.url()]);
    let mut bot = bot.stdout(Stdio::piped()).spawn().unwrap();
    let mut printed = BufReader::new(bot.stdout.take().unwrap());
    let mut line = String::new();
    // The server answers in the meantime.
    let (line, mut printed) = tokio::task::spawn_blocking(move || {
        printed.read_line(&mut line).unwrap();
        (line, printed)
    })
    .await
    .unwrap();
    let address = line.strip_prefix("The bot's address is ").unwrap().trim();

    let alice = server.contact("alice");
    alice.connect(address).await.unwrap();
    alice
        .expect("Hello! Send me a number, and I send back its square.")
        .await;
    alice.say("9").await.unwrap();
    alice.expect("81").await;

    let mut kill = Command::new("kill");
    let id = bot.id().to_string();
    assert!(kill.args(["-INT", &id]).status().unwrap().success());
    let status = tokio::task::spawn_blocking(move || bot.wait().unwrap());
    assert!(status.await.unwrap().success());
    let mut rest = String::new();
    printed.read_to_string(&mut rest).unwrap();
    assert_eq!(rest, "the bot was stopped with Ctrl-C\n");
}
