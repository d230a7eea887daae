use std::sync::Arc;

use rustls::crypto::ring::default_provider;
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::{ClientConfig, RootCertStore, ServerConfig};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

use super::*;

/// A server with a self-signed certificate, its URL, and a client configuration that trusts it.
async fn secure() -> (TcpListener, TlsAcceptor, String, ClientConfig) {
    let made = rcgen::generate_simple_self_signed(["127.0.0.1".to_owned()]).unwrap();
    let certificate = made.cert.der().clone();
    let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
    let provider = Arc::new(default_provider());
    let server = ServerConfig::builder_with_provider(provider.clone())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![certificate.clone()], key.into())
        .unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(certificate).unwrap();
    let client = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("wss://{}", listener.local_addr().unwrap());
    (listener, TlsAcceptor::from(Arc::new(server)), url, client)
}

#[tokio::test]
async fn a_link_can_use_tls() {
    let (listener, acceptor, url, trusting) = secure().await;
    let config = Config::default()
        .version_timeout(None)
        .tls(Arc::new(trusting));
    let server = async {
        let (stream, _) = listener.accept().await.unwrap();
        let stream = acceptor.accept(stream).await.unwrap();
        let mut socket = tokio_tungstenite::accept_async(stream).await.unwrap();
        let request = poll_fn(|cx| Pin::new(&mut socket).poll_next(cx)).await;
        let request = request.unwrap().unwrap();
        assert_eq!(request.to_text().unwrap(), r#"{"corrId":"1","cmd":"/u"}"#);
        let answer = r#"{"corrId":"1","resp":{"type":"activeUser"}}"#;
        socket.send(answer.into()).await.unwrap();
        socket
    };
    let client = async {
        let (client, events) = Client::connect_with(&url, &config).await.unwrap();
        assert_eq!(client.send_raw("/u").await.unwrap().tag(), "activeUser");
        (client, events)
    };
    let _ = tokio::join!(server, client);
}

#[tokio::test]
async fn a_self_signed_certificate_is_rejected() {
    let (listener, acceptor, url, _) = secure().await;
    let server = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        acceptor.accept(stream).await.is_err()
    });
    let error = Client::connect(&url).await.unwrap_err();
    assert!(error.to_string().contains("certificate"), "{error}");
    assert!(error.to_string().contains("`Config::tls`"), "{error}");
    assert!(matches!(error, Error::Refused { .. }) && !error.is_retryable());
    assert!(server.await.unwrap());
}

#[tokio::test]
async fn wss_to_a_plain_port_is_reported() {
    for (answer, is_retryable) in [
        ("HTTP/1.1 400 Bad Request\r\n\r\n", false),
        // It may be a proxy whose server is down.
        ("", true),
    ] {
        let (listener, _, url, _) = secure().await;
        let server = async {
            let (mut stream, _) = listener.accept().await.unwrap();
            stream.write_all(answer.as_bytes()).await.unwrap();
            stream.shutdown().await.unwrap();
            // Closing a connection with unread data would reset it.
            tokio::io::copy(&mut stream, &mut tokio::io::sink()).await
        };
        let config = Config::default();
        let (error, _) = tokio::join!(Client::connect_with(&url, &config), server);
        let error = error.unwrap_err();
        assert!(error.to_string().contains("start with `ws://`"), "{error}");
        assert_eq!(error.is_retryable(), is_retryable, "{error}");
    }
}

#[tokio::test]
async fn ws_to_a_tls_port_is_reported() {
    let (listener, acceptor, url, _) = secure().await;
    let server = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        acceptor.accept(stream).await.is_err()
    });
    let error = Client::connect(&url.replace("wss", "ws"))
        .await
        .unwrap_err();
    assert!(matches!(error, Error::Refused { .. }) && !error.is_retryable());
    assert!(error.to_string().contains("start with `wss://`"), "{error}");
    assert!(server.await.unwrap());
}
