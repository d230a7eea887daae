use serde_json::Value;
use simplex_api::{command, command_set};

#[command(syntax = "/set <count>")]
pub struct SetCount {
    pub count: u32,
}

#[command(syntax = "/set <json(value)>")]
pub struct SetValue {
    pub value: Value,
}

command_set! {
    pub enum Request { SetCount, SetValue }
}

fn main() {}
