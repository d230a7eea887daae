//! Opening a socket: name resolution, TCP, TLS, and the WebSocket handshake.

use std::future::Future;
use std::io;
use std::pin::Pin;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};
use tracing::Level;

use crate::client::config::Config;
use crate::client::endpoint::Endpoint;
use crate::client::error::Error;
use crate::client::handshake::{DialError, handshake};
use crate::client::trace::{LOG_FILTER, TARGET};
use crate::excerpt;
use crate::protocol::Redial;

use super::activity::ActivityStream;
use super::close::io_error;

/// How the task of the connection gets its sockets.
pub(in crate::client) trait Dial: Send + Unpin + 'static {
    type Stream: AsyncRead + AsyncWrite + Unpin + Send + 'static;

    fn dial(&self) -> Dialing<Self::Stream>;

    /// The URL of the server, without secrets.
    fn display_url(&self) -> &str;
}

pub(in crate::client) type Dialing<S> =
    Pin<Box<dyn Future<Output = Result<Socket<S>, Error>> + Send>>;

/// An open WebSocket.
pub(in crate::client) type Socket<S> = WebSocketStream<ActivityStream<S>>;

/// Dials a server over TCP.
#[derive(Clone)]
pub(in crate::client) struct Dialer {
    endpoint: Endpoint,
    config: Config,
}

impl Dialer {
    pub(in crate::client) fn new(url: &str, config: &Config) -> Result<Self, Error> {
        Ok(Self {
            endpoint: Endpoint::new(url, config)?,
            config: config.clone(),
        })
    }

    /// Opens the first socket, with as many attempts as [`Config::connect_retry`] allows.
    pub(in crate::client) async fn connect(&self) -> Result<Socket<<Self as Dial>::Stream>, Error> {
        if tracing::enabled!(target: "tungstenite::protocol", Level::TRACE) {
            tracing::warn!(
                target: TARGET,
                filter = LOG_FILTER,
                "records of the WebSocket library contain messages and passwords: turn them off with this filter"
            );
        }
        let mut redial = Redial::new(self.config.connect_retry, self.config.seed_or_random());
        loop {
            let error = match self.dial().await {
                Ok(socket) => return Ok(socket),
                Err(error) => error,
            };
            match redial.next_delay() {
                Some(delay) if error.is_retryable() => {
                    tracing::debug!(target: TARGET, %error, ?delay, "not connected yet");
                    tokio::time::sleep(delay).await;
                }
                _ => return Err(error),
            }
        }
    }

    async fn open(self) -> Result<Socket<<Self as Dial>::Stream>, Error> {
        let timeout = self.config.connect_timeout;
        let error = match tokio::time::timeout(timeout, self.try_open()).await {
            Ok(Ok(socket)) => return Ok(socket),
            Ok(Err(error)) => error,
            Err(_) => {
                let message = format!("no answer within {timeout:?}");
                io::Error::new(io::ErrorKind::TimedOut, message).into()
            }
        };
        let url = self.endpoint.display_url().to_owned();
        Err(match error {
            DialError::Io(error) => Error::Connect { url, error },
            DialError::Refused(error) => Error::Refused { url, error },
        })
    }

    async fn try_open(&self) -> Result<Socket<<Self as Dial>::Stream>, DialError> {
        let stream = TcpStream::connect(self.endpoint.address()).await?;
        stream.set_nodelay(true)?;
        // TCP can connect a socket to itself, if no server listens and the port is in the range of client ports.
        if stream.local_addr()? == stream.peer_addr()? {
            return Err(io::Error::from(io::ErrorKind::ConnectionRefused).into());
        }
        #[cfg(not(feature = "tls"))]
        let stream = MaybeTlsStream::Plain(stream);
        #[cfg(feature = "tls")]
        let stream = super::tls::secure(stream, &self.endpoint, &self.config).await?;
        let request = self.endpoint.request().map_err(io_error)?;
        let stream = ActivityStream::new(stream);
        handshake(stream, &request, self.config.websocket()).await
    }
}

impl Dial for Dialer {
    type Stream = MaybeTlsStream<TcpStream>;

    fn dial(&self) -> Dialing<Self::Stream> {
        tracing::debug!(target: TARGET, url = %excerpt(self.endpoint.display_url()), "connecting");
        Box::pin(self.clone().open())
    }

    fn display_url(&self) -> &str {
        self.endpoint.display_url()
    }
}
