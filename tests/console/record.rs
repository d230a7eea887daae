//! `console record` and `console replay`.

use std::process::Stdio;

use simplex_api::Client;
use simplex_api::commands::{ApiSetActiveUser, ListUsers, ShowActiveUser};
use simplex_api_tests::process::Served;
use simplex_api_tests::scratch::Scratch;

use crate::tool::{self, console};

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

#[test]
fn a_file_that_is_none_is_told() {
    let output = tool::output(&["replay", "/nowhere"], "");
    assert_eq!(output.status.code(), Some(1));
    assert!(!output.stderr.is_empty() && output.stdout.is_empty());
}
