use simplex_api::commands::ShowActiveUser;
use simplex_api::{command, command_set};

#[command(syntax = "/help", typed_by = people)]
pub struct Help;

command_set! {
    pub enum Request { Help, ShowActiveUser }
}

fn main() {}
