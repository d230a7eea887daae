use simplex_api::api_type;

#[api_type(syntax = "@|#")]
pub enum Kind {
    Direct,
    Group,
    Local,
}

fn main() {}
