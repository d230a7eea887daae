use simplex_api::{command, command_set};

#[command(syntax = "/help <topic>")]
pub struct Help {
    pub topic: String,
}

#[command(syntax = "/help all")]
pub struct HelpAll;

command_set! {
    pub enum Request { HelpAll, Help }
}

fn main() {}
