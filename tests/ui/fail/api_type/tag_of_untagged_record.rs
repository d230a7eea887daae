use simplex_api::api_type;

#[api_type(tag = "userInfo")]
pub struct User {
    pub id: i64,
}

fn main() {}
