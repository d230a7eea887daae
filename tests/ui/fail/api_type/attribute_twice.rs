use simplex_api::api_type;

#[api_type]
#[api_type(syntax = "<x>")]
pub struct Place {
    pub x: i64,
}

fn main() {}
