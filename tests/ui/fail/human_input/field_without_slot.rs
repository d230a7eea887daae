use simplex_api::command;

#[command(syntax = "/weather <city>", typed_by = people)]
pub struct Weather {
    pub city: String,
    pub days: Option<u32>,
}

fn main() {}
