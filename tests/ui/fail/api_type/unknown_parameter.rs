use simplex_api::api_type;

#[api_type(syntax = "<kind>:<chatID>")]
pub struct Reference {
    pub kind: String,
    pub chat_id: i64,
}

fn main() {}
