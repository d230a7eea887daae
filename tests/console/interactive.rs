//! `console connect` at a terminal.

use simplex_api_testing::{ChatServer, Fault};

use crate::terminal::{State, Terminal};

const TAB: &str = "\t";
const UP: &str = "\x1b[A";
const CTRL_C: &str = "\x03";

/// What the editor sends to the terminal when it stops editing.
const LINE_ENDS: &str = "\x1b[?2004l";

#[test]
fn tab_completes_and_hints_are_shown() {
    let state = State::new("tab");
    let mut terminal = Terminal::start(&[], &state, &[]);
    terminal.press("/_sen");
    terminal.wait_for("d    /_send <str(sendRef)>");
    terminal.press(TAB);
    terminal.wait_for("@ | # | *   /_send <str(sendRef)>");
    terminal.press("@1 j");
    terminal.press(TAB);
    terminal.wait_for("<composedMessages>   /_send ");
    terminal.press(CTRL_C);
    terminal.wait_for(LINE_ENDS);
    terminal.press("/_set prefs @1 {\"call");
    terminal.press(TAB);
    terminal.wait_for("{\"calls\":");
    terminal.press(CTRL_C);
    terminal.wait_for(LINE_ENDS);
    terminal.press("/_add #1 2 ");
    terminal.press(TAB);
    terminal.wait_for("observer   member     moderator  admin      owner");
    terminal.press(CTRL_C);
    terminal.wait_for(LINE_ENDS);
    terminal.enter("/user");
    terminal.wait_for("activeUser");
    assert!(terminal.leave());
}

