use simplex_api::api_type;

#[api_type(tag = "type", syntax = "full|entity")]
pub enum Mode {
    Full,
    Entity,
    Messages,
}

fn main() {}
