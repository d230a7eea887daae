use simplex_api::api_type;

#[api_type]
pub struct Account {
    pub name: String,
    #[api(secret = "yes")]
    pub password: String,
}

fn main() {}
