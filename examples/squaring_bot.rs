//! A bot that squares the numbers people send to it.
//!
//! - `squaring_bot`: on the embedded server, with a contact who says a few things;
//! - `squaring_bot --interactive`: the same, and then you are the contact;
//! - `squaring_bot --url ws://127.0.0.1:5225`: on a server started with `simplex-chat -p 5225`,
//!   until Ctrl-C.

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
    stage::play(bot, &["7", "1.5", "seven"]).await
}
