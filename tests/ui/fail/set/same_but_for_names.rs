use simplex_api::{command, command_set};

#[command(syntax = "/weather <city>")]
pub struct Weather {
    pub city: String,
}

#[command(syntax = "/weather <place>[ days=<days>]")]
pub struct Forecast {
    pub place: String,
    pub days: Option<u32>,
}

command_set! {
    pub enum Request { Weather, Forecast }
}

fn main() {}
