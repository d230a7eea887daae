use simplex_api::command;

#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Place {
    pub height: i64,
}

#[command(syntax = "/find <json(place)>")]
pub struct Find {
    pub place: Place,
}

fn main() {}
