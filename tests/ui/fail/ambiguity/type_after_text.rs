use simplex_api::{api_type, command};

#[api_type(syntax = "+|-")]
pub enum Sign {
    Plus,
    Minus,
}

#[command(syntax = "/vote <name><str(sign)>")]
pub struct Vote {
    pub name: String,
    pub sign: Sign,
}

fn main() {}
