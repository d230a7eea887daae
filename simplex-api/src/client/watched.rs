//! What is known of a stream beside the frames that it carries.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// The most bytes that a close frame has.
const CLOSE_FRAME: usize = 2 + 125;

/// A stream whose reads are noticed.
///
/// Any byte from the server is a sign of life, also one in the middle of a frame. And the last bytes are those of the
/// close frame: tungstenite replaces a code in it that is not valid by one of its own.
#[derive(Debug)]
pub(super) struct Watched<S> {
    stream: S,
    has_read: bool,
    last: Vec<u8>,
}

impl<S> Watched<S> {
    pub(super) fn new(stream: S) -> Self {
        Self {
            stream,
            has_read: false,
            last: Vec::new(),
        }
    }

    /// Whether something was read since this was last asked.
    pub(super) fn take_has_read(&mut self) -> bool {
        std::mem::take(&mut self.has_read)
    }

    /// The code and the reason of the close frame that was read last, if there is nothing behind it.
    pub(super) fn close_frame(&self) -> Option<(u16, String)> {
        let starts = 0..self.last.len();
        starts
            .into_iter()
            .find_map(|start| match &self.last[start..] {
                [0x88, length, high, low, reason @ ..]
                    if usize::from(*length) == 2 + reason.len() =>
                {
                    let reason = String::from_utf8_lossy(reason).into_owned();
                    Some((u16::from_be_bytes([*high, *low]), reason))
                }
                _ => None,
            })
    }

    fn note(&mut self, bytes: &[u8]) {
        self.has_read |= !bytes.is_empty();
        let news = &bytes[bytes.len().saturating_sub(CLOSE_FRAME)..];
        let excess = (self.last.len() + news.len()).saturating_sub(CLOSE_FRAME);
        self.last.drain(..excess.min(self.last.len()));
        self.last.extend_from_slice(news);
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Watched<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        let result = Pin::new(&mut self.stream).poll_read(cx, buffer);
        self.note(&buffer.filled()[before..]);
        result
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Watched<S> {
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
        let mut watched = Watched::new(());
        reads.iter().for_each(|read| watched.note(read));
        assert!(watched.last.len() <= CLOSE_FRAME);
        watched.close_frame()
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
