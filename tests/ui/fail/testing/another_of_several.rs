//! The command has several answers, and this is not one of them.

use simplex_api::commands::CancelFile;
use simplex_api::responses::UsersList;
use simplex_api_testing::{ChatServer, Expected};

fn script(server: &ChatServer) {
    let _ = server
        .expect::<CancelFile>(Expected::any())
        .respond(|_| Ok(UsersList::new()));
}

fn main() {}
