//! The handler wants what is no command.

use simplex_api::bot::{Bot, HandlerResult, Message};

async fn answer(_: Message, _city: String) -> HandlerResult {
    Ok(())
}

fn main() {
    let _ = Bot::builder().on_command(answer);
}
