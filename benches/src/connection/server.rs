//! A server with minimal cost, in separate threads.

use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::LazyLock;
use std::thread;

use serde::Deserialize;
use serde_json::value::RawValue;
use tungstenite::handshake::derive_accept_key;

use crate::fixtures;

/// The tag of the event after the requested ones.
pub(super) const LAST: &str = "last";

/// The minimum number of bytes in a write, if available.
const CHUNK: usize = 1 << 16;

/// The server for all clients.
pub(super) struct Server {
    url: String,
}

static SERVER: LazyLock<Server> = LazyLock::new(|| {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let url = format!("ws://{}", listener.local_addr().expect("an address"));
    thread::spawn(move || {
        for tcp in listener.incoming() {
            thread::spawn(move || Connection::new(tcp?)?.serve());
        }
    });
    Server { url }
});

impl Server {
    pub(super) fn url() -> &'static str {
        &SERVER.url
    }
}

struct Connection {
    tcp: TcpStream,
    read: Vec<u8>,
    written: Vec<u8>,
    event: Vec<u8>,
    user: &'static str,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request<'a> {
    corr_id: &'a str,
    cmd: &'a str,
}

impl Connection {
    /// Accepts a connection and performs the handshake.
    fn new(mut tcp: TcpStream) -> io::Result<Self> {
        tcp.set_nodelay(true)?;
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            tcp.read_exact(&mut byte)?;
            head.push(byte[0]);
        }
        let head = String::from_utf8(head).expect("HTTP");
        let mut fields = head.lines().filter_map(|line| line.split_once(": "));
        let (_, key) = fields
            .find(|(name, _)| name.eq_ignore_ascii_case("sec-websocket-key"))
            .expect("a key");
        let accept = derive_accept_key(key.as_bytes());
        let answer = format!(
            "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: {accept}\r\n\r\n"
        );
        tcp.write_all(answer.as_bytes())?;

        #[derive(Deserialize)]
        struct Event<'a> {
            #[serde(borrow)]
            user: &'a RawValue,
        }
        let event = fixtures::direct();
        let Event { user } = serde_json::from_str(event.body).expect("an event");
        let mut connection = Self {
            tcp,
            read: Vec::new(),
            written: Vec::new(),
            event: Vec::new(),
            user: user.get(),
        };
        connection.send(event.frame);
        connection.event = std::mem::take(&mut connection.written);
        Ok(connection)
    }

    /// Answers all received requests with one write, until the client disconnects.
    fn serve(mut self) -> io::Result<()> {
        let mut chunk = vec![0; CHUNK];
        loop {
            match self.tcp.read(&mut chunk)? {
                0 => return Ok(()),
                bytes => self.read.extend_from_slice(&chunk[..bytes]),
            }
            while let Some(text) = self.next_frame() {
                self.answer(&text)?;
            }
            self.flush()?;
        }
    }

    /// The text of the next frame, if it was received completely. Other kinds of frames are ignored.
    fn next_frame(&mut self) -> Option<String> {
        let [_, length, rest @ ..] = &self.read[..] else {
            return None;
        };
        let (length, rest) = match length & 0x7f {
            126 => {
                let (length, rest) = rest.split_first_chunk()?;
                (usize::from(u16::from_be_bytes(*length)), rest)
            }
            length => (usize::from(length), rest),
        };
        let (mask, rest) = rest.split_first_chunk::<4>()?;
        let payload = rest.get(..length)?;
        let unmasked = payload.iter().zip(mask.iter().cycle());
        let text = unmasked.map(|(byte, mask)| byte ^ mask).collect();
        let taken = self.read.len() - rest.len() + length;
        self.read.drain(..taken);
        String::from_utf8(text).ok()
    }

    fn answer(&mut self, text: &str) -> io::Result<()> {
        // It may be a close frame.
        let Ok(Request { corr_id, cmd }) = serde_json::from_str(text) else {
            return Ok(());
        };
        let resp = match cmd.split_once(' ') {
            Some(("/events", count)) => {
                self.events(count.parse().expect("a number"))?;
                r#"{"type":"cmdOk"}"#.to_owned()
            }
            _ if cmd == "/user" => format!(r#"{{"type":"activeUser","user":{}}}"#, self.user),
            _ if cmd == "/v" => {
                r#"{"type":"versionInfo","versionInfo":{"version":"7.0.0.0"}}"#.to_owned()
            }
            _ => r#"{"type":"cmdOk"}"#.to_owned(),
        };
        self.send(&format!(r#"{{"corrId":"{corr_id}","resp":{resp}}}"#));
        Ok(())
    }

    fn events(&mut self, count: usize) -> io::Result<()> {
        for _ in 0..count {
            self.written.extend_from_slice(&self.event);
            if self.written.len() >= CHUNK {
                self.flush()?;
            }
        }
        self.send(&format!(r#"{{"resp":{{"type":"{LAST}"}}}}"#));
        Ok(())
    }

    fn send(&mut self, text: &str) {
        const TEXT: u8 = 0x81;
        match u8::try_from(text.len()) {
            Ok(length @ ..126) => self.written.extend_from_slice(&[TEXT, length]),
            _ => {
                let length = u16::try_from(text.len()).expect("a frame of less than 64 KB");
                self.written.extend_from_slice(&[TEXT, 126]);
                self.written.extend_from_slice(&length.to_be_bytes());
            }
        }
        self.written.extend_from_slice(text.as_bytes());
    }

    fn flush(&mut self) -> io::Result<()> {
        self.tcp.write_all(&self.written)?;
        self.written.clear();
        Ok(())
    }
}
