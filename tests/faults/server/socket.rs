//! A TCP stream that breaks where its script says.

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
    dribbles: bool,
    /// The last poll wrote a byte, and the next one is to wait.
    dribbled: bool,
}

impl Socket {
    pub(super) fn new(tcp: TcpStream, cut: Cut, dribbles: bool) -> Self {
        let (readable, writable) = match cut {
            Cut::Never => (usize::MAX, usize::MAX),
            Cut::EndAfterSending(bytes) | Cut::ResetAfterSending(bytes) => (usize::MAX, bytes),
            Cut::ResetAfterReading(bytes) => (bytes, usize::MAX),
        };
        Self {
            tcp,
            readable,
            writable,
            dribbles,
            dribbled: false,
        }
    }

    /// Whether it broke.
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
        // The part is the unfilled rest of the same memory, so these bytes are initialized.
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
        if self.dribbles && !std::mem::replace(&mut self.dribbled, true) {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        self.dribbled = false;
        let most = if self.dribbles { 1 } else { buf.len() };
        let part = &buf[..most.min(buf.len()).min(self.writable)];
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
