use simplex_api::api_type;

#[api_type]
pub enum Mode {
    Fast,
    #[api(alias = "fast")]
    Quick,
}

fn main() {}
