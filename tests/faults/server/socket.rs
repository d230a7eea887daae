//! A TCP stream that is cut where its script says.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::Cut;

pub(super) struct Socket {
    tcp: TcpStream,
    readable: usize,
    writable: usize,
    byte_by_byte: bool,
    /// The previous poll returned `Pending`: the next one writes.
    waited: bool,
}

impl Socket {
    pub(super) fn new(tcp: TcpStream, cut: Cut, byte_by_byte: bool) -> Self {
        let (readable, writable) = match cut {
            Cut::Never => (usize::MAX, usize::MAX),
            Cut::EndAfterSending(bytes) | Cut::ResetAfterSending(bytes) => (usize::MAX, bytes),
            Cut::ResetAfterReading(bytes) => (bytes, usize::MAX),
        };
        Self {
            tcp,
            readable,
            writable,
            byte_by_byte,
            waited: false,
        }
    }

    /// Whether it was cut.
    pub(super) fn is_cut(&self) -> bool {
        self.readable == 0 || self.writable == 0
    }

    pub(super) fn tcp(&mut self) -> &mut TcpStream {
        &mut self.tcp
    }
}

fn cut() -> io::Error {
    io::Error::other("cut by the script")
}

impl AsyncRead for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.readable == 0 {
            return Poll::Ready(Err(cut()));
        }
        let mut part = buf.take(self.readable);
        ready!(Pin::new(&mut self.tcp).poll_read(cx, &mut part))?;
        let read = part.filled().len();
        // `part` shares its memory with `buf`: the bytes are in place, and are marked as filled here.
        let filled = part.filled().to_vec();
        buf.put_slice(&filled);
        self.readable -= read;
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.writable == 0 {
            return Poll::Ready(Err(cut()));
        }
        if self.byte_by_byte && !std::mem::replace(&mut self.waited, true) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        self.waited = false;
        let max = if self.byte_by_byte { 1 } else { buf.len() };
        let part = &buf[..max.min(buf.len()).min(self.writable)];
        let written = ready!(Pin::new(&mut self.tcp).poll_write(cx, part))?;
        self.writable -= written;
        Poll::Ready(Ok(written))
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.tcp).poll_shutdown(cx)
    }
}
