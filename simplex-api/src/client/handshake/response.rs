//! The head of the HTTP response to a handshake.

use tokio_tungstenite::tungstenite::handshake::client::Request;

use super::error::HandshakeError;

/// The maximum size of the head, in bytes.
const MAX_LEN: usize = 16 << 10;

/// The start of every HTTP response.
const HTTP_PREFIX: &[u8] = b"HTTP/1.";

const PROTOCOL_HEADER: &str = "Sec-WebSocket-Protocol";

/// The status and the headers.
#[derive(Debug)]
pub(super) struct Response {
    status: u16,
    headers: Vec<(String, String)>,
    /// The length of the head in bytes.
    pub(super) len: usize,
}

impl Response {
    /// Parses the head in the bytes received so far. `None` if it is incomplete.
    pub(super) fn parse(received: &[u8]) -> Result<Option<Self>, HandshakeError> {
        if is_tls(received) {
            return Err(HandshakeError::TlsExpected);
        }
        if !received
            .iter()
            .zip(HTTP_PREFIX)
            .all(|(byte, expected)| byte == expected)
        {
            return Err(HandshakeError::not_web_socket("its answer is not HTTP"));
        }
        let Some(len) = head_len(received) else {
            return if received.len() < MAX_LEN {
                Ok(None)
            } else {
                Err(HandshakeError::not_web_socket(
                    "the headers of its answer are too long",
                ))
            };
        };
        let head = String::from_utf8_lossy(&received[..len]);
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1));
        let status = status.and_then(|status| status.parse().ok());
        let headers = lines.filter_map(|line| {
            let (name, value) = line.split_once(':')?;
            Some((name.to_owned(), value.trim().to_owned()))
        });
        Ok(Some(Self {
            status: status.ok_or(HandshakeError::not_web_socket("its answer has no status"))?,
            headers: headers.collect(),
            len,
        }))
    }

    /// Checks that it accepts the request.
    pub(super) fn check(&self, request: &Request, key: &str) -> Result<(), HandshakeError> {
        if self.status != 101 {
            let location = self.values("Location").next();
            return Err(HandshakeError::http(self.status, location));
        }
        let problem = if !self.has("Upgrade", "websocket") {
            "its answer has no `Upgrade: websocket`"
        } else if !self.has("Connection", "upgrade") {
            "its answer has no `Connection: Upgrade`"
        } else if self.values("Sec-WebSocket-Accept").next() != Some(key) {
            "the `Sec-WebSocket-Accept` of its answer is wrong"
        } else if !self
            .values(PROTOCOL_HEADER)
            .all(|name| is_offered(request, name))
        {
            "it selected a protocol that was not offered"
        } else if self.values("Sec-WebSocket-Extensions").next().is_some() {
            "it uses extensions that were not offered"
        } else {
            return Ok(());
        };
        Err(HandshakeError::not_web_socket(problem))
    }

    /// The values of a header.
    fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = move |(other, _): &&(String, String)| other.eq_ignore_ascii_case(name);
        self.headers.iter().filter(named).map(|(_, value)| &**value)
    }

    /// Whether a list header has this item.
    fn has(&self, name: &str, item: &str) -> bool {
        let items = self.values(name).flat_map(|value| value.split(','));
        items
            .into_iter()
            .any(|other| other.trim().eq_ignore_ascii_case(item))
    }
}

/// A TLS record: an alert or a handshake, version 3.
fn is_tls(received: &[u8]) -> bool {
    matches!(received, [0x15 | 0x16] | [0x15 | 0x16, 0x03, ..])
}

/// The length up to and including the first empty line.
fn head_len(received: &[u8]) -> Option<usize> {
    let mut lines = received.split_inclusive(|byte| *byte == b'\n');
    let mut len = 0;
    lines.find_map(|line| {
        len += line.len();
        matches!(line, b"\r\n" | b"\n").then_some(len)
    })
}

fn is_offered(request: &Request, protocol: &str) -> bool {
    let offered = request.headers().get_all(PROTOCOL_HEADER);
    let names = offered.iter().filter_map(|value| value.to_str().ok());
    let mut names = names.flat_map(|value| value.split(','));
    names.any(|name| name.trim() == protocol)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn request() -> Request {
        let request = Request::builder().uri("ws://127.0.0.1:5225");
        request.header(PROTOCOL_HEADER, "a, b").body(()).unwrap()
    }

    /// Checks a response with this status and these headers.
    fn check(status: &str, headers: &[&str]) -> Result<(), HandshakeError> {
        let lines: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
        let text = format!("HTTP/1.1 {status}\r\n{lines}Sec-WebSocket-Accept: key\r\n\r\n\u{81}");
        let response = Response::parse(text.as_bytes())?.expect("a complete head");
        assert_eq!(response.len, text.len() - 2);
        response.check(&request(), "key")
    }

    #[test]
    fn headers_are_case_insensitive_lists() {
        for headers in [
            &["Upgrade: websocket", "Connection: Upgrade"][..],
            &["upgrade:WebSocket", "connection:keep-alive, Upgrade"],
            &[
                "Upgrade: h2c, websocket",
                "Connection: keep-alive",
                "Connection: UPGRADE",
            ],
            &[
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Protocol: b",
            ],
        ] {
            assert!(check("101", headers).is_ok(), "{headers:?}");
        }
    }

    #[test]
    fn errors_say_why_it_is_not_a_web_socket() {
        for (headers, problem) in [
            (&["Connection: Upgrade"][..], "Upgrade: websocket"),
            (
                &["Upgrade: websocket", "Connection: close"],
                "Connection: Upgrade",
            ),
            (
                &[
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Protocol: c",
                ],
                "protocol",
            ),
            (
                &[
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Extensions: x",
                ],
                "extensions",
            ),
        ] {
            let error = check("101", headers).unwrap_err().to_string();
            assert!(error.contains(problem), "{error}");
        }
        for (text, problem) in [
            ("SSH-2.0-OpenSSH", "not HTTP"),
            ("\u{15}\u{3}", "TLS"),
            ("HTTP/1.1\r\n\r\n", "no status"),
            ("HTTP/1.1 x\r\n\r\n", "no status"),
            (
                &("HTTP/1.1 101\r\n".to_owned() + &"a: b\r\n".repeat(4000)),
                "too long",
            ),
        ] {
            let error = Response::parse(text.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(problem), "{error}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_parsed_without_a_panic(bytes in vec(any::<u8>(), 0..300), lines in 0_usize..5) {
            let text = [b"HTTP/1.1 101", &bytes[..], &b"\r\na:b".repeat(lines), b"\r\n\r\n"].concat();
            for text in [&text, &bytes] {
                if let Ok(Some(response)) = Response::parse(text) {
                    prop_assert!(response.len <= text.len());
                    prop_assert!(response.check(&request(), "key").is_err());
                }
            }
        }
    }

    #[test]
    fn the_head_may_arrive_in_parts() {
        let text = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";
        for end in 0..text.len() {
            assert!(matches!(Response::parse(&text[..end]), Ok(None)), "{end}");
        }
        assert!(matches!(Response::parse(text), Ok(Some(_))));
        assert!(matches!(Response::parse(b"HTTP/1.0 404 \n\n"), Ok(Some(_))));
    }
}
