use simplex_api::api_type;

#[api_type]
pub struct Item {
    #[api(optional)]
    pub text: String,
}

fn main() {}
