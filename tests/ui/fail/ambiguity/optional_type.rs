use simplex_api::{api_type, command};

#[api_type(syntax = "+|-")]
pub enum Sign {
    Plus,
    Minus,
}

#[api_type(syntax = "<str(sign)><steps>")]
pub struct Move {
    pub sign: Sign,
    pub steps: u32,
}

#[command(syntax = "/go[ <str(sign)>] <str(way)>")]
pub struct Go {
    pub sign: Option<Sign>,
    pub way: Move,
}

#[command(syntax = "/find[ <str(way)>][ <text>]")]
pub struct Find {
    pub way: Option<Move>,
    pub text: Option<String>,
}

fn main() {}
