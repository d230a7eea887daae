use simplex_api::api_type;

#[api_type]
pub fn read() {}

fn main() {}