#[tokio::test(flavor = "multi_thread")]
async fn events_are_shown_above_the_line() {
    let server = ChatServer::start().await.unwrap();
    let state = State::new("events");
    let mut terminal = Terminal::start(&[&server.url()], &state, &[]);
    terminal.press("/_addr");
    terminal.wait_for("> \x1b[0m/_addr");
    server.inject_json(r#"{"type":"fromTheFuture","x":1}"#);
    terminal.wait_for("* \x1b[1mfromTheFuture\x1b[0m");
    // The line is shown again and can be continued.
    terminal.wait_for("> \x1b[0m/_addr");
    terminal.enter("ess 1");
    terminal.wait_for("< \x1b[1muserContactLinkCreated");
    server.send_frame("no \x1b]0;frame");
    terminal.wait_for("no \\u{1b}]0;frame");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_connection_is_reported_and_can_be_interrupted() {
    let server = ChatServer::start().await.unwrap();
    let state = State::new("lost");
    let mut terminal = Terminal::start(&[&server.url()], &state, &[]);
    terminal.press("/us");
    terminal.wait_for("> \x1b[0m/us");
    assert!(terminal.is_edited());
    server.stop().await;
    terminal.wait_for("* disconnected: ");
    terminal.wait_for("/us");
    // The command waits until the client is connected again, or for Ctrl-C, which only cancels the command.
    for _ in 0..2 {
        terminal.enter("er");
        terminal.wait_for("> \x1b[0m/user");
        terminal.wait_for(LINE_ENDS);
        terminal.interrupt();
        terminal.wait_for("! cancelled: the server may still run the command");
        terminal.press("/us");
        terminal.wait_for("> \x1b[0m/us");
    }
    terminal.terminate();
    assert!(terminal.has_left());
}

#[tokio::test(flavor = "multi_thread")]
async fn sigterm_ends_it_while_it_waits_for_an_answer() {
    let server = ChatServer::start().await.unwrap();
    let state = State::new("terminated");
    let mut terminal = Terminal::start(&[&server.url()], &state, &[]);
    server.fail_next(Fault::Silence);
    terminal.enter("/user");
    terminal.wait_for(LINE_ENDS);
    terminal.terminate();
    assert!(terminal.has_left());
}

#[test]
fn pasted_lines_run_one_by_one() {
    let environment = [("NO_COLOR", "1")];
    let state = State::new("pasted");
    let mut terminal = Terminal::start(&[], &state, &environment);
    terminal.press("\x1b[200~/user\r/_address one\r/users\x1b[201~\r");
    terminal.wait_for("< activeUser");
    terminal.wait_for("^ column 11");
    terminal.wait_for("< usersList");
    assert!(terminal.leave());
    assert_eq!(state.history(), "/user\n/users\n");
}

#[test]
fn an_interrupt_clears_the_line() {
    let state = State::new("interrupt");
    let mut terminal = Terminal::start(&[], &state, &[]);
    let interrupts: [fn(&mut Terminal); 2] = [
        |terminal| terminal.press(CTRL_C),
        |terminal| terminal.interrupt(),
    ];
    for interrupt in interrupts {
        terminal.press("/us");
        terminal.wait_for("> \x1b[0m/us");
        interrupt(&mut terminal);
        terminal.wait_for(LINE_ENDS);
        terminal.wait_for("> ");
    }
    terminal.enter("/user");
    terminal.wait_for("activeUser");
    assert!(terminal.leave());
}

#[test]
fn colors_can_be_disabled() {
    let state = State::new("colours");
    let shown = |environment: &[(&str, &str)]| {
        let mut terminal = Terminal::start(&[], &state, environment);
        terminal.enter("/_address one");
        terminal.enter("/user");
        terminal.enter(":quit");
        let shown = terminal.wait_for("\"userId\"");
        assert!(terminal.has_left());
        shown
    };
    let coloured = shown(&[]);
    assert!(coloured.contains("/_address \x1b[31mo"), "{coloured:?}");
    assert!(
        coloured.contains("\x1b[31m^\x1b[0m column 11"),
        "{coloured:?}"
    );
    assert!(coloured.contains("\x1b[36m\"type\"\x1b[0m: \x1b[32m\"activeUser\""));
    for environment in [("NO_COLOR", "1"), ("TERM", "dumb")] {
        let plain = shown(&[environment]);
        assert!(plain.contains("^ column 11"), "{plain:?}");
        assert!(plain.contains("\"type\": \"activeUser\""), "{plain:?}");
        assert!(
            !plain.contains("\x1b[3") && !plain.contains("\x1b[1m"),
            "{plain:?}"
        );
    }
}

#[test]
fn the_history_is_kept_without_secrets() {
    let state = State::new("history");
    let mut terminal = Terminal::start(&[], &state, &[]);
    terminal.enter("/user");
    terminal.enter("/usr");
    terminal.enter("/_user 1 \"hunter2\"");
    terminal.enter("!/_user 1 \"hunter2\"");
    // An invalid line is in the history of the session, so that it can be corrected.
    terminal.press(UP);
    terminal.enter("x");
    terminal.wait_for("/usrx");
    assert!(terminal.leave());
    assert_eq!(state.history(), "/user\n");

    let mut terminal = Terminal::start(&[], &state, &[]);
    terminal.press(UP);
    terminal.enter("");
    terminal.wait_for("activeUser");
    assert!(terminal.leave());
}

#[test]
fn without_a_folder_there_is_no_history() {
    let environment = [("XDG_STATE_HOME", "/dev/null")];
    let state = State::new("placeless");
    let mut terminal = Terminal::start(&[], &state, &environment);
    // Lines can be typed while another one is run.
    terminal.enter("/user");
    terminal.enter("/users");
    terminal.wait_for("activeUser");
    terminal.wait_for("usersList");
    terminal.enter(":quit");
    assert!(terminal.has_left());
}

#[test]
fn a_contact_sends_and_receives() {
    let environment = [("NO_COLOR", "1")];
    let state = State::new("contact");
    let mut terminal = Terminal::start(&[], &state, &environment);
    terminal.enter(":say alice hello");
    terminal.wait_for("once there is an address");
    terminal.enter("/_address 1");
    terminal.wait_for("< userContactLinkCreated");
    terminal.wait_for("* receivedContactRequest");
    terminal.enter("/_accept 1");
    terminal.wait_for("[alice] * alice is connected");
    terminal.wait_for("\"text\": \"hello\"");
    let message = r#"{"msgContent":{"type":"text","text":"hi"},"mentions":{}}"#;
    terminal.enter(&format!("/_send @2 json [{message}]"));
    terminal.wait_for("[alice] bot: \"hi\"");
}

#[test]
fn help_has_the_metadata_of_a_command() {
    let environment = [("NO_COLOR", "1")];
    let state = State::new("help");
    let mut terminal = Terminal::start(&[], &state, &environment);
    terminal.press(":help /_sen");
    terminal.press(TAB);
    terminal.enter("");
    terminal.wait_for("### APISendMessages");
    terminal.wait_for("- composedMessages: [");
    terminal.enter(":nonsense");
    terminal.wait_for("! `:nonsense` is unknown");
}
