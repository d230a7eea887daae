use simplex_api::api_type;

#[api_type(tga = "type")]
pub enum Kind {
    Direct,
}

fn main() {}
