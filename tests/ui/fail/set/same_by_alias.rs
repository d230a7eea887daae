use simplex_api::{command, command_set};

#[command(syntax = "/weather <city>", typed_by = people, aliases("/w", "/forecast"))]
pub struct Weather {
    pub city: String,
}

#[command(syntax = "/W now", typed_by = people)]
pub struct Now;

#[command(syntax = "/tell <text>", typed_by = people, aliases("/Forecast of"))]
pub struct Tell {
    pub text: String,
}

command_set! {
    pub enum Request { Weather, Now, Tell }
}

fn main() {}
