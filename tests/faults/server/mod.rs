//! A scripted WebSocket server that misbehaves.
//!
//! It runs in its own thread and runtime, so that its tasks are not counted with those of the client, and a client that
//! does not yield cannot stop it.

mod runner;
mod script;
mod socket;

use std::net::SocketAddr;
use std::thread::JoinHandle;

use simplex_api_tests::LONG;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinSet;

pub(crate) use script::{Cut, Greeting, Script, ScriptStep, frame};

/// An order to the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Run,
    /// Wait until the clients have ended their connections.
    Finish,
    /// Break every connection.
    Break,
}

pub(crate) struct Server {
    address: SocketAddr,
    order: watch::Sender<Order>,
    thread: JoinHandle<Log>,
}

/// What a server has received.
#[derive(Debug, Default)]
pub(crate) struct Log {
    /// How many connections there were.
    pub(crate) connections: usize,
    /// The commands that were received completely.
    pub(crate) commands: Vec<String>,
    /// Whether a connection was cut by its script.
    pub(crate) cut: bool,
}

impl Server {
    /// Starts a server that runs one script per connection, in this order. Further connections are served normally.
    pub(crate) fn start(scripts: impl IntoIterator<Item = Script>) -> Self {
        Self::start_at(([127, 0, 0, 1], 0).into(), scripts)
    }

    /// Starts a server on this address.
    pub(crate) fn start_at(address: SocketAddr, scripts: impl IntoIterator<Item = Script>) -> Self {
        let scripts: Vec<Script> = scripts.into_iter().collect();
        let listener = std::net::TcpListener::bind(address).expect("a free port");
        listener.set_nonblocking(true).expect("a listener");
        let address = listener.local_addr().expect("an address");
        let (order, order_receiver) = watch::channel(Order::Run);
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
                    serve(listener, scripts, order_receiver).await
                })
            })
            .expect("a thread");
        Self {
            address,
            order,
            thread,
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("ws://{}", self.address)
    }

    /// Waits until all clients have ended their connections.
    ///
    /// # Panics
    /// If a client keeps its connection, or a script failed.
    pub(crate) fn finish(self) -> Log {
        self.end(Order::Finish)
    }

    /// Breaks all connections and ends, like a server that crashes.
    pub(crate) fn crash(self) -> Log {
        self.end(Order::Break)
    }

    fn end(self, order: Order) -> Log {
        self.order.send_replace(order);
        self.thread.join().expect("the server follows its script")
    }
}

async fn serve(
    listener: TcpListener,
    scripts: Vec<Script>,
    mut order: watch::Receiver<Order>,
) -> Log {
    let mut runners = JoinSet::new();
    let mut scripts = scripts.into_iter();
    let mut log = Log::default();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let (tcp, _) = accepted.expect("a connection");
                tcp.set_nodelay(true).expect("a socket");
                log.connections += 1;
                let script = scripts.next().unwrap_or_default();
                runners.spawn(runner::run(tcp, script, order.clone()));
            }
            _ = order.changed() => break,
        }
    }
    drop(listener);
    let rest = async {
        while let Some(result) = runners.join_next().await {
            let result = result.expect("the script does not fail");
            log.commands.extend(result.commands);
            log.cut |= result.cut;
        }
    };
    let ended = tokio::time::timeout(LONG, rest).await;
    ended.expect("the client ends its connections");
    log
}
