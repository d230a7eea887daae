use simplex_api::api_type;

#[api_type(syntax = "<kind>:<id>")]
pub struct Reference {
    pub kind: String,
    pub id: i64,
    pub scope: Option<i64>,
}

fn main() {}
