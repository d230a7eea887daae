//! The handler wants what only answers a command.

use simplex_api::bot::{Bot, Context, HandlerResult};
use simplex_api::responses::ActiveUser;

async fn greet(_: Context, _: ActiveUser) -> HandlerResult {
    Ok(())
}

fn main() {
    let _ = Bot::builder().on_event(greet);
}
