//! The handler wants what is no event.

use simplex_api::bot::{Bot, Context, HandlerResult};
use simplex_api::types::Contact;

async fn greet(_: Context, _: Contact) -> HandlerResult {
    Ok(())
}

fn main() {
    let _ = Bot::builder().on_event(greet);
}
