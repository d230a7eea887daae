//! The command is answered with what answers another one.

use simplex_api::commands::ShowActiveUser;
use simplex_api::responses::UsersList;
use simplex_api_testing::ChatServer;

fn script(server: &ChatServer) {
    let _ = server
        .expect(ShowActiveUser::new())
        .respond(|_| Ok(UsersList::new()));
}

fn main() {}
