use std::fmt;

use crate::client::redact::redact;
use crate::excerpt;

/// Why the server that answers at a URL cannot be used.
///
/// Messages include the remedy if there is one.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum HandshakeError {
    /// It answered with an HTTP status other than 101.
    #[error("it answers HTTP {status}{}", StatusHint(*.status, .location.as_deref()))]
    #[non_exhaustive]
    Http {
        /// The status.
        status: u16,
        /// Where it redirects to, without user, password and query.
        location: Option<String>,
    },
    /// It did not answer with a WebSocket handshake.
    #[error("it is not a WebSocket server, {problem}: is it the port of `simplex-chat -p PORT`?")]
    #[non_exhaustive]
    NotWebSocket {
        /// What is wrong with the answer.
        problem: &'static str,
    },
    /// It answered with TLS, but the URL starts with `ws://`.
    #[error("it uses TLS: the URL must start with `wss://`, which needs the feature `tls`")]
    TlsExpected,
    /// The TLS handshake failed: its certificate is not trusted, or it does not use TLS.
    #[cfg(feature = "tls")]
    #[error("{}{}", excerpt(&.0.to_string()), tls_hint(.0))]
    Tls(rustls::Error),
}

impl HandshakeError {
    pub(super) fn not_web_socket(problem: &'static str) -> Self {
        Self::NotWebSocket { problem }
    }

    pub(super) fn http(status: u16, location: Option<&str>) -> Self {
        let location = location.map(redact);
        Self::Http { status, location }
    }

    /// Whether a retry can succeed: a proxy cannot reach its server (502, 503, 504 and similar), or limits the rate
    /// (429). All other errors are permanent until something is changed.
    pub fn is_temporary(&self) -> bool {
        matches!(self, Self::Http { status, .. } if is_temporary(*status))
    }
}

/// Whether a status is a temporary error.
fn is_temporary(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 500 | 502..=504 | 506..=599)
}

/// The remedy for a status.
struct StatusHint<'a>(u16, Option<&'a str>);

impl fmt::Display for StatusHint<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(status, location) = *self;
        f.write_str(match (status, location) {
            (300..=399, Some(location)) => {
                let location = excerpt(location);
                return write!(
                    f,
                    ", a redirect to {location:?}: if that is the server, use its URL with `ws://` or `wss://`"
                );
            }
            (300..=399, None) => ", a redirect: use the URL of the server itself",
            (400, _) => ", it rejects the request: if it uses TLS, the URL must start with `wss://`",
            (401, _) => ", wrong user or password: put both into the URL, `ws://USER:PASSWORD@HOST`",
            (403, _) => ", it refuses this client: it may need a user in the URL, or a header, see `Config::header`",
            (404, _) => ", the path of the URL does not exist",
            _ if is_temporary(status) => ", the proxy cannot reach the server at the moment",
            _ => ", not a WebSocket: is it the port of `simplex-chat -p PORT`?",
        })
    }
}

/// The remedy if the server does not use TLS.
#[cfg(feature = "tls")]
pub(in crate::client) const NO_TLS_HINT: &str =
    "; if the server does not use TLS, the URL must start with `ws://`";

/// The remedy for a TLS error.
#[cfg(feature = "tls")]
fn tls_hint(error: &rustls::Error) -> &'static str {
    match error {
        rustls::Error::InvalidCertificate(_) => {
            "; `Config::tls` sets which certificates are trusted besides those of public authorities"
        }
        rustls::Error::InvalidMessage(_) => NO_TLS_HINT,
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_proxy_errors_are_temporary() {
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
