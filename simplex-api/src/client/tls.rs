//! TLS by rustls, with the cryptography of `ring`.

use std::io;
use std::sync::Arc;

use rustls::crypto::ring::default_provider;
use rustls::{ClientConfig, RootCertStore};
use tokio_tungstenite::Connector;

use super::Config;
use super::endpoint::Endpoint;

/// How the link to the endpoint is secured, if at all.
pub(super) fn connector(endpoint: &Endpoint, config: &Config) -> io::Result<Connector> {
    if !endpoint.is_secure() {
        return Ok(Connector::Plain);
    }
    let tls = match &config.tls {
        Some(tls) => tls.clone(),
        None => public().map_err(io::Error::other)?,
    };
    Ok(Connector::Rustls(tls))
}

/// Trusts the public authorities.
fn public() -> Result<Arc<ClientConfig>, rustls::Error> {
    let roots = RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
    let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}
