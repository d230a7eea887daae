use std::io;

use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite;
use tokio_tungstenite::tungstenite::http::uri::{Authority, Uri};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

use super::{Config, Error};

pub(super) type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// Opens the socket: name resolution, TCP, and the WebSocket handshake.
pub(super) async fn dial(url: &str, config: &Config) -> Result<Socket, Error> {
    let uri = parse(url)?;
    let no_delay = true;
    let dial = connect_async_with_config(uri, Some(config.websocket()), no_delay);
    let source = match tokio::time::timeout(config.connect_timeout, dial).await {
        Ok(Ok((socket, _))) => return Ok(socket),
        Ok(Err(error)) => io_error(error),
        Err(_) => io::Error::new(
            io::ErrorKind::TimedOut,
            format!("no answer within {:?}", config.connect_timeout),
        ),
    };
    let url = url.to_owned();
    Err(Error::Connect { url, source })
}

/// The error of the socket, told by its kind where it has one.
pub(super) fn io_error(error: tungstenite::Error) -> io::Error {
    match error {
        tungstenite::Error::Io(error) => error,
        tungstenite::Error::Http(response) => io::Error::other(format!(
            "the answer is HTTP {}, not a WebSocket",
            response.status()
        )),
        other => io::Error::other(other),
    }
}

fn parse(url: &str) -> Result<Uri, Error> {
    let problem = match url.parse() {
        Ok(uri) => match problem(&uri) {
            None => return Ok(uri),
            Some(problem) => problem,
        },
        Err(error) => error.to_string(),
    };
    let url = without_user(url);
    Err(Error::InvalidUrl { url, problem })
}

/// Why nothing can be connected to at a URL that is well-formed.
fn problem(uri: &Uri) -> Option<String> {
    let authority = uri.authority().map_or("", Authority::as_str);
    let host = uri.host().unwrap_or_default();
    let problem = match uri.scheme_str() {
        None => "it has no scheme",
        Some("wss") => "this build has no TLS for `wss`",
        Some("ws") if host.is_empty() => "it has no host",
        Some("ws") if authority.contains('@') => "a user and password would not be sent",
        Some("ws") if authority != host && uri.port_u16().is_none() => "its port is not a port",
        Some("ws") => return None,
        Some(other) => return Some(format!("its scheme is `{other}`, not `ws`")),
    };
    Some(problem.to_owned())
}

/// The URL without user and password, fit for a log.
fn without_user(url: &str) -> String {
    let start = url.find("://").map_or(0, |index| index + "://".len());
    let end = url[start..]
        .find(['/', '?', '#'])
        .map_or(url.len(), |index| start + index);
    match url[start..end].rfind('@') {
        Some(at) => [&url[..start], &url[start + at + 1..]].concat(),
        None => url.to_owned(),
    }
}
