//! A reserved port without a listener.

use std::net::SocketAddr;

use tokio::net::TcpSocket;

/// A port of loopback that is bound but has no listener: connections are refused, and no other program gets it, until
/// the test starts a server on it.
#[derive(Debug)]
pub struct Port(TcpSocket);

impl Port {
    /// # Panics
    /// If there is none.
    pub fn keep() -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        // So that a server can bind it too.
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
