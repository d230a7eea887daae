use simplex_api::api_type;

#[api_type]
pub enum Mode {
    Full = 1,
    Short,
}

fn main() {}
