use simplex_api::api_type;

#[api_type(tag = "type")]
pub enum Error {
    NoUser { id: i64 },
    #[api(name = "NO_USER")]
    NoUSER,
}

fn main() {}
