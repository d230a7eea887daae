//! The library over a real WebSocket, as a bot uses it.

mod bad_input;
mod conversation;
mod own_command;
mod short_words;
mod typed_command;

use simplex_api::client::{Client, Events};
use simplex_api_testing::ChatServer;

/// A server and a client of it.
async fn connected() -> (ChatServer, Client, Events) {
    let server = ChatServer::start().await.expect("a free port");
    let (client, events) = Client::connect(&server.url()).await.expect("a connection");
    (server, client, events)
}
