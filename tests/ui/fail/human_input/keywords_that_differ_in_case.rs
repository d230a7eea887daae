use simplex_api::{api_type, command};

#[api_type]
pub enum Size {
    #[api(name = "Mb")]
    Megabit,
    #[api(name = "MB")]
    Megabyte,
}

#[command(syntax = "/limit <count> Mb|MB", typed_by = people)]
pub struct Limit {
    pub count: u32,
    pub size: Size,
}

fn main() {}
