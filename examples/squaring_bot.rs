//! A bot that squares the numbers people send to it.
//!
//! - `squaring_bot`: runs on the embedded server, with a simulated contact;
//! - `squaring_bot --interactive`: the same, and then you write as the contact;
//! - `squaring_bot --url ws://127.0.0.1:5225`: runs on a server that was started with `simplex-chat -p 5225`, until
//!   Ctrl-C.

use simplex_api::bot::Bot;

#[tokio::main]
async fn main() -> std::process::ExitCode {
    let bot = Bot::builder()
        .auto_accept(true)
        .welcome("Hello! Send me a number, and I send back its square.")
        .on_message(async |message| {
            Ok(match message.text().trim().parse::<f64>() {
                Ok(number) => (number * number).to_string(),
                Err(_) => "Sorry, I can only square numbers.".to_owned(),
            })
        });
    demo::run(bot, &["7", "1.5", "seven"]).await
}
