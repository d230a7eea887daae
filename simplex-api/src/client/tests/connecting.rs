use std::time::{Duration, Instant};

use tokio::io::AsyncWriteExt;
use tokio::net::{TcpListener, TcpSocket};
use tokio_tungstenite::tungstenite::handshake::server::Request;

use super::*;

async fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("ws://{}", listener.local_addr().unwrap());
    (listener, url)
}

/// A port that no process listens on, reserved so that no other process can.
fn reserve_port() -> (TcpSocket, String) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind(([127, 0, 0, 1], 0).into()).unwrap();
    let url = format!("ws://{}", socket.local_addr().unwrap());
    (socket, url)
}

#[tokio::test]
async fn a_client_works_over_a_real_socket() {
    let (listener, url) = listen().await;
    let server = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut socket = tokio_tungstenite::accept_async(stream).await.unwrap();
        for (request, answer) in [
            (
                r#"{"corrId":"1","cmd":"/v"}"#,
                r#"{"corrId":"1","resp":{"type":"versionInfo","versionInfo":{"version":"7.0.1"}}}"#,
            ),
            (
                r#"{"corrId":"2","cmd":"/u"}"#,
                r#"{"corrId":"2","resp":{"type":"activeUser"}}"#,
            ),
        ] {
            let message = poll_fn(|cx| Pin::new(&mut socket).poll_next(cx)).await;
            assert_eq!(message.unwrap().unwrap().to_text().unwrap(), request);
            socket.send(answer.into()).await.unwrap();
        }
        while poll_fn(|cx| Pin::new(&mut socket).poll_next(cx))
            .await
            .is_some()
        {}
    });
    let (client, mut events) = Client::connect(&url).await.unwrap();
    assert_eq!(client.server_version(), "7.0.1".parse().ok());
    assert_eq!(client.send_raw("/u").await.unwrap().tag(), "activeUser");
    client.close().await;
    assert_eq!(kind(events.next().await), "closed: the client was closed");
    server.await.unwrap();
}

#[tokio::test]
async fn a_missing_server_is_reported_immediately() {
    let (_port, url) = reserve_port();
    let start = Instant::now();
    let error = Client::connect(&url).await.unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(5), "no timeout");
    assert!(error.to_string().contains(&url), "{error}");
    assert!(matches!(
        &error,
        Error::Connect { error, .. } if error.kind() == std::io::ErrorKind::ConnectionRefused
    ));
    assert!(error.is_retryable() && !error.was_sent());
}

#[tokio::test]
async fn a_server_that_sends_nothing_times_out() {
    let (_listener, url) = listen().await;
    let config = Config::default().connect_timeout(Duration::from_millis(50));
    let error = Client::connect_with(&url, &config).await.unwrap_err();
    assert!(
        error.to_string().contains("no answer within 50ms"),
        "{error}"
    );
}

#[tokio::test]
async fn a_server_that_is_not_a_web_socket_is_reported() {
    let (listener, url) = listen().await;
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let answer = b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n";
        stream.write_all(answer).await.unwrap();
        std::future::pending::<()>().await;
    });
    let error = Client::connect(&url).await.unwrap_err();
    assert!(error.to_string().contains("HTTP 404"), "{error}");
    assert!(matches!(error, Error::Refused { .. }) && !error.is_retryable());
}

#[tokio::test]
async fn an_invalid_url_is_reported_with_the_remedy() {
    for (url, problem) in [
        ("", "empty"),
        ("127.0.0.1:5225", "no scheme"),
        ("http://127.0.0.1:5225", "`http`, not `ws`"),
        #[cfg(not(feature = "tls"))]
        ("wss://chat.example", "no TLS"),
        ("ws://", "empty"),
        #[cfg(not(feature = "tls"))]
        ("WSS://chat.example", "the feature `tls`"),
        ("ws://:5225", "no host"),
        ("ws://127.0.0.1:99999", "its port"),
        ("ws://127.0.0.1:", "its port"),
        ("ws://me:secret%@127.0.0.1:5225", "percent"),
        ("http://me:secret@127.0.0.1/?secret", "`http`, not `ws`"),
    ] {
        let error = Client::connect(url).await.unwrap_err();
        let message = error.to_string();
        assert!(
            matches!(error, Error::InvalidUrl { .. }),
            "{url}: {message}"
        );
        assert!(message.contains(problem), "{url}: {message}");
        assert!(message.contains("ws://127.0.0.1:5225"), "{url}: {message}");
        assert!(!message.contains("secret"));
    }
}

#[tokio::test]
async fn the_first_connection_can_be_retried() {
    let (port, url) = reserve_port();
    let config = Config::default()
        .version_timeout(None)
        .connect_retry(Reconnect::endless());
    let server = async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        let listener = port.listen(1).unwrap();
        let (stream, _) = listener.accept().await.unwrap();
        tokio_tungstenite::accept_async(stream).await.unwrap()
    };
    let (client, _server) = tokio::join!(Client::connect_with(&url, &config), server);
    assert!(client.unwrap().0.is_connected());

    let (_port, url) = reserve_port();
    let config = config.connect_retry(Reconnect::attempts(3));
    let error = Client::connect_with(&url, &config).await.unwrap_err();
    assert!(matches!(error, Error::Connect { .. }), "{error}");
}

#[tokio::test]
async fn headers_are_sent_to_the_proxy_and_not_shown() {
    let (listener, url) = listen().await;
    let url = url.replace("ws://", "ws://me:hidden@") + "/bot?token=hidden";
    let config = Config::default()
        .version_timeout(None)
        .header("X-Token", "hidden");
    let server = async {
        let (stream, _) = listener.accept().await.unwrap();
        let mut seen = None;
        #[allow(clippy::result_large_err, reason = "the callback is tungstenite's")]
        let look = |request: &Request, response| {
            seen = Some(request.clone());
            Ok(response)
        };
        let socket = tokio_tungstenite::accept_hdr_async(stream, look).await;
        (socket.unwrap(), seen.unwrap())
    };
    let (client, (server, request)) = tokio::join!(Client::connect_with(&url, &config), server);
    let (client, mut events) = client.unwrap();
    assert_eq!(request.uri(), "/bot?token=hidden");
    assert_eq!(request.headers()["x-token"], "hidden");
    // me:hidden
    assert_eq!(request.headers()["authorization"], "Basic bWU6aGlkZGVu");
    assert!(!format!("{client:?} {config:?}").contains("hidden"));

    drop((server, listener));
    let item = events.next().await;
    assert!(!format!("{item:?}").contains("hidden"));
    let error = Client::connect_with(&url, &config).await.unwrap_err();
    assert!(
        !format!("{error} {error:?}").contains("hidden"),
        "{error:?}"
    );
}

#[test]
fn handles_and_futures_are_send() {
    fn send_sync<T: Send + Sync + 'static>() {}
    fn clone<T: Clone>() {}
    fn send<T: Send>(_: &T) {}
    fn stream<T: Stream<Item = Incoming> + Unpin>() {}
    send_sync::<Client>();
    clone::<Client>();
    send_sync::<Events>();
    send_sync::<Error>();
    send_sync::<Incoming>();
    stream::<Events>();
    fn futures(client: &Client, events: &mut Events) {
        send(&Client::connect("ws://127.0.0.1:5225"));
        send(&client.send(&Say::new("it")));
        send(&client.send_raw("/u"));
        send(&client.close());
        send(&client.drain());
        send(&client.closed());
        send(&events.next());
    }
    let _ = futures;
}
