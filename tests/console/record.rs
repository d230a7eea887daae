//! `console record` and `console replay`.

use std::io::ErrorKind;
use std::process::Stdio;

#[cfg(unix)]
use nix::sys::signal::Signal;
use simplex_api::Client;
use simplex_api::commands::{ApiSetActiveUser, ListUsers, ShowActiveUser};
use simplex_api_testing::{ChatServer, Recorder, Recording};
use simplex_api_tests::process::Served;
use simplex_api_tests::scratch::Scratch;

#[cfg(unix)]
use crate::program::signal;
use crate::program::{self, console};

fn started(args: &[&str]) -> Served {
    Served::start(&mut console(args), Stdio::piped())
}

#[tokio::test]
async fn a_conversation_is_recorded_and_replayed() {
    let folder = Scratch::new("record");
    let path = folder.path().join("replayed.jsonl");
    let path = path.to_str().unwrap();
    let server = started(&["serve"]);
    let mut recorder = started(&["record", "--url", &server.url, path]);
    let (client, _events) = Client::connect(&recorder.url).await.unwrap();
    let user = client.send(&ShowActiveUser::new()).await.unwrap();
    let hidden = ApiSetActiveUser::new(1).view_pwd("pass-word");
    let _ = client.send(&hidden).await;
    client.close().await;
    recorder.end_input();
    assert!(recorder.running.ends());
    let recorded = std::fs::read_to_string(path).unwrap();
    assert!(
        recorded.contains("/user") && !recorded.contains("pass-word"),
        "{recorded}"
    );

    for (args, wrong, ends_well) in [
        (&["replay", path][..], false, true),
        (&["replay", "--lenient", path], false, true),
        (&["replay", path], true, false),
    ] {
        let mut replay = started(args);
        let (client, _events) = Client::connect(&replay.url).await.unwrap();
        assert_eq!(client.send(&ShowActiveUser::new()).await.unwrap(), user);
        let _ = client.send(&hidden).await;
        if wrong {
            client.send(&ListUsers::new()).await.unwrap_err();
        }
        client.close().await;
        replay.end_input();
        assert_eq!(replay.running.ends(), ends_well, "{args:?}");
    }
}

/// Each frame is written before the next, so that the file is complete however the recorder ends.
#[cfg(unix)]
#[tokio::test]
async fn frames_are_recorded_at_once() {
    let folder = Scratch::new("record-at-once");
    let server = started(&["serve"]);
    for (name, end) in [("killed", Signal::SIGKILL), ("terminated", Signal::SIGTERM)] {
        let path = folder.path().join(name);
        let file = path.to_str().unwrap();
        let mut recorder = started(&["record", "--url", &server.url, file]);
        assert!(path.exists(), "the file is opened first");
        let (client, _events) = Client::connect(&recorder.url).await.unwrap();
        client.send(&ShowActiveUser::new()).await.unwrap();
        let recording = Recording::load(&path).unwrap();
        let has = |text: &str| {
            recording
                .lines()
                .iter()
                .any(|line| line.text.contains(text))
        };
        assert!(has("/user") && has("activeUser"), "{recording}");
        signal(&recorder.running, end);
        assert_eq!(recorder.running.ends(), end == Signal::SIGTERM, "{name}");
    }
}

#[test]
fn a_file_that_cannot_be_written_is_reported_at_once() {
    let folder = Scratch::new("record-nowhere");
    let old = folder.path().join("old");
    std::fs::write(&old, "old").unwrap();
    let nowhere = folder.path().join("no/folder");
    for (path, problem) in [(&old, "already exists"), (&nowhere, "cannot be written")] {
        let args = [
            "record",
            "--url",
            "ws://127.0.0.1:1",
            path.to_str().unwrap(),
        ];
        let output = program::output(&args, "");
        assert_eq!(output.status.code(), Some(1));
        assert!(output.stdout.is_empty());
        let error = String::from_utf8(output.stderr).unwrap();
        assert!(error.contains(problem), "{error}");
    }
    assert_eq!(std::fs::read_to_string(&old).unwrap(), "old");
}

/// A full disk.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_write_error_is_reported_and_the_proxy_continues() {
    let server = ChatServer::start().await.unwrap();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full");
    let recorder = Recorder::bind_to(server.url(), "127.0.0.1:0", full.unwrap());
    let recorder = recorder.await.unwrap();
    let (client, _events) = Client::connect(&recorder.url()).await.unwrap();
    client.send(&ShowActiveUser::new()).await.unwrap();
    assert_eq!(recorder.failure().await.kind(), ErrorKind::StorageFull);
}

#[test]
fn an_invalid_recording_is_reported() {
    let output = program::output(&["replay", "/nowhere"], "");
    assert_eq!(output.status.code(), Some(1));
    assert!(!output.stderr.is_empty() && output.stdout.is_empty());
}
