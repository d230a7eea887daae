//! The parsed URL of the server, and the request that starts the handshake.

use data_encoding::BASE64;
use tokio_tungstenite::tungstenite;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::http::header::{
    AUTHORIZATION, HeaderMap, HeaderName, HeaderValue,
};
use tokio_tungstenite::tungstenite::http::uri::{Authority, Uri};

use crate::excerpt;

use super::config::Config;
use super::error::Error;
use super::redact::{redact, redact_invalid, split_credentials};

/// A valid URL.
#[derive(Clone)]
pub(super) struct Endpoint {
    host: String,
    port: u16,
    #[cfg(feature = "tls")]
    is_secure: bool,
    /// The URL without user and password.
    uri: Uri,
    headers: HeaderMap,
    display_url: String,
}

impl Endpoint {
    pub(super) fn new(url: &str, config: &Config) -> Result<Self, Error> {
        let (plain, credentials) = split_credentials(url);
        let invalid = |problem| Error::InvalidUrl {
            url: redact_invalid(url),
            problem,
        };
        let (uri, is_secure) = parse(&plain).map_err(invalid)?;
        let headers = headers(config, credentials).map_err(invalid)?;
        let host = uri.host().unwrap_or_default();
        let port = uri.port_u16().unwrap_or(if is_secure { 443 } else { 80 });
        Ok(Self {
            // An IPv6 address is resolved without its brackets.
            host: host.trim_matches(['[', ']']).to_owned(),
            port,
            #[cfg(feature = "tls")]
            is_secure,
            uri,
            headers,
            display_url: redact(url),
        })
    }

    pub(super) fn address(&self) -> (&str, u16) {
        (&self.host, self.port)
    }

    #[cfg(feature = "tls")]
    pub(super) fn is_secure(&self) -> bool {
        self.is_secure
    }

    /// The URL without secrets, for messages and logs.
    pub(super) fn display_url(&self) -> &str {
        &self.display_url
    }

    /// The request that starts the handshake, with a new key.
    pub(super) fn request(&self) -> tungstenite::Result<Request> {
        let mut request = self.uri.clone().into_client_request()?;
        request.headers_mut().extend(self.headers.clone());
        Ok(request)
    }
}

/// The error of a connection to `url` that could not be started.
#[cfg(feature = "blocking")]
pub(crate) fn connect_error(url: &str, config: &Config, error: std::io::Error) -> Error {
    match Endpoint::new(url, config) {
        Ok(endpoint) => Error::Connect {
            url: endpoint.display_url,
            error,
        },
        Err(invalid_url) => invalid_url,
    }
}

/// Parses a URL. Returns whether it requires TLS.
fn parse(url: &str) -> Result<(Uri, bool), String> {
    let uri: Uri = url
        .parse()
        .map_err(|error: <Uri as std::str::FromStr>::Err| error.to_string())?;
    let authority = uri.authority().map_or("", Authority::as_str);
    let host = uri.host().unwrap_or_default();
    let scheme = uri.scheme_str().ok_or("it has no scheme")?;
    let is_secure = match &*scheme.to_ascii_lowercase() {
        "ws" => false,
        "wss" if cfg!(feature = "tls") => true,
        "wss" => return Err("this build has no TLS: `wss` needs the feature `tls`".into()),
        _ => return Err(format!("its scheme is `{scheme}`, not `ws`")),
    };
    if host.is_empty() {
        return Err("it has no host".into());
    }
    if authority != host && uri.port_u16().is_none() {
        return Err("its port is not a port".into());
    }
    Ok((uri, is_secure))
}

