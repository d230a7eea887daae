//! The library as a bot uses it: a client and the embedded server over a real WebSocket.

mod conversation;
mod custom_command;
mod errors;
mod human_input;
mod shared_prefixes;

use simplex_api::client::{Client, Events};
use simplex_api_testing::ChatServer;

/// A server and a connected client.
async fn connected() -> (ChatServer, Client, Events) {
    let server = ChatServer::start().await.expect("a free port");
    let (client, events) = Client::connect(&server.url()).await.expect("a connection");
    (server, client, events)
}
