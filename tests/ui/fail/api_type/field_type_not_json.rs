use simplex_api::api_type;

#[derive(Debug, Clone, PartialEq)]
pub struct Picture;

#[api_type]
pub struct User {
    pub picture: Picture,
}

fn main() {}
