use simplex_api::api_type;

#[api_type]
pub struct Rename {
    pub old: String,
    pub new: Option<String>,
}

fn main() {}
