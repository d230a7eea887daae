use simplex_api::api_type;

#[api_type]
pub struct Point(pub i64, pub i64);

fn main() {}