/// The headers of the handshake besides those of every WebSocket.
fn headers(config: &Config, credentials: Option<String>) -> Result<HeaderMap, String> {
    let mut headers = HeaderMap::new();
    if let Some(credentials) = credentials {
        let credentials =
            percent_decode(&credentials).ok_or("its user or password is not percent-encoded")?;
        let value = format!("Basic {}", BASE64.encode(&credentials));
        headers.insert(
            AUTHORIZATION,
            header_value(&value).ok_or("its user or password is not a valid header value")?,
        );
    }
    for (name, value) in &config.headers.0 {
        let header: HeaderName = name
            .parse()
            .map_err(|_| format!("`{}` is not a valid header name", excerpt(name)))?;
        let value = header_value(value)
            .ok_or_else(|| format!("the value of the header `{name}` is not valid"))?;
        headers.append(header, value);
    }
    Ok(headers)
}

fn header_value(value: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(value).ok()?;
    value.set_sensitive(true);
    Some(value)
}

fn percent_decode(text: &str) -> Option<Vec<u8>> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::new();
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => {
                let mut digit = || char::from(bytes.next()?).to_digit(16);
                let code = digit()? * 16 + digit()?;
                u8::try_from(code).ok()?
            }
            byte => byte,
        });
    }
    Some(decoded)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint(url: &str, config: &Config) -> Endpoint {
        Endpoint::new(url, config).unwrap()
    }

    #[test]
    fn credentials_become_a_header_and_are_not_shown() {
        let url = "ws://me:p%40ss%3a@127.0.0.1:5225/chat?token=1";
        let endpoint = endpoint(url, &Config::default());
        assert_eq!(endpoint.display_url(), "ws://127.0.0.1:5225/chat");
        assert_eq!(endpoint.address(), ("127.0.0.1", 5225));
        let other = Endpoint::new("ws://host/a@b", &Config::default()).unwrap();
        assert_eq!(other.display_url(), "ws://host/a@b");
        let request = endpoint.request().unwrap();
        assert_eq!(request.uri(), "ws://127.0.0.1:5225/chat?token=1");
        assert_eq!(request.headers()["host"], "127.0.0.1:5225");
        // me:p@ss:
        assert_eq!(request.headers()["authorization"], "Basic bWU6cEBzczo=");
        assert!(!format!("{request:?}").contains("bWU6"));
    }

    #[test]
    fn headers_are_sent_and_their_values_not_shown() {
        let config = Config::default().header("X-Token", "hidden");
        let endpoint = endpoint("ws://[::1]", &config);
        assert_eq!(endpoint.address(), ("::1", 80));
        let request = endpoint.request().unwrap();
        assert_eq!(request.headers()["x-token"], "hidden");
        let shown = format!("{config:?}");
        assert!(
            shown.contains("X-Token") && !shown.contains("hidden"),
            "{shown}"
        );
    }

    #[test]
    fn the_scheme_is_case_insensitive() {
        for (url, port) in [
            ("WS://host", 80),
            ("Ws://host:1", 1),
            #[cfg(feature = "tls")]
            ("Wss://host", 443),
        ] {
            let endpoint = endpoint(url, &Config::default());
            assert_eq!(endpoint.address(), ("host", port), "{url}");
            assert!(endpoint.request().is_ok(), "{url}");
        }
    }

    #[test]
    fn an_invalid_header_is_rejected_without_showing_its_value() {
        for (name, value, problem) in [
            ("a b", "x", "`a b` is not a valid header name"),
            ("a", "hidd\nen", "the value of the header `a` is not valid"),
        ] {
            let config = Config::default().header(name, value);
            let error = Endpoint::new("ws://127.0.0.1:1", &config).err().unwrap();
            assert!(error.to_string().contains(problem), "{error}");
            assert!(!error.to_string().contains("hidd"), "{error}");
        }
        for url in ["ws://a:hi/dden@b", "ws://a:hi?dden@b"] {
            let error = Endpoint::new(url, &Config::default()).err().unwrap();
            assert!(error.to_string().contains("to `ws://b`: "), "{error}");
        }
        let error = Endpoint::new("ws://a:hidden%@b", &Config::default()).err();
        let error = error.unwrap().to_string();
        assert!(
            error.contains("percent") && !error.contains("hidden"),
            "{error}"
        );
    }
}
