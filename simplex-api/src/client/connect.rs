//! Opening the socket: name resolution, TCP, TLS, and the WebSocket handshake.

use std::future::Future;
use std::io;
use std::pin::Pin;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream};

use crate::protocol::Redial;

use super::endpoint::Endpoint;
use super::ends::io_error;
use super::heard::{Heard, Watched};
use super::trace::TARGET;
use super::{Config, Error};

/// How the task of the connection gets its links.
pub(super) trait Dial: Send + Unpin + 'static {
    type Stream: AsyncRead + AsyncWrite + Unpin + Send + 'static;

    fn dial(&self) -> Dialing<Self::Stream>;

    /// Where to, fit to be shown.
    fn url(&self) -> &str;
}

pub(super) type Dialing<S> = Pin<Box<dyn Future<Output = Result<Link<S>, Error>> + Send>>;

/// An open link.
pub(super) struct Link<S> {
    pub(super) socket: WebSocketStream<S>,
    pub(super) heard: Heard,
}

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
        let error = match tokio::time::timeout(timeout, self.handshake()).await {
            Ok(Ok(link)) => return Ok(link),
            Ok(Err(error)) => io_error(error),
            Err(_) => {
                let message = format!("no answer within {timeout:?}");
                io::Error::new(io::ErrorKind::TimedOut, message)
            }
        };
        let url = self.endpoint.shown().to_owned();
        Err(Error::Connect { url, error })
    }

    async fn handshake(&self) -> tungstenite::Result<Link<<Self as Dial>::Stream>> {
        let stream = TcpStream::connect(self.endpoint.address()).await?;
        stream.set_nodelay(true)?;
        // A port that nobody listens at, among those given to clients: TCP can connect it with itself.
        if stream.local_addr()? == stream.peer_addr()? {
            return Err(io::Error::from(io::ErrorKind::ConnectionRefused).into());
        }
        let heard = Heard::default();
        let stream = Watched::new(stream, heard.clone());
        let request = self.endpoint.request();
        let websocket = Some(self.config.websocket());
        #[cfg(not(feature = "tls"))]
        let handshake = tokio_tungstenite::client_async_with_config(
            request,
            MaybeTlsStream::Plain(stream),
            websocket,
        );
        #[cfg(feature = "tls")]
        let handshake = tokio_tungstenite::client_async_tls_with_config(
            request,
            stream,
            websocket,
            Some(super::tls::connector(&self.endpoint, &self.config)?),
        );
        let (socket, _) = handshake.await?;
        Ok(Link { socket, heard })
    }
}

impl Dial for Dialer {
    type Stream = MaybeTlsStream<Watched<TcpStream>>;

    fn dial(&self) -> Dialing<Self::Stream> {
        tracing::debug!(target: TARGET, url = self.endpoint.shown(), "connecting");
        Box::pin(self.clone().open())
    }

    fn url(&self) -> &str {
        self.endpoint.shown()
    }
}
