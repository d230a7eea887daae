use std::io::Write;
use std::process::Stdio;

use super::{BOTS, bot};

#[test]
fn they_print_what_is_said_of_them() {
    for (name, printed) in BOTS {
        let output = bot(name, &[]).output().unwrap();
        assert!(output.status.success(), "{name}: {output:?}");
        assert_eq!(String::from_utf8(output.stdout).unwrap(), printed, "{name}");
        assert!(output.stderr.is_empty(), "{name}");
    }
}

/// Nobody reads on, as behind `| head`.
#[test]
fn a_closed_output_ends_them_quietly() {
    for (name, _) in BOTS {
        let mut bot = bot(name, &[]);
        let bot = bot.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut bot = bot.spawn().unwrap();
        drop(bot.stdout.take());
        let output = bot.wait_with_output().unwrap();
        assert!(output.status.success(), "{name}: {output:?}");
        assert!(output.stderr.is_empty(), "{name}: {output:?}");
    }
}

#[test]
fn one_can_go_on_oneself() {
    for (name, said, answer) in [
        ("broadcast_bot", "hello?", "I only bring news."),
        ("extra_commands", "/sum", "23"),
        ("file_bot", "hello?", "I wait for a text file."),
        ("moderator_bot", "/forgive", "All warnings are forgotten."),
        ("squaring_bot", "12", "144"),
        (
            "support_bot",
            "When?",
            "I do not know. Shall I call a /person?",
        ),
    ] {
        let mut bot = bot(name, &["--interactive"]);
        let bot = bot.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut bot = bot.spawn().unwrap();
        let mut keyboard = bot.stdin.take().unwrap();
        keyboard
            .write_all(format!("{said}\n\n").as_bytes())
            .unwrap();
        let output = bot.wait_with_output().unwrap();
        assert!(output.status.success(), "{name}");
        let printed = String::from_utf8(output.stdout).unwrap();
        let end = format!("   bot: {answer}\n");
        assert!(printed.ends_with(&end), "{name}: {printed}");
    }
}

#[test]
fn they_tell_their_arguments() {
    for (name, _) in BOTS {
        let output = bot(name, &["--help"]).output().unwrap();
        assert!(output.status.success(), "{name}");
        let help = String::from_utf8(output.stdout).unwrap();
        for argument in ["--interactive", "--url URL", "--help"] {
            assert!(help.contains(argument), "{name}: {help}");
        }
    }
}

#[test]
fn other_arguments_are_an_error() {
    for (name, _) in BOTS {
        let output = bot(name, &["--uri", "ws://127.0.0.1:1"]).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{name}");
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            error, "what is `--uri`? `--help` tells the arguments\n",
            "{name}"
        );
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
