//! The bot has no state, the handler wants one.

use simplex_api::bot::{Bot, HandlerResult, Message};

struct Orders;

async fn answer(_: Message<Orders>) -> HandlerResult {
    Ok(())
}

fn main() {
    let _ = Bot::builder().on_message(answer);
}
