//! Where to connect, and the request that begins the handshake.

use data_encoding::BASE64;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::http::header::{
    AUTHORIZATION, HeaderMap, HeaderName, HeaderValue,
};
use tokio_tungstenite::tungstenite::http::uri::{Authority, Uri};

use super::{Config, Error};

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

    pub(super) fn request(&self) -> impl IntoClientRequest + Unpin + use<> {
        Handshake(self.clone())
    }
}

struct Handshake(Endpoint);

impl IntoClientRequest for Handshake {
    fn into_client_request(self) -> tokio_tungstenite::tungstenite::Result<Request> {
        let mut request = self.0.uri.into_client_request()?;
        request.headers_mut().extend(self.0.headers);
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
    let is_secure = match uri.scheme_str() {
        Some("ws") => false,
        Some("wss") if cfg!(feature = "tls") => true,
        Some("wss") => return Err("this build has no TLS for `wss`".into()),
        Some(other) => return Err(format!("its scheme is `{other}`, not `ws`")),
        None => return Err("it has no scheme".into()),
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
            .map_err(|_| format!("`{name}` is not the name of a header"))?;
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
        let request = endpoint.request().into_client_request().unwrap();
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
        let request = endpoint.request().into_client_request().unwrap();
        assert_eq!(request.headers()["x-token"], "geheim");
        let shown = format!("{config:?}");
        assert!(
            shown.contains("X-Token") && !shown.contains("geheim"),
            "{shown}"
        );
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
