//! Where to connect, and the request that begins the handshake.

use data_encoding::BASE64;
use tokio_tungstenite::tungstenite;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::http::header::{
    AUTHORIZATION, HeaderMap, HeaderName, HeaderValue,
};
use tokio_tungstenite::tungstenite::http::uri::{Authority, Uri};

use super::{Config, Error};
use crate::excerpt;

/// A URL that was found good.
#[derive(Clone)]
pub(super) struct Endpoint {
    host: String,
    port: u16,
    #[cfg(feature = "tls")]
    is_secure: bool,
    /// Without user and password.
    uri: Uri,
    headers: HeaderMap,
    shown: String,
}

impl Endpoint {
    pub(super) fn new(url: &str, config: &Config) -> Result<Self, Error> {
        let (plain, user) = split_user(url);
        let shown = without_query(&plain).to_owned();
        let problem = |problem| Error::InvalidUrl {
            url: without_query(&without_password(&plain)).to_owned(),
            problem,
        };
        let (uri, is_secure) = parse(&plain).map_err(problem)?;
        let headers = headers(config, user).map_err(problem)?;
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
            shown,
        })
    }

    pub(super) fn address(&self) -> (&str, u16) {
        (&self.host, self.port)
    }

    #[cfg(feature = "tls")]
    pub(super) fn is_secure(&self) -> bool {
        self.is_secure
    }

    /// The URL, fit for a log.
    pub(super) fn shown(&self) -> &str {
        &self.shown
    }

    /// The request that begins the handshake, with a new key.
    pub(super) fn request(&self) -> tungstenite::Result<Request> {
        let mut request = self.uri.clone().into_client_request()?;
        request.headers_mut().extend(self.headers.clone());
        Ok(request)
    }
}

/// The URL, and whether it asks for TLS.
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

/// The headers of the handshake that are not those of every WebSocket.
fn headers(config: &Config, user: Option<String>) -> Result<HeaderMap, String> {
    let mut headers = HeaderMap::new();
    if let Some(user) = user {
        let user = percent_decoded(&user).ok_or("its user or password is not percent-encoded")?;
        let value = format!("Basic {}", BASE64.encode(&user));
        headers.insert(
            AUTHORIZATION,
            header_value(&value).ok_or("its user is no header")?,
        );
    }
    for (name, value) in &config.headers.0 {
        let header: HeaderName = name
            .parse()
            .map_err(|_| format!("`{}` is not the name of a header", excerpt(name)))?;
        let value =
            header_value(value).ok_or_else(|| format!("the header `{name}` has no valid value"))?;
        headers.append(header, value);
    }
    Ok(headers)
}

fn header_value(value: &str) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(value).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// The URL without its user and password, and these.
fn split_user(url: &str) -> (String, Option<String>) {
    let start = url.find("://").map_or(0, |index| index + "://".len());
    let end = url[start..]
        .find(['/', '?', '#'])
        .map_or(url.len(), |index| start + index);
    match url[start..end].rfind('@') {
        Some(at) => {
            let plain = [&url[..start], &url[start + at + 1..]].concat();
            (plain, Some(url[start..start + at].to_owned()))
        }
        None => (url.to_owned(), None),
    }
}

/// What can be told of a URL that is none. A password that is not percent-encoded can go on behind a `/` or `?`,
/// where it is no password any more.
fn without_password(url: &str) -> String {
    let (start, rest) = url.split_at(url.find("://").map_or(0, |index| index + "://".len()));
    let (_, rest) = rest.rsplit_once('@').unwrap_or(("", rest));
    [start, rest].concat()
}

/// A URL that a server gives, without user, password and query.
pub(super) fn without_secrets(url: &str) -> String {
    let (plain, _) = split_user(url);
    without_query(&plain).to_owned()
}

/// A query can be a secret.
fn without_query(url: &str) -> &str {
    url.find(['?', '#']).map_or(url, |index| &url[..index])
}

fn percent_decoded(text: &str) -> Option<Vec<u8>> {
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
    fn a_user_becomes_a_header_and_is_shown_nowhere() {
        let url = "ws://me:p%40ss%3a@127.0.0.1:5225/chat?token=1";
        let endpoint = endpoint(url, &Config::default());
        assert_eq!(endpoint.shown(), "ws://127.0.0.1:5225/chat");
        assert_eq!(endpoint.address(), ("127.0.0.1", 5225));
        let other = Endpoint::new("ws://host/a@b", &Config::default()).unwrap();
        assert_eq!(other.shown(), "ws://host/a@b");
        let request = endpoint.request().unwrap();
        assert_eq!(request.uri(), "ws://127.0.0.1:5225/chat?token=1");
        assert_eq!(request.headers()["host"], "127.0.0.1:5225");
        // me:p@ss:
        assert_eq!(request.headers()["authorization"], "Basic bWU6cEBzczo=");
        assert!(!format!("{request:?}").contains("bWU6"));
    }

    #[test]
    fn headers_are_added_and_not_shown() {
        let config = Config::default().header("X-Token", "geheim");
        let endpoint = endpoint("ws://[::1]", &config);
        assert_eq!(endpoint.address(), ("::1", 80));
        let request = endpoint.request().unwrap();
        assert_eq!(request.headers()["x-token"], "geheim");
        let shown = format!("{config:?}");
        assert!(
            shown.contains("X-Token") && !shown.contains("geheim"),
            "{shown}"
        );
    }

    #[test]
    fn a_scheme_has_any_case() {
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
    fn what_is_no_header_is_refused_without_its_value() {
        for (name, value, problem) in [
            ("a b", "x", "`a b` is not the name of a header"),
            ("a", "gehe\nim", "the header `a` has no valid value"),
        ] {
            let config = Config::default().header(name, value);
            let error = Endpoint::new("ws://127.0.0.1:1", &config).err().unwrap();
            assert!(error.to_string().contains(problem), "{error}");
            assert!(!error.to_string().contains("gehe"), "{error}");
        }
        for url in ["ws://a:ge/heim@b", "ws://a:ge?heim@b"] {
            let error = Endpoint::new(url, &Config::default()).err().unwrap();
            assert!(error.to_string().contains("to `ws://b`: "), "{error}");
        }
        let error = Endpoint::new("ws://a:geheim%@b", &Config::default()).err();
        let error = error.unwrap().to_string();
        assert!(
            error.contains("percent") && !error.contains("geheim"),
            "{error}"
        );
    }
}
