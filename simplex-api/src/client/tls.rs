//! TLS by rustls, with the cryptography of `ring`.

use std::io;
use std::sync::Arc;

use rustls::crypto::ring::default_provider;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, Error, RootCertStore};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_tungstenite::MaybeTlsStream;

use super::Config;
use super::endpoint::Endpoint;
use super::handshake::{Failure, HandshakeError};

/// What to do if there is no TLS at the other end.
const PLAIN: &str = "; if the server does not speak TLS, the URL has to begin with `ws://`";

/// The stream, secured if the endpoint asks for that.
pub(super) async fn secured(
    stream: TcpStream,
    endpoint: &Endpoint,
    config: &Config,
) -> Result<MaybeTlsStream<TcpStream>, Failure> {
    if !endpoint.is_secure() {
        return Ok(MaybeTlsStream::Plain(stream));
    }
    let tls = match &config.tls {
        Some(tls) => tls.clone(),
        None => public().map_err(HandshakeError::Tls)?,
    };
    let (host, _) = endpoint.address();
    let name = ServerName::try_from(host.to_owned()).map_err(io::Error::other)?;
    match TlsConnector::from(tls).connect(name, stream).await {
        Ok(stream) => Ok(MaybeTlsStream::Rustls(stream)),
        Err(error) => Err(failure(error)),
    }
}

/// What fails by the rules of TLS will fail again; a connection that is lost may only be the end of a server.
fn failure(error: io::Error) -> Failure {
    match error
        .get_ref()
        .and_then(|error| error.downcast_ref::<Error>())
    {
        Some(error) => HandshakeError::Tls(error.clone()).into(),
        None => io::Error::new(error.kind(), format!("{error}{PLAIN}")).into(),
    }
}

/// What to do about an error.
pub(super) fn hint(error: &Error) -> &'static str {
    match error {
        Error::InvalidCertificate(_) => {
            "; `Config::tls` says which certificates are trusted besides those of public authorities"
        }
        Error::InvalidMessage(_) => PLAIN,
        _ => "",
    }
}

/// Trusts the public authorities.
fn public() -> Result<Arc<ClientConfig>, Error> {
    let roots = RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}
