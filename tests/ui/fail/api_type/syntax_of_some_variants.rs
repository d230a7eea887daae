use simplex_api::api_type;

#[api_type(tag = "type")]
pub enum Page {
    #[api(syntax = "count=<count>")]
    Last { count: i64 },
    After { count: i64 },
}

fn main() {}
