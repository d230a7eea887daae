//! Observes the bytes that are read from a stream.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// The maximum size of a close frame.
const MAX_CLOSE_FRAME: usize = 2 + 125;

/// A stream that records whether something was read, and the last bytes.
///
/// Any byte from the server is activity, even in the middle of a frame. The last bytes are needed because tungstenite
/// replaces an invalid code in a close frame.
#[derive(Debug)]
pub(in crate::client) struct ActivityStream<S> {
    stream: S,
    has_read: bool,
    tail: Vec<u8>,
}

impl<S> ActivityStream<S> {
    pub(in crate::client) fn new(stream: S) -> Self {
        Self {
            stream,
            has_read: false,
            tail: Vec::new(),
        }
    }

    /// Whether something was read since the last call.
    pub(super) fn take_has_read(&mut self) -> bool {
        std::mem::take(&mut self.has_read)
    }

    /// The code and the reason of the close frame at the end of what was read.
    pub(super) fn close_frame(&self) -> Option<(u16, String)> {
        (0..self.tail.len()).find_map(|start| match &self.tail[start..] {
            [0x88, length, high, low, reason @ ..] if usize::from(*length) == 2 + reason.len() => {
                let reason = String::from_utf8_lossy(reason).into_owned();
                Some((u16::from_be_bytes([*high, *low]), reason))
            }
            _ => None,
        })
    }

    fn on_read(&mut self, bytes: &[u8]) {
        self.has_read |= !bytes.is_empty();
        let end = &bytes[bytes.len().saturating_sub(MAX_CLOSE_FRAME)..];
        let excess = (self.tail.len() + end.len()).saturating_sub(MAX_CLOSE_FRAME);
        self.tail.drain(..excess.min(self.tail.len()));
        self.tail.extend_from_slice(end);
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for ActivityStream<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let result = Pin::new(&mut self.stream).poll_read(cx, buffer);
        self.on_read(&buffer.filled()[before..]);
        result
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for ActivityStream<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close_frame(reads: &[&[u8]]) -> Option<(u16, String)> {
        let mut stream = ActivityStream::new(());
        reads.iter().for_each(|read| stream.on_read(read));
        assert!(stream.tail.len() <= MAX_CLOSE_FRAME);
        stream.close_frame()
    }

    #[test]
    fn a_close_frame_is_found_at_the_end() {
        let long = [&[0x88, 125, 3, 231][..], &[b'x'; 123]].concat();
        let found = Some((999, "bye".to_owned()));
        assert_eq!(close_frame(&[b"\x88\x05\x03\xe7bye"]), found);
        assert_eq!(
            close_frame(&[&[0; 300], b"\x81\x88", b"\x88\x05\x03", b"\xe7bye"]),
            found
        );
        assert_eq!(
            close_frame(&[&[7; 126], &long]),
            Some((999, "x".repeat(123)))
        );
        for none in [&b""[..], b"\x88", b"\x88\x00", b"\x88\x02\x03\xe7\x81\x00"] {
            assert_eq!(close_frame(&[none]), None, "{none:?}");
        }
    }
}
