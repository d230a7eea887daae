use simplex_api::api_type;

#[api_type]
pub enum Content {
    Text { text: String },
}

fn main() {}
