use std::io::Write;
use std::process::Stdio;

use super::{BOTS, bot};

#[test]
fn the_bots_print_the_expected_conversations() {
    for (name, printed) in BOTS {
        let output = bot(name, &[]).output().unwrap();
        assert!(output.status.success(), "{name}: {output:?}");
        assert_eq!(String::from_utf8(output.stdout).unwrap(), printed, "{name}");
        assert!(output.stderr.is_empty(), "{name}");
    }
}

/// Like `| head`, which closes its input.
#[test]
fn the_bots_end_without_an_error_if_the_output_is_closed() {
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
fn the_user_can_continue_the_conversation() {
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
fn help_lists_the_arguments() {
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
fn unknown_arguments_are_an_error() {
    for (name, _) in BOTS {
        let output = bot(name, &["--uri", "ws://127.0.0.1:1"]).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{name}");
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(error, "unknown argument `--uri`; see `--help`\n", "{name}");
    }
}

#[test]
fn a_failed_connection_is_an_error() {
    let output = bot("squaring_bot", &["--url", "ws://127.0.0.1:1"]).output();
    let output = output.unwrap();
    assert_eq!(output.status.code(), Some(1));
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(
        error.starts_with("cannot connect to ws://127.0.0.1:1"),
        "{error}"
    );
}
