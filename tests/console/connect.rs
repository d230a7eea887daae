//! `console connect`.

use std::io::Write;
use std::process::Stdio;

use simplex_api_testing::ChatServer;

use crate::program::{console, output};

fn run(args: &[&str], lines: &[&str]) -> String {
    let output = output(&[&["connect"], args].concat(), lines.join("\n"));
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn commands_are_answered_in_their_order() {
    let shown = run(&[], &["/user", "", "/_address 1", "/_address 1"]);
    let place = |text: &str| {
        shown
            .find(text)
            .unwrap_or_else(|| panic!("{text} in {shown}"))
    };
    assert_eq!(place("Connected to an embedded server\n"), 0);
    assert!(
        place("< activeUser\n{\n  \"type\": \"activeUser\"") < place("< userContactLinkCreated\n{")
    );
    assert!(place("< userContactLinkCreated\n{") < place("< chatCmdError\n{"));
    assert!(shown.contains("\"type\": \"duplicateContactLink\""));
}

#[test]
fn a_mistake_is_shown_and_not_sent() {
    let shown = run(&[], &["/_address one", "/user"]);
    let caret = "\n  /_address one\n            ^ column 11: expected ";
    assert!(shown.contains(caret), "{shown}");
    assert!(!shown.contains("chatCmdError"));
    assert!(shown.contains("< activeUser"));
}

#[test]
fn long_lines_are_cut_around_a_mistake() {
    let long = "/_connect plan 1 ".to_owned() + &"é".repeat(100_000) + " x";
    let shown = run(&[], &[&long]);
    assert!(shown.len() < 1_000, "{shown}");
    assert!(shown.contains("^ column 100019: "));
}

#[test]
fn undocumented_commands_are_sent_unchecked() {
    let shown = run(&[], &["/u", "/nonsense", "hello"]);
    let note = "* not a documented command: sent unchecked\n< ";
    assert!(shown.contains(&format!("{note}activeUser\n{{")), "{shown}");
    assert!(
        shown.contains(&format!("{note}chatCmdError\n{{")),
        "{shown}"
    );
    assert!(
        shown.contains("\n  hello\n  ^ column 1: expected "),
        "{shown}"
    );
}

/// The effects of a line, and messages of contacts, are printed before the next line is read.
#[test]
fn the_same_lines_have_the_same_output() {
    let settings = r#"{"businessAddress":false,"autoAccept":{"acceptIncognito":false}}"#;
    let settings = format!("/_address_settings 1 {settings}");
    let reply = r#"/_send @2 json [{"msgContent":{"type":"text","text":"hi"},"mentions":{}}]"#;
    let lines = [
        ":say alice hello",
        "/_address 1",
        &settings,
        "/_accept 1",
        ":say bob hello",
        reply,
        ":say alice bye",
    ];
    let first = run(&[], &lines);
    let heads = first
        .lines()
        .filter(|line| line.starts_with(['<', '*', '[', '!']));
    assert_eq!(
        heads.collect::<Vec<_>>(),
        [
            "* this message is sent once there is an address: `/_address 1`",
            "< userContactLinkCreated",
            "* receivedContactRequest",
            "* this message is sent once the contact is accepted: `/_accept` with the id of the request",
            "< userContactLinkUpdated",
            "< acceptingContactRequest",
            "* contactConnected",
            "[alice] * alice is connected",
            "* newChatItems",
            "[bob] * bob is connected",
            "* acceptingContactRequest",
            "* contactSndReady",
            "* contactConnected",
            "* newChatItems",
            "< newChatItems",
            "* chatItemsStatusesUpdated",
            "* chatItemsStatusesUpdated",
            "[alice] bot: \"hi\"",
            "* newChatItems",
        ]
    );
    for _ in 0..4 {
        assert_eq!(run(&[], &lines), first);
    }
}

/// The reader of the output ends, as `| head` does.
#[test]
fn a_closed_output_ends_it_quietly() {
    let mut console = console(["connect"]);
    let mut child = console
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut input = child.stdin.take().unwrap();
    // The console may have ended before.
    let _ = input.write_all(b"/user\n/users\n");
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{output:?}"
    );
}

#[test]
fn an_exclamation_mark_sends_unchecked_text() {
    let shown = run(&[], &["!/nonsense", "!/user"]);
    assert!(shown.contains("< chatCmdError\n{"), "{shown}");
    assert!(shown.contains("Failed reading: empty"));
    assert!(shown.contains("< activeUser"));
}

#[tokio::test]
async fn events_of_another_server_are_printed() {
    let server = ChatServer::start().await.unwrap();
    server.inject_json(r#"{"type":"fromTheFuture","x":1}"#);
    server.send_frame("no frame");
    let url = server.url();
    let shown = tokio::task::spawn_blocking(move || run(&[&url], &["/user"]));
    let shown = shown.await.unwrap();
    assert!(shown.contains("* fromTheFuture\n{\n"), "{shown}");
    assert!(shown.contains("* unreadable: "), "{shown}");
    assert!(shown.contains("\nno frame\n"), "{shown}");
}
