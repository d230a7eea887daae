//! TLS by rustls, with the cryptography of `ring`.

use std::io;
use std::sync::Arc;

use rustls::crypto::ring::default_provider;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, Error, RootCertStore};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_tungstenite::MaybeTlsStream;

use crate::client::config::Config;
use crate::client::endpoint::Endpoint;
use crate::client::handshake::{DialError, HandshakeError, NO_TLS_HINT};

/// Wraps the stream in TLS if the URL is `wss://`.
pub(super) async fn secure(
    stream: TcpStream,
    endpoint: &Endpoint,
    config: &Config,
) -> Result<MaybeTlsStream<TcpStream>, DialError> {
    if !endpoint.is_secure() {
        return Ok(MaybeTlsStream::Plain(stream));
    }
    let tls = match &config.tls {
        Some(tls) => tls.clone(),
        None => public_roots().map_err(HandshakeError::Tls)?,
    };
    let (host, _) = endpoint.address();
    let name = ServerName::try_from(host.to_owned()).map_err(io::Error::other)?;
    match TlsConnector::from(tls).connect(name, stream).await {
        Ok(stream) => Ok(MaybeTlsStream::Rustls(stream)),
        Err(error) => Err(dial_error(error)),
    }
}

/// A TLS error is permanent. A lost connection is not: the server may be restarting.
fn dial_error(error: io::Error) -> DialError {
    match error
        .get_ref()
        .and_then(|error| error.downcast_ref::<Error>())
    {
        Some(error) => HandshakeError::Tls(error.clone()).into(),
        None => io::Error::new(error.kind(), format!("{error}{NO_TLS_HINT}")).into(),
    }
}

/// A configuration that trusts the public authorities.
fn public_roots() -> Result<Arc<ClientConfig>, Error> {
    let roots = RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}
