use simplex_api::{Command, api_type, command};

#[api_type(syntax = "+|-|")]
pub enum Sign {
    Plus,
    Minus,
    Times,
}

#[api_type(syntax = "<name>:<place")]
pub struct City {
    pub name: i64,
    pub plac: String,
}

#[command(syntax = "/go <str(sign)> <str(city)>")]
pub struct Go {
    pub sign: Sign,
    pub city: City,
}

fn main() {
    println!("{:?}", Go::new(Sign::Plus, City::new(1, "b")).encode());
}
