//! Opening the socket: name resolution, TCP, TLS, and the WebSocket handshake.

use std::future::Future;
use std::io;
use std::pin::Pin;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};
use tracing::Level;

use crate::excerpt;
use crate::protocol::Redial;

use super::endpoint::Endpoint;
use super::ends::io_error;
use super::handshake::{Failure, handshake};
use super::trace::TARGET;
use super::watched::Watched;
use super::{Config, Error, LOG_FILTER};

/// How the task of the connection gets its links.
pub(super) trait Dial: Send + Unpin + 'static {
    type Stream: AsyncRead + AsyncWrite + Unpin + Send + 'static;

    fn dial(&self) -> Dialing<Self::Stream>;

    /// Where to, fit to be shown.
    fn url(&self) -> &str;
}

pub(super) type Dialing<S> = Pin<Box<dyn Future<Output = Result<Link<S>, Error>> + Send>>;

/// An open link.
pub(super) type Link<S> = WebSocketStream<Watched<S>>;

/// Dials a server over TCP.
#[derive(Clone)]
pub(super) struct Dialer {
    endpoint: Endpoint,
    config: Config,
}

impl Dialer {
    pub(super) fn new(url: &str, config: &Config) -> Result<Self, Error> {
        Ok(Self {
            endpoint: Endpoint::new(url, config)?,
            config: config.clone(),
        })
    }

    /// The first link, after as many attempts as the configuration has.
    pub(super) async fn first(&self) -> Result<Link<<Self as Dial>::Stream>, Error> {
        if tracing::enabled!(target: "tungstenite::protocol", Level::TRACE) {
            tracing::warn!(
                target: TARGET,
                filter = LOG_FILTER,
                "records of the WebSocket library show messages and passwords: leave them out by the filter"
            );
        }
        let mut redial = Redial::new(self.config.first_connect, self.config.random());
        loop {
            let error = match self.dial().await {
                Ok(link) => return Ok(link),
                Err(error) => error,
            };
            match redial.next_delay() {
                Some(delay) if error.is_retryable() => {
                    tracing::debug!(target: TARGET, %error, ?delay, "no connection yet");
                    tokio::time::sleep(delay).await;
                }
                _ => return Err(error),
            }
        }
    }

    async fn open(self) -> Result<Link<<Self as Dial>::Stream>, Error> {
        let timeout = self.config.connect_timeout;
        let failure = match tokio::time::timeout(timeout, self.link()).await {
            Ok(Ok(link)) => return Ok(link),
            Ok(Err(failure)) => failure,
            Err(_) => {
                let message = format!("no answer within {timeout:?}");
                io::Error::new(io::ErrorKind::TimedOut, message).into()
            }
        };
        let url = self.endpoint.shown().to_owned();
        Err(match failure {
            Failure::Io(error) => Error::Connect { url, error },
            Failure::Refused(error) => Error::Refused { url, error },
        })
    }

    async fn link(&self) -> Result<Link<<Self as Dial>::Stream>, Failure> {
        let stream = TcpStream::connect(self.endpoint.address()).await?;
        stream.set_nodelay(true)?;
        // A port that nobody listens at, among those given to clients: TCP can connect it with itself.
        if stream.local_addr()? == stream.peer_addr()? {
            return Err(io::Error::from(io::ErrorKind::ConnectionRefused).into());
        }
        #[cfg(not(feature = "tls"))]
        let stream = MaybeTlsStream::Plain(stream);
        #[cfg(feature = "tls")]
        let stream = super::tls::secured(stream, &self.endpoint, &self.config).await?;
        let request = self.endpoint.request().map_err(io_error)?;
        handshake(Watched::new(stream), &request, self.config.websocket()).await
    }
}

impl Dial for Dialer {
    type Stream = MaybeTlsStream<TcpStream>;

    fn dial(&self) -> Dialing<Self::Stream> {
        tracing::debug!(target: TARGET, url = %excerpt(self.endpoint.shown()), "connecting");
        Box::pin(self.clone().open())
    }

    fn url(&self) -> &str {
        self.endpoint.shown()
    }
}
