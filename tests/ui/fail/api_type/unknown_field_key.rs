use simplex_api::api_type;

#[api_type]
pub struct User {
    #[api(nam = "userId")]
    pub id: i64,
}

fn main() {}
