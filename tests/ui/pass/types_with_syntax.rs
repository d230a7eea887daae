//! `<str(x)>` of types with a syntax: a record, a keyword enum, and a record of these.

use simplex_api::{Command, api_type, command};

#[api_type(syntax = "+|-")]
pub enum Sign {
    Plus,
    Minus,
}

#[api_type(syntax = "<str(sign)><hours>[:<minutes>]")]
pub struct Offset {
    pub sign: Sign,
    pub hours: u32,
    pub minutes: Option<u32>,
}

#[command(syntax = "/_zone <str(offset)> <name>")]
pub struct SetZone {
    pub offset: Offset,
    pub name: String,
}

fn main() {
    let zone = SetZone::new(Offset::new(Sign::Minus, 3).minutes(30), "home town");
    let text = "/_zone -3:30 home town";
    assert_eq!(zone.encode().unwrap(), text);
    assert_eq!(SetZone::decode(text).unwrap(), zone);
    assert!(SetZone::decode("/_zone 3:30 home town").is_err());
}
