//! `console connect`.

use simplex_api::testing::ChatServer;

use crate::tool::output;

fn typed(args: &[&str], lines: &[&str]) -> String {
    let output = output(&[&["connect"], args].concat(), lines.join("\n"));
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn commands_are_answered_in_their_order() {
    let shown = typed(&[], &["/user", "", "/_address 1", "/_address 1"]);
    let place = |text: &str| {
        shown
            .find(text)
            .unwrap_or_else(|| panic!("{text} in {shown}"))
    };
    assert_eq!(place("Connected to ws://127.0.0.1:"), 0);
    assert!(
        place("< activeUser\n{\n  \"type\": \"activeUser\"") < place("< userContactLinkCreated\n{")
    );
    assert!(place("< userContactLinkCreated\n{") < place("< chatCmdError\n{"));
    assert!(shown.contains("\"type\": \"duplicateContactLink\""));
}

#[test]
fn a_mistake_is_shown_and_not_sent() {
    let shown = typed(&[], &["/_address one", "/user"]);
    let caret = "\n  /_address one\n            ^ column 11: expected ";
    assert!(shown.contains(caret), "{shown}");
    assert!(!shown.contains("chatCmdError"));
    assert!(shown.contains("< activeUser"));
}

#[test]
fn long_mistakes_are_cut() {
    let long = "/_connect plan 1 ".to_owned() + &"é".repeat(100_000) + " x";
    let shown = typed(&[], &[&long]);
    assert!(shown.len() < 1_000, "{shown}");
    assert!(shown.contains("^ column 100019: "));
}

#[test]
fn an_exclamation_mark_sends_anything() {
    let shown = typed(&[], &["!/nonsense", "!/user"]);
    assert!(shown.contains("< chatCmdError\n{"), "{shown}");
    assert!(shown.contains("Failed reading: empty"));
    assert!(shown.contains("< activeUser"));
}

#[tokio::test]
async fn a_server_of_ones_own_and_its_events() {
    let server = ChatServer::start().await.unwrap();
    server.inject_json(r#"{"type":"fromTheFuture","x":1}"#);
    server.send_frame("no frame");
    let url = server.url();
    let shown = tokio::task::spawn_blocking(move || typed(&[&url], &["/user"]));
    let shown = shown.await.unwrap();
    assert!(shown.contains("* fromTheFuture\n{\n"), "{shown}");
    assert!(shown.contains("* unreadable: "), "{shown}");
    assert!(shown.contains("\nno frame\n"), "{shown}");
}
