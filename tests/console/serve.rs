//! `console serve`.

use std::io::{BufRead, BufReader};
use std::process::Stdio;

use simplex_api::Client;
use simplex_api::commands::{ApiCreateMyAddress, ShowActiveUser};

use crate::tool::{Running, console};

/// Starts a server; its first line says where.
fn serve(args: &[&str], input: Stdio) -> (Running, String) {
    let mut console = console([&["serve"], args].concat());
    let mut running = Running(console.stdin(input).spawn().unwrap());
    let output = running.0.stdout.take().unwrap();
    let mut line = String::new();
    BufReader::new(output).read_line(&mut line).unwrap();
    (running, line.trim_end().to_owned())
}

async fn use_it(url: &str) {
    let (client, _events) = Client::connect(url).await.unwrap();
    let user = client.send(&ShowActiveUser::new()).await.unwrap().user;
    let created = client.send(&ApiCreateMyAddress::new(user.user_id));
    assert!(
        !created
            .await
            .unwrap()
            .conn_link_contact
            .conn_full_link
            .is_empty()
    );
    client.close().await;
}

#[tokio::test]
async fn it_serves_until_its_input_ends() {
    let (mut running, url) = serve(&[], Stdio::piped());
    assert!(
        url.starts_with("ws://127.0.0.1:") && !url.ends_with(":0"),
        "{url}"
    );
    use_it(&url).await;
    use_it_again_fails_to_create(&url).await;
    drop(running.0.stdin.take());
    assert!(running.ends());
}

/// The state is the server's, not the connection's.
async fn use_it_again_fails_to_create(url: &str) {
    let (client, _events) = Client::connect(url).await.unwrap();
    assert!(client.send(&ApiCreateMyAddress::new(1)).await.is_err());
}

#[tokio::test]
async fn it_listens_where_it_is_told_to() {
    let (_running, url) = serve(&["--listen", "127.0.0.1:0"], Stdio::piped());
    use_it(&url).await;
    let (_running, url) = serve(&["--listen", "[::1]:0"], Stdio::piped());
    if !url.is_empty() {
        assert!(url.starts_with("ws://[::1]:"));
        use_it(&url).await;
    }
}

#[cfg(unix)]
#[tokio::test]
async fn without_an_input_it_runs_on() {
    let (mut running, url) = serve(&[], Stdio::null());
    use_it(&url).await;
    assert!(running.0.try_wait().unwrap().is_none());
}
