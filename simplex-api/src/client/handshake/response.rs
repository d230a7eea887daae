//! The head of the answer to a handshake.

use tokio_tungstenite::tungstenite::handshake::client::Request;

use super::HandshakeError;

/// How long the head may be, in bytes.
const LONGEST: usize = 16 << 10;

/// What every answer of an HTTP server begins with.
const HTTP: &[u8] = b"HTTP/1.";

const PROTOCOL: &str = "Sec-WebSocket-Protocol";

/// The status and the headers.
#[derive(Debug)]
pub(super) struct Response {
    status: u16,
    headers: Vec<(String, String)>,
    /// How many bytes they have.
    pub(super) length: usize,
}

impl Response {
    /// Reads the head of what was received so far. `None` if it goes on.
    pub(super) fn parse(received: &[u8]) -> Result<Option<Self>, HandshakeError> {
        if is_tls(received) {
            return Err(HandshakeError::TlsExpected);
        }
        if !received.iter().zip(HTTP).all(|(byte, http)| byte == http) {
            return Err(HandshakeError::no_web_socket("its answer is not HTTP"));
        }
        let Some(length) = head_length(received) else {
            return if received.len() < LONGEST {
                Ok(None)
            } else {
                Err(HandshakeError::no_web_socket(
                    "the headers of its answer do not end",
                ))
            };
        };
        let head = String::from_utf8_lossy(&received[..length]);
        let mut lines = head.lines();
        let status = lines.next().and_then(|line| line.split(' ').nth(1));
        let status = status.and_then(|status| status.parse().ok());
        let headers = lines.filter_map(|line| {
            let (name, value) = line.split_once(':')?;
            Some((name.to_owned(), value.trim().to_owned()))
        });
        Ok(Some(Self {
            status: status.ok_or(HandshakeError::no_web_socket("its answer has no status"))?,
            headers: headers.collect(),
            length,
        }))
    }

    /// Whether it accepts the request.
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
            "its answer has another `Sec-WebSocket-Accept` than the key asks for"
        } else if !self.values(PROTOCOL).all(|name| is_offered(request, name)) {
            "it speaks a protocol that it was not offered"
        } else if self.values("Sec-WebSocket-Extensions").next().is_some() {
            "it uses extensions that it was not offered"
        } else {
            return Ok(());
        };
        Err(HandshakeError::no_web_socket(problem))
    }

    /// The values of a header.
    fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = move |(other, _): &&(String, String)| other.eq_ignore_ascii_case(name);
        self.headers.iter().filter(named).map(|(_, value)| &**value)
    }

    /// Whether a header that is a list has this item.
    fn has(&self, name: &str, item: &str) -> bool {
        let items = self.values(name).flat_map(|value| value.split(','));
        items
            .into_iter()
            .any(|other| other.trim().eq_ignore_ascii_case(item))
    }
}

/// A record of TLS: an alert or a handshake of version 3.
fn is_tls(received: &[u8]) -> bool {
    matches!(received, [0x15 | 0x16] | [0x15 | 0x16, 0x03, ..])
}

/// The length up to the first empty line, with it.
fn head_length(received: &[u8]) -> Option<usize> {
    let mut lines = received.split_inclusive(|byte| *byte == b'\n');
    let mut length = 0;
    lines.find_map(|line| {
        length += line.len();
        matches!(line, b"\r\n" | b"\n").then_some(length)
    })
}

fn is_offered(request: &Request, protocol: &str) -> bool {
    let offered = request.headers().get_all(PROTOCOL);
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
        request.header(PROTOCOL, "a, b").body(()).unwrap()
    }

    /// What comes of an answer with these lines between the status and the key.
    fn answered(status: &str, headers: &[&str]) -> Result<(), HandshakeError> {
        let lines: String = headers.iter().map(|line| format!("{line}\r\n")).collect();
        let text = format!("HTTP/1.1 {status}\r\n{lines}Sec-WebSocket-Accept: key\r\n\r\n\u{81}");
        let response = Response::parse(text.as_bytes())?.expect("a whole answer");
        assert_eq!(response.length, text.len() - 2);
        response.check(&request(), "key")
    }

    #[test]
    fn headers_are_lists_in_any_case() {
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
            assert!(answered("101", headers).is_ok(), "{headers:?}");
        }
    }

    #[test]
    fn what_is_no_web_socket_is_named() {
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
            let error = answered("101", headers).unwrap_err().to_string();
            assert!(error.contains(problem), "{error}");
        }
        for (text, problem) in [
            ("SSH-2.0-OpenSSH", "not HTTP"),
            ("\u{15}\u{3}", "TLS"),
            ("HTTP/1.1\r\n\r\n", "no status"),
            ("HTTP/1.1 x\r\n\r\n", "no status"),
            (
                &("HTTP/1.1 101\r\n".to_owned() + &"a: b\r\n".repeat(4000)),
                "do not end",
            ),
        ] {
            let error = Response::parse(text.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(problem), "{error}");
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_an_answer_or_none(bytes in vec(any::<u8>(), 0..300), lines in 0_usize..5) {
            let text = [b"HTTP/1.1 101", &bytes[..], &b"\r\na:b".repeat(lines), b"\r\n\r\n"].concat();
            for text in [&text, &bytes] {
                if let Ok(Some(response)) = Response::parse(text) {
                    prop_assert!(response.length <= text.len());
                    prop_assert!(response.check(&request(), "key").is_err());
                }
            }
        }
    }

    #[test]
    fn an_answer_may_come_in_parts() {
        let text = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n";
        for end in 0..text.len() {
            assert!(matches!(Response::parse(&text[..end]), Ok(None)), "{end}");
        }
        assert!(matches!(Response::parse(text), Ok(Some(_))));
        assert!(matches!(Response::parse(b"HTTP/1.0 404 \n\n"), Ok(Some(_))));
    }
}
