use simplex_api::{api_type, command};

#[api_type(syntax = "k|km")]
pub enum Unit {
    Thousand,
    Km,
}

#[api_type(syntax = "m|s")]
pub enum Per {
    Metre,
    Second,
}

#[command(syntax = "/speed[ <name>] <str(unit)><str(per)>")]
pub struct Speed {
    pub name: Option<u32>,
    pub unit: Unit,
    pub per: Per,
}

fn main() {}
