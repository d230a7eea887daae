use simplex_api::{command, command_set};

#[command(syntax = "/Weather <city>", typed_by = people)]
pub struct Weather {
    pub city: String,
}

#[command(syntax = "/weather now", typed_by = people)]
pub struct WeatherNow;

command_set! {
    pub enum Request { Weather, WeatherNow }
}

fn main() {}
