//! A port of one's own, at which nobody listens.

use std::net::SocketAddr;

use tokio::net::TcpSocket;

/// A port of loopback that is kept: nobody else is given it, and who dials it is refused, until the test
/// has a server listen there.
#[derive(Debug)]
pub struct Port(TcpSocket);

impl Port {
    /// # Panics
    /// If there is none.
    pub fn keep() -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        // A server may have it too.
        socket.set_reuseaddr(true).expect("an option of sockets");
        let any = SocketAddr::from(([127, 0, 0, 1], 0));
        socket.bind(any).expect("a free port");
        Self(socket)
    }

    /// # Panics
    /// Never: it is bound.
    pub fn address(&self) -> SocketAddr {
        self.0.local_addr().expect("an address")
    }
}
