//! The cost of the server, the socket and the runtime alone.

use std::io;

use tokio::net::TcpStream;

use super::server::Server;

const HEAD: &str = "GET / HTTP/1.1\r\nHost: bench\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
    Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n";

const REQUEST: &str = r#"{"corrId":"1","cmd":"/ok"}"#;
const ANSWER: &str = r#"{"corrId":"1","resp":{"type":"cmdOk"}}"#;

/// A socket that sends prepared frames and only counts the bytes of the answers.
pub(super) struct RawSocket {
    tcp: TcpStream,
    requests: Vec<u8>,
    answers: usize,
    at_a_time: usize,
}

impl RawSocket {
    pub(super) async fn connect(at_a_time: usize) -> io::Result<Self> {
        let tcp = TcpStream::connect(Server::url().trim_start_matches("ws://")).await?;
        tcp.set_nodelay(true)?;
        write(&tcp, HEAD.as_bytes()).await?;
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            tcp.readable().await?;
            match tcp.try_read_buf(&mut head) {
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                read => drop(read?),
            }
        }
        // A text message in one frame, with a mask of zeros.
        let mut request = vec![0x81, 0x80 | REQUEST.len() as u8, 0, 0, 0, 0];
        request.extend_from_slice(REQUEST.as_bytes());
        Ok(Self {
            tcp,
            requests: request.repeat(at_a_time),
            answers: (2 + ANSWER.len()) * at_a_time,
            at_a_time,
        })
    }

    /// Performs at least this number of round trips.
    pub(super) async fn round_trips(&self, times: usize) -> io::Result<()> {
        let mut chunk = [0; 1 << 14];
        for _ in 0..times.div_ceil(self.at_a_time) {
            write(&self.tcp, &self.requests).await?;
            let mut left = self.answers;
            while left > 0 {
                self.tcp.readable().await?;
                match self.tcp.try_read(&mut chunk) {
                    Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                    Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
                    read => left = left.checked_sub(read?).ok_or(io::ErrorKind::InvalidData)?,
                }
            }
        }
        Ok(())
    }
}

async fn write(tcp: &TcpStream, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match tcp.try_write(bytes) {
            Err(error) if error.kind() == io::ErrorKind::WouldBlock => tcp.writable().await?,
            written => bytes = &bytes[written?..],
        }
    }
    Ok(())
}
