use simplex_api::api_type;

#[api_type]
pub struct User {
    #[api(since = "7.0")]
    pub display_name: String,
}

fn main() {}
