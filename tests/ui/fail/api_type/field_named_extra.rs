use simplex_api::api_type;

#[api_type]
pub struct User {
    pub extra: String,
}

fn main() {}
