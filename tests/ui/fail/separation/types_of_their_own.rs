use simplex_api::{api_type, command};

#[api_type(syntax = "+|-")]
pub enum Sign {
    Plus,
    Minus,
}

#[api_type(syntax = "km|mi")]
pub enum Unit {
    Km,
    Mi,
}

#[command(syntax = "/scale <str(sign)><str(unit)>")]
pub struct Scale {
    pub sign: Sign,
    pub unit: Unit,
}

fn main() {}
