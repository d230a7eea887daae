//! A WebSocket server that misbehaves by script.
//!
//! It runs in a thread and a runtime of its own, so that nothing of it is counted with the client, and
//! a client that does not yield cannot stop it.

mod player;
mod script;
mod socket;

use std::net::SocketAddr;
use std::thread::JoinHandle;

use simplex_api_tests::LONG;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

pub(crate) use script::{Cut, Greeting, Script, Step, frame};

/// What the server is told to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Orders {
    Play,
    /// Let the connections come to their end.
    Finish,
    /// Break every connection.
    Break,
}

pub(crate) struct Server {
    address: SocketAddr,
    orders: watch::Sender<Orders>,
    thread: JoinHandle<Log>,
}

/// What a server has seen.
#[derive(Debug, Default)]
pub(crate) struct Log {
    /// How many connections there were.
    pub(crate) connections: usize,
    /// The commands that came in whole.
    pub(crate) commands: Vec<String>,
    /// Whether a connection was cut where its script says.
    pub(crate) cut: bool,
}

impl Server {
    /// Starts a server that plays one script for each connection, in their order, and serves well
    /// those beyond.
    pub(crate) fn start(scripts: impl IntoIterator<Item = Script>) -> Self {
        Self::start_at(([127, 0, 0, 1], 0).into(), scripts)
    }

    /// Starts a server on an address of its own choice.
    pub(crate) fn start_at(address: SocketAddr, scripts: impl IntoIterator<Item = Script>) -> Self {
        let scripts: Vec<Script> = scripts.into_iter().collect();
        let listener = std::net::TcpListener::bind(address).expect("a free port");
        listener.set_nonblocking(true).expect("a listener");
        let address = listener.local_addr().expect("an address");
        let (orders, orders_seen) = watch::channel(Orders::Play);
        let name = std::thread::current().name().unwrap_or("?").to_owned();
        let thread = std::thread::Builder::new()
            .name(name)
            .spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread()
                    .enable_all()
                    .build()
                    .expect("a runtime");
                runtime.block_on(async {
                    let listener = TcpListener::from_std(listener).expect("a listener");
                    serve(listener, scripts, orders_seen).await
                })
            })
            .expect("a thread");
        Self {
            address,
            orders,
            thread,
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("ws://{}", self.address)
    }

    /// Waits for the clients to be gone.
    ///
    /// # Panics
    /// If one of them keeps its connection, or a script did not go as written.
    pub(crate) fn finish(self) -> Log {
        self.end(Orders::Finish)
    }

    /// Breaks all connections and is gone, as a server that crashes.
    pub(crate) fn crash(self) -> Log {
        self.end(Orders::Break)
    }

    fn end(self, orders: Orders) -> Log {
        self.orders.send_replace(orders);
        self.thread.join().expect("the server follows its script")
    }
}

async fn serve(
    listener: TcpListener,
    scripts: Vec<Script>,
    mut orders: watch::Receiver<Orders>,
) -> Log {
    let mut players = JoinSet::new();
    let mut scripts = scripts.into_iter();
    let mut log = Log::default();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let (tcp, _) = accepted.expect("a connection");
                tcp.set_nodelay(true).expect("a socket");
                log.connections += 1;
                let script = scripts.next().unwrap_or_default();
                players.spawn(player::play(tcp, script, orders.clone()));
            }
            _ = orders.changed() => break,
        }
    }
    drop(listener);
    let rest = async {
        while let Some(played) = players.join_next().await {
            let played = played.expect("a script that goes as written");
            log.commands.extend(played.commands);
            log.cut |= played.cut;
        }
    };
    let ended = tokio::time::timeout(LONG, rest).await;
    ended.expect("the client ends its connections");
    log
}
