use simplex_api::command;

#[command(
    name = "APISend",
    syntax = "/_send <chatRf>[ live=on <jsn(text)>",
    network = later,
    answers(CmdOk),
)]
pub struct Send {
    pub chat_ref: i64,
    #[param(sinc = "7.0")]
    pub live: bool,
    pub text: String,
}

fn main() {}
