use simplex_api::{api_type, command};

#[api_type(syntax = "+|-")]
pub enum Sign {
    Plus,
    Minus,
}

#[api_type]
pub struct Name(pub String);

#[command(syntax = "/vote <str(sign)><name>")]
pub struct Vote {
    pub sign: Sign,
    pub name: Name,
}

fn main() {}
