//! Invalid arguments.

use crate::program;

#[test]
fn wrong_arguments_get_the_usage() {
    let wrong: &[&[&str]] = &[
        &[],
        &["enkode"],
        &["encode", "twice"],
        &["spec", "--api"],
        &["spec", "--api", "5.0"],
        &["serve", "127.0.0.1:0"],
        &["serve", "--contact"],
        &["serve", "--contact", "alice", "--contact", "ben"],
        &["connect", "--help"],
        &["record", "file"],
        &["replay"],
    ];
    for args in wrong {
        let output = program::output(args, "");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty());
        let usage = String::from_utf8(output.stderr).unwrap();
        assert!(usage.starts_with("usage: console encode "), "{usage}");
    }
}

#[test]
fn help_prints_the_usage() {
    for arg in ["--help", "-h"] {
        let output = program::output(&[arg], "");
        assert!(output.status.success() && output.stderr.is_empty());
        let usage = String::from_utf8(output.stdout).unwrap();
        assert!(usage.starts_with("usage: console encode "), "{usage}");
    }
}

#[test]
fn no_input_gets_no_output() {
    for subcommand in ["encode", "decode", "inbound"] {
        assert_eq!(
            program::answers(subcommand, ""),
            [] as [serde_json::Value; 0]
        );
    }
}

#[test]
fn an_invalid_address_is_reported() {
    for args in [["serve", "--listen", "nowhere"], ["connect", "nowhere", ""]] {
        let args: Vec<_> = args.into_iter().filter(|arg| !arg.is_empty()).collect();
        let output = program::output(&args, "");
        assert_eq!(output.status.code(), Some(1), "{args:?}");
        assert!(!output.stderr.is_empty() && output.stdout.is_empty());
    }
}
