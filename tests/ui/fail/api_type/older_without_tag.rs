use simplex_api::api_type;

#[api_type(older = put_right)]
pub struct Poll {
    pub question: String,
}

fn main() {}
