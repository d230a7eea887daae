use std::fmt;

use crate::client::endpoint::without_secrets;
use crate::excerpt;

/// Why what answers at a URL is not a server to connect with.
///
/// Messages name the remedy where there is one.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HandshakeError {
    /// It answered with an HTTP status other than 101.
    #[error("it answers HTTP {status}{}", Hint(*.status, .location.as_deref()))]
    #[non_exhaustive]
    Http {
        /// The status.
        status: u16,
        /// Where it redirects to, without user, password and query.
        location: Option<String>,
    },
    /// It answered something else than the handshake of a WebSocket.
    #[error("it is not a WebSocket server, {problem}: is it the port of `simplex-chat -p PORT`?")]
    #[non_exhaustive]
    NotWebSocket {
        /// What is wrong with the answer.
        problem: &'static str,
    },
    /// It answered with TLS, which the URL does not ask for.
    #[error("it speaks TLS: the URL has to begin with `wss://`, which needs the feature `tls`")]
    TlsExpected,
    /// The handshake of TLS failed: its certificate is not trusted, or it does not speak TLS.
    #[cfg(feature = "tls")]
    #[error("{}{}", excerpt(&.0.to_string()), super::super::tls::hint(.0))]
    Tls(rustls::Error),
}

impl HandshakeError {
    pub(super) fn no_web_socket(problem: &'static str) -> Self {
        Self::NotWebSocket { problem }
    }

    pub(super) fn http(status: u16, location: Option<&str>) -> Self {
        let location = location.map(without_secrets);
        Self::Http { status, location }
    }

    /// Whether the same attempt can succeed a moment later: a proxy says that it does not reach its server (502,
    /// 503, 504 and the like), or that it is asked too often (429). All others stay until something is changed.
    pub fn is_temporary(&self) -> bool {
        matches!(self, Self::Http { status, .. } if passes(*status))
    }
}

/// Whether a status stands for what passes by itself.
fn passes(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 500 | 502..=504 | 506..=599)
}

/// What to do about a status.
struct Hint<'a>(u16, Option<&'a str>);

impl fmt::Display for Hint<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(status, location) = *self;
        f.write_str(match (status, location) {
            (300..=399, Some(location)) => {
                let location = excerpt(location);
                return write!(
                    f,
                    ", a redirect to {location:?}: if the server is there, connect to that, with `ws://` or \
                     `wss://`"
                );
            }
            (300..=399, None) => ", a redirect: connect to where the server is",
            (400, _) => ", it does not take the request: if it speaks TLS, the URL has to begin with `wss://`",
            (401, _) => ", wrong user or password: give both in the URL, `ws://USER:PASSWORD@HOST`",
            (403, _) => ", this client is not admitted: it may need a user, or a header, as `Config::header` adds it",
            (404, _) => ", there is nothing at the path of the URL",
            _ if passes(status) => ", the proxy cannot pass the connection on at the moment",
            _ => ", not a WebSocket: is it the port of `simplex-chat -p PORT`?",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_passes_by_itself_is_temporary() {
        for (status, is_temporary) in [
            (200, false),
            (204, false),
            (301, false),
            (302, false),
            (307, false),
            (400, false),
            (401, false),
            (403, false),
            (404, false),
            (407, false),
            (408, true),
            (425, true),
            (426, false),
            (429, true),
            (500, true),
            (501, false),
            (502, true),
            (503, true),
            (504, true),
            (505, false),
            (522, true),
        ] {
            let error = HandshakeError::http(status, None);
            assert_eq!(error.is_temporary(), is_temporary, "{status}");
        }
    }

    #[test]
    fn a_redirect_is_shown_without_its_secrets() {
        let error =
            HandshakeError::http(302, Some("https://me:secret@host/\u{202e}a?token=secret"));
        let message = error.to_string();
        assert!(message.contains(r#""https://host/\u{202e}a""#), "{message}");
        assert!(
            !format!("{message}{error:?}").contains("secret"),
            "{error:?}"
        );
    }
}
