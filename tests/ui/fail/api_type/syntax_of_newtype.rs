use simplex_api::api_type;

#[api_type(syntax = "#<id>")]
pub struct GroupId(pub i64);

fn main() {}
