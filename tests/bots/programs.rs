use std::io::Write;
use std::process::Stdio;

use crate::{BOTS, bot};

#[test]
fn they_print_what_is_said_of_them() {
    for (name, printed) in BOTS {
        let output = bot(name, &[]).output().unwrap();
        assert!(output.status.success(), "{name}: {output:?}");
        assert_eq!(String::from_utf8(output.stdout).unwrap(), printed, "{name}");
        assert!(output.stderr.is_empty(), "{name}");
    }
}

#[test]
fn one_can_be_the_contact_oneself() {
    let mut bot = bot("squaring_bot", &["--interactive"]);
    let mut bot = bot
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    bot.stdin.take().unwrap().write_all(b"12\n\n").unwrap();
    let output = bot.wait_with_output().unwrap();
    assert!(output.status.success());
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(printed.ends_with("   bot: 144\n"), "{printed}");
}

#[test]
fn other_arguments_are_an_error() {
    for (name, _) in BOTS {
        let output = bot(name, &["--help"]).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{name}");
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.starts_with("the arguments are none, "), "{error}");
    }
}

#[test]
fn a_server_that_is_not_there_is_an_error() {
    let output = bot("squaring_bot", &["--url", "ws://127.0.0.1:1"]).output();
    let output = output.unwrap();
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(
        error.starts_with("cannot connect to ws://127.0.0.1:1"),
        "{error}"
    );
}
