use simplex_api::command;

#[command(crate = chat, syntax = "/find <text>[ live=on]")]
pub struct Find {
    pub text: String,
    pub live: bool,
}

fn main() {
    let _ = Find::new("x").live(true);
}
