//! The handler captures what cannot be cloned for each call.

use std::sync::Mutex;

use simplex_api::bot::{Bot, Message};

fn main() {
    let seen = Mutex::new(0);
    let _ = Bot::builder().on_message(async move |_: Message| {
        *seen.lock().unwrap() += 1;
        Ok(())
    });
}
