use simplex_api::api_type;

#[api_type]
pub enum Mode {
    #[api(syntax = "f")]
    Full,
    Short,
}

fn main() {}
